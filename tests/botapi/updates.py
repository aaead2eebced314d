"""The queue of updates: numbered, confirmed by offset, held back, repeated and shuffled on request."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

# Telegram leaves these out unless they are asked for.
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass
class QueuedUpdate:
    """One update, whether it still waits or not; times by time.monotonic()."""

    update_id: int
    kind: str
    payload: dict[str, Any]
    created_at: float
    first_delivered_at: float | None = None
    deliveries: int = 0
    confirmed: bool = False

    def to_json(self) -> dict[str, Any]:
        """As Telegram writes it."""
        return {"update_id": self.update_id, self.kind: self.payload}


@dataclass
class UpdateQueue:
    """Updates for the bot, in the order in which they will be given."""

    next_update_id: int = 710_000_001
    pending: list[QueuedUpdate] = field(default_factory=list)
    log: list[QueuedUpdate] = field(default_factory=list)
    # None: Telegram's default choice.
    allowed: frozenset[str] | None = None
    on_push: list[Callable[[], None]] = field(default_factory=list)
    _held: list[QueuedUpdate] | None = None

    def push(self, kind: str, payload: dict[str, Any]) -> int | None:
        """Number an update and queue it; None if its kind is not among those asked for."""
        wanted = kind not in NOT_BY_DEFAULT if self.allowed is None else kind in self.allowed
        if not wanted:
            return None
        update = QueuedUpdate(self.next_update_id, kind, payload, time.monotonic())
        self.next_update_id += 1
        self.log.append(update)
        if self._held is not None:
            self._held.append(update)
        else:
            self.pending.append(update)
            self._tell()
        return update.update_id

    def allow(self, kinds: Sequence[str] | None) -> None:
        """Choose kinds for updates to come; None leaves the choice as it was, nothing chosen is the default."""
        if kinds is not None:
            self.allowed = frozenset(kinds) if kinds else None

    def confirm(self, offset: int) -> None:
        """Forget updates below ``offset``; a negative one keeps only so many of the newest."""
        if offset < 0:
            dropped, self.pending = self.pending[:offset], self.pending[offset:]
        else:
            dropped = [update for update in self.pending if update.update_id < offset]
            self.pending = [update for update in self.pending if update.update_id >= offset]
        for update in dropped:
            update.confirmed = True

    def take(self, limit: int) -> list[QueuedUpdate]:
        """The first waiting updates; they stay until they are confirmed."""
        batch = self.pending[:limit]
        for update in batch:
            update.deliveries += 1
            update.first_delivered_at = update.first_delivered_at or time.monotonic()
        return batch

    def drop_all(self) -> None:
        """Forget what waits, as drop_pending_updates does."""
        self.pending.clear()

    def hold(self) -> None:
        """Keep new updates back until ``release``."""
        if self._held is None:
            self._held = []

    def release(self, order: Callable[[list[QueuedUpdate]], Iterable[QueuedUpdate]] = list) -> None:
        """Queue what was kept back, in an order of the test's choice (``reversed``, for instance)."""
        held, self._held = self._held or [], None
        self.pending.extend(order(held))
        self._tell()

    def repeat(self, update_id: int) -> None:
        """Give an update once more under its old number, as Telegram does after a lost confirmation."""
        original = next(update for update in self.log if update.update_id == update_id)
        self.pending.append(original)
        self._tell()

    def _tell(self) -> None:
        for listener in self.on_push:
            listener()
