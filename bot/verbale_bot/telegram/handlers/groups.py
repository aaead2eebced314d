"""Groups: the bot is added and introduces itself; a group becomes a supergroup."""

from datetime import datetime

from sqlalchemy import Connection
from telegram import ChatMember, ChatMemberUpdated

from verbale.store.chats import read_chat, set_introduced
from verbale.store.personal_data import migrate_chat
from verbale_bot.telegram.exchange import Exchange
from verbale_bot.telegram.formatted import joined
from verbale_bot.telegram.rendering import BETWEEN

PRESENT = frozenset({ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER, ChatMember.RESTRICTED})


async def membership_changed(exchange: Exchange) -> None:
    """The bot was added to a chat, given other rights, or removed."""
    changed = exchange.update.my_chat_member
    if changed is None or not exchange.is_group:
        return
    if changed.new_chat_member.status not in PRESENT:
        # Whoever adds it again some day is told again what it is.
        await exchange.desk.state.write(lambda connection: set_introduced(connection, exchange.chat_id, None))
    elif not await _is_introduced(exchange):
        await _introduce(exchange, changed)


async def migrated(exchange: Exchange) -> None:
    """A group became a supergroup, with another id: what was chosen and said moves along. Both chats tell it."""
    message = exchange.message
    if message.migrate_to_chat_id is not None:
        await move_chat(exchange, message.chat.id, message.migrate_to_chat_id)
    elif message.migrate_from_chat_id is not None:
        await move_chat(exchange, message.migrate_from_chat_id, message.chat.id)


async def move_chat(exchange: Exchange, old_id: int, new_id: int) -> None:
    """Move what is kept of a chat to its new id."""
    await exchange.desk.state.write(lambda connection: migrate_chat(connection, old_id, new_id))


async def _is_introduced(exchange: Exchange) -> bool:
    def read(connection: Connection) -> datetime | None:
        return read_chat(connection, exchange.chat_id).introduced_at

    # After a restart in the middle of it the words were perhaps not said yet: say() knows.
    return await exchange.desk.state.read(read) is not None


async def _introduce(exchange: Exchange, changed: ChatMemberUpdated) -> None:
    """Say what the bot is, and where it cannot hear what is meant for it, why not, to those who can change that."""
    is_administrator = changed.new_chat_member.status == ChatMember.ADMINISTRATOR
    parts = [exchange.words("group-hello")]
    if not exchange.desk.bot.can_read_all_group_messages and not is_administrator:
        parts.append(exchange.words("group-privacy-mode"))
    await exchange.say(joined(parts, BETWEEN))
    now = exchange.now()
    await exchange.desk.state.write(lambda connection: set_introduced(connection, exchange.chat_id, now))
