"""Administrators add briefings in their chat: files, texts, addresses and feeds; what is hostile is refused in words."""

import threading
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from filelock import FileLock

from botapi.faults import DOWNLOAD
from botapi.model import Message
from botapi.people import Person
from botapi.server import BotApiServer
from botapi.utf16 import utf16_length
from library import ARRIVAL
from made_documents import block, docx, packed_zeros, pdf, pdf_of_objects, pdf_with_content
from program import Installation, RunningBot, running_bot
from stored import front_matter, is_verbatim, rows, until
from talking import asks, somebody

OWNERS = range(1001, 1161)
"""Each test has owners of its own: to one chat Telegram lets a message a second go."""
GONE = "This draft has been dealt with already."
COULD_NOT = "This could not be read. "
ROAD = "When does the road over the Anzob pass reopen?"
ANZOB = ARRIVAL.split("\n\n")[1]
WHOLE_CARD = """New briefing: talks-in-khujand
Title: Переговоры в Худжанде
Date: January 26, 2024
Language: Russian
Source: https://mfa.example/17
Visit: Khujand
Audience: ministers, press
Embargo: May 31, 2099, 04:00 (UTC)

2 paragraphs:
1. Министры встретились в Худжанде и обсудили поставки хлопка.
2. Стороны договорились о квоте в шесть тысяч тонн.

1 line was taken for page furniture and left out:
Поделиться"""


class Pages(BaseHTTPRequestHandler):
    """Gives what the web site of the test has at the path."""

    def do_GET(self) -> None:
        site = self.server
        assert isinstance(site, Site)
        site.asked.append(self.path)
        site.may_answer.wait(30)
        status, content_type, body = site.pages.get(self.path, (404, "text/plain", b"nothing"))
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing is logged."""


class Site(ThreadingHTTPServer):
    """A web site on this machine: status, type and body by path."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Pages)
        self.pages: dict[str, tuple[int, str, bytes]] = {}
        self.asked: list[str] = []
        self.may_answer = threading.Event()
        self.may_answer.set()

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"

    def page(self, path: str, title: str, text: str) -> None:
        body = f"<html><head><title>{title}</title></head><body><article><p>{text}</p></article></body></html>"
        self.pages[path] = (200, "text/html; charset=utf-8", body.encode())

    def feed(self, path: str, *links: str) -> None:
        items = "".join(f"<item><title>{one}</title><link>{self.address(one)}</link></item>" for one in links)
        self.pages[path] = (200, "application/rss+xml", f"<rss><channel>{items}</channel></rss>".encode())


class Bot:
    """The bot, which a test may stop and start again."""

    def __init__(self, place: Installation, settings: dict[str, str]) -> None:
        self._place, self._settings = place, settings
        self._running = ExitStack()
        self.process = self._start()

    def _start(self) -> RunningBot:
        return self._running.enter_context(running_bot(self._place, self._settings))

    def restart(self) -> None:
        finished = self.process.stop()
        assert finished.code == 0
        assert "was not dealt with" not in finished.err, finished.err
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
def site() -> Iterator[Site]:
    with Site() as made:
        serving = threading.Thread(target=made.serve_forever)
        serving.start()
        yield made
        made.shutdown()
        serving.join()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Installation:
    made = Installation(tmp_path_factory.mktemp("adding"), model_cache)
    made.write(
        "arrival.md",
        front_matter(title="Talks in Dushanbe", date="2025-03-04", source_url="https://press.example/talks") + ARRIVAL,
    )
    (made.folder / "watched").mkdir()
    finished = made.run("reindex")
    assert finished.code == 0, finished
    return made


@pytest.fixture(scope="module", autouse=True)
def bot(place: Installation, server: BotApiServer) -> Iterator[Bot]:
    settings = {
        "VERBALE_TELEGRAM_TOKEN": server.token,
        "VERBALE_TELEGRAM_API_URL": server.url,
        "VERBALE_ADMINS": ",".join(map(str, OWNERS)),
        "VERBALE_FETCH_URLS": "true",
        "VERBALE_FETCH_PRIVATE": "true",
        "VERBALE_SET_PROFILE": "false",
        "VERBALE_MAX_DOCUMENT_MB": "4",
    }
    running = Bot(place, settings)
    yield running
    errors = running.end()
    assert "was not dealt with" not in errors, errors


_ids = iter(OWNERS)


def owner(server: BotApiServer) -> Person:
    """An owner by the settings, with a chat of their own."""
    return server.world.user(next(_ids), "Anna", started=True)


@pytest.fixture
def anna(server: BotApiServer) -> Person:
    return owner(server)


@pytest.fixture
def boris(server: BotApiServer) -> Person:
    return owner(server)


def sends(server: BotApiServer, person: Person, name: str, data: bytes, caption: str = "") -> Message:
    """What the bot says first to a file."""
    sent = person.sends_document(name, data, caption=caption)
    return server.wait_for_message(person, after=sent)


def toast(server: BotApiServer, person: Person, message: Message, label: str) -> str:
    return str(server.wait_for_answer(person.presses(message, label)).get("text", ""))


def labels(message: Message) -> list[str]:
    return [button.text for button in message.buttons]


def without_buttons(server: BotApiServer, message: Message) -> None:
    """Wait until a message has none any more: the work is done, or another card has taken its place."""
    server.wait_for(lambda: message.buttons == (), what="no buttons")


