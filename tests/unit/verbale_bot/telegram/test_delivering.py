"""How deliveries run: every row once, through pauses, failures, and the end of the program."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Connection, select
from telegram import Bot
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from desks import made_desk
from fakes import FixedClock, TrigramEncoder
from verbale.errors import Damaged
from verbale.settings import Settings
from verbale.store import outbox
from verbale.store.database import Database, DatabaseUnavailable
from verbale.store.delivery import Counts, Delivery, DeliveryState, OutboxRow, RowState, Why
from verbale.store.schema import outbox as rows_table
from verbale_bot.compose import Program, open_program
from verbale_bot.service import Service
from verbale_bot.state import Job, Result, State
from verbale_bot.telegram import delivering, delivery_rows
from verbale_bot.telegram.delivering import AT_ONCE, Delivered, Deliveries, Failed, Way
from verbale_bot.telegram.delivery_rows import READ_AT_ONCE
from verbale_bot.telegram.desk import Desk
from verbale_bot.telegram.http import HttpRequest
from verbale_bot.telegram.sending import Claim, NotSent, OutOfReach, Uncertain

KIND = "announcement"
MORE_THAN_AT_ONCE = range(1, AT_ONCE + 11)
PATIENCE_SECONDS = 3.0
"""So long a test that fails waits for what never comes; one that passes does not wait."""


class Unsteady(State):
    """A database that does not work for the next so many jobs."""

    failing = 0
    refused = 0

    def _stumble(self) -> None:
        if self.failing > 0:
            self.failing -= 1
            self.refused += 1
            raise DatabaseUnavailable("The database does not work: disk I/O error.", "Check the disk.")

    async def write(self, job: Job[Result]) -> Result:
        self._stumble()
        return await super().write(job)

    async def read(self, job: Job[Result]) -> Result:
        self._stumble()
        return await super().read(job)


class Unasked(Service):
    """Deliveries of these tests ask nothing: no model is loaded."""

    async def _load(self) -> None:
        pass


@dataclass(frozen=True)
class Report:
    """What was shown, and what the database said of the delivery at this moment."""

    shown: DeliveryState
    stored: DeliveryState
    counts: Counts


class Posts:
    """A way that posts nowhere: keeps what it is given, waits where a test says so, and goes wrong as planned."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.handed: list[int] = []
        self.handed_twice_at_once: list[int] = []
        self.calling: list[int] = []
        self.posted: list[int] = []
        self.reports: list[Report] = []
        self.overlapping_reports = 0
        self.before: dict[int, list[Callable[[], Exception]]] = {}
        """By chat, what goes wrong before the claim is taken."""
        self.during: dict[int, list[Callable[[], Exception]]] = {}
        """By chat, what goes wrong in the call."""
        self.objections: dict[int, Why] = {}
        self.notes: dict[int, Callable[[Connection], Sequence[Delivery]]] = {}
        self.held: dict[int, asyncio.Event] = {}
        """By chat, what is waited for before the claim is taken."""
        self.answering = asyncio.Event()
        self.answering.set()
        self.showing = asyncio.Event()
        self.showing.set()
        self.on_claiming: dict[int, Callable[[], None]] = {}
        self.on_posted: dict[int, Callable[[], None]] = {}
        self.on_shown: list[Callable[[Report], None]] = []
        self._out: set[int] = set()
        self._reporting = 0

    @property
    def way(self) -> Way:
        return Way(self._deliver, self._report, self._check)

    async def _deliver(self, desk: Desk, delivery: Delivery, row: OutboxRow, claim: Claim) -> Delivered:
        self.handed.append(row.chat_id)
        if row.id in self._out:
            self.handed_twice_at_once.append(row.chat_id)
        self._out.add(row.id)
        try:
            if row.chat_id in self.held:
                await self.held[row.chat_id].wait()
            _go_wrong(self.before, row.chat_id)
            self.on_claiming.pop(row.chat_id, _nothing)()
            return await claim.post(partial(self._call, row.chat_id))
        except RetryAfter as error:
            raise OutOfReach(f"sendMessage to {row.chat_id}") from error
        except TelegramError as error:
            raise NotSent(f"sendMessage to {row.chat_id}") from error
        finally:
            self._out.discard(row.id)

    async def _call(self, chat_id: int) -> Delivered:
        self.calling.append(chat_id)
        await self.answering.wait()
        _go_wrong(self.during, chat_id)
        self.posted.append(chat_id)
        self.on_posted.pop(chat_id, _nothing)()
        return Delivered(9_000 + chat_id, self.notes.get(chat_id, lambda _: ()))

    async def _report(self, desk: Desk, delivery: Delivery, state: DeliveryState, counts: Counts) -> None:
        self.overlapping_reports += self._reporting
        self._reporting += 1
        try:
            if state is DeliveryState.RUNNING:
                await self.showing.wait()
            report = Report(state, delivery_of(self._database, delivery.id).state, counts)
            self.reports.append(report)
            if self.on_shown:
                self.on_shown.pop(0)(report)
        finally:
            self._reporting -= 1

    def _check(self, connection: Connection, delivery: Delivery, row: OutboxRow, now: datetime) -> Why | None:
        return self.objections.get(row.chat_id)


