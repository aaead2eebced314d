"""Reading: the bytes of one file to a document, by the format that its name ends with."""

import re
from collections.abc import Callable
from pathlib import PurePosixPath

from slugify import slugify

from verbale.briefing import PUBLIC
from verbale.canonical import PARAGRAPH_BREAK, canonical_line
from verbale.intake.decoding import decode, decode_page
from verbale.intake.document import Content, Document, RefusedDocument
from verbale.intake.docx import read_docx
from verbale.intake.front_matter import FrontMatter, split_front_matter
from verbale.intake.furniture import sort_out_furniture
from verbale.intake.magic import refuse_other_kind
from verbale.intake.markdown import read_markdown
from verbale.intake.plain_text import read_plain_text
from verbale.intake.web_page import read_web_page
from verbale.language import Language, detect_language
from verbale.sentences import sentence_spans

LARGEST_FILE_BYTES = 5_000_000
# A briefing has a hundredth of it; hostile rows of brackets and bullets take the parser 15 seconds for this many.
_LONGEST_MARKDOWN_CHARACTERS = 500_000
_LONGEST_TITLE_CHARACTERS = 80
# Above this, the words are better evidence than a page's declaration, which is often that of the site's template.
_LETTERS_THAT_TELL = 40
_LONGEST_ID_CHARACTERS = 100


def _plain(file_name: str, data: bytes) -> tuple[FrontMatter, Content]:
    front_matter, text = split_front_matter(file_name, decode(file_name, data))
    return front_matter, read_plain_text(text)


def _markdown(file_name: str, data: bytes) -> tuple[FrontMatter, Content]:
    front_matter, text = split_front_matter(file_name, decode(file_name, data))
    if len(text) > _LONGEST_MARKDOWN_CHARACTERS:
        reason = f"it is too large for Markdown, of which {_LONGEST_MARKDOWN_CHARACTERS:,} characters are accepted"
        raise RefusedDocument(file_name, reason, "Divide it, or save its text alone as a .txt file.")
    return front_matter, read_markdown(text)


def _web_page(file_name: str, data: bytes) -> tuple[FrontMatter, Content]:
    return FrontMatter(), read_web_page(file_name, decode_page(file_name, data))


def _pdf(file_name: str, data: bytes) -> tuple[FrontMatter, Content]:
    # PDFium is loaded only where there is a PDF document: into the process that reads them apart.
    from verbale.intake.pdf import read_pdf  # noqa: PLC0415

    return FrontMatter(), read_pdf(file_name, data)


def _docx(file_name: str, data: bytes) -> tuple[FrontMatter, Content]:
    return FrontMatter(), read_docx(file_name, data)


_READERS: dict[str, Callable[[str, bytes], tuple[FrontMatter, Content]]] = {
    ".txt": _plain,
    ".md": _markdown,
    ".markdown": _markdown,
    ".html": _web_page,
    ".htm": _web_page,
    ".pdf": _pdf,
    ".docx": _docx,
}
ACCEPTED_SUFFIXES = tuple(_READERS)
"""Endings of the names of files that can be read, in lower case."""
# Read by this project's own code and a pure Python parser, in a time and memory that their size bounds.
_PLAIN_SUFFIXES = frozenset((".txt", ".md", ".markdown"))


def is_accepted(file_name: str) -> bool:
    """Whether a file of this name is of a format that can be read."""
    return PurePosixPath(file_name).suffix.lower() in _READERS


def is_plain(file_name: str) -> bool:
    """Whether a file of this name is a text that can be read without care, or of no format that is read at all."""
    suffix = PurePosixPath(file_name).suffix.lower()
    return suffix in _PLAIN_SUFFIXES or suffix not in _READERS


