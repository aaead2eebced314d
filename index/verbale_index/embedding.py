"""Vectors for texts: kept ones where the text was embedded before, new ones where not."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from verbale.store.vectors import VectorStore, text_key
from verbale_index.blocks import HalfVectors
from verbale_index.encoder import Encoder

KEPT = np.dtype("<f2")
"""Half precision, little-endian: how vectors stand in the database."""
CHUNK_CHARACTERS = 40_000
"""How much is embedded between two commits: a few seconds of work, all that a killed process loses."""


@dataclass(frozen=True)
class Embedded:
    """``vectors``: float16 (n_texts, dimension), in the order of the texts; ``new``: how many texts were embedded."""

    vectors: HalfVectors
    new: int


def embed(
    texts: Sequence[str], encoder: Encoder, store: VectorStore, progress: Callable[[int, int], None] | None = None
) -> Embedded:
    """Give each text its vector, embedding only what the store has not; the same text is embedded once.

    ``progress`` is told the characters embedded so far and all there are to embed.
    """
    places: defaultdict[bytes, list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        places[text_key(text)].append(place)
    vectors = np.empty((len(texts), encoder.dimension), np.float16)
    missing = set(places)
    for key, kept in store.read(encoder.fingerprint, places):
        vectors[places[key]] = np.frombuffer(kept, KEPT)
        missing.discard(key)
    # By length: texts that are encoded together are padded to the longest of them.
    todo = sorted(((key, texts[places[key][0]]) for key in missing), key=lambda item: (len(item[1]), item[1]))
    total, done = sum(len(text) for _, text in todo), 0
    if progress is not None and todo:
        progress(done, total)
    for chunk in _chunks(todo):
        chunk_vectors = encoder.encode_passages([text for _, text in chunk]).astype(KEPT)
        store.keep(
            encoder.fingerprint,
            {key: vector.tobytes() for (key, _), vector in zip(chunk, chunk_vectors, strict=True)},
        )
        for (key, text), vector in zip(chunk, chunk_vectors, strict=True):
            vectors[places[key]] = vector
            done += len(text)
        if progress is not None:
            progress(done, total)
    return Embedded(vectors, len(todo))


def _chunks(items: list[tuple[bytes, str]]) -> list[list[tuple[bytes, str]]]:
    chunks: list[list[tuple[bytes, str]]] = []
    room = 0
    for item in items:
        if room < len(item[1]) or not chunks:
            chunks.append([])
            room = CHUNK_CHARACTERS
        chunks[-1].append(item)
        room -= len(item[1])
    return chunks
