"""The quotations of an edition: which of them are speech, and which are the name of a thing or a term."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from verbale.span import Span
from verbale.speech.quotation_marks import OPENING_MARKS
from verbale.standing import LaidText

_WORDS_OF_SPEECH = 5
# Enough to hold that many words of any length.
_LONGEST_COUNTED = 400
# Marks around a quotation that is a whole sentence: dashes, dots, brackets.
_LONGEST_MARKS = 24
_SENTENCE_INSIDE = re.compile(r"[.!?…]")
_WORD = re.compile(r"\w")
_ATTRIBUTION_FOLLOWS = re.compile(r",\s?[—–-]")
_ENDS_OF_SPEECH = ".!?…,"


@dataclass(frozen=True, slots=True)
class Quotation:
    """Where a quotation stands in the edition, marks included, and what its length and its marks tell.

    It is ``long`` if it has as many words as speech has, or the end of a sentence inside.
    """

    start: int
    end: int
    is_long: bool
    holds_end_of_sentence: bool


class EditionQuotations:
    """The outermost quotations of an edition, in order."""

    def __init__(self, laid: LaidText) -> None:
        self._laid = laid
        self._text = laid.text
        self.all: tuple[Quotation, ...] = tuple(self._judged(span) for span in _found(laid))
        self._starts = [one.start for one in self.all]

    def within(self, span: Span) -> Sequence[Quotation]:
        """Quotations that overlap ``span``."""
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        last = bisect_left(self._starts, span.end)
        if first < last and self.all[first].end <= span.start:
            first += 1
        return self.all[first:last]

    def is_quoted(self, offset: int) -> bool:
        """Whether ``offset`` lies in a long quotation."""
        at = bisect_right(self._starts, offset) - 1
        return at >= 0 and offset < self.all[at].end and self.all[at].is_long

    def is_speech(self, quotation: Quotation) -> bool:
        """Whether a quotation is long enough to be said, and is not the title of a document or an event."""
        first, last = self._text[quotation.start + 1], self._text[max(quotation.end - 2, quotation.start + 1)]
        before = self._text[max(quotation.start - 3, 0) : quotation.start].rstrip()[-1:]
        after = self._text[quotation.end : quotation.end + 3].strip()[:1]
        if not quotation.is_long:
            return last == "," or _ATTRIBUTION_FOLLOWS.match(self._text, quotation.end) is not None
        return (
            not first.isupper()
            or last in _ENDS_OF_SPEECH
            or quotation.holds_end_of_sentence
            or before in (":", ",")
            or (after != "" and after in ",—–-")
        )

    def is_whole_sentence(self, quotation: Quotation) -> bool:
        """Whether nothing but marks stands beside the quotation in its sentence (or sentences)."""
        number = max(bisect_right(self._laid.starts, quotation.start) - 1, 0)
        last = max(bisect_left(self._laid.starts, quotation.end) - 1, number)
        start, end = self._laid.starts[number], self._laid.flat_sentences[last].end
        if quotation.start - start > _LONGEST_MARKS or end - quotation.end > _LONGEST_MARKS:
            return False
        beside = (Span(start, max(quotation.start, start)), Span(quotation.end, max(end, quotation.end)))
        return not any(_WORD.search(self._text, span.start, span.end) for span in beside)

    def _judged(self, span: Span) -> Quotation:
        start, end = span.start + 1, span.end - 1
        holds_end = end > start and _SENTENCE_INSIDE.search(self._text, start, end) is not None
        words = self._text[start : min(end, start + _LONGEST_COUNTED)].split()
        return Quotation(span.start, span.end, holds_end or len(words) >= _WORDS_OF_SPEECH, holds_end)


def _found(laid: LaidText) -> list[Span]:
    """Quotations, marks included, and paragraphs that open one which goes on in the next paragraph."""
    found: list[Span] = []
    numbers = [number for number, row in enumerate(laid.sentences) if row]
    for number, following in zip(numbers, [*numbers, None][1:], strict=True):
        quoted = laid.quotations(number).outermost
        found.extend(quoted)
        paragraph = laid.paragraph(number)
        goes_on = following is not None and laid.text[laid.paragraph(following).start] in OPENING_MARKS
        if goes_on and not quoted and laid.text[paragraph.start] in OPENING_MARKS:
            found.append(paragraph)
    return found
