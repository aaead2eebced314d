import asyncio
import json
import logging
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from telegram import Bot
from telegram.error import InvalidToken
from telegram.request import HTTPXRequest

from botapi import faults
from botapi.server import BotApiServer
from botapi.waiting import in_thread
from verbale_bot.telegram.webhook import LARGEST_UPDATE_BYTES, CannotListen, Webhook

SECRET = "proof-of-telegram_0"
PROOF = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
UPDATE = {"update_id": 710000001, "message": {"text": "Что сказано о границе?"}}
PATH = "/verbale/a-path-that-is-a-secret(too)$b"


class Inbox:
    """Keeps updates, or fails to; takes as long as it is told to."""

    def __init__(self) -> None:
        self.updates: list[dict[str, Any]] = []
        self.fails = False
        self.is_full = False
        self.begun = asyncio.Event()
        self.may_go_on = asyncio.Event()
        self.may_go_on.set()

    async def receive(self, updates: list[dict[str, Any]]) -> None:
        self.begun.set()
        await self.may_go_on.wait()
        if self.fails:
            raise RuntimeError(f"cannot write {updates}")
        self.updates += updates


class Setup:
    """A bot at a Bot API server, and the webhook that it listens on."""

    def __init__(self, server: BotApiServer, bot: Bot) -> None:
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            self.listen = f"127.0.0.1:{found.getsockname()[1]}"
        self.url = f"http://{self.listen}{PATH}"
        self.server = server
        self.inbox = Inbox()
        self.slept: list[float] = []
        self.webhook = Webhook(
            bot,
            self.inbox.receive,
            url=self.url,
            secret=SecretStr(SECRET),
            listen=self.listen,
            allowed_updates=["message", "callback_query"],
            is_full=lambda: self.inbox.is_full,
            sleep=self.sleep,
        )

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        await asyncio.sleep(0)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[httpx.AsyncClient]:
        """The webhook, known at Telegram, and somebody who calls it."""
        running = asyncio.create_task(self.webhook.run())
        await in_thread(self.server.wait_for, lambda: self.server.state.webhook.url == self.url, what="setWebhook")
        async with httpx.AsyncClient(trust_env=False, timeout=10) as client:
            yield client
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running


@pytest.fixture
def server() -> Iterator[BotApiServer]:
    with BotApiServer() as running:
        yield running
        running.assert_valid()


@pytest.fixture
async def setup(server: BotApiServer) -> AsyncIterator[Setup]:
    def request() -> HTTPXRequest:
        return HTTPXRequest(read_timeout=5, httpx_kwargs={"trust_env": False})

    bot = Bot(server.token, base_url=f"{server.url}/bot", request=request(), get_updates_request=request())
    async with bot:
        yield Setup(server, bot)


@pytest.fixture
async def client(setup: Setup) -> AsyncIterator[httpx.AsyncClient]:
    async with setup.running() as made:
        yield made


async def test_what_telegram_posts_is_kept_and_confirmed(server: BotApiServer, setup: Setup) -> None:
    aigerim = server.world.user(1001, "Aigerim", started=True)
    aigerim.asks("How much?")
    async with setup.running():
        await in_thread(server.wait_until_confirmed)
        aigerim.asks("👍 And when?")
        await in_thread(server.wait_until_confirmed)
    assert [update["message"]["text"] for update in setup.inbox.updates] == ["How much?", "👍 And when?"]
    (call,) = server.calls("setWebhook")
    assert call.parameters == {
        "url": setup.url,
        "max_connections": 40,
        "allowed_updates": ["message", "callback_query"],
        "secret_token": SECRET,
    }


async def test_an_update_is_answered_only_when_it_is_kept(client: httpx.AsyncClient, setup: Setup) -> None:
    setup.inbox.may_go_on.clear()
    posting = asyncio.create_task(client.post(setup.url, json=UPDATE, headers=PROOF))
    await setup.inbox.begun.wait()
    await asyncio.sleep(0.05)
    assert not posting.done()
    setup.inbox.may_go_on.set()
    response = await posting
    assert (response.status_code, response.content) == (200, b"")
    assert setup.inbox.updates == [UPDATE]


async def test_without_the_right_secret_nothing_is_looked_at(client: httpx.AsyncClient, setup: Setup) -> None:
    name = "X-Telegram-Bot-Api-Secret-Token"
    wrong: list[bytes] = [b"", SECRET[:-1].encode(), f"{SECRET}0".encode(), SECRET.upper().encode(), b"\xe4"]
    wrong.append("граница".encode())
    given: list[list[tuple[bytes, bytes]]] = [[(name.encode(), secret)] for secret in wrong]
    given += [[], [(name.encode(), SECRET.encode()), (name.encode(), b"other")]]
    for headers in given:
        for body in (json.dumps(UPDATE).encode(), b"{", b"x" * 2_000_000):
            response = await client.post(setup.url, content=body, headers=headers)
            assert (response.status_code, response.content) == (403, b""), headers
    assert setup.inbox.updates == []


