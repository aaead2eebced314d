"""Buttons of a delivery: pause, go on, stop, send the uncertain again."""

from sqlalchemy import Connection

from verbale.store import audit, outbox
from verbale.store.audit import Act
from verbale.store.delivery import Delivery, DeliveryState
from verbale_bot.telegram.handlers.pressing import Press
from verbale_bot.telegram.office.rights import actor_of


async def press_pause(press: Press) -> None:
    """Send no more for now; what is being sent at this moment still arrives."""
    await _set_state(press, DeliveryState.PAUSED)


async def press_resume(press: Press) -> None:
    """Go on."""
    await _set_state(press, DeliveryState.RUNNING)


async def press_stop_delivery(press: Press) -> None:
    """Send no more, for good."""
    await _set_state(press, DeliveryState.STOPPED, Act.ANNOUNCEMENT_STOPPED)


async def press_uncertain_again(press: Press) -> None:
    """Somebody has looked: what is uncertain has not arrived, and is sent again."""
    delivery_id, now = press.pressed.number(0), press.exchange.now()

    def again(connection: Connection) -> Delivery | None:
        outbox.set_state(connection, delivery_id, DeliveryState.RUNNING, now)
        found = outbox.read_delivery(connection, delivery_id)
        if found is None or found.state is not DeliveryState.RUNNING or outbox.is_recalled(connection, delivery_id):
            return None
        outbox.uncertain_again(connection, delivery_id, now)
        return found

    await _go_on(press, await press.exchange.desk.state.write(again))


async def _set_state(press: Press, state: DeliveryState, act: Act | None = None) -> None:
    """Bring the delivery into a state, with an entry of the audit log where that is an ``act``."""
    exchange, delivery_id, now = press.exchange, press.pressed.number(0), press.exchange.now()
    actor = actor_of(exchange)

    def change(connection: Connection) -> Delivery | None:
        changed = outbox.set_state(connection, delivery_id, state, now)
        found = outbox.read_delivery(connection, delivery_id)
        if found is None:
            return None
        if changed and act is not None:
            audit.append(connection, now, actor, act, found.briefing)
        # A press that is handled again, after the program was interrupted, has perhaps done what it can do.
        return found if changed or (exchange.is_again and found.state is state) else None

    await _go_on(press, await exchange.desk.state.write(change))


async def _go_on(press: Press, delivery: Delivery | None) -> None:
    """Let the delivery be looked at once more, also one that nobody sends: its report changes."""
    await press.toast(None if delivery is not None else "announce-gone", alert=delivery is None)
    if delivery is not None:
        press.exchange.desk.deliveries.put_nowait(delivery)
