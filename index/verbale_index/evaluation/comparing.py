"""Two measurements of one set, question by question."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from verbale.errors import VerbaleError
from verbale_index.evaluation.figures import FIGURES
from verbale_index.evaluation.metrics import Floats
from verbale_index.evaluation.resampling import holm, interval, probability_of_no_difference, resamples
from verbale_index.evaluation.results import QuestionResult, Results
from verbale_index.evaluation.table import Measure, Table

RESAMPLES = 10_000
"""More than for an interval: a p-value must be able to stand a correction over a hundred figures."""
SEED = 20_261_123


class NotComparable(VerbaleError):
    """Two measurements have no questions in common."""


@dataclass(frozen=True)
class Difference:
    """A figure in both measurements; ``low`` and ``high`` bound the 95 % interval of ``difference``, B minus A.

    ``is_significant`` says that it stands after Holm's correction over all figures compared; ``is_better`` that B is
    the better one as far as the values go.
    """

    name: str
    language: str | None
    n: int
    a: float
    b: float
    difference: float
    low: float
    high: float
    p: float
    is_significant: bool
    is_better: bool


@dataclass(frozen=True)
class Comparison:
    """``questions`` are in both measurements; ``only_a`` and ``only_b`` tell how many are in one alone."""

    questions: int
    only_a: int
    only_b: int
    same_set: bool
    differences: tuple[Difference, ...]

    def to_json(self) -> object:
        """Plain values for JSON."""
        return asdict(self)


@dataclass(frozen=True)
class _Pair:
    """A figure of both measurements and the differences of its resampled values."""

    name: str
    language: str | None
    higher_is_better: bool
    n: int
    a: float
    b: float
    resampled: Floats


def compare(a: Results, b: Results, count: int = RESAMPLES) -> Comparison:
    """Compare two measurements, paired by the ids of the questions that are in both.

    Raises:
        NotComparable: there is none.
    """
    in_b = {row.id: row for row in b.rows}
    rows_a = [row for row in a.rows if row.id in in_b]
    if not rows_a:
        raise NotComparable("The two measurements have no questions in common.", "Measure both on the same set.")
    table_a, table_b = Table(rows_a), Table([in_b[row.id] for row in rows_a])
    languages = table_a.languages if len(table_a.languages) > 1 else []
    pairs = [pair for language in (None, *languages) for pair in _pairs(table_a, table_b, language, count)]
    return Comparison(
        questions=len(rows_a),
        only_a=len(a.rows) - len(rows_a),
        only_b=len(b.rows) - len(rows_a),
        same_set=a.conditions.set_sha256 == b.conditions.set_sha256,
        differences=tuple(_judged(pairs)),
    )


def _pairs(table_a: Table, table_b: Table, language: str | None, count: int) -> list[_Pair]:
    part_a = table_a.of_language(language)
    part_b = Table(_with_ids(table_b.rows, part_a.rows))
    measured: list[tuple[str, bool, Measure, Measure]] = []
    for figure in FIGURES:
        in_a, in_b = figure.of(part_a), figure.of(part_b)
        if in_a is not None and in_b is not None:
            measured.append((figure.name, figure.higher_is_better, in_a, in_b))
    parts: list[list[Floats]] = [[] for _ in measured]
    # The same resample for both: what makes an article hard is taken out of the difference.
    for weights in resamples(part_a.clusters, count, SEED):
        for values, (_, _, in_a, in_b) in zip(parts, measured, strict=True):
            values.append(in_b.statistic(weights) - in_a.statistic(weights))
    return [
        _Pair(name, language, higher, in_a.n, in_a.over(part_a), in_b.over(part_b), np.concatenate(values))
        for (name, higher, in_a, in_b), values in zip(measured, parts, strict=True)
    ]


def _with_ids(rows: Sequence[QuestionResult], like: Sequence[QuestionResult]) -> list[QuestionResult]:
    by_id = {row.id: row for row in rows}
    return [by_id[row.id] for row in like]


def _judged(pairs: Sequence[_Pair]) -> list[Difference]:
    known = [(pair, bounds) for pair in pairs if (bounds := interval(pair.resampled)) is not None]
    known = [(pair, bounds) for pair, bounds in known if not np.isnan(pair.b - pair.a)]
    p_values = [probability_of_no_difference(pair.resampled) for pair, _ in known]
    return [
        Difference(
            name=pair.name,
            language=pair.language,
            n=pair.n,
            a=pair.a,
            b=pair.b,
            difference=pair.b - pair.a,
            low=bounds.low,
            high=bounds.high,
            p=p,
            is_significant=stands,
            is_better=(pair.b > pair.a) == pair.higher_is_better and pair.a != pair.b,
        )
        for (pair, bounds), p, stands in zip(known, p_values, holm(p_values), strict=True)
    ]
