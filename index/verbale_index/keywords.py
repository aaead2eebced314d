"""The keyword side of the search: BM25 over the character 4-grams of paragraphs.

Source of the formula: S. Robertson, H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009. All
that it counts (how many paragraphs there are, how long they are, in how many of them a gram stands) is counted among
the visible paragraphs alone, so that a score tells nothing about what may not be seen.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from verbale.language_words import FREQUENT_WORDS
from verbale_index.grams import GramCounts, Grams, gram_counts
from verbale_index.lookup import among, look_up
from verbale_index.vectors import Mask

SATURATION = 1.2
"""k1: how soon more occurrences of a gram stop to matter."""
LARGE, COMMON_SHARE = 1_000, 0.25
"""Among so many paragraphs, a gram in more than this share of them tells next to nothing and takes a third of the
time: hit rates on four public sets stay within .004 either way without such grams."""
BELIEVED, FREQUENT_SHARE, RARE_SHARE = 50, 0.3, 0.01
"""How rare a gram is before anything was counted: without that, in an index of three paragraphs "what" and "much" are
as rare as any name."""
POSTINGS_AT_ONCE = 200_000
"""So many are scored together: they take some megabytes."""
LENGTH_SHARE = 0.75
"""b: how much a long paragraph is held against it."""

Scores = npt.NDArray[np.float32]


@dataclass(frozen=True)
class KeywordIndex:
    """Postings: which paragraphs hold a gram, and how often.

    ``grams``: uint32 (n_grams,), ascending. The postings of gram i are those from ``starts[i]`` to ``starts[i + 1]``:
    ``paragraphs``: int32 (n_postings,), rows, ascending within a gram; ``counts``: uint8 (n_postings,).
    ``lengths``: int32 (n_paragraphs,), the grams of each paragraph, counted as often as they occur.
    """

    grams: Grams
    starts: npt.NDArray[np.int64]
    paragraphs: npt.NDArray[np.int32]
    counts: npt.NDArray[np.uint8]
    lengths: npt.NDArray[np.int32]

    @classmethod
    def build(cls, counted: GramCounts, n_paragraphs: int) -> "KeywordIndex":
        """An index of the grams of paragraphs; ``counted.texts`` are rows of paragraphs."""
        order = np.argsort(counted.grams, kind="stable")
        grams, occurrences = np.unique(counted.grams, return_counts=True)
        starts = np.zeros(len(grams) + 1, np.int64)
        np.cumsum(occurrences, out=starts[1:])
        lengths = np.bincount(counted.texts, weights=counted.counts, minlength=n_paragraphs).astype(np.int32)
        return cls(grams, starts, counted.texts[order], counted.counts[order], lengths)

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, npt.NDArray[Any]]) -> "KeywordIndex":
        """The index whose ``arrays()`` these are; they may be mapped from a file."""
        # As plain views: slices of a memory map would be maps themselves, which takes several times as long.
        return cls(**{name: np.asarray(array) for name, array in arrays.items()})

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """All that the index is, by name."""
        return {
            "grams": self.grams,
            "starts": self.starts,
            "paragraphs": self.paragraphs,
            "counts": self.counts,
            "lengths": self.lengths,
        }

    def by_paragraph(self) -> GramCounts:
        """What the index was built from."""
        order = np.argsort(self.paragraphs, kind="stable")
        grams = np.repeat(self.grams, np.diff(self.starts))
        return GramCounts(self.paragraphs[order], grams[order], self.counts[order])

    def held(self, rows: npt.NDArray[np.int64], grams: Grams) -> Mask:
        """Which of the paragraphs in ``rows`` hold which of ``grams``: bool (n_rows, n_grams)."""
        starts, ends = self._stretches(grams)
        return among(self.paragraphs, starts, ends, rows)

    def _stretches(self, grams: Grams) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Where the postings of each gram begin and end; of one that no paragraph holds there are none."""
        positions, known = look_up(self.grams, grams)
        return self.starts[positions], self.starts[positions + known]

    def _postings(self, grams: Grams) -> "Iterator[_Postings]":
        """Where ``grams`` stand, some thousands of places at a time."""
        starts, ends = self._stretches(grams)
        sizes = ends - starts
        batches = np.cumsum(sizes) // POSTINGS_AT_ONCE
        for first, last in pairwise([0, *(np.flatnonzero(np.diff(batches)) + 1).tolist(), len(grams)]):
            # Slices and one concatenation: an array of all positions would make each step give way to other threads.
            pieces = list(map(slice, starts[first:last].tolist(), ends[first:last].tolist()))
            yield _Postings(
                np.repeat(np.arange(first, last), sizes[first:last]),
                np.concatenate([self.paragraphs[:0], *(self.paragraphs[piece] for piece in pieces)]),
                np.concatenate([self.counts[:0], *(self.counts[piece] for piece in pieces)]),
            )

    @cached_property
    def _mean_length(self) -> float:
        return float(self.lengths.mean()) if len(self.lengths) else 0.0

    def scores(self, question: Grams, visible: Mask | None = None) -> "KeywordScores":
        """Score every paragraph for the grams of a question.

        Args:
            question: the distinct grams of the question, uint32 (n,).
            visible: bool (n_paragraphs,); the others score 0. None: all are.
        """
        n_visible, mean_length = len(self.lengths), self._mean_length
        if visible is not None:
            n_visible = int(visible.sum())
            mean_length = float(self.lengths[visible].mean()) if n_visible else 0.0
        occurrences = self._occurrences(question, visible)
        weights = rarity(occurrences, n_visible, usual_occurrences(question))
        norms = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE / max(mean_length, 1.0) * self.lengths.astype(np.float32))
        told = (occurrences > 0) & ((n_visible < LARGE) | (occurrences <= COMMON_SHARE * n_visible))
        most = weights[told] * np.float32(SATURATION + 1)
        totals = np.zeros(len(self.lengths), np.float64)
        for some in self._postings(question[told]):
            scores = most[some.grams] * some.counts / (some.counts + norms[some.paragraphs])
            totals += np.bincount(some.paragraphs, scores, len(totals))
        if visible is not None:
            totals *= visible
        share = float((occurrences > 0).mean()) if len(question) else 0.0
        return KeywordScores(totals.astype(np.float32), question, weights, share)

    def _occurrences(self, grams: Grams, visible: Mask | None) -> npt.NDArray[np.int64]:
        """In how many of the visible paragraphs each gram stands."""
        if visible is None:
            starts, ends = self._stretches(grams)
            return ends - starts
        occurrences = np.zeros(len(grams), np.int64)
        for some in self._postings(grams):
            occurrences += np.bincount(some.grams[visible[some.paragraphs]], minlength=len(grams))
        return occurrences


