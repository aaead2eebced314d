"""The rows of a measurement as arrays."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from verbale_index.evaluation.metrics import Flags, Floats
from verbale_index.evaluation.resampling import cluster_numbers
from verbale_index.evaluation.results import Outcome, QuestionResult, Said

Statistic = Callable[[Floats], Floats]
"""From weights of the questions, float (n_resamples, n_questions), to values, float (n_resamples,)."""


@dataclass(frozen=True)
class Measure:
    """A statistic of a table; ``n`` is how many observations it is made of."""

    n: int
    statistic: Statistic

    def over(self, table: "Table") -> float:
        """Its value, each question counted once."""
        return float(self.statistic(np.ones((1, len(table.rows))))[0])


@dataclass(frozen=True)
class Pool:
    """Askings of questions: as they are labelled, or with and without their articles.

    Arrays of shape (n,): ``question`` is the row of the table; ``is_right``, whether the first quote answers: an asking
    that has no answer is never right; ``is_judged``, whether that is known.
    """

    question: npt.NDArray[np.int64]
    confidence: Floats
    answered: Flags
    answerable: Flags
    is_right: Flags
    is_judged: Flags

    def judged(self) -> "Pool":
        """Only the askings of which is known whether they are right."""
        keep = self.is_judged
        return Pool(
            self.question[keep],
            self.confidence[keep],
            self.answered[keep],
            self.answerable[keep],
            self.is_right[keep],
            self.is_judged[keep],
        )


class Table:
    """Rows of a measurement, at least one; ``clusters``, int64 (n,), numbers the articles that they are about."""

    def __init__(self, rows: Sequence[QuestionResult]) -> None:
        self.rows = tuple(rows)
        self.clusters = cluster_numbers([row.cluster for row in rows])

    def of_language(self, language: str | None) -> "Table":
        """The rows of one language, or all."""
        return self if language is None else Table([row for row in self.rows if row.language == language])

    @property
    def languages(self) -> list[str]:
        """The languages of the questions, in the order of the alphabet."""
        return sorted({row.language for row in self.rows})

    def labelled(self) -> Pool:
        """Every question as it stands."""
        return _pool([_Asking(at, row, row.said, answerable=row.answerable) for at, row in enumerate(self.rows)])

    def left_out(self) -> Pool | None:
        """The answerable questions as they stand, and again without their articles; None if that was not asked."""
        askings = []
        for at, row in enumerate(self.rows):
            if row.left_out is not None:
                askings.append(_Asking(at, row, row.said, answerable=True))
                askings.append(_Asking(at, row, row.left_out, answerable=False))
        return _pool(askings) if askings else None


@dataclass(frozen=True)
class _Asking:
    question: int
    row: QuestionResult
    said: Said
    answerable: bool


def _pool(askings: Sequence[_Asking]) -> Pool:
    return Pool(
        question=np.array([asking.question for asking in askings], np.int64),
        confidence=np.array([asking.said.confidence for asking in askings]),
        answered=np.array([asking.said.outcome is Outcome.ANSWERED for asking in askings]),
        answerable=np.array([asking.answerable for asking in askings]),
        is_right=np.array([asking.answerable and asking.row.quote_rank == 1 for asking in askings]),
        is_judged=np.array([not asking.answerable or asking.row.quote_rank is not None for asking in askings]),
    )
