"""Fetching from a site on this machine: what is given, what leads on, what is too much, and what fails."""

import asyncio
import gzip
import logging
from collections.abc import AsyncIterator
from importlib.metadata import version

import pytest
from aiohttp import web

from fetching_fake import Site, serving, serving_raw
from verbale.intake.fetching import Fetched, NotFetched
from verbale_bot.fetching.web import WebFetching

LARGEST = 100_000
TRY_LATER = "Try again later, or save the document and send it as a file."


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    async with serving() as site:
        yield site


@pytest.fixture
def web_fetching() -> WebFetching:
    return WebFetching(allow_private=True, timeout_seconds=10)


async def refusal(fetching: WebFetching, url: str, largest_bytes: int = LARGEST) -> NotFetched:
    with pytest.raises(NotFetched) as refused:
        await fetching.fetch(url, largest_bytes=largest_bytes)
    return refused.value


async def test_a_page_is_fetched_with_what_the_site_wants_to_hear_next_time(
    site: Site, web_fetching: WebFetching
) -> None:
    body = "<p>Переговоры прошли в Душанбе.</p>".encode()
    site.page("/talks", body, "text/html; charset=utf-8", ETag='"5-a"', Last_Modified="Tue, 04 Mar 2025 09:00:00 GMT")
    fetched = await web_fetching.fetch(site.address("/talks?id=4#part"), largest_bytes=LARGEST)
    assert fetched == Fetched(
        url=site.address("/talks?id=4"),
        file_name="talks.html",
        data=body,
        etag='"5-a"',
        last_modified="Tue, 04 Mar 2025 09:00:00 GMT",
    )


async def test_the_site_is_told_who_asks_and_nothing_else(site: Site, web_fetching: WebFetching) -> None:
    site.page("/talks")
    await web_fetching.fetch(site.address("/talks"), largest_bytes=LARGEST)
    (request,) = site.requests
    assert request.method == "GET"
    headers = dict(request.headers)
    assert headers.pop("Accept").startswith("text/html, application/xhtml+xml, text/plain, text/markdown, ")
    assert headers == {
        "Host": f"127.0.0.1:{site.port}",
        "User-Agent": f"verbale/{version('verbale')}",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }


