"""What it means that Telegram refuses a post: the subscription ends, or whoever made it is told what to do."""

import logging

from sqlalchemy import Connection

from verbale.language import Language
from verbale.store import subscriptions
from verbale.store.chats import read_chat
from verbale.store.delivery import OutboxRow, Why
from verbale.store.subscriptions import Subscription
from verbale_bot.messages import message as words
from verbale_bot.telegram.desk import Desk
from verbale_bot.telegram.formatted import Formatted
from verbale_bot.telegram.refusals import meaning_of
from verbale_bot.telegram.rendering import shortened
from verbale_bot.telegram.sending import NotSent, Outgoing

logger = logging.getLogger(__name__)

ENDING = (Why.BLOCKED, Why.GONE)
"""After these nothing more can ever be announced to the chat."""


async def draw_consequences(desk: Desk, row: OutboxRow, error: NotSent) -> None:
    """End the subscription of a chat that is gone; where a group or channel only lost something, tell whose it is."""
    why = meaning_of(error)
    if why is None:
        return
    now, because = desk.clock.now(), str(error.__cause__)

    def read(connection: Connection) -> tuple[Subscription | None, Language | None]:
        found = subscriptions.read(connection, row.chat_id)
        if why in ENDING and subscriptions.end(connection, row.chat_id, now, because):
            logger.info("the subscription of chat %d has ended: %s", row.chat_id, because)
        owner = None if found is None else found.made_by
        return found, None if owner is None else read_chat(connection, owner).language

    subscription, language = await desk.state.write(read)
    if subscription is not None and subscription.is_active and why is not Why.BLOCKED:
        await _tell(desk, subscription, why, language or desk.default_language)


async def _tell(desk: Desk, subscription: Subscription, why: Why, language: Language) -> None:
    if subscription.made_by is None:
        return
    text = words(f"news-lost-{why.value}", language, chat=shortened(subscription.title))
    try:
        await desk.sender.send(Outgoing(subscription.made_by, Formatted(text)))
    except NotSent:
        logger.info("whoever subscribed chat %d cannot be told: %s", subscription.chat_id, why)
