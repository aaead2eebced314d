"""Whoever announces can pause, go on, stop, schedule, discard and recall; nobody else can; nothing is posted twice."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from announcing_steps import DEALT_WITH, Newsroom, Preview, data_of, labels, news, newsroom
from botapi.faults import slow
from botapi.people import Person
from stored import rows
from talking import asks, somebody

CROWD = 100
"""At twenty-five posts a second it takes four seconds, and after three there is something to press."""
EACH = ("Aktau", "Osh", "Khujand", "Nukus", "Termez", "Naryn", "Merv", "Karakol", "Balkhash", "Pamir", "Samarkand")
AGAIN = "Naryn"
"""Two administrators preview it."""
SENT_TO_ONE = "Sent to 1 of 1. Failed: 0. Uncertain, whether it arrived: 0."
NOTHING_RUNS = "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM deliveries WHERE state = 'running')"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Iterator[Newsroom]:
    briefings = {f"{name.lower()}.md": news(name) for name in EACH}
    yield from newsroom(tmp_path_factory.mktemp("control"), model_cache, briefings)


@pytest.fixture(scope="module")
def previews(room: Newsroom, readers: dict[str, Person]) -> dict[str, Preview]:
    assert set(readers) == set(EACH)
    return dict(zip((*EACH, "again"), room.previews(*EACH, AGAIN), strict=True))


@pytest.fixture(scope="module")
def readers(room: Newsroom) -> dict[str, Person]:
    """Somebody for each briefing who has subscribed to its visit; long enough ago that a message may come at once."""
    return dict(zip(EACH, room.subscribers(*EACH), strict=True))


def posted_to(room: Newsroom, people: list[Person], name: str) -> list[int]:
    """How many posts about a briefing each of them has."""
    return [len(room.posts(person, name)) for person in people]


def until_buttons(room: Newsroom, preview: Preview, *wanted: str) -> None:
    """Wait until a message that controls has just these buttons."""
    room.server.wait_for(lambda: labels(preview.control) == list(wanted), what=f"the buttons {wanted}")


def until_quiet(room: Newsroom, name: str) -> None:
    """Wait until nothing about a briefing is on its way to Telegram."""
    query = "SELECT 1 FROM outbox JOIN deliveries ON deliveries.id = outbox.delivery WHERE briefing = ? AND {}"
    underway = query.format("(outbox.state = 'sending' OR deliveries.state = 'running')")
    room.until("quiet", f"SELECT 1 WHERE NOT EXISTS ({underway})", name.lower())


def test_over_a_restart_what_is_paused_rests_and_what_came_due_meanwhile_is_sent_once(
    room: Newsroom, previews: dict[str, Preview], readers: dict[str, Person]
) -> None:
    crowd, anna = [readers["Aktau"], *room.crowd("Aktau", CROWD - 1)], readers["Balkhash"]
    paused, scheduled = previews["Aktau"], previews["Balkhash"]
    paused.boss.presses(paused.control, "Send now")
    room.schedules(scheduled)
    until_buttons(room, paused, "Pause", "Stop")
    assert paused.control.text.startswith("Sending: ")
    assert paused.control.text.endswith(f" of {CROWD} …")
    paused.boss.presses(paused.control, "Pause")
    room.server.wait_for(lambda: paused.control.text.startswith("Paused after "), what="the pause")
    until_quiet(room, "Aktau")
    posted = sum(posted_to(room, crowd, "Aktau"))
    assert 0 < posted < CROWD
    room.server.wait_for(
        lambda: paused.control.text == f"Paused after {posted} of {CROWD}.", what="the number of posts"
    )
    assert labels(paused.control) == ["Go on", "Stop"]

    room.stop()
    room.comes_due("Balkhash")
    assert room.posts(anna, "Balkhash") == []
    room.start()
    room.post(anna, "Balkhash")
    assert room.ended(scheduled.control) == SENT_TO_ONE
    assert sum(posted_to(room, crowd, "Aktau")) == posted

    paused.boss.presses(paused.control, "Go on")
    assert room.ended(paused.control) == f"Sent to {CROWD} of {CROWD}. Failed: 0. Uncertain, whether it arrived: 0."
    assert posted_to(room, crowd, "Aktau") == [1] * CROWD
    room.post(anna, "Balkhash")


def test_a_stopped_announcement_reaches_nobody_else_and_what_was_posted_can_be_recalled(
    room: Newsroom, previews: dict[str, Preview], readers: dict[str, Person]
) -> None:
    crowd, osh = [readers["Osh"], *room.crowd("Osh", CROWD - 1)], previews["Osh"]
    osh.boss.presses(osh.control, "Send now")
    until_buttons(room, osh, "Pause", "Stop")
    stale = [data_of(osh.control, label) for label in ("Pause", "Stop")]
    # What is on its way when it is stopped arrives, and is recalled with the rest.
    room.server.faults.add("sendMessage", slow(0.7), times=None)
    osh.boss.presses(osh.control, "Stop")
    report = room.ended(osh.control)
    assert labels(osh.control) == ["Recall"]
    osh.boss.presses(osh.control, "Recall")
    room.server.faults.clear()
    room.server.wait_for(lambda: osh.control.text.startswith("Recalled: "), what="the recall")
    until_quiet(room, "Osh")
    assert posted_to(room, crowd, "Osh") == [0] * CROWD
    posted = len(room.server.calls("deleteMessage"))
    assert 0 < posted < CROWD
    assert osh.control.text == f"Recalled: {posted} of {posted}. Failed: 0."
    assert report == f"Stopped after {posted} of {CROWD}. Failed: 0. Uncertain: 0."
    for data in stale:
        assert room.alert(osh.boss, osh.control, data) == DEALT_WITH
    acts = rows(room.place, "SELECT act FROM audit WHERE subject = 'osh' ORDER BY number")
    assert [act for (act,) in acts] == ["published", "announced", "announcement stopped", "recalled"]


def test_what_was_discarded_is_never_posted(
    room: Newsroom, previews: dict[str, Preview], readers: dict[str, Person]
) -> None:
    anna, (boss, control) = readers["Khujand"], (previews["Khujand"].boss, previews["Khujand"].control)
    stale = {label: data_of(control, label) for label in labels(control)}
    assert set(stale) == {"Send now", "Schedule", "Sentences", "Discard"}
    boss.presses(control, "Schedule")
    asked = room.server.wait_for_message(boss, after=control)
    boss.presses(control, "Discard")
    room.server.wait_for(lambda: control.text == "Discarded.", what="the end")
    assert control.buttons == ()
    for data in stale.values():
        assert room.alert(boss, control, data) == DEALT_WITH
    assert asks(room.server, boss, "2099-01-01 10:00", reply_to=asked).text == DEALT_WITH
    assert rows(room.place, "SELECT state FROM announcements WHERE briefing = 'khujand'") == [("discarded",)]
    assert room.posts(anna, "Khujand") == []


def test_buttons_of_what_was_sent_do_nothing_any_more(
    room: Newsroom, previews: dict[str, Preview], readers: dict[str, Person]
) -> None:
    anna, nukus = readers["Nukus"], previews["Nukus"]
    stale = [data_of(nukus.control, label) for label in labels(nukus.control)]
    assert room.sends(nukus) == SENT_TO_ONE
    for data in stale:
        assert room.alert(nukus.boss, nukus.control, data) == DEALT_WITH
    assert nukus.control.text == SENT_TO_ONE
    room.post(anna, "Nukus")


def test_a_button_that_is_touched_thrice_at_once_sends_once(
    room: Newsroom, previews: dict[str, Preview], readers: dict[str, Person]
) -> None:
    anna, termez = readers["Termez"], previews["Termez"]
    send = data_of(termez.control, "Send now")
    for press in [termez.boss.sends_callback(termez.control, send) for _ in range(3)]:
        room.server.wait_for_answer(press)
    assert room.ended(termez.control) == SENT_TO_ONE
    room.post(anna, "Termez")
    assert rows(room.place, "SELECT count(*) FROM deliveries WHERE briefing = 'termez'") == [(1,)]


def test_two_administrators_who_send_the_same_briefing_at_once_post_it_once(
    room: Newsroom, previews: dict[str, Preview], readers: dict[str, Person]
) -> None:
    """An announcement is never posted twice: of two previews of one edition only one goes out."""
    anna, both = readers[AGAIN], [previews[AGAIN], previews["again"]]
    for press in [one.boss.presses(one.control, "Send now") for one in both]:
        room.server.wait_for_answer(press)
    room.server.wait_for(lambda: any(one.control.text == SENT_TO_ONE for one in both), what="the report to one of them")
    room.until("the end of what runs", NOTHING_RUNS)
    assert len(room.posts(anna, AGAIN)) == 1


def test_what_was_scheduled_is_not_sent_after_not_yet_and_can_be_sent_later(
    room: Newsroom, previews: dict[str, Preview], readers: dict[str, Person]
) -> None:
    anna, merv, karakol = readers["Merv"], previews["Merv"], previews["Karakol"]
    room.chooses(anna, "Merv", "Karakol")
    with ThreadPoolExecutor(2) as together:
        list(together.map(room.schedules, (merv, karakol)))
    assert labels(merv.control) == ["Not yet", "Discard"]
    merv.boss.presses(merv.control, "Not yet")
    room.server.wait_for(lambda: "Send now" in labels(merv.control), what="the way back")
    assert merv.control.text.startswith("Above is the post, exactly as it will look.")
    # What is due is sent in its order: when the later one is there, the earlier one would be, too.
    room.comes_due("Merv", "Karakol")
    room.post(anna, "Karakol")
    assert room.posts(anna, "Merv") == []
    assert room.sends(merv) == SENT_TO_ONE
    room.post(anna, "Merv")


def test_whoever_is_no_longer_administrator_sends_nothing(room: Newsroom, readers: dict[str, Person]) -> None:
    editor = somebody(room.server)
    asks(room.server, room.boss(), f"/admins add {editor.id}")
    control = room.preview(editor, "Samarkand").control
    gone = asks(room.server, room.boss(), f"/admins remove {editor.id}")
    assert gone.text.endswith(" is no administrator any more.")
    for label in labels(control):
        assert room.alert(editor, control, data_of(control, label)) == "Only administrators of this bot may do this."
    query = "SELECT state FROM announcements WHERE briefing = 'samarkand' AND made_by = ?"
    assert rows(room.place, query, editor.id) == [("draft",)]
    assert room.posts(readers["Samarkand"], "Samarkand") == []


def test_buttons_of_one_administrator_are_of_no_use_to_another(
    room: Newsroom, previews: dict[str, Preview], readers: dict[str, Person]
) -> None:
    anna, pamir = readers["Pamir"], previews["Pamir"]
    other = room.boss()
    theirs = asks(room.server, other, "/help")
    said = room.alert(other, theirs, data_of(pamir.control, "Send now"))
    assert said.startswith("This button does not work here.")
    assert room.posts(anna, "Pamir") == []
