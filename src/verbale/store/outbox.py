"""What is to be sent to many chats: planned before anything is sent, and never sent twice.

A row goes from pending to sending to sent. Telegram knows no key by which a message that is sent again would be known
again, so a row whose outcome was never heard of is *uncertain*: an administrator is shown it, and decides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, select, update

from verbale.store.schema import deliveries, outbox


class DeliveryState(StrEnum):
    """How a delivery stands; a stopped one is never taken up again."""

    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    DONE = "done"


class RowState(StrEnum):
    """How one message of a delivery stands."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True)
class Delivery:
    """A delivery: what is said about a briefing to many chats.

    ``edition`` is the number of the one that it is about, None where the briefing was withdrawn. ``report_chat_id`` and
    ``report_message_id`` are where its progress is shown. ``ended_at`` is None while it is running or paused.
    """

    id: int
    kind: str
    mode: str
    state: DeliveryState
    briefing: str
    edition: int | None
    made_by: int | None
    report_chat_id: int | None
    report_message_id: int | None
    made_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True)
class OutboxRow:
    """One message of a delivery.

    ``ledger_id`` is the recorded message that it is about, None for an announcement. ``reason`` says why it failed or
    is uncertain. ``message_id`` is what was sent. ``since`` is from when on a digest tells, None for others.
    """

    id: int
    delivery: int
    chat_id: int
    thread_id: int | None
    ledger_id: int | None
    state: RowState
    reason: str | None
    message_id: int | None
    changed_at: datetime
    since: datetime | None = None


@dataclass(frozen=True)
class Counts:
    """How many messages of a delivery stand how."""

    pending: int = 0
    sending: int = 0
    sent: int = 0
    failed: int = 0
    uncertain: int = 0


def plan(
    connection: Connection,
    now: datetime,
    *,
    kind: str,
    mode: str,
    briefing: str,
    edition: int | None,
    made_by: int | None,
    rows: Sequence[tuple[int, int | None, int | None]],
    report_chat_id: int | None = None,
    report_message_id: int | None = None,
    since: Mapping[int, datetime] | None = None,
) -> int:
    """Write a running delivery with all of its ``rows`` (chat, thread, id in the ledger), and return its id.

    ``since``: for a digest, by chat, from when on it tells.

    They are there together or not at all, so that a delivery never goes to a part of its chats.
    """
    planned = connection.execute(
        insert(deliveries).values(
            kind=kind,
            mode=mode,
            state=DeliveryState.RUNNING.value,
            briefing=briefing,
            edition=edition,
            made_by=made_by,
            report_chat_id=report_chat_id,
            report_message_id=report_message_id,
            made_at=now,
        )
    )
    delivery_id: int = next(iter(planned.inserted_primary_key or ()))
    fixed = {"delivery": delivery_id, "state": RowState.PENDING.value, "changed_at": now}
    if rows:
        connection.execute(
            insert(outbox),
            [
                {
                    **fixed,
                    "chat_id": chat_id,
                    "thread_id": thread_id,
                    "ledger_id": ledger_id,
                    "since": (since or {}).get(chat_id),
                }
                for chat_id, thread_id, ledger_id in rows
            ],
        )
    return delivery_id


def read_delivery(connection: Connection, delivery_id: int) -> Delivery | None:
    """The delivery with this id, or None."""
    row = connection.execute(select(deliveries).where(deliveries.c.id == delivery_id)).one_or_none()
    return None if row is None else _delivery(row)


def unfinished(connection: Connection) -> list[Delivery]:
    """The deliveries that are running or paused, oldest first."""
    query = select(deliveries).where(deliveries.c.state.in_([DeliveryState.RUNNING.value, DeliveryState.PAUSED.value]))
    return [_delivery(row) for row in connection.execute(query.order_by(deliveries.c.id))]


def set_state(connection: Connection, delivery_id: int, state: DeliveryState, now: datetime) -> bool:
    """Bring a delivery into another state; False where it is in it already, or its own does not lead there.

    Only a running one is done. One that is done runs again when something of it is to be sent again. A stopped one
    stays stopped, also where its last message is sent at the same time.
    """
    leading_there = [before.value for before in _LEADING_TO[state]]
    ended_at = now if state in {DeliveryState.STOPPED, DeliveryState.DONE} else None
    this = deliveries.c.id == delivery_id, deliveries.c.state.in_(leading_there)
    changed = connection.execute(update(deliveries).where(*this).values(state=state.value, ended_at=ended_at))
    return changed.rowcount == 1


def reported_in(connection: Connection, delivery_id: int, chat_id: int, message_id: int) -> None:
    """Remember the message that shows the progress of a delivery."""
    values = {"report_chat_id": chat_id, "report_message_id": message_id}
    connection.execute(update(deliveries).where(deliveries.c.id == delivery_id).values(values))


def next_rows(connection: Connection, delivery_id: int, most: int) -> list[OutboxRow]:
    """The pending rows of a delivery, ``most`` of them at most; those that could not be reached lately come last."""
    return _rows(connection, delivery_id, [RowState.PENDING], most, order=(outbox.c.changed_at, outbox.c.id))


def problems(connection: Connection, delivery_id: int, most: int) -> list[OutboxRow]:
    """The rows of a delivery that failed or are uncertain, ``most`` of them at most, oldest first."""
    return _rows(connection, delivery_id, [RowState.FAILED, RowState.UNCERTAIN], most, order=(outbox.c.id,))


def counts(connection: Connection, delivery_id: int) -> Counts:
    """How the rows of a delivery stand."""
    query = select(outbox.c.state, func.count()).where(outbox.c.delivery == delivery_id).group_by(outbox.c.state)
    by_state = {RowState(state): count for state, count in connection.execute(query)}
    return Counts(
        pending=by_state.get(RowState.PENDING, 0),
        sending=by_state.get(RowState.SENDING, 0),
        sent=by_state.get(RowState.SENT, 0),
        failed=by_state.get(RowState.FAILED, 0),
        uncertain=by_state.get(RowState.UNCERTAIN, 0),
    )


