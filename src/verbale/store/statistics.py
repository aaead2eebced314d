"""What was asked and how it was answered, day by day, and what was not answered."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection, select

from verbale.answer import Outcome
from verbale.language import Language
from verbale.store.schema import answers, verdicts

ROWS_AT_ONCE = 10_000


@dataclass(frozen=True)
class Day:
    """A day in UTC: how many questions were asked and what became of them, and how many verdicts were given."""

    day: date
    asked: int = 0
    answered: int = 0
    near: int = 0
    not_found: int = 0
    good: int = 0
    bad: int = 0


@dataclass(frozen=True)
class Unanswered:
    """A question that was not answered, or for which only something near was found; ``language`` is the reader's."""

    question: str
    language: Language
    outcome: Outcome
    asked_at: datetime


def by_day(connection: Connection, since: datetime, until: datetime) -> list[Day]:
    """The days from ``since`` up to ``until``, which is not among them; those on which nothing was asked, too.

    The first and the last day count from ``since`` and up to ``until`` alone. A verdict counts on the day on which it
    was given.
    """
    # Days are counted here: every database cuts a moment to its day by another function, some in another time zone.
    asked: Counter[tuple[date, Outcome]] = Counter()
    of_answers = select(answers.c.asked_at, answers.c.outcome).where(
        answers.c.asked_at >= since, answers.c.asked_at < until
    )
    for row in connection.execute(of_answers.execution_options(yield_per=ROWS_AT_ONCE)):
        asked[row.asked_at.date(), Outcome(row.outcome)] += 1
    given: Counter[tuple[date, bool]] = Counter()
    of_verdicts = select(verdicts.c.given_at, verdicts.c.is_good).where(
        verdicts.c.given_at >= since, verdicts.c.given_at < until
    )
    for row in connection.execute(of_verdicts.execution_options(yield_per=ROWS_AT_ONCE)):
        given[row.given_at.date(), bool(row.is_good)] += 1
    return [_day(day, asked, given) for day in _days(since, until)]


def unanswered(connection: Connection, since: datetime, most: int) -> list[Unanswered]:
    """The questions asked at or after ``since`` that were not answered, ``most`` of them at most, newest first.

    Those whose words were emptied are left out.
    """
    query = select(answers.c.question, answers.c.language, answers.c.outcome, answers.c.asked_at).where(
        answers.c.asked_at >= since,
        answers.c.question.is_not(None),
        answers.c.outcome.in_([Outcome.NEAR.value, Outcome.NOT_SAID.value]),
    )
    newest = query.order_by(answers.c.asked_at.desc(), answers.c.id.desc()).limit(most)
    return [
        Unanswered(row.question, Language(row.language), Outcome(row.outcome), row.asked_at)
        for row in connection.execute(newest)
    ]


def _days(since: datetime, until: datetime) -> list[date]:
    if until <= since:
        return []
    first, last = since.astimezone(UTC).date(), (until - timedelta(microseconds=1)).astimezone(UTC).date()
    return [first + timedelta(days=after) for after in range((last - first).days + 1)]


def _day(day: date, asked: Counter[tuple[date, Outcome]], given: Counter[tuple[date, bool]]) -> Day:
    answered, near = asked[day, Outcome.ANSWERED], asked[day, Outcome.NEAR]
    not_found = asked[day, Outcome.NOT_SAID]
    return Day(
        day=day,
        asked=answered + near + not_found,
        answered=answered,
        near=near,
        not_found=not_found,
        good=given[day, True],
        bad=given[day, False],
    )
