"""A recall takes back what was posted: it is deleted, or where that is not possible any more, marked as recalled."""

from functools import partial

from sqlalchemy import Connection, or_, select

from verbale.corrections import CORRECTION
from verbale.store import audit, outbox
from verbale.store.audit import Act
from verbale.store.delivery import Delivery, OutboxRow, RowState, Why
from verbale.store.ledger import recorded, rewrite
from verbale.store.schema import ledger
from verbale.store.schema import outbox as rows
from verbale_bot.messages import message as words
from verbale_bot.telegram.announcing.reporting import report_delivery
from verbale_bot.telegram.announcing.sending_posts import language_of
from verbale_bot.telegram.delivering import Delivered, Failed, Way
from verbale_bot.telegram.desk import Desk
from verbale_bot.telegram.formatted import Formatted
from verbale_bot.telegram.handlers.pressing import Press
from verbale_bot.telegram.office.rights import actor_of
from verbale_bot.telegram.sending import Claim, NotSent, OutOfReach

RECALL = "recall"
"""Kind of a delivery that takes posts back."""


async def press_recall(press: Press) -> None:
    """Take back what was posted, and what corrected it."""
    exchange, delivery_id = press.exchange, press.pressed.number(0)
    now, actor, message_id = exchange.now(), actor_of(exchange), press.message.message_id
    bot_id = exchange.desk.bot.id

    def plan(connection: Connection) -> Delivery | None:
        recalled = outbox.read_delivery(connection, delivery_id)
        if recalled is None or outbox.is_recalled(connection, recalled.id):
            return None
        posts = _posts(connection, recalled, bot_id)
        planned = outbox.plan(
            connection,
            now,
            kind=RECALL,
            mode="delete",
            briefing=recalled.briefing,
            edition=recalled.edition,
            recalls=recalled.id,
            made_by=exchange.user_id,
            rows=posts,
            report_chat_id=exchange.chat_id,
            report_message_id=message_id,
            language=exchange.language,
        )
        audit.append(connection, now, actor, Act.RECALLED, recalled.briefing, {"posts": len(posts)})
        return planned

    delivery = await exchange.desk.state.write(plan)
    if delivery is None:
        await press.toast(None if exchange.is_again else "announce-gone", alert=not exchange.is_again)
        return
    await press.toast()
    exchange.desk.deliveries.put_nowait(delivery)


def _posts(connection: Connection, delivery: Delivery, bot_id: int) -> list[tuple[int, int | None, int | None]]:
    """The chat, thread and ledger id of each post of a delivery, and of each reply that corrected one."""
    posts = (
        select(ledger.c.id)
        .join(rows, ledger.c.update_id == -rows.c.id)
        .where(
            rows.c.delivery == delivery.id,
            rows.c.state == RowState.SENT.value,
            ledger.c.bot_id == bot_id,
            ledger.c.kind == delivery.kind,
        )
    )
    replies = (
        select(ledger.c.id)
        .join(rows, ledger.c.update_id == -rows.c.id)
        .where(rows.c.ledger_id.in_(posts), ledger.c.bot_id == bot_id, ledger.c.kind == CORRECTION)
    )
    found = select(ledger.c.chat_id, ledger.c.thread_id, ledger.c.id).where(
        or_(ledger.c.id.in_(posts), ledger.c.id.in_(replies))
    )
    return [(row.chat_id, row.thread_id, row.id) for row in connection.execute(found.order_by(ledger.c.id))]


async def _take_back(desk: Desk, delivery: Delivery, row: OutboxRow, claim: Claim) -> Delivered:
    """Delete a post; where Telegram no longer lets it be deleted, say in its place that it was recalled."""
    del delivery, claim  # to delete twice does no harm
    ledger_id = row.ledger_id
    said = None if ledger_id is None else await desk.state.read(lambda connection: recorded(connection, ledger_id))
    if said is None or said.chat_id is None or said.message_id is None:
        raise Failed(Why.NOT_KNOWN)
    chat_id, message_id = said.chat_id, said.message_id
    try:
        await desk.sender.delete(chat_id, message_id)
    except OutOfReach:
        raise
    except NotSent:
        language = await desk.state.read(lambda connection: language_of(connection, chat_id))
        text = words("news-recalled-post", language or desk.default_language)
        await desk.sender.edit(chat_id, message_id, Formatted(text))
    # What is gone quotes nothing any more, and is corrected no more.
    gone = partial(rewrite, chat_id=chat_id, message_id=message_id, answer_id=None, first=0, quotes=())
    return Delivered(message_id, gone)


RECALLING = Way(_take_back, report_delivery)
