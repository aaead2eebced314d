"""What keeps a document from being fetched, in words; of what a site says only a type is repeated."""

import os
import re
from http import HTTPStatus

import aiohttp
from aiohttp.http_exceptions import HttpProcessingError
from yarl import URL

from verbale.intake.fetching import NotFetched
from verbale_bot.fetching.addresses import shown
from verbale_bot.fetching.connecting import AnotherMachine

_TRY_LATER = "Try again later, or save the document and send it as a file."
_SEND_IT = "Open it in a browser, save the document and send it as a file."
_CHECK_IT = "Check the address in a browser."
_NOT_OPEN = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.PAYMENT_REQUIRED, HTTPStatus.FORBIDDEN})
_NOT_THERE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
_FIRST_OF_THE_SITES_OWN_FAULTS = 500
_MEDIA_TYPE = re.compile(r"[a-z0-9.+-]{1,50}/[a-z0-9.+-]{1,80}")
_OF_CONNECTION: tuple[tuple[type[Exception], str, str], ...] = (
    (
        aiohttp.ClientConnectorCertificateError,
        "the site's certificate is not to be trusted",
        "Tell who runs the site; the document can be sent as a file.",
    ),
    (aiohttp.ClientSSLError, "no encrypted connection could be made", _SEND_IT),
    (aiohttp.ClientConnectorError, "no connection could be made", _TRY_LATER),
    (AnotherMachine, "the connection led to another machine than it should", _TRY_LATER),
    (aiohttp.ClientPayloadError, "the site broke off before the document was complete", _TRY_LATER),
    (aiohttp.ClientConnectionError, "the site broke off the connection", _TRY_LATER),
    (Exception, "what the site answered cannot be understood", _SEND_IT),
)
"""By kind of error, the special before the general: what is said, and what to do."""


def of_status(url: URL, status: int) -> NotFetched:
    """For an answer that is no document."""
    named = f"{status} {HTTPStatus(status).phrase}" if status in set(HTTPStatus) else str(status)
    if status in _NOT_THERE:
        return NotFetched(f"{shown(url)}: the site has nothing there ({named}).", _CHECK_IT)
    if status in _NOT_OPEN:
        return NotFetched(f"{shown(url)}: the site does not show it to everybody ({named}).", _SEND_IT)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return NotFetched(f"{shown(url)}: the site was asked too often ({named}).", _TRY_LATER)
    if status >= _FIRST_OF_THE_SITES_OWN_FAULTS:
        return NotFetched(f"{shown(url)}: the site has a fault of its own ({named}).", _TRY_LATER)
    return NotFetched(f"{shown(url)}: the site gave no document ({named}).", _SEND_IT)


def of_connection(url: URL, error: aiohttp.ClientError | HttpProcessingError | AnotherMachine) -> NotFetched:
    """For a connection that was not made, or broke."""
    reason, remedy = next((reason, remedy) for kind, reason, remedy in _OF_CONNECTION if isinstance(error, kind))
    why = ""
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        why = str(getattr(error.certificate_error, "verify_message", "")).rstrip(".")
    elif isinstance(error, aiohttp.ClientConnectorError) and not isinstance(error, aiohttp.ClientSSLError):
        why = os.strerror(error.os_error.errno) if error.os_error.errno else ""
    return NotFetched(f"{shown(url)}: {reason}{f' ({why})' if why else ''}.", remedy)


def of_time(url: URL, timeout_seconds: float) -> NotFetched:
    """For an answer that was not complete in time."""
    return NotFetched(f"{shown(url)}: no complete answer within {timeout_seconds:g} seconds.", _TRY_LATER)


def of_size(url: URL, largest_bytes: int) -> NotFetched:
    """For a document beyond the bound."""
    return NotFetched(
        f"{shown(url)}: it is too large, more than the {largest_bytes:,} bytes that are accepted.",
        "Give the address of a part of it, or save its text alone as a .txt file and send that.",
    )


def of_compression(url: URL) -> NotFetched:
    """For a document whose compression is damaged, or of a kind that was not asked for."""
    return NotFetched(f"{shown(url)}: its compression is damaged or of an unknown kind.", _SEND_IT)


def of_format(url: URL, content_type: str) -> NotFetched:
    """For a document of a kind that is not read; the type is named where it is one."""
    named = f"of the type {content_type}" if _MEDIA_TYPE.fullmatch(content_type) else "of an unknown type"
    return NotFetched(
        f"{shown(url)}: it is {named}; web pages, plain text, Markdown, PDF, Word (.docx) and feeds are read.",
        "Give the address of the text itself, or save it in one of these formats and send it as a file.",
    )


def of_redirects(url: URL, most_redirects: int) -> NotFetched:
    """For an address that leads on and on."""
    return NotFetched(
        f"{shown(url)}: it leads on to another address more than {most_redirects} times.",
        "Open it in a browser and copy the address where it ends.",
    )


def of_lost_redirect(url: URL) -> NotFetched:
    """For a redirect without an address."""
    return NotFetched(f"{shown(url)}: it leads on to another address and does not say to which.", _CHECK_IT)
