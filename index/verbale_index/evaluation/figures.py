"""Which figures are reported, and how each is computed from the rows of a measurement."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from verbale_index.evaluation import metrics
from verbale_index.evaluation.metrics import Flags, Floats
from verbale_index.evaluation.results import Outcome, QuestionResult
from verbale_index.evaluation.table import Measure, Pool, Table

SEARCH_DEPTH = 10

Measuring = Callable[[Table], Measure | None]
PoolOf = Callable[[Table], Pool | None]
PoolStatistic = Callable[[Pool, Floats], Floats]


@dataclass(frozen=True)
class Figure:
    """A figure: its name in JSON, its title for people, and what it measures; None where the rows lack it."""

    name: str
    title: str
    of: Measuring
    higher_is_better: bool = True


def _mean(value: Callable[[QuestionResult], float | None]) -> Measuring:
    """The mean of a value over the questions that have one."""

    def measure(table: Table) -> Measure | None:
        values = [value(row) for row in table.rows]
        counted = np.array([at for at, found in enumerate(values) if found is not None], np.int64)
        known = np.array([found for found in values if found is not None])
        if not len(counted):
            return None
        return Measure(len(counted), lambda weights: metrics.weighted_mean(known, weights[:, counted]))

    return measure


def _paragraphs(value: Callable[[QuestionResult], float]) -> Measuring:
    """The mean of what the search found, over the questions whose gold paragraphs are known."""
    return _mean(lambda row: value(row) if row.answerable and row.n_gold else None)


def _paragraph_hit(k: int) -> Measuring:
    return _paragraphs(lambda row: metrics.hit_at(min(row.paragraph_ranks, default=0), k))


def _hit(rank: Callable[[QuestionResult], int | None], k: int) -> Measuring:
    """The share of answerable questions whose first hit is among the first ``k``."""

    def hit(row: QuestionResult) -> float | None:
        found = rank(row) if row.answerable else None
        return None if found is None else metrics.hit_at(found, k)

    return _mean(hit)


def _rank_if_quoted(row: QuestionResult) -> int | None:
    """Apart from the decision to answer: the baselines, which always quote, are to be compared with this, too."""
    return None if row.said.outcome is Outcome.NOTHING else row.quote_rank


def _of(pool_of: PoolOf, statistic: PoolStatistic, needs: Callable[[Pool], Flags]) -> Measuring:
    """A statistic of a pool; ``needs`` marks the askings without which there is nothing to measure."""

    def measure(table: Table) -> Measure | None:
        pool = pool_of(table)
        if pool is None or not needs(pool).any():
            return None
        return Measure(len(pool.question), lambda weights: statistic(pool, weights[:, pool.question]))

    return measure


def _of_judged(pool_of: PoolOf, statistic: PoolStatistic) -> Measuring:
    """A statistic of the askings of which is known whether their first quote answers."""

    def judged(table: Table) -> Pool | None:
        pool = pool_of(table)
        return None if pool is None else pool.judged()

    return _of(judged, statistic, lambda pool: pool.is_judged)


def _auroc(pool: Pool, weights: Floats) -> Floats:
    return metrics.auroc(pool.confidence, pool.answerable, weights)


def _precision(pool: Pool, weights: Floats) -> Floats:
    return metrics.share_among(pool.answerable, pool.answered, weights)


def _recall(pool: Pool, weights: Floats) -> Floats:
    return metrics.share_among(pool.answered, pool.answerable, weights)


def _false_answers(pool: Pool, weights: Floats) -> Floats:
    return metrics.share_among(pool.answered, ~pool.answerable, weights)


def _risk(pool: Pool, weights: Floats) -> Floats:
    return metrics.share_among(~pool.is_right, pool.answered, weights)


def _aurc(pool: Pool, weights: Floats) -> Floats:
    return metrics.area_under_risk_coverage(pool.confidence, ~pool.is_right, weights)


def _ece(pool: Pool, weights: Floats) -> Floats:
    return metrics.calibration_error(pool.confidence, pool.is_right, weights)


def _brier(pool: Pool, weights: Floats) -> Floats:
    return metrics.brier(pool.confidence, pool.is_right, weights)


def _labelled(table: Table) -> Pool | None:
    return table.labelled()


def _answerable(pool: Pool) -> Flags:
    return pool.answerable


def _unanswerable(pool: Pool) -> Flags:
    return ~pool.answerable


def _abstention(suffix: str, words: str, pool: PoolOf) -> tuple[Figure, ...]:
    """The figures of abstaining, for one kind of questions that have no answer."""
    wrong = Figure(
        f"answered_{suffix}",
        f"Answered though nothing answers, {words}",
        _of(pool, _false_answers, _unanswerable),
        higher_is_better=False,
    )
    lower_is_better = (
        ("risk", "Wrong first quotes among the answers", _risk),
        ("aurc", "Area under risk–coverage", _aurc),
        ("ece", "Calibration error", _ece),
        ("brier", "Brier score", _brier),
    )
    return (
        Figure(f"auroc_{suffix}", f"AUROC of the confidence, {words}", _of(pool, _auroc, _unanswerable)),
        Figure(f"precision_{suffix}", f"Answerable among the answered, {words}", _of(pool, _precision, _unanswerable)),
        wrong,
        *(
            Figure(f"{name}_{suffix}", f"{title}, {words}", _of_judged(pool, statistic), higher_is_better=False)
            for name, title, statistic in lower_is_better
        ),
    )


FIGURES: tuple[Figure, ...] = (
    *(Figure(f"paragraph_hit_{k}", f"Paragraph hit@{k}", _paragraph_hit(k)) for k in (1, 3, 5)),
    Figure(
        "paragraph_mrr_10", "Paragraph MRR@10", _paragraphs(lambda row: metrics.reciprocal_rank(row.paragraph_ranks))
    ),
    Figure(
        "paragraph_ndcg_10",
        "Paragraph nDCG@10",
        _paragraphs(lambda row: metrics.ndcg(row.paragraph_ranks, row.n_gold, SEARCH_DEPTH)),
    ),
    *(Figure(f"quote_hit_{k}", f"Quote hit@{k}", _hit(lambda row: row.quote_rank, k)) for k in (1, 3)),
    Figure("quote_hit_1_if_quoted", "Quote hit@1 where anything is quoted", _hit(_rank_if_quoted, 1)),
    *(
        Figure(f"evidence_hit_{k}", f"Evidence sentence hit@{k}", _hit(lambda row: row.evidence_rank, k))
        for k in (1, 3)
    ),
    *(
        Figure(f"dense_hit_{k}", f"Baseline, nearest sentence: hit@{k}", _hit(lambda row: row.dense_rank, k))
        for k in (1, 3)
    ),
    *(Figure(f"bm25_hit_{k}", f"Baseline, BM25 sentence: hit@{k}", _hit(lambda row: row.bm25_rank, k)) for k in (1, 3)),
    Figure("recall", "Answered among the answerable", _of(_labelled, _recall, _answerable)),
    *_abstention("labelled", "as labelled", _labelled),
    *_abstention("left_out", "article left out", Table.left_out),
)

TITLES = {figure.name: figure.title for figure in FIGURES}
