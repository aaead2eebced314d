"""Choosing quotes among the candidates: the best first, none twice, and last those that deny the question's figures."""

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from verbale.asking.figures import contradicts
from verbale.asking.names import romanised
from verbale.asking.negation import denies
from verbale_index.asked import Asked, Mentions
from verbale_index.candidates import Candidates
from verbale_index.encoder import Vectors
from verbale_index.features import Features

REPEATED = ("names said", "figures said", "days said", "places said")
PARALLEL_WORDS = 0.6
"""Statements that share so many of their words, names and figures aside, say the same of different visits."""
TEXTS_KEPT = 4096
"""Of so many sentences the words are kept: popular ones are candidates for many questions."""
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
        (contradicts(asked.mentions.figures, mentions.figures) for mentions in features.mentions),
        np.bool_,
        len(features.mentions),
    )


def levelled(
    scores: Vectors, candidates: Candidates, features: Features, visits: "np.typing.NDArray[np.int64]"
) -> Vectors:
    """Scores in which parallel statements about different visits have that of the best one of them.

    "The sides signed 12 documents" and "The sides signed 7 documents" answer as well, each about its own visit: which
    one is meant is not for the ranker to say. Statements of which only one repeats what the question names are not
    parallel. ``visits``: int64 (n_candidates,).
    """
    skeletons = [
        _words_without_figures(text) - _words_of_names(mentions)
        for text, mentions in zip(candidates.texts, features.mentions, strict=True)
    ]
    repeated = features.values[:, [features.names.index(name) for name in REPEATED]].tolist()
    of_visit = visits.tolist()
    level = scores.copy()
    for one, skeleton in enumerate(skeletons):
        for other in range(one + 1, len(skeletons)):
            if (
                of_visit[one] != of_visit[other]
                and repeated[one] == repeated[other]
                and _alike(skeleton, skeletons[other], PARALLEL_WORDS)
            ):
                level[one] = max(level[one], scores[other])
                level[other] = max(level[other], scores[one])
    return level


@lru_cache(maxsize=TEXTS_KEPT)
def _words_without_figures(text: str) -> frozenset[str]:
    return frozenset(word for word in romanised(text).split() if not any(map(str.isdigit, word)))


def _words_of_names(mentions: Mentions) -> frozenset[str]:
    return frozenset(word for name in mentions.names for word in name.folded.split())


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
        span, text = candidates.spans[place], candidates.texts[place]
        own = [candidates.spans[one.place] for one in chosen if editions[one.place] == editions[place]]
        if any(span.start < other.end and other.start < span.end for other in own):
            continue
        words, facts = frozenset(romanised(text).split()), _facts(text, features.mentions[place])
        twin = next((one for one in chosen if _alike(words, one.words, SAME_WORDS) and facts == one.facts), None)
        if twin is not None:
            twin.also.append(place)
        elif len(chosen) < most:
            chosen.append(_Picked(place, words, facts))
    return [Chosen(one.place, tuple(one.also)) for one in chosen]


@dataclass(frozen=True)
class _Picked:
    """A candidate that was chosen, what it says, and the places of those that say the same."""

    place: int
    words: frozenset[str]
    facts: tuple[object, ...]
    also: list[int] = field(default_factory=list)


def _facts(text: str, mentions: Mentions) -> tuple[object, ...]:
    """What two texts must have in common beside their words to say the same."""
    return (
        {figure.value for figure in mentions.figures},
        {(day.year, day.month, day.day) for day in mentions.days},
        {(place.country, place.city) for place in mentions.places},
        {name.folded for name in mentions.names},
        denies(text),
    )
