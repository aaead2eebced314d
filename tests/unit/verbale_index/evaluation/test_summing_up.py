import json
from pathlib import Path

import pytest

from verbale_index.evaluation.comparing import NotComparable, compare
from verbale_index.evaluation.gold import GoldKind
from verbale_index.evaluation.measuring import Asked
from verbale_index.evaluation.results import (
    Conditions,
    Outcome,
    QuestionResult,
    Results,
    ResultsUnreadable,
    Said,
    read_results,
)
from verbale_index.evaluation.summing_up import sum_up


def _conditions(resamples: int = 200) -> Conditions:
    return Conditions(
        set_name="talks",
        set_sha256="0" * 64,
        articles=4,
        paragraphs=8,
        questions=8,
        sample=None,
        with_context=True,
        model="bundled",
        encoder="1" * 64,
        reranker=None,
        program_version="0.1.0",
        threads=1,
        measured_at="2025-03-10T09:00:00+00:00",
        resamples=resamples,
        seed=1,
    )


def _row(name: str, rank: int | None, confidence: float, left_out: float, language: str = "en") -> QuestionResult:
    return QuestionResult(
        id=name,
        language=language,
        cluster=name,
        answerable=True,
        said=_said(confidence),
        milliseconds=float(name),
        gold_kind=None if rank is None else GoldKind.ANSWER,
        n_gold=1,
        paragraph_ranks=(2,),
        quote_rank=rank,
        left_out=_said(left_out),
    )


def _said(confidence: float) -> Said:
    return Said(Outcome.ANSWERED if confidence >= 0.5 else Outcome.NOTHING, confidence)


def _asked(row: QuestionResult) -> Asked:
    return Asked(row, f"Question {row.id}?", f"Quote {row.id}." if row.said.outcome is Outcome.ANSWERED else "", "gold")


ROWS = [
    _row("1", 1, 0.9, 0.2),
    _row("2", 2, 0.8, 0.6, "ru"),
    _row("3", 1, 0.7, 0.1),
    _row("4", 0, 0.3, 0.2, "ru"),
    _row("5", None, 0.6, 0.3),
    QuestionResult("6", "en", "6", answerable=False, said=_said(0.85), milliseconds=6.0),
    QuestionResult("7", "en", "7", answerable=False, said=_said(0.2), milliseconds=7.0),
]


@pytest.fixture
def results() -> Results:
    return sum_up([_asked(row) for row in ROWS], _conditions(), unlabelled=3)


@pytest.mark.parametrize(
    ("name", "value", "n"),
    [
        ("paragraph_hit_1", 0.0, 5),
        ("paragraph_hit_3", 1.0, 5),
        ("paragraph_mrr_10", 0.5, 5),
        ("quote_hit_1", 2 / 4, 4),
        ("quote_hit_3", 3 / 4, 4),
        ("quote_hit_1_if_quoted", 2 / 3, 3),
        ("recall", 4 / 5, 7),
        # Of ten pairs .85 is above four of the answerable but .9, .2 is below all: 1 + 5.
        ("auroc_labelled", 6 / 10, 7),
        ("precision_labelled", 4 / 5, 7),
        ("answered_labelled", 1 / 2, 7),
        ("risk_labelled", 2 / 4, 6),
        ("precision_left_out", 4 / 5, 10),
        ("answered_left_out", 1 / 5, 10),
        ("brier_labelled", (0.1**2 + 0.8**2 + 0.3**2 + 0.3**2 + 0.85**2 + 0.2**2) / 6, 6),
    ],
)
def test_figures_over_all_questions(results: Results, name: str, value: float, n: int) -> None:
    found = results.figure(name)
    assert found is not None
    assert found.n == n
    assert found.value == pytest.approx(value, abs=1e-5)
    assert found.low is not None
    assert found.high is not None
    assert found.low <= found.value <= found.high


def test_figures_are_also_given_for_each_language(results: Results) -> None:
    english, russian = results.figure("quote_hit_1", "en"), results.figure("quote_hit_1", "ru")
    assert english is not None
    assert russian is not None
    assert (english.value, english.n, russian.value, russian.n) == (1.0, 2, 0.0, 2)
    assert results.figure("auroc_labelled", "ru") is None