def details(card: Message) -> dict[str, str]:
    """The lines of a card that tell details, by their names."""
    lines = card.text.partition("\n\n")[0].split("\n")[1:]
    return {name: value for name, _, value in (line.partition(": ") for line in lines)}


def publishes(server: BotApiServer, person: Person, card: Message) -> tuple[str, str]:
    """What is said after the button, and what the work on the index ends with."""
    person.presses(card, "Publish")
    said, progress = server.wait_for_messages(person, 2, after=card)[:2]
    assert progress.text.startswith(("Rebuilding the index.", "Done in ", "Nothing has changed: "))
    without_buttons(server, progress)
    return said.text, progress.text


def state_of(place: Installation) -> list[list[tuple[object, ...]]]:
    """All that is published, and every draft."""
    queries = (
        "SELECT id, title, current_edition, withdrawn_at, audience FROM briefings ORDER BY id",
        "SELECT briefing, number, sha256 FROM editions ORDER BY briefing, number",
        "SELECT id, state, title FROM drafts ORDER BY id",
    )
    return [rows(place, query) for query in queries]


def article(text: str) -> bytes:
    return f"<html><head><title>Talks</title></head><body><article><p>{text}</p></article></body></html>".encode()


# Adding.


@pytest.mark.parametrize(
    ("name", "data", "title", "said"),
    [
        (
            "Cotton Quota.txt",
            b"The cotton quota of the Ferghana mill rises to nine tonnes.\n\nThe mill opens in June.",
            "The cotton quota of the Ferghana mill rises to nine tonnes",
            "The cotton quota of the Ferghana mill rises to nine tonnes.",
        ),
        (
            "apricots.md",
            (front_matter(title="Apricots", date="2025-02-03") + "Isfara sends apricots to Pavlodar by rail.").encode(),
            "Apricots",
            "Isfara sends apricots to Pavlodar by rail.",
        ),
        (
            "PAGE.HTML",
            article("The embassy in Bishkek moves to Manas Avenue in autumn, said the chargé d'affaires on Monday."),
            "Talks",
            "The embassy in Bishkek moves to Manas Avenue in autumn, said the chargé d'affaires on Monday.",
        ),
        (
            "saffron.pdf",
            pdf(
                block(72, 760, ["Saffron of Herat will be sold at the market of Termez."])
                + block(72, 700, ["The customs duty on it is seven per cent."])
            ),
            "Saffron of Herat will be sold at the market of Termez",
            "Saffron of Herat will be sold at the market of Termez.",
        ),
        (
            "marble.docx",
            docx("<w:p><w:r><w:t>Marble of Gazgan will pave the square of Turkistan.</w:t></w:r></w:p>"),
            "Marble of Gazgan will pave the square of Turkistan",
            "Marble of Gazgan will pave the square of Turkistan.",
        ),
    ],
    ids=["txt", "md", "html", "pdf", "docx"],
)
def test_a_file_becomes_a_card_and_published_it_is_answered_from_as_soon_as_the_index_is_done(
    server: BotApiServer, place: Installation, anna: Person, name: str, data: bytes, title: str, said: str
) -> None:
    card = sends(server, anna, name, data)
    briefing = name.rpartition(".")[0].lower().replace(" ", "-")
    assert card.text.startswith(f"New briefing: {briefing}\nTitle: {title}\n")
    assert labels(card)[:3] == ["Publish", "Edit details", "Discard"]
    assert said in " ".join(card.quotations)
    assert rows(place, "SELECT count(*) FROM briefings WHERE id = ?", briefing) == [(0,)]
    published, ended = publishes(server, anna, card)
    assert published == f"Published: “{title}” ({briefing})."
    assert ended.startswith("Done in ")
    assert labels(card) == []
    answer = asks(server, somebody(server), said.removesuffix(".") + "?")
    assert said in answer.quotations
    assert is_verbatim(place, answer)
    query = "SELECT data FROM editions JOIN originals ON originals.sha256 = original_sha256 WHERE briefing = ?"
    assert rows(place, query, briefing) == [(data,)]


def test_the_card_shows_every_detail_the_paragraphs_and_what_was_left_out(server: BotApiServer, anna: Person) -> None:
    text = front_matter(
        title="Переговоры в Худжанде",
        date="2024-01-26",
        language="ru",
        source_url="https://mfa.example/17",
        visit="Khujand",
        audience="[ministers, press]",
        embargo_until="2099-05-31T09:00:00+05:00",
    )
    text += "Министры встретились в Худжанде и обсудили поставки хлопка.\n\n"
    text += "Стороны договорились о квоте в шесть тысяч тонн.\n\nПоделиться"
    card = sends(server, anna, "Talks in Khujand.md", text.encode())
    assert card.text == WHOLE_CARD
    italics = [entity.of(card.text) for entity in card.entities if entity.type == "italic"]
    assert italics == ["Title", "Date", "Language", "Source", "Visit", "Audience", "Embargo"]
    assert toast(server, anna, card, "Discard") == ""
    server.wait_for_edit(card)
    assert card.text == "Discarded."


