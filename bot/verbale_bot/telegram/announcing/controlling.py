"""Buttons of a delivery: pause, go on, stop, send the uncertain again, recall."""

from sqlalchemy import Connection, select

from verbale.store import audit, outbox
from verbale.store.audit import Act
from verbale.store.outbox import Delivery, DeliveryState, RowState
from verbale.store.schema import ledger
from verbale.store.schema import outbox as rows
from verbale_bot.telegram.announcing.sending_posts import RECALL
from verbale_bot.telegram.handlers.pressing import Press
from verbale_bot.telegram.office.rights import actor_of


async def press_pause(press: Press) -> None:
    """Send no more for now; what is being sent at this moment still arrives."""
    await _set_state(press, DeliveryState.PAUSED)


async def press_resume(press: Press) -> None:
    """Go on."""
    delivery = await _set_state(press, DeliveryState.RUNNING)
    if delivery is not None:
        press.exchange.desk.deliveries.put_nowait(delivery)


async def press_stop_delivery(press: Press) -> None:
    """Send no more, for good."""
    exchange, now, actor = press.exchange, press.exchange.now(), actor_of(press.exchange)
    delivery = await _set_state(press, DeliveryState.STOPPED)
    if delivery is not None:
        await exchange.desk.state.write(
            lambda connection: audit.append(connection, now, actor, Act.ANNOUNCEMENT_STOPPED, delivery.briefing)
        )
        # Whoever reports has perhaps gone already: a paused one has nobody who sends.
        exchange.desk.deliveries.put_nowait(delivery)


async def press_uncertain_again(press: Press) -> None:
    """Somebody has looked: what is uncertain has not arrived, and is sent again."""
    exchange, delivery_id, now = press.exchange, press.pressed.number(0), press.exchange.now()

    def again(connection: Connection) -> Delivery | None:
        uncertain = select(rows.c.id).where(rows.c.delivery == delivery_id, rows.c.state == RowState.UNCERTAIN.value)
        for row_id in connection.scalars(uncertain).all():
            outbox.pending_again(connection, row_id, now)
        outbox.set_state(connection, delivery_id, DeliveryState.RUNNING, now)
        return outbox.read_delivery(connection, delivery_id)

    delivery = await exchange.desk.state.write(again)
    await press.toast()
    if delivery is not None:
        exchange.desk.deliveries.put_nowait(delivery)


async def press_recall(press: Press) -> None:
    """Take back what was posted: it is deleted, or where that is not possible any more, marked as recalled."""
    exchange, delivery_id = press.exchange, press.pressed.number(0)
    now, actor, message_id = exchange.now(), actor_of(exchange), press.message.message_id
    bot_id = exchange.desk.bot.id

    def plan(connection: Connection) -> Delivery | None:
        recalled = outbox.read_delivery(connection, delivery_id)
        if recalled is None:
            return None
        posts = connection.execute(
            select(ledger.c.id, rows.c.chat_id, rows.c.thread_id)
            .join(ledger, ledger.c.update_id == -rows.c.id)
            .where(
                rows.c.delivery == delivery_id,
                rows.c.state == RowState.SENT.value,
                ledger.c.bot_id == bot_id,
                ledger.c.kind == recalled.kind,
            )
            .order_by(rows.c.id)
        ).all()
        planned = outbox.plan(
            connection,
            now,
            kind=RECALL,
            mode="delete",
            briefing=recalled.briefing,
            edition=recalled.edition,
            made_by=exchange.user_id,
            rows=[(post.chat_id, post.thread_id, post.id) for post in posts],
            report_chat_id=exchange.chat_id,
            report_message_id=message_id,
        )
        audit.append(connection, now, actor, Act.RECALLED, recalled.briefing, {"posts": len(posts)})
        return outbox.read_delivery(connection, planned)

    delivery = await exchange.desk.state.write(plan)
    if delivery is None:
        await press.toast("announce-gone", alert=True)
        return
    await press.toast()
    exchange.desk.deliveries.put_nowait(delivery)


async def _set_state(press: Press, state: DeliveryState) -> Delivery | None:
    """Bring the delivery into a state; None, and the person is told, where it no longer leads there."""
    exchange, delivery_id, now = press.exchange, press.pressed.number(0), press.exchange.now()

    def change(connection: Connection) -> Delivery | None:
        changed = outbox.set_state(connection, delivery_id, state, now)
        return outbox.read_delivery(connection, delivery_id) if changed else None

    delivery = await exchange.desk.state.write(change)
    await press.toast(None if delivery is not None else "announce-gone", alert=delivery is None)
    return delivery
