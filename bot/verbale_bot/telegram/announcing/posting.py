"""One post to one chat: with the claim to it, recorded where it arrives, and with what its refusal means."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection
from telegram import InlineKeyboardMarkup

from verbale.briefing import PUBLIC, Briefing, Viewer
from verbale.late_corrections import join_correction
from verbale.quote import Quote
from verbale.store import subscriptions
from verbale.store.audiences import audiences_of
from verbale.store.delivery import Delivery, OutboxRow
from verbale.store.ledger import Said, record_once
from verbale_bot.telegram.announcing.consequences import draw_consequences
from verbale_bot.telegram.delivering import Delivered, Failed
from verbale_bot.telegram.desk import Desk
from verbale_bot.telegram.formatted import Formatted
from verbale_bot.telegram.pace import Priority
from verbale_bot.telegram.sending import Claim, NotSent, Outgoing, OutOfReach


@dataclass(frozen=True)
class Post:
    """What is posted, and all that it quotes; ``kind`` is how the ledger calls it."""

    kind: str
    content: Formatted
    quotes: Sequence[Quote]
    markup: InlineKeyboardMarkup | None


async def deliver_post(desk: Desk, row: OutboxRow, claim: Claim, post: Post) -> Delivered:
    """Post to the chat of a row.

    Raises:
        NotSent, OutOfReach, Uncertain, NotClaimed: as ``Sender.send``.
    """
    outgoing = Outgoing(
        row.chat_id,
        post.content,
        thread=row.thread_id,
        markup=post.markup,
        priority=Priority.ANNOUNCEMENT,
        claim=claim,
    )
    try:
        sent = await desk.sender.send(outgoing)
    except (OutOfReach, Failed):
        raise
    except NotSent as error:
        await draw_consequences(desk, row, error)
        raise
    entry = Said(
        bot_id=desk.bot.id,
        update_id=-row.id,  # below what updates may be called
        part=0,
        kind=post.kind,
        chat_id=sent.chat.id,
        thread_id=row.thread_id if sent.chat.id == row.chat_id else None,
        message_id=sent.message_id,
        inline_message_id=None,
        answer_id=None,
        first=0,
        quotes=tuple(post.quotes),
        sent_at=desk.clock.now(),
    )

    def note(connection: Connection) -> list[Delivery]:
        record_once(connection, entry)
        return join_correction(connection, entry, desk.clock.now())

    return Delivered(sent.message_id, note)


def is_subscribed(connection: Connection, chat_id: int) -> bool:
    """Whether a chat still wants to be told."""
    subscription = subscriptions.read(connection, chat_id)
    return subscription is not None and subscription.is_active


def may_be_told(connection: Connection, chat_id: int, briefing: Briefing, now: datetime) -> bool:
    """Whether all in a chat may see a briefing."""
    audiences = frozenset() if PUBLIC in briefing.audience else audiences_of(connection, chat_id)
    return Viewer(audiences | {PUBLIC}).may_see(briefing, now)
