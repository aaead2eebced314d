"""Connecting to machines that were checked, and to no others."""

import socket
import ssl
from ipaddress import IPv4Address, IPv6Address, ip_address

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.connector import Connection
from aiohttp.tracing import Trace


class AnotherMachine(Exception):
    """A connection that does not lead where it should."""


class CheckedConnector(aiohttp.TCPConnector):
    """Connects to ``machines`` whatever host is asked for, and looks who is there before anything is said."""

    def __init__(self, machines: tuple[IPv4Address | IPv6Address, ...], tls: ssl.SSLContext | None) -> None:
        super().__init__(
            resolver=_AsChecked(machines), use_dns_cache=False, force_close=True, ssl=True if tls is None else tls
        )
        self._machines = machines

    async def connect(
        self,
        req: aiohttp.ClientRequest,
        traces: list[Trace],
        timeout: aiohttp.ClientTimeout,  # noqa: ASYNC109 - the parameter is aiohttp's
    ) -> Connection:
        """A connection to one of the machines.

        Raises:
            AnotherMachine: it leads elsewhere, which a proxy in between or a fault could bring about.
        """
        connection = await super().connect(req, traces, timeout)
        peer = None if connection.transport is None else connection.transport.get_extra_info("peername")
        if peer is None or ip_address(peer[0]) not in self._machines:
            connection.close()
            raise AnotherMachine
        return connection


class _AsChecked(AbstractResolver):
    """Knows the addresses that were checked: the name is not looked up a second time, when it may say another."""

    def __init__(self, machines: tuple[IPv4Address | IPv6Address, ...]) -> None:
        self._machines = machines

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        del family  # of each machine its own
        return [
            ResolveResult(
                hostname=host,
                host=str(machine),
                port=port,
                family=socket.AF_INET if isinstance(machine, IPv4Address) else socket.AF_INET6,
                proto=socket.IPPROTO_TCP,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for machine in self._machines
        ]

    async def close(self) -> None:
        pass
