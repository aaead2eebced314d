"""Web addresses: which are followed at all, and which machines they lead to."""

import asyncio
import re
import socket
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import urlsplit

from yarl import URL

from verbale.intake.fetching import NotFetched

LookUp = Callable[[str], Awaitable[Sequence[str]]]
"""From a host's name to its IP addresses; raises OSError where there are none."""

LONGEST_ADDRESS_CHARACTERS = 2000
_LONGEST_SHOWN_CHARACTERS = 200
_BLANK_OR_CONTROL = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]")
_HOST_NAME = re.compile(r"(?=.{1,253}\.?$)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*\.?")
# Where the last part of a name is a number, systems read the whole as an IPv4 address: 127.1, 0x7f000001, 2130706433.
_ENDS_IN_A_NUMBER = re.compile(r"(.*\.)?([0-9]+|0x[0-9a-f]*)\.?")
_COPY_IT = "Copy the address from the browser, beginning with https://."
_SEND_IT = "Open it in a browser, save the document and send it as a file."


@dataclass(frozen=True)
class Reach:
    """Which machines may be connected to; ``remedy`` is for whoever named another."""

    look_up: LookUp
    is_within: Callable[[str], bool]
    remedy: str


async def look_up(name: str) -> Sequence[str]:
    """The addresses of a host, as this system knows them."""
    found = await asyncio.get_running_loop().getaddrinfo(
        name, None, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG
    )
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def shown(url: URL) -> str:
    """An address for people: without query, fragment and what stands before an @, any of which may be secret."""
    bare = url.with_query(None).with_fragment(None)
    bare = bare.with_user(None) if bare.host else bare
    text = bare.human_repr()
    return text if len(text) <= _LONGEST_SHOWN_CHARACTERS else text[: _LONGEST_SHOWN_CHARACTERS - 1] + "…"


def parsed(text: str) -> URL:
    """A web address that may be asked; its host is a name or an IP address in its usual form.

    Raises:
        NotFetched: it is none, or it holds a name or password.
    """
    text = text.strip()
    if len(text) > LONGEST_ADDRESS_CHARACTERS:
        raise NotFetched(
            f"The address is too long: {len(text):,} characters, where {LONGEST_ADDRESS_CHARACTERS:,} are accepted.",
            _COPY_IT,
        )
    if _BLANK_OR_CONTROL.search(text):
        raise NotFetched("The address has a blank or a control character in it.", _COPY_IT)
    try:
        text.encode()  # the parser would leave out what is no character
        url = URL(text)
        has_user = url.raw_user is not None or "@" in urlsplit(text).netloc
    except ValueError:  # what the parser says repeats the text
        raise NotFetched("The address cannot be understood.", _COPY_IT) from None
    if url.scheme not in {"http", "https"}:
        # Of other addresses nothing is repeated: they may hold a whole document.
        raise NotFetched("The address begins with neither https:// nor http://.", _COPY_IT)
    if has_user:
        raise NotFetched(
            f"{shown(url)}: the address holds a user name or a password before the @.",
            "What the bot may read must be open to everybody: give the address without them.",
        )
    _check_host(url)
    return url


def redirected(url: URL, location: str) -> URL:
    """Where a site sends on to from ``url``.

    Raises:
        NotFetched: it is not an address that may be asked, or it gives up the encryption.
    """
    try:
        location.encode()  # a path in an old encoding comes as what is no character
        target = parsed(str(url.join(URL(location))))
    except ValueError:
        raise NotFetched(f"{shown(url)}: it leads on to an address that cannot be understood.", _SEND_IT) from None
    except NotFetched as refused:
        raise NotFetched(f"{shown(url)}: it leads on to another address. {refused.message}", _SEND_IT) from None
    if url.scheme == "https" and target.scheme == "http":
        raise NotFetched(
            f"{shown(url)}: it leads on to {shown(target)}, which is not encrypted.",
            "Give the address that begins with https://, if there is one, or send the document as a file.",
        )
    return target


async def machines(url: URL, reach: Reach) -> tuple[IPv4Address | IPv6Address, ...]:
    """The addresses of the host of a ``parsed`` address, each of them within reach.

    Raises:
        NotFetched: the name is not known, or one of its addresses is out of reach.
    """
    host = _host(url)
    found = [host] if _is_ip_address(host) else await _looked_up(url, host, reach.look_up)
    for address in found:
        if not reach.is_within(address):
            host_has = "its host is" if address == host else f"its host {host} has the address"
            raise NotFetched(f"{shown(url)}: {host_has} {address}, which is not on the public internet.", reach.remedy)
    return tuple(IPv6Address(address) if ":" in address else IPv4Address(address) for address in found)


async def _looked_up(url: URL, host: str, look_up: LookUp) -> Sequence[str]:
    try:
        found = await look_up(host)
    except OSError as error:
        if error.errno == socket.EAI_AGAIN:
            raise NotFetched(
                f"{shown(url)}: the name {host} cannot be looked up at the moment.",
                "Try again later; if it stays, look after the machine's connection to the internet.",
            ) from error
        found = ()
    if not found:
        raise NotFetched(f"{shown(url)}: no host of the name {host} is known.", "Check how the address is written.")
    return found


def _host(url: URL) -> str:
    return url.raw_host or ""


def _check_host(url: URL) -> None:
    host = _host(url)
    if not host:
        raise NotFetched("The address names no host.", _COPY_IT)
    if _is_ip_address(host):
        return
    if not _HOST_NAME.fullmatch(host) or _ENDS_IN_A_NUMBER.fullmatch(host):
        raise NotFetched(
            f"{shown(url)}: its host is neither a name nor an IP address in its usual form.",
            "Copy the address from the browser.",
        )


def _is_ip_address(host: str) -> bool:
    """In its usual form: for IPv4 four decimal numbers without leading noughts; a zone is none."""
    try:
        return IPv6Address(host).scope_id is None if ":" in host else bool(IPv4Address(host).packed)
    except AddressValueError:
        return False
