"""The measures, in plain numpy.

Most take ``weights``: float (n_resamples, n), how often each of n observations counts in each resample, and give float
(n_resamples,). With a row of ones they are the measure itself, so that a figure and its interval are one definition.
A measure of nothing (no weight, or one class only) is nan.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

CALIBRATION_BINS = 15


def hit_at(rank: int, k: int) -> float:
    """1 if the first hit is among the first ``k``; rank 0 is no hit."""
    return float(0 < rank <= k)


def reciprocal_rank(ranks: Sequence[int]) -> float:
    """One over the rank of the first gold paragraph that was found; 0 where none was."""
    return 1.0 / min(ranks) if ranks else 0.0


def ndcg(ranks: Sequence[int], n_gold: int, depth: int) -> float:
    """Normalised discounted cumulative gain at ``depth`` with gains of 0 and 1 (Järvelin and Kekäläinen 2002).

    ``ranks`` are those of the gold paragraphs found, from 1; ``n_gold`` is how many there are.
    """
    ideal = sum(1.0 / np.log2(rank + 1) for rank in range(1, min(n_gold, depth) + 1))
    return float(sum(1.0 / np.log2(rank + 1) for rank in ranks if rank <= depth) / ideal) if n_gold else 0.0


def weighted_mean(values: Floats, weights: Floats) -> Floats:
    """The mean of ``values`` (n,)."""
    return _divided(weights @ values, weights.sum(axis=1))


def auroc(scores: Floats, is_positive: Flags, weights: Floats) -> Floats:
    """Area under the ROC curve: how often a positive scores above a negative, a tie counting half."""
    order = np.argsort(scores, kind="stable")
    # Equal scores are one step of the curve.
    steps = np.flatnonzero(np.diff(scores[order], prepend=-np.inf))
    positive, negative = is_positive[order].astype(float), (~is_positive[order]).astype(float)
    sorted_weights = weights[:, order]
    positives = np.add.reduceat(sorted_weights * positive, steps, axis=1)
    negatives = np.add.reduceat(sorted_weights * negative, steps, axis=1)
    below = np.cumsum(negatives, axis=1) - negatives
    ranked = (positives * (below + 0.5 * negatives)).sum(axis=1)
    return _divided(ranked, positives.sum(axis=1) * negatives.sum(axis=1))


@dataclass(frozen=True)
class RiskCoverage:
    """A risk-coverage curve, float (n_points,) each, as the threshold falls: from few answered to all."""

    coverage: Floats
    risk: Floats


def risk_coverage(confidence: Floats, is_wrong: Flags) -> RiskCoverage:
    """The share of wrong answers among those given, for each share given; equal confidences are one point."""
    mass, wrong = _falling(confidence, is_wrong, np.ones((1, len(confidence))))
    return RiskCoverage(np.cumsum(mass[0]) / len(confidence), np.cumsum(wrong[0]) / np.cumsum(mass[0]))


def area_under_risk_coverage(confidence: Floats, is_wrong: Flags, weights: Floats) -> Floats:
    """The mean of the risk over all coverages (Geifman and El-Yaniv 2017); 0 is perfect, lower is better."""
    mass, wrong = _falling(confidence, is_wrong, weights)
    risk = _divided(np.cumsum(wrong, axis=1), np.cumsum(mass, axis=1))
    return _divided((np.nan_to_num(risk) * mass).sum(axis=1), mass.sum(axis=1))


def _falling(confidence: Floats, is_wrong: Flags, weights: Floats) -> tuple[Floats, Floats]:
    """Weight, and weight of what is wrong, at each value of the confidence, highest first: (n_resamples, n_values)."""
    order = np.argsort(-confidence, kind="stable")
    steps = np.flatnonzero(np.diff(-confidence[order], prepend=-np.inf))
    sorted_weights = weights[:, order]
    mass: Floats = np.add.reduceat(sorted_weights, steps, axis=1)
    wrong: Floats = np.add.reduceat(sorted_weights * is_wrong[order], steps, axis=1)
    return mass, wrong


def share_among(of: Flags, among: Flags, weights: Floats) -> Floats:
    """The share of ``of`` among ``among``: precision and recall are two of these."""
    return _divided(weights @ (of & among).astype(float), weights @ among.astype(float))


@dataclass(frozen=True)
class Reliability:
    """A reliability diagram: for each bin its mean confidence, the share that was right, and how many are in it."""

    confidence: Floats
    share_right: Floats
    counts: npt.NDArray[np.int64]


def reliability(confidence: Floats, is_right: Flags, bins: int = CALIBRATION_BINS) -> Reliability:
    """Compare confidence and truth in bins of equally many observations."""
    membership = _membership(confidence, bins)
    counts = membership.sum(axis=0)
    return Reliability(confidence @ membership / counts, is_right @ membership / counts, counts.astype(np.int64))


def calibration_error(confidence: Floats, is_right: Flags, weights: Floats, bins: int = CALIBRATION_BINS) -> Floats:
    """Expected calibration error: the mean distance of confidence and truth over bins of equally many observations.

    The bins are those of the whole sample in every resample. 0 is perfect.
    """
    membership = _membership(confidence, bins)
    excess: Floats = np.abs(weights @ (membership * (confidence - is_right)[:, np.newaxis])).sum(axis=1)
    return _divided(excess, weights.sum(axis=1))


def brier(confidence: Floats, is_right: Flags, weights: Floats) -> Floats:
    """The mean squared distance of confidence and truth (Brier 1950); 0 is perfect, always saying .5 is .25."""
    return weighted_mean((confidence - is_right) ** 2, weights)


def _membership(confidence: Floats, bins: int) -> Floats:
    """1 where an observation is in a bin: (n, n_bins); bins differ by one observation at most, and none is empty."""
    membership = np.zeros((len(confidence), min(bins, len(confidence))))
    for number, rows in enumerate(np.array_split(np.argsort(confidence, kind="stable"), membership.shape[1])):
        membership[rows, number] = 1.0
    return membership


def _divided(above: Floats, below: Floats) -> Floats:
    quotient: Floats = np.divide(above, below, out=np.full(np.shape(above), np.nan), where=below > 0)
    return quotient
