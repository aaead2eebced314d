import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import Connection, func, select

from library import Library
from verbale.store.database import open_database
from verbale.store.delivery import Counts, Delivery, DeliveryState, OutboxRow, RowState
from verbale.store.outbox import (
    claim,
    counts,
    failed,
    finish,
    give_back,
    interrupted,
    is_recalled,
    next_rows,
    of_chat_moved,
    plan,
    read_delivery,
    reported_in,
    sent,
    set_state,
    uncertain,
    uncertain_again,
    unfinished,
)
from verbale.store.schema import deliveries, outbox

NOW = datetime(2025, 3, 4, 12, tzinfo=UTC)
LATER = NOW + timedelta(seconds=1)
GROUP, SUPERGROUP, CHANNEL = -500, -1_001_234_567_890, -1_009_999_999_999
Rows = list[tuple[int, int | None, int | None]]
CHATS: Rows = [(GROUP, None, None), (CHANNEL, 7, None), (42, None, None)]


@pytest.fixture
def connection(library: Library) -> Iterator[Connection]:
    with library.database.writing() as opened:
        yield opened


def planned(connection: Connection, rows: Rows = CHATS, kind: str = "announcement") -> int:
    return plan(connection, NOW, kind=kind, mode="now", briefing="bridge", edition=2, made_by=42, rows=rows).id


def problems(connection: Connection, delivery_id: int) -> list[OutboxRow]:
    """The rows of a delivery that failed or are uncertain, oldest first."""
    states = [RowState.FAILED.value, RowState.UNCERTAIN.value]
    query = select(outbox.c.id).where(outbox.c.delivery == delivery_id, outbox.c.state.in_(states))
    return [row_of(connection, row_id) for row_id in connection.scalars(query.order_by(outbox.c.id)).all()]


def row_of(connection: Connection, row_id: int) -> OutboxRow:
    """A row as it is now, whatever its state."""
    row = connection.execute(select(outbox).where(outbox.c.id == row_id)).one()._asdict()
    return OutboxRow(**{**row, "state": RowState(row["state"])})


def test_a_delivery_comes_back_as_it_was_planned(connection: Connection) -> None:
    delivery_id = plan(
        connection,
        NOW,
        kind="correction",
        mode="reply",
        briefing="мост",
        edition=None,
        made_by=None,
        rows=[(GROUP, 3, 900)],
        report_chat_id=42,
        report_message_id=77,
    ).id
    assert read_delivery(connection, delivery_id) == Delivery(
        id=delivery_id,
        kind="correction",
        mode="reply",
        state=DeliveryState.RUNNING,
        briefing="мост",
        edition=None,
        made_by=None,
        report_chat_id=42,
        report_message_id=77,
        made_at=NOW,
        ended_at=None,
    )
    assert next_rows(connection, delivery_id, 5) == [
        OutboxRow(1, delivery_id, GROUP, 3, 900, RowState.PENDING, None, None, NOW)
    ]
    assert read_delivery(connection, delivery_id + 1) is None


def test_rows_come_in_the_order_in_which_they_were_planned(connection: Connection) -> None:
    planned(connection, [(1, None, None)])
    delivery_id = planned(connection)
    found = next_rows(connection, delivery_id, 10)
    assert [(row.chat_id, row.thread_id, row.ledger_id) for row in found] == CHATS
    assert {row.delivery for row in found} == {delivery_id}
    assert next_rows(connection, delivery_id, 2) == found[:2]
    assert counts(connection, delivery_id) == Counts(pending=3)


def test_a_delivery_to_nobody_has_no_rows(connection: Connection) -> None:
    delivery_id = planned(connection, [])
    assert next_rows(connection, delivery_id, 5) == []
    assert counts(connection, delivery_id) == Counts(0, 0, 0, 0, 0)
    assert connection.scalar(select(func.count()).select_from(outbox)) == 0


def test_a_plan_that_is_rolled_back_leaves_nothing(library: Library) -> None:
    with pytest.raises(RuntimeError, match="after all not"), library.database.writing() as opened:
        planned(opened)
        raise RuntimeError("after all not")
    with library.database.reading() as opened:
        for table in (outbox, deliveries):
            assert opened.scalar(select(func.count()).select_from(table)) == 0


