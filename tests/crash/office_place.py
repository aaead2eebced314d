"""A bot with an administrator, people who ask, and briefings of which each is about something that no other names."""

import itertools
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from botapi.model import Message
from botapi.people import Person
from botapi.server import BotApiServer
from program import Installation
from stored import front_matter, rows
from verbale_index.generations import GenerationName, Generations
from verbale_index.manifest import Manifest

SYLLABLES = ("zar", "kul", "mir", "tob", "shah", "dar", "vakh", "nor", "gis", "pam", "rud", "sang")
MONTHS = ("January", "April", "May", "August", "October", "December")
PUBLISHED = "Published: "
SETTLING_SECONDS = 90.0
LOOK_SECONDS = 0.1


@dataclass
class Place:
    """The bot's installation, the chat server, an administrator, and people who ask."""

    installation: Installation
    server: BotApiServer
    admin: Person
    people: Sequence[Person]
    chance: random.Random
    _names: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def new_name(self) -> str:
        """A place that no briefing speaks of yet."""
        syllables = "".join(self.chance.sample(SYLLABLES, 3))
        return f"{syllables.capitalize()}{next(self._names)}"

    @property
    def index(self) -> Path:
        """The folder of the generations."""
        return self.installation.data / "index"

    def folders(self) -> list[str]:
        """Those of the generations that are named, the one that serves first."""
        return [name.folder for name in self._generation_names()]

    def manifests(self) -> list[Manifest]:
        """Those of the generations that are named, the one that serves first."""
        generations = Generations(self.index, keep=3)
        return [generations.manifest(name) for name in self._generation_names()]

    def _generation_names(self) -> tuple[GenerationName, ...]:
        pointer = Generations(self.index, keep=3).pointer()
        return () if pointer is None else (pointer.current, *pointer.earlier)

    def indexed(self) -> dict[str, int]:
        """The editions in the index that serves, by briefing."""
        manifests = self.manifests()
        return {key.briefing: key.number for key in manifests[0].editions} if manifests else {}

    def editions(self, briefing: str) -> list[int]:
        """The numbers of the stored editions of a briefing."""
        query = "SELECT number FROM editions WHERE briefing = ? ORDER BY number"
        return [number for (number,) in rows(self.installation, query, briefing)]

    def acts(self, subject: str, *kinds: str) -> list[str]:
        """What the audit log says was done to a briefing or a generation, oldest first; of these kinds, if any."""
        query = "SELECT act FROM audit WHERE subject = ? ORDER BY number"
        return [act for (act,) in rows(self.installation, query, subject) if not kinds or act in kinds]

    def left(self) -> list[str]:
        """What the bot has still to do."""
        done = {one for (one,) in rows(self.installation, "SELECT update_id FROM inbox WHERE done_at IS NOT NULL")}
        log = list(self.server.updates.log)
        left = [f"update {one.update_id} is not dealt with" for one in log if one.update_id not in done]
        running = rows(self.installation, "SELECT id FROM deliveries WHERE state = 'running'")
        return [*left, *(f"delivery {one} is not done" for (one,) in running)]

    def settles(self) -> list[str]:
        """Wait until nothing is left to do; what is left after very long."""
        end = time.monotonic() + SETTLING_SECONDS
        while (left := self.left()) and time.monotonic() < end:
            # Looked at now and then, from outside: the server and the bot need the processors.
            time.sleep(LOOK_SECONDS)
        return left

    def adds(self, briefing: "Bridge") -> Message:
        """Send a document and wait for its card."""
        sent = self.admin.sends_document(f"{briefing.id}.txt", briefing.text.encode())
        return self.server.wait_for_message(self.admin, after=sent, containing=briefing.id)

    def publishes(self, briefing: "Bridge") -> Message:
        """Add and publish a document, and wait until that is all done; the message that says so."""
        card = self.adds(briefing)
        self.admin.presses(card, "Publish")
        said = self.server.wait_for_message(self.admin, after=card, containing=PUBLISHED)
        self.settles()
        return said

    def ask(self, question: str, person: Person | None = None) -> Message:
        """What somebody is answered."""
        who = person or self.people[0]
        asked = who.asks(question)
        return self.server.wait_for_message(who, after=asked)


@dataclass(frozen=True)
class Bridge:
    """A briefing about a bridge that no other speaks of."""

    name: str
    month: str

    @property
    def id(self) -> str:
        return f"bridge-{self.name.lower()}"

    @property
    def question(self) -> str:
        return f"When will the {self.name} bridge reopen?"

    @property
    def fact(self) -> str:
        return f"The {self.name} bridge will reopen in {self.month}, the Ministry of Transport said."

    @property
    def text(self) -> str:
        head = front_matter(title=f"The bridge of {self.name}")
        return f"{head}{self.fact}\n\nEngineers of both countries inspected {self.name} on Monday and met the governor."

    def later(self) -> "Bridge":
        """The same, with another month."""
        return Bridge(self.name, MONTHS[(MONTHS.index(self.month) + 1) % len(MONTHS)])