def _go_wrong(planned: dict[int, list[Callable[[], Exception]]], chat_id: int) -> None:
    if planned.get(chat_id):
        error = planned[chat_id].pop(0)()
        raise error


def _nothing() -> None:
    pass


@pytest.fixture(autouse=True)
def _short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (delivering, delivery_rows):
        monkeypatch.setattr(module, "AGAIN_SECONDS", 0.01)


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    settings = Settings(data_dir=tmp_path, briefings_dir=tmp_path)
    opened = open_program(settings, FixedClock(), make_encoder=lambda _settings, _announce: TrigramEncoder())
    yield opened
    opened.close()


@pytest.fixture
def database(program: Program) -> Database:
    return program.database


@pytest.fixture
def state(database: Database) -> Iterator[Unsteady]:
    made = Unsteady(database)
    yield made
    made.close()


@pytest.fixture
def posts(database: Database) -> Posts:
    return Posts(database)


@pytest.fixture
async def desk(tmp_path: Path, program: Program, state: Unsteady) -> AsyncIterator[Desk]:
    # Never asked; the library's own way to Telegram would take its time to be made.
    bot = Bot("710:TEST", request=HttpRequest(1), get_updates_request=HttpRequest(1))
    made = made_desk(tmp_path, program, bot, Unasked(program), state)
    yield made
    await made.service.loading
    made.office.close()
    made.service.close()
    made.receipts.close()


def planned(database: Database, chats: Sequence[int]) -> Delivery:
    with database.writing() as connection:
        number = outbox.plan(
            connection,
            FixedClock().now(),
            kind=KIND,
            mode="post",
            briefing="bridge",
            edition=1,
            made_by=1,
            rows=[(chat, None, None) for chat in chats],
        ).id
    return delivery_of(database, number)


def delivery_of(database: Database, number: int) -> Delivery:
    with database.reading() as connection:
        found = outbox.read_delivery(connection, number)
    assert found is not None
    return found


def set_state(database: Database, delivery: Delivery, state: DeliveryState) -> None:
    with database.writing() as connection:
        assert outbox.set_state(connection, delivery.id, state, FixedClock().now())


def add_row(database: Database, delivery: Delivery, chat: int) -> None:
    """Something more is to be delivered."""
    with database.writing() as connection:
        values = {"delivery": delivery.id, "chat_id": chat, "state": RowState.PENDING.value}
        connection.execute(rows_table.insert().values(**values, changed_at=FixedClock().now()))


def counts(database: Database, delivery: Delivery) -> Counts:
    with database.reading() as connection:
        return outbox.counts(connection, delivery.id)


def rows(database: Database, delivery: Delivery) -> dict[int, tuple[str, str | None, int | None]]:
    """How the rows stand, by chat: state, reason, message."""
    with database.reading() as connection:
        found = connection.execute(select(rows_table).where(rows_table.c.delivery == delivery.id))
        return {row.chat_id: (row.state, row.reason, row.message_id) for row in found}


def arrived(chat: int) -> tuple[str, None, int]:
    return "sent", None, 9_000 + chat


async def until(condition: Callable[[], bool]) -> None:
    for _ in count():
        if condition():
            return
        await asyncio.sleep(0.001)


