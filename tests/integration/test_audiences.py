"""Audiences: what is for few is nowhere to be seen for others, in words, titles, numbers, buttons and scores."""

import base64
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from botapi.model import Message
from botapi.people import Person
from botapi.rooms import Room
from botapi.server import BotApiServer
from botapi.state import ChatRef
from library import ARRIVAL, RAILWAY
from program import Installation, running_bot
from stored import embargo, front_matter, rows, withdraw
from talking import somebody

OWNER = 901
POOL = "\n\n".join(
    f"The pangolin protocol gives the road over the Anzob pass {number}7 million dollars in stage {number}, which the "
    f"pangolin committee of Dushanbe keeps to itself."
    for number in range(1, 9)
)
EMBASSY = "\n\n".join(
    f"The quokka channel of the embassy says that mutual trade will fall to ${number}3 million, and the quokka talks on "
    f"water end in month {number}."
    for number in range(1, 9)
)
LATER = "The axolotl summit will open the road over the Anzob pass in June, and the axolotl press hears of it at dawn."
CANARIES = ("pangolin", "quokka", "axolotl")
SECRET_QUESTIONS = (
    "What does the pangolin protocol give to the road over the Anzob pass?",
    "What does the quokka channel of the embassy say about mutual trade?",
    "When will the axolotl summit open the road?",
)
PUBLIC_QUESTIONS = (
    "When will the road over the Anzob pass reopen?",
    "How much is mutual trade to be by 2030?",
    "Who met the delegation at the airport?",
    "Сколько будет стоить поставка локомотивов?",
    "What was agreed on water?",
)
COMMANDS = (
    "/start",
    "/about",
    "/briefings",
    "/latest",
    "/visit",
    "/visit pangolin",
    "/visit Quokka",
    "/start b_pool",
    "/start b_embassy",
    "/start b_later",
    "/start b_e",
    f"/verify {POOL.split(chr(10) * 2)[2]}",
    f"/verify {EMBASSY.split(chr(10) * 2)[3]}",
    f"/verify {LATER}",
    "/verify The pangolin protocol gives the road over the Anzob pass 9 million dollars in stage 3, which the committee "
    "of Dushanbe keeps",
    "/diff pool",
    "/audience",
    "/status",
    f"/start q_{base64.urlsafe_b64encode(b'pangolin protocol?').decode().rstrip('=')}",
)
ROAD = ARRIVAL.split("\n\n")[1]
TOO_OLD = "This answer is too old. Please ask the question again."
NO_MORE = "There are no more quotations for this question."
GONE = "I cannot find this briefing. /briefings shows those there are."


def _details(of: str, **more: str) -> str:
    return front_matter(title=f"{of} papers", date="2025-06-01", source_url=f"https://press.example/{of}", **more)


@pytest.fixture(scope="module")
def server() -> Iterator[BotApiServer]:
    with BotApiServer() as running:
        running.world.bot.can_read_all_group_messages = True
        yield running
        running.assert_valid()


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Installation:
    """What everybody may see, without the rest."""
    made = Installation(tmp_path_factory.mktemp("public"), model_cache)
    details = {"title": "Talks in Dushanbe", "date": "2025-03-04", "visit": "Dushanbe"}
    made.write("arrival.md", front_matter(**details, source_url="https://press.example/talks") + ARRIVAL)
    made.write("railway.md", front_matter(title="Локомотивы", date="2025-02-01", visit="Astana") + RAILWAY)
    finished = made.run("reindex")
    assert finished.code == 0, finished
    return made


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, model_cache: Path, without: Installation) -> Installation:
    """The same with what is for few."""
    made = Installation(tmp_path_factory.mktemp("audiences"), model_cache)
    shutil.copytree(without.folder, made.folder, dirs_exist_ok=True)
    made.write("pool.md", _details("Pangolin", visit="Pangolin tour", audience="press-pool") + POOL)
    made.write("embassy.md", _details("Quokka", visit="Dushanbe", audience="embassy") + EMBASSY)
    made.write("later.md", _details("Axolotl", visit="Axolotl", embargo_until="2099-01-01T00:00:00+00:00") + LATER)
    finished = made.run("reindex")
    assert finished.code == 0, finished
    return made


