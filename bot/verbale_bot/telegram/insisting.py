"""Calls to Telegram that are made until they succeed: its pace, its refusals, and the failures on the way to it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import TypeVar

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from verbale_bot.telegram.http import NEVER_ARRIVED
from verbale_bot.telegram.pace import LeftAlone, Pace, Priority

logger = logging.getLogger(__name__)

FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
TRYING_SECONDS = 300.0
"""All pauses of one call together; then it is given up."""
LONGEST_WAIT_SECONDS = 120.0
"""A chat that Telegram wants left alone for longer gets nothing now; the log says so."""
SLACK_SECONDS = 0.1

# How Telegram says it, in lower case: python-telegram-bot changes capitals.
TOPIC_IS_GONE = ("message thread not found", "topic_closed", "topic_deleted")

Result = TypeVar("Result")
Sleep = Callable[[float], Awaitable[None]]
OnMigrated = Callable[[int, int], Awaitable[None]]


class NotSent(Exception):
    """Telegram does not take it: the person blocked the bot, the chat or the topic is gone, the message is too long."""


class OutOfReach(NotSent):
    """Given up for now: the network or Telegram fails, or Telegram wants the chat left alone for long.

    What was refused for this reason may be sent later; an announcement has certainly not been sent.
    """


class Uncertain(Exception):
    """Nobody knows whether an announcement was posted; it is not sent again without somebody having looked."""


@dataclass(frozen=True)
class Call:
    """A call for the log and for what is done when it fails: ``posts`` is the priority of what puts something new."""

    what: str
    chat_id: int | None = None
    posts: Priority | None = None


class Insisting:
    """Makes calls until they succeed. An answer that may have been lost is asked for again: better twice than never."""

    def __init__(self, pace: Pace, sleep: Sleep = asyncio.sleep, on_migrated: OnMigrated | None = None) -> None:
        self.pace = pace
        self._sleep = sleep
        self.on_migrated = on_migrated

    async def wherever(self, method: str, chat_id: int, deliver: Callable[[int], Awaitable[Result]]) -> Result:
        """Deliver to a chat, or to the supergroup that it became.

        Raises:
            NotSent, OutOfReach, Uncertain: as ``insist``; also NotSent where the supergroup moved in its turn.
        """
        try:
            return await deliver(chat_id)
        except ChatMigrated as error:
            new = error.new_chat_id
        logger.info("chat %d became %d", chat_id, new)
        if self.on_migrated is not None:
            await self.on_migrated(chat_id, new)
        try:
            return await deliver(new)
        except ChatMigrated as error:
            raise refusal(f"{method} to {new}", error) from error

    async def post(
        self, what: str, chat_id: int, attempt: Callable[[], Awaitable[Result]], priority: Priority = Priority.ANSWER
    ) -> Result:
        """Put something new into a chat, each attempt in its turn.

        Raises:
            NotSent, OutOfReach, Uncertain, ChatMigrated: as ``insist``.
        """

        async def in_turn() -> Result:
            async with self.pace.turn(chat_id, priority=priority):
                return await attempt()

        return await self.insist(Call(what, chat_id, priority), in_turn)

    async def insist(self, call: Call, attempt: Callable[[], Awaitable[Result]]) -> Result:
        """Attempt a call until it succeeds, is refused, or has taken too long.

        Raises:
            NotSent: it is refused; why is in the log.
            OutOfReach: it cannot be done now.
            Uncertain: an announcement may or may not have been posted.
            ChatMigrated: the chat has another id.
        """
        paused_seconds = 0.0
        pauses = (min(FIRST_PAUSE_SECONDS * 2.0**power, LONGEST_PAUSE_SECONDS) for power in count())
        while True:
            try:
                return await attempt()
            except ChatMigrated:
                raise
            except LeftAlone as error:
                logger.warning("%s: %s", call.what, error)
                raise OutOfReach(call.what) from error
            except (Forbidden, BadRequest, InvalidToken) as error:
                raise refusal(call.what, error) from error
            except RetryAfter as error:
                reason: TelegramError = error
                pause = self._wait_asked_for(call, error)
            except TelegramError as error:
                reason = error
                pause = next(pauses)
                _check_doubling(call, error)
                logger.warning("%s: %s; again in %.1f s", call.what, error, pause)
            paused_seconds += pause
            if paused_seconds > TRYING_SECONDS:
                logger.error("%s: given up after %.0f s", call.what, paused_seconds - pause)
                raise OutOfReach(call.what) from reason
            if not isinstance(reason, RetryAfter) or call.chat_id is None:
                await self._sleep(pause)

    def _wait_asked_for(self, call: Call, error: RetryAfter) -> float:
        """For how many seconds to wait; a chat is waited for in its next turn."""
        wait = seconds(error.retry_after)
        logger.warning("%s: Telegram asks to wait %.0f s", call.what, wait)
        if call.chat_id is not None:
            self.pace.refused(call.chat_id, wait + SLACK_SECONDS)
        if wait > LONGEST_WAIT_SECONDS:
            raise OutOfReach(call.what) from error
        return wait + SLACK_SECONDS


def seconds(duration: int | timedelta) -> float:
    """A duration as python-telegram-bot gives it, in seconds."""
    return duration.total_seconds() if isinstance(duration, timedelta) else float(duration)


def says(error: TelegramError, words: str) -> bool:
    """Whether Telegram's description of an error holds ``words``, which are in lower case."""
    return words in error.message.lower()


def refusal(what: str, error: TelegramError) -> NotSent:
    """Log what cannot be done."""
    if isinstance(error, InvalidToken):
        logger.error("%s is not possible: Telegram refuses the token", what)  # its text may hold the token
    elif any(says(error, words) for words in TOPIC_IS_GONE):
        logger.warning("%s is not possible: the topic was closed or deleted", what)
    else:
        logger.warning("%s is not possible: %s", what, error)
    return NotSent(what)


def may_have_arrived(error: TelegramError) -> bool:
    """Whether a call may have been carried out although it failed."""
    # What Telegram itself answers in its own form was not carried out; python-telegram-bot gives other errors a cause.
    # A page of the machine in front of Telegram's, or an answer that was cut off, says nothing about that.
    return error.__cause__ is not None and not isinstance(error.__cause__, NEVER_ARRIVED)


def _check_doubling(call: Call, error: TelegramError) -> None:
    """Raise Uncertain if an announcement may have been posted although the call failed; log it for an answer."""
    if call.posts is None or not may_have_arrived(error):
        return
    if call.posts is Priority.ANNOUNCEMENT:
        logger.warning("%s: nobody knows whether it was posted: %s", call.what, error)
        raise Uncertain(call.what) from error
    logger.warning("%s: mayhap_doubled, for it may have arrived and is sent again", call.what)
