"""The measures, against values worked out by hand and against scikit-learn where it has the same."""

import numpy as np
import pytest
from sklearn.metrics import brier_score_loss, ndcg_score, roc_auc_score

from verbale_index.evaluation import metrics
from verbale_index.evaluation.metrics import Flags, Floats

CONFIDENCE = np.array([0.9, 0.8, 0.8, 0.4, 0.3, 0.1])
POSITIVE = np.array([True, True, False, True, False, False])


def ones(n: int) -> Floats:
    return np.ones((1, n))


def drawn(n: int, seed: int = 1) -> tuple[Floats, Flags]:
    """Confidences with many ties, and flags that go along with them."""
    generator = np.random.default_rng(seed)
    confidence = generator.integers(0, 20, n) / 19
    return confidence, generator.random(n) < confidence


def test_a_hit_is_a_rank_from_one_to_k() -> None:
    assert [metrics.hit_at(rank, 3) for rank in (0, 1, 3, 4)] == [0.0, 1.0, 1.0, 0.0]


def test_the_reciprocal_rank_is_that_of_the_first_gold_paragraph() -> None:
    assert metrics.reciprocal_rank((4, 2)) == 0.5
    assert metrics.reciprocal_rank(()) == 0.0


def test_ndcg_by_hand() -> None:
    # Gold at ranks 1 and 3 of two: (1 + 1/2) / (1 + 1/log2 3).
    assert metrics.ndcg((1, 3), 2, 10) == pytest.approx(1.5 / (1 + 1 / np.log2(3)))
    assert metrics.ndcg((11,), 1, 10) == 0.0
    assert metrics.ndcg((), 0, 10) == 0.0


@pytest.mark.parametrize("ranks", [(1,), (2, 5, 9), (10,), (3, 4)])
def test_ndcg_is_scikit_learns(ranks: tuple[int, ...]) -> None:
    relevance = np.zeros((1, 12))
    relevance[0, [rank - 1 for rank in ranks]] = 1.0
    expected = ndcg_score(relevance, -np.arange(12.0)[np.newaxis], k=10)
    assert metrics.ndcg(ranks, len(ranks), 10) == pytest.approx(expected)


def test_auroc_counts_a_tie_as_half() -> None:
    # Nine pairs: .9 wins three, .8 wins two and ties one, .4 wins two.
    assert metrics.auroc(CONFIDENCE, POSITIVE, ones(6)) == pytest.approx(7.5 / 9)


def test_auroc_is_scikit_learns_with_ties_and_with_weights() -> None:
    confidence, positive = drawn(300)
    weights = np.random.default_rng(2).integers(0, 4, (5, 300)).astype(float)
    expected = [roc_auc_score(positive, confidence, sample_weight=row) for row in weights]
    assert metrics.auroc(confidence, positive, weights) == pytest.approx(expected)


def test_auroc_of_one_class_alone_is_not_a_number() -> None:
    assert np.isnan(metrics.auroc(CONFIDENCE, np.ones(6, bool), ones(6))).all()


def test_risk_and_coverage_as_the_threshold_falls() -> None:
    curve = metrics.risk_coverage(CONFIDENCE, ~POSITIVE)
    assert curve.coverage == pytest.approx([1 / 6, 3 / 6, 4 / 6, 5 / 6, 1])
    assert curve.risk == pytest.approx([0, 1 / 3, 1 / 4, 2 / 5, 3 / 6])


def test_the_area_is_the_mean_risk_over_the_askings() -> None:
    # The two that tie at .8 have the risk of both answered.
    expected = (0 + 2 * (1 / 3) + 1 / 4 + 2 / 5 + 1 / 2) / 6
    assert metrics.area_under_risk_coverage(CONFIDENCE, ~POSITIVE, ones(6)) == pytest.approx(expected)


def test_a_weight_of_two_is_the_same_as_standing_there_twice() -> None:
    confidence, right = drawn(40)
    twice = np.repeat(np.arange(40), 2)
    for measure in (metrics.area_under_risk_coverage, metrics.auroc, metrics.brier):
        assert measure(confidence, right, 2 * ones(40)) == pytest.approx(
            measure(confidence[twice], right[twice], ones(80))
        )


def test_precision_and_recall_are_shares_among() -> None:
    answered = CONFIDENCE >= 0.5
    assert metrics.share_among(POSITIVE, answered, ones(6)) == pytest.approx(2 / 3)
    assert metrics.share_among(answered, POSITIVE, ones(6)) == pytest.approx(2 / 3)
    assert np.isnan(metrics.share_among(answered, np.zeros(6, bool), ones(6))).all()


def test_the_calibration_error_by_hand() -> None:
    # Three bins of two: (.1, .3) none right, (.4 and one .8) one right, (.8, .9) one or two right.
    confidence = np.array([0.1, 0.3, 0.4, 0.6, 0.8, 1.0])
    right = np.array([False, False, True, False, True, True])
    assert metrics.calibration_error(confidence, right, ones(6), bins=3) == pytest.approx((0.4 + 0.0 + 0.2) / 6)
    diagram = metrics.reliability(confidence, right, bins=3)
    assert diagram.confidence == pytest.approx([0.2, 0.5, 0.9])
    assert diagram.share_right == pytest.approx([0.0, 0.5, 1.0])
    assert diagram.counts.tolist() == [2, 2, 2]


def test_bins_hold_equally_many_and_there_are_no_more_than_askings() -> None:
    assert metrics.reliability(*drawn(32)).counts.tolist() == [3, 3] + [2] * 13
    assert metrics.reliability(CONFIDENCE, POSITIVE).counts.tolist() == [1] * 6


def test_the_brier_score_is_scikit_learns() -> None:
    confidence, right = drawn(100)
    assert metrics.brier(confidence, right, ones(100)) == pytest.approx(brier_score_loss(right, confidence))
