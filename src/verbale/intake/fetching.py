"""The port that brings documents from the web, and which addresses of the internet are everybody's."""

import ipaddress
from dataclasses import dataclass
from typing import Protocol

from verbale.errors import VerbaleError


@dataclass(frozen=True)
class Fetched:
    """A document as a site gave it.

    ``url`` is the final address, after redirects. ``file_name`` is a slug with the suffix of the document's format; it
    is for the readers to choose by and for people to see, and never a path. ``data`` is without compression. ``etag``
    and ``last_modified`` are what the site wants to hear the next time, word for word.
    """

    url: str
    file_name: str
    data: bytes
    etag: str | None
    last_modified: str | None


class NotFetched(VerbaleError):
    """An address that gave no document; ``message`` names it without its query, which may hold a secret."""


class Fetching(Protocol):
    """Brings documents from the web."""

    async def fetch(
        self, url: str, *, largest_bytes: int, etag: str | None = None, last_modified: str | None = None
    ) -> Fetched | None:
        """The document at an address, of at most ``largest_bytes``; None where it has not changed.

        ``etag`` and ``last_modified`` are those of the document as it was fetched before.

        Raises:
            NotFetched: there is no such document, it may not be fetched, or it cannot be used.
        """
        ...


# The registries of special-purpose addresses, with all that they hold: also what is global for a special purpose.
_SPECIAL_IPV4 = tuple(
    map(
        ipaddress.IPv4Network,
        (
            "0.0.0.0/8",  # this network
            "10.0.0.0/8",  # private
            "100.64.0.0/10",  # shared by a provider's customers; one cloud's metadata
            "127.0.0.0/8",  # this machine
            "168.63.129.16/32",  # looks public, but is the host of each virtual machine of one cloud
            "169.254.0.0/16",  # link-local, and the metadata of most clouds
            "172.16.0.0/12",  # private
            "192.0.0.0/24",  # protocol assignments
            "192.0.2.0/24",  # documentation
            "192.88.99.0/24",  # relays of 6to4
            "192.168.0.0/16",  # private
            "198.18.0.0/15",  # measurements
            "198.51.100.0/24",  # documentation
            "203.0.113.0/24",  # documentation
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, and broadcast
        ),
    )
)
# Everything else is link-local, private, multicast, not assigned, or holds an IPv4 address: ::/96, ::ffff:0:0/96,
# 64:ff9b::/96 and 64:ff9b:1::/48.
_ASSIGNED_IPV6 = ipaddress.IPv6Network("2000::/3")
_SPECIAL_IPV6 = tuple(
    map(
        ipaddress.IPv6Network,
        (
            "2001::/23",  # protocol assignments: Teredo, which holds an IPv4 address, and others
            "2001:db8::/32",  # documentation
            "2002::/16",  # 6to4, which holds an IPv4 address
            "3fff::/20",  # documentation
        ),
    )
)
_PRIVATE_IPV4 = tuple(
    map(ipaddress.IPv4Network, ("10.0.0.0/8", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")),
)
_PRIVATE_IPV6 = tuple(map(ipaddress.IPv6Network, ("::1/128", "fc00::/7")))
_METADATA_IPV6 = ipaddress.IPv6Network("fd00:ec2::/32")


def is_public(address: str) -> bool:
    """Whether an IP address is one host's on the public internet.

    False for all others: private, shared, this machine's, link-local, multicast, reserved, for documentation, IPv6
    addresses that hold an IPv4 address, and what is no IP address in its usual form.
    """
    parsed = _parsed(address)
    if isinstance(parsed, ipaddress.IPv4Address):
        return not any(parsed in network for network in _SPECIAL_IPV4)
    if parsed is None:
        return False
    return parsed in _ASSIGNED_IPV6 and not any(parsed in network for network in _SPECIAL_IPV6)


def is_private(address: str) -> bool:
    """Whether an IP address is this machine's or of a private network; the metadata of clouds are neither."""
    parsed = _parsed(address)
    if isinstance(parsed, ipaddress.IPv4Address):
        return any(parsed in network for network in _PRIVATE_IPV4)
    if parsed is None:
        return False
    return any(parsed in network for network in _PRIVATE_IPV6) and parsed not in _METADATA_IPV6


def _parsed(address: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """None for what is no address, and for an address with a zone, which means something on one link alone."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return None
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.scope_id is not None:
        return None
    return parsed
