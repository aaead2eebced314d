"""The lock of the bot: two processes on one data folder would answer the same questions."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from verbale.errors import VerbaleError

OTHERS_END_SECONDS = 20.0
"""A process that was told to stop ends within ten seconds; the next one may be started meanwhile."""
LOCK = "bot.lock"


class AnotherBot(VerbaleError):
    """Another process answers from the same data folder."""


@contextmanager
def only_one(data_dir: Path, wait_seconds: float = OTHERS_END_SECONDS) -> Iterator[None]:
    """Hold the lock while the block runs; the operating system lets go of it however the process ends.

    Raises:
        AnotherBot: another process holds it, and did so for ``wait_seconds``.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(data_dir / LOCK, timeout=wait_seconds):
            yield
    except Timeout as error:
        raise AnotherBot(
            f"Another bot is running on the data folder {data_dir}.", "Stop one of the two, or give it another folder."
        ) from error
