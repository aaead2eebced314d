"""The objects that parameters are made of, as data: entities, keyboards, replies, inline results, scopes."""

from telegram.constants import (
    BotCommandLimit,
    ChatAction,
    InlineKeyboardButtonLimit,
    InlineKeyboardMarkupLimit,
    MessageEntityType,
    MessageLimit,
)

from botapi.shapes import Boolean, ByKey, ChatId, Choice, Integer, ListOf, Shape, Struct, Tagged, Text

ENTITY_TYPES = tuple(sorted(str(kind.value) for kind in MessageEntityType))
CHAT_ACTIONS = tuple(str(action.value) for action in ChatAction)
LANGUAGE_CODE = Text(pattern="([a-z]{2})?")
# A host without a dot is not taken for a link by Telegram.
HTTP_URL = Text(minimum=1, maximum=2048, pattern=r"https?://[^\s/?#.]+\.\S+", long_says="URL is too long")
# What a link or a button may open: pages, and Telegram's own places.
LINK_URL = Text(minimum=1, maximum=2048, pattern=r"https?://[^\s/?#.]+\.\S+|tg://\S+", empty_says="URL is empty")

USER = Struct(
    required={"id": Integer(1)},
    optional={
        "is_bot": Boolean(),
        "first_name": Text(),
        "last_name": Text(),
        "username": Text(),
        "language_code": Text(),
        "is_premium": Boolean(),
    },
)
ENTITY = Struct(
    required={"type": Choice(words=ENTITY_TYPES), "offset": Integer(0), "length": Integer(1)},
    optional={
        "url": LINK_URL,
        "user": USER,
        "language": Text(1, 64),
        "custom_emoji_id": Text(1, 64),
        "unix_time": Integer(0),
        "date_time_format": Text(1, 64),
    },
)
ENTITIES = ListOf(ENTITY, maximum=int(MessageLimit.MESSAGE_ENTITIES), long_says="too many entities")

# Telegram measures them after it has trimmed them: formatted.py does.
MESSAGE_TEXT = Text()
CAPTION = Text()

LINK_PREVIEW = Struct(
    optional={
        "is_disabled": Boolean(),
        "url": HTTP_URL,
        "prefer_small_media": Boolean(),
        "prefer_large_media": Boolean(),
        "show_above_text": Boolean(),
    }
)
REPLY_PARAMETERS = Struct(
    required={"message_id": Integer(1)},
    optional={
        "chat_id": ChatId(),
        "allow_sending_without_reply": Boolean(),
        "quote": Text(1, 1024, empty_says="QUOTE_TEXT_INVALID", long_says="QUOTE_TEXT_INVALID"),
        "quote_entities": ENTITIES,
        "quote_position": Integer(0),
    },
)

BUTTON_ACTIONS: dict[str, Shape] = {
    "url": LINK_URL,
    "callback_data": Text(
        int(InlineKeyboardButtonLimit.MIN_CALLBACK_DATA),
        int(InlineKeyboardButtonLimit.MAX_CALLBACK_DATA),
        in_bytes=True,
        empty_says="BUTTON_DATA_INVALID",
        long_says="BUTTON_DATA_INVALID",
    ),
    "switch_inline_query": Text(0, 256),
    "switch_inline_query_current_chat": Text(0, 256),
    "switch_inline_query_chosen_chat": Struct(
        optional={
            "query": Text(0, 256),
            "allow_user_chats": Boolean(),
            "allow_bot_chats": Boolean(),
            "allow_group_chats": Boolean(),
            "allow_channel_chats": Boolean(),
        }
    ),
    "copy_text": Struct(
        required={
            "text": Text(int(InlineKeyboardButtonLimit.MIN_COPY_TEXT), int(InlineKeyboardButtonLimit.MAX_COPY_TEXT))
        }
    ),
}
INLINE_BUTTON = Struct(
    required={"text": Text(1, 256, empty_says="text buttons must be non-empty", pattern=r"(?s).*\S.*")},
    optional={
        **BUTTON_ACTIONS,
        "style": Choice(words=("danger", "success", "primary")),
        "icon_custom_emoji_id": Text(1, 64),
    },
    exactly_one=tuple(BUTTON_ACTIONS),
)
INLINE_KEYBOARD = Struct(
    required={
        "inline_keyboard": ListOf(
            ListOf(INLINE_BUTTON, minimum=1, maximum=int(InlineKeyboardMarkupLimit.BUTTONS_PER_ROW)),
            maximum=int(InlineKeyboardMarkupLimit.TOTAL_BUTTON_NUMBER),
            long_says="reply markup is too long",
        )
    }
)
KEY = Struct(required={"text": Text(1, 256)}, optional={"request_contact": Boolean(), "request_location": Boolean()})
REPLY_MARKUP = ByKey(
    {
        "inline_keyboard": INLINE_KEYBOARD,
        "keyboard": Struct(
            required={"keyboard": ListOf(ListOf(KEY, 1, 12), 1)},
            optional={
                "is_persistent": Boolean(),
                "resize_keyboard": Boolean(),
                "one_time_keyboard": Boolean(),
                "input_field_placeholder": Text(1, 64),
                "selective": Boolean(),
            },
        ),
        "remove_keyboard": Struct(required={"remove_keyboard": Boolean()}, optional={"selective": Boolean()}),
        "force_reply": Struct(
            required={"force_reply": Boolean()},
            optional={"input_field_placeholder": Text(1, 64), "selective": Boolean()},
        ),
    }
)