def test_a_text_after_the_command_and_one_in_reply_to_the_prompt_are_named_for_their_titles(
    server: BotApiServer, place: Installation, anna: Person
) -> None:
    pasted = asks(server, anna, "/add Wool of Naryn is sold in Osh.\n\nThe fair opens on 5 May.")
    assert pasted.text.startswith("New briefing: wool-of-naryn-is-sold-in-osh\nTitle: Wool of Naryn is sold in Osh\n")
    assert pasted.quotations == ("1. Wool of Naryn is sold in Osh.\n2. The fair opens on 5 May.",)
    prompt = asks(server, anna, "/add")
    assert prompt.text.startswith("Send the briefing as a file (.txt, .md, .html, .pdf, .docx), or reply")
    assert prompt.markup == {"force_reply": True, "selective": True}
    replied = asks(server, anna, "Felt of Talas\n\nFelt of Talas is shown in Aktobe.", reply_to=prompt)
    assert details(replied)["Title"].startswith("Felt of Talas")
    assert rows(place, "SELECT origin, file_name FROM drafts ORDER BY id DESC LIMIT 2") == [
        ("text", "felt-of-talas.txt"),
        ("text", "wool-of-naryn-is-sold-in-osh.txt"),
    ]
    # What is no reply to it is a question, as from anybody.
    assert asks(server, anna, "Felt of Talas is shown in Aktobe.").text.startswith("The briefings do not say.")
    for card in (pasted, replied):
        assert toast(server, anna, card, "Discard") == ""


def test_an_address_is_fetched_and_named_as_the_source(
    server: BotApiServer, place: Installation, anna: Person, site: Site
) -> None:
    site.page("/news/17", "Tulips in Shymkent", "The botanical garden of Shymkent gives tulips to the city of Khorog.")
    card = asks(server, anna, f"/add {site.address('/news/17')}")
    assert card.text.startswith("New briefing: tulips-in-shymkent\nTitle: Tulips in Shymkent\n")
    assert details(card)["Source"] == site.address("/news/17")
    published, ended = publishes(server, anna, card)
    assert published == "Published: “Tulips in Shymkent” (tulips-in-shymkent)."
    assert ended.startswith("Done in ")
    answer = asks(server, somebody(server), "To which city does the botanical garden of Shymkent give tulips?")
    assert answer.quotations[0] == "The botanical garden of Shymkent gives tulips to the city of Khorog."
    assert rows(place, "SELECT source_url FROM briefings WHERE id = 'tulips-in-shymkent'") == [
        (site.address("/news/17"),)
    ]


def test_an_address_that_gives_no_document_is_refused_with_the_reason(server: BotApiServer, site: Site) -> None:
    site.pages["/empty"] = (200, "text/html", b"<html></html>")
    site.pages["/picture"] = (200, "image/png", b"\x89PNG\r\n\x1a\n")
    site.pages["/bomb"] = (200, "text/plain", b"a" * 5_000_000)
    site.pages["/lost"] = (301, "text/plain", b"")
    wanted = {
        "/missing": "the site has nothing there (404 Not Found).",
        "/" + "long" * 900: "The address is too long: ",
        "/" + "long" * 480: "the site has nothing there (404 Not Found).",
        "/empty": "no article is found in the page.",
        "/picture": "it is of the type image/png;",
        "/bomb": "it is too large, more than the 4,000,000 bytes that are accepted.",
        "/lost": "it leads on to another address and does not say to which.",
    }
    for path, reason in wanted.items():
        told = asks(server, owner(server), f"/add {site.address(path)}")
        assert told.text.startswith(COULD_NOT), path[:20]
        assert reason in told.text, path[:20]


DESCRIBED = front_matter(
    title="Silk",
    date="2025-01-02",
    source_url="https://silk.example/1",
    visit="Margilan",
    audience="[ministers]",
    embargo_until="2099-01-01T00:00:00+00:00",
)
TRY_AGAIN = "Touch Edit details and try again."