@pytest.fixture(scope="module", autouse=True)
def bot(place: Installation, server: BotApiServer) -> Iterator[None]:
    settings = {
        "VERBALE_TELEGRAM_TOKEN": server.token,
        "VERBALE_TELEGRAM_API_URL": server.url,
        "VERBALE_ADMINS": str(OWNER),
        "VERBALE_QUESTIONS_PER_MINUTE": "1000",
        "VERBALE_CHAT_QUESTIONS_PER_MINUTE": "10000",
        "VERBALE_SET_PROFILE": "false",
    }
    with running_bot(place, settings) as running:
        yield
        finished = running.stop()
        assert "was not dealt with" not in finished.err, finished.err
        assert not any(canary in finished.err.casefold() for canary in CANARIES)


@pytest.fixture(scope="module")
def owner(server: BotApiServer, place: Installation) -> Person:
    """An administrator, who has made the audiences."""
    person = server.world.user(OWNER, "Olga", started=True)
    for name in ("press-pool", "embassy"):
        made = person.asks(f"/audience make {name}")
        assert server.wait_for_message(person, after=made).text == f"There is an audience “{name}” now."
    return person


@pytest.fixture(scope="module")
def pool(server: BotApiServer, owner: Person) -> Room:
    """A group that belongs to the press pool."""
    return _group_of(server, owner, "press-pool")


@pytest.fixture(scope="module")
def petra(server: BotApiServer, owner: Person) -> Person:
    """A person who belongs to the press pool."""
    person = somebody(server)
    _told(server, owner, owner, f"/audience add press-pool {person.id}")
    return person


def _told(server: BotApiServer, owner: Person, chat: ChatRef, command: str) -> str:
    """What an administrator is told in private, wherever they give a command."""
    before = [*server.bot_messages(owner)]
    owner.sends(chat, command)
    words = ("belong", "gone")

    def find() -> Message | None:
        new = [one for one in server.bot_messages(owner) if one not in before]
        return next((one for one in new if any(word in one.text for word in words)), None)

    return server.wait_for(find, what=f"an answer to {command}").text


def _group_of(server: BotApiServer, owner: Person, audience: str) -> Room:
    room = server.world.group(f"Group of {audience}", owner=owner)
    assert _told(server, owner, room, f"/audience add {audience}").endswith("now.")
    return room


def _seen(message: Message) -> str:
    """All that a message shows or hides, in small letters."""
    shown = [message.text, *message.versions, *(url for _, url in message.links)]
    for button in message.buttons:
        shown += [button.text, button.url or ""]
    return " ".join(shown).casefold()


def _canaries(messages: list[Message]) -> set[str]:
    """The secrets that messages give away."""
    return {canary for message in messages for canary in CANARIES if canary in _seen(message)}


def _reply(server: BotApiServer, message: Message) -> Message:
    def find() -> Message | None:
        said = server.bot_messages(message.chat_id)
        return next((one for one in said if one.reply_to == message.message_id), None)

    return server.wait_for(find, what=f"a reply to {message.text!r}")


def _asks(server: BotApiServer, person: Person, text: str) -> Message:
    asked = person.asks(text)
    return server.wait_for_message(person, after=asked)


def _asks_in(
    server: BotApiServer, person: Person, room: ChatRef, text: str, reply_to: Message | None = None
) -> Message:
    return _reply(server, person.sends(room, f"/ask {text}", reply_to=reply_to))


def _toast(server: BotApiServer, person: Person, message: Message, label: str) -> str:
    return str(server.wait_for_answer(person.presses(message, label)).get("text", ""))


def test_whoever_belongs_to_no_audience_meets_nothing_of_it_anywhere(server: BotApiServer, owner: Person) -> None:
    asked = [(somebody(server), text) for text in (*COMMANDS, *SECRET_QUESTIONS, *PUBLIC_QUESTIONS)]
    sent = [(person, person.asks(text)) for person, text in asked]
    for person, message in sent:
        server.wait_for_message(person, after=message)
    for person, message in sent:
        assert _canaries(server.bot_messages(person)) == set(), message.text
    told = {message.text: server.bot_messages(person, after=message)[0] for person, message in sent}
    assert "2 briefings, 5 paragraphs" in told["/about"].text
    assert told["/briefings"].text.startswith("2 briefings")
    assert [button.text for button in told["/briefings"].buttons] == [
        "04.03.2025 · Talks in Dushanbe",
        "01.02.2025 · Локомотивы",
    ]
    assert [button.text for button in told["/visit"].buttons] == ["Dushanbe", "Astana", "✓ All briefings"]
    assert told["/latest"].text.startswith("Talks in Dushanbe")
    for payload in ("b_pool", "b_embassy", "b_later", "b_e"):
        assert told[f"/start {payload}"].text == GONE
    for text, message in told.items():
        if text.startswith("/verify"):
            assert message.text == "Not verbatim: this does not stand in any briefing word for word."
    assert told[PUBLIC_QUESTIONS[0]].quotations[0] == ROAD


