"""What is true of any bytes that are dropped into the briefings folder."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verbale.canonical import canonical_line, canonical_text, paragraph_spans
from verbale.intake.document import Document, RefusedDocument
from verbale.intake.reading import read_document

PIECES = """---|title: A|date: 2024-01-25||Visit to Dushanbe|The ministers met.|and signed|- item|Share|# Heading|<p>
сотрудни-|чество|«Да!»|\u200b|a: [b|&amp;|```|* a|> b|1. c"""
LINES = st.lists(st.sampled_from(PIECES.replace("\n", "|").split("|")))
ANY_TEXT = st.text() | LINES.map("\n".join)
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
