"""Corrections reach what was said: exactly the messages that quoted what changed, whatever kind they are of."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from botapi.faults import flood, refusal
from botapi.model import Message
from botapi.people import Person
from botapi.rooms import Room
from botapi.server import BotApiServer
from botapi.state import ChatRef
from program import Installation, RunningBot, running_bot
from stored import front_matter, is_verbatim, rows
from talking import somebody

OWNER = 901
SUBJECTS = (
    ("turbine", "Rogun", "megawatts of power to the plain"),
    ("harbour", "Aktau", "barges of cement to the islands"),
    ("hospital", "Osh", "ambulances and their crews to the valley"),
    ("orchard", "Khujand", "crates of apricots to the bazaars"),
    ("museum", "Nukus", "paintings and carpets to the exhibition"),
    ("bridge", "Termez", "lorries of flour across the river"),
    ("observatory", "Naryn", "photographs of comets to the academy"),
    ("school", "Turkestan", "textbooks of history to the villages"),
)
ACCORDS = ("Balkhash", "Karakol", "Samarkand", "Merv", "Pamir", "Saryarka", "Zarafshan", "Ustyurt")


@dataclass
class Article:
    """A briefing that a test changes: one sentence a paragraph, each with an amount."""

    accord: str
    amounts: dict[int, int] = field(init=False)
    details: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        first = 100 * (ACCORDS.index(self.accord) + 1)
        self.amounts = {number: first + number for number in range(len(SUBJECTS))}

    @property
    def id(self) -> str:
        return self.accord.lower()

    @property
    def title(self) -> str:
        return self.details.get("title", f"The {self.accord} papers")

    def sentence(self, number: int) -> str:
        thing, place, what = SUBJECTS[number]
        amount = self.amounts[number]
        return f"The {self.accord} {thing} of {place} will send {amount} {what} under the {self.accord} accord."

    def question(self, number: int) -> str:
        thing, place, what = SUBJECTS[number]
        return f"How many {what} will the {self.accord} {thing} of {place} send under the {self.accord} accord?"

    def source(self, number: int) -> str:
        return f"— {self.title} · March 4, 2025 · ¶ {sorted(self.amounts).index(number) + 1}"

    def write(self, place: Installation) -> None:
        known = {"title": self.title, "date": "2025-03-04", "source_url": f"https://press.example/{self.id}"}
        text = "\n\n".join(map(self.sentence, sorted(self.amounts)))
        place.write(f"{self.id}.md", front_matter(**known | self.details) + text)


class Bot:
    """The bot, which a test may kill and start again."""

    def __init__(self, place: Installation, settings: dict[str, str]) -> None:
        self._place, self._settings = place, settings
        self._running = ExitStack()
        self.process = self._start()

    def _start(self) -> RunningBot:
        return self._running.enter_context(running_bot(self._place, self._settings))

    def kill(self) -> None:
        self.process.process.kill()
        self.process.process.communicate()

    def start(self) -> None:
        self.process = self._start()

    def end(self) -> str:
        with self._running:
            return self.process.stop().err


@pytest.fixture(scope="module")
def server() -> Iterator[BotApiServer]:
    with BotApiServer() as running:
        running.world.bot.can_read_all_group_messages = True
        yield running
        running.assert_valid(unanswered_allowed=True)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Installation:
    made = Installation(tmp_path_factory.mktemp("corrections"), model_cache)
    for accord in ACCORDS:
        Article(accord).write(made)
    finished = made.run("reindex")
    assert finished.code == 0, finished
    return made


@pytest.fixture(scope="module", autouse=True)
def bot(place: Installation, server: BotApiServer) -> Iterator[Bot]:
    running = Bot(
        place,
        {
            "VERBALE_TELEGRAM_TOKEN": server.token,
            "VERBALE_TELEGRAM_API_URL": server.url,
            "VERBALE_ADMINS": str(OWNER),
            "VERBALE_QUESTIONS_PER_MINUTE": "1000",
            "VERBALE_CHAT_QUESTIONS_PER_MINUTE": "10000",
            "VERBALE_SET_PROFILE": "false",
        },
    )
    yield running
    errors = running.end()
    assert "was not dealt with" not in errors, errors
    assert "has stopped" not in errors, errors


@pytest.fixture(scope="module")
def owner(server: BotApiServer) -> Person:
    return server.world.user(OWNER, "Olga", started=True)


def _today() -> str:
    now = datetime.now(UTC)
    return f"{now:%B} {now.day}, {now.year}"


def _asks(server: BotApiServer, person: Person, text: str, chat: ChatRef | None = None, **options: Any) -> Message:
    asked = person.sends(person if chat is None else chat, text, **options)
    return server.wait_for_message(person if chat is None else chat, after=asked)


def _presses(server: BotApiServer, person: Person, message: Message, label: str) -> Message:
    """Press a button, and what it brings."""
    last = server.messages(message.chat_id)[-1]
    person.presses(message, label)
    return server.wait_for_message(message.chat_id, after=last)


def _offer(server: BotApiServer, owner: Person, article: Article, command: str = "/reindex") -> Message | None:
    """What is offered to be corrected of a briefing after /reindex, or None where nothing is."""
    asked = owner.asks(command)
    begun = server.wait_for_message(owner, after=asked)
    server.wait_for(lambda: begun.text.startswith(("Done in", "Nothing has changed")), what="the end of the work")
    ended = owner.asks("/help")  # comes after the offers
    server.wait_for_message(owner, after=ended)
    offers = [one for one in server.bot_messages(owner, after=asked) if f"“{article.title}”" in one.text]
    assert len(offers) <= 1
    return offers[0] if offers else None


def _offered(server: BotApiServer, owner: Person, article: Article) -> Message:
    offer = _offer(server, owner, article)
    assert offer is not None
    return offer


def _chooses(server: BotApiServer, owner: Person, offer: Message, label: str) -> str:
    """Choose what is to be done, and the report at the end."""
    owner.presses(offer, label)
    server.wait_for(lambda: offer.text.startswith(("Corrected:", "The messages stay")), what="the end of corrections")
    return offer.text


def _entities(message: Message) -> list[tuple[str, str]]:
    return [(one.type, one.of(message.text)) for one in message.entities]


@dataclass(frozen=True)
class Was:
    """How a message was before it was corrected."""

    message: Message
    text: str
    entities: list[tuple[str, str]]
    markup: dict[str, Any] | None

    @classmethod
    def of(cls, message: Message) -> "Was":
        return cls(message, message.text, _entities(message), message.markup)

    @property
    def is_as_it_was(self) -> bool:
        return Was.of(self.message) == self




def test_explore(server, place, owner):
    article = Article("Balkhash")
    anna, boris, clara, dora, emil, fred = (somebody(server) for _ in range(6))
    room = server.world.supergroup("Press", anna, owner=owner, forum=True)
    topic = room.opens_topic("News", owner)
    answer = _asks(server, anna, article.question(2))
    other = _asks(server, boris, article.question(6))
    more = _presses(server, boris, other, "More quotes")
    ctx = _presses(server, anna, answer, "Context")
    ing = _asks(server, anna, f"/ask {article.question(2)}", room, thread=topic)
    latest = _asks(server, clara, "/start b_balkhash")
    check = _asks(server, dora, f"/verify {article.sentence(2)}")
    near = _asks(server, emil, "Who pays for the hospital trains of the Osh railway in the Balkhash valley during winter?")
    old=article.sentence(2)
    article.amounts[2] = 555
    article.amounts[3] = 666
    article.write(place)
    offer = _offer(server, owner, article)
    print("OFFER", offer and offer.text)
    for r in rows(place, "select id, chat_id, message_id, kind, quotes from ledger where quotes!='[]'"): print(r)
    d=dict(answer=answer,other=other,more=more,ctx=ctx,ing=ing,latest=latest,check=check,near=near)
    w={n:Was.of(m) for n,m in d.items()}
    rep=_chooses(server, owner, offer, "Mark the messages")
    print("REPORT",rep)
    for n,m in d.items():
        print("=====",n, m.text!=w[n].text, m.markup==w[n].markup); print(w[n].text); print("-->");print(m.text); print([b.text for b in m.buttons], _entities(m)[:6])
    for m in server.bot_messages(dora): print("DORA", m.text)
    again=_offer(server, owner, article)
    print("AGAIN", again and again.text)
    late = _asks(server, fred, f"/verify {old}")
    print("LATE", late.text)
    again=_offer(server, owner, article)
    print("AGAIN2", again and again.text)
    assert 0
