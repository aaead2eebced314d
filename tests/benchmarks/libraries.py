"""Indexed libraries, kept between runs: embedding ten thousand paragraphs takes many minutes.

Each is an installation in a folder named by the digest of its contents. What the first indexing took is written beside
it, so that a later run can still tell.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.corpus import Corpus
from benchmarks.processes import run_program
from program import Installation
from verbale_index.bundled.encoder import BundledEncoder

KEPT = Path(__file__).resolve().parents[2] / "var" / "bench"
MODEL = KEPT / "model"
FIRST = "first.json"


@dataclass(frozen=True)
class FirstIndexing:
    """The first indexing of a library; not a whole one where it went on with what a run broken off had embedded."""

    measured_at: str
    threads: int
    paragraphs: int
    sentences: int
    embedded: int
    seconds: float
    processor_seconds: float
    peak_mb: float
    is_whole: bool


@dataclass(frozen=True)
class Library:
    """An installation whose index is up to date."""

    installation: Installation
    corpus: Corpus
    first: FirstIndexing
    is_kept: bool  # whether it was indexed by an earlier run

    def questions_file(self, count: int) -> Path:
        """The first questions, as ``verbale ask --from`` takes them."""
        file = self.installation.folder / f"questions-{count}.jsonl"
        rows = [json.dumps({"id": i, "question": q}) for i, q in enumerate(self.corpus.questions[:count])]
        file.write_text("\n".join(rows) + "\n", "utf-8")
        return file


def prepare_model() -> None:
    """Have the bundled model prepared, so that no measurement includes it."""
    BundledEncoder(MODEL)


def kept_library(corpus: Corpus, threads: int) -> Library:
    """The library of ``corpus``, indexed now or by an earlier run."""
    folder = KEPT / corpus.digest[:16]
    installation = _installation(folder, threads)
    is_kept = (folder / FIRST).exists()
    if is_kept:
        run_program(installation, "reindex", "--json")  # the program may have changed since
        first = FirstIndexing(**json.loads((folder / FIRST).read_text()))
    else:
        first = index_first(installation, corpus, threads)
        (folder / FIRST).write_text(json.dumps(asdict(first)))
    return Library(installation, corpus, first, is_kept)


@contextmanager
def new_library(corpus: Corpus, threads: int) -> Iterator[Library]:
    """The library of ``corpus``, indexed now, in a folder that is removed at the end."""
    with tempfile.TemporaryDirectory(prefix="verbale-bench-") as folder:
        installation = _installation(Path(folder), threads)
        yield Library(installation, corpus, index_first(installation, corpus, threads), is_kept=False)


@contextmanager
def copied_library(library: Library, threads: int) -> Iterator[Library]:
    """A copy that may be changed, removed at the end."""
    with tempfile.TemporaryDirectory(prefix="verbale-bench-") as folder:
        shutil.copytree(library.installation.folder, folder, dirs_exist_ok=True)
        yield Library(_installation(Path(folder), threads), library.corpus, library.first, library.is_kept)


def index_first(installation: Installation, corpus: Corpus, threads: int) -> FirstIndexing:
    """Write the briefings of ``corpus`` into a new installation and index them."""
    is_whole = not installation.data.exists()
    corpus.write(installation.briefings)
    ended = run_program(installation, "reindex", "--json")
    report = json.loads(ended.out)
    if report["paragraphs"] != corpus.paragraphs:
        raise RuntimeError(f"{report['paragraphs']} paragraphs were taken in, not {corpus.paragraphs}")
    return FirstIndexing(
        measured_at=datetime.now(UTC).isoformat(timespec="minutes"),
        threads=threads,
        paragraphs=report["paragraphs"],
        sentences=report["sentences"],
        embedded=report["embedded"],
        seconds=report["seconds"],
        processor_seconds=ended.processor_seconds,
        peak_mb=ended.memory.peak_mb,
        is_whole=is_whole,
    )


def _installation(folder: Path, threads: int) -> Installation:
    folder.mkdir(parents=True, exist_ok=True)
    return Installation(folder, MODEL, {"VERBALE_THREADS": str(threads)})


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
