"""Blocks: what a generation holds of each edition, so that the next generation can take it over."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from verbale.store.briefings import EditionKey
from verbale_index.encoder import Vectors
from verbale_index.passages import Cut, Passages, Rows

HalfVectors = npt.NDArray[np.float16]
"""float16 (n_texts, dimension), L2-normalised up to its precision: half the room, cosines that differ by under .001."""


@dataclass(frozen=True)
class Block:
    """Passages and vectors of one edition.

    ``paragraphs``: int32 (n_paragraphs, 3): start, end, first sentence's row.
    ``sentences``: int32 (n_sentences, 3): paragraph's row, start, end. Rows are counted within the block.
    ``paragraph_vectors``: float32 (n_paragraphs, dimension); ``sentence_vectors``: float16 (n_sentences, dimension).
    """

    paragraphs: Rows
    sentences: Rows
    paragraph_vectors: Vectors
    sentence_vectors: HalfVectors


@dataclass(frozen=True)
class Joined:
    """Blocks in their order as one: the passages of a generation, and a vector for each of their rows."""

    passages: Passages
    paragraph_vectors: Vectors
    sentence_vectors: HalfVectors


def block_of(cut: Cut, vectors: HalfVectors) -> Block:
    """The block of an edition that was just cut; ``vectors`` are those of its paragraphs, then of its sentences."""
    n_paragraphs = len(cut.paragraph_texts)
    return Block(cut.paragraphs, cut.sentences, widened(vectors[:n_paragraphs]), vectors[n_paragraphs:])


def widened(vectors: HalfVectors) -> Vectors:
    """float32 vectors of length 1 again: rounding had moved them a little away from it."""
    wide: Vectors = vectors.astype(np.float32)
    lengths = np.sqrt(np.einsum("ij,ij->i", wide, wide))  # without a copy of all of them
    wide /= np.maximum(lengths, np.finfo(np.float32).tiny)[:, np.newaxis]
    return wide


def joined(keys: Sequence[EditionKey], blocks: Sequence[Block], dimension: int) -> Joined:
    """Put blocks one after the other; ``keys`` names the edition of each."""
    paragraphs = np.empty((sum(len(block.paragraphs) for block in blocks), 5), np.int32)
    sentences = np.empty((sum(len(block.sentences) for block in blocks), 3), np.int32)
    paragraph_vectors = np.empty((len(paragraphs), dimension), np.float32)
    sentence_vectors = np.empty((len(sentences), dimension), np.float16)
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
        at, first = end, last
    return Joined(Passages(tuple(keys), paragraphs, sentences), paragraph_vectors, sentence_vectors)


def split(whole: Joined) -> dict[EditionKey, Block]:
    """The blocks that ``joined`` put together, as views; an edition is among them once."""
    passages = whole.passages
    edition_rows = passages.paragraphs[:, 0]
    paragraph_bounds = np.searchsorted(edition_rows, np.arange(len(passages.editions) + 1)).tolist()
    firsts = [*passages.paragraphs[:, 4].tolist(), len(passages.sentences)]
    blocks = {}
    for key, at, end in zip(passages.editions, paragraph_bounds, paragraph_bounds[1:], strict=False):
        first, last = firsts[at], firsts[end]
        blocks[key] = Block(
            passages.paragraphs[at:end, 2:5] - np.array([0, 0, first], np.int32),
            passages.sentences[first:last] - np.array([at, 0, 0], np.int32),
            whole.paragraph_vectors[at:end],
            whole.sentence_vectors[first:last],
        )
    return blocks
