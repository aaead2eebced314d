"""The canonical form of texts as they come from word processors, web pages and chats."""

import pytest

from verbale.canonical import canonical_line, canonical_text, paragraph_spans
from verbale.span import Span


@pytest.mark.parametrize(
    ("outside", "canonical"),
    [
        ("\ufeffOne.\r\n\r\n\r\nTwo.\r\n", "One.\n\nTwo."),
        ("One\nline of two.\n \t \nTwo.", "One line of two.\n\nTwo."),
        ("1\u00a0234\u2009567\u00a0\u00a0тенге", "1 234 567 тенге"),
        ("сотруд\u00adничество", "сотрудничество"),
        ("Душанбе\u0438\u0306", "Душанбей"),
        ("a\u200bb\u200ec\u202ed\u2066e", "abcde"),
        ("зин\u200cда", "зинда"),
        ("one\u2029two\u2028three", "one\n\ntwo three"),
        ("a\x00\x07b\x1b[0m", "ab[0m"),
        ("bad \ud800 surrogate", "bad surrogate"),
        ("👩\u200d💻 and 🇰🇿, ❤\ufe0f, 1\ufe0f\u20e3", "👩\u200d💻 and 🇰🇿, ❤\ufe0f, 1\ufe0f\u20e3"),
        ("👩🏽\u200d💻", "👩🏽\u200d💻"),
        ("a\u200db\ufe0f", "ab"),
        ("", ""),
        (" \n\n\u00a0\n", ""),
    ],
)
def test_canonical_text(outside: str, canonical: str) -> None:
    """Each of these is a way in which the same text comes differently."""
    assert canonical_text(outside) == canonical


def test_precomposed_and_decomposed_letters_become_one() -> None:
    """A text copied from a Mac is the same edition as one typed on Windows."""
    assert canonical_text("и\u0306") == canonical_text("й") == "й"


def test_canonical_line_joins_paragraphs() -> None:
    """A title over two lines is one line."""
    assert canonical_line(" Visit\n\nto  Dushanbe ") == "Visit to Dushanbe"


def test_paragraphs_are_counted_in_code_points() -> None:
    """An emoji is one code point, although it is two units in UTF-16 and four bytes in UTF-8."""
    assert paragraph_spans("😀 one\n\nдва\n\n3") == (Span(0, 5), Span(7, 10), Span(12, 13))


def test_an_empty_text_has_no_paragraphs() -> None:
    """Not one empty paragraph."""
    assert paragraph_spans("") == ()