@pytest.mark.parametrize(
    ("values", "is_value"),
    [
        (
            [
                ("Title", "  Silk\nof\u202e Taraz ", "Silk of Taraz"),
                ("Date", "4 March 2025", "March 4, 2025"),
                ("Date", "5.3.2025", "March 5, 2025"),
                ("Date", "6 марта 2025 года", "March 6, 2025"),
                ("Date", "-", "none"),
                ("Source", "https://silk.example/a?b=c", "https://silk.example/a?b=c"),
                ("Source", "—", "none"),
                ("Visit", "Taraz 🧵", "Taraz 🧵"),
                ("Visit", "-", "none"),
                ("Audience", "Press, public", "press, public"),
                ("Audience", "-", "public"),
                ("Embargo", "2099-03-04 14:30", "March 4, 2099, 14:30 (UTC)"),
                ("Embargo", "5.3.2099, 9:05", "March 5, 2099, 09:05 (UTC)"),
                ("Embargo", "2099-03-04T14:30+05:00", "March 4, 2099, 09:30 (UTC)"),
                ("Embargo", "-", "none"),
            ],
            True,
        ),
        (
            [
                ("Title", "-", TRY_AGAIN),
                ("Title", "x" * 301, TRY_AGAIN),
                ("Date", "tomorrow", TRY_AGAIN),
                ("Date", "2025-02-30", TRY_AGAIN),
                ("Date", "March", TRY_AGAIN),
                ("Source", "silk.example", TRY_AGAIN),
                ("Source", "ftp://silk.example/1", TRY_AGAIN),
                ("Source", "javascript:alert(1)", TRY_AGAIN),
                ("Visit", "x" * 501, TRY_AGAIN),
                ("Audience", "spies", TRY_AGAIN),
                ("Audience", "press, spies", TRY_AGAIN),
                ("Audience", ",", TRY_AGAIN),
                ("Embargo", "tomorrow", TRY_AGAIN),
                ("Embargo", "2099-03-04", TRY_AGAIN),
                ("Embargo", "2099-03-04 25:00", TRY_AGAIN),
                ("Embargo", "0001-01-01 00:00+14:00", TRY_AGAIN),
                ("Embargo", "9999-12-31 23:59-12:00", TRY_AGAIN),
            ],
            False,
        ),
    ],
    ids=["values", "no values"],
)
def test_details_are_changed_by_replies_and_what_is_no_value_changes_nothing(
    server: BotApiServer, place: Installation, values: list[tuple[str, str, str]], is_value: bool
) -> None:
    asks(server, owner(server), "/audience make press")
    people = [owner(server) for _ in values]
    sent = [person.sends_document("silk.md", f"{DESCRIBED}Silk is woven.".encode()) for person in people]
    cards = [server.wait_for_message(person, after=one) for person, one in zip(people, sent, strict=True)]
    for person, card in zip(people, cards, strict=True):
        person.presses(card, "Edit details")
    for card in cards:
        server.wait_for_edit(card)
    for person, card, (field, _, _) in zip(people, cards, values, strict=True):
        person.presses(card, field)
    asked = [server.wait_for_message(person, after=card) for person, card in zip(people, cards, strict=True)]
    before = rows(place, "SELECT count(*), max(id) FROM drafts")
    given = [
        person.asks(written, reply_to=one) for person, one, (_, written, _) in zip(people, asked, values, strict=True)
    ]
    told = [server.wait_for_message(person, after=one) for person, one in zip(people, given, strict=True)]
    for card, one, (field, written, shown) in zip(cards, told, values, strict=True):
        if is_value:
            assert details(one) == details(card) | {field: shown}, (field, written)
            without_buttons(server, card)
        else:
            assert one.text.endswith(shown), (field, written)
            assert labels(one) == []
    assert rows(place, "SELECT count(*), max(id) FROM drafts") == before


def test_the_language_is_chosen_by_a_button(server: BotApiServer, place: Installation, anna: Person) -> None:
    card = asks(server, anna, "/add Silk of Khujand is woven.")
    assert toast(server, anna, card, "Edit details") == ""
    server.wait_for_edit(card)
    assert toast(server, anna, card, "Language") == ""
    languages = server.wait_for_message(anna, after=card, containing="Which language is the briefing in?")
    assert labels(languages) == ["English", "Русский", "Қазақша", "Oʻzbekcha", "Тоҷикӣ"]
    anna.presses(languages, "Тоҷикӣ")
    last = server.wait_for_message(anna, after=languages)
    assert details(last) == details(card) | {"Language": "Tajik"}
    assert rows(place, "SELECT language, state FROM drafts ORDER BY id DESC LIMIT 1") == [("tg", "open")]


def asks_for(server: BotApiServer, person: Person, card: Message, field: str, written: str) -> Message:
    """What is said when one of the details is given; the buttons for them stay under the card if they are there."""
    if "Edit details" in labels(card):
        assert toast(server, person, card, "Edit details") == ""
        server.wait_for(lambda: "◀ Back" in labels(card), what="the fields")
    last = server.messages(person)[-1]
    assert toast(server, person, card, field) == ""
    asked = server.wait_for_message(person, after=last)
    assert asked.text.startswith("Reply with the ")
    return asks(server, person, written, reply_to=asked)


def test_back_leads_from_the_details_to_publishing(server: BotApiServer, anna: Person) -> None:
    card = asks(server, anna, "/add Honey of Arslanbob is sold in Almaty.")
    first = labels(card)
    assert toast(server, anna, card, "Edit details") == ""
    server.wait_for_edit(card)
    assert labels(card) == ["Title", "Date", "Language", "Source", "Visit", "Audience", "Embargo", "◀ Back"]
    assert toast(server, anna, card, "Back") == ""
    server.wait_for_edit(card, edits=2)
    assert labels(card) == first
    toast(server, anna, card, "Discard")


def test_a_near_duplicate_can_become_the_next_edition_and_keeps_what_is_known_of_it(
    server: BotApiServer, place: Installation, anna: Person
) -> None:
    corrected = ARRIVAL.replace("in May", "in June")
    card = sends(server, anna, "dushanbe-final.txt", corrected.encode())
    assert card.text.startswith("New briefing: dushanbe-final\n")
    assert "% stands in “Talks in Dushanbe” as well." in card.text
    assert details(card)["Source"] == "none"
    assert toast(server, anna, card, "As a new edition of “Talks in Dushanbe”") == ""
    edition = server.wait_for_message(anna, after=card)
    assert edition.text.startswith("New edition 2 of arrival\n")
    assert details(edition)["Source"] == "https://press.example/talks"
    assert details(edition)["Date"] == "March 4, 2025"
    assert labels(edition) == ["Publish", "Edit details", "Discard"]
    _, ended = publishes(server, anna, edition)
    assert ended.startswith("Done in ")
    assert "in June" in asks(server, somebody(server), ROAD).quotations[0]
    assert rows(place, "SELECT number FROM editions WHERE briefing = 'arrival' ORDER BY number") == [(1,), (2,)]
    again = sends(server, owner(server), "arrival.txt", corrected.encode())
    assert again.text.startswith("Known already: this is the text of edition 2\n")


