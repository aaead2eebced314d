"""Groups and topics: what the bot answers there, what it is silent on, who may set it, and how it arrives and moves."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from botapi.entities import Entity
from botapi.faults import hang
from botapi.model import Message
from botapi.people import Person
from botapi.rooms import Room
from botapi.server import BotApiServer
from botapi.state import ChatRef, id_of
from botapi.wire import message_json, user_json
from library import ARRIVAL, RAILWAY
from program import Installation, running_bot
from stored import front_matter, rows

ROAD = "When will the road over the Anzob pass reopen?"
ANZOB = ARRIVAL.split("\n\n")[1]
COST = "Сколько будет стоить поставка локомотивов?"
HELLO = "Hello! I answer questions about diplomatic visits"
PRIVACY = "privacy mode is on for me"
ADMINISTRATORS_ONLY = "Only the administrators of this group can change this."
ANYTHING_ELSE = "What would you like to know? Reply to this message with your question."
ANONYMOUS, CHANNEL_ACCOUNT, SERVICE_ACCOUNT = 1087968824, 136817688, 777000


@pytest.fixture(scope="module")
def server() -> Iterator[BotApiServer]:
    with BotApiServer() as running:
        # Everything that is said reaches it, so that its silence is its own.
        running.world.bot.can_read_all_group_messages = True
        yield running
        running.assert_valid()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Installation:
    made = Installation(tmp_path_factory.mktemp("groups"), model_cache)
    details = {"title": "Talks in Dushanbe", "date": "2025-03-04", "visit": "Kazakhstan in Tajikistan"}
    made.write("arrival.md", front_matter(**details) + ARRIVAL)
    made.write("railway.md", front_matter(title="Локомотивы", date="2025-02-01", visit="Astana") + RAILWAY)
    finished = made.run("reindex")
    assert finished.code == 0, finished
    return made


@pytest.fixture(scope="module", autouse=True)
def bot(place: Installation, server: BotApiServer) -> Iterator[None]:
    settings = {
        "VERBALE_TELEGRAM_TOKEN": server.token,
        "VERBALE_TELEGRAM_API_URL": server.url,
        "VERBALE_QUESTIONS_PER_MINUTE": "1000",
        "VERBALE_CHAT_QUESTIONS_PER_MINUTE": "10000",
        "VERBALE_SET_PROFILE": "false",
    }
    with running_bot(place, settings) as running:
        yield
        finished = running.stop()
        print(finished.err)
        assert "was not dealt with" not in finished.err, finished.err
        assert "Anzob" not in finished.err


_ids = iter(range(2000, 9000))


def somebody(server: BotApiServer, name: str = "Anna", language: str | None = "en", **options: Any) -> Person:
    return server.world.user(next(_ids), name, language_code=language, **options)


def answer_to(server: BotApiServer, message: Message) -> Message:
    """What the bot replied to a message."""

    def find() -> Message | None:
        said = server.bot_messages(message.chat_id)
        return next((one for one in said if one.reply_to == message.message_id), None)

    return server.wait_for(find, what=f"a reply to {message.text!r}")


def arrives(server: BotApiServer, room: ChatRef, sender: int, text: str, **fields: Any) -> Message:
    """A message as only Telegram itself makes it: of another bot, or copied from a channel."""
    with server.state.changed:
        message = server.state.new_message(server.state.chats[id_of(room)], sender_id=None, text=text)
        payload = message_json(server.state, message) | {"from": {"id": sender, "is_bot": False, "first_name": "X"}}
        server.state.updates.push("message", payload | fields)
        return message


def until_heard(server: BotApiServer, room: Room, person: Person, thread: int | None = None) -> Message:
    """What a chat gets for a message that comes after all others there: an answer to /about."""
    return answer_to_command(server, room, person, "/about", thread)


def answer_to_command(
    server: BotApiServer, room: Room, person: Person, text: str, thread: int | None = None, **options: Any
) -> Message:
    sent = person.sends(room, text, thread=thread, **options)
    return server.wait_for_message(room, after=sent)


def language_and_scope(place: Installation, room: Room) -> tuple[Any, ...] | None:
    found = rows(place, "SELECT language, scope FROM chats WHERE id = ?", room.id)
    return found[0] if found else None


# What is for it, and what is not.


def test_talk_that_is_not_for_it_gets_neither_an_answer_nor_typing(server: BotApiServer) -> None:
    anna, owner = somebody(server), somebody(server)
    room = server.world.supergroup("Press", anna, owner=owner)
    name = server.world.bot_mention
    talk = [
        ROAD,
        f"{name}any, {ROAD}",
        f"ask at mail{name} when the road reopens",
        f"https://t.me/{name[1:]} tells when the road over the Anzob pass reopens",
        f"/ask@another_bot {ROAD}",
        f"/weather {ROAD}",
        "/weather@another_bot",
        "bot, when does the road reopen?",
        "?!",
        f"@ verbale_test_bot {ROAD}",
        f"{name[1:]} {ROAD}",
        f"see /ask {ROAD}",
    ]
    for text in talk:
        anna.sends(room, text)
    anna.sends_document("a.jpg", b"\xff\xd8", chat=room, caption=f"/weather {ROAD}")
    anna.sends_document("a.jpg", b"\xff\xd8", chat=room, caption=f"/ask@another_bot {ROAD}")
    anna.sends_document("a.jpg", b"\xff\xd8", chat=room)
    edited = anna.sends(room, "hm")
    anna.edits(edited, "/weather today")
    anna.edits(edited, "when?")
    code = f"{name} {ROAD}"
    with server.state.changed:  # within code Telegram finds no mentions
        sent = anna.sends(room, code, entities=(Entity("code", 0, len(code)),))
        assert sent.detected == ()
    room.removes(somebody_in(server, room))
    arrives(server, room, anna.id, "", pinned_message={"message_id": 5, "date": 0, "chat": {"id": 1, "type": "group"}})
    last = until_heard(server, room, anna)
    assert server.bot_messages(room) == [last]
    assert len(server.calls("sendChatAction", chat=room)) == 1


def somebody_in(server: BotApiServer, room: Room) -> Person:
    person = somebody(server)
    room.adds(person)
    return person


def test_what_no_person_wrote_is_not_answered(server: BotApiServer) -> None:
    anna = somebody(server, started=True)
    room = server.world.supergroup("Press", anna)
    channel = server.world.channel("Newsroom", with_bot=False)
    asked = f"{server.world.bot_mention} {ROAD}"
    mention = [{"type": "mention", "offset": 0, "length": len(server.world.bot_mention)}]
    robot = {"id": 77, "is_bot": True, "first_name": "Robot"}
    posted = {"id": channel.id, "type": "channel", "title": "Newsroom"}
    arrives(server, room, 77, asked, **{"from": robot, "entities": mention})
    copied = {"sender_chat": posted, "is_automatic_forward": True, "entities": mention}
    arrives(server, room, SERVICE_ACCOUNT, asked, **copied)
    query = anna.asks_inline(ROAD, chat_type="supergroup")
    server.wait_for_answer(query)
    anna.chooses_inline(query, chat=room)
    last = until_heard(server, room, anna)
    assert server.bot_messages(room) == [last]
    assert len(server.calls("sendChatAction", chat=room)) == 1


def test_a_quotation_chosen_through_another_bot_may_still_be_asked_about(server: BotApiServer) -> None:
    anna = somebody(server)
    room = server.world.supergroup("Press", anna)
    mention = [{"type": "mention", "offset": 0, "length": len(server.world.bot_mention)}]
    other = {"id": 77, "is_bot": True, "first_name": "Robot", "username": "robot"}
    text = f"{server.world.bot_mention} {ROAD}"
    asked = arrives(server, room, anna.id, text, via_bot=other, entities=mention)
    assert ANZOB in answer_to(server, asked).quotations


@pytest.mark.parametrize(
    "form",
    [
        "/ask {q}",
        "/ask@verbale_test_bot {q}",
        "/ASK@Verbale_Test_Bot {q}",
        "@verbale_test_bot {q}",
        "@VERBALE_TEST_BOT, {q}",
        "{q} @Verbale_Test_Bot",
        "🙂🙂 {q} — @verbale_test_bot 🇰🇿",
        "@verbale_test_bot /ask {q}",
        "/ask @verbale_test_bot {q}",
        "/weather@another_bot @verbale_test_bot {q}",
        "@verbale_test_botany says no. @verbale_test_bot {q}",
        "\u202e@verbale_test_bot\u200f\u0007 {q}\u2066",
    ],
)
def test_a_question_that_is_for_it_is_answered_as_a_reply(server: BotApiServer, form: str) -> None:
    anna = somebody(server)
    room = server.world.group("Press", anna)
    answer = answer_to(server, anna.sends(room, form.format(q=ROAD)))
    assert answer.quotations[0] == ANZOB
    assert len(server.bot_messages(room)) == 1
    assert len(server.calls("sendChatAction", chat=room)) >= 1


def test_a_mention_without_a_user_name_and_a_command_in_bold_and_captions_count(server: BotApiServer) -> None:
    anna = somebody(server, started=True)
    rooms = [server.world.group(f"Room {number}", anna) for number in range(5)]
    bot_id = server.state.bot.id
    asked = [
        anna.sends(rooms[0], f"Verbale {ROAD}", entities=(Entity("text_mention", 0, 7, user_id=bot_id),)),
        anna.sends(rooms[1], f"/ask {ROAD}", entities=(Entity("bold", 0, len(f"/ask {ROAD}")),)),
        anna.sends_document("a.jpg", b"\xff\xd8", chat=rooms[2], caption=f"/ask {ROAD}"),
        anna.sends_document("a.jpg", b"\xff\xd8", chat=rooms[3], caption=f"{ROAD} @VERBALE_test_bot"),
        anna.sends(anna, f"/ask {ROAD}", entities=(Entity("bold", 0, len(f"/ask {ROAD}")),)),
    ]
    stranger = somebody(server)
    anna.sends(rooms[4], f"Verbale {ROAD}", entities=(Entity("text_mention", 0, 7, user_id=stranger.id),))
    last = until_heard(server, rooms[4], anna)
    for message in asked:
        assert answer_to(server, message).quotations[0] == ANZOB
    assert server.bot_messages(rooms[4]) == [last]


def test_the_command_alone_asks_for_the_question_and_the_reply_to_that_is_answered(server: BotApiServer) -> None:
    anna = somebody(server)
    room = server.world.supergroup("Press", anna)
    for text in ("/ask", "/ask@verbale_test_bot  \u200f", server.world.bot_mention):
        prompt = answer_to(server, anna.sends(room, text))
        assert prompt.text == ANYTHING_ELSE
        assert prompt.markup == {"force_reply": True, "selective": True}
    assert answer_to(server, anna.sends(room, ROAD, reply_to=prompt)).quotations[0] == ANZOB


def test_a_bare_mention_or_command_under_a_message_asks_what_that_asks(server: BotApiServer) -> None:
    anna, boris = somebody(server), somebody(server, "Boris")
    room = server.world.supergroup("Press", anna, boris)
    plain = boris.sends(room, ROAD)
    earlier = boris.sends(room, f"/ask@another_bot {ROAD}")
    talk = boris.sends(room, f"I forgot who won the match. {ROAD} Who knows who paid?")
    picture = boris.sends_document("a.jpg", b"\xff\xd8", chat=room, caption=ROAD)
    mute = boris.sends_document("a.jpg", b"\xff\xd8", chat=room)
    mention = server.world.bot_mention
    asked = [
        anna.sends(room, "/ask", reply_to=plain),
        anna.sends(room, f"{mention}?", reply_to=picture),
        anna.sends(room, mention, reply_to=earlier),
        anna.sends(room, mention, reply_to=talk, quote=ROAD),
    ]
    nothing = anna.sends(room, "/ask", reply_to=mute)
    first, *_ = [answer_to(server, message) for message in asked]
    kept = rows_of_questions(server, room)
    assert first.quotations[0] == ANZOB
    assert answer_to(server, nothing).text == ANYTHING_ELSE
    assert kept == []


def rows_of_questions(server: BotApiServer, room: Room) -> list[Message]:
    """Replies that say that nothing is said."""
    return [one for one in server.bot_messages(room) if "do not say" in one.text]
