"""Lines to paragraphs: which line goes on where the one before it ended.

A paragraph ends where the space below a line is larger than between the lines of the text, where a line is indented,
where the size or weight of the letters changes, or where a line ended though the next word had room in it. Where the
text goes on in another column or on another page there is no space to measure, so sentences and indents tell.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from verbale.intake.joining import joined, words_of
from verbale.intake.pdf_columns import Line

# In units of the size of the letters, as the other lengths here.
_OTHER_SIZE = 0.08
# A line within a sentence may be all in a typewriter's letters, which are set a little smaller.
_OTHER_FONT = 0.15
_MORE_SPACE = 0.3
_INDENT = 0.8
_WIDEST_INDENT = 8.0
_BLANK = 0.4
_USUAL_LEADING = 1.2
_LEADING_STEP = 0.05
_WIDEST_LEADING = 3.0
_HEADING = 1.1
_NOTE = 0.88
# In units of the width of the column.
_CENTRED = 0.02
_DELIBERATELY_SHORT = 0.35
_FEWEST_INDENTS = 2
_FLUSH_POINTS = 1.0
_JUSTIFIED_SHARE = 0.7
_SENTENCE_END = re.compile(r"[.!?…:;][\"'»”’)\]\d*]*$")
_BULLET = re.compile(r"[-–—*•‣▪●◦■□➢✓·]\s")
_NUMBERED = re.compile(r"(?:\d{1,2}|[a-zа-я])[.)]\s")
_HYPHEN_IN_COMPOUND = re.compile(r"[^\W_]-$")


@dataclass(frozen=True)
class Paragraph:
    """The words of some lines, the page of the first of them, counted from 0, and the look of its letters."""

    text: str
    page: int
    size: float
    is_bold: bool


def paragraphs_of(lines: Sequence[Line], body_size: float) -> list[Paragraph]:
    """The paragraphs of a document, whose ``lines`` are in reading order; ``body_size`` is that of most letters.

    Notes at the foot of a page come after the paragraph that goes on from it to the next page.
    """
    notes = _notes(lines, body_size)
    text = [line for number, line in enumerate(lines) if number not in notes]
    words = words_of("\n".join(line.piece.text for line in lines))
    found = _divided(text, _Measures.of(text, body_size), words)
    for paragraph in _divided([lines[number] for number in notes], _Measures.of(text, body_size), words):
        after = sum(1 for other in found if other.page <= paragraph.page)
        found.insert(after, paragraph)
    return found


def _notes(lines: Sequence[Line], body_size: float) -> list[int]:
    """Numbers of the lines in small letters that end a page which has larger ones above them."""
    notes: list[int] = []
    page, is_at_foot, run = None, False, list[int]()
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number]
        if line.column.page != page:
            page, is_at_foot, run = line.column.page, True, []
        is_small = line.piece.size < _NOTE * body_size and not line.is_cells
        if is_at_foot and is_small:
            run.append(number)
        elif is_at_foot:
            notes.extend(run)
            is_at_foot = False
    return sorted(notes)


def _divided(lines: Sequence[Line], measures: "_Measures", words: frozenset[str]) -> list[Paragraph]:
    parts: list[list[Line]] = []
    for line in lines:
        if parts and not measures.is_break(parts[-1], line):
            parts[-1].append(line)
        else:
            parts.append([line])
    return [_paragraph(part, words) for part in parts]


def _paragraph(lines: Sequence[Line], words: frozenset[str]) -> Paragraph:
    pieces: list[str] = []
    for line in lines:
        text = line.piece.text
        # 2023-2024, Kazakhstan-Tajikistan, COVID-19: what comes is no second half of a word.
        if pieces and _HYPHEN_IN_COMPOUND.search(pieces[-1]) and (text[0].isdigit() or text[0].isupper()):
            pieces[-1] += text
        else:
            pieces.append(text)
    first, text = lines[0].piece, joined(pieces, words, is_typeset=True)
    return Paragraph(text, lines[0].column.page, first.size, all(line.piece.is_bold for line in lines))


@dataclass(frozen=True)
class _Measures:
    """What is usual in a document; ``leading`` from baseline to baseline in units of the size of the letters."""

    body_size: float
    leading: float
    has_indents: bool
    is_justified: bool

    @classmethod
    def of(cls, lines: Sequence[Line], body_size: float) -> "_Measures":
        leadings: Counter[int] = Counter()
        indents = flush = 0
        for line, following in pairwise(lines):
            if not _is_below(line, following) or _is_other_size(line, following):
                continue
            leading = (line.piece.baseline - following.piece.baseline) / line.piece.size
            # Between the lines of one paragraph: there was no room for more, and the sentence goes on.
            goes_on = not _has_room(line, following) and not _SENTENCE_END.search(line.piece.text)
            if leading <= _WIDEST_LEADING and goes_on:
                leadings[round(leading / _LEADING_STEP)] += 1
                flush += _is_flush(line)
            indents += _is_indented(line) is False and _is_indented(following)
        usual = leadings.most_common(1)[0][0] * _LEADING_STEP if leadings else _USUAL_LEADING
        return cls(body_size, usual, indents >= _FEWEST_INDENTS, flush > _JUSTIFIED_SHARE * leadings.total())

    def is_break(self, before: Sequence[Line], line: Line) -> bool:
        """Whether ``line`` begins a paragraph after one of which there are the lines ``before``."""
        last = before[-1]
        if last.is_cells or line.is_cells or _BULLET.match(line.piece.text):
            return True
        is_open = not _SENTENCE_END.search(last.piece.text)
        goes_on = is_open and line.piece.text[0].islower()
        if _is_other_size(last, line, _OTHER_SIZE if _has_room(last, line) or not is_open else _OTHER_FONT):
            return True
        if last.piece.is_bold != line.piece.is_bold and not goes_on:
            return True
        is_item = _BULLET.match(before[0].piece.text) or _NUMBERED.match(before[0].piece.text)
        if _is_below(last, line):
            return self._is_break_below(last, line, goes_on=goes_on, is_item=bool(is_item))
        return self._is_break_elsewhere(last, line, goes_on=goes_on)

    def _is_break_below(self, last: Line, line: Line, *, goes_on: bool, is_item: bool) -> bool:
        size = last.piece.size
        if (last.piece.baseline - line.piece.baseline) / size > self.leading + _MORE_SPACE:
            return True
        is_centred = _is_centred(last) and _is_centred(line)
        if goes_on or is_centred:
            return False
        ends = bool(_SENTENCE_END.search(last.piece.text))
        if ends and _NUMBERED.match(line.piece.text):
            return True
        indent = (line.piece.left - last.piece.left) / size
        is_another_first = self.has_indents and ends and _is_indented(line)
        if (is_another_first or _INDENT < indent < _WIDEST_INDENT) and not is_item:
            return True
        if size > _HEADING * self.body_size or not _has_room(last, line):
            return False
        room = last.column.right - last.piece.right
        return ends or room > _DELIBERATELY_SHORT * (last.column.right - last.column.left)

    def _is_break_elsewhere(self, last: Line, line: Line, *, goes_on: bool) -> bool:
        """Whether a paragraph begins at the head of another column or page."""
        if goes_on:
            return False
        if self.is_justified:
            return not _is_flush(last) or (self.has_indents and _is_indented(line))
        if self.has_indents:
            return _is_indented(line) or _has_room(last, line)
        return bool(_SENTENCE_END.search(last.piece.text)) or _has_room(last, line)


def _is_below(line: Line, following: Line) -> bool:
    """Whether the next line is under this one, on the same page and not beside it."""
    return (
        line.column.page == following.column.page
        and following.piece.baseline < line.piece.baseline
        and following.piece.left < line.piece.right
        and line.piece.left < following.piece.right
    )


def _is_other_size(line: Line, other: Line, tolerance: float = _OTHER_SIZE) -> bool:
    return abs(line.piece.size - other.piece.size) > tolerance * max(line.piece.size, other.piece.size)


def _is_indented(line: Line) -> bool:
    return _INDENT < (line.piece.left - line.column.left) / line.piece.size < _WIDEST_INDENT


def _is_flush(line: Line) -> bool:
    """Whether it reaches the right edge of its column, as justified lines do but for the last of a paragraph."""
    return line.column.right - line.piece.right <= _FLUSH_POINTS


def _is_centred(line: Line) -> bool:
    left, right = line.piece.left - line.column.left, line.column.right - line.piece.right
    width = line.column.right - line.column.left
    return left > _INDENT * line.piece.size and abs(left - right) <= 2 * _CENTRED * width


def _has_room(line: Line, following: Line) -> bool:
    """Whether the first word of the next line would have had room at the end of this one."""
    needed = following.piece.word_right - following.piece.left + _BLANK * line.piece.size
    return line.column.right - line.piece.right > needed


def sized_headings(paragraphs: Sequence[Paragraph], body_size: float) -> Iterator[Paragraph]:
    """Paragraphs in letters that are larger than most, the largest first."""
    large = (paragraph for paragraph in paragraphs if paragraph.size > _HEADING * body_size)
    yield from sorted(large, key=lambda paragraph: -paragraph.size)
