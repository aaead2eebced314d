"""Blocks: what a generation holds of each edition, so that the next generation can take it over."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from verbale.store.briefings import EditionKey
from verbale_index.encoder import Vectors
from verbale_index.grams import GramCounts, gram_counts
from verbale_index.keywords import KeywordIndex
from verbale_index.passages import Cut, Passages, Rows

HalfVectors = npt.NDArray[np.float16]
"""float16 (n_texts, dimension), L2-normalised up to its precision: half the room, cosines that differ by under .001."""


@dataclass(frozen=True)
class Block:
    """Passages and vectors of one edition.

    ``paragraphs``: int32 (n_paragraphs, 3): start, end, first sentence's row.
    ``sentences``: int32 (n_sentences, 5): paragraph's row, start, end, start and end of what is quoted for it. Rows are
    counted within the block, also those of ``grams``.
    ``paragraph_vectors``: float32 (n_paragraphs, dimension); ``sentence_vectors``: float16 (n_sentences, dimension), of
    what is quoted for each sentence.
    """

    paragraphs: Rows
    sentences: Rows
    paragraph_vectors: Vectors
    sentence_vectors: HalfVectors
    grams: GramCounts


@dataclass(frozen=True)
class Joined:
    """Blocks in their order as one: the passages of a generation, a vector for each of their rows, and the keywords."""

    passages: Passages
    paragraph_vectors: Vectors
    sentence_vectors: HalfVectors
    keywords: KeywordIndex


def block_of(cut: Cut, vectors: HalfVectors) -> Block:
    """The block of an edition that was just cut; ``vectors`` are those of its paragraphs, then of its sentences."""
    n_paragraphs = len(cut.paragraph_texts)
    return Block(
        cut.paragraphs,
        cut.sentences,
        widened(vectors[:n_paragraphs]),
        vectors[n_paragraphs:],
        gram_counts(cut.paragraph_texts),
    )


def widened(vectors: HalfVectors) -> Vectors:
    """float32 vectors of length 1 again: rounding had moved them a little away from it."""
    wide: Vectors = vectors.astype(np.float32)
    lengths = np.sqrt(np.einsum("ij,ij->i", wide, wide))  # without a copy of all of them
    wide /= np.maximum(lengths, np.finfo(np.float32).tiny)[:, np.newaxis]
    return wide


def joined(keys: Sequence[EditionKey], blocks: Sequence[Block], dimension: int) -> Joined:
    """Put blocks one after the other; ``keys`` names the edition of each."""
    paragraphs = np.empty((sum(len(block.paragraphs) for block in blocks), 5), np.int32)
    sentences = np.empty((sum(len(block.sentences) for block in blocks), 5), np.int32)
    paragraph_vectors = np.empty((len(paragraphs), dimension), np.float32)
    sentence_vectors = np.empty((len(sentences), dimension), np.float16)
    gram_rows = []
    at = first = 0
    for row, block in enumerate(blocks):
        end, last = at + len(block.paragraphs), first + len(block.sentences)
        paragraphs[at:end, 0] = row
        paragraphs[at:end, 1] = np.arange(1, end - at + 1)
        paragraphs[at:end, 2:4] = block.paragraphs[:, :2]
        paragraphs[at:end, 4] = block.paragraphs[:, 2] + first
        sentences[first:last, 0] = block.sentences[:, 0] + at
        sentences[first:last, 1:] = block.sentences[:, 1:]
        paragraph_vectors[at:end] = block.paragraph_vectors
        sentence_vectors[first:last] = block.sentence_vectors
        gram_rows.append(block.grams.texts + np.int32(at))
        at, first = end, last
    counted = GramCounts(
        np.concatenate([np.empty(0, np.int32), *gram_rows]),
        np.concatenate([np.empty(0, np.uint32), *(block.grams.grams for block in blocks)]),
        np.concatenate([np.empty(0, np.uint8), *(block.grams.counts for block in blocks)]),
    )
    return Joined(
        Passages(tuple(keys), paragraphs, sentences),
        paragraph_vectors,
        sentence_vectors,
        KeywordIndex.build(counted, len(paragraphs)),
    )


def split(whole: Joined) -> dict[EditionKey, Block]:
    """The blocks that ``joined`` put together, as views; an edition is among them once."""
    passages = whole.passages
    edition_rows = passages.paragraphs[:, 0]
    paragraph_bounds = np.searchsorted(edition_rows, np.arange(len(passages.editions) + 1)).tolist()
    firsts = [*passages.paragraphs[:, 4].tolist(), len(passages.sentences)]
    counted = whole.keywords.by_paragraph()
    gram_bounds = np.searchsorted(counted.texts, paragraph_bounds).tolist()
    blocks = {}
    for row, key in enumerate(passages.editions):
        at, end = paragraph_bounds[row : row + 2]
        first, last = firsts[at], firsts[end]
        grams = slice(*gram_bounds[row : row + 2])
        blocks[key] = Block(
            passages.paragraphs[at:end, 2:5] - np.array([0, 0, first], np.int32),
            passages.sentences[first:last] - np.array([at, 0, 0, 0, 0], np.int32),
            whole.paragraph_vectors[at:end],
            whole.sentence_vectors[first:last],
            GramCounts(counted.texts[grams] - np.int32(at), counted.grams[grams], counted.counts[grams]),
        )
    return blocks
