"""Receiving updates by webhook: Telegram posts them to us."""

import asyncio
import logging
from urllib.parse import urlsplit

from pydantic import SecretStr
from telegram import Bot
from telegram.ext import Updater

logger = logging.getLogger(__name__)

FOREVER = -1


class Webhook:
    """Listens for updates and hands each to a queue."""

    def __init__(
        self,
        bot: Bot,
        queue: "asyncio.Queue[object]",
        *,
        url: str,
        secret: SecretStr,
        listen: str,
        allowed_updates: list[str],
    ) -> None:
        self._updater = Updater(bot, queue)
        self._url = url
        self._secret = secret
        self._listen = listen
        self._allowed_updates = allowed_updates

    async def run(self) -> None:
        """Tell Telegram the address, and listen until cancelled; what waits at Telegram meanwhile stays there."""
        host, _, port = self._listen.rpartition(":")
        async with self._updater:
            await self._updater.start_webhook(
                listen=host,
                port=int(port),
                url_path=urlsplit(self._url).path,
                webhook_url=self._url,
                secret_token=self._secret.get_secret_value(),
                allowed_updates=self._allowed_updates,
                bootstrap_retries=FOREVER,
            )
            logger.info("listening on %s", self._listen)
            try:
                await asyncio.Event().wait()
            finally:
                await self._updater.stop()

    async def acknowledge(self) -> None:
        """Nothing to tell: Telegram had its answer with each update."""
