"""What a measurement found, and its JSON."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from verbale.errors import VerbaleError
from verbale_index.evaluation.gold import GoldKind

FORMAT_VERSION = 1


class ResultsUnreadable(VerbaleError):
    """A file does not hold results of a measurement, or lacks what is needed of them."""


class Outcome(StrEnum):
    """What became of a question: answered, near (not answered, but something is quoted all the same), or nothing."""

    ANSWERED = "answered"
    NEAR = "near"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Said:
    """What became of a question, and how sure the program was, 0 to 1."""

    outcome: Outcome
    confidence: float


@dataclass(frozen=True)
class QuestionResult:
    """One question. Of ranks, from 1, 0 says that nothing right was found and None that this was not measured.

    ``cluster`` names the article (of all translations) that the question is about. ``paragraph_ranks`` are the ranks of
    gold paragraphs among the first ten found, ``n_gold`` how many gold paragraphs there are. ``left_out`` is what
    became of the question when its articles were not there.
    """

    id: str
    language: str
    cluster: str
    answerable: bool
    said: Said
    milliseconds: float
    gold_kind: GoldKind | None = None
    n_gold: int = 0
    paragraph_ranks: tuple[int, ...] = ()
    quote_rank: int | None = None
    evidence_rank: int | None = None
    dense_rank: int | None = None
    bm25_rank: int | None = None
    left_out: Said | None = None


@dataclass(frozen=True)
class Conditions:
    """Under which a measurement was made: with other ones, other figures."""

    set_name: str
    set_sha256: str
    articles: int
    paragraphs: int
    questions: int
    sample: int | None
    with_context: bool
    model: str
    encoder: str
    reranker: str | None
    program_version: str
    threads: int
    measured_at: str
    resamples: int
    seed: int


@dataclass(frozen=True)
class FigureResult:
    """A figure, over the questions of one language or of all (None); ``low`` and ``high`` bound its 95 % interval."""

    name: str
    language: str | None
    n: int
    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Latency:
    """How long answering one question took, warm and one after the other."""

    n: int
    p50_ms: float
    p99_ms: float


@dataclass(frozen=True)
class Curve:
    """Points of a plot; ``counts`` where a point stands for several observations."""

    x: tuple[float, ...]
    y: tuple[float, ...]
    counts: tuple[int, ...] = ()


@dataclass(frozen=True)
class PoolCurves:
    """The plots of the questions as labelled, or of the answerable ones with and without their articles."""

    risk_coverage: Curve
    reliability: Curve


@dataclass(frozen=True)
class Mistake:
    """A wrong first quote, or an answer where there is none; ``gold`` is what the set has for an answer."""

    id: str
    language: str
    question: str
    quote: str
    gold: str
    confidence: float
    outcome: Outcome


@dataclass(frozen=True)
class Counts:
    """How many questions there were of which kind; ``unlocated`` are ids of questions whose gold was not found."""

    answerable: int
    unanswerable: int
    unlabelled: int
    by_language: dict[str, int]
    by_gold_kind: dict[str, int]
    unlocated: tuple[str, ...]
    outcomes: dict[str, dict[str, int]]


@dataclass(frozen=True)
class Results:
    """All that one measurement found. ``curves`` has ``labelled`` and, where that was asked, ``left_out``."""

    conditions: Conditions
    counts: Counts
    latency: Latency
    figures: tuple[FigureResult, ...]
    curves: dict[str, PoolCurves]
    wrong_quotes: tuple[Mistake, ...]
    wrong_answers: tuple[Mistake, ...]
    rows: tuple[QuestionResult, ...] = ()
    rows_file: str | None = None
    format: int = FORMAT_VERSION

    def figure(self, name: str, language: str | None = None) -> FigureResult | None:
        """The figure of that name, if it was measured."""
        found = (figure for figure in self.figures if (figure.name, figure.language) == (name, language))
        return next(found, None)

    def to_json(self) -> object:
        """Plain values for JSON; what has its default is left out, for there may be thousands of rows."""
        plain: object = _RESULTS.dump_python(self, mode="json", exclude_defaults=True)
        return {"format": self.format, **plain} if isinstance(plain, dict) else plain

    def with_rows_in(self, file: Path) -> "Results":
        """Write the rows to ``file``, one JSON object a line, and leave them out here."""
        lines = (
            json.dumps(_ROW.dump_python(row, mode="json", exclude_defaults=True), ensure_ascii=False)
            for row in self.rows
        )
        file.write_text("".join(f"{line}\n" for line in lines), "utf-8")
        return replace(self, rows=(), rows_file=str(file.resolve()))


_RESULTS = TypeAdapter(Results)
_ROW = TypeAdapter(QuestionResult)


def read_results(file: Path) -> Results:
    """Read what ``verbale eval --json`` wrote, with its rows, also those in a file of their own.

    Raises:
        ResultsUnreadable: it is not that, or the rows are gone.
    """
    try:
        results = _RESULTS.validate_json(file.read_bytes())
    except OSError as error:
        raise ResultsUnreadable(f"{file} cannot be read: {error.strerror}.") from error
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise ResultsUnreadable(
            f"{file} does not hold results of verbale eval --json ({where + ': ' if where else ''}{first['msg']}).",
            "Measure again.",
        ) from error
    if results.format != FORMAT_VERSION:
        raise ResultsUnreadable(f"{file} is of format {results.format}, not {FORMAT_VERSION}.", "Measure again.")
    if results.rows_file is not None:
        results = replace(results, rows=_read_rows(file, Path(results.rows_file)))
    return results


def _read_rows(results_file: Path, rows_file: Path) -> tuple[QuestionResult, ...]:
    # Both files may have been moved together.
    places: Sequence[Path] = (rows_file, results_file.parent / rows_file.name)
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        raise ResultsUnreadable(f"The rows of {results_file} are not in {rows_file}.", "Put the file back, or beside.")
    try:
        return tuple(_ROW.validate_json(line) for line in found.read_bytes().splitlines() if line)
    except ValidationError as error:
        raise ResultsUnreadable(f"{found} does not hold rows of verbale eval --rows.", "Measure again.") from error
