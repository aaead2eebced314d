"""What PDFium tells of the letters on a page: which, where, how large, how heavy.

The functions of PDFium that give one character's place have no counterpart in pypdfium2's own classes, so its raw
interface is used; handles are closed as soon as a page is read.
"""

import ctypes
import math
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

_BOLD_WEIGHT = 600
_LONGEST_FONT_NAME = 200
# Letters further from the horizontal are stamps and watermarks.
_STEEPEST_DEGREES = 5
_LINE_BREAKS = frozenset("\r\n")
# What PDFium gives for a hyphen, hard or soft, that ends a line.
_HYPHEN_AT_LINE_END = "\x02"
_HYPHENS = dict.fromkeys((_HYPHEN_AT_LINE_END, "\ufffe", "\u2010"), "-")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_SPELT = {**_HYPHENS, **_LIGATURES}
_DEEPEST_FORMS = 3


class Glyph(NamedTuple):
    """One drawn character; lengths in points, from the lower left corner of the page as it is shown.

    ``left`` and ``right`` bound what the character takes of its line. A blank is a glyph of its own.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    is_bold: bool


class _Style(NamedTuple):
    size: float
    is_bold: bool
    is_upright: bool


def page_glyphs(document: pypdfium2.PdfDocument, page_number: int, most: int) -> list[Glyph] | None:
    """The upright characters of a page that are on it, in the order of its content; None if it has more than ``most``.

    Raises:
        pypdfium2.PdfiumError: The page cannot be loaded.
    """
    page = document[page_number]
    text_page = page.get_textpage()
    try:
        count = int(raw.FPDFText_CountChars(text_page))
        return None if count > most else list(_glyphs(_Frame.of(page), text_page, count))
    finally:
        text_page.close()
        page.close()


def has_pictures(document: pypdfium2.PdfDocument, page_number: int) -> bool:
    """Whether a page holds a picture."""
    page = document[page_number]
    try:
        return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=_DEEPEST_FORMS))
    finally:
        page.close()


class _Frame(NamedTuple):
    """The part of a page's own coordinates that is shown, and the quarters of a circle that it is turned by."""

    left: float
    bottom: float
    right: float
    top: float
    degrees: int

    @classmethod
    def of(cls, page: pypdfium2.PdfPage) -> "_Frame":
        left, bottom, right, top = map(float, page.get_cropbox())
        return cls(left, bottom, right, top, int(page.get_rotation()))

    def shown(self, x: float, y: float) -> tuple[float, float]:
        """A point as it is shown."""
        x, y = x - self.left, y - self.bottom
        width, height = self.right - self.left, self.top - self.bottom
        match self.degrees:
            case 90:
                return y, width - x
            case 180:
                return width - x, height - y
            case 270:
                return height - y, x
            case _:
                return x, y

    def bounds(self, box: raw.FS_RECTF, x: float, y: float) -> tuple[float, float, float]:
        """The left and the right end of a character as it is shown, and the height of its baseline."""
        if not self.degrees:
            return box.left - self.left, box.right - self.left, y - self.bottom
        ends = self.shown(box.left, box.bottom)[0], self.shown(box.right, box.top)[0]
        return min(ends), max(ends), self.shown(x, y)[1]

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.bottom <= y <= self.top


def _glyphs(frame: _Frame, text_page: pypdfium2.PdfTextPage, count: int) -> Iterator[Glyph]:
    # Some calls for each of a million characters: what each costs is seen.
    handle, box, x, y = text_page.raw, raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    styles: dict[int | None, _Style] = {}
    for index in range(count):
        text = chr(raw.FPDFText_GetUnicode(handle, index))
        # Line breaks, and blanks that PDFium guesses: the places of the letters are known here.
        if text in _LINE_BREAKS or (text.isspace() and raw.FPDFText_IsGenerated(handle, index) == 1):
            continue
        text_object = ctypes.cast(raw.FPDFText_GetTextObject(handle, index), ctypes.c_void_p).value
        style = styles.get(text_object)
        if style is None:
            style = styles[text_object] = _style(frame, text_page, index)
        is_placed = raw.FPDFText_GetCharOrigin(handle, index, x, y)
        if not is_placed or not style.is_upright or not frame.holds(x.value, y.value):
            continue
        raw.FPDFText_GetLooseCharBox(handle, index, box)
        left, right, baseline = frame.bounds(box, x.value, y.value)
        text = _SPELT.get(text, text)
        yield Glyph(text, left, right, baseline, style.size, style.is_bold)


def _style(frame: _Frame, text_page: pypdfium2.PdfTextPage, index: int) -> _Style:
    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(text_page, index, matrix):
        return _Style(size=0.0, is_bold=False, is_upright=False)
    size = float(raw.FPDFText_GetFontSize(text_page, index)) * math.hypot(matrix.c, matrix.d)
    degrees = (math.degrees(math.atan2(matrix.b, matrix.a)) - frame.degrees + 180) % 360 - 180
    name = ctypes.create_string_buffer(_LONGEST_FONT_NAME)
    raw.FPDFText_GetFontInfo(text_page, index, name, _LONGEST_FONT_NAME, ctypes.c_int())
    is_bold = raw.FPDFText_GetFontWeight(text_page, index) >= _BOLD_WEIGHT or b"bold" in name.value.lower()
    return _Style(size, is_bold, is_upright=size > 0 and abs(degrees) <= _STEEPEST_DEGREES)
