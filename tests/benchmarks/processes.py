"""The real program as a process: how long it takes and how much memory it holds (read from /proc, so on Linux)."""

import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from program import Installation

POLL_SECONDS = 0.01


@dataclass(frozen=True)
class Memory:
    """Resident memory in MB (2**20 bytes): now, the most so far, and the part of now that is no file's (anonymous)."""

    resident_mb: float
    peak_mb: float
    anonymous_mb: float


@dataclass(frozen=True)
class Ended:
    """A command that ended well: its time from start to end, its output, and the memory that it was last seen with.

    ``processor_seconds`` is the time that processors spent on it: what others do at the same time changes it little.
    """

    seconds: float
    processor_seconds: float
    out: str
    memory: Memory


def memory_of(process_id: int) -> Memory | None:
    """What the kernel says of a process; None when it has ended, or where there is no /proc."""
    try:
        lines = Path(f"/proc/{process_id}/status").read_text().splitlines()
    except OSError:
        return None
    rows = dict(line.split(":", 1) for line in lines)
    if "VmRSS" not in rows:
        return None
    resident, peak, anonymous = (int(rows[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM", "RssAnon"))
    return Memory(resident, peak, anonymous)


def run_to_end(command: list[str], **options: Any) -> Ended:
    """Run a command however long it takes, looking at its memory all the while.

    Raises:
        RuntimeError: it failed.
    """
    memory = Memory(0.0, 0.0, 0.0)
    # Into files: a pipe that nobody empties would stop the command.
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out, tempfile.TemporaryFile("w+", encoding="utf-8") as err:
        started, processor_before = time.perf_counter(), _processor_seconds_of_children()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, **options)
        while process.poll() is None:
            memory = memory_of(process.pid) or memory
            time.sleep(POLL_SECONDS)
        seconds = time.perf_counter() - started
        out.seek(0)
        err.seek(0)
        if process.returncode != 0:
            raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}: {err.read()}")
        return Ended(seconds, _processor_seconds_of_children() - processor_before, out.read(), memory)


def _processor_seconds_of_children() -> float:
    """Of all child processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run_program(installation: Installation, *arguments: str) -> Ended:
    """Run ``verbale`` with ``arguments`` to its end."""
    command = [sys.executable, "-m", "verbale_bot", *arguments]
    return run_to_end(command, cwd=installation.folder, env=installation.environment())
