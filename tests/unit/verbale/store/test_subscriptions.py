from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, insert

from library import Library
from verbale.language import Language
from verbale.store.schema import subscriptions as table
from verbale.store.subscriptions import (
    OFFERED,
    ChatKind,
    Subscription,
    all_active,
    change,
    channels_of,
    chat_moved,
    count,
    digested,
    end,
    offer,
    offers_to,
    read,
    set_digest,
    subscribe,
    with_digests,
    withdraw_offer,
)

NOW = datetime(2025, 3, 4, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
GROUP, SUPERGROUP, CHANNEL, PERSON = -500, -1_001_234_567_890, -1_009_999_999_999, 42
PLAIN = Subscription(
    chat_id=GROUP,
    kind=ChatKind.GROUP,
    thread_id=7,
    title="Press",
    visits=(),
    countries=(),
    language=None,
    digest_hour=None,
    time_zone="Asia/Almaty",
    digested_at=None,
    made_by=PERSON,
    made_at=NOW,
)
FULL = replace(
    PLAIN, visits=("Astana", "Душанбе"), countries=("KZ", "EU"), language=Language.TAJIK, digest_hour=0, digested_at=NOW
)


@pytest.fixture
def connection(library: Library) -> Iterator[Connection]:
    with library.database.writing() as opened:
        yield opened


@pytest.mark.parametrize("subscription", [PLAIN, FULL])
def test_what_was_subscribed_is_read_as_it_was(connection: Connection, subscription: Subscription) -> None:
    assert read(connection, GROUP) is None
    assert subscribe(connection, subscription)
    assert read(connection, GROUP) == subscription
    assert subscription.is_active


def test_a_subscribed_chat_stays_as_it_is_when_it_is_subscribed_again(connection: Connection) -> None:
    subscribe(connection, FULL)
    assert not subscribe(connection, replace(PLAIN, made_at=LATER))
    assert read(connection, GROUP) == FULL


def test_after_its_end_a_subscription_begins_anew(connection: Connection) -> None:
    subscribe(connection, FULL)
    assert end(connection, GROUP, LATER, "the bot was removed")
    assert read(connection, GROUP) == replace(FULL, ended_at=LATER, ended_because="the bot was removed")
    anew = replace(PLAIN, made_at=LATER)
    assert subscribe(connection, anew)
    assert read(connection, GROUP) == anew


def test_what_has_ended_does_not_end_again_nor_change(connection: Connection) -> None:
    assert not end(connection, GROUP, NOW, "never made")
    subscribe(connection, PLAIN)
    end(connection, GROUP, NOW, "first")
    assert not end(connection, GROUP, LATER, "second")
    assert not change(connection, GROUP, visits=["Astana"])
    assert not change(connection, GROUP)
    assert not set_digest(connection, GROUP, 9, LATER)
    digested(connection, GROUP, LATER)
    assert read(connection, GROUP) == replace(PLAIN, ended_at=NOW, ended_because="first")


def test_a_change_leaves_what_is_not_given(connection: Connection) -> None:
    subscribe(connection, FULL)
    assert change(connection, GROUP, visits=["Ташкент"])
    assert change(connection, GROUP, countries=(), time_zone="UTC", title="News", made_by=43)
    expected = replace(FULL, visits=("Ташкент",), countries=(), time_zone="UTC", title="News", made_by=43)
    assert change(connection, GROUP)
    assert read(connection, GROUP) == expected
    assert change(connection, GROUP, language=None, thread_id=None)
    assert read(connection, GROUP) == replace(expected, language=None, thread_id=None)
    assert not change(connection, CHANNEL, visits=["Ташкент"])


def test_all_that_is_active_comes_once_in_order(connection: Connection) -> None:
    others = [replace(PLAIN, chat_id=chat_id) for chat_id in (PERSON, CHANNEL, 7)]
    for one in (*others, PLAIN):
        subscribe(connection, one)
    end(connection, 7, NOW, "blocked")
    assert [one.chat_id for one in all_active(connection)] == [CHANNEL, GROUP, PERSON]
    assert count(connection) == 3


def test_ten_thousand_are_read(connection: Connection) -> None:
    row = {"kind": "private", "title": "", "visits": ["Astana"], "countries": [], "time_zone": "UTC", "made_at": NOW}
    connection.execute(insert(table), [row | {"chat_id": number} for number in range(1, 10_001)])
    assert sum(one.chat_id for one in all_active(connection)) == 10_000 * 10_001 // 2
    assert count(connection) == 10_000


def test_a_persons_channels_are_the_active_ones_that_they_subscribed_by_title(connection: Connection) -> None:
    channel = replace(PLAIN, kind=ChatKind.CHANNEL)
    made = [
        replace(channel, chat_id=-1, title="News"),
        replace(channel, chat_id=-2, title="Archive"),
        replace(channel, chat_id=-3, title="Theirs", made_by=43),
        replace(channel, chat_id=-4, title="Over"),
        replace(PLAIN, chat_id=-5),
    ]
    for one in made:
        subscribe(connection, one)
    end(connection, -4, NOW, "removed")
    assert [one.title for one in channels_of(connection, PERSON)] == ["Archive", "News"]


def test_the_first_digest_tells_from_the_moment_when_digests_were_chosen(connection: Connection) -> None:
    """All that came before it was announced at once."""
    subscribe(connection, PLAIN)
    assert set_digest(connection, GROUP, 9, LATER)
    assert read(connection, GROUP) == replace(PLAIN, digest_hour=9, made_at=LATER)


def test_another_hour_changes_nothing_else(connection: Connection) -> None:
    subscribe(connection, FULL)
    assert set_digest(connection, GROUP, 23, LATER)
    assert read(connection, GROUP) == replace(FULL, digest_hour=23)


def test_digests_that_are_chosen_again_tell_from_then_on_and_not_twice_a_day(connection: Connection) -> None:
    subscribe(connection, FULL)
    set_digest(connection, GROUP, None, NOW)
    assert read(connection, GROUP) == replace(FULL, digest_hour=None)
    set_digest(connection, GROUP, 18, LATER)
    assert read(connection, GROUP) == replace(FULL, digest_hour=18, digested_at=LATER)


@pytest.mark.parametrize("hour", [-1, 24])
def test_a_day_has_no_other_hours(connection: Connection, hour: int) -> None:
    subscribe(connection, PLAIN)
    with pytest.raises(ValueError, match="no hour of a day"):
        set_digest(connection, GROUP, hour, NOW)


def test_a_digest_is_remembered(connection: Connection) -> None:
    subscribe(connection, FULL)
    digested(connection, GROUP, LATER)
    assert read(connection, GROUP) == replace(FULL, digested_at=LATER)


def test_all_of_a_subscription_moves_with_its_group_and_once(connection: Connection) -> None:
    subscribe(connection, FULL)
    for _ in range(2):
        chat_moved(connection, GROUP, SUPERGROUP)
        assert read(connection, GROUP) is None
        assert read(connection, SUPERGROUP) == replace(FULL, chat_id=SUPERGROUP)
    chat_moved(connection, SUPERGROUP, SUPERGROUP)
    assert read(connection, SUPERGROUP) == replace(FULL, chat_id=SUPERGROUP)


def test_what_the_supergroup_has_itself_goes_before_what_the_group_had(connection: Connection) -> None:
    own = replace(PLAIN, chat_id=SUPERGROUP)
    subscribe(connection, FULL)
    subscribe(connection, own)
    chat_moved(connection, GROUP, SUPERGROUP)
    assert (read(connection, GROUP), read(connection, SUPERGROUP)) == (None, own)


def test_what_has_ended_in_the_supergroup_does_not_keep_the_groups_away(connection: Connection) -> None:
    subscribe(connection, replace(PLAIN, chat_id=SUPERGROUP))
    end(connection, SUPERGROUP, NOW, "removed")
    subscribe(connection, FULL)
    chat_moved(connection, GROUP, SUPERGROUP)
    assert read(connection, SUPERGROUP) == replace(FULL, chat_id=SUPERGROUP)


def test_an_offer_is_no_subscription_and_its_taker_gets_it(connection: Connection) -> None:
    offer(connection, FULL)
    assert read(connection, GROUP) == replace(FULL, ended_at=NOW, ended_because=OFFERED)
    assert (count(connection), list(all_active(connection)), with_digests(connection)) == (0, [], [])
    assert not change(connection, GROUP, visits=["Astana"])
    assert offers_to(connection, PERSON) == [replace(FULL, ended_at=NOW, ended_because=OFFERED)]


def test_subscribing_takes_the_place_of_an_offer(connection: Connection) -> None:
    offer(connection, FULL)
    anew = replace(PLAIN, made_by=43, made_at=LATER)
    assert subscribe(connection, anew)
    assert read(connection, GROUP) == anew
    assert (offers_to(connection, PERSON), offers_to(connection, 43)) == ([], [])


def test_an_offer_leaves_an_active_subscription_as_it_is(connection: Connection) -> None:
    subscribe(connection, FULL)
    offer(connection, replace(PLAIN, made_by=43, made_at=LATER))
    assert read(connection, GROUP) == FULL
    assert offers_to(connection, 43) == []


def test_an_offer_takes_the_place_of_what_has_ended_and_of_an_earlier_offer(connection: Connection) -> None:
    subscribe(connection, FULL)
    end(connection, GROUP, NOW, "kicked")
    offer(connection, PLAIN)
    offered = replace(PLAIN, ended_at=NOW, ended_because=OFFERED)
    assert offers_to(connection, PERSON) == [offered]
    offer(connection, replace(PLAIN, made_by=43, made_at=LATER))
    assert offers_to(connection, PERSON) == []
    assert offers_to(connection, 43) == [replace(offered, made_by=43, made_at=LATER, ended_at=LATER)]


def test_a_persons_offers_come_by_title_and_nothing_else_is_among_them(connection: Connection) -> None:
    channel = replace(PLAIN, kind=ChatKind.CHANNEL)
    offer(connection, replace(channel, chat_id=-1, title="News"))
    offer(connection, replace(channel, chat_id=-2, title="Archive"))
    offer(connection, replace(channel, chat_id=-3, title="Theirs", made_by=43))
    subscribe(connection, replace(channel, chat_id=-4, title="Subscribed"))
    subscribe(connection, replace(channel, chat_id=-5, title="Over"))
    end(connection, -5, NOW, "the bot was removed")
    assert [one.title for one in offers_to(connection, PERSON)] == ["Archive", "News"]
    assert [one.title for one in channels_of(connection, PERSON)] == ["Subscribed"]
    assert offers_to(connection, 44) == []


def test_a_withdrawn_offer_is_forgotten_and_nothing_else(connection: Connection) -> None:
    offer(connection, PLAIN)
    offer(connection, replace(PLAIN, chat_id=CHANNEL))
    for _ in range(2):
        withdraw_offer(connection, GROUP)
        assert read(connection, GROUP) is None
    assert [one.chat_id for one in offers_to(connection, PERSON)] == [CHANNEL]
    subscribe(connection, FULL)
    withdraw_offer(connection, GROUP)
    assert read(connection, GROUP) == FULL
    end(connection, GROUP, LATER, "kicked")
    withdraw_offer(connection, GROUP)
    assert read(connection, GROUP) == replace(FULL, ended_at=LATER, ended_because="kicked")


def test_an_offer_moves_with_its_group(connection: Connection) -> None:
    offer(connection, PLAIN)
    chat_moved(connection, GROUP, SUPERGROUP)
    assert [one.chat_id for one in offers_to(connection, PERSON)] == [SUPERGROUP]


def test_those_with_digests_are_the_active_ones_that_have_an_hour_by_their_chats(connection: Connection) -> None:
    """Midnight is an hour like others."""
    hours = {PERSON: 0, CHANNEL: 23, 7: 9, 8: None, -9: 12}
    for chat_id, hour in hours.items():
        subscribe(connection, replace(PLAIN, chat_id=chat_id, digest_hour=hour))
    end(connection, 7, NOW, "blocked")
    assert [(one.chat_id, one.digest_hour) for one in with_digests(connection)] == [
        (CHANNEL, 23),
        (-9, 12),
        (PERSON, 0),
    ]
    set_digest(connection, PERSON, None, LATER)
    assert [one.chat_id for one in with_digests(connection)] == [CHANNEL, -9]
