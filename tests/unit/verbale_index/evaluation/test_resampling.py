import math

import numpy as np
import pytest

from verbale_index.evaluation.resampling import (
    Interval,
    cluster_numbers,
    holm,
    interval,
    probability_of_no_difference,
    resamples,
)


def _all(clusters: list[str], count: int, seed: int = 7) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return np.concatenate(list(resamples(cluster_numbers(clusters), count, seed)))


def test_questions_of_one_article_are_drawn_together() -> None:
    weights = _all(["a", "b", "a", "c", "b"], 450)
    assert weights.shape == (450, 5)
    assert (weights[:, 0] == weights[:, 2]).all()
    assert (weights[:, 1] == weights[:, 4]).all()
    assert (weights[:, [0, 1, 3]].sum(axis=1) == 3).all()


def test_the_same_seed_draws_the_same() -> None:
    names = list("abcdefgh")
    assert (_all(names, 300) == _all(names, 300)).all()
    assert (_all(names, 300) != _all(names, 300, seed=8)).any()


def test_the_interval_of_a_mean_is_that_of_theory() -> None:
    """Of 400 independent values, the bootstrap's interval is the mean ± 1.96 standard errors."""
    values = np.random.default_rng(3).normal(size=400)
    means = _all([str(row) for row in range(400)], 4000) @ values / 400
    found = interval(means)
    assert found is not None
    error = values.std() / 20
    assert found.low == pytest.approx(values.mean() - 1.96 * error, abs=0.2 * error)
    assert found.high == pytest.approx(values.mean() + 1.96 * error, abs=0.2 * error)


def test_values_of_one_article_widen_the_interval() -> None:
    """Ten articles whose forty questions come out alike say as little as ten questions."""
    values = np.repeat(np.arange(10) % 2, 40).astype(float)
    by_article = interval(_all([str(row // 40) for row in range(400)], 2000) @ values / 400)
    by_question = interval(_all([str(row) for row in range(400)], 2000) @ values / 400)
    assert by_article is not None
    assert by_question is not None
    assert by_article.high - by_article.low > 4 * (by_question.high - by_question.low)


def test_resamples_without_a_value_are_left_out_of_the_interval() -> None:
    assert interval(np.array([np.nan, 1.0, 2.0, np.nan]), level=1.0) == Interval(1.0, 2.0)
    assert interval(np.array([np.nan])) is None


def test_the_probability_of_no_difference() -> None:
    assert probability_of_no_difference(np.full(999, 0.1)) == pytest.approx(2 / 1000)
    assert probability_of_no_difference(np.zeros(999)) == 1.0
    assert probability_of_no_difference(np.array([-1.0] * 9 + [1.0] * 990)) == pytest.approx(20 / 1000)
    assert math.isnan(probability_of_no_difference(np.array([np.nan])))


def test_holm_stops_at_the_first_that_does_not_stand() -> None:
    """By the step-down bounds .0125, .0167, .025 and .05; .04 alone would stand, after .03 it does not."""
    assert holm([0.04, 0.01, 0.03, 0.012]) == [False, True, False, True]
    assert holm([0.01, math.nan, 0.04]) == [True, False, True]
    assert holm([]) == []
