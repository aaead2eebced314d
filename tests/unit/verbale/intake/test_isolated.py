"""Reading in a process of its own: the same documents, and files that harm only the reading of themselves."""

import datetime as dt
import os
import random
import signal
import threading
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from made_documents import docx, packed_zeros, pdf_of_objects, pdf_with_content, zipped
from verbale.errors import VerbaleError
from verbale.intake import reading_process
from verbale.intake.document import RefusedDocument
from verbale.intake.feed import FeedItem
from verbale.intake.isolated import IsolatedReader, ReaderUnavailable, ReadingLimits, reader_with_care
from verbale.intake.reading import read_document
from verbale.intake.reading_exchange import NotRead, Ready, parsed_answer
from verbale.language import Language

SMALL = ReadingLimits(memory_bytes=250_000_000, cpu_seconds=3, wall_seconds=20)
FRONT_MATTER = """---
title: Переговоры в Худжанде
date: 2024-01-26
language: ru
source_url: https://mfa.example/17
visit: Khujand
audience: [ministers, press]
embargo_until: 2024-05-31T09:00:00+05:00
---
Министры встретились.

Поделиться
"""
GOOD = docx("<w:p><w:r><w:t>The ministers met.</w:t></w:r></w:p>")
BOMB = b'<!DOCTYPE b [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><b>&b;</b>'


@pytest.fixture(scope="module")
def reader() -> Iterator[IsolatedReader]:
    with IsolatedReader(SMALL) as made:
        yield made


def child_of(reader: IsolatedReader) -> int | None:
    """The number of its process."""
    return reader._process._process.pid if reader._process else None


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.md", FRONT_MATTER.encode()),
        ("2024/b.txt", b"The ministers met. They signed a memorandum."),
        ("../../x.docx", GOOD),
        ("/etc/x.docx", GOOD),
        (
            "a.html",
            b"<html><head><title>Talks</title></head><body><article><p>The ministers met in Astana.</p></article></body></html>",
        ),
    ],
)
def test_documents_are_the_same_as_in_this_process(reader: IsolatedReader, name: str, data: bytes) -> None:
    """With the types of all their values; names are no paths."""
    assert reader.read(name, data) == read_document(name, data)


def test_values_keep_their_types(reader: IsolatedReader) -> None:
    """Days, moments with their offset, languages, names."""
    document = reader.read("a.md", FRONT_MATTER.encode())
    assert document.date == dt.date(2024, 1, 26)
    assert document.language is Language.RUSSIAN
    assert document.audience == ("ministers", "press")
    assert document.embargo_until is not None
    assert document.embargo_until.isoformat() == "2024-05-31T09:00:00+05:00"
    assert document.furniture == ("Поделиться",)


def test_feeds_are_read_there_too(reader: IsolatedReader) -> None:
    """And refused there."""
    feed = b"<rss><channel><item><guid>1</guid><title>A</title><pubDate>Fri, 26 Jan 2024 10:00:00 GMT</pubDate></item></channel></rss>"
    assert reader.read_feed("a feed", feed) == (FeedItem("1", "A", None, dt.datetime(2024, 1, 26, 10, tzinfo=dt.UTC)),)
    with pytest.raises(RefusedDocument) as refused:
        reader.read_feed("https://a.example/rss", BOMB)
    assert str(refused.value) == (
        "https://a.example/rss: its XML declares a document type (b). Check that its address is that of an RSS or Atom feed."
    )


def test_one_child_reads_many_documents(reader: IsolatedReader) -> None:
    """A refusal does not end it, either."""
    reader.read("a.docx", GOOD)
    first = child_of(reader)
    with pytest.raises(RefusedDocument, match="is damaged"):
        reader.read("a.pdf", b"%PDF-1.7")
    reader.read("a.docx", GOOD)
    assert child_of(reader) == first is not None


