"""What intake works on: a file as it came, a document as it was understood, and the refusal of one."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from verbale.errors import VerbaleError
from verbale.language import Language


@dataclass(frozen=True)
class SourceFile:
    """A file as an administrator added it; ``name`` is its path within the briefings folder, with slashes."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Document:
    """A file that was understood.

    ``text`` is canonical and holds at least one paragraph. ``audience`` holds at least one name. ``embargo_until`` has
    a time zone. ``furniture`` are the paragraphs of the page that are not the briefing's own, in their order.
    """

    text: str
    title: str
    date: dt.date | None
    language: Language
    source_url: str | None
    visit: str | None
    audience: tuple[str, ...]
    embargo_until: dt.datetime | None
    furniture: tuple[str, ...]


class RefusedDocument(VerbaleError):
    """A file that cannot be taken in; the others can. ``reason`` is a clause, ``remedy`` a sentence for its owner."""

    def __init__(self, file_name: str, reason: str, remedy: str) -> None:
        super().__init__(f"{file_name}: {reason}.", remedy)
        self.file_name = file_name
        self.reason = reason


Reader = Callable[[str, bytes], Document]
"""Reads the bytes of a file by its name, or raises ``RefusedDocument``."""


@dataclass(frozen=True)
class Content:
    """What a reader of one format finds in a file, before it is canonical and before furniture is sorted out.

    ``title`` is the page's own; it is not among the ``paragraphs``. ``declared_language`` is any language tag.
    """

    paragraphs: tuple[str, ...]
    title: str | None = None
    date: dt.date | None = None
    source_url: str | None = None
    declared_language: str | None = None
