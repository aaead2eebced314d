"""Methods that put something into a chat."""

import struct
from mimetypes import guess_type
from typing import Any

from telegram.constants import FileSizeLimit, InlineKeyboardMarkupLimit, MessageLimit, ReactionEmoji

from botapi.entities import check_entities
from botapi.errors import ApiError, bad_request, violation
from botapi.formatted import detected, formatted
from botapi.model import Chat, Message, StoredFile
from botapi.reach import find_reachable, find_writable
from botapi.shapes import Upload
from botapi.state import State
from botapi.utf16 import utf16_length
from botapi.wire import message_json

Params = dict[str, Any]
PICTURES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"RIFF": "image/webp"}
# Pixels of width and height together, and how many times the one may be the other.
LARGEST_SIDES = 10_000
LONGEST_RATIO = 20
REACTION_EMOJI = frozenset(str(emoji.value) for emoji in ReactionEmoji)


def check_markup(markup: dict[str, Any] | None) -> dict[str, Any] | None:
    """Count the buttons of all rows together; no rows at all is no keyboard."""
    rows = (markup or {}).get("inline_keyboard")
    if rows is not None and sum(map(len, rows)) > int(InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER):
        raise violation("reply_markup: more than 100 buttons", "reply markup is too long")
    return None if rows == [] else markup


def send_message(state: State, p: Params) -> Any:
    """sendMessage: a text."""
    text, entities = formatted(p["text"], p.get("entities", []))
    chat = find_writable(state, p["chat_id"], p.get("message_thread_id"))
    message = _post(state, chat, p, text)
    message.entities = entities
    message.detected = detected(text, entities)
    message.link_preview_options = p.get("link_preview_options")
    return _done(state, message)


def send_photo(state: State, p: Params) -> Any:
    """sendPhoto: a picture."""
    return _send_file(state, p, "photo")


def send_document(state: State, p: Params) -> Any:
    """sendDocument: any file."""
    return _send_file(state, p, "document")


def _send_file(state: State, p: Params, kind: str) -> Any:
    caption_limit = int(MessageLimit.CAPTION_LENGTH)
    text, entities = formatted(p.get("caption", ""), p.get("caption_entities", []), limit=caption_limit)
    chat = find_writable(state, p["chat_id"], p.get("message_thread_id"), what=f"{kind}s")
    file = _file(state, p[kind], kind)
    message = _post(state, chat, p, text)
    message.entities, message.detected = entities, detected(text, entities)
    message.file = file
    return _done(state, message)


def _file(state: State, given: Upload | str, kind: str) -> StoredFile:
    if isinstance(given, str):
        if given in state.files:
            return state.files[given]
        if given.startswith(("http://", "https://")):
            # Nothing leaves the machine from here.
            raise bad_request("failed to get HTTP URL content")
        raise violation(f"{kind}: no file has this file_id", "wrong file identifier/HTTP URL specified")
    if not given.content:
        raise violation(f"{kind}: the file is empty", "file must be non-empty")
    limit = int(FileSizeLimit.PHOTOSIZE_UPLOAD if kind == "photo" else FileSizeLimit.FILESIZE_UPLOAD)
    if len(given.content) > limit:
        raise ApiError(413, "Request Entity Too Large", violation=f"{kind}: more than {limit} bytes")
    picture_type = next((mime for start, mime in PICTURES.items() if given.content.startswith(start)), None)
    if kind == "photo":
        _check_picture(given.content, picture_type)
    mime_type = picture_type or guess_type(given.file_name)[0] or "application/octet-stream"
    return state.new_file(kind, given.file_name, mime_type, given.content)


def _check_picture(content: bytes, picture_type: str | None) -> None:
    if picture_type is None:
        raise violation("photo: neither PNG, JPEG nor WebP", "IMAGE_PROCESS_FAILED")
    if content[12:16] != b"IHDR":
        # Of other pictures the size is not looked for.
        return
    sides = struct.unpack(">II", content[16:24])
    if sum(sides) > LARGEST_SIDES or max(sides) > LONGEST_RATIO * min(sides):
        raise violation(f"photo: {sides[0]} x {sides[1]} pixels", "PHOTO_INVALID_DIMENSIONS")


def _post(state: State, chat: Chat, p: Params, text: str) -> Message:
    markup = check_markup(p.get("reply_markup"))
    replied, quote = _reply(chat, p.get("reply_parameters"))
    thread_id = p.get("message_thread_id")
    if replied is not None and chat.is_forum:
        if thread_id is not None and replied.thread_id != thread_id:
            raise violation("reply_parameters: the message is in another topic", "message to be replied not found")
        thread_id = replied.thread_id
    state.limits.take(chat.id, state.clock.now(), is_group=chat.type != "private")
    message = state.new_message(chat, sender_id=None if chat.type == "channel" else state.bot.id, text=text)
    if chat.type == "channel":
        message.sender_chat_id = chat.id
    message.by_bot = True
    message.thread_id = thread_id
    message.markup = markup
    message.disable_notification = p.get("disable_notification", False)
    if replied is not None:
        message.reply_to = replied.message_id
        message.quote = quote
        message.quote_position = None if quote is None else utf16_length(replied.text[: replied.text.find(quote)])
    chat.last_bot_id = state.bot.id
    return message


def _reply(chat: Chat, given: dict[str, Any] | None) -> tuple[Message | None, str | None]:
    """The message replied to and the part of it that is quoted."""
    if given is None:
        return None, None
    if given.get("chat_id", chat.id) not in {chat.id, str(chat.id), f"@{chat.username}"}:
        raise violation("reply_parameters.chat_id: this project replies within a chat", "chat not found")
    replied = chat.messages.get(given["message_id"])
    if replied is None or replied.deleted:
        if given.get("allow_sending_without_reply", False):
            return None, None
        raise bad_request("message to be replied not found")
    quote = given.get("quote")
    if quote is None:
        return replied, None
    check_entities(given.get("quote_entities", []), quote)
    if quote in replied.text:
        return replied, quote
    if any(quote in version for version in replied.versions):
        # Its author edited the message meanwhile: nobody could know.
        raise bad_request("QUOTE_TEXT_INVALID")
    raise violation(f"reply_parameters.quote: {quote!r} is not in the message", "QUOTE_TEXT_INVALID")


def _done(state: State, message: Message) -> Any:
    state.record("message", message, who=state.bot.first_name)
    return message_json(state, message)


def send_chat_action(state: State, p: Params) -> bool:
    """sendChatAction: typing and the like."""
    chat = find_writable(state, p["chat_id"], p.get("message_thread_id"))
    state.chat_actions.append((chat.id, p["action"], p.get("message_thread_id"), state.clock.now()))
    state.changed.notify_all()
    return True


def set_message_reaction(state: State, p: Params) -> bool:
    """setMessageReaction: an emoji under somebody's message."""
    chat = find_reachable(state, p["chat_id"])
    message = chat.messages.get(p["message_id"])
    if message is None or message.deleted:
        raise bad_request("message to react not found")
    emoji = next((reaction["emoji"] for reaction in p.get("reaction", [])), None)
    if emoji is not None and emoji not in REACTION_EMOJI:
        raise violation(f"reaction: {emoji!r} is not among the reactions of Telegram", "REACTION_INVALID")
    if message.service:
        raise bad_request("message can't be reacted")
    message.reaction = emoji
    state.record("reaction", message, who=state.bot.first_name, text=emoji or "")
    return True


SENDING_HANDLERS = {
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendChatAction": send_chat_action,
    "setMessageReaction": set_message_reaction,
}
