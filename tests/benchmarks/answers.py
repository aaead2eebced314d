"""How long an answer takes: as ``verbale ask --from`` in a process of its own, and step by step in this one."""

import functools
import json
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from benchmarks.figures import Figure, Target, percentile
from benchmarks.libraries import Library
from benchmarks.processes import run_program
from benchmarks.workbench import Workbench
from verbale.answer import Question
from verbale.briefing import Viewer
from verbale.cited import answer_as_json, cited
from verbale.settings import BUNDLED_MODEL, Settings
from verbale.store.briefings import BriefingStore
from verbale_bot.compose import Program, open_program
from verbale_bot.engine import Engine, open_engine
from verbale_index import answering
from verbale_index.attribution import Attribution
from verbale_index.bundled.encoder import BundledEncoder
from verbale_index.catalogue import Catalogue
from verbale_index.serving import Serving

WARM_UP_QUESTIONS = 20
ROUNDS = 5
PROCESS_REPETITIONS = 3
TOP = 3
MEDIAN_TARGET_MS = Target(20, 10_000)
TAIL_TARGET_MS = Target(50, 10_000)

# What an answer is made of, and where it is done; the rest is what none of these does.
PARTS: tuple[tuple[str, Any, str], ...] = (
    ("telling its language", answering, "detect_language"),
    ("looking for a new index", Serving, "generation"),
    ("who may see what", Catalogue, "view"),
    ("encoding the question", BundledEncoder, "encode_questions"),
    ("finding paragraphs", answering, "find"),
    ("candidates, their words and covers", answering, "candidates_of"),
    ("features", answering, "features_of"),
    ("evidence", answering, "evidence_of"),
    ("who speaks", Attribution, "citation"),
    ("reading and checking the editions", BriefingStore, "quotations"),
)
REST = "the rest"


@dataclass
class Latencies:
    """Milliseconds of each answer, in whole and by part, and how many answers quoted something.

    ``processor`` is the time that processors spent on it: what others do at the same time changes it little.
    """

    whole: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    parts: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    answered: int = 0


def measure(bench: Workbench) -> list[Figure]:
    """Both libraries are asked in turns, so that they meet the same disturbances."""
    large, small = bench.library, bench.small_library
    latencies = {library.corpus.paragraphs: Latencies() for library in (small, large)}
    with _opened(small) as small_one, _opened(large) as large_one:
        for program, engine, library in (small_one, large_one):
            ask(program, engine, library.corpus.questions[:WARM_UP_QUESTIONS], Latencies())
        for _ in range(ROUNDS):
            for program, engine, library in (small_one, large_one):
                ask(program, engine, library.corpus.questions, latencies[library.corpus.paragraphs])
    figures = []
    few, many = small.corpus.paragraphs, large.corpus.paragraphs
    for before, now in zip(_figures(few, latencies[few]), _figures(many, latencies[many]), strict=True):
        figures += [before, now.over(before)]
    return figures + _process_figures(small, large)


def _figures(paragraphs: int, found: Latencies) -> Iterator[Figure]:
    yield Figure("answer, median", statistics.median(found.whole), "ms", paragraphs, MEDIAN_TARGET_MS)
    yield Figure("answer, processor time, median", statistics.median(found.processor), "ms", paragraphs)
    yield Figure("answer, 95 of 100 within", percentile(found.whole, 95), "ms", paragraphs)
    yield Figure("answer, 99 of 100 within", percentile(found.whole, 99), "ms", paragraphs, TAIL_TARGET_MS)
    for name in [part for part, _, _ in PARTS] + [REST]:
        yield Figure(f"  of it {name}, median", statistics.median(found.parts[name]), "ms", paragraphs)
    yield Figure("answers that quote", 100 * found.answered / len(found.whole), "%", paragraphs)


def _process_figures(small: Library, large: Library) -> list[Figure]:
    """The start is what one question takes; an answer, what each further one adds."""
    figures: dict[int, list[Figure]] = {}
    for library in (small, large):
        paragraphs, count = library.corpus.paragraphs, len(library.corpus.questions)
        one, all_of_them = library.questions_file(1), library.questions_file(count)
        seconds: dict[str, list[float]] = {"one": [], "all": []}
        run_program(library.installation, "ask", "--from", str(one))  # warms the page cache
        for _ in range(PROCESS_REPETITIONS):
            seconds["one"].append(run_program(library.installation, "ask", "--from", str(one)).seconds)
            seconds["all"].append(run_program(library.installation, "ask", "--from", str(all_of_them)).seconds)
        alone, together = statistics.median(seconds["one"]), statistics.median(seconds["all"])
        figures[paragraphs] = [
            Figure("ask --from, one question, whole process", alone, "s", paragraphs),
            Figure(f"ask --from, {count} questions, whole process", together, "s", paragraphs),
            Figure("ask --from, each further answer", 1000 * (together - alone) / (count - 1), "ms", paragraphs,
                   MEDIAN_TARGET_MS),
        ]  # fmt: skip
    few, many = figures.values() if len(figures) > 1 else (next(iter(figures.values())),) * 2
    return [figure for before, now in zip(few, many, strict=True) for figure in (before, now.over(before))]


@contextmanager
def _opened(library: Library) -> Iterator[tuple[Program, Engine, Library]]:
    """The program over a library, with its model loaded, wired as the commands wire it."""
    installation = library.installation
    settings = Settings(
        briefings_dir=installation.briefings,
        data_dir=installation.data,
        cache_dir=installation.model_cache,
        threads=int(installation.settings["VERBALE_THREADS"]),
        database_url=None,
        embedding_model=BUNDLED_MODEL,
    )
    program = open_program(settings)
    try:
        yield program, open_engine(program, lambda *_: None), library
    finally:
        program.close()


def ask(program: Program, engine: Engine, questions: Sequence[str], found: Latencies) -> None:
    """What ``verbale ask --from`` does with each question, but for writing the line."""
    viewer = Viewer()
    for text in questions:
        with _timed_parts() as spent:
            started, processor_before = time.perf_counter(), time.process_time()
            engine.answerer.forget()
            answer = engine.answerer.answer(Question(text), viewer, TOP)
            citations = cited(answer.citations, program.briefings.quotations)
            json.dumps(answer_as_json(answer, citations, None), ensure_ascii=False)
            whole, processor = time.perf_counter() - started, time.process_time() - processor_before
        found.answered += answer.answered
        found.whole.append(1000 * whole)
        found.processor.append(1000 * processor)
        for name, _, _ in PARTS:
            found.parts[name].append(1000 * spent[name])
        found.parts[REST].append(1000 * (whole - sum(spent.values())))


@contextmanager
def _timed_parts() -> Iterator[dict[str, float]]:
    """Seconds spent in each part while the block runs; the parts do not call each other."""
    spent: dict[str, float] = defaultdict(float)
    originals = [(owner, attribute, getattr(owner, attribute)) for _, owner, attribute in PARTS]
    for (name, owner, attribute), (_, _, original) in zip(PARTS, originals, strict=True):
        setattr(owner, attribute, _timed(original, name, spent))
    try:
        yield spent
    finally:
        for owner, attribute, original in originals:
            setattr(owner, attribute, original)


def _timed(work: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    @functools.wraps(work)
    def timed(*arguments: Any, **named: Any) -> Any:
        started = time.perf_counter()
        try:
            return work(*arguments, **named)
        finally:
            spent[name] += time.perf_counter() - started

    return timed
