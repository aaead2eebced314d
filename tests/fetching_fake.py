"""Stand-ins for the web: fetching without it, and a web site on this machine."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from verbale.intake.fetching import Fetched, Fetching, NotFetched

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
RawAnswer = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class FakeFetching(Fetching):
    """Gives what was published, keeps to the marks and the bound, and remembers what was asked for."""

    def __init__(self) -> None:
        self._published: dict[str, Fetched | NotFetched] = {}
        self.asked: list[str] = []

    def publish(self, fetched: Fetched | NotFetched, *, at: str) -> None:
        self._published[at] = fetched

    async def fetch(
        self, url: str, *, largest_bytes: int, etag: str | None = None, last_modified: str | None = None
    ) -> Fetched | None:
        self.asked.append(url)
        found = self._published.get(url, NotFetched(f"{url}: the site has nothing there (404 Not Found)."))
        if isinstance(found, NotFetched):
            raise found
        if etag is not None and etag == found.etag:
            return None
        if etag is None and last_modified is not None and last_modified == found.last_modified:
            return None
        if len(found.data) > largest_bytes:
            raise NotFetched(f"{url}: it is too large, more than the {largest_bytes:,} bytes that are accepted.")
        return found


class Site:
    """A web site on 127.0.0.1: what it answers is set by path, and what it was asked is kept."""

    def __init__(self) -> None:
        self.pages: dict[str, Handler] = {}
        self.requests: list[web.Request] = []
        self.port = 0

    def address(self, path: str, host: str = "127.0.0.1", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        """What was asked for, with queries, in order."""
        return [request.path_qs for request in self.requests]

    def page(
        self,
        path: str,
        body: bytes = b"<p>Talks were held.</p>",
        content_type: str | None = "text/html",
        status: int = 200,
        **headers: str,
    ) -> None:
        """Give this body at this path; of header names the underscores stand for hyphens."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if content_type is not None:
            named["Content-Type"] = content_type

        async def give(_: web.Request) -> web.StreamResponse:
            return web.Response(body=body, status=status, headers=named)

        self.pages[path] = give

    def redirect(self, path: str, location: str, status: int = 302) -> None:
        async def lead_on(_: web.Request) -> web.StreamResponse:
            return web.Response(status=status, headers={"Location": location, "Set-Cookie": "who=bot"})

        self.pages[path] = lead_on

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        assert isinstance(request, web.Request)
        self.requests.append(request)
        page = self.pages.get(request.path)
        return await page(request) if page else web.Response(status=404)


@asynccontextmanager
async def serving(tls: ssl.SSLContext | None = None) -> AsyncIterator[Site]:
    """A site while it is up."""
    site = Site()
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", site.answer)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        listening = web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls)
        await listening.start()
        site.port = runner.addresses[0][1]
        yield site
    finally:
        await runner.cleanup()


@asynccontextmanager
async def serving_raw(answer: RawAnswer) -> AsyncIterator[str]:
    """The address of a server that reads a request and then writes whatever it is told to."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            await answer(reader, writer)
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/talks"