async def settled(desk: Desk) -> None:
    """Let everybody do what they can do now: each looks once more for a row, and the database does one job at a time."""
    for _ in range(3 * AT_ONCE):
        await desk.state.read(outbox.unfinished)
        for _ in range(5):
            await asyncio.sleep(0)


async def idle(desk: Desk, deliveries: Deliveries) -> None:
    """Wait until nothing runs."""
    await until(lambda: desk.deliveries.empty() and not deliveries._running)


@asynccontextmanager
async def running(desk: Desk, posts: Posts) -> AsyncIterator[Deliveries]:
    made = Deliveries(desk, {KIND: posts.way})
    task = asyncio.create_task(made.run())
    try:
        yield made
    finally:
        await end(task)


async def end(task: "asyncio.Task[None]") -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def deliver(desk: Desk, posts: Posts, *those: Delivery) -> None:
    """Run deliveries that are planned already until nothing of them runs any more."""
    async with running(desk, posts) as deliveries:
        for one in those:
            desk.deliveries.put_nowait(one)
        await idle(desk, deliveries)


async def test_every_row_is_delivered_once_and_the_delivery_is_done(
    desk: Desk, posts: Posts, database: Database
) -> None:
    """Also where there are more rows than are read at once."""
    chats = range(1, 2 * READ_AT_ONCE + 12)
    delivery = planned(database, chats)
    await deliver(desk, posts, delivery)
    assert sorted(posts.posted) == list(chats)
    assert sorted(posts.handed) == list(chats)
    assert rows(database, delivery) == {chat: arrived(chat) for chat in chats}
    ended = delivery_of(database, delivery.id)
    assert (ended.state, ended.ended_at) == (DeliveryState.DONE, desk.clock.now())


async def test_so_many_are_out_at_once_and_no_more(desk: Desk, posts: Posts, database: Database) -> None:
    posts.answering.clear()
    delivery = planned(database, MORE_THAN_AT_ONCE)
    async with running(desk, posts) as deliveries:
        await until(lambda: len(posts.calling) == AT_ONCE)
        assert counts(database, delivery) == Counts(sending=AT_ONCE, pending=10)
        assert posts.calling == list(range(1, AT_ONCE + 1))
        posts.answering.set()
        await idle(desk, deliveries)
    assert posts.calling[:AT_ONCE] == list(range(1, AT_ONCE + 1))
    assert counts(database, delivery) == Counts(sent=AT_ONCE + 10)


async def test_a_row_that_is_out_is_not_handed_out_again(desk: Desk, posts: Posts, database: Database) -> None:
    """It is pending until it is claimed, and the rows are read several times meanwhile."""
    chats = range(1, READ_AT_ONCE + 40)
    posts.held[1] = asyncio.Event()
    delivery = planned(database, chats)
    async with running(desk, posts) as deliveries:
        await until(lambda: counts(database, delivery) == Counts(pending=1, sent=len(chats) - 1))
        desk.deliveries.put_nowait(delivery)
        await until(desk.deliveries.empty)
        posts.held[1].set()
        await idle(desk, deliveries)
    assert sorted(posts.handed) == list(chats)
    assert posts.handed_twice_at_once == []
    assert posts.posted[-1] == 1


async def test_a_delivery_to_nobody_is_done(desk: Desk, posts: Posts, database: Database) -> None:
    delivery = planned(database, [])
    await deliver(desk, posts, delivery)
    assert delivery_of(database, delivery.id).state is DeliveryState.DONE
    assert posts.reports[-1] == Report(DeliveryState.DONE, DeliveryState.RUNNING, Counts())


@pytest.mark.parametrize("halt", [DeliveryState.PAUSED, DeliveryState.STOPPED])
async def test_paused_or_stopped_what_was_called_arrives_and_the_rest_stays_pending(
    desk: Desk, posts: Posts, database: Database, halt: DeliveryState
) -> None:
    posts.answering.clear()
    delivery = planned(database, MORE_THAN_AT_ONCE)
    async with running(desk, posts) as deliveries:
        await until(lambda: len(posts.calling) == AT_ONCE)
        set_state(database, delivery, halt)
        posts.answering.set()
        await idle(desk, deliveries)
        assert sorted(posts.posted) == list(range(1, AT_ONCE + 1))
        left = Counts(sent=AT_ONCE, pending=10)
        assert counts(database, delivery) == left
        assert delivery_of(database, delivery.id).state is halt
        assert posts.reports[-1] == Report(halt, halt, left)
        # A press of the button has it looked at again.
        desk.deliveries.put_nowait(delivery)
        await idle(desk, deliveries)
        assert counts(database, delivery) == left


