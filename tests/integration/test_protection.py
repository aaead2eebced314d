"""Floods, queues, slow chats and dirty texts: nobody is lost, nobody waits for others, and nothing leaks."""

import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from botapi.faults import hang
from botapi.model import Message
from botapi.people import Person
from botapi.server import BotApiServer
from library import ARRIVAL
from program import Installation, running_bot
from stored import front_matter, rows, until

ROAD = "When will the road over the Anzob pass reopen?"
ANZOB = ARRIVAL.split("\n\n")[1]
SECRET = "The uranium annex of the treaty gives Tashkent forty tonnes of yellowcake a year."
WAITS = "Many people are asking at this moment."
PERSON_SLOW, CHAT_SLOW = "That was a lot in a short time.", "There have been a lot of questions in this chat"
PER_PERSON, PER_CHAT, QUEUE = 3, 7, 3
NAME = "Gulnora-Xurshida"
TALK = "the caterpillar of the embassy sleeps under the samovar"


@pytest.fixture(scope="module")
def server() -> Iterator[BotApiServer]:
    with BotApiServer() as running:
        running.world.bot.can_read_all_group_messages = True
        yield running
        running.assert_valid()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Installation:
    made = Installation(tmp_path_factory.mktemp("protection"), model_cache)
    made.write("arrival.md", front_matter(title="Talks in Dushanbe", date="2025-03-04") + ARRIVAL)
    made.write("ministers.md", front_matter(title="Uranium annex", date="2025-03-05", audience="ministers") + SECRET)
    made.write(
        "embargo.md",
        front_matter(title="Yellowcake", date="2025-03-06", embargo_until="2099-01-01T00:00:00+00:00") + SECRET,
    )
    finished = made.run("reindex")
    assert finished.code == 0, finished
    return made


@pytest.fixture(scope="module", autouse=True)
def bot(place: Installation, server: BotApiServer) -> Iterator[None]:
    settings = {
        "VERBALE_TELEGRAM_TOKEN": server.token,
        "VERBALE_TELEGRAM_API_URL": server.url,
        "VERBALE_QUESTIONS_PER_MINUTE": str(PER_PERSON),
        "VERBALE_CHAT_QUESTIONS_PER_MINUTE": str(PER_CHAT),
        "VERBALE_QUEUE_LIMIT": str(QUEUE),
        "VERBALE_SET_PROFILE": "false",
        "VERBALE_LOG_LEVEL": "INFO",
    }
    with running_bot(place, settings) as running:
        yield
        finished = running.stop()
    assert "ready to answer" in finished.err
    assert "was not dealt with" not in finished.err, finished.err
    for word in ("Anzob", "road", "reopen", "samovar", "uranium", "yellowcake", NAME, server.token):
        assert word.lower() not in finished.err.lower(), word


_ids = iter(range(2000, 9000))


def somebody(server: BotApiServer, name: str = "Anna", language: str | None = "en") -> Person:
    return server.world.user(next(_ids), name, language_code=language, started=True)


def answer_to(server: BotApiServer, message: Message) -> Message:
    """What the bot replied to a message, other than that it waits."""

    def find() -> Message | None:
        said = server.bot_messages(message.chat_id)
        return next((one for one in said if one.reply_to == message.message_id and WAITS not in one.text), None)

    return server.wait_for(find, what=f"a reply to {message.text!r}")


def dump(place: Installation) -> str:
    """Everything that is in the database."""
    with closing(sqlite3.connect(place.data / "verbale.db", timeout=20.0)) as connection:
        return "\n".join(connection.iterdump())


def until_done(place: Installation) -> None:
    """Wait until no update waits."""
    until(lambda: rows(place, "SELECT count(*) FROM inbox WHERE done_at IS NULL") == [(0,)], "the end of all updates")


def seconds_in(message: Message) -> int:
    found = re.search(r"wait (\d+) second", message.text)
    assert found is not None, message.text
    return int(found.group(1))


