"""Who may post in a channel, asked of Telegram at the moment when it matters."""

from telegram import ChatFullInfo, ChatMember, ChatMemberAdministrator
from telegram.constants import ChatType
from telegram.error import ChatMigrated

from verbale_bot.telegram.desk import Desk
from verbale_bot.telegram.insisting import Call, NotSent, OutOfReach


def may_post_as(member: ChatMember) -> bool:
    """Whether a place in a channel brings the right to post."""
    if isinstance(member, ChatMemberAdministrator):
        return bool(member.can_post_messages)
    return member.status == ChatMember.OWNER


async def may_post(desk: Desk, channel_id: int, user_id: int) -> bool:
    """Whether somebody, or the bot itself, may post in a channel; where Telegram does not say so, they may not.

    Raises:
        OutOfReach: Telegram cannot be asked now.
    """
    try:
        member = await desk.sender.insisting.insist(
            Call(f"getChatMember in {channel_id}"), lambda: desk.bot.get_chat_member(channel_id, user_id)
        )
    except OutOfReach:
        raise
    except (NotSent, ChatMigrated):
        return False
    return may_post_as(member)


async def channel_of(desk: Desk, channel_id: int) -> ChatFullInfo | None:
    """What Telegram says of a channel; None where it says nothing to the bot, or it is none.

    Raises:
        OutOfReach: Telegram cannot be asked now.
    """
    try:
        chat = await desk.sender.insisting.insist(Call(f"getChat {channel_id}"), lambda: desk.bot.get_chat(channel_id))
    except OutOfReach:
        raise
    except (NotSent, ChatMigrated):
        return None
    return chat if chat.type == ChatType.CHANNEL else None
