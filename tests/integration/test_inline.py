"""Inline mode: a question after the bot's name in any chat."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from botapi.entities import Entity
from botapi.people import Person
from botapi.server import BotApiServer
from botapi.state import InlineQuery
from botapi.utf16 import utf16_length
from library import ARRIVAL, RAILWAY
from program import Installation
from stored import embargo, front_matter, rows, texts, withdraw
from talking import somebody, sound_bot

LONG_TITLE = "Joint statement 🤝 " + "on water, energy and everything else " * 12
HUGE_TITLE = "Heading of a page without measure " * 60


@pytest.fixture(scope="module")
def server() -> Iterator[BotApiServer]:
    with BotApiServer() as running:
        yield running
        running.assert_valid()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Installation:
    made = Installation(tmp_path_factory.mktemp("inline"), model_cache)
    details = {"title": "Talks in Dushanbe", "date": "2025-03-04", "source_url": "https://press.example/talks"}
    made.write("arrival.md", front_matter(**details) + ARRIVAL)
    made.write("railway.txt", RAILWAY)
    made.write("short.md", front_matter(title="Ok", date="2025-03-09") + "Yes.")
    made.write(
        "long.md",
        front_matter(title=f'"{LONG_TITLE}"', date="2025-03-08", source_url="https://press.example/" + "b" * 470)
        + "\n\n".join(f"Turbine {number} 🌊 of the Rogun dam was tested on day {number}." for number in range(1, 15)),
    )
    made.write(
        "page.html",
        f"<html><head><title>{HUGE_TITLE}</title></head><body><article><h1>{HUGE_TITLE}</h1><p>The apricot orchards "
        "of Sughd were visited by the two ministers of agriculture on Sunday, who tasted the dried fruit.</p><p>They "
        "agreed on a common label for dried apricots, to be introduced in both countries by the next harvest.</p>"
        "</article></body></html>",
    )
    made.write(
        "secret.md",
        front_matter(title="Uranium annex", date="2099-01-01", embargo_until="2099-01-01T00:00:00+00:00")
        + "The uranium annex of the treaty gives Tashkent forty tonnes of yellowcake a year.",
    )
    made.write(
        "gone.md", front_matter(title="Falcons", date="2098-01-01") + "The sultan gave nine falcons to the emir."
    )
    for number in range(12):
        made.write(
            f"old-{number}.md", front_matter(title=f"Old {number}", date="1999-01-01") + f"Item {number} closed."
        )
    finished = made.run("reindex")
    assert finished.code == 0, finished
    withdraw(made, "gone")
    return made


@pytest.fixture(scope="module", autouse=True)
def bot(place: Installation, server: BotApiServer) -> Iterator[None]:
    with sound_bot(place, server):
        yield


def asked_inline(server: BotApiServer, person: Person, text: str) -> InlineQuery:
    query = person.asks_inline(text)
    answer = server.wait_for_answer(query)
    assert answer["is_personal"] is True
    assert answer["cache_time"] <= 60
    assert len(query.results) <= 10
    return query


def quoted(result: dict[str, object]) -> str:
    """The block quotation in what a result sends."""
    content = result["input_message_content"]
    assert isinstance(content, dict)
    (block,) = (Entity.from_json(one) for one in content["entities"] if "blockquote" in one["type"])
    return block.of(content["message_text"])


def test_a_question_brings_quotations_that_are_sent_verbatim_with_their_source(
    server: BotApiServer, place: Installation
) -> None:
    person = somebody(server)
    query = asked_inline(server, person, "When does the road over the Anzob pass reopen?")
    assert quoted(query.results[0]) == ARRIVAL.split("\n\n")[1]
    room = server.world.group("Press", person)
    sent = person.chooses_inline(query, 0, chat=room)
    assert sent.text.split("\n")[1:] == ["Reported speech", "— Talks in Dushanbe · March 4, 2025 · ¶ 2"]
    assert sent.button("Source").url == sent.links[0][1]
    stored = texts(place)
    assert all(any(quoted(result) in text for text in stored) for result in query.results)
    server.wait_until_confirmed()
    assert server.bot_messages(room) == []


def test_many_quotations_are_ten_at_most_all_different_and_from_the_store(
    server: BotApiServer, place: Installation
) -> None:
    query = asked_inline(server, somebody(server), "Which turbines of the Rogun dam were tested, and on which day?")
    found = [quoted(result) for result in query.results]
    assert len(found) == len(set(found)) == 10
    assert all(any(one in text for text in texts(place)) for one in found)
    assert all(utf16_length(result["title"]) <= 200 for result in query.results)
    assert all(utf16_length(result["description"]) <= 200 for result in query.results)


def test_an_empty_query_shows_the_headlines_of_the_latest_briefings(server: BotApiServer, place: Installation) -> None:
    query = asked_inline(server, somebody(server), "  ")
    titles = [result["title"] for result in query.results]
    assert len(titles) == 10
    assert titles[0] == "Ok"
    assert titles[1].startswith("Joint statement 🤝")
    assert titles[2] == "Talks in Dushanbe"
    assert "button" not in (query.answer or {})
    assert all(any(quoted(result) in text for text in texts(place)) for result in query.results)


def test_a_title_without_measure_is_cut(server: BotApiServer) -> None:
    query = asked_inline(server, somebody(server), "Who tasted the dried apricots of Sughd?")
    assert query.results[0]["title"].startswith("Heading of a page without measure")
    assert query.results[0]["title"].endswith("…")
    assert "apricot" in quoted(query.results[0])


@pytest.mark.parametrize(
    "words",
    [
        "The uranium annex of the treaty gives Tashkent forty tonnes of yellowcake a year.",
        "nine falcons to the emir",
        "",
    ],
    ids=["embargo", "withdrawn", "latest"],
)
def test_what_may_not_be_seen_is_not_offered(server: BotApiServer, words: str) -> None:
    query = asked_inline(server, somebody(server), words)
    shown = " ".join(f"{result['title']} {result['description']}" for result in query.results)
    assert "uranium" not in shown.lower()
    assert "falcon" not in shown.lower()


def test_what_is_hidden_while_the_bot_runs_is_offered_no_more(server: BotApiServer, place: Installation) -> None:
    person = somebody(server)
    question = "When does the road over the Anzob pass reopen?"
    for hide, moment in ((withdraw, "2025-03-10 09:00:00.000000"), (embargo, "2099-01-01 00:00:00.000000")):
        hide(place, "arrival", moment)
        try:
            query = asked_inline(server, person, question)
            assert all("Anzob" not in quoted(result) for result in query.results)
        finally:
            hide(place, "arrival", None)
    assert "Anzob" in quoted(asked_inline(server, person, question).results[0])


@pytest.mark.parametrize(
    "text",
    ["Who won the football match yesterday?", "Кто 👩‍🚀 победил?", "Who won the match? " * 13, "?", "hello"],
    ids=["not said", "emoji", "long", "no words", "small talk"],
)
def test_what_is_not_said_leads_into_the_private_chat_with_the_question(
    server: BotApiServer, place: Installation, text: str
) -> None:
    person = somebody(server)
    query = asked_inline(server, person, text)
    button = (query.answer or {})["button"]
    assert utf16_length(button["text"]) <= 64
    started = person.starts(button["start_parameter"])
    answer = server.wait_for_message(person, after=started)
    kept = [question for (question,) in rows(place, "SELECT question FROM answers WHERE user_id = ?", person.id)]
    if button["start_parameter"] == "inline":
        assert answer.text.startswith("I answer questions about diplomatic visits")
    elif kept:
        assert kept == [text]
    else:
        assert answer.text.startswith(("I see no question in this message.", "Hello! Ask me about a visit"))


def test_the_language_is_the_persons_choice_then_telegrams(server: BotApiServer) -> None:
    person = somebody(server, "ru-RU")
    query = asked_inline(server, person, "When does the road over the Anzob pass reopen?")
    assert "4 марта 2025" in query.results[0]["description"]
    chosen = person.asks("/language uz")
    server.wait_for_message(person, after=chosen)
    query = asked_inline(server, person, "When does the road over the Anzob pass reopen?")
    assert "4-mart, 2025" in query.results[0]["description"]
    assert "· ingliz" in query.results[0]["input_message_content"]["message_text"].lower()


@pytest.mark.parametrize("text", ["🙂" * 128, "\u202eoffer\u0000", "a" * 256, "' OR 1=1 --", "@verbale_test_bot"])
def test_whatever_is_typed_is_answered(server: BotApiServer, text: str) -> None:
    asked_inline(server, somebody(server), text)


def test_an_inline_query_leaves_no_trace_of_the_person(server: BotApiServer, place: Installation) -> None:
    person = somebody(server)
    asked_inline(server, person, "When does the road over the Anzob pass reopen?")
    assert rows(place, "SELECT count(*) FROM answers WHERE user_id = ?", person.id) == [(0,)]
