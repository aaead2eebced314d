from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from library import Library
from verbale.answer import Outcome, Reason
from verbale.language import Language
from verbale.store.database import open_database
from verbale.store.ledger import KeptAnswer, keep_answer
from verbale.store.personal_data import empty_old
from verbale.store.statistics import Day, Unanswered, by_day, unanswered
from verbale.store.verdicts import Verdict, give

NOON = datetime(2025, 3, 4, 12, tzinfo=UTC)
MIDNIGHT = datetime(2025, 3, 5, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)
GOOD, BAD = Verdict(is_good=True, reason=None), Verdict(is_good=False, reason="wrong")
REASONS = {
    Outcome.ANSWERED: None,
    Outcome.NEAR: Reason.NEAR,
    Outcome.NOT_SAID: Reason.NOT_SAID,
    Outcome.NO_QUESTION: Reason.THANKS,
}


@pytest.fixture
def connection(library: Library) -> Iterator[Connection]:
    with library.database.writing() as opened:
        yield opened


def asked(
    connection: Connection,
    answer_id: int,
    outcome: Outcome,
    at: datetime = NOON,
    question: str = "Когда откроют мост?",
    language: Language = Language.RUSSIAN,
) -> None:
    keep_answer(
        connection,
        KeptAnswer(
            id=answer_id,
            chat_id=-500,
            thread_id=None,
            question_message_id=None,
            user_id=42,
            question=question,
            language=language,
            outcome=outcome,
            reason=REASONS[outcome],
            confidence=0.5,
            citations=(),
            scope=None,
            follows=None,
            asked_at=at,
        ),
    )


def test_a_day_counts_its_questions_by_what_became_of_them(connection: Connection) -> None:
    outcomes = [Outcome.ANSWERED] * 4 + [Outcome.NEAR] * 3 + [Outcome.NOT_SAID] * 2
    for answer_id, outcome in enumerate(outcomes):
        asked(connection, answer_id, outcome)
    for answer_id, verdict in enumerate([GOOD, GOOD, BAD]):
        give(connection, answer_id, 42, verdict, NOON)
    assert by_day(connection, NOON, MIDNIGHT) == [
        Day(day=date(2025, 3, 4), asked=9, answered=4, near=3, not_found=2, good=2, bad=1)
    ]


def test_days_without_a_question_are_there_too(connection: Connection) -> None:
    asked(connection, 1, Outcome.ANSWERED)
    asked(connection, 2, Outcome.NOT_SAID, NOON + timedelta(days=3))
    days = by_day(connection, NOON - timedelta(days=1), NOON + timedelta(days=4))
    assert days == [
        Day(date(2025, 3, 3)),
        Day(date(2025, 3, 4), asked=1, answered=1),
        Day(date(2025, 3, 5)),
        Day(date(2025, 3, 6)),
        Day(date(2025, 3, 7), asked=1, not_found=1),
        Day(date(2025, 3, 8)),
    ]


def test_a_time_without_a_moment_has_no_days(connection: Connection) -> None:
    asked(connection, 1, Outcome.ANSWERED)
    assert by_day(connection, NOON, NOON) == []
    assert by_day(connection, MIDNIGHT, NOON) == []


def test_the_beginning_counts_and_the_end_does_not(connection: Connection) -> None:
    one = NOON + timedelta(hours=1)
    for answer_id, at in enumerate([NOON - INSTANT, NOON, one - INSTANT, one]):
        asked(connection, answer_id, Outcome.ANSWERED, at)
        give(connection, answer_id, 42, BAD, at)
    assert by_day(connection, NOON, one) == [Day(date(2025, 3, 4), asked=2, answered=2, bad=2)]


def test_a_day_begins_at_midnight_in_utc(connection: Connection) -> None:
    dushanbe = timezone(timedelta(hours=5))
    asked(connection, 1, Outcome.ANSWERED, datetime(2025, 3, 5, 4, 59, tzinfo=dushanbe))
    asked(connection, 2, Outcome.NEAR, datetime(2025, 3, 5, 5, 0, tzinfo=dushanbe))
    since, until = datetime(2025, 3, 4, 5, tzinfo=dushanbe), datetime(2025, 3, 6, 5, tzinfo=dushanbe)
    assert by_day(connection, since, until) == [
        Day(date(2025, 3, 4), asked=1, answered=1),
        Day(date(2025, 3, 5), asked=1, near=1),
    ]


