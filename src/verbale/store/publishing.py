"""What is done to briefings: taken in, corrected, withdrawn, restored, described anew; each act is logged.

Every function works in the transaction of the connection that it is given.
"""

import hashlib
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Row, insert, select, update

from verbale.briefing import Briefing, Earlier
from verbale.edition import text_sha256
from verbale.errors import Refused
from verbale.inheriting import inheriting
from verbale.intake.document import Document, SourceFile
from verbale.intake.recipe import READING_VERSION
from verbale.store import audit
from verbale.store.audit import Act, Detail
from verbale.store.schema import briefings, editions, originals, revision


class Taken(StrEnum):
    """What taking in a document did."""

    NEW = "new"
    NEW_EDITION = "new edition"
    DETAILS = "details changed"
    UNCHANGED = "unchanged"


def take_in(
    connection: Connection,
    briefing_id: str,
    document: Document,
    source: SourceFile,
    now: datetime,
    actor: str,
    *,
    by_hand: bool = False,
) -> Taken:
    """Keep ``document`` as briefing ``briefing_id``: a new one, a next edition, or nothing where it is known.

    The bytes of the file that it was read from are kept beside the canonical text. With ``by_hand`` a person has
    confirmed the details; what a file that is read later does not say of itself then stays as it was confirmed, so
    that a briefing for few never becomes public because its file says nothing.
    """
    file_sha256 = hashlib.sha256(source.data).hexdigest()
    read_from = {"file_sha256": file_sha256, "reading_version": READING_VERSION}
    if connection.scalar(select(originals.c.sha256).where(originals.c.sha256 == file_sha256)) is None:
        connection.execute(insert(originals).values(sha256=file_sha256, data=source.data))
    known = connection.execute(select(briefings).where(briefings.c.id == briefing_id)).one_or_none()
    if known is not None and known.is_by_hand and not by_hand:
        document = inheriting(document, briefing_of(known))
        by_hand = True
    details = details_of(document) | {"is_by_hand": int(by_hand)}
    if known is None:
        connection.execute(insert(briefings).values(id=briefing_id, current_edition=1, **details, **read_from))
        _add_edition(connection, briefing_id, 1, document, source, now)
        details_in_log = _edition_in_log(1, document) | {"by_hand": by_hand}
        _note(connection, now, actor, Act.PUBLISHED, briefing_id, details_in_log)
        return Taken.NEW
    change = update(briefings).where(briefings.c.id == briefing_id)
    if _has_other_text(connection, known, document):
        number = known.current_edition + 1
        connection.execute(change.values(current_edition=number, **details, **read_from))
        _add_edition(connection, briefing_id, number, document, source, now)
        _note(connection, now, actor, Act.CORRECTED, briefing_id, _edition_in_log(number, document))
        return Taken.NEW_EDITION
    connection.execute(change.values(**details, **read_from))
    _show_to(connection, briefing_id, known.current_edition, document)
    changed = _changed(known, details)
    if not changed:
        return Taken.UNCHANGED
    _note(connection, now, actor, Act.DETAILS, briefing_id, {"changed": changed})
    return Taken.DETAILS


def withdraw(connection: Connection, briefing_id: str, now: datetime, actor: str) -> bool:
    """Take a briefing out of everything that is answered, at once; False where it was withdrawn before.

    Raises:
        Refused: there is no such briefing.
    """
    return _set_withdrawn(connection, briefing_id, now, actor, Act.WITHDRAWN, now)


def restore(connection: Connection, briefing_id: str, now: datetime, actor: str) -> bool:
    """Let a withdrawn briefing be answered from again; False where it was not withdrawn.

    Raises:
        Refused: there is no such briefing.
    """
    return _set_withdrawn(connection, briefing_id, now, actor, Act.RESTORED, None)


