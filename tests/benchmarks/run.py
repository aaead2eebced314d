"""Measures the whole program: answers, many people at once, reindexing, memory and start.

    make bench BENCH_ARGS="--paragraphs 1000 --only answers"

Libraries are indexed once and kept in var/bench, by their contents; the first time takes many minutes. Nothing fails
when a target is missed: the table says so. The bundled encoder alone has a benchmark of its own, encoder.py.
"""

import argparse
import json
import sys
import time
from dataclasses import asdict
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])  # the tests' own modules, as pytest finds them

from benchmarks import answers, load, memory, reindexing  # noqa: E402
from benchmarks.figures import Figure, conditions, table  # noqa: E402
from benchmarks.libraries import prepare_model, processors  # noqa: E402
from benchmarks.workbench import FEWEST, Workbench  # noqa: E402

# Memory first: what this process holds itself after the others must not press on it.
SUBJECTS = {
    "memory": memory.measure,
    "answers": answers.measure,
    "load": load.measure,
    "reindexing": reindexing.measure,
}


def main() -> None:
    """Measure what was asked for, and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--paragraphs", type=int, default=10_000, help="how large the library is (10000)")
    parser.add_argument("--only", choices=list(SUBJECTS), help="measure this alone")
    parser.add_argument("--corpus", type=Path, metavar="FOLDER", help="briefings from articles.jsonl in this folder")
    parser.add_argument("--threads", type=int, default=processors(), help="VERBALE_THREADS (all processors)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    arguments = parser.parse_args()
    if arguments.paragraphs < FEWEST:
        parser.error(f"--paragraphs must be at least {FEWEST}")
    bench = Workbench(arguments.paragraphs, arguments.threads, arguments.corpus)
    try:
        bench.corpus, bench.small_corpus  # noqa: B018  made here, so that a folder without questions is refused at once
    except (OSError, ValueError) as error:
        parser.error(str(error))
    under = conditions(bench.corpus.paragraphs, bench.threads, bench.corpus.source)
    if not arguments.json:
        print("conditions: " + ", ".join(f"{name} {value}" for name, value in under.items()), flush=True)
    found: dict[str, list[Figure]] = {}
    for subject in [arguments.only] if arguments.only else SUBJECTS:
        say(f"measuring {subject} …")
        prepare_model()
        found[subject] = measure_one(subject, bench)
        if not arguments.json:
            print(f"\n{subject}\n{table(found[subject])}", flush=True)
    if arguments.json:
        as_rows = {
            subject: [asdict(figure) | {"verdict": figure.verdict} for figure in figures]
            for subject, figures in found.items()
        }
        print(json.dumps({"conditions": under, "figures": as_rows}, ensure_ascii=False, indent=1))


def measure_one(subject: str, bench: Workbench) -> list[Figure]:
    """Index the libraries where that is not done yet, then measure."""
    started = time.monotonic()
    for library in (bench.small_library, bench.library):
        origin = f"indexed {library.first.measured_at}, kept in var/bench" if library.is_kept else "indexed now"
        say(f"library of {library.corpus.paragraphs:,} paragraphs: {origin}")
    figures = SUBJECTS[subject](bench)
    say(f"{subject} took {time.monotonic() - started:.0f} s")
    return figures


def say(line: str) -> None:
    """Tell whoever waits how far it is; on standard error, since the output is for figures."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
