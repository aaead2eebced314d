"""A bot with an administrator, chats of every kind that are subscribed, and what goes wrong on the way to them."""

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from botapi.faults import flood, reset, slow
from botapi.journal import Call
from botapi.model import Message
from botapi.people import Person
from botapi.server import BotApiServer
from crash.office_killing import ADMIN
from crash.office_place import Place
from library import ARRIVAL, RAILWAY
from program import Installation
from stored import front_matter, rows
from verbale.store.database import open_database
from verbale.store.subscriptions import ChatKind, Subscription, subscribe

OWNER = 901
FIRST_PERSON = 10_000
KINDS_OF_CHATS = (*["private"] * 6, "supergroup", "group", "forum", "channel")
LONGEST_WAIT_SECONDS = 60.0
AGAIN_SECONDS = 1
"""So long a chat that is flooded wants to be left alone."""
FEWEST_CHATS = 20
MOST_BLOCKED, MOST_OF_A_KIND = 3, 2
SLOW_SECONDS = 0.3
LOOK_SECONDS = 0.005
PASSED = "This moment has passed"


@dataclass(frozen=True)
class Subscriber:
    """A subscribed chat; ``person`` is whose private chat it is."""

    chat_id: int
    kind: ChatKind
    thread_id: int | None = None
    person: Person | None = None


@dataclass(frozen=True)
class Trouble:
    """What goes wrong while an announcement is sent, once for each of these chats.

    ``blocked``: they have blocked the bot, which Telegram has not told. ``flooded``: Telegram answers 429. ``slow``: it
    takes its time; where the bot is killed meanwhile, the message comes all the same.
    ``lost_after``: the connection breaks when the message is in the chat; ``lost_before``: before it is looked at.
    """

    blocked: frozenset[int]
    flooded: frozenset[int]
    slow: frozenset[int]
    lost_after: frozenset[int]
    lost_before: frozenset[int]

    @property
    def lost(self) -> frozenset[int]:
        """Where the bot cannot know, and no kill is to blame."""
        return self.lost_after | self.lost_before


@dataclass
class AnnouncementPlace(Place):
    """The bot's installation, the chat server, an administrator, and subscribed chats."""

    subscribers: Sequence[Subscriber] = ()

    def left(self) -> list[str]:
        """What the bot has still to do; a scheduled announcement is among it."""
        scheduled = rows(self.installation, "SELECT id FROM announcements WHERE state = 'scheduled'")
        return [*super().left(), *(f"announcement {one} is not sent" for (one,) in scheduled)]

    def subscribe(self) -> None:
        """Subscribe every chat; those that are subscribed stay so."""
        database = open_database(f"sqlite:///{self.installation.data / 'verbale.db'}")
        with database.writing() as connection:
            for one in self.subscribers:
                subscribe(connection, _subscription(one))
        database.close()

    def announce(self, briefing: str) -> "Announced":
        """Have a briefing previewed, and wait until that is done."""
        asked = self.admin.asks(f"/announce {briefing}")
        post, control = self.server.wait_for_messages(self.admin, 2, after=asked, timeout_seconds=LONGEST_WAIT_SECONDS)
        self.settles()
        return Announced(self, post, control, self._make_trouble())

    def end_trouble(self, trouble: Trouble) -> None:
        """Nothing goes wrong any more, and nobody blocks the bot."""
        self.server.faults.clear()
        self._set_blocked(trouble.blocked, blocked=False)

    def _make_trouble(self) -> Trouble:
        """Choose the chats and let it go wrong there from now on; of few chats, fewer."""
        few = 1 + len(self.subscribers) // 60
        private = [one.chat_id for one in self.subscribers if one.person is not None]
        blocked = self.chance.sample(private, min(few, MOST_BLOCKED))
        others = [one.chat_id for one in self.subscribers if one.chat_id not in blocked]
        each = min(few, MOST_OF_A_KIND)
        chosen = self.chance.sample(others, 4 * each)
        trouble = Trouble(frozenset(blocked), *(frozenset(chosen[kind::4]) for kind in range(4)))
        self._set_blocked(trouble.blocked, blocked=True)
        self.server.faults.clear()
        for chats, fault in (
            (trouble.flooded, flood(AGAIN_SECONDS)),
            (trouble.slow, slow(SLOW_SECONDS)),
            (trouble.lost_after, reset(accepted=True)),
            (trouble.lost_before, reset()),
        ):
            for chat_id in chats:
                self.server.faults.add("sendMessage", fault, chat=chat_id)
        return trouble

    def _set_blocked(self, chats: frozenset[int], *, blocked: bool) -> None:
        """As if they had done it while the bot could not be told: only what it sends shows it."""
        with self.server.state.changed:
            for one in self.subscribers:
                if one.person is not None and one.chat_id in chats:
                    one.person.account.blocked = blocked


