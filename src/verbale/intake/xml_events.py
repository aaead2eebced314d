"""XML that came from outside, as events: no document type, no entities, no tree in memory.

Expat reads it, which fetches nothing. A document type is refused where it begins, so no entity is ever declared.
"""

import html.entities
import re
from collections.abc import Iterator
from typing import Protocol
from xml.etree.ElementTree import ParseError, XMLParser

from verbale.intake.document import RefusedDocument

_DEEPEST = 300
_PIECE_BYTES = 65_536
_NAMED_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_ENTITIES_OF_XML = frozenset((b"amp", b"lt", b"gt", b"quot", b"apos"))


class XmlHandler(Protocol):
    """What is told of the elements; ``tag`` is ``{namespace}name``."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        ...

    def end(self, tag: str) -> None:
        """An element ends."""
        ...

    def data(self, text: str) -> None:
        """Characters between tags; those of one text may come in several calls."""
        ...


class _Guard:
    """Passes the events on, and refuses what no document needs."""

    def __init__(self, file_name: str, handler: XmlHandler, remedy: str) -> None:
        self._file_name, self._handler, self._remedy = file_name, handler, remedy
        self._depth = 0
        self.data = handler.data

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise RefusedDocument(self._file_name, f"its XML is nested more than {_DEEPEST} deep", self._remedy)
        self._handler.start(tag, attributes)

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._handler.end(tag)

    def doctype(self, name: str, _public: str | None, _system: str | None) -> None:
        raise RefusedDocument(self._file_name, f"its XML declares a document type ({name[:40]})", self._remedy)

    def close(self) -> None:
        """Nothing is kept."""


def read_xml(file_name: str, data: bytes, handler: XmlHandler, remedy: str) -> None:
    """Tell ``handler`` what is in an XML document.

    Raises:
        RefusedDocument: It is not well-formed, declares a document type, or is nested too deeply.
    """
    parser = XMLParser(target=_Guard(file_name, handler, remedy))  # noqa: S314  document types are refused by the guard
    try:
        for piece in _in_pieces(data):
            parser.feed(piece)
        parser.close()
    except (ParseError, LookupError, ValueError) as error:
        place = f" (line {error.position[0]})" if isinstance(error, ParseError) else ""
        raise RefusedDocument(file_name, f"its XML is not well-formed{place}", remedy) from error


def _in_pieces(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), _PIECE_BYTES):
        yield data[start : start + _PIECE_BYTES]


def with_numbered_entities(data: bytes) -> bytes:
    """``data`` with the entities of HTML (&nbsp;), which feeds use though XML has none, as numbers (&#160;)."""

    def numbered(match: re.Match[bytes]) -> bytes:
        code = html.entities.name2codepoint.get(match[1].decode("ascii"))
        return match[0] if code is None or match[1] in _ENTITIES_OF_XML else b"&#%d;" % code

    return _NAMED_ENTITY.sub(numbered, data)
