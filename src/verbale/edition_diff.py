"""Two editions of a briefing side by side: the paragraphs that differ, and in them the words."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

from verbale.alignment import word_changes
from verbale.edition import Edition
from verbale.span import Span

LEAST_LIKENESS = 0.3
"""Paragraphs that share less of their words are not two wordings of one."""


@dataclass(frozen=True)
class Half:
    """A paragraph of one edition: its number, its place in the text, and the places of what the other has not."""

    paragraph: int
    span: Span
    changed: tuple[Span, ...]


@dataclass(frozen=True)
class ParagraphChange:
    """A paragraph as it was and as it is; None where there was, or is, none."""

    old: Half | None
    new: Half | None


def paragraph_changes(old: Edition, new: Edition) -> list[ParagraphChange]:
    """The paragraphs that differ, in the order of the texts."""
    olds = [span.of(old.text) for span in old.paragraphs]
    news = [span.of(new.text) for span in new.paragraphs]
    found: list[ParagraphChange] = []
    for tag, a, b, c, d in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        if tag != "equal":
            found += _pairs(old, range(a, b), new, range(c, d))
    return found


def _pairs(old: Edition, olds: range, new: Edition, news: range) -> Iterator[ParagraphChange]:
    """Paragraphs between two that are alike, side by side as far as they are wordings of one."""
    for one, other in zip_longest(olds, news):
        if one is None or other is None or not _are_alike(old, one, new, other):
            if one is not None:
                yield ParagraphChange(_whole(old, one), None)
            if other is not None:
                yield ParagraphChange(None, _whole(new, other))
            continue
        before, after = old.paragraphs[one], new.paragraphs[other]
        removed, added = word_changes(before.of(old.text), after.of(new.text))
        yield ParagraphChange(_half(one, before, removed), _half(other, after, added))


def _are_alike(old: Edition, one: int, new: Edition, other: int) -> bool:
    words, others = old.paragraphs[one].of(old.text).split(), new.paragraphs[other].of(new.text).split()
    return SequenceMatcher(None, words, others, autojunk=False).ratio() >= LEAST_LIKENESS


def _whole(edition: Edition, index: int) -> Half:
    span = edition.paragraphs[index]
    return Half(index + 1, span, (span,))


def _half(index: int, span: Span, changed: list[Span]) -> Half:
    moved = tuple(Span(span.start + one.start, span.start + one.end) for one in changed)
    return Half(index + 1, span, moved)
