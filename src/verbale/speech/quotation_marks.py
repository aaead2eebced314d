"""Quotations in a paragraph: from an opening to its closing mark, and the mark that is never closed."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from verbale.enclosures import enclosures
from verbale.span import Span

OPENING_MARKS = '«“„"'
"""Marks that may open a quotation."""

_ANY_MARK = re.compile('[«»“”„"]')
# “ and the straight mark close as well: they open where no word or mark stands before them.
_OPENS = re.compile(r"""[«„](?=\S)|(?<![^\s(\[])["“](?=\S)""")
# Quotations nested deeper than this are no text; each sentence inside would be compared with all of them.
_DEEPEST = 8


@dataclass(frozen=True)
class ParagraphQuotations:
    """The quotations of a paragraph, marks included, by their opening marks; either is nested in another or apart.

    ``parents`` has, for each quotation, the number of the one directly around it, or -1. ``left_open`` is the offset of
    the first mark that opens a quotation which nothing in the paragraph closes. Offsets are those of the edition.
    """

    spans: tuple[Span, ...]
    parents: tuple[int, ...]
    left_open: int | None

    def around(self, offset: int) -> list[Span]:
        """Quotations that begin before ``offset`` and end after it, outermost first."""
        number = bisect_left(self.spans, Span(offset, offset)) - 1
        found = []
        while number >= 0:
            if self.spans[number].end > offset:
                found.append(self.spans[number])
            number = self.parents[number]
        return found[::-1]

    @property
    def outermost(self) -> list[Span]:
        """The quotations that are in no other one."""
        return [span for span, parent in zip(self.spans, self.parents, strict=True) if parent < 0]


_NONE = ParagraphQuotations((), (), None)


def quotations_of(text: str, paragraph: Span) -> ParagraphQuotations:
    """The quotations of a paragraph of ``text``."""
    words = paragraph.of(text)
    if not _ANY_MARK.search(words):
        return _NONE
    spans: list[Span] = []
    parents: list[int] = []
    closed = set()
    around: list[int] = []
    for one in enclosures(words):
        if words[one.opening] not in OPENING_MARKS:
            continue
        closed.add(one.opening)
        span = Span(paragraph.start + one.opening, paragraph.start + one.closing + 1)
        while around and spans[around[-1]].end <= span.start:
            around.pop()
        if len(around) < _DEEPEST:
            parents.append(around[-1] if around else -1)
            around.append(len(spans))
            spans.append(span)
    left_open = next((match.start() for match in _OPENS.finditer(words) if match.start() not in closed), None)
    return ParagraphQuotations(tuple(spans), tuple(parents), None if left_open is None else paragraph.start + left_open)


def outside_quotations(words: str) -> str:
    """``words`` without their quotations."""
    kept = []
    start = 0
    for quotation in quotations_of(words, Span(0, len(words))).outermost:
        kept.append(words[start : quotation.start])
        start = quotation.end
    return " ".join([*kept, words[start:]])
