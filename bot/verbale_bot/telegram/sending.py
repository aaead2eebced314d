"""Sending to Telegram, through everything that Telegram answers."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from telegram import Bot, LinkPreviewOptions, Message, ReplyParameters
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from verbale_bot.telegram.formatted import Formatted

logger = logging.getLogger(__name__)

ATTEMPTS = 6
FIRST_PAUSE_SECONDS = 0.5
LONGEST_WAIT_SECONDS = 120.0
"""A chat that Telegram wants left alone for longer gets no answer now; the log says so."""
SLACK_SECONDS = 0.1

Result = TypeVar("Result")
Sleep = Callable[[float], Awaitable[None]]


class NotSent(Exception):
    """Telegram does not take a message: the person blocked the bot, the chat is gone, or it stays out of reach."""


class Sender:
    """Sends answers. An answer that may have been lost is sent again: one too many is better than none."""

    def __init__(self, bot: Bot, sleep: Sleep = asyncio.sleep) -> None:
        self._bot = bot
        self._sleep = sleep

    async def send(self, chat_id: int, content: Formatted, reply_to: int | None, thread: int | None = None) -> Message:
        """Send one message.

        Raises:
            NotSent: it cannot be delivered; why is in the log.
        """
        reply = None
        if reply_to is not None:
            # The question may have been deleted meanwhile; its answer is still an answer.
            reply = ReplyParameters(reply_to, allow_sending_without_reply=True)
        return await self._insist(
            f"sendMessage to {chat_id}",
            lambda: self._bot.send_message(
                chat_id,
                content.text,
                entities=content.entities or None,
                reply_parameters=reply,
                message_thread_id=thread,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            ),
        )

    async def show_typing(self, chat_id: int, thread: int | None = None) -> None:
        """Show for about five seconds that an answer is being found; that it fails is no loss."""
        try:
            await self._bot.send_chat_action(chat_id, "typing", message_thread_id=thread)
        except TelegramError as error:
            logger.debug("no typing shown in %s: %s", chat_id, error)

    async def _insist(self, what: str, call: Callable[[], Awaitable[Result]]) -> Result:
        for attempt in range(ATTEMPTS):
            try:
                return await call()
            except RetryAfter as error:
                pause = seconds(error.retry_after) + SLACK_SECONDS
                if pause > LONGEST_WAIT_SECONDS:
                    raise NotSent from _logged(what, error)
                logger.warning("%s: Telegram asks to wait %.1f s", what, pause)
            except (Forbidden, BadRequest, InvalidToken) as error:
                raise NotSent from _logged(what, error)
            except NetworkError as error:  # time-outs and errors of Telegram's own servers, too
                pause = FIRST_PAUSE_SECONDS * 2**attempt
                logger.warning("%s: %s; attempt %d of %d", what, error, attempt + 1, ATTEMPTS)
            except TelegramError as error:
                raise NotSent from _logged(what, error)
            await self._sleep(pause)
        logger.error("%s: given up after %d attempts", what, ATTEMPTS)
        raise NotSent


def _logged(what: str, error: TelegramError) -> TelegramError:
    logger.warning("%s is not possible: %s", what, error)
    return error


def seconds(duration: int | timedelta) -> float:
    """A duration as python-telegram-bot gives it, in seconds."""
    return duration.total_seconds() if isinstance(duration, timedelta) else float(duration)
