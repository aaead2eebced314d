"""Plain text: which lines are paragraphs, which are parts of one, and which is the title.

There are two customs. In one, a paragraph is a line, however long, with or without empty lines between. In the other,
lines are broken at a width and empty lines (or an indent) separate paragraphs. A file keeps to one of them, and the
ends of its lines tell which: where they are broken at a width, most of them end in the middle of a sentence.
"""

import re
from itertools import pairwise

from verbale.intake.document import Content
from verbale.intake.joining import joined, words_of

_SENTENCE_ENDS = (".", "!", "?", "…", ":", ";", "»", "”", '"', ")", "—")
_LONGEST_TITLE_CHARACTERS = 150
_LONGEST_WRAPPED_LINE = 120
# In wrapped prose, two breaks of three are followed by a small letter; in the other custom, hardly any.
_WRAPPED_SHARE = 0.3
# A line this much shorter than the others, at the end of a sentence, ends its paragraph even without an empty line.
_SHORT_LINE_SHARE = 0.75
_EMPTY_LINES = re.compile(r"\n(?:[ \t]*\n)+")
_LIST_ITEM = re.compile(r"(?:[-–—*•‣▪●]|\d{1,2}[.)])\s")


def read_plain_text(text: str) -> Content:
    """The paragraphs of a plain text, and its title if it begins with one."""
    found = _EMPTY_LINES.split(_with_plain_breaks(text))
    blocks = [block.strip("\n").split("\n") for block in found if block.strip()]
    is_wrapped = _is_wrapped(blocks)
    words = words_of(text)
    width = max((len(line) for block in blocks for line in block), default=0)
    title = _title(blocks)
    if title is not None:
        blocks = [block for block in (blocks[0][1:], *blocks[1:]) if block]
    paragraphs: list[str] = []
    for block in blocks:
        paragraphs.extend(_paragraphs(block, words, width, is_wrapped=is_wrapped))
    return Content(paragraphs=tuple(paragraphs), title=title)


def _with_plain_breaks(text: str) -> str:
    return re.sub(r"\r\n?|[\v\f\x85\u2028]", "\n", text).replace("\u2029", "\n\n").replace("\u00a0", " ")


def _goes_on(line: str, following: str) -> bool:
    """Whether a sentence goes on from the end of ``line`` to ``following``."""
    line, following = line.rstrip(), following.lstrip()
    return following[:1].islower() and not (
        line.endswith(_SENTENCE_ENDS) and not line.endswith((")", "—", '"', "»", "”"))
    )


def _is_wrapped(blocks: list[list[str]]) -> bool:
    breaks = [pair for block in blocks for pair in pairwise(block)]
    wrapped = sum(_goes_on(*pair) for pair in breaks if len(pair[0]) <= _LONGEST_WRAPPED_LINE)
    return bool(breaks) and wrapped >= _WRAPPED_SHARE * len(breaks)


def _title(blocks: list[list[str]]) -> str | None:
    """The first line if it is short, no sentence, and stands apart from the text or is far shorter than it."""
    if not blocks:
        return None
    line = blocks[0][0].strip()
    if not 0 < len(line) <= _LONGEST_TITLE_CHARACTERS or (
        line.endswith((*_SENTENCE_ENDS[:6], ",")) and not line.endswith("?")
    ):
        return None
    if _LIST_ITEM.match(line) or not any(character.isalpha() for character in line):
        return None
    stands_apart = len(blocks[0]) == 1 and len(blocks) > 1
    if stands_apart:
        return line
    following = blocks[0][1].strip() if len(blocks[0]) > 1 else ""
    return line if len(following) > 2 * len(line) and not _goes_on(line, following) else None


def _paragraphs(block: list[str], words: frozenset[str], width: int, *, is_wrapped: bool) -> list[str]:
    parts: list[list[str]] = []
    for number, line in enumerate(block):
        if number == 0 or _is_break(block[number - 1], line, width, is_wrapped=is_wrapped):
            parts.append([line])
        else:
            parts[-1].append(line)
    return [joined(part, words) for part in parts]


def _is_break(line: str, following: str, width: int, *, is_wrapped: bool) -> bool:
    if _goes_on(line, following) and not _LIST_ITEM.match(following.lstrip()):
        return False
    if not is_wrapped or _LIST_ITEM.match(following.lstrip()):
        return True
    is_indented = len(following) - len(following.lstrip()) >= 2 > len(line) - len(line.lstrip())  # noqa: PLR2004  two blanks
    return is_indented or (line.rstrip().endswith(_SENTENCE_ENDS) and len(line) < _SHORT_LINE_SHARE * width)
