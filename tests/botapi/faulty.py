"""HTTP handlers whose answers can go wrong as a test planned."""

import asyncio
import json
import socket
import struct
from typing import TYPE_CHECKING, Any, NoReturn

from tornado.http1connection import HTTP1Connection
from tornado.web import RequestHandler

from botapi.faults import Fault
from botapi.journal import Call
from botapi.polling import Poll

if TYPE_CHECKING:
    from botapi.server import BotApiServer


class NoAnswerError(Exception):
    """The connection was cut, or the answer is written: there is nothing to write."""


class FaultyHandler(RequestHandler):
    """One request, answered or not."""

    api: "BotApiServer"
    poll: Poll

    def initialize(self, api: "BotApiServer") -> None:
        """Take the server that this belongs to."""
        self.api = api
        self.poll = Poll()

    def on_connection_close(self) -> None:
        """The client hung up."""
        self.poll.abandon()

    async def fail(self, call: Call, fault: Fault) -> NoReturn:
        """Let a call go wrong; always raises NoAnswerError."""
        if fault.kind == "hang":
            await self.wait(fault.seconds)
        if fault.kind != "answer":
            self.cut()
            raise NoAnswerError
        self.api.finish(call, fault.status, fault.name)
        if fault.location is not None:
            self.set_header("Location", fault.location)
        self.answer(fault.status, fault.body)
        raise NoAnswerError

    async def wait(self, seconds: float) -> None:
        """Wait for so long, or until the client or the server gives up."""
        self.api.hanging.add(self.poll)
        try:
            await asyncio.wait_for(self.poll.wake.wait(), seconds)
        except TimeoutError:
            pass
        finally:
            self.api.hanging.discard(self.poll)

    def cut(self) -> None:
        """Reset the connection."""
        connection = self.request.connection
        if isinstance(connection, HTTP1Connection) and connection.stream.socket is not None:
            # Lingering for no time sends RST rather than FIN.
            linger = struct.pack("ii", 1, 0)
            connection.stream.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            connection.stream.close()
        self._finished = True

    def answer(self, status: int, body: dict[str, Any] | str) -> None:
        """Write an answer: JSON, or a page of HTML."""
        if self.poll.abandoned:
            self.cut()
            return
        self.set_status(status)
        is_page = isinstance(body, str)
        self.set_header("Content-Type", "text/html" if is_page else "application/json")
        self.write(body if is_page else json.dumps(body, ensure_ascii=False))
