"""The server: starts and stops the HTTP side in a thread of its own, and gives tests what they look at."""

import asyncio
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application

from botapi.clock import Clock, SystemClock
from botapi.faults import Faults
from botapi.file_handler import FileHandler
from botapi.http_handlers import ApiHandler, UnknownHandler
from botapi.journal import Call, Violation
from botapi.limits import Limits
from botapi.model import Account
from botapi.polling import Poll, Polling
from botapi.state import State
from botapi.waiting import Waiting
from botapi.webhook import Webhook
from botapi.world import World

TEST_TOKEN = "710000000:TEST-TOKEN-of-a-made-up-bot-0000000"
START_TIMEOUT_SECONDS = 10.0
LARGEST_BODY_BYTES = 60_000_000


class BotApiServer(Waiting):
    """A Bot API server on 127.0.0.1 and the world behind it.

    ``with BotApiServer() as server``: ``server.url`` goes into VERBALE_TELEGRAM_API_URL, ``server.token`` into
    VERBALE_TELEGRAM_TOKEN; ``server.world`` makes people and chats; ``server.faults`` and ``server.limits`` make
    trouble; ``server.violations`` is empty at the end of a test (``server.assert_valid()``).
    """

    def __init__(
        self,
        token: str = TEST_TOKEN,
        *,
        username: str = "verbale_test_bot",
        first_name: str = "Verbale",
        clock: Clock | None = None,
        port: int = 0,
    ) -> None:
        bot = Account(int(token.partition(":")[0]), first_name, username=username, is_bot=True)
        super().__init__(State(token, clock or SystemClock(), bot))
        self.token = token
        self.world = World(self.state)
        self.faults = Faults()
        self.hanging: set[Poll] = set()
        self.polling = Polling(self.state)
        self._port = port
        self._thread: threading.Thread | None = None
        self._ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._webhook: Webhook | None = None

    @property
    def url(self) -> str:
        """Where it listens, for VERBALE_TELEGRAM_API_URL; /bot and /file/bot follow it."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def limits(self) -> Limits:
        """Telegram's limits on sending: ``server.limits.enabled = True`` switches them on."""
        return self.state.limits

    @property
    def webhook(self) -> Webhook:
        """The postman, while the server runs."""
        if self._webhook is None:
            raise RuntimeError("the server is not running")
        return self._webhook

    def start(self) -> Self:
        """Listen; return when connections are accepted."""
        self._thread = threading.Thread(target=self._run, name="bot-api-server", daemon=True)
        self._thread.start()
        if not self._ready.wait(START_TIMEOUT_SECONDS):
            raise RuntimeError("the Bot API server did not start")
        return self

    def stop(self) -> None:
        """Cut all connections and end the thread."""
        if self._loop is not None and self._stop is not None:
            self._loop.call_soon_threadsafe(self._stop.set)
        if self._thread is not None:
            self._thread.join(START_TIMEOUT_SECONDS)
        self._thread = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        self._webhook = Webhook(self.state, self.polling)
        here = {"api": self}
        application = Application(
            [
                (r"/bot([^/]+)/([A-Za-z]+)", ApiHandler, here),
                (r"/file/bot([^/]+)/(.+)", FileHandler, here),
                (r".*", UnknownHandler, here),
            ],
            log_function=lambda _handler: None,
        )
        http = HTTPServer(application, max_buffer_size=LARGEST_BODY_BYTES, max_body_size=LARGEST_BODY_BYTES)
        sockets = bind_sockets(self._port, "127.0.0.1")
        self._port = sockets[0].getsockname()[1]
        http.add_sockets(sockets)
        postman = asyncio.create_task(self._webhook.deliver_forever())
        listener = self._tell_loop(self._loop, self._webhook)
        self.state.updates.on_push.append(listener)
        self._ready.set()
        await self._stop.wait()
        with self.state.changed:
            self.state.updates.on_push.remove(listener)
        http.stop()
        postman.cancel()
        self.polling.abandon()
        for poll in tuple(self.hanging):
            poll.abandon()
        await asyncio.gather(postman, return_exceptions=True)
        await http.close_all_connections()

    def _tell_loop(self, loop: asyncio.AbstractEventLoop, webhook: Webhook) -> Callable[[], None]:
        """A listener that any thread may call when an update came."""

        def wake() -> None:
            self.polling.wake()
            webhook.wake()

        return lambda: (loop.call_soon_threadsafe(wake), None)[1]

    def begin(self, method: str, parameters: dict[str, Any]) -> Call:
        """Write down that a call came in."""
        with self.state.changed:
            calls = self.state.journal.calls
            call = Call(len(calls) + 1, method, parameters, self.state.clock.now(), time.monotonic())
            calls.append(call)
            self.state.changed.notify_all()
            return call

    def finish(self, call: Call | None, status: int | None, description: str | None, result: Any = None) -> None:
        """Write down how it ended; the first end counts."""
        if call is None or call.finished_at is not None:
            return
        with self.state.changed:
            call.finished_at = time.monotonic()
            call.status, call.description, call.result = status, description, result
            self.state.journal.finished[call.method].append(call)
            self.state.changed.notify_all()

    def report(self, violation: Violation) -> None:
        """Remember a call that no correct client makes."""
        with self.state.changed:
            self.state.journal.violations.append(violation)
            self.state.changed.notify_all()

    def crash(self, trace: str) -> None:
        """Remember a fault of this server."""
        with self.state.changed:
            self.state.journal.crashes.append(trace)
