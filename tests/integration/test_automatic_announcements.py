"""Sources that announce by themselves: each new briefing once, at the end of its embargo, and no edition after it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from announcing_steps import BOSSES, Newsroom, labels, news, newsroom, sentences_of
from botapi.people import Person
from stored import embargo

FOLDER = "folder"
CHAT = "chat"
FEEDS = "feeds"
EMBARGO = "2099-03-01T09:00:00+00:00"
EMBARGO_SECONDS = 5
UNDER_EMBARGO = ("Revised", "Lifted", "Postponed")
NAMES = ("Plain", "Later", "Again", "Typed", "Chatty", "Spoken", "Filed", "Watched", *UNDER_EMBARGO)
LONG_AGO = "2025-03-10 09:00:00.000000"
NEVER_SECONDS = 4.0
"""Longer than anything that is due waits to be seen."""
MOMENT_PASSED = "SELECT 1 FROM announcements WHERE briefing = ? AND (due_at IS NULL OR due_at > '2090-01-01')"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Iterator[Newsroom]:
    folder = tmp_path_factory.mktemp("automatic")
    yield from newsroom(folder, model_cache, {"old.md": news("Old")}, VERBALE_ANNOUNCE=FOLDER)


@pytest.fixture(scope="module")
def readers(room: Newsroom) -> dict[str, Person]:
    """Somebody for each briefing who has subscribed to its visit."""
    return dict(zip(NAMES, room.subscribers(*NAMES), strict=True))


@pytest.fixture(scope="module")
def ends(room: Newsroom, readers: dict[str, Person]) -> datetime:
    """Files are taken in: one without an embargo, others under embargo; the moment at which the first of these ends."""
    assert set(readers) == set(NAMES)
    first = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=EMBARGO_SECONDS)
    under_embargo = {name: news(name, embargo_until=EMBARGO) for name in UNDER_EMBARGO}
    _files(room, Plain=news("Plain"), Later=news("Later", embargo_until=first.isoformat()), **under_embargo)
    return first


@pytest.fixture(scope="module")
def changed(room: Newsroom, readers: dict[str, Person], ends: datetime) -> datetime:
    """When the embargo of the first is over, others are changed, and new ones come from the folder and the chat."""
    room.post(readers["Later"], "Later")
    _publishes(room, "Chatty")
    _files(
        room,
        Plain=news("Plain", lorries=41),
        Again=news("Again"),
        Revised=news("Revised", lorries=41, embargo_until=EMBARGO),
        Lifted=news("Lifted"),
    )
    return ends


def _files(room: Newsroom, **texts: str) -> None:
    """Put files into the folder of briefings and take them in on the command line, beside the running bot."""
    for name, text in texts.items():
        room.place.write(f"{name.lower()}.md", text)
    finished = room.place.run("reindex")
    assert finished.code == 0, finished


def _publishes(room: Newsroom, name: str) -> None:
    """An administrator sends a file to the bot, and publishes it."""
    boss = room.boss()
    sent = boss.sends_document(f"{name.lower()}.md", news(name).encode())
    card = room.server.wait_for_message(boss, after=sent)
    boss.presses(card, "Publish")
    said, progress = room.server.wait_for_messages(boss, 2, after=card)[:2]
    assert said.text.startswith("Published: ")
    room.server.wait_for(lambda: progress.text.startswith("Done in "), what="the index")


@pytest.mark.usefixtures("ends")
def test_a_new_file_is_announced_to_those_who_have_subscribed(room: Newsroom, readers: dict[str, Person]) -> None:
    post = room.post(readers["Plain"], "Plain")
    assert post.quotations == sentences_of("Plain")
    assert labels(post) == ["Ask about this", "Full text", "Unsubscribe"]


@pytest.mark.usefixtures("ends")
def test_an_owner_sees_the_report_of_what_is_announced_by_itself(room: Newsroom, readers: dict[str, Person]) -> None:
    room.post(readers["Plain"], "Plain")
    first = room.server.state.chats[BOSSES[0]]
    what = "“The Plain papers” is announced by itself."
    control = room.server.wait_for(
        lambda: next((one for one in first.messages.values() if one.versions[0] == what), None), what="word of it"
    )
    done = "Sent to 1 of 1. Failed: 0. Uncertain, whether it arrived: 0.\n“The Plain papers”"
    assert room.ended(control) == done
    assert labels(control) == ["Recall"]


def test_a_briefing_under_embargo_is_announced_at_its_end_and_not_before(
    room: Newsroom, readers: dict[str, Person], ends: datetime
) -> None:
    post = room.post(readers["Later"], "Later")
    assert post.date >= ends.timestamp()
    assert post.quotations == sentences_of("Later")
    assert [room.posts(readers[name], name) for name in UNDER_EMBARGO] == [[], [], []]


def test_another_edition_is_not_announced_again(room: Newsroom, readers: dict[str, Person], changed: datetime) -> None:
    assert room.post(readers["Again"], "Again").date > changed.timestamp()
    assert room.post(readers["Plain"], "Plain").quotations == sentences_of("Plain")


def test_what_other_sources_publish_waits_for_a_word(
    room: Newsroom, readers: dict[str, Person], changed: datetime
) -> None:
    # What was published after it from the folder has been announced.
    assert room.post(readers["Again"], "Again").date > changed.timestamp()
    assert room.posts(readers["Chatty"], "Chatty") == []


def test_what_an_administrator_takes_in_from_the_folder_comes_from_the_folder(
    room: Newsroom, readers: dict[str, Person], changed: datetime
) -> None:
    """It does not matter whether the folder is read by the command line or by /reindex."""
    assert room.post(readers["Again"], "Again").date > changed.timestamp()
    room.place.write("typed.md", news("Typed"))
    boss = room.boss()
    room.server.wait_for_message(boss, after=boss.asks("/reindex"))
    assert room.post(readers["Typed"], "Typed", NEVER_SECONDS).quotations == sentences_of("Typed")


def test_an_embargo_that_is_lifted_lets_the_announcement_go(
    room: Newsroom, readers: dict[str, Person], changed: datetime
) -> None:
    post = room.post(readers["Lifted"], "Lifted", NEVER_SECONDS)
    assert post.date > changed.timestamp()
    assert post.quotations == sentences_of("Lifted")


@pytest.mark.usefixtures("changed")
def test_an_embargo_that_is_prolonged_keeps_the_announcement_until_its_new_end(
    room: Newsroom, readers: dict[str, Person]
) -> None:
    """The moment that was known when the briefing was published comes, and the embargo still holds."""
    room.comes_due("Postponed")
    room.until("that the moment passes", MOMENT_PASSED, "postponed")
    assert room.posts(readers["Postponed"], "Postponed") == []
    embargo(room.place, "postponed", LONG_AGO)
    room.comes_due("Postponed")
    assert room.post(readers["Postponed"], "Postponed", NEVER_SECONDS).quotations == sentences_of("Postponed")


def test_what_is_corrected_under_embargo_is_announced_as_it_reads_at_its_end(
    room: Newsroom, readers: dict[str, Person], changed: datetime
) -> None:
    assert room.posts(readers["Revised"], "Revised") == []
    embargo(room.place, "revised", LONG_AGO)
    room.comes_due("Revised")
    post = room.post(readers["Revised"], "Revised", NEVER_SECONDS)
    assert post.date > changed.timestamp()
    assert post.quotations == sentences_of("Revised", lorries=41)


def test_over_a_restart_nothing_is_announced_again_and_other_sources_can_be_chosen(
    room: Newsroom, readers: dict[str, Person], changed: datetime
) -> None:
    assert room.post(readers["Again"], "Again").date > changed.timestamp()
    late = room.subscriber("Plain")
    room.stop()
    room.place.write("filed.md", news("Filed"))
    with ThreadPoolExecutor(1) as beside:
        taking_in = beside.submit(room.place.run, "reindex")
        room.start(VERBALE_ANNOUNCE=CHAT)
        assert taking_in.result().code == 0
    _publishes(room, "Spoken")
    assert room.post(readers["Spoken"], "Spoken").quotations == sentences_of("Spoken")
    assert room.posts(readers["Filed"], "Filed") == []
    assert room.posts(late, "Plain") == []
    for name in ("Plain", "Later", "Again"):
        room.post(readers[name], name)


def test_what_a_feed_publishes_is_announced_where_feeds_are_chosen_and_nothing_else(
    room: Newsroom, readers: dict[str, Person], changed: datetime
) -> None:
    assert room.post(readers["Again"], "Again").date > changed.timestamp()
    watched = room.place.folder / "watched"
    watched.mkdir()
    finished = room.place.run("feeds", "add", str(watched), "--rule", "publish")
    assert finished.code == 0, finished
    room.stop()
    room.start(VERBALE_ANNOUNCE=FEEDS)
    boss = room.boss()
    boss.asks("/feeds check")
    room.until("a first look at the feed", "SELECT 1 FROM feeds WHERE checked_at IS NOT NULL")
    (watched / "watched.md").write_text(news("Watched"), "utf-8")
    boss.asks("/feeds check")
    assert room.post(readers["Watched"], "Watched").quotations == sentences_of("Watched")
    assert room.posts(readers["Filed"], "Filed") == []