def test_the_buttons_of_public_answers_bring_nothing_of_it(server: BotApiServer, owner: Person) -> None:
    people = [somebody(server) for _ in PUBLIC_QUESTIONS]
    asked = [person.asks(question) for person, question in zip(people, PUBLIC_QUESTIONS, strict=True)]
    answers = [server.wait_for_message(person, after=one) for person, one in zip(people, asked, strict=True)]
    pressed = [
        person.presses(answer, button)
        for person, answer in zip(people, answers, strict=True)
        for button in answer.buttons
        if button.text in {"More quotes", "Context"}
    ]
    assert len(pressed) >= len(people)
    more = [person.asks("/more") for person in people]
    for person, one in zip(people, more, strict=True):
        server.wait_for_message(person, after=one)
    for query in pressed:
        server.wait_for_answer(query)
    for person in people:
        assert _canaries(server.bot_messages(person)) == set()


def test_inline_mode_shows_nothing_of_it_to_anybody(server: BotApiServer, petra: Person, owner: Person) -> None:
    queries = [
        person.asks_inline(text)
        for person in (somebody(server), petra, owner)
        for text in ("", *SECRET_QUESTIONS, *PUBLIC_QUESTIONS)
    ]
    for query in queries:
        answer = server.wait_for_answer(query)
        shown = json.dumps([query.results, answer.get("button", "")], ensure_ascii=False).casefold()
        assert not any(canary in shown for canary in CANARIES), query
    assert all(query.results for query in queries if not query.query)


def test_a_person_of_an_audience_sees_what_is_for_it_in_private_alone(server: BotApiServer, petra: Person) -> None:
    hall = server.world.group("Hall", petra)
    answer = _asks(server, petra, SECRET_QUESTIONS[0])
    assert answer.quotations
    assert set(answer.quotations) <= set(POOL.split("\n\n"))
    in_hall = _asks_in(server, petra, hall, SECRET_QUESTIONS[0])
    assert _canaries([in_hall]) == set()
    # What is for another audience, or under embargo, is not for this one.
    assert _canaries([_asks(server, petra, SECRET_QUESTIONS[1])]) <= {"pangolin"}
    assert _canaries([_asks(server, petra, SECRET_QUESTIONS[2])]) <= {"pangolin"}
    assert "3 briefings, 13 paragraphs" in _asks(server, petra, "/about").text
    assert _asks(server, petra, "/latest").text.startswith("Pangolin papers")
    petra.sends(hall, "/latest")
    server.wait_for(lambda: len(server.bot_messages(hall)) == 2, what="the latest briefing in the hall")
    assert server.bot_messages(hall)[1].text.startswith("Talks in Dushanbe")
    checked = petra.sends(hall, f"/verify {POOL.split(chr(10) * 2)[2]}")
    assert _reply(server, checked).text.startswith("Not verbatim")
    assert _canaries([_asks(server, petra, f"/verify {POOL.split(chr(10) * 2)[2]}")]) == {"pangolin"}
    # The buttons of the private answer do not work in the group.
    (button,) = [one for one in answer.buttons if one.text == "Context"]
    refused = server.wait_for_answer(petra.sends_callback(in_hall, button.callback_data or ""))
    assert refused["text"] == "This button does not work here. Please ask the question again."


def test_an_edit_of_a_question_brings_nothing_of_it_to_a_group(server: BotApiServer, petra: Person) -> None:
    hall = server.world.group("Hall", petra)
    asked = petra.sends(hall, f"/ask {PUBLIC_QUESTIONS[0]}")
    answer = _reply(server, asked)
    petra.edits(asked, f"/ask {SECRET_QUESTIONS[0]}")
    server.wait_for_edit(answer)
    assert _canaries(server.bot_messages(hall)) == set()
    in_private = petra.asks(PUBLIC_QUESTIONS[0])
    private_answer = server.wait_for_message(petra, after=in_private)
    petra.edits(in_private, SECRET_QUESTIONS[0])
    server.wait_for_edit(private_answer)
    assert _canaries([private_answer]) == {"pangolin"}


def test_administrators_see_what_is_under_embargo_in_private_alone(server: BotApiServer, owner: Person) -> None:
    hall = server.world.supergroup("Hall", owner=owner)
    assert LATER in _asks(server, owner, SECRET_QUESTIONS[2]).quotations
    assert _canaries([_asks_in(server, owner, hall, SECRET_QUESTIONS[2])]) == set()


