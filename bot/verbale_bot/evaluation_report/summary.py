"""A measurement, and a comparison of two, in the terminal."""

from rich.console import Console
from rich.table import Table

from verbale_bot.evaluation_report.wording import (
    ALL_LANGUAGES,
    ASKED,
    SECTIONS,
    columns_of,
    conditions_in_words,
    hit_in_words,
    rows_of,
    unlocated_in_words,
)
from verbale_index.evaluation.comparing import Comparison
from verbale_index.evaluation.figures import TITLES
from verbale_index.evaluation.results import FigureResult, Results

PIPE_WIDTH = 400
"""A pipe has no edge to fold lines at; tables take what they need of it."""


def print_results(results: Results) -> None:
    """The figures with their intervals, the outcomes, and under which conditions they were measured."""
    console = _console()
    for name, value in conditions_in_words(results.conditions):
        console.print(f"{name}: {value}", soft_wrap=True)
    console.print()
    table = Table(box=None, pad_edge=False)
    table.add_column("figure")
    for language in columns_of(results):
        table.add_column(language or ALL_LANGUAGES, justify="right", no_wrap=True)
    for section, starts in SECTIONS.items():
        rows = rows_of(results, starts)
        if rows:
            table.add_row(section, style="bold")
        for row in rows:
            table.add_row(f"{' ' if row.higher_is_better else '↓'} {row.title}", *map(_cell, row.cells))
    console.print(table)
    console.print(f"\n↓ lower is better. {hit_in_words(results)}", soft_wrap=True)
    console.print(_outcomes(results))
    latency = results.latency
    console.print(
        f"\nOne answer takes {latency.p50_ms:.1f} ms (median), {latency.p99_ms:.1f} ms (99 of 100 are quicker)."
    )
    if results.counts.unlabelled:
        console.print(f"Not asked, because nothing says whether they have an answer: {results.counts.unlabelled}.")
    if results.counts.unlocated:
        console.print(unlocated_in_words(results), soft_wrap=True)


def print_comparison(comparison: Comparison, a: str, b: str) -> None:
    """Each figure of both measurements, their difference with its interval, and whether that is more than chance."""
    console = _console()
    console.print(f"A: {a}\nB: {b}", soft_wrap=True)
    console.print(f"{comparison.questions} questions in both", end="")
    console.print(f", {comparison.only_a} in A alone, {comparison.only_b} in B alone.")
    if not comparison.same_set:
        console.print("The sets differ: only the ids of the questions are the same.")
    console.print()
    table = Table(box=None, pad_edge=False)
    table.add_column("figure")
    for name in ("language", "A", "B", "B − A", "95 % interval", "p", "significant"):
        table.add_column(name, justify="right", no_wrap=True)
    for found in comparison.differences:
        verdict = ("better" if found.is_better else "worse") if found.is_significant else "no"
        table.add_row(
            TITLES[found.name],
            found.language or ALL_LANGUAGES,
            f"{found.a:.3f}",
            f"{found.b:.3f}",
            f"{found.difference:+.3f}",
            f"{found.low:+.3f} to {found.high:+.3f}",
            f"{found.p:.4f}",
            verdict,
            style=("green" if found.is_better else "red") if found.is_significant else "",
        )
    console.print(table)
    console.print(
        "\nSignificant: with Holm's correction over all rows, any of them is chance with a probability of 5 % at most.",
        soft_wrap=True,
    )


def _console() -> Console:
    console = Console(highlight=False, markup=False)
    return console if console.is_terminal else Console(highlight=False, markup=False, width=PIPE_WIDTH)


def _cell(figure: FigureResult | None) -> str:
    if figure is None:
        return "–"
    if figure.low is None or figure.high is None:
        return f"{figure.value:.3f}"
    return f"{figure.value:.3f} [{figure.low:.3f} {figure.high:.3f}]"


def _outcomes(results: Results) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("\nquestions")
    for name in ("\nanswered", "\nnear", "\nnothing"):
        table.add_column(name, justify="right")
    for kind, counts in results.counts.outcomes.items():
        table.add_row(ASKED[kind], *(str(count) for count in counts.values()))
    return table
