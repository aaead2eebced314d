"""The order in which updates are handled: one after the other within a lane, lanes side by side.

A chat is a lane, so answers to one chat stay in order and a slow one holds up nobody else. Presses of a message's
buttons have a lane of their own, so that a press need not wait for a question; so have the inline queries of a person.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from telegram import Update

logger = logging.getLogger(__name__)

MOST_COUNTED = 10
"""Of one lane; else a single chat, whose messages Telegram takes slowly or not at all, would make all others wait."""
LONG_WORK = "/reindex"
"""It may take many minutes, in which whoever wants it goes on asking."""
MOST_HELD = 20_000
"""From so many on, in whichever lanes they are, all are counted: they take memory."""


@dataclass
class _Lane:
    waiting: deque[Update] = field(default_factory=deque)
    task: "asyncio.Task[None] | None" = None


class Lanes:
    """Hands updates to ``handle``, each in its turn; what is raised there is logged, and stops no lane."""

    def __init__(self, handle: Callable[[Update], Awaitable[None]]) -> None:
        self._handle = handle
        self._lanes: dict[str, _Lane] = {}
        self._waiting = 0
        self._counted = 0
        self._has_fewer = asyncio.Event()

    @property
    def waiting(self) -> int:
        """How many updates are not dealt with yet, of each lane those that others might have to wait for."""
        return self._waiting if self._waiting >= MOST_HELD else self._counted

    async def until_fewer_wait_than(self, most: int) -> None:
        """Return at once, or as soon as so many updates no longer wait."""
        while self.waiting >= most:
            self._has_fewer.clear()
            await self._has_fewer.wait()

    def put(self, update: Update) -> None:
        """Let an update wait for its turn."""
        name = lane_of(update)
        lane = self._lanes.setdefault(name, _Lane())
        lane.waiting.append(update)
        self._waiting += 1
        self._counted += len(lane.waiting) <= MOST_COUNTED
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
            update = lane.waiting[0]
            try:
                await self._handle(update)
            except Exception:
                # Whoever waits behind it must not wait for ever.
                logger.exception("update %s has left its lane unfinished", update.update_id)
            self._counted -= len(lane.waiting) <= MOST_COUNTED
            lane.waiting.popleft()
            self._waiting -= 1
            self._has_fewer.set()
        del self._lanes[name]


def lane_of(update: Update) -> str:
    """The name of the lane that an update belongs to."""
    query = update.callback_query
    if query is not None:
        message = query.message
        return (
            f"press {query.inline_message_id}" if message is None else f"press {message.chat.id} {message.message_id}"
        )
    if update.message is not None and (update.message.text or "").startswith(LONG_WORK):
        return f"work {update.message.chat.id}"
    if update.effective_chat is not None:
        return f"chat {update.effective_chat.id}"
    return f"person {update.effective_user.id}" if update.effective_user is not None else "others"