def test_ten_thousand_rows_are_planned_within_seconds(connection: Connection) -> None:
    """About a third of a second by itself; the bound leaves room for a busy machine, not for a statement a row."""
    rows: Rows = [(-number, None, number) for number in range(1, 10_001)]
    started = time.process_time()
    delivery_id = planned(connection, rows)
    assert time.process_time() - started < 2.0
    assert counts(connection, delivery_id) == Counts(pending=10_000)
    assert next_rows(connection, delivery_id, 10_000)[-1].chat_id == -10_000


def test_a_row_is_taken_for_sending_once(connection: Connection) -> None:
    delivery_id = planned(connection)
    first, second, third = next_rows(connection, delivery_id, 5)
    assert claim(connection, first.id)
    assert not claim(connection, first.id)
    assert next_rows(connection, delivery_id, 5) == [second, third]
    assert row_of(connection, first.id) == replace(first, state=RowState.SENDING)
    assert counts(connection, delivery_id) == Counts(pending=2, sending=1)
    assert not claim(connection, 99)


def test_a_sent_row_knows_its_message_and_moment(connection: Connection) -> None:
    delivery_id = planned(connection)
    first = next_rows(connection, delivery_id, 1)[0]
    claim(connection, first.id)
    sent(connection, first.id, 8_001, LATER)
    assert row_of(connection, first.id) == replace(first, state=RowState.SENT, message_id=8_001, changed_at=LATER)
    assert counts(connection, delivery_id) == Counts(pending=2, sent=1)
    assert not claim(connection, first.id)


def test_a_row_that_arrived_after_all_is_sent(connection: Connection) -> None:
    """The answer came after the row had been given up."""
    first = next_rows(connection, planned(connection), 1)[0]
    claim(connection, first.id)
    uncertain(connection, first.id, "no answer within 30 seconds", NOW)
    sent(connection, first.id, 8_001, LATER)
    assert row_of(connection, first.id) == replace(first, state=RowState.SENT, message_id=8_001, changed_at=LATER)


def test_a_row_that_is_not_being_sent_fails_with_its_reason(connection: Connection) -> None:
    delivery_id = planned(connection)
    first, second, _ = next_rows(connection, delivery_id, 5)
    failed(connection, first.id, "bot was kicked — «забанен»", LATER)
    gone = replace(first, state=RowState.FAILED, reason="bot was kicked — «забанен»", changed_at=LATER)
    assert problems(connection, delivery_id) == [gone]
    assert counts(connection, delivery_id) == Counts(pending=2, failed=1)
    assert not claim(connection, first.id)
    claim(connection, second.id)
    failed(connection, second.id, "gone", LATER)
    assert row_of(connection, second.id) == replace(second, state=RowState.SENDING)


def test_a_row_without_an_answer_is_uncertain_and_not_sent_by_itself(connection: Connection) -> None:
    delivery_id = planned(connection, CHATS[:1])
    first = next_rows(connection, delivery_id, 1)[0]
    claim(connection, first.id)
    uncertain(connection, first.id, "no answer", LATER)
    lost = replace(first, state=RowState.UNCERTAIN, reason="no answer", changed_at=LATER)
    assert problems(connection, delivery_id) == [lost]
    assert next_rows(connection, delivery_id, 5) == []
    assert not claim(connection, first.id)


def test_a_row_that_was_not_being_sent_does_not_become_uncertain(connection: Connection) -> None:
    first, second, _ = next_rows(connection, planned(connection), 5)
    uncertain(connection, first.id, "no answer", LATER)
    assert row_of(connection, first.id) == first
    failed(connection, second.id, "gone", NOW)
    uncertain(connection, second.id, "no answer", LATER)
    assert row_of(connection, second.id) == replace(second, state=RowState.FAILED, reason="gone")


def test_what_was_sent_stays_sent_whatever_is_said_later(connection: Connection) -> None:
    delivery_id = planned(connection, CHATS[:1])
    first = next_rows(connection, delivery_id, 1)[0]
    claim(connection, first.id)
    sent(connection, first.id, 8_001, NOW)
    failed(connection, first.id, "failed", LATER)
    uncertain(connection, first.id, "no answer", LATER)
    give_back(connection, first.id, LATER)
    assert uncertain_again(connection, delivery_id, LATER) == 0
    assert interrupted(connection, LATER) == 0
    assert row_of(connection, first.id) == replace(first, state=RowState.SENT, message_id=8_001)


