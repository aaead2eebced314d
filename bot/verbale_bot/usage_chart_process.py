"""The chart of usage, drawn in a process of its own: the library that draws takes 40 MB and a second to load."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter

from verbale.errors import VerbaleError
from verbale.store.statistics import Day

TIMEOUT_SECONDS = 30.0
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
MOST_ERROR_CHARACTERS = 300
# Isolated from the environment and from the folder it starts in; the paths are those of this process, so that it is
# the same program in a checkout as in an installation.
_START = "import runpy, sys; sys.path[:] = sys.argv.pop().split('\\n'); runpy.run_module({!r}, run_name='__main__')"
_CHILD = "verbale_bot.usage_chart"


@dataclass(frozen=True)
class ChartLabels:
    """All words in the chart, in the reader's language; ``days`` has one name for each day, in their order."""

    asked: str
    answered: str
    near: str
    not_found: str
    verdicts: str
    good: str
    bad: str
    days: tuple[str, ...]


@dataclass(frozen=True)
class ChartRequest:
    """What is to be drawn."""

    days: tuple[Day, ...]
    labels: ChartLabels

    def to_json(self) -> bytes:
        """The request for the other process."""
        return _REQUESTS.dump_json(self)

    @classmethod
    def from_json(cls, data: bytes) -> "ChartRequest":
        """The request that ``to_json`` wrote.

        Raises:
            ValidationError: it is none.
        """
        return _REQUESTS.validate_json(data)


_REQUESTS = TypeAdapter(ChartRequest)


class ChartUnavailable(VerbaleError):
    """The chart was not drawn; its figures can be told in words."""


def draw_in_process(request: ChartRequest, cache_dir: Path, timeout_seconds: float = TIMEOUT_SECONDS) -> bytes:
    """The chart as PNG; blocks until it is drawn, which takes a second or two.

    ``cache_dir`` is a folder for what the drawing library finds out once about the fonts of the machine.

    Raises:
        ChartUnavailable: it cannot be drawn, or not in time.
    """
    paths = "\n".join(os.path.abspath(path) for path in sys.path if path)  # noqa: PTH100  as sys.path has them
    try:
        cache_dir.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(  # noqa: S603  this program itself
            [sys.executable, "-I", "-B", "-c", _START.format(_CHILD), paths],
            input=request.to_json(),
            capture_output=True,
            timeout=timeout_seconds,
            check=False,
            cwd="/",
            # Nothing of the settings: the token is among them.
            env={
                "PATH": os.defpath,
                "LANG": "C.UTF-8",
                "MPLCONFIGDIR": str(cache_dir.absolute()),
                "OPENBLAS_NUM_THREADS": "1",
            },
            # An interrupt at the terminal is for the bot; the drawing ends by itself.
            start_new_session=True,
        )
    except subprocess.TimeoutExpired as error:
        raise ChartUnavailable(f"The chart was not drawn within {timeout_seconds:g} seconds.") from error
    except OSError as error:
        raise ChartUnavailable(f"The process that draws charts does not start: {error}.") from error
    if done.returncode or not done.stdout.startswith(PNG_SIGNATURE):
        lines = done.stderr.decode(errors="replace").strip().splitlines() or ["it said nothing"]
        raise ChartUnavailable(
            f"The process that draws charts ended with {done.returncode}: {lines[-1][:MOST_ERROR_CHARACTERS]}"
        )
    return done.stdout