async def test_proxies_and_passwords_of_the_environment_are_not_used(
    site: Site, web_fetching: WebFetching, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    netrc = tmp_path_factory.mktemp("home") / "netrc"
    netrc.write_text("machine 127.0.0.1 login anna password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.page("/talks")
    assert await web_fetching.fetch(site.address("/talks"), largest_bytes=LARGEST)
    assert "Authorization" not in site.requests[0].headers


async def test_what_has_not_changed_is_not_fetched_again(site: Site, web_fetching: WebFetching) -> None:
    async def feed(request: web.Request) -> web.StreamResponse:
        unchanged = request.headers.get("If-None-Match") == '"1"' or "If-Modified-Since" in request.headers
        return web.Response(status=304) if unchanged else web.Response(body=b"<rss/>", content_type="text/xml")

    site.pages["/feed"] = feed
    site.redirect("/news.rss", "/feed")
    url = site.address("/news.rss")
    assert await web_fetching.fetch(url, largest_bytes=LARGEST, etag='"1"') is None
    assert await web_fetching.fetch(url, largest_bytes=LARGEST, last_modified="Tue, 04 Mar 2025 09:00:00 GMT") is None
    again = await web_fetching.fetch(url, largest_bytes=LARGEST, etag='"0"')
    assert again is not None
    assert (again.data, again.url, again.file_name) == (b"<rss/>", site.address("/feed"), "127-0-0-1-feed.xml")
    assert site.requests[-1].headers["If-None-Match"] == '"0"'


async def test_not_changed_is_no_answer_to_a_first_question(site: Site, web_fetching: WebFetching) -> None:
    site.page("/talks", b"", status=304)
    refused = await refusal(web_fetching, site.address("/talks"))
    assert refused.message == f"{site.address('/talks')}: the site gave no document (304 Not Modified)."


async def test_marks_that_could_not_be_sent_back_are_not_kept(web_fetching: WebFetching) -> None:
    async def odd(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nETag: "\xff"\r\nContent-Type: text/plain\r\n')
        writer.write(b"Last-Modified: " + b"x" * 1001 + b"\r\n\r\nok")

    async with serving_raw(odd) as url:
        fetched = await web_fetching.fetch(url, largest_bytes=LARGEST)
    assert fetched is not None
    assert (fetched.data, fetched.etag, fetched.last_modified) == (b"ok", None, None)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_redirects_are_followed_to_their_end(site: Site, web_fetching: WebFetching, status: int) -> None:
    site.redirect("/old", "/news/older?n=1", status)
    site.redirect("/news/older", "talks", status)
    site.page("/news/talks", ETag='"7"')
    fetched = await web_fetching.fetch(site.address("/old"), largest_bytes=LARGEST)
    assert fetched == Fetched(site.address("/news/talks"), "talks.html", b"<p>Talks were held.</p>", '"7"', None)
    assert site.paths == ["/old", "/news/older?n=1", "/news/talks"]
    assert all("Cookie" not in request.headers for request in site.requests)


async def test_who_leads_on_too_often_is_left(site: Site) -> None:
    site.redirect("/round", "/round?again=secret")
    refused = await refusal(WebFetching(allow_private=True, most_redirects=3), site.address("/round"))
    assert refused.message == f"{site.address('/round')}: it leads on to another address more than 3 times."
    assert refused.remedy == "Open it in a browser and copy the address where it ends."
    assert len(site.requests) == 4


async def test_the_last_redirect_that_is_allowed_is_followed(site: Site) -> None:
    site.redirect("/1", "/2")
    site.redirect("/2", "/3")
    site.page("/3")
    fetched = await WebFetching(allow_private=True, most_redirects=2).fetch(site.address("/1"), largest_bytes=LARGEST)
    assert fetched is not None
    assert fetched.url == site.address("/3")
    refused = await refusal(WebFetching(allow_private=True, most_redirects=1), site.address("/1"))
    assert "more than 1 times" in refused.message


async def test_a_redirect_to_nowhere(site: Site, web_fetching: WebFetching) -> None:
    site.page("/lost", b"", status=302)
    refused = await refusal(web_fetching, site.address("/lost"))
    assert refused.message == (f"{site.address('/lost')}: it leads on to another address and does not say to which.")


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://press.example/x", "http://127.1/", "http://a:b@h/"])
async def test_a_redirect_to_what_may_not_be_asked(site: Site, web_fetching: WebFetching, location: str) -> None:
    site.redirect("/on", location)
    refused = await refusal(web_fetching, site.address("/on"))
    assert refused.message.startswith(f"{site.address('/on')}: it leads on to another address. ")
    assert site.paths == ["/on"]


@pytest.mark.parametrize(
    ("status", "message", "remedy"),
    [
        (204, "the site gave no document (204 No Content).", None),
        (206, "the site gave no document (206 Partial Content).", None),
        (401, "the site does not show it to everybody (401 Unauthorized).", None),
        (403, "the site does not show it to everybody (403 Forbidden).", None),
        (404, "the site has nothing there (404 Not Found).", "Check the address in a browser."),
        (410, "the site has nothing there (410 Gone).", "Check the address in a browser."),
        (429, "the site was asked too often (429 Too Many Requests).", TRY_LATER),
        (500, "the site has a fault of its own (500 Internal Server Error).", TRY_LATER),
        (503, "the site has a fault of its own (503 Service Unavailable).", TRY_LATER),
        (599, "the site has a fault of its own (599).", TRY_LATER),
    ],
)
async def test_other_answers_are_told_in_words(
    site: Site, web_fetching: WebFetching, status: int, message: str, remedy: str | None
) -> None:
    site.page("/talks", status=status)
    refused = await refusal(web_fetching, site.address("/talks?key=secret"))
    assert refused.message == f"{site.address('/talks')}: {message}"
    assert refused.remedy == (remedy or "Open it in a browser, save the document and send it as a file.")


@pytest.mark.parametrize(
    ("content_type", "named"),
    [("image/png", "of the type image/png"), ("Application/JSON; x=1", "of the type application/json")],
)
async def test_other_formats_are_refused_by_their_type(
    site: Site, web_fetching: WebFetching, content_type: str, named: str
) -> None:
    site.page("/talks.html", b"{}", content_type)
    refused = await refusal(web_fetching, site.address("/talks.html"))
    assert refused.message == (
        f"{site.address('/talks.html')}: it is {named}; "
        "web pages, plain text, Markdown, PDF, Word (.docx) and feeds are read."
    )


async def test_a_type_that_says_nothing_leaves_it_to_the_bytes(site: Site, web_fetching: WebFetching) -> None:
    site.page("/get/4", b"%PDF-1.7", "application/octet-stream")
    fetched = await web_fetching.fetch(site.address("/get/4"), largest_bytes=LARGEST)
    assert fetched is not None
    assert fetched.file_name == "127-0-0-1-4.pdf"
    site.page("/get/5", b"MZ", "application/octet-stream")
    refused = await refusal(web_fetching, site.address("/get/5"))
    assert "it is of the type application/octet-stream; web pages" in refused.message


async def test_a_site_that_names_no_type_leaves_it_to_the_bytes(web_fetching: WebFetching) -> None:
    bodies = iter((b"<html>", b"\x89PNG.."))

    async def untyped(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n" + next(bodies))

    async with serving_raw(untyped) as url:
        fetched = await web_fetching.fetch(url, largest_bytes=LARGEST)
        refused = await refusal(web_fetching, url)
    assert fetched is not None
    assert fetched.file_name == "talks.html"
    assert f"{url}: it is of an unknown type; web pages" in refused.message


async def test_a_page_in_an_encoding_that_only_the_site_tells_becomes_utf8(
    site: Site, web_fetching: WebFetching
) -> None:
    site.page("/talks", "<p>Переговоры</p>".encode("cp1251"), 'text/html; charset="windows-1251"')
    fetched = await web_fetching.fetch(site.address("/talks"), largest_bytes=LARGEST)
    assert fetched is not None
    assert fetched.data == "<p>Переговоры</p>".encode()
    assert "too large" in (await refusal(web_fetching, site.address("/talks"), 20)).message


def _too_large(url: str, largest: str = "100,000") -> str:
    return f"{url}: it is too large, more than the {largest} bytes that are accepted."


async def test_a_document_of_the_largest_size_is_fetched_and_one_of_a_byte_more_is_not(
    site: Site, web_fetching: WebFetching
) -> None:
    site.page("/talks", b"x" * 5000, "text/plain")
    url = site.address("/talks")
    fetched = await web_fetching.fetch(url, largest_bytes=5000)
    assert fetched is not None
    assert len(fetched.data) == 5000
    assert (await refusal(web_fetching, url, 4999)).message == _too_large(url, "4,999")


async def test_a_size_beyond_the_bound_is_refused_before_anything_of_it_comes(web_fetching: WebFetching) -> None:
    left = asyncio.Event()

    async def promise(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 100001\r\n\r\n")
        assert await reader.read() == b""
        left.set()

    async with serving_raw(promise) as url:
        assert (await refusal(web_fetching, url)).message == _too_large(url)
        await asyncio.wait_for(left.wait(), 5)


async def test_an_endless_body_ends_at_the_bound(site: Site, web_fetching: WebFetching) -> None:
    left = asyncio.Event()

    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        try:
            while True:
                await response.write(b"<p>Talks were held.</p>" * 100)
        except ConnectionError:
            left.set()
        return response

    site.pages["/talks"] = endless
    assert (await refusal(web_fetching, site.address("/talks"))).message == _too_large(site.address("/talks"))
    await asyncio.wait_for(left.wait(), 5)


async def test_a_compressed_page_is_decompressed(site: Site, web_fetching: WebFetching) -> None:
    site.page("/talks", gzip.compress(b"Talks were held.", mtime=0), "text/plain", Content_Encoding="gzip")
    fetched = await web_fetching.fetch(site.address("/talks"), largest_bytes=LARGEST)
    assert fetched is not None
    assert fetched.data == b"Talks were held."


async def test_a_bomb_ends_at_the_bound(site: Site, web_fetching: WebFetching) -> None:
    bomb = gzip.compress(bytes(50_000_000), compresslevel=9)
    assert len(bomb) < LARGEST
    site.page("/talks", bomb, "text/plain", Content_Encoding="gzip")
    assert (await refusal(web_fetching, site.address("/talks"))).message == _too_large(site.address("/talks"))


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (gzip.compress(b"Talks were held.", mtime=0)[:-3], "gzip"),
        (b"Talks were held.", "gzip"),
        (b"Talks were held.", "br"),
        (gzip.compress(gzip.compress(b"Talks were held.", mtime=0), mtime=0), "gzip, gzip"),
    ],
)
async def test_a_damaged_or_unknown_compression(
    site: Site, web_fetching: WebFetching, body: bytes, encoding: str
) -> None:
    site.page("/talks", body, "text/plain", Content_Encoding=encoding)
    refused = await refusal(web_fetching, site.address("/talks"))
    assert refused.message == f"{site.address('/talks')}: its compression is damaged or of an unknown kind."


async def test_time_is_counted_for_all_of_it_together(site: Site) -> None:
    """Each piece comes in time, the whole does not."""

    async def slow(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        for _ in range(100):
            await response.write(b"<p>")
            await asyncio.sleep(0.02)
        return response

    site.pages["/talks"] = slow
    site.redirect("/old", "/talks")
    fetching = WebFetching(allow_private=True, timeout_seconds=0.3)
    began = asyncio.get_running_loop().time()
    refused = await refusal(fetching, site.address("/old?key=secret"))
    assert asyncio.get_running_loop().time() - began < 1.5
    assert refused.message == f"{site.address('/old')}: no complete answer within 0.3 seconds."
    assert refused.remedy == TRY_LATER
    assert site.paths == ["/old?key=secret", "/talks"]


async def test_a_site_that_says_nothing_is_left_in_time() -> None:
    async def silent(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await reader.read()

    async with serving_raw(silent) as url:
        refused = await refusal(WebFetching(allow_private=True, timeout_seconds=0.2), url)
    assert refused.message == f"{url}: no complete answer within 0.2 seconds."


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (b"", "the site broke off the connection."),
        (b"HTTP/1.1 200 OK\r\nContent-", "the site broke off the connection."),
        (b"220 press.example ESMTP secret\r\n", "what the site answered cannot be understood."),
        (b"HTTP/1.1 200 OK\r\nX: " + b"secret" * 10_000 + b"\r\n\r\n", "what the site answered cannot be understood."),
        (
            b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 90\r\n\r\nsecret",
            "the site broke off before the document was complete.",
        ),
        (
            b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nsecret\r\n",
            "the site broke off before the document was complete.",
        ),
        (
            b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\nsecret\r\n",
            "what the site answered cannot be understood.",
        ),
    ],
)
async def test_broken_answers_are_told_in_words_and_not_repeated(
    web_fetching: WebFetching, answer: bytes, message: str
) -> None:
    async def broken(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)

    async with serving_raw(broken) as url:
        refused = await refusal(web_fetching, url)
    assert refused.message == f"{url}: {message}"


async def test_a_body_that_stops_making_sense_is_given_up_when_its_time_is_over_at_the_latest() -> None:
    async def broken(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nTal\r\n")
        await writer.drain()
        await asyncio.sleep(0.05)
        writer.write(b"secret\r\n")

    async with serving_raw(broken) as url:
        refused = await refusal(WebFetching(allow_private=True, timeout_seconds=0.5), url)
    assert refused.message in {
        f"{url}: what the site answered cannot be understood.",
        f"{url}: no complete answer within 0.5 seconds.",
    }


async def test_no_machine_listening_is_told_in_words(web_fetching: WebFetching) -> None:
    async with serving() as site:
        url = site.address("/talks")
    refused = await refusal(web_fetching, url)
    assert refused.message == f"{url}: no connection could be made (Connection refused)."
    assert refused.remedy == TRY_LATER


async def test_a_query_is_in_no_message_and_no_log(
    site: Site, web_fetching: WebFetching, caplog: pytest.LogCaptureFixture
) -> None:
    """It may be a key; nor is it in what a traceback would show."""
    caplog.set_level(logging.INFO)
    caplog.set_level(logging.DEBUG, "verbale_bot")
    site.redirect("/old", "/talks?key=secret-2")
    site.page("/talks")
    await web_fetching.fetch(site.address("/old?key=secret-1"), largest_bytes=LARGEST)
    async with serving_raw(lambda _, writer: writer.drain()) as url:
        refused = await refusal(web_fetching, f"{url}?key=secret-3")
    assert refused.__cause__ is None
    assert refused.__suppress_context__
    assert "secret" not in str(refused)
    assert caplog.messages == [
        f"fetching {site.address('/old')}",
        f"fetching {site.address('/talks')}",
        f"fetching {url}",
        f"{url} was not fetched: ServerDisconnectedError",
    ]
    assert {record.levelno for record in caplog.records} == {logging.DEBUG}
