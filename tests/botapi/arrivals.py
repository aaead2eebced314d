"""What reaches the bot: messages (through privacy mode), edits and changes of its own membership."""

from botapi.model import Chat, Member, Message
from botapi.state import State
from botapi.wire import chat_json, member_json, message_json, user_json


def reaches_bot(state: State, chat: Chat, message: Message) -> bool:
    """Whether Telegram shows a message to the bot: https://core.telegram.org/bots/features#privacy-mode."""
    if message.sender_id == state.bot.id and not message.service:
        return False
    member = state.bot_member(chat)
    if chat.type == "private":
        return not state.accounts[chat.id].blocked
    if member is None or not member.is_present:
        return False
    if message.sender_id is not None and _is_other_bot(state, message.sender_id):
        return False
    always = chat.type == "channel" or bool(message.service) or message.via_bot
    sees_all = state.profile.can_read_all_group_messages or member.is_admin
    return always or sees_all or _meant_for_bot(state, chat, message)


def _is_other_bot(state: State, sender_id: int) -> bool:
    sender = state.accounts[sender_id]
    # Telegram lends its own bots' names to anonymous administrators and to channels.
    return sender.is_bot and sender.username not in {"GroupAnonymousBot", "Channel_Bot", state.bot.username}


def _meant_for_bot(state: State, chat: Chat, message: Message) -> bool:
    name = f"@{state.bot.username}".lower()
    for entity in (*message.entities, *message.detected):
        text = entity.of(message.text).lower()
        if entity.type == "bot_command":
            if text.endswith(name) or ("@" not in text and chat.last_bot_id in {None, state.bot.id}):
                return True
        elif state.profile.mentions_pass_privacy and (text == name or entity.user_id == state.bot.id):
            return True
    replied = chat.messages.get(message.reply_to or 0)
    return replied is not None and replied.sender_id == state.bot.id and not replied.service


def arrive(state: State, chat: Chat, message: Message, *, edited: bool = False) -> None:
    """Write a person's message down and give it to the bot, if Telegram would."""
    if reaches_bot(state, chat, message):
        kind = "channel_post" if chat.type == "channel" else "message"
        kind = f"edited_{kind}" if edited else kind
        message.update_id = state.updates.push(kind, message_json(state, message))
    state.record("edit" if edited else ("service" if message.service else "message"), message)


def service_message(state: State, chat: Chat, sender_id: int | None, **fields: object) -> Message:
    """A line in the chat that nobody typed: somebody came, the group became a supergroup."""
    message = state.new_message(chat, sender_id=sender_id)
    message.service = fields
    if chat.type == "channel":
        message.sender_chat_id = chat.id
    arrive(state, chat, message)
    return message


def change_bot_member(state: State, chat: Chat, actor_id: int, new: Member) -> None:
    """Give the bot another place in a chat and tell it."""
    old = chat.members.get(state.bot.id) or Member(state.bot.id, "left")
    chat.members[state.bot.id] = new
    push_my_chat_member(state, chat, actor_id, old, new)


def push_my_chat_member(state: State, chat: Chat, actor_id: int, old: Member, new: Member) -> None:
    """Tell the bot of the change."""
    payload = {
        "chat": chat_json(state, chat),
        "from": user_json(state.accounts[actor_id]),
        "date": int(state.clock.now()),
        "old_chat_member": member_json(state, old),
        "new_chat_member": member_json(state, new),
    }
    state.updates.push("my_chat_member", payload)
    state.changed.notify_all()
