"""Two hundred people ask at once: how long they wait, how long the bot's event loop is held up, and what it all costs.

The bot is the real one in a process of its own, started by ``watching.py``; the Bot API server shares this machine's
processors with it. Calls of python-telegram-bot's own HTTP client to the same server are the baseline of ours.
"""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from telegram import Bot
from telegram.request import BaseRequest, HTTPXRequest

from benchmarks.figures import Figure, Target, percentile
from benchmarks.libraries import Library, copied_library
from benchmarks.workbench import Workbench
from botapi.people import Person
from botapi.server import BotApiServer
from verbale_bot.telegram.http import HttpRequest

PEOPLE = 200
REPEATED = 20
"""So many questions are asked when several people ask the same."""
WATCHED_BOT = Path(__file__).with_name("watching.py")
TAIL_TARGET_SECONDS = Target(2.0, 1_000)
BLOCKED_TARGET_MS = Target(50, 1_000)
HELD_UP_MS = 20.0
LOOK_SECONDS = 0.05
WAIT_SECONDS = 120.0
QUIET_SECONDS = 1.5
"""Between rounds: a chat takes a message a second."""
CONNECTIONS = 64
CALLS_AT_ONCE = 32
CALL_ROUNDS = 3


@dataclass(frozen=True)
class Held:
    """Something that held the event loop up, when it began (time.monotonic()), and its milliseconds."""

    kind: str
    began_at: float
    ms: float
    processor_ms: float


@dataclass(frozen=True)
class Round:
    """What one release of questions brought; times by time.monotonic()."""

    name: str
    released_at: float
    ended_at: float
    latencies_seconds: tuple[float, ...]
    processor_ms: float

    def held(self, among: Sequence[Held], kind: str) -> list[Held]:
        """What held the event loop up meanwhile."""
        return [one for one in among if one.kind == kind and self.released_at <= one.began_at <= self.ended_at]


def measure(bench: Workbench) -> list[Figure]:
    """The small library and the large one; the calls need no library."""
    small, large = _figures(bench.small_library), _figures(bench.library)
    pairs = ((before, now.over(before)) for before, now in zip(small, large, strict=True))
    return [figure for pair in pairs for figure in pair] + _call_figures()


def _figures(library: Library) -> list[Figure]:
    # A copy: what a bot has received it knows for days, and each new server numbers its updates alike.
    # One thread to embed with, as the bot has it by itself; a second one waits actively and takes a processor.
    with copied_library(library, threads=1) as copy:
        rounds, held = _run(copy)
    return [figure for one in rounds for figure in _round_figures(one, held, library.corpus.paragraphs)]


def _round_figures(found: Round, held: Sequence[Held], paragraphs: int) -> Iterator[Figure]:
    def figure(name: str, value: float, unit: str, target: Target | None = None) -> Figure:
        return Figure(f"{found.name}: {name}", value, unit, paragraphs, target)

    waited, callbacks, beats = found.latencies_seconds, found.held(held, "callback"), found.held(held, "beat")
    yield figure("answered", len(waited), "people")
    yield figure("release to sendMessage, median", statistics.median(waited), "s")
    yield figure("release to sendMessage, 95 of 100 within", percentile(waited, 95), "s", TAIL_TARGET_SECONDS)
    yield figure("release to sendMessage, the last", max(waited), "s")
    yield figure("longest callback of the event loop", _longest(callbacks), "ms", BLOCKED_TARGET_MS)
    yield figure(
        "  of callbacks the most processor time", max((one.processor_ms for one in callbacks), default=0), "ms"
    )
    yield figure(f"callbacks of more than {HELD_UP_MS:.0f} ms", _many(callbacks), "times")
    yield figure("latest beat of 10 ms on the event loop", _longest(beats), "ms")
    yield figure(f"beats more than {HELD_UP_MS:.0f} ms late", _many(beats), "times")
    yield figure("the bot's processor time, a question", found.processor_ms / PEOPLE, "ms")


def _longest(held: Sequence[Held]) -> float:
    return max((one.ms for one in held), default=0.0)


def _many(held: Sequence[Held]) -> int:
    return sum(one.ms > HELD_UP_MS for one in held)


