"""The bot is killed again and again while people ask; afterwards it is looked at what became of every one of them."""

import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from botapi.journal import Call
from botapi.model import Message
from botapi.people import Person
from botapi.server import BotApiServer
from program import Finished, Installation, RunningBot, running_bot
from stored import rows, texts

FIRST_KILL_SECONDS, LAST_KILL_SECONDS = 0.3, 3.0
"""After so long a bot is killed: while it starts, while it takes up what was left, or while it answers."""
TICK_SECONDS = 0.05
MOST_ASKED_AT_ONCE = 3
LOOK_SECONDS = 0.2
END_SECONDS = 180.0
COMMANDS = ("/latest", "/help")
BUTTONS = ("Context", "👍")

Part = tuple[int, int]
"""An update, and which of the messages that were said for it."""


@dataclass(frozen=True)
class Kill:
    """When the signal was sent and when the process was gone (time.monotonic()), and what it left as said already."""

    sent_at: float
    gone_at: float
    noted: frozenset[Part]


@dataclass(frozen=True)
class Doubled:
    """A message that is in a chat, but that the bot did not know of any more, so that it said the same once more.

    ``confirmed_before_kill_ms`` is how long before the kill Telegram had written its confirmation; 0 where it came to
    that only afterwards.
    """

    text: str
    confirmed_before_kill_ms: float


@dataclass
class Crowd:
    """People who ask, send commands and press buttons, at random but the same each time."""

    server: BotApiServer
    people: Sequence[Person]
    questions: Sequence[str]
    chance: random.Random
    asked: list[Message] = field(default_factory=list)
    commands: list[Message] = field(default_factory=list)
    _pressed: set[tuple[int, int]] = field(default_factory=set)

    @property
    def presses(self) -> int:
        """How many buttons were pressed."""
        return len(self._pressed)

    def asks(self) -> Person:
        """Somebody asks something; who it was."""
        person = self.chance.choice(self.people)
        self.asked.append(person.asks(self.chance.choice(self.questions)))
        return person

    def acts(self) -> None:
        """Somebody does something: eight times of ten it is a question."""
        person, dice = self.chance.choice(self.people), self.chance.random()
        if dice < 0.1:
            self.commands.append(person.asks(self.chance.choice(COMMANDS)))
        elif dice < 0.2:
            self._presses(person)
        else:
            self.asked.append(person.asks(self.chance.choice(self.questions)))

    def _presses(self, person: Person) -> None:
        """Press a button of the newest message that has some; no message has its buttons pressed twice.

        Where the person has none, because the bot was killed again before it answered, somebody else presses.
        """
        for presser in (person, *self.people):
            for message in reversed(self.server.bot_messages(presser)):
                key = message.chat_id, message.message_id
                labels = [label for label in BUTTONS if any(button.text == label for button in message.buttons)]
                if labels and key not in self._pressed:
                    self._pressed.add(key)
                    presser.presses(message, self.chance.choice(labels))
                    return


