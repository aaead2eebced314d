"""What is done by itself needs somebody who sees it: a message to one of the owners."""

import logging
from collections.abc import Callable
from functools import partial

from telegram import Message

from verbale.language import Language
from verbale.store.chats import read_chat
from verbale_bot.telegram.desk import Desk
from verbale_bot.telegram.formatted import Formatted
from verbale_bot.telegram.sending import NotSent, Outgoing

logger = logging.getLogger(__name__)


async def tell_an_owner(desk: Desk, text: Callable[[Language], str]) -> Message | None:
    """Write to the first owner who can be written to; None where there is none."""
    for owner in sorted(desk.owners):
        chat = await desk.state.read(partial(read_chat, chat_id=owner))
        try:
            return await desk.sender.send(Outgoing(owner, Formatted(text(chat.language or desk.default_language))))
        except NotSent:
            logger.info("owner %d cannot be written to", owner)
    return None
