"""Corrections reach what was said: exactly the messages that quoted what changed, whatever kind they are of."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import pytest

from botapi.faults import flood, refusal, slow
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


class Titled(Protocol):
    """A briefing that has a title."""

    @property
    def title(self) -> str: ...


@dataclass(frozen=True)
class Long:
    """A briefing of three long paragraphs, of which one sentence changes."""

    paragraphs: tuple[str, ...] = tuple(
        " ".join(
            f"In clause {part}.{number} of the Caspian convention the two navies promise to mend buoy number {part * number} in "
            f"the northern roads before the ice comes."
            for number in range(1, 9)
        )
        for part in (3, 5, 7)
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
        return "In clause 5.4 of the Caspian convention the two navies promise to mend buoy number 20 in the northern roads before the ice comes."

    @property
    def new(self) -> str:
        return self.old.replace("before the ice comes", "after the ice has gone")


LONG = Long()


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


def _offer(server: BotApiServer, owner: Person, article: Titled) -> Message | None:
    """What is offered to be corrected of a briefing after /reindex, or None where nothing is."""
    asked = owner.asks("/reindex")
    begun = server.wait_for_message(owner, after=asked)
    server.wait_for(lambda: begun.text.startswith(("Done in", "Nothing has changed")), what="the end of the work")
    ended = owner.asks("/privacy")  # is answered after the offers
    server.wait_for_message(owner, after=ended)
    offers = [one for one in server.bot_messages(owner, after=asked) if f"“{article.title}”" in one.text]
    assert len(offers) <= 1
    return offers[0] if offers else None


def _offered(server: BotApiServer, owner: Person, article: Titled) -> Message:
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




def _messages_said(offer: Message) -> int:
    """How many messages an offer speaks of."""
    return int(offer.text.split(". ")[1].split(" message")[0])


def _block(words: str, *kinds: str) -> list[tuple[str, str]]:
    return [("blockquote", words), *((kind, words) for kind in kinds)]


def _link(article: Titled) -> tuple[str, str]:
    return ("text_link", article.title)


def _marked(was: Was, article: Article, old: str, number: int) -> tuple[str, list[tuple[str, str]]]:
    """Text and entities of a message that quoted ``old`` when that is marked; all the rest as it was."""
    new, source = article.sentence(number), article.source(number)
    before = f"{old}\n{source}"
    assert was.text.count(before) == 1
    after = f"{before}\nCorrected on {_today()}. The passage reads now:\n{new}\n{source}"
    place = was.entities.index(("blockquote", old))
    entities = was.entities[:place] + [*_block(old, "strikethrough"), _link(article), *_block(new), _link(article)]
    return was.text.replace(before, after), entities + was.entities[place + 2 :]


def test_messages_of_every_kind_that_quoted_it_are_marked_and_nothing_else_in_them_changes(
    server: BotApiServer, place: Installation, owner: Person
) -> None:
    article = Article("Balkhash")
    people = [somebody(server) for _ in range(6)]
    anna, boris, clara, dora, emil, fred = people
    room = server.world.supergroup("Press", anna, owner=owner, forum=True)
    topic = room.opens_topic("News", owner)
    boris.asks("/start b_balkhash")
    old = article.sentence(2)
    answer = _asks(server, anna, article.question(2))
    in_topic = _asks(server, anna, f"/ask {article.question(2)}", room, thread=topic)
    card = _asks(server, clara, "/start b_balkhash")
    check = _asks(server, dora, f"/verify {old}")
    near = _asks(server, emil, "Who pays for the hospital trains of the Osh railway in the Balkhash valley in winter?")
    untouched = _asks(server, fred, article.question(6))
    scoped = _asks(server, boris, article.question(0))
    more = _presses(server, boris, scoped, "More quotes")
    context = _presses(server, anna, answer, "Context")
    assert near.text.startswith("The briefings do not say exactly this. The nearest is:")
    (in_more, *_) = [number for number in article.amounts if article.sentence(number) in more.quotations]
    old_in_more = article.sentence(in_more)
    messages = [answer, in_topic, card, check, near, untouched, scoped, more, context]
    was = {one.message_id: Was.of(one) for one in messages}

    article.amounts[2], article.amounts[in_more] = 5_550, 6_660
    article.write(place)
    offer = _offered(server, owner, article)
    everything = [one for chat in (*people, room) for one in server.bot_messages(chat)]
    quoting = [one for one in everything if any(old in words or old_in_more in words for words in one.quotations)]
    assert _messages_said(offer) == len(quoting)
    assert {answer.message_id, in_topic.message_id, near.message_id, more.message_id} < {one.message_id for one in quoting}
    assert _chooses(server, owner, offer, "Mark the messages") == (
        f"Corrected: {len(quoting)}. Not reached: 0. Uncertain: 0."
    )
    for one in (answer, in_topic, near):
        assert (one.text, _entities(one)) == _marked(was[one.message_id], article, old, 2)
        assert one.markup == was[one.message_id].markup
    assert (more.text, _entities(more)) == _marked(was[more.message_id], article, old_in_more, in_more)
    assert more.markup == was[more.message_id].markup
    assert was[untouched.message_id].is_as_it_was
    assert was[scoped.message_id].is_as_it_was

    # The context keeps its paragraphs and its buttons; only the sentences that changed have a line through them.
    before = was[context.message_id]
    assert context.text.startswith(f"{before.text}\nCorrected on {_today()}. The passage reads now:\n")
    struck = [words for kind, words in _entities(context) if kind == "strikethrough"]
    assert old in struck
    assert set(struck) <= {old, old_in_more}
    assert ("bold", old) in _entities(context)
    assert context.markup == before.markup

    # A briefing's card keeps its heading.
    assert card.text.startswith("The Balkhash papers\nMarch 4, 2025\n\n")
    assert [button.text for button in card.buttons] == ["Ask only about this", "Source"]
    if old in was[card.message_id].text:
        assert article.sentence(2) in card.quotations

    # What was found about a quotation was true then: it is corrected by a reply.
    assert was[check.message_id].is_as_it_was
    (told,) = server.bot_messages(dora, after=check)
    assert told.reply_to == check.message_id
    assert told.text == (
        f"Correction: what this message quoted has changed since.\n\n{old}\n{article.source(2)}\n"
        f"Corrected on {_today()}. The passage reads now:\n{article.sentence(2)}\n{article.source(2)}"
    )
    assert all(is_verbatim(place, one) for one in everything)

    # Nothing is offered again, neither of these nor of what is found about the old words today.
    assert f"Edition 1 of {_today()}" in _asks(server, fred, f"/verify {old}").text
    assert _offer(server, owner, article) is None

    # What changes once more is corrected once more, and only that; what holds since then keeps its correction.
    marked = {one.message_id: Was.of(one) for one in (answer, more, told)}
    in_between = article.sentence(2)
    article.amounts[2] = 7_770
    article.write(place)
    offer = _offered(server, owner, article)
    with_it = [
        one
        for chat in (*people, room)
        for one in server.bot_messages(chat)
        if any(in_between in words for words in one.quotations)
    ]
    assert _messages_said(offer) == len(with_it)
    _chooses(server, owner, offer, "Mark the messages")
    for one in (answer, told):
        assert one.text == marked[one.message_id].text.replace(in_between, article.sentence(2))
    assert marked[more.message_id].is_as_it_was
    assert _offer(server, owner, article) is None


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
    offers = [_offered(server, owner, articles[0])]
    offers += [one for one in server.bot_messages(owner) if f"“{articles[1].title}”" in one.text]
    for offer in offers:
        _chooses(server, owner, offer, "Mark the messages")
    text = was.text
    for article, old in zip(articles, olds, strict=True):
        text, _ = _marked(Was(answer, text, was.entities, was.markup), article, old, 7)
    assert answer.text == text
    assert answer.markup == was.markup


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
    offer = _offered(server, owner, article)
    assert _messages_said(offer) == 2
    assert _chooses(server, owner, offer, "Reply to them") == "Corrected: 2. Not reached: 0. Uncertain: 0."
    assert all(one.is_as_it_was for one in was)
    for person, answer in zip((anna, boris), answers, strict=True):
        (told,) = server.bot_messages(person, after=answer)
        assert told.reply_to == answer.message_id
        new = [*_block(article.sentence(1)), _link(article)]
        assert _entities(told) == [*_block(old, "strikethrough"), _link(article), *new]
    assert _offer(server, owner, article) is None

    # Of the next edition each of them gets one reply, though what corrected them quoted it, too.
    in_between = article.sentence(1)
    article.amounts[1] = 2_333
    article.write(place)
    offer = _offered(server, owner, article)
    assert _messages_said(offer) == 4
    assert _chooses(server, owner, offer, "Reply to them") == "Corrected: 2. Not reached: 0. Uncertain: 0."
    for person, answer in zip((anna, boris), answers, strict=True):
        _, told = server.bot_messages(person, after=answer)
        assert told.quotations == (in_between, article.sentence(1))
        assert told.reply_to == answer.message_id
    assert _offer(server, owner, article) is None

    # What an administrator leaves stays, also when another passage changes after that.
    article.amounts[1] = 2_444
    article.write(place)
    assert _chooses(server, owner, _offered(server, owner, article), "Leave them") == "The messages stay as they are."
    assert _offer(server, owner, article) is None
    article.amounts[6] = 2_666
    article.write(place)
    assert _offer(server, owner, article) is None
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
    offer = _offered(server, owner, article)
    assert _messages_said(offer) == 1
    _chooses(server, owner, offer, "Mark the messages")
    line = f"Corrected on {_today()}: the current edition no longer has this passage."
    assert gone.text == was_gone.text.replace(f"{old}\n{source}", f"{old}\n{source}\n{line}")
    assert was_stays.is_as_it_was

    asked = owner.asks("/remove samarkand")
    menu = server.wait_for_message(owner, after=asked)
    owner.presses(menu, article.title)
    offer = server.wait_for_message(owner, after=menu, containing=f"“{article.title}” was withdrawn.")
    assert _messages_said(offer) == 2
    _chooses(server, owner, offer, "Mark the messages")
    line = f"Withdrawn on {_today()}."
    assert gone.text == was_gone.text.replace(f"{old}\n{source}", f"{old}\n{source}\n{line}")
    assert stays.text == was_stays.text.replace(f"{other}\n{other_source}", f"{other}\n{other_source}\n{line}")
    struck = [words for kind, words in _entities(stays) if kind == "strikethrough"]
    assert struck == [other]


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
    server.faults.add("editMessageText", refusal(400, "Bad Request: message can't be edited"), chat=keeper.id)
    server.faults.add("editMessageText", refusal(400, "Bad Request: message can't be edited"), chat=forum.id)
    server.faults.add("editMessageText", flood(1), chat=waiter.id)
    moved = group.migrates(owner)
    article.amounts[0] = 4_444
    article.write(place)
    offer = _offered(server, owner, article)
    assert _messages_said(offer) == 6
    first, *problems = _chooses(server, owner, offer, "Mark the messages").split("\n")
    assert first == "Corrected: 4. Not reached: 2. Uncertain: 0."
    assert sorted(problems) == sorted(
        [
            f"• {blocker.id}: Forbidden: bot was blocked by the user",
            f"• {forum.id}: Message thread not found",
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
    assert _offer(server, owner, article) is None


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
    offer = _offered(server, owner, article)
    assert _chooses(server, owner, offer, "Mark the messages") == "Corrected: 2. Not reached: 0. Uncertain: 0."
    assert marked.text == was.text.replace(f"{old}\n{source}", f"{old}\nCorrected on {_today()}.")
    (instead,) = server.bot_messages(boris)
    assert instead.text == (
        f"Correction: what this message quoted has changed since.\n\nCorrected on {_today()}."
    )
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
    offer = _offered(server, owner, LONG)
    assert _messages_said(offer) == 3
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
    offer = _offered(server, owner, article)
    new = article.sentence(7)
    only_replies = people[:12]
    for person in only_replies:
        cannot = refusal(400, "Bad Request: message can't be edited")
        server.faults.add("editMessageText", cannot, times=None, chat=person.id)
        server.faults.add("sendMessage", slow(1.0), times=None, chat=person.id)
    server.faults.add("editMessageText", slow(0.5), times=None)
    owner.presses(offer, "Mark the messages")
    server.wait_for(
        lambda: sum(new in one.quotations for one in answers) > 3 and any(map(server.bot_messages, [])) or
        sum(len(server.bot_messages(one)) > 1 for one in only_replies) > 3,
        what="some of the corrections",
    )
    bot.kill()
    done = sum(new in one.quotations for one in answers)
    server.faults.clear()
    for person in only_replies:
        cannot = refusal(400, "Bad Request: message can't be edited")
        server.faults.add("editMessageText", cannot, times=None, chat=person.id)
    bot.start()
    server.wait_for(lambda: offer.text.startswith("Corrected:"), what="the end of corrections")
    server.faults.clear()
    assert 0 <= done < len(answers) - len(only_replies)
    first, *uncertain = offer.text.split("\n")
    assert first == f"Corrected: {len(people) - len(uncertain)}. Not reached: 0. Uncertain: {len(uncertain)}."
    for person, answer in zip(people, answers, strict=True):
        replies = server.bot_messages(person, after=answer)
        if person in only_replies:
            assert [one.quotations for one in replies] == [(old, new)]
        else:
            assert replies == []
            assert answer.quotations.count(new) == 1
    assert {line.split(":")[0] for line in uncertain} <= {f"• {person.id}" for person in only_replies}
