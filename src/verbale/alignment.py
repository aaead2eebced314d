"""What became of a passage in another edition, and which words changed."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from functools import cached_property

from verbale.edition import Edition
from verbale.quoted_text import places_of
from verbale.sentences import sentence_spans
from verbale.span import Span

COUNTERPART_LIKENESS = 0.5
"""Sentences that have so much of their words in common are two wordings of one."""
ONLY_LIKENESS = 0.2
"""Enough where one sentence stands between the same neighbours as the old one did."""
_PART_LIKENESS = 0.7
_OWN_SHARE = 0.4
_FEWEST_SHARED_WORDS = 3
_LEAST_KEPT_CHARACTERS = 4
# Numbers and words change as wholes; so do flags, and pictures with what modifies them.
_TOKEN = re.compile(
    r"\d+(?:[.,:/]\d+)*(?:\s?%)?"
    r"|(?:[^\W\d_][\u0300-\u036f]*)+(?:['’ʻʼ‘-](?:[^\W\d_][\u0300-\u036f]*)+)*"
    r"|[\U0001f1e6-\U0001f1ff]{2}"
    r"|\S(?:[\ufe0e\ufe0f\u20e3\u0300-\u036f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]|\u200d\S)*"
)
_WORD = re.compile(r"\w+(?:[.,]\d+)*")


@dataclass(frozen=True)
class Counterpart:
    """What stands in a newer edition in place of a passage.

    ``spans``: in the newer edition's text, in order, apart from each other; none where the passage is gone.
    ``is_unchanged``: whether it is one span of the same words, if perhaps in other paragraphs.
    """

    spans: tuple[Span, ...]
    is_unchanged: bool

    @property
    def is_gone(self) -> bool:
        """Whether nothing stands in its place."""
        return not self.spans


def changed_span(old: Edition, new: Edition, span: Span, language: str) -> Counterpart:
    """What stands in ``new`` in place of ``span`` of ``old``.

    Paragraphs are aligned, then the sentences of those that differ. A part of a sentence that was changed elsewhere is
    found as that part; where the part itself changed, it is the whole sentence. ``language`` is one of the five codes.

    Raises:
        ValueError: ``span`` is empty or lies outside the text of ``old``.
    """
    if not span or span.end > len(old.text):
        raise ValueError(f"No passage of edition {old.number}: {span.start} to {span.end}.")
    aligned = _Aligned(_laid(old, language), _laid(new, language))
    found: list[Span] = []
    for number, sentence in enumerate(aligned.old.sentences):
        if sentence.start < span.end and span.start < sentence.end:
            found += aligned.counterparts(number, Span(max(span.start, sentence.start), min(span.end, sentence.end)))
    spans = _merged(found, new.text)
    is_unchanged = len(spans) == 1 and spans[0].of(new.text).split() == span.of(old.text).split()
    return Counterpart(spans, is_unchanged)


def word_changes(old_text: str, new_text: str) -> tuple[list[Span], list[Span]]:
    """Spans, in code points, of what was removed from ``old_text``, and of what was added in ``new_text``.

    What is in no span is the same in both, in the same order. Words and numbers are removed and added as wholes. Time
    grows with the product of both lengths: for quotations, not for books.
    """
    old, new = list(_tokens(old_text)), list(_tokens(new_text))
    removed, added = [], []
    at_old = at_new = 0
    end = Span(len(old_text), len(old_text)), Span(len(new_text), len(new_text))
    blocks = _worthwhile_blocks([one.of(old_text) for one in old], [one.of(new_text) for one in new])
    for one, other in [*((old[block.a + n], new[block.b + n]) for block in blocks for n in range(block.size)), end]:
        gone, came = _without_common_blanks(old_text, Span(at_old, one.start), new_text, Span(at_new, other.start))
        removed += [gone] if gone else []
        added += [came] if came else []
        at_old, at_new = one.end, other.end
    return removed, added


@dataclass(frozen=True)
class _Laid:
    """An edition's text, its paragraphs and sentences; ``firsts`` has, for each paragraph, its first sentence."""

    text: str
    paragraphs: tuple[str, ...]
    sentences: tuple[Span, ...]
    firsts: tuple[int, ...]

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The sentences."""
        return tuple(span.of(self.text) for span in self.sentences)

    @cached_property
    def _words(self) -> dict[int, Counter[str]]:
        return {}

    def words(self, number: int) -> Counter[str]:
        """The words of a sentence, without regard to capitals."""
        if number not in self._words:
            self._words[number] = Counter(_WORD.findall(self.texts[number].casefold()))
        return self._words[number]


@dataclass(frozen=True)
class _Gap:
    """Sentences of the old edition, and those that stand in the new one between the same neighbours."""

    old: range
    new: range


class _Aligned:
    """Two editions side by side: sentences that are the same, and the gaps between them."""

    def __init__(self, old: _Laid, new: _Laid) -> None:
        self.old = old
        self.new = new
        self._same: dict[int, int] = {}
        self._gaps: list[_Gap] = []
        for is_equal, of_old, of_new in _operations(old.paragraphs, new.paragraphs):
            rows = _sentence_range(old, of_old), _sentence_range(new, of_new)
            if is_equal:
                self._same.update(zip(*rows, strict=True))
            else:
                self._align_sentences(*rows)
        self._unmatched = {self.new.texts[number]: number for gap in reversed(self._gaps) for number in gap.new[::-1]}

    def counterparts(self, number: int, piece: Span) -> list[Span]:
        """What stands in place of ``piece``, which is the old sentence ``number`` or a part of it."""
        sentence = self.old.sentences[number]
        moved = self._same.get(number, self._unmatched.get(self.old.texts[number]))
        if moved is not None:
            by = self.new.sentences[moved].start - sentence.start
            return [Span(piece.start + by, piece.end + by)]
        rows = self._wordings(number)
        if rows and piece != sentence:
            kept = self._kept_piece(
                sentence, piece, Span(self.new.sentences[rows[0]].start, self.new.sentences[rows[-1]].end)
            )
            if kept is not None:
                return [kept]
        return [self.new.sentences[row] for row in rows]

    def _align_sentences(self, of_old: range, of_new: range) -> None:
        old_texts = self.old.texts[of_old.start : of_old.stop]
        for is_equal, one, other in _operations(old_texts, self.new.texts[of_new.start : of_new.stop]):
            rows = of_old[one.start : one.stop], of_new[other.start : other.stop]
            if is_equal:
                self._same.update(zip(*rows, strict=True))
            else:
                self._gaps.append(_Gap(*rows))

    def _wordings(self, number: int) -> list[int]:
        """The new sentences, in order, that say anew what the old sentence ``number`` said."""
        gap = next(gap for gap in self._gaps if number in gap.old)
        likeness = {row: self._likeness(number, row) for row in gap.new}
        if not likeness:
            return []
        near = [row for row, own in likeness.items() if own >= COUNTERPART_LIKENESS and self._is_own(number, row, gap)]
        (first, *others) = likeness
        is_only = len(gap.old) == 1 and not others and likeness[first] >= ONLY_LIKENESS
        return near or ([first] if is_only else [])

    def _is_own(self, number: int, row: int, gap: _Gap) -> bool:
        """Whether the new sentence ``row`` says anew what ``number`` said, and not only what another one did.

        Of two sentences that became one, each has words in the new one that the other has not.
        """
        nearest = max(gap.old, key=lambda other: self._likeness(other, row))
        if self._likeness(number, row) >= self._likeness(nearest, row):
            return True
        own = self.old.words(number)
        return ((self.new.words(row) - self.old.words(nearest)) & own).total() >= _OWN_SHARE * own.total()

    def _likeness(self, old_number: int, new_number: int) -> float:
        """How much of their words two sentences share, 0 to 1; a part of a sentence is like the whole."""
        one, other = self.old.words(old_number), self.new.words(new_number)
        shared, shorter = (one & other).total(), min(one.total(), other.total())
        if not shared:
            return 0.0
        part = _PART_LIKENESS * shared / shorter if shared >= _FEWEST_SHARED_WORDS else 0.0
        return max(2 * shared / (one.total() + other.total()), part)

    def _kept_piece(self, sentence: Span, piece: Span, anew: Span) -> Span | None:
        """Where ``piece`` of ``sentence`` stands in its new wording, if none of its words changed."""
        old_words, new_words = sentence.of(self.old.text), anew.of(self.new.text)
        removed, added = word_changes(old_words, new_words)
        if any(_meet(one, Span(piece.start - sentence.start, piece.end - sentence.start)) for one in removed):
            return None
        for place in places_of(piece.of(self.old.text), new_words):
            if not any(_meet(one, place) for one in added):
                return Span(anew.start + place.start, anew.start + place.end)
        return None


def _laid(edition: Edition, language: str) -> _Laid:
    paragraphs = tuple(span.of(edition.text) for span in edition.paragraphs)
    sentences: list[Span] = []
    firsts = []
    for paragraph, text in zip(edition.paragraphs, paragraphs, strict=True):
        firsts.append(len(sentences))
        sentences += (Span(paragraph.start + s.start, paragraph.start + s.end) for s in sentence_spans(text, language))
    return _Laid(edition.text, paragraphs, tuple(sentences), (*firsts, len(sentences)))


def _sentence_range(laid: _Laid, paragraphs: range) -> range:
    return range(laid.firsts[paragraphs.start], laid.firsts[paragraphs.stop])


def _operations(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, range, range]]:
    """Stretches of both sequences side by side, in order, each with whether they are equal."""
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield tag == "equal", range(i1, i2), range(j1, j2)


def _merged(spans: Iterable[Span], text: str) -> tuple[Span, ...]:
    """The spans in order, those that meet, or have only blanks between them, as one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and not text[merged[-1].end : span.start].strip():
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _tokens(text: str) -> Iterator[Span]:
    for match in _TOKEN.finditer(text):
        yield Span(match.start(), match.end())


def _worthwhile_blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[Match]:
    """What both have in common, without the crumbs between two changes: a lone "of" is no help to a reader."""
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        is_first = block.a == block.b == 0
        is_last = (block.a + block.size, block.b + block.size) == (len(old), len(new))
        if is_first or is_last or sum(map(len, old[block.a : block.a + block.size])) >= _LEAST_KEPT_CHARACTERS:
            yield block


def _without_common_blanks(old_text: str, old: Span, new_text: str, new: Span) -> tuple[Span, Span]:
    """Both spans without the blanks that they begin with, and end with, alike."""
    while old and new and old_text[old.start] == new_text[new.start] and old_text[old.start].isspace():
        old, new = Span(old.start + 1, old.end), Span(new.start + 1, new.end)
    while old and new and old_text[old.end - 1] == new_text[new.end - 1] and old_text[old.end - 1].isspace():
        old, new = Span(old.start, old.end - 1), Span(new.start, new.end - 1)
    return old, new
