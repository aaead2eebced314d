"""The right to post a message once: when it is taken, when it is given back, and how the sender uses it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator

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
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from botapi import faults
from botapi.faults import Fault
from botapi.people import Person
from botapi.server import BotApiServer
from telegram_line import Line, Time
from verbale_bot.telegram.claiming import Claim, NotClaimed
from verbale_bot.telegram.formatted import Formatted
from verbale_bot.telegram.http import HttpRequest
from verbale_bot.telegram.pace import Pace, Priority
from verbale_bot.telegram.sending import NotSent, Outgoing, OutOfReach, Sender, Uncertain

HELLO = Formatted("Hello")
NO_ROUTE = ConnectionKey("telegram.example", 443, True, True, None, None, None)
UNREACHABLE = {
    "no connection": ClientConnectorError(NO_ROUTE, OSError("no")),
    "no connection in time": ConnectionTimeoutError("late"),
    "no connection to the proxy": ClientProxyConnectionError(NO_ROUTE, OSError("no")),
}
CUT_OFF = {
    "no answer in time": SocketTimeoutError("late"),
    "the connection was closed": ServerDisconnectedError("cut"),
    "the connection was reset": ClientOSError("reset"),
    "the answer was no JSON": ValueError("Expecting value"),
}
ANSWERED: dict[str, Callable[[], TelegramError]] = {
    "too many messages": lambda: RetryAfter(7),
    "a refusal": lambda: BadRequest("Message is too long"),
    "a ban": lambda: Forbidden("bot was blocked by the user"),
    "a migration": lambda: ChatMigrated(-1_005),
    "an error of Telegram itself": lambda: NetworkError("Internal Server Error"),
}


class Book:
    """A claim that can be had so many times; writes down what happens, and what it saw of the world then."""

    def __init__(self, times: int = 10) -> None:
        self.left = times
        self.events: list[str] = []

    async def take(self) -> None:
        if self.left == 0:
            raise NotClaimed("row 1")
        self.left -= 1
        self.events.append("taken")

    async def give_back(self) -> None:
        self.left += 1
        self.events.append("given back")

    @property
    def claim(self) -> Claim:
        return Claim(self.take, self.give_back)


class Call:
    """A call to Telegram with a certain outcome, written down in a book."""

    def __init__(self, book: Book, outcome: BaseException | None = None) -> None:
        self._book = book
        self._outcome = outcome

    async def __call__(self) -> str:
        self._book.events.append("called")
        if self._outcome is not None:
            raise self._outcome
        return "posted"


def caused(error: TelegramError, cause: BaseException) -> TelegramError:
    error.__cause__ = cause
    return error


async def test_the_claim_is_taken_before_the_call_and_kept_after_it() -> None:
    book = Book()
    assert await book.claim.post(Call(book)) == "posted"
    assert book.events == ["taken", "called"]


@pytest.mark.parametrize("name", ANSWERED)
async def test_what_telegram_itself_answered_was_not_posted_and_is_given_back(name: str) -> None:
    book, error = Book(), ANSWERED[name]()
    with pytest.raises(type(error)) as caught:
        await book.claim.post(Call(book, error))
    assert caught.value is error
    assert book.events == ["taken", "called", "given back"]


@pytest.mark.parametrize("name", UNREACHABLE)
async def test_without_a_connection_nothing_was_posted_and_the_claim_is_given_back(name: str) -> None:
    book, error = Book(), caused(NetworkError("no"), UNREACHABLE[name])
    with pytest.raises(NetworkError) as caught:
        await book.claim.post(Call(book, error))
    assert caught.value is error
    assert book.events == ["taken", "called", "given back"]


@pytest.mark.parametrize("name", CUT_OFF)
async def test_what_may_have_arrived_is_kept(name: str) -> None:
    book, error = Book(), caused(TimedOut() if "time" in name else NetworkError("cut"), CUT_OFF[name])
    with pytest.raises(NetworkError) as caught:
        await book.claim.post(Call(book, error))
    assert caught.value is error
    assert book.events == ["taken", "called"]


@pytest.mark.parametrize("error", [asyncio.CancelledError(), RuntimeError("a mistake"), KeyboardInterrupt()])
async def test_a_call_that_was_interrupted_may_have_arrived(error: BaseException) -> None:
    book = Book()
    with pytest.raises(type(error)):
        await book.claim.post(Call(book, error))
    assert book.events == ["taken", "called"]


async def test_without_a_claim_there_is_no_call_and_nothing_to_give_back() -> None:
    book = Book(times=0)
    with pytest.raises(NotClaimed, match="row 1"):
        await book.claim.post(Call(book))
    assert book.events == []


async def test_that_it_cannot_be_given_back_is_not_hidden() -> None:
    async def fail() -> None:
        raise RuntimeError("the database does not work")

    book = Book()
    with pytest.raises(RuntimeError, match="does not work"):
        await Claim(book.take, fail).post(Call(book, RetryAfter(7)))


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
async def sender(server: BotApiServer, line: Line, time: Time) -> AsyncIterator[Sender]:
    bot = Bot(server.token, base_url=f"{server.url}/bot", request=line, get_updates_request=HttpRequest(1))
    async with bot:
        yield Sender(bot, Pace(time.now, time.sleep), time.sleep)


def post(claim: Claim, chat_id: int = 1001) -> Outgoing:
    return Outgoing(chat_id, HELLO, priority=Priority.ANNOUNCEMENT, claim=claim)


def texts(server: BotApiServer, chat: int = 1001) -> list[str]:
    return [message.text for message in server.bot_messages(chat)]


async def test_the_claim_is_taken_within_the_turn_and_before_the_call(
    server: BotApiServer, sender: Sender, aigerim: Person, time: Time
) -> None:
    """Whoever has to wait for the chat has nothing claimed meanwhile, and the time of the taking counts as the turn's."""
    started, taken_at, calls_then = time.now(), [], []

    async def take() -> None:
        taken_at.append(round(time.now() - started, 3))
        calls_then.append(len(server.calls("sendMessage")))
        time.advance(10)

    book = Book()
    for _ in range(3):
        await sender.send(post(Claim(take, book.give_back)))
    # 1.05 s after the end of the turn before, in which ten seconds went by.
    assert taken_at == [0.0, 11.05, 22.1]
    assert calls_then == [0, 1, 2]
    assert texts(server) == ["Hello"] * 3


