"""When a message may go out, so that Telegram need not refuse it.

Its limits: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

import asyncio
import logging
import math
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import IntEnum
from heapq import heappop, heappush
from itertools import count
from typing import Generic, TypeVar

logger = logging.getLogger(__name__)

CHAT_SECONDS = 1.05
"""Telegram asks for a second between messages of a chat; the rest is for what differs between its clock and ours."""
GROUP_MESSAGES = 20
GROUP_SECONDS = 61.0
ANNOUNCEMENTS = 2
ANNOUNCEMENTS_SECONDS = ANNOUNCEMENTS / 27
"""Twenty-seven a second, and three for answers. Two at once, so that what a timer is late by is caught up with."""
STRAINED_MESSAGES = 30
STRAINED_SECONDS = 60.0
"""For so long after a refusal the limit for all chats together is kept."""
LONGEST_REST_SECONDS = 121.0
"""Nobody waits longer for one chat: two minutes and a little."""
SWEEP_SECONDS = 60.0
EARLY_SECONDS = 1e-6
"""A timer may wake a little before its time."""
LONG_AGO = -math.inf

Clock = Callable[[], float]
Sleep = Callable[[float], Awaitable[None]]
Key = TypeVar("Key", float, tuple[int, int])


class Priority(IntEnum):
    """Who goes first when not all may go."""

    ANSWER = 0
    ANNOUNCEMENT = 1


class LeftAlone(Exception):
    """Telegram wants a chat left alone for longer than anybody here waits."""

    def __init__(self, chat_id: int, wait_seconds: float) -> None:
        super().__init__(f"Telegram wants chat {chat_id} left alone for {wait_seconds:.0f} s")
        self.chat_id = chat_id
        self.wait_seconds = wait_seconds


class Pace:
    """Keeps Telegram's rates: by chat always, for announcements always, for everything after a refusal."""

    def __init__(self, clock: Clock = time.monotonic, sleep: Sleep = asyncio.sleep) -> None:
        self._clock = clock
        self._sleep = sleep
        self._numbers = count()
        self._chats: dict[int, _Chat] = {}
        self._sweep_at = clock() + SWEEP_SECONDS
        # Chats where somebody waits are in one of the two: those that have to be left alone until a time, and those
        # that have not, by priority and number of their first waiter.
        self._resting: _Order[float] = _Order()
        self._ready: _Order[tuple[int, int]] = _Order()
        self._announcements = _Window(ANNOUNCEMENTS, ANNOUNCEMENTS_SECONDS)
        # The first one is kept by announcements always; the second one spreads what it allows at once.
        self._everything = (_Window(STRAINED_MESSAGES, 1.0), _Window(1, 1.0 / STRAINED_MESSAGES))
        self._strained_until = LONG_AGO
        self._alarm: asyncio.Future[None] | None = None
        self._alarm_at = math.inf

    @asynccontextmanager
    async def turn(self, chat_id: int, *, priority: Priority = Priority.ANSWER) -> AsyncIterator[None]:
        """Wait until one message may go to a chat, and send it inside the block.

        In a chat and between chats answers go before announcements, otherwise who came first goes first. Groups and
        channels, which have negative ids, take twenty messages a minute as well as one a second.

        Raises:
            LeftAlone: the chat does not want to hear of us for long.
        """
        self._check_rest(chat_id)
        chat = self._chat(chat_id)
        waiter = _Waiter(priority, next(self._numbers), asyncio.get_running_loop().create_future())
        heappush(chat.waiting, waiter)
        self._file(chat_id)
        self._pump()
        try:
            granted_at = await waiter.granted
        except asyncio.CancelledError:
            self._leave(chat_id, waiter)
            raise
        try:
            yield
        finally:
            # Telegram counted the message at some moment until now.
            for window in chat.windows:
                window.move(granted_at, self._clock())
            if self._chats.get(chat_id) is chat:
                self._file(chat_id)

    def refused(self, chat_id: int, retry_after_seconds: float) -> None:
        """Take note that Telegram answered 429: the chat is left alone for so long, and all chats get less at once."""
        now = self._clock()
        if now >= self._strained_until:
            logger.info("all messages together are held to %d a second for a while", STRAINED_MESSAGES)
        self._strained_until = now + STRAINED_SECONDS
        chat = self._chat(chat_id)
        chat.refused_until = max(chat.refused_until, now + retry_after_seconds)
        if chat.refused_until - now > LONGEST_REST_SECONDS:
            while (waiter := chat.first()) is not None:
                waiter.granted.set_exception(LeftAlone(chat_id, chat.refused_until - now))
        self._file(chat_id)
        self._pump()

    async def rest(self, chat_id: int) -> None:
        """Wait until Telegram no longer wants a chat to be left alone; nothing is counted.

        Raises:
            LeftAlone: that is long.
        """
        while (left := self.refusal_seconds(chat_id)) > 0:
            self._check_rest(chat_id)
            await self._sleep(left)

    def refusal_seconds(self, chat_id: int) -> float:
        """For how many seconds Telegram still wants a chat to be left alone; zero if it does not."""
        chat = self._chats.get(chat_id)
        left = LONG_AGO if chat is None else chat.refused_until - self._clock()
        return left if left > EARLY_SECONDS else 0.0

    def _check_rest(self, chat_id: int) -> None:
        if (left := self.refusal_seconds(chat_id)) > LONGEST_REST_SECONDS:
            raise LeftAlone(chat_id, left)

    def _chat(self, chat_id: int) -> "_Chat":
        if chat_id not in self._chats:
            self._chats[chat_id] = _Chat(is_group=chat_id < 0)
        return self._chats[chat_id]

    def _file(self, chat_id: int) -> None:
        """Put a chat where it belongs, after anything about it has changed."""
        chat = self._chat(chat_id)
        first = chat.first()
        free_at = chat.free_at()
        is_free = free_at <= self._clock() + EARLY_SECONDS
        if first is not None and is_free:
            self._ready.put(chat_id, first.rank)
        else:
            self._ready.drop(chat_id)
        if first is not None and not is_free:
            self._resting.put(chat_id, free_at)
        else:
            self._resting.drop(chat_id)

    def _pump(self) -> None:
        """Let everybody go who may go now, and set the alarm for the next."""
        now = self._clock()
        self._sweep(now)
        while (resting := self._resting.first()) is not None and resting[0] <= now + EARLY_SECONDS:
            self._file(resting[1])
        open_at = math.inf
        while (ready := self._ready.first()) is not None:
            rank, chat_id = ready
            waiter = self._chats[chat_id].first()
            if waiter is None or waiter.rank != rank:  # the first one was cancelled
                self._file(chat_id)
                continue
            # Who is behind has no better priority, and so goes no earlier.
            open_at = self._open_at(waiter.priority, now)
            if open_at > now + EARLY_SECONDS:
                break
            open_at = math.inf
            self._grant(chat_id, waiter, now)
        free_at = math.inf if (resting := self._resting.first()) is None else resting[0]
        self._set_alarm(min(open_at, free_at), now)

    def _grant(self, chat_id: int, waiter: "_Waiter", now: float) -> None:
        for window in self._windows(chat_id, waiter.priority):
            window.take(now)
        waiter.granted.set_result(now)
        self._file(chat_id)

    def _sweep(self, now: float) -> None:
        """Forget chats that have been quiet."""
        if now >= self._sweep_at:
            self._chats = {chat_id: chat for chat_id, chat in self._chats.items() if not chat.is_quiet(now)}
            self._sweep_at = now + SWEEP_SECONDS

    def _open_at(self, priority: Priority, now: float) -> float:
        """From when on the limits for all chats together let a message of this priority pass."""
        open_at = LONG_AGO
        if priority is Priority.ANNOUNCEMENT:
            # Answers go out at once: what they take of a second, announcements leave.
            open_at = max(self._announcements.free_at(), self._everything[0].free_at())
        if now < self._strained_until:
            strained = max(window.free_at() for window in self._everything)
            open_at = max(open_at, min(strained, self._strained_until))
        return open_at

    def _windows(self, chat_id: int, priority: Priority) -> "list[_Window]":
        """Everything that counts a message."""
        announcements = [self._announcements] if priority is Priority.ANNOUNCEMENT else []
        return [*self._chat(chat_id).windows, *announcements, *self._everything]

    def _leave(self, chat_id: int, waiter: "_Waiter") -> None:
        """Forget somebody who was cancelled; a turn that they had been given already goes to others."""
        if not waiter.granted.cancelled() and waiter.granted.exception() is None:
            for window in self._windows(chat_id, waiter.priority):
                window.give_back(waiter.granted.result())
        self._file(chat_id)
        self._pump()

    def _set_alarm(self, at: float, now: float) -> None:
        if self._alarm is not None and self._alarm_at <= at < math.inf:
            return  # it rings earlier, and is set anew then
        if self._alarm is not None:
            alarm, self._alarm = self._alarm, None
            alarm.cancel()
        if at < math.inf:
            self._alarm_at = at
            self._alarm = asyncio.ensure_future(self._sleep(at - now))
            self._alarm.add_done_callback(self._ring)

    def _ring(self, alarm: "asyncio.Future[None]") -> None:
        # Also when somebody else has cancelled the alarm, as a program does that ends: others still wait.
        if alarm is self._alarm:
            self._alarm = None
            self._pump()