def test_a_chat_that_leaves_an_audience_sees_nothing_of_it_from_then_on(
    server: BotApiServer, owner: Person, place: Installation
) -> None:
    room, anna = _group_of(server, owner, "embassy"), somebody(server)
    room.adds(anna)
    answer = _asks_in(server, anna, room, SECRET_QUESTIONS[1])
    assert _canaries([answer]) == {"quokka"}
    menu = server.wait_for_message(room, after=anna.sends(room, "/briefings"))
    assert "Quokka papers" in " ".join(button.text for button in menu.buttons)
    card = server.wait_for_message(room, after=anna.sends(room, "/start@verbale_test_bot b_embassy"))
    assert card.text.startswith("Quokka papers")
    assert _told(server, owner, room, "/audience remove embassy").endswith("“embassy”.")
    before = server.bot_messages(room)
    assert _toast(server, anna, answer, "More quotes") == NO_MORE
    assert _toast(server, anna, answer, "Context") == TOO_OLD
    assert _toast(server, anna, menu, "Quokka papers") == GONE
    assert _toast(server, anna, card, "Ask only about this") == GONE
    again = _asks_in(server, anna, room, SECRET_QUESTIONS[1])
    follows = _asks_in(server, anna, room, "And in month 3?", reply_to=answer)
    anna.sends(room, "/more")
    anna.sends(room, "/latest")
    new = server.wait_for(
        lambda: (found := [one for one in server.bot_messages(room) if one not in before])[3:] and found,
        what="four replies",
    )
    assert again in new
    assert follows in new
    assert _canaries(new) == set()
    # Whoever comes back sees it again, and the buttons work.
    assert _told(server, owner, room, "/audience add embassy").endswith("now.")
    assert _toast(server, anna, answer, "Context") == ""


def test_the_supergroup_that_a_group_becomes_belongs_to_its_audiences(
    server: BotApiServer, owner: Person, place: Installation
) -> None:
    room = _group_of(server, owner, "press-pool")
    answer = _asks_in(server, owner, room, SECRET_QUESTIONS[0])
    assert _canaries([answer]) == {"pangolin"}
    new = room.migrates(owner)
    found = _asks_in(server, owner, new, SECRET_QUESTIONS[0])
    assert found.quotations == answer.quotations
    query = "SELECT count(*) FROM audience_members WHERE member_id = ?"
    assert (rows(place, query, room.id), rows(place, query, new.id)) == ([(0,)], [(1,)])
    owner.presses(answer, "Context")
    assert answer.quotations[0] in server.wait_for_message(new, after=found).quotations[0]
    assert _told(server, owner, new, "/audience remove press-pool").endswith("“press-pool”.")
    assert _toast(server, owner, found, "Context") == TOO_OLD


def test_what_is_withdrawn_or_put_under_embargo_is_gone_from_its_audience_at_once(
    server: BotApiServer, pool: Room, owner: Person, place: Installation
) -> None:
    answer = _asks_in(server, owner, pool, SECRET_QUESTIONS[0])
    assert _canaries([answer]) == {"pangolin"}
    for hide, moment in ((withdraw, "2025-03-10 09:00:00.000000"), (embargo, "2099-01-01 00:00:00.000000")):
        hide(place, "pool", moment)
        try:
            assert _canaries([_asks_in(server, owner, pool, SECRET_QUESTIONS[0])]) == set()
            assert _toast(server, owner, answer, "Context") == TOO_OLD
        finally:
            hide(place, "pool", None)
    assert _canaries([_asks_in(server, owner, pool, SECRET_QUESTIONS[0])]) == {"pangolin"}


def test_the_answers_of_a_library_are_the_same_to_the_byte_with_and_without_what_is_for_few(
    place: Installation, without: Installation, tmp_path: Path
) -> None:
    questions = [*PUBLIC_QUESTIONS, *SECRET_QUESTIONS, *CANARIES]
    file = tmp_path / "questions.jsonl"
    lines = [json.dumps({"id": number, "question": text}) for number, text in enumerate(questions)]
    file.write_text("\n".join(lines), "utf-8")
    some, every = (one.run("ask", "--top", "9", "--from", str(file)) for one in (without, place))
    assert (some.code, every.code) == (0, 0), every
    assert every.out == some.out
    allowed = place.run("ask", "--from", str(file), "--audience", "embassy").out
    assert "quokka" in allowed
    assert "Pangolin papers" not in allowed
