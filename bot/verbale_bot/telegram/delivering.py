"""Deliveries: what is to be done to many chats is done in the background, row by row, and taken up after a restart."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection

from verbale.errors import VerbaleError
from verbale.store import outbox
from verbale.store.database import DatabaseUnavailable
from verbale.store.delivery import Counts, Delivery, DeliveryState, OutboxRow, Why
from verbale_bot.telegram.delivery_rows import AGAIN_SECONDS, DeliveryRows
from verbale_bot.telegram.desk import Desk
from verbale_bot.telegram.refusals import meaning_of
from verbale_bot.telegram.sending import Claim, NotClaimed, NotSent, OutOfReach, Uncertain

logger = logging.getLogger(__name__)
Result = TypeVar("Result")

AT_ONCE = 30
CLAIMED_AT_ONCE = 2
"""So many claims wait for the disk together: were it slow for a moment, many would be claimed by then, and their posts
made all at once; a kill would leave all of them in doubt."""
SHOWN_EVERY_SECONDS = 3.0
FINISHING_SECONDS = 3.0
"""For so long, at the end of the program, answers of Telegram are waited for that are on their way."""


class Failed(NotSent):
    """A row is not to be delivered, for a reason of our own."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True)
class Delivered:
    """A row was delivered: the message that says it now.

    ``note`` writes something together with that; it may return deliveries that have something to do because of it.
    """

    message_id: int
    note: Callable[[Connection], Sequence[Delivery] | None] = lambda _: None


@dataclass(frozen=True)
class Way:
    """How the rows of one kind of delivery are delivered.

    ``deliver`` does so for one. What must not be done twice it does with the claim; what it does without one is done
    again when the program ends meanwhile. ``check`` is asked in the transaction of each claim: what speaks against it.
    ``report`` shows how a delivery stands.
    """

    deliver: Callable[[Desk, Delivery, OutboxRow, Claim], Awaitable[Delivered]]
    report: Callable[[Desk, Delivery, DeliveryState, Counts], Awaitable[None]]
    check: Callable[[Connection, Delivery, OutboxRow, datetime], Why | None] = lambda *_: None