NO_UPDATES = (
    b"",
    b"{",
    b"[]",
    b"null",
    b'"update_id"',
    b"{}",
    b'{"update_id": "1"}',
    b'{"update_id": 1.0}',
    b'{"update_id": true}',
    b'{"update_id": null}',
    b'{"update_id": 1} {}',
    b'\xff\xfe{"update_id": 1}',
    b'{"update_id": ' + b"9" * 5000 + b"}",
    b"[" * 200_000,
    b"a=1&update_id=2",
)


async def test_what_is_no_update_is_refused(client: httpx.AsyncClient, setup: Setup) -> None:
    for body in NO_UPDATES:
        response = await client.post(setup.url, content=body, headers=PROOF)
        assert (response.status_code, response.content) == (400, b""), body[:30]
    assert setup.inbox.updates == []


async def test_the_kind_of_content_does_not_matter(client: httpx.AsyncClient, setup: Setup) -> None:
    for kind in ("application/json", "text/plain", "multipart/form-data", "application/x-www-form-urlencoded"):
        headers = {**PROOF, "Content-Type": kind}
        assert (await client.post(setup.url, content=json.dumps(UPDATE), headers=headers)).status_code == 200
    assert setup.inbox.updates == [UPDATE] * 4


def _of_length(length: int) -> bytes:
    empty = json.dumps({"update_id": 1, "text": ""}).encode()
    return empty[:-2] + b"a" * (length - len(empty)) + empty[-2:]


async def _in_pieces(body: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(body), 30_000):
        yield body[start : start + 30_000]


@pytest.mark.parametrize("in_pieces", [False, True])
async def test_an_update_may_have_a_megabyte_and_not_a_byte_more(
    client: httpx.AsyncClient, setup: Setup, in_pieces: bool
) -> None:
    codes = []
    for length in (LARGEST_UPDATE_BYTES, LARGEST_UPDATE_BYTES + 1, 3 * LARGEST_UPDATE_BYTES):
        body = _of_length(length)
        content = _in_pieces(body) if in_pieces else body
        codes.append((await client.post(setup.url, content=content, headers=PROOF)).status_code)
    assert codes == [200, 413, 413]
    assert len(setup.inbox.updates) == 1


async def test_who_sends_without_end_is_cut_off(client: httpx.AsyncClient, setup: Setup) -> None:
    try:
        response = await client.post(setup.url, content=b"x" * 12_000_000, headers=PROOF)
    except httpx.TransportError:
        pass
    else:
        assert response.status_code == 400
    assert (await client.post(setup.url, json=UPDATE, headers=PROOF)).status_code == 200


async def test_while_too_much_waits_telegram_is_asked_to_come_again(client: httpx.AsyncClient, setup: Setup) -> None:
    setup.inbox.is_full = True
    response = await client.post(setup.url, json=UPDATE, headers=PROOF)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert (await client.post(setup.url, json=UPDATE)).status_code == 403
    assert setup.inbox.updates == []
    setup.inbox.is_full = False
    assert (await client.post(setup.url, json=UPDATE, headers=PROOF)).status_code == 200


async def test_what_cannot_be_kept_comes_again(server: BotApiServer, setup: Setup) -> None:
    aigerim = server.world.user(1001, "Aigerim", started=True)
    async with setup.running():
        setup.inbox.fails = True
        aigerim.asks("How much?")
        await in_thread(server.wait_for, lambda: server.state.webhook.last_error_message, what="an error")
        assert server.state.webhook.last_error_message == "Wrong response from the webhook: 500"
        setup.inbox.fails = False
        await in_thread(server.wait_until_confirmed)
    assert [update["message"]["text"] for update in setup.inbox.updates] == ["How much?"]


async def test_other_methods_are_not_allowed(client: httpx.AsyncClient, setup: Setup) -> None:
    for method in ("GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW"):
        assert (await client.request(method, setup.url, headers=PROOF)).status_code == 405, method


async def test_there_is_nothing_at_other_paths(client: httpx.AsyncClient, setup: Setup) -> None:
    for path in ("", "/", "/verbale", PATH + "/", PATH + "c", "/x" + PATH, PATH.upper(), PATH[:-1]):
        for method in ("GET", "POST"):
            response = await client.request(method, f"http://{setup.listen}{path}", headers=PROOF)
            assert (response.status_code, response.content) == (404, b""), path
            assert "Server" not in response.headers