CATALOGUE, PAGE = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]>>"
LOOP_OF_FORMS = pdf_of_objects(
    CATALOGUE,
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>",
    b"<</Length 5>>stream\n/X Do\nendstream",
    b"<</Length 11/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>>>stream\n/X Do /X Do\nendstream",
)
LETTERS = zlib.compress(b"BT /F1 1 Tf 72 700 Td " + (b"(" + b"a" * 50 + b") Tj ") * 200_000 + b"ET")
TOO_MUCH = "reading it needs more memory than is allowed"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pdf", pdf_with_content(packed_zeros(3_000)), TOO_MUCH),
        ("a.pdf", pdf_with_content(zlib.compress(packed_zeros(3_000), 9), b"[/FlateDecode/FlateDecode]"), TOO_MUCH),
        ("a.pdf", pdf_with_content(LETTERS), TOO_MUCH),
        ("a.pdf", LOOP_OF_FORMS, TOO_MUCH),
        ("a.pdf", pdf_of_objects(CATALOGUE, b"<</Type/Pages/Kids[2 0 R]/Count 1>>"), "it is damaged"),
        (
            "a.pdf",
            pdf_of_objects(CATALOGUE, b"<</Type/Pages/Kids[" + b"3 0 R " * 10_000 + b"]/Count 10000>>", PAGE),
            "it has 10,000 pages",
        ),
        ("a.pdf", b"%PDF-1.7\n" + random.Random(1).randbytes(4_000_000), "it is damaged"),
        ("a.pdf", random.Random(1).randbytes(20_000_000), "it is too large: 20,000,000 bytes"),
        ("a.pdf", b"", "it is empty"),
        ("a.pdf", b"\x00" * 1_000_000, "it is something else, not a PDF document"),
        ("a.txt", b"\x00" * 1_000_000, "it is binary, not text"),
        ("a.docx", b"PK\x03\x04" + b"\x00" * 1_000_000, "it is damaged"),
        ("a.docx", docx("", parts={"word/document.xml": BOMB}), "its XML declares a document type"),
        ("a.docx", docx("", parts={"word/document.xml": bytes(60_000_000)}), "it unpacks to more than"),
        ("a.docx", zipped({"xl/workbook.xml": b"<a/>"}), "it is a spreadsheet"),
        ("a.exe", b"MZ", "its format is none of"),
        ("/etc/passwd", b"root", "its format is none of"),
    ],
)
def test_files_made_to_harm_are_refused(reader: IsolatedReader, name: str, data: bytes, reason: str) -> None:
    """In words and within bounded time; a good document is read afterwards."""
    started = time.monotonic()
    with pytest.raises(RefusedDocument, match=reason) as refused:
        reader.read(name, data)
    assert time.monotonic() - started < 30
    assert refused.value.file_name == name
    assert refused.value.remedy
    assert reader.read("good.docx", GOOD).text == "The ministers met."


BUSY = b"\n".join([b"| a | b |", b"|---|---|", *(b"[" * 500 for _ in range(900))])
"""Rows of brackets keep the parser of Markdown busy for seconds."""


def test_a_document_that_takes_too_long_is_refused() -> None:
    """Time of computing is limited by the child, time by the clock by its parent; the next gets a new child."""
    with IsolatedReader(ReadingLimits(cpu_seconds=0, wall_seconds=20)) as reader:
        with pytest.raises(RefusedDocument) as refused:
            reader.read("slow.md", BUSY)
        assert refused.value.reason == "reading it took more than 0 seconds of computing"
    with IsolatedReader(ReadingLimits(wall_seconds=20)) as reader:
        assert reader.read("good.docx", GOOD).text == "The ministers met."
        stopped = child_of(reader)
        assert stopped is not None
        os.kill(stopped, signal.SIGSTOP)
        reader._limits = ReadingLimits(wall_seconds=0.5)
        with pytest.raises(RefusedDocument) as refused:
            reader.read("slow.docx", GOOD)
        assert refused.value.reason == "reading it took more than 0.5 seconds"
        reader._limits = ReadingLimits(wall_seconds=20)
        assert reader.read("good.docx", GOOD).text == "The ministers met."
        assert child_of(reader) != stopped
        with pytest.raises(ProcessLookupError):
            os.kill(stopped, 0)