def test_edit_changes_details_of_a_published_briefing_and_an_unknown_id_is_explained(
    server: BotApiServer, place: Installation, anna: Person, boris: Person
) -> None:
    for text in ("/edit", "/edit nothing-like-this"):
        assert asks(server, owner(server), text).text.startswith("Write /edit and the id of a briefing.")
    card = asks(server, anna, "/edit ARRIVAL")
    assert card.text.startswith("Known already: this is the text of edition ")
    card = asks_for(server, anna, card, "Visit", "Kazakhstan in Tajikistan")
    before = rows(place, "SELECT count(*) FROM editions")
    published, ended = publishes(server, anna, card)
    assert published.startswith("Published: “")
    assert ended.startswith("Nothing has changed: ")
    assert rows(place, "SELECT count(*) FROM editions") == before
    assert rows(place, "SELECT visit FROM briefings WHERE id = 'arrival'") == [("Kazakhstan in Tajikistan",)]
    same = asks(server, boris, "/edit arrival")
    published, _ = publishes(server, boris, same)
    assert published == "Nothing to do: arrival has just this text and these details."


# Who deals with a draft, and when.


def test_a_draft_that_was_dealt_with_stays_so_whatever_is_pressed_or_replied(
    server: BotApiServer, place: Installation, anna: Person
) -> None:
    card = asks(server, anna, "/add Pears of Zaamin are sold in Kostanay.")
    payloads = [button.callback_data or "" for button in card.buttons]
    assert toast(server, anna, card, "Edit details") == ""
    server.wait_for_edit(card)
    payloads += [button.callback_data or "" for button in card.buttons]
    last = server.messages(anna)[-1]
    assert toast(server, anna, card, "Title") == ""
    title = server.wait_for_message(anna, after=last)
    assert toast(server, anna, card, "Language") == ""
    languages = server.wait_for_message(anna, after=title)
    payloads += [button.callback_data or "" for button in languages.buttons]
    discard = anna.sends_callback(card, payloads[2])
    assert server.wait_for_answer(discard).get("text") is None
    server.wait_for_edit(card, edits=2)
    before = state_of(place)
    for payload in payloads:
        reply = server.wait_for_answer(anna.sends_callback(card, payload))
        assert (reply["text"], reply["show_alert"]) == (GONE, True), payload
    assert asks(server, anna, "Pears", reply_to=title).text == GONE
    assert state_of(place) == before


def test_of_two_owners_who_press_at_once_one_publishes(
    server: BotApiServer, place: Installation, anna: Person, boris: Person
) -> None:
    finished = place.run("feeds", "add", str(place.folder / "watched"))
    assert finished.code == 0, finished
    anna.asks("/feeds check")
    until(lambda: rows(place, "SELECT count(*) FROM feeds WHERE checked_at IS NULL") == [(0,)], "a first look")
    (place.folder / "watched" / "melons.txt").write_text("Melons of Mirzachul are sent to Semey.")
    asked = anna.asks("/feeds check")
    cards = [
        server.wait_for_message(anna, after=asked, containing="New briefing: melons"),
        server.wait_for_message(boris, containing="New briefing: melons"),
    ]
    queries = [person.presses(card, "Publish") for person, card in zip((anna, boris), cards, strict=True)]
    answers = [server.wait_for_answer(query).get("text") for query in queries]
    assert set(answers) == {None, GONE}
    published = "SELECT act, subject FROM audit WHERE subject = 'melons'"
    assert rows(place, published) == [("published", "melons")]
    winner = (anna, boris)[answers.index(None)]
    card = cards[answers.index(None)]
    work = server.wait_for_messages(winner, 2, after=card)[1]
    without_buttons(server, work)
    assert asks(server, somebody(server), "Where are the melons of Mirzachul sent?").quotations[0].endswith("Semey.")


def test_what_is_published_while_the_index_is_being_built_waits_for_its_turn_and_is_answered_from(
    server: BotApiServer, place: Installation, anna: Person, boris: Person
) -> None:
    facts = {"Quinces of Denau are sent to Zhezkazgan": anna, "Plums of Batken are sent to Ekibastuz": boris}
    cards = {fact: asks(server, person, f"/add {fact}.") for fact, person in facts.items()}
    works: list[Message] = []
    with FileLock(place.data / "index.lock", timeout=20):
        for fact, person in facts.items():
            person.presses(cards[fact], "Publish")
        for fact, person in facts.items():
            said, progress = server.wait_for_messages(person, 2, after=cards[fact])
            assert said.text.startswith("Published: ")
            assert progress.text.startswith("Rebuilding the index.")
            works.append(progress)
        assert "Denau" not in asks(server, somebody(server), "Where are the quinces of Denau sent?").text
    for fact, work in zip(facts, works, strict=True):
        without_buttons(server, work)
        assert work.text.startswith(("Done in ", "Nothing has changed: "))
        assert f"{fact}." in asks(server, somebody(server), f"{fact}?").quotations


