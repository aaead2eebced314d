"""What the bot and ``verbale ask`` hold in memory, and how long they take from the start of the process to an answer.

The bot is the real one, in a process of its own, against the tests' Bot API server.
"""

import statistics
import sys
import time
from dataclasses import dataclass

from benchmarks.figures import Figure, Target
from benchmarks.libraries import Library, copied_library
from benchmarks.processes import Memory, memory_of, run_program, run_to_end
from benchmarks.workbench import Workbench
from botapi.model import Message
from botapi.people import Person
from botapi.server import BotApiServer
from program import running_bot

BOT_STARTS = 3
ASK_REPETITIONS = 5
QUESTIONS_TO_THE_BOT = 50
WAIT_SECONDS = 120.0
RESIDENT_TARGET_MB = Target(280, 10_000)
PEAK_TARGET_MB = Target(900, 10_000)
START_TARGET_SECONDS = Target(1.5, 1_000)
EMPTY_PYTHON = "import time; time.sleep(0.3)"


@dataclass(frozen=True)
class BotRun:
    """One run of the bot: from the start of its process to the first answer, and its memory then and later."""

    first_answer_seconds: float
    after_first: Memory
    after_all: Memory


def measure(bench: Workbench) -> list[Figure]:
    """An empty Python is the baseline of the memory, the small library that of the times."""
    empty = statistics.median(
        run_to_end([sys.executable, "-c", EMPTY_PYTHON]).memory.resident_mb for _ in range(ASK_REPETITIONS)
    )
    python = Figure("empty Python, resident", empty, "MB", 0)
    small, large = _figures(bench.small_library), _figures(bench.library)
    figures = [python]
    for before, now in zip(small, large, strict=True):
        is_memory = now.unit == "MB"
        figures += (
            [before.over(python, "empty Python"), now.over(python, "empty Python")]
            if is_memory
            else [
                before,
                now.over(before),
            ]
        )
    return figures


def _figures(library: Library) -> list[Figure]:
    paragraphs, question = library.corpus.paragraphs, library.corpus.questions[0]
    run_program(library.installation, "ask", question)  # warms the page cache
    asked = [run_program(library.installation, "ask", question) for _ in range(ASK_REPETITIONS)]
    bots = []
    for _ in range(BOT_STARTS):
        # Each start has a server that numbers its updates from the beginning; the inbox would know them.
        with copied_library(library, int(library.installation.settings["VERBALE_THREADS"])) as copy:
            bots.append(_run_bot(copy))
    # The target is told at the size that it is meant for; a start with ten times as many paragraphs has none.
    start = START_TARGET_SECONDS if paragraphs <= START_TARGET_SECONDS.paragraphs else None
    return [
        Figure("bot, start to first answer", _median([b.first_answer_seconds for b in bots]), "s", paragraphs, start),
        Figure("ask, start to end", _median([ended.seconds for ended in asked]), "s", paragraphs, start),
        Figure("  of it processor time", _median([ended.processor_seconds for ended in asked]), "s", paragraphs),
        Figure("ask, peak", _median([ended.memory.peak_mb for ended in asked]), "MB", paragraphs),
        Figure("bot, resident after one answer", _median([b.after_first.resident_mb for b in bots]), "MB", paragraphs),
        Figure(
            f"bot, resident after {QUESTIONS_TO_THE_BOT} answers",
            _median([bot.after_all.resident_mb for bot in bots]),
            "MB",
            paragraphs,
            RESIDENT_TARGET_MB,
        ),
        Figure(
            "  of it of no file (anonymous)", _median([bot.after_all.anonymous_mb for bot in bots]), "MB", paragraphs
        ),
        Figure("bot, peak", _median([bot.after_all.peak_mb for bot in bots]), "MB", paragraphs, PEAK_TARGET_MB),
    ]


def _run_bot(library: Library) -> BotRun:
    """Start the bot while a question waits for it; ask the others when the first is answered."""
    first, *others = library.corpus.questions[:QUESTIONS_TO_THE_BOT]
    with BotApiServer() as server:
        anna = server.world.user(101, "Anna", language_code="en", started=True)
        asked = anna.asks(first)
        settings = {"VERBALE_TELEGRAM_TOKEN": server.token, "VERBALE_TELEGRAM_API_URL": server.url}
        started = time.perf_counter()
        with running_bot(library.installation, settings) as bot:
            _wait(server, anna, asked)
            seconds = time.perf_counter() - started
            after_first = _memory_of(bot.process.pid)
            for number, question in enumerate(others):
                # Each by somebody else: a chat gets a message a second.
                person = server.world.user(1000 + number, "Person", language_code="en", started=True)
                _wait(server, person, person.asks(question))
            after_all = _memory_of(bot.process.pid)
            bot.stop()
        server.assert_valid()
    return BotRun(seconds, after_first, after_all)


def _wait(server: BotApiServer, person: Person, question: Message) -> None:
    server.wait_for_message(person, after=question, timeout_seconds=WAIT_SECONDS)


def _memory_of(process_id: int) -> Memory:
    memory = memory_of(process_id)
    if memory is None:
        raise RuntimeError("the bot has ended, or there is no /proc to read its memory from")
    return memory


def _median(values: list[float]) -> float:
    return statistics.median(values)