class Announced:
    """One announcement, from its preview on."""

    def __init__(self, place: AnnouncementPlace, post: Message, control: Message, trouble: Trouble) -> None:
        self.place, self.post, self.control, self.trouble = place, post, control, trouble
        self.chats = frozenset(one.chat_id for one in place.subscribers)
        self.reachable = len(self.chats) - len(trouble.blocked) - len(trouble.lost_before)
        journal = place.server.state.journal
        self._first_line, self._first_call = len(journal.lines), len(journal.calls)
        self._last = {chat: max(place.server.state.chats[chat].messages, default=0) for chat in self.chats}
        self.due_at = datetime.now(UTC)
        """When it is to be sent."""
        self._last_delivery = max((one for (one,) in rows(place.installation, "SELECT id FROM deliveries")), default=0)

    def send(self) -> None:
        """Press Send now."""
        self.place.admin.presses(self.control, "Send now")

    def recall(self) -> None:
        """Press Recall, while the connection breaks and Telegram asks to wait here and there."""
        known = [chat for chat, posts in sorted(self.posts().items()) if posts and chat not in self.trouble.lost]
        for chat, fault in zip(known, (reset(), reset(accepted=True), flood(AGAIN_SECONDS)), strict=False):
            self.place.server.faults.add("deleteMessage", fault, chat=chat)
        self.place.admin.presses(self.control, "Recall")

    def schedule(self, lead_seconds: float) -> None:
        """Have it sent so many seconds from now on, or later where the bot is too slow for that."""
        admin, server = self.place.admin, self.place.server
        while True:
            last = server.messages(admin)[-1]
            admin.presses(self.control, "Schedule")
            asked = server.wait_for_message(admin, after=last, timeout_seconds=LONGEST_WAIT_SECONDS)
            due = (datetime.now(UTC) + timedelta(seconds=lead_seconds)).replace(microsecond=0)
            given = admin.asks(due.isoformat(), reply_to=asked)
            said = server.wait_for_message(admin, after=given, timeout_seconds=LONGEST_WAIT_SECONDS)
            if not said.text.startswith(PASSED):
                self.due_at = due
                return
            lead_seconds *= 2

    def wait_for(self, kind: str, count: int) -> None:
        """Wait until so many posts are in the chats (``message``), or gone again (``delete``)."""
        what = f"{count} of {self.reachable} lines {kind!r}"
        self.place.server.wait_for(lambda: self._lines(kind) >= count, what=what, timeout_seconds=LONGEST_WAIT_SECONDS)

    def wait_until_planned(self) -> None:
        """Wait until the bot has written down whom it goes to; looked at often, for that is soon over."""
        end = time.monotonic() + LONGEST_WAIT_SECONDS
        while not self.deliveries("announcement") and time.monotonic() < end:
            time.sleep(LOOK_SECONDS)

    def wait_for_report(self, beginning: str, seconds: float) -> None:
        """Wait until the message that controls it begins so, or for so long."""
        changed = self.place.server.state.changed
        with changed:
            changed.wait_for(lambda: self.control.text.startswith(beginning), seconds)

    def deliveries(self, kind: str) -> list[tuple[int, str]]:
        """Id and state of those of a kind that were planned since the preview."""
        query = "SELECT id, state FROM deliveries WHERE kind = ? AND id > ? ORDER BY id"
        return rows(self.place.installation, query, kind, self._last_delivery)

    def posts(self) -> dict[int, list[Message]]:
        """The posts that Telegram has stored since the preview, by chat; also those that were deleted."""
        server = self.place.server
        return {
            chat: [
                message
                for message in server.messages(chat, deleted=True)
                if message.by_bot and message.text == self.post.text and message.message_id > self._last[chat]
            ]
            for chat in self.chats
        }

    def calls(self) -> list[Call]:
        """What the bot has called since the preview."""
        with self.place.server.state.changed:
            return self.place.server.state.journal.calls[self._first_call :]

    def stage(self, kind: str) -> str:
        """How far a process that was killed has come."""
        deliveries = self.deliveries(kind)
        if not deliveries:
            return "not planned"
        delivery, state = deliveries[0]
        states = {one for (one,) in rows(self.place.installation, _STATES, delivery)}
        return "done" if state == "done" else "planned" if states == {"pending"} else "under way"

    def _lines(self, kind: str) -> int:
        lines = self.place.server.state.journal.lines[self._first_line :]
        return sum(line.kind == kind and line.chat_id in self.chats and line.text == self.post.text for line in lines)


