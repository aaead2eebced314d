"""Answers for the bot: the model is loaded beside the event loop, and questions are answered in worker threads."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from verbale.answer import Answer, Question
from verbale.briefing import Viewer
from verbale.language import Language
from verbale.quote import Quotation
from verbale_bot.compose import Engine, Program, open_engine
from verbale_bot.introduction import Greeting, about, greeting

logger = logging.getLogger(__name__)

WORKERS = 4
"""Threads that answer; embedding a question takes one processor, and the database a little of another."""

Result = TypeVar("Result")


@dataclass(frozen=True)
class Shown:
    """An answer with its quotations, resolved from the store and checked."""

    answer: Answer
    quotations: tuple[Quotation, ...]


class Service:
    """What the handlers ask. Make it inside a running event loop."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._workers = ThreadPoolExecutor(WORKERS, thread_name_prefix="answering")
        self._engine = asyncio.get_running_loop().run_in_executor(self._workers, self._open)

    @property
    def engine(self) -> asyncio.Future[Engine]:
        """Done when the model is loaded; its exception says why it could not be."""
        return self._engine

    async def answer(self, question: Question, viewer: Viewer, top: int = 3) -> Shown:
        """The answer to a question; waits for the model where it is still being loaded."""
        return await self._in_worker(lambda engine: self._answer(engine, question, viewer, top))

    async def greeting(self, viewer: Viewer, language: Language) -> Greeting:
        """What /start says."""
        return await self._in_worker(lambda engine: greeting(engine, self._program.clock, viewer, language))

    async def about(self, viewer: Viewer, language: Language) -> str:
        """What /about says."""
        return await self._in_worker(lambda engine: about(engine, viewer, language))

    def close(self) -> None:
        """Let the workers finish what they do, and begin nothing new."""
        self._workers.shutdown(wait=False, cancel_futures=True)

    async def _in_worker(self, work: Callable[[Engine], Result]) -> Result:
        engine = await asyncio.shield(self._engine)
        return await asyncio.get_running_loop().run_in_executor(self._workers, work, engine)

    def _open(self) -> Engine:
        logger.info("loading the model and the index")
        engine = open_engine(self._program, _log_progress)
        logger.info("ready to answer")
        return engine

    def _answer(self, engine: Engine, question: Question, viewer: Viewer, top: int) -> Shown:
        answer = engine.answerer.answer(question, viewer, top)
        return Shown(answer, self._program.briefings.quotations(answer.quotes))


def _log_progress(stage: str, done: int, total: int) -> None:
    logger.info("index: %s %d of %d", stage, done, total)
