"""An announcement to ten thousand chats: how long planning takes, the rate of posts, and answers meanwhile.

Run by hand: ``python tests/benchmarks/announcing.py [--chats 10000] [--seconds 40]``. Telegram's own rate makes all of
them take about seven minutes; what is measured is the beginning, which is as the rest.
"""

import argparse
import os
import statistics
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path[0] = str(Path(__file__).resolve().parents[1])  # the tests' own modules, as pytest finds them

from benchmarks.figures import percentile  # noqa: E402
from benchmarks.libraries import MODEL, prepare_model  # noqa: E402
from botapi.people import Person  # noqa: E402
from botapi.server import BotApiServer  # noqa: E402
from library import ARRIVAL  # noqa: E402
from program import Installation, RunningBot, running_bot  # noqa: E402
from verbale.store.database import open_database  # noqa: E402
from verbale.store.subscriptions import ChatKind, Subscription, subscribe  # noqa: E402

BOSS = 77
QUESTIONS = ("Who met the delegation at the airport?", "What was agreed on mutual trade?", "When will the road reopen?")


def main() -> None:
    """Measure, and print what was seen."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chats", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=40.0)
    options = parser.parse_args()
    prepare_model()
    with TemporaryDirectory(prefix="verbale-announcing-") as folder, BotApiServer() as server:
        place = Installation(Path(folder), MODEL)
        place.write("arrival.md", "---\ntitle: Talks in Dushanbe\n---\n" + ARRIVAL)
        place.run("reindex")
        boss = server.world.user(BOSS, "Boss", language_code="en", started=True)
        people = [server.world.user(10_000 + number, f"P{number}", started=True) for number in range(options.chats)]
        _subscribe(place, people)
        settings = {
            "VERBALE_TELEGRAM_TOKEN": server.token,
            "VERBALE_TELEGRAM_API_URL": server.url,
            "VERBALE_ADMINS": str(BOSS),
            "VERBALE_SET_PROFILE": "false",
        }
        with running_bot(place, settings) as running:
            _measure(server, running, boss, options.seconds)


def _subscribe(place: Installation, people: list[Person]) -> None:
    now = datetime.now(UTC)
    database = open_database(f"sqlite:///{place.data / 'verbale.db'}")
    with database.writing() as connection:
        for person in people:
            subscribe(
                connection,
                Subscription(
                    chat_id=person.id,
                    kind=ChatKind.PRIVATE,
                    thread_id=None,
                    title="",
                    visits=(),
                    countries=(),
                    language=None,
                    digest_hour=None,
                    time_zone="UTC",
                    digested_at=None,
                    made_by=person.id,
                    made_at=now,
                    ended_at=None,
                    ended_because=None,
                ),
            )
    database.close()


def _measure(server: BotApiServer, running: RunningBot, boss: Person, seconds: float) -> None:
    asked = boss.asks("/announce arrival")
    preview = server.wait_for_messages(boss, 2, after=asked)[-1]
    before_mb = _resident_mb(running)
    sent = server.state.journal.finished["sendMessage"]
    first, pressed_at = len(sent), time.monotonic()
    boss.presses(preview, "Send now")
    while len(sent) == first:
        time.sleep(0.005)
    planned_seconds = time.monotonic() - pressed_at
    waited: list[float] = []
    asking = [server.world.user(5000 + number, f"Q{number}", started=True) for number in range(60)]
    while time.monotonic() - pressed_at < seconds and asking:
        person = asking.pop()
        question = person.asks(QUESTIONS[len(asking) % len(QUESTIONS)])
        began = time.monotonic()
        server.wait_for_message(person, after=question)
        waited.append(time.monotonic() - began)
        time.sleep(0.5)
    posts = len(sent) - first - len(waited)
    took = time.monotonic() - pressed_at
    print(f"press to first post, the plan committed before: {planned_seconds:.2f} s")
    print(f"posts: {posts} in {took:.1f} s, {posts / took:.1f} a second")
    print(f"{len(waited)} answers meanwhile: median {statistics.median(waited):.2f} s, 95 of 100 within "
          f"{percentile(waited, 95):.2f} s, the last {max(waited):.2f} s")  # fmt: skip
    print(f"resident memory: {before_mb:.0f} MB before, {_resident_mb(running):.0f} MB after")
    server.assert_valid(unanswered_allowed=True)


def _resident_mb(running: RunningBot) -> float:
    pages = int(Path(f"/proc/{running.process.pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000


if __name__ == "__main__":
    main()
