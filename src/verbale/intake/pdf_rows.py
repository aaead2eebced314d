"""Letters to rows: what stands on one height of a page, in pieces with wide gaps between.

Running heads, running feet and page numbers are told from the rows of the text here, before columns are looked for,
since they lie across all columns.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from statistics import median

from verbale.intake.pdf_glyphs import Glyph

# In units of the size of the letters. Indices and powers leave the baseline by a third of it; rows are 0.9 apart.
_SAME_ROW = 0.4
# Narrower than the gutters between columns, wider than most blanks of justified lines.
_GAP_OF_PIECES = 0.8
_GAP_OF_WORDS = 0.15
_OUTERMOST_ROWS = 4
_SAME_HEIGHT_POINTS = 3.0
_LONGEST_RUNNING_CHARACTERS = 200
_FIGURES = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"""[\W_]*
    (?:(?:page|pages|p|pg|стр|страница|с|бет|саҳифа|саҳ|bet|sahifa)\b[.\s№]*)?
    (?:\d{1,3}|(?-i:(?=[ivxl])(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})))
    (?:\s*(?:of|/|из|аз|dan|tan|-den|-дан|-ден|-тан|-тен)\s*\d{1,4})?
    (?:\s*[-–]?\s*(?:бет|саҳифа|bet|sahifa|стр|с)\b\.?)?
    [\W_]*""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True)
class Piece:
    """Letters of one row without a wide gap; lengths in points. ``is_bold`` if every letter and figure is.

    ``word_right`` is the right end of the first word.
    """

    text: str
    left: float
    right: float
    word_right: float
    baseline: float
    size: float
    is_bold: bool


@dataclass(frozen=True)
class Row:
    """Pieces on one height, from the left to the right; at least one."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The words of all pieces."""
        return " ".join(piece.text for piece in self.pieces)

    @property
    def baseline(self) -> float:
        """That of its lowest piece, in points from the bottom of the page."""
        return min(piece.baseline for piece in self.pieces)

    @property
    def size(self) -> float:
        """That of its largest piece."""
        return max(piece.size for piece in self.pieces)


def rows_of(glyphs: Iterable[Glyph]) -> list[Row]:
    """The rows of a page, from the top; letters that are higher or lower by less than half their size are in one."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.baseline):
        first = rows[-1][0] if rows else None
        if first and first.baseline - glyph.baseline <= _SAME_ROW * max(first.size, glyph.size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    found = (Row(tuple(_pieces(row))) for row in rows)
    return [row for row in found if row.pieces]


def _pieces(glyphs: list[Glyph]) -> Iterable[Piece]:
    glyphs = sorted(glyphs, key=lambda glyph: glyph.left)
    letters: list[Glyph] = []
    text: list[str] = []
    right, is_after_blank = 0.0, False
    for glyph in glyphs:
        if glyph.text.isspace():
            is_after_blank = True
            continue
        gap = (glyph.left - right) / glyph.size
        if letters and gap > _GAP_OF_PIECES:
            yield _piece(letters, text)
            letters, text = [], []
        elif letters and (is_after_blank or gap > _GAP_OF_WORDS):
            text.append(" ")
        letters.append(glyph)
        text.append(glyph.text)
        right = max(right, glyph.right) if len(letters) > 1 else glyph.right
        is_after_blank = False
    if letters:
        yield _piece(letters, text)


def _piece(letters: list[Glyph], text: list[str]) -> Piece:
    size = median(glyph.size for glyph in letters)
    first_word = letters[: text.index(" ")] if " " in text else letters
    told = [glyph.is_bold for glyph in letters if glyph.text.isalnum()]
    return Piece(
        text="".join(text),
        left=letters[0].left,
        right=max(glyph.right for glyph in letters),
        word_right=max(glyph.right for glyph in first_word),
        # Indices and powers are smaller.
        baseline=median(glyph.baseline for glyph in letters if glyph.size >= size),
        size=size,
        is_bold=bool(told) and all(told),
    )


def without_running_rows(pages: Sequence[list[Row]]) -> list[list[Row]]:
    """The rows of each page without its running heads and feet and its number.

    A row is running if it is among the outermost of its page and another page has the same one, but for figures, at
    the same height. It goes with everything outside of it; no row goes from under one that stays.
    """
    seen: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, rows in enumerate(pages):
        for row in {id(row): row for row in chain(rows[:_OUTERMOST_ROWS], rows[-_OUTERMOST_ROWS:])}.values():
            seen[_form(row)].append((number, row.baseline))

    def is_running(number: int, row: Row) -> bool:
        if _PAGE_NUMBER.fullmatch(row.text):
            return True
        return len(row.text) <= _LONGEST_RUNNING_CHARACTERS and any(
            other != number and abs(baseline - row.baseline) <= _SAME_HEIGHT_POINTS
            for other, baseline in seen[_form(row)]
        )

    return [_stripped(rows, [is_running(number, row) for row in rows]) for number, rows in enumerate(pages)]


def _form(row: Row) -> str:
    return _FIGURES.sub("#", row.text.casefold())


def _stripped(rows: list[Row], running: list[bool]) -> list[Row]:
    first, last = 0, len(rows)
    while first < last and first < _OUTERMOST_ROWS and running[first]:
        first += 1
    while last > first and len(rows) - last < _OUTERMOST_ROWS and running[last - 1]:
        last -= 1
    return rows[first:last]


def body_size(pages: Iterable[list[Row]]) -> float:
    """The size, in points, that most letters have."""
    counts: Counter[float] = Counter()
    for piece in chain.from_iterable(row.pieces for rows in pages for row in rows):
        counts[round(piece.size, 1)] += len(piece.text)
    return counts.most_common(1)[0][0]
