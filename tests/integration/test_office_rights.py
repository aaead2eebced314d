"""Who may do what in the office, and what administrators do to the index and to briefings: nobody else changes a row."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from botapi.model import Message
from botapi.people import Person
from botapi.rooms import Room
from botapi.server import BotApiServer
from botapi.wire import message_json
from library import ARRIVAL, RAILWAY
from program import Installation, running_bot
from stored import front_matter, rows
from talking import asks, somebody

OWNERS = range(1001, 1101)
"""Each test has owners of its own: to one chat Telegram lets a message a second go."""
ONLY_THEY = "Only administrators of this bot may do this."
IN_PRIVATE = "I answer in our private chat."
COMMANDS = (
    "/add The consul of Aktau received guests from Nukus.",
    "/edit arrival",
    "/reindex",
    "/status",
    "/rollback",
    "/remove arrival",
    "/restore falcons",
    "/feeds add https://press.example/rss",
    "/diff arrival",
    "/audience make spies",
    "/admins add 5",
)
TABLES = ("briefings", "editions", "drafts", "admins", "audiences", "audience_members", "feeds", "audit")
FALCONS = "The sultan presented nine hunting falcons to the emir of Bukhara."
LONG = 500
"""Paragraphs; the work on them takes some seconds."""
ROAD = "When does the road over the Anzob pass reopen?"


@pytest.fixture(scope="module")
def server() -> Iterator[BotApiServer]:
    with BotApiServer() as running:
        # Everything that is said reaches it, so that its silence is its own.
        running.world.bot.can_read_all_group_messages = True
        yield running
        running.assert_valid()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Installation:
    made = Installation(tmp_path_factory.mktemp("rights"), model_cache)
    made.write("arrival.md", front_matter(title="Talks in Dushanbe", date="2025-03-04") + ARRIVAL)
    made.write("railway.txt", RAILWAY)
    finished = made.run("reindex")
    assert finished.code == 0, finished
    made.write("falcons.md", front_matter(title="Falcons", date="2025-01-01") + FALCONS)
    finished = made.run("reindex")
    assert finished.code == 0, finished
    return made


@pytest.fixture(scope="module", autouse=True)
def bot(place: Installation, server: BotApiServer) -> Iterator[None]:
    settings = {
        "VERBALE_TELEGRAM_TOKEN": server.token,
        "VERBALE_TELEGRAM_API_URL": server.url,
        "VERBALE_ADMINS": ",".join(map(str, OWNERS)),
        "VERBALE_SET_PROFILE": "false",
    }
    with running_bot(place, settings) as running:
        yield
        finished = running.stop()
        assert "was not dealt with" not in finished.err, finished.err


_ids = iter(OWNERS)
_others = itertools.count(20_001)


def owner(server: BotApiServer, *, started: bool = True) -> Person:
    """An owner by the settings."""
    return server.world.user(next(_ids), "Anna", started=started)


def editor(server: BotApiServer) -> Person:
    """Somebody whom an owner has made an editor."""
    person = server.world.user(next(_others), "Clara", started=True)
    told = asks(server, owner(server), f"/admins add {person.id}")
    assert told.text == f"{person.id} ({person.id}) is an editor now."
    return person


@pytest.fixture
def anna(server: BotApiServer) -> Person:
    return owner(server)


def labels(message: Message) -> list[str]:
    return [button.text for button in message.buttons]


def everything(place: Installation) -> dict[str, object]:
    """All that administrators can change: the rows of their tables, and which generation answers."""
    stored: dict[str, object] = {table: rows(place, f"SELECT * FROM {table} ORDER BY 1, 2") for table in TABLES}  # noqa: S608  names of this module's own
    return stored | {"pointer": (place.data / "index" / "current.json").read_bytes()}


def answer_to(server: BotApiServer, message: Message) -> Message:
    def find() -> Message | None:
        said = server.bot_messages(message.chat_id)
        return next((one for one in said if one.reply_to == message.message_id), None)

    return server.wait_for(find, what=f"a reply to {message.text!r}")


def until_heard(server: BotApiServer, room: Room | Person, person: Person) -> Message:
    """What a chat gets for a message that comes after all others there."""
    sent = person.sends(room, "/about")
    return server.wait_for_message(room, after=sent, containing="Verbale")


def pressed(server: BotApiServer, person: Person, message: Message, label: str) -> str:
    return str(server.wait_for_answer(person.presses(message, label)).get("text", ""))


def ended(server: BotApiServer, work: Message) -> str:
    """What the work on the index ends with."""
    server.wait_for(lambda: labels(work) == [] and "Rebuilding" not in work.text, what="the end of the work")
    return work.text


def reindexes(server: BotApiServer) -> str:
    return ended(server, asks(server, owner(server), "/reindex"))


# Who is no administrator.


def test_commands_of_strangers_change_nothing_whatever_their_names_and_ids(
    server: BotApiServer, place: Installation, anna: Person
) -> None:
    before = everything(place)
    alike = [10_010 + anna.id % 10, anna.id * 10, int(f"1{anna.id}"), anna.id // 10, anna.id + 2**32]
    people = [server.world.user(user_id, "Anna", started=True) for user_id in alike]
    people += [server.world.user(next(_others), "Anna", username=f"anna{number}", started=True) for number in range(6)]
    asked = [person.asks(command) for person, command in zip(people, COMMANDS, strict=True)]
    for person, message in zip(people, asked, strict=True):
        told = server.wait_for_message(person, after=message)
        assert told.text.startswith(f"{ONLY_THEY} Your Telegram id is {person.id};"), message.text
    stranger = people[0]
    sent = stranger.sends_document("talks.txt", b"The ministers met.", caption="/add")
    assert server.wait_for_message(stranger, after=sent).text.startswith(ONLY_THEY)
    other = people[1]
    sent = other.sends_document("talks.txt", b"The ministers met.")
    assert server.wait_for_message(other, after=sent).text.startswith("I can read text only.")
    assert server.calls("getFile") == []
    export = asks(server, people[2], "/export")
    assert server.calls("sendDocument") == []
    assert "Talks" not in export.text
    assert everything(place) == before


def test_whoever_speaks_as_a_group_or_a_channel_and_whoever_forwards_is_no_administrator(
    server: BotApiServer, place: Installation, anna: Person
) -> None:
    before = everything(place)
    stranger = somebody(server)
    own = server.world.supergroup("Own", anna, stranger)
    own.promotes(anna, anonymous=True)
    own.promotes(stranger, anonymous=True)
    channel = server.world.channel("Newsroom", owner=anna, with_bot=True)
    for person in (anna, stranger):
        as_group = person.sends(own, "/rollback", anonymous=True)
        as_channel = person.sends(own, "/add The ministers met.", as_channel=channel)
        for message in (as_group, as_channel):
            assert answer_to(server, message).text.startswith(f"{ONLY_THEY} Your Telegram id is –;"), message.text
    for command in COMMANDS:
        channel.posts(command)
    with server.state.changed:  # as Telegram copies a channel's post into the group that discusses it
        post = server.state.new_message(own.chat, sender_id=None, text="/rollback")
        copied = message_json(server.state, post) | {
            "from": {"id": 777000, "is_bot": False, "first_name": "Telegram"},
            "sender_chat": {"id": channel.id, "type": "channel", "title": "Newsroom"},
            "is_automatic_forward": True,
            "entities": [{"type": "bot_command", "offset": 0, "length": 9}],
        }
        server.state.updates.push("message", copied)
    given = anna.sends(own, "/remove arrival")
    private = server.wait_for_message(anna)
    assert private.text.startswith("Withdraw this briefing?")
    forwarded = [stranger.forwards(given), stranger.forwards(given, own), anna.forwards(given, own)]
    assert server.wait_for_message(stranger, after=forwarded[0]).text.startswith("I do not know this command.")
    again = anna.forwards(given)
    assert server.wait_for_message(anna, after=again).text.startswith("I do not know this command.")
    until_heard(server, own, stranger)
    assert server.bot_messages(channel) == []
    assert [
        one for one in server.bot_messages(own) if one.reply_to in {message.message_id for message in forwarded[1:]}
    ] == []
    assert everything(place) == before


def test_an_edit_that_makes_a_command_of_a_message_gives_none(
    server: BotApiServer, place: Installation, anna: Person
) -> None:
    before = everything(place)
    room = server.world.supergroup("Edits", anna)
    first = anna.asks("Good morning")
    server.wait_for_message(anna, after=first)
    for message in (first, anna.sends(room, "Good morning")):
        anna.edits(message, "/rollback")
        anna.edits(message, "/remove arrival")
        anna.edits(message, "/admins add 5")
    said = len(server.bot_messages(anna))
    until_heard(server, anna, anna)
    until_heard(server, room, anna)
    assert len(server.bot_messages(anna)) == said + 1
    assert len(server.bot_messages(room)) == 1
    assert everything(place) == before


def test_buttons_of_an_administrators_chat_do_nothing_for_others_nor_elsewhere(
    server: BotApiServer, place: Installation, anna: Person
) -> None:
    cards = [
        asks(server, anna, "/add The consul of Aktau received guests from Nukus."),
        asks(server, owner(server), "/rollback"),
        asks(server, owner(server), "/remove arrival"),
    ]
    assert pressed(server, anna, cards[0], "Edit details") == ""
    server.wait_for(lambda: "◀ Back" in labels(cards[0]), what="the fields")
    fields = cards[0].buttons
    assert pressed(server, anna, cards[0], "Back") == ""
    server.wait_for(lambda: "Publish" in labels(cards[0]), what="the first buttons")
    stranger = somebody(server)
    own = asks(server, stranger, ROAD)
    room = server.world.supergroup("Press", anna, stranger)
    shown = answer_to(server, stranger.sends(room, f"/ask {ROAD}"))
    before = everything(place)
    for card in cards:
        for button in (*card.buttons, *(fields if card is cards[0] else ())):
            data = button.callback_data or ""
            reply = server.wait_for_answer(stranger.sends_callback(card, data))
            assert (reply["text"], reply["show_alert"]) == (ONLY_THEY, True), button.text
            for person, message in ((stranger, own), (stranger, shown), (anna, shown)):
                reply = server.wait_for_answer(person.sends_callback(message, data))
                assert reply["text"].startswith("This button does not work here."), button.text
    assert everything(place) == before


def test_commands_in_a_group_are_answered_in_private_and_nothing_of_them_stands_in_the_group(
    server: BotApiServer, place: Installation
) -> None:
    people = [owner(server) for _ in COMMANDS]
    rooms = [server.world.supergroup("Press", person) for person in people]
    given = ("/add The envoy of Osh met the mayor of Nukus.", "/edit arrival", "/status", "/rollback", "/remove", "/feeds",
             "/diff arrival", "/audience", "/admins", "/add", "/restore arrival")  # fmt: skip
    before = everything(place)
    sent = [person.sends(room, command) for person, room, command in zip(people, rooms, given, strict=True)]
    starts = ("New briefing: the-envoy-of-osh", "Known already", "Generation 2 of ", "Go back from generation 2",
              "Which briefing is to be withdrawn?", "Nothing is watched", "“Talks in Dushanbe” has one edition only.",
              "There are no audiences", "Administrators:", "Send the briefing as a file",
              "There is no such withdrawn briefing.")  # fmt: skip
    for person, message, start in zip(people, sent, starts, strict=True):
        assert answer_to(server, message).text == IN_PRIVATE
        assert server.wait_for_message(person).text.startswith(start), message.text
    for room in rooms:
        (notice,) = server.bot_messages(room)
        assert (notice.text, notice.buttons) == (IN_PRIVATE, ())
    away = owner(server, started=False)
    room = server.world.group("Press", away)
    refused = away.sends(room, "/status")
    told = server.wait_for_message(room, after=refused, containing="I cannot write to you yet")
    assert told.text.startswith("I cannot write to you yet: open @verbale_test_bot and touch Start")
    after = everything(place)
    assert {name for name in before if before[name] != after[name]} == {"drafts"}


# Administrators come and go.


def test_whoever_was_removed_a_moment_ago_can_press_and_reply_but_nothing_comes_of_it(
    server: BotApiServer, place: Installation, anna: Person
) -> None:
    clara = editor(server)
    card = asks(server, clara, "/add Melons of Mirzachul are sent to Semey.")
    assert pressed(server, clara, card, "Edit details") == ""
    server.wait_for(lambda: "◀ Back" in labels(card), what="the fields")
    assert pressed(server, clara, card, "Title") == ""
    asked = server.wait_for_message(clara, after=card)
    prompt = asks(server, clara, "/add")
    removed = asks(server, anna, f"/admins remove {clara.id}")
    assert removed.text == f"{clara.id} ({clara.id}) is no administrator any more."
    before = everything(place)
    for button in card.buttons:
        reply = server.wait_for_answer(clara.presses(card, button))
        assert (reply["text"], reply["show_alert"]) == (ONLY_THEY, True), button.text
    for replied in (asked, prompt):
        assert asks(server, clara, "Melons", reply_to=replied).text.startswith("The briefings do not say.")
    assert asks(server, clara, "/status").text.startswith(ONLY_THEY)
    assert everything(place) == before


def test_an_editor_appoints_nobody_and_exports_nothing(server: BotApiServer, place: Installation) -> None:
    clara = editor(server)
    before = everything(place)
    for command in ("/admins", "/admins add 5", f"/admins add owner {clara.id}", "/admins remove 1001"):
        assert asks(server, clara, command).text == "Only owners may do this.", command
    asks(server, clara, "/export")
    assert server.calls("sendDocument") == []
    assert everything(place) == before


def test_an_owner_by_the_settings_can_be_neither_removed_nor_demoted_in_the_chat(
    server: BotApiServer, place: Installation, anna: Person
) -> None:
    boris = owner(server)
    before = everything(place)
    for person in (owner(server), anna):
        for word in ("remove", "add"):
            told = asks(server, person, f"/admins {word} {anna.id}")
            assert told.text.startswith(f"{anna.id} is an owner by the settings of the program (VERBALE_ADMINS)")
    room = server.world.group("Press", anna, boris)
    boris.sends(room, "/admins remove", reply_to=anna.sends(room, "Good morning"))
    assert server.wait_for_message(boris).text.startswith("Anna is an owner by the settings")
    assert everything(place) == before
    assert asks(server, anna, "/edit arrival").text.startswith("Known already")


def test_people_are_appointed_under_their_message_a_forward_a_contact_and_by_id(
    server: BotApiServer, place: Installation
) -> None:
    ways = [owner(server) for _ in range(4)]
    people = [server.world.user(next(_others), f"Dana{number}\u202e\n", started=True) for number in range(4)]
    room = server.world.supergroup("Press", ways[0], people[0])
    ways[0].sends(room, "/admins add", reply_to=people[0].sends(room, "Good morning"))
    assert server.wait_for_message(ways[0]).text == f"Dana0 ({people[0].id}) is an editor now."
    forwarded = ways[1].forwards(people[1].asks("Who met the delegation?"))
    server.wait_for_message(ways[1], after=forwarded)
    told = asks(server, ways[1], "/admins add owner", reply_to=forwarded)
    assert told.text == f"Dana1 ({people[1].id}) is an owner now."
    contact = ways[2].sends_contact(people[2])
    server.wait_for_message(ways[2], after=contact)
    assert asks(server, ways[2], "/admins add", reply_to=contact).text == f"Dana2 ({people[2].id}) is an editor now."
    assert asks(server, ways[3], f"/admins add {people[3].id} owner").text.endswith("is an owner now.")
    query = "SELECT user_id, role, added_by FROM admins WHERE user_id >= ? ORDER BY user_id"
    roles = ("editor", "owner", "editor", "owner")
    assert rows(place, query, people[0].id) == [
        (person.id, role, f"user {way.id}") for person, role, way in zip(people, roles, ways, strict=True)
    ]
    listed = asks(server, people[1], "/admins").text
    assert f"• Dana0 ({people[0].id}): editor\n• Dana1 ({people[1].id}): owner\n" in listed
    assert f"• {ways[0].id}: owner, by the settings\n" in listed
    assert asks(server, people[2], "/status").text.startswith("Generation ")
    assert asks(server, people[3], f"/admins remove {people[1].id}").text.endswith("is no administrator any more.")
    assert asks(server, people[1], "/admins").text.startswith(ONLY_THEY)


def test_who_cannot_be_recognised_is_not_appointed(server: BotApiServer, place: Installation) -> None:
    before = everything(place)
    dana, robot = somebody(server), server.world.user(next(_others), "Robot", is_bot=True)
    who = "Whom do you mean?"
    room = server.world.supergroup("Press", dana, robot)
    room.promotes(dana, anonymous=True)
    channel = server.world.channel("Newsroom", owner=dana, with_bot=False)
    hidden = [
        dana.sends(room, "As the group", anonymous=True),
        dana.sends(room, "As a channel", as_channel=channel),
        until_heard(server, room, dana),
        robot.sends(room, "I am no person"),
    ]
    for message in hidden:
        way = owner(server)
        room.adds(way)
        way.sends(room, "/admins add", reply_to=message)
        assert server.wait_for_message(way).text.startswith(who), message.text
    way = owner(server)
    forwarded = way.forwards(dana.asks("Who met the delegation?"), hidden=True)
    server.wait_for_message(way, after=forwarded)
    assert asks(server, way, "/admins add", reply_to=forwarded).text.startswith(who)
    contact = way.sends_contact(dana, on_telegram=False)
    server.wait_for_message(way, after=contact)
    assert asks(server, way, "/admins add", reply_to=contact).text.startswith(who)
    for name in ("@dana", "0", "-5", "٥", str(2**52), "+7 700 000 00 00", "5 6", ""):
        assert asks(server, owner(server), f"/admins add {name}").text.startswith(who), name
    way = owner(server)
    room = server.world.group("Press", way, dana)
    way.sends(room, "/admins add @elena", reply_to=dana.sends(room, "Good morning"))
    assert server.wait_for_message(way).text.startswith(who)
    assert asks(server, owner(server), "/admins promote 5").text.startswith("Reply to a person’s message")
    assert everything(place) == before


def test_where_fetching_is_switched_off_addresses_are_neither_fetched_nor_watched(
    server: BotApiServer, place: Installation
) -> None:
    before = everything(place)
    for command in ("/add http://127.0.0.1:1/talks", "/feeds add http://127.0.0.1:1/rss"):
        told = asks(server, owner(server), command)
        assert told.text.startswith("Fetching from the web is switched off (VERBALE_FETCH_URLS)"), command
    assert everything(place) == before


# The index.


def test_status_tells_what_serves_what_is_stored_and_what_waits(server: BotApiServer, place: Installation) -> None:
    lines = asks(server, owner(server), "/status").text.split("\n")
    assert lines[0].startswith("Generation 2 of 20")
    assert lines[0].endswith(" answers: 3 briefings, 6 paragraphs, model bundled.")
    assert lines[1] == "It holds all that is published."
    assert lines[2] == "Stored: 3 briefings (0 withdrawn), 3 editions."
    ((drafts,),) = rows(place, "SELECT count(*) FROM drafts WHERE state = 'open'")
    assert lines[3] == f"Waiting: 0 messages, {drafts} draft{'' if drafts == 1 else 's'}."
    assert lines[4] == "Outbox: 0 waiting, 0 failed, 0 uncertain."
    ((entries,),) = rows(place, "SELECT count(*) FROM audit")
    assert lines[6] == f"Audit log: {entries} entries."


def test_rollback_tells_what_would_change_and_does_it_once(
    server: BotApiServer, place: Installation, anna: Person
) -> None:
    assert FALCONS in asks(server, somebody(server), "What did the sultan present to the emir?").quotations
    boris = owner(server)
    asked, late = asks(server, anna, "/rollback"), asks(server, boris, "/rollback")
    first, *changes = asked.text.split("\n")
    assert first.startswith("Go back from generation 2 to generation 1, made on ")
    assert changes == ["− “Falcons” would no longer be answered from"]
    assert labels(asked) == ["Go back", "Leave it"]
    left = asks(server, owner(server), "/rollback")
    left_by = server.world.user(next(_others), "Nobody")
    assert server.wait_for_answer(left_by.presses(left, "Leave it"))["text"] == ONLY_THEY
    queries = [anna.presses(asked, "Go back"), anna.presses(asked, "Go back")]
    for query in queries:
        assert server.wait_for_answer(query).get("text") is None
    server.wait_for_edit(asked, edits=2)
    assert asked.versions[1] == "Generation 1 answers again. /reindex builds a new one of all that is stored."
    assert FALCONS not in asks(server, somebody(server), "What did the sultan present to the emir?").quotations
    assert rows(place, "SELECT count(*) FROM audit WHERE act = 'rolled back'") == [(1,)]
    none = asks(server, owner(server), "/rollback")
    assert none.text == "There is no earlier generation to go back to."
    assert reindexes(server).startswith("Done in ")
    late_query = boris.presses(late, "Go back")
    server.wait_for_answer(late_query)
    server.wait_for_edit(late)
    assert late.text == "Meanwhile another generation answers. Nothing was done; send /rollback again."
    assert FALCONS in asks(server, somebody(server), "What did the sultan present to the emir?").quotations


def test_a_withdrawn_briefing_is_answered_from_again_once_restored_also_after_a_reindex_in_between(
    server: BotApiServer, place: Installation, anna: Person
) -> None:
    question = "What did the sultan present to the emir?"
    boris = owner(server)
    asked, twice = asks(server, anna, "/remove FALC"), asks(server, boris, "/remove falcons")
    assert asked.text.startswith("Withdraw this briefing? Nobody is answered from it any more, at once;")
    assert labels(asked) == ["Falcons", "Leave it"]
    assert pressed(server, anna, asked, "Falcons") == ""
    server.wait_for_edit(asked)
    assert asked.text == "Withdrawn: “Falcons”. /restore brings it back."
    assert FALCONS not in asks(server, somebody(server), question).quotations
    assert pressed(server, boris, twice, "Falcons") == ""
    server.wait_for_edit(twice)
    assert twice.text == "“Falcons” was withdrawn already."
    assert asks(server, owner(server), "/remove falcons").text.startswith("There is no such briefing that could be")
    assert reindexes(server).startswith("Done in ")
    rollback = asks(server, owner(server), "/rollback")
    assert "What would change:\nthe briefings and editions are the same in both." in rollback.text
    carol = owner(server)
    restoring = asks(server, carol, "/restore")
    assert labels(restoring) == ["Falcons", "Leave it"]
    assert pressed(server, carol, restoring, "Falcons") == ""
    server.wait_for_edit(restoring)
    assert restoring.text == "Restored: “Falcons”."
    assert ended(server, server.wait_for_message(carol, after=restoring)).startswith("Done in ")
    assert FALCONS in asks(server, somebody(server), question).quotations
    acts = rows(place, "SELECT act, actor FROM audit WHERE subject = 'falcons' ORDER BY number DESC LIMIT 2")
    assert acts == [("restored", f"user {carol.id}"), ("withdrawn", f"user {anna.id}")]


def test_remove_lists_the_newest_first_and_leave_it_changes_nothing(server: BotApiServer, place: Installation) -> None:
    before = everything(place)
    anna = owner(server)
    asked = asks(server, anna, "/remove")
    assert labels(asked)[:2] == ["Talks in Dushanbe", "Falcons"]
    assert labels(asked)[-1] == "Leave it"
    assert pressed(server, anna, asked, "Leave it") == ""
    server.wait_for_edit(asked)
    assert asked.text == "Left as it is."
    assert everything(place) == before


def test_reindexing_is_refused_while_another_process_does_it(
    server: BotApiServer, place: Installation, anna: Person
) -> None:
    boris = owner(server)
    going_back = asks(server, boris, "/rollback")
    before = everything(place)
    with FileLock(place.data / "index.lock", timeout=20):
        told = ended(server, asks(server, anna, "/reindex"))
        assert told == (
            "The index was not rebuilt; the old one answers on. "
            "The index is being rebuilt by another process. Wait until it is done."
        )
        assert pressed(server, boris, going_back, "Go back") == ""
        server.wait_for_edit(going_back)
        assert going_back.text == "Not done. The index is being rebuilt by another process. Wait until it is done."
    assert everything(place) == before


def test_the_progress_stands_in_one_message_it_can_be_stopped_and_a_second_one_is_refused(
    server: BotApiServer, place: Installation, anna: Person
) -> None:
    boris, carol = owner(server), owner(server)
    place.write("long.txt", "\n\n".join(f"Note {number} {'of the wells of Turan ' * 12}." for number in range(LONG)))
    place.write("wrong.pdf", b"nothing of the kind")
    before = (place.data / "index" / "current.json").read_bytes()
    work = asks(server, anna, "/reindex")
    assert labels(work) == ["Stop"]
    server.wait_for(lambda: "3/5 · computing what texts mean, " in work.text, what="the progress")
    server.wait_for(lambda: "left" in work.text, what="the time that is left")
    refused = ended(server, asks(server, boris, "/reindex"))
    assert refused.startswith("The index was not rebuilt; the old one answers on. The index is being rebuilt already.")
    assert asks(server, carol, "/status").text.startswith("Generation ")
    assert "Anzob" in asks(server, somebody(server), ROAD).quotations[0]
    assert pressed(server, anna, work, "Stop") == "Stopping …"
    assert ended(server, work) == "Stopped. The index is as it was."
    assert server.bot_messages(anna, after=work) == []
    assert (place.data / "index" / "current.json").read_bytes() == before
    assert any("▓" in version and "seconds left" in version for version in work.versions)
    last = asks(server, boris, "/reindex")
    boris.deletes(last)
    told = server.wait_for_message(boris, after=last)
    first, *files = told.text.split("\n")
    assert first.startswith("Done in ")
    assert files[0].startswith("✗ wrong.pdf: it is something else, not a PDF document.")
    stop = server.wait_for_answer(boris.sends_callback(work, "x"))
    assert stop["show_alert"] is True
