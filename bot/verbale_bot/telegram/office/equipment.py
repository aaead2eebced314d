"""What the administrators' side works with."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar
from zoneinfo import ZoneInfo

from verbale.intake.fetching import Fetching
from verbale.intake.isolated import IsolatedReader
from verbale_bot.background_indexing import Indexing
from verbale_bot.logs import LastErrors
from verbale_bot.telegram.files import Files

Result = TypeVar("Result")


@dataclass(frozen=True)
class Office:
    """The tools. ``fetching`` is None where nothing may be fetched from the web."""

    reader: IsolatedReader
    fetching: Fetching | None
    indexing: Indexing
    files: Files
    errors: LastErrors
    zone: ZoneInfo
    largest_bytes: int
    threads: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(2, thread_name_prefix="office"))

    async def run(self, work: Callable[[], Result]) -> Result:
        """Run ``work`` beside the event loop, and beside the threads that answer questions."""
        return await asyncio.get_running_loop().run_in_executor(self.threads, work)

    def close(self) -> None:
        """Let go of the threads and of the process that reads documents."""
        self.indexing.close()
        self.threads.shutdown(wait=False, cancel_futures=True)
        self.reader.close()
