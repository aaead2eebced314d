"""An announcement that is broken off by a kill is brought to its end, and nobody gets it twice."""

import pytest

from botapi.server import BotApiServer
from crash.announcement_killing import AFTER, RECALL, TAKING_UP, AnnouncementKilling
from crash.announcement_place import briefings_taken_in, opened_announcement_place
from program import Installation

KINDS = (AFTER, RECALL, TAKING_UP)
KILLS = 4
CHATS = 24
SEED = 20250304


@pytest.mark.timeout(300)
def test_through_kills_every_chat_gets_an_announcement_once_or_the_report_says_that_nobody_knows(
    installation: Installation, server: BotApiServer
) -> None:
    briefings = briefings_taken_in(installation, len(KINDS))
    killing = AnnouncementKilling(opened_announcement_place(installation, server, CHATS, SEED), briefings)
    finished = killing.run(KILLS, KINDS, again=0.0)
    assert killing.problems == []
    assert finished.code == 0, finished.err
    assert [kill.kind for kill in killing.kills] == [AFTER, RECALL, TAKING_UP, TAKING_UP]
    assert killing.kills[0].stage == "under way"
    # In each of the three announcements one chat has blocked the bot, and on the way to two others the connection breaks.
    outcomes = killing.outcomes
    assert sum(count for kind, count in outcomes.items() if "broken connection" in kind) == len(KINDS) * 2
    by_kills = sum(count for kind, count in outcomes.items() if "by a kill" in kind)
    assert outcomes["sent"] + outcomes["failed"] + by_kills == len(KINDS) * (CHATS - 2)
    assert outcomes["recalled"] == CHATS - 3