_STATES = "SELECT DISTINCT state FROM outbox WHERE delivery = ?"


def opened_announcement_place(
    installation: Installation, server: BotApiServer, chats: int, seed: int
) -> AnnouncementPlace:
    """An administrator, and so many chats that are subscribed: six of ten are private, and one is of each other kind."""
    admin = server.world.user(ADMIN, "Dilnoza", started=True)
    owner = server.world.user(OWNER, "Olim", started=True)
    made = [_made(server, owner, number) for number in range(chats)]
    people = [one.person for one in made if one.person is not None]
    place = AnnouncementPlace(installation, server, admin, people, random.Random(seed), subscribers=made)
    place.subscribe()
    return place


def briefings_taken_in(installation: Installation, count: int) -> list[str]:
    """The ids of so many briefings, in two languages, that are written and indexed now."""
    names = [f"round-{number}" for number in range(count)]
    for number, name in enumerate(names):
        details = front_matter(title=f"Talks {number}", source_url=f"https://press.example/{name}")
        text = RAILWAY if number % 2 else ARRIVAL
        installation.write(f"{name}.md", f"{details}{text}\n\nThis was communiqué No. {number}.")
    finished = installation.run("reindex")
    if finished.code != 0:
        raise RuntimeError(finished.err)
    return names


def seconds_until(moment: datetime) -> float:
    """From now on; 0 where it has passed."""
    return max(0.0, moment.timestamp() - time.time())


def _made(server: BotApiServer, owner: Person, number: int) -> Subscriber:
    world, title = server.world, f"Room {number}"
    match KINDS_OF_CHATS[number % len(KINDS_OF_CHATS)]:
        case "supergroup":
            return Subscriber(world.supergroup(title, owner=owner).id, ChatKind.GROUP)
        case "group":
            return Subscriber(world.group(title, owner=owner).id, ChatKind.GROUP)
        case "forum":
            forum = world.supergroup(title, owner=owner, forum=True)
            return Subscriber(forum.id, ChatKind.GROUP, forum.opens_topic("News", by=owner).thread_id)
        case "channel":
            return Subscriber(world.channel(title, owner=owner).id, ChatKind.CHANNEL)
        case _:
            person = world.user(FIRST_PERSON + number, f"P{number}", started=True)
            return Subscriber(person.id, ChatKind.PRIVATE, person=person)


def _subscription(one: Subscriber) -> Subscription:
    return Subscription(
        chat_id=one.chat_id,
        kind=one.kind,
        thread_id=one.thread_id,
        title="" if one.person is not None else f"Room {one.chat_id}",
        visits=(),
        countries=(),
        language=None,
        digest_hour=None,
        time_zone="UTC",
        digested_at=None,
        made_by=OWNER if one.person is None else one.chat_id,
        made_at=datetime.now(UTC),
    )