def test_small_talk_is_no_question_should_it_ever_be_kept(connection: Connection) -> None:
    asked(connection, 1, Outcome.NO_QUESTION)
    assert by_day(connection, NOON, MIDNIGHT) == [Day(date(2025, 3, 4))]
    assert unanswered(connection, NOON, 5) == []


def test_a_verdict_counts_on_the_day_on_which_it_was_given(connection: Connection) -> None:
    asked(connection, 1, Outcome.ANSWERED)
    give(connection, 1, 42, GOOD, MIDNIGHT)
    give(connection, 1, 43, BAD, NOON)
    assert by_day(connection, NOON, MIDNIGHT + timedelta(days=1)) == [
        Day(date(2025, 3, 4), asked=1, answered=1, bad=1),
        Day(date(2025, 3, 5), good=1),
    ]


def test_questions_whose_words_were_emptied_still_count(connection: Connection) -> None:
    asked(connection, 1, Outcome.NOT_SAID)
    empty_old(connection, MIDNIGHT)
    assert by_day(connection, NOON, MIDNIGHT) == [Day(date(2025, 3, 4), asked=1, not_found=1)]


def test_a_moment_without_a_time_zone_is_refused(connection: Connection) -> None:
    with pytest.raises(Exception, match="without a time zone"):
        by_day(connection, NOON.replace(tzinfo=None), MIDNIGHT.replace(tzinfo=None))


def test_unanswered_questions_come_newest_first_with_their_outcome(connection: Connection) -> None:
    asked(connection, 1, Outcome.NOT_SAID, NOON, "Қачон очилади? 🚂", Language.UZBEK)
    asked(connection, 2, Outcome.NEAR, NOON + timedelta(hours=1), "When does it open?", Language.ENGLISH)
    asked(connection, 3, Outcome.ANSWERED, NOON + timedelta(hours=2))
    asked(connection, 4, Outcome.NOT_SAID, NOON + timedelta(hours=1), "Кай?", Language.TAJIK)
    later = NOON + timedelta(hours=1)
    assert unanswered(connection, NOON, 10) == [
        Unanswered("Кай?", Language.TAJIK, Outcome.NOT_SAID, later),
        Unanswered("When does it open?", Language.ENGLISH, Outcome.NEAR, later),
        Unanswered("Қачон очилади? 🚂", Language.UZBEK, Outcome.NOT_SAID, NOON),
    ]


def test_no_more_unanswered_questions_come_than_asked_for_and_none_from_before(connection: Connection) -> None:
    for answer_id in range(5):
        asked(connection, answer_id, Outcome.NOT_SAID, NOON + timedelta(minutes=answer_id), f"№ {answer_id}")
    assert [one.question for one in unanswered(connection, NOON, 2)] == ["№ 4", "№ 3"]
    since = NOON + timedelta(minutes=3)
    assert [one.question for one in unanswered(connection, since, 10)] == ["№ 4", "№ 3"]


def test_an_unanswered_question_whose_words_were_emptied_is_left_out(connection: Connection) -> None:
    asked(connection, 1, Outcome.NOT_SAID, NOON, "old")
    asked(connection, 2, Outcome.NOT_SAID, MIDNIGHT, "new")
    empty_old(connection, MIDNIGHT)
    assert [one.question for one in unanswered(connection, NOON, 10)] == ["new"]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 72 * 60), st.sampled_from(list(Outcome))), max_size=20))
def test_the_days_add_up_to_what_was_asked(questions: list[tuple[int, Outcome]]) -> None:
    database = open_database("sqlite://")
    since = datetime(2025, 3, 3, 18, 30, tzinfo=UTC)
    with database.writing() as connection:
        for answer_id, (minutes, outcome) in enumerate(questions):
            asked(connection, answer_id, outcome, since + timedelta(minutes=minutes))
        days = by_day(connection, since, since + timedelta(days=3, minutes=1))
    database.close()
    outcomes = [outcome for _, outcome in questions]
    assert [day.day for day in days] == [date(2025, 3, number) for number in (3, 4, 5, 6)]
    assert sum(day.answered for day in days) == outcomes.count(Outcome.ANSWERED)
    assert sum(day.near for day in days) == outcomes.count(Outcome.NEAR)
    assert sum(day.not_found for day in days) == outcomes.count(Outcome.NOT_SAID)
    assert all(day.asked == day.answered + day.near + day.not_found for day in days)