INPUT_MESSAGE_CONTENT = Struct(
    required={"message_text": MESSAGE_TEXT}, optional={"entities": ENTITIES, "link_preview_options": LINK_PREVIEW}
)
INLINE_RESULTS = ListOf(
    Tagged(
        "type",
        {
            "article": Struct(
                required={
                    "type": Choice(words=("article",)),
                    "id": Text(1, 64, in_bytes=True, empty_says="RESULT_ID_EMPTY", long_says="RESULT_ID_INVALID"),
                    "title": Text(1, 1024, empty_says="RESULT_TITLE_EMPTY"),
                    "input_message_content": INPUT_MESSAGE_CONTENT,
                },
                optional={
                    "reply_markup": INLINE_KEYBOARD,
                    "url": HTTP_URL,
                    "description": Text(0, 4096),
                    "thumbnail_url": HTTP_URL,
                    "thumbnail_width": Integer(1),
                    "thumbnail_height": Integer(1),
                },
            )
        },
    ),
    maximum=50,
    long_says="RESULTS_TOO_MUCH",
)
INLINE_RESULTS_BUTTON = Struct(
    required={"text": Text(1, 256), "start_parameter": Text(1, 64, pattern="[A-Za-z0-9_-]+")}
)

REACTIONS = ListOf(
    Tagged("type", {"emoji": Struct(required={"type": Choice(words=("emoji",)), "emoji": Text(1, 16)})}),
    maximum=1,
    long_says="REACTIONS_TOO_MANY",
)

COMMANDS = ListOf(
    Struct(
        required={
            "command": Text(1, int(BotCommandLimit.MAX_COMMAND), pattern="[a-z0-9_]+"),
            "description": Text(
                int(BotCommandLimit.MIN_DESCRIPTION),
                int(BotCommandLimit.MAX_DESCRIPTION),
                empty_says="BOT_COMMAND_DESCRIPTION_INVALID",
                long_says="BOT_COMMAND_DESCRIPTION_INVALID",
            ),
        }
    ),
    maximum=int(BotCommandLimit.MAX_COMMAND_NUMBER),
    long_says="BOT_COMMANDS_TOO_MUCH",
)


def _scope(kind: str, **fields: Shape) -> Struct:
    return Struct(required={"type": Choice(words=(kind,)), **fields})


COMMAND_SCOPE = Tagged(
    "type",
    {
        "default": _scope("default"),
        "all_private_chats": _scope("all_private_chats"),
        "all_group_chats": _scope("all_group_chats"),
        "all_chat_administrators": _scope("all_chat_administrators"),
        "chat": _scope("chat", chat_id=ChatId()),
        "chat_administrators": _scope("chat_administrators", chat_id=ChatId()),
        "chat_member": _scope("chat_member", chat_id=ChatId(), user_id=Integer(1)),
    },
)
MENU_BUTTON = Tagged("type", {"commands": _scope("commands"), "default": _scope("default")})
