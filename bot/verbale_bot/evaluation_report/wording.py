"""The words that a measurement is shown in."""

from collections.abc import Mapping
from dataclasses import dataclass

from verbale_index.evaluation.figures import FIGURES
from verbale_index.evaluation.gold import GoldKind
from verbale_index.evaluation.results import Conditions, FigureResult, Results

ALL_LANGUAGES = "all"

GOLD_KINDS: Mapping[str, str] = {
    GoldKind.ANSWER.value: "touches the answer's words",
    GoldKind.EVIDENCE.value: "covers at least half of the evidence sentence",
    GoldKind.PARAGRAPH.value: "lies in a gold paragraph (the set does not say where in it the answer stands)",
}
ASKED: Mapping[str, str] = {
    "answerable": "answerable",
    "unanswerable": "labelled as unanswerable",
    "left_out": "answerable, article left out",
}
SECTIONS: Mapping[str, tuple[str, ...]] = {
    "Finding the paragraph": ("paragraph_",),
    "Quoting the sentence": ("quote_", "evidence_", "dense_", "bm25_"),
    "Answering or abstaining": ("recall", "auroc_", "precision_", "answered_", "risk_", "aurc_"),
    "Trusting the confidence": ("ece_", "brier_"),
}
"""The figures by what they are about: the starts of their names."""


@dataclass(frozen=True)
class FigureRow:
    """A figure as a row: its title, and its value for all questions and for each language, None where there is none."""

    name: str
    title: str
    higher_is_better: bool
    cells: tuple[FigureResult | None, ...]


def columns_of(results: Results) -> list[str | None]:
    """The columns of tables of figures: all languages (None), then each where there are several."""
    return [None, *sorted({figure.language for figure in results.figures if figure.language is not None})]


def rows_of(results: Results, starts: tuple[str, ...]) -> list[FigureRow]:
    """The figures whose names have one of these starts, in the order in which they are reported."""
    rows = []
    for figure in FIGURES:
        cells = tuple(results.figure(figure.name, language) for language in columns_of(results))
        if figure.name.startswith(starts) and any(cells):
            rows.append(FigureRow(figure.name, figure.title, figure.higher_is_better, cells))
    return rows


def hit_in_words(results: Results) -> str:
    """When a quote counts as a hit, with how many questions are judged so where there are several ways."""
    kinds = results.counts.by_gold_kind
    ways = [GOLD_KINDS[kind] + (f" ({count} questions)" if len(kinds) > 1 else "") for kind, count in kinds.items()]
    return "A quote hits if it " + ", or ".join(ways) + "." if ways else "No quote could be judged."


def conditions_in_words(conditions: Conditions) -> list[tuple[str, str]]:
    """The conditions of a measurement as names and values."""
    asked = f"{conditions.questions}" + ("" if conditions.sample is None else " (a sample)")
    return [
        ("Set", f"{conditions.set_name}, SHA-256 {conditions.set_sha256[:12]}…"),
        ("Articles", f"{conditions.articles} with {conditions.paragraphs} paragraphs"),
        ("Questions", asked + ("" if conditions.with_context else ", without what was said before")),
        ("Embedding model", f"{conditions.model}, fingerprint {conditions.encoder[:12]}…"),
        ("Reranker", conditions.reranker or "none"),
        ("Program", f"verbale {conditions.program_version}, threads for embedding: {conditions.threads}"),
        ("Measured", conditions.measured_at),
        ("Intervals", f"95 %, bootstrap over articles, {conditions.resamples} resamples, seed {conditions.seed}"),
    ]


def unlocated_in_words(results: Results) -> str:
    """Which questions could not be judged; empty where all could."""
    missing = results.counts.unlocated
    if not missing:
        return ""
    named = ", ".join(missing[:10]) + (", …" if len(missing) > 10 else "")  # noqa: PLR2004 - a line's length
    return f"Not judged, because the set's answer does not stand where the set says: {len(missing)} ({named})."
