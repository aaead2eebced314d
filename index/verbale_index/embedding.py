"""Vectors for texts: kept ones where the text was embedded before, new ones where not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from verbale.store.vectors import VectorStore, text_key
from verbale_index.encoder import Encoder, Vectors

KEPT = np.dtype("<f2")
"""Half precision, little-endian: half the room, and a cosine that differs by less than .001."""
CHUNK_CHARACTERS = 40_000
"""How much is embedded between two commits: a few seconds of work, all that a killed process loses."""


@dataclass(frozen=True)
class Embedded:
    """Vectors float32 (n_texts, dimension), L2-normalised, in the order of the texts; ``new``: how many are new."""

    vectors: Vectors
    new: int


def embed(
    texts: Sequence[str], encoder: Encoder, store: VectorStore, progress: Callable[[int, int], None] | None = None
) -> Embedded:
    """Give each text its vector, embedding only what the store has not.

    ``progress`` is told the characters embedded so far and all there are to embed.
    """
    keys = [text_key(text) for text in texts]
    kept = store.read(encoder.fingerprint, keys)
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in kept}
    total, done = sum(map(len, missing.values())), 0
    # By length: texts that are encoded together are padded to the longest of them.
    for chunk in _chunks(sorted(missing.items(), key=lambda item: len(item[1]))):
        vectors = encoder.encode_passages([text for _, text in chunk]).astype(KEPT)
        new = {key: vector.tobytes() for (key, _), vector in zip(chunk, vectors, strict=True)}
        store.keep(encoder.fingerprint, new)
        kept.update(new)
        done += sum(len(text) for _, text in chunk)
        if progress is not None:
            progress(done, total)
    widened = np.frombuffer(b"".join(kept[key] for key in keys), KEPT).astype(np.float32)
    widened = widened.reshape(len(texts), encoder.dimension)
    # Rounding has moved the lengths a little away from 1.
    widened /= np.maximum(np.linalg.norm(widened, axis=1, keepdims=True), np.finfo(np.float32).tiny)
    return Embedded(widened, len(missing))


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