def describe(connection: Connection, briefing_id: str, document: Document, now: datetime, actor: str) -> bool:
    """Give a briefing the details of ``document``, whatever its text; False where they are those that it has.

    Raises:
        Refused: there is no such briefing.
    """
    known, details = _known(connection, briefing_id), details_of(document)
    changed = _changed(known, details)
    if changed:
        change = update(briefings).where(briefings.c.id == briefing_id)
        connection.execute(change.values(**details, is_by_hand=1))
        _show_to(connection, briefing_id, known.current_edition, document)
        _note(connection, now, actor, Act.DETAILS, briefing_id, {"changed": changed})
    return bool(changed)


def details_of(document: Document) -> dict[str, object]:
    """What a document says of itself, as the columns of a briefing."""
    return {
        "title": document.title,
        "date": document.date,
        "language": document.language.value,
        "source_url": document.source_url,
        "visit": document.visit,
        "audience": list(document.audience),
        "embargo_until": document.embargo_until,
    }


def briefing_of(row: Row[tuple[object, ...]], earlier: tuple[Earlier, ...] = ()) -> Briefing:
    """A row of the table of briefings as a briefing."""
    return Briefing(
        id=row.id,
        title=row.title,
        date=row.date,
        language=row.language,
        source_url=row.source_url,
        visit=row.visit,
        audience=tuple(row.audience),
        embargo_until=row.embargo_until,
        current_edition=row.current_edition,
        withdrawn_at=row.withdrawn_at,
        earlier=earlier,
    )


def _set_withdrawn(
    connection: Connection, briefing_id: str, now: datetime, actor: str, act: Act, withdrawn_at: datetime | None
) -> bool:
    known = _known(connection, briefing_id)
    if (known.withdrawn_at is None) == (withdrawn_at is None):
        return False
    connection.execute(update(briefings).where(briefings.c.id == briefing_id).values(withdrawn_at=withdrawn_at))
    _note(connection, now, actor, act, briefing_id, {"edition": known.current_edition})
    return True


def _known(connection: Connection, briefing_id: str) -> Row[tuple[object, ...]]:
    known = connection.execute(select(briefings).where(briefings.c.id == briefing_id)).one_or_none()
    if known is None:
        raise Refused(f"There is no briefing {briefing_id}.")
    return known


def _has_other_text(connection: Connection, known: Row[tuple[object, ...]], document: Document) -> bool:
    current = editions.c.briefing == known.id, editions.c.number == known.current_edition
    return connection.scalar(select(editions.c.sha256).where(*current)) != text_sha256(document.text)


def _changed(known: Row[tuple[object, ...]], details: dict[str, object]) -> list[str]:
    return [name for name, value in details.items() if name != "is_by_hand" and known._mapping[name] != value]


def _add_edition(
    connection: Connection, briefing_id: str, number: int, document: Document, source: SourceFile, now: datetime
) -> None:
    connection.execute(
        insert(editions).values(
            briefing=briefing_id,
            number=number,
            text=document.text,
            sha256=text_sha256(document.text),
            taken_in_at=now,
            furniture=list(document.furniture),
            file_name=source.name,
            original_sha256=hashlib.sha256(source.data).hexdigest(),
            audience=list(document.audience),
            embargo_until=document.embargo_until,
        )
    )


def _show_to(connection: Connection, briefing_id: str, number: int, document: Document) -> None:
    """The current edition is for those whom its briefing is for; earlier ones stay for those whom they were for."""
    this = editions.c.briefing == briefing_id, editions.c.number == number
    values = {"audience": list(document.audience), "embargo_until": document.embargo_until}
    connection.execute(update(editions).where(*this).values(values))


def _edition_in_log(number: int, document: Document) -> dict[str, Detail]:
    return {"edition": number, "sha256": text_sha256(document.text), "audience": list(document.audience)}


def _note(
    connection: Connection, now: datetime, actor: str, act: Act, briefing_id: str, details: dict[str, Detail]
) -> None:
    """Write the log's entry, and tell readers that their copies of the briefings' details are old."""
    audit.append(connection, now, actor, act, briefing_id, details)
    connection.execute(update(revision).values(number=revision.c.number + 1))
