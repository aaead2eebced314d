from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, func, select

from library import Library
from verbale.errors import Refused
from verbale.intake.document import Document, SourceFile
from verbale.language import Language
from verbale.store import drafts
from verbale.store.database import open_database
from verbale.store.drafts import Origin
from verbale.store.feeds import (
    Feed,
    FeedKind,
    Rule,
    add,
    all_feeds,
    checked,
    mark_seen,
    new_items,
    read,
    remove,
    set_rule,
)
from verbale.store.schema import feed_items

NOW = datetime(2025, 3, 4, 12, tzinfo=UTC)
LATER = NOW + timedelta(minutes=15)


@pytest.fixture
def connection(library: Library) -> Iterator[Connection]:
    with library.database.writing() as opened:
        yield opened


def added(connection: Connection, address: str = "https://press.example/feed", at: datetime = NOW) -> Feed:
    return add(
        connection,
        at,
        kind=FeedKind.WEB,
        address=address,
        rule=Rule.ASK,
        visit=None,
        audience=("public",),
        added_by=None,
    )


def test_a_feed_comes_back_as_it_was_added(connection: Connection) -> None:
    feed = add(
        connection,
        NOW,
        kind=FeedKind.FOLDER,
        address="/srv/матбуот/2025",
        rule=Rule.PUBLISH,
        visit="Dushanbe 2025",
        audience=["press", "embassy"],
        added_by=42,
    )
    assert feed == Feed(
        id=1,
        kind=FeedKind.FOLDER,
        address="/srv/матбуот/2025",
        rule=Rule.PUBLISH,
        visit="Dushanbe 2025",
        audience=("press", "embassy"),
        added_by=42,
        added_at=NOW,
        checked_at=None,
        etag=None,
        last_modified=None,
        failure=None,
    )
    assert read(connection, 1) == feed
    assert read(connection, 2) is None


def test_the_kinds_and_rules_are_kept_by_their_names() -> None:
    assert [kind.value for kind in FeedKind] == ["feed", "folder"]
    assert [rule.value for rule in Rule] == ["ask", "publish"]


def test_feeds_come_in_the_order_of_their_adding(connection: Connection) -> None:
    late = added(connection, "https://press.example/a", LATER)
    first = added(connection, "https://press.example/b")
    second = added(connection, "https://press.example/c")
    assert all_feeds(connection) == [first, second, late]


def test_what_is_watched_already_is_not_watched_twice(connection: Connection) -> None:
    feed = added(connection)
    with pytest.raises(Refused, match=r"https://press\.example/feed is watched already\. Remove it first"):
        added(connection)
    assert all_feeds(connection) == [feed]


def test_the_rule_of_one_feed_can_be_changed(connection: Connection) -> None:
    first, second = added(connection, "https://press.example/a"), added(connection, "https://press.example/b")
    assert set_rule(connection, first.id, Rule.PUBLISH)
    assert all_feeds(connection) == [replace(first, rule=Rule.PUBLISH), second]
    assert not set_rule(connection, 99, Rule.ASK)


def test_a_check_leaves_its_moment_and_the_marks_of_the_version(connection: Connection) -> None:
    feed, other = added(connection), added(connection, "https://press.example/b")
    checked(connection, feed.id, LATER, etag='W/"7"', last_modified="Tue, 04 Mar 2025 12:00:00 GMT")
    kept = replace(feed, checked_at=LATER, etag='W/"7"', last_modified="Tue, 04 Mar 2025 12:00:00 GMT")
    assert all_feeds(connection) == [kept, other]


def test_a_failure_is_kept_until_the_feed_can_be_read_again(connection: Connection) -> None:
    feed = added(connection)
    checked(connection, feed.id, NOW, failure="the server answered 502")
    assert read(connection, feed.id) == replace(feed, checked_at=NOW, failure="the server answered 502")
    checked(connection, feed.id, LATER, etag='"8"')
    assert read(connection, feed.id) == replace(feed, checked_at=LATER, etag='"8"')


def test_a_failure_leaves_the_marks_of_the_version_that_could_be_read(connection: Connection) -> None:
    """Those of a broken one would make the server say that nothing is new."""
    feed = added(connection)
    checked(connection, feed.id, NOW, etag='"7"', last_modified="then")
    checked(connection, feed.id, LATER, etag='"broken"', last_modified="now", failure="it is no feed")
    kept = replace(feed, checked_at=LATER, etag='"7"', last_modified="then", failure="it is no feed")
    assert read(connection, feed.id) == kept