async def test_what_was_paused_goes_on_where_it_was(desk: Desk, posts: Posts, database: Database) -> None:
    posts.answering.clear()
    delivery = planned(database, MORE_THAN_AT_ONCE)
    async with running(desk, posts) as deliveries:
        await until(lambda: len(posts.calling) == AT_ONCE)
        set_state(database, delivery, DeliveryState.PAUSED)
        posts.answering.set()
        await idle(desk, deliveries)
        set_state(database, delivery, DeliveryState.RUNNING)
        desk.deliveries.put_nowait(delivery)
        await idle(desk, deliveries)
    assert sorted(posts.posted) == list(MORE_THAN_AT_ONCE)
    assert delivery_of(database, delivery.id).state is DeliveryState.DONE
    assert posts.reports[-1] == Report(DeliveryState.DONE, DeliveryState.RUNNING, Counts(sent=AT_ONCE + 10))


async def test_what_waits_for_its_turn_when_the_delivery_is_paused_is_not_claimed(
    desk: Desk, posts: Posts, database: Database
) -> None:
    posts.held = {1: asyncio.Event(), 2: asyncio.Event()}
    delivery = planned(database, [1, 2, 3])
    async with running(desk, posts) as deliveries:
        await until(lambda: posts.posted == [3] and set(posts.handed) == {1, 2, 3})
        set_state(database, delivery, DeliveryState.PAUSED)
        for held in posts.held.values():
            held.set()
        await idle(desk, deliveries)
    assert posts.calling == [3]
    await until(lambda: counts(database, delivery).sent == 1)
    assert rows(database, delivery) == {1: ("pending", None, None), 2: ("pending", None, None), 3: arrived(3)}


UNDELIVERABLE: dict[str, tuple[str, Callable[[], Exception], tuple[str, str, None]]] = {
    "a reason of our own": ("before", lambda: Failed(Why.EMPTY), ("failed", "empty", None)),
    "an error that a person is told": (
        "before",
        lambda: Damaged("The text is not what was stored."),
        ("failed", "The text is not what was stored.", None),
    ),
    "an unexpected error before the claim": ("before", lambda: RuntimeError("a bug"), ("failed", "broken", None)),
    "an unexpected error in the call": ("during", lambda: RuntimeError("a bug"), ("uncertain", "broken", None)),
    "blocked": ("during", lambda: Forbidden("Forbidden: bot was blocked by the user"), ("failed", "blocked", None)),
    "refused in words without a meaning": (
        "during",
        lambda: BadRequest("Message is too long"),
        ("failed", "Message is too long", None),
    ),
    "no answer": ("during", lambda: Uncertain("sendMessage to 2"), ("uncertain", "unanswered", None)),
}


