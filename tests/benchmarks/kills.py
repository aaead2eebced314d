"""Kills the bot again and again under load, and tells what became of everybody who asked.

    .venv/bin/python tests/benchmarks/kills.py --kills 50 --seed 1

Ends with 1 if anything was lost, came in the wrong order, was no quotation, or was said again although the bot had
noted it. What it said twice because it could not know is counted, with how narrow the moment was in which that happens.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])  # the tests' own modules, as pytest finds them

from benchmarks.libraries import MODEL, prepare_model  # noqa: E402
from botapi.server import BotApiServer  # noqa: E402
from crash.killing import Kill, Killing, started_crowd  # noqa: E402
from program import Installation  # noqa: E402

SAMPLES = Path(__file__).resolve().parents[2] / "bot" / "verbale_bot" / "samples"
QUESTIONS = (
    "When will the Qaplanbek terminal open?",
    "How much will the terminal cost?",
    "How many contracts were signed in Samarkand?",
    "Сколько стипендий получат студенты?",
    "Who won the football match?",
)


def main() -> None:
    """Kill as often as was asked for, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50, help="how many (50)")
    parser.add_argument("--people", type=int, default=20, help="how many people ask (20)")
    parser.add_argument("--seed", type=int, default=1, help="of everything that is left to chance (1)")
    arguments = parser.parse_args()
    with _samples() as installation, BotApiServer() as server:
        killing = Killing(installation, server, started_crowd(server, arguments.people, QUESTIONS, arguments.seed))
        finished = killing.run(arguments.kills, _tell)
        problems = [*killing.problems(), *map(str, server.violations), *server.state.journal.crashes]
        problems += [f"a button of {query.user_id} was never answered" for query in server.unanswered_callbacks()]
        print(_summary(killing))
    print("\n".join(problems) or "nothing was lost, out of order, altered, or said again although it was noted")
    sys.exit(1 if problems or finished.code else 0)


@contextmanager
def _samples() -> Iterator[Installation]:
    """The sample briefings, indexed, in a folder that is removed at the end."""
    prepare_model()
    with tempfile.TemporaryDirectory(prefix="verbale-kills-") as folder:
        installation = Installation(Path(folder), MODEL)
        shutil.copytree(SAMPLES, installation.briefings, ignore=shutil.ignore_patterns("corrections"))
        indexed = installation.run("reindex")
        if indexed.code != 0:
            raise RuntimeError(indexed.err)
        yield installation


def _tell(kill: Kill) -> None:
    print(f"killed; {len(kill.noted)} messages noted so far", file=sys.stderr, flush=True)


def _summary(killing: Killing) -> str:
    crowd, doubled = killing.crowd, killing.doubled()
    lines = [
        f"{len(killing.kills)} kills; {len(crowd.asked)} questions, {len(crowd.commands)} commands and "
        f"{crowd.presses} presses by {len(crowd.people)} people",
        f"said twice, since Telegram's confirmation was not noted when the kill came: {len(doubled)}",
    ]
    lines += [
        f"  confirmed {one.confirmed_before_kill_ms:.1f} ms before the kill: {one.text.splitlines()[0]!r}"
        for one in doubled
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    main()