class Deliveries:
    """Runs deliveries side by side; nothing is posted twice, and nothing that is planned is forgotten."""

    def __init__(self, desk: Desk, ways: dict[str, Way]) -> None:
        self._desk = desk
        self._ways = ways
        self._running: dict[int, asyncio.Task[None]] = {}
        self._wanted: set[int] = set()
        self._ending = asyncio.Event()
        self._claiming = asyncio.Semaphore(CLAIMED_AT_ONCE)

    async def run(self) -> None:
        """Take up what was left, then begin what is planned, until cancelled; what is not sent by then is left."""
        try:
            await self._take_up()
            while True:
                self._start(await self._desk.deliveries.get())
        finally:
            self._ending.set()
            running = list(self._running.values())
            if running:
                # What Telegram has got already, it also answers: then nothing of it is uncertain.
                await asyncio.wait(running, timeout=FINISHING_SECONDS)
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)

    async def _take_up(self) -> None:
        """Go on with what an earlier process left; what it was posting when it ended may have arrived or not."""
        now = self._desk.clock.now()

        def left(connection: Connection) -> list[Delivery]:
            outbox.interrupted(connection, now)
            return outbox.unfinished(connection)

        for delivery in await self._desk.state.write(left):
            if delivery.state is DeliveryState.RUNNING:
                self._start(delivery)

    def _start(self, delivery: Delivery) -> None:
        """Deliver in the background; what runs already looks once more before it ends."""
        self._wanted.add(delivery.id)
        if delivery.id not in self._running:
            self._running[delivery.id] = asyncio.create_task(self._run(delivery))

    async def _run(self, delivery: Delivery) -> None:
        try:
            await self._deliver_all(delivery)
        except Exception:
            logger.exception("delivery %d has stopped; the next start takes it up", delivery.id)
        finally:
            del self._running[delivery.id]
            if delivery.id in self._wanted and not self._ending.is_set():
                self._start(delivery)

    async def _deliver_all(self, delivery: Delivery) -> None:
        """Deliver what there is to its end; where the database fails, go on when it works again."""
        is_broken_off = is_over = False
        while not is_over and not self._ending.is_set():
            try:
                if is_broken_off:
                    # Nobody is at work on it now: what is still being sent was sent, and could not be noted.
                    await self._note(outbox.interrupted, delivery_id=delivery.id)
                    self._wanted.add(delivery.id)
                    is_broken_off = False
                is_over = await self._go_on(delivery)
            except DatabaseUnavailable as error:
                logger.warning("delivery %d waits %.0f s: %s", delivery.id, AGAIN_SECONDS, error)
                is_broken_off = True
                await asyncio.sleep(AGAIN_SECONDS)

    async def _go_on(self, delivery: Delivery) -> bool:
        """Deliver what is pending; True where there is nothing more to be done."""
        if delivery.id not in self._wanted and await self._is_over(delivery):
            return True
        self._wanted.discard(delivery.id)
        rows = DeliveryRows(self._desk.state, delivery)
        async with self._reporting(delivery):
            # Each works on a row of its own: a chat that has to be left alone for a while holds up one of them.
            workers = [self._work(rows) for _ in range(AT_ONCE)]
            failures = [one for one in await asyncio.gather(*workers, return_exceptions=True) if one is not None]
        for failure in sorted(failures, key=lambda one: isinstance(one, DatabaseUnavailable)):
            raise failure
        return False

    async def _is_over(self, delivery: Delivery) -> bool:
        """Show how it ended, then say so: whoever is interrupted between the two shows it again."""
        state, now = await self._state(delivery), self._desk.clock.now()
        is_over = state is not DeliveryState.RUNNING
        await self._report(delivery, state if is_over else DeliveryState.DONE)
        return is_over or await self._desk.state.write(partial(outbox.finish, delivery_id=delivery.id, now=now))

    async def _work(self, rows: DeliveryRows) -> None:
        while not self._ending.is_set() and (row := await rows.take()) is not None:
            is_done = await self._deliver(self._ways[rows.delivery.kind], rows.delivery, row)
            rows.bring_back(row, is_done=is_done)

    async def _deliver(self, way: Way, delivery: Delivery, row: OutboxRow) -> bool:
        """Deliver one row; False where it is to be tried again later."""
        claim = Claim(partial(self._claim, way, delivery, row), partial(self._note, outbox.give_back, row_id=row.id))
        try:
            delivered = await way.deliver(self._desk, delivery, row, claim)
        except NotClaimed:
            logger.debug("delivery %d to chat %d: not now, or not any more", delivery.id, row.chat_id)
        except DatabaseUnavailable:
            raise
        except OutOfReach:
            await self._note(outbox.give_back, row_id=row.id)
            return False
        except (NotSent, VerbaleError) as error:
            await self._note(outbox.failed, row_id=row.id, reason=_reason(error))
        except Uncertain:
            await self._note(outbox.uncertain, row_id=row.id, reason=Why.UNANSWERED.value)
        except Exception:
            # Of one row: the others are delivered all the same.
            logger.exception("delivery %d to chat %d is not possible", delivery.id, row.chat_id)
            await self._note(_broken, row_id=row.id)
        else:
            for other in await self._note(_sent, row_id=row.id, delivered=delivered):
                self._start(other)
        return True

    async def _claim(self, way: Way, delivery: Delivery, row: OutboxRow) -> None:
        """From now on the row is being sent.

        Raises:
            NotClaimed: it is not to be sent now, or not by us.
            Failed: it is not to be sent any more.
        """
        now = self._desk.clock.now()

        def claim(connection: Connection) -> Why | bool:
            return way.check(connection, delivery, row, now) or outbox.claim(connection, row.id)

        async with self._claiming:
            claimed = False if self._ending.is_set() else await self._desk.state.write(claim)
        if isinstance(claimed, Why):
            raise Failed(claimed)
        if not claimed:
            raise NotClaimed(f"row {row.id}")

    async def _note(self, job: Callable[..., Result], **given: object) -> Result:
        now = self._desk.clock.now()
        return await self._desk.state.write(lambda connection: job(connection, now=now, **given))

    @asynccontextmanager
    async def _reporting(self, delivery: Delivery) -> AsyncIterator[None]:
        """Show at once, and then now and then, how it stands; at the end nothing of that is on its way any more."""
        is_over = asyncio.Event()

        async def report() -> None:
            while not is_over.is_set() and await self._report_if_possible(delivery):
                await asyncio.wait([over], timeout=SHOWN_EVERY_SECONDS)

        over, ending = asyncio.create_task(is_over.wait()), asyncio.create_task(self._ending.wait())
        reporting = asyncio.create_task(report())
        try:
            yield
            is_over.set()
            await asyncio.wait([reporting, ending], return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (over, ending, reporting):
                task.cancel()
            await asyncio.gather(over, ending, reporting, return_exceptions=True)

    async def _report_if_possible(self, delivery: Delivery) -> bool:
        """Show how it stands; False where that need not be tried again: the message is gone."""
        try:
            return await self._report(delivery, await self._state(delivery))
        except DatabaseUnavailable as error:
            logger.info("how delivery %d stands is not known: %s", delivery.id, error)
            return True

    async def _state(self, delivery: Delivery) -> DeliveryState:
        now = await self._desk.state.read(partial(outbox.read_delivery, delivery_id=delivery.id))
        return delivery.state if now is None else now.state

    async def _report(self, delivery: Delivery, state: DeliveryState) -> bool:
        """Show that it stands so; False where Telegram refuses to."""
        counts = await self._desk.state.read(lambda connection: outbox.counts(connection, delivery.id))
        try:
            await self._ways[delivery.kind].report(self._desk, delivery, state, counts)
        except OutOfReach:
            return True
        except NotSent:
            logger.info("the report of delivery %d cannot be shown", delivery.id)
            return False
        return True


def _sent(connection: Connection, now: datetime, row_id: int, delivered: Delivered) -> Sequence[Delivery]:
    outbox.sent(connection, row_id, delivered.message_id, now)
    return delivered.note(connection) or ()


def _broken(connection: Connection, now: datetime, row_id: int) -> None:
    outbox.uncertain(connection, row_id, Why.BROKEN.value, now)  # where it was being sent
    outbox.failed(connection, row_id, Why.BROKEN.value, now)  # where it was not yet


def _reason(error: Exception) -> str:
    why = error.why if isinstance(error, Failed) else meaning_of(error)
    return str(error.__cause__ or error) if why is None else why.value
