"""Who gets an announcement, and that it is planned whole or not at all."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, func, insert, select

from library import Library
from verbale.briefing import PUBLIC, Briefing
from verbale.store import announcements, audiences, outbox, subscriptions
from verbale.store import audit as audit_log
from verbale.store.announcements import Announcement, AnnouncementState
from verbale.store.audit import Act
from verbale.store.database import open_database
from verbale.store.delivery import Counts, Delivery, DeliveryState, RowState
from verbale.store.schema import announcements as announced
from verbale.store.schema import audit, briefings, deliveries
from verbale.store.schema import outbox as rows_table
from verbale.store.subscriptions import ChatKind, Subscription
from verbale_bot.telegram.announcing.planning import (
    CannotAnnounce,
    Subject,
    not_told_yet,
    plan_announcement,
    recipients,
)

NOW = datetime(2025, 3, 4, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
OWNER, PERSON, GROUP, CHANNEL = 1, 42, -500, -1_009_999_999_999
BRIEFING = Briefing("bridge", "Мост", None, "ru", None, "Душанбе 2025", (PUBLIC,), None, 2)
SUBJECT = Subject(BRIEFING, frozenset({"TJ", "KZ"}))
EVERYTHING = Subscription(PERSON, ChatKind.PRIVATE, None, "", (), (), None, None, "UTC", None, PERSON, NOW)


@pytest.fixture
def connection(library: Library) -> Iterator[Connection]:
    with library.database.writing() as opened:
        yield opened


def subscribe(connection: Connection, *those: Subscription) -> None:
    for one in those:
        assert subscriptions.subscribe(connection, one)


def chats(connection: Connection, subject: Subject) -> list[int]:
    return [one.chat_id for one in recipients(connection, subject)]


def member(connection: Connection, audience: str, *ids: int) -> None:
    audiences.make(connection, NOW, "test", audience)
    for one in ids:
        audiences.add_member(connection, NOW, "test", audience, one, f"{one}")


def stored(connection: Connection, briefing: Briefing) -> None:
    """The briefing as it is stored now, without its text, which nobody reads here."""
    values = {name: value for name, value in asdict(briefing).items() if name not in {"id", "earlier"}}
    values |= {"audience": list(briefing.audience), "file_sha256": "", "reading_version": 1}
    connection.execute(delete(briefings).where(briefings.c.id == briefing.id))
    connection.execute(insert(briefings).values(id=briefing.id, **values))


def planned(
    connection: Connection, announcement: Announcement, subject: Subject, now: datetime, actor: str
) -> Delivery:
    """What is planned where the briefing is stored as the subject has it."""
    stored(connection, subject.briefing)
    return plan_announcement(connection, announcement, subject, now, actor)


def drafted(connection: Connection, edition: int = 2) -> Announcement:
    made = announcements.make(
        connection, NOW, briefing="bridge", edition=edition, citations=(), chosen=(), made_by=OWNER
    )
    shown = replace(made, chat_id=OWNER, message_id=77)
    announcements.shown_as(connection, shown)
    return shown


def test_who_chose_nothing_wants_everything_and_comes_by_chat(connection: Connection) -> None:
    subscribe(connection, EVERYTHING, replace(EVERYTHING, chat_id=GROUP), replace(EVERYTHING, chat_id=CHANNEL))
    assert list(recipients(connection, SUBJECT)) == [
        replace(EVERYTHING, chat_id=CHANNEL),
        replace(EVERYTHING, chat_id=GROUP),
        EVERYTHING,
    ]


def test_what_has_ended_or_was_only_offered_gets_nothing(connection: Connection) -> None:
    subscribe(connection, EVERYTHING)
    subscriptions.end(connection, PERSON, NOW, "blocked")
    subscriptions.offer(connection, replace(EVERYTHING, chat_id=CHANNEL))
    assert chats(connection, SUBJECT) == []


@pytest.mark.parametrize(
    ("visits", "countries", "is_told"),
    [
        (("Душанбе 2025",), (), True),
        ((" душанбе  2025 ",), (), True),
        (("Астана", "ДУШАНБЕ 2025"), (), True),
        (("Душанбе",), (), False),
        ((), ("TJ",), True),
        ((), ("UZ", "KZ"), True),
        ((), ("UZ",), False),
        (("Астана",), ("TJ",), True),
        (("Душанбе 2025",), ("UZ",), True),
        (("Астана",), ("UZ",), False),
    ],
)
def test_a_visit_or_a_country_that_was_chosen_is_enough(
    connection: Connection, visits: tuple[str, ...], countries: tuple[str, ...], is_told: bool
) -> None:
    subscribe(connection, replace(EVERYTHING, visits=visits, countries=countries))
    assert chats(connection, SUBJECT) == [PERSON] * is_told


def test_a_briefing_without_a_visit_and_countries_goes_to_those_who_want_everything(connection: Connection) -> None:
    subscribe(
        connection,
        EVERYTHING,
        replace(EVERYTHING, chat_id=GROUP, visits=("Душанбе 2025",)),
        replace(EVERYTHING, chat_id=CHANNEL, countries=("TJ",)),
    )
    assert chats(connection, Subject(replace(BRIEFING, visit=None), frozenset())) == [PERSON]


def test_what_is_for_an_audience_goes_to_its_members_alone(connection: Connection) -> None:
    subscribe(connection, *(replace(EVERYTHING, chat_id=one) for one in (PERSON, GROUP, CHANNEL)))
    member(connection, "press", GROUP, 77)
    member(connection, "envoys", PERSON, GROUP)
    member(connection, "others", CHANNEL)

    def told(*audience: str) -> list[int]:
        return chats(connection, replace(SUBJECT, briefing=replace(BRIEFING, audience=audience)))

    assert told("press") == [GROUP]
    assert told("press", "envoys") == [GROUP, PERSON]
    assert told("press", PUBLIC) == [CHANNEL, GROUP, PERSON]
    assert told("nobody") == []
    audiences.remove_member(connection, NOW, "test", "press", GROUP)
    assert told("press") == []


def test_members_of_an_audience_still_get_only_what_they_want(connection: Connection) -> None:
    member(connection, "press", PERSON, GROUP)
    subscribe(connection, replace(EVERYTHING, countries=("UZ",)), replace(EVERYTHING, chat_id=GROUP, countries=("KZ",)))
    assert chats(connection, replace(SUBJECT, briefing=replace(BRIEFING, audience=("press",)))) == [GROUP]


def untold(connection: Connection, subject: Subject = SUBJECT) -> list[int]:
    return [one.chat_id for one in not_told_yet(connection, subject)]


def test_those_with_a_digest_are_not_told_at_once(connection: Connection) -> None:
    """Midnight is an hour like others."""
    subscribe(connection, EVERYTHING, replace(EVERYTHING, chat_id=GROUP, digest_hour=0))
    assert untold(connection) == [PERSON]
    assert chats(connection, SUBJECT) == [GROUP, PERSON]


def told(connection: Connection, state: RowState, edition: int = 2) -> int:
    """A delivery of which one row, to a person, stands so."""
    delivery = planned(
        connection,
        drafted(connection, edition),
        replace(SUBJECT, briefing=replace(BRIEFING, current_edition=edition)),
        NOW,
        "test",
    ).id
    (row,) = outbox.next_rows(connection, delivery, 2)
    if state is RowState.FAILED:
        outbox.failed(connection, row.id, "blocked", NOW)
    elif state is not RowState.PENDING:
        assert outbox.claim(connection, row.id)
    if state is RowState.SENT:
        outbox.sent(connection, row.id, 8_001, NOW)
    if state is RowState.UNCERTAIN:
        outbox.uncertain(connection, row.id, "killed", NOW)
    return delivery


@pytest.mark.parametrize("state", list(RowState))
def test_whoever_was_told_of_an_edition_or_perhaps_was_is_not_told_again(
    connection: Connection, state: RowState
) -> None:
    """Where the post certainly failed, it is tried again."""
    subscribe(connection, EVERYTHING)
    told(connection, state)
    subscribe(connection, replace(EVERYTHING, chat_id=GROUP))
    expected = [GROUP, PERSON] if state is RowState.FAILED else [GROUP]
    assert untold(connection) == expected
    again = planned(connection, drafted(connection), SUBJECT, NOW, "test")
    assert [row.chat_id for row in outbox.next_rows(connection, again.id, 9)] == expected


@pytest.mark.parametrize(
    ("state", "is_told"), [(RowState.PENDING, False), (RowState.SENT, True), (RowState.UNCERTAIN, True)]
)
def test_what_a_stopped_delivery_has_not_told_it_is_not_going_to_tell(
    connection: Connection, state: RowState, is_told: bool
) -> None:
    subscribe(connection, EVERYTHING)
    outbox.set_state(connection, told(connection, state), DeliveryState.STOPPED, NOW)
    assert untold(connection) == ([] if is_told else [PERSON])


def test_what_was_recalled_is_as_if_it_had_not_been_told(connection: Connection) -> None:
    subscribe(connection, EVERYTHING)
    recalled = told(connection, RowState.SENT)
    outbox.plan(
        connection,
        NOW,
        kind="recall",
        mode="delete",
        briefing="bridge",
        edition=2,
        made_by=1,
        rows=[],
        recalls=recalled,
    )
    assert untold(connection) == [PERSON]


def test_another_edition_and_another_briefing_are_to_be_told(connection: Connection) -> None:
    subscribe(connection, EVERYTHING)
    told(connection, RowState.SENT, edition=1)
    assert untold(connection) == [PERSON]
    told(connection, RowState.SENT)
    assert untold(connection) == []
    assert untold(connection, replace(SUBJECT, briefing=replace(BRIEFING, id="road"))) == [PERSON]


def test_a_delivery_has_a_row_for_each_chat_that_is_told_at_once_in_its_topic(connection: Connection) -> None:
    subscribe(
        connection,
        EVERYTHING,
        replace(EVERYTHING, chat_id=GROUP, thread_id=7),
        replace(EVERYTHING, chat_id=CHANNEL, countries=("UZ",)),
        replace(EVERYTHING, chat_id=43, digest_hour=9),
    )
    draft = drafted(connection)
    delivery = planned(connection, draft, SUBJECT, NOW, "user 1")
    assert delivery == Delivery(
        id=delivery.id,
        kind="announcement",
        mode="post",
        state=DeliveryState.RUNNING,
        briefing="bridge",
        edition=2,
        made_by=OWNER,
        report_chat_id=OWNER,
        report_message_id=77,
        made_at=NOW,
        ended_at=None,
    )
    found = [(row.chat_id, row.thread_id, row.ledger_id) for row in outbox.next_rows(connection, delivery.id, 9)]
    assert found == [(GROUP, 7, None), (PERSON, None, None)]
    closed = announcements.read(connection, draft.id)
    assert closed == replace(draft, state=AnnouncementState.SENT, delivery=delivery.id)
    last = audit_log.entries(connection, 1)[0]
    assert (last.at, last.actor, last.act, last.subject) == (NOW, "user 1", Act.ANNOUNCED, "bridge")
    assert last.details == {"edition": 2, "chats": 2}


def test_an_announcement_to_nobody_is_a_delivery_without_rows(connection: Connection) -> None:
    delivery = planned(connection, drafted(connection), SUBJECT, NOW, "user 1")
    assert outbox.counts(connection, delivery.id) == Counts()
    assert audit_log.entries(connection, 1)[0].details == {"edition": 2, "chats": 0}


def test_at_the_end_of_its_embargo_a_briefing_may_be_announced(connection: Connection) -> None:
    subject = replace(SUBJECT, briefing=replace(BRIEFING, embargo_until=NOW))
    assert planned(connection, drafted(connection), subject, NOW, "user 1").briefing == "bridge"


REFUSED = {
    "a newer edition": (replace(BRIEFING, current_edition=3), "announce-changed"),
    "an older edition": (replace(BRIEFING, current_edition=1), "announce-changed"),
    "withdrawn": (replace(BRIEFING, withdrawn_at=NOW), "announce-changed"),
    "withdrawn and under embargo": (
        replace(BRIEFING, withdrawn_at=NOW, embargo_until=NOW + SECOND),
        "announce-changed",
    ),
    "under embargo": (replace(BRIEFING, embargo_until=NOW + SECOND), "announce-embargo"),
}


def kept(library: Library) -> list[object]:
    """All that planning writes."""
    with library.database.reading() as connection:
        tables = [connection.execute(select(table)).all() for table in (deliveries, rows_table, audit)]
        known = connection.scalars(select(func.max(announced.c.id))).one()
        return [*tables, *(announcements.read(connection, one) for one in range(1, known + 1))]


@pytest.mark.parametrize("why", REFUSED)
def test_what_may_not_be_announced_leaves_nothing(library: Library, why: str) -> None:
    briefing, name = REFUSED[why]
    with library.database.writing() as connection:
        subscribe(connection, EVERYTHING)
        draft = drafted(connection)
    before = kept(library)
    with pytest.raises(CannotAnnounce) as caught, library.database.writing() as connection:
        planned(connection, draft, replace(SUBJECT, briefing=briefing), NOW, "user 1")
    assert (caught.value.name, str(caught.value)) == (name, name)
    assert kept(library) == before


@pytest.mark.parametrize("end", ["sent", "discarded"])
def test_what_is_closed_is_not_announced_and_nothing_of_the_second_delivery_is_left(library: Library, end: str) -> None:
    """Although there is somebody who has not been told."""
    with library.database.writing() as connection:
        subscribe(connection, EVERYTHING)
        draft = drafted(connection)
    with library.database.writing() as connection:
        if end == "sent":
            planned(connection, draft, SUBJECT, NOW, "user 1")
        else:
            announcements.discard(connection, draft.id)
        subscribe(connection, replace(EVERYTHING, chat_id=GROUP))
    before = kept(library)
    with pytest.raises(CannotAnnounce) as caught, library.database.writing() as connection:
        planned(connection, draft, SUBJECT, NOW, "user 2")
    assert caught.value.name == "announce-gone"
    assert kept(library) == before


def test_where_everybody_has_been_told_nothing_is_announced_and_the_draft_stays_open(library: Library) -> None:
    with library.database.writing() as connection:
        subscribe(connection, EVERYTHING)
        told(connection, RowState.SENT)
        draft = drafted(connection)
    before = kept(library)
    with pytest.raises(CannotAnnounce) as caught, library.database.writing() as connection:
        planned(connection, draft, SUBJECT, NOW, "user 2")
    assert caught.value.name == "announce-told"
    assert kept(library) == before


SOME = ("Astana", "Dushanbe")
CODES = ("KZ", "TJ", "UZ")
CHOICES = st.builds(
    lambda visits, countries, hour, ended: replace(
        EVERYTHING,
        visits=tuple(sorted(visits)),
        countries=tuple(sorted(countries)),
        digest_hour=hour,
        ended_at=NOW if ended else None,
    ),
    st.sets(st.sampled_from(SOME)),
    st.sets(st.sampled_from(CODES)),
    st.none() | st.integers(0, 23),
    st.booleans(),
)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(CHOICES, st.booleans()), max_size=8),
    st.none() | st.sampled_from(SOME),
    st.frozensets(st.sampled_from(CODES)),
    st.booleans(),
)
def test_a_row_is_there_for_those_and_only_those_who_want_it_may_see_it_and_have_no_digest(
    those: list[tuple[Subscription, bool]], visit: str | None, countries: frozenset[str], is_public: bool
) -> None:
    briefing = replace(BRIEFING, visit=visit, audience=(PUBLIC,) if is_public else ("press",))
    expected = []
    database = open_database("sqlite://")
    with database.writing() as connection:
        member(connection, "press")
        for number, (one, is_member) in enumerate(those, 1):
            subscribe(connection, replace(one, chat_id=number))
            if is_member:
                member(connection, "press", number)
            has_chosen = bool(one.visits or one.countries)
            is_wanted = visit in one.visits or not countries.isdisjoint(one.countries) or not has_chosen
            if is_wanted and (is_public or is_member) and one.digest_hour is None and one.is_active:
                expected.append(number)
        delivery = planned(connection, drafted(connection), Subject(briefing, countries), NOW, "test")
        assert [row.chat_id for row in outbox.next_rows(connection, delivery.id, 99)] == expected
    database.close()


@pytest.mark.parametrize("change", [{"withdrawn_at": NOW}, {"current_edition": 3}])
def test_what_changed_since_it_was_looked_at_is_not_announced(connection: Connection, change: dict[str, Any]) -> None:
    stored(connection, replace(BRIEFING, **change))
    with pytest.raises(CannotAnnounce, match="announce-changed"):
        plan_announcement(connection, drafted(connection), SUBJECT, NOW, "user 1")
    assert connection.scalar(select(func.count()).select_from(deliveries)) == 0
