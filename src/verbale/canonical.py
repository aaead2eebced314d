"""Canonical text: the one form in which the text of an edition is stored, hashed, sliced and quoted.

Offsets of quotes are counted in this text, so its form must never depend on who typed it or where it was copied from:

* Unicode NFC; LF; one blank line between paragraphs and no line break inside one; no blanks at the ends of paragraphs;
* every run of blanks (no-break, thin and ideographic spaces among them) is one space;
* no control characters, no byte order mark, no soft hyphens, no bidirectional marks, no invisible operators, no
  characters that Unicode reserves for private use or forbids in text (lone surrogates, U+FFFE …);
* zero-width joiners, which make one picture of several emoji, stay between two pictures and go elsewhere: no language
  of the briefings is written with them, and an invisible character inside a word would hide it from the search. The
  regional letters and tags that make flags are kept, too; variation selectors stay after symbols and go after letters.
"""

import re
import unicodedata
from functools import lru_cache

from verbale.span import Span

PARAGRAPH_BREAK = "\n\n"
"""What stands between two paragraphs of a canonical text, and nowhere else."""

_FIRST_TAG, _LAST_TAG = "\U000e0000", "\U000e007f"
# The last two code points of every plane.
_NONCHARACTER_MASK = 0xFFFE
_FIRST_EMOJI = 0x1F000
_JOINER = "\u200d"
_VARIATION_SELECTORS = ("\ufe0e", "\ufe0f")
_LINE_BREAKS = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028]")
_BREAKS_OF_PARAGRAPHS = re.compile(r"\n[ \n]*\n|\u2029")
_BLANKS = re.compile(r"\s+")
# Flags of regions, as of Scotland, are a black flag with a name spelt in tags; elsewhere tags are invisible text.
_TAGS = re.compile("\U0001f3f4[\U000e0020-\U000e007e]{1,16}\U000e007f|[\U000e0000-\U000e007f]")


@lru_cache(maxsize=4096)
def _kept(character: str) -> str:
    """What stands for one character of outside text: itself, a space, a line feed, or nothing."""
    category = unicodedata.category(character)
    if character in "\n\u2029":
        return character
    if category in ("Zs", "Zl") or character == "\t" or character in "\u2800\u3164\u115f\u1160\uffa0":
        return " "  # the last ones are drawn as blanks though Unicode calls them letters or symbols
    if character == _JOINER or _FIRST_TAG <= character <= _LAST_TAG:
        return character  # decided by what stands beside them
    if category in ("Cc", "Cf", "Cs", "Co") or _is_noncharacter(character):
        return ""
    # Characters that are not assigned yet stay: a newer Python would know them, and the text must be the same there.
    return character


def _is_noncharacter(character: str) -> bool:
    return "\ufdd0" <= character <= "\ufdef" or ord(character) & _NONCHARACTER_MASK == _NONCHARACTER_MASK


def _is_pictured(character: str) -> bool:
    """Whether it is a symbol that emoji are made of; those above U+1F000 count before Python has their category."""
    return unicodedata.category(character) in ("So", "Sk", "Sm") or ord(character) >= _FIRST_EMOJI


def _composed(text: str) -> str:
    """``text`` in NFC without stray joiners: where one goes, its neighbours may compose, and so on, until none goes."""
    while True:
        composed = unicodedata.normalize("NFC", _without_stray_joiners(text))
        if composed == text:
            return text
        text = composed


def _without_stray_joiners(text: str) -> str:
    if _JOINER not in text and not any(selector in text for selector in _VARIATION_SELECTORS):
        return text
    kept: list[str] = []
    for position, character in enumerate(text):
        before = kept[-1] if kept else " "
        if character in _VARIATION_SELECTORS:
            # Keycaps such as 1️⃣ are a digit, a selector and an enclosing mark.
            if _is_pictured(before) or before in "0123456789*#‼⁉":
                kept.append(character)
        elif character == _JOINER:
            after = text[position + 1] if position + 1 < len(text) else " "
            if (_is_pictured(before) or before in _VARIATION_SELECTORS) and _is_pictured(after):
                kept.append(character)
        else:
            kept.append(character)
    return "".join(kept)


def canonical_line(text: str) -> str:
    """``text`` as one line of canonical text: all line breaks and runs of blanks are single spaces."""
    return canonical_text(_BLANKS.sub(" ", text)).replace(PARAGRAPH_BREAK, " ")


def canonical_text(text: str) -> str:
    """The canonical form of ``text``, in which an empty line (or U+2029) separates paragraphs.

    Lines that follow each other without an empty line become one paragraph: whoever knows better (the readers of the
    formats) separates them before. The form of a canonical text is the text itself.
    """
    text = _LINE_BREAKS.sub("\n", text)
    text = "".join(map(_kept, text))
    text = _TAGS.sub(lambda match: match[0] if len(match[0]) > 1 else "", text)
    text = _composed(text)
    paragraphs = (_BLANKS.sub(" ", block).strip() for block in _BREAKS_OF_PARAGRAPHS.split(text))
    return PARAGRAPH_BREAK.join(paragraph for paragraph in paragraphs if paragraph)


def paragraph_spans(text: str) -> tuple[Span, ...]:
    """Spans of the paragraphs of a canonical ``text`` in code points, in order; the first is paragraph number 1."""
    if not text:
        return ()
    spans = []
    start = 0
    for paragraph in text.split(PARAGRAPH_BREAK):
        spans.append(Span(start, start + len(paragraph)))
        start += len(paragraph) + len(PARAGRAPH_BREAK)
    return tuple(spans)
