"""The passages of editions: paragraphs and sentences as rows of arrays."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from verbale.edition import Edition
from verbale.quote import Quote
from verbale.sentences import sentence_spans
from verbale.span import Span
from verbale.standing import LaidText, standing_span
from verbale.store.briefings import EditionKey

LONGEST_QUOTE_CHARACTERS = 1500
"""A message of Telegram holds 4,096 UTF-16 units, two for some characters, and the source must fit beside the quote."""

Rows = npt.NDArray[np.int32]

SEGMENTATION_VERSION = 2
"""Raised with every change of the rules that cut paragraphs and sentences, that say how much around a sentence is
quoted with it, or that spell a text for its grams; another one means a rebuild."""

Gathered = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Passages:
    """Where the paragraphs and sentences of a generation stand in their editions.

    ``editions`` names the editions; an edition's row is its place there.
    ``paragraphs``: int32 (n_paragraphs, 5): row of the edition, number from 1, start, end, first sentence's row.
    ``sentences``: int32 (n_sentences, 5): row of the paragraph, start, end, and start and end of what is quoted for the
    sentence: itself, or as much as it needs so as not to mislead, which may lie in the paragraphs beside its own.
    Starts and ends are offsets in code points into the edition's text.
    """

    editions: tuple[EditionKey, ...]
    paragraphs: Rows
    sentences: Rows

    def sentence_rows(self, paragraph: int) -> range:
        """Rows of the sentences of the paragraph in row ``paragraph``."""
        first = int(self.paragraphs[paragraph, 4])
        is_last = paragraph + 1 == len(self.paragraphs)
        return range(first, len(self.sentences) if is_last else int(self.paragraphs[paragraph + 1, 4]))

    def sentences_of(self, paragraphs: Gathered) -> tuple[Gathered, Gathered]:
        """Rows of all sentences of ``paragraphs`` (rows), in their order, and for each its paragraph's place there."""
        firsts = self.paragraphs[paragraphs, 4].astype(np.int64)
        is_last = paragraphs + 1 == len(self.paragraphs)
        following = np.where(is_last, 0, paragraphs + 1)
        counts = np.where(is_last, len(self.sentences), self.paragraphs[following, 4]) - firsts
        owners = np.repeat(np.arange(len(paragraphs)), counts)
        within = np.arange(len(owners)) - np.repeat(np.cumsum(counts) - counts, counts)
        return firsts[owners] + within, owners

    def edition_paragraphs(self, edition: int) -> range:
        """Rows of the paragraphs of the edition in row ``edition``."""
        first, last = self._edition_bounds[edition : edition + 2].tolist()
        return range(first, last)

    def quoted_spans(self, edition: int) -> list[Span]:
        """What can be quoted of the edition in row ``edition``, each once, in the order of its sentences."""
        rows, _ = self.sentences_of(np.array(self.edition_paragraphs(edition), np.int64))
        return [Span(start, end) for start, end in dict.fromkeys(map(tuple, self.sentences[rows, 3:5].tolist()))]

    @cached_property
    def _edition_bounds(self) -> Gathered:
        """Row of the first paragraph of each edition, and after the last one the number of all paragraphs."""
        return np.searchsorted(self.paragraphs[:, 0], np.arange(len(self.editions) + 1))

    @cached_property
    def _edition_rows(self) -> dict[str, int]:
        return {key.briefing: row for row, key in enumerate(self.editions)}

    def edition_row(self, briefing: str) -> int:
        """The row of the edition of a briefing; there is one of each."""
        return self._edition_rows[briefing]

    def paragraph_quote(self, paragraph: int) -> Quote:
        """The whole paragraph in row ``paragraph`` as a quote."""
        edition, _, start, end, _ = self.paragraphs[paragraph].tolist()
        return self._quote(edition, start, end)

    def sentence_quote(self, sentence: int) -> Quote:
        """What is quoted for the sentence in row ``sentence``."""
        paragraph, _, _, start, end = self.sentences[sentence].tolist()
        return self._quote(int(self.paragraphs[paragraph, 0]), start, end)

    def _quote(self, edition: int, start: int, end: int) -> Quote:
        key = self.editions[edition]
        return Quote(key.briefing, key.number, start, end)


@dataclass(frozen=True)
class Cut:
    """The passages of one edition, with their words.

    ``paragraphs``: int32 (n_paragraphs, 3): start, end, first sentence's row.
    ``sentences``: int32 (n_sentences, 5): paragraph's row, start, end, start and end of what is quoted for it. Rows are
    counted within the edition. ``quoted_texts`` has what is quoted for each sentence.
    """

    paragraphs: Rows
    sentences: Rows
    paragraph_texts: list[str]
    quoted_texts: list[str]


def cut_edition(edition: Edition, language: str) -> Cut:
    """Cut an edition into paragraphs and sentences, and find what is to be quoted for each sentence."""
    laid = laid_text(edition, language)
    paragraphs: list[tuple[int, ...]] = []
    sentences: list[tuple[int, ...]] = []
    quoted_texts: list[str] = []
    for row, (span, own) in enumerate(zip(edition.paragraphs, laid.sentences, strict=True)):
        paragraphs.append((span.start, span.end, len(sentences)))
        for place, sentence in enumerate(own):
            quoted = standing_span(laid, row, place, LONGEST_QUOTE_CHARACTERS)
            sentences.append((row, sentence.start, sentence.end, quoted.start, quoted.end))
            quoted_texts.append(quoted.of(edition.text))
    paragraph_texts = [span.of(edition.text) for span in edition.paragraphs]
    return Cut(_rows(paragraphs, 3), _rows(sentences, 5), paragraph_texts, quoted_texts)


def laid_text(edition: Edition, language: str) -> LaidText:
    """The edition's text with the spans of its sentences, none longer than a message can hold."""
    rows = []
    for span in edition.paragraphs:
        text = span.of(edition.text)
        found = bounded(text, sentence_spans(text, language))
        rows.append(tuple(Span(span.start + one.start, span.start + one.end) for one in found))
    return LaidText(edition.text, tuple(rows), language)


def bounded(text: str, sentences: Iterable[Span]) -> Iterator[Span]:
    """The sentences of ``text``, those that no message could hold cut at a semicolon, a comma or a blank.

    Where there is none of them, a cut is made all the same: an endless word is no sentence.
    """
    for span in sentences:
        start = span.start
        while span.end - start > LONGEST_QUOTE_CHARACTERS:
            piece = text[start : start + LONGEST_QUOTE_CHARACTERS]
            at = max(piece.rfind("; "), 0) or max(piece.rfind(", "), 0) or max(piece.rfind(" ") - 1, 0)
            end = start + at + 1 if at > 0 else start + LONGEST_QUOTE_CHARACTERS
            yield Span(start, end)
            start = end + (text[end] == " ")
        yield Span(start, span.end)


def _rows(rows: list[tuple[int, ...]], columns: int) -> Rows:
    return np.array(rows, dtype=np.int32).reshape(-1, columns)