def test_a_card_works_after_a_restart(server: BotApiServer, place: Installation, anna: Person, bot: Bot) -> None:
    card = asks(server, anna, "/add Rice of Kyzylorda is sold in Penjikent.")
    bot.restart()
    card = asks_for(server, anna, card, "Title", "Rice")
    published, ended = publishes(server, anna, card)
    assert published == "Published: “Rice” (rice-of-kyzylorda-is-sold-in-penjikent)."
    assert ended.startswith("Done in ")
    found = asks(server, somebody(server), "Where is the rice of Kyzylorda sold?")
    assert found.quotations[0] == "Rice of Kyzylorda is sold in Penjikent."


# What is hostile.

CATALOGUE, PAGE = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]>>"
LOOP = pdf_of_objects(CATALOGUE, b"<</Type/Pages/Kids[2 0 R]/Count 1>>")
MANY_PAGES = pdf_of_objects(CATALOGUE, b"<</Type/Pages/Kids[" + b"3 0 R " * 10_000 + b"]/Count 10000>>", PAGE)
BILLION_LAUGHS = b'<!DOCTYPE b [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><b>&b;</b>'
LETTERS = zlib.compress(b"BT /F1 1 Tf 72 700 Td " + (b"(" + b"a" * 50 + b") Tj ") * 200_000 + b"ET")
"""It keeps the reader busy for some seconds before it has no more memory."""


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("bomb.docx", docx("", parts={"word/document.xml": bytes(60_000_000)}), "it unpacks to more than"),
        ("laughs.docx", docx("", parts={"word/document.xml": BILLION_LAUGHS}), "its XML declares a document type"),
        ("zeros.pdf", pdf_with_content(packed_zeros(1_200)), "reading it needs more memory than is allowed"),
        ("pages.pdf", MANY_PAGES, "it has 10,000 pages, where 300 are accepted"),
        ("loop.pdf", LOOP, "it is damaged"),
        ("setup.exe", b"MZ\x90\x00", "its format is none of .txt, .md"),
        ("no-suffix", b"The ministers met.", "its format is none of .txt, .md"),
        ("photo.jpg", b"\xff\xd8\xff\xe0", "its format is none of .txt, .md"),
        ("photo.txt", b"\x89PNG\r\n\x1a\n" + bytes(900), "it is binary, not text"),
        ("report.txt", b"%PDF-1.7 and so on", "it is a PDF document, not what .txt says"),
        ("old.pdf", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900), "it is an old Office document"),
        ("empty.txt", b"", "it is empty"),
        ("blank.md", b" \n\xef\xbb\xbf", "it holds no paragraphs"),
        (
            "year.md",
            b"---\nembargo_until: 0001-01-01T00:00:00+14:00\n---\nThe ministers met.",
            "embargo_until in its front matter is not a moment",
        ),
        ("tag.md", b"---\ntitle: !" + b"x" * 9_000 + b" a\n---\nThe ministers met.", "its front matter is not YAML"),
        ("open.md", b"---\ntitle: Talks\nThe ministers met.", "its front matter is"),
        ("anchor.md", b"---\ntitle: &a [*a]\n---\nThe ministers met.", "its front matter is not YAML"),
        ("---.txt", b"The ministers met.", "its name holds no letter or figure to make an id of"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 15 else "",
)
def test_a_file_that_cannot_be_read_is_refused_once_and_in_words(
    server: BotApiServer, place: Installation, anna: Person, name: str, data: bytes, reason: str
) -> None:
    before = state_of(place)
    told = sends(server, anna, name, data)
    assert told.text.startswith(f"{COULD_NOT}{name}: ")
    assert reason in told.text
    assert told.text.count("\n") == 0
    assert server.bot_messages(anna, after=told) == []
    assert state_of(place) == before


def test_while_a_file_is_being_read_others_are_answered(server: BotApiServer, anna: Person) -> None:
    person, fetched = somebody(server), len(server.calls(DOWNLOAD))
    sent = anna.sends_document("busy.pdf", pdf_with_content(LETTERS))
    server.wait_for_call(DOWNLOAD, count=fetched + 1)
    answer = asks(server, person, ROAD)
    assert "Anzob" in answer.quotations[0]
    assert server.bot_messages(anna, after=sent) == []
    told = server.wait_for_message(anna, after=sent)
    assert told.text.startswith(f"{COULD_NOT}busy.pdf: reading it needs more memory than is allowed.")


def test_a_file_over_the_limit_is_refused_before_it_is_fetched_and_where_its_size_is_a_lie(
    server: BotApiServer,
) -> None:
    refusal = "This file is too large: at most 4 MB are read. Divide it, or send its text alone."
    fetched = len(server.calls("getFile"))
    assert sends(server, owner(server), "large.txt", b"a" * 4_000_001).text == refusal
    assert len(server.calls("getFile")) == fetched
    for size_bytes in (4_500_000, 21_000_000):
        person = owner(server)
        sent = person.sends_document("lie.txt", b"a" * size_bytes, declared_bytes=1000)
        assert server.wait_for_message(person, after=sent).text == refusal


