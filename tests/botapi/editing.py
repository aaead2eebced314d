"""Methods that change, remove or pin what is in a chat already."""

from dataclasses import dataclass
from typing import Any

from telegram.constants import MessageLimit

from botapi.entities import Entity
from botapi.errors import bad_request, violation
from botapi.formatted import detected, formatted
from botapi.model import Chat, Message
from botapi.reach import find_reachable
from botapi.sending import Params, check_markup
from botapi.state import State
from botapi.wire import message_json

DELETABLE_SECONDS = 48 * 3600
UNCHANGED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)


def _target(state: State, p: Params) -> Message:
    by_chat = "chat_id" in p and "message_id" in p
    if by_chat == ("inline_message_id" in p) or ("chat_id" in p) != ("message_id" in p):
        raise violation("either chat_id with message_id, or inline_message_id", "message identifier is not specified")
    if not by_chat:
        message = state.inline_messages.get(p["inline_message_id"])
        if message is None or message.deleted:
            raise bad_request("MESSAGE_ID_INVALID")
        return message
    chat = find_reachable(state, p["chat_id"])
    message = chat.messages.get(p["message_id"])
    if message is None or message.deleted:
        raise bad_request("message to edit not found")
    if not is_own(state, chat, message):
        raise violation("the message is somebody else's", "message can't be edited")
    return message


def is_own(state: State, chat: Chat, message: Message) -> bool:
    """Whether the bot may edit it: its own message, or any post of a channel where it has the right."""
    member = state.bot_member(chat)
    return message.by_bot or (chat.type == "channel" and member is not None and member.may("can_edit_messages"))


@dataclass(frozen=True)
class _Content:
    """What an edit replaces as a whole."""

    text: str
    entities: tuple[Entity, ...]
    markup: dict[str, Any] | None
    preview: dict[str, Any] | None


def _apply(state: State, message: Message, p: Params, new: _Content) -> Any:
    if new == _Content(message.text, message.entities, message.markup, message.link_preview_options):
        raise bad_request(UNCHANGED)
    if new.text != message.text:
        message.versions.append(new.text)
    message.text, message.entities = new.text, new.entities
    message.markup, message.link_preview_options = new.markup, new.preview
    message.detected = detected(new.text, new.entities)
    message.edit_date = state.clock.now()
    state.record("edit", message, who=state.bot.first_name)
    return True if "inline_message_id" in p else message_json(state, message)


def edit_message_text(state: State, p: Params) -> Any:
    """editMessageText: another text; the keyboard goes unless it is given again."""
    text, entities = formatted(p["text"], p.get("entities", []))
    message = _target(state, p)
    if message.file is not None:
        raise violation("the message is a file: editMessageCaption", "there is no text in the message to edit")
    markup = check_markup(p.get("reply_markup"))
    return _apply(state, message, p, _Content(text, entities, markup, p.get("link_preview_options")))


def edit_message_caption(state: State, p: Params) -> Any:
    """editMessageCaption: another text under a file."""
    limit = int(MessageLimit.CAPTION_LENGTH)
    text, entities = formatted(p.get("caption", ""), p.get("caption_entities", []), limit=limit)
    message = _target(state, p)
    if message.file is None:
        raise violation("the message is no file: editMessageText", "there is no caption in the message to edit")
    markup = check_markup(p.get("reply_markup"))
    return _apply(state, message, p, _Content(text, entities, markup, message.link_preview_options))


def edit_message_reply_markup(state: State, p: Params) -> Any:
    """editMessageReplyMarkup: another keyboard, or none."""
    message = _target(state, p)
    markup = check_markup(p.get("reply_markup"))
    return _apply(state, message, p, _Content(message.text, message.entities, markup, message.link_preview_options))


def delete_message(state: State, p: Params) -> bool:
    """deleteMessage: gone for everybody."""
    chat = find_reachable(state, p["chat_id"])
    message = chat.messages.get(p["message_id"])
    if message is None or message.deleted:
        raise bad_request("message to delete not found")
    member = state.bot_member(chat)
    may = chat.type == "private" or is_own(state, chat, message)
    if not may and (member is None or not member.may("can_delete_messages")):
        raise bad_request("message can't be deleted")
    if chat.type != "channel" and state.clock.now() - message.date > DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    message.deleted = True
    state.record("delete", message, who=state.bot.first_name)
    return True


def delete_messages(state: State, p: Params) -> bool:
    """deleteMessages: those that are not there are passed over."""
    chat = find_reachable(state, p["chat_id"])
    for message_id in p["message_ids"]:
        message = chat.messages.get(message_id)
        if message is not None and not message.deleted:
            delete_message(state, {"chat_id": chat.id, "message_id": message_id})
    return True


def pin_chat_message(state: State, p: Params) -> bool:
    """pinChatMessage: to the top of the chat."""
    return _pin(state, p, pinned=True)


def unpin_chat_message(state: State, p: Params) -> bool:
    """unpinChatMessage: this one, or the newest pinned."""
    return _pin(state, p, pinned=False)


def _pin(state: State, p: Params, *, pinned: bool) -> bool:
    chat = find_reachable(state, p["chat_id"])
    member = state.bot_member(chat)
    right = "can_edit_messages" if chat.type == "channel" else "can_pin_messages"
    if chat.type != "private" and (member is None or not member.may(right)):
        raise bad_request("not enough rights to manage pinned messages in the chat")
    newest = max((message.message_id for message in chat.messages.values() if message.pinned), default=0)
    message = chat.messages.get(p.get("message_id", newest))
    if message is None or message.deleted:
        raise bad_request("message to pin not found" if pinned else "message to unpin not found")
    message.pinned = pinned
    state.changed.notify_all()
    return True


EDITING_HANDLERS = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
}
