"""Rows to lines in the order in which they are read: column after column, or row after row in a table.

Columns lie side by side where a strip of the page stays white over several rows, with prose on both sides of it. The
white of one row is a set of points on its width, kept as the bits of an integer, so that what stays white over many
rows is found by combining integers.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from verbale.intake.pdf_rows import Piece, Row

_BITS_OF_A_POINT = 2
_WIDEST_POINTS = 15_000
# In units of the size of the letters.
_NARROWEST_GUTTER = 0.8
_GAP_OF_CELLS = 1.5
_FEWEST_ROWS = 3
# Cells of tables are shorter than the lines of prose, and fill their columns less.
_PROSE_CHARACTERS = 15
_PROSE_FILL = 0.5
_ROWS_OF_A_TABLE_SHARE = 0.6
# No page of text has more; looking for columns in this many takes seconds.
_MOST_ROWS = 1000
_SAME_EDGE_POINTS = 3.0
_LABEL = re.compile(r"[\W_]+|[(\[]?(?:\d{1,3}|[A-Za-zА-Яа-я]{1,3})[.)\]]?")


@dataclass(frozen=True)
class Column:
    """Where lines of text stand on a page: ``number`` of ``count`` side by side, from 0; the edges are in points."""

    page: int
    number: int
    count: int
    left: float
    right: float


@dataclass(frozen=True)
class Line:
    """A line of text in its column; ``is_cells`` if it is a row of a table, its cells with bars between."""

    piece: Piece
    column: Column
    is_cells: bool = False


@dataclass(frozen=True)
class _Band:
    """Rows that are read together: in columns if there are gutters, given by their middles in points."""

    rows: Sequence[Row]
    gutters: tuple[float, ...] = ()
    is_table: bool = False


def lines_of(page: int, rows: Sequence[Row]) -> list[Line]:
    """The lines of a page in reading order; ``rows`` from the top."""
    lines: list[Line] = []
    bands = list(_bands(rows))
    across = [piece for band in bands if not band.gutters for row in band.rows for piece in row.pieces]
    for band in bands:
        if band.gutters:
            columns = _by_column(band)
            for number, pieces in enumerate(columns):
                column = _column(page, number, len(columns), pieces)
                lines.extend(Line(piece, column) for piece in pieces)
        else:
            column = _column(page, 0, 1, across)
            between = " | " if band.is_table else " "
            lines.extend(Line(_joined(row.pieces, between), column, band.is_table) for row in band.rows)
    return lines


def _column(page: int, number: int, count: int, pieces: Sequence[Piece]) -> Column:
    return Column(page, number, count, min(piece.left for piece in pieces), max(piece.right for piece in pieces))


def _joined(pieces: Sequence[Piece], between: str) -> Piece:
    if len(pieces) == 1:
        return pieces[0]
    longest = max(pieces, key=lambda piece: len(piece.text))
    return Piece(
        text=between.join(piece.text for piece in pieces),
        left=pieces[0].left,
        right=max(piece.right for piece in pieces),
        word_right=pieces[0].word_right,
        baseline=longest.baseline,
        size=longest.size,
        is_bold=all(piece.is_bold for piece in pieces),
    )


def _bands(rows: Sequence[Row]) -> Iterator[_Band]:
    if len(rows) > _MOST_ROWS:
        yield _Band(rows)
        return
    masks = [_mask(row) for row in rows]
    start = 0
    while start < len(rows):
        end, gaps = _white_below(rows, masks, start)
        band = _understood(rows[start:end], gaps)
        if band is None:
            yield _Band(rows[start : start + 1])
            start += 1
        else:
            yield band
            start = end


def _mask(row: Row) -> int:
    mask = 0
    for piece in row.pieces:
        first = max(0, int(piece.left * _BITS_OF_A_POINT))
        last = min(_WIDEST_POINTS, int(piece.right * _BITS_OF_A_POINT))
        mask |= ((1 << max(0, last - first + 1)) - 1) << first
    return mask


def _white_below(rows: Sequence[Row], masks: Sequence[int], start: int) -> tuple[int, list[float]]:
    """The end of the rows from ``start`` that have a gap in common, and the middles of their gaps in points."""
    mask, found, end = 0, list[float](), start
    narrowest = max(1, int(_NARROWEST_GUTTER * median(row.size for row in rows) * _BITS_OF_A_POINT))
    gap = re.compile(f"0{{{narrowest},}}")
    for number in range(start, len(rows)):
        mask |= masks[number]
        bits = f"{mask:b}"[::-1]
        inner = bits.find("1")
        gaps = [(match.start() + match.end()) / 2 / _BITS_OF_A_POINT for match in gap.finditer(bits, inner)]
        if not gaps and (found or len(rows[number].pieces) > 1 or number - start >= _FEWEST_ROWS):
            break
        if gaps:
            found, end = gaps, number + 1
    return end, found


def _understood(rows: Sequence[Row], gutters: list[float]) -> _Band | None:
    """The rows as columns of prose or as a table; None if they are neither, but lines with gaps in them."""
    if not gutters:
        return None
    band = _Band(rows, tuple(gutters))
    columns = _by_column(band)
    if max(map(len, columns)) < _FEWEST_ROWS or min(map(len, columns)) == 0:
        return None
    if all(_is_prose(pieces) for pieces in columns):
        return band
    divided = sum(_has_cells(row) for row in rows)
    if divided >= max(_FEWEST_ROWS, _ROWS_OF_A_TABLE_SHARE * len(rows)) and not _is_list(columns):
        return _Band(rows, is_table=True)
    return None


def _by_column(band: _Band) -> list[list[Piece]]:
    """The pieces in each column, from the top; pieces of one row and column are joined."""
    columns: list[list[Piece]] = [[] for _ in range(len(band.gutters) + 1)]
    for row in band.rows:
        in_row: list[list[Piece]] = [[] for _ in columns]
        for piece in row.pieces:
            in_row[sum(piece.left > gutter for gutter in band.gutters)].append(piece)
        for column, pieces in zip(columns, in_row, strict=True):
            if pieces:
                column.append(_joined(pieces, " "))
    return columns


def _is_prose(pieces: Sequence[Piece]) -> bool:
    if median(len(piece.text) for piece in pieces) < _PROSE_CHARACTERS:
        return False
    width = max(piece.right for piece in pieces) - min(piece.left for piece in pieces)
    return median(piece.right - piece.left for piece in pieces) >= _PROSE_FILL * width


def _has_cells(row: Row) -> bool:
    return any(after.left - before.right >= _GAP_OF_CELLS * row.size for before, after in pairwise(row.pieces))


def _is_list(columns: Sequence[Sequence[Piece]]) -> bool:
    """Whether they are the numbers or bullets of a list, and its items."""
    return len(columns) == 2 and all(_LABEL.fullmatch(piece.text) for piece in columns[0])  # noqa: PLR2004  label, item


def aligned(lines: Sequence[Line]) -> list[Line]:
    """The lines with their columns as wide as the widest of the same place: a page may hold short lines only."""
    widest: dict[tuple[int, int, int], float] = {}
    for column in {line.column for line in lines}:
        for place in _places(column):
            widest[place] = max(widest.get(place, 0), column.right)
    return [
        replace(line, column=replace(line.column, right=max(widest[place] for place in _places(line.column))))
        for line in lines
    ]


def _places(column: Column) -> tuple[tuple[int, int, int], ...]:
    """The column's number, their count, and its left edge to some points, twice: edges that are near share one."""
    step = column.left / _SAME_EDGE_POINTS
    return (column.number, column.count, 2 * int(step)), (column.number, column.count, 2 * int(step + 0.5) + 1)
