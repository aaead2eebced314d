"""Fetching over HTTP: one request after the other, each to a machine that was checked."""

import asyncio
import logging
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from importlib.metadata import version

import aiohttp
from aiohttp import hdrs
from aiohttp.http_exceptions import HttpProcessingError
from yarl import URL

from verbale.intake import fetching
from verbale.intake.fetching import Fetched, Fetching
from verbale_bot.fetching import addresses, body, failures, formats
from verbale_bot.fetching.addresses import LookUp, Reach, shown
from verbale_bot.fetching.connecting import AnotherMachine, CheckedConnector

logger = logging.getLogger(__name__)

_REDIRECTS = frozenset(
    {
        HTTPStatus.MOVED_PERMANENTLY,
        HTTPStatus.FOUND,
        HTTPStatus.SEE_OTHER,
        HTTPStatus.TEMPORARY_REDIRECT,
        HTTPStatus.PERMANENT_REDIRECT,
    }
)
_PIECE_BYTES = 16_384
"""Decompressed, a piece is at most a thousand times as large: some milliseconds of the event loop."""
_LONGEST_MARK_CHARACTERS = 1000
_SEND_IT = "Save the document and send it as a file."


@dataclass(frozen=True)
class _Wanted:
    """What is asked for at each address on the way."""

    largest_bytes: int
    headers: dict[str, str]

    @property
    def is_conditional(self) -> bool:
        return hdrs.IF_NONE_MATCH in self.headers or hdrs.IF_MODIFIED_SINCE in self.headers


class WebFetching(Fetching):
    """Fetches from http and https addresses.

    Only public machines are connected to, and with ``allow_private`` also this machine and those of private networks:
    each address that a name has must be one, on each redirect anew. ``timeout_seconds`` are for all of it together.
    ``look_up`` and ``is_public`` stand for the system's names and the internet's addresses; ``tls`` for the authorities
    that this system trusts.
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        timeout_seconds: float = 30.0,
        most_redirects: int = 5,
        look_up: LookUp = addresses.look_up,
        is_public: Callable[[str], bool] = fetching.is_public,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._timeout_seconds = timeout_seconds
        self._most_redirects = most_redirects
        self._tls = tls
        self._headers: dict[str, str] = {
            hdrs.USER_AGENT: f"verbale/{version('verbale')}",
            hdrs.ACCEPT: formats.ACCEPT,
            hdrs.ACCEPT_ENCODING: "gzip",
        }
        if allow_private:
            self._reach = Reach(look_up, lambda it: is_public(it) or fetching.is_private(it), _SEND_IT)
        else:
            remedy = f"{_SEND_IT} Where the office publishes on its own network, set VERBALE_FETCH_PRIVATE=True."
            self._reach = Reach(look_up, is_public, remedy)

    async def fetch(
        self, url: str, *, largest_bytes: int, etag: str | None = None, last_modified: str | None = None
    ) -> Fetched | None:
        """The document at an address; see ``Fetching``."""
        first = addresses.parsed(url)
        headers = dict(self._headers)
        if etag is not None:
            headers[hdrs.IF_NONE_MATCH] = etag
        if last_modified is not None:
            headers[hdrs.IF_MODIFIED_SINCE] = last_modified
        try:
            async with asyncio.timeout(self._timeout_seconds):
                return await self._follow(first, _Wanted(largest_bytes, headers))
        except TimeoutError:
            raise failures.of_time(first, self._timeout_seconds) from None

    async def _follow(self, first: URL, wanted: _Wanted) -> Fetched | None:
        url = first
        for _ in range(self._most_redirects + 1):
            answer = await self._ask(url, wanted)
            if not isinstance(answer, URL):
                return answer
            url = answer
        raise failures.of_redirects(first, self._most_redirects)

    async def _ask(self, url: URL, wanted: _Wanted) -> Fetched | URL | None:
        """The document, or the address that the site sends on to, or None where nothing has changed."""
        logger.debug("fetching %s", shown(url))
        connector = CheckedConnector(await addresses.machines(url, self._reach), self._tls)
        try:
            async with (
                aiohttp.ClientSession(
                    connector=connector,
                    cookie_jar=aiohttp.DummyCookieJar(),
                    timeout=aiohttp.ClientTimeout(total=None),
                    auto_decompress=False,
                    trust_env=False,
                ) as session,
                session.get(url, headers=wanted.headers, allow_redirects=False) as response,
            ):
                return await _answer(url, response, wanted)
        except (aiohttp.ClientError, HttpProcessingError, AnotherMachine) as error:
            # Its words, and with it a traceback's, have the whole address in them.
            logger.debug("%s was not fetched: %s", shown(url), type(error).__name__)
            raise failures.of_connection(url, error) from None


async def _answer(url: URL, response: aiohttp.ClientResponse, wanted: _Wanted) -> Fetched | URL | None:
    if response.status in _REDIRECTS:
        location = response.headers.get(hdrs.LOCATION)
        if location is None:
            raise failures.of_lost_redirect(url)
        return addresses.redirected(url, location)
    if response.status == HTTPStatus.NOT_MODIFIED and wanted.is_conditional:
        return None
    if response.status != HTTPStatus.OK:
        raise failures.of_status(url, response.status)
    return await _document(url, response, wanted.largest_bytes)


async def _document(url: URL, response: aiohttp.ClientResponse, largest_bytes: int) -> Fetched:
    """What was given, once it is known to be of a format that is read, and within the bound."""
    content_type = response.content_type.lower() if hdrs.CONTENT_TYPE in response.headers else ""
    encoding = response.headers.get(hdrs.CONTENT_ENCODING, "").strip().lower()
    if encoding not in {"", "identity", "gzip", "x-gzip"}:
        raise failures.of_compression(url)
    if response.content_length is not None and response.content_length > largest_bytes:
        raise failures.of_size(url, largest_bytes)
    try:
        suffix = formats.suffix_from_headers(content_type, url)
        pieces = response.content.iter_chunked(_PIECE_BYTES)
        data = await body.read(pieces, is_gzip="gzip" in encoding, largest_bytes=largest_bytes)
        suffix = suffix or formats.suffix_from_bytes(data)
    except formats.UnknownFormat:
        raise failures.of_format(url, content_type) from None
    except body.TooLarge:
        raise failures.of_size(url, largest_bytes) from None
    except body.BadlyCompressed:
        raise failures.of_compression(url) from None
    data = formats.in_utf8(data, suffix, response.charset)
    if len(data) > largest_bytes:
        raise failures.of_size(url, largest_bytes)
    return Fetched(
        url=str(url.with_fragment(None)),
        file_name=formats.file_name(url, suffix),
        data=data,
        etag=_mark(response, hdrs.ETAG),
        last_modified=_mark(response, hdrs.LAST_MODIFIED),
    )


def _mark(response: aiohttp.ClientResponse, name: str) -> str | None:
    """What the site wants to hear the next time, unless it is too long to be kept or not in plain characters."""
    value = response.headers.get(name)
    if not value or len(value) > _LONGEST_MARK_CHARACTERS or not (value.isascii() and value.isprintable()):
        return None
    return value
