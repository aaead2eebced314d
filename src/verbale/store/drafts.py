"""Drafts: documents that were understood, and wait for an administrator to publish or discard them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, select, update

from verbale.intake.document import Document, SourceFile
from verbale.language import Language
from verbale.store.publishing import details_of
from verbale.store.schema import drafts


class DraftState(StrEnum):
    """What has become of a draft; all but ``OPEN`` is final."""

    OPEN = "open"
    PUBLISHED = "published"
    DISCARDED = "discarded"


class Origin(StrEnum):
    """How a draft came: as a file, as the text of a message, from an address that was named, or from a feed."""

    FILE = "file"
    TEXT = "text"
    ADDRESS = "address"
    FEED = "feed"


@dataclass(frozen=True)
class Draft:
    """A document before it is a briefing.

    ``briefing`` is the id that it will be published under, ``feed`` that of the feed it came from. ``chat_id`` and
    ``message_id`` are where it is shown, None before that. ``made_by`` is a person's id, None where nobody asked.
    """

    id: int
    state: DraftState
    origin: Origin
    feed: int | None
    briefing: str
    file_name: str
    document: Document
    made_by: int | None
    chat_id: int | None
    message_id: int | None
    made_at: datetime


def make(
    connection: Connection,
    now: datetime,
    *,
    origin: Origin,
    briefing: str,
    source: SourceFile,
    document: Document,
    feed: int | None = None,
    made_by: int | None = None,
) -> Draft:
    """Keep ``document``, and the file ``source`` that it was read from, as an open draft."""
    made = connection.execute(
        insert(drafts).values(
            state=DraftState.OPEN.value,
            origin=origin.value,
            feed=feed,
            briefing=briefing,
            file_name=source.name,
            data=source.data,
            made_by=made_by,
            made_at=now,
            **_as_columns(document),
        )
    )
    draft_id: int = next(iter(made.inserted_primary_key or ()))
    return Draft(
        id=draft_id,
        state=DraftState.OPEN,
        origin=origin,
        feed=feed,
        briefing=briefing,
        file_name=source.name,
        document=document,
        made_by=made_by,
        chat_id=None,
        message_id=None,
        made_at=now,
    )


def read(connection: Connection, draft_id: int) -> Draft | None:
    """The draft with this id, whatever its state, or None."""
    row = connection.execute(select(*_ALL_BUT_DATA).where(drafts.c.id == draft_id)).one_or_none()
    return None if row is None else _draft(row)


def original(connection: Connection, draft_id: int) -> bytes | None:
    """The bytes of the file as they came; None where the draft was closed, or there is none."""
    return connection.scalar(select(drafts.c.data).where(drafts.c.id == draft_id))


def shown_as(connection: Connection, draft_id: int, chat_id: int, message_id: int) -> None:
    """Remember the message that shows a draft."""
    connection.execute(update(drafts).where(drafts.c.id == draft_id).values(chat_id=chat_id, message_id=message_id))


def change(connection: Connection, draft_id: int, document: Document) -> bool:
    """Put ``document`` in place of the draft's own; False where the draft is not open. The original bytes stay."""
    changed = connection.execute(update(drafts).where(*_is_open(draft_id)).values(**_as_columns(document)))
    return changed.rowcount == 1


def rename(connection: Connection, draft_id: int, briefing: str) -> bool:
    """Choose the id that the draft will be published under; False where the draft is not open."""
    changed = connection.execute(update(drafts).where(*_is_open(draft_id)).values(briefing=briefing))
    return changed.rowcount == 1


def close(connection: Connection, draft_id: int, state: DraftState) -> bool:
    """Be done with a draft and empty its bytes; True only for whoever closes it first.

    Whoever publishes needs the bytes: they are to be read before, in the same transaction.
    """
    if state is DraftState.OPEN:
        raise ValueError("a draft is not closed by leaving it open")
    closed = connection.execute(update(drafts).where(*_is_open(draft_id)).values(state=state.value, data=None))
    return closed.rowcount == 1


def open_drafts(connection: Connection, most: int) -> list[Draft]:
    """The open drafts, ``most`` of them at most, newest first."""
    query = select(*_ALL_BUT_DATA).where(drafts.c.state == DraftState.OPEN.value)
    newest = query.order_by(drafts.c.made_at.desc(), drafts.c.id.desc())
    return [_draft(row) for row in connection.execute(newest.limit(most))]


def drop_old(connection: Connection, before: datetime) -> int:
    """Delete the closed drafts that were made before ``before``, and return how many.

    The newest draft of all stays: SQLite would give its id to the next one, and buttons in old messages name ids.
    """
    old = drafts.c.state != DraftState.OPEN.value, drafts.c.made_at < before
    newest = select(func.max(drafts.c.id)).scalar_subquery()
    return connection.execute(delete(drafts).where(*old, drafts.c.id < newest)).rowcount


_ALL_BUT_DATA = [column for column in drafts.c if column is not drafts.c.data]


def _is_open(draft_id: int) -> tuple[ColumnElement[bool], ...]:
    return drafts.c.id == draft_id, drafts.c.state == DraftState.OPEN.value


def _as_columns(document: Document) -> dict[str, object]:
    return {"text": document.text, "furniture": list(document.furniture), **details_of(document)}


def _draft(row: Row[tuple[object, ...]]) -> Draft:
    return Draft(
        id=row.id,
        state=DraftState(row.state),
        origin=Origin(row.origin),
        feed=row.feed,
        briefing=row.briefing,
        file_name=row.file_name,
        document=Document(
            text=row.text,
            title=row.title,
            date=row.date,
            language=Language(row.language),
            source_url=row.source_url,
            visit=row.visit,
            audience=tuple(row.audience),
            embargo_until=row.embargo_until,
            furniture=tuple(row.furniture),
        ),
        made_by=row.made_by,
        chat_id=row.chat_id,
        message_id=row.message_id,
        made_at=row.made_at,
    )