def test_what_is_uncertain_is_pending_again_when_somebody_says_so(connection: Connection) -> None:
    delivery_id, other = planned(connection), planned(connection)
    first, second, third = next_rows(connection, delivery_id, 5)
    of_other = next_rows(connection, other, 1)[0]
    for row in (first, of_other):
        claim(connection, row.id)
        uncertain(connection, row.id, "no answer", NOW)
    failed(connection, second.id, "gone", NOW)
    assert uncertain_again(connection, delivery_id, LATER) == 1
    assert next_rows(connection, delivery_id, 5) == [third, replace(first, changed_at=LATER)]
    assert counts(connection, other) == Counts(pending=2, uncertain=1)
    assert claim(connection, first.id)


def test_a_row_that_has_certainly_not_arrived_is_pending_again_after_the_others(connection: Connection) -> None:
    """Telegram answered that there are too many messages, or could not be reached at all."""
    delivery_id = planned(connection)
    first, second, third = next_rows(connection, delivery_id, 5)
    claim(connection, first.id)
    give_back(connection, first.id, LATER)
    give_back(connection, second.id, LATER)
    again = [replace(row, changed_at=LATER) for row in (first, second)]
    assert next_rows(connection, delivery_id, 5) == [third, *again]


@pytest.mark.parametrize("state", [DeliveryState.PAUSED, DeliveryState.STOPPED])
def test_nothing_of_a_delivery_that_does_not_run_is_claimed(connection: Connection, state: DeliveryState) -> None:
    delivery_id = planned(connection)
    first = next_rows(connection, delivery_id, 1)[0]
    set_state(connection, delivery_id, state, NOW)
    assert not claim(connection, first.id)
    assert row_of(connection, first.id) == first


def test_a_delivery_is_done_when_nothing_of_it_is_left_to_be_sent(connection: Connection) -> None:
    delivery_id = planned(connection, CHATS[:2])
    first, second = next_rows(connection, delivery_id, 5)
    claim(connection, first.id)
    sent(connection, first.id, 8_001, NOW)
    assert not finish(connection, delivery_id, LATER)
    failed(connection, second.id, "gone", NOW)
    assert finish(connection, delivery_id, LATER)
    done = read_delivery(connection, delivery_id)
    assert done is not None
    assert (done.state, done.ended_at) == (DeliveryState.DONE, LATER)
    assert not finish(connection, delivery_id, LATER)


def test_a_delivery_is_recalled_by_another_that_names_it(connection: Connection) -> None:
    delivery_id, other = planned(connection), planned(connection)
    assert not is_recalled(connection, delivery_id)
    recall = plan(
        connection, NOW, kind="recall", mode="delete", briefing="bridge", edition=2, made_by=42, rows=[], recalls=other
    ).id
    assert (is_recalled(connection, delivery_id), is_recalled(connection, other)) == (False, True)
    made = read_delivery(connection, recall)
    assert made is not None
    assert made.recalls == other


def test_what_was_being_sent_when_the_program_ended_is_uncertain(connection: Connection) -> None:
    one, other = planned(connection), planned(connection, CHATS[:2])
    first, second, _ = next_rows(connection, one, 5)
    of_other = next_rows(connection, other, 1)[0]
    for row in (first, second, of_other):
        claim(connection, row.id)
    sent(connection, second.id, 8_001, NOW)
    assert interrupted(connection, LATER) == 2
    lost = replace(first, state=RowState.UNCERTAIN, reason="killed", changed_at=LATER)
    assert problems(connection, one) == [lost]
    assert counts(connection, one) == Counts(pending=1, sent=1, uncertain=1)
    assert counts(connection, other) == Counts(pending=1, uncertain=1)
    assert interrupted(connection, LATER) == 0


def test_what_was_being_sent_of_one_delivery_is_uncertain_alone(connection: Connection) -> None:
    one, other = planned(connection), planned(connection)
    for delivery_id in (one, other):
        claim(connection, next_rows(connection, delivery_id, 1)[0].id)
    assert interrupted(connection, LATER, one) == 1
    assert counts(connection, one) == Counts(pending=2, uncertain=1)
    assert counts(connection, other) == Counts(pending=2, sending=1)


