"""Checking quotations: verbatim or not, from which edition, whether that is current, and what changed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from botapi.model import Message
from botapi.people import Person
from botapi.server import BotApiServer
from botapi.utf16 import utf16_length
from library import ARRIVAL
from program import Installation
from stored import embargo, front_matter, is_verbatim, texts, withdraw
from talking import asks, somebody, sound_bot

OLD = "The parties agreed to build 🚧 two bridges over the Panj river by 2028."
NEW = "The parties agreed to build 🚧 three bridges over the Panj river by 2031."
KEPT = "The ferry at Khorog keeps running until the first bridge opens."
DROPPED = "A toll of five dollars will be taken from every lorry."
LONG = " ".join(
    f"Clause {number} of the 🌊 covenant binds party {number} to deliver {number * 3} megawatts."
    for number in range(1, 90)
)[:3900]
LONG_NEW = LONG.replace("megawatts", "gigawatts")
REPEATED = "The ministers confirmed every word of the protocol on fruit and vegetables."
ENDLESS = "ы" * 4000


@pytest.fixture(scope="module")
def server() -> Iterator[BotApiServer]:
    with BotApiServer() as running:
        yield running
        running.assert_valid()


def _write_second(made: Installation) -> None:
    """The second editions of two briefings."""
    made.write("bridges.md", front_matter(title="Bridges") + f"{NEW}\n\n{KEPT}")
    made.write("covenant.md", front_matter(title="Covenant") + LONG_NEW)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Installation:
    made = Installation(tmp_path_factory.mktemp("checking"), model_cache)
    made.write(
        "arrival.md",
        front_matter(title="Talks in Dushanbe", date="2025-03-04", source_url="https://press.example/talks") + ARRIVAL,
    )
    made.write("bridges.md", front_matter(title="Bridges") + f"{OLD}\n\n{KEPT}\n\n{DROPPED}")
    made.write("covenant.md", front_matter(title="Covenant") + LONG)
    made.write("fruit.md", front_matter(title="Fruit") + REPEATED)
    made.write("share.md", front_matter(title="Share") + "Exports of grain from Kostanay grew by 5 % in the last year.")
    made.write("endless.md", front_matter(title="Endless", source_url="https://press.example/endless") + ENDLESS)
    made.write(
        "secret.md",
        front_matter(title="Annex", embargo_until="2099-01-01T00:00:00+00:00")
        + "The uranium annex gives Tashkent forty tonnes of yellowcake a year.",
    )
    finished = made.run("reindex")
    assert finished.code == 0, finished
    return made


@pytest.fixture(scope="module")
def answer_of_before(place: Installation, server: BotApiServer) -> Message:
    """An answer that quotes what the second edition says otherwise; the second editions are taken in after it."""
    asker = server.world.user(1999, "Early", language_code="en", started=True)
    asked = asker.asks("How many bridges over the Panj river will be built?")
    answer = server.wait_for_message(asker, after=asked)
    assert OLD in answer.quotations
    _write_second(place)
    finished = place.run("reindex")
    assert finished.code == 0, finished
    return answer


@pytest.fixture(scope="module", autouse=True)
def bot(place: Installation, server: BotApiServer) -> Iterator[None]:
    with sound_bot(place, server):
        yield


def marked(message: Message, kind: str) -> list[str]:
    return [entity.of(message.text) for entity in message.entities if entity.type == kind]


@pytest.mark.usefixtures("answer_of_before")
def test_a_pasted_quotation_is_found_with_its_edition_and_source(server: BotApiServer, place: Installation) -> None:
    quotation = "He said that the road over the Anzob pass would reopen in May."
    answer = asks(server, somebody(server), f"/verify “{quotation}”")
    assert answer.text.startswith("Verbatim. Edition 1 of ")
    assert answer.quotations == (quotation,)
    assert answer.links[0][0] == "Talks in Dushanbe"
    assert is_verbatim(place, answer)


@pytest.mark.usefixtures("answer_of_before")
@pytest.mark.parametrize(
    "changed",
    [
        "He said that the road over the Anzob pass would reopen in June.",
        "He said that the road over the Anzob pass would not reopen in May.",
        "the road over the Anzob pass would reopen in Ma",
        "raise mutual trade to $2 billion by 203",
        "mutual trade to $2 billion by 2030. Last year it stood at $1",
    ],
)
def test_what_is_not_word_for_word_is_never_called_verbatim(server: BotApiServer, changed: str) -> None:
    answer = asks(server, somebody(server), f"/verify {changed}")
    assert answer.text.startswith("Not verbatim: this does not stand in any briefing word for word.")
    assert all(mark.strip() for mark in marked(answer, "underline"))


@pytest.mark.usefixtures("answer_of_before")
def test_blanks_alone_are_not_marked(server: BotApiServer, place: Installation) -> None:
    answer = asks(server, somebody(server), "/verify Exports of grain from Kostanay grew by 5% in the last year.")
    assert is_verbatim(place, answer)
    assert answer.quotations == ("Exports of grain from Kostanay grew by 5 % in the last year.",)


def test_the_old_words_are_shown_with_what_the_current_edition_says(
    server: BotApiServer, place: Installation, answer_of_before: Message
) -> None:
    answer = asks(server, somebody(server), f"/verify {OLD}")
    lines = answer.text.split("\n")
    assert lines[0].startswith("Verbatim in edition 1 of ")
    assert lines[2] == "In the current edition 2 the passage reads:"
    assert list(answer.quotations) == [OLD, NEW]
    assert marked(answer, "strikethrough") == ["two", "2028"]
    assert marked(answer, "underline") == ["three", "2031"]
    assert is_verbatim(place, answer)


@pytest.mark.usefixtures("answer_of_before")
def test_a_passage_that_is_unchanged_or_gone_is_named_so(server: BotApiServer) -> None:
    assert asks(server, somebody(server), f"/verify {KEPT}").text.startswith("Verbatim. Edition 2 of ")
    gone = asks(server, somebody(server), f"/verify {DROPPED}")
    assert "The current edition 2 no longer has this passage." in gone.text
    assert gone.quotations == (DROPPED,)


def test_an_earlier_answer_of_the_bot_is_checked_when_it_is_forwarded_or_replied_to(
    server: BotApiServer, answer_of_before: Message
) -> None:
    asker = Person(server.state, server.state.accounts[answer_of_before.chat_id])
    forwarded = asker.forwards(answer_of_before)
    checked = server.wait_for_message(asker, after=forwarded)
    assert list(checked.quotations)[:2] == [OLD, NEW]
    assert checked.reply_to == forwarded.message_id
    replied = asks(server, asker, "/verify", reply_to=answer_of_before)
    assert list(replied.quotations)[:2] == [OLD, NEW]


@pytest.mark.usefixtures("answer_of_before")
@pytest.mark.parametrize(
    "text", [LONG_NEW, LONG, LONG_NEW.replace("deliver", "supply"), ENDLESS], ids=["current", "old", "near", "endless"]
)
def test_passages_as_long_as_a_message_are_shown_as_far_as_they_fit(
    server: BotApiServer, place: Installation, text: str
) -> None:
    person = somebody(server)
    prompt = asks(server, person, "/verify")
    assert prompt.text.startswith("Reply to this message with the quotation")
    answer = asks(server, person, text, reply_to=prompt)
    assert is_verbatim(place, answer)
    assert utf16_length(answer.text) <= 4096
    assert "[…]" in answer.text.split("\n")
    assert len(answer.entities) <= 100
    expected = "Not verbatim" if "supply" in text else "Verbatim"
    assert answer.text.startswith(expected)


@pytest.mark.usefixtures("answer_of_before")
def test_many_passages_are_checked_up_to_five_and_the_rest_is_counted(server: BotApiServer) -> None:
    person = somebody(server)
    parts = [f"{REPEATED}", KEPT, NEW, OLD, "Nobody ever said such a thing about the moon.", "More.", "And more."]
    asked = person.asks("/verify " + "\n\n".join(parts))
    answer = server.wait_for_message(person, after=asked)
    assert answer.text.endswith("2 further passages were not checked: send them by themselves.")
    assert list(answer.quotations) == [REPEATED, KEPT, NEW, OLD, NEW]


@pytest.mark.usefixtures("answer_of_before")
@pytest.mark.parametrize("text", ["/verify …", "/verify ?!", "/verify 🙂🙂"])
def test_what_holds_no_words_is_named_so(server: BotApiServer, text: str) -> None:
    assert asks(server, somebody(server), text).text == "I see no text in this message that I could check."


@pytest.mark.usefixtures("answer_of_before")
def test_a_file_without_words_can_be_neither_checked_nor_asked(server: BotApiServer) -> None:
    person = somebody(server)
    sent = person.sends_document("scan.png", b"\x89PNG")
    first = server.wait_for_message(person, after=sent)
    assert first.text.startswith("I can read text only.")
    answer = asks(server, person, "/verify", reply_to=sent)
    assert answer.text == "I see no text in this message that I could check."
    forwarded = person.forwards(sent)
    assert server.wait_for_message(person, after=forwarded).text.startswith("I can read text only.")


@pytest.mark.usefixtures("answer_of_before")
def test_an_edited_reply_to_the_request_is_checked_again_and_not_answered(server: BotApiServer) -> None:
    person = somebody(server)
    prompt = asks(server, person, "/verify")
    given = person.asks("How many bridges over the Panj river will be built?", reply_to=prompt)
    first = server.wait_for_message(person, after=given)
    assert first.text.startswith("Not verbatim")
    person.edits(given, KEPT)
    assert server.wait_for_message(person, after=first).text.startswith("Verbatim. Edition 2 of ")


@pytest.mark.usefixtures("answer_of_before")
@pytest.mark.parametrize("hide", [withdraw, embargo], ids=["withdrawn", "under embargo"])
def test_what_may_not_be_seen_is_not_confirmed(server: BotApiServer, place: Installation, hide: object) -> None:
    secret = "The uranium annex gives Tashkent forty tonnes of yellowcake a year."
    assert any(secret in text for text in texts(place))
    answer = asks(server, somebody(server), f"/verify {secret}")
    assert answer.text == "Not verbatim: this does not stand in any briefing word for word."
    if hide is withdraw:
        withdraw(place, "fruit")
    else:
        embargo(place, "fruit", "2099-01-01 00:00:00.000000")
    try:
        answer = asks(server, somebody(server), f"/verify {REPEATED}")
        assert answer.text.startswith("Not verbatim")
        assert "Fruit" not in answer.text
    finally:
        withdraw(place, "fruit", None)
        embargo(place, "fruit", None)


@pytest.mark.usefixtures("answer_of_before")
@pytest.mark.parametrize(
    ("language", "starts"), [("ru", "Дословно"), ("kk", "Сөзбе-сөз"), ("uz", "So‘zma-so‘z"), ("tg", "Айнан")]
)
def test_the_finding_is_in_the_readers_language_and_the_quotation_in_its_own(
    server: BotApiServer, language: str, starts: str
) -> None:
    answer = asks(server, somebody(server, language), f"/verify {KEPT}")
    assert answer.quotations == (KEPT,)
    assert answer.text.startswith(f"{starts}. ")
