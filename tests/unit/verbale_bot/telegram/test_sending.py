import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import pytest
from aiohttp import (
    ClientConnectorError,
    ClientOSError,
    ClientProxyConnectionError,
    ConnectionTimeoutError,
    ServerDisconnectedError,
    SocketTimeoutError,
)
from aiohttp.client_reqrep import ConnectionKey
from telegram import (
    Bot,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    MessageEntity,
)

from botapi import faults
from botapi.faults import Fault
from botapi.people import Person
from botapi.server import BotApiServer
from botapi.waiting import in_thread
from telegram_line import Line, Time
from verbale_bot.telegram.formatted import Formatted, utf16_length
from verbale_bot.telegram.http import HttpRequest
from verbale_bot.telegram.pace import Pace, Priority
from verbale_bot.telegram.sending import NotSent, Outgoing, OutOfReach, Sender, Uncertain, seconds

HELLO = Formatted("Hello")
MORE = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="more")]])
SECRET_WORDS = "Что сказал президент о границе?"


NO_ROUTE = ConnectionKey("telegram.example", 443, True, True, None, None, None)


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def server(time: Time) -> Iterator[BotApiServer]:
    with BotApiServer(clock=time) as running:
        yield running
        running.assert_valid(unanswered_allowed=True)


@pytest.fixture
def aigerim(server: BotApiServer) -> Person:
    return server.world.user(1001, "Aigerim", started=True)


@pytest.fixture
def line() -> Line:
    return Line()


@pytest.fixture
async def bot(server: BotApiServer, line: Line) -> AsyncIterator[Bot]:
    made = Bot(server.token, base_url=f"{server.url}/bot", request=line, get_updates_request=HttpRequest(1))
    async with made:
        yield made


@pytest.fixture
def pace(time: Time) -> Pace:
    return Pace(time.now, time.keep_pace)


@pytest.fixture
def sender(bot: Bot, pace: Pace, time: Time) -> Sender:
    return Sender(bot, pace, time.sleep)


def texts(server: BotApiServer, chat: int) -> list[str]:
    return [message.text for message in server.bot_messages(chat)]


async def test_a_message_is_sent_with_everything_that_it_has(
    server: BotApiServer, sender: Sender, aigerim: Person
) -> None:
    question = aigerim.asks("👍 How much was it?")
    content = Formatted("👍 ") + Formatted("five").wrapped(MessageEntity.BLOCKQUOTE)
    outgoing = Outgoing(1001, content, question.message_id, "How much", markup=MORE, silent=True)
    sent = await sender.send(outgoing)
    (message,) = server.bot_messages(1001)
    assert sent.message_id == message.message_id
    assert (message.text, message.reply_to, message.quote) == ("👍 five", question.message_id, "How much")
    assert message.quotations == ("five",)
    assert message.disable_notification
    assert message.link_preview_options == {"is_disabled": True}
    assert message.button("More").callback_data == "more"


async def test_a_message_may_ask_for_a_reply(server: BotApiServer, sender: Sender, aigerim: Person) -> None:
    await sender.send(Outgoing(1001, HELLO, markup=ForceReply(selective=True)))
    (call,) = server.calls("sendMessage")
    assert call.parameters["reply_markup"] == {"force_reply": True, "selective": True}


async def test_a_deleted_question_is_answered_without_a_reply(
    server: BotApiServer, sender: Sender, aigerim: Person
) -> None:
    question = aigerim.asks("How much?")
    aigerim.deletes(question)
    await sender.send(Outgoing(1001, HELLO, question.message_id, "How much"))
    (message,) = server.bot_messages(1001)
    assert (message.text, message.reply_to, message.quote) == ("Hello", None, None)


async def test_a_question_edited_meanwhile_is_answered_without_its_quotation(
    server: BotApiServer, sender: Sender, aigerim: Person, time: Time
) -> None:
    question = aigerim.asks("How much?")
    aigerim.edits(question, "How many?")
    await sender.send(Outgoing(1001, HELLO, question.message_id, "How much"))
    (message,) = server.bot_messages(1001)
    assert (message.reply_to, message.quote) == (question.message_id, None)
    assert time.slept == []


