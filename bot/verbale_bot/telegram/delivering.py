"""Deliveries: what is to be done to many chats is done in the background, row by row, and taken up after a restart."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection

from verbale.errors import VerbaleError
from verbale.store import outbox
from verbale.store.outbox import Counts, Delivery, DeliveryState, OutboxRow
from verbale_bot.telegram.desk import Desk
from verbale_bot.telegram.sending import NotSent, OutOfReach, Uncertain

logger = logging.getLogger(__name__)

AT_ONCE = 30
READ_AT_ONCE = 60
"""Few enough that a pause or a stop shows within seconds."""
AGAIN_SECONDS = 30.0
"""After so long what could not be reached is tried again."""
SHOWN_EVERY_SECONDS = 3.0


@dataclass(frozen=True)
class Way:
    """How the rows of one kind of delivery are delivered.

    ``deliver`` sends one and returns the id of the message that now says it. ``is_repeatable``: doing it twice does no
    harm, so that a row of an earlier process is simply done again. ``report`` shows how the delivery stands.
    """

    deliver: Callable[[Desk, Delivery, OutboxRow], Awaitable[int]]
    report: Callable[[Desk, Delivery, Counts], Awaitable[None]]
    is_repeatable: Callable[[Delivery], bool]


class Deliveries:
    """Runs deliveries side by side; each row at most once, unless repeating it does no harm."""

    def __init__(self, desk: Desk, ways: dict[str, Way]) -> None:
        self._desk = desk
        self._ways = ways
        self._running: dict[int, asyncio.Task[None]] = {}
        self._wanted: set[int] = set()

    async def run(self) -> None:
        """Take up what was left, then begin what is planned, until cancelled; what is not sent by then is left."""
        try:
            await self._take_up()
            while True:
                self._start(await self._desk.deliveries.get())
        finally:
            running = list(self._running.values())
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)

    async def _take_up(self) -> None:
        """Go on with what an earlier process left; what it was sending when it ended may have arrived or not."""
        now = self._desk.clock.now()

        def left(connection: Connection) -> list[Delivery]:
            unfinished = outbox.unfinished(connection)
            for delivery in unfinished:
                if self._ways[delivery.kind].is_repeatable(delivery):
                    outbox.sending_again(connection, delivery.id, now)
            outbox.after_a_crash(connection, now)
            return unfinished

        for delivery in await self._desk.state.write(left):
            if delivery.state is DeliveryState.RUNNING:
                self._start(delivery)

    def _start(self, delivery: Delivery) -> None:
        """Deliver in the background; what runs already looks once more before it ends."""
        self._wanted.add(delivery.id)
        if delivery.id not in self._running:
            self._running[delivery.id] = asyncio.create_task(self._run(delivery))

    async def _run(self, delivery: Delivery) -> None:
        reporting = asyncio.create_task(self._keep_reporting(delivery))
        try:
            while delivery.id in self._wanted:
                self._wanted.discard(delivery.id)
                rows = _Rows(self._desk, delivery)
                # Each works on a row of its own: a chat that has to be left alone for a while holds up one of them.
                await asyncio.gather(*(self._work(rows) for _ in range(AT_ONCE)))
            now = self._desk.clock.now()
            await self._desk.state.write(
                lambda connection: outbox.set_state(connection, delivery.id, DeliveryState.DONE, now)
            )
        except Exception:
            logger.exception("delivery %d has stopped; the next start takes it up", delivery.id)
        finally:
            reporting.cancel()
            await asyncio.wait([reporting])
            del self._running[delivery.id]
        await self._report(delivery)
        if delivery.id in self._wanted:
            self._start(delivery)

    async def _work(self, rows: "_Rows") -> None:
        while (row := await rows.take()) is not None:
            if not await self._deliver(self._ways[rows.delivery.kind], rows.delivery, row):
                rows.postpone(row)

    async def _deliver(self, way: Way, delivery: Delivery, row: OutboxRow) -> bool:
        """Deliver one row; False where it is to be tried again later."""
        desk = self._desk
        if not await desk.state.write(lambda connection: outbox.sending(connection, row.id)):
            return True
        try:
            message_id = await way.deliver(desk, delivery, row)
        except OutOfReach:
            await self._note(partial(outbox.pending_again, row_id=row.id))
            return False
        except (NotSent, VerbaleError) as error:
            await self._note(partial(outbox.failed, row_id=row.id, reason=str(error.__cause__ or error)))
        except Uncertain as error:
            await self._note(partial(outbox.uncertain, row_id=row.id, reason=str(error.__cause__ or error)))
        else:
            await self._note(partial(outbox.sent, row_id=row.id, message_id=message_id))
        return True

    async def _note(self, job: Callable[..., None]) -> None:
        now = self._desk.clock.now()
        await self._desk.state.write(lambda connection: job(connection, now=now))

    async def _keep_reporting(self, delivery: Delivery) -> None:
        while True:
            await asyncio.sleep(SHOWN_EVERY_SECONDS)
            await self._report(delivery)

    async def _report(self, delivery: Delivery) -> None:
        counts = await self._desk.state.read(lambda connection: outbox.counts(connection, delivery.id))
        try:
            await self._ways[delivery.kind].report(self._desk, delivery, counts)
        except NotSent:
            logger.info("the report of delivery %d cannot be shown", delivery.id)


class _Rows:
    """The pending rows of a delivery, handed out one by one until there are none, or it is paused or stopped."""

    def __init__(self, desk: Desk, delivery: Delivery) -> None:
        self.delivery = delivery
        self._desk = desk
        self._waiting: deque[OutboxRow] = deque()
        self._postponed: set[int] = set()
        self._reading = asyncio.Lock()

    async def take(self) -> OutboxRow | None:
        """The next row; waits where all that are left could not be reached a moment ago."""
        async with self._reading:
            while not self._waiting:
                found = await self._desk.state.read(partial(_next, delivery_id=self.delivery.id))
                if not found:
                    return None
                self._waiting.extend(row for row in found if row.id not in self._postponed)
                if not self._waiting:
                    await asyncio.sleep(AGAIN_SECONDS)
                    self._postponed.clear()
            return self._waiting.popleft()

    def postpone(self, row: OutboxRow) -> None:
        """A row could not be delivered now."""
        self._postponed.add(row.id)


def _next(connection: Connection, delivery_id: int) -> list[OutboxRow]:
    delivery = outbox.read_delivery(connection, delivery_id)
    if delivery is None or delivery.state is not DeliveryState.RUNNING:
        return []
    return outbox.next_rows(connection, delivery_id, READ_AT_ONCE)
