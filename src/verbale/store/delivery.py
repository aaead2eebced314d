"""What a delivery is, and how it and its messages may stand."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from verbale.language import Language


class Why(StrEnum):
    """Why a row failed or is uncertain, where that is known; other reasons are what Telegram said."""

    BLOCKED = "blocked"
    """The person does not want to hear of the bot, or is no longer there."""
    GONE = "gone"
    """The bot is no longer in the chat, or the chat is no longer there."""
    NO_RIGHT = "no-right"
    """The bot may not write in the chat."""
    NO_TOPIC = "no-topic"
    """The topic was closed or deleted."""
    CHANGED = "changed"
    """The briefing was changed or withdrawn meanwhile."""
    NOT_WANTED = "not-wanted"
    """The chat is no longer subscribed."""
    NOT_SEEN = "not-seen"
    """The chat may not see the briefing any more."""
    NOT_KNOWN = "not-known"
    """The message that it is about is no longer known."""
    EMPTY = "empty"
    """There is nothing to say to the chat."""
    KILLED = "killed"
    """The program ended while it was being sent."""
    UNANSWERED = "unanswered"
    """Telegram's answer did not come."""
    BROKEN = "broken"
    """An error of the program; the log has it."""


class DeliveryState(StrEnum):
    """How a delivery stands; a stopped one is never taken up again."""

    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    DONE = "done"


UNFINISHED = (DeliveryState.RUNNING, DeliveryState.PAUSED)


class RowState(StrEnum):
    """How one message of a delivery stands."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True)
class Delivery:
    """A delivery: what is said about a briefing to many chats.

    ``edition`` is the number of the one that it is about, None where the briefing was withdrawn. ``recalls`` is the id
    of the delivery whose messages it takes back. ``report_chat_id`` and ``report_message_id`` are where its progress
    is shown, in ``language`` where that is known. ``ended_at`` is None while it is running or paused.
    """

    id: int
    kind: str
    mode: str
    state: DeliveryState
    briefing: str
    edition: int | None
    made_by: int | None
    report_chat_id: int | None
    report_message_id: int | None
    made_at: datetime
    ended_at: datetime | None
    recalls: int | None = None
    language: Language | None = None


@dataclass(frozen=True)
class OutboxRow:
    """One message of a delivery.

    ``ledger_id`` is the recorded message that it is about, None for an announcement. ``reason``, one of ``Why`` or
    Telegram's own words, says why it failed or is uncertain. ``message_id`` is what was sent. ``since`` is from when on
    a digest tells, None for others.
    """

    id: int
    delivery: int
    chat_id: int
    thread_id: int | None
    ledger_id: int | None
    state: RowState
    reason: str | None
    message_id: int | None
    changed_at: datetime
    since: datetime | None = None


@dataclass(frozen=True)
class Counts:
    """How many messages of a delivery stand how."""

    pending: int = 0
    sending: int = 0
    sent: int = 0
    failed: int = 0
    uncertain: int = 0

    @property
    def ended(self) -> int:
        """How many nothing more happens to by itself."""
        return self.sent + self.failed + self.uncertain

    @property
    def total(self) -> int:
        """How many there are."""
        return self.pending + self.sending + self.ended
