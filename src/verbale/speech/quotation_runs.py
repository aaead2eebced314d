"""Quotations of several paragraphs: each of them opens with a mark, and only the last one closes."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from verbale.span import Span
from verbale.speech.quotation_marks import OPENING_MARKS, ParagraphQuotations


class QuotationRuns:
    """The quotations of an edition that go on from paragraph to paragraph, found once for all paragraphs.

    ``paragraphs`` are spans in ``text``, in order, and ``quotations`` what is quoted inside each of them.
    """

    def __init__(self, text: str, paragraphs: Sequence[Span], quotations: Sequence[ParagraphQuotations]) -> None:
        self._paragraphs = paragraphs
        self._quotations = quotations
        self._starts = [paragraph.start for paragraph in paragraphs]
        self._ends = [paragraph.end for paragraph in paragraphs]
        opens = [text[start] in OPENING_MARKS for start in self._starts]
        goes_on = [one.left_open == start for one, start in zip(quotations, self._starts, strict=True)]
        count = len(paragraphs)
        # The first and the last paragraph of the quotation that a paragraph belongs to, as seen from there.
        self._first = list(range(count))
        self._last = list(range(count))
        for number in range(1, count):
            if opens[number] and quotations[number - 1].left_open is not None:
                self._first[number] = self._first[number - 1] if goes_on[number - 1] else number - 1
        for number in range(count - 2, -1, -1):
            if opens[number + 1]:
                self._last[number] = self._last[number + 1] if goes_on[number + 1] else number + 1

    def around(self, start: int, within: Span) -> Span | None:
        """The quotation that the paragraph at offset ``start`` belongs to, if it has several paragraphs.

        Only paragraphs that overlap ``within``, and one after it, are taken for parts of it.
        """
        number = bisect_right(self._starts, start) - 1
        first = max(self._first[number], bisect_right(self._ends, within.start))
        opening = self._quotations[first].left_open
        last = min(self._last[first], bisect_left(self._starts, within.end))
        if opening is None or last <= first:
            return None
        paragraph, closed = self._paragraphs[last], self._quotations[last].spans
        closes = bool(closed) and closed[0].start == paragraph.start
        return Span(opening, closed[0].end if closes else paragraph.end)
