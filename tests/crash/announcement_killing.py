"""The bot is killed again and again while it announces; each time it is looked at what is in the chats and what it says."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import cycle

from botapi.waiting import NothingHappenedError
from crash.announcement_aftermath import Aftermath, AnnouncementKill
from crash.announcement_place import LONGEST_WAIT_SECONDS, Announced, AnnouncementPlace, seconds_until
from crash.office_killing import running_office
from program import Finished, RunningBot

PLANNING, SENDING, THE_END = "planning", "sending", "the end"
TAKING_UP, RECALL = "taking up", "recall"
BEFORE, AT, AFTER = "before its moment", "at its moment", "after its moment"
KINDS = (PLANNING, SENDING, THE_END, TAKING_UP, RECALL, BEFORE, AT, AFTER)
"""During what the bot is killed; while it takes up what was left, now and then after any of the others, too."""
AGAIN = 0.3
"""So often the next process is killed as well."""
LONGEST_PLANNING_SECONDS = 0.3
LONGEST_START_SECONDS = 2.0
POST_SECONDS = 1 / 27
"""From one post to the next."""
LEAD_SECONDS = 2.0
"""So long after the schedule its moment comes."""
LOOKED_EVERY_SECONDS = 2.0
"""So often the bot looks for what is due."""
REPORT_SECONDS = 10.0
SIGNS = ("Traceback", "was not dealt with", "has stopped")
"""What the log must not tell of."""

Tell = Callable[[AnnouncementKill], None]


@dataclass
class AnnouncementKilling:
    """A bot that announces, through kills; ``problems`` grows."""

    place: AnnouncementPlace
    briefings: Sequence[str]
    """One for each announcement: what was announced already is announced to nobody again."""
    bot: RunningBot = field(init=False)
    kills: list[AnnouncementKill] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)
    most_uncertain: int = 0
    """So many posts of one announcement that was broken off by one kill were uncertain at the most."""
    _processes: ExitStack = field(default_factory=ExitStack)

    def run(
        self, kills: int, kinds: Sequence[str] = KINDS, again: float = AGAIN, tell: Tell = lambda _: None
    ) -> Finished:
        """Kill the bot so many times, during ``kinds`` in turn; how the last process ended."""
        with self._processes:
            self.start()
            for kind, briefing in zip(cycle(kinds), self.briefings, strict=False):
                if len(self.kills) >= kills:
                    break
                self._announce(kind, briefing, kills, again, tell)
            finished = self.bot.stop()
        verified = self.place.installation.run("verify")
        self.add_problems("at the end", [verified.err.strip()] if verified.code != 0 else [])
        self.add_problems("at the end", complaints(finished.err))
        return finished

    def start(self) -> None:
        """Start the next process, which runs until the end if it is not killed."""
        self.bot = self._processes.enter_context(running_office(self.place))

    def _announce(self, kind: str, briefing: str, kills: int, again: float, tell: Tell) -> None:
        self.place.subscribe()
        try:
            announced = self.place.announce(briefing)
            _Round(self, kind, announced, tell).run(kills, again)
        except NothingHappenedError as error:
            self.bot.process.kill()
            _, log = self.bot.process.communicate()
            raise AssertionError(f"the bot, which was waited for, has said in its log: {log[-3000:]}") from error
        self.place.end_trouble(announced.trouble)

    def add_problems(self, when: str, found: Iterable[str]) -> None:
        """What is not as it must be."""
        self.problems += [f"{when}: {one}" for one in found]


@dataclass
class _Round:
    """One announcement, broken off."""

    killing: AnnouncementKilling
    kind: str
    announced: Announced
    tell: Tell
    kills: list[AnnouncementKill] = field(default_factory=list)

    def run(self, most: int, again: float) -> None:
        """Kill the bot once or more often, but ``most`` times in all rounds, and look at what became of it."""
        chance = self.killing.place.chance
        if self.kind == RECALL:
            self.announced.send()
            self._look()
        self._reach_moment()
        self._kill(self.kind)
        if self.kind == BEFORE and chance.random() < 1 / 2:
            # No process runs at the moment itself.
            time.sleep(seconds_until(self.announced.due_at))
        self.killing.start()
        is_again = self.kind == TAKING_UP or chance.random() < again
        while is_again and len(self.killing.kills) < most:
            self._kill_while_starting()
            is_again = chance.random() < again
        if self.kind == RECALL:
            self._look_after_recall()
        else:
            self._look()

    def _reach_moment(self) -> None:
        """Do what is broken off, and wait until the bot is to be killed."""
        announced, chance = self.announced, self.killing.place.chance
        if self.kind == RECALL:
            announced.recall()
            announced.wait_for("delete", chance.randrange(announced.reachable - len(announced.trouble.lost_after)))
            return
        if self.kind in {BEFORE, AT, AFTER}:
            announced.schedule(LEAD_SECONDS)
        else:
            announced.send()
        if self.kind == PLANNING:
            time.sleep(self._soon())
        elif self.kind == BEFORE:
            time.sleep(chance.random() * seconds_until(announced.due_at))
        elif self.kind == AT and chance.random() < 1 / 2:
            time.sleep(seconds_until(announced.due_at) + chance.uniform(0.0, LOOKED_EVERY_SECONDS))
        elif self.kind == AT:
            announced.wait_until_planned()
        elif self.kind == THE_END:
            announced.wait_for("message", announced.reachable - chance.randrange(3))
            time.sleep(self._soon())
        else:
            announced.wait_for("message", chance.randint(1, announced.reachable // 2))
            # Half of the time before the bot has Telegram's answer.
            time.sleep(max(0.0, chance.uniform(-POST_SECONDS, POST_SECONDS)))

    def _soon(self) -> float:
        """Half of the time within 20 ms: what is written down there is mostly over by then."""
        return LONGEST_PLANNING_SECONDS * float(self.killing.place.chance.random() ** 4)

    def _kill_while_starting(self) -> None:
        """Kill the next process as well: at any time, or soon after its first word to Telegram."""
        chance, server = self.killing.place.chance, self.killing.place.server
        if chance.random() < 1 / 2:
            time.sleep(chance.uniform(0.0, LONGEST_START_SECONDS))
        else:
            calls = len(server.state.journal.calls)
            server.wait_for(
                lambda: len(server.state.journal.calls) > calls,
                what="a call of the next process",
                timeout_seconds=LONGEST_WAIT_SECONDS,
            )
            time.sleep(chance.uniform(0.0, LONGEST_PLANNING_SECONDS))
        self._kill(TAKING_UP)
        self.killing.start()

    def _kill(self, kind: str) -> None:
        """Kill the bot, and write down how far it was."""
        process, sent_at = self.killing.bot.process, time.monotonic()
        process.kill()
        _, log = process.communicate()
        gone_at, calls = time.monotonic(), len(self.announced.calls())
        stage = self.announced.stage("recall" if self.kind == RECALL else "announcement")
        kill = AnnouncementKill(kind, stage, sent_at, gone_at, calls)
        self.kills.append(kill)
        self.killing.kills.append(kill)
        self.killing.add_problems(self._name, complaints(log))
        self.tell(kill)

    def _look(self) -> None:
        """What became of the announcement."""
        self._settle("Sent to")
        aftermath, killing = Aftermath(self.announced, self.kills), self.killing
        killing.add_problems(self._name, aftermath.problems())
        killing.outcomes += aftermath.outcomes()
        if len(self.kills) == 1:
            killing.most_uncertain = max(killing.most_uncertain, len(aftermath.uncertain_by_kills))

    def _look_after_recall(self) -> None:
        self._settle("Recalled")
        aftermath, killing = Aftermath(self.announced, self.kills), self.killing
        killing.add_problems(self._name, aftermath.problems_of_recall())
        killing.outcomes["recalled"] += aftermath.recalled

    def _settle(self, report: str) -> None:
        place = self.killing.place
        self.killing.add_problems(self._name, place.settles())
        self.announced.wait_for_report(report, REPORT_SECONDS)

    @property
    def _name(self) -> str:
        return f"{self.kind} ({', '.join(kill.stage for kill in self.kills) or 'no kill'})"


def complaints(log: str) -> Iterator[str]:
    """Lines of a log that tell of an error of the program itself."""
    lines = log.splitlines()
    for number, line in enumerate(lines):
        if any(sign in line for sign in SIGNS):
            yield "the log: " + " | ".join(lines[max(0, number - 1) : number + 2])
