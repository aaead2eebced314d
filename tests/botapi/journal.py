"""Everything that the server was asked and everything that was said, for the test to look at."""

from collections import defaultdict
from dataclasses import asdict, dataclass, field
from typing import Any

from botapi.entities import Entity


@dataclass(frozen=True)
class Violation:
    """A call that no correct client makes."""

    method: str
    parameters: dict[str, Any]
    reason: str

    def __str__(self) -> str:
        return f"{self.method}: {self.reason} (parameters: {self.parameters})"


@dataclass
class Call:
    """One request to a method; times by time.monotonic(), ``at`` by the server's clock."""

    number: int
    method: str
    parameters: dict[str, Any]
    at: float
    received_at: float
    finished_at: float | None = None
    # None while it runs, and when no answer was ever written.
    status: int | None = None
    description: str | None = None
    result: Any = None
    fault: str | None = None

    @property
    def ok(self) -> bool:
        """Whether it was answered with success."""
        return self.status == 200

    @property
    def chat_id(self) -> int | str | None:
        """The chat that it is about."""
        chat: int | str | None = self.parameters.get("chat_id")
        return chat


@dataclass(frozen=True)
class Line:
    """One event of a conversation."""

    kind: str
    who: str
    is_bot: bool
    chat_id: int
    chat: str
    time: float
    message_id: int | None = None
    text: str = ""
    entities: tuple[Entity, ...] = ()
    buttons: tuple[tuple[str, ...], ...] = ()
    reply_to: int | None = None
    quote: str | None = None
    thread_id: int | None = None
    file_name: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        data = asdict(self)
        data["entities"] = [
            {name: value for name, value in asdict(entity).items() if value is not None} for entity in self.entities
        ]
        data["buttons"] = [list(row) for row in self.buttons]
        return data


@dataclass
class Journal:
    """What happened, in order."""

    calls: list[Call] = field(default_factory=list)
    # By method, in the order in which they ended: a test that waits for ten thousand must not count them each time.
    finished: defaultdict[str, list[Call]] = field(default_factory=lambda: defaultdict(list))
    violations: list[Violation] = field(default_factory=list)
    # Faults of the server's own code: they fail the test that sees them.
    crashes: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
