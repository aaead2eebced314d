import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, event, select

from library import Library
from verbale.store.database import open_database
from verbale.store.inbox import Inbox, Waiting
from verbale.store.schema import inbox

NOW = datetime(2025, 3, 4, 12, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
MINE = Inbox(bot_id=110_201_543)


@pytest.fixture
def connection(library: Library) -> Iterator[Connection]:
    with library.database.writing() as opened:
        yield opened


def test_an_update_waits_as_it_was_written_until_it_is_finished(connection: Connection) -> None:
    payload = json.dumps({"update_id": 5, "message": {"text": "Қашан? 🇰🇿 \u0000 \ud83d"}})
    assert MINE.accept(connection, [(5, payload)], NOW) == [5]
    assert MINE.waiting(connection) == [Waiting(5, payload, NOW)]
    MINE.finish(connection, 5, LATER)
    assert MINE.waiting(connection) == []
    assert MINE.count_waiting(connection) == 0
    row = connection.execute(select(inbox)).one()
    assert (row.payload, row.received_at, row.done_at) == (None, NOW, LATER)


def test_new_ids_come_back_in_the_given_order_and_waiting_ones_ascend(connection: Connection) -> None:
    assert MINE.accept(connection, [(9, "9"), (3, "3"), (7, "7")], NOW) == [9, 3, 7]
    assert [one.update_id for one in MINE.waiting(connection)] == [3, 7, 9]


def test_an_update_that_came_before_is_not_new(connection: Connection) -> None:
    MINE.accept(connection, [(1, "first"), (2, "second")], NOW)
    MINE.finish(connection, 1, NOW)
    assert MINE.accept(connection, [(3, "third"), (2, "again"), (1, "again")], LATER) == [3]
    assert MINE.waiting(connection) == [Waiting(2, "second", NOW), Waiting(3, "third", LATER)]


def test_of_two_updates_with_one_id_in_one_call_the_first_is_kept(connection: Connection) -> None:
    assert MINE.accept(connection, [(1, "a"), (2, "b"), (1, "c")], NOW) == [1, 2]
    assert [one.payload for one in MINE.waiting(connection)] == ["a", "b"]


def test_nothing_is_accepted_from_nothing(connection: Connection) -> None:
    assert MINE.accept(connection, [], NOW) == []


def test_bots_do_not_see_each_others_updates(connection: Connection) -> None:
    other = Inbox(bot_id=2)
    MINE.accept(connection, [(1, "mine")], NOW)
    assert other.accept(connection, [(1, "other")], NOW) == [1]
    other.finish(connection, 1, NOW)
    assert other.prune(connection, LATER) == 1
    assert [one.payload for one in MINE.waiting(connection)] == ["mine"]
    assert (MINE.count_waiting(connection), other.count_waiting(connection)) == (1, 0)


def test_waiting_updates_are_read_in_portions(connection: Connection) -> None:
    MINE.accept(connection, [(n, str(n)) for n in range(10)], NOW)
    MINE.finish(connection, 4, NOW)
    assert [one.update_id for one in MINE.waiting(connection, most=3)] == [0, 1, 2]
    assert [one.update_id for one in MINE.waiting(connection, after=2, most=3)] == [3, 5, 6]
    assert MINE.waiting(connection, after=9) == []
    assert MINE.waiting(connection, most=0) == []
    assert MINE.count_waiting(connection) == 9


def test_finishing_twice_or_what_is_unknown_changes_nothing(connection: Connection) -> None:
    MINE.accept(connection, [(1, "a"), (2, "b")], NOW)
    MINE.finish(connection, 1, NOW)
    MINE.finish(connection, 1, LATER)
    MINE.finish(connection, 404, LATER)
    assert connection.scalar(select(inbox.c.done_at).where(inbox.c.update_id == 1)) == NOW
    assert [one.update_id for one in MINE.waiting(connection)] == [2]


def test_only_what_was_done_before_is_pruned(connection: Connection) -> None:
    MINE.accept(connection, [(n, str(n)) for n in range(4)], NOW - timedelta(days=30))
    MINE.finish(connection, 0, NOW - timedelta(seconds=1))
    MINE.finish(connection, 1, NOW)
    MINE.finish(connection, 2, LATER)
    assert MINE.prune(connection, NOW) == 1
    assert connection.scalars(select(inbox.c.update_id).order_by(inbox.c.update_id)).all() == [1, 2, 3]
    assert MINE.prune(connection, NOW) == 0
    assert [one.update_id for one in MINE.waiting(connection)] == [3]


def test_ids_of_64_bits_are_kept(connection: Connection) -> None:
    big = Inbox(bot_id=2**52 - 1)
    assert big.accept(connection, [(2**62, "x"), (2**31, "y")], NOW) == [2**62, 2**31]
    assert [one.update_id for one in big.waiting(connection, after=2**31)] == [2**62]


def test_a_hundred_updates_are_one_question_and_one_insertion(library: Library) -> None:
    statements: list[str] = []

    def note(connection: object, cursor: object, statement: str, *details: object) -> None:
        statements.append(statement.split(maxsplit=1)[0])

    with library.database.writing() as connection:
        event.listen(connection.engine, "before_cursor_execute", note)
        assert len(MINE.accept(connection, [(n, "{}") for n in range(100)], NOW)) == 100
    assert statements == ["SELECT", "INSERT"]


def test_more_updates_than_one_statement_takes_are_accepted(connection: Connection) -> None:
    MINE.accept(connection, [(n, "{}") for n in range(0, 4000, 2)], NOW)
    assert MINE.accept(connection, [(n, "{}") for n in range(4000)], NOW) == list(range(1, 4000, 2))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("accept"), st.lists(st.integers(0, 8), max_size=6)),
            st.tuples(st.just("finish"), st.lists(st.integers(0, 8), min_size=1, max_size=1)),
        ),
        max_size=12,
    )
)
def test_every_update_is_new_exactly_once_whatever_the_order_of_events(steps: list[tuple[str, list[int]]]) -> None:
    database = open_database("sqlite://")
    seen: set[int] = set()
    open_ones: set[int] = set()
    with database.writing() as connection:
        for step, ids in steps:
            if step == "accept":
                expected = [n for n in dict.fromkeys(ids) if n not in seen]
                assert MINE.accept(connection, [(n, f"[{n}]") for n in ids], NOW) == expected
                seen.update(ids)
                open_ones.update(expected)
            else:
                MINE.finish(connection, ids[0], LATER)
                open_ones.discard(ids[0])
            assert MINE.waiting(connection) == [Waiting(n, f"[{n}]", NOW) for n in sorted(open_ones)]
    database.close()
