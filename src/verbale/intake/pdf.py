"""A PDF document: the paragraphs that a reader sees on its pages."""

import pypdfium2
from pypdfium2 import raw

from verbale.canonical import canonical_line
from verbale.intake.document import Content, RefusedDocument
from verbale.intake.pdf_columns import Line, aligned, lines_of
from verbale.intake.pdf_glyphs import has_pictures, page_glyphs
from verbale.intake.pdf_paragraphs import Paragraph, paragraphs_of, sized_headings
from verbale.intake.pdf_rows import Row, body_size, rows_of, without_running_rows
from verbale.intake.titles import LONGEST_TITLE_CHARACTERS, sensible_title

MOST_PAGES = 300
# A page of a newspaper has 20,000.
_MOST_CHARACTERS = 2_000_000
_UNREADABLE_SHARE = 0.1
_REPLACEMENT = "\ufffd"
_SAVE_AS_TEXT = "Save its text alone as a .txt file, or paste the text with /add."
_RECOGNISE = "Run text recognition on it, or paste the text with /add."


def read_pdf(file_name: str, data: bytes) -> Content:
    """The paragraphs of a PDF document without running heads and feet and page numbers.

    The title is the one in the document's properties if it makes sense, otherwise the largest heading on its first
    page. There is no date: the one that it carries is that of the export.

    Raises:
        RefusedDocument: It is damaged, encrypted, too long, or holds no text.
    """
    document = _opened(file_name, data)
    try:
        return _content(file_name, document)
    finally:
        document.close()


def _opened(file_name: str, data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            reason = "it is encrypted with a password"
            raise RefusedDocument(file_name, reason, "Save it without a password.") from error
        raise _damaged(file_name) from error


def _damaged(file_name: str) -> RefusedDocument:
    return RefusedDocument(file_name, "it is damaged: it cannot be read as a PDF document", _SAVE_AS_TEXT)


def _content(file_name: str, document: pypdfium2.PdfDocument) -> Content:
    count = len(document)
    if count > MOST_PAGES:
        reason = f"it has {count:,} pages, where {MOST_PAGES} are accepted"
        raise RefusedDocument(file_name, reason, _SAVE_AS_TEXT)
    if count <= 0:
        raise _damaged(file_name)
    try:
        pages = without_running_rows(_pages(file_name, document))
        if not any(pages):
            raise _without_text(file_name, document)
    except pypdfium2.PdfiumError as error:
        raise _damaged(file_name) from error
    size = body_size(pages)
    lines: list[Line] = [line for number, rows in enumerate(pages) for line in lines_of(number, rows)]
    paragraphs = paragraphs_of(aligned(lines), size)
    title = sensible_title(document.get_metadata_value("Title")) or _heading(paragraphs, size)
    texts = (canonical_line(paragraph.text) for paragraph in paragraphs)
    return Content(
        paragraphs=tuple(text for text in texts if text and (title is None or text.casefold() != title.casefold())),
        title=title,
    )


def _pages(file_name: str, document: pypdfium2.PdfDocument) -> list[list[Row]]:
    """The rows of each page, from the top."""
    pages: list[list[Row]] = []
    left, unreadable = _MOST_CHARACTERS, 0
    for number in range(len(document)):
        glyphs = page_glyphs(document, number, most=left)
        if glyphs is None:
            reason = f"it has more than {_MOST_CHARACTERS:,} characters"
            raise RefusedDocument(file_name, reason, _SAVE_AS_TEXT)
        left -= len(glyphs)
        unreadable += sum(_is_unreadable(glyph.text) for glyph in glyphs)
        pages.append(rows_of(glyphs))
    if unreadable > _UNREADABLE_SHARE * (_MOST_CHARACTERS - left):
        raise RefusedDocument(file_name, "its fonts do not tell which letters they draw", _RECOGNISE)
    return pages


def _is_unreadable(text: str) -> bool:
    return text < " " or text == _REPLACEMENT or "\ue000" <= text <= "\uf8ff"


def _without_text(file_name: str, document: pypdfium2.PdfDocument) -> RefusedDocument:
    if any(has_pictures(document, number) for number in range(len(document))):
        return RefusedDocument(file_name, "its pages are pictures without text", _RECOGNISE)
    return RefusedDocument(file_name, "its pages hold no text", _RECOGNISE)


def _heading(paragraphs: list[Paragraph], size: float) -> str | None:
    """The largest heading of the first page, or its first paragraph if that stands out by its weight alone."""
    first_page = [paragraph for paragraph in paragraphs if paragraph.page == 0]
    candidates = [*sized_headings(first_page, size), *(p for p in first_page[:1] if p.is_bold)]
    lines = (canonical_line(paragraph.text) for paragraph in candidates)
    return next((line for line in lines if line and len(line) <= LONGEST_TITLE_CHARACTERS and _has_letters(line)), None)


def _has_letters(line: str) -> bool:
    return any(character.isalpha() for character in line)
