"""Texts with entities as HTML."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise

from botapi.entities import QUOTES, Entity
from botapi.utf16 import utf16_length, utf16_slice

STYLED = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "code": "code",
    "pre": "code",
}
LINKS = frozenset({"text_link", "url", "email", "mention", "text_mention", "bot_command", "hashtag"})
"""They are coloured; nothing on a picture can be followed."""
_THUMB = (
    '<rect x="1.5" y="9" width="4" height="8.5" rx="1.2"/>'
    '<path d="M7 9.6 10.1 3.4C10.5 2.4 12.9 2.5 12.9 4.7L12.3 7.9H16.7C18 7.9 18.6 9 18.2 10.1L16.5 15.9'
    'C16.2 16.9 15.5 17.4 14.6 17.4H9.1C7.9 17.4 7 16.7 7 15.6Z"/>'
)
GAP = '\n<span class="gap"></span>'
"""An empty line is shown lower than a line of text, as between paragraphs."""
SIGNS = {
    "👍": f'<svg class="sign" viewBox="0 0 20 20">{_THUMB}</svg>',
    "👎": f'<svg class="sign" viewBox="0 0 20 20"><g transform="translate(0 20) scale(1 -1)">{_THUMB}</g></svg>',
}
"""Drawn, because not every machine has a font with them."""


def plain(text: str) -> str:
    """A text without entities, escaped, with the drawn signs in it."""
    escaped = escape(text)
    for sign, drawing in SIGNS.items():
        escaped = escaped.replace(sign, drawing)
    return escaped


def rich(text: str, entities: Iterable[Entity]) -> str:
    """A text with its entities, which may be nested and are given in UTF-16 units, as HTML in one line of elements.

    A quotation is an element of its own line; the line break behind it, which the text has too, is left out.
    """
    known = [entity for entity in entities if _opening(entity)]
    edges = {0, utf16_length(text)} | {edge for entity in known for edge in (entity.offset, entity.end)}
    places = sorted(edges)
    known.sort(key=lambda entity: (entity.offset, -entity.length))
    parts: list[str] = []
    opened: list[Entity] = []
    for start, end in pairwise(places):
        covering = [entity for entity in known if entity.offset <= start and end <= entity.end]
        kept = _common(opened, covering)
        closed, opened = opened[kept:], covering
        parts += ["</" + _element(entity) + ">" for entity in reversed(closed)]
        after_quote = any(entity.type in QUOTES for entity in closed)
        parts += [_opening(entity) for entity in covering[kept:]]
        piece = utf16_slice(text, start, end - start)
        parts.append(plain(piece.removeprefix("\n") if after_quote else piece).replace("\n\n", GAP))
    parts += ["</" + _element(entity) + ">" for entity in reversed(opened)]
    return "".join(parts)


def _common(opened: Sequence[Entity], covering: Sequence[Entity]) -> int:
    """How many of the open elements, from the outermost on, stay open."""
    count = 0
    for old, new in zip(opened, covering, strict=False):
        if old != new:
            break
        count += 1
    return count


def _element(entity: Entity) -> str:
    return STYLED.get(entity.type, "span")


def _opening(entity: Entity) -> str:
    """The tag that begins an entity; empty for a kind that is shown as plain letters."""
    if entity.type in QUOTES:
        return '<span class="quote">'
    if entity.type in LINKS:
        return '<span class="link">'
    if entity.type == "spoiler":
        return '<span class="spoiler">'
    element = STYLED.get(entity.type)
    return "" if element is None else f"<{element}>"