@pytest.mark.parametrize(
    ("name", "briefing", "file_name"),
    [
        ("../../x/../../etc/passwd.txt", "passwd", "passwd.txt"),
        ("..\\..\\Windows\\system.txt", "system", "system.txt"),
        ("two\nlines\r\n.txt", "two-lines", "two lines .txt"),
        ("evil\u202etxt.\u2066exe\u0000.txt", "eviltxt-exe", "eviltxt.exe.txt"),
        ("Сообщение № 5 🙂.TXT", "soobshchenie-no-5", "Сообщение № 5 🙂.TXT"),
        ("long " * 60 + ".txt", ("long-" * 20).strip("-"), None),
    ],
    ids=["slashes", "backslashes", "lines", "directions", "emoji", "long"],
)
def test_a_name_is_a_name_and_no_path(
    server: BotApiServer, place: Installation, anna: Person, name: str, briefing: str, file_name: str | None
) -> None:
    before = sorted(path for path in place.folder.rglob("*") if "var" not in path.parts)
    card = sends(server, anna, name, b"The consul of Aktau received guests from Nukus.")
    assert card.text.startswith(f"New briefing: {briefing}\n")
    ((kept,),) = rows(place, "SELECT file_name FROM drafts ORDER BY id DESC LIMIT 1")
    assert file_name in {None, kept}
    assert kept.endswith((".txt", ".TXT"))
    assert sorted(path for path in place.folder.rglob("*") if "var" not in path.parts) == before
    toast(server, anna, card, "Discard")


def test_a_document_with_endless_details_still_gets_a_card_and_is_published(
    server: BotApiServer, place: Installation, anna: Person
) -> None:
    title = "Talks on water and trade " * 300
    page = f"<html><head><title>{title}</title></head><body><article><p>The dam of Nurek was visited by the delegation."
    card = sends(server, anna, "title.html", f"{page}</p></article></body></html>".encode())
    assert card.text.startswith("New briefing: title\nTitle: Talks on water")
    published, ended = publishes(server, anna, card)
    assert published.startswith("Published: “Talks on water")
    assert ended.startswith("Done in ")
    names = ", ".join(f"group{number}{'x' * 90}" for number in range(90))
    many = sends(
        server,
        owner(server),
        "names.md",
        f"---\naudience: [{names}]\n---\nThe consul of Atyrau received guests.".encode(),
    )
    assert many.text.startswith("New briefing: names\n")
    assert utf16_length(many.text) <= 4096
    toast(server, anna, many, "Discard")


def test_a_file_of_many_paragraphs_gets_a_card_of_one_message(server: BotApiServer, anna: Person) -> None:
    text = "\n\n".join(f"🙂 The {number}th article of the treaty speaks of {number} wells." for number in range(3000))
    card = sends(server, anna, "treaty.txt", text.encode())
    assert "3,000 paragraphs:" in card.text
    assert "… and " in card.text
    assert utf16_length(card.text) <= 4096
    toast(server, anna, card, "Discard")


def test_the_command_as_a_caption_and_a_forwarded_file_add_it_and_a_picture_is_no_file(
    server: BotApiServer, anna: Person
) -> None:
    captioned = sends(server, anna, "wells.txt", b"Wells are dug in Mangystau.", caption="/add")
    assert captioned.text.startswith("New briefing: wells\n")
    other = somebody(server)
    sent = other.sends_document("canals.txt", b"Canals are dug in Khatlon.")
    server.wait_for_message(other, after=sent)
    forwarded = anna.forwards(sent)
    card = server.wait_for_message(anna, after=forwarded)
    assert card.text.startswith("New briefing: canals\n")
    picture = anna.sends_photo(b"\xff\xd8\xff")
    assert server.wait_for_message(anna, after=picture).text.startswith("I can read text only.")
    for one in (captioned, card):
        toast(server, anna, one, "Discard")


def test_a_file_that_telegram_no_longer_has_is_asked_for_again(server: BotApiServer, anna: Person) -> None:
    with server.state.changed:
        sent = anna.sends_document("lost.txt", b"Lost.")
        assert sent.file is not None
        del server.state.files[sent.file.file_id]
    told = server.wait_for_message(anna, after=sent)
    assert told.text == "Telegram does not give me this file any more. Please send it again."


# Feeds.


def is_looked_at(place: Installation, address: str, since: object = None) -> bool:
    """Whether a feed was looked at, and again since a moment."""
    return rows(place, "SELECT checked_at FROM feeds WHERE address = ?", address) not in ([], [(None,)], [(since,)])


def looks_at(server: BotApiServer, place: Installation, address: str) -> None:
    """Have the feeds looked at, and wait until this one was."""
    ((before,),) = rows(place, "SELECT checked_at FROM feeds WHERE address = ?", address)
    told = asks(server, owner(server), "/feeds check")
    assert told.text == "Looking now. What is new appears here."
    until(lambda: is_looked_at(place, address, before), "a look at the feed")