async def test_messages_to_one_chat_keep_to_the_pace(
    server: BotApiServer, sender: Sender, aigerim: Person, time: Time
) -> None:
    server.limits.enabled = True
    for number in range(3):
        await sender.send(Outgoing(1001, Formatted(f"{number}")))
    assert texts(server, 1001) == ["0", "1", "2"]
    assert time.paced == [1.05, 1.05]
    assert server.limits.refused == 0


async def test_a_group_gets_thirty_messages_without_one_refusal(
    server: BotApiServer, sender: Sender, aigerim: Person, time: Time
) -> None:
    server.limits.enabled = True
    group = server.world.group("Press", aigerim)
    for number in range(30):
        await sender.send(Outgoing(group.id, Formatted(f"{number}")))
    assert texts(server, group.id) == [f"{number}" for number in range(30)]
    assert server.limits.refused == 0
    assert 61 < sum(time.paced) < 75


async def test_a_burst_of_answers_beyond_telegrams_limit_arrives_whole(
    server: BotApiServer, sender: Sender, time: Time
) -> None:
    server.limits.enabled = True
    people = [server.world.user(2000 + number, "A", started=True) for number in range(80)]
    await asyncio.gather(*(sender.send(Outgoing(person.id, HELLO)) for person in people))
    assert [texts(server, person.id) for person in people] == [["Hello"]] * 80
    assert sum(call.ok for call in server.calls("sendMessage")) == 80


async def test_announcements_beyond_telegrams_limit_are_not_refused(
    server: BotApiServer, sender: Sender, time: Time
) -> None:
    server.limits.enabled = True
    people = [server.world.user(2000 + number, "A", started=True) for number in range(60)]
    for person in people:
        await sender.send(Outgoing(person.id, HELLO, priority=Priority.ANNOUNCEMENT))
    assert [texts(server, person.id) for person in people] == [["Hello"]] * 60
    assert server.limits.refused == 0
    assert time.paced == [0.074] * 29


async def test_a_wait_that_telegram_asks_for_is_kept_and_the_message_sent_again(
    server: BotApiServer, sender: Sender, aigerim: Person, time: Time, pace: Pace
) -> None:
    server.faults.add("sendMessage", faults.flood(7), times=2)
    await sender.send(Outgoing(1001, HELLO, priority=Priority.ANNOUNCEMENT))
    assert texts(server, 1001) == ["Hello"]
    assert time.paced == [7.1, 7.1]


async def test_others_do_not_wait_for_a_refused_chat(
    server: BotApiServer, sender: Sender, aigerim: Person, time: Time, pace: Pace
) -> None:
    bakyt = server.world.user(1002, "Bakyt", started=True)
    pace.refused(1001, 60)
    await sender.send(Outgoing(bakyt.id, HELLO))
    assert texts(server, bakyt.id) == ["Hello"]
    assert time.paced == []


async def test_the_longest_wait_is_kept_and_a_longer_one_is_not(
    server: BotApiServer, sender: Sender, aigerim: Person, time: Time
) -> None:
    server.faults.add("sendMessage", faults.flood(120))
    await sender.send(Outgoing(1001, HELLO))
    assert time.paced == [120.1]
    server.faults.add("sendMessage", faults.flood(122))
    with pytest.raises(OutOfReach):
        await sender.send(Outgoing(1001, Formatted("too long to wait")))
    asked = len(server.calls("sendMessage"))
    with pytest.raises(OutOfReach):
        await sender.send(Outgoing(1001, HELLO))
    with pytest.raises(OutOfReach):
        await sender.delete(1001, 1)
    assert len(server.calls("sendMessage")) == asked
    assert server.calls("deleteMessage") == []
    assert texts(server, 1001) == ["Hello"]


async def test_waits_without_end_are_given_up(
    server: BotApiServer, sender: Sender, aigerim: Person, time: Time
) -> None:
    server.faults.add("sendMessage", faults.flood(50), times=None)
    with pytest.raises(OutOfReach):
        await sender.send(Outgoing(1001, HELLO))
    assert time.paced == [50.1] * 5
    server.faults.clear()


