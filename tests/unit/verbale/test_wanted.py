from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from verbale.briefing import PUBLIC, Briefing
from verbale.store.subscriptions import ChatKind, Subscription
from verbale.wanted import countries_of, digest_due, is_wanted, next_digest

MADE = datetime(2025, 3, 4, 12, tzinfo=UTC)
EVERYTHING = Subscription(
    chat_id=42,
    kind=ChatKind.PRIVATE,
    thread_id=None,
    title="",
    visits=(),
    countries=(),
    language=None,
    digest_hour=None,
    time_zone="UTC",
    digested_at=None,
    made_by=42,
    made_at=MADE,
)
BRIEFING = Briefing(
    id="talks",
    title="Talks",
    date=date(2025, 3, 4),
    language="en",
    source_url=None,
    visit="Kazakhstan in  Tajikistan",
    audience=(PUBLIC,),
    embargo_until=None,
    current_edition=1,
)
ZONES = (
    "Asia/Almaty",
    "Europe/Berlin",
    "America/New_York",
    "Africa/Cairo",  # where the clock is changed at midnight
    "Australia/Lord_Howe",  # by half an hour
    "America/St_Johns",
    "UTC",
)
MOMENTS = st.timedeltas(timedelta(0), timedelta(days=7000)).map(lambda since: datetime(2011, 1, 1, tzinfo=UTC) + since)


def daily(hour: int, zone: str, made_at: datetime, digested_at: datetime | None = None) -> Subscription:
    return replace(EVERYTHING, digest_hour=hour, time_zone=zone, made_at=made_at, digested_at=digested_at)


def local(zone: str, year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo(zone))


# What is wanted.


@pytest.mark.parametrize(
    ("visits", "countries", "named", "expected"),
    [
        ((), (), (), True),
        ((), (), ("KZ",), True),
        (("Kazakhstan in Tajikistan",), (), (), True),
        (("  KAZAKHSTAN in tajikistan ",), (), (), True),
        (("Astana", "Kazakhstan in Tajikistan"), (), (), True),
        (("Astana",), (), ("KZ", "TJ"), False),
        (("Kazakhstan",), (), (), False),
        ((), ("KZ", "UZ"), ("TJ", "KZ"), True),
        ((), ("KZ",), ("TJ",), False),
        ((), ("KZ",), (), False),
        (("Astana",), ("KZ",), ("KZ",), True),
        (("Kazakhstan in Tajikistan",), ("UZ",), ("KZ",), True),
        (("Astana",), ("UZ",), ("KZ",), False),
    ],
)
def test_a_chosen_visit_or_a_chosen_country_is_wanted_and_without_choices_everything(
    visits: tuple[str, ...], countries: tuple[str, ...], named: tuple[str, ...], expected: bool
) -> None:
    subscription = replace(EVERYTHING, visits=visits, countries=countries)
    assert is_wanted(subscription, BRIEFING, frozenset(named)) is expected


def test_a_briefing_of_no_visit_is_of_no_chosen_one() -> None:
    subscription = replace(EVERYTHING, visits=("",))
    assert not is_wanted(subscription, replace(BRIEFING, visit=None), frozenset())


@pytest.mark.parametrize(
    ("title", "visit", "text", "expected"),
    [
        ("Переговоры в Ташкенте", None, "", {"UZ"}),
        ("Talks", "Kazakhstan in Tajikistan", "", {"KZ", "TJ"}),
        ("Talks", None, "The EU and the UN took part.\n\nKazakhstan did not.", {"EU", "UN"}),
        ("Суҳбатҳо", "Душанбе", "Қозоғистон делегацияси келди.", {"TJ", "KZ"}),
        ("Talks", None, "Nobody was named.", set()),
        ("South", "Korea", "", {"KR"}),
    ],
)
def test_countries_are_those_of_the_title_the_visit_and_the_first_paragraph(
    title: str, visit: str | None, text: str, expected: set[str]
) -> None:
    assert countries_of(title, visit, text) == expected


# When digests are due.


def test_nothing_is_due_where_each_is_announced_at_once() -> None:
    assert not digest_due(EVERYTHING, MADE + timedelta(days=365))
    with pytest.raises(ValueError, match="chat 42 gets no digests"):
        next_digest(EVERYTHING, MADE)