def test_new_items_of_a_feed_are_shown_to_whoever_added_it_and_those_it_had_are_not(
    server: BotApiServer, place: Installation, anna: Person, site: Site
) -> None:
    site.page("/rail/1", "Old tracks", "The old tracks near Shu were inspected by the ministry in the winter.")
    site.page("/rail/2", "New tracks", "The new tracks near Shu will be laid by the ministry in the summer.")
    site.feed("/rail.xml", "/rail/1")
    address = site.address("/rail.xml")
    told = asks(server, anna, f"/feeds add {address}")
    assert told.text.startswith(f"Watched from now on: {address}. New items are shown to you first;")
    until(lambda: is_looked_at(place, address), "a first look")
    site.feed("/rail.xml", "/rail/2", "/rail/1")
    looks_at(server, place, address)
    card = server.wait_for_message(anna, after=told)
    assert card.text.startswith("New briefing: new-tracks\nTitle: New tracks\n")
    assert details(card)["Source"] == site.address("/rail/2")
    assert "/rail/1" not in site.asked
    assert rows(place, "SELECT count(*) FROM briefings WHERE id = 'new-tracks'") == [(0,)]
    assert publishes(server, anna, card)[0] == "Published: “New tracks” (new-tracks)."
    looks_at(server, place, address)
    listed = asks(server, owner(server), "/feeds").text
    assert f"{address} · asks first · " in listed
    assert len(server.bot_messages(anna, after=card)) == 2
    same = asks(server, owner(server), f"/feeds add {address}")
    assert same.text == f"Not done. {address} is watched already. Remove it first to watch it in another way."
    number = listed.partition(f". {address}")[0].split("\n")[-1]
    removed = asks(server, owner(server), f"/feeds remove {number}")
    assert removed.text == f"No longer watched: {address}"
    assert asks(server, owner(server), f"/feeds remove {number}").text.startswith("There is no feed with this number.")


def test_by_rule_new_items_are_published_and_answered_from_at_once(
    server: BotApiServer, place: Installation, anna: Person, site: Site
) -> None:
    site.page("/gas/1", "Gas of Karachaganak", "Gas of Karachaganak will be piped to Samarkand from November on.")
    site.feed("/gas.xml")
    address = site.address("/gas.xml")
    told = asks(server, anna, f"/feeds add {address} publish")
    assert "New items are published at once" in told.text
    until(lambda: is_looked_at(place, address), "a first look")
    site.feed("/gas.xml", "/gas/1")
    looks_at(server, place, address)
    built = (
        "SELECT count(*) FROM audit WHERE act = 'reindexed' AND number > (SELECT number FROM audit WHERE subject = ?)"
    )
    until(lambda: rows(place, built, "gas-of-karachaganak") == [(1,)], "the index built")
    answer = asks(server, somebody(server), "Where will the gas of Karachaganak be piped to?")
    assert answer.quotations[0] == "Gas of Karachaganak will be piped to Samarkand from November on."
    assert server.bot_messages(anna, after=told) == []
    assert rows(place, "SELECT actor FROM audit WHERE subject = 'gas-of-karachaganak'")[0][0].startswith("feed ")


def test_a_feed_that_was_broken_when_it_was_added_tells_so_and_what_it_had_is_still_no_news(
    server: BotApiServer, place: Installation, anna: Person, site: Site
) -> None:
    site.page("/salt/1", "Old salt", "The old salt of Pavlodar was sold to Kulob in the winter of last year.")
    site.page("/salt/2", "New salt", "The new salt of Pavlodar will be sold to Kulob in the summer of this year.")
    site.pages["/salt.xml"] = (500, "text/plain", b"")
    address = site.address("/salt.xml")
    told = asks(server, anna, f"/feeds add {address}")
    until(lambda: is_looked_at(place, address), "a first look")
    listed = asks(server, owner(server), "/feeds").text
    assert f"✗ {address}: the site has a fault of its own (500 Internal Server Error)." in listed
    site.pages["/salt.xml"] = (200, "application/rss+xml", BILLION_LAUGHS)
    looks_at(server, place, address)
    assert f"✗ {address}: its XML declares a document type" in asks(server, owner(server), "/feeds").text
    site.feed("/salt.xml", "/salt/1")
    looks_at(server, place, address)
    assert "✗" not in asks(server, owner(server), "/feeds").text
    site.feed("/salt.xml", "/salt/2", "/salt/1")
    looks_at(server, place, address)
    card = server.wait_for_message(anna, after=told)
    assert card.text.startswith("New briefing: new-salt\n")
    assert "/salt/1" not in site.asked


def test_a_feed_that_is_added_while_others_are_looked_at_is_looked_at_next(
    server: BotApiServer, place: Installation, site: Site
) -> None:
    site.feed("/slow.xml")
    site.feed("/next.xml")
    site.may_answer.clear()
    asked = len(site.asked)
    try:
        asks(server, owner(server), f"/feeds add {site.address('/slow.xml')}")
        until(lambda: len(site.asked) > asked, "a look")
        asks(server, owner(server), f"/feeds add {site.address('/next.xml')}")
    finally:
        site.may_answer.set()
    until(lambda: is_looked_at(place, site.address("/next.xml")), "a look at the other feed")


def test_what_is_no_feed_command_is_explained_and_a_long_address_is_no_failure(
    server: BotApiServer, place: Installation, site: Site
) -> None:
    before = rows(place, "SELECT count(*) FROM feeds")
    for text in ("/feeds add", "/feeds add press.example/rss", "/feeds remove", "/feeds remove x", "/feeds stop"):
        told = asks(server, owner(server), text)
        assert told.text.startswith("/feeds add and the address of an RSS or Atom feed"), text
    unknown = asks(server, owner(server), f"/feeds remove {10**30}")
    assert unknown.text == "There is no feed with this number. /feeds lists them."
    assert rows(place, "SELECT count(*) FROM feeds") == before
    long = asks(server, owner(server), f"/feeds add {site.address('/' + 'long' * 900)}")
    assert long.text.startswith("Watched from now on: http://127.0.0.1")