def test_items_are_new_until_they_are_marked(connection: Connection) -> None:
    feed = added(connection)
    assert new_items(connection, feed.id, ["c", "a", "b"]) == ["c", "a", "b"]
    assert new_items(connection, feed.id, ["c", "a", "b"]) == ["c", "a", "b"]
    mark_seen(connection, feed.id, ["a", "c"], NOW)
    assert new_items(connection, feed.id, ["c", "д", "a", "b"]) == ["д", "b"]


def test_an_item_that_stands_twice_in_a_feed_is_new_once(connection: Connection) -> None:
    feed = added(connection)
    assert new_items(connection, feed.id, ["b", "a", "b", "a"]) == ["b", "a"]
    mark_seen(connection, feed.id, ["b", "b"], NOW)
    assert new_items(connection, feed.id, ["b", "a", "b"]) == ["a"]


def test_items_that_are_marked_again_keep_their_moment(connection: Connection) -> None:
    feed = added(connection)
    mark_seen(connection, feed.id, ["a"], NOW)
    mark_seen(connection, feed.id, ["a", "b"], LATER)
    moments = connection.scalars(select(feed_items.c.seen_at).order_by(feed_items.c.seen_at)).all()
    assert moments == [NOW, LATER]


def test_feeds_do_not_share_their_items(connection: Connection) -> None:
    first, second = added(connection, "https://press.example/a"), added(connection, "https://press.example/b")
    mark_seen(connection, first.id, ["a"], NOW)
    assert new_items(connection, first.id, ["a"]) == []
    assert new_items(connection, second.id, ["a"]) == ["a"]


def test_nothing_is_new_among_nothing(connection: Connection) -> None:
    feed = added(connection)
    assert new_items(connection, feed.id, []) == []
    mark_seen(connection, feed.id, [], NOW)
    assert connection.scalar(select(func.count()).select_from(feed_items)) == 0


def test_more_items_than_a_statement_takes_are_told_apart(connection: Connection) -> None:
    feed = added(connection)
    keys = [f"https://press.example/{number}" for number in range(2_000)]
    mark_seen(connection, feed.id, keys[::2], NOW)
    assert new_items(connection, feed.id, keys) == keys[1::2]


def test_keys_of_any_length_and_script_are_told_apart(connection: Connection) -> None:
    feed = added(connection)
    long = "ж" * 5_000
    mark_seen(connection, feed.id, [long], NOW)
    assert new_items(connection, feed.id, [long, long + "ж", "", " ", "A", "a"]) == [long + "ж", "", " ", "A", "a"]


def test_a_removed_feed_goes_with_its_items_and_the_others_stay(connection: Connection) -> None:
    first, second = added(connection, "https://press.example/a"), added(connection, "https://press.example/b")
    for feed in (first, second):
        mark_seen(connection, feed.id, ["a"], NOW)
    assert remove(connection, first.id)
    assert all_feeds(connection) == [second]
    assert connection.scalars(select(feed_items.c.feed)).all() == [second.id]
    assert not remove(connection, first.id)


def test_a_feed_that_was_removed_while_it_was_read_leaves_nothing(connection: Connection) -> None:
    feed = added(connection)
    remove(connection, feed.id)
    checked(connection, feed.id, NOW, etag="x")
    mark_seen(connection, feed.id, ["a"], NOW)
    assert all_feeds(connection) == []
    assert connection.scalar(select(func.count()).select_from(feed_items)) == 0


def test_the_drafts_of_a_removed_feed_name_it_no_longer(connection: Connection) -> None:
    """SQLite may give its id to the next one, and they would seem to have come from that."""
    first, second = added(connection, "https://press.example/a"), added(connection, "https://press.example/b")
    document = Document("Мост.", "Мост", None, Language.RUSSIAN, None, None, ("public",), None, ())
    of_first, of_second = (
        drafts.make(
            connection,
            NOW,
            origin=Origin.FEED,
            briefing="bridge",
            source=SourceFile("bridge.html", b"<p>"),
            document=document,
            feed=feed.id,
        )
        for feed in (first, second)
    )
    remove(connection, first.id)
    assert drafts.read(connection, of_first.id) == replace(of_first, feed=None)
    assert drafts.read(connection, of_second.id) == of_second


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.text(max_size=3), max_size=6), max_size=5))
def test_every_item_is_new_exactly_once(readings: list[list[str]]) -> None:
    """However often and in whatever order items stand in a feed: whoever marks what is new sees each of them once."""
    database = open_database("sqlite://")
    seen: list[str] = []
    with database.writing() as connection:
        feed = added(connection)
        for keys in readings:
            new = new_items(connection, feed.id, keys)
            mark_seen(connection, feed.id, new, NOW)
            seen += new
    database.close()
    assert seen == list(dict.fromkeys(key for keys in readings for key in keys))
