"""How long indexing takes: the first time, when nothing has changed, and when one article was added."""

import json
import statistics
from dataclasses import dataclass
from typing import Any

from benchmarks.figures import Figure, Target
from benchmarks.libraries import FirstIndexing, Library, copied_library, new_library
from benchmarks.processes import Ended, run_program
from benchmarks.workbench import Workbench

UNCHANGED_REPETITIONS = 5
UNCHANGED_TARGET_SECONDS = Target(3.0, 10_000)


@dataclass(frozen=True)
class Run:
    """One ``verbale reindex --json``: its report, and the whole process."""

    report: dict[str, Any]
    process: Ended

    @property
    def seconds(self) -> float:
        """The seconds of work that it reports."""
        return float(self.report["seconds"])

    @property
    def rows(self) -> int:
        """How many paragraphs and sentences the index has."""
        return int(self.report["paragraphs"]) + int(self.report["sentences"])


def measure(bench: Workbench) -> list[Figure]:
    """The first indexing of the baseline is always measured now; that of the large library may be an earlier run's."""
    with new_library(bench.small_corpus, bench.threads) as small:
        first = _first_figures(small.first, "measured now")
        baseline = first[0]
        small_figures = _again(small, baseline)
    large = bench.library
    said = f"measured {large.first.measured_at}, {large.first.threads} threads" if large.is_kept else "measured now"
    if not large.first.is_whole:
        said += ", the rest of one broken off"
    figures = [*first, *small_figures]
    figures += [now.over(before) for before, now in zip(first, _first_figures(large.first, said), strict=True)]
    with copied_library(large, bench.threads) as copy:
        return figures + _again(copy, baseline)


def _first_figures(first: FirstIndexing, said: str) -> list[Figure]:
    """Paragraphs a second count the work on their sentences, too; those embedded before are left out by share."""
    share = first.embedded / (first.paragraphs + first.sentences)
    return [
        Figure(f"first reindex ({said})", first.seconds, "s", first.paragraphs),
        Figure("  processor time", first.processor_seconds, "s", first.paragraphs),
        Figure("  paragraphs a second", share * first.paragraphs / first.seconds, "/s", first.paragraphs),
        Figure("  texts embedded a second", first.embedded / first.seconds, "/s", first.paragraphs),
        Figure("  peak memory", first.peak_mb, "MB", first.paragraphs),
    ]


def _again(library: Library, baseline: Figure) -> list[Figure]:
    """Nothing has changed; then articles are added, one by one. ``library`` is changed."""
    paragraphs = library.corpus.paragraphs
    _reindex(library)  # warms the page cache
    unchanged = [_reindex(library) for _ in range(UNCHANGED_REPETITIONS)]
    before, added, new_rows = unchanged[-1], [], []
    for file in library.corpus.added:
        (library.installation.briefings / file.name).write_text(file.text, "utf-8")
        after = _reindex(library)
        added.append(after)
        new_rows.append(after.rows - before.rows)
        before = after
    work = statistics.median(run.seconds for run in unchanged)
    process = statistics.median(run.process.seconds for run in unchanged)
    processor = statistics.median(run.process.processor_seconds for run in unchanged)
    embedded = statistics.median(int(run.report["embedded"]) for run in added)
    rows = Target(statistics.median(new_rows), 0)
    return [
        Figure("unchanged reindex, work", work, "s", paragraphs, UNCHANGED_TARGET_SECONDS).over(baseline),
        Figure("unchanged reindex, whole process", process, "s", paragraphs).over(baseline),
        Figure("  of it processor time", processor, "s", paragraphs).over(baseline),
        Figure(
            "unchanged reindex, peak memory", max(run.process.memory.peak_mb for run in unchanged), "MB", paragraphs
        ),
        Figure("one article added, texts embedded", embedded, "", paragraphs, rows),
        Figure("one article added, work", statistics.median(run.seconds for run in added), "s", paragraphs).over(
            baseline
        ),
        Figure("one article added, peak memory", max(run.process.memory.peak_mb for run in added), "MB", paragraphs),
    ]


def _reindex(library: Library) -> Run:
    ended = run_program(library.installation, "reindex", "--json")
    return Run(json.loads(ended.out), ended)