@pytest.mark.parametrize("why", ["blocked", "gone", "not started"])
async def test_who_does_not_want_the_bot_gets_nothing(
    server: BotApiServer, sender: Sender, aigerim: Person, why: str, time: Time
) -> None:
    if why == "blocked":
        aigerim.blocks_bot()
    if why == "gone":
        aigerim.deactivates()
    stranger = server.world.user(1002, "Bakyt")
    with pytest.raises(NotSent) as caught:
        await sender.send(Outgoing(stranger.id if why == "not started" else 1001, HELLO))
    assert type(caught.value) is NotSent
    assert len(server.calls("sendMessage")) == 1
    assert time.slept == []


async def test_a_refused_token_does_not_reach_the_log(
    server: BotApiServer, sender: Sender, aigerim: Person, caplog: pytest.LogCaptureFixture
) -> None:
    server.faults.add("sendMessage", faults.unauthorized())
    with caplog.at_level(logging.INFO), pytest.raises(NotSent):
        await sender.send(Outgoing(1001, HELLO))
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("verbale")]
    assert ours == ["sendMessage to 1001 is not possible: Telegram refuses the token"]


@pytest.mark.parametrize("how", ["closed", "deleted"])
async def test_a_topic_that_is_gone_is_named_in_the_log(
    server: BotApiServer, sender: Sender, aigerim: Person, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    forum = server.world.supergroup("Press", owner=aigerim, forum=True)
    topic = forum.opens_topic("Visits", aigerim)
    await sender.send(Outgoing(forum.id, HELLO, thread=topic.thread_id))
    assert [message.thread_id for message in server.bot_messages(forum)] == [topic.thread_id]
    if how == "closed":
        forum.closes_topic(topic)
    else:
        forum.deletes_topic(topic)
    with pytest.raises(NotSent):
        await sender.send(Outgoing(forum.id, HELLO, thread=topic.thread_id))
    expected = f"sendMessage to {forum.id}, topic {topic.thread_id} is not possible: the topic was closed or deleted"
    assert caplog.messages == [expected]


async def test_a_group_that_became_a_supergroup_gets_its_message_there(
    server: BotApiServer, bot: Bot, pace: Pace, time: Time, aigerim: Person
) -> None:
    migrations: list[tuple[int, int]] = []

    async def on_migrated(old: int, new: int) -> None:
        migrations.append((old, new))

    group = server.world.group("Press", owner=aigerim)
    question = aigerim.sends(group, "How much?")
    new = group.migrates(aigerim)
    sender = Sender(bot, pace, time.sleep, on_migrated)
    sent = await sender.send(Outgoing(group.id, HELLO, question.message_id, "How much", thread=5))
    assert migrations == [(group.id, new.id)]
    assert sent.chat.id == new.id
    assert [(message.text, message.reply_to, message.thread_id) for message in server.bot_messages(new)] == [
        ("Hello", None, None)
    ]


async def test_a_chat_that_moves_without_end_gets_nothing(server: BotApiServer, sender: Sender) -> None:
    moved = faults.refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-1005)
    server.faults.add("sendMessage", moved, times=None)
    with pytest.raises(NotSent):
        await sender.send(Outgoing(-5, HELLO))
    server.faults.clear()
    assert len(server.calls("sendMessage")) == 2


async def test_changing_a_message_of_a_group_that_moved_is_not_possible(
    server: BotApiServer, sender: Sender, aigerim: Person
) -> None:
    group = server.world.group("Press", owner=aigerim)
    sent = await sender.send(Outgoing(group.id, HELLO))
    group.migrates(aigerim)
    with pytest.raises(NotSent):
        await sender.edit(group.id, sent.message_id, Formatted("Other"))


