"""A ruler for questions: fixed ones, of which no two ask for the same, tell what an encoder's cosines mean.

An encoder's vectors of questions lie to one side: two that have nothing in common have a cosine of 0.8 with one encoder
and of 0.2 with another, and questions of one language are nearer to each other than the same question is in another.
Taken from the mean of the ruler's questions in their language, unrelated vectors have a cosine of about 0, and how far
such cosines scatter is the unit in which nearness is measured.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from verbale.language import Language
from verbale_index.encoder import Vectors

QUESTIONS = "ruler_questions.txt"
SAME_FROM_DEVIATIONS = 4.0
"""So much nearer than usual are questions that ask for the same.

Chosen on translated and reworded questions about visits and on XQuAD: from here on hardly any group mixes two
questions, and four translations of five fall together.
"""
HIGHEST_THRESHOLD = 0.9
"""An encoder that scatters wildly, as one does in languages that it was not made for, still joins what is equal."""


@dataclass(frozen=True)
class RulerQuestion:
    """One of the fixed questions."""

    language: Language
    text: str


@cache
def ruler_questions() -> tuple[RulerQuestion, ...]:
    """The fixed questions, in all languages."""
    lines = files(__package__).joinpath(QUESTIONS).read_text("utf-8").splitlines()
    fields = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return tuple(RulerQuestion(Language(code), text) for code, text in fields)


@dataclass(frozen=True)
class QuestionRuler:
    """What an encoder's cosines between questions mean.

    ``means``: for each language the mean of unrelated questions, float32 (dimension,). ``deviation``: the standard
    deviation of the cosines of unrelated questions of one language after that mean is taken away.
    """

    means: Mapping[Language, Vectors]
    deviation: float

    @classmethod
    def of(cls, vectors: Vectors) -> "QuestionRuler":
        """The ruler of an encoder. ``vectors``: those of ``ruler_questions()``, in their order, L2-normalised."""
        languages = [question.language for question in ruler_questions()]
        rows = {one: [row for row, language in enumerate(languages) if language is one] for one in Language}
        means: dict[Language, Vectors] = {one: vectors[own].mean(axis=0) for one, own in rows.items()}
        levelled = _levelled(vectors, languages, means)
        cosines = [_cosines_of_pairs(levelled[own]) for own in rows.values()]
        return cls(means, float(np.concatenate(cosines).std()))

    @property
    def threshold(self) -> float:
        """From this cosine of levelled vectors on, two questions ask for the same."""
        return min(HIGHEST_THRESHOLD, SAME_FROM_DEVIATIONS * self.deviation)

    def levelled(self, vectors: Vectors, languages: Sequence[Language]) -> Vectors:
        """The vectors of questions without what all questions of their language have in common.

        Args:
            vectors: float32 (n, dimension), L2-normalised.
            languages: of the n questions.

        Returns:
            float32 (n, dimension), L2-normalised; unrelated ones have a cosine of about 0.
        """
        return _levelled(vectors, languages, self.means)


def _levelled(vectors: Vectors, languages: Iterable[Language], means: Mapping[Language, Vectors]) -> Vectors:
    own = [vector - means[language] for vector, language in zip(vectors, languages, strict=True)]
    moved = np.array(own, np.float32).reshape(vectors.shape)
    # What is just the mean has no direction, and is near to nothing.
    levelled: Vectors = moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), np.finfo(np.float32).eps)
    return levelled


def _cosines_of_pairs(vectors: Vectors) -> Vectors:
    cosines: Vectors = (vectors @ vectors.T)[np.triu_indices(len(vectors), k=1)]
    return cosines