LEADS: dict[DeliveryState, set[DeliveryState]] = {
    DeliveryState.RUNNING: {DeliveryState.PAUSED, DeliveryState.STOPPED, DeliveryState.DONE},
    DeliveryState.PAUSED: {DeliveryState.RUNNING, DeliveryState.STOPPED},
    DeliveryState.STOPPED: set(),
    DeliveryState.DONE: {DeliveryState.RUNNING},
}


@pytest.mark.parametrize("after", list(DeliveryState))
@pytest.mark.parametrize("before", list(DeliveryState))
def test_each_state_leads_to_some_others(connection: Connection, before: DeliveryState, after: DeliveryState) -> None:
    delivery_id, other = planned(connection), planned(connection)
    if before is not DeliveryState.RUNNING:
        assert set_state(connection, delivery_id, before, NOW)
    has_changed = set_state(connection, delivery_id, after, LATER)
    assert has_changed == (after in LEADS[before])
    delivery, state = read_delivery(connection, delivery_id), after if has_changed else before
    assert delivery is not None
    is_over = state in {DeliveryState.STOPPED, DeliveryState.DONE}
    ended_at = (LATER if has_changed else NOW) if is_over else None
    assert (delivery.state, delivery.ended_at) == (state, ended_at)
    untouched = read_delivery(connection, other)
    assert untouched is not None
    assert untouched.state is DeliveryState.RUNNING


def test_unfinished_deliveries_are_those_that_run_or_pause(connection: Connection) -> None:
    running, paused, stopped, done = (planned(connection) for _ in range(4))
    set_state(connection, paused, DeliveryState.PAUSED, NOW)
    set_state(connection, stopped, DeliveryState.STOPPED, NOW)
    set_state(connection, done, DeliveryState.DONE, NOW)
    assert [(one.id, one.state) for one in unfinished(connection)] == [
        (running, DeliveryState.RUNNING),
        (paused, DeliveryState.PAUSED),
    ]


def test_no_state_is_given_to_a_delivery_that_there_is_not(connection: Connection) -> None:
    assert not set_state(connection, 1, DeliveryState.PAUSED, NOW)


def test_a_delivery_knows_the_message_that_shows_its_progress(connection: Connection) -> None:
    delivery_id, other = planned(connection), planned(connection)
    delivery = read_delivery(connection, delivery_id)
    assert delivery is not None
    reported_in(connection, replace(delivery, report_chat_id=42, report_message_id=77))
    found = [read_delivery(connection, one) for one in (delivery_id, other)]
    assert [(one.report_chat_id, one.report_message_id) for one in found if one] == [(42, 77), (None, None)]


def test_what_is_pending_for_a_group_goes_to_the_supergroup(connection: Connection) -> None:
    one, other = planned(connection), planned(connection, [(GROUP, None, 900), (GROUP, None, 901)], "correction")
    of_chat_moved(connection, GROUP, SUPERGROUP)
    assert [row.chat_id for row in next_rows(connection, one, 5)] == [SUPERGROUP, CHANNEL, 42]
    assert [(row.chat_id, row.ledger_id) for row in next_rows(connection, other, 5)] == [
        (SUPERGROUP, 900),
        (SUPERGROUP, 901),
    ]
    before = next_rows(connection, one, 5) + next_rows(connection, other, 5)
    of_chat_moved(connection, GROUP, SUPERGROUP)
    of_chat_moved(connection, SUPERGROUP, SUPERGROUP)
    assert next_rows(connection, one, 5) + next_rows(connection, other, 5) == before


def test_what_is_not_pending_stays_with_the_old_group(connection: Connection) -> None:
    delivery_id = planned(connection, [(GROUP, None, number) for number in range(4)], "correction")
    rows = next_rows(connection, delivery_id, 5)
    for row in rows[:3]:
        claim(connection, row.id)
    sent(connection, rows[1].id, 8_001, NOW)
    uncertain(connection, rows[2].id, "no answer", NOW)
    of_chat_moved(connection, GROUP, SUPERGROUP)
    assert [row_of(connection, row.id).chat_id for row in rows] == [GROUP, GROUP, GROUP, SUPERGROUP]