@pytest.mark.parametrize(
    ("made", "digested", "expected"),
    [
        # Before the first digest its hour may come on the very day.
        ((2025, 3, 4, 8, 59), None, (2025, 3, 4, 9)),
        ((2025, 3, 4, 9, 0), None, (2025, 3, 5, 9)),
        ((2025, 3, 4, 9, 1), None, (2025, 3, 5, 9)),
        # A day that has had one has no other, also where another hour was chosen since.
        ((2025, 3, 1), (2025, 3, 4, 9, 2), (2025, 3, 5, 9)),
        ((2025, 3, 1), (2025, 3, 4, 6, 0), (2025, 3, 5, 9)),
        ((2025, 3, 1), (2025, 3, 3, 23, 59), (2025, 3, 4, 9)),
    ],
)
def test_the_next_digest_is_at_the_hour_of_the_chats_own_clock(
    made: tuple[int, ...], digested: tuple[int, ...] | None, expected: tuple[int, ...]
) -> None:
    zone = "Asia/Almaty"
    last = None if digested is None else local(zone, *digested)
    subscription = daily(9, zone, local(zone, *made), last)
    due = local(zone, *expected).astimezone(UTC)
    moment = due - timedelta(microseconds=1)
    assert (next_digest(subscription, moment), digest_due(subscription, moment)) == (due, False)
    assert digest_due(subscription, due)
    assert next_digest(subscription, moment).tzinfo is UTC


def test_what_was_missed_is_due_once_and_now() -> None:
    subscription = daily(9, "UTC", MADE, MADE)
    now = MADE + timedelta(days=10)
    assert digest_due(subscription, now)
    assert next_digest(subscription, now) == now
    told = replace(subscription, digested_at=now)
    assert not digest_due(told, now)
    assert next_digest(told, now) == datetime(2025, 3, 15, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "hour", "begun", "expected"),
    [
        ("Europe/Berlin", 2, (2025, 3, 29, 12), (2025, 3, 30, 3)),  # 02:00 is skipped
        ("Europe/Berlin", 3, (2025, 3, 29, 12), (2025, 3, 30, 3)),
        ("Africa/Cairo", 0, (2025, 4, 24, 12), (2025, 4, 25, 1)),  # the day begins at 01:00
        ("Pacific/Apia", 9, (2011, 12, 29, 12), (2011, 12, 31, 9)),  # a day is skipped
        ("Australia/Lord_Howe", 2, (2025, 10, 4, 12), (2025, 10, 5, 2, 30)),
    ],
)
def test_an_hour_that_the_clock_skips_is_the_next_one(
    zone: str, hour: int, begun: tuple[int, ...], expected: tuple[int, ...]
) -> None:
    made = local(zone, *begun)
    assert next_digest(daily(hour, zone, made), made) == local(zone, *expected).astimezone(UTC)


def test_an_hour_that_the_clock_shows_twice_counts_once() -> None:
    made = local("Europe/Berlin", 2025, 10, 25, 12)
    subscription = daily(2, "Europe/Berlin", made)
    due = next_digest(subscription, made)
    assert due == datetime(2025, 10, 26, 0, tzinfo=UTC)
    told = replace(subscription, digested_at=due)
    assert next_digest(told, due) == local("Europe/Berlin", 2025, 10, 27, 2)


@given(
    st.sampled_from(ZONES),
    st.integers(0, 23),
    MOMENTS,
    st.lists(st.integers(1, 40), min_size=1, max_size=60),
)
@example("Pacific/Apia", 9, datetime(2011, 12, 28, tzinfo=UTC), [1] * 60)
@example("Europe/Berlin", 2, datetime(2025, 3, 28, tzinfo=UTC), [1] * 60)
@example("Europe/Berlin", 2, datetime(2025, 10, 24, tzinfo=UTC), [1] * 60)
def test_whoever_looks_now_and_then_tells_at_most_once_a_day_and_never_before_the_hour(
    zone: str, hour: int, made: datetime, hours: list[int]
) -> None:
    subscription, now, told = daily(hour, zone, made), made, list[datetime]()
    for pause in hours:
        now += timedelta(hours=pause)
        expected = next_digest(subscription, now)
        assert digest_due(subscription, now) is (expected == now)
        assert expected >= now
        if digest_due(subscription, now):
            told.append(now)
            subscription = replace(subscription, digested_at=now)
            assert not digest_due(subscription, now)
    days = [moment.astimezone(ZoneInfo(zone)).date() for moment in told]
    assert days == sorted(set(days))


@given(
    st.sampled_from(ZONES),
    st.integers(0, 23),
    MOMENTS,
)
def test_whoever_looks_all_the_time_tells_every_day_once_at_the_hour_or_where_it_is_skipped_after_it(
    zone: str, hour: int, made: datetime
) -> None:
    subscription, now = daily(hour, zone, made), made
    first = next_digest(subscription, now).astimezone(ZoneInfo(zone)).date()
    for number in range(5):
        due = next_digest(subscription, now)
        assert not digest_due(subscription, due - timedelta(microseconds=1))
        assert digest_due(subscription, due)
        shown = due.astimezone(ZoneInfo(zone))
        assert shown.date() == first + timedelta(days=number)
        assert shown.fold == 0
        if (shown.hour, shown.minute) != (hour, 0):
            # Nobody has seen the hour on that day: a moment before, it was earlier.
            before = (due - timedelta(microseconds=1)).astimezone(ZoneInfo(zone))
            assert (before.hour if before.date() == shown.date() else -1) < hour
            assert shown - shown.replace(hour=hour, minute=0) <= timedelta(hours=1)
        now, subscription = due, replace(subscription, digested_at=due)
