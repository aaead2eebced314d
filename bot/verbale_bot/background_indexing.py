"""Building the index in the running bot: beside the event loop, one at a time, to be looked at and to be stopped."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event

from verbale.errors import Refused
from verbale_bot.compose import Program
from verbale_bot.indexing import Indexed, index
from verbale_bot.service import Service


class Cancelled(Exception):
    """Somebody stopped the work; what was embedded until then is kept."""


@dataclass(frozen=True)
class Step:
    """How far the work is: the stage, how much of it is done, how much there is, and since when it goes on."""

    stage: str
    done: int
    total: int
    began_at: float  # time.monotonic()


class Indexing:
    """Does the work, once at a time."""

    def __init__(self, program: Program, service: Service) -> None:
        self._program = program
        self._service = service
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="indexing")
        self._is_cancelled = Event()
        self._is_running = False
        self._step: Step | None = None

    @property
    def step(self) -> Step | None:
        """How far the work is; None before it has told."""
        return self._step

    def cancel(self) -> bool:
        """Stop the work at its next step; False where none is going on. The index that serves stays."""
        if self._is_running:
            self._is_cancelled.set()
        return self._is_running

    async def run(self, actor: str, *, reads_folder: bool) -> Indexed:
        """Do the work; waits for the model where it is still being loaded.

        Raises:
            Refused: it is being done already, here or by another process.
            Cancelled: somebody stopped it.
            VerbaleError: as ``index`` says.
        """
        if self._is_running:
            raise Refused("The index is being rebuilt already.", "Wait until it is done.")
        self._is_running, self._step = True, None
        self._is_cancelled.clear()
        try:
            # While another model's index stands in, its encoder answers; the new index is of the model that was chosen.
            await asyncio.shield(self._service.loading)
            encoder = await self._service.run(lambda engine: engine.encoder)
            work = asyncio.get_running_loop().run_in_executor(
                self._thread,
                lambda: index(self._program, lambda: encoder, self._progress, actor, reads_folder=reads_folder),
            )
            return await work
        finally:
            self._is_running = False

    def close(self) -> None:
        """Stop what is going on, without waiting for it: whatever it was doing is done again or was never begun."""
        self._is_cancelled.set()
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _progress(self, stage: str, done: int, total: int) -> None:
        if self._is_cancelled.is_set():
            raise Cancelled
        last = self._step
        began_at = last.began_at if last is not None and last.stage == stage else time.monotonic()
        self._step = Step(stage, done, total, began_at)
