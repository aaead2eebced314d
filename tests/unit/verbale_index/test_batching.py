import threading
from collections.abc import Callable, Sequence

import numpy as np
import pytest

from verbale_index.batching import BatchingEncoder
from verbale_index.encoder import Vectors


class SlowEncoder:
    """Encodes a text as its length; a test decides when the first batch goes on."""

    fingerprint = "slow"
    dimension = 1

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.entered = threading.Event()
        self.go_on = threading.Event()

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        return np.array([[len(text)] for text in texts], np.float32)

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        self.batches.append(list(texts))
        self.entered.set()
        assert self.go_on.wait(30)
        if "bad" in texts:
            raise ValueError("bad")
        return self.encode_passages(texts)


class Callers:
    """Threads that each ask for something, and what each of them got."""

    def __init__(self, encoder: BatchingEncoder) -> None:
        self._encoder = encoder
        self._threads: list[threading.Thread] = []
        self.got: dict[str, list[float] | str] = {}

    def ask(self, *texts: str) -> None:
        """Returns when the question waits in the queue or is being encoded."""
        known = len(self._encoder._queue)

        def work() -> None:
            try:
                self.got[texts[0]] = self._encoder.encode_questions(texts)[:, 0].tolist()
            except ValueError as error:
                self.got[texts[0]] = str(error)

        thread = threading.Thread(target=work)
        self._threads.append(thread)
        thread.start()
        while len(self._encoder._queue) == known and thread.is_alive() and len(self._threads) > 1:
            thread.join(0.001)

    def join(self) -> None:
        for thread in self._threads:
            thread.join(30)


@pytest.fixture
def slow() -> SlowEncoder:
    return SlowEncoder()


def ask_while_busy(slow: SlowEncoder, batching: BatchingEncoder, *asked: tuple[str, ...]) -> Callers:
    """The first caller is held inside the encoder until all the others wait."""
    callers = Callers(batching)
    callers.ask("first")
    assert slow.entered.wait(30)
    for texts in asked:
        callers.ask(*texts)
    slow.go_on.set()
    callers.join()
    return callers


def test_questions_that_wait_are_one_batch(slow: SlowEncoder) -> None:
    """Three callers wait while a first is served; then they are served together, each with its own vectors."""
    callers = ask_while_busy(slow, BatchingEncoder(slow), ("a",), ("bb", "ccc"), ("dddd",))
    assert slow.batches == [["first"], ["a", "bb", "ccc", "dddd"]]
    assert callers.got == {"first": [5.0], "a": [1.0], "bb": [2.0, 3.0], "dddd": [4.0]}


def test_a_batch_is_bounded(slow: SlowEncoder) -> None:
    callers = ask_while_busy(slow, BatchingEncoder(slow, most=2), ("a",), ("bb",), ("ccc",))
    assert slow.batches == [["first"], ["a", "bb"], ["ccc"]]
    assert callers.got == {"first": [5.0], "a": [1.0], "bb": [2.0], "ccc": [3.0]}


def test_every_caller_of_a_batch_hears_of_its_error(slow: SlowEncoder) -> None:
    """Nobody waits for ever, and the next question is served."""
    batching = BatchingEncoder(slow)
    callers = ask_while_busy(slow, batching, ("a",), ("bad",))
    assert callers.got == {"first": [5.0], "a": "bad", "bad": "bad"}
    assert batching.encode_questions(["again"]).tolist() == [[5.0]]


def test_a_lone_question_is_encoded_in_the_thread_that_asks(slow: SlowEncoder) -> None:
    slow.go_on.set()
    before = threading.active_count()
    assert BatchingEncoder(slow).encode_questions(["alone"]).tolist() == [[5.0]]
    assert threading.active_count() == before


def test_the_wrapped_encoder_shows_through(slow: SlowEncoder) -> None:
    batching = BatchingEncoder(slow)
    assert (batching.fingerprint, batching.dimension) == ("slow", 1)
    assert batching.encode_passages(["ab"]).tolist() == [[2.0]]
