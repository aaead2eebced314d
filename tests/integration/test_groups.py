"""Groups and topics: what the bot answers there, what it is silent on, who may set it, and how it arrives and moves."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from botapi.entities import Entity
from botapi.faults import hang
from botapi.model import Member, Message
from botapi.people import Person
from botapi.rooms import Room
from botapi.server import BotApiServer
from botapi.state import ChatRef, id_of
from botapi.wire import member_json, message_json
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
    arrives(server, room, anna.id, "", new_chat_title="Verbale")
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
    forms = ["/ask", "/ask@verbale_test_bot  \u200f", server.world.bot_mention]
    rooms = [server.world.supergroup("Press", anna) for _ in forms]
    asked = [anna.sends(room, text) for room, text in zip(rooms, forms, strict=True)]
    prompts = [answer_to(server, message) for message in asked]
    assert {prompt.text for prompt in prompts} == {ANYTHING_ELSE}
    assert all(prompt.markup == {"force_reply": True, "selective": True} for prompt in prompts)
    assert answer_to(server, anna.sends(rooms[0], ROAD, reply_to=prompts[0])).quotations[0] == ANZOB


def test_a_bare_mention_or_command_under_a_message_asks_what_that_asks(server: BotApiServer) -> None:
    anna, boris = somebody(server), somebody(server, "Boris")
    rooms = [server.world.supergroup("Press", anna, boris) for _ in range(5)]
    plain = boris.sends(rooms[0], ROAD)
    picture = boris.sends_document("a.jpg", b"\xff\xd8", chat=rooms[1], caption=ROAD)
    earlier = boris.sends(rooms[2], f"/ask@another_bot {ROAD}")
    talk = boris.sends(rooms[3], f"I forgot who won the match. {ROAD} Who knows who paid?")
    mute = boris.sends_document("a.jpg", b"\xff\xd8", chat=rooms[4])
    mention = server.world.bot_mention
    asked = [
        anna.sends(rooms[0], "/ask", reply_to=plain),
        anna.sends(rooms[1], f"{mention}?", reply_to=picture),
        anna.sends(rooms[2], mention, reply_to=earlier),
        anna.sends(rooms[3], mention, reply_to=talk, quote=ROAD),
    ]
    nothing = anna.sends(rooms[4], "/ask", reply_to=mute)
    assert [answer_to(server, message).quotations[0] for message in asked] == [ANZOB] * 4
    assert answer_to(server, nothing).text == ANYTHING_ELSE


def test_of_a_longer_message_the_question_is_quoted_in_the_reply(server: BotApiServer) -> None:
    anna = somebody(server)
    room = server.world.supergroup("Press", anna)
    name = server.world.bot_mention
    long = anna.sends(room, f"Colleagues 🙂, good morning! {ROAD} I need it by noon, {name}.")
    answer = answer_to(server, long)
    assert (answer.quote, answer.quotations[0]) == (ROAD, ANZOB)
    styled = f"Good morning, {name}! {ROAD} Thanks."
    bold = Entity("bold", styled.index("Anzob"), 5)
    plain_reply = answer_to(server, anna.sends(room, styled, entities=(bold,)))
    assert (plain_reply.quote, plain_reply.quotations[0]) == (None, ANZOB)
    short = answer_to(server, anna.sends(room, f"{name} {ROAD}"))
    assert short.quote is None
    assert [call.status for call in server.calls("sendMessage", chat=room)] == [200, 200, 200]


def test_a_reply_of_another_person_goes_on_from_the_answer(server: BotApiServer, place: Installation) -> None:
    anna, boris = somebody(server), somebody(server, "Boris")
    room = server.world.supergroup("Press", anna, boris)
    first = answer_to(server, anna.sends(room, f"/ask {ROAD}"))
    further = boris.sends(room, "Who said that?", reply_to=first)
    assert "Saidov" in answer_to(server, further).text
    aside = boris.sends(room, "/ask Who said that?")
    answer_to(server, aside)
    follows = "SELECT question_message_id FROM answers WHERE chat_id = ? AND follows IS NOT NULL ORDER BY 1"
    # Boris goes on from his own question before, too; Anna's first one follows nothing.
    assert rows(place, follows, room.id) == [(further.message_id,), (aside.message_id,)]


def test_an_edit_that_adds_the_mention_is_answered_and_shows_no_typing(server: BotApiServer) -> None:
    anna = somebody(server)
    room = server.world.supergroup("Press", anna)
    asked = anna.sends(room, ROAD)
    anna.edits(asked, f"{server.world.bot_mention} {ROAD}")
    assert answer_to(server, asked).quotations[0] == ANZOB
    assert server.calls("sendChatAction", chat=room) == []


def test_in_a_forum_the_answer_and_typing_go_into_the_topic_of_the_question(server: BotApiServer) -> None:
    anna, owner = somebody(server), somebody(server)
    room = server.world.supergroup("Forum", anna, owner=owner, forum=True)
    water, trade = room.opens_topic("Water", owner), room.opens_topic("Trade", owner)
    for topic in (water, trade, None):
        thread = None if topic is None else topic.thread_id
        answer = answer_to(server, anna.sends(room, f"/ask {ROAD}", thread=thread))
        assert (answer.thread_id, answer.quotations[0]) == (thread, ANZOB)
    shown = [(action, thread) for chat, action, thread, _ in server.state.chat_actions if chat == room.id]
    # Telegram says of every message in a topic that it replies to the one that opened it.
    assert answer_to_command(server, room, anna, "/ask", water.thread_id).text == ANYTHING_ELSE
    expected = {("typing", water.thread_id), ("typing", trade.thread_id), ("typing", None)}
    assert set(shown) == expected


def test_a_thread_of_replies_that_is_no_topic_is_not_named(server: BotApiServer) -> None:
    anna = somebody(server)
    room = server.world.supergroup("Press", anna)
    first = answer_to(server, anna.sends(room, f"/ask {ROAD}"))
    second = answer_to(server, anna.sends(room, "And who said so?", reply_to=first))
    assert second.reply_to is not None
    assert all("message_thread_id" not in call.parameters for call in server.calls("sendMessage", chat=room))
    assert all("message_thread_id" not in call.parameters for call in server.calls("sendChatAction", chat=room))


def test_a_topic_that_is_closed_or_deleted_meanwhile_holds_nothing_up(server: BotApiServer) -> None:
    anna, owner = somebody(server), somebody(server)
    room = server.world.supergroup("Forum", anna, owner=owner, forum=True)
    closed, deleted = room.opens_topic("Closed", owner), room.opens_topic("Deleted", owner)
    server.faults.add("sendChatAction", hang(0.2), times=1, chat=room.id)
    anna.sends(room, f"/ask {ROAD}", thread=closed)
    anna.sends(room, f"/ask {ROAD}", thread=deleted)
    room.closes_topic(closed)
    room.deletes_topic(deleted)
    general = answer_to(server, anna.sends(room, f"/ask {ROAD}"))
    assert server.bot_messages(room) == [general]
    room.closes_topic(closed, closed=False)
    assert answer_to(server, anna.sends(room, f"/ask {ROAD}", thread=closed)).thread_id == closed.thread_id


# Settings.


def test_only_administrators_of_this_very_group_set_it(server: BotApiServer, place: Installation) -> None:
    member, admin, owner, hidden = (somebody(server) for _ in range(4))
    elsewhere = server.world.supergroup("Elsewhere", owner=member)
    channel = server.world.channel("Newsroom", owner=member, with_bot=False)
    chosen = {"/language ru": ("ru", None), "/visit Astana": (None, "Astana"), "/language": None, "/visit": None}
    rooms = {command: server.world.supergroup(command, member, admin, hidden, owner=owner) for command in chosen}
    refused = []
    for command, room in rooms.items():
        room.promotes(admin, rights=["can_manage_chat"])
        room.promotes(hidden, anonymous=True)
        refused.append(member.sends(room, command))
        refused.append(member.sends(room, command, as_channel=channel))
        refused.append(member.sends(room, command, as_channel=elsewhere))
    assert {answer_to(server, message).text for message in refused} == {ADMINISTRATORS_ONLY}
    assert [language_and_scope(place, room) for room in rooms.values()] == [None] * 4
    for person in (admin, owner, hidden):
        sent = {command: person.sends(room, command, anonymous=person is hidden) for command, room in rooms.items()}
        said = {command: server.wait_for_message(room, after=sent[command]) for command, room in rooms.items()}
        assert said["/language ru"].text.startswith("Теперь я")
        assert said["/visit Astana"].text.startswith("Questions in this chat are now about “Astana”.")
        assert said["/language"].text.startswith("In which language should I speak here?")
        assert said["/visit"].text.startswith("Which visit should questions in this chat be about?")
        assert {command: language_and_scope(place, room) for command, room in rooms.items()} == chosen
    assert language_and_scope(place, elsewhere) is None


def test_buttons_of_the_settings_obey_administrators_with_their_rights_at_that_moment(
    server: BotApiServer, place: Installation
) -> None:
    member, admin, hidden = somebody(server), somebody(server), somebody(server)
    room = server.world.supergroup("Press", member, owner=somebody(server))
    room.adds(admin, hidden)
    room.promotes(admin)
    room.promotes(hidden, anonymous=True)
    languages = answer_to_command(server, room, admin, "/language")
    visits = answer_to_command(server, room, admin, "/visit")
    for person, message, label in ((member, languages, "Русский"), (member, visits, "Astana")):
        reply = server.wait_for_answer(person.presses(message, label))
        assert (reply["text"], reply["show_alert"]) == (ADMINISTRATORS_ONLY, True)
    room.demotes(admin)
    reply = server.wait_for_answer(admin.presses(visits, "Astana"))
    assert (reply["text"], reply["show_alert"]) == (ADMINISTRATORS_ONLY, True)
    assert language_and_scope(place, room) is None
    assert "text" not in server.wait_for_answer(hidden.presses(languages, "Қазақша"))
    server.wait_for_edit(languages)
    room.promotes(admin)
    assert "text" not in server.wait_for_answer(admin.presses(visits, "Astana"))
    server.wait_for_edit(visits)
    assert language_and_scope(place, room) == ("kk", "Astana")
    assert languages.buttons == visits.buttons == ()
    outsider = somebody(server)
    again = answer_to_command(server, room, admin, "/visit")
    reply = server.wait_for_answer(outsider.sends_callback(again, again.buttons[-1].callback_data or ""))
    assert reply["show_alert"] is True
    assert language_and_scope(place, room) == ("kk", "Astana")


def test_the_language_of_a_group_goes_before_that_of_a_person_and_theirs_before_telegrams(
    server: BotApiServer,
) -> None:
    boris = somebody(server, "Boris", "ru", started=True)
    owner = somebody(server)
    server.wait_for_message(boris, after=boris.asks("/language tg"))
    room = server.world.supergroup("Press", boris, owner=owner)
    nothing = "/ask Who won the football match?"
    assert answer_to(server, boris.sends(room, nothing)).text == "Дар хабарҳо дар ин бора гуфта нашудааст."
    answer_to_command(server, room, owner, "/language uz")
    uzbek = answer_to(server, boris.sends(room, nothing)).text
    answer_to_command(server, room, owner, "/language en")
    assert answer_to(server, boris.sends(room, nothing)).text == "The briefings do not say."
    assert uzbek not in {"The briefings do not say.", "Дар хабарҳо дар ин бора гуфта нашудааст."}


# It is added, and the group moves.


@pytest.fixture
def privacy_mode(server: BotApiServer) -> Iterator[None]:
    server.world.bot.can_read_all_group_messages = False
    yield
    server.world.bot.can_read_all_group_messages = True


@pytest.mark.usefixtures("privacy_mode")
def test_it_introduces_itself_once_whatever_rights_it_gets_and_again_after_a_return(server: BotApiServer) -> None:
    owner = somebody(server, language="en")
    room = server.world.supergroup("Press", owner=owner, with_bot=False)
    room.adds_bot(owner)
    hello = server.wait_for_message(room)
    assert hello.text.startswith(HELLO)
    assert PRIVACY in hello.text
    room.promotes_bot(owner)
    room.demotes_bot(owner)
    room.restricts_bot(owner, can_send=True)
    answer = answer_to_command(server, room, owner, "/about")
    assert server.bot_messages(room) == [hello, answer]
    room.removes_bot(owner)
    room.adds_bot(owner, rights=["can_manage_chat"])
    again = server.wait_for_message(room, after=answer)
    assert again.text.startswith(HELLO)
    assert PRIVACY not in again.text


@pytest.mark.usefixtures("privacy_mode")
def test_after_privacy_mode_was_switched_off_the_running_bot_no_longer_complains_of_it(server: BotApiServer) -> None:
    owner = somebody(server)
    room = server.world.supergroup("Press", owner=owner, with_bot=False)
    room.adds_bot(owner)
    first = server.wait_for_message(room)
    room.removes_bot(owner)
    server.world.bot.can_read_all_group_messages = True
    room.adds_bot(owner)
    second = server.wait_for_message(room, after=first)
    assert PRIVACY in first.text
    assert second.text.startswith(HELLO)
    assert PRIVACY not in second.text


def test_it_introduces_itself_in_the_groups_language_or_that_of_whoever_adds_it(server: BotApiServer) -> None:
    boris = somebody(server, "Boris", "ru")
    room = server.world.supergroup("Press", owner=boris, with_bot=False)
    room.adds_bot(boris)
    assert server.wait_for_message(room).text.startswith("Здравствуйте!")
    answer_to_command(server, room, boris, "/language en")
    room.removes_bot(boris, kicked=False)
    last = server.messages(room)[-1]
    room.adds_bot(boris)
    assert server.wait_for_message(room, after=last).text.startswith(HELLO)


def test_where_it_may_not_write_it_introduces_itself_once_it_may(server: BotApiServer) -> None:
    owner = somebody(server)
    room = server.world.supergroup("Press", owner=owner, with_bot=False)
    room.restricts_bot(owner, can_send=False)
    server.wait_for(lambda: server.calls("sendMessage", chat=room), what="an attempt")
    room.restricts_bot(owner, can_send=True)
    hello = server.wait_for_message(room)
    answer = answer_to_command(server, room, owner, "/about")
    assert server.bot_messages(room) == [hello, answer]


def test_restrictions_that_outlast_its_departure_are_no_presence(server: BotApiServer, place: Installation) -> None:
    owner = somebody(server)
    room = server.world.supergroup("Press", owner=owner, with_bot=False)
    room.adds_bot(owner)
    hello = server.wait_for_message(room)
    with server.state.changed:
        kept = [update for update in server.updates.log if update.kind == "my_chat_member"][-1].payload
        gone = member_json(server.state, Member(server.state.bot.id, "restricted", can_send=False))
        server.updates.push("my_chat_member", kept | {"new_chat_member": gone | {"is_member": False}})
    query = "SELECT introduced_at FROM chats WHERE id = ?"
    deadline = time.monotonic() + 10
    while rows(place, query, room.id) != [(None,)]:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert server.bot_messages(room) == [hello]


def test_settings_move_along_when_the_group_becomes_a_supergroup_and_it_is_not_introduced_again(
    server: BotApiServer, place: Installation
) -> None:
    owner = somebody(server)
    group = server.world.group("Press", owner=owner, with_bot=False)
    group.adds_bot(owner)
    server.wait_for_message(group)
    answer_to_command(server, group, owner, "/language ru")
    answer_to_command(server, group, owner, "/visit Astana")
    answer = answer_to(server, owner.sends(group, f"/ask {COST}"))
    new = group.migrates(owner)
    new.promotes_bot(owner)
    found = answer_to(server, owner.sends(new, f"/ask {COST}"))
    assert found.quotations[0].startswith("Стоимость поставки")
    assert server.bot_messages(new) == [found]
    assert language_and_scope(place, new) == ("ru", "Astana")
    assert language_and_scope(place, group) is None
    # What was said in the old group stays there; its buttons still lead to the quotations.
    assert server.wait_for_answer(owner.presses(answer, "👍"))["text"] == "Спасибо, отмечено."
    owner.presses(answer, "Контекст")
    context = server.wait_for_message(new, after=found)
    assert found.quotations[0] in context.quotations[0]
    moved = "SELECT count(*) FROM answers WHERE chat_id = ?"
    assert rows(place, moved, group.id) == [(0,)]
    assert server.wait_for_answer(owner.presses(found, "👍"))["text"] == "Спасибо, отмечено."


def test_a_question_that_waits_while_the_group_moves_is_answered_in_the_supergroup(server: BotApiServer) -> None:
    owner = somebody(server)
    group = server.world.group("Press", owner=owner)
    server.faults.add("sendMessage", hang(1.0), times=1, chat=group.id)
    owner.sends(group, f"/ask {ROAD}")
    owner.sends(group, "/ask How much is mutual trade to be by 2030?")
    server.wait_for(lambda: server.calls("sendMessage", chat=group), what="the answer on its way")
    new = group.migrates(owner)
    first, second = server.wait_for_messages(new, 2)
    assert first.quotations[0] == ANZOB
    assert "$2 billion" in second.text
    assert server.bot_messages(group) == []


def test_a_group_that_throws_it_out_while_it_answers_disturbs_no_other(server: BotApiServer) -> None:
    anna, owner = somebody(server), somebody(server)
    room = server.world.supergroup("Press", anna, owner=owner)
    other = server.world.supergroup("Other", anna)
    server.faults.add("sendMessage", hang(0.5), times=1, chat=room.id)
    for number in range(2):
        anna.sends(room, f"/ask {ROAD} {number}")
    server.wait_for(lambda: server.calls("sendMessage", chat=room), what="the answer on its way")
    room.removes_bot(owner)
    assert answer_to(server, anna.sends(other, f"/ask {ROAD}")).quotations[0] == ANZOB
    server.wait_for(
        lambda: len([call for call in server.calls("sendMessage", chat=room) if call.finished_at]) == 3,
        what="one call cut off, and two refused",
    )
    room.adds_bot(owner)
    assert server.wait_for_message(room).text.startswith(HELLO)
    assert len(server.bot_messages(room)) == 1
