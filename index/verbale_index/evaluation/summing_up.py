"""From what came of each question to figures, curves, counts and the worst mistakes."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from verbale_index.evaluation import metrics
from verbale_index.evaluation.figures import FIGURES
from verbale_index.evaluation.measuring import Asked
from verbale_index.evaluation.metrics import Floats
from verbale_index.evaluation.resampling import interval, resamples
from verbale_index.evaluation.results import (
    Conditions,
    Counts,
    Curve,
    FigureResult,
    Latency,
    Mistake,
    Outcome,
    PoolCurves,
    Results,
)
from verbale_index.evaluation.table import Measure, Pool, Table

CURVE_POINTS = 300
MISTAKES_SHOWN = 20
DIGITS = 5


def sum_up(asked: Sequence[Asked], conditions: Conditions, unlabelled: int) -> Results:
    """All that is reported of the questions ``asked``, at least one; ``unlabelled`` is how many were not asked."""
    table = Table([one.row for one in asked])
    milliseconds = np.array([one.row.milliseconds for one in asked])
    pools = {"labelled": table.labelled(), "left_out": table.left_out()}
    return Results(
        conditions=conditions,
        counts=_counts(table, unlabelled),
        latency=Latency(
            len(asked),
            _rounded(float(np.quantile(milliseconds, 0.5))),
            _rounded(float(np.quantile(milliseconds, 0.99))),
        ),
        figures=tuple(figures_of(table, conditions.resamples, conditions.seed)),
        curves={
            name: _curves(pool.judged()) for name, pool in pools.items() if pool is not None and pool.is_judged.any()
        },
        wrong_quotes=_worst([one for one in asked if one.row.answerable and _is_wrong(one)]),
        wrong_answers=_worst([one for one in asked if not one.row.answerable and one.first_quote]),
        rows=table.rows,
    )


def figures_of(table: Table, count: int, seed: int) -> list[FigureResult]:
    """Every figure that the rows allow, over all questions and, where there are several languages, over each."""
    languages = table.languages if len(table.languages) > 1 else []
    return [found for language in (None, *languages) for found in _of_language(table, language, count, seed)]


def _of_language(table: Table, language: str | None, count: int, seed: int) -> list[FigureResult]:
    part = table.of_language(language)
    measures = {figure.name: found for figure in FIGURES if (found := figure.of(part)) is not None}
    resampled = _resampled(list(measures.values()), part, count, seed)
    results = []
    for (name, measure), values in zip(measures.items(), resampled, strict=True):
        value, bounds = measure.over(part), interval(values)
        if not np.isnan(value):
            low, high = (None, None) if bounds is None else (_rounded(bounds.low), _rounded(bounds.high))
            results.append(FigureResult(name, language, measure.n, _rounded(value), low, high))
    return results


def _resampled(measures: Sequence[Measure], table: Table, count: int, seed: int) -> list[Floats]:
    """For each measure its value in every resample: float (count,)."""
    parts: list[list[Floats]] = [[] for _ in measures]
    for weights in resamples(table.clusters, count, seed):
        for values, measure in zip(parts, measures, strict=True):
            values.append(measure.statistic(weights))
    return [np.concatenate(values) for values in parts]


def _counts(table: Table, unlabelled: int) -> Counts:
    answerable = [row for row in table.rows if row.answerable]
    outcomes = {
        "answerable": Counter(row.said.outcome.value for row in answerable),
        "unanswerable": Counter(row.said.outcome.value for row in table.rows if not row.answerable),
        "left_out": Counter(row.left_out.outcome.value for row in answerable if row.left_out is not None),
    }
    return Counts(
        answerable=len(answerable),
        unanswerable=len(table.rows) - len(answerable),
        unlabelled=unlabelled,
        by_language=dict(Counter(row.language for row in table.rows)),
        by_gold_kind=dict(Counter(row.gold_kind.value for row in answerable if row.gold_kind is not None)),
        unlocated=tuple(row.id for row in answerable if row.gold_kind is None),
        outcomes={
            kind: {outcome.value: found[outcome.value] for outcome in Outcome}
            for kind, found in outcomes.items()
            if found
        },
    )


def _curves(pool: Pool) -> PoolCurves:
    curve = metrics.risk_coverage(pool.confidence, ~pool.is_right)
    kept = np.unique(np.linspace(0, len(curve.risk) - 1, num=min(CURVE_POINTS, len(curve.risk))).round().astype(int))
    diagram = metrics.reliability(pool.confidence, pool.is_right)
    return PoolCurves(
        Curve(_plain(curve.coverage[kept]), _plain(curve.risk[kept])),
        Curve(_plain(diagram.confidence), _plain(diagram.share_right), tuple(diagram.counts.tolist())),
    )


def _is_wrong(one: Asked) -> bool:
    return bool(one.first_quote) and one.row.quote_rank is not None and one.row.quote_rank != 1


def _worst(asked: Sequence[Asked]) -> tuple[Mistake, ...]:
    """Those that the program was surest of."""
    surest = sorted(asked, key=lambda one: (-one.row.said.confidence, one.row.id))[:MISTAKES_SHOWN]
    return tuple(
        Mistake(
            id=one.row.id,
            language=one.row.language,
            question=one.question,
            quote=one.first_quote,
            gold=one.gold,
            confidence=one.row.said.confidence,
            outcome=one.row.said.outcome,
        )
        for one in surest
    )


def _plain(values: Floats) -> tuple[float, ...]:
    return tuple(_rounded(value) for value in values.tolist())


def _rounded(value: float) -> float:
    return round(value, DIGITS)