@pytest.mark.parametrize("priority", list(Priority))
@pytest.mark.parametrize(
    "error",
    [
        ClientConnectorError(NO_ROUTE, OSError("no")),
        ConnectionTimeoutError("no"),
        ClientProxyConnectionError(NO_ROUTE, OSError("no")),
    ],
    ids=lambda error: type(error).__name__,
)
async def test_what_never_reached_telegram_is_sent_again_with_growing_pauses(
    server: BotApiServer, sender: Sender, aigerim: Person, line: Line, priority: Priority, time: Time, error: Exception,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    line.before = [error] * 8
    await sender.send(Outgoing(1001, HELLO, priority=priority))
    assert texts(server, 1001) == ["Hello"]
    assert time.slept == [0.5, 1, 2, 4, 8, 16, 30, 30]
    assert "mayhap_doubled" not in caplog.text


@pytest.mark.parametrize("priority", list(Priority))
async def test_after_five_minutes_it_is_given_up(
    server: BotApiServer, sender: Sender, aigerim: Person, line: Line, priority: Priority, time: Time
) -> None:
    line.before = [ClientConnectorError(NO_ROUTE, OSError("no"))] * 100
    with pytest.raises(OutOfReach):
        await sender.send(Outgoing(1001, HELLO, priority=priority))
    assert sum(time.slept) == 271.5
    assert server.calls("sendMessage") == []
    line.before.clear()


@pytest.mark.parametrize("priority", list(Priority))
async def test_what_telegram_itself_could_not_do_is_sent_again(
    server: BotApiServer, sender: Sender, aigerim: Person, priority: Priority, time: Time
) -> None:
    server.faults.add("sendMessage", faults.refusal(500, "Internal Server Error"))
    server.faults.add("sendMessage", faults.refusal(429, "Too Many Requests"))
    await sender.send(Outgoing(1001, HELLO, priority=priority))
    assert texts(server, 1001) == ["Hello"]


DOUBTFUL = {
    "reset": faults.reset(),
    "reset after it was taken": faults.reset(accepted=True),
    "502": faults.server_error(502),
    "504 after it was taken": faults.server_error(504, accepted=True),
    "half an answer": Fault("answer", "cut", accepted=True, status=200, body='{"ok": true, "res'),
}


@pytest.mark.parametrize("name", DOUBTFUL)
async def test_an_answer_that_may_have_been_lost_is_sent_again_and_the_log_says_so(
    server: BotApiServer, sender: Sender, aigerim: Person, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    server.faults.add("sendMessage", DOUBTFUL[name])
    await sender.send(Outgoing(1001, HELLO))
    assert texts(server, 1001) == ["Hello"] * (2 if DOUBTFUL[name].accepted else 1)
    doubled = [record for record in caplog.records if "mayhap_doubled" in record.getMessage()]
    assert [record.levelname for record in doubled] == ["WARNING"]


@pytest.mark.parametrize("name", DOUBTFUL)
async def test_an_announcement_that_may_have_been_posted_is_not_sent_again(
    server: BotApiServer, sender: Sender, aigerim: Person, name: str, time: Time
) -> None:
    server.faults.add("sendMessage", DOUBTFUL[name])
    with pytest.raises(Uncertain):
        await sender.send(Outgoing(1001, HELLO, priority=Priority.ANNOUNCEMENT))
    assert texts(server, 1001) == ["Hello"] * DOUBTFUL[name].accepted
    assert len(server.calls("sendMessage")) == 1
    assert time.slept == []
    assert not issubclass(Uncertain, NotSent)


@pytest.mark.parametrize("error", [SocketTimeoutError("late"), ServerDisconnectedError("cut"), ClientOSError("cut")])
async def test_a_timeout_after_the_request_went_out_leaves_an_announcement_uncertain(
    server: BotApiServer, sender: Sender, aigerim: Person, line: Line, error: Exception
) -> None:
    line.after = [error]
    with pytest.raises(Uncertain):
        await sender.send(Outgoing(1001, HELLO, priority=Priority.ANNOUNCEMENT))
    assert texts(server, 1001) == ["Hello"]
    line.after = [error]
    await sender.send(Outgoing(1001, Formatted("Answer")))
    assert texts(server, 1001) == ["Hello", "Answer", "Answer"]


async def test_an_edit_replaces_text_entities_and_buttons(
    server: BotApiServer, sender: Sender, aigerim: Person, time: Time
) -> None:
    sent = await sender.send(Outgoing(1001, HELLO, markup=MORE))
    await sender.edit(1001, sent.message_id, Formatted("👍").wrapped(MessageEntity.BOLD), MORE)
    (message,) = server.bot_messages(1001)
    assert (message.text, message.entities[0].length) == ("👍", 2)
    assert message.link_preview_options == {"is_disabled": True}
    await sender.edit_markup(1001, sent.message_id, None)
    assert message.markup is None
    await sender.edit_markup(1001, sent.message_id, MORE)
    assert message.button("More").callback_data == "more"
    assert time.slept == []


async def test_an_edit_that_changes_nothing_is_success(
    server: BotApiServer, sender: Sender, aigerim: Person, caplog: pytest.LogCaptureFixture
) -> None:
    sent = await sender.send(Outgoing(1001, HELLO, markup=MORE))
    await sender.edit(1001, sent.message_id, HELLO, MORE)
    await sender.edit_markup(1001, sent.message_id, MORE)
    assert caplog.messages == []


async def test_changes_are_tried_again_and_that_they_were_made_already_is_success(
    server: BotApiServer, sender: Sender, aigerim: Person, time: Time, caplog: pytest.LogCaptureFixture
) -> None:
    sent = await sender.send(Outgoing(1001, HELLO))
    for method in ("editMessageText", "deleteMessage"):
        server.faults.add(method, faults.reset(accepted=True))
        server.faults.add(method, faults.server_error())
    await sender.edit(1001, sent.message_id, Formatted("Other"))
    assert texts(server, 1001) == ["Other"]
    await sender.delete(1001, sent.message_id)
    assert texts(server, 1001) == []
    assert time.slept == [0.5, 1, 0.5, 1]
    assert "mayhap_doubled" not in caplog.text


async def test_an_edit_waits_as_long_as_telegram_asks(
    server: BotApiServer, sender: Sender, aigerim: Person, time: Time, pace: Pace
) -> None:
    sent = await sender.send(Outgoing(1001, HELLO))
    server.faults.add("editMessageText", faults.flood(9))
    await sender.edit(1001, sent.message_id, Formatted("Other"))
    assert texts(server, 1001) == ["Other"]
    assert time.paced == [9.1]
    pace.refused(1001, 4)
    await sender.edit(1001, sent.message_id, Formatted("Third"))
    assert time.paced == [9.1, 4]


async def test_a_message_that_is_gone_cannot_be_changed(server: BotApiServer, sender: Sender, aigerim: Person) -> None:
    sent = await sender.send(Outgoing(1001, HELLO))
    await sender.delete(1001, sent.message_id)
    await sender.delete(1001, sent.message_id)
    with pytest.raises(NotSent):
        await sender.edit(1001, sent.message_id, Formatted("Other"))
    with pytest.raises(NotSent):
        await sender.edit_markup(1001, sent.message_id, MORE)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a" * 200, "a" * 200),
        ("a" * 201, "a" * 199 + "…"),
        ("👍" * 100, "👍" * 100),
        ("👍" * 101, "👍" * 99 + "…"),
        ("ы" * 300, "ы" * 199 + "…"),
    ],
)
async def test_a_note_is_cut_where_telegram_would_refuse_it(
    server: BotApiServer, sender: Sender, aigerim: Person, text: str, shown: str
) -> None:
    sent = await sender.send(Outgoing(1001, HELLO, markup=MORE))
    query = aigerim.presses(server.bot_messages(1001)[0], "More")
    await sender.answer_button(query.id, text, alert=True)
    assert sent.text == "Hello"
    assert query.answer is not None
    assert (query.answer["text"], query.answer["show_alert"]) == (shown, True)
    assert utf16_length(shown) <= 200


