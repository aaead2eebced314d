"""The passages of editions: paragraphs and sentences as rows of arrays."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from verbale.edition import Edition
from verbale.quote import Quote
from verbale.sentences import sentence_spans
from verbale.span import Span
from verbale.store.briefings import EditionKey

LONGEST_QUOTE_CHARACTERS = 1500
"""A message of Telegram holds 4,096 UTF-16 units, two for some characters, and the source must fit beside the quote."""

Rows = npt.NDArray[np.int32]

SEGMENTATION_VERSION = 1
"""Raised with every change of the rules that cut paragraphs and sentences; another one means a rebuild."""


@dataclass(frozen=True)
class Passages:
    """Where the paragraphs and sentences of a generation stand in their editions.

    ``editions`` names the editions; an edition's row is its place there.
    ``paragraphs``: int32 (n_paragraphs, 5): row of the edition, number from 1, start, end, first sentence's row.
    ``sentences``: int32 (n_sentences, 3): row of the paragraph, start, end.
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

    def paragraph_quote(self, paragraph: int) -> Quote:
        """The whole paragraph in row ``paragraph`` as a quote."""
        edition, _, start, end, _ = self.paragraphs[paragraph].tolist()
        return self._quote(edition, start, end)

    def sentence_quote(self, sentence: int) -> Quote:
        """The sentence in row ``sentence`` as a quote."""
        paragraph, start, end = self.sentences[sentence].tolist()
        return self._quote(int(self.paragraphs[paragraph, 0]), start, end)

    def _quote(self, edition: int, start: int, end: int) -> Quote:
        key = self.editions[edition]
        return Quote(key.briefing, key.number, start, end)


@dataclass(frozen=True)
class Cut:
    """The passages of one edition, with their words.

    ``paragraphs``: int32 (n_paragraphs, 3): start, end, first sentence's row.
    ``sentences``: int32 (n_sentences, 3): paragraph's row, start, end. Rows are counted within the edition.
    """

    paragraphs: Rows
    sentences: Rows
    paragraph_texts: list[str]
    sentence_texts: list[str]


def cut_edition(edition: Edition, language: str) -> Cut:
    """Cut an edition into paragraphs and sentences."""
    paragraphs: list[tuple[int, int, int]] = []
    sentences: list[tuple[int, int, int]] = []
    paragraph_texts: list[str] = []
    sentence_texts: list[str] = []
    for row, span in enumerate(edition.paragraphs):
        text = span.of(edition.text)
        paragraphs.append((span.start, span.end, len(sentences)))
        paragraph_texts.append(text)
        for sentence in bounded(text, sentence_spans(text, language)):
            sentences.append((row, span.start + sentence.start, span.start + sentence.end))
            sentence_texts.append(sentence.of(text))
    return Cut(_rows(paragraphs), _rows(sentences), paragraph_texts, sentence_texts)


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


def _rows(rows: list[tuple[int, int, int]]) -> Rows:
    return np.array(rows, dtype=np.int32).reshape(-1, 3)
