"""Stand-ins for what tests must not wait for, each as real as its port asks."""

import zlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import numpy as np

from verbale_index.encoder import Vectors


class FixedClock:
    """A clock that tests set."""

    def __init__(self, now: datetime = datetime(2025, 3, 10, 9, 0, tzinfo=UTC)) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def advance(self, by: timedelta) -> None:
        self._now += by


class TrigramEncoder:
    """An encoder without a model: texts that share three-letter sequences are near each other."""

    def __init__(self, dimension: int = 256, fingerprint: str = "trigrams-1") -> None:
        self._dimension = dimension
        self._fingerprint = fingerprint
        self.encoded: list[str] = []

    @property
    def fingerprint(self) -> str:
        return self._fingerprint

    @property
    def dimension(self) -> int:
        return self._dimension

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        self.encoded.extend(texts)
        return self.encode_questions(texts)

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        vectors = np.zeros((len(texts), self._dimension), np.float32)
        for row, text in enumerate(texts):
            padded = f"  {text.lower()} "
            for at in range(len(padded) - 2):
                vectors[row, zlib.crc32(padded[at : at + 3].encode()) % self._dimension] += 1.0
        normalised: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return normalised

    def close(self) -> None:
        pass