async def test_a_button_comes_to_rest_without_a_note_and_through_faults(
    server: BotApiServer, sender: Sender, aigerim: Person, time: Time
) -> None:
    await sender.send(Outgoing(1001, HELLO, markup=MORE))
    query = aigerim.presses(server.bot_messages(1001)[0], "More")
    server.faults.add("answerCallbackQuery", faults.server_error())
    server.faults.add("answerCallbackQuery", faults.flood(3))
    server.faults.add("answerCallbackQuery", faults.reset())
    await sender.answer_button(query.id)
    assert query.answer is not None
    assert "text" not in query.answer
    assert time.slept == [0.5, 3.1, 1]


async def test_a_button_pressed_long_ago_is_only_logged(
    server: BotApiServer, sender: Sender, aigerim: Person, time: Time, caplog: pytest.LogCaptureFixture
) -> None:
    await sender.send(Outgoing(1001, HELLO, markup=MORE))
    query = aigerim.presses(server.bot_messages(1001)[0], "More")
    time.advance(3600)
    with caplog.at_level(logging.INFO, logger="verbale_bot"):
        await sender.answer_button(query.id, "Here")
    ours = [(record.levelname, record.getMessage()) for record in caplog.records if "verbale" in record.name]
    assert ours == [("INFO", "answerCallbackQuery came too late")]
    assert query.answer is None


