"""Whether a text stands in an edition, word for word: whole words and whole numbers, so that 6% is not in 16%."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from verbale.edition import Edition
from verbale.quote import Quote
from verbale.quoted_text import places_of


@dataclass(frozen=True)
class Found:
    """Where a text stands: its place, and whether the edition is the briefing's current one."""

    quote: Quote
    is_current: bool


def find_verbatim(text: str, editions: Iterable[tuple[Edition, bool]]) -> Iterator[Found]:
    """The places of ``text`` (canonical) in editions, one an edition; each edition comes with whether it is current."""
    for edition, is_current in editions:
        place = next(places_of(text, edition.text), None)
        if place is not None:
            yield Found(Quote(edition.briefing, edition.number, place.start, place.end), is_current)
