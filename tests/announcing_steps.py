"""Steps that tests of announcements share: a bot that can be stopped and started, who subscribes, what is announced."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from botapi.model import Message, Topic
from botapi.people import Person
from botapi.rooms import Room
from botapi.server import BotApiServer
from botapi.state import ChatRef, id_of
from botapi.updates import QueuedUpdate
from program import Installation, RunningBot, running_bot
from stored import front_matter, rows, until
from talking import somebody

BOSSES = range(1501, 1541)
"""Owners by the settings. Each test has its own: to one chat Telegram lets a message a second go."""
ENDS = ("Sent to", "Stopped", "Recalled")
DEALT_WITH = "This announcement has been dealt with already."
WAITED_SECONDS = 20.0


def visit_of(name: str) -> str:
    """The visit of a briefing that ``news`` made: whoever chooses it gets this briefing and no other."""
    return f"The {name} visit"


def sentences_of(name: str, lorries: int = 40) -> tuple[str, str]:
    """What a briefing that ``news`` made says."""
    return (
        f"{name} will send {lorries} lorries of flour across the river in May.",
        f"The bridge of {name} will be opened by both ministers on 3 June.",
    )


def news(name: str, lorries: int = 40, **details: str) -> str:
    """A briefing of two sentences with a visit of its own."""
    known = {"title": f"The {name} papers", "date": "2025-03-04", "visit": visit_of(name)}
    known["source_url"] = f"https://press.example/{name.lower()}"
    return front_matter(**known | details) + "\n\n".join(sentences_of(name, lorries))


@dataclass(frozen=True)
class Preview:
    """A post as it will look, the message that controls it, and the administrator who sees both."""

    boss: Person
    post: Message
    control: Message


class Newsroom:
    """A simulated Telegram, an installation, and the bot between them, which may be stopped and started again."""

    def __init__(self, server: BotApiServer, place: Installation, **settings: str) -> None:
        self.server = server
        self.place = place
        self._bosses = iter(BOSSES)
        self._settings = {
            "VERBALE_TELEGRAM_TOKEN": server.token,
            "VERBALE_TELEGRAM_API_URL": server.url,
            "VERBALE_ADMINS": ",".join(map(str, BOSSES)),
            "VERBALE_SET_PROFILE": "false",
            **settings,
        }

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            with self._running:
                self.stop()
        else:
            self._running.close()

    def start(self, **settings: str) -> None:
        """Start the bot, perhaps with other settings than before."""
        self._settings |= settings
        self._running = ExitStack()
        self._bot: RunningBot = self._running.enter_context(running_bot(self.place, self._settings))

    def stop(self) -> None:
        """Stop the bot in good order; its log must not tell of anything that was left undone."""
        finished = self._bot.stop()
        assert finished.code == 0, finished
        assert "was not dealt with" not in finished.err, finished.err
        assert "has stopped" not in finished.err, finished.err

    def boss(self) -> Person:
        """An administrator whom no other test knows."""
        return self.server.world.user(next(self._bosses), "Boris", started=True)

    # Who subscribes.

    def subscriber(self, name: str, language: str = "en") -> Person:
        """Somebody who has subscribed to the visit of one briefing."""
        person = somebody(self.server, language)
        self.subscribes(person, person, name)
        return person

    def subscribers(self, *names: str) -> list[Person]:
        """Somebody for each of the names, as ``subscriber`` makes them, all at once."""
        people = [somebody(self.server) for _ in names]
        for person in people:
            person.asks("/subscribe")
        for person, name in zip(people, names, strict=True):
            self.server.wait_for_message(person)
            self.chooses(person, name)
        return people

    def group(self, name: str, *, forum: bool = False, basic: bool = False) -> tuple[Room, Person]:
        """A group that its owner has subscribed to the visit of one briefing."""
        owner = somebody(self.server)
        world = self.server.world
        room = world.group("Press", owner=owner) if basic else world.supergroup("Press", owner=owner, forum=forum)
        self.subscribes(owner, room, name)
        return room, owner

    def subscribes(self, who: Person, chat: ChatRef, name: str, thread: Topic | None = None) -> Message:
        """Say /subscribe in a chat, and choose the visit of one briefing there; what the bot says to it."""
        said = self.server.wait_for_message(chat, after=who.sends(chat, "/subscribe", thread=thread))
        self.chooses(chat, name)
        return said

    def chooses(self, chat: ChatRef, *names: str) -> None:
        """Let a subscription be one to the visits of some briefings; that buttons do so has tests of its own."""
        visits = json.dumps([visit_of(name) for name in names])
        write(self.place, "UPDATE subscriptions SET visits = ? WHERE chat_id = ?", visits, id_of(chat))

    def crowd(self, name: str, people: int) -> list[Person]:
        """Many who have subscribed to the visit of one briefing long ago."""
        found = [somebody(self.server) for _ in range(people)]
        visits, made_at = json.dumps([visit_of(name)]), stored_moment(datetime.now(UTC) - timedelta(days=3))
        statement = (
            "INSERT INTO subscriptions (chat_id, kind, title, visits, countries, time_zone, made_by, made_at) "
            "SELECT value, 'private', '', ?, '[]', 'UTC', value, ? FROM json_each(?)"
        )
        write(self.place, statement, visits, made_at, json.dumps([one.id for one in found]))
        return found

    # What is announced.

    def previews(self, *names: str) -> list[Preview]:
        """Previews of some briefings, each by an administrator of its own: all at once, as each takes a second."""
        with ThreadPoolExecutor(len(names)) as together:
            return list(together.map(self.preview, [self.boss() for _ in names], names))

    def preview(self, boss: Person, name: str) -> Preview:
        """What /announce shows."""
        asked = boss.asks(f"/announce {name.lower()}")
        post, control = self.server.wait_for_messages(boss, 2, after=asked)
        return Preview(boss, post, control)

    def sends(self, preview: Preview) -> str:
        """Send what was previewed; the report at the end."""
        preview.boss.presses(preview.control, "Send now")
        return self.ended(preview.control)

    def ended(self, control: Message) -> str:
        """The report at the end."""
        self.server.wait_for(lambda: control.text.startswith(ENDS), what="the end of a delivery")
        return control.text

    def schedules(self, preview: Preview) -> None:
        """Schedule what was previewed, for a moment that never comes by itself in a test."""
        boss, control = preview.boss, preview.control
        boss.presses(control, "Schedule")
        asked = self.server.wait_for_message(boss, after=control)
        boss.asks((datetime.now(UTC) + timedelta(hours=1)).isoformat(timespec="seconds"), reply_to=asked)
        self.server.wait_for(lambda: control.text.startswith("Scheduled: "), what="the schedule")

    def comes_due(self, *names: str) -> None:
        """Let the moment come that some briefings are scheduled for, where they are."""
        for ago, name in enumerate(reversed(names), start=1):
            moment = stored_moment(datetime.now(UTC) - timedelta(seconds=ago))
            write(
                self.place,
                "UPDATE announcements SET due_at = ? WHERE briefing = ? AND due_at IS NOT NULL",
                moment,
                name.lower(),
            )

    def posts(self, chat: ChatRef, name: str) -> list[Message]:
        """The posts about a briefing in a chat."""
        return [one for one in self.server.bot_messages(chat) if one.text.startswith(f"The {name} papers\n")]

    def post(self, chat: ChatRef, name: str, timeout_seconds: float = WAITED_SECONDS) -> Message:
        """The post about a briefing in a chat, as soon as it is there; there is no other."""
        what = f"the post about {name}"
        self.server.wait_for(lambda: self.posts(chat, name), what=what, timeout_seconds=timeout_seconds)
        (found,) = self.posts(chat, name)
        return found

    def alert(self, person: Person, message: Message, data: str) -> str:
        """What is said over the chat to the press of a button that a message has, or had."""
        answer = self.server.wait_for_answer(person.sends_callback(message, data))
        assert answer["show_alert"] is True
        return str(answer["text"])

    def until(self, what: str, query: str, *values: object) -> None:
        """Wait until a query of the database finds something."""
        until(lambda: rows(self.place, query, *values), what)


def newsroom(folder: Path, model_cache: Path, briefings: dict[str, str], **settings: str) -> Iterator[Newsroom]:
    """A running bot with some briefings, by the names of their files; at its end everything must have been right."""
    place = Installation(folder, model_cache)
    for file_name, text in briefings.items():
        place.write(file_name, text)
    with BotApiServer() as server:
        server.world.bot.can_read_all_group_messages = True
        with Newsroom(server, place, **settings) as made:
            boss = made.boss()
            progress = server.wait_for_message(boss, after=boss.asks("/reindex"))
            server.wait_for(lambda: progress.text.startswith("Done in "), what="the index")
            yield made
        server.assert_valid(unanswered_allowed=True)


def write(place: Installation, statement: str, *values: object) -> None:
    """Change the database beside the running bot."""
    with closing(sqlite3.connect(place.data / "verbale.db", timeout=20.0)) as connection, connection:
        connection.execute(statement, values)


def data_of(message: Message, label: str) -> str:
    """What a button calls the bot back with: to be pressed when it is gone."""
    data = message.button(label).callback_data
    assert data is not None
    return data


def labels(message: Message) -> list[str]:
    """The buttons under a message."""
    return [button.text for button in message.buttons]


def nothing_of(kind: str) -> Callable[[list[QueuedUpdate]], list[QueuedUpdate]]:
    """An order of updates in which one kind is lost, as on the way to a bot that was long away."""
    return lambda updates: [one for one in updates if one.kind != kind]


def stored_moment(moment: datetime) -> str:
    """A moment as the database keeps it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
