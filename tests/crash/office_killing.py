"""The bot is killed again and again while an administrator works; each time it is looked at what became of the work."""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from itertools import cycle

from botapi.server import BotApiServer
from crash.office_acts import KINDS, Act, Correcting, prepared
from crash.office_place import PUBLISHED, Place
from program import Finished, Installation, RunningBot, running_bot
from stored import rows

ADMIN = 900
AGAIN = 0.3
"""So often the next process is killed as well, while it takes up what was left."""
LONGEST_START_SECONDS = 3.5
CONTROL = "When will the road over the Anzob pass reopen?"
CONTROL_WORDS = "would reopen in May"


@dataclass(frozen=True)
class OfficeKill:
    """What was going on, how far it was when the process was gone, and after how long that was."""

    act: str
    stage: str  # "not begun", "under way", "done", or "taking up" where it was the next process
    seconds: float


@dataclass
class OfficeKilling:
    """A bot with an administrator, through kills; ``problems`` grows."""

    place: Place
    kills: list[OfficeKill] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)

    def run(
        self,
        kills: int,
        kinds: Sequence[str] = KINDS,
        tell: Callable[[OfficeKill], None] = lambda _: None,
        again: float = AGAIN,
    ) -> Finished:
        """Kill the bot so many times while it is at the acts of ``kinds`` in turn; how the last process ended."""
        with ExitStack() as last:
            bot = last.enter_context(running_office(self.place))
            for kind in cycle(kinds):
                if len(self.kills) >= kills:
                    break
                act = prepared(self.place, kind)
                bot = self._round(act, bot, last, kills, tell, again)
            finished = bot.stop()
        self._verify("at the end")
        return finished

    def _round(
        self,
        act: Act,
        bot: RunningBot,
        last: ExitStack,
        kills: int,
        tell: Callable[[OfficeKill], None],
        again: float,
    ) -> RunningBot:
        """One act, broken off; the process that has finished it."""
        chance = self.place.chance
        act.begin()
        self._kill(act, bot, chance.uniform(0.0, act.longest_seconds), None, tell)
        bot = last.enter_context(running_office(self.place))
        while len(self.kills) < kills and chance.random() < again:
            self._kill(act, bot, chance.uniform(0.0, LONGEST_START_SECONDS), "taking up", tell)
            bot = last.enter_context(running_office(self.place))
        self._problems(f"{act.name}: {one}" for one in self.place.settles())
        self._check(act)
        return bot

    def _kill(
        self, act: Act, bot: RunningBot, seconds: float, stage: str | None, tell: Callable[[OfficeKill], None]
    ) -> None:
        time.sleep(seconds)
        bot.process.kill()
        bot.process.communicate()
        self._verify(f"after the kill while it was at {act.name}")
        self._problems(self._unkept())
        done = "not begun" if not act.has_begun() else "under way" if self.place.left() else "done"
        self.kills.append(OfficeKill(act.name, stage or done, seconds))
        tell(self.kills[-1])

    def _check(self, act: Act) -> None:
        place = self.place
        self._problems(f"{act.name}: {one}" for one in (*act.problems(), *self._unnamed()))
        if isinstance(act, Correcting):
            self.outcomes += act.outcomes()
        if CONTROL_WORDS not in place.ask(CONTROL).text:
            self._problems([f"{act.name}: nothing is answered afterwards"])
        self._problems(self._published_twice())

    def _unkept(self) -> Iterator[str]:
        """What an administrator saw as published must be there."""
        for message in self.place.server.bot_messages(self.place.admin):
            if message.text.startswith(PUBLISHED):
                briefing = message.text.rpartition("(")[2].removesuffix(").")
                if not self.place.editions(briefing):
                    yield f"{briefing} was said to be published, but is not stored"

    def _published_twice(self) -> Iterator[str]:
        """Every draft that was published has made one edition and one entry of the audit log."""
        place = self.place
        query = "SELECT briefing, count(*) FROM drafts WHERE state = 'published' GROUP BY briefing"
        for briefing, drafts in rows(place.installation, query):
            if not len(place.editions(briefing)) == len(place.acts(briefing, "published", "corrected")) == drafts:
                yield f"{briefing}: {drafts} drafts, {place.editions(briefing)}, {place.acts(briefing)}"

    def _unnamed(self) -> Iterator[str]:
        """Folders of generations that no pointer names."""
        named = self.place.folders()
        for entry in self.place.index.iterdir():
            if entry.is_dir() and entry.name not in named:
                yield f"the folder {entry.name} was left"

    def _verify(self, when: str) -> None:
        verified = self.place.installation.run("verify")
        if verified.code != 0:
            self._problems([f"{when}: {verified.err.strip()}"])

    def _problems(self, found: Iterable[str]) -> None:
        self.problems += list(found)


def running_office(place: Place) -> AbstractContextManager[RunningBot]:
    """Run the bot, with its administrator, while the block runs."""
    return running_bot(
        place.installation,
        {
            "VERBALE_TELEGRAM_TOKEN": place.server.token,
            "VERBALE_TELEGRAM_API_URL": place.server.url,
            "VERBALE_ADMINS": str(ADMIN),
            "VERBALE_SET_PROFILE": "false",
            "VERBALE_QUESTIONS_PER_MINUTE": "1000",
        },
    )


def said_twice(place: Place) -> int:
    """How many messages of publication were said once more, since the first was not noted when a kill came."""
    said = [one.text for one in place.server.bot_messages(place.admin) if one.text.startswith(PUBLISHED)]
    drafts = len(rows(place.installation, "SELECT id FROM drafts WHERE state = 'published'"))
    return len(said) - drafts


def opened_place(installation: Installation, server: BotApiServer, people: int, seed: int) -> Place:
    """An administrator, and so many people who have pressed Start long ago."""
    admin = server.world.user(ADMIN, "Dilnoza", started=True)
    made = [server.world.user(1000 + number, f"P{number}", started=True) for number in range(people)]
    return Place(installation, server, admin, made, random.Random(seed))