@dataclass
class Killing:
    """A bot at a Bot API server, and a crowd that it answers, through ``kills`` kills."""

    installation: Installation
    server: BotApiServer
    crowd: Crowd
    kills: list[Kill] = field(default_factory=list)

    def run(self, kills: int, tell: Callable[[Kill], None] = lambda _: None) -> Finished:
        """Kill the bot so many times, then let it answer everything; how the last one ended.

        The first has answered somebody before it is killed, so that there are buttons to press however slowly it starts.
        """
        for number in range(kills):
            with self._running() as bot:
                if number == 0:
                    self.server.wait_for_message(self.crowd.asks())
                self._load(self.crowd.chance.uniform(FIRST_KILL_SECONDS, LAST_KILL_SECONDS))
                sent_at = time.monotonic()
                bot.process.kill()
                bot.process.communicate()
            self.kills.append(Kill(sent_at, time.monotonic(), self.noted()))
            tell(self.kills[-1])
        with self._running() as bot:
            self._wait_for_the_end()
            return bot.stop()

    def noted(self) -> frozenset[Part]:
        """What the bot will know to be said when it starts again."""
        return frozenset([*self._receipts(), *self._ledger()])

    def problems(self) -> list[str]:
        """What became of the crowd, compared with what must; nothing, where all is well."""
        return [
            *self._not_dealt_with(),
            *self._unanswered(),
            *self._out_of_order(),
            *self._not_verbatim(),
            *self._said_again(),
        ]

    def doubled(self) -> list[Doubled]:
        """Messages that were said twice because nobody could know of the first."""
        known = {(chat, message) for chat, message in self._ledger().values()}
        found = []
        for call in self._accepted():
            key = int(call.parameters["chat_id"]), int(call.result["message_id"])
            if key not in known:
                kill = next((kill for kill in self.kills if kill.gone_at >= call.received_at), None)
                confirmed_at = call.finished_at or call.received_at
                early = 0.0 if kill is None else max(0.0, kill.sent_at - confirmed_at)
                found.append(Doubled(call.parameters["text"], 1000 * early))
        return found

    def _running(self) -> AbstractContextManager[RunningBot]:
        return running_bot(
            self.installation,
            {
                "VERBALE_TELEGRAM_TOKEN": self.server.token,
                "VERBALE_TELEGRAM_API_URL": self.server.url,
                "VERBALE_SET_PROFILE": "false",
                "VERBALE_QUESTIONS_PER_MINUTE": "1000",
                "VERBALE_QUEUE_LIMIT": "10000",
            },
        )

    def _load(self, seconds: float) -> None:
        """Let the crowd ask for so long, each about once: more could not be answered before the next kill."""
        end, left = time.monotonic() + seconds, len(self.crowd.people)
        while time.monotonic() < end:
            for _ in range(min(left, self.crowd.chance.randint(1, MOST_ASKED_AT_ONCE))):
                self.crowd.acts()
                left -= 1
            time.sleep(max(0.0, min(TICK_SECONDS, end - time.monotonic())))

    def _wait_for_the_end(self) -> None:
        """Wait until all that people did is dealt with, as far as the bot tells."""
        end = time.monotonic() + END_SECONDS
        while self._is_something_left() and time.monotonic() < end:
            # Looked at now and then, from outside: the server and the bot need the processors.
            time.sleep(LOOK_SECONDS)

    def _is_something_left(self) -> bool:
        return bool(self.server.updates.pending) or bool(self._not_dealt_with())

    def _not_dealt_with(self) -> list[str]:
        done = {
            update for (update,) in rows(self.installation, "SELECT update_id FROM inbox WHERE done_at IS NOT NULL")
        }
        log = list(self.server.updates.log)
        return [f"update {one.update_id} was not dealt with" for one in log if one.update_id not in done]

    def _unanswered(self) -> Iterator[str]:
        said: defaultdict[int | None, list[Message]] = defaultdict(list)
        for (update_id, _), (chat, message_id) in self._ledger().items():
            said[update_id].append(self.server.state.chats[chat].messages[message_id])
        for question in self.crowd.asked:
            answers = said[question.update_id]
            if not answers or any(answer.reply_to != question.message_id for answer in answers):
                yield f"no answer to {question.text!r} of {question.chat_id}"
        for command in self.crowd.commands:
            if not said[command.update_id]:
                yield f"nothing was said to {command.text} of {command.chat_id}"

    def _out_of_order(self) -> Iterator[str]:
        for person in self.crowd.people:
            first: dict[int, int] = {}
            for message in self.server.bot_messages(person):
                if message.reply_to is not None:
                    first.setdefault(message.reply_to, message.message_id)
            asked = [one.message_id for one in self.crowd.asked if one.chat_id == person.id]
            answered = [first[one] for one in asked if one in first]
            if answered != sorted(answered):
                yield f"in {person.id} answers came in the order {answered}"

    def _not_verbatim(self) -> Iterator[str]:
        stored = texts(self.installation)
        for person in self.crowd.people:
            for message in self.server.bot_messages(person):
                for quoted in message.quotations:
                    if not any(quoted in text for text in stored):
                        yield f"no quotation: {quoted!r}"

    def _said_again(self) -> Iterator[str]:
        """What the bot had noted before a kill, and said again after it: by its own notes, and by what Telegram has."""
        for part, messages in self._receipts().items():
            if len(messages) > 1:
                yield f"the bot noted {part} {len(messages)} times"
        questions = {one.update_id: one for one in self.crowd.asked}
        for kill in self.kills:
            for question in (questions[update_id] for update_id, _ in kill.noted if update_id in questions):
                for message in self.server.bot_messages(question.chat_id):
                    if message.reply_to == question.message_id and message.stored_at_monotonic > kill.gone_at:
                        yield f"{question.text!r} of {question.chat_id} was answered again"

    def _accepted(self) -> list[Call]:
        return [call for call in self.server.calls("sendMessage") if call.result is not None]

    def _receipts(self) -> dict[Part, list[int]]:
        """Whole lines of the file: ids of messages, each as often as it was noted."""
        found: defaultdict[Part, list[int]] = defaultdict(list)
        for file in self.installation.data.glob("receipts*"):
            for line in filter(None, file.read_text().split("\n")[:-1]):
                update_id, part, message_id = map(int, line.split())
                found[update_id, part].append(message_id)
        return found

    def _ledger(self) -> dict[Part, tuple[int, int]]:
        """Chat and message of each part."""
        if not (self.installation.data / "verbale.db").exists():
            return {}
        query = "SELECT update_id, part, chat_id, message_id FROM ledger"
        return {(update, part): (chat, message) for update, part, chat, message in rows(self.installation, query)}


def started_crowd(server: BotApiServer, people: int, questions: Sequence[str], seed: int) -> Crowd:
    """So many people who have pressed Start long ago."""
    made = [server.world.user(1000 + number, f"P{number}", started=True) for number in range(people)]
    return Crowd(server, made, questions, random.Random(seed))