def briefing_id(file_name: str) -> str:
    """The id of the briefing in a file: the stem of its name as a slug, at most 100 characters of a-z, 0-9 and hyphens.

    Raises:
        RefusedDocument: The name has no letter or figure that a slug could be made of.
    """
    slug = slugify(PurePosixPath(file_name).stem, max_length=_LONGEST_ID_CHARACTERS)
    if not slug:
        reason = "its name holds no letter or figure to make an id of"
        raise RefusedDocument(file_name, reason, "Rename it, for instance to visit-to-dushanbe.txt.")
    return slug


def read_document(file_name: str, data: bytes, largest_bytes: int = LARGEST_FILE_BYTES) -> Document:
    """The document in a file.

    The title is the front matter's, or the page's own, or the first heading, or the start of the first sentence. The
    language is the front matter's, or that of the words, or for a few words the one that the page declares.

    Raises:
        RefusedDocument: The file is too large, empty, of another format, or not what its name says.
    """
    check_file(file_name, data, largest_bytes)
    suffix = PurePosixPath(file_name).suffix.lower()
    refuse_other_kind(file_name, suffix, data)
    return _document(file_name, *_READERS[suffix](file_name, data))


def check_file(file_name: str, data: bytes, largest_bytes: int) -> None:
    """What is told of a file without reading it.

    Raises:
        RefusedDocument: The file is of no accepted format, too large, or empty.
    """
    if not is_accepted(file_name):
        reason = f"its format is none of {', '.join(ACCEPTED_SUFFIXES)}"
        raise RefusedDocument(file_name, reason, "Save it in one of these formats, or take it out of the folder.")
    if len(data) > largest_bytes:
        reason = f"it is too large: {len(data):,} bytes, where {largest_bytes:,} are accepted"
        raise RefusedDocument(file_name, reason, "Divide it, or save its text alone as a .txt file.")
    if not data.strip():
        raise RefusedDocument(file_name, "it is empty", "Put the text of the briefing into it, or delete it.")


def _document(file_name: str, front_matter: FrontMatter, content: Content) -> Document:
    lines = tuple(line for line in map(canonical_line, content.paragraphs) if line)
    title = canonical_line(content.title) if content.title else ""
    if front_matter.title and title and title != front_matter.title:
        lines = (title, *lines)  # the text's own heading is not the title, so it is part of the text
    found = sort_out_furniture(lines)
    if not found.own:
        reason = "nothing is in it but page furniture" if found.furniture else "it holds no paragraphs"
        raise RefusedDocument(file_name, reason, "Put the text of the briefing into it, or delete it.")
    text = PARAGRAPH_BREAK.join(found.own)
    language = front_matter.language or _language(text, content.declared_language)
    return Document(
        text=text,
        title=front_matter.title or title or _title_from_text(found.own[0], language),
        date=front_matter.date or content.date,
        language=language,
        source_url=front_matter.source_url or content.source_url,
        visit=front_matter.visit,
        audience=front_matter.audience or (PUBLIC,),
        embargo_until=front_matter.embargo_until,
        furniture=found.furniture,
    )


def _language(text: str, declared: str | None) -> Language:
    letters = sum(character.isalpha() for character in text[: 10 * _LETTERS_THAT_TELL])
    if declared in set(Language) and letters < _LETTERS_THAT_TELL:
        return Language(declared)
    return detect_language(text)


def _title_from_text(paragraph: str, language: Language) -> str:
    """The start of the first sentence, at most 80 characters, cut after a word and marked with an ellipsis."""
    sentence = sentence_spans(paragraph[: 20 * _LONGEST_TITLE_CHARACTERS], language)[0].of(paragraph)
    if len(sentence) <= _LONGEST_TITLE_CHARACTERS:
        return re.sub(r"(?<=[^.])\.$", "", sentence)
    start = sentence[: _LONGEST_TITLE_CHARACTERS - 1]
    if not sentence[len(start)].isspace() and " " in start:
        start = start.rpartition(" ")[0]
    return start.rstrip(" ,;:—–-") + "…"
