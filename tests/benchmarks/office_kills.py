"""Kills the bot again and again while an administrator works, and tells what became of the work.

    .venv/bin/python tests/benchmarks/office_kills.py --kills 100 --seed 1

It is killed while it publishes, reindexes, goes back to the index before, and corrects messages by edits and by
replies; some of those that are to be edited cannot be, and are replied to. Three times of ten the next process is
killed as well. Ends with 1 if anything that was confirmed is missing, was done twice, or was left unfinished.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[1])  # the tests' own modules, as pytest finds them

from benchmarks.libraries import MODEL, prepare_model  # noqa: E402
from botapi.server import BotApiServer  # noqa: E402
from crash.office_acts import KINDS  # noqa: E402
from crash.office_killing import OfficeKill, OfficeKilling, opened_place, said_twice  # noqa: E402
from library import ARRIVAL, RAILWAY  # noqa: E402
from program import Installation  # noqa: E402

STAGES = ("not begun", "under way", "done", "taking up")


def main() -> None:
    """Kill as often as was asked for, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100, help="how many (100)")
    parser.add_argument("--people", type=int, default=20, help="how many people have answers to correct (20)")
    parser.add_argument("--seed", type=int, default=1, help="of everything that is left to chance (1)")
    arguments = parser.parse_args()
    with _indexed() as installation, BotApiServer() as server:
        killing = OfficeKilling(opened_place(installation, server, arguments.people, arguments.seed))
        finished = killing.run(arguments.kills, tell=_tell)
        problems = [*killing.problems, *map(str, server.violations), *server.state.journal.crashes]
        problems += [f"a button of {query.user_id} was never answered" for query in server.unanswered_callbacks()]
        print(_summary(killing))
    print("\n".join(problems) or "everything was finished, once; nothing that was confirmed is missing")
    sys.exit(1 if problems or finished.code else 0)


@contextmanager
def _indexed() -> Iterator[Installation]:
    """Two briefings, indexed, in a folder that is removed at the end."""
    prepare_model()
    with tempfile.TemporaryDirectory(prefix="verbale-kills-") as folder:
        installation = Installation(Path(folder), MODEL)
        installation.write("arrival.txt", ARRIVAL)
        installation.write("railway.txt", RAILWAY)
        indexed = installation.run("reindex")
        if indexed.code != 0:
            raise RuntimeError(indexed.err)
        yield installation


def _tell(kill: OfficeKill) -> None:
    print(f"killed {kill.seconds:.2f} s into {kill.act}: {kill.stage}", file=sys.stderr, flush=True)


def _summary(killing: OfficeKilling) -> str:
    """How many kills came when, and what became of the messages."""
    counts = Counter((kill.act, kill.stage) for kill in killing.kills)
    lines = [f"{len(killing.kills)} kills:"]
    lines += [f"  {act}: " + ", ".join(f"{counts[act, stage]} {stage}" for stage in STAGES) for act in KINDS]
    outcomes = ", ".join(f"{count} {outcome}" for outcome, count in sorted(killing.outcomes.items()))
    lines.append(f"messages to correct: {outcomes or 'none'}")
    lines.append(f"publications that were told twice: {said_twice(killing.place)}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
