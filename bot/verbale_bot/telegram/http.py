"""HTTP for python-telegram-bot over aiohttp.

The library's own way, over httpx, costs the event loop 3.3 ms a call on the machine that it was measured on, this one
.5 ms: of a processor that answers two hundred people at once that is a second and more.
"""

from functools import cache
from http import HTTPStatus
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

NEVER_ARRIVED = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.ClientProxyConnectionError)
"""Without a connection there was no request."""
CONNECT_SECONDS = 10.0
WAIT_FOR_CONNECTION_SECONDS = 60.0
"""How long a call waits until one of the connections is free, when very many are being made."""
READ_SECONDS = 20.0
"""Telegram takes its time now and then; who gives up early does not know whether the message was accepted."""
IDLE_SECONDS = 30.0
REFUSAL_BYTES = 65_536
"""So much is read of an answer that is not what was asked for."""


class BodyTooLarge(Exception):
    """What is fetched is larger than it may be; reading has stopped there."""


class HttpRequest(BaseRequest):
    """Keeps up to ``connections`` open. Errors have aiohttp's own as their cause: see ``NEVER_ARRIVED``."""

    def __init__(self, connections: int) -> None:
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """How many seconds an answer is waited for."""
        return READ_SECONDS

    async def initialize(self) -> None:
        """Open the session; nothing is connected yet."""
        if self._session is None or self._session.closed:
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=IDLE_SECONDS)
            # Not trust_env: for each request that would read the user's .netrc in a thread.
            self._session = aiohttp.ClientSession(connector=connector, headers={"User-Agent": self.USER_AGENT})

    async def shutdown(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one request; status and body of its answer.

        Raises:
            TimedOut: no connection, or no answer, in time.
            NetworkError: anything else on the way.
        """
        del write_timeout  # what is written goes into the system's buffers
        within = aiohttp.ClientTimeout(
            connect=_seconds(pool_timeout, WAIT_FOR_CONNECTION_SECONDS),
            sock_connect=_seconds(connect_timeout, CONNECT_SECONDS),
            sock_read=_seconds(read_timeout, READ_SECONDS),
        )
        try:
            return await self.exchange(method, url, _body(request_data), within)
        except TimeoutError as error:
            raise TimedOut from error
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(f"{type(error).__name__}: {error}") from error

    async def fetch(self, url: str, largest_bytes: int, within_seconds: float) -> tuple[int, bytes]:
        """GET an address, and read no more than ``largest_bytes`` of its body; status and body.

        Of an answer other than 200 only the beginning is given. The address may hold the token: no error, nor the
        cause of one, names it.

        Raises:
            BodyTooLarge: there is more.
            TimedOut: no connection or no whole answer within so many seconds, or a long silence before.
            NetworkError: anything else on the way, also a body that breaks off.
        """
        within = aiohttp.ClientTimeout(total=within_seconds, sock_connect=CONNECT_SECONDS, sock_read=READ_SECONDS)
        try:
            return await self._fetch(url, largest_bytes, within)
        except TimeoutError:
            raise TimedOut from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(type(error).__name__) from None

    async def exchange(
        self, method: str, url: str, body: dict[str, str] | aiohttp.FormData | None, within: aiohttp.ClientTimeout
    ) -> tuple[int, bytes]:
        """Send a request and read the answer: its status and body."""
        async with self._opened().request(method, url, data=body, timeout=within, proxy=proxy_for(url)) as response:
            return response.status, await response.read()

    async def _fetch(self, url: str, largest_bytes: int, within: aiohttp.ClientTimeout) -> tuple[int, bytes]:
        # Uncompressed: a few bytes on the way cannot become many here. Not elsewhere: another host gets no token.
        as_it_is = {"Accept-Encoding": "identity"}
        async with self._opened().get(
            url, timeout=within, headers=as_it_is, allow_redirects=False, proxy=proxy_for(url)
        ) as response:
            if response.status != HTTPStatus.OK:
                return response.status, await response.content.read(REFUSAL_BYTES)
            if (response.content_length or 0) > largest_bytes:
                raise BodyTooLarge
            body = bytearray()
            async for piece in response.content.iter_any():
                body += piece
                if len(body) > largest_bytes:
                    raise BodyTooLarge
            return response.status, bytes(body)

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise RuntimeError("the HTTP session is not open yet")
        return self._session


def proxy_for(url: str) -> str | None:
    """The proxy that the environment, or the system, names for an address; None where there is none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None  # whoever is asked for it refuses it
    return _proxy_for(parts.scheme, parts.netloc)


@cache
def _proxy_for(scheme: str, host: str) -> str | None:
    if proxy_bypass(host):
        return None
    proxies = getproxies()
    return proxies.get(scheme) or proxies.get("all")


def _seconds(given: object, otherwise: float) -> float | None:
    """What the library asks for: seconds, None for no limit, or a mark that stands for the default."""
    return given if given is None or isinstance(given, int | float) else otherwise


def _body(request_data: RequestData | None) -> dict[str, str] | aiohttp.FormData | None:
    if request_data is None:
        return None
    parameters: dict[str, str] = request_data.json_parameters
    files: dict[str, Any] = request_data.multipart_data
    if not files:
        return parameters
    # Telegram takes the names of files as they come: percent signs that stand for other letters would stay.
    form = aiohttp.FormData(parameters, quote_fields=False)
    for name, (file_name, content, mime_type) in files.items():
        # From a stream, large content is written piece by piece, and others get their turn in between.
        form.add_field(name, BytesIO(content), filename=file_name, content_type=mime_type)
    return form
