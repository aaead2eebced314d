import time
from collections.abc import AsyncIterator, Iterator

import pytest
from telegram.error import NetworkError, TimedOut

from botapi import faults
from botapi.faults import DOWNLOAD
from botapi.raw_client import RawClient
from botapi.server import BotApiServer
from verbale_bot.telegram.http import BodyTooLarge, HttpRequest, proxy_for

CONTENT = bytes(range(256)) * 40


@pytest.fixture
def server() -> Iterator[BotApiServer]:
    with BotApiServer() as running:
        yield running
        running.assert_valid()


@pytest.fixture
async def http() -> AsyncIterator[HttpRequest]:
    opened = HttpRequest(1)
    await opened.initialize()
    yield opened
    await opened.shutdown()


@pytest.fixture
def address(server: BotApiServer) -> str:
    sent = server.world.user(1001, "Aigerim").sends_document("a.bin", CONTENT)
    assert sent.file is not None
    with RawClient(server) as client:
        path = client.result("getFile", file_id=sent.file.file_id)["file_path"]
    return f"{server.url}/file/bot{server.token}/{path}"


async def test_a_body_of_the_allowed_size_is_fetched_and_a_larger_one_is_not(http: HttpRequest, address: str) -> None:
    assert await http.fetch(address, len(CONTENT), 10) == (200, CONTENT)
    with pytest.raises(BodyTooLarge):
        await http.fetch(address, len(CONTENT) - 1, 10)
    assert await http.fetch(address, len(CONTENT), 10) == (200, CONTENT)


async def test_nothing_is_fetched_compressed(server: BotApiServer, http: HttpRequest, address: str) -> None:
    await http.fetch(address, len(CONTENT), 10)
    assert [call.parameters["accept_encoding"] for call in server.calls(DOWNLOAD)] == ["identity"]


async def test_what_comes_drop_by_drop_is_given_up_in_time(
    server: BotApiServer, http: HttpRequest, address: str
) -> None:
    server.faults.add(DOWNLOAD, faults.slow(30))
    began_at = time.monotonic()
    with pytest.raises(TimedOut) as caught:
        await http.fetch(address, len(CONTENT), 0.3)
    assert 0.25 < time.monotonic() - began_at < 5
    assert (caught.value.__cause__, caught.value.__suppress_context__) == (None, True)
    server.faults.add(DOWNLOAD, faults.slow(0.3))
    assert await http.fetch(address, len(CONTENT), 10) == (200, CONTENT)


async def test_a_body_that_says_it_is_too_large_is_not_waited_for(
    server: BotApiServer, http: HttpRequest, address: str
) -> None:
    server.faults.add(DOWNLOAD, faults.slow(10))
    began_at = time.monotonic()
    with pytest.raises(BodyTooLarge):
        await http.fetch(address, len(CONTENT) - 1, 30)
    assert time.monotonic() - began_at < 5


async def test_nobody_is_followed_to_another_address(server: BotApiServer, http: HttpRequest, address: str) -> None:
    server.faults.add(DOWNLOAD, faults.redirect(address))
    assert await http.fetch(address, len(CONTENT), 10) == (302, b"")
    assert [call.status for call in server.calls(DOWNLOAD)] == [302]


async def test_an_error_does_not_name_the_address(server: BotApiServer, http: HttpRequest, address: str) -> None:
    server.faults.add(DOWNLOAD, faults.reset(accepted=True))
    with pytest.raises(NetworkError, match=r"^Client[A-Za-z]+Error$") as broken:
        await http.fetch(address, len(CONTENT), 10)
    assert (type(broken.value), broken.value.__suppress_context__) == (NetworkError, True)
    with pytest.raises(NetworkError, match=r"^[A-Za-z]+$") as malformed:
        await http.fetch("http://[/" + server.token, len(CONTENT), 10)
    assert malformed.value.__suppress_context__


async def test_of_a_refusal_the_beginning_is_given(server: BotApiServer, http: HttpRequest, address: str) -> None:
    server.faults.add(DOWNLOAD, faults.Fault("answer", "page", status=404, body="é" * 100_000))
    status, body = await http.fetch(address, 1, 10)
    assert status == 404
    assert 0 < len(body) <= 65_536
    assert body == ("é" * 100_000).encode()[: len(body)]


async def test_nothing_is_fetched_before_the_session_is_open(address: str) -> None:
    with pytest.raises(RuntimeError, match="not open yet"):
        await HttpRequest(1).fetch(address, 10, 10)


@pytest.mark.parametrize(
    ("url", "proxy"),
    [
        ("https://api.one.example/bot", "http://proxy.example:3128"),
        ("http://api.two.example/bot", "http://plain.example:8080"),
        ("https://api.inside.example/bot", None),
        ("https://api.inside.example:8443/bot", None),
    ],
)
def test_the_proxy_is_the_one_that_the_environment_names(
    monkeypatch: pytest.MonkeyPatch, url: str, proxy: str | None
) -> None:
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("http_proxy", "http://plain.example:8080")
    monkeypatch.setenv("no_proxy", "inside.example,127.0.0.1")
    assert proxy_for(url) == proxy


def test_without_a_proxy_in_the_environment_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    assert proxy_for("https://api.three.example/bot") is None
