"""Updates posted to the bot: setWebhook and the postman behind it."""

import asyncio
import json
from typing import Any
from urllib.parse import urlsplit

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest

from botapi.errors import violation
from botapi.polling import TERMINATED_BY_WEBHOOK, Polling
from botapi.state import State, WebhookSettings
from botapi.updates import QueuedUpdate

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
REQUEST_TIMEOUT_SECONDS = 10.0
# Telegram waits longer; a test should not.
FIRST_RETRY_SECONDS = 0.05
LAST_RETRY_SECONDS = 1.0


class Webhook:
    """Posts waiting updates one after the other until each is taken with 2xx; runs on the server's event loop."""

    def __init__(self, state: State, polling: Polling) -> None:
        self._state = state
        self._polling = polling
        self._wake = asyncio.Event()

    def wake(self) -> None:
        """Something came, or the address changed."""
        self._wake.set()

    def set(self, parameters: dict[str, Any]) -> bool:
        """Answer setWebhook; an empty URL deletes it."""
        url = parameters["url"]
        if url:
            parts = urlsplit(url)
            if parts.scheme != "http" or parts.hostname != "127.0.0.1":
                reason = f"url: {url!r}: this server posts only to http://127.0.0.1"
                raise violation(reason, "bad webhook: IP address is reserved")
            self._polling.terminate(TERMINATED_BY_WEBHOOK)
        with self._state.changed:
            self._state.webhook = WebhookSettings(
                url, parameters.get("secret_token"), parameters.get("max_connections", 40)
            )
            self._state.updates.allow(parameters.get("allowed_updates"))
            if parameters.get("drop_pending_updates", False):
                self._state.updates.drop_all()
            self._state.changed.notify_all()
        self.wake()
        return True

    def info(self) -> dict[str, Any]:
        """Answer getWebhookInfo."""
        with self._state.changed:
            settings, queue = self._state.webhook, self._state.updates
            info: dict[str, Any] = {
                "url": settings.url,
                "has_custom_certificate": False,
                "pending_update_count": len(queue.pending),
            }
            if settings.url:
                info |= {"max_connections": settings.max_connections, "ip_address": "127.0.0.1"}
            if settings.last_error_date is not None:
                info["last_error_date"] = int(settings.last_error_date)
                info["last_error_message"] = settings.last_error_message
            if queue.allowed is not None:
                info["allowed_updates"] = sorted(queue.allowed)
            return info

    async def deliver_forever(self) -> None:
        """The postman's round; cancelled when the server stops."""
        client = AsyncHTTPClient(force_instance=True)
        retry_seconds = FIRST_RETRY_SECONDS
        try:
            while True:
                with self._state.changed:
                    settings = self._state.webhook
                    batch = self._state.updates.take(1) if settings.url else []
                if not batch:
                    self._wake.clear()
                    await self._wake.wait()
                elif await self._post(client, settings, batch[0]):
                    retry_seconds = FIRST_RETRY_SECONDS
                else:
                    await asyncio.sleep(retry_seconds)
                    retry_seconds = min(2 * retry_seconds, LAST_RETRY_SECONDS)
        finally:
            client.close()

    async def _post(self, client: AsyncHTTPClient, settings: WebhookSettings, update: QueuedUpdate) -> bool:
        headers = {"Content-Type": "application/json"}
        if settings.secret_token is not None:
            headers[SECRET_HEADER] = settings.secret_token
        request = HTTPRequest(
            settings.url,
            method="POST",
            headers=headers,
            body=json.dumps(update.to_json()),
            request_timeout=REQUEST_TIMEOUT_SECONDS,
        )
        try:
            response = await client.fetch(request, raise_error=False)
        except (OSError, HTTPClientError) as problem:
            # Nobody listens there yet, or the connection broke.
            error: str | None = f"Connection failed: {problem}"
        else:
            error = None if 200 <= response.code < 300 else f"Wrong response from the webhook: {response.code}"
        with self._state.changed:
            if error is None:
                update.confirmed = True
                self._state.updates.pending = [item for item in self._state.updates.pending if item is not update]
            else:
                self._state.webhook.last_error_date = self._state.clock.now()
                self._state.webhook.last_error_message = error
            self._state.changed.notify_all()
        return error is None