async def test_after_too_many_messages_the_claim_is_given_back_and_taken_again_after_the_wait(
    server: BotApiServer, sender: Sender, aigerim: Person, time: Time
) -> None:
    server.faults.add("sendMessage", faults.flood(7), times=2)
    started, book, taken_at = time.now(), Book(times=1), []

    async def take() -> None:
        await book.take()
        taken_at.append(round(time.now() - started, 3))

    await sender.send(post(Claim(take, book.give_back)))
    assert book.events == ["taken", "given back", "taken", "given back", "taken"]
    assert taken_at == [0.0, 7.1, 14.2]
    assert (texts(server), book.left) == (["Hello"], 0)


async def test_a_claim_that_somebody_else_took_during_the_wait_ends_the_sending(
    server: BotApiServer, sender: Sender, aigerim: Person
) -> None:
    """A delivery is paused, or stopped, while Telegram wants the chat left alone."""
    server.faults.add("sendMessage", faults.flood(7))
    book = Book(times=1)

    async def give_back() -> None:
        await book.give_back()
        book.left = 0

    with pytest.raises(NotClaimed):
        await sender.send(post(Claim(book.take, give_back)))
    assert book.events == ["taken", "given back"]
    assert (texts(server), len(server.calls("sendMessage"))) == ([], 1)


async def test_where_nothing_can_be_claimed_nothing_is_sent(
    server: BotApiServer, sender: Sender, aigerim: Person
) -> None:
    with pytest.raises(NotClaimed):
        await sender.send(post(Book(times=0).claim))
    assert server.calls("sendMessage") == []
    await sender.send(Outgoing(1001, HELLO))
    assert texts(server) == ["Hello"]


async def test_a_refused_message_gives_its_claim_back(server: BotApiServer, sender: Sender, aigerim: Person) -> None:
    aigerim.blocks_bot()
    book = Book(times=1)
    with pytest.raises(NotSent) as caught:
        await sender.send(post(book.claim))
    assert type(caught.value) is NotSent
    assert (book.events, book.left) == (["taken", "given back"], 1)


