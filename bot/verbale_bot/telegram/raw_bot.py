"""A bot that gives updates as Telegram writes them: what is kept is what came, whatever the library makes of it."""

from typing import Any

from telegram.ext import ExtBot

READ_SLACK_SECONDS = 10.0
"""So much longer than Telegram holds a poll is its answer waited for."""
MOST_UPDATES = 100


class RawBot(ExtBot[None]):
    """python-telegram-bot's bot, with updates as plain JSON values."""

    async def raw_updates(
        self, offset: int | None, timeout_seconds: int, allowed: list[str], limit: int = MOST_UPDATES
    ) -> list[dict[str, Any]]:
        """getUpdates: those from ``offset`` on, waited for up to ``timeout_seconds``; earlier ones are acknowledged.

        Raises:
            TelegramError: as all methods of the bot.
        """
        parameters: dict[str, Any] = {"timeout": timeout_seconds, "limit": limit, "allowed_updates": allowed}
        if offset is not None:
            parameters["offset"] = offset
        updates: list[dict[str, Any]] = await self._post(
            "getUpdates", parameters, read_timeout=timeout_seconds + READ_SLACK_SECONDS
        )
        return updates