@pytest.mark.parametrize("name", UNDELIVERABLE)
async def test_what_cannot_be_delivered_has_its_reason_and_the_others_arrive(
    desk: Desk, posts: Posts, database: Database, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    when, error, expected = UNDELIVERABLE[name]
    (posts.before if when == "before" else posts.during)[2] = [error]
    delivery = planned(database, [1, 2, 3])
    await deliver(desk, posts, delivery)
    assert rows(database, delivery) == {1: arrived(1), 2: expected, 3: arrived(3)}
    assert sorted(posts.handed) == [1, 2, 3]
    assert delivery_of(database, delivery.id).state is DeliveryState.DONE
    told = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    is_bug = "unexpected" in name
    assert told == [f"delivery {delivery.id} to chat 2 is not possible"] * is_bug


async def test_what_speaks_against_a_row_is_asked_with_the_claim(desk: Desk, posts: Posts, database: Database) -> None:
    posts.objections[2] = Why.NOT_WANTED
    delivery = planned(database, [1, 2])
    await deliver(desk, posts, delivery)
    assert rows(database, delivery) == {1: arrived(1), 2: ("failed", "not-wanted", None)}
    assert posts.calling == [1]


@pytest.mark.parametrize("when", ["before", "during"])
async def test_who_is_out_of_reach_is_tried_again_after_all_others(
    desk: Desk, posts: Posts, database: Database, when: str
) -> None:
    """Also after those that are read only later."""
    chats = range(1, READ_AT_ONCE + 11)
    if when == "before":
        posts.before[1] = [lambda: OutOfReach("sendMessage to 1")] * 3
    else:
        posts.during[1] = [lambda: RetryAfter(500)] * 3
    delivery = planned(database, chats)
    await deliver(desk, posts, delivery)
    assert posts.handed == [*chats, 1, 1, 1]
    assert sorted(posts.posted) == list(chats)
    assert counts(database, delivery) == Counts(sent=len(chats))


async def test_a_delivery_that_is_paused_while_somebody_is_out_of_reach_does_not_go_on(
    desk: Desk, posts: Posts, database: Database
) -> None:
    def unreachable() -> Exception:
        if len(posts.handed) == 2:
            set_state(database, delivery, DeliveryState.PAUSED)
        return OutOfReach("sendMessage to 1")

    posts.before[1] = [unreachable] * 99
    delivery = planned(database, [1])
    await deliver(desk, posts, delivery)
    assert posts.handed == [1, 1]
    assert counts(database, delivery) == Counts(pending=1)
    assert delivery_of(database, delivery.id).state is DeliveryState.PAUSED


async def test_a_database_that_fails_once_at_a_claim_leaves_the_delivery_to_go_on(
    desk: Desk, posts: Posts, database: Database, state: Unsteady
) -> None:
    posts.on_claiming[2] = lambda: setattr(state, "failing", 1)
    delivery = planned(database, range(1, 6))
    await deliver(desk, posts, delivery)
    assert state.refused == 1
    assert sorted(posts.posted) == [1, 2, 3, 4, 5]
    assert posts.handed == [1, 2, 3, 4, 5, 2]
    assert rows(database, delivery) == {chat: arrived(chat) for chat in range(1, 6)}
    assert delivery_of(database, delivery.id).state is DeliveryState.DONE


async def test_what_was_posted_and_could_not_be_noted_is_uncertain_and_not_posted_again(
    desk: Desk, posts: Posts, database: Database, state: Unsteady
) -> None:
    posts.on_posted[2] = lambda: setattr(state, "failing", 1)
    delivery = planned(database, range(1, 6))
    await deliver(desk, posts, delivery)
    assert state.refused == 1
    assert sorted(posts.posted) == [1, 2, 3, 4, 5]
    expected = {chat: arrived(chat) for chat in (1, 3, 4, 5)} | {2: ("uncertain", "killed", None)}
    assert rows(database, delivery) == expected
    assert delivery_of(database, delivery.id).state is DeliveryState.DONE


async def is_done_at_last(desk: Desk, deliveries: Deliveries, database: Database, delivery: Delivery) -> bool:
    """Whether a delivery is done when nothing runs any more."""
    await idle(desk, deliveries)
    return delivery_of(database, delivery.id).state is DeliveryState.DONE


async def test_a_database_that_fails_longer_than_is_waited_leaves_the_delivery_to_go_on(
    desk: Desk, posts: Posts, database: Database, state: Unsteady
) -> None:
    """Everybody at work meets it, and it still fails after the wait."""
    delivery = planned(database, MORE_THAN_AT_ONCE)
    posts.answering.clear()
    async with running(desk, posts) as deliveries:
        desk.deliveries.put_nowait(delivery)
        await until(lambda: len(posts.calling) == AT_ONCE)
        state.failing = AT_ONCE + 3
        posts.answering.set()
        assert await is_done_at_last(desk, deliveries, database, delivery)
    assert sorted(posts.posted) == list(MORE_THAN_AT_ONCE)
    assert counts(database, delivery) == Counts(sent=10, uncertain=AT_ONCE)


async def test_a_database_that_fails_at_the_very_end_leaves_the_delivery_to_be_done(
    desk: Desk, posts: Posts, database: Database, state: Unsteady
) -> None:
    """The final report was shown, and that could not be noted."""

    def stumble(report: Report) -> None:
        if report.shown is DeliveryState.DONE:
            state.failing = 1
        else:
            posts.on_shown.append(stumble)

    posts.on_shown.append(stumble)
    delivery = planned(database, [1, 2])
    async with running(desk, posts) as deliveries:
        desk.deliveries.put_nowait(delivery)
        assert await is_done_at_last(desk, deliveries, database, delivery)
    assert state.refused == 1
    assert sorted(posts.posted) == [1, 2]


async def test_a_database_that_fails_once_at_a_report_does_not_end_the_reports(
    desk: Desk, posts: Posts, database: Database, state: Unsteady, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivering, "SHOWN_EVERY_SECONDS", 0.001)
    posts.answering.clear()
    delivery = planned(database, [1, 2])
    async with running(desk, posts) as deliveries:
        desk.deliveries.put_nowait(delivery)
        # Those at work wait for answers now: only reports use the database.
        await until(lambda: len(posts.calling) == 2 and len(posts.reports) > 0)
        state.failing = 1
        await until(lambda: state.refused == 1)
        shown = len(posts.reports)
        with suppress(TimeoutError):
            await asyncio.wait_for(until(lambda: len(posts.reports) > shown), PATIENCE_SECONDS)
        shown_since = len(posts.reports) - shown
        posts.answering.set()
        await idle(desk, deliveries)
    assert shown_since > 0
    assert posts.reports[-1] == Report(DeliveryState.DONE, DeliveryState.RUNNING, Counts(sent=2))


async def test_the_final_report_comes_before_the_delivery_is_done(desk: Desk, posts: Posts, database: Database) -> None:
    """Whoever is interrupted between the two shows it again."""
    posts.before[2] = [lambda: Failed(Why.EMPTY)]
    posts.during[3] = [lambda: Uncertain("sendMessage to 3")]
    delivery = planned(database, [1, 2, 3])
    await deliver(desk, posts, delivery)
    assert posts.reports[-1] == Report(DeliveryState.DONE, DeliveryState.RUNNING, Counts(sent=1, failed=1, uncertain=1))
    assert [report.shown for report in posts.reports].count(DeliveryState.DONE) == 1
    assert delivery_of(database, delivery.id).state is DeliveryState.DONE


async def test_what_is_added_while_the_final_report_is_shown_is_delivered_and_reported(
    desk: Desk, posts: Posts, database: Database
) -> None:
    def add(report: Report) -> None:
        if report.shown is DeliveryState.DONE:
            add_row(database, delivery, 3)
        else:
            posts.on_shown.append(add)

    posts.on_shown.append(add)
    delivery = planned(database, [1, 2])
    await deliver(desk, posts, delivery)
    assert sorted(posts.posted) == [1, 2, 3]
    final = [report for report in posts.reports if report.shown is DeliveryState.DONE]
    assert final == [
        Report(DeliveryState.DONE, DeliveryState.RUNNING, Counts(sent=2)),
        Report(DeliveryState.DONE, DeliveryState.RUNNING, Counts(sent=3)),
    ]
    assert delivery_of(database, delivery.id).state is DeliveryState.DONE


async def test_no_report_of_progress_is_on_its_way_any_more_when_the_final_one_is_shown(
    desk: Desk, posts: Posts, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It could arrive after the final one, and would stay."""
    monkeypatch.setattr(delivering, "SHOWN_EVERY_SECONDS", 0.001)
    posts.answering.clear()
    delivery = planned(database, [1, 2])
    async with running(desk, posts) as deliveries:
        await until(lambda: len(posts.calling) == 2 and len(posts.reports) > 0)
        posts.showing.clear()
        await until(lambda: posts._reporting == 1)
        posts.answering.set()
        await until(lambda: counts(database, delivery).sent == 2)
        await settled(desk)
        posts.showing.set()
        await idle(desk, deliveries)
    assert posts.overlapping_reports == 0
    assert posts.reports[-1] == Report(DeliveryState.DONE, DeliveryState.RUNNING, Counts(sent=2))


async def test_a_report_that_cannot_be_shown_is_no_hindrance(
    desk: Desk, posts: Posts, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(report: Report) -> None:
        posts.on_shown.append(fail)
        raise NotSent("editMessageText 77 in 42")

    posts.on_shown.append(fail)
    delivery = planned(database, [1, 2])
    with caplog.at_level(logging.INFO, logger="verbale_bot"):
        await deliver(desk, posts, delivery)
    assert delivery_of(database, delivery.id).state is DeliveryState.DONE
    assert counts(database, delivery) == Counts(sent=2)
    assert caplog.messages[-1] == f"the report of delivery {delivery.id} cannot be shown"


@pytest.mark.parametrize(("error", "is_shown_again"), [(OutOfReach, True), (NotSent, False)])
async def test_a_report_that_telegram_refuses_is_not_shown_again_before_the_end(
    desk: Desk,
    posts: Posts,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    error: type[NotSent],
    is_shown_again: bool,
) -> None:
    """The message is gone; one that could only not be reached may be there."""
    monkeypatch.setattr(delivering, "SHOWN_EVERY_SECONDS", 0.001)

    def fail(report: Report) -> None:
        raise error("editMessageText 77 in 42")

    posts.answering.clear()
    posts.on_shown.append(fail)
    delivery = planned(database, [1, 2])
    async with running(desk, posts) as deliveries:
        await until(lambda: len(posts.calling) == 2 and len(posts.reports) > 0)
        if is_shown_again:
            await until(lambda: len(posts.reports) > 3)
        posts.answering.set()
        await idle(desk, deliveries)
    assert posts.reports[-1] == Report(DeliveryState.DONE, DeliveryState.RUNNING, Counts(sent=2))
    if not is_shown_again:
        assert [report.shown for report in posts.reports] == [DeliveryState.RUNNING, DeliveryState.DONE]
    assert delivery_of(database, delivery.id).state is DeliveryState.DONE


async def begins_to_end(task: "asyncio.Task[None]", deliveries: Deliveries) -> None:
    """The program is to end; once, as an impatient second signal would cut short what is waited for."""
    task.cancel()
    await until(deliveries._ending.is_set)


async def has_ended(task: "asyncio.Task[None]") -> None:
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_at_the_end_of_the_program_what_is_under_way_arrives_and_nothing_new_is_claimed(
    desk: Desk, posts: Posts, database: Database
) -> None:
    posts.answering.clear()
    delivery = planned(database, MORE_THAN_AT_ONCE)
    deliveries = Deliveries(desk, {KIND: posts.way})
    task = asyncio.create_task(deliveries.run())
    await until(lambda: len(posts.calling) == AT_ONCE)
    await begins_to_end(task, deliveries)
    posts.answering.set()
    await has_ended(task)
    assert posts.handed == posts.calling == list(range(1, AT_ONCE + 1))
    assert counts(database, delivery) == Counts(sent=AT_ONCE, pending=10)
    assert delivery_of(database, delivery.id).state is DeliveryState.RUNNING
    assert DeliveryState.DONE not in {report.shown for report in posts.reports}


async def test_what_waits_for_its_turn_at_the_end_of_the_program_is_left_for_the_next_start(
    desk: Desk, posts: Posts, database: Database
) -> None:
    posts.held = {1: asyncio.Event(), 2: asyncio.Event()}
    delivery = planned(database, [1, 2])
    deliveries = Deliveries(desk, {KIND: posts.way})
    task = asyncio.create_task(deliveries.run())
    await until(lambda: posts.handed == [1, 2])
    await begins_to_end(task, deliveries)
    for held in posts.held.values():
        held.set()
    await has_ended(task)
    assert (posts.calling, counts(database, delivery)) == ([], Counts(pending=2))
    await deliver(desk, posts, delivery)
    assert sorted(posts.posted) == [1, 2]


async def test_what_is_not_answered_before_the_end_is_uncertain_at_the_next_start(
    desk: Desk, posts: Posts, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivering, "FINISHING_SECONDS", 0.01)
    posts.answering.clear()
    delivery = planned(database, MORE_THAN_AT_ONCE)
    task = asyncio.create_task(Deliveries(desk, {KIND: posts.way}).run())
    await until(lambda: len(posts.calling) == AT_ONCE)
    await end(task)
    assert counts(database, delivery) == Counts(sending=AT_ONCE, pending=10)
    posts.answering.set()
    async with running(desk, posts):
        await until(lambda: delivery_of(database, delivery.id).state is DeliveryState.DONE)
    assert posts.posted == list(MORE_THAN_AT_ONCE)[AT_ONCE:]
    assert rows(database, delivery) == {
        chat: ("uncertain", "killed", None) if chat <= AT_ONCE else arrived(chat) for chat in MORE_THAN_AT_ONCE
    }


@pytest.mark.parametrize("hangs", ["the report", "the report and the calls"])
async def test_the_program_ends_although_telegram_does_not_answer(
    desk: Desk, posts: Posts, database: Database, monkeypatch: pytest.MonkeyPatch, hangs: str
) -> None:
    """Neither is waited for without end, and nothing of it runs on."""
    monkeypatch.setattr(delivering, "FINISHING_SECONDS", 0.1)
    posts.showing.clear()
    if hangs == "the report and the calls":
        posts.answering.clear()
    delivery = planned(database, [1, 2])
    others = asyncio.all_tasks()
    task = asyncio.create_task(Deliveries(desk, {KIND: posts.way}).run())
    await until(lambda: len(posts.calling) == 2 and posts._reporting == 1)
    if hangs == "the report":
        await until(lambda: counts(database, delivery).sent == 2)
        await settled(desk)
    task.cancel()
    await asyncio.wait([task], timeout=PATIENCE_SECONDS)
    is_over, left = task.done(), asyncio.all_tasks() - others
    posts.showing.set()
    posts.answering.set()
    await has_ended(task)
    await asyncio.gather(*left, return_exceptions=True)
    assert is_over
    assert left == set()


async def test_a_start_takes_up_what_runs_and_leaves_what_is_paused(
    desk: Desk, posts: Posts, database: Database
) -> None:
    interrupted, paused, stopped = (planned(database, [chat, chat + 1]) for chat in (1, 11, 21))
    set_state(database, paused, DeliveryState.PAUSED)
    set_state(database, stopped, DeliveryState.STOPPED)
    with database.writing() as connection:
        assert outbox.claim(connection, outbox.next_rows(connection, interrupted.id, 1)[0].id)
    async with running(desk, posts) as deliveries:
        await until(lambda: delivery_of(database, interrupted.id).state is DeliveryState.DONE)
        await idle(desk, deliveries)
    assert rows(database, interrupted) == {1: ("uncertain", "killed", None), 2: arrived(2)}
    assert counts(database, paused) == counts(database, stopped) == Counts(pending=2)
    assert posts.handed == [2]
    assert {report.shown for report in posts.reports} <= {DeliveryState.RUNNING, DeliveryState.DONE}


async def test_what_is_to_be_done_because_of_a_message_begins_when_it_is_noted(
    desk: Desk, posts: Posts, database: Database
) -> None:
    """Its correction, for instance, that was planned before it arrived."""
    delivery = planned(database, [1])
    other = planned(database, [7])
    set_state(database, other, DeliveryState.DONE)

    def note(connection: Connection) -> Sequence[Delivery]:
        assert outbox.set_state(connection, other.id, DeliveryState.RUNNING, FixedClock().now())
        return [other]

    posts.notes[1] = note
    await deliver(desk, posts, delivery)
    assert posts.posted == [1, 7]
    assert [delivery_of(database, one.id).state for one in (delivery, other)] == [DeliveryState.DONE] * 2


async def test_deliveries_run_side_by_side(desk: Desk, posts: Posts, database: Database) -> None:
    posts.held[1] = asyncio.Event()
    first, second = planned(database, [1]), planned(database, [2])
    async with running(desk, posts) as deliveries:
        await until(lambda: delivery_of(database, second.id).state is DeliveryState.DONE)
        assert counts(database, first) == Counts(pending=1)
        posts.held[1].set()
        await idle(desk, deliveries)
    assert posts.posted == [2, 1]


async def test_what_comes_to_a_delivery_that_runs_already_is_looked_for_before_it_ends(
    desk: Desk, posts: Posts, database: Database
) -> None:
    posts.held[1] = asyncio.Event()
    delivery = planned(database, [1])
    async with running(desk, posts) as deliveries:
        await until(lambda: posts.handed == [1])
        add_row(database, delivery, 2)
        desk.deliveries.put_nowait(delivery)
        await until(desk.deliveries.empty)
        posts.held[1].set()
        await idle(desk, deliveries)
    assert sorted(posts.posted) == [1, 2]
    assert posts.handed_twice_at_once == []
