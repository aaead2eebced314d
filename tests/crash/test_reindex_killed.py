"""A reindex that is killed at any moment leaves the old index or the new one, whole."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from program import Installation
from verbale.store.briefings import BriefingStore
from verbale.store.database import open_database
from verbale_index.checking import check_store
from verbale_index.generations import Generations

KILLS = 16
BRIEFINGS = 4
PARAGRAPHS = 4


class Reindexing:
    """Starts reindexing, and kills it."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._in, self._out = process.stdin, process.stdout

    def run(self, kill_after_seconds: float | None = None) -> str:
        """Reindex; how it ended: ``killed``, or the exit code."""
        self._in.write("reindex\n")
        self._in.flush()
        child = int(self._out.readline())
        if kill_after_seconds is not None:
            time.sleep(kill_after_seconds)
            with suppress(ProcessLookupError):  # it may have come to its end before
                os.kill(child, signal.SIGKILL)
        return self._out.readline().strip()


@contextmanager
def _reindexing(installation: Installation) -> Iterator[Reindexing]:
    with subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("forking.py"))],
        cwd=installation.folder,
        env=installation.environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Reindexing(process)
        process.kill()


def _write_articles(installation: Installation, day: int) -> None:
    for visit in range(BRIEFINGS):
        paragraphs = (
            f"On day {day} of visit {visit} the parties spoke of point {point}. They named {day}.{point} million."
            for point in range(PARAGRAPHS)
        )
        installation.write(f"visit-{visit}.txt", "\n\n".join(paragraphs))


@pytest.mark.timeout(300)
def test_kills_at_random_moments(installation: Installation) -> None:
    moments = random.Random(20250304)
    _write_articles(installation, 0)
    with _reindexing(installation) as reindexing:
        assert reindexing.run() == "0"
        _write_articles(installation, 1)
        started = time.monotonic()
        assert reindexing.run() == "0"
        whole_run_seconds = time.monotonic() - started
        longest_wait_seconds = whole_run_seconds
        served = set()
        for day in range(2, KILLS + 2):
            _write_articles(installation, day)
            reindexing.run(kill_after_seconds=moments.uniform(0.0, longest_wait_seconds))
            left = _check(installation, day)
            served.add(left)
            # However fast the machine is at the moment: some kills come before the switch, some after it.
            longest_wait_seconds *= 1.1 if left == "old" else 0.8
        assert served == {"old", "new"}
        assert reindexing.run() == "0"
    (quote, *_) = installation.json("ask", "--json", "What did the parties speak of on visit 2?")["quotes"]
    assert f"On day {KILLS + 1} of visit 2" in quote["text"]
    assert installation.run("verify").code == 0
    leftovers = [entry.name for entry in (installation.data / "index").iterdir() if entry.name.startswith(".")]
    assert leftovers == []


def _check(installation: Installation, day: int) -> str:
    """Open what the killed process left, check every byte, and say which editions serve."""
    database = open_database(f"sqlite:///{installation.data / 'verbale.db'}")
    try:
        briefings = BriefingStore(database)
        generations = Generations(installation.data / "index", keep=3)
        assert check_store(briefings, generations).generations >= 1
        pointer = generations.pointer()
        assert pointer is not None
        manifest = generations.read(pointer.current).manifest
        assert (len(manifest.editions), manifest.paragraphs) == (BRIEFINGS, BRIEFINGS * PARAGRAPHS)
        editions = briefings.editions((key.briefing, key.number) for key in manifest.editions)
        return "new" if all(edition.text.startswith(f"On day {day} ") for edition in editions.values()) else "old"
    finally:
        database.close()
