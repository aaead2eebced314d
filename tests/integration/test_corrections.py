"""Corrections reach what was said: exactly the messages that quoted what changed, whatever kind they are of."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import pytest

from botapi.faults import flood, hang, refusal, slow
from botapi.model import Message
from botapi.people import Person
from botapi.server import BotApiServer
from botapi.state import ChatRef
from program import Installation, RunningBot, running_bot
from stored import front_matter, is_verbatim, rows, until_dealt_with
from talking import somebody

OWNER = 901
CANNOT_EDIT = refusal(400, "Bad Request: message can't be edited")
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
ACCORDS = ("Balkhash", "Karakol", "Samarkand", "Merv", "Pamir", "Saryarka", "Zarafshan", "Ustyurt", "Turan")


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


@dataclass(frozen=True)
class Named:
    """The title of a briefing."""

    title: str


class Titled(Protocol):
    """A briefing that has a title."""

    @property
    def title(self) -> str: ...


@dataclass(frozen=True)
class Long:
    """A briefing of three long paragraphs, of which one sentence changes."""

    paragraphs: tuple[str, ...] = tuple(
        " ".join(
            f"In clause {part}.{number} of the Caspian convention the two navies promise to mend buoy number "
            f"{part * number} in the northern roads before the ice comes."
            for number in range(1, sentences)
        )
        for part, sentences in ((3, 6), (5, 17), (7, 4))
    )
    question: str = "What do the navies promise about buoy number 20 in clause 5.4 of the Caspian convention?"

    @property
    def title(self) -> str:
        return "Caspian papers"

    @property
    def text(self) -> str:
        return front_matter(title=self.title) + "\n\n".join(self.paragraphs)

    @property
    def old(self) -> str:
        return next(f"{one}." for one in self.paragraphs[1].split(". ") if one.startswith("In clause 5.4 "))

    @property
    def new(self) -> str:
        return self.old.replace("before the ice comes", "after the ice has gone")


LONG = Long()


def _lanners(first: int) -> str:
    return " ".join(f"{number} lanner" for number in range(first, first + 90))


FALCONS = (
    "Nine gerfalcons 🦅 were given to the emir on Monday. They flew to the palace.",
    "The chancellor of Kunduz left.",
    _lanners(1_000),
)


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
    made.write("long.md", LONG.text)
    made.write("falcons.md", front_matter(title="Falcons") + "\n\n".join(FALCONS))
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


def _offer(server: BotApiServer, place: Installation, owner: Person, article: Titled) -> Message | None:
    """What is offered to be corrected of a briefing after /reindex, or None where nothing is."""
    asked = owner.asks("/reindex")
    until_dealt_with(place, asked.update_id)
    offers = [one for one in server.bot_messages(owner, after=asked) if f"“{article.title}” has changed." in one.text]
    assert len(offers) <= 1
    return offers[0] if offers else None


def _offered(server: BotApiServer, place: Installation, owner: Person, article: Titled) -> Message:
    offer = _offer(server, place, owner, article)
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


def _messages_said(offer: Message) -> int:
    """How many messages an offer speaks of."""
    found = re.search(r"(\d+) messages? in", offer.text)
    assert found is not None, offer.text
    return int(found.group(1))


def _quoting(server: BotApiServer, *wanted: str) -> list[Message]:
    """All messages of the bot, in whatever chat, that quote one of the wanted passages, perhaps with others."""
    said = [one for chat in list(server.state.chats) for one in server.bot_messages(chat)]
    return [one for one in said if any(passage in words for passage in wanted for words in one.quotations)]


def _block(words: str, *kinds: str) -> list[tuple[str, str]]:
    return [("blockquote", words), *((kind, words) for kind in kinds)]


def _link(article: Titled) -> tuple[str, str]:
    return ("text_link", article.title)


def _marked(was: Was, article: Article, olds: dict[int, str]) -> Was:
    """A message when what it quoted of ``olds``, by number, is marked; all the rest as it was."""
    for number, old in olds.items():
        if old not in was.text:
            continue
        new, source = article.sentence(number), article.source(number)
        before = f"{old}\n{source}"
        assert was.text.count(before) == 1
        after = f"{before}\nCorrected on {_today()}. The passage reads now:\n{new}\n{source}"
        place = was.entities.index(("blockquote", old))
        marked = [*_block(old, "strikethrough"), _link(article), *_block(new), _link(article)]
        entities = [*was.entities[:place], *marked, *was.entities[place + 2 :]]
        was = Was(was.message, was.text.replace(before, after), entities, was.markup)
    return was


@dataclass(frozen=True)
class Kinds:
    """Messages of every kind that quote one sentence, and one that does not."""

    answer: Message
    in_topic: Message
    near: Message
    more: Message
    context: Message
    card: Message
    check: Message
    untouched: Message


@pytest.fixture(scope="module")
def balkhash() -> Article:
    return Article("Balkhash")


@pytest.fixture(scope="module")
def kinds(server: BotApiServer, place: Installation, owner: Person, balkhash: Article) -> Kinds:
    anna, boris, clara, dora, emil, fred = (somebody(server) for _ in range(6))
    room = server.world.supergroup("Press", anna, owner=owner, forum=True)
    topic = room.opens_topic("News", owner)
    boris.asks("/start b_balkhash")
    server.wait_for_message(boris, containing="are now about")
    answer = _asks(server, anna, balkhash.question(2))
    scoped = _asks(server, boris, balkhash.question(0))
    found = Kinds(
        answer=answer,
        in_topic=_asks(server, anna, f"/ask {balkhash.question(2)}", room, thread=topic),
        near=_asks(server, emil, "Did the Balkhash hospital of Osh buy medicine in Germany?"),
        more=_presses(server, boris, scoped, "More quotes"),
        context=_presses(server, anna, answer, "Context"),
        card=_asks(server, clara, "/start b_balkhash"),
        check=_asks(server, dora, f"/verify {balkhash.sentence(2)}"),
        untouched=_asks(server, fred, balkhash.question(6)),
    )
    assert found.near.text.startswith("The briefings do not say exactly this. The nearest is:")
    assert rows(place, "SELECT DISTINCT kind FROM ledger WHERE quotes != '[]' ORDER BY kind") == [
        ("answer",),
        ("check",),
        ("context",),
        ("headline",),
        ("more",),
    ]
    return found


def test_messages_of_every_kind_that_quoted_it_are_marked_and_nothing_else_in_them_changes(
    server: BotApiServer, place: Installation, owner: Person, balkhash: Article, kinds: Kinds
) -> None:
    in_more = [number for number in (1, 3, 4, 5, 7) if balkhash.sentence(number) in kinds.more.quotations]
    olds = {number: balkhash.sentence(number) for number in (2, in_more[0])}
    of_list = [Was.of(one) for one in (kinds.answer, kinds.in_topic, kinds.near, kinds.more)]
    was_context, was_check, was_card = (Was.of(one) for one in (kinds.context, kinds.check, kinds.card))
    was_untouched = Was.of(kinds.untouched)
    for number in olds:
        balkhash.amounts[number] += 5_000
    balkhash.write(place)
    offer = _offered(server, place, owner, balkhash)
    quoting = _quoting(server, *olds.values())
    assert _messages_said(offer) == len(quoting)
    assert _chooses(server, owner, offer, "Mark the messages") == (
        f"Corrected: {len(quoting)}. Not reached: 0. Uncertain: 0."
    )
    for was in of_list:
        assert Was.of(was.message) == _marked(was, balkhash, olds)
        assert not was.is_as_it_was
    assert was_untouched.is_as_it_was
    assert all(is_verbatim(place, one) for one in quoting)

    # The context keeps its paragraphs and its buttons; only the sentences that changed have a line through them.
    context = kinds.context
    assert context.text.startswith(f"{was_context.text}\nCorrected on {_today()}. The passage reads now:\n")
    struck = [words for kind, words in _entities(context) if kind == "strikethrough"]
    assert struck == [old for _, old in sorted(olds.items()) if old in was_context.text]
    assert ("bold", olds[2]) in _entities(context)
    assert context.markup == was_context.markup

    # A briefing's card keeps its heading and its buttons.
    heading = "The Balkhash papers\nMarch 4, 2025\n\n"
    assert was_card.text.startswith(heading)
    assert kinds.card.text.startswith(heading)
    assert kinds.card.markup == was_card.markup
    assert [words for kind, words in _entities(kinds.card) if kind == "strikethrough"] == [
        old for _, old in sorted(olds.items()) if old in was_card.text
    ]

    # What was found about a quotation was true then: it is corrected by a reply.
    assert was_check.is_as_it_was
    (told,) = server.bot_messages(kinds.check.chat_id, after=kinds.check)
    assert told.reply_to == kinds.check.message_id
    assert told.text == (
        f"Correction: what this message quoted has changed since.\n\n{olds[2]}\n{balkhash.source(2)}\n"
        f"Corrected on {_today()}. The passage reads now:\n{balkhash.sentence(2)}\n{balkhash.source(2)}"
    )
    # Nothing is offered again, neither of these nor of what is found about the old words from now on.
    later = somebody(server)
    found = _asks(server, later, f"/verify {olds[2]}")
    assert found.quotations == (olds[2], balkhash.sentence(2))
    assert _offer(server, place, owner, balkhash) is None


def test_what_changes_once_more_is_corrected_once_more_and_only_that(
    server: BotApiServer, place: Installation, owner: Person, balkhash: Article, kinds: Kinds
) -> None:
    (told,) = server.bot_messages(kinds.check.chat_id, after=kinds.check)
    before = balkhash.sentence(2)
    marked = [Was.of(one) for one in (kinds.answer, kinds.in_topic, kinds.near, kinds.more, told)]
    assert sum(before in was.text for was in marked) >= 4
    # The finding of the first edition's words, too: what was told of it then is corrected, and nothing told twice.
    quoting = [*_quoting(server, before), kinds.check]
    balkhash.amounts[2] += 2_000
    balkhash.write(place)
    offer = _offered(server, place, owner, balkhash)
    assert _messages_said(offer) == len(quoting)
    _chooses(server, owner, offer, "Mark the messages")
    for was in marked:
        assert was.message.text == was.text.replace(before, balkhash.sentence(2))
        assert was.message.markup == was.markup
    assert server.bot_messages(kinds.check.chat_id, after=kinds.check) == [told]
    assert _offer(server, place, owner, balkhash) is None


def test_corrections_of_two_briefings_in_one_message_both_stand_in_it(
    server: BotApiServer, place: Installation, owner: Person
) -> None:
    anna = somebody(server)
    articles = [Article("Zarafshan"), Article("Ustyurt")]
    olds = [article.sentence(7) for article in articles]
    question = "How many textbooks of history will the schools send under the Zarafshan accord and the Ustyurt accord?"
    answer = _asks(server, anna, question)
    assert set(olds) <= set(answer.quotations)
    was = Was.of(answer)
    for article in articles:
        article.amounts[7] += 5_000
        article.write(place)
    offers = [_offered(server, place, owner, articles[0])]
    offers += [one for one in server.bot_messages(owner) if f"“{articles[1].title}”" in one.text]
    for offer in offers:
        _chooses(server, owner, offer, "Mark the messages")
    marked = was
    for article, old in zip(articles, olds, strict=True):
        marked = _marked(marked, article, {7: old})
    assert Was.of(answer) == marked


def test_replies_leave_the_message_as_it_is_and_what_is_left_is_not_offered_again(
    server: BotApiServer, place: Installation, owner: Person
) -> None:
    article = Article("Karakol")
    anna, boris = somebody(server), somebody(server)
    old = article.sentence(1)
    answers = [_asks(server, one, article.question(1)) for one in (anna, boris)]
    was = [Was.of(one) for one in answers]
    article.amounts[1] = 2_222
    article.write(place)
    offer = _offered(server, place, owner, article)
    assert _messages_said(offer) == 2
    assert _chooses(server, owner, offer, "Reply to them") == "Corrected: 2. Not reached: 0. Uncertain: 0."
    assert all(one.is_as_it_was for one in was)
    for person, answer in zip((anna, boris), answers, strict=True):
        (told,) = server.bot_messages(person, after=answer)
        assert told.reply_to == answer.message_id
        new = [*_block(article.sentence(1)), _link(article)]
        assert _entities(told) == [*_block(old, "strikethrough"), _link(article), *new]
    assert _offer(server, place, owner, article) is None

    # Of the next edition each of them gets one reply, though what corrected them quoted it, too.
    in_between = article.sentence(1)
    article.amounts[1] = 2_333
    article.write(place)
    offer = _offered(server, place, owner, article)
    assert _messages_said(offer) == 4
    assert _chooses(server, owner, offer, "Reply to them") == "Corrected: 2. Not reached: 0. Uncertain: 0."
    for person, answer in zip((anna, boris), answers, strict=True):
        _, told = server.bot_messages(person, after=answer)
        assert told.quotations == (in_between, article.sentence(1))
        assert told.reply_to == answer.message_id

    # What an administrator leaves stays, also when another passage changes after that.
    article.amounts[1] = 2_444
    article.write(place)
    assert (
        _chooses(server, owner, _offered(server, place, owner, article), "Leave them")
        == "The messages stay as they are."
    )
    article.amounts[6] = 2_666
    article.write(place)
    assert _offer(server, place, owner, article) is None
    assert all(one.is_as_it_was for one in was)
    assert [len(server.bot_messages(one)) for one in (anna, boris)] == [3, 3]


def test_a_passage_that_is_gone_and_a_briefing_that_was_withdrawn_are_struck_out(
    server: BotApiServer, place: Installation, owner: Person
) -> None:
    article = Article("Samarkand")
    anna, boris = somebody(server), somebody(server)
    old, other = article.sentence(3), article.sentence(5)
    gone, stays = _asks(server, anna, article.question(3)), _asks(server, boris, article.question(5))
    was_gone, was_stays = Was.of(gone), Was.of(stays)
    source, other_source = article.source(3), article.source(5)
    del article.amounts[3]
    article.write(place)
    offer = _offered(server, place, owner, article)
    assert _messages_said(offer) == len(_quoting(server, old))
    _chooses(server, owner, offer, "Mark the messages")
    line = f"Corrected on {_today()}: the current edition no longer has this passage."
    assert gone.text == was_gone.text.replace(f"{old}\n{source}", f"{old}\n{source}\n{line}")
    assert was_stays.is_as_it_was

    asked = owner.asks("/remove samarkand")
    menu = server.wait_for_message(owner, after=asked)
    owner.presses(menu, article.title)
    offer = server.wait_for_message(owner, after=menu, containing=f"“{article.title}” was withdrawn.")
    assert _messages_said(offer) == len(_quoting(server, "Samarkand accord"))
    _chooses(server, owner, offer, "Mark the messages")
    line = f"Withdrawn on {_today()}."
    assert gone.text == was_gone.text.replace(f"{old}\n{source}", f"{old}\n{source}\n{line}")
    assert stays.text == was_stays.text.replace(f"{other}\n{other_source}", f"{other}\n{other_source}\n{line}")
    struck = [words for kind, words in _entities(stays) if kind == "strikethrough"]
    assert struck == [other]


def _removes(server: BotApiServer, owner: Person, article: Article, how: str) -> Message:
    """Withdraw a briefing, and choose how what quoted it is corrected; the offer."""
    owner.presses(server.wait_for_message(owner, after=owner.asks(f"/remove {article.id}")), article.title)
    offer = server.wait_for_message(owner, after=server.messages(owner)[-1], containing=" was withdrawn.")
    _chooses(server, owner, offer, how)
    return offer


def _restores(server: BotApiServer, owner: Person, article: Article) -> Message:
    """Restore a briefing, and what is offered then."""
    asked = owner.asks(f"/restore {article.id}")
    owner.presses(server.wait_for_message(owner, after=asked), article.title)
    return server.wait_for_message(owner, after=asked, containing=f"“{article.title}” is back.")


def test_what_tells_of_a_withdrawal_is_brought_up_to_date_when_the_briefing_is_back(
    server: BotApiServer, place: Installation, owner: Person
) -> None:
    article = Article("Turan")
    old, source = article.sentence(4), article.source(4)
    answer = _asks(server, somebody(server), article.question(4))
    was, chat = Was.of(answer), answer.chat_id

    _removes(server, owner, article, "Mark the messages")
    assert answer.text == was.text.replace(f"{old}\n{source}", f"{old}\n{source}\nWithdrawn on {_today()}.")
    offer = _restores(server, owner, article)
    assert _messages_said(offer) == len(_quoting(server, "Turan accord"))
    assert _chooses(server, owner, offer, "Bring them up to date").startswith("Corrected: ")
    assert was.is_as_it_was

    # Withdrawn once more, it is told once more; so is that it is back.
    _removes(server, owner, article, "Reply to them")
    (withdrawn,) = server.bot_messages(chat, after=answer)
    assert withdrawn.text.startswith("The briefing that this message quoted was withdrawn.")
    back = f"The briefing, which had been withdrawn, is back since {_today()}."
    _chooses(server, owner, _restores(server, owner, article), "Reply to them")
    _, told = server.bot_messages(chat, after=answer)
    assert (told.text, told.reply_to) == (f"{back}\n{source}", answer.message_id)

    _removes(server, owner, article, "Reply to them")
    *_, again = server.bot_messages(chat, after=answer)
    _chooses(server, owner, _restores(server, owner, article), "Bring them up to date")
    assert again.text == f"{back}\n\n{old}\n{source}"
    assert _entities(again) == [*_block(old), _link(article)]
    assert was.is_as_it_was
    assert _offer(server, place, owner, article) is None


def test_what_cannot_be_reached_is_named_and_what_cannot_be_edited_gets_a_reply(
    server: BotApiServer, place: Installation, owner: Person
) -> None:
    article = Article("Merv")
    blocker, eraser, keeper, waiter = (somebody(server) for _ in range(4))
    group = server.world.group("Basic", owner=owner)
    forum = server.world.supergroup("Forum", owner=owner, forum=True)
    closed = forum.opens_topic("Closed", owner)
    answers = {one.id: _asks(server, one, article.question(0)) for one in (blocker, eraser, keeper, waiter)}
    in_group = _asks(server, owner, f"/ask {article.question(0)}", group)
    in_topic = _asks(server, owner, f"/ask {article.question(0)}", forum, thread=closed)
    blocker.blocks_bot()
    eraser.deletes(answers[eraser.id])
    forum.deletes_topic(closed)
    server.faults.add("editMessageText", CANNOT_EDIT, chat=keeper.id)
    server.faults.add("editMessageText", CANNOT_EDIT, chat=forum.id)
    server.faults.add("editMessageText", flood(1), chat=waiter.id)
    moved = group.migrates(owner)
    article.amounts[0] = 4_444
    article.write(place)
    offer = _offered(server, place, owner, article)
    assert _messages_said(offer) == 6
    first, *problems = _chooses(server, owner, offer, "Mark the messages").split("\n")
    assert first == "Corrected: 4. Not reached: 2. Uncertain: 0."
    assert sorted(problems) == sorted(
        [
            f"• blocked the bot, or is gone – 1: {blocker.id}",
            f"• the topic was closed or deleted – 1: {forum.id}",
        ]
    )
    assert article.sentence(0) in answers[waiter.id].quotations
    (told,) = server.bot_messages(keeper, after=answers[keeper.id])
    assert told.reply_to == answers[keeper.id].message_id
    (instead,) = server.bot_messages(eraser)
    assert instead.reply_to is None
    (in_moved,) = server.bot_messages(moved)
    for one in (told, instead, in_moved):
        assert one.quotations[-1] == article.sentence(0)
    assert article.sentence(0) not in in_group.text + in_topic.text
    assert _offer(server, place, owner, article) is None


def test_a_chat_that_may_not_see_the_briefing_any_more_learns_nothing_new(
    server: BotApiServer, place: Installation, owner: Person
) -> None:
    article = Article("Pamir")
    anna, boris = somebody(server), somebody(server)
    old, source = article.sentence(4), article.source(4)
    marked, told = (_asks(server, one, article.question(4)) for one in (anna, boris))
    was, erased = Was.of(marked), Was.of(told)
    boris.deletes(told)
    article.amounts[4] = 5_555
    article.details = {"title": "Weasel papers", "audience": "few"}
    article.write(place)
    offer = _offered(server, place, owner, article)
    assert _chooses(server, owner, offer, "Mark the messages") == "Corrected: 2. Not reached: 0. Uncertain: 0."
    assert marked.text == was.text.replace(f"{old}\n{source}", f"{old}\nCorrected on {_today()}.")
    (instead,) = server.bot_messages(boris)
    assert instead.text == (f"Correction: what this message quoted has changed since.\n\nCorrected on {_today()}.")
    assert erased.text not in instead.text


def test_long_passages_are_corrected_by_their_sentences(
    server: BotApiServer, place: Installation, owner: Person
) -> None:
    anna, boris = somebody(server), somebody(server)
    asked = _asks(server, anna, LONG.question)
    context = _presses(server, anna, asked, "Context")
    assert len(context.text) > 2500
    (whole,) = context.quotations
    check = _asks(server, boris, f"/verify {LONG.paragraphs[1]}")
    place.write("long.md", LONG.text.replace(LONG.old, LONG.new))
    offer = _offered(server, place, owner, LONG)
    assert _chooses(server, owner, offer, "Mark the messages") == "Corrected: 3. Not reached: 0. Uncertain: 0."
    assert context.quotations == (whole, LONG.new)
    assert [words for kind, words in _entities(context) if kind == "strikethrough"] == [LONG.old]
    (told,) = server.bot_messages(boris, after=check)
    assert told.quotations == (LONG.old, LONG.new)


def test_a_kill_in_the_middle_leaves_no_message_uncorrected_and_says_nothing_twice(
    server: BotApiServer, place: Installation, owner: Person, bot: Bot
) -> None:
    article = Article("Saryarka")
    old = article.sentence(7)
    people = [somebody(server) for _ in range(40)]
    for person in people:
        person.asks(article.question(7))
    answers = [server.wait_for_message(person) for person in people]
    assert all(old in one.quotations for one in answers)
    article.amounts[7] = 6_789
    article.write(place)
    offer = _offered(server, place, owner, article)
    new = article.sentence(7)
    # Thirty are dealt with at once. Those that follow are interrupted: some edits hang, some replies are on their way.
    only_replies, hanging = [*people[:6], *people[20:26]], people[30:]
    for person in only_replies:
        server.faults.add("editMessageText", CANNOT_EDIT, times=None, chat=person.id)
        server.faults.add("sendMessage", slow(0.5), times=None, chat=person.id)
    for person in hanging:
        server.faults.add("editMessageText", hang(), times=None, chat=person.id)
    owner.presses(offer, "Mark the messages")
    server.wait_for(
        lambda: sum(len(server.bot_messages(one)) > 1 for one in people[20:26]) > 1, what="some of the corrections"
    )
    bot.kill()
    assert not any(new in one.quotations for one in answers[30:])
    assert all(new in one.quotations for one in answers[6:20])
    server.faults.clear()
    for person in only_replies:
        server.faults.add("editMessageText", CANNOT_EDIT, times=None, chat=person.id)
    bot.start()
    server.wait_for(lambda: offer.text.startswith("Corrected:"), what="the end of corrections")
    server.faults.clear()
    in_doubt = {chat for (chat,) in rows(place, "SELECT chat_id FROM outbox WHERE state = 'uncertain'")}
    assert offer.text.startswith(f"Corrected: {40 - len(in_doubt)}. Not reached: 0. Uncertain: {len(in_doubt)}.")
    for person, answer in zip(people, answers, strict=True):
        replies = [one.quotations for one in server.bot_messages(person, after=answer)]
        if person not in only_replies:
            assert (replies, answer.quotations.count(new)) == ([], 1)
        elif person.id in in_doubt:
            assert replies in ([], [(old, new)])
        else:
            assert replies == [(old, new)]
    assert in_doubt <= {person.id for person in only_replies}


def test_two_editions_are_shown_side_by_side_with_how_often_each_was_quoted(
    server: BotApiServer, place: Installation, owner: Person
) -> None:
    asked = [somebody(server).asks("How many gerfalcons were given to the emir?") for _ in range(3)]
    for question in asked:
        until_dealt_with(place, question.update_id)
    new = [
        "Ten gerfalcons 🦅 were given to the emir on Tuesday. They flew to the palace.",
        "Nobody left.",
        _lanners(3_000),
    ]
    place.write("falcons.md", front_matter(title="Falcons") + "\n\n".join(new))
    _chooses(server, owner, _offered(server, place, owner, Named("Falcons")), "Leave them")
    times = _times_quoted(place, "falcons", 1)
    assert times >= 3
    shown = _asks(server, owner, "/diff falcons")
    assert shown.text == (
        f"“Falcons”\nEdition 1 of {_today()}, quoted {times} times; edition 2 of {_today()}, quoted 0 times.\n\n"
        f"¶ 1 in edition 1:\n{FALCONS[0]}\n¶ 1 in edition 2:\n{new[0]}\n\n"
        f"¶ 2 in edition 1:\n{FALCONS[1]}\n\n¶ 2 in edition 2:\n{new[1]}\n\n"
        f"¶ 3 in edition 1:\n{FALCONS[2]}\n¶ 3 in edition 2:\n{new[2]}"
    )
    first_two, last = _entities(shown)[:10], _entities(shown)[10:]
    assert first_two == [
        ("blockquote", FALCONS[0]),
        ("strikethrough", "Nine"),
        ("strikethrough", "Monday"),
        ("blockquote", new[0]),
        ("underline", "Ten"),
        ("underline", "Tuesday"),
        *_block(FALCONS[1], "strikethrough"),
        *_block(new[1], "underline"),
    ]
    # Where every other word has changed, neighbouring marks are one: a message has a hundred entities at most.
    kinds = [kind for kind, _ in last]
    assert kinds == ["expandable_blockquote", *["strikethrough"] * 20, "expandable_blockquote", *["underline"] * 20]
    assert (last[1][1].split()[0], last[20][1].split()[-1]) == ("1000", "1089")

    until_dealt_with(place, somebody(server).asks("How many gerfalcons were given to the emir?").update_id)
    times_new = _times_quoted(place, "falcons", 2)
    assert times_new >= 1
    counted = f"quoted {times} times; edition 2 of {_today()}, quoted {times_new} times.\n"
    assert counted in _asks(server, owner, "/diff falcons 2 1").text
    assert _asks(server, owner, "/diff falcons 1 7").text.startswith("Not done.")
    assert _asks(server, somebody(server), "/diff falcons").text.startswith("Only administrators of this bot")


def _times_quoted(place: Installation, briefing: str, edition: int) -> int:
    """In how many places of how many messages the ledger has quotes of an edition."""
    query = (
        "SELECT count(*) FROM ledger, json_each(ledger.quotes) WHERE json_extract(value, '$.briefing') = ? "
        "AND json_extract(value, '$.edition') = ?"
    )
    ((times,),) = rows(place, query, briefing, edition)
    return int(times)
