"""``verbale``, with its event loop watched: which callbacks took long, and how late a heartbeat came.

    python watching.py FILE run

Nothing of the program is changed; asyncio's own running of a callback is timed. At the end FILE has a line of JSON for
each callback and each beat that was noticeable: kind, when it began (time.monotonic()), its milliseconds, and of a
callback those of them that its thread had a processor.
"""

import asyncio
import json
import sys
import time
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from verbale_bot.cli.app import main

BEAT_SECONDS = 0.01
NOTICEABLE_MS = 2.0


class Watcher:
    """Times every callback of the event loop, and keeps a heartbeat going on it."""

    def __init__(self) -> None:
        self.rows: list[tuple[Any, ...]] = []
        self._is_beating = False

    def watching(self) -> AbstractContextManager[Any]:
        """Watch, while the block runs, the loop that runs the next callback."""
        run = asyncio.Handle._run

        def timed(handle: asyncio.Handle) -> None:
            if not self._is_beating:
                self._is_beating = True
                self._expect(asyncio.get_running_loop())
            started, processor = time.monotonic(), time.thread_time()
            run(handle)
            self._note("callback", started, time.monotonic() - started, time.thread_time() - processor)

        return patch.object(asyncio.Handle, "_run", timed)

    def write(self, file: Path) -> None:
        """Leave what was seen in a file."""
        file.write_text("".join(json.dumps(row) + "\n" for row in self.rows))

    def _expect(self, loop: asyncio.AbstractEventLoop) -> None:
        due = loop.time() + BEAT_SECONDS
        loop.call_at(due, self._beat, loop, due)

    def _beat(self, loop: asyncio.AbstractEventLoop, due: float) -> None:
        self._note("beat", due, loop.time() - due, 0.0)
        self._expect(loop)

    def _note(self, kind: str, at: float, seconds: float, processor_seconds: float) -> None:
        if 1000 * seconds >= NOTICEABLE_MS:
            self.rows.append((kind, at, 1000 * seconds, 1000 * processor_seconds))


if __name__ == "__main__":
    written = Path(sys.argv[1])
    sys.argv = ["verbale", *sys.argv[2:]]
    watcher = Watcher()
    try:
        with watcher.watching():
            main()
    finally:
        watcher.write(written)
