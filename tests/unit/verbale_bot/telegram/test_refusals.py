"""What Telegram's refusals mean."""

import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    TelegramError,
    TimedOut,
)

from verbale.store.delivery import Why
from verbale_bot.telegram.refusals import meaning_of
from verbale_bot.telegram.sending import NotSent, OutOfReach

FORBIDDEN = {
    "bot was blocked by the user": Why.BLOCKED,
    "user is deactivated": Why.BLOCKED,
    "bot can't initiate conversation with a user": Why.BLOCKED,
    "bot can't send messages to bots": Why.BLOCKED,
    "bot was kicked from the group chat": Why.GONE,
    "bot was kicked from the supergroup chat": Why.GONE,
    "bot was kicked from the channel chat": Why.GONE,
    "bot is not a member of the channel chat": Why.GONE,
    "bot is not a member of the supergroup chat": Why.GONE,
    "the group chat was deleted": Why.GONE,
    "CHAT_WRITE_FORBIDDEN": Why.NO_RIGHT,
}
BAD_REQUEST = {
    "chat not found": Why.GONE,
    "group chat was deactivated": Why.GONE,
    "message thread not found": Why.NO_TOPIC,
    "TOPIC_CLOSED": Why.NO_TOPIC,
    "TOPIC_DELETED": Why.NO_TOPIC,
    "not enough rights to send text messages to the chat": Why.NO_RIGHT,
    "have no rights to send a message": Why.NO_RIGHT,
    "need administrator rights in the channel chat": Why.NO_RIGHT,
    "CHAT_WRITE_FORBIDDEN": Why.NO_RIGHT,
    "CHAT_RESTRICTED": Why.NO_RIGHT,
    "CHAT_ADMIN_REQUIRED": Why.NO_RIGHT,
}
OTHER_WORDS = ["message is too long", "message text is empty", "can't parse entities", "PEER_ID_INVALID", ""]


def refused(cause: BaseException | None, error: type[NotSent] = NotSent) -> NotSent:
    """What the sender raises because of what Telegram said."""
    made = error("sendMessage to 42")
    made.__cause__ = cause
    return made


@pytest.mark.parametrize(("words", "why"), FORBIDDEN.items())
def test_what_is_forbidden_has_a_meaning(words: str, why: Why) -> None:
    assert meaning_of(refused(Forbidden(f"Forbidden: {words}"))) is why
    assert meaning_of(refused(Forbidden(words.upper()))) is why


@pytest.mark.parametrize(("words", "why"), BAD_REQUEST.items())
def test_what_is_not_possible_has_a_meaning(words: str, why: Why) -> None:
    """The library takes the beginning away and makes the first letter a capital; other capitals may differ, too."""
    assert meaning_of(refused(BadRequest(f"Bad Request: {words}"))) is why
    assert meaning_of(refused(BadRequest(words.capitalize()))) is why


@pytest.mark.parametrize("words", OTHER_WORDS)
def test_of_other_refusals_only_telegrams_own_words_say_what_they_mean(words: str) -> None:
    assert meaning_of(refused(BadRequest(words))) is None
    assert meaning_of(refused(Forbidden(words))) is None


@pytest.mark.parametrize(
    "cause",
    [
        None,
        TelegramError("Forbidden: bot was blocked by the user"),
        NetworkError("Bad Request: chat not found"),
        TimedOut("chat not found"),
        InvalidToken("bot was blocked by the user"),
        ChatMigrated(-1_005),
        ValueError("chat not found"),
    ],
)
def test_errors_of_other_kinds_mean_nothing_whatever_they_say(cause: BaseException | None) -> None:
    assert meaning_of(refused(cause)) is None
    assert meaning_of(refused(cause, OutOfReach)) is None


def test_the_error_of_telegram_itself_is_no_refusal_of_the_senders() -> None:
    """Only what the sender could not send has a meaning, by its cause."""
    assert meaning_of(Forbidden("Forbidden: bot was blocked by the user")) is None
