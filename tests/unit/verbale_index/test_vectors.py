import gc
import weakref
from io import BytesIO

import numpy as np
import pytest

from verbale_index.encoder import Vectors
from verbale_index.manifest import GenerationDamaged
from verbale_index.vectors import VectorIndex


def _unit_vectors(n: int, dimension: int = 16, seed: int = 1) -> Vectors:
    vectors = np.random.default_rng(seed).normal(size=(n, dimension)).astype(np.float32)
    normalised: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return normalised


def test_scores_are_cosines_best_first() -> None:
    vectors = np.array([[1, 0], [0, 1], [0.6, 0.8]], np.float32)
    rows, scores = VectorIndex.build(vectors).search(np.array([0.0, 1.0], np.float32), top=3)
    assert rows.tolist() == [1, 2, 0]
    assert scores.tolist() == pytest.approx([1.0, 0.8, 0.0])


def test_search_is_exact() -> None:
    vectors, question = _unit_vectors(500), _unit_vectors(1, seed=2)[0]
    rows, _ = VectorIndex.build(vectors).search(question, top=10)
    assert rows.tolist() == np.argsort(-(vectors @ question))[:10].tolist()


@pytest.mark.parametrize("share", [0.01, 0.05, 0.5])
def test_recall_among_visible_rows_is_exact_at_any_selectivity(share: float) -> None:
    vectors, question = _unit_vectors(1000), _unit_vectors(1, seed=3)[0]
    visible = np.random.default_rng(4).random(1000) < share
    rows, scores = VectorIndex.build(vectors).search(question, 10, visible)
    expected = [row for row in np.argsort(-(vectors @ question)).tolist() if visible[row]][:10]
    assert rows.tolist() == expected
    assert scores.tolist() == pytest.approx((vectors[expected] @ question).tolist(), abs=1e-6)


def test_nothing_visible_finds_nothing() -> None:
    rows, scores = VectorIndex.build(_unit_vectors(5)).search(_unit_vectors(1)[0], 3, np.zeros(5, dtype=np.bool_))
    assert rows.tolist() == scores.tolist() == []


def test_no_more_rows_are_given_than_there_are() -> None:
    rows, _ = VectorIndex.build(_unit_vectors(2)).search(_unit_vectors(1)[0], 10)
    assert sorted(rows.tolist()) == [0, 1]


def test_an_index_is_read_back_as_it_was_written() -> None:
    index = VectorIndex.build(_unit_vectors(20))
    stream = BytesIO()
    index.write(stream)
    again = VectorIndex.from_bytes(stream.getvalue())
    question = _unit_vectors(1, seed=9)[0]
    assert (len(again), again.dimension) == (20, 16)
    assert again.vectors().tolist() == _unit_vectors(20).tolist()
    assert again.search(question, 5)[0].tolist() == index.search(question, 5)[0].tolist()


def test_bytes_that_are_no_index_are_refused() -> None:
    with pytest.raises(GenerationDamaged):
        VectorIndex.from_bytes(b"not an index at all")


def test_vectors_keep_the_memory_that_they_show() -> None:
    vectors = _unit_vectors(2000, dimension=384)
    shown = [VectorIndex.build(vectors).vectors()[1:] for _ in range(8)]
    assert all(np.array_equal(one, vectors[1:]) for one in shown)


def test_an_index_is_freed_with_the_last_array_that_shows_it() -> None:
    index = VectorIndex.build(_unit_vectors(10))
    inner = weakref.ref(index._index)
    shown = index.vectors()[2:]
    del index
    gc.collect()
    assert inner() is not None
    del shown
    gc.collect()
    assert inner() is None
