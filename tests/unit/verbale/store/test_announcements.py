from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, func, select

from library import Library
from verbale.answer import Citation
from verbale.language import Language
from verbale.quote import Quote
from verbale.speech.speakers import SpeechKind
from verbale.store import outbox
from verbale.store.announcements import (
    Announcement,
    AnnouncementState,
    automatic,
    choose,
    close_as_sent,
    discard,
    due,
    is_announced,
    latest_draft,
    make,
    of_delivery,
    read,
    renew,
    schedule,
    scheduled,
    shown_as,
    unschedule,
)
from verbale.store.database import open_database
from verbale.store.schema import announcements

NOW = datetime(2025, 3, 4, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
CITATIONS = (
    Citation(Quote("мост", 2, 0, 40)),
    Citation(Quote("мост", 2, 41, 90), SpeechKind.DIRECT, Quote("мост", 2, 50, 61), (Quote("bridge", 1, 7, 30),)),
    Citation(Quote("мост", 2, 91, 120), SpeechKind.REPORTED),
)
CHANGES: dict[str, Callable[[Connection, int], bool]] = {
    "choose": lambda connection, number: choose(connection, number, [0]),
    "schedule": lambda connection, number: schedule(connection, number, NOW),
    "unschedule": unschedule,
    "discard": discard,
    "renew": lambda connection, number: renew(connection, number, edition=3, citations=(), chosen=(), due_at=NOW),
    "close": lambda connection, number: close_as_sent(connection, number, 7),
}


@pytest.fixture
def connection(library: Library) -> Iterator[Connection]:
    with library.database.writing() as opened:
        yield opened


def made(connection: Connection, due_at: datetime | None = None) -> Announcement:
    return make(
        connection, NOW, briefing="мост", edition=2, citations=CITATIONS, chosen=(2, 0), made_by=42, due_at=due_at
    )


def now_is(connection: Connection, announcement: Announcement) -> Announcement:
    """An announcement as it is kept by now."""
    found = read(connection, announcement.id)
    assert found is not None
    return found


def test_a_draft_comes_back_as_it_was_made(connection: Connection) -> None:
    draft = made(connection)
    assert draft == Announcement(
        id=draft.id,
        state=AnnouncementState.DRAFT,
        briefing="мост",
        edition=2,
        citations=CITATIONS,
        chosen=(2, 0),
        due_at=None,
        delivery=None,
        made_by=42,
        chat_id=None,
        message_id=None,
        made_at=NOW,
    )
    assert now_is(connection, draft) == draft
    assert read(connection, draft.id + 1) is None


def test_with_a_moment_it_is_scheduled_from_the_start(connection: Connection) -> None:
    one = make(connection, NOW, briefing="b", edition=1, citations=(), chosen=(), made_by=None, due_at=NOW + MINUTE)
    assert (one.state, one.due_at, one.made_by) == (AnnouncementState.SCHEDULED, NOW + MINUTE, None)
    assert (one.citations, one.chosen, one.posted) == ((), (), ())


def test_what_is_posted_stands_in_the_order_of_the_text(connection: Connection) -> None:
    draft = made(connection)
    assert draft.posted == (CITATIONS[0], CITATIONS[2])
    assert choose(connection, draft.id, {2, 1})
    assert now_is(connection, draft) == replace(draft, chosen=(1, 2))
    assert now_is(connection, draft).posted == (CITATIONS[1], CITATIONS[2])


@given(st.lists(st.integers(0, 19), unique=True))
def test_any_choice_is_posted_in_the_order_of_the_text(chosen: list[int]) -> None:
    citations = tuple(Citation(Quote("b", 1, number, number + 1)) for number in range(20))
    one = Announcement(1, AnnouncementState.DRAFT, "b", 1, citations, tuple(chosen), None, None, None, None, None, NOW)
    assert [citation.quote.start for citation in one.posted] == sorted(chosen)


def test_it_is_scheduled_for_another_moment_and_waits_for_a_word_again(connection: Connection) -> None:
    draft = made(connection)
    for later in (MINUTE, 2 * MINUTE):
        assert schedule(connection, draft.id, NOW + later)
        assert now_is(connection, draft) == replace(draft, state=AnnouncementState.SCHEDULED, due_at=NOW + later)
    for _ in range(2):
        assert unschedule(connection, draft.id)
        assert now_is(connection, draft) == draft


def test_what_is_scheduled_may_still_be_chosen_from(connection: Connection) -> None:
    one = made(connection, NOW)
    assert choose(connection, one.id, [1])
    assert now_is(connection, one) == replace(one, chosen=(1,))


def test_it_is_closed_as_sent_once_and_by_the_first(connection: Connection) -> None:
    one = made(connection, NOW)
    assert close_as_sent(connection, one.id, 7)
    assert not close_as_sent(connection, one.id, 8)
    assert not close_as_sent(connection, one.id, 7)
    assert now_is(connection, one) == replace(one, state=AnnouncementState.SENT, delivery=7)
    assert of_delivery(connection, 7) == now_is(connection, one)
    assert of_delivery(connection, 8) is None


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("end", ["close", "discard"])
@pytest.mark.parametrize("due_at", [None, NOW + MINUTE])
def test_what_is_closed_is_not_changed_any_more(
    connection: Connection, due_at: datetime | None, end: str, change: str
) -> None:
    one = made(connection, due_at)
    assert CHANGES[end](connection, one.id)
    closed = now_is(connection, one)
    assert closed.state is (AnnouncementState.SENT if end == "close" else AnnouncementState.DISCARDED)
    assert not CHANGES[change](connection, one.id)
    assert now_is(connection, one) == closed


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_of_one_announcement_alone(connection: Connection, change: str) -> None:
    one, other = made(connection, NOW + MINUTE), made(connection, NOW + MINUTE)
    assert CHANGES[change](connection, one.id)
    assert now_is(connection, other) == other
    assert now_is(connection, one) != one
    assert not CHANGES[change](connection, other.id + 1)


def test_due_is_what_is_scheduled_until_now_the_earliest_first(connection: Connection) -> None:
    last, first, later = made(connection, NOW), made(connection, NOW - MINUTE), made(connection, NOW + MINUTE)
    made(connection)
    for end in (discard, lambda at, number: close_as_sent(at, number, 7)):
        assert end(connection, made(connection, NOW - MINUTE).id)
    assert due(connection, NOW) == [first, last]
    assert due(connection, NOW - MINUTE - timedelta(microseconds=1)) == []
    assert due(connection, NOW + MINUTE) == [first, last, later]
    unschedule(connection, first.id)
    assert due(connection, NOW) == [last]


def test_what_is_scheduled_is_listed_the_earliest_first_and_not_more_than_asked_for(connection: Connection) -> None:
    third, first, second = made(connection, NOW + MINUTE), made(connection, NOW - MINUTE), made(connection, NOW)
    made(connection)
    discard(connection, made(connection, NOW).id)
    assert scheduled(connection, 10) == [first, second, third]
    assert scheduled(connection, 2) == [first, second]
    assert scheduled(connection, 0) == []


def test_it_knows_the_message_by_which_it_is_controlled(connection: Connection) -> None:
    one, other = made(connection), made(connection)
    shown = replace(one, chat_id=-100_500, message_id=77)
    shown_as(connection, shown)
    assert now_is(connection, one) == shown
    assert now_is(connection, other) == other
    close_as_sent(connection, one.id, 7)
    shown_as(connection, replace(shown, message_id=78))
    assert now_is(connection, one) == replace(shown, state=AnnouncementState.SENT, delivery=7, message_id=78)


def test_it_is_renewed_for_another_edition_and_moment(connection: Connection) -> None:
    waiting = made(connection, NOW)
    citations = (Citation(Quote("мост", 3, 0, 44)),)
    assert renew(connection, waiting.id, edition=3, citations=citations, chosen=[0], due_at=NOW + MINUTE)
    expected = replace(waiting, edition=3, citations=citations, chosen=(0,), due_at=NOW + MINUTE)
    assert now_is(connection, waiting) == expected


def test_automatic_are_those_that_wait_and_nobody_made(connection: Connection) -> None:
    key: dict[str, Any] = {"briefing": "мост", "edition": 2, "citations": CITATIONS, "chosen": (0,)}
    made(connection, NOW)
    first, second, sent = (make(connection, NOW, **key, made_by=None, due_at=NOW) for _ in range(3))
    make(connection, NOW, **key, made_by=None)
    close_as_sent(connection, sent.id, 7)
    assert [one.id for one in automatic(connection)] == [first.id, second.id]


def test_the_latest_draft_is_that_of_one_person_edition_and_time(connection: Connection) -> None:
    made(connection)
    latest = made(connection)
    sent = made(connection)
    close_as_sent(connection, sent.id, 7)
    assert latest_draft(connection, "мост", 2, 42, NOW) == latest
    assert latest_draft(connection, "мост", 2, 42, NOW + MINUTE) is None
    assert latest_draft(connection, "мост", 2, 43, NOW - MINUTE) is None
    assert latest_draft(connection, "мост", 3, 42, NOW - MINUTE) is None
    assert latest_draft(connection, "bridge", 2, 42, NOW - MINUTE) is None


def test_an_edition_is_announced_when_it_was_sent_and_not_recalled(connection: Connection) -> None:
    details: dict[str, Any] = {"mode": "post", "briefing": "мост", "edition": 2, "made_by": 42, "rows": []}
    delivery = outbox.plan(connection, NOW, kind="announcement", **details).id
    announcement = made(connection)
    assert not is_announced(connection, "мост", 2)
    close_as_sent(connection, announcement.id, delivery)
    assert (is_announced(connection, "мост", 2), is_announced(connection, "мост", 3)) == (True, False)
    outbox.plan(connection, NOW, kind="recall", recalls=delivery, **details)
    assert not is_announced(connection, "мост", 2)


def test_it_knows_the_language_of_whoever_made_it(connection: Connection) -> None:
    spoken = make(
        connection, NOW, briefing="мост", edition=2, citations=(), chosen=(), made_by=1, language=Language.TAJIK
    )
    assert (now_is(connection, spoken).language, made(connection).language) == (Language.TAJIK, None)


def test_what_is_rolled_back_stays_open(library: Library) -> None:
    with library.database.writing() as connection:
        one = made(connection)
    with pytest.raises(RuntimeError, match="after all not"), library.database.writing() as connection:
        delivery = outbox.plan(
            connection,
            NOW,
            kind="announcement",
            mode="post",
            briefing="b",
            edition=2,
            made_by=1,
            rows=[(1, None, None)],
        ).id
        assert close_as_sent(connection, one.id, delivery)
        raise RuntimeError("after all not")
    with library.database.reading() as connection:
        assert now_is(connection, one) == one
        assert of_delivery(connection, delivery) is None
        assert connection.scalar(select(func.count()).select_from(announcements)) == 1


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-3, 3)), max_size=8), st.integers(-4, 4))
def test_due_and_open_are_what_the_states_say(made_of: list[tuple[int, int]], moment: int) -> None:
    """Whatever was made and closed, due are those that are scheduled and whose minute has come, in its order."""
    database = open_database("sqlite://")
    with database.writing() as connection:
        expected = []
        for end, minute in made_of:
            one = made(connection, NOW + minute * MINUTE)
            if end == 0:
                discard(connection, one.id)
            elif end == 1:
                close_as_sent(connection, one.id, one.id)
            elif end == 2:
                unschedule(connection, one.id)
            else:
                expected.append((minute, one.id))
        wanted = sorted(minute for minute, _ in expected if minute <= moment)
        found = due(connection, NOW + moment * MINUTE)
        assert [one.due_at for one in found] == [NOW + minute * MINUTE for minute in wanted]
        assert {one.id for one in found} == {number for minute, number in expected if minute <= moment}
    database.close()
