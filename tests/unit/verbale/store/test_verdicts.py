from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from library import Library
from verbale.store.database import open_database
from verbale.store.schema import verdicts
from verbale.store.verdicts import Verdict, give, tally, verdict_of

NOW = datetime(2025, 3, 4, 12, tzinfo=UTC)
GOOD = Verdict(is_good=True, reason=None)
WRONG = Verdict(is_good=False, reason="wrong")


@pytest.fixture
def connection(library: Library) -> Iterator[Connection]:
    with library.database.writing() as opened:
        yield opened


def test_a_verdict_is_found_by_its_person_and_answer_alone(connection: Connection) -> None:
    give(connection, 1, 42, WRONG, NOW)
    assert verdict_of(connection, 1, 42) == WRONG
    assert verdict_of(connection, 1, 43) is None
    assert verdict_of(connection, 2, 42) is None


def test_a_later_verdict_replaces_the_earlier_with_its_reason_and_moment(connection: Connection) -> None:
    give(connection, 1, 42, WRONG, NOW)
    give(connection, 1, 42, GOOD, NOW + timedelta(hours=1))
    assert verdict_of(connection, 1, 42) == GOOD
    rows = connection.execute(select(verdicts.c.is_good, verdicts.c.reason, verdicts.c.given_at)).all()
    assert [tuple(row) for row in rows] == [(1, None, NOW + timedelta(hours=1))]


def test_an_answer_without_verdicts_has_none_of_either_kind(connection: Connection) -> None:
    assert tally(connection, 1) == (0, 0)


def test_only_bad_verdicts_are_counted_as_bad(connection: Connection) -> None:
    give(connection, 1, 42, WRONG, NOW)
    assert tally(connection, 1) == (0, 1)


def test_verdicts_whose_person_is_no_longer_known_still_count(connection: Connection) -> None:
    give(connection, 1, 42, GOOD, NOW)
    give(connection, 1, 43, WRONG, NOW)
    connection.execute(verdicts.update().values(user_id=None))
    give(connection, 1, 44, GOOD, NOW)
    assert tally(connection, 1) == (2, 1)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 4), st.booleans()), max_size=20))
def test_the_tally_counts_the_last_verdict_of_each_person(given_ones: list[tuple[int, int, bool]]) -> None:
    database = open_database("sqlite://")
    last = {(answer, user): is_good for answer, user, is_good in given_ones}
    with database.writing() as connection:
        for answer, user, is_good in given_ones:
            give(connection, answer, user, Verdict(is_good, None), NOW)
        for answer in (1, 2, 3):
            of_answer = [is_good for (one, _), is_good in last.items() if one == answer]
            assert tally(connection, answer) == (of_answer.count(True), of_answer.count(False))
    database.close()
