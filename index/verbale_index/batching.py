"""Questions that wait at the same time are encoded as one batch, which takes less time than one after the other."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from verbale_index.encoder import Encoder, Vectors


@dataclass
class _Waiting:
    """The questions of one caller, until their vectors or the error are there."""

    texts: Sequence[str]
    done: bool = False
    vectors: Vectors | None = None
    error: Exception | None = None


class BatchingEncoder:
    """Wraps an encoder: one thread encodes at a time, and takes along whatever waits by then.

    Nobody waits for company: a lone question is encoded at once, in the thread that asks. Passages go straight to the
    wrapped encoder, so that indexing keeps no question waiting.
    """

    def __init__(self, encoder: Encoder, most: int = 32) -> None:
        """``most`` bounds the callers served by one batch, and so how long the first of them waits for the others."""
        self._encoder = encoder
        self._most = most
        self._encoding = threading.Lock()
        self._queue_changing = threading.Lock()
        self._queue: list[_Waiting] = []

    @property
    def fingerprint(self) -> str:
        """That of the wrapped encoder: batches do not change vectors."""
        return self._encoder.fingerprint

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return self._encoder.dimension

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """float32 (n_texts, dimension), L2-normalised, from the wrapped encoder."""
        return self._encoder.encode_passages(texts, progress)

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """float32 (n_texts, dimension), L2-normalised. Raises what the wrapped encoder raises, to all of the batch."""
        mine = _Waiting(texts)
        with self._queue_changing:
            self._queue.append(mine)
        with self._encoding:
            # Whoever held the lock before may have encoded these questions too; if not, their turn comes now.
            while not mine.done:
                self._encode_waiting()
        if mine.error is not None:
            raise mine.error
        if mine.vectors is None:
            raise AssertionError("a batch that is done has vectors or an error")
        return mine.vectors

    def _encode_waiting(self) -> None:
        with self._queue_changing:
            batch, self._queue = self._queue[: self._most], self._queue[self._most :]
        try:
            vectors = self._encoder.encode_questions([text for waiting in batch for text in waiting.texts])
        except Exception as error:  # noqa: BLE001 - not swallowed: each caller of the batch raises it
            for waiting in batch:
                waiting.error = error
        except BaseException:
            # An interruption is for this thread alone. The others' questions are theirs to encode.
            with self._queue_changing:
                self._queue[:0] = batch
            raise
        else:
            ends = np.cumsum([len(waiting.texts) for waiting in batch])
            for waiting, end in zip(batch, ends, strict=True):
                waiting.vectors = vectors[end - len(waiting.texts) : end]
        for waiting in batch:
            waiting.done = True
