"""How sure a figure is: the bootstrap over articles, and what of several differences is more than chance.

Questions about one article are not independent of each other, so whole articles are drawn, with all of their questions.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from verbale_index.evaluation.metrics import Floats

RESAMPLES = 2000
LEVEL = 0.95
AT_ONCE = 200
"""Resamples held in memory at a time: with 10,000 questions, 16 MB."""


@dataclass(frozen=True)
class Interval:
    """Lower and upper bound."""

    low: float
    high: float

    def __contains__(self, value: float) -> bool:
        """Whether ``value`` lies in it, bounds included."""
        return self.low <= value <= self.high


def cluster_numbers(names: Sequence[str]) -> npt.NDArray[np.int64]:
    """int64 (n,): equal names have equal numbers, from 0."""
    return np.unique(np.array(names, dtype=np.str_), return_inverse=True)[1].astype(np.int64)


def resamples(clusters: npt.NDArray[np.int64], count: int, seed: int) -> Iterator[Floats]:
    """Weights of n observations, float (up to ``AT_ONCE``, n), until there were ``count`` resamples.

    Each draws as many clusters as there are, with replacement; an observation counts as often as its cluster is drawn.
    """
    generator = np.random.default_rng(seed)
    n_clusters = int(clusters.max()) + 1
    equally = np.full(n_clusters, 1.0 / n_clusters)
    for at in range(0, count, AT_ONCE):
        drawn = generator.multinomial(n_clusters, equally, size=min(AT_ONCE, count - at))
        yield drawn[:, clusters].astype(np.float64)


def interval(values: Floats, level: float = LEVEL) -> Interval | None:
    """The middle ``level`` of resampled values; None where no resample had one."""
    known = values[~np.isnan(values)]
    if not len(known):
        return None
    low, high = np.quantile(known, [(1 - level) / 2, (1 + level) / 2])
    return Interval(float(low), float(high))


def probability_of_no_difference(differences: Floats) -> float:
    """Two-sided p: how often resampled differences are on the other side of 0 than most, twice.

    One is added to both counts, so that it is never 0 (Davison and Hinkley 1997, 4.2).
    """
    known = differences[~np.isnan(differences)]
    if not len(known):
        return math.nan
    smaller = min(int((known <= 0).sum()), int((known >= 0).sum()))
    return min(1.0, 2.0 * (smaller + 1) / (len(known) + 1))


def holm(probabilities: Sequence[float], alpha: float = 1 - LEVEL) -> list[bool]:
    """Which of several differences stand together, by Holm's step-down method (1979); nan never stands.

    At most ``alpha`` is the probability that any of those that stand is chance.
    """
    known = [row for row, p in enumerate(probabilities) if not math.isnan(p)]
    stands = [False] * len(probabilities)
    for place, row in enumerate(sorted(known, key=lambda row: probabilities[row])):
        if probabilities[row] > alpha / (len(known) - place):
            break
        stands[row] = True
    return stands