def test_a_child_that_is_killed_is_replaced(reader: IsolatedReader, caplog: pytest.LogCaptureFixture) -> None:
    """The document that it should have read is refused."""
    reader.read("good.docx", GOOD)
    killed = child_of(reader)
    assert killed is not None
    os.kill(killed, signal.SIGKILL)
    with pytest.raises(RefusedDocument) as refused:
        reader.read("a.docx", GOOD)
    assert refused.value.reason == "its reader broke off"
    assert caplog.messages == ["The reader of 'a.docx' broke off: signal 9"]
    assert reader.read("good.docx", GOOD).text == "The ministers met."


def test_no_child_is_started_where_no_file_needs_one() -> None:
    """Plain texts are read in this process, and so are the names of files of no accepted format."""
    with IsolatedReader(SMALL) as reader:
        read = reader_with_care(reader, 5_000_000)
        assert read("a.md", b"# Talks\n\nThe ministers met.").title == "Talks"
        with pytest.raises(RefusedDocument, match="its format is none of"):
            read("a.exe", b"MZ")
        assert child_of(reader) is None
        assert read("a.docx", GOOD).text == "The ministers met."
        assert child_of(reader) is not None


def test_the_child_is_gone_after_closing() -> None:
    """And nothing is read any more."""
    with IsolatedReader(SMALL) as reader:
        reader.read("a.docx", GOOD)
        child = child_of(reader)
    assert child is not None
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
    with pytest.raises(ReaderUnavailable, match="is closed"):
        reader.read("a.docx", GOOD)


def test_closing_breaks_off_what_is_being_read() -> None:
    """Within a second, so that a program can stop."""
    reader = IsolatedReader(SMALL)
    reader.read("a.docx", GOOD)
    child = child_of(reader)
    assert child is not None
    os.kill(child, signal.SIGSTOP)
    raised: list[VerbaleError] = []

    def read() -> None:
        try:
            reader.read("a.docx", GOOD)
        except VerbaleError as error:
            raised.append(error)

    thread = threading.Thread(target=read)
    thread.start()
    time.sleep(0.1)
    started = time.monotonic()
    reader.close()
    thread.join()
    assert time.monotonic() - started < 2
    assert [type(error) for error in raised] == [ReaderUnavailable]


