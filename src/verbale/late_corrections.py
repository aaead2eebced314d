"""What arrives in a chat when the correction of it was planned already is corrected with the others."""

from datetime import datetime

from sqlalchemy import Connection, insert, select

from verbale.corrections import CORRECTION
from verbale.store import outbox
from verbale.store.briefings import read_briefing
from verbale.store.delivery import Delivery, DeliveryState, RowState
from verbale.store.ledger import Said
from verbale.store.schema import deliveries, ledger
from verbale.store.schema import outbox as rows


def join_correction(connection: Connection, said: Said, now: datetime) -> list[Delivery]:
    """Give a message that was recorded just now to the deliveries that correct what it quotes; those deliveries.

    They are those that were chosen for the present edition, or the withdrawal, of its briefings, running or done.
    """
    found = []
    for name in sorted({quote.briefing for quote in said.quotes}):
        briefing = read_briefing(connection, name)
        if briefing is None:
            continue
        target = None if briefing.withdrawn_at is not None else briefing.current_edition
        if all(quote.edition == target for quote in said.quotes if quote.briefing == name):
            continue
        delivery = _correcting(connection, name, target)
        if delivery is not None:
            _add(connection, delivery, said, now)
            found.append(delivery)
    return found


def _correcting(connection: Connection, briefing: str, edition: int | None) -> Delivery | None:
    query = select(deliveries.c.id).where(
        deliveries.c.kind == CORRECTION,
        deliveries.c.briefing == briefing,
        deliveries.c.edition.is_(None) if edition is None else deliveries.c.edition == edition,
        deliveries.c.state.in_([DeliveryState.RUNNING.value, DeliveryState.DONE.value]),
    )
    delivery_id: int | None = connection.scalar(query.order_by(deliveries.c.id.desc()).limit(1))
    return None if delivery_id is None else outbox.read_delivery(connection, delivery_id)


def _add(connection: Connection, delivery: Delivery, said: Said, now: datetime) -> None:
    this = ledger.c.bot_id == said.bot_id, ledger.c.update_id == said.update_id, ledger.c.part == said.part
    connection.execute(
        insert(rows).values(
            delivery=delivery.id,
            chat_id=said.chat_id,
            thread_id=said.thread_id,
            ledger_id=connection.execute(select(ledger.c.id).where(*this)).scalar_one(),
            state=RowState.PENDING.value,
            changed_at=now,
        )
    )
    outbox.set_state(connection, delivery.id, DeliveryState.RUNNING, now)
