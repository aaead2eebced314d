"""The order in which updates are handled: one after the other within a lane, lanes side by side.

A chat is a lane, so answers to one chat stay in order and a slow one holds up nobody else. Presses of a message's
buttons have a lane of their own, so that a press need not wait for a question; so have the inline queries of a person.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from telegram import Update


@dataclass
class _Lane:
    waiting: deque[Update] = field(default_factory=deque)
    task: "asyncio.Task[None] | None" = None


class Lanes:
    """Hands updates to ``handle``, which must not raise, and to nobody else's turn."""

    def __init__(self, handle: Callable[[Update], Awaitable[None]]) -> None:
        self._handle = handle
        self._lanes: dict[str, _Lane] = {}
        self._waiting = 0

    @property
    def waiting(self) -> int:
        """How many updates are not dealt with yet."""
        return self._waiting

    def put(self, update: Update) -> None:
        """Let an update wait for its turn."""
        name = lane_of(update)
        lane = self._lanes.setdefault(name, _Lane())
        lane.waiting.append(update)
        self._waiting += 1
        if lane.task is None:
            lane.task = asyncio.create_task(self._move(name, lane))

    async def drain(self, timeout_seconds: float) -> int:
        """Let what waits be dealt with; break off after ``timeout_seconds`` and say how many updates were left."""
        tasks = [lane.task for lane in self._lanes.values() if lane.task is not None]
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=timeout_seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        return self._waiting

    async def _move(self, name: str, lane: _Lane) -> None:
        while lane.waiting:
            await self._handle(lane.waiting[0])
            lane.waiting.popleft()
            self._waiting -= 1
        del self._lanes[name]


def lane_of(update: Update) -> str:
    """The name of the lane that an update belongs to."""
    query = update.callback_query
    if query is not None:
        message = query.message
        return (
            f"press {query.inline_message_id}" if message is None else f"press {message.chat.id} {message.message_id}"
        )
    if update.effective_chat is not None:
        return f"chat {update.effective_chat.id}"
    return f"person {update.effective_user.id}" if update.effective_user is not None else "others"