@dataclass(order=True)
class _Waiter:
    priority: Priority
    number: int
    granted: "asyncio.Future[float]" = field(compare=False)
    """When it was."""

    @property
    def rank(self) -> tuple[int, int]:
        """What waiters are ordered by."""
        return self.priority, self.number


class _Window:
    """So many messages in so many seconds, and when the last of them went out."""

    def __init__(self, messages: int, seconds: float) -> None:
        self._seconds = seconds
        self._sent: deque[float] = deque(maxlen=messages)

    def free_at(self) -> float:
        """From when on there is room for one more."""
        return self._sent[0] + self._seconds if len(self._sent) == self._sent.maxlen else LONG_AGO

    def is_quiet(self, now: float) -> bool:
        """Whether it has nothing to remember."""
        return not self._sent or self._sent[-1] + self._seconds <= now

    def take(self, now: float) -> None:
        self._sent.append(now)

    def give_back(self, at: float) -> None:
        """Count a message no longer that was not sent."""
        if at in self._sent:
            self._sent.remove(at)

    def move(self, at: float, to: float) -> None:
        """Count a message later than it was counted; ``to`` is not before any other."""
        if at in self._sent:
            self._sent.remove(at)
            self._sent.append(to)


class _Chat:
    """What went to a chat lately, and who waits to send there."""

    def __init__(self, *, is_group: bool) -> None:
        self.windows = [_Window(1, CHAT_SECONDS)]
        if is_group:
            self.windows.append(_Window(GROUP_MESSAGES, GROUP_SECONDS))
        self.refused_until = LONG_AGO
        self.waiting: list[_Waiter] = []

    def first(self) -> _Waiter | None:
        """Who goes next; those who were cancelled are passed over."""
        while self.waiting and self.waiting[0].granted.done():
            heappop(self.waiting)
        return self.waiting[0] if self.waiting else None

    def free_at(self) -> float:
        """From when on the chat may get a message."""
        return max(self.refused_until, *(window.free_at() for window in self.windows))

    def is_quiet(self, now: float) -> bool:
        """Whether nothing about it has to be remembered."""
        is_free = self.refused_until <= now and all(window.is_quiet(now) for window in self.windows)
        return is_free and not self.waiting


class _Order(Generic[Key]):
    """Chats by a key, the smallest first; a chat has one key at a time."""

    def __init__(self) -> None:
        self._keys: dict[int, Key] = {}
        # Holds old keys too: they are passed over once they are the smallest.
        self._heap: list[tuple[Key, int]] = []

    def put(self, chat_id: int, key: Key) -> None:
        if self._keys.get(chat_id) != key:
            self._keys[chat_id] = key
            heappush(self._heap, (key, chat_id))

    def drop(self, chat_id: int) -> None:
        self._keys.pop(chat_id, None)

    def first(self) -> tuple[Key, int] | None:
        while self._heap and self._keys.get(self._heap[0][1]) != self._heap[0][0]:
            heappop(self._heap)
        return self._heap[0] if self._heap else None
