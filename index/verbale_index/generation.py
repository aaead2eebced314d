"""A generation: one complete, immutable index, built from a set of editions with one encoder."""

import mmap
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

from verbale.store.briefings import EditionKey
from verbale_index.blocks import Block, HalfVectors, Joined, split
from verbale_index.keywords import KeywordIndex
from verbale_index.manifest import GenerationDamaged, Manifest
from verbale_index.mapped_pages import release_pages
from verbale_index.passages import Passages, Rows
from verbale_index.vectors import VectorIndex

PARAGRAPH_VECTORS = "paragraphs.faiss"
PARAGRAPH_ROWS = "paragraphs.npy"
SENTENCE_VECTORS = "sentence_vectors.npy"
SENTENCE_ROWS = "sentences.npy"
KEYWORDS = {name: f"keyword_{name}.npy" for name in ("grams", "starts", "paragraphs", "counts", "lengths")}
MAPPED = (SENTENCE_VECTORS, *KEYWORDS.values())
FILES = (PARAGRAPH_VECTORS, PARAGRAPH_ROWS, SENTENCE_ROWS, *MAPPED)


FileWriter = Callable[[BinaryIO], object]


@dataclass(frozen=True)
class Generation:
    """What a question is answered from.

    ``paragraph_vectors`` has a row for each row of ``passages.paragraphs``; ``sentence_vectors``, float16 (n_sentences,
    dimension), L2-normalised up to its precision, has one for each row of ``passages.sentences``, of what is quoted for
    the sentence. ``keywords`` has a row for each row of ``passages.paragraphs``. ``mapped`` are the files of which only
    what is touched takes memory.
    """

    manifest: Manifest
    passages: Passages
    paragraph_vectors: VectorIndex
    sentence_vectors: HalfVectors
    keywords: KeywordIndex
    mapped: tuple[mmap.mmap, ...]

    def release_pages(self) -> None:
        """Keep nothing of the mapped files in the process's memory.

        An answer touches little, but from everywhere: after a few of them all of the files would stay.
        """
        for one in self.mapped:
            release_pages(one)

    def blocks(self) -> dict[EditionKey, Block]:
        """What it holds of each edition, for the next generation to take over."""
        return split(Joined(self.passages, self.paragraph_vectors.vectors(), self.sentence_vectors, self.keywords))


def generation_files(content: Joined) -> dict[str, FileWriter]:
    """What writes the files of a new generation, by their names; no file is held in memory as a whole."""
    arrays: dict[str, npt.NDArray[Any]] = {
        PARAGRAPH_ROWS: content.passages.paragraphs,
        SENTENCE_VECTORS: content.sentence_vectors,
        SENTENCE_ROWS: content.passages.sentences,
        **{KEYWORDS[name]: array for name, array in content.keywords.arrays().items()},
    }
    return {
        PARAGRAPH_VECTORS: VectorIndex.build(content.paragraph_vectors).write,
        **{name: partial(np.save, arr=array, allow_pickle=False) for name, array in arrays.items()},
    }


def read_generation(manifest: Manifest, folder: Path) -> Generation:
    """Read a generation from its folder; every file is checked against the manifest first.

    Raises:
        GenerationDamaged: a file is missing or not what the manifest says, or the counts do not agree.
    """
    for name in FILES:
        if name not in manifest.files or not manifest.files[name].fits(folder / name):
            raise GenerationDamaged(f"The file {name} of generation {manifest.number} is not what was written.")
    passages = Passages(manifest.editions, _rows(folder / PARAGRAPH_ROWS), _rows(folder / SENTENCE_ROWS))
    paragraph_vectors = VectorIndex.from_bytes((folder / PARAGRAPH_VECTORS).read_bytes())
    # Only the rows of candidate paragraphs, and the postings of a question's grams, are ever read.
    maps = {name: np.load(folder / name, mmap_mode="r", allow_pickle=False) for name in MAPPED}
    sentence_vectors = maps[SENTENCE_VECTORS]
    keywords = KeywordIndex.from_arrays({name: maps[file] for name, file in KEYWORDS.items()})
    mapped = tuple(one.base for one in maps.values() if isinstance(one.base, mmap.mmap))
    by_paragraph = len(passages.paragraphs), len(paragraph_vectors), len(keywords.lengths)
    by_sentence = len(passages.sentences), len(sentence_vectors)
    if {*by_paragraph} != {manifest.paragraphs} or {*by_sentence} != {manifest.sentences}:
        raise GenerationDamaged(
            f"The counts of generation {manifest.number} do not agree: {by_paragraph}, {by_sentence}."
        )
    return Generation(manifest, passages, paragraph_vectors, sentence_vectors, keywords, mapped)


def _rows(file: Path) -> Rows:
    rows: Rows = np.load(file, allow_pickle=False)
    return rows
