"""Kills the bot again and again while it announces, and tells what became of the posts.

    .venv/bin/python tests/benchmarks/announcement_kills.py --kills 100 --chats 90 --seed 1

It is killed while it plans, sends, comes to the end, recalls, and while a scheduled announcement comes due; three times
of ten the next process is killed as well. Some chats have blocked the bot, some want to be left alone for a second, and
some connections break before or after a message is in the chat. Ends with 1 if any chat got a post twice, if one got
none and nobody is told, or if anything else is not as it must be.
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
from crash.announcement_aftermath import AnnouncementKill  # noqa: E402
from crash.announcement_killing import KINDS, AnnouncementKilling  # noqa: E402
from crash.announcement_place import FEWEST_CHATS, briefings_taken_in, opened_announcement_place  # noqa: E402
from program import Installation  # noqa: E402

STAGES = ("not planned", "planned", "under way", "done")


def main() -> None:
    """Kill as often as was asked for, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100, help="how many (100)")
    parser.add_argument("--chats", type=int, default=90, help=f"how many are subscribed, {FEWEST_CHATS} or more (90)")
    parser.add_argument("--seed", type=int, default=1, help="of everything that is left to chance (1)")
    arguments = parser.parse_args()
    if arguments.chats < FEWEST_CHATS:
        parser.error(f"--chats: {FEWEST_CHATS} or more")
    with _installed() as installation, BotApiServer() as server:
        briefings = briefings_taken_in(installation, arguments.kills)
        place = opened_announcement_place(installation, server, arguments.chats, arguments.seed)
        killing = AnnouncementKilling(place, briefings)
        finished = killing.run(arguments.kills, tell=_tell)
        problems = [*killing.problems, *map(str, server.violations), *server.state.journal.crashes]
        problems += [f"a button of {query.user_id} was never answered" for query in server.unanswered_callbacks()]
        print(_summary(killing))
    print("\n".join(problems) or "nobody got anything twice, and of nobody it is wrong what is said")
    sys.exit(1 if problems or finished.code else 0)


@contextmanager
def _installed() -> Iterator[Installation]:
    """An installation in a folder that is removed at the end."""
    prepare_model()
    with tempfile.TemporaryDirectory(prefix="verbale-kills-") as folder:
        yield Installation(Path(folder), MODEL)


def _tell(kill: AnnouncementKill) -> None:
    print(f"killed during {kill.kind}: {kill.stage}", file=sys.stderr, flush=True)


def _summary(killing: AnnouncementKilling) -> str:
    """How many kills came when, and what became of the posts."""
    counts = Counter((kill.kind, kill.stage) for kill in killing.kills)
    lines = [f"{len(killing.kills)} kills, {len(killing.place.subscribers)} chats:"]
    lines += [f"  {kind}: " + ", ".join(f"{counts[kind, stage]} {stage}" for stage in STAGES) for kind in KINDS]
    lines += [f"{what}: {count}" for what, count in sorted(killing.outcomes.items())]
    lines.append(f"uncertain by one kill at the most: {killing.most_uncertain}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