def test_what_could_not_be_judged_is_named_and_counted(results: Results) -> None:
    counts = results.counts
    assert (counts.answerable, counts.unanswerable, counts.unlabelled) == (5, 2, 3)
    assert (counts.unlocated, counts.by_gold_kind) == (("5",), {"answer": 4})
    assert counts.outcomes == {
        "answerable": {"answered": 4, "near": 0, "nothing": 1},
        "unanswerable": {"answered": 1, "near": 0, "nothing": 1},
        "left_out": {"answered": 1, "near": 0, "nothing": 4},
    }
    assert (results.latency.n, results.latency.p50_ms, results.latency.p99_ms) == (7, 4.0, 6.94)


def test_the_worst_mistakes_are_the_surest(results: Results) -> None:
    assert [mistake.id for mistake in results.wrong_quotes] == ["2"]
    assert [(mistake.id, mistake.quote) for mistake in results.wrong_answers] == [("6", "Quote 6.")]


def test_the_curve_ends_with_all_answered(results: Results) -> None:
    curve = results.curves["labelled"].risk_coverage
    assert [curve.x[-1], curve.y[-1]] == pytest.approx([1.0, 4 / 6], abs=1e-5)
    assert [curve.x[0], curve.y[0]] == pytest.approx([1 / 6, 0.0], abs=1e-5)


def test_results_come_back_from_json_the_same(results: Results, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps(results.to_json()))
    assert read_results(file) == results


def test_rows_may_lie_in_a_file_of_their_own_and_be_moved_with_it(results: Results, tmp_path: Path) -> None:
    apart = results.with_rows_in(tmp_path / "rows.jsonl")
    moved = tmp_path / "moved"
    moved.mkdir()
    (moved / "a.json").write_text(json.dumps(apart.to_json()))
    assert read_results(moved / "a.json").rows == results.rows
    (tmp_path / "rows.jsonl").rename(moved / "rows.jsonl")
    assert read_results(moved / "a.json").rows == results.rows
    (moved / "rows.jsonl").unlink()
    with pytest.raises(ResultsUnreadable, match=r"The rows of .* are not in"):
        read_results(moved / "a.json")


def test_what_holds_no_results_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ResultsUnreadable, match="cannot be read"):
        read_results(tmp_path / "nothing.json")
    (tmp_path / "a.json").write_text("{}")
    with pytest.raises(ResultsUnreadable, match="does not hold results"):
        read_results(tmp_path / "a.json")


def _many(rank: int, every: int, count: int = 60) -> Results:
    """Results in which each ``every``th first quote has another rank."""
    rows = [_row(str(at), rank if at % every == 0 else 1, 0.9, 0.1) for at in range(1, count + 1)]
    return sum_up([_asked(row) for row in rows], _conditions(), unlabelled=0)


def test_two_measurements_are_compared_question_by_question() -> None:
    comparison = compare(_many(2, every=2), _many(2, every=6), count=2000)
    found = {difference.name: difference for difference in comparison.differences}
    first = found["quote_hit_1"]
    assert (comparison.questions, comparison.only_a, comparison.same_set) == (60, 0, True)
    assert [first.a, first.b, first.difference] == pytest.approx([1 / 2, 5 / 6, 1 / 3])
    # 20 of 60 questions changed, all for the better: p (1 - p) / 60 is the variance of their share.
    error = (1 / 3 * 2 / 3 / 60) ** 0.5
    assert [first.low, first.high] == pytest.approx([1 / 3 - 1.96 * error, 1 / 3 + 1.96 * error], abs=0.02)
    assert (first.is_significant, first.is_better) == (True, True)
    assert found["risk_labelled"].is_better
    unchanged = found["quote_hit_3"]
    assert (unchanged.difference, unchanged.p, unchanged.is_significant) == (0.0, 1.0, False)


def test_questions_in_one_measurement_alone_are_left_out_and_counted() -> None:
    comparison = compare(_many(2, every=2), _many(2, every=2, count=50), count=200)
    assert (comparison.questions, comparison.only_a, comparison.only_b) == (50, 10, 0)
    assert {difference.difference for difference in comparison.differences} == {0.0}


def test_without_a_common_question_nothing_is_compared(results: Results) -> None:
    other = sum_up([_asked(_row("99", 1, 0.9, 0.1))], _conditions(), unlabelled=0)
    with pytest.raises(NotComparable):
        compare(results, other)