def test_a_flood_is_told_once_to_wait_and_after_that_time_is_answered_again(server: BotApiServer) -> None:
    anna, boris, vera = somebody(server), somebody(server, "Boris"), somebody(server, "Vera")
    room = server.world.supergroup("Press", boris, vera)
    for number in range(100):
        anna.asks(f"{ROAD} {number}")
        boris.sends(room, f"/ask {ROAD} {number}")
    in_room = server.wait_for_message(room, containing=PERSON_SLOW)
    # In private he is told as well: silence there would explain nothing.
    boris.asks(ROAD)
    assert PERSON_SLOW in server.wait_for_message(boris, containing="That was").text
    refusals = [server.wait_for_message(anna, containing=PERSON_SLOW), in_room]
    due = time.monotonic() + max(map(seconds_in, refusals))
    assert all(1 <= seconds_in(refusal) <= 60 / PER_PERSON for refusal in refusals)
    # Others in the group are not refused for what he did.
    assert answer_to(server, vera.sends(room, f"/ask {ROAD}")).quotations[0] == ANZOB
    time.sleep(max(0.0, due - time.monotonic()))
    assert answer_to(server, anna.asks(ROAD)).quotations[0] == ANZOB
    assert answer_to(server, boris.sends(room, f"/ask {ROAD}")).quotations[0] == ANZOB
    for chat, refusal in ((anna, refusals[0]), (room, refusals[1])):
        said = [one for one in server.bot_messages(chat) if WAITS not in one.text]
        assert [one for one in said if PERSON_SLOW in one.text] == [refusal]
        answered = [one for one in said if one.quotations and one.message_id < refusal.message_id]
        assert PER_PERSON <= len(answered) <= PER_PERSON + 1


def test_many_people_in_one_group_share_its_limit_and_it_is_told_once(server: BotApiServer) -> None:
    people = [somebody(server) for _ in range(20)]
    room = server.world.supergroup("Press", *people)
    for person in people:
        person.sends(room, f"/ask {ROAD}")
    refusal = server.wait_for_message(room, containing=CHAT_SLOW)
    outside = answer_to(server, people[-1].asks(ROAD))
    assert outside.quotations[0] == ANZOB
    about = people[0].sends(room, "/about")
    server.wait_for_message(room, after=about)
    said = server.bot_messages(room)
    assert [one for one in said if CHAT_SLOW in one.text] == [refusal]
    assert PER_CHAT <= len([one for one in said if one.quotations]) <= PER_CHAT + 2


def test_beyond_the_queue_everybody_is_told_at_most_once_that_they_wait_and_is_answered(server: BotApiServer) -> None:
    people = [somebody(server) for _ in range(40)]
    asked = [person.asks(ROAD) for person in people]
    for message in asked:
        assert answer_to(server, message).quotations[0] == ANZOB
    told = [[one for one in server.bot_messages(person) if WAITS in one.text] for person in people]
    assert {len(notices) for notices in told} <= {0, 1}
    assert sum(map(len, told)) >= len(people) // 2
    assert all(
        len(server.bot_messages(person)) == 1 + len(notices) for person, notices in zip(people, told, strict=True)
    )


def test_talk_in_a_group_is_not_told_to_wait_when_the_queue_is_long(server: BotApiServer) -> None:
    people = [somebody(server) for _ in range(12)]
    room = server.world.supergroup("Press", *people)
    server.world.holds_updates()
    asked = [person.asks(ROAD) for person in people]
    for person in people:
        person.sends(room, f"{TALK}?")
        person.sends(room, f"/weather {TALK}")
    server.world.releases_updates()
    for message in asked:
        answer_to(server, message)
    about = people[0].sends(room, "/about")
    last = server.wait_for_message(room, after=about)
    assert server.bot_messages(room) == [last]
    assert len(server.calls("sendChatAction", chat=room)) == 1


