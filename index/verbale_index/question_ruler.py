"""A ruler for questions: fixed ones, of which no two ask for the same, tell what an encoder's cosines mean.

An encoder's vectors of questions lie to one side: two that have nothing in common have a cosine of 0.8 with one encoder
and of 0.2 with another, and unrelated questions of one language may be nearer than a question and its translation.
Seen from the mean of the ruler's questions in their language, unrelated vectors have a cosine of about 0, and how far
these cosines scatter is the unit in which nearness is measured.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from verbale.language import Language
from verbale_index.encoder import Vectors

QUESTIONS = "ruler_questions.txt"
SAME_IN_ONE_LANGUAGE, SAME_ACROSS_LANGUAGES = 6.0, 3.5
"""From so many deviations on, two questions ask for the same.

Chosen on translated and reworded questions about visits and on half of XQuAD. Questions on one subject share words in
one language but not across two, so that a translation is told from them by less.
"""
HIGHEST_THRESHOLD = 0.9
"""In a language that it was not made for an encoder scatters wildly; what is nearly equal is joined all the same."""


@dataclass(frozen=True)
class RulerQuestion:
    """One of the fixed questions."""

    language: Language
    text: str


@cache
def ruler_questions() -> tuple[RulerQuestion, ...]:
    """The fixed questions, in all languages."""
    lines = files(__package__).joinpath(QUESTIONS).read_text("utf-8").splitlines()
    fields = [line.split("\t") for line in lines if not line.startswith("#")]
    return tuple(RulerQuestion(Language(code), text) for code, text in fields)


@dataclass(frozen=True)
class QuestionRuler:
    """What an encoder's cosines between questions mean, by language.

    ``means``: of the vectors of unrelated questions, float32 (dimension,). ``deviations``: the standard deviations of
    the cosines between unrelated questions, seen from that mean.
    """

    means: Mapping[Language, Vectors]
    deviations: Mapping[Language, float]

    @classmethod
    def of(cls, vectors: Vectors) -> "QuestionRuler":
        """The ruler of an encoder. ``vectors``: those of ``ruler_questions()``, in their order, L2-normalised."""
        languages = np.array([question.language.value for question in ruler_questions()])
        own = {language: vectors[languages == language.value] for language in Language}
        means: dict[Language, Vectors] = {language: vectors.mean(axis=0) for language, vectors in own.items()}
        deviations = {language: _deviation(_seen_from([means[language]], own[language])) for language in Language}
        return cls(means, deviations)

    def levelled(self, vectors: Vectors, languages: Sequence[Language]) -> Vectors:
        """The vectors of questions without what all questions of their language have in common.

        Args:
            vectors: float32 (n, dimension), L2-normalised.
            languages: of the n questions.

        Returns:
            float32 (n, dimension), L2-normalised; unrelated ones have a cosine of about 0.
        """
        return _seen_from([self.means[language] for language in languages], vectors)

    def thresholds(self, languages: Sequence[Language]) -> npt.NDArray[np.float64]:
        """From which cosine of levelled vectors on two questions ask for the same: float64 (n, n) for n questions."""
        deviations = np.array([self.deviations[language] for language in languages], np.float64)
        names = np.array([language.value for language in languages])
        is_one_language = names[:, np.newaxis] == names
        wider = np.maximum(deviations[:, np.newaxis], deviations)
        thresholds: npt.NDArray[np.float64] = wider * np.where(
            is_one_language, SAME_IN_ONE_LANGUAGE, SAME_ACROSS_LANGUAGES
        )
        return np.minimum(thresholds, HIGHEST_THRESHOLD)


def _seen_from(means: Iterable[Vectors], vectors: Vectors) -> Vectors:
    moved = vectors - np.array(list(means), np.float32).reshape(-1, vectors.shape[1])
    # What is just the mean has no direction, and is near to nothing.
    normalised: Vectors = moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), np.finfo(np.float32).eps)
    return normalised


def _deviation(vectors: Vectors) -> float:
    return float((vectors @ vectors.T)[np.triu_indices(len(vectors), k=1)].std())