def sending(connection: Connection, row_id: int) -> bool:
    """Say that a row is about to be sent; False where it was not pending. Nothing is sent before this is committed."""
    this = _in(row_id, RowState.PENDING)
    return connection.execute(update(outbox).where(*this).values(state=RowState.SENDING.value)).rowcount == 1


def sending_once(connection: Connection, row_id: int) -> None:
    """Say that a row that is being sent must not be sent again unless somebody has looked, whatever its delivery."""
    this = _in(row_id, RowState.SENDING)
    connection.execute(update(outbox).where(*this).values(reason="it is not known whether it has arrived"))


def sent(connection: Connection, row_id: int, message_id: int, now: datetime) -> None:
    """A row was sent. That is a fact, whatever was thought of the row."""
    values = {"state": RowState.SENT.value, "reason": None, "message_id": message_id, "changed_at": now}
    connection.execute(update(outbox).where(outbox.c.id == row_id).values(values))


def failed(connection: Connection, row_id: int, reason: str, now: datetime) -> None:
    """A row cannot be delivered: Telegram refused it, or it was not even tried."""
    _end(connection, _in(row_id, RowState.PENDING, RowState.SENDING), RowState.FAILED, reason, now)


def uncertain(connection: Connection, row_id: int, reason: str, now: datetime) -> None:
    """It is not known whether a row that was being sent has arrived."""
    _end(connection, _in(row_id, RowState.SENDING), RowState.UNCERTAIN, reason, now)


def pending_again(connection: Connection, row_id: int, now: datetime) -> None:
    """Send a row again: it is known not to have arrived, or an administrator decided so. One that was sent stays."""
    this = _in(row_id, RowState.SENDING, RowState.FAILED, RowState.UNCERTAIN)
    _end(connection, this, RowState.PENDING, None, now)


def sending_again(connection: Connection, delivery_id: int, now: datetime) -> int:
    """Let the rows of a delivery that an earlier process was sending be sent again, but none of ``sending_once``."""
    left = outbox.c.delivery == delivery_id, outbox.c.state == RowState.SENDING.value, outbox.c.reason.is_(None)
    return _end(connection, left, RowState.PENDING, None, now)


def after_a_crash(connection: Connection, now: datetime) -> int:
    """Call the rows uncertain that an earlier process was sending when it ended, and return how many they are.

    To be called before this process sends anything, and while no other one does.
    """
    left = (outbox.c.state == RowState.SENDING.value,)
    return _end(connection, left, RowState.UNCERTAIN, "the program ended while it was being sent", now)


def of_chat_moved(connection: Connection, old_id: int, new_id: int) -> None:
    """Send what is pending for a group to the supergroup that it became. Doing it again changes nothing.

    An announcement that has a row for the supergroup, too, goes there once: the pending row of the group is deleted.
    """
    if old_id == new_id:
        return
    theirs = outbox.c.chat_id == old_id, outbox.c.state == RowState.PENDING.value
    has_its_own = select(outbox.c.delivery).where(outbox.c.chat_id == new_id, outbox.c.ledger_id.is_(None))
    connection.execute(delete(outbox).where(*theirs, outbox.c.ledger_id.is_(None), outbox.c.delivery.in_(has_its_own)))
    connection.execute(update(outbox).where(*theirs).values(chat_id=new_id))


_LEADING_TO: Mapping[DeliveryState, tuple[DeliveryState, ...]] = {
    DeliveryState.RUNNING: (DeliveryState.PAUSED, DeliveryState.DONE),
    DeliveryState.PAUSED: (DeliveryState.RUNNING,),
    DeliveryState.STOPPED: (DeliveryState.RUNNING, DeliveryState.PAUSED),
    DeliveryState.DONE: (DeliveryState.RUNNING,),
}


def _in(row_id: int, *states: RowState) -> tuple[ColumnElement[bool], ...]:
    return outbox.c.id == row_id, outbox.c.state.in_([state.value for state in states])


def _end(
    connection: Connection, which: tuple[ColumnElement[bool], ...], state: RowState, reason: str | None, now: datetime
) -> int:
    values = {"state": state.value, "reason": reason, "changed_at": now}
    return connection.execute(update(outbox).where(*which).values(values)).rowcount


def _rows(
    connection: Connection,
    delivery_id: int,
    states: Sequence[RowState],
    most: int,
    order: tuple[ColumnElement[Any], ...],
) -> list[OutboxRow]:
    query = select(outbox).where(
        outbox.c.delivery == delivery_id, outbox.c.state.in_([state.value for state in states])
    )
    return [_row(row) for row in connection.execute(query.order_by(*order).limit(most))]


def _delivery(row: Row[tuple[object, ...]]) -> Delivery:
    return Delivery(
        id=row.id,
        kind=row.kind,
        mode=row.mode,
        state=DeliveryState(row.state),
        briefing=row.briefing,
        edition=row.edition,
        made_by=row.made_by,
        report_chat_id=row.report_chat_id,
        report_message_id=row.report_message_id,
        made_at=row.made_at,
        ended_at=row.ended_at,
    )


def _row(row: Row[tuple[object, ...]]) -> OutboxRow:
    return OutboxRow(
        id=row.id,
        delivery=row.delivery,
        chat_id=row.chat_id,
        thread_id=row.thread_id,
        ledger_id=row.ledger_id,
        state=RowState(row.state),
        reason=row.reason,
        message_id=row.message_id,
        changed_at=row.changed_at,
        since=row.since,
    )
