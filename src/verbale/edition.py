"""An edition: one immutable text of a briefing."""

import hashlib
from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from verbale.canonical import paragraph_spans
from verbale.errors import Damaged
from verbale.span import Span


def text_sha256(text: str) -> str:
    """SHA-256 of the UTF-8 bytes of ``text``, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Edition:
    """Text number ``number`` (from 1) of a briefing, in canonical form, with the SHA-256 of its UTF-8 bytes.

    An edition cannot be made with a text that its SHA-256 does not fit: ``Damaged`` is raised.
    """

    briefing: str
    number: int
    text: str
    sha256: str
    taken_in_at: datetime

    def __post_init__(self) -> None:
        """Check the text."""
        self.check()

    def check(self) -> None:
        """Check the text against its SHA-256.

        Raises:
            Damaged: it does not fit.
        """
        if text_sha256(self.text) != self.sha256:
            raise Damaged(
                f"The stored text of edition {self.number} of {self.briefing} does not fit its SHA-256.",
                "Restore the database from a backup, or take the briefing in again.",
            )

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """Spans of the paragraphs in code points; the first is paragraph number 1."""
        return paragraph_spans(self.text)

    def paragraph_at(self, offset: int) -> int:
        """Number, from 1, of the paragraph that holds ``offset``."""
        return bisect_right(self.paragraphs, offset, key=lambda span: span.start)
