"""What arrives in a chat after its correction was planned."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from library import Library
from verbale.corrections import ANNOUNCEMENT, CORRECTION, EDIT
from verbale.late_corrections import join_correction
from verbale.quote import Quote
from verbale.store import ledger, outbox, publishing
from verbale.store.delivery import Counts, Delivery, DeliveryState, OutboxRow, RowState
from verbale.store.ledger import Said

FIRST = "The turbine will send 10 megawatts to Osh in May.\n\nThe school opens in Merv."
SECOND = FIRST.replace("10 megawatts", "20 megawatts")
THIRD = FIRST.replace("10 megawatts", "30 megawatts")
CHAT, TOPIC = -100_500, 7


def of(edition: int, briefing: str = "water") -> Quote:
    return Quote(briefing, edition, 0, 49)


def take_in(library: Library, *texts: str, briefing: str = "water") -> None:
    for text in texts:
        library.add(briefing, text)
        library.clock.advance(timedelta(hours=1))


def withdraw(library: Library, briefing: str = "water") -> None:
    with library.database.writing() as connection:
        publishing.withdraw(connection, briefing, library.clock.now(), "test")


def planned(
    library: Library,
    edition: int | None,
    state: DeliveryState = DeliveryState.RUNNING,
    briefing: str = "water",
    kind: str = CORRECTION,
) -> int:
    """A delivery to nobody so far."""
    now = library.clock.now()
    with library.database.writing() as connection:
        delivery = outbox.plan(
            connection, now, kind=kind, mode=EDIT, briefing=briefing, edition=edition, made_by=1, rows=[]
        ).id
        if state is not DeliveryState.RUNNING:
            assert outbox.set_state(connection, delivery, state, now)
    return delivery


def said(*quotes: Quote, number: int = 1, at: datetime | None = None) -> Said:
    sent_at = at or datetime.fromisoformat("2025-03-10T12:00:00+00:00")
    return Said(710, -number, 0, ANNOUNCEMENT, CHAT, TOPIC, 900 + number, None, None, 0, quotes, sent_at)


def arrives(library: Library, *quotes: Quote, number: int = 1) -> list[Delivery]:
    """A message is recorded and joined in one transaction; the deliveries that have something to do now."""
    entry = said(*quotes, number=number)
    with library.database.writing() as connection:
        ledger.record(connection, entry)
        return join_correction(connection, entry, library.clock.now())


def rows(library: Library, delivery: int) -> Sequence[OutboxRow]:
    with library.database.reading() as connection:
        return outbox.next_rows(connection, delivery, 50)


def delivery_of(library: Library, delivery: int) -> Delivery:
    with library.database.reading() as connection:
        found = outbox.read_delivery(connection, delivery)
    assert found is not None
    return found


@pytest.mark.parametrize("state", [DeliveryState.RUNNING, DeliveryState.DONE])
def test_what_quotes_an_old_edition_joins_the_correction_to_the_present_one(
    library: Library, state: DeliveryState
) -> None:
    """One that was done already runs again."""
    take_in(library, FIRST, SECOND)
    delivery = planned(library, 2, state)
    joined = arrives(library, of(1))
    assert [one.id for one in joined] == [delivery]
    (row,) = rows(library, delivery)
    now = library.clock.now()
    assert row == OutboxRow(row.id, delivery, CHAT, TOPIC, 1, RowState.PENDING, None, None, now)
    found = delivery_of(library, delivery)
    assert (found.state, found.ended_at) == (DeliveryState.RUNNING, None)


@pytest.mark.parametrize("state", [DeliveryState.RUNNING, DeliveryState.DONE])
def test_what_quotes_a_withdrawn_briefing_joins_its_withdrawal(library: Library, state: DeliveryState) -> None:
    """Also what quotes its last edition, and not the correction to that one."""
    take_in(library, FIRST, SECOND)
    to_second = planned(library, 2, state)
    withdraw(library)
    withdrawal = planned(library, None, state)
    for number, quote in enumerate((of(1), of(2)), 1):
        assert [one.id for one in arrives(library, quote, number=number)] == [withdrawal]
    assert [row.ledger_id for row in rows(library, withdrawal)] == [1, 2]
    assert rows(library, to_second) == []
    assert (delivery_of(library, to_second).state, delivery_of(library, withdrawal).state) == (
        state,
        DeliveryState.RUNNING,
    )


def test_a_stopped_correction_is_not_joined(library: Library) -> None:
    take_in(library, FIRST, SECOND)
    delivery = planned(library, 2, DeliveryState.STOPPED)
    assert arrives(library, of(1)) == []
    assert rows(library, delivery) == []
    assert delivery_of(library, delivery).state is DeliveryState.STOPPED


def test_the_newest_correction_that_was_not_stopped_is_joined(library: Library) -> None:
    take_in(library, FIRST, SECOND)
    older, newer = planned(library, 2, DeliveryState.DONE), planned(library, 2)
    planned(library, 2, DeliveryState.STOPPED)
    assert [one.id for one in arrives(library, of(1))] == [newer]
    assert rows(library, older) == []


def test_what_quotes_the_present_edition_joins_nothing(library: Library) -> None:
    take_in(library, FIRST, SECOND)
    delivery = planned(library, 2)
    assert arrives(library, of(2)) == []
    assert arrives(library, number=2) == []
    assert rows(library, delivery) == []


def test_one_old_quote_among_present_ones_is_enough_and_the_message_joins_once(library: Library) -> None:
    take_in(library, FIRST, SECOND)
    delivery = planned(library, 2)
    assert [one.id for one in arrives(library, of(2), of(1), of(1))] == [delivery]
    assert len(rows(library, delivery)) == 1


@pytest.mark.parametrize("kind", [ANNOUNCEMENT, "recall"])
def test_what_is_no_correction_is_not_joined(library: Library, kind: str) -> None:
    take_in(library, FIRST, SECOND)
    delivery = planned(library, 2, kind=kind)
    assert arrives(library, of(1)) == []
    assert rows(library, delivery) == []


def test_a_correction_to_an_edition_that_is_old_itself_is_not_joined(library: Library) -> None:
    """Nobody has chosen yet how the present edition is told; what arrives is due with the others then."""
    take_in(library, FIRST, SECOND)
    delivery = planned(library, 2, DeliveryState.DONE)
    take_in(library, THIRD)
    assert arrives(library, of(1)) == []
    to_third = planned(library, 3)
    assert [one.id for one in arrives(library, of(2), number=2)] == [to_third]
    assert (rows(library, delivery), delivery_of(library, delivery).state) == ([], DeliveryState.DONE)


def test_a_withdrawal_that_was_taken_back_is_not_joined(library: Library) -> None:
    take_in(library, FIRST, SECOND)
    withdraw(library)
    withdrawal = planned(library, None, DeliveryState.DONE)
    with library.database.writing() as connection:
        publishing.restore(connection, "water", library.clock.now(), "test")
    assert arrives(library, of(1)) == []
    assert rows(library, withdrawal) == []


def test_a_message_of_several_briefings_joins_the_correction_of_each(library: Library) -> None:
    for briefing in ("water", "air", "earth"):
        take_in(library, FIRST, SECOND, briefing=briefing)
    of_water, of_air, of_earth = (planned(library, 2, briefing=one) for one in ("water", "air", "earth"))
    joined = arrives(library, of(1), of(2, "earth"), of(1, "air"), of(1, "gone"))
    assert [one.id for one in joined] == [of_air, of_water]
    counted = []
    for delivery in (of_water, of_air, of_earth):
        with library.database.reading() as connection:
            counted.append(outbox.counts(connection, delivery))
    assert counted == [Counts(pending=1), Counts(pending=1), Counts()]


def test_a_row_is_about_the_message_that_arrived_and_not_about_another_part(library: Library) -> None:
    take_in(library, FIRST, SECOND)
    delivery = planned(library, 2)
    with library.database.writing() as connection:
        for number in (5, 6):
            ledger.record(connection, said(of(1), number=number))
    arrives(library, of(1), number=4)
    assert [row.ledger_id for row in rows(library, delivery)] == [3]
