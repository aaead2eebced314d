"""A web page: the article in it, without what the site puts around it."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Protocol

from verbale.canonical import canonical_line
from verbale.intake.document import Content, RefusedDocument
from verbale.intake.front_matter import is_web_address

_SAVE_AS_TEXT = "Save the text of the article as a .txt file."
_LANGUAGE = re.compile(r"<html\b[^<>]{0,500}?\slang\s{0,3}=\s{0,3}[\"']?([A-Za-z]{2,3})\b", re.IGNORECASE)
_BEGINNING_CHARACTERS = 20_000
# An XML declaration names the encoding of bytes; the parser refuses it in what is decoded already.
_XML_DECLARATION = re.compile(r"\s*<\?xml[^<>]{0,200}\?>")
# A page of a press service has hundreds; extraction takes some seconds for this many.
_MOST_TAGS = 50_000
_BLOCKS = {"p", "head", "list", "item", "quote", "table", "row", "code", "div", "ab"}
_SENTENCE_ENDS = (".", "!", "?", "…", ":", "»", "”", '"')


def read_web_page(file_name: str, page: str) -> Content:
    """The paragraphs of the article in an HTML page; title, date, canonical URL from its metadata.

    Raises:
        RefusedDocument: No article is found in the page.
    """
    # Its import takes 0.2 s, which a program that reads no web pages does without.
    from trafilatura import bare_extraction  # noqa: PLC0415

    if page.count("<") > _MOST_TAGS:
        raise RefusedDocument(file_name, f"it has more than {_MOST_TAGS} tags", _SAVE_AS_TEXT)
    page = _XML_DECLARATION.sub("", page, count=1)
    found = bare_extraction(
        page,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        include_images=False,
        include_links=False,
        deduplicate=False,
        # Looked for in the metadata only: a date from the text would be a guess about the briefing.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if found is None or isinstance(found, dict):
        raise RefusedDocument(file_name, "no article is found in the page", _SAVE_AS_TEXT)
    paragraphs = [canonical_line(paragraph) for paragraph in _paragraphs(found.body)]
    title = canonical_line(found.title) if found.title else None
    language = _LANGUAGE.search(page, 0, _BEGINNING_CHARACTERS)
    return Content(
        paragraphs=tuple(paragraph for paragraph in paragraphs if paragraph and paragraph != title),
        title=title,
        date=date.fromisoformat(found.date) if found.date else None,
        source_url=found.url if found.url and is_web_address(found.url) else None,
        declared_language=language[1].lower() if language else None,
    )


class _Element(Protocol):
    """What is used of an element of lxml, which has no types."""

    tag: str
    text: str | None
    tail: str | None

    def __iter__(self) -> Iterator["_Element"]: ...


def _paragraphs(body: _Element) -> Iterator[str]:
    """The words of each block of the extracted article; the cells of a table's row are one paragraph."""
    words: list[str] = []
    for piece in _pieces(body):
        if piece is not None:
            words.append(piece)
        elif words:
            yield "".join(words)
            words = []
    yield "".join(words)


def _pieces(element: _Element) -> Iterator[str | None]:
    """The words in ``element``, with None where a block begins or ends."""
    is_block = element.tag in _BLOCKS
    if is_block:
        yield None
    yield element.text or ""
    before = element.text or ""
    for number, child in enumerate(element):
        if child.tag == "lb":
            # Sites that know no paragraphs break lines after them; elsewhere a line break is a blank.
            yield None if before.rstrip().endswith(_SENTENCE_ENDS) else " "
        elif child.tag == "cell" and number > 0:
            yield " | "
        yield from _pieces(child)
        yield child.tail or ""
        before = child.tail or ""
    if is_block:
        yield None