async def test_an_inline_query_is_answered_with_its_cache_and_button(
    server: BotApiServer, sender: Sender, aigerim: Person, time: Time
) -> None:
    query = aigerim.asks_inline("customs")
    article = InlineQueryResultArticle("1", "Title", InputTextMessageContent("“Five.”"))
    button = InlineQueryResultsButton("Start", start_parameter="inline")
    server.faults.add("answerInlineQuery", faults.server_error())
    await sender.answer_inline(query.id, [article], cache_seconds=5, is_personal=True, button=button)
    assert query.answer is not None
    assert [result["id"] for result in query.answer["results"]] == ["1"]
    assert (query.answer["cache_time"], query.answer["is_personal"]) == (5, True)
    assert query.answer["button"] == {"text": "Start", "start_parameter": "inline"}
    late = aigerim.asks_inline("customs")
    time.advance(600)
    await sender.answer_inline(late.id, [], cache_seconds=0, is_personal=False)
    assert late.answer is None


async def test_typing_and_reactions_are_shown(server: BotApiServer, sender: Sender, aigerim: Person) -> None:
    forum = server.world.supergroup("Press", owner=aigerim, forum=True)
    topic = forum.opens_topic("Visits", aigerim)
    await sender.show_typing(forum.id, topic.thread_id)
    assert [action[:3] for action in server.state.chat_actions] == [(forum.id, "typing", topic.thread_id)]
    question = aigerim.asks("How much?")
    await sender.react(1001, question.message_id, "👀")
    assert question.reaction == "👀"
    await sender.react(1001, question.message_id, None)
    assert question.reaction is None


async def test_that_nothing_can_be_shown_is_no_loss(
    server: BotApiServer, sender: Sender, aigerim: Person, time: Time, pace: Pace
) -> None:
    question = aigerim.asks("How much?")
    server.faults.add("sendChatAction", faults.reset())
    server.faults.add("setMessageReaction", faults.server_error())
    await sender.show_typing(1001)
    await sender.react(1001, question.message_id, "👀")
    server.faults.add("sendChatAction", faults.flood(30))
    await sender.show_typing(1001)
    assert round(pace.refusal_seconds(1001), 3) == 30.1
    await sender.show_typing(1001)
    await sender.react(1001, question.message_id, "👀")
    assert len(server.calls("sendChatAction")) == 2
    assert len(server.calls("setMessageReaction")) == 1
    aigerim.blocks_bot()
    time.advance(31)
    await sender.show_typing(1001)
    await sender.react(1001, question.message_id, "👀")
    assert time.slept == []


async def test_being_cancelled_passes_through_and_frees_the_chat(
    server: BotApiServer, sender: Sender, aigerim: Person, pace: Pace
) -> None:
    server.faults.add("sendMessage", faults.hang())
    sending = asyncio.create_task(sender.send(Outgoing(1001, HELLO)))
    await in_thread(server.wait_for, lambda: server.calls("sendMessage"), what="the call")
    sending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sending
    await sender.send(Outgoing(1001, Formatted("next")))
    assert texts(server, 1001) == ["next"]


async def test_neither_questions_nor_the_token_are_in_the_log(
    server: BotApiServer, sender: Sender, aigerim: Person, line: Line, caplog: pytest.LogCaptureFixture
) -> None:
    question = aigerim.asks(SECRET_WORDS)
    for fault in (faults.flood(1), faults.server_error(), faults.reset(), faults.refusal(400, "Bad Request: no")):
        server.faults.add("sendMessage", fault)
    line.before = [ClientConnectorError(NO_ROUTE, OSError("All connection attempts failed"))]
    with caplog.at_level(logging.INFO, logger="verbale_bot"), pytest.raises(NotSent) as caught:
        await sender.send(Outgoing(1001, Formatted(SECRET_WORDS), question.message_id, SECRET_WORDS))
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("verbale")]
    assert len(ours) >= 5
    assert not any(SECRET_WORDS in entry or server.token in entry for entry in ours)
    assert str(caught.value) == "sendMessage to 1001"


def test_durations_are_seconds_whatever_their_type() -> None:
    assert seconds(3) == 3.0
    assert seconds(timedelta(minutes=1, milliseconds=500)) == 60.5
