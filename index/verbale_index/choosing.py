"""Choosing quotes among the candidates: the best first, none twice, and last those that deny the question's figures."""

from dataclasses import dataclass, field
from functools import cache

import numpy as np

from verbale.asking.figures import contradicts
from verbale_index.asked import Asked
from verbale_index.candidates import Candidates
from verbale_index.encoder import Vectors
from verbale_index.features import Features
from verbale_index.reading import ReadText

REPEATED = ("names said", "figures said", "days said", "places said")
PARALLEL_WORDS = 0.6
"""Statements that share so many of their words, names and figures aside, say the same of different visits."""
SAME_WORDS = 0.85
"""Quotes that share so many of their words, and all figures, say the same."""


@dataclass(frozen=True)
class Chosen:
    """A candidate (its place) that is quoted, and the places of those that say the same elsewhere."""

    place: int
    also: tuple[int, ...]


def contradicted(asked: Asked, features: Features) -> "np.typing.NDArray[np.bool_]":
    """Bool (n_candidates,): whether a candidate has another percentage or sum where the question names one."""
    return np.fromiter(
        (contradicts(asked.mentions.figures, one.mentions.figures) for one in features.read),
        np.bool_,
        len(features.read),
    )


def levelled(scores: Vectors, features: Features, visits: "np.typing.NDArray[np.int64]") -> Vectors:
    """Scores in which parallel statements about different visits have that of the best one of them.

    "The sides signed 12 documents" and "The sides signed 7 documents" answer as well, each about its own visit: which
    one is meant is not for the ranker to say. Statements of which only one repeats what the question names are not
    parallel. ``visits``: int64 (n_candidates,).
    """
    repeated = features.values[:, [features.names.index(name) for name in REPEATED]]
    is_rival = (visits[:, np.newaxis] != visits) & (repeated[:, np.newaxis] == repeated).all(axis=2)
    sizes = np.fromiter((len(one.frame) for one in features.read), np.float64, len(scores))
    is_rival &= sizes >= PARALLEL_WORDS * sizes[:, np.newaxis]  # else so many cannot be in common
    is_rival &= is_rival.T
    level = scores.copy()
    frame = cache(lambda place: frozenset(features.read[place].frame))
    for one, other in np.argwhere(np.triu(is_rival)).tolist():
        if _alike(frame(one), frame(other), PARALLEL_WORDS):
            level[one] = max(level[one], scores[other])
            level[other] = max(level[other], scores[one])
    return level


def _alike(one: frozenset[str], other: frozenset[str], share: float) -> bool:
    """Whether two texts have at least ``share`` of all their words in common."""
    fewer, more = len(one), len(other)
    if fewer > more:  # quicker than sorted(), and this runs for hundreds of pairs a question
        fewer, more = more, fewer
    if fewer < share * more or not more:  # so many cannot be in common
        return False
    common = len(one & other)
    return common >= share * (fewer + more - common)


def ordered(scores: Vectors, denied: "np.typing.NDArray[np.bool_]") -> list[int]:
    """Places of the candidates, best first; those that deny what the question says come after all others."""
    order: list[int] = np.lexsort((-scores, denied)).tolist()
    return order


def distinct(order: list[int], candidates: Candidates, features: Features, most: int) -> list[Chosen]:
    """The first ``most`` candidates of ``order`` that neither overlap nor say the same as one before them."""
    editions = candidates.editions
    chosen: list[_Picked] = []
    for place in order:
        span, read = candidates.spans[place], features.read[place]
        own = [candidates.spans[one.place] for one in chosen if editions[one.place] == editions[place]]
        if any(span.start < other.end and other.start < span.end for other in own):
            continue
        twin = next((one for one in chosen if one.says_the_same(read)), None)
        if twin is not None:
            twin.also.append(place)
        elif len(chosen) < most:
            chosen.append(_Picked(place, read))
    return [Chosen(one.place, tuple(one.also)) for one in chosen]


@dataclass(frozen=True)
class _Picked:
    """A candidate that was chosen, what it says, and the places of those that say the same."""

    place: int
    read: ReadText
    also: list[int] = field(default_factory=list)

    def says_the_same(self, other: ReadText) -> bool:
        """Whether another candidate says nothing else, though maybe in other words."""
        return self.read.facts == other.facts and _alike(frozenset(self.read.words), frozenset(other.words), SAME_WORDS)
