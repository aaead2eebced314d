"""The office's commands, as an administrator at a terminal uses them."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import Connection

from library import ARRIVAL, RAILWAY
from program import Finished, Installation
from stored import rows
from verbale.corrections import CORRECTION, EDIT
from verbale.quote import Quote
from verbale.store import audit, ledger, outbox
from verbale.store.database import open_database
from verbale.store.ledger import Said

ROAD_QUESTION = "When will the road over the Anzob pass reopen?"
ROAD = "He said that the road over the Anzob pass would reopen in May."
WITHOUT_INDEX = "Nobody is answered from it before verbale reindex has built an index."


def _write(installation: Installation, name: str, text: str) -> Path:
    file = installation.folder / name
    file.write_text(text, "utf-8")
    return file


@contextmanager
def _database(installation: Installation) -> Iterator[Connection]:
    database = open_database(f"sqlite:///{installation.data / 'verbale.db'}")
    try:
        with database.writing() as connection:
            yield connection
    finally:
        database.close()


def _say(installation: Installation, *quotes: Quote) -> None:
    """As though the bot had sent a message with these quotes."""
    said = Said(
        bot_id=1,
        update_id=1,
        part=0,
        kind="answer",
        chat_id=-100,
        thread_id=None,
        message_id=7,
        inline_message_id=None,
        answer_id=None,
        first=0,
        quotes=quotes,
        sent_at=datetime(2025, 3, 5, tzinfo=UTC),
    )
    with _database(installation) as connection:
        ledger.record(connection, said)


def _tell_of_withdrawal(installation: Installation, briefing: str) -> None:
    """As though all that quoted a briefing had been marked as withdrawn."""
    now = datetime(2025, 3, 6, tzinfo=UTC)
    with _database(installation) as connection:
        messages = [(said.chat_id or 0, None, ledger_id) for ledger_id, said in ledger.all_that_quotes(connection)]
        delivery = outbox.plan(
            connection,
            now,
            kind=CORRECTION,
            mode=EDIT,
            briefing=briefing,
            edition=None,
            made_by=1,
            rows=messages,
        )
        for row in outbox.next_rows(connection, delivery.id, len(messages)):
            outbox.sent(connection, row.id, 7, now)


def _acts(installation: Installation) -> list[tuple[str, str, str]]:
    """Actor, act and subject of every entry of the audit log after its beginning."""
    with _database(installation) as connection:
        entries = audit.entries(connection, 100)
    return [(one.actor, one.act.value, one.subject) for one in reversed(entries)][1:]


def _quoted_from(installation: Installation) -> set[str]:
    return {quote["briefing"] for quote in installation.json("ask", "--json", ROAD_QUESTION)["quotes"]}


def _refused(finished: Finished) -> str:
    """The one line of a refusal."""
    assert (finished.code, finished.err.count("\n")) == (1, 1), finished
    return finished.err.removeprefix("verbale: ").rstrip("\n")


def test_a_corrected_file_is_the_next_edition_and_is_answered_from_at_once(stocked: Installation) -> None:
    place = ARRIVAL.index(ROAD)
    _say(stocked, Quote("arrival", 1, place, place + len(ROAD)), Quote("railway", 1, 0, 10))
    corrected = ARRIVAL.replace("in May", "in June")
    file = _write(stocked, "Corrected.txt", f"{corrected}\n\nShare\n")
    added = stocked.json("add", str(file), "--id", "arrival", "--title", "Talks", "--visit", "Dushanbe", "--json")
    assert added == {
        "id": "arrival",
        "edition": 2,
        "outcome": "new edition",
        "restored": False,
        "title": "Talks",
        "date": "2025-03-04",
        "language": "en",
        "source_url": "https://press.example/talks",
        "visit": "Dushanbe",
        "audience": ["public"],
        "embargo_until": None,
        "paragraphs": 3,
        "furniture": ["Share"],
        "near_duplicates": [],
        "messages_to_correct": 1,
        "chats_to_correct": 1,
        "generation": 2,
    }
    quote = stocked.json("ask", "--json", ROAD_QUESTION)["quotes"][0]
    assert ("in June" in quote["text"], quote["edition"], quote["title"]) == (True, 2, "Talks")

    editions = stocked.json("editions", "arrival", "--json")
    assert [(one["number"], one["current"], one["file"], one["sha256"]) for one in editions["editions"]] == [
        (1, False, "arrival.md", hashlib.sha256(ARRIVAL.encode()).hexdigest()),
        (2, True, "Corrected.txt", hashlib.sha256(corrected.encode()).hexdigest()),
    ]
    assert (editions["editions"][1]["characters"], editions["editions"][1]["paragraphs"]) == (len(corrected), 3)

    lines = stocked.run("diff", "arrival").out.splitlines()
    assert lines[0].startswith("--- Talks (arrival), edition 1, ")
    assert lines[1].startswith("+++ Talks (arrival), edition 2, ")
    assert lines[2:] == ["¶ 2 → ¶ 2", f"- {ARRIVAL.split(chr(10) * 2)[1]}", f"+ {corrected.split(chr(10) * 2)[1]}"]
    (change,) = stocked.json("diff", "arrival", "2", "1", "--json")["changes"]
    assert [one["text"] for one in change["new"]["added"]] == ["May"]
    assert ARRIVAL[change["new"]["added"][0]["start"] :].startswith("May")
    assert _acts(stocked)[-2:] == [
        ("command line", "corrected", "arrival"),
        ("command line", "reindexed", "generation 2"),
    ]


def test_a_briefing_is_withdrawn_at_once_and_can_be_restored(stocked: Installation) -> None:
    _say(stocked, Quote("arrival", 1, 0, 20))
    removed = stocked.run("remove", "arrival")
    assert removed.out.splitlines() == [
        "arrival is withdrawn: nobody is answered from it. verbale restore arrival takes that back.",
        "1 message in 1 chat quoted what has changed. Send /reindex to the bot: it asks there what is to become of them.",
    ]
    assert "arrival" not in _quoted_from(stocked)
    _tell_of_withdrawal(stocked, "arrival")
    assert stocked.run("restore", "Arrival").out.splitlines() == [
        "arrival is restored. If the index was rebuilt meanwhile, run verbale reindex.",
        "1 message in 1 chat quoted what has changed, or told that it was withdrawn. "
        "Send /reindex to the bot: it asks there what is to become of them.",
    ]
    assert "arrival" in _quoted_from(stocked)
    assert _refused(stocked.run("restore", "arival")) == "There is no briefing arival. The nearest is arrival."
    assert _acts(stocked)[-2:] == [
        ("command line", "withdrawn", "arrival"),
        ("command line", "restored", "arrival"),
    ]


def test_a_text_on_standard_input_is_named_for_its_title_and_told_what_it_is_like(stocked: Installation) -> None:
    text = ARRIVAL.replace("trade and water", "water and trade")
    finished = stocked.run("add", "-", "--title", "Arrival in Dushanbe", "--no-index", input_text=text)
    assert finished.code == 0
    lines = finished.out.splitlines()
    assert lines[:9] == [
        "title: Arrival in Dushanbe",
        "date: none",
        "language: en",
        "source: none",
        "visit: none",
        "audience: public",
        "embargo until: none",
        "paragraphs: 3",
        "left out: nothing",
    ]
    assert lines[9].startswith("much the same: ")
    assert lines[9].endswith(" % of Talks in Dushanbe (arrival)")
    assert lines[10:] == ["arrival-in-dushanbe: new, edition 1.", WITHOUT_INDEX]
    assert rows(stocked, "SELECT file_name FROM editions WHERE briefing = 'arrival-in-dushanbe'") == [
        ("arrival-in-dushanbe.txt",)
    ]
    assert stocked.json("status", "--json")["up_to_date"] is False


def test_what_a_person_confirmed_is_not_taken_back_by_a_file_that_says_nothing(stocked: Installation) -> None:
    assert stocked.run("audiences", "make", "press").code == 0
    described = stocked.run("describe", "railway", "--audience", "press", "--date", "4 марта 2025", "--title", "Rail")
    assert described.out == "railway: details changed.\n"
    file = _write(stocked, "railway.txt", RAILWAY.replace("48 млн", "52 млн"))
    assert stocked.run("add", str(file), "--no-index").code == 0
    note = _write(stocked, "note.txt", "The code word of the meeting is nightingale.")
    assert stocked.run("add", str(note), "--audience", "press", "--no-index").code == 0
    stocked.write("note.txt", "The code word of the meeting is lark.")
    assert stocked.run("reindex").code == 0
    listed = {one["id"]: one for one in stocked.json("editions", "--json")["briefings"]}
    assert {name: (one["edition"], one["audience"], one["date"]) for name, one in listed.items()} == {
        "arrival": (1, ["public"], "2025-03-04"),
        "railway": (3, ["press"], "2025-03-04"),  # its file in the folder still has the first text
        "note": (2, ["press"], None),
    }


def test_details_are_taken_away_by_a_hyphen_and_audiences_must_exist(stocked: Installation) -> None:
    assert stocked.run("describe", "arrival", "--source-url", "-", "--date", "-").code == 0
    arrival = stocked.json("editions", "arrival", "--json")
    assert (arrival["source_url"], arrival["date"], arrival["edition"]) == (None, None, 1)
    same = stocked.run("describe", "arrival", "--audience", "public")
    assert same.out == "arrival: these are the details that it has.\n"
    assert _refused(stocked.run("describe", "arrival", "--audience", "press")) == (
        "There is no audience press. Make it first: verbale audiences make press."
    )


PAGE = f"<html><head><title>Talks on water</title></head><body><article><p>{'</p><p>'.join(ARRIVAL.split(chr(10) * 2))}</p></article></body></html>"


class _Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        data = PAGE.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the signature is the library's
        pass


def test_a_page_is_fetched_where_the_settings_allow_it(installation: Installation) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/news/1"
    try:
        assert _refused(installation.run("add", address, "--no-index")) == (
            "Nothing is fetched from the web: VERBALE_FETCH_URLS is not set. "
            "Save the document and name its file, or set VERBALE_FETCH_URLS=True."
        )
        installation.settings |= {"VERBALE_FETCH_URLS": "True", "VERBALE_FETCH_PRIVATE": "True"}
        added = installation.json("add", address, "--no-index", "--json")
    finally:
        server.shutdown()
        server.server_close()
    assert (added["id"], added["source_url"], added["paragraphs"]) == ("talks-on-water", address, 3)
    assert added["generation"] is None


def test_audiences_are_made_filled_and_dropped(installation: Installation) -> None:
    run = installation.run
    assert run("audiences", "make", "press").out == "press is made.\n"
    assert installation.json("audiences", "make", "press", "--json") == {"audience": "press", "changed": False}
    assert run("audiences", "add", "press", "-100123", "--name", "Press pool").out == "Press pool is added to press.\n"
    assert run("audiences", "add", "press", "-100123").out == "Press pool is already a member of press.\n"
    (press,) = installation.json("audiences", "list", "--json")["audiences"]
    assert (press["name"], [(one["id"], one["name"]) for one in press["members"]]) == (
        "press",
        [(-100123, "Press pool")],
    )
    assert _refused(run("audiences", "remove", "press", "5")) == (
        "5 is no member of press. verbale audiences lists the members."
    )
    assert run("audiences", "remove", "press", "-100123").code == 0
    assert run("audiences").out == "press: nobody\n"
    assert _refused(run("audiences", "drop", "presse")) == "There is no audience presse. The nearest is press."
    assert run("audiences", "drop", "press").out == "press is dropped.\n"


def test_administrators_are_added_and_those_of_the_settings_stay(installation: Installation) -> None:
    installation.settings["VERBALE_ADMINS"] = "7"
    run = installation.run
    assert run("admins", "add", "42", "--name", "Anna").out == "Anna is now an editor.\n"
    assert run("admins", "add", "42", "--role", "owner").out == "Anna is now an owner.\n"
    assert [
        (one["id"], one["role"], one["name"], one["added_by"])
        for one in installation.json("admins", "--json")["admins"]
    ] == [
        (7, "owner", None, "VERBALE_ADMINS"),
        (42, "owner", "Anna", "command line"),
    ]
    assert _refused(run("admins", "remove", "7")) == (
        "7 is an owner by VERBALE_ADMINS. Change that setting, and start the bot again."
    )
    assert run("admins", "remove", "42").out == "42 is no longer an administrator.\n"
    assert _refused(run("admins", "remove", "42")) == "42 is no administrator. verbale admins lists them."
    assert run("admins").out == "7: owner, by VERBALE_ADMINS\n"


def test_folders_and_feeds_are_watched(installation: Installation) -> None:
    inbox = installation.folder / "inbox"
    inbox.mkdir()
    run = installation.run
    added = installation.json("feeds", "add", "inbox", "--rule", "publish", "--visit", "Dushanbe", "--json")
    assert (added["id"], added["kind"], added["address"]) == (1, "folder", str(inbox.resolve()))
    assert (added["rule"], added["visit"], added["audience"]) == ("publish", "Dushanbe", ["public"])
    assert "is watched already" in _refused(run("feeds", "add", str(inbox)))
    assert _refused(run("feeds", "add", "https://press.example/rss")).startswith("Nothing is fetched from the web: ")
    assert run("feeds").out == f"1: {inbox.resolve()} · publishes what is new · for public · Dushanbe\n"
    assert run("feeds", "remove", "1").out == f"{inbox.resolve()} is watched no longer.\n"
    assert [act for _, act, _ in _acts(installation)] == ["feed added", "feed removed"]


def test_a_backup_is_the_whole_database_and_an_export_what_office_programs_open(stocked: Installation) -> None:
    file, folder = stocked.folder / "copy.db", stocked.folder / "out"
    made = stocked.run("backup", str(file))
    assert made.code == 0, made
    with closing(sqlite3.connect(file)) as copy:
        assert copy.execute("SELECT count(*) FROM editions").fetchone() == (2,)
        last = copy.execute("SELECT sha256 FROM audit ORDER BY number DESC").fetchone()[0]
        entries = copy.execute("SELECT count(*) FROM audit").fetchone()[0]
    data = file.read_bytes()
    assert f"{len(data):,} bytes, SHA-256 {hashlib.sha256(data).hexdigest()}" in made.out
    assert f"has {entries} entries; the SHA-256 of the last is {last}" in made.out
    assert "copy.db exists already" in _refused(stocked.run("backup", str(file)))

    assert stocked.run("export", str(folder)).code == 0
    assert sorted(one.name for one in folder.iterdir()) == ["audit.csv", "feedback.csv", "ledger.csv", "questions.csv"]
    assert "is no empty folder" in _refused(stocked.run("export", str(folder)))

    listed = [json.loads(line) for line in stocked.run("audit", "--json", "--last", "2").out.splitlines()]
    assert [(one["number"], one["act"], one["subject"]) for one in listed] == [
        (entries + 1, "backed up", "copy.db"),
        (entries + 2, "exported", "out"),
    ]
    assert listed[0]["details"]["last_sha256"] == last
    whole = stocked.run("audit").out.splitlines()
    assert [line.split(" · ")[0] for line in whole] == [str(number) for number in range(1, entries + 3)]
    assert " · program · log begun · " in whole[0]


def test_a_backup_of_no_database_is_refused_and_makes_none(installation: Installation) -> None:
    assert "There is no database " in _refused(installation.run("backup", "copy.db"))
    assert not installation.data.exists()


def test_verify_names_what_was_said_and_stands_nowhere(stocked: Installation) -> None:
    _say(stocked, Quote("arrival", 1, 0, len(ARRIVAL)))
    whole = stocked.run("verify")
    assert whole.code == 0
    assert ", 1 quotes in 1 messages and 0 answers. " in whole.out
    with closing(sqlite3.connect(stocked.data / "verbale.db")) as connection, connection:
        connection.execute("UPDATE ledger SET quotes = replace(quotes, 'arrival', 'arival')")
    assert _refused(stocked.run("verify")) == (
        "Message 1 of the ledger quotes edition 1 of arival, which is not in the store."
    )
    with closing(sqlite3.connect(stocked.data / "verbale.db")) as connection, connection:
        connection.execute("UPDATE audit SET actor = 'user 1' WHERE number = 2")
    assert _refused(stocked.run("verify")) == "Entry 2 of the audit log (published) is not what was written."


def test_going_back_to_an_earlier_index_stands_in_the_audit_log(stocked: Installation) -> None:
    file = _write(stocked, "railway.txt", RAILWAY.replace("48 млн", "52 млн"))
    assert stocked.run("add", str(file)).out.splitlines()[-1] == "Generation 2 built: 2 briefings, 5 paragraphs."
    assert stocked.run("rollback").code == 0
    assert _acts(stocked)[-1] == ("command line", "rolled back", "generation 1")


def test_what_cannot_be_taken_in_is_refused_in_one_line_and_leaves_nothing(installation: Installation) -> None:
    text = str(_write(installation, "talks.txt", ARRIVAL))
    picture = str(_write(installation, "talks.png", "no picture"))
    for arguments, refusal in [
        (("nothing.txt",), "There is no file nothing.txt."),
        ((picture,), "talks.png: its format is none of "),
        ((text, "--id", "Two Words"), "“Two Words” is no id: "),
        ((text, "--date", "soon"), "“soon” is no date that can be understood. Write it as 2026-05-21, or - for none."),
        ((text, "--audience", "press"), "There is no audience press. Make it first: verbale audiences make press."),
    ]:
        assert _refused(installation.run("add", *arguments, "--no-index")).startswith(refusal)
    assert rows(installation, "SELECT count(*) FROM briefings") == [(0,)]


@pytest.mark.parametrize(
    "arguments",
    [
        ("add",),
        ("describe", "arrival"),
        ("audiences", "add", "press", "0"),
        ("audiences", "--json", "list"),
        ("admins", "add", "-5"),
        ("admins", "add", "42", "--role", "king"),
        ("audit", "--last", "0"),
        ("backup",),
    ],
)
def test_wrong_usage_is_told_with_exit_code_2(installation: Installation, arguments: tuple[str, ...]) -> None:
    finished = installation.run(*arguments)
    assert finished.code == 2
    assert "Usage: " in finished.err
    assert not installation.data.exists()
