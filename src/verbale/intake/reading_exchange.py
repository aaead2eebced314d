"""What the reader of documents and the child process that it keeps say to each other over pipes.

A message is two lengths, then JSON, then bytes as they are. A request is a file with its name; an answer is a document,
the items of a feed, a refusal or a failure. The child may have been taken over by the file that it read: the parent
believes no answer that does not have exactly the form described here.
"""

import json
import struct
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, BinaryIO, Literal, Self

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter

from verbale.canonical import canonical_line, canonical_text
from verbale.intake.document import Document
from verbale.intake.feed import MOST_ITEMS, FeedItem
from verbale.intake.front_matter import is_web_address
from verbale.language import Language

LENGTHS = struct.Struct(">IQ")
"""The lengths, in bytes, of the JSON and of the data after it."""
LONGEST_TEXT_CHARACTERS = 10_000_000
_LONGEST_LINE_CHARACTERS = 2_000
_MOST_NAMES = 10_000
_MOST_FURNITURE = 100_000


class RequestKind(StrEnum):
    """What the child is asked to read."""

    DOCUMENT = "document"
    FEED = "feed"


@dataclass(frozen=True)
class Request:
    """A file to be read; ``suffix`` is that of its name, which the child is not told."""

    kind: RequestKind
    suffix: str
    largest_bytes: int
    data: bytes

    def packed(self) -> bytes:
        """The request as a message."""
        head = {"kind": self.kind, "suffix": self.suffix, "largest_bytes": self.largest_bytes}
        return _packed(json.dumps(head).encode(), self.data)

    @classmethod
    def read(cls, stream: BinaryIO) -> Self | None:
        """The next request of a stream; None at its end."""
        lengths = stream.read(LENGTHS.size)
        if len(lengths) < LENGTHS.size:
            return None
        head_bytes, data_bytes = LENGTHS.unpack(lengths)
        head = json.loads(stream.read(head_bytes))
        return cls(RequestKind(head["kind"]), head["suffix"], head["largest_bytes"], stream.read(data_bytes))


def _packed(head: bytes, data: bytes = b"") -> bytes:
    return b"".join((LENGTHS.pack(len(head), len(data)), head, data))


def _is_canonical_text(text: str) -> str:
    if canonical_text(text) != text:
        raise ValueError("not canonical")
    return text


def _is_canonical_line(text: str) -> str:
    if canonical_line(text) != text:
        raise ValueError("not a canonical line")
    return text


def _is_address(address: str) -> str:
    if not is_web_address(address):
        raise ValueError("not a web address")
    return address


_Text = Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT_CHARACTERS), AfterValidator(_is_canonical_text)]
_LongLine = Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT_CHARACTERS), AfterValidator(_is_canonical_line)]
_Line = Annotated[str, Field(min_length=1, max_length=_LONGEST_LINE_CHARACTERS), AfterValidator(_is_canonical_line)]
_MaybeLine = Annotated[str, Field(max_length=_LONGEST_LINE_CHARACTERS), AfterValidator(_is_canonical_line)]
_Address = Annotated[str, Field(max_length=_LONGEST_LINE_CHARACTERS), AfterValidator(_is_address)]


class _Answer(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    def packed(self) -> bytes:
        """The answer as a message."""
        return _packed(self.model_dump_json().encode())


class Ready(_Answer):
    """The child has started and limited itself."""

    kind: Literal["ready"] = "ready"


class DocumentRead(_Answer):
    """A file that was understood; the fields are those of ``Document``."""

    kind: Literal["document"] = "document"
    text: _Text
    title: _LongLine
    date: date | None
    language: Language
    source_url: _Address | None
    visit: _Line | None
    audience: Annotated[tuple[_Line, ...], Field(min_length=1, max_length=_MOST_NAMES)]
    embargo_until: AwareDatetime | None
    furniture: Annotated[tuple[_LongLine, ...], Field(max_length=_MOST_FURNITURE)]

    @classmethod
    def of(cls, document: Document) -> Self:
        """The document as an answer."""
        return cls(**asdict(document))

    def document(self) -> Document:
        """The document in the answer."""
        return Document(**{name: getattr(self, name) for name in Document.__dataclass_fields__})


class FeedItemRead(_Answer):
    """An item of a feed; the fields are those of ``FeedItem``."""

    key: _Line
    title: _MaybeLine
    link: _Address | None
    published: AwareDatetime | None


class FeedRead(_Answer):
    """The items of a feed."""

    kind: Literal["feed"] = "feed"
    items: Annotated[tuple[FeedItemRead, ...], Field(max_length=MOST_ITEMS)]

    @classmethod
    def of(cls, items: tuple[FeedItem, ...]) -> Self:
        """The items as an answer."""
        return cls(items=tuple(FeedItemRead(**asdict(item)) for item in items))

    def feed_items(self) -> tuple[FeedItem, ...]:
        """The items in the answer."""
        return tuple(FeedItem(item.key, item.title, item.link, item.published) for item in self.items)


class NotRead(_Answer):
    """A file that was refused."""

    kind: Literal["refused"] = "refused"
    reason: _Line
    remedy: _MaybeLine


class Failed(_Answer):
    """Reading broke off, and the child ends; ``error`` is the name of what was raised."""

    kind: Literal["failed"] = "failed"
    error: Annotated[str, Field(pattern=r"^[A-Za-z_]{1,100}$")]
    is_out_of_memory: bool


Answer = Ready | DocumentRead | FeedRead | NotRead | Failed
_ANSWERS: TypeAdapter[Answer] = TypeAdapter(Annotated[Answer, Field(discriminator="kind")])


def parsed_answer(head: bytes) -> Answer:
    """The answer in the JSON of a message.

    Raises:
        ValueError: It is none of the answers, or a value in it is not what it must be.
    """
    return _ANSWERS.validate_json(head)