@pytest.mark.parametrize("is_sent", [True, False])
def test_an_announcement_goes_once_to_a_supergroup_that_was_on_the_list_itself(
    connection: Connection, is_sent: bool
) -> None:
    delivery_id = planned(connection, [(GROUP, None, None), (SUPERGROUP, None, None), (42, None, None)])
    of_old, of_new, of_person = next_rows(connection, delivery_id, 5)
    if is_sent:
        claim(connection, of_new.id)
        sent(connection, of_new.id, 8_001, NOW)
    of_chat_moved(connection, GROUP, SUPERGROUP)
    assert next_rows(connection, delivery_id, 5) == ([of_person] if is_sent else [of_new, of_person])
    assert connection.scalar(select(func.count()).select_from(outbox).where(outbox.c.id == of_old.id)) == 0


def test_an_announcement_of_another_delivery_is_no_reason_to_leave_one_out(connection: Connection) -> None:
    planned(connection, [(SUPERGROUP, None, None)])
    delivery_id = planned(connection, [(GROUP, None, None)])
    of_chat_moved(connection, GROUP, SUPERGROUP)
    assert [row.chat_id for row in next_rows(connection, delivery_id, 5)] == [SUPERGROUP]


@pytest.mark.parametrize("ledger_ids", [(900, None), (None, 900), (900, 901)])
def test_a_correction_is_no_announcement_and_both_go_to_the_supergroup(
    connection: Connection, ledger_ids: tuple[int | None, int | None]
) -> None:
    of_old, of_new = ledger_ids
    delivery_id = planned(connection, [(GROUP, None, of_old), (SUPERGROUP, None, of_new)])
    of_chat_moved(connection, GROUP, SUPERGROUP)
    found = [(row.chat_id, row.ledger_id) for row in next_rows(connection, delivery_id, 5)]
    assert found == [(SUPERGROUP, of_old), (SUPERGROUP, of_new)]


class Sending(RuleBasedStateMachine):
    """A worker that may end at any moment, and an administrator who says "again" only where nothing has arrived."""

    def __init__(self) -> None:
        super().__init__()
        self.database = open_database("sqlite://")
        self.arrived: list[int] = []
        self.in_hand: int | None = None
        with self.database.writing() as connection:
            self.delivery_id = planned(connection, [(number, None, None) for number in range(1, 5)])

    def teardown(self) -> None:
        self.database.close()

    @precondition(lambda self: self.in_hand is None)
    @rule()
    def take(self) -> None:
        with self.database.writing() as connection:
            for row in next_rows(connection, self.delivery_id, 1):
                assert claim(connection, row.id)
                self.in_hand = row.id

    @precondition(lambda self: self.in_hand is not None)
    @rule(
        outcome=st.sampled_from(["sent", "refused", "wait", "lost", "lost after arriving"]), has_crashed=st.booleans()
    )
    def send(self, outcome: str, has_crashed: bool) -> None:
        assert self.in_hand is not None
        row_id, self.in_hand = self.in_hand, None
        if outcome in {"sent", "lost after arriving"}:
            self.arrived.append(row_id)
        with self.database.writing() as connection:
            if has_crashed:
                interrupted(connection, LATER)
            elif outcome == "sent":
                sent(connection, row_id, row_id, LATER)
            elif outcome == "refused":
                give_back(connection, row_id, LATER)
                failed(connection, row_id, outcome, LATER)
            elif outcome == "wait":
                give_back(connection, row_id, LATER)
            else:
                uncertain(connection, row_id, outcome, LATER)

    @rule()
    def say_again(self) -> None:
        with self.database.writing() as connection:
            lost = [row for row in problems(connection, self.delivery_id) if row.state is RowState.UNCERTAIN]
            if not any(row.id in self.arrived for row in lost):
                uncertain_again(connection, self.delivery_id, LATER)

    @invariant()
    def nothing_arrives_twice_and_nothing_is_lost_from_sight(self) -> None:
        assert len(self.arrived) == len(set(self.arrived))
        with self.database.reading() as connection:
            all_counts = counts(connection, self.delivery_id)
            states = {
                RowState(state)
                for state in connection.scalars(select(outbox.c.state).where(outbox.c.id.in_(self.arrived)))
            }
        assert all_counts.sending == (self.in_hand is not None)
        total = all_counts.pending + all_counts.sending + all_counts.sent + all_counts.failed + all_counts.uncertain
        assert total == 4
        assert states <= {RowState.SENT, RowState.UNCERTAIN}


TestSending = Sending.TestCase
TestSending.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)
