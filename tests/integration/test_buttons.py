"""Buttons under answers: what a press brings, once, after a restart, and when it is no longer possible."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from botapi.model import Message
from botapi.people import Person
from botapi.server import BotApiServer
from botapi.utf16 import utf16_length
from library import ARRIVAL
from program import Installation, RunningBot, running_bot
from stored import embargo, front_matter, is_verbatim, rows, withdraw
from talking import somebody

RESERVOIRS = "\n\n".join(
    f"Reservoir number {number} of the Naryn cascade will release {number * 37} million cubic metres of water in summer."
    for number in range(1, 13)
)
ONE_PARAGRAPH = " ".join(
    f"In part {number} of the customs memorandum the ministers of trade describe 🚛 lorry lane {number} at length."
    for number in range(1, 80)
)
QUESTION = "How much water will the reservoirs of the Naryn cascade release in summer?"


class Bot:
    """The bot, which a test may stop and start again."""

    def __init__(self, place: Installation, settings: dict[str, str]) -> None:
        self._place, self._settings = place, settings
        self._running = ExitStack()
        self.process = self._start()

    def _start(self) -> RunningBot:
        return self._running.enter_context(running_bot(self._place, self._settings))

    def restart(self) -> None:
        assert self.process.stop().code == 0
        self.process = self._start()

    def end(self) -> str:
        with self._running:
            return self.process.stop().err


@pytest.fixture(scope="module")
def server() -> Iterator[BotApiServer]:
    with BotApiServer() as running:
        yield running
        running.assert_valid()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Installation:
    made = Installation(tmp_path_factory.mktemp("buttons"), model_cache)
    made.write(
        "arrival.md", front_matter(title="Talks in Dushanbe", source_url="https://press.example/talks") + ARRIVAL
    )
    made.write(
        "reservoirs.md",
        front_matter(title="Water", visit="Bishkek", source_url="https://press.example/water") + RESERVOIRS,
    )
    made.write("customs.md", front_matter(title="Customs") + ONE_PARAGRAPH)
    made.write("flags.md", front_matter(title="Flags") + "The blue pennants of the navy were hoisted at dawn in Aktau.")
    finished = made.run("reindex")
    assert finished.code == 0, finished
    return made


@pytest.fixture(scope="module", autouse=True)
def bot(place: Installation, server: BotApiServer) -> Iterator[Bot]:
    running = Bot(place, {"VERBALE_TELEGRAM_TOKEN": server.token, "VERBALE_TELEGRAM_API_URL": server.url})
    yield running
    errors = running.end()
    assert "was not dealt with" not in errors, errors


def asks(server: BotApiServer, person: Person, text: str = QUESTION) -> Message:
    asked = person.asks(text)
    return server.wait_for_message(person, after=asked)


def toast(server: BotApiServer, person: Person, message: Message, label: str) -> str:
    """What the press is answered with; no words are an empty text."""
    return str(server.wait_for_answer(person.presses(message, label)).get("text", ""))


def labels(message: Message) -> list[str]:
    return [button.text for button in message.buttons]


def test_more_brings_the_next_three_once_and_the_button_goes(server: BotApiServer, place: Installation) -> None:
    person = somebody(server)
    answer = asks(server, person)
    assert labels(answer) == ["More quotes", "Context", "Source", "👍", "👎"]
    first, second = person.presses(answer, "More quotes"), person.presses(answer, "More quotes")
    assert server.wait_for_answer(first).get("text") is None
    assert server.wait_for_answer(second)["text"] == "These quotations are already below."
    server.wait_for_edit(answer)
    assert labels(answer) == ["Context", "Source", "👍", "👎"]
    (more,) = server.bot_messages(person, after=answer)
    assert len(answer.quotations) == len(more.quotations) == 3
    assert not set(answer.quotations) & set(more.quotations)
    assert is_verbatim(place, answer)
    assert is_verbatim(place, more)
    assert more.reply_to == answer.message_id
    assert labels(more) == ["More quotes", "Context", "Source"]


def test_a_verdict_brings_no_button_back_and_may_be_changed_and_is_kept_once(
    server: BotApiServer, place: Installation
) -> None:
    person = somebody(server)
    answer = asks(server, person)
    person.presses(answer, "More quotes")
    server.wait_for_edit(answer)
    assert toast(server, person, answer, "👎") == "What was wrong with it?"
    server.wait_for_edit(answer, edits=2)
    reasons = ["Not what I asked", "Something is missing", "Out of date"]
    assert labels(answer) == ["Context", "Source", "👍", "👎", *reasons]
    kept = "SELECT is_good, reason FROM verdicts WHERE user_id = ?"
    assert rows(place, kept, person.id) == [(0, None)]
    assert toast(server, person, answer, "Out of date") == "Thank you, noted."
    server.wait_for_edit(answer, edits=3)
    assert labels(answer) == ["Context", "Source", "👍", "👎"]
    assert rows(place, kept, person.id) == [(0, "outdated")]
    assert toast(server, person, answer, "👎") == "What was wrong with it?"
    server.wait_for_edit(answer, edits=4)
    assert toast(server, person, answer, "👍") == "Thank you, noted."
    server.wait_for_edit(answer, edits=5)
    assert toast(server, person, answer, "👍") == "Thank you, noted."
    assert rows(place, kept, person.id) == [(1, None)]


def test_context_shows_the_neighbours_with_the_quotation_marked(server: BotApiServer, place: Installation) -> None:
    person = somebody(server)
    answer = asks(server, person)
    person.presses(answer, "Context")
    context = server.wait_for_message(person, after=answer)
    (shown,) = context.quotations
    assert shown in RESERVOIRS
    assert shown.count("\n\n") in {1, 2}
    bold = [entity.of(context.text) for entity in context.entities if entity.type == "bold"]
    assert bold == [answer.quotations[0]]
    assert labels(context) == ["· 1 ·", "2", "3", "Source"]
    person.presses(context, "3")
    server.wait_for_edit(context)
    bold = [entity.of(context.text) for entity in context.entities if entity.type == "bold"]
    assert bold == [answer.quotations[2]]
    assert labels(context) == ["1", "2", "· 3 ·", "Source"]
    assert toast(server, person, context, "· 3 ·") == ""
    assert is_verbatim(place, context)
    answered = person.asks("/more")
    following = server.wait_for_message(person, after=answered)
    assert len(following.quotations) == 3
    shown_first = {*answer.quotations, *following.quotations}
    rest = person.asks("/more")
    last = server.wait_for_message(person, after=rest)
    assert len({*shown_first, *last.quotations}) == 9


def test_the_context_of_further_quotes_is_shown_though_one_was_shown_a_moment_ago(server: BotApiServer) -> None:
    person = somebody(server)
    answer = asks(server, person)
    person.presses(answer, "More quotes")
    more = server.wait_for_message(person, after=answer)
    person.presses(answer, "Context")
    server.wait_for_messages(person, 2, after=answer)
    assert toast(server, person, answer, "Context") == "These quotations are already below."
    assert toast(server, person, more, "Context") == ""
    context = server.wait_for_messages(person, 3, after=answer)[-1]
    assert labels(context) == ["· 4 ·", "5", "6", "Source"]


def test_the_context_in_a_very_long_paragraph_fits_into_a_message(server: BotApiServer, place: Installation) -> None:
    person = somebody(server)
    answer = asks(server, person, "What does the customs memorandum say about lorry lane 40?")
    person.presses(answer, "Context")
    context = server.wait_for_message(person, after=answer)
    assert is_verbatim(place, context)
    assert 1000 < utf16_length(context.text) <= 4096
    assert "Source" not in labels(context)


def test_buttons_work_after_a_restart_on_the_same_data(server: BotApiServer, bot: Bot, place: Installation) -> None:
    person = somebody(server)
    answer = asks(server, person)
    bot.restart()
    person.presses(answer, "More quotes")
    more = server.wait_for_message(person, after=answer)
    assert len(more.quotations) == 3
    assert toast(server, person, answer, "👍") == "Thank you, noted."
    assert rows(place, "SELECT is_good FROM verdicts WHERE user_id = ?", person.id) == [(1,)]


def test_forged_cut_foreign_and_old_payloads_are_refused_in_words(server: BotApiServer) -> None:
    person, other = somebody(server), somebody(server, "ru")
    answer, foreign = asks(server, person), asks(server, other)
    own = answer.button("More quotes").callback_data or ""
    head, _, signature = own.rpartition(".")
    forged: list[str] = [
        foreign.buttons[0].callback_data or "",
        own[:-1],
        own + "A",
        "0" + own[1:],
        own.upper(),
        f"1g.{head.split('.')[1]}.{signature}",
        head,
        signature,
        ".",
        "1",
        "1m..",
        "noop",
        "🙂" * 16,
        "\x00",
    ]
    for data in forged:
        reply = server.wait_for_answer(person.sends_callback(answer, data))
        assert reply["text"] == "This button does not work here. Please ask the question again.", data
        assert reply["show_alert"] is True
    russian = server.wait_for_answer(other.sends_callback(foreign, own))
    assert russian["text"].startswith("Эта кнопка здесь не работает.")
    assert server.bot_messages(person, after=answer) == []


def test_buttons_of_a_deleted_message_say_that_it_is_too_old(server: BotApiServer) -> None:
    person = somebody(server)
    answer = asks(server, person)
    person.deletes(answer)
    assert toast(server, person, answer, "More quotes") == "This answer is too old. Please ask the question again."


def test_buttons_after_the_question_was_forgotten_still_lead_to_the_quotations(server: BotApiServer) -> None:
    person = somebody(server)
    answer = asks(server, person)
    forgot = person.asks("/forget")
    server.wait_for_message(person, after=forgot)
    assert toast(server, person, answer, "More quotes") == ""
    assert len(server.wait_for_messages(person, 2, after=answer)[-1].quotations) == 3


def test_buttons_after_everything_was_deleted_say_so(server: BotApiServer) -> None:
    person = somebody(server)
    answer = asks(server, person)
    deleted = person.asks("/deletemydata")
    server.wait_for_message(person, after=deleted)
    for label in ("More quotes", "Context", "👍", "👎"):
        assert toast(server, person, answer, label) == "This answer is too old. Please ask the question again."


@pytest.mark.parametrize(
    ("hide", "moment"),
    [(withdraw, "2025-03-10 09:00:00.000000"), (embargo, "2099-01-01 00:00:00.000000")],
    ids=["withdrawn", "under embargo"],
)
def test_buttons_of_an_answer_from_what_may_no_longer_be_seen_show_nothing_of_it(
    server: BotApiServer, place: Installation, hide: Callable[[Installation, str, str | None], None], moment: str
) -> None:
    person = somebody(server)
    answer = asks(server, person)
    asked = person.asks("/briefings")
    menu = server.wait_for_message(person, after=asked)
    hide(place, "reservoirs", moment)
    try:
        assert toast(server, person, answer, "More quotes") == "There are no more quotations for this question."
        assert toast(server, person, answer, "Context") == "This answer is too old. Please ask the question again."
        assert toast(server, person, menu, "Water") == "I cannot find this briefing. /briefings shows those there are."
        said = server.bot_messages(person, after=answer)
        again = person.asks(QUESTION)
        said.append(server.wait_for_message(person, after=again))
        assert all("Naryn" not in message.text for message in said)
    finally:
        hide(place, "reservoirs", None)


def test_nothing_found_within_a_visit_offers_all_of_them_once(server: BotApiServer) -> None:
    person = somebody(server)
    chosen = person.asks("/visit Bishkek")
    told = server.wait_for_message(person, after=chosen)
    nothing = asks(server, person, "When does the road over the Anzob pass reopen?")
    assert nothing.text.startswith("Only “Bishkek” was searched.")
    first, second = person.presses(nothing, "Search all visits"), person.presses(nothing, "Search all visits")
    server.wait_for_answer(first)
    server.wait_for_answer(second)
    found = server.wait_for_message(person, after=nothing)
    assert ARRIVAL.split("\n\n")[1] in found.quotations
    server.wait_for(lambda: "Search all visits" not in labels(nothing), what="the button taken away")
    assert len(server.bot_messages(person, after=told)) == 2


def test_a_list_that_has_become_empty_is_no_invalid_keyboard(server: BotApiServer, place: Installation) -> None:
    person = somebody(server)
    asked = person.asks("/briefings")
    menu = server.wait_for_message(person, after=asked)
    names = ["arrival", "reservoirs", "customs", "flags"]
    for name in names:
        withdraw(place, name)
    try:
        assert toast(server, person, menu, "Water").startswith("I cannot find this briefing.")
        none = person.asks("/latest")
        assert server.wait_for_message(person, after=none).text == "There are no briefings to answer from yet."
        again = person.asks("/briefings")
        assert server.wait_for_message(person, after=again).text == "There are no briefings to answer from yet."
    finally:
        for name in names:
            withdraw(place, name, None)
