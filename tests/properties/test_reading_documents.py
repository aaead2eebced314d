"""What is true of any bytes that are dropped into the briefings folder."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_documents import block, docx, pdf
from verbale.canonical import canonical_line, canonical_text, paragraph_spans
from verbale.intake.document import Document, RefusedDocument
from verbale.intake.reading import read_document

PIECES = """---|title: A|date: 2024-01-25||Visit to Dushanbe|The ministers met.|and signed|- item|Share|# Heading|<p>
сотрудни-|чество|«Да!»|\u200b|a: [b|&amp;|```|* a|> b|1. c"""
LINES = st.lists(st.sampled_from(PIECES.replace("\n", "|").split("|")))
ANY_TEXT = st.text() | LINES.map("\n".join)
PAGES = pdf(block(72, 700, ["The ministers met and signed a memoran-", "dum on trade."]), title="Talks")
PACKAGE = docx("<w:p><w:r><w:t>The ministers met.</w:t></w:r></w:p>", properties="Talks")
DATA = st.binary() | ANY_TEXT.map(lambda text: text.encode("utf-8", "surrogatepass"))


def read(name: str, data: bytes) -> Document | RefusedDocument:
    """The document, or the refusal instead of it."""
    try:
        return read_document(name, data)
    except RefusedDocument as refusal:
        return refusal


def check(found: Document | RefusedDocument, name: str) -> None:
    """A document has a title, at least one paragraph and canonical text; a refusal has a file and a remedy."""
    if isinstance(found, RefusedDocument):
        assert found.file_name == name
        assert found.remedy
        return
    assert canonical_text(found.text) == found.text
    assert paragraph_spans(found.text)
    assert canonical_line(found.title) == found.title
    assert found.title


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
@settings(max_examples=200, deadline=None)
@given(data=DATA)
def test_any_bytes_are_understood_or_refused(name: str, data: bytes) -> None:
    """Nothing else happens to them."""
    check(read(name, data), name)


@settings(max_examples=60, deadline=None)
@given(data=DATA)
def test_any_page_is_understood_or_refused(data: bytes) -> None:
    """The parser of web pages fails on nothing, either."""
    check(read("a.html", b"<html><body><article><p>" + data), "a.html")


@pytest.mark.parametrize("name", ["a.pdf", "a.docx"])
@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_any_damage_to_a_document_is_survived(name: str, data: st.DataObject) -> None:
    """A page or a package of which some bytes are others is understood or refused."""
    made = bytearray(PAGES if name == "a.pdf" else PACKAGE)
    for place, byte in data.draw(st.lists(st.tuples(st.integers(0, len(made) - 1), st.integers(0, 255)), max_size=30)):
        made[place] = byte
    check(read(name, bytes(made)), name)
