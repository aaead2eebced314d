"""Groups: the bot is added and introduces itself, and is removed; a group becomes a supergroup."""

import logging
from datetime import datetime

from sqlalchemy import Connection
from telegram import ChatMember, ChatMemberRestricted, ChatMemberUpdated
from telegram.constants import ChatType
from telegram.error import TelegramError

from verbale.store import subscriptions
from verbale.store.chats import read_chat, set_introduced
from verbale_bot.telegram.exchange import Exchange
from verbale_bot.telegram.formatted import joined
from verbale_bot.telegram.handlers.channels import channel_changed
from verbale_bot.telegram.rendering import BETWEEN

logger = logging.getLogger(__name__)

REMOVED = "the bot was removed from the group"
PRESENT = frozenset({ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER})


async def membership_changed(exchange: Exchange) -> None:
    """The bot was added to a chat, given other rights, or removed."""
    changed = exchange.update.my_chat_member
    if changed is not None and changed.chat.type == ChatType.CHANNEL:
        await channel_changed(exchange, changed)
    if changed is None or not exchange.is_group:
        return
    if not _is_present(changed.new_chat_member):
        await _leave(exchange)
    elif not await _is_introduced(exchange):
        await _introduce(exchange, changed)


async def migrated(exchange: Exchange) -> None:
    """A group became a supergroup, with another id: what was chosen and said moves along. Both chats tell it."""
    message = exchange.message
    if message.migrate_to_chat_id is not None:
        await exchange.desk.move(message.chat.id, message.migrate_to_chat_id)
    elif message.migrate_from_chat_id is not None:
        await exchange.desk.move(message.migrate_from_chat_id, message.chat.id)


async def _leave(exchange: Exchange) -> None:
    """Whoever adds it again some day is told again what it is; nothing is announced until they ask for it."""
    now, chat_id = exchange.now(), exchange.chat_id

    def leave(connection: Connection) -> None:
        set_introduced(connection, chat_id, None)
        # A group that has become a supergroup is left by everybody, and nobody has left.
        if not exchange.is_moved:
            subscriptions.end(connection, chat_id, now, REMOVED)

    await exchange.desk.state.write(leave)


def _is_present(member: ChatMember) -> bool:
    # Restrictions outlast a departure.
    return member.is_member if isinstance(member, ChatMemberRestricted) else member.status in PRESENT


async def _is_introduced(exchange: Exchange) -> bool:
    def read(connection: Connection) -> datetime | None:
        return read_chat(connection, exchange.chat_id).introduced_at

    # After a restart in the middle of it the words were perhaps not said yet: say() knows.
    return await exchange.desk.state.read(read) is not None


async def _introduce(exchange: Exchange, changed: ChatMemberUpdated) -> None:
    """Say what the bot is, and where it cannot hear what is meant for it, why not, to those who can change that."""
    is_administrator = changed.new_chat_member.status == ChatMember.ADMINISTRATOR
    parts = [exchange.words("group-hello")]
    if not is_administrator and not await _hears_everything(exchange):
        parts.append(exchange.words("group-privacy-mode"))
    await exchange.say(joined(parts, BETWEEN))
    now = exchange.now()
    await exchange.desk.state.write(lambda connection: set_introduced(connection, exchange.chat_id, now))


async def _hears_everything(exchange: Exchange) -> bool:
    """Whether privacy mode is off: asked anew, as whoever switches it off adds the bot again to a running program."""
    bot = exchange.desk.bot
    try:
        await bot.get_me()
    except TelegramError as error:
        logger.warning("getMe failed, privacy mode is taken to be as at the start: %s", type(error).__name__)
    return bot.can_read_all_group_messages
