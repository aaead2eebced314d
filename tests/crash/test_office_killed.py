"""A bot that is killed while an administrator works finishes the work after its restart, and does nothing twice."""

import json
import sqlite3
from contextlib import closing

import pytest

from botapi.server import BotApiServer
from crash.office_acts import KINDS
from crash.office_killing import OfficeKilling, opened_place, running_office
from crash.office_place import Bridge, Place
from program import Installation

PEOPLE = 8
SEED = 20250304


@pytest.mark.timeout(300)
def test_through_kills_the_work_of_an_administrator_is_finished_once(
    stocked: Installation, server: BotApiServer
) -> None:
    killing = OfficeKilling(opened_place(stocked, server, PEOPLE, SEED))
    finished = killing.run(len(KINDS), again=0.0)
    assert killing.problems == []
    assert finished.code == 0, finished.err
    assert "was not dealt with" not in finished.err
    assert {kill.act for kill in killing.kills} == set(KINDS)
    assert "under way" in {kill.stage for kill in killing.kills}
    assert killing.outcomes["marked"] + killing.outcomes["replied to"] + killing.outcomes["uncertain"] > PEOPLE


def _take_back_end(place: Place) -> None:
    """As if the kill had come before the last update was marked as dealt with."""
    update = place.server.updates.log[-1]
    not_done = "UPDATE inbox SET done_at = NULL, payload = ? WHERE update_id = ?"
    with closing(sqlite3.connect(place.installation.data / "verbale.db")) as connection, connection:
        connection.execute(not_done, (json.dumps(update.to_json()), update.update_id))


def _take_back_entry(place: Place, act: str) -> None:
    """As if the kill had come after the act, and before its entry in the audit log."""
    _take_back_end(place)
    with closing(sqlite3.connect(place.installation.data / "verbale.db")) as connection, connection:
        last = connection.execute("SELECT number, act FROM audit ORDER BY number DESC").fetchone()
        assert last[1] == act
        connection.execute("DELETE FROM audit WHERE number = ?", (last[0],))


def test_a_return_to_the_index_before_that_a_kill_kept_from_the_log_is_noted_and_told_as_done(
    stocked: Installation, server: BotApiServer
) -> None:
    place = opened_place(stocked, server, 1, SEED)
    with running_office(place) as bot:
        place.publishes(Bridge("Zarkul", "May"))
        asked = place.admin.asks("/rollback")
        question = server.wait_for_message(place.admin, after=asked, containing="Go back")
        place.admin.presses(question, "Go back")
        server.wait_for_edit(question)
        assert place.settles() == []
        assert bot.stop().code == 0
    _take_back_entry(place, "rolled back")
    with running_office(place) as bot:
        assert place.settles() == []
        assert bot.stop().code == 0
    assert question.text == "Generation 1 answers again. /reindex builds a new one of all that is stored."
    assert place.acts("generation 1") == ["reindexed", "rolled back"]
    assert [one.number for one in place.manifests()] == [1]
    assert stocked.run("verify").code == 0


def test_an_index_that_a_kill_kept_from_the_log_is_noted(stocked: Installation, server: BotApiServer) -> None:
    place = opened_place(stocked, server, 1, SEED)
    briefing = Bridge("Zarkul", "May")
    stocked.write(f"{briefing.id}.txt", briefing.text)
    with running_office(place) as bot:
        place.admin.asks("/reindex")
        server.wait_for_message(place.admin, containing="Generation 2 answers now")
        assert place.settles() == []
        assert bot.stop().code == 0
    _take_back_entry(place, "reindexed")
    with running_office(place) as bot:
        assert place.settles() == []
        assert bot.stop().code == 0
    assert place.acts("generation 2") == ["reindexed"]
    assert stocked.run("verify").code == 0


def test_a_reindex_that_a_kill_broke_off_reads_the_rest_of_the_folder_after_the_restart(
    stocked: Installation, server: BotApiServer
) -> None:
    place = opened_place(stocked, server, 1, SEED)
    with running_office(place) as bot:
        place.admin.asks("/reindex")
        told = server.wait_for_message(place.admin, containing="generation 1 answers on")
        assert place.settles() == []
        assert bot.stop().code == 0
    _take_back_end(place)
    taken_in, waiting = Bridge("Zarkul", "May"), Bridge("Mirtob", "April")
    file = stocked.folder / f"{taken_in.id}.txt"
    file.write_text(taken_in.text, "utf-8")
    # The index has not got it, which the bot sees when it starts, and begins to build one itself.
    assert stocked.run("add", str(file), "--no-index").code == 0
    stocked.write(f"{waiting.id}.txt", waiting.text)
    with running_office(place) as bot:
        assert place.settles() == []
        assert bot.stop().code == 0
    assert {taken_in.id, waiting.id} <= place.indexed().keys()
    assert "answers now" in told.text
    assert waiting.id in told.text
