"""Receiving updates by webhook: Telegram posts them to us, and hears 200 only when they are kept."""

import asyncio
import hmac
import json
import logging
import re
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import count
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from pydantic import SecretStr
from telegram import Bot
from telegram.error import InvalidToken, RetryAfter, TelegramError
from tornado.httpserver import HTTPServer
from tornado.routing import PathMatches
from tornado.web import Application, HTTPError, RequestHandler, stream_request_body

from verbale.errors import VerbaleError
from verbale_bot.telegram.sending import SLACK_SECONDS, Sleep, seconds

logger = logging.getLogger(__name__)

PROOF_HEADER = "X-Telegram-Bot-Api-Secret-Token"
MAX_CONNECTIONS = 40
LARGEST_UPDATE_BYTES = 1_000_000
LARGEST_DRAINED_BYTES = 10_000_000
"""What is larger than an update may be is read and thrown away, so that the sender hears why; beyond this it is cut."""
BODY_SECONDS = 30.0
FULL_RETRY_SECONDS = 5
FINISHING_SECONDS = 2.0
LONGEST_PAUSE_SECONDS = 30.0

Receive = Callable[[list[dict[str, Any]]], Awaitable[None]]


class CannotListen(VerbaleError):
    """The address that the webhook is to listen on is taken, or is not this machine's."""


@dataclass(frozen=True)
class _Desk:
    """What each request needs."""

    secret: bytes = field(repr=False)
    receive: Receive
    is_full: Callable[[], bool]
    busy: "set[asyncio.Task[Any]]" = field(default_factory=set)


class Webhook:
    """Listens for updates and hands each to ``receive``, which keeps it for good before it returns.

    What is refused here, while ``is_full`` or because ``receive`` fails, Telegram posts again later.
    """

    def __init__(
        self,
        bot: Bot,
        receive: Receive,
        *,
        url: str,
        secret: SecretStr,
        listen: str,
        allowed_updates: list[str],
        is_full: Callable[[], bool],
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._bot = bot
        self._url = url
        self._secret = secret
        self._listen = listen
        self._allowed_updates = allowed_updates
        self._sleep = sleep
        self._desk = _Desk(secret.get_secret_value().encode(), receive, is_full)

    async def run(self) -> None:
        """Listen, tell Telegram the address, and receive until cancelled; what comes later waits at Telegram.

        Raises:
            CannotListen: the address to listen on cannot be had.
            InvalidToken: Telegram does not know the token.
        """
        server = self._server()
        try:
            logger.info("listening on %s", self._listen)
            await self._register()
            await asyncio.Event().wait()
        finally:
            server.stop()
            if self._desk.busy:
                # What is being kept at this moment is answered too: Telegram need not send it twice.
                await asyncio.wait(self._desk.busy, timeout=FINISHING_SECONDS)
            await server.close_all_connections()

    async def acknowledge(self) -> None:
        """Nothing to tell: Telegram had its answer with each update."""

    def _server(self) -> HTTPServer:
        path = PathMatches(re.compile(re.escape(urlsplit(self._url).path) + "$"))
        application = Application(
            [(path, _Updates, {"desk": self._desk})],
            default_handler_class=_NothingHere,
            log_function=lambda _handler: None,  # the path may be a secret
        )
        host, _, port = self._listen.rpartition(":")
        try:
            listening = socket.create_server((host, int(port)))
        except OSError as error:
            raise CannotListen(
                f"Cannot listen on {self._listen}: {error.strerror}.", "Choose another VERBALE_WEBHOOK_LISTEN."
            ) from error
        listening.settimeout(0)  # tornado waits for its sockets itself
        server = HTTPServer(application, max_body_size=LARGEST_DRAINED_BYTES, body_timeout=BODY_SECONDS)
        server.add_socket(listening)
        return server

    async def _register(self) -> None:
        """Tell Telegram the address, however long it takes."""
        for attempt in count():
            try:
                await self._bot.set_webhook(
                    self._url,
                    max_connections=MAX_CONNECTIONS,
                    allowed_updates=self._allowed_updates,
                    secret_token=self._secret.get_secret_value(),
                )
            except InvalidToken:
                raise
            except RetryAfter as error:
                pause = seconds(error.retry_after) + SLACK_SECONDS
            except TelegramError as error:
                # Also a refused address: its name may not be known everywhere yet.
                pause = min(2.0 ** min(attempt, 10), LONGEST_PAUSE_SECONDS)
                logger.warning("Telegram does not take the webhook, next attempt in %.0f s: %s", pause, error)
            else:
                return
            await self._sleep(pause)


class _Plain(RequestHandler):
    """Answers without a body, and logs no address and nothing of what was sent."""

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        self.clear_header("Content-Type")

    def write_error(self, status_code: int, **_: Any) -> None:
        if status_code == HTTPStatus.SERVICE_UNAVAILABLE:
            self.set_header("Retry-After", FULL_RETRY_SECONDS)
        self.finish()

    def log_exception(
        self,
        typ: type[BaseException] | None,
        value: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        if isinstance(value, HTTPError):
            logger.info("a request was refused with %d", value.status_code)
            return
        # A database's errors tell what was to be written.
        logger.error("an update could not be kept: %s", "?" if typ is None else typ.__name__)
        logger.debug("why it could not be kept: %s", value, exc_info=tb is not None)


class _NothingHere(_Plain):
    def prepare(self) -> None:
        raise HTTPError(HTTPStatus.NOT_FOUND)


@stream_request_body
class _Updates(_Plain):
    """Takes updates; before the body comes it is looked at who sends it."""

    SUPPORTED_METHODS = ("POST",)
    _desk: _Desk
    _body: bytearray
    _is_too_large: bool

    def initialize(self, desk: _Desk) -> None:
        self._desk = desk
        self._body = bytearray()
        self._is_too_large = False

    def prepare(self) -> None:
        given = self.request.headers.get(PROOF_HEADER)
        # Tornado reads headers as Latin-1.
        if given is None or not hmac.compare_digest(given.encode("latin-1", "replace"), self._desk.secret):
            logger.warning("a request without the right secret was refused")
            raise HTTPError(HTTPStatus.FORBIDDEN)
        if self._desk.is_full():
            raise HTTPError(HTTPStatus.SERVICE_UNAVAILABLE)

    def data_received(self, chunk: bytes) -> None:
        if len(self._body) + len(chunk) > LARGEST_UPDATE_BYTES:
            self._is_too_large = True
            self._body.clear()
        if not self._is_too_large:
            self._body += chunk

    async def post(self) -> None:
        if self._is_too_large:
            raise HTTPError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        update = _parsed(bytes(self._body))
        task = asyncio.current_task()
        if task is not None:
            self._desk.busy.add(task)
            task.add_done_callback(self._desk.busy.discard)
        await self._desk.receive([update])


def _parsed(body: bytes) -> dict[str, Any]:
    """An update; what is none is answered with 400."""
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        update = None
    if not isinstance(update, dict) or type(update.get("update_id")) is not int:
        raise HTTPError(HTTPStatus.BAD_REQUEST)
    return update
