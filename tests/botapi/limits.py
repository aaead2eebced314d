"""Telegram's limits on sending, simulated: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this."""

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field

from telegram.constants import FloodLimit

from botapi.errors import too_many_requests


@dataclass(frozen=True)
class Window:
    """So many messages in so many seconds."""

    messages: int
    seconds: float


@dataclass
class Limits:
    """Refuses with 429 what comes too fast, once it is enabled; times are the server clock's."""

    enabled: bool = False
    per_chat: Window = Window(int(FloodLimit.MESSAGES_PER_SECOND_PER_CHAT), 1)
    per_group: Window = Window(int(FloodLimit.MESSAGES_PER_MINUTE_PER_GROUP), 60)
    overall: Window = Window(int(FloodLimit.MESSAGES_PER_SECOND), 1)
    # A client that keeps exactly to a limit must not be refused because one of its requests travelled faster.
    tolerance_seconds: float = 0.1
    refused: int = 0
    _sent: defaultdict[tuple[str, int], deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def take(self, chat_id: int, now: float, *, is_group: bool) -> None:
        """Count a message; raise ApiError 429 with ``retry_after`` if it is one too many."""
        if not self.enabled:
            return
        windows = [(("chat", chat_id), self.per_chat), (("all", 0), self.overall)]
        if is_group:
            windows.append((("group", chat_id), self.per_group))
        wait_seconds = max(self._wait(key, window, now) for key, window in windows)
        if wait_seconds > 0:
            self.refused += 1
            raise too_many_requests(math.ceil(wait_seconds))
        for key, _ in windows:
            self._sent[key].append(now)

    def _wait(self, key: tuple[str, int], window: Window, now: float) -> float:
        sent = self._sent[key]
        while sent and sent[0] <= now - window.seconds + self.tolerance_seconds:
            sent.popleft()
        if len(sent) < window.messages:
            return 0.0
        return sent[len(sent) - window.messages] + window.seconds - now
