"""Receiving updates by long polling."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from verbale.errors import VerbaleError
from verbale_bot.telegram.raw_bot import RawBot
from verbale_bot.telegram.sending import SLACK_SECONDS, Sleep, seconds

logger = logging.getLogger(__name__)

POLL_SECONDS = 25
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
CONFLICT_PAUSE_SECONDS = 5.0


class Polling:
    """Asks Telegram for updates, again and again, and hands them to ``receive`` before they are acknowledged."""

    def __init__(
        self,
        bot: RawBot,
        receive: Callable[[Sequence[dict[str, Any]]], Awaitable[None]],
        allowed_updates: list[str],
        has_room: Callable[[], Awaitable[None]],
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._bot = bot
        self._has_room = has_room
        self._receive = receive
        self._allowed_updates = allowed_updates
        self._sleep = sleep
        self._offset: int | None = None
        self._failures = 0

    async def run(self) -> None:
        """Poll until cancelled.

        Raises:
            InvalidToken: Telegram does not know the token, or does not any more.
        """
        while True:
            await self._has_room()
            try:
                updates = await self._bot.raw_updates(self._offset, POLL_SECONDS, self._allowed_updates)
            except InvalidToken:
                raise
            except TelegramError as error:
                await self._sleep(self._pause_after(error))
                continue
            if self._failures:
                logger.info("Telegram answers again")
                self._failures = 0
            if not updates:
                continue
            try:
                await self._receive(updates)
            except VerbaleError:
                # Telegram is not told: it will give them again.
                logger.exception("updates could not be kept")
                await self._sleep(LONGEST_PAUSE_SECONDS / 6)
                continue
            self._offset = max(update["update_id"] for update in updates) + 1

    async def acknowledge(self) -> None:
        """Tell Telegram what was received, so that the next start does not get it again."""
        if self._offset is None:
            return
        try:
            await self._bot.raw_updates(self._offset, 0, self._allowed_updates, limit=1)
        except TelegramError as error:
            logger.warning("the last updates could not be acknowledged: %s", error)

    def _pause_after(self, error: TelegramError) -> float:
        """Log what went wrong, and say for how many seconds to wait."""
        self._failures += 1
        if isinstance(error, RetryAfter):
            return seconds(error.retry_after) + SLACK_SECONDS
        if isinstance(error, Conflict):
            logger.error("Another program polls with the same token: stop one of the two. Telegram says: %s", error)
            return CONFLICT_PAUSE_SECONDS
        if isinstance(error, TimedOut):
            logger.warning("getUpdates timed out")
        elif isinstance(error, NetworkError):
            logger.warning("Telegram cannot be reached: %s", error)
        else:
            logger.error("getUpdates failed: %s", error)
        return min(FIRST_PAUSE_SECONDS * 2.0 ** min(self._failures - 1, 10), LONGEST_PAUSE_SECONDS)
