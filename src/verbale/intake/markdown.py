"""Markdown: the words of its blocks without its marks."""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from verbale.intake.document import Content

_BREAKS = {"softbreak", "hardbreak"}
_CODE_BLOCKS = {"fence", "code_block"}
# Neither tag nor comment can be left open over a "<": hostile rows of them take linear time.
_TAG = re.compile(r"<!--(?:[^-<]|-(?!->))*-->|</?[A-Za-z!?][^<>]*>")
_UNREAD_ELEMENT = re.compile(r"\s*<(?:script|style|iframe|!--)", re.IGNORECASE)


def read_markdown(text: str) -> Content:
    """The paragraphs of a Markdown text: one for each paragraph, list item, table row, code block and heading.

    A heading above everything else, or the first one of the first level, is the title and not a paragraph. Links are
    their text, pictures are left out, cells of a row are separated as they are in the text.
    """
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    title: str | None = None
    paragraphs: list[str] = []
    for paragraph, heading_level in _blocks(tokens):
        if title is None and heading_level and (heading_level == 1 or not paragraphs):
            title = paragraph
        else:
            paragraphs.append(paragraph)
    return Content(paragraphs=tuple(paragraphs), title=title)


def _blocks(tokens: Sequence[Token]) -> Iterator[tuple[str, int]]:
    """Each block's words with the level of the heading it is, 0 if it is none."""
    level = 0
    cells: list[str] | None = None
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1:])
        elif token.type == "tr_open":
            cells = []
        elif token.type == "tr_close" and cells is not None:
            yield from _unless_blank(" | ".join(cells), 0)
            cells = None
        elif token.type == "inline":
            words = _inline_text(token.children or ())
            if cells is None:
                yield from _unless_blank(words, level)
                level = 0
            else:
                cells.append(words.strip())
        elif token.type in _CODE_BLOCKS:
            yield from _unless_blank(token.content, 0)
        elif token.type == "html_block" and not _UNREAD_ELEMENT.match(token.content):
            yield from _unless_blank(_TAG.sub(" ", token.content), 0)


def _unless_blank(words: str, level: int) -> Iterator[tuple[str, int]]:
    if words.strip(" |\n\t"):
        yield words, level


def _inline_text(children: Sequence[Token]) -> str:
    """The words of a line; of a picture there are none, of inline HTML what stands between the tags."""
    return "".join(
        " " if child.type in _BREAKS else child.content
        for child in children
        if child.type not in ("image", "html_inline")
    )