@dataclass(frozen=True)
class _Postings:
    """Where some of a question's grams stand; arrays of equal length.

    ``grams``: int64, places in the question; ``paragraphs``: int32, rows; ``counts``: uint8.
    """

    grams: npt.NDArray[np.int64]
    paragraphs: npt.NDArray[np.int32]
    counts: npt.NDArray[np.uint8]


@dataclass(frozen=True)
class KeywordScores:
    """``paragraphs``: float32 (n_paragraphs,), at least 0. ``weights``: float32, how rare each of ``grams`` is.

    ``share`` is the share of the question's grams, 0 to 1, that occur in any visible paragraph.
    """

    paragraphs: Scores
    grams: Grams
    weights: Scores
    share: float

    def joined(self, other: "KeywordScores", weight: float) -> "KeywordScores":
        """These scores with those for other grams, which count ``weight`` as much; ``share`` stays that of these."""
        new = ~look_up(self.grams, other.grams)[1]
        grams = np.concatenate([self.grams, other.grams[new]])
        weights = np.concatenate([self.weights, np.float32(weight) * other.weights[new]])
        order = np.argsort(grams)
        return KeywordScores(
            self.paragraphs + np.float32(weight) * other.paragraphs, grams[order], weights[order], self.share
        )


def usual_occurrences(grams: Grams) -> Scores:
    """In how many of ``BELIEVED`` paragraphs a gram usually stands: in many if of a frequent word, else in few."""
    _, is_frequent = look_up(_frequent_grams(), grams)
    return np.where(is_frequent, np.float32(BELIEVED * FREQUENT_SHARE), np.float32(BELIEVED * RARE_SHARE))


def rarity(occurrences: npt.ArrayLike, n_paragraphs: int, usual: npt.ArrayLike) -> Scores:
    """The idf of BM25, always above 0, for grams that stand in so many of so many paragraphs.

    A few paragraphs tell little about how rare a gram is: they are counted together with ``BELIEVED`` others, in which
    it stands as often as is ``usual``.
    """
    times = np.asarray(occurrences, np.float64) + np.asarray(usual, np.float64)
    idf: Scores = np.asarray(np.log1p((n_paragraphs + BELIEVED - times + 0.5) / (times + 0.5)), np.float32)
    return idf


@cache
def _frequent_grams() -> Grams:
    words = sorted(frozenset().union(*FREQUENT_WORDS.values()))
    return np.unique(gram_counts(words).grams)
