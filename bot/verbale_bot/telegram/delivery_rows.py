"""The pending rows of a delivery, handed out one by one to those who work on them."""

import asyncio
from collections import deque
from functools import partial

from sqlalchemy import Connection

from verbale.store import outbox
from verbale.store.delivery import Delivery, DeliveryState, OutboxRow
from verbale_bot.state import State

READ_AT_ONCE = 60
"""More than are out at once, so that there is always one among them that is not."""
AGAIN_SECONDS = 30.0
"""After so long what could not be reached is tried again."""


class DeliveryRows:
    """The pending rows of a delivery, handed out one by one until there are none, or it is paused or stopped."""

    def __init__(self, state: State, delivery: Delivery) -> None:
        self.delivery = delivery
        self._state = state
        self._waiting: deque[OutboxRow] = deque()
        self._out: set[int] = set()
        self._postponed: set[int] = set()
        self._reading = asyncio.Lock()

    async def take(self) -> OutboxRow | None:
        """The next row; waits where all that are left could not be reached a moment ago."""
        async with self._reading:
            while not self._waiting:
                found = await self._state.read(partial(_next, delivery_id=self.delivery.id))
                free = [row for row in found if row.id not in self._out]
                if not free:
                    return None  # whoever has the last ones sees to them
                self._waiting.extend(row for row in free if row.id not in self._postponed)
                if not self._waiting:
                    await asyncio.sleep(AGAIN_SECONDS)
                    self._postponed.clear()
            row = self._waiting.popleft()
            self._out.add(row.id)
            return row

    def bring_back(self, row: OutboxRow, *, is_done: bool) -> None:
        """A row was dealt with, or could not be delivered now."""
        self._out.discard(row.id)
        if not is_done:
            self._postponed.add(row.id)


def _next(connection: Connection, delivery_id: int) -> list[OutboxRow]:
    delivery = outbox.read_delivery(connection, delivery_id)
    if delivery is None or delivery.state is not DeliveryState.RUNNING:
        return []
    return outbox.next_rows(connection, delivery_id, READ_AT_ONCE)