def test_threads_share_a_reader(reader: IsolatedReader) -> None:
    """Each gets the document that it asked for."""
    found: dict[int, str] = {}

    def read(number: int) -> None:
        for _ in range(5):
            found[number] = reader.read("a.txt", f"Number {number} of them.".encode()).text

    threads = [threading.Thread(target=read, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {number: f"Number {number} of them." for number in range(4)}


def test_the_child_is_told_no_secrets(reader: IsolatedReader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the environment nor open files are passed on; its limits are those that were given."""
    monkeypatch.setenv("VERBALE_TELEGRAM_TOKEN", "12:secret")
    with IsolatedReader(SMALL) as fresh:
        fresh.read("a.docx", GOOD)
        folder = Path(f"/proc/{child_of(fresh)}")
        names = {entry.split(b"=")[0] for entry in (folder / "environ").read_bytes().split(b"\0") if entry}
        assert names == {b"PATH", b"LANG", b"OMP_NUM_THREADS", b"OPENBLAS_NUM_THREADS"}
        assert b"secret" not in (folder / "cmdline").read_bytes()
        # Of the pipes there are three ends, of the null device there are three more.
        assert len(list((folder / "fd").iterdir())) <= 6
        limits = {line[:25].strip(): line[26:47].strip() for line in (folder / "limits").read_text().splitlines()}
        assert limits["Max address space"] == "250000000"
        assert limits["Max file size"] == limits["Max core file size"] == "0"
        assert int(limits["Max cpu time"]) <= 3 + 5
        assert (folder / "cwd").readlink() == Path("/")


@pytest.mark.parametrize("start", ["raise SystemExit(1)", "print('hello')", "pass"])
def test_a_child_that_does_not_start_is_nobodys_fault(start: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No document is refused for it."""
    monkeypatch.setattr(reading_process, "_START", start)
    with IsolatedReader(SMALL) as reader, pytest.raises(ReaderUnavailable) as raised:
        reader.read("a.docx", GOOD)
    assert "does not start" in str(raised.value)


DOCUMENT = (
    b'{"kind":"document","text":"The ministers met.","title":"A","date":null,"language":"en","source_url":null,'
    b'"visit":null,"audience":["public"],"embargo_until":null,"furniture":[]}'
)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"[]",
        b'{"kind":"other"}',
        b'{"kind":"ready","pid":1}',
        DOCUMENT.replace(b'"The ministers met."', b'""'),
        DOCUMENT.replace(b'"The ministers met."', b'"The  ministers"'),
        DOCUMENT.replace(b'"The ministers met."', b"1"),
        DOCUMENT.replace(b'"The ministers met."', b'"\\ud800"'),
        DOCUMENT.replace(b'"title":"A"', b'"title":""'),
        DOCUMENT.replace(b'"title":"A"', b'"title":"A\\n\\nB"'),
        DOCUMENT.replace(b'"date":null', b'"date":"2024-13-01"'),
        DOCUMENT.replace(b'"language":"en"', b'"language":"fr"'),
        DOCUMENT.replace(b'"source_url":null', b'"source_url":"file:///etc/passwd"'),
        DOCUMENT.replace(b'["public"]', b"[]"),
        DOCUMENT.replace(b'"embargo_until":null', b'"embargo_until":"2024-01-01T00:00:00"'),
        DOCUMENT.replace(b'"visit":null', b'"visit":"' + b"v" * 3_000 + b'"'),
        DOCUMENT.replace(b'"kind"', b'"path":"/etc/passwd","kind"'),
        b'{"kind":"feed","items":[{"key":"","title":"","link":null,"published":null}]}',
        b'{"kind":"feed","items":[' + b",".join([b'{"key":"a","title":"","link":null,"published":null}'] * 201) + b"]}",
        b'{"kind":"failed","error":"x y","is_out_of_memory":false}',
    ],
)
def test_an_answer_of_another_form_is_not_believed(answer: bytes) -> None:
    """The child may have been taken over by what it read."""
    with pytest.raises(ValueError, match=r".+"):
        parsed_answer(answer)


def test_answers_of_the_right_form() -> None:
    """Are what they say."""
    assert parsed_answer(DOCUMENT).kind == "document"
    assert parsed_answer(b'{"kind":"refused","reason":"it is empty","remedy":""}') == NotRead(
        reason="it is empty", remedy=""
    )
    assert parsed_answer(b'{"kind":"ready"}') == Ready()


IMPOSTOR = """
import struct, sys, time
out = sys.stdout.buffer
def say(head, data=b"", lengths=None):
    out.write(struct.pack(">IQ", *(lengths or (len(head), len(data)))) + head + data)
    out.flush()
say(b'{"kind":"ready"}')
sys.stdin.buffer.read(1)
{answer}
time.sleep(60)
"""


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ("say(b'nonsense')", "its answer has no proper form"),
        ("say(b'', lengths=(50_000_000, 0))", "its answer has no proper form"),
        ("say(b'{}', lengths=(2, 1 << 60))", "its answer has no proper form"),
        ('say(b\'{"kind":"ready"}\')', "it answered ready"),
        ('say(b\'{"kind":"feed","items":[]}\')', "it answered feed"),
        ('say(b\'{"kind":"failed","error":"KeyError","is_out_of_memory":false}\')', "KeyError"),
        ("out.write(b'12345'); out.flush(); out.close(); sys.exit(3)", "signal None"),
    ],
)
def test_a_child_that_was_taken_over(
    answer: str, why: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever it says, the document is refused."""
    monkeypatch.setattr(
        reading_process, "_START", IMPOSTOR.replace("{answer}", answer).replace("{", "{{").replace("}", "}}")
    )
    with IsolatedReader(ReadingLimits(wall_seconds=10)) as reader, pytest.raises(RefusedDocument) as refused:
        reader.read("a.docx", GOOD)
    assert refused.value.reason == "its reader broke off"
    assert caplog.messages == [f"The reader of 'a.docx' broke off: {why}"]


def test_too_long_a_feed_is_refused() -> None:
    """Before it is given to anybody."""
    with IsolatedReader(SMALL, largest_bytes=10) as reader:
        with pytest.raises(RefusedDocument, match="it is too large: 11 bytes, where 10 are accepted"):
            reader.read_feed("a feed", b"<rss></rss>")
        assert child_of(reader) is None
