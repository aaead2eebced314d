"""Every method that the server knows, with its parameters, as data."""

from dataclasses import dataclass, field

from telegram.constants import UpdateType

from botapi.object_shapes import (
    CAPTION,
    CHAT_ACTIONS,
    COMMAND_SCOPE,
    COMMANDS,
    ENTITIES,
    INLINE_KEYBOARD,
    INLINE_RESULTS,
    INLINE_RESULTS_BUTTON,
    LANGUAGE_CODE,
    LINK_PREVIEW,
    MENU_BUTTON,
    MESSAGE_TEXT,
    REACTIONS,
    REPLY_MARKUP,
    REPLY_PARAMETERS,
)
from botapi.shapes import Boolean, ChatId, Choice, File, Integer, ListOf, Shape, Text

UPDATE_TYPES = tuple(str(kind.value) for kind in UpdateType)
MESSAGE_ID = Integer(1)
CHAT = {"chat_id": ChatId()}

# Names that Telegram took once, or still takes, and that this project must not use, each with the reason.
REFUSED_PARAMETERS = {
    "parse_mode": "this project builds messages with entities, so that nothing has to be escaped",
    "disable_web_page_preview": "an old name: link_preview_options",
    "reply_to_message_id": "an old name: reply_parameters",
    "allow_sending_without_reply": "an old name: reply_parameters.allow_sending_without_reply",
    "thumb_url": "an old name: thumbnail_url",
}


@dataclass(frozen=True)
class Method:
    """The parameters of one method."""

    required: dict[str, Shape] = field(default_factory=dict)
    optional: dict[str, Shape] = field(default_factory=dict)


SENDING: dict[str, Shape] = {
    "message_thread_id": Integer(1),
    "disable_notification": Boolean(),
    "protect_content": Boolean(),
    "reply_parameters": REPLY_PARAMETERS,
    "reply_markup": REPLY_MARKUP,
    "message_effect_id": Text(1),
    "allow_paid_broadcast": Boolean(),
}
CAPTIONED: dict[str, Shape] = {**SENDING, "caption": CAPTION, "caption_entities": ENTITIES}
# Either chat_id with message_id, or inline_message_id: editing.py holds them against each other.
EDITED: dict[str, Shape] = {
    "chat_id": ChatId(),
    "message_id": MESSAGE_ID,
    "inline_message_id": Text(1),
    "reply_markup": INLINE_KEYBOARD,
}
SCOPED: dict[str, Shape] = {"scope": COMMAND_SCOPE, "language_code": LANGUAGE_CODE}
IN_LANGUAGE: dict[str, Shape] = {"language_code": LANGUAGE_CODE}

METHODS: dict[str, Method] = {
    "getMe": Method(),
    "close": Method(),
    "logOut": Method(),
    "getUpdates": Method(
        optional={
            "offset": Integer(),
            "limit": Integer(1, 100),
            "timeout": Integer(0),
            "allowed_updates": ListOf(Choice(words=UPDATE_TYPES)),
        }
    ),
    "setWebhook": Method(
        required={"url": Text(0, 2048)},
        optional={
            "certificate": File(),
            "ip_address": Text(),
            "max_connections": Integer(1, 100),
            "allowed_updates": ListOf(Choice(words=UPDATE_TYPES)),
            "drop_pending_updates": Boolean(),
            "secret_token": Text(1, 256, pattern="[A-Za-z0-9_-]+"),
        },
    ),
    "deleteWebhook": Method(optional={"drop_pending_updates": Boolean()}),
    "getWebhookInfo": Method(),
    "sendMessage": Method(
        required={**CHAT, "text": MESSAGE_TEXT},
        optional={**SENDING, "entities": ENTITIES, "link_preview_options": LINK_PREVIEW},
    ),
    "sendPhoto": Method(
        required={**CHAT, "photo": File()},
        optional={**CAPTIONED, "has_spoiler": Boolean(), "show_caption_above_media": Boolean()},
    ),
    "sendDocument": Method(
        required={**CHAT, "document": File()},
        optional={**CAPTIONED, "thumbnail": File(), "disable_content_type_detection": Boolean()},
    ),
    "sendChatAction": Method(
        required={**CHAT, "action": Choice(words=CHAT_ACTIONS)}, optional={"message_thread_id": Integer(1)}
    ),
    "setMessageReaction": Method(
        required={**CHAT, "message_id": MESSAGE_ID}, optional={"reaction": REACTIONS, "is_big": Boolean()}
    ),
    "editMessageText": Method(
        required={"text": MESSAGE_TEXT}, optional={**EDITED, "entities": ENTITIES, "link_preview_options": LINK_PREVIEW}
    ),
    "editMessageCaption": Method(
        optional={
            **EDITED,
            "caption": CAPTION,
            "caption_entities": ENTITIES,
            "show_caption_above_media": Boolean(),
        }
    ),
    "editMessageReplyMarkup": Method(optional=EDITED),
    "deleteMessage": Method(required={**CHAT, "message_id": MESSAGE_ID}),
    "deleteMessages": Method(required={**CHAT, "message_ids": ListOf(MESSAGE_ID, 1, 100)}),
    "pinChatMessage": Method(required={**CHAT, "message_id": MESSAGE_ID}, optional={"disable_notification": Boolean()}),
    "unpinChatMessage": Method(required={**CHAT}, optional={"message_id": MESSAGE_ID}),
    "answerCallbackQuery": Method(
        required={"callback_query_id": Text(1)},
        optional={
            "text": Text(0, 200, long_says="MESSAGE_TOO_LONG"),
            "show_alert": Boolean(),
            "url": Text(1),
            "cache_time": Integer(0),
        },
    ),
    "answerInlineQuery": Method(
        required={"inline_query_id": Text(1), "results": INLINE_RESULTS},
        optional={
            "cache_time": Integer(0),
            "is_personal": Boolean(),
            "next_offset": Text(0, 64, in_bytes=True, long_says="NEXT_OFFSET_INVALID"),
            "button": INLINE_RESULTS_BUTTON,
        },
    ),
    "getFile": Method(required={"file_id": Text(1)}),
    "getChat": Method(required={**CHAT}),
    "getChatMember": Method(required={**CHAT, "user_id": Integer(1)}),
    "getChatAdministrators": Method(required={**CHAT}, optional={"return_bots": Boolean()}),
    "getChatMemberCount": Method(required={**CHAT}),
    "leaveChat": Method(required={**CHAT}),
    "setMyCommands": Method(required={"commands": COMMANDS}, optional=SCOPED),
    "getMyCommands": Method(optional=SCOPED),
    "deleteMyCommands": Method(optional=SCOPED),
    "setMyName": Method(optional={"name": Text(0, 64), **IN_LANGUAGE}),
    "getMyName": Method(optional=IN_LANGUAGE),
    "setMyDescription": Method(optional={"description": Text(0, 512), **IN_LANGUAGE}),
    "getMyDescription": Method(optional=IN_LANGUAGE),
    "setMyShortDescription": Method(optional={"short_description": Text(0, 120), **IN_LANGUAGE}),
    "getMyShortDescription": Method(optional=IN_LANGUAGE),
    "setChatMenuButton": Method(optional={"chat_id": ChatId(), "menu_button": MENU_BUTTON}),
}
