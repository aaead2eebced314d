"""A running bot and the people who talk to it, for tests that share one bot."""

from collections.abc import Iterator
from contextlib import contextmanager

from botapi.model import Message
from botapi.people import Person
from botapi.server import BotApiServer
from program import Installation, running_bot

_ids = iter(range(2000, 9000))


@contextmanager
def sound_bot(place: Installation, server: BotApiServer) -> Iterator[None]:
    """Run the bot while the block runs; at its end the log must not tell of an update that was not dealt with."""
    settings = {"VERBALE_TELEGRAM_TOKEN": server.token, "VERBALE_TELEGRAM_API_URL": server.url}
    with running_bot(place, settings) as running:
        yield
        finished = running.stop()
        assert "was not dealt with" not in finished.err, finished.err


def somebody(server: BotApiServer, language: str | None = "en") -> Person:
    """A new person who has started the bot."""
    return server.world.user(next(_ids), "Anna", language_code=language, started=True)


def asks(server: BotApiServer, person: Person, text: str, **options: Message) -> Message:
    """What the bot replies to ``text``."""
    asked = person.asks(text, **options)
    return server.wait_for_message(person, after=asked)
