"""The bot is killed again and again while an administrator works; each time it is looked at what became of the work."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field

from botapi.server import BotApiServer
from crash.office_acts import KINDS, PUBLISHED, Act, Correcting, Place, prepared
from program import Finished, Installation, RunningBot, running_bot
from stored import rows

ADMIN = 900
SETTLING_SECONDS = 90.0
LOOK_SECONDS = 0.1
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
    said_twice: int = 0
    corrected: int = 0
    replied: int = 0
    uncertain: int = 0
    settled_seconds: list[float] = field(default_factory=list)

    def run(self, kills: int, kinds: Sequence[str] = KINDS, tell: Callable[[OfficeKill], None] = lambda _: None) -> Finished:
        """Kill the bot so many times while it is at the acts of ``kinds`` in turn; how the last process ended."""
        with ExitStack() as last:
            bot = last.enter_context(self._running())
            for kind in self._in_turn(kinds):
                if len(self.kills) >= kills:
                    break
                act = prepared(self.place, kind)
                bot = self._round(act, bot, last, kills, tell)
            finished = bot.stop()
        self._verify("at the end")
        return finished

    def _in_turn(self, kinds: Sequence[str]) -> Iterator[str]:
        while True:
            yield from kinds

    def _round(
        self, act: Act, bot: RunningBot, last: ExitStack, kills: int, tell: Callable[[OfficeKill], None]
    ) -> RunningBot:
        """One act, broken off; the process that has finished it."""
        chance = self.place.chance
        act.begin()
        self._kill(act, bot, chance.uniform(0.0, act.longest_seconds), None, tell)
        bot = last.enter_context(self._running())
        while len(self.kills) < kills and chance.random() < AGAIN:
            self._kill(act, bot, chance.uniform(0.0, LONGEST_START_SECONDS), "taking up", tell)
            bot = last.enter_context(self._running())
        self._settle(act)
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
        done = "not begun" if not act.has_begun() else "under way" if self._left() else "done"
        self.kills.append(OfficeKill(act.name, stage or done, seconds))
        tell(self.kills[-1])

    def _running(self) -> AbstractContextManager[RunningBot]:
        server = self.place.server
        return running_bot(
            self.place.installation,
            {
                "VERBALE_TELEGRAM_TOKEN": server.token,
                "VERBALE_TELEGRAM_API_URL": server.url,
                "VERBALE_ADMINS": str(ADMIN),
                "VERBALE_SET_PROFILE": "false",
                "VERBALE_QUESTIONS_PER_MINUTE": "1000",
            },
        )

    def _settle(self, act: Act) -> None:
        """Wait until nothing is left to do."""
        began = time.monotonic()
        while time.monotonic() < began + SETTLING_SECONDS:
            left = self._left()
            if not left:
                self.settled_seconds.append(time.monotonic() - began)
                return
            time.sleep(LOOK_SECONDS)
        self._problems([f"{act.name}: {one}" for one in left])

    def _left(self) -> list[str]:
        """What the bot has still to do."""
        server, installation = self.place.server, self.place.installation
        done = {one for (one,) in rows(installation, "SELECT update_id FROM inbox WHERE done_at IS NOT NULL")}
        left = [f"update {one.update_id} is not dealt with" for one in list(server.updates.log) if one.update_id not in done]
        running = "SELECT id FROM deliveries WHERE state = 'running'"
        left += [f"delivery {one} is not done" for (one,) in rows(installation, running)]
        return left

    def _check(self, act: Act) -> None:
        place = self.place
        self._problems(f"{act.name}: {one}" for one in (*act.problems(), *self._unnamed()))
        if isinstance(act, Correcting):
            self._count(act)
        if CONTROL_WORDS not in place.ask(CONTROL).text:
            self._problems([f"{act.name}: nothing is answered afterwards"])
        self._problems(self._published_twice())

    def _count(self, act: Correcting) -> None:
        sent, uncertain = act.replies_of("sent"), act.replies_of("uncertain")
        self.uncertain += uncertain
        if act.name == "correct by edits":
            self.corrected += sent
        else:
            self.replied += sent

    def _unkept(self) -> Iterator[str]:
        """What an administrator saw as published must be there."""
        for message in self.place.server.bot_messages(self.place.admin):
            if message.text.startswith(PUBLISHED):
                briefing = message.text.rpartition("(")[2].removesuffix(").")
                if not self.place.editions(briefing):
                    yield f"{briefing} was said to be published, but is not stored"

    def _published_twice(self) -> Iterator[str]:
        """Every draft that was published has made one edition, and no edition is without one or a file."""
        installation = self.place.installation
        published = dict(
            rows(installation, "SELECT briefing, count(*) FROM drafts WHERE state = 'published' GROUP BY briefing")
        )
        logged = dict(
            rows(
                installation,
                "SELECT subject, count(*) FROM audit WHERE act IN ('published', 'corrected') GROUP BY subject",
            )
        )
        for briefing, drafts in published.items():
            if logged.get(briefing) != drafts or len(self.place.editions(briefing)) != drafts:
                yield f"{briefing}: {drafts} drafts, {logged.get(briefing)} entries, {self.place.editions(briefing)}"

    def _unnamed(self) -> Iterator[str]:
        """Folders of generations that no pointer names."""
        folder = self.place.installation.data / "index"
        named = {f"{one.number:06d}" for one in self.place.manifests()}
        for entry in folder.iterdir():
            if entry.is_dir() and entry.name[:6] not in named:
                yield f"the folder {entry.name} was left"

    def _verify(self, when: str) -> None:
        verified = self.place.installation.run("verify")
        if verified.code != 0:
            self._problems([f"{when}: {verified.err.strip()}"])

    def _problems(self, found: "Iterator[str] | Sequence[str]") -> None:
        self.problems += list(found)


def says_published_twice(place: Place) -> int:
    """How many messages of publication were said once more, since the first was not noted when a kill came."""
    said = [one.text for one in place.server.bot_messages(place.admin) if one.text.startswith(PUBLISHED)]
    drafts = len(rows(place.installation, "SELECT id FROM drafts WHERE state = 'published'"))
    return len(said) - drafts


def opened_place(installation: Installation, server: BotApiServer, people: int, seed: int) -> Place:
    """An administrator, and so many people who have pressed Start long ago."""
    import random

    admin = server.world.user(ADMIN, "Dilnoza", started=True)
    made = [server.world.user(1000 + number, f"P{number}", started=True) for number in range(people)]
    return Place(installation, server, admin, made, random.Random(seed))