async def test_a_query_after_the_path_changes_nothing(client: httpx.AsyncClient, setup: Setup) -> None:
    assert (await client.post(setup.url + "?a=1", json=UPDATE, headers=PROOF)).status_code == 200


async def test_neither_addresses_nor_bodies_nor_secrets_are_in_the_log(
    client: httpx.AsyncClient, setup: Setup, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        setup.inbox.fails = True
        codes = [
            (await client.post(setup.url, json=UPDATE, headers=PROOF)).status_code,
            (await client.post(setup.url, json=UPDATE)).status_code,
            (await client.post(setup.url, content=b'{"update_id": "5"', headers=PROOF)).status_code,
            (await client.get(setup.url)).status_code,
            (await client.get(setup.url + "/unknown")).status_code,
        ]
    assert codes == [500, 403, 400, 405, 404]
    ours = [(record.levelname, record.getMessage()) for record in caplog.records if record.name != "httpx"]
    assert ours == [
        ("ERROR", "an update could not be kept: RuntimeError"),
        ("WARNING", "a request without the right secret was refused"),
        ("INFO", "a request was refused with 403"),
        ("INFO", "a request was refused with 400"),
        ("INFO", "a request was refused with 405"),
        ("INFO", "a request was refused with 404"),
    ]
    assert not any(record.exc_info for record in caplog.records)
    assert SECRET not in repr(setup.webhook._desk)


async def test_telegram_is_told_the_address_however_long_it_takes(
    server: BotApiServer, setup: Setup, caplog: pytest.LogCaptureFixture
) -> None:
    for fault in (faults.server_error(), faults.flood(3), faults.reset(), faults.refusal(400, "Bad Request: bad host")):
        server.faults.add("setWebhook", fault)
    async with setup.running() as client:
        assert (await client.post(setup.url, json=UPDATE, headers=PROOF)).status_code == 200
    assert setup.slept == [1, 3.1, 4, 8]
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("verbale")]
    assert not any(SECRET in entry or server.token in entry for entry in ours)


async def test_updates_are_taken_before_telegram_knows_the_address(server: BotApiServer, setup: Setup) -> None:
    """A webhook that was set at an earlier start gets its updates although setWebhook fails now."""
    server.faults.add("setWebhook", faults.hang())
    running = asyncio.create_task(setup.webhook.run())
    await in_thread(server.wait_for, lambda: server.calls("setWebhook"), what="setWebhook")
    async with httpx.AsyncClient(trust_env=False) as client:
        assert (await client.post(setup.url, json=UPDATE, headers=PROOF)).status_code == 200
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


async def test_a_refused_token_ends_it_and_nothing_listens_any_more(server: BotApiServer, setup: Setup) -> None:
    server.faults.add("setWebhook", faults.unauthorized())
    with pytest.raises(InvalidToken):
        await setup.webhook.run()
    async with httpx.AsyncClient(trust_env=False) as client:
        with pytest.raises(httpx.ConnectError):
            await client.post(setup.url, json=UPDATE, headers=PROOF)


async def test_an_address_that_is_taken_is_said_in_words(setup: Setup) -> None:
    host, _, port = setup.listen.partition(":")
    with socket.socket() as taken:
        taken.bind((host, int(port)))
        taken.listen()
        with pytest.raises(CannotListen) as caught:
            await setup.webhook.run()
    assert caught.value.message.startswith(f"Cannot listen on {setup.listen}: Address already in use")
    assert caught.value.remedy == "Choose another VERBALE_WEBHOOK_LISTEN."


async def test_what_is_being_kept_when_it_stops_is_still_answered(server: BotApiServer, setup: Setup) -> None:
    async with httpx.AsyncClient(trust_env=False) as client:
        async with setup.running():
            setup.inbox.may_go_on.clear()
            posting = asyncio.create_task(client.post(setup.url, json=UPDATE, headers=PROOF))
            await setup.inbox.begun.wait()
            asyncio.get_running_loop().call_later(0.1, setup.inbox.may_go_on.set)
        assert (await posting).status_code == 200
        with pytest.raises(httpx.ConnectError):
            await client.post(setup.url, json=UPDATE, headers=PROOF)
    assert setup.inbox.updates == [UPDATE]


async def test_it_can_be_stopped_and_run_again(setup: Setup) -> None:
    for _ in range(2):
        async with setup.running() as client:
            assert (await client.post(setup.url, json=UPDATE, headers=PROOF)).status_code == 200
        setup.server.state.webhook.url = ""
    await setup.webhook.acknowledge()
    assert setup.inbox.updates == [UPDATE, UPDATE]
