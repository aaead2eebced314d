"""Feeds and folders that are watched for new briefings, and which of their items were seen."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Row, delete, insert, select, update

from verbale.errors import Refused
from verbale.store.schema import drafts, feed_items, feeds

KEYS_A_QUERY = 900
"""SQLite before 3.32 takes 999 values in a statement."""


class FeedKind(StrEnum):
    """What is watched: an RSS or Atom feed on the web, or a folder."""

    WEB = "feed"
    FOLDER = "folder"


class Rule(StrEnum):
    """What becomes of a new item: a draft that somebody is asked about, or a briefing at once."""

    ASK = "ask"
    PUBLISH = "publish"


@dataclass(frozen=True)
class Feed:
    """Something that is watched.

    ``address`` is a web address or the path of a folder. ``visit`` and ``audience`` are given to its items.
    ``checked_at`` is when it was last read, or tried; ``failure`` is why that did not work, None where it did. ``etag``
    and ``last_modified`` are those of the last answer that could be read.
    """

    id: int
    kind: FeedKind
    address: str
    rule: Rule
    visit: str | None
    audience: tuple[str, ...]
    added_by: int | None
    added_at: datetime
    checked_at: datetime | None = None
    etag: str | None = None
    last_modified: str | None = None
    failure: str | None = None


def add(
    connection: Connection,
    now: datetime,
    *,
    kind: FeedKind,
    address: str,
    rule: Rule,
    visit: str | None,
    audience: Sequence[str],
    added_by: int | None,
) -> Feed:
    """Watch something from now on.

    Raises:
        Refused: it is watched already; each of its items would come twice.
    """
    same = feeds.c.kind == kind.value, feeds.c.address == address
    if connection.scalars(select(feeds.c.id).where(*same)).first() is not None:
        raise Refused(f"{address} is watched already.", "Remove it first to watch it in another way.")
    added = connection.execute(
        insert(feeds).values(
            kind=kind.value,
            address=address,
            rule=rule.value,
            visit=visit,
            audience=list(audience),
            added_by=added_by,
            added_at=now,
        )
    )
    feed_id: int = next(iter(added.inserted_primary_key or ()))
    return Feed(feed_id, kind, address, rule, visit, tuple(audience), added_by, now)


def remove(connection: Connection, feed_id: int) -> bool:
    """Watch a feed no longer, and forget its items; False where there is no such feed.

    Its drafts stay, but name it no longer: SQLite may give its id to another feed.
    """
    connection.execute(delete(feed_items).where(feed_items.c.feed == feed_id))
    connection.execute(update(drafts).where(drafts.c.feed == feed_id).values(feed=None))
    return connection.execute(delete(feeds).where(feeds.c.id == feed_id)).rowcount == 1


def all_feeds(connection: Connection) -> list[Feed]:
    """All that is watched, in the order in which it was added."""
    return [_feed(row) for row in connection.execute(select(feeds).order_by(feeds.c.added_at, feeds.c.id))]


def read(connection: Connection, feed_id: int) -> Feed | None:
    """The feed with this id, or None."""
    row = connection.execute(select(feeds).where(feeds.c.id == feed_id)).one_or_none()
    return None if row is None else _feed(row)


def set_rule(connection: Connection, feed_id: int, rule: Rule) -> bool:
    """Choose what becomes of new items; False where there is no such feed."""
    return connection.execute(update(feeds).where(feeds.c.id == feed_id).values(rule=rule.value)).rowcount == 1


def checked(
    connection: Connection,
    feed_id: int,
    now: datetime,
    *,
    etag: str | None = None,
    last_modified: str | None = None,
    failure: str | None = None,
) -> None:
    """Remember that a feed was read, and with which marks of its version; or why it could not be.

    A failure leaves the marks as they are: those of an answer that could not be understood would have the server say
    "not modified" the next time, and what stands in it would never be read.
    """
    values = {"checked_at": now, "failure": failure}
    if failure is None:
        values |= {"etag": etag, "last_modified": last_modified}
    connection.execute(update(feeds).where(feeds.c.id == feed_id).values(values))


def new_items(connection: Connection, feed_id: int, keys: Sequence[str]) -> list[str]:
    """Those of ``keys`` that were never marked as seen, each once, in the given order. Nothing is marked."""
    by_sha256 = {_sha256(key): key for key in keys}
    known = _known(connection, feed_id, list(by_sha256))
    return [key for sha256, key in by_sha256.items() if sha256 not in known]


def mark_seen(connection: Connection, feed_id: int, keys: Iterable[str], now: datetime) -> None:
    """Mark items as seen; those that are keep their moment. Nothing is kept for a feed that was removed meanwhile."""
    if read(connection, feed_id) is None:
        return
    all_sha256 = list(dict.fromkeys(_sha256(key) for key in keys))
    known = _known(connection, feed_id, all_sha256)
    rows = [{"feed": feed_id, "key_sha256": one, "seen_at": now} for one in all_sha256 if one not in known]
    if rows:
        connection.execute(insert(feed_items), rows)


def _sha256(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _known(connection: Connection, feed_id: int, all_sha256: Sequence[str]) -> set[str]:
    known: set[str] = set()
    for at in range(0, len(all_sha256), KEYS_A_QUERY):
        among = feed_items.c.key_sha256.in_(all_sha256[at : at + KEYS_A_QUERY])
        known.update(connection.scalars(select(feed_items.c.key_sha256).where(feed_items.c.feed == feed_id, among)))
    return known


def _feed(row: Row[tuple[object, ...]]) -> Feed:
    return Feed(
        id=row.id,
        kind=FeedKind(row.kind),
        address=row.address,
        rule=Rule(row.rule),
        visit=row.visit,
        audience=tuple(row.audience),
        added_by=row.added_by,
        added_at=row.added_at,
        checked_at=row.checked_at,
        etag=row.etag,
        last_modified=row.last_modified,
        failure=row.failure,
    )
