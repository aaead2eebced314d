"""Updates that are posted to the bot."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from botapi.people import Person
from botapi.raw_client import RawClient
from botapi.server import BotApiServer


class Listener(ThreadingHTTPServer):
    """A bot's side of a webhook: remembers what comes, answers as planned."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Hook)
        self.texts: list[str] = []
        self.secrets: list[str | None] = []
        self.answers: list[int] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/hook"


class Hook(BaseHTTPRequestHandler):
    server: Listener

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.texts.append(body["message"]["text"])
        self.server.secrets.append(self.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.send_response(self.server.answers.pop(0) if self.server.answers else 200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Say nothing."""


@pytest.fixture
def listener() -> Iterator[Listener]:
    """It listens until the test is over."""
    with Listener() as made:
        thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield made
        made.shutdown()
        thread.join(10)


def test_updates_are_posted_in_order_with_the_secret(
    server: BotApiServer, client: RawClient, aigerim: Person, listener: Listener
) -> None:
    """What waited comes first."""
    aigerim.asks("one")
    client.result("setWebhook", url=listener.url, secret_token="s3cret_-")
    aigerim.asks("two")
    server.wait_until_confirmed()
    assert listener.texts == ["one", "two"]
    assert listener.secrets == ["s3cret_-", "s3cret_-"]
    assert client.refusal("getUpdates")[0] == 409


def test_an_update_is_posted_until_it_is_taken(
    server: BotApiServer, client: RawClient, aigerim: Person, listener: Listener
) -> None:
    """An answer other than 2xx brings it again, before the next."""
    listener.answers = [500, 403]
    client.result("setWebhook", url=listener.url)
    aigerim.asks("one")
    aigerim.asks("two")
    server.wait_until_confirmed()
    assert listener.texts == ["one", "one", "one", "two"]
    assert client.result("getWebhookInfo")["last_error_message"] == "Wrong response from the webhook: 403"


def test_without_a_webhook_updates_wait_to_be_fetched(client: RawClient, aigerim: Person, listener: Listener) -> None:
    """DeleteWebhook brings getUpdates back, and may forget what waits."""
    client.result("setWebhook", url="http://127.0.0.1:9/")
    aigerim.asks("one")
    assert client.result("getWebhookInfo")["pending_update_count"] == 1
    client.result("deleteWebhook")
    assert [update["message"]["text"] for update in client.result("getUpdates")] == ["one"]
    client.result("deleteWebhook", drop_pending_updates=True)
    assert client.result("getUpdates") == []
    assert client.result("getWebhookInfo")["url"] == ""
