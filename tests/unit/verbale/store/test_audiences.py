from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, func, select, update

from library import ARRIVAL, Library
from verbale.errors import Refused
from verbale.intake.document import Document, SourceFile
from verbale.language import Language
from verbale.store import audit, drafts, feeds
from verbale.store.audiences import (
    Audience,
    Member,
    add_member,
    all_audiences,
    audiences_of,
    drop,
    make,
    member_moved,
    remove_member,
)
from verbale.store.audit import Act
from verbale.store.drafts import DraftState, Origin
from verbale.store.feeds import FeedKind, Rule
from verbale.store.schema import audience_members, briefings, revision

NOW = datetime(2025, 3, 4, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
OWNER = audit.user(1)
GROUP, SUPERGROUP, PERSON = -500, -1_001_234_567_890, 42
DOCUMENT = Document(
    text="Мост откроют в мае.",
    title="Мост",
    date=None,
    language=Language.RUSSIAN,
    source_url=None,
    visit=None,
    audience=("press",),
    embargo_until=None,
    furniture=(),
)


@pytest.fixture
def connection(library: Library) -> Iterator[Connection]:
    with library.database.writing() as opened:
        yield opened


def log(connection: Connection) -> list[tuple[str, Act, str, object]]:
    """The log of the acts on audiences, oldest first."""
    written = reversed(audit.entries(connection, 50))
    others = {Act.BEGUN, Act.PUBLISHED}
    return [(entry.actor, entry.act, entry.subject, entry.details) for entry in written if entry.act not in others]


@pytest.mark.parametrize("name", ["a", "press-pool-2025", "-", "7", "a" * 64])
def test_a_slug_names_an_audience(connection: Connection, name: str) -> None:
    assert make(connection, NOW, OWNER, name)
    assert all_audiences(connection) == [Audience(name, ())]


@pytest.mark.parametrize(
    "name", ["", "a" * 65, "Press", "press pool", "press_pool", "пресса", "press\n", "ｐress", "²", "a,b", "'"]
)
def test_another_name_is_refused_with_what_to_do(connection: Connection, name: str) -> None:
    with pytest.raises(Refused, match="cannot be called") as refused:
        make(connection, NOW, OWNER, name)
    assert refused.value.remedy == "Use 1 to 64 small Latin letters, digits and hyphens, such as press-pool."
    assert all_audiences(connection) == []
    assert log(connection) == []


def test_the_public_is_no_audience_that_can_be_made(connection: Connection) -> None:
    with pytest.raises(Refused, match="is everybody") as refused:
        make(connection, NOW, OWNER, "public")
    assert refused.value.remedy == "Choose another name."
    assert all_audiences(connection) == []


def test_an_audience_is_made_once(connection: Connection) -> None:
    assert make(connection, NOW, OWNER, "press")
    add_member(connection, NOW, OWNER, "press", GROUP, "Press")
    assert not make(connection, LATER, OWNER, "press")
    assert all_audiences(connection) == [Audience("press", (Member(GROUP, "Press", NOW),))]


def test_audiences_come_by_name_and_members_in_the_order_of_their_adding(connection: Connection) -> None:
    for name in ("press", "embassy"):
        make(connection, NOW, OWNER, name)
    assert add_member(connection, LATER, OWNER, "press", GROUP, "Матбуот 🗞")
    assert add_member(connection, NOW, OWNER, "press", PERSON, "Amina")
    assert all_audiences(connection) == [
        Audience("embassy", ()),
        Audience("press", (Member(PERSON, "Amina", NOW), Member(GROUP, "Матбуот 🗞", LATER))),
    ]


def test_a_chat_belongs_to_the_audiences_that_it_was_added_to_and_to_no_others(connection: Connection) -> None:
    for name in ("press", "embassy", "staff"):
        make(connection, NOW, OWNER, name)
    add_member(connection, NOW, OWNER, "press", GROUP, "Group")
    add_member(connection, NOW, OWNER, "staff", GROUP, "Group")
    add_member(connection, NOW, OWNER, "embassy", PERSON, "Amina")
    assert audiences_of(connection, GROUP) == {"press", "staff"}
    assert audiences_of(connection, PERSON) == {"embassy"}
    assert audiences_of(connection, -GROUP) == frozenset()


def test_a_member_is_added_once_though_a_new_name_is_kept(connection: Connection) -> None:
    make(connection, NOW, OWNER, "press")
    add_member(connection, NOW, OWNER, "press", GROUP, "Group")
    assert not add_member(connection, LATER, OWNER, "press", GROUP, "Group, renamed")
    assert all_audiences(connection)[0].members == (Member(GROUP, "Group, renamed", NOW),)


def test_nobody_is_added_to_an_audience_that_there_is_not(connection: Connection) -> None:
    with pytest.raises(Refused, match="There is no audience press") as refused:
        add_member(connection, NOW, OWNER, "press", GROUP, "Group")
    assert refused.value.remedy == "Make it first."
    assert audiences_of(connection, GROUP) == frozenset()


def test_a_removed_member_belongs_to_the_audience_no_longer(connection: Connection) -> None:
    for name in ("press", "staff"):
        make(connection, NOW, OWNER, name)
        add_member(connection, NOW, OWNER, name, GROUP, "Group")
    add_member(connection, NOW, OWNER, "press", PERSON, "Amina")
    assert remove_member(connection, NOW, OWNER, "press", GROUP)
    assert audiences_of(connection, GROUP) == {"staff"}
    assert audiences_of(connection, PERSON) == {"press"}
    assert not remove_member(connection, NOW, OWNER, "press", GROUP)
    assert not remove_member(connection, NOW, OWNER, "nobody", GROUP)


def test_every_change_stands_in_the_log_and_what_is_none_does_not(connection: Connection) -> None:
    for _ in range(2):
        make(connection, NOW, OWNER, "press")
    for _ in range(2):
        add_member(connection, NOW, OWNER, "press", GROUP, "Group")
    add_member(connection, NOW, OWNER, "press", PERSON, "Amina")
    for _ in range(2):
        remove_member(connection, NOW, audit.user(2), "press", PERSON)
    for _ in range(2):
        drop(connection, NOW, OWNER, "press")
    assert log(connection) == [
        ("user 1", Act.AUDIENCE_MADE, "press", {}),
        ("user 1", Act.MEMBER_ADDED, "press", {"member": GROUP}),
        ("user 1", Act.MEMBER_ADDED, "press", {"member": PERSON}),
        ("user 2", Act.MEMBER_REMOVED, "press", {"member": PERSON}),
        ("user 1", Act.AUDIENCE_REMOVED, "press", {"members": [str(GROUP)]}),
    ]
    assert audit.check(connection).entries == 6


def test_a_dropped_audience_goes_with_its_members_and_the_others_stay(connection: Connection) -> None:
    for name in ("press", "press-2"):
        make(connection, NOW, OWNER, name)
        add_member(connection, NOW, OWNER, name, GROUP, "Group")
    assert drop(connection, NOW, OWNER, "press")
    assert [audience.name for audience in all_audiences(connection)] == ["press-2"]
    assert audiences_of(connection, GROUP) == {"press-2"}
    assert connection.scalar(select(func.count()).select_from(audience_members)) == 1
    assert not drop(connection, NOW, OWNER, "press")


def publish(library: Library, count: int) -> None:
    for number in range(1, count + 1):
        library.add(f"talks-{number}", f"{ARRIVAL} {number}", audience=("embassy", "press"))


@pytest.mark.parametrize(
    ("count", "named"),
    [
        (1, "talks-1."),
        (3, "talks-1, talks-2, talks-3."),
        (5, "talks-1, talks-2, talks-3 and 2 more."),
    ],
)
def test_an_audience_that_briefings_are_for_stays_and_three_of_them_are_named(
    library: Library, count: int, named: str
) -> None:
    publish(library, count)
    library.add("open", ARRIVAL + " For everybody.")
    with library.database.writing() as opened:
        make(opened, NOW, OWNER, "press")
        add_member(opened, NOW, OWNER, "press", GROUP, "Group")
        with pytest.raises(Refused) as refused:
            drop(opened, NOW, OWNER, "press")
        assert refused.value.message == f"The audience press is still in use: {named}"
        assert refused.value.remedy == "Give them another audience first."
        assert audiences_of(opened, GROUP) == {"press"}
        assert log(opened)[-1][1] is Act.MEMBER_ADDED


def test_a_withdrawn_briefing_holds_its_audience_too(library: Library) -> None:
    publish(library, 1)
    with library.database.writing() as opened:
        opened.execute(update(briefings).values(withdrawn_at=NOW))
        make(opened, NOW, OWNER, "press")
        with pytest.raises(Refused, match="still in use: talks-1"):
            drop(opened, NOW, OWNER, "press")


def test_an_audience_whose_name_is_part_of_another_one_is_not_in_use(library: Library) -> None:
    library.add("talks", ARRIVAL, audience=("press-pool",))
    with library.database.writing() as opened:
        make(opened, NOW, OWNER, "press")
        assert drop(opened, NOW, OWNER, "press")


def test_an_open_draft_holds_its_audience_and_a_closed_one_does_not(connection: Connection) -> None:
    make(connection, NOW, OWNER, "press")
    draft = drafts.make(
        connection, NOW, origin=Origin.TEXT, briefing="bridge", source=SourceFile("b.txt", b"b"), document=DOCUMENT
    )
    drafts.make(
        connection,
        NOW,
        origin=Origin.TEXT,
        briefing="other",
        source=SourceFile("o.txt", b"o"),
        document=replace(DOCUMENT, audience=("public",)),
    )
    with pytest.raises(Refused, match=r"still in use: the draft bridge\. Give"):
        drop(connection, NOW, OWNER, "press")
    drafts.close(connection, draft.id, DraftState.DISCARDED)
    assert drop(connection, NOW, OWNER, "press")


def test_a_feed_holds_the_audience_that_its_items_are_for(connection: Connection) -> None:
    make(connection, NOW, OWNER, "press")
    feed = feeds.add(
        connection,
        NOW,
        kind=FeedKind.WEB,
        address="https://press.example/feed",
        rule=Rule.ASK,
        visit=None,
        audience=("press",),
        added_by=None,
    )
    with pytest.raises(Refused, match=r"still in use: the feed https://press\.example/feed\. Give"):
        drop(connection, NOW, OWNER, "press")
    feeds.remove(connection, feed.id)
    assert drop(connection, NOW, OWNER, "press")


def test_a_group_keeps_its_place_when_it_becomes_a_supergroup(connection: Connection) -> None:
    for name in ("press", "staff"):
        make(connection, NOW, OWNER, name)
        add_member(connection, NOW, OWNER, name, GROUP, "Group")
    add_member(connection, NOW, OWNER, "press", PERSON, "Amina")
    member_moved(connection, LATER, GROUP, SUPERGROUP)
    assert audiences_of(connection, GROUP) == frozenset()
    assert audiences_of(connection, SUPERGROUP) == {"press", "staff"}
    assert audiences_of(connection, PERSON) == {"press"}
    assert log(connection)[-2:] == [
        ("program", Act.MEMBER_ADDED, "press", {"member": SUPERGROUP, "moved_from": GROUP}),
        ("program", Act.MEMBER_ADDED, "staff", {"member": SUPERGROUP, "moved_from": GROUP}),
    ]
    assert all_audiences(connection)[1] == Audience("staff", (Member(SUPERGROUP, "Group", NOW),))


def test_moving_again_and_moving_a_stranger_change_nothing(connection: Connection) -> None:
    make(connection, NOW, OWNER, "press")
    add_member(connection, NOW, OWNER, "press", GROUP, "Group")
    member_moved(connection, LATER, GROUP, SUPERGROUP)
    before = log(connection)
    member_moved(connection, LATER, GROUP, SUPERGROUP)
    member_moved(connection, LATER, SUPERGROUP, SUPERGROUP)
    assert log(connection) == before
    assert audiences_of(connection, SUPERGROUP) == {"press"}


def test_a_supergroup_that_was_added_already_stays_once(connection: Connection) -> None:
    make(connection, NOW, OWNER, "press")
    add_member(connection, NOW, OWNER, "press", GROUP, "Group")
    add_member(connection, NOW, OWNER, "press", SUPERGROUP, "Supergroup")
    member_moved(connection, LATER, GROUP, SUPERGROUP)
    assert all_audiences(connection) == [Audience("press", (Member(SUPERGROUP, "Supergroup", NOW),))]
    assert log(connection)[-1] == ("program", Act.MEMBER_REMOVED, "press", {"member": GROUP, "moved_to": SUPERGROUP})


def test_readers_of_the_briefings_need_not_read_them_again(library: Library) -> None:
    """What a chat may see changes with its audiences, without the revision, which tells of the briefings."""
    library.add("talks", ARRIVAL, audience=("press",))
    with library.database.writing() as opened:
        before = opened.scalar(select(revision.c.number))
        make(opened, NOW, OWNER, "press")
        add_member(opened, NOW, OWNER, "press", GROUP, "Group")
        member_moved(opened, NOW, GROUP, SUPERGROUP)
        remove_member(opened, NOW, OWNER, "press", SUPERGROUP)
        assert opened.scalar(select(revision.c.number)) == before
