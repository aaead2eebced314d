"""A generation: one complete, immutable index, built from a set of editions with one encoder."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt

from verbale_index.encoder import Encoder, Vectors
from verbale_index.manifest import FileSeal, GenerationDamaged, Manifest
from verbale_index.passages import SEGMENTATION_VERSION, Passages, Rows
from verbale_index.vectors import VectorIndex

PARAGRAPH_VECTORS = "paragraphs.faiss"
PARAGRAPH_ROWS = "paragraphs.npy"
SENTENCE_VECTORS = "sentence_vectors.npy"
SENTENCE_ROWS = "sentences.npy"
FILES = (PARAGRAPH_VECTORS, PARAGRAPH_ROWS, SENTENCE_VECTORS, SENTENCE_ROWS)


@dataclass(frozen=True)
class Generation:
    """What a question is answered from.

    ``paragraph_vectors`` has a row for each row of ``passages.paragraphs``; ``sentence_vectors``, float16 (n_sentences,
    dimension), L2-normalised up to its precision, has one for each row of ``passages.sentences``.
    """

    manifest: Manifest
    passages: Passages
    paragraph_vectors: VectorIndex
    sentence_vectors: npt.NDArray[np.float16]


def generation_files(passages: Passages, paragraph_vectors: Vectors, sentence_vectors: Vectors) -> dict[str, bytes]:
    """The contents of a new generation's files.

    Args:
        passages: the rows.
        paragraph_vectors: float32 (n_paragraphs, dimension), L2-normalised.
        sentence_vectors: float32 (n_sentences, dimension), L2-normalised.
    """
    return {
        PARAGRAPH_VECTORS: VectorIndex.build(paragraph_vectors).to_bytes(),
        PARAGRAPH_ROWS: _array_bytes(passages.paragraphs),
        SENTENCE_VECTORS: _array_bytes(sentence_vectors.astype(np.float16)),
        SENTENCE_ROWS: _array_bytes(passages.sentences),
    }


def describe(
    number: int, created_at: datetime, model: str, encoder: Encoder, passages: Passages, files: Mapping[str, bytes]
) -> Manifest:
    """The manifest of a generation of these ``files``; ``model`` is the setting that ``encoder`` was made from."""
    return Manifest(
        number=number,
        created_at=created_at,
        model=model,
        encoder=encoder.fingerprint,
        dimension=encoder.dimension,
        segmentation=SEGMENTATION_VERSION,
        paragraphs=len(passages.paragraphs),
        sentences=len(passages.sentences),
        editions=passages.editions,
        files={name: FileSeal.of(data) for name, data in files.items()},
    )


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
    # Only the rows of candidate paragraphs are ever read: mapped, they cost memory only where they are touched.
    sentence_vectors = np.load(folder / SENTENCE_VECTORS, mmap_mode="r", allow_pickle=False)
    counts = len(passages.paragraphs), len(paragraph_vectors), len(passages.sentences), len(sentence_vectors)
    if counts != (manifest.paragraphs, manifest.paragraphs, manifest.sentences, manifest.sentences):
        raise GenerationDamaged(f"The counts of generation {manifest.number} do not agree: {counts}.")
    return Generation(manifest, passages, paragraph_vectors, sentence_vectors)


def _array_bytes(array: npt.NDArray[np.generic]) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, array, allow_pickle=False)
    return buffer.getvalue()


def _rows(file: Path) -> Rows:
    rows: Rows = np.load(file, allow_pickle=False)
    return rows
