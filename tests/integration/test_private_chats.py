"""What people write in private chats, and what they get."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest

from botapi.clock import SimulatedClock
from botapi.entities import Entity
from botapi.server import BotApiServer
from botapi.utf16 import utf16_length
from library import ARRIVAL, RAILWAY
from program import Installation
from stored import front_matter, is_verbatim, rows, texts, withdraw
from talking import asks, somebody, sound_bot

FILLERS = 200
LONG_TITLE = "Совместное заявление 🤝 " + "по итогам переговоров о воде и энергии " * 11
LONG_NAME = "joint-statement-" + "on-water-and-energy-" * 9
ENDLESS_WORD = "Тоҷикистон" * 300
SENTENCES = " ".join(
    f"Point {number} of the water protocol obliges both capitals to publish the level of reservoir {number} every week."
    for number in range(1, 90)
)
ANZOB = ARRIVAL.split("\n\n")[1]


@pytest.fixture(scope="module")
def clock() -> SimulatedClock:
    return SimulatedClock()


@pytest.fixture(scope="module")
def server(clock: SimulatedClock) -> Iterator[BotApiServer]:
    with BotApiServer(clock=clock) as running:
        yield running
        running.assert_valid()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Installation:
    made = Installation(tmp_path_factory.mktemp("private"), model_cache)
    made.write(
        "arrival.md",
        front_matter(
            title="Talks in Dushanbe",
            date="2025-03-04",
            source_url="https://press.example/talks",
            visit="Kazakhstan in Tajikistan",
        )
        + ARRIVAL,
    )
    made.write("railway.txt", RAILWAY)
    made.write(
        "secret.md",
        front_matter(title="Uranium annex", date="2099-01-01", embargo_until="2099-01-01T00:00:00+00:00")
        + "The uranium annex of the treaty gives Tashkent forty tonnes of yellowcake a year.",
    )
    made.write(
        "taken-back.md",
        front_matter(title="Falcons", date="2098-01-01") + "The sultan presented nine hunting falcons to the emir.",
    )
    made.write(
        f"{LONG_NAME}.md",
        front_matter(
            title=f'"{LONG_TITLE}"', date="2025-02-01", source_url="https://press.example/" + "a" * 470, language="en"
        )
        + SENTENCES,
    )
    made.write(
        "endless.md",
        front_matter(title="Калимаи дароз", language="tg", source_url="http://intranet/word") + ENDLESS_WORD,
    )
    for number in range(FILLERS):
        made.write(f"filler-{number:03}.md", front_matter(title=f"Notice {number:03}", date="2001-01-01") + "Closed.")
    finished = made.run("reindex")
    assert finished.code == 0, finished
    withdraw(made, "taken-back")
    return made


@pytest.fixture(scope="module", autouse=True)
def bot(place: Installation, server: BotApiServer) -> Iterator[None]:
    with sound_bot(place, server):
        yield


@pytest.mark.parametrize(
    "text",
    [
        "🙂" * 2048,
        "When does the road over the Anzob pass reopen? " * 87,
        "\u202eWhen does\u200f the road over the Anzob\u0007 pass reopen?\u0000\u2066",
        "وقتی راه باز می‌شود؟",
        "a" * 4096,
        "? " * 2000 + "when",
        "W͟h͟e͟n͟ ̊d̊o̊e̊s̊ it open",
    ],
    ids=["emoji", "long", "controls", "right to left", "one word", "marks", "combining"],
)
def test_whatever_is_written_gets_one_answer_and_quotes_only_what_is_stored(
    server: BotApiServer, place: Installation, text: str
) -> None:
    person = somebody(server)
    answer = asks(server, person, text)
    assert is_verbatim(place, answer)
    assert not answer.text.startswith("Something went wrong")


@pytest.mark.parametrize(
    ("language", "starts"),
    [
        ("kk-KZ", "Хабарламаларда бұл"),
        ("ru-RU", "В сообщениях об этом не говорится."),
        ("pt-br", "The briefings do not say."),
        (None, "The briefings do not say."),
        ("UZ", "Xabarlarda"),
    ],
)
def test_the_language_is_telegrams_where_the_bot_speaks_it_and_else_the_questions(
    server: BotApiServer, language: str | None, starts: str
) -> None:
    assert asks(server, somebody(server, language), "Who won the football match yesterday?").text.startswith(starts)


def test_a_language_that_the_bot_does_not_speak_leaves_it_to_the_question(server: BotApiServer) -> None:
    person = somebody(server, "pt-br")
    assert asks(server, person, "Кто выиграл вчерашний футбольный матч?").text == "В сообщениях об этом не говорится."


def test_the_persons_choice_comes_before_telegrams_language(server: BotApiServer) -> None:
    person = somebody(server, "ru")
    assert asks(server, person, "/language en").text.startswith("From now on I speak English")
    assert asks(server, person, "Кто выиграл вчерашний футбольный матч?").text == "The briefings do not say."
    menu = asks(server, person, "/language")
    assert [button.text for button in menu.buttons] == [
        "✓ English",
        "Русский",
        "Қазақша",
        "Oʻzbekcha",
        "Тоҷикӣ",
        "Automatic",
    ]
    person.presses(menu, "Тоҷикӣ")
    server.wait_for_edit(menu)
    assert [button.text for button in menu.buttons] == []
    assert menu.text.startswith("Акнун дар ин ҷо бо забони тоҷикӣ")


def test_a_quotation_in_another_language_names_it(server: BotApiServer, place: Installation) -> None:
    answer = asks(server, somebody(server), "Сколько будет стоить поставка локомотивов?")
    assert RAILWAY.split("\n\n")[1] in answer.quotations
    assert "· Russian" in answer.text
    assert not [title for title, _ in answer.links if title in RAILWAY or "локомотив" in title.lower()]


def test_a_message_soon_after_an_answer_is_a_follow_up_until_it_is_forgotten(server: BotApiServer) -> None:
    person = somebody(server)
    first = asks(server, person, "Who met the delegation of Kazakhstan at the airport?")
    assert ANZOB.split(". ")[0] in first.text
    second = asks(server, person, "And what did he say about the road?")
    assert "Anzob" in second.text
    forgotten = asks(server, person, "/forget")
    assert forgotten.text == "Forgotten: 2 questions of yours in this chat."
    assert asks(server, person, "/more").text.startswith("There is no question here yet")
    assert asks(server, person, "/forget").text.startswith("There was nothing to forget")


def test_a_reply_to_an_answer_that_was_forgotten_stands_alone(server: BotApiServer, place: Installation) -> None:
    person = somebody(server)
    first = asks(server, person, "When does the road over the Anzob pass reopen?")
    asks(server, person, "/forget")
    answer = asks(server, person, "How much will the delivery of the locomotives cost?", reply_to=first)
    assert RAILWAY.split("\n\n")[1] in answer.quotations
    followed = rows(place, "SELECT question, follows FROM answers WHERE chat_id = ? ORDER BY asked_at", person.id)
    assert followed == [(None, None), ("How much will the delivery of the locomotives cost?", None)]


def test_a_reply_to_an_answer_goes_on_from_there(server: BotApiServer, place: Installation) -> None:
    person = somebody(server)
    first = asks(server, person, "When does the road over the Anzob pass reopen?")
    asks(server, person, "How much will the delivery of the locomotives cost?")
    asks(server, person, "And who said that?", reply_to=first)
    kept = rows(place, "SELECT id, follows FROM answers WHERE chat_id = ? ORDER BY asked_at", person.id)
    assert kept[2][1] == kept[0][0]


def test_an_edit_within_a_minute_edits_the_answer_and_a_later_one_is_explained(
    server: BotApiServer, clock: SimulatedClock
) -> None:
    person = somebody(server)
    asked = person.asks("When does the road over the Anzob pass reopen?")
    answer = server.wait_for_message(person)
    person.edits(asked, "How much will the delivery of the locomotives cost?")
    server.wait_for_edit(answer)
    assert RAILWAY.split("\n\n")[1] in answer.quotations
    person.edits(asked, "How much will the delivery of the locomotives cost?")
    clock.advance(61)
    person.edits(asked, "Who met the delegation?")
    told = server.wait_for_message(person, after=answer)
    assert told.text.startswith("You changed a question that I answered a while ago.")
    assert told.reply_to == asked.message_id
    assert len(server.bot_messages(person)) == 2
    assert len(answer.versions) == 2


def test_an_edit_to_small_talk_and_back_stays_in_one_message(server: BotApiServer) -> None:
    person = somebody(server)
    asked = person.asks("When does the road over the Anzob pass reopen?")
    answer = server.wait_for_message(person)
    person.edits(asked, "Thank you!")
    server.wait_for_edit(answer)
    assert answer.text.startswith("You are welcome!")
    assert [button.text for button in answer.buttons] == []
    person.edits(asked, "When does the road over the Anzob pass reopen?")
    server.wait_for_edit(answer, edits=2)
    assert ANZOB in answer.quotations
    assert "👍" in [button.text for button in answer.buttons]
    assert len(server.bot_messages(person)) == 1


def test_an_edit_to_no_words_takes_the_quotation_away(server: BotApiServer) -> None:
    person = somebody(server)
    asked = person.asks("When does the road over the Anzob pass reopen?")
    answer = server.wait_for_message(person)
    person.edits(asked, "?!")
    server.wait_for_edit(answer)
    assert answer.text.startswith("I see no question in this message.")


def test_when_the_person_deleted_the_answer_an_edit_brings_a_new_one(server: BotApiServer) -> None:
    person = somebody(server)
    asked = person.asks("When does the road over the Anzob pass reopen?")
    answer = server.wait_for_message(person)
    person.deletes(answer)
    person.edits(asked, "How much will the delivery of the locomotives cost?")
    new = server.wait_for_message(person, after=answer)
    assert RAILWAY.split("\n\n")[1] in new.quotations
    assert new.reply_to == asked.message_id


def test_edits_of_one_message_are_no_way_around_the_limit_on_questions(server: BotApiServer) -> None:
    person = somebody(server)
    asked = person.asks("Question 0 about the Anzob pass?")
    server.wait_for_message(person)
    for number in range(1, 40):
        person.edits(asked, f"Question {number} about the Anzob pass?")
    told = server.wait_for_message(person, containing="That was a lot in a short time.")
    assert told.reply_to == asked.message_id


def test_all_briefings_are_found_page_by_page_and_back(server: BotApiServer) -> None:
    person = somebody(server)
    menu = asks(server, person, "/briefings")
    assert menu.text == f"{FILLERS + 4} briefings, newest first. Touch one to see it."
    seen: list[str] = []
    for page in range(26):
        labels = [button.text for button in menu.buttons]
        seen += [label for label in labels if label not in {"◀ Newer", "Older ▶"}]
        if "Older ▶" not in labels:
            break
        person.presses(menu, "Older ▶")
        server.wait_for_edit(menu, edits=page + 1)
    assert len(seen) == FILLERS + 4
    assert seen[0] == "04.03.2025 · Talks in Dushanbe"
    assert seen[1].startswith("01.02.2025 · Совместное заявление 🤝 по")
    assert seen[2:202] == [f"01.01.2001 · Notice {number:03}" for number in range(FILLERS)]
    assert all(utf16_length(label) <= 60 for label in seen)
    person.presses(menu, "◀ Newer")
    server.wait_for_edit(menu, edits=26)
    assert menu.buttons[0].text == "01.01.2001 · Notice 190"


def test_a_briefing_with_a_long_name_title_and_address_can_be_chosen(server: BotApiServer, place: Installation) -> None:
    person = somebody(server)
    menu = asks(server, person, "/briefings")
    person.presses(menu, "Совместное заявление")
    card = server.wait_for_message(person, after=menu)
    assert card.text.startswith("Совместное заявление 🤝")
    assert len(card.quotations) == 3
    assert is_verbatim(place, card)
    person.presses(card, "Ask only about this")
    assert server.wait_for_message(person, after=card).text.startswith("Questions in this chat are now about “Совм")
    assert asks(server, person, "/visit").text.startswith("Which visit should questions in this chat be about?")
    nothing = asks(server, person, "Who won the football match yesterday?")
    assert nothing.text.startswith("Only “Совместное заявление 🤝")
    assert utf16_length(nothing.text) < 400
    person.presses(nothing, "Search all visits")
    server.wait_for_message(person, after=nothing, containing="The briefings do not say.")


def test_a_cut_id_in_a_deep_link_opens_its_briefing_and_an_unknown_one_is_named_so(server: BotApiServer) -> None:
    card = asks(server, somebody(server), f"/start b_{LONG_NAME[:62]}")
    assert card.text.startswith("Совместное заявление")
    for payload in ("b_", "b_nothing-like-this", "b_secret", "b_taken-back"):
        assert asks(server, somebody(server), f"/start {payload}").text.startswith("I cannot find this briefing."), (
            payload
        )


@pytest.mark.parametrize(
    "payload",
    [
        "q_" + base64.urlsafe_b64encode("Когда 👩‍🚀 reopens the Anzob road?".encode()).decode().rstrip("="),
        "q_when-does-the-road-over-the-anzob-pass-reopen",
        "q_Когда_откроют_дорогу_через_перевал_Анзоб",
        "q_when does the road over the Anzob pass reopen",
    ],
    ids=["base64 with emoji", "hyphens", "no ASCII", "blanks"],
)
def test_a_deep_link_with_a_question_is_answered(server: BotApiServer, payload: str) -> None:
    assert ANZOB in asks(server, somebody(server), f"/start {payload}").quotations


@pytest.mark.parametrize("payload", ["", "q_", "x_y", "q_-", "inline", "b", "🙂"])
def test_any_other_payload_of_start_is_answered_in_words(server: BotApiServer, payload: str) -> None:
    answer = asks(server, somebody(server), f"/start {payload}")
    assert answer.text.startswith(("I answer questions about diplomatic visits", "I see no question in this message."))


def test_latest_shows_the_newest_that_may_be_seen_verbatim(server: BotApiServer, place: Installation) -> None:
    card = asks(server, somebody(server), "/latest")
    assert card.text.startswith("Talks in Dushanbe\nMarch 4, 2025")
    assert 1 <= len(card.quotations) <= 3
    assert is_verbatim(place, card)


def test_an_endless_word_and_an_address_that_telegram_refuses_still_give_an_answer(
    server: BotApiServer, place: Installation
) -> None:
    answer = asks(server, somebody(server), "ТоҷикистонТоҷикистонТоҷикистонТоҷикистон")
    assert is_verbatim(place, answer)
    person = somebody(server)
    menu = asks(server, person, "/briefings")
    for page in range(25):
        person.presses(menu, "Older ▶")
        server.wait_for_edit(menu, edits=page + 1)
    person.presses(menu, "Калимаи дароз")
    card = server.wait_for_message(person, after=menu)
    assert card.text.startswith("Калимаи дароз\nTajik")
    assert [button.text for button in card.buttons] == ["Ask only about this"]


@pytest.mark.parametrize(
    ("briefing", "words", "title"),
    [
        (
            "secret",
            "The uranium annex of the treaty gives Tashkent forty tonnes of yellowcake a year.",
            "Uranium annex",
        ),
        ("taken-back", "The sultan presented nine hunting falcons to the emir.", "Falcons"),
    ],
)
def test_what_may_not_be_seen_shows_nowhere(
    server: BotApiServer, place: Installation, briefing: str, words: str, title: str
) -> None:
    assert any(words in text for text in texts(place))
    for text in (words, f"/verify {words}", "/latest", "/briefings", f"/start b_{briefing}", "/start", "/about"):
        answer = asks(server, somebody(server), text)
        assert words not in answer.text, text
        assert title not in answer.text, text
        assert title not in " ".join(button.text for button in answer.buttons), text


def test_a_visit_is_chosen_by_a_part_of_its_name_and_cleared_by_a_button(server: BotApiServer) -> None:
    person = somebody(server)
    assert asks(server, person, "/visit kazakhstan").text.startswith(
        "Questions in this chat are now about “Kazakhstan in Tajikistan”."
    )
    elsewhere = asks(server, person, "How much will the delivery of the locomotives cost?")
    assert RAILWAY.split("\n\n")[1] not in elsewhere.text
    menu = asks(server, person, "/visit " + "x" * 3000)
    assert menu.text.startswith("I know no such visit.")
    assert [button.text for button in menu.buttons] == ["✓ Kazakhstan in Tajikistan", "All briefings"]
    person.presses(menu, "All briefings")
    server.wait_for_edit(menu)
    assert menu.text == "Questions in this chat are now about all briefings."


def test_everything_about_a_person_is_deleted(server: BotApiServer, place: Installation) -> None:
    person = somebody(server)
    answer = asks(server, person, "When does the road over the Anzob pass reopen?")
    person.presses(answer, "👍")
    asks(server, person, "/language en")
    deleted = asks(server, person, "/deletemydata")
    assert deleted.text.startswith("Deleted: 1 question, 1 rating and your settings.")
    server.wait_until_confirmed()
    for table in ("answers", "ledger"):
        assert rows(place, f"SELECT count(*) FROM {table} WHERE chat_id = ?", person.id) == [(0,)]  # noqa: S608
    assert rows(place, "SELECT count(*) FROM chats WHERE id = ?", person.id) == [(0,)]
    query = person.presses(answer, "👎")
    assert server.wait_for_answer(query)["text"] == "This answer is too old. Please ask the question again."
    assert rows(place, "SELECT count(*) FROM verdicts WHERE user_id = ?", person.id) == [(0,)]


def test_formatting_of_the_person_changes_nothing_in_the_question(server: BotApiServer) -> None:
    person = somebody(server)
    text = "🙂 When does the road over the Anzob pass reopen?"
    asked = person.sends(person, text, entities=(Entity("bold", 3, 4), Entity("code", 8, 4)))
    assert ANZOB in server.wait_for_message(person, after=asked).quotations


@pytest.mark.parametrize("caption", ["", "When does the road over the Anzob pass reopen?"])
def test_a_file_is_read_by_its_caption(server: BotApiServer, caption: str) -> None:
    person = somebody(server)
    sent = person.sends_document("report.pdf", b"%PDF", caption=caption)
    answer = server.wait_for_message(person, after=sent)
    assert ANZOB in answer.quotations if caption else answer.text.startswith("I can read text only.")
