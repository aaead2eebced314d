"""What is to be sent to many chats: planned before anything is sent, and never sent twice.

A row goes from pending to sending to sent. Telegram knows no key by which a message that is sent again would be known
again, so a row whose outcome was never heard of is *uncertain*: an administrator is shown it, and decides.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, func, insert, or_, select, update

from verbale.language import Language
from verbale.store.delivery import UNFINISHED, Counts, Delivery, DeliveryState, OutboxRow, RowState, Why
from verbale.store.schema import deliveries, outbox

RECALLED = select(deliveries.c.recalls).where(deliveries.c.recalls.is_not(None))
"""The ids of the deliveries whose messages were taken back, or are being."""


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
    recalls: int | None = None,
    language: Language | None = None,
    since: Mapping[int, datetime] | None = None,
) -> Delivery:
    """Write a running delivery with all of its ``rows`` (chat, thread, id in the ledger), and return it.

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
            recalls=recalls,
            language=None if language is None else language.value,
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
    written = connection.execute(select(deliveries).where(deliveries.c.id == delivery_id)).one()
    return _delivery(written)


def read_delivery(connection: Connection, delivery_id: int) -> Delivery | None:
    """The delivery with this id, or None."""
    row = connection.execute(select(deliveries).where(deliveries.c.id == delivery_id)).one_or_none()
    return None if row is None else _delivery(row)


def unfinished(connection: Connection) -> list[Delivery]:
    """The deliveries that are running or paused, oldest first."""
    query = select(deliveries).where(deliveries.c.state.in_([state.value for state in UNFINISHED]))
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


def finish(connection: Connection, delivery_id: int, now: datetime) -> bool:
    """Call a running delivery done; False where it is not running, or something of it is still to be sent."""
    is_left = select(outbox.c.id).where(outbox.c.delivery == delivery_id, outbox.c.state == RowState.PENDING.value)
    if connection.scalar(is_left.limit(1)) is not None:
        return False
    return set_state(connection, delivery_id, DeliveryState.DONE, now)


def reported_in(connection: Connection, delivery: Delivery) -> None:
    """Remember the message, given with the delivery, that shows its progress."""
    values = {"report_chat_id": delivery.report_chat_id, "report_message_id": delivery.report_message_id}
    connection.execute(update(deliveries).where(deliveries.c.id == delivery.id).values(values))


def chat_of(connection: Connection, row: OutboxRow) -> int:
    """The chat that a row goes to by now: a group may have become a supergroup since the row was read."""
    chat_id: int | None = connection.scalar(select(outbox.c.chat_id).where(outbox.c.id == row.id))
    return row.chat_id if chat_id is None else chat_id


def is_recalled(connection: Connection, delivery_id: int) -> bool:
    """Whether the messages of a delivery were taken back, or are being."""
    query = select(deliveries.c.id).where(deliveries.c.recalls == delivery_id)
    return connection.scalar(query.limit(1)) is not None


def told_of(connection: Connection, kind: str, briefing: str, edition: int) -> frozenset[int]:
    """The chats that a delivery of this kind has told of an edition, perhaps told, or is going to tell.

    What was recalled is as if it had never been said; a stopped delivery is not going to say anything.
    """
    said = outbox.c.state.in_([RowState.SENT.value, RowState.SENDING.value, RowState.UNCERTAIN.value])
    is_going_to = and_(
        outbox.c.state == RowState.PENDING.value, deliveries.c.state.in_([state.value for state in UNFINISHED])
    )
    query = (
        select(outbox.c.chat_id)
        .join(deliveries, deliveries.c.id == outbox.c.delivery)
        .where(deliveries.c.kind == kind, deliveries.c.briefing == briefing, deliveries.c.edition == edition)
        .where(deliveries.c.id.not_in(RECALLED), or_(said, is_going_to))
    )
    return frozenset(connection.scalars(query))


def next_rows(connection: Connection, delivery_id: int, most: int) -> list[OutboxRow]:
    """The pending rows of a delivery, ``most`` of them at most; those that could not be reached lately come last."""
    return _rows(connection, delivery_id, [RowState.PENDING], most, order=(outbox.c.changed_at, outbox.c.id))


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


def claim(connection: Connection, row_id: int) -> bool:
    """Say that a row is being sent; False where it is not to be. Nothing is sent before this is committed.

    It is not to be sent where it is not pending any more, or its delivery was paused or stopped meanwhile.
    """
    is_running = select(deliveries.c.id).where(deliveries.c.state == DeliveryState.RUNNING.value)
    this = *_in(row_id, RowState.PENDING), outbox.c.delivery.in_(is_running)
    return connection.execute(update(outbox).where(*this).values(state=RowState.SENDING.value)).rowcount == 1


def give_back(connection: Connection, row_id: int, now: datetime) -> None:
    """A row is known not to have arrived, and is to be sent after all others."""
    _end(connection, _in(row_id, RowState.PENDING, RowState.SENDING), RowState.PENDING, None, now)


def sent(connection: Connection, row_id: int, message_id: int, now: datetime) -> None:
    """A row was sent. That is a fact, whatever was thought of the row."""
    values = {"state": RowState.SENT.value, "reason": None, "message_id": message_id, "changed_at": now}
    connection.execute(update(outbox).where(outbox.c.id == row_id).values(values))


def failed(connection: Connection, row_id: int, reason: str, now: datetime) -> None:
    """A row that is not being sent cannot be delivered: Telegram refused it, or it was not even tried."""
    _end(connection, _in(row_id, RowState.PENDING), RowState.FAILED, reason, now)


def uncertain(connection: Connection, row_id: int, reason: str, now: datetime) -> None:
    """It is not known whether a row that was being sent has arrived."""
    _end(connection, _in(row_id, RowState.SENDING), RowState.UNCERTAIN, reason, now)


def uncertain_again(connection: Connection, delivery_id: int, now: datetime) -> int:
    """Send again what is uncertain: somebody has looked, and it has not arrived. How many rows that are."""
    theirs = outbox.c.delivery == delivery_id, outbox.c.state == RowState.UNCERTAIN.value
    return _end(connection, theirs, RowState.PENDING, None, now)


def interrupted(connection: Connection, now: datetime, delivery_id: int | None = None) -> int:
    """Call the rows uncertain, of one delivery or of all, that were being sent when that was interrupted; how many.

    To be called while nobody sends any of them.
    """
    this = () if delivery_id is None else (outbox.c.delivery == delivery_id,)
    left = outbox.c.state == RowState.SENDING.value, *this
    return _end(connection, left, RowState.UNCERTAIN, Why.KILLED.value, now)


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
        recalls=row.recalls,
        language=None if row.language is None else Language(row.language),
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
