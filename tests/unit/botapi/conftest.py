"""A server for each test, and a way to call it with bare HTTP."""

from collections.abc import Iterator

import pytest

from botapi.people import Person
from botapi.raw_client import RawClient
from botapi.server import BotApiServer


@pytest.fixture
def server() -> Iterator[BotApiServer]:
    """A Bot API server with nobody in its world."""
    with BotApiServer() as running:
        yield running
        assert running.state.journal.crashes == []


@pytest.fixture
def client(server: BotApiServer) -> Iterator[RawClient]:
    """A bare HTTP client of the server."""
    with RawClient(server) as made:
        yield made


@pytest.fixture
def aigerim(server: BotApiServer) -> Person:
    """Somebody who has started the bot."""
    return server.world.user(1001, "Aigerim", language_code="kk", username="aigerim", started=True)
