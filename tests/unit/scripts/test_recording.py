from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from scripts.transcripts.picture import Label, Offered, Replied
from scripts.transcripts.recording import offered_in, private_screen, room_screen

from botapi.clock import SimulatedClock
from botapi.entities import Entity
from botapi.raw_client import RawClient
from botapi.server import BotApiServer


@pytest.fixture
def clock() -> SimulatedClock:
    return SimulatedClock(datetime(2026, 5, 22, 9, 41, 30, tzinfo=UTC).timestamp())


@pytest.fixture
def server(clock: SimulatedClock) -> Iterator[BotApiServer]:
    with BotApiServer(username="verbale_bot", clock=clock) as running:
        yield running
        running.assert_valid(unanswered_allowed=True)


@pytest.fixture
def bot(server: BotApiServer) -> Iterator[RawClient]:
    with RawClient(server) as client:
        yield client


def test_a_private_chat_is_taken_down_with_entities_replies_and_times(
    server: BotApiServer, bot: RawClient, clock: SimulatedClock
) -> None:
    dana = server.world.user(101, "Dana", started=True)
    asked = dana.asks("🙂 How much?")
    clock.advance(40)
    quote = {"type": "blockquote", "offset": 3, "length": 2}
    bot.result(
        "sendMessage", chat_id=101, text="🙂 5%", entities=[quote], reply_parameters={"message_id": asked.message_id}
    )
    screen = private_screen(server, dana)
    assert (screen.title, screen.subtitle, screen.shows_names) == ("Verbale", "bot", False)
    question, answer = screen.bubbles
    assert (question.who, question.text, question.time, question.own) == ("Dana", "🙂 How much?", "09:41", True)
    assert (answer.who, answer.text, answer.time, answer.own) == ("Verbale", "🙂 5%", "09:42", False)
    assert answer.entities == (Entity("blockquote", 3, 2),)
    assert answer.replied == Replied("Dana", "🙂 How much?")


def test_the_button_that_was_pressed_is_known_and_the_same_one_elsewhere_is_not(
    server: BotApiServer, bot: RawClient
) -> None:
    dana = server.world.user(101, "Dana", started=True)
    keyboard = [
        [{"text": "Context", "callback_data": "1"}, {"text": "Source", "url": "https://press.example"}],
        [{"text": "👍", "callback_data": "2"}],
    ]
    for text in ("first", "second"):
        bot.result("sendMessage", chat_id=101, text=text, reply_markup={"inline_keyboard": keyboard})
    dana.presses(server.bot_messages(dana)[1], "Context")
    first, second = private_screen(server, dana).bubbles
    assert first.rows == ((Label("Context"), Label("Source", opens=True)), (Label("👍"),))
    assert second.rows == ((Label("Context", pressed=True), Label("Source", opens=True)), (Label("👍"),))


def test_a_topic_shows_its_own_messages_and_not_the_line_that_opened_it(server: BotApiServer) -> None:
    timur, laylo = server.world.user(111, "Timur"), server.world.user(112, "Laylo")
    room = server.world.supergroup("Press pool", timur, laylo, forum=True)
    border, water = room.opens_topic("Border", timur), room.opens_topic("Water", timur)
    timur.sends(room, "About the border, @verbale_bot.", thread=border)
    timur.sends(room, "About water.", thread=water)
    timur.sends(room, "About lunch.")
    screen = room_screen(server, room, laylo, border)
    assert (screen.title, screen.subtitle, screen.shows_names) == ("Border", "Topic in Press pool · 3 members", True)
    (bubble,) = screen.bubbles
    assert (bubble.who, bubble.own, bubble.replied) == ("Timur", False, None)
    assert bubble.entities == (Entity("mention", 18, 12),)


def test_a_whole_room_is_titled_with_its_name(server: BotApiServer) -> None:
    oleg = server.world.user(121, "Oleg")
    room = server.world.group("Desk", oleg, with_bot=False)
    oleg.sends(room, "Anybody?")
    screen = room_screen(server, room, oleg)
    assert (screen.title, screen.subtitle) == ("Desk", "1 member")
    assert [bubble.text for bubble in screen.bubbles] == ["Anybody?"]


def test_a_part_of_a_message_that_a_reply_quotes_is_what_is_shown_of_it(server: BotApiServer, bot: RawClient) -> None:
    dana = server.world.user(101, "Dana", started=True)
    asked = dana.asks("Good morning. How much is it?")
    reply = {"message_id": asked.message_id, "quote": "How much is it?"}
    bot.result("sendMessage", chat_id=101, text="5%", reply_parameters=reply)
    assert private_screen(server, dana).bubbles[1].replied == Replied("Dana", "How much is it?")


def test_the_list_of_an_inline_query_and_the_message_chosen_from_it(server: BotApiServer, bot: RawClient) -> None:
    farida = server.world.user(131, "Farida")
    room = server.world.group("Evening edition", farida, with_bot=False)
    query = farida.asks_inline("trains", chat_type="group")
    assert offered_in(query, 2) == ()
    results = [
        {
            "type": "article",
            "id": str(number),
            "title": f"Talks {number}",
            "description": f"April {number}",
            "input_message_content": {"message_text": f"{number} hours"},
        }
        for number in range(3)
    ]
    bot.result("answerInlineQuery", inline_query_id=query.id, results=results)
    assert offered_in(query, 2) == (Offered("Talks 0", "April 0", chosen=True), Offered("Talks 1", "April 1"))
    farida.chooses_inline(query, 1, chat=room)
    (bubble,) = room_screen(server, room, farida).bubbles
    assert (bubble.text, bubble.via, bubble.own) == ("1 hours", "@verbale_bot", True)
