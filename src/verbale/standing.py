"""How much to quote so that a sentence does not mislead: itself, or itself with the sentences that it needs.

A sentence needs others when it begins with a word that points back ("They", "However"), when a quotation or a list goes
on beyond it, and when only the next sentence says who spoke.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from verbale.span import Span
from verbale.speech.quotation_marks import OPENING_MARKS, ParagraphQuotations, outside_quotations, quotations_of
from verbale.speech.quotation_runs import QuotationRuns
from verbale.speech.vocabulary import SPEECH
from verbale.standing_words import BEGINNINGS, PLAIN_APOSTROPHES

_SENTENCES_BACK = 2
# What stands before the first word: a quotation mark is not among them, for what is said there points elsewhere.
_ITEM = re.compile(r"(?:[-–—−•‣◦*·]|\(?\d{1,3}(?:[.)]|(?= ?\)))|\(?[A-Za-zА-Яа-я]\)|[IVX]{1,5}[.)])(?=\s|[^\W\d])")
_CLOSED_QUOTATION = re.compile(r"""[»”“"][.!?…,]{0,3}$""")
_LONGEST_END = 4
_LONGEST_BEGINNING = 120
_LONGEST_ITEM_SIGN = 12


@dataclass(frozen=True)
class LaidText:
    """The canonical text of an edition, laid out in paragraphs and sentences.

    ``sentences`` are spans in ``text``, by paragraph; ``language`` is one of the five codes.
    """

    text: str
    sentences: tuple[tuple[Span, ...], ...]
    language: str

    @cached_property
    def places(self) -> tuple[tuple[int, int], ...]:
        """Paragraph and sentence, both from 0, of each sentence in order."""
        return tuple((paragraph, index) for paragraph, row in enumerate(self.sentences) for index in range(len(row)))

    @cached_property
    def flat_sentences(self) -> tuple[Span, ...]:
        """All sentences in order, as in ``places``."""
        return tuple(sentence for row in self.sentences for sentence in row)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each of ``flat_sentences`` starts."""
        return tuple(sentence.start for sentence in self.flat_sentences)

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """Where each of ``flat_sentences`` ends."""
        return tuple(sentence.end for sentence in self.flat_sentences)

    @cached_property
    def _sentences_before(self) -> tuple[int, ...]:
        """How many sentences stand before each paragraph."""
        return tuple(accumulate((len(row) for row in self.sentences), initial=0))

    @cached_property
    def _quotations(self) -> dict[int, ParagraphQuotations]:
        """What ``quotations`` has found so far: a long edition has more paragraphs than anybody asks about."""
        return {}

    @cached_property
    def introductions(self) -> dict[int, int | None]:
        """The paragraph that announces the list of a paragraph, if one does, for those that were looked at."""
        return {}

    @cached_property
    def quotation_runs(self) -> QuotationRuns:
        """The quotations of several paragraphs."""
        numbers = [number for number, row in enumerate(self.sentences) if row]
        quotations = [self.quotations(number) for number in numbers]
        return QuotationRuns(self.text, [self.paragraph(number) for number in numbers], quotations)

    def number_of(self, paragraph: int, sentence: int) -> int:
        """The place in ``flat_sentences`` of a sentence, both counted from 0; IndexError if there is none."""
        if not (0 <= paragraph < len(self.sentences) and 0 <= sentence < len(self.sentences[paragraph])):
            raise IndexError(f"No sentence {sentence} in paragraph {paragraph}.")
        return self._sentences_before[paragraph] + sentence

    def quotations(self, paragraph: int) -> ParagraphQuotations:
        """The quotations of a paragraph that has sentences, found once."""
        if paragraph not in self._quotations:
            self._quotations[paragraph] = quotations_of(self.text, self.paragraph(paragraph))
        return self._quotations[paragraph]

    def paragraph(self, number: int) -> Span:
        """From the first to the last sentence of paragraph ``number``, counted from 0; it must have sentences."""
        return Span(self.sentences[number][0].start, self.sentences[number][-1].end)


def standing_span(laid: LaidText, paragraph: int, sentence: int, longest: int) -> Span:
    """The span to quote for a sentence: itself where it can stand alone, else with whole sentences beside it.

    ``paragraph`` and ``sentence`` count from 0. The span covers the sentence and has at most ``longest`` code points,
    unless the sentence alone has more. An extension that is too long is left out, except that of a list, which is cut
    after an item, and of a quotation, which may be cut at its other end.
    """
    stretch = _Stretch(laid, longest, laid.number_of(paragraph, sentence))
    stretch.take_quotations()
    stretch.take_introduction_of_list()
    stretch.take_what_it_points_at()
    stretch.take_quotations()
    stretch.take_list()
    stretch.take_attribution()
    return stretch.span


def points_back(text: str, language: str) -> bool:
    """Whether a sentence needs what came before: it begins with a pronoun, a demonstrative or a connective.

    "This visit", "these talks" and the like stand: in a briefing about one visit everybody knows which. So do "this
    week" and an "it" that points at nothing ("It is expected that …").
    """
    return _points_back(_beginning(text), language)


def languages_pointing_back(text: str) -> frozenset[str]:
    """The languages by whose rules a sentence needs what came before."""
    start = _beginning(text)
    return frozenset(language for language in BEGINNINGS if _points_back(start, language))


def _points_back(start: str, language: str) -> bool:
    beginnings = BEGINNINGS[language]
    if beginnings.stands.match(start):
        return False
    if beginnings.needs.match(start):
        return True
    later = beginnings.later_pronoun.match(start)
    return later is not None and not beginnings.stands.match(start, later.start("pronoun"))


def _beginning(text: str) -> str:
    """As much of a sentence as is judged, without a dash or number of a list, with plain apostrophes."""
    start = text[:_LONGEST_BEGINNING].translate(PLAIN_APOSTROPHES)
    item = _ITEM.match(start)
    return start[item.end() :].lstrip() if item else start


class _Stretch:
    """Consecutive sentences, from number ``first`` to number ``last`` in the edition, that grow while they fit."""

    def __init__(self, laid: LaidText, longest: int, sentence: int) -> None:
        self._laid = laid
        self._longest = longest
        self._first = self._last = sentence

    @property
    def span(self) -> Span:
        return Span(self._sentence(self._first).start, self._sentence(self._last).end)

    def take_quotations(self) -> None:
        """Grow over the quotations that go on beyond either end, or over one side of one if both are too much."""
        for _ in range(3):
            span = self.span
            for quotation in self._quotations_cut():
                first, last = self._sentences_of(quotation)
                if not self._grow(first, last) and not self._grow(first, self._last):
                    self._grow(self._first, last)
            if span == self.span:
                return

    def take_what_it_points_at(self) -> None:
        """Grow backwards until the first sentence stands alone, by two sentences at most."""
        for _ in range(_SENTENCES_BACK):
            words = self._sentence(self._first).of(self._laid.text)
            if self._first == 0 or not points_back(words, self._laid.language):
                return
            begins_paragraph = self._laid.places[self._first][1] == 0
            if begins_paragraph and not BEGINNINGS[self._laid.language].persons.match(_beginning(words)):
                return
            if not self._grow(self._first - 1, self._last) or begins_paragraph:
                return

    def take_introduction_of_list(self) -> None:
        """Grow backwards from an item of a list to the sentence with the colon."""
        paragraph = self._laid.places[self._first][0]
        before = self._introduction_of(paragraph)
        if (
            before is not None
            and self._laid.paragraph(paragraph).end - self._laid.paragraph(before).end <= self._longest
        ):
            self._grow(self._number_of_last_sentence(before), self._last)

    def take_list(self) -> None:
        """Grow forwards over the list, or the quotation, that a colon at the end announces."""
        if self._laid.text[self.span.end - 1] != ":":
            return
        places = self._laid.places
        quoted = False
        while self._last + 1 < len(places):
            paragraph, index = places[self._last + 1]
            begins_quotation = self._laid.text[self._sentence(self._last + 1).start] in OPENING_MARKS
            if index == 0 and not self._is_item(paragraph) and (quoted or not begins_quotation):
                return
            if quoted or not self._grow(self._first, self._last + 1):
                return
            if begins_quotation and not self._is_item(paragraph):
                quoted = True
                self.take_quotations()

    def take_attribution(self) -> None:
        """Grow by the next sentence if it says who spoke and the quotation at the end does not."""
        if self._last + 1 == len(self._laid.places):
            return
        words = self._sentence(self._last).of(self._laid.text)
        following = self._sentence(self._last + 1)
        beginning = self._laid.text[following.start : min(following.end, following.start + 2 * _LONGEST_BEGINNING)]
        beginning = beginning.lstrip("—–-, ")[:_LONGEST_BEGINNING].translate(PLAIN_APOSTROPHES)
        if (
            _CLOSED_QUOTATION.search(words[-_LONGEST_END:])
            and BEGINNINGS[self._laid.language].attribution.match(beginning)
            and not SPEECH[self._laid.language].saying.search(outside_quotations(words))
        ):
            self._grow(self._first, self._last + 1)

    def _sentence(self, number: int) -> Span:
        return self._laid.flat_sentences[number]

    def _grow(self, first: int, last: int) -> bool:
        """Take the sentences from ``first`` to ``last`` as well, if they fit; whether they do."""
        first, last = min(first, self._first), max(last, self._last)
        fits = self._sentence(last).end - self._sentence(first).start <= self._longest
        if fits:
            self._first, self._last = first, last
        return fits

    def _sentences_of(self, span: Span) -> tuple[int, int]:
        """Numbers of the sentences that hold the beginning and the end of ``span``."""
        first = min(self._first, max(bisect_right(self._laid.starts, span.start) - 1, 0))
        last = max(self._last, min(bisect_left(self._laid.ends, span.end), len(self._laid.ends) - 1))
        return first, last

    def _quotations_cut(self) -> Iterator[Span]:
        """Quotations that either end of the stretch lies in, but not at their marks."""
        first, last = self._laid.places[self._first][0], self._laid.places[self._last][0]
        span = self.span
        yield from sorted(
            {*self._laid.quotations(first).around(span.start), *self._laid.quotations(last).around(span.end)}
        )
        for paragraph in sorted({first, last}):
            quotation = self._quotation_of_several_paragraphs(paragraph)
            if quotation is not None and (
                quotation.start < span.start < quotation.end or quotation.start < span.end < quotation.end
            ):
                yield quotation

    def _quotation_of_several_paragraphs(self, paragraph: int) -> Span | None:
        """The quotation around ``paragraph`` that goes on in others, as far as it may still fit."""
        before = self._paragraph_before(paragraph)
        is_open = self._laid.quotations(paragraph).left_open is not None
        if not is_open and (before is None or self._laid.quotations(before).left_open is None):
            return None
        span = self.span
        near = Span(max(span.start - self._longest, 0), span.end + self._longest)
        return self._laid.quotation_runs.around(self._laid.paragraph(paragraph).start, near)

    def _introduction_of(self, paragraph: int) -> int | None:
        """The paragraph, ending with a colon, before the list that ``paragraph`` is an item of."""
        known = self._laid.introductions
        items: list[int] = []
        before: int | None = paragraph
        found = None
        while before is not None:
            if items and self._ends_with(before, ":"):
                found = before
                break
            if before in known or not self._is_item(before):
                found = known.get(before)
                break
            items.append(before)
            before = self._paragraph_before(before)
        known.update(dict.fromkeys(items, found))
        return found

    def _is_item(self, paragraph: int) -> bool:
        """Whether a paragraph is an item of a list: by its beginning, its semicolon, or that of the item before."""
        words = self._laid.paragraph(paragraph)
        beginning = self._laid.text[words.start : min(words.end, words.start + _LONGEST_ITEM_SIGN)]
        if _ITEM.match(beginning) or unicodedata.category(beginning[0]) == "So" or self._ends_with(paragraph, ";"):
            return True
        before = self._paragraph_before(paragraph)
        return before is not None and self._ends_with(before, ";")

    def _ends_with(self, paragraph: int, mark: str) -> bool:
        return self._laid.text[self._laid.sentences[paragraph][-1].end - 1] == mark

    def _number_of_last_sentence(self, paragraph: int) -> int:
        return self._laid.number_of(paragraph, len(self._laid.sentences[paragraph]) - 1)

    def _paragraph_before(self, paragraph: int) -> int | None:
        return next((number for number in range(paragraph - 1, -1, -1) if self._laid.sentences[number]), None)

    def _paragraph_after(self, paragraph: int) -> int | None:
        rows = self._laid.sentences
        return next((number for number in range(paragraph + 1, len(rows)) if rows[number]), None)
