from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from verbale.language import Language
from verbale.store.statistics import Day
from verbale_bot.telegram.office.reporting import Period, caption_of, chart_request

NOW = datetime(2025, 3, 10, 9, 30, tzinfo=UTC)
MARCH = Period.of_days(30, NOW)


def _days(count: int) -> list[Day]:
    """Days up to 10 March, each with as many questions as its number from 1."""
    first = date(2025, 3, 10) - timedelta(days=count - 1)
    return [Day(first + timedelta(days=at), at + 1, answered=at + 1, good=1) for at in range(count)]


@pytest.mark.parametrize(
    ("days", "since"),
    [
        (1, datetime(2025, 3, 10, tzinfo=UTC)),
        (30, datetime(2025, 2, 9, tzinfo=UTC)),
        (365, datetime(2024, 3, 11, tzinfo=UTC)),
    ],
)
def test_a_period_is_of_whole_days_up_to_now(days: int, since: datetime) -> None:
    assert Period.of_days(days, NOW) == Period(since, NOW)


def test_days_are_those_of_utc_wherever_the_clock_stands() -> None:
    """At two in the morning of the 11th in Dushanbe it is the 10th."""
    night = datetime(2025, 3, 11, 2, tzinfo=timezone(timedelta(hours=5)))
    period = Period.of_days(1, night)
    assert period.since == datetime(2025, 3, 10, tzinfo=UTC)
    assert period.in_words(Language.ENGLISH) == {"first": "March 10, 2025", "last": "March 10, 2025"}


def test_the_caption_tells_the_totals() -> None:
    days = [Day(date(2025, 3, 9), 5, 3, 1, 1, good=2, bad=1), Day(date(2025, 3, 10), 1, 0, 0, 1, good=0, bad=3)]
    assert caption_of(days, MARCH, Language.ENGLISH).text.split("\n") == [
        "From February 9, 2025 to March 10, 2025 (days by UTC):",
        "6 questions",
        "• answered: 3 (50 %)",
        "• something near shown: 1",
        "• not found: 2",
        "👍 2 · 👎 4",
    ]


def test_one_question_is_one_question() -> None:
    days = [Day(date(2025, 3, 10), 1, 1)]
    assert caption_of(days, MARCH, Language.ENGLISH).text.split("\n")[1:3] == ["1 question", "• answered: 1 (100 %)"]


def test_days_are_drawn_as_they_are_and_named_in_the_readers_language() -> None:
    request = chart_request(_days(92), Language.UZBEK)
    assert request.days == tuple(_days(92))
    assert request.labels.days[-3:] == ("8-mar", "9-mar", "10-mar")
    assert chart_request(_days(1), Language.KAZAKH).labels.days == ("10 нау.",)


def test_many_days_are_drawn_as_weeks_of_which_the_last_is_whole() -> None:
    """94 days are 13 weeks and three days before them."""
    request = chart_request(_days(94), Language.ENGLISH)
    assert request.labels.asked == "Questions a week"
    assert request.labels.verdicts == "Ratings a week"
    assert [day.asked for day in request.days[:2]] == [1 + 2 + 3, 4 + 5 + 6 + 7 + 8 + 9 + 10]
    assert [day.good for day in request.days] == [3, *[7] * 13]
    assert request.labels.days[:2] == ("Dec 7", "Dec 10")
    assert request.labels.days[-1] == "Mar 4"
    assert sum(day.answered for day in request.days) == 94 * 95 // 2


def test_whole_weeks_have_no_part_of_one_before_them() -> None:
    request = chart_request(_days(98), Language.ENGLISH)
    assert [day.good for day in request.days] == [7] * 14
