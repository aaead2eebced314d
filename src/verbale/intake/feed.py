"""Feeds: the items of RSS 2.0, RSS 1.0 and Atom, as far as telling what is new needs them.

What a feed says of its items is only where to look: no word of it is ever quoted. Feeds are read by this project's own
code, since the libraries for them also fetch addresses, open files by name and mend what is not XML.
"""

import datetime as dt
import email.utils
import html
import re
from dataclasses import dataclass

from verbale.canonical import canonical_line
from verbale.intake.document import RefusedDocument
from verbale.intake.front_matter import is_web_address
from verbale.intake.xml_events import read_xml, with_numbered_entities

MOST_ITEMS = 200
LONGEST_KEY_CHARACTERS = 500
LONGEST_LINK_CHARACTERS = 2_000
LONGEST_ITEM_TITLE_CHARACTERS = 500
# Some of those that are read may have the key of another, or none.
_MOST_ITEMS_READ = 2 * MOST_ITEMS
# What a title or a date may take before it is cut.
_LONGEST_FIELD_CHARACTERS = 10_000
_CHECK_ADDRESS = "Check that its address is that of an RSS or Atom feed."
_ROOTS = frozenset(("rss", "RDF", "feed"))
_ITEMS = frozenset(("item", "entry"))
_FIELDS = frozenset(("title", "link", "guid", "id", "pubDate", "date", "published", "updated"))
# Extensions have elements of the same names: media:title, itunes:title.
_NAMESPACES = frozenset(
    (
        "",
        "{http://www.w3.org/2005/Atom",
        "{http://purl.org/rss/1.0/",
        "{http://purl.org/dc/elements/1.1/",
        "{http://backend.userland.com/rss2",
        "{http://my.netscape.com/rdf/simple/0.9/",
    )
)
_RDF_NAMESPACE = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_ALTERNATE = (None, "", "alternate")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,1000}>")
_DATES = ("pubDate", "published", "date", "updated")


@dataclass(frozen=True)
class FeedItem:
    """An item of a feed.

    ``key`` tells it from the others of its feed: what the feed itself gives for that, or its link, at most 500
    characters. ``link`` is an http or https address. ``published`` has a time zone.
    """

    key: str
    title: str
    link: str | None
    published: dt.datetime | None


def read_feed(name: str, data: bytes) -> tuple[FeedItem, ...]:
    """The items of a feed in its order, the first of each key, at most 200; what has neither a key nor a link is none.

    Raises:
        RefusedDocument: It is not well-formed, declares a document type, or is no feed.
    """
    found = _Items()
    read_xml(name, with_numbered_entities(data.strip()), found, _CHECK_ADDRESS)
    if found.root not in _ROOTS:
        raise RefusedDocument(name, "it is XML, but neither RSS nor Atom", _CHECK_ADDRESS)
    items: dict[str, FeedItem] = {}
    for fields in found.items:
        item = _item(fields)
        if item is not None:
            items.setdefault(item.key, item)
    return tuple(items.values())[:MOST_ITEMS]


class _Items:
    """Gathers the fields of each item from the events of the XML; the first of each name counts."""

    def __init__(self) -> None:
        self.root = ""
        self.items: list[dict[str, str]] = []
        self._item: dict[str, str] = {}
        self._open: list[str] = []
        self._field: str | None = None
        self._field_depth = 0
        self._pieces: list[str] = []
        self._length = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _name(tag)
        self.root = self.root or name
        is_in_item = bool(self._open) and self._open[-1] in _ITEMS
        self._open.append(name)
        if name in _ITEMS and not self._field:
            self._item = {}
            if len(self.items) < _MOST_ITEMS_READ:
                self.items.append(self._item)
        elif is_in_item and name in _FIELDS:
            self._begin_field(name, attributes)

    def _begin_field(self, name: str, attributes: dict[str, str]) -> None:
        item = self._item
        if name == "link" and "href" in attributes:
            if attributes.get("rel") in _ALTERNATE:
                item.setdefault("link", attributes["href"][:_LONGEST_FIELD_CHARACTERS])
        elif name == "guid" and attributes.get("isPermaLink", "true") != "false":
            self._open_field("permalink")
        elif name == "title" and attributes.get("type", "") == "text":
            self._open_field("plain_title")
        else:
            self._open_field(name)

    def _open_field(self, name: str) -> None:
        self._field, self._field_depth, self._pieces, self._length = name, len(self._open), [], 0

    def data(self, text: str) -> None:
        if self._field and self._length < _LONGEST_FIELD_CHARACTERS:
            self._pieces.append(text)
            self._length += len(text)

    def end(self, _tag: str) -> None:
        if self._field and len(self._open) == self._field_depth:
            text = "".join(self._pieces)[:_LONGEST_FIELD_CHARACTERS].strip()
            if text:
                self._item.setdefault(self._field, text)
            self._field = None
        self._open.pop()


def _name(tag: str) -> str:
    namespace, _, name = tag.rpartition("}")
    if namespace in _NAMESPACES:
        return name
    return name if namespace == _RDF_NAMESPACE and name == "RDF" else ""


def _item(fields: dict[str, str]) -> FeedItem | None:
    address = fields.get("link") or fields.get("permalink") or ""
    link = address if len(address) <= LONGEST_LINK_CHARACTERS and is_web_address(address) else None
    key = canonical_line(fields.get("guid") or fields.get("permalink") or fields.get("id") or link or "")
    if not key:
        return None
    title = canonical_line(fields["plain_title"]) if "plain_title" in fields else _title(fields.get("title", ""))
    dates = (_moment(fields[name]) for name in _DATES if name in fields)
    return FeedItem(
        key=key[:LONGEST_KEY_CHARACTERS],
        title=title[:LONGEST_ITEM_TITLE_CHARACTERS],
        link=link,
        published=next((moment for moment in dates if moment), None),
    )


def _title(text: str) -> str:
    """Without the HTML that RSS allows in it and some sites escape twice."""
    return canonical_line(html.unescape(_TAG.sub("", html.unescape(text))))


def _moment(text: str) -> dt.datetime | None:
    """A moment by RFC 822 or ISO 8601; None for a day without a time and for what is neither."""
    try:
        moment = dt.datetime.fromisoformat(text) if text[:4].isdigit() else email.utils.parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:
        # RFC 5322 writes -0000 for UTC without a word on where; an ISO moment without an offset is nowhere.
        return None if text[:4].isdigit() else moment.replace(tzinfo=dt.UTC)
    return moment
