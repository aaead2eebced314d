"""The ports of the core: what it needs from outside, as small protocols.

The clock is here because embargoes, editions and generations are dated; the rest is in the modules that use it.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol

from verbale.answer import Answer, Hit, Question
from verbale.briefing import Viewer


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """The present moment, with a time zone."""
        ...


class SystemClock:
    """The clock of the machine, in UTC."""

    def now(self) -> datetime:
        """The present moment in UTC."""
        return datetime.now(UTC)


class Answering(Protocol):
    """Finds quotes that answer a question, among what the viewer may see."""

    def answer(self, question: Question, viewer: Viewer, top: int) -> Answer:
        """At most ``top`` quotes, best first, or the reason why there are none."""
        ...

    def search(self, question: Question, viewer: Viewer, top: int) -> list[Hit]:
        """The ``top`` paragraphs nearest to the question, best first."""
        ...


Progress = Callable[[str, int, int], None]
"""Told of work as it goes on: the stage, how much of it is done, how much there is."""
