"""Whether a text stands in an edition, word for word."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from verbale.edition import Edition
from verbale.quote import Quote


@dataclass(frozen=True)
class Found:
    """Where a text stands: its place, and whether the edition is the briefing's current one."""

    quote: Quote
    is_current: bool


def find_verbatim(text: str, editions: Iterable[tuple[Edition, bool]]) -> Iterator[Found]:
    """The places of ``text`` (canonical) in editions, one an edition; each edition comes with whether it is current."""
    for edition, is_current in editions:
        start = edition.text.find(text)
        if start >= 0:
            yield Found(Quote(edition.briefing, edition.number, start, start + len(text)), is_current)
