"""A quotation: a place in an edition, and the text that stands there."""

from dataclasses import dataclass
from datetime import date

from verbale.briefing import Briefing
from verbale.edition import Edition
from verbale.errors import Damaged
from verbale.span import Span


@dataclass(frozen=True, order=True, slots=True)
class Quote:
    """A place: offsets in code points into the canonical text of an edition, end exclusive.

    This is all that is passed around and kept about a quotation. It holds no text, so no text can be made up in it.
    """

    briefing: str
    edition: int
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The offsets alone."""
        return Span(self.start, self.end)


@dataclass(frozen=True)
class Quotation:
    """A quote together with the edition it points into: what can be shown to a person.

    There is no field for the text. It is sliced from the edition, whose bytes were checked against their SHA-256 when
    the edition was read, so what is shown is what is stored.
    """

    quote: Quote
    briefing: Briefing
    edition: Edition

    def __post_init__(self) -> None:
        """Refuse a place that is not in this edition."""
        same = (self.quote.briefing, self.quote.edition) == (self.edition.briefing, self.edition.number)
        if not same or self.briefing.id != self.edition.briefing:
            raise Damaged(
                f"The quote {self.quote} does not belong to edition {self.edition.number} of {self.briefing.id}."
            )
        if not 0 <= self.quote.start < self.quote.end <= len(self.edition.text):
            raise Damaged(f"The quote {self.quote} lies outside the text of its edition.")

    @property
    def text(self) -> str:
        """The words themselves."""
        return self.edition.text[self.quote.start : self.quote.end]

    @property
    def paragraph(self) -> int:
        """Number, from 1, of the paragraph that the quotation starts in."""
        return self.edition.paragraph_at(self.quote.start)

    @property
    def title(self) -> str:
        """Title of the briefing."""
        return self.briefing.title

    @property
    def date(self) -> date | None:
        """Day of the briefing, where it is known."""
        return self.briefing.date
