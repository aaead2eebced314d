"""Answers for the bot: the model is loaded beside the event loop, and questions are answered in worker threads."""

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Thread
from typing import TypeVar

from verbale.answer import Answer, Citation, Question
from verbale.briefing import Viewer
from verbale.cited import Cited, cited
from verbale.errors import VerbaleError
from verbale_bot.compose import Program
from verbale_bot.engine import Engine, open_engine, standing_engine
from verbale_bot.showing import seen

logger = logging.getLogger(__name__)

WORKERS = 3
"""Threads that answer; embedding a question takes one processor, and the database a little of another."""

BETWEEN_SENTENCES_SECONDS = 0.0002
WHILE_ASKED_SECONDS = 0.05
"""Reading ahead gives way to everything else, and waits while somebody's question is being answered."""

Result = TypeVar("Result")


@dataclass(frozen=True)
class Shown:
    """An answer with its citations, resolved from the store and checked."""

    answer: Answer
    citations: tuple[Cited, ...]


class Service:
    """What the handlers ask. Make it inside a running event loop."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._workers = ThreadPoolExecutor(WORKERS, thread_name_prefix="answering")
        self._engine: Engine | None = None
        self._is_closed = False
        self._being_answered = 0
        self._has_engine = asyncio.Event()
        self._loading = asyncio.create_task(self._load())

    @property
    def program(self) -> Program:
        """What the engine is opened from."""
        return self._program

    @property
    def loading(self) -> asyncio.Task[None]:
        """Ends when the engine that the settings ask for answers; its exception says why it cannot."""
        return self._loading

    async def answer(self, question: Question, viewer: Viewer, top: int = 3) -> Shown:
        """The answer to a question; waits for the model where it is still being loaded."""

        def work(engine: Engine) -> Shown:
            answer = engine.answerer.answer(question, viewer, top)
            return Shown(answer, cited(answer.citations, engine.quotations))

        return await self.run(work)

    async def cited(self, citations: tuple[Citation, ...], viewer: Viewer) -> tuple[Cited, ...]:
        """Those of an earlier answer's citations that the viewer may see now, resolved from the store and checked."""
        return await self.run(lambda engine: seen(self._program, engine, citations, viewer))

    async def run(self, work: Callable[[Engine], Result]) -> Result:
        """Run ``work`` in a worker thread; waits for the model where it is still being loaded."""
        await self._has_engine.wait()
        engine = self._engine
        if engine is None:
            raise RuntimeError("there is no engine though its event is set")
        self._being_answered += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._workers, work, engine)
        finally:
            self._being_answered -= 1

    def close(self) -> None:
        """Let the workers finish what they do, and begin nothing new."""
        self._is_closed = True
        self._loading.cancel()
        self._workers.shutdown(wait=False, cancel_futures=True)

    async def _load(self) -> None:
        """Answer with the index as it stands, if another model was chosen, until the new one has been built."""
        loop = asyncio.get_running_loop()
        logger.info("loading the model and the index")
        standing = await loop.run_in_executor(self._workers, standing_engine, self._program)
        if standing is not None:
            self._use(standing)
            logger.info("answering from the old index while one of the new model is being built")
        engine = await loop.run_in_executor(self._workers, open_engine, self._program, _log_progress)
        self._use(engine)
        logger.info("ready to answer")
        Thread(target=self._read_ahead, args=(engine,), name="reading-ahead", daemon=True).start()

    def _read_ahead(self, engine: Engine) -> None:
        """Read what answers are made of, without haste, as long as the service is open."""
        try:
            for _ in engine.reading_ahead():
                time.sleep(BETWEEN_SENTENCES_SECONDS)
                while self._being_answered and not self._is_closed:
                    time.sleep(WHILE_ASKED_SECONDS)
                if self._is_closed:
                    return
        except VerbaleError as error:
            # Whoever asks is told in time; here nobody waits.
            logger.warning("reading ahead ended: %s", error)

    def _use(self, engine: Engine) -> None:
        self._engine = engine
        self._has_engine.set()


def _log_progress(stage: str, done: int, total: int) -> None:
    logger.info("index: %s %d of %d", stage, done, total)
