"""Receiving updates by long polling."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from verbale_bot.telegram.sending import SLACK_SECONDS, Sleep, seconds

logger = logging.getLogger(__name__)

POLL_SECONDS = 25
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
CONFLICT_PAUSE_SECONDS = 5.0


class Polling:
    """Asks Telegram for updates, again and again, and hands each to ``receive`` before it is acknowledged."""

    def __init__(
        self,
        bot: Bot,
        receive: Callable[[Update], Awaitable[None]],
        allowed_updates: list[str],
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._bot = bot
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
            try:
                updates = await self._bot.get_updates(
                    offset=self._offset, timeout=POLL_SECONDS, allowed_updates=self._allowed_updates
                )
            except InvalidToken:
                raise
            except TelegramError as error:
                await self._sleep(self._pause_after(error))
                continue
            if self._failures:
                logger.info("Telegram answers again")
                self._failures = 0
            for update in updates:
                await self._receive(update)
                self._offset = update.update_id + 1

    async def acknowledge(self) -> None:
        """Tell Telegram what was received, so that the next start does not get it again."""
        if self._offset is None:
            return
        try:
            await self._bot.get_updates(offset=self._offset, timeout=0, limit=1, allowed_updates=self._allowed_updates)
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