async def test_a_group_that_became_a_supergroup_has_its_claim_given_back_and_taken_for_the_new_chat(
    server: BotApiServer, sender: Sender, aigerim: Person
) -> None:
    group = server.world.group("Press", owner=aigerim)
    new, book, moved = group.migrates(aigerim), Book(times=1), []

    async def on_migrated(old: int, to: int) -> None:
        moved.append((old, to, book.left))

    sender.on_migrated = on_migrated
    sent = await sender.send(post(book.claim, group.id))
    assert sent.chat.id == new.id
    assert book.events == ["taken", "given back", "taken"]
    assert moved == [(group.id, new.id, 1)]
    assert texts(server, new.id) == ["Hello"]


@pytest.mark.parametrize("name", UNREACHABLE)
async def test_without_a_connection_the_claim_is_given_back_for_the_pause_and_taken_again(
    server: BotApiServer, sender: Sender, aigerim: Person, line: Line, name: str
) -> None:
    line.before = [UNREACHABLE[name]] * 2
    book = Book(times=1)
    await sender.send(post(book.claim))
    assert book.events == ["taken", "given back", "taken", "given back", "taken"]
    assert texts(server) == ["Hello"]


async def test_who_is_never_reached_has_the_claim_given_back(
    server: BotApiServer, sender: Sender, aigerim: Person, line: Line
) -> None:
    line.before = [UNREACHABLE["no connection"]] * 100
    book = Book(times=1)
    with pytest.raises(OutOfReach):
        await sender.send(post(book.claim))
    assert (book.left, book.events[-1]) == (1, "given back")
    assert book.events.count("taken") == book.events.count("given back")
    assert server.calls("sendMessage") == []


async def test_a_chat_that_is_to_be_left_alone_for_long_has_nothing_claimed(
    server: BotApiServer, sender: Sender, aigerim: Person
) -> None:
    server.faults.add("sendMessage", faults.flood(500))
    book = Book(times=1)
    with pytest.raises(OutOfReach):
        await sender.send(post(book.claim))
    assert book.events == ["taken", "given back"]
    with pytest.raises(OutOfReach):
        await sender.send(post(book.claim))
    assert book.events == ["taken", "given back"]


DOUBTFUL = {
    "reset": faults.reset(),
    "reset after it was taken": faults.reset(accepted=True),
    "502": faults.server_error(502),
    "504 after it was taken": faults.server_error(504, accepted=True),
    "half an answer": Fault("answer", "cut", accepted=True, status=200, body='{"ok": true, "res'),
}


@pytest.mark.parametrize("name", DOUBTFUL)
async def test_what_may_have_been_posted_stays_claimed(
    server: BotApiServer, sender: Sender, aigerim: Person, name: str
) -> None:
    server.faults.add("sendMessage", DOUBTFUL[name])
    book = Book(times=1)
    with pytest.raises(Uncertain):
        await sender.send(post(book.claim))
    assert (book.events, book.left) == (["taken"], 0)
    assert texts(server) == ["Hello"] * DOUBTFUL[name].accepted
    assert len(server.calls("sendMessage")) == 1


@pytest.mark.parametrize("name", sorted(set(CUT_OFF) - {"the answer was no JSON"}))
async def test_an_answer_that_was_lost_on_the_way_leaves_it_claimed(
    server: BotApiServer, sender: Sender, aigerim: Person, line: Line, name: str
) -> None:
    error = CUT_OFF[name]
    assert isinstance(error, Exception)
    line.after = [error]
    book = Book(times=1)
    with pytest.raises(Uncertain):
        await sender.send(post(book.claim))
    assert (book.events, texts(server)) == (["taken"], ["Hello"])


async def test_a_question_edited_meanwhile_costs_one_claim_more(
    server: BotApiServer, sender: Sender, aigerim: Person
) -> None:
    """The attempt with the quotation was refused, so nothing was posted; the one without it has a claim of its own."""
    question = aigerim.asks("How much?")
    aigerim.edits(question, "How many?")
    book = Book(times=1)
    await sender.send(Outgoing(1001, HELLO, question.message_id, "How much", claim=book.claim))
    assert book.events == ["taken", "given back", "taken"]
    assert texts(server) == ["Hello"]