def _run(library: Library) -> tuple[list[Round], list[Held]]:
    """One run of the bot: different questions, then the same ones by several people."""
    questions = library.corpus.questions
    asked = [
        list(islice(cycle(some), PEOPLE))
        for some in (questions[:PEOPLE], questions[-REPEATED:])  # a small library has fewer than there are people
    ]
    with BotApiServer() as server, TemporaryDirectory(prefix="verbale-load-") as folder:
        people = [server.world.user(1000 + number, f"P{number}", started=True) for number in range(PEOPLE)]
        file = Path(folder) / "held.jsonl"
        with _watched_bot(library, server, file) as process_id:
            greeted = server.world.user(101, "Anna", started=True)
            greeted.asks("hello")
            server.wait_for_message(greeted, timeout_seconds=WAIT_SECONDS)
            rounds = []
            for texts in asked:
                time.sleep(QUIET_SECONDS)  # the start is over, and so is what came before
                rounds.append(_round(server, people, texts, process_id))
        server.assert_valid()
        return rounds, [Held(*json.loads(line)) for line in file.read_text().splitlines()]


def _round(server: BotApiServer, people: Sequence[Person], texts: Sequence[str], process_id: int) -> Round:
    server.world.holds_updates()
    for person, text in zip(people, texts, strict=True):
        person.asks(text)
    sent = server.state.journal.finished["sendMessage"]
    before, processor_before = len(sent), _processor_ms(process_id)
    released_at = time.monotonic()
    server.world.releases_updates()
    # Looked at now and then, not at every event: the server needs the processors itself.
    while len(sent) - before < PEOPLE and time.monotonic() < released_at + WAIT_SECONDS:
        time.sleep(LOOK_SECONDS)
    ended_at, processor_after = time.monotonic(), _processor_ms(process_id)
    waited: dict[int | str | None, float] = {}
    for call in sent[before:]:
        waited.setdefault(call.chat_id, call.received_at - released_at)
    name = f"{len(set(texts))} questions of {PEOPLE} people"
    return Round(name, released_at, ended_at, tuple(waited.values()), processor_after - processor_before)


@contextmanager
def _watched_bot(library: Library, server: BotApiServer, file: Path) -> Iterator[int]:
    """The bot with its event loop watched, as a process id."""
    installation = library.installation
    settings = {
        "VERBALE_TELEGRAM_TOKEN": server.token,
        "VERBALE_TELEGRAM_API_URL": server.url,
        "VERBALE_SET_PROFILE": "false",
    }
    with (file.parent / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, str(WATCHED_BOT), str(file), "run"],
            cwd=installation.folder,
            env=installation.environment() | settings,
            stdin=subprocess.DEVNULL,
            stderr=log,
        )
        try:
            yield process.pid
            process.terminate()
            process.wait(WAIT_SECONDS)
        finally:
            process.kill()
            process.wait()


def _processor_ms(process_id: int) -> float:
    """What a process has used of the processors, user and system, in the kernel's steps of usually 10 ms."""
    fields = Path(f"/proc/{process_id}/stat").read_text().rsplit(")", 1)[1].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _call_figures() -> list[Figure]:
    """Both clients in turns, so that they meet the same disturbances."""
    spent: dict[str, list[float]] = {"library": [], "ours": []}
    with BotApiServer() as server:
        people = [server.world.user(1000 + number, f"P{number}", started=True).id for number in range(PEOPLE)]
        for _ in range(CALL_ROUNDS):
            spent["library"].append(asyncio.run(_calls(server, people, HTTPXRequest(CONNECTIONS))))
            spent["ours"].append(asyncio.run(_calls(server, people, HttpRequest(CONNECTIONS))))
        server.assert_valid()
    baseline = Figure(
        "sendMessage by python-telegram-bot's client, processor time", statistics.median(spent["library"]), "ms", 0
    )
    ours = Figure("sendMessage by ours, processor time", statistics.median(spent["ours"]), "ms", 0)
    return [baseline, ours.over(baseline, "python-telegram-bot's client")]


async def _calls(server: BotApiServer, chats: Sequence[int], request: BaseRequest) -> float:
    """Milliseconds of this thread's processor time for one sendMessage; the server has a thread of its own."""
    places = asyncio.Semaphore(CALLS_AT_ONCE)
    bot = Bot(server.token, f"{server.url}/bot", request=request, get_updates_request=HttpRequest(1))

    async def send(chat: int) -> None:
        async with places:
            await bot.send_message(chat, "The road over the Anzob pass would reopen in May.")

    async with bot:
        await asyncio.gather(*map(send, chats[:CALLS_AT_ONCE]))  # opens the connections
        started = time.thread_time()
        await asyncio.gather(*map(send, chats))
        return 1000 * (time.thread_time() - started) / len(chats)