def test_of_a_person_and_their_talk_nothing_is_kept_but_the_question_and_numbers(
    server: BotApiServer, place: Installation
) -> None:
    gulnora = server.world.user(next(_ids), NAME, username="gulnora_x", last_name="Rahimova", started=True)
    room = server.world.supergroup("Rahimova's room", gulnora)
    gulnora.sends(room, TALK)
    gulnora.sends(room, f"/weather {TALK}")
    asked = gulnora.sends(room, f"/ask {ROAD}")
    answer_to(server, asked)
    until_done(place)
    kept = dump(place)
    for word in (NAME, "gulnora_x", "Rahimova", TALK):
        assert word not in kept, word
    assert rows(place, "SELECT user_id, question FROM answers WHERE chat_id = ?", room.id) == [(gulnora.id, ROAD)]


def test_a_chat_that_telegram_does_not_take_messages_for_holds_nobody_up(server: BotApiServer) -> None:
    anna, others = somebody(server), [somebody(server) for _ in range(6)]
    room = server.world.supergroup("Press", *others)
    server.faults.add("sendMessage", hang(5.0), times=1, chat=anna.id)
    # More than the whole queue, of one chat.
    stuck = [anna.asks(f"/help@verbale_test_bot {number}") for number in range(QUEUE * 4 + 2)]
    server.wait_for(lambda: server.calls("sendMessage", chat=anna), what="the call that hangs")
    started = time.monotonic()
    asked = [*(person.asks(ROAD) for person in others), others[0].sends(room, f"/ask {ROAD}")]
    for message in asked:
        assert answer_to(server, message).quotations[0] == ANZOB
    assert time.monotonic() - started < 4
    assert [one.text for one in server.bot_messages(anna) if not one.text.startswith(WAITS)] == []
    helped = server.wait_for_message(anna, containing="Write your question", timeout_seconds=20)
    assert helped.message_id > stuck[-1].message_id


def test_answers_of_one_chat_keep_the_order_of_the_questions_also_in_a_group(server: BotApiServer) -> None:
    people = [somebody(server) for _ in range(4)]
    room = server.world.supergroup("Press", *people)
    server.faults.add("sendMessage", hang(0.5), times=1, chat=room.id)
    asked = [person.sends(room, f"/ask {ROAD}") for person in people]
    for message in asked:
        answer_to(server, message)
    answers = [one for one in server.bot_messages(room) if WAITS not in one.text]
    assert [one.reply_to for one in answers] == [message.message_id for message in asked]


def test_control_characters_and_direction_marks_are_neither_searched_nor_kept(
    server: BotApiServer, place: Installation
) -> None:
    anna = somebody(server)
    room = server.world.supergroup("Press", anna)
    dirty = "\u202eWhen will\u200f the ro\u00adad over\u0000 the An\u200bzob\u0007 pass re\u2066open?\u2069\ufeff"
    for text, chat in ((f"/ask {dirty}", room), (dirty, anna)):
        assert answer_to(server, anna.sends(chat, text)).quotations[0] == ANZOB
    assert rows(place, "SELECT DISTINCT question FROM answers WHERE user_id = ?", anna.id) == [(ROAD,)]
    nothing = answer_to(server, anna.sends(room, "/ask \u202e\u200b\u0007\u2066"))
    assert nothing.text == "What would you like to know? Reply to this message with your question."


@pytest.mark.parametrize(
    "text",
    ["/ask How much yellowcake does Tashkent get?", "/ask What does the uranium annex say?", "/briefings", "/latest"],
)
def test_a_group_never_sees_what_is_for_others_or_under_embargo(server: BotApiServer, text: str) -> None:
    anna = somebody(server)
    room = server.world.supergroup("Press", anna)
    said = server.wait_for_message(room, after=anna.sends(room, text))
    shown: list[Any] = [said.text, *(button.text for button in said.buttons)]
    assert not [one for one in shown if "ellowcake" in one or "ranium" in one]
