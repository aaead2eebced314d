"""What is true of the canonical form of any text in any script."""

import re
import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from verbale.canonical import PARAGRAPH_BREAK, canonical_line, canonical_text, paragraph_spans

TRICKY = st.sampled_from(
    [
        "\r\n", "\r", "\n", "\n\n", "\u2028", "\u2029", "\x85", "\t", "\u00a0", "\u2009", "\u3000", "\u200b", "\u200c",
        "\u200d", "\u200e", "\u202e", "\u2066", "\ufeff", "\u00ad", "\x00", "\x1b", "\ud800", "\udfff", "\ufffe",
        "\u0301", "\u0306", "и", "е", "о", "👩", "🏽", "💻", "🏴", "\U000e0067", "\U000e007f", "\ufe0f", "❤", "1",
        "\u20e3", "🇰", "🇿", " ", "қ", "ў", "\u1100", "\u1161", "\u115f", "a",
    ]
)  # fmt: skip
ANY_TEXT = st.text(st.characters(exclude_categories=())) | st.lists(TRICKY).map("".join)
FORBIDDEN = re.compile("[\u00ad\ufeff\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\x00-\x09\x0b-\x1f\x7f-\xa0]")


@given(ANY_TEXT)
@example("A\u200d\u0300")
@example("\u1100\u200d\u1161")
@example("\u2adc\u200d💻")
def test_the_canonical_form_of_a_canonical_text_is_itself(text: str) -> None:
    """Taking a stored text in again changes nothing."""
    once = canonical_text(text)
    assert canonical_text(once) == once


@given(ANY_TEXT)
def test_a_canonical_text_can_be_stored_and_shown(text: str) -> None:
    """It is NFC, encodes to UTF-8, and holds no invisible characters, double blanks or blanks at ends of lines."""
    canonical = canonical_text(text)
    assert canonical.encode().decode() == canonical
    assert unicodedata.is_normalized("NFC", canonical)
    assert not FORBIDDEN.search(canonical)
    assert "  " not in canonical
    assert "\n\n\n" not in canonical
    for paragraph in canonical.split(PARAGRAPH_BREAK) if canonical else []:
        assert paragraph
        assert paragraph == paragraph.strip()
        assert "\n" not in paragraph


@given(ANY_TEXT)
def test_paragraph_spans_cover_everything_but_the_breaks(text: str) -> None:
    """The paragraphs, put together again, are the text."""
    canonical = canonical_text(text)
    assert PARAGRAPH_BREAK.join(span.of(canonical) for span in paragraph_spans(canonical)) == canonical


@given(ANY_TEXT)
def test_a_canonical_line_is_one_canonical_paragraph(text: str) -> None:
    """A title never holds a line break."""
    line = canonical_line(text)
    assert "\n" not in line
    assert canonical_text(line) == line
