"""When a digest is planned, and what was announced since the last one."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, func, select

from library import Library
from verbale.intake.document import Document, SourceFile
from verbale.language import Language
from verbale.store import announcements, audiences, outbox, publishing, subscriptions
from verbale.store.briefings import BriefingStore, read_briefing
from verbale.store.database import open_database
from verbale.store.delivery import Delivery, DeliveryState
from verbale.store.schema import deliveries
from verbale.store.subscriptions import ChatKind, Subscription
from verbale_bot.telegram.announcing.digests import plan_digests
from verbale_bot.telegram.announcing.news_of_the_day import announced_within

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
NINE = datetime(2025, 3, 4, 9, tzinfo=UTC)
"""When the digests of this day are due."""
SUBSCRIBED = NINE - 12 * HOUR
PERSON, GROUP, CHANNEL = 42, -500, -1_009_999_999_999
AT_NINE = Subscription(PERSON, ChatKind.PRIVATE, None, "", (), (), None, 9, "UTC", None, PERSON, SUBSCRIBED)


@pytest.fixture
def connection(library: Library) -> Iterator[Connection]:
    with library.database.writing() as opened:
        yield opened


@pytest.fixture
def store(library: Library) -> BriefingStore:
    return library.briefings


def subscribe(connection: Connection, *those: Subscription) -> None:
    for one in those:
        assert subscriptions.subscribe(connection, one)


def take_in(
    connection: Connection,
    briefing: str,
    text: str = "The bridge opens in Osh.",
    visit: str | None = None,
    audience: str = "public",
    embargo_until: datetime | None = None,
) -> None:
    document = Document(text, "News", None, Language.ENGLISH, None, visit, (audience,), embargo_until, ())
    publishing.take_in(connection, briefing, document, SourceFile("a.txt", text.encode()), SUBSCRIBED, "test")


def announce(connection: Connection, briefing: str, at: datetime, edition: int = 1, kind: str = "announcement") -> int:
    """Announce a briefing, which is taken in where it is not there; the delivery, to nobody."""
    if read_briefing(connection, briefing) is None:
        take_in(connection, briefing)
    one = announcements.make(connection, at, briefing=briefing, edition=edition, citations=(), chosen=(), made_by=1)
    delivery = outbox.plan(
        connection, at, kind=kind, mode="post", briefing=briefing, edition=edition, made_by=1, rows=[]
    ).id
    assert announcements.close_as_sent(connection, one.id, delivery)
    return delivery


def recall(connection: Connection, delivery: int, at: datetime) -> None:
    outbox.plan(
        connection, at, kind="recall", mode="delete", briefing="b", edition=1, made_by=1, rows=[], recalls=delivery
    )


def since(connection: Connection, after: datetime = SUBSCRIBED, until: datetime = NINE) -> list[tuple[str, int | None]]:
    """The briefings that were announced, with the deliveries."""
    return [(one.briefing, one.delivery) for one in announced_within(connection, after, until)]


def digested_at(connection: Connection, chat: int) -> datetime | None:
    found = subscriptions.read(connection, chat)
    assert found is not None
    return found.digested_at


def planned_for(connection: Connection, delivery: Delivery | None) -> list[tuple[int, int | None, datetime | None]]:
    if delivery is None:
        return []
    return [(row.chat_id, row.thread_id, row.since) for row in outbox.next_rows(connection, delivery.id, 99)]


def test_what_was_announced_comes_in_order_from_after_the_last_digest_until_this_one(connection: Connection) -> None:
    announce(connection, "told", SUBSCRIBED)
    later = announce(connection, "later", NINE)
    first = announce(connection, "first", SUBSCRIBED + timedelta(microseconds=1))
    announce(connection, "tomorrow", NINE + timedelta(microseconds=1))
    assert since(connection) == [("first", first), ("later", later)]


def test_of_a_briefing_the_last_announcement_is_told_in_its_place(connection: Connection) -> None:
    announce(connection, "bridge", NINE - 3 * HOUR)
    road = announce(connection, "road", NINE - 2 * HOUR)
    again = announce(connection, "bridge", NINE - HOUR)
    assert since(connection) == [("road", road), ("bridge", again)]


def test_an_edition_that_was_announced_before_is_no_news_when_it_is_announced_to_others(connection: Connection) -> None:
    announce(connection, "bridge", SUBSCRIBED - HOUR)
    announce(connection, "bridge", NINE - 2 * HOUR)
    assert since(connection) == []
    newer = announce(connection, "bridge", NINE - HOUR, edition=2)
    assert since(connection) == [("bridge", newer)]


@pytest.mark.parametrize("how", ["stopped", "recalled"])
def test_an_edition_whose_earlier_announcement_was_taken_back_is_news(connection: Connection, how: str) -> None:
    earlier = announce(connection, "bridge", SUBSCRIBED - HOUR)
    if how == "stopped":
        outbox.set_state(connection, earlier, DeliveryState.STOPPED, SUBSCRIBED)
    else:
        recall(connection, earlier, SUBSCRIBED)
    again = announce(connection, "bridge", NINE - HOUR)
    assert since(connection) == [("bridge", again)]


def test_of_announcements_of_one_moment_the_later_made_comes_last(connection: Connection) -> None:
    one, other = announce(connection, "road", NINE), announce(connection, "bridge", NINE)
    again = announce(connection, "road", NINE, edition=2)
    assert one < other < again
    assert since(connection) == [("bridge", other), ("road", again)]


def test_what_was_stopped_or_recalled_is_left_out(connection: Connection) -> None:
    stopped, recalled, stands = (announce(connection, name, NINE - HOUR) for name in ("stopped", "recalled", "stands"))
    outbox.set_state(connection, stopped, DeliveryState.STOPPED, NINE)
    recall(connection, recalled, NINE)
    assert since(connection) == [("stands", stands)]


@pytest.mark.parametrize("how", ["stopped", "recalled"])
def test_where_the_last_announcement_was_taken_back_an_earlier_one_stands(connection: Connection, how: str) -> None:
    first, again = announce(connection, "bridge", NINE - 2 * HOUR), announce(connection, "bridge", NINE - HOUR)
    if how == "stopped":
        outbox.set_state(connection, again, DeliveryState.STOPPED, NINE)
    else:
        recall(connection, again, NINE)
    assert since(connection) == [("bridge", first)]


@pytest.mark.parametrize("state", [DeliveryState.PAUSED, DeliveryState.DONE])
def test_what_is_paused_or_done_was_announced(connection: Connection, state: DeliveryState) -> None:
    delivery = announce(connection, "bridge", NINE - HOUR)
    outbox.set_state(connection, delivery, state, NINE)
    assert since(connection) == [("bridge", delivery)]


def test_drafts_and_deliveries_of_other_kinds_are_no_news(connection: Connection) -> None:
    announcements.make(
        connection, NINE, briefing="draft", edition=1, citations=(), chosen=(), made_by=1, due_at=NINE - HOUR
    )
    announce(connection, "water", NINE - HOUR, kind="correction")
    assert since(connection) == []


def test_a_digest_has_a_row_for_each_chat_with_its_topic_and_from_when_it_tells(
    connection: Connection, store: BriefingStore
) -> None:
    last = NINE - DAY
    subscribe(
        connection,
        AT_NINE,
        replace(AT_NINE, chat_id=GROUP, thread_id=7, digested_at=last, made_at=NINE - 9 * DAY),
        replace(AT_NINE, chat_id=CHANNEL, digest_hour=None),
    )
    announce(connection, "bridge", NINE - HOUR)
    delivery = plan_digests(connection, store, NINE)
    assert delivery is not None
    assert delivery == Delivery(
        id=delivery.id,
        kind="digest",
        mode="post",
        state=DeliveryState.RUNNING,
        briefing="",
        edition=None,
        made_by=None,
        report_chat_id=None,
        report_message_id=None,
        made_at=NINE,
        ended_at=None,
    )
    assert planned_for(connection, delivery) == [(GROUP, 7, last), (PERSON, None, SUBSCRIBED)]
    assert [digested_at(connection, one) for one in (PERSON, GROUP, CHANNEL)] == [NINE, NINE, None]


def test_before_the_hour_there_is_no_digest_and_after_it_one_a_day(
    connection: Connection, store: BriefingStore
) -> None:
    subscribe(connection, AT_NINE)
    announce(connection, "bridge", NINE - HOUR)
    assert plan_digests(connection, store, NINE - timedelta(microseconds=1)) is None
    assert digested_at(connection, PERSON) is None
    late = NINE + 3 * MINUTE
    assert planned_for(connection, plan_digests(connection, store, late)) == [(PERSON, None, SUBSCRIBED)]
    announce(connection, "road", late + MINUTE)
    assert plan_digests(connection, store, late + 2 * MINUTE) is None
    assert digested_at(connection, PERSON) == late
    assert planned_for(connection, plan_digests(connection, store, NINE + DAY)) == [(PERSON, None, late)]


def test_without_news_there_is_no_delivery_but_the_day_is_over(connection: Connection, store: BriefingStore) -> None:
    """What comes an hour later waits for tomorrow, and is told from this hour on."""
    subscribe(connection, AT_NINE)
    assert plan_digests(connection, store, NINE) is None
    assert connection.scalar(select(func.count()).select_from(deliveries)) == 0
    assert digested_at(connection, PERSON) == NINE
    announce(connection, "bridge", NINE + HOUR)
    assert plan_digests(connection, store, NINE + 2 * HOUR) is None
    assert planned_for(connection, plan_digests(connection, store, NINE + DAY)) == [(PERSON, None, NINE)]


def test_of_chats_whose_hour_is_the_same_those_with_news_get_a_row(
    connection: Connection, store: BriefingStore
) -> None:
    subscribe(connection, AT_NINE, replace(AT_NINE, chat_id=GROUP, made_at=NINE - 10 * MINUTE))
    announce(connection, "bridge", NINE - HOUR)
    assert planned_for(connection, plan_digests(connection, store, NINE)) == [(PERSON, None, SUBSCRIBED)]
    assert [digested_at(connection, one) for one in (PERSON, GROUP)] == [NINE, NINE]


def test_hours_are_those_of_the_chats_own_clock(connection: Connection, store: BriefingStore) -> None:
    subscribe(connection, AT_NINE, replace(AT_NINE, chat_id=GROUP, time_zone="Asia/Dushanbe"))
    announce(connection, "bridge", NINE - 6 * HOUR)
    of_dushanbe = NINE - 5 * HOUR
    assert planned_for(connection, plan_digests(connection, store, of_dushanbe)) == [(GROUP, None, SUBSCRIBED)]
    assert planned_for(connection, plan_digests(connection, store, NINE)) == [(PERSON, None, SUBSCRIBED)]


def test_a_subscription_that_has_ended_or_was_only_offered_gets_no_digest(
    connection: Connection, store: BriefingStore
) -> None:
    subscribe(connection, AT_NINE)
    subscriptions.end(connection, PERSON, NINE - HOUR, "blocked")
    subscriptions.offer(connection, replace(AT_NINE, chat_id=CHANNEL))
    announce(connection, "bridge", NINE - HOUR)
    assert plan_digests(connection, store, NINE) is None
    assert [digested_at(connection, one) for one in (PERSON, CHANNEL)] == [None, None]


def test_news_is_what_the_chat_wants_and_may_see_now(connection: Connection, store: BriefingStore) -> None:
    """Each of these was announced, and is no news for a chat that wants to hear of Tajikistan."""
    audiences.make(connection, SUBSCRIBED, "test", "press")
    of_tajikistan = "The road to Dushanbe opens."
    take_in(connection, "elsewhere", "The turbine in Tashkent stands.")
    take_in(connection, "for-few", of_tajikistan, audience="press")
    take_in(connection, "embargo", of_tajikistan, embargo_until=NINE + MINUTE)
    take_in(connection, "withdrawn", of_tajikistan)
    publishing.withdraw(connection, "withdrawn", SUBSCRIBED, "test")
    for name in ("elsewhere", "for-few", "embargo", "withdrawn"):
        announce(connection, name, NINE - HOUR)
    subscribe(connection, replace(AT_NINE, countries=("TJ",)))
    assert plan_digests(connection, store, NINE) is None
    assert digested_at(connection, PERSON) == NINE


@pytest.mark.parametrize("chosen", ["country", "visit", "audience"])
def test_one_briefing_that_is_wanted_and_may_be_seen_makes_a_digest(
    connection: Connection, store: BriefingStore, chosen: str
) -> None:
    audiences.make(connection, SUBSCRIBED, "test", "press")
    audiences.add_member(connection, SUBSCRIBED, "test", "press", PERSON, "Aigerim")
    audience = "press" if chosen == "audience" else "public"
    take_in(connection, "road", "The road to Dushanbe opens.", "Talks 2025", audience, NINE)
    take_in(connection, "turbine", "The turbine in Tashkent stands.")
    for name in ("road", "turbine"):
        announce(connection, name, NINE - HOUR)
    wants = replace(AT_NINE, visits=("talks 2025",)) if chosen == "visit" else replace(AT_NINE, countries=("TJ",))
    subscribe(connection, wants, replace(AT_NINE, chat_id=GROUP, countries=("KG",)))
    assert planned_for(connection, plan_digests(connection, store, NINE)) == [(PERSON, None, SUBSCRIBED)]


@pytest.mark.parametrize("how", ["stopped", "recalled"])
def test_news_that_was_taken_back_before_the_hour_is_none(
    connection: Connection, how: str, store: BriefingStore
) -> None:
    subscribe(connection, AT_NINE)
    delivery = announce(connection, "bridge", NINE - HOUR)
    if how == "stopped":
        outbox.set_state(connection, delivery, DeliveryState.STOPPED, NINE - MINUTE)
    else:
        recall(connection, delivery, NINE - MINUTE)
    assert plan_digests(connection, store, NINE) is None
    assert digested_at(connection, PERSON) == NINE


def test_a_digest_that_is_rolled_back_is_due_still(library: Library) -> None:
    with library.database.writing() as connection:
        subscribe(connection, AT_NINE)
        announce(connection, "bridge", NINE - HOUR)
    with pytest.raises(RuntimeError, match="after all not"), library.database.writing() as connection:
        assert plan_digests(connection, library.briefings, NINE) is not None
        raise RuntimeError("after all not")
    with library.database.writing() as connection:
        assert digested_at(connection, PERSON) is None
        assert planned_for(connection, plan_digests(connection, library.briefings, NINE)) == [
            (PERSON, None, SUBSCRIBED)
        ]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 4 * 24 * 60), unique=True, max_size=12), st.lists(st.integers(0, 240), max_size=8))
def test_each_announcement_is_in_one_digest_whenever_the_program_looks(minutes: list[int], late: list[int]) -> None:
    """The time of one digest begins where that of the last one ended, however late the program came to either."""
    database = open_database("sqlite://")
    store = BriefingStore(database)
    with database.writing() as connection:
        subscribe(connection, AT_NINE)
        for minute in minutes:
            announce(connection, f"b{minute}", SUBSCRIBED + minute * MINUTE)
        told = []
        looks = [NINE + day * DAY + delay * MINUTE for day in range(4) for delay in sorted(late)]
        for look in [*looks, NINE + 5 * DAY]:
            delivery = plan_digests(connection, store, look)
            for _, _, begun in planned_for(connection, delivery):
                assert begun is not None
                told += [one.briefing for one in announced_within(connection, begun, look)]
        assert told == [f"b{minute}" for minute in sorted(minutes)]
    database.close()
