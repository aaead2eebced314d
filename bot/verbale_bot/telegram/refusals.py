"""What it means that Telegram refuses a message: which chat is gone, and which only lost something."""

from telegram.error import BadRequest, Forbidden

from verbale.store.delivery import Why
from verbale_bot.telegram.insisting import TOPIC_IS_GONE

# How Telegram says it, in lower case.
PERSON_IS_GONE = (
    "bot was blocked",
    "user is deactivated",
    "can't initiate conversation",
    "can't send messages to bots",
)
CHAT_IS_GONE = (
    "bot was kicked",
    "bot is not a member",
    "chat not found",
    "group chat was deleted",
    "chat was deactivated",
)
MAY_NOT_WRITE = (
    "not enough rights",
    "have no rights",
    "need administrator rights",
    "chat_write_forbidden",
    "chat_restricted",
    "chat_admin_required",
)
_MEANINGS = (
    (PERSON_IS_GONE, Why.BLOCKED),
    (CHAT_IS_GONE, Why.GONE),
    (TOPIC_IS_GONE, Why.NO_TOPIC),
    (MAY_NOT_WRITE, Why.NO_RIGHT),
)


def meaning_of(error: Exception) -> Why | None:
    """What a refusal of Telegram's means; None where only its own words say it."""
    cause = error.__cause__
    if not isinstance(cause, (Forbidden, BadRequest)):
        return None
    said = cause.message.lower()
    return next((why for words_of_it, why in _MEANINGS if any(one in said for one in words_of_it)), None)
