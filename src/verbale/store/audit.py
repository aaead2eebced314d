"""The audit log: every administrative act and every edition, each entry sealed with the one before it.

An entry's SHA-256 is over its number, moment, actor, act, subject, details and the SHA-256 of the entry before.
Nothing can be altered, put in or taken out before the last entry without the chain breaking. Whoever wants to be sure
of the end as well notes the last SHA-256 elsewhere: a backup names it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import Connection, Row, func, insert, select

from verbale.errors import Damaged
from verbale.store.schema import audit, editions, schema_info

FIRST_LINK = "0" * 64
"""Stands for the entry before the first."""
PROGRAM = "program"
"""Actor of what no person did."""
COMMAND_LINE = "command line"
ROWS_AT_ONCE = 1_000

Detail = str | int | bool | None | list[str]


class Act(StrEnum):
    """What was done."""

    BEGUN = "log begun"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"
    DETAILS = "details changed"
    REINDEXED = "reindexed"
    ROLLED_BACK = "rolled back"
    ADMIN_ADDED = "administrator added"
    ADMIN_REMOVED = "administrator removed"
    AUDIENCE_MADE = "audience made"
    AUDIENCE_REMOVED = "audience removed"
    MEMBER_ADDED = "member added"
    MEMBER_REMOVED = "member removed"
    FEED_ADDED = "feed added"
    FEED_REMOVED = "feed removed"
    MESSAGES_CORRECTED = "messages corrected"
    ANNOUNCED = "announced"
    ANNOUNCEMENT_STOPPED = "announcement stopped"
    RECALLED = "recalled"
    EXPORTED = "exported"
    BACKED_UP = "backed up"


EDITIONS_OF = frozenset({Act.PUBLISHED, Act.CORRECTED})
"""Acts that add an edition; their details name its number and SHA-256."""


@dataclass(frozen=True)
class Entry:
    """One entry. ``actor`` is ``user N`` or what else acted, ``subject`` the briefing, audience or feed in question."""

    number: int
    at: datetime
    actor: str
    act: Act
    subject: str
    details: Mapping[str, Detail]
    sha256: str


@dataclass(frozen=True)
class Checked:
    """A chain that is whole: how many entries it has and the SHA-256 of the last, which seals all of them."""

    entries: int
    last_sha256: str


def user(user_id: int) -> str:
    """A person as an actor: by the id alone, which does not change."""
    return f"user {user_id}"


def append(
    connection: Connection,
    now: datetime,
    actor: str,
    act: Act,
    subject: str,
    details: Mapping[str, Detail] | None = None,
) -> str:
    """Append an entry in the transaction of the act itself, and return its SHA-256."""
    # Where writers are many, they take turns here; SQLite has one writer anyway.
    connection.execute(select(schema_info.c.id).with_for_update())
    last = connection.execute(
        select(audit.c.number, audit.c.sha256).order_by(audit.c.number.desc()).limit(1)
    ).one_or_none()
    number, previous = (1, FIRST_LINK) if last is None else (last.number + 1, last.sha256)
    written = json.dumps(dict(details or {}), ensure_ascii=False, sort_keys=True)
    sha256 = _seal(number, now, actor, act.value, subject, written, previous)
    connection.execute(
        insert(audit).values(
            number=number,
            at=now,
            actor=actor,
            act=act.value,
            subject=subject,
            details=written,
            previous_sha256=previous,
            sha256=sha256,
        )
    )
    return sha256


def begin(connection: Connection, now: datetime) -> None:
    """Write the first entry, which seals the editions that there are already."""
    query = select(editions.c.briefing, editions.c.number, editions.c.sha256)
    known = [(row.briefing, row.number, row.sha256) for row in connection.execute(query)]
    append(connection, now, PROGRAM, Act.BEGUN, "", {"editions": len(known), "sha256": _digest(known)})


def entries(connection: Connection, most: int, before: int | None = None) -> list[Entry]:
    """The last entries, newest first; those before number ``before`` where it is given."""
    query = select(audit).order_by(audit.c.number.desc()).limit(most)
    if before is not None:
        query = query.where(audit.c.number < before)
    return [_entry(row) for row in connection.execute(query)]


def check(connection: Connection) -> Checked:
    """Compare every entry with its seal, and the editions in the store with those that the entries name.

    Raises:
        Damaged: the first damage, named.
    """
    number, previous = 0, FIRST_LINK
    named: dict[tuple[str, int], str] = {}
    begun: Mapping[str, Detail] = {}
    query = select(audit).order_by(audit.c.number).execution_options(yield_per=ROWS_AT_ONCE)
    try:
        for row in connection.execute(query):
            number += 1
            entry = _checked(row, number, previous)
            previous = entry.sha256
            if number == 1:
                begun = entry.details
            elif entry.act in EDITIONS_OF:
                _name(named, entry)
    except (ValueError, TypeError, KeyError) as error:
        raise Damaged(f"Entry {number} of the audit log cannot be read.") from error
    if not begun:
        raise Damaged("The audit log has no beginning.")
    _check_editions(connection, named, begun)
    return Checked(number, previous)


def _checked(row: Row[tuple[object, ...]], number: int, previous: str) -> Entry:
    """The entry in a row, which must be number ``number`` and follow the one sealed by ``previous``."""
    if row.number != number:
        raise Damaged(f"The audit log has no entry {number}: entry {row.number} follows entry {number - 1}.")
    seal = _seal(number, row.at, row.actor, row.act, row.subject, row.details, previous)
    if row.previous_sha256 != previous or row.sha256 != seal:
        raise Damaged(f"Entry {number} of the audit log ({row.act}) is not what was written.")
    entry = _entry(row)
    if (entry.act is Act.BEGUN) != (number == 1):
        raise Damaged(f"Entry {number} of the audit log ({row.act}) does not stand at the beginning, where it belongs.")
    return entry


def _name(named: dict[tuple[str, int], str], entry: Entry) -> None:
    """Remember the edition that an entry names; an edition is immutable, so that it is named once."""
    edition = entry.subject, int(str(entry.details["edition"]))
    if edition in named:
        raise Damaged(f"Entry {entry.number} of the audit log names edition {edition[1]} of {edition[0]} once more.")
    named[edition] = str(entry.details["sha256"])


def has_news_for_the_index(connection: Connection) -> bool:
    """Whether something was published since the index was last built, or gone back from, on purpose."""
    last = _last_for_the_index(connection)
    return last is not None and last.act in EDITIONS_OF


def knows_what_serves(connection: Connection, subject: str) -> bool:
    """Whether the log ends, as far as the index is concerned, with ``subject``, a generation, being let serve.

    It does not where a process was killed after it had let it serve. A log that has not told of the index yet is no
    such case.
    """
    last = _last_for_the_index(connection)
    return last is None or (last.act not in EDITIONS_OF and last.subject == subject)


def was_rolled_back_to(connection: Connection, subject: str) -> bool:
    """Whether the log ends, as far as the index is concerned, with a return to ``subject``, a generation."""
    last = _last_for_the_index(connection)
    return last is not None and (last.act, last.subject) == (Act.ROLLED_BACK, subject)


def _last_for_the_index(connection: Connection) -> Entry | None:
    acts = [act.value for act in (*EDITIONS_OF, Act.REINDEXED, Act.ROLLED_BACK)]
    query = select(audit).where(audit.c.act.in_(acts)).order_by(audit.c.number.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return None if row is None else _entry(row)


def _check_editions(connection: Connection, named: Mapping[tuple[str, int], str], begun: Mapping[str, Detail]) -> None:
    unnamed: list[tuple[str, int, str]] = []
    missing = dict(named)
    for row in connection.execute(select(editions.c.briefing, editions.c.number, editions.c.sha256)):
        sha256 = missing.pop((row.briefing, row.number), None)
        if sha256 is None:
            unnamed.append((row.briefing, row.number, row.sha256))
        elif sha256 != row.sha256:
            raise Damaged(f"Edition {row.number} of {row.briefing} is not the one that the audit log names.")
    for briefing, number in missing:
        raise Damaged(f"Edition {number} of {briefing} stands in the audit log, but not in the store.")
    if len(unnamed) != begun["editions"] or _digest(unnamed) != begun["sha256"]:
        raise Damaged("The store holds other editions than the audit log: some of them have no entry, or are missing.")


def _seal(number: int, at: datetime, actor: str, act: str, subject: str, details: str, previous: str) -> str:
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    fields = [number, moment, actor, act, subject, details, previous]
    return hashlib.sha256(json.dumps(fields, ensure_ascii=False).encode()).hexdigest()


def _digest(known: Iterable[tuple[str, int, str]]) -> str:
    return hashlib.sha256(json.dumps(sorted(known), ensure_ascii=False).encode()).hexdigest()


def _entry(row: Row[tuple[object, ...]]) -> Entry:
    return Entry(row.number, row.at, row.actor, Act(row.act), row.subject, json.loads(row.details), row.sha256)


def count(connection: Connection) -> int:
    """How many entries there are."""
    entries: int = connection.execute(select(func.count()).select_from(audit)).scalar_one()
    return entries
