"""Announcements before they are sent: what may be quoted, what was chosen of it, and when it is due."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Row, insert, select, update

from verbale.answer import Citation
from verbale.language import Language
from verbale.store.ledger import citation_as_json, citation_of
from verbale.store.outbox import RECALLED
from verbale.store.schema import announcements


class AnnouncementState(StrEnum):
    """What has become of an announcement; the last two are final."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    SENT = "sent"
    DISCARDED = "discarded"


OPEN = (AnnouncementState.DRAFT, AnnouncementState.SCHEDULED)


@dataclass(frozen=True)
class Announcement:
    """An announcement of edition number ``edition`` of a briefing.

    ``citations`` are those that may be chosen, in the order of the text; ``chosen`` are places among them.
    ``chat_id`` and ``message_id`` are where it is controlled, in ``language``. ``delivery`` is what it became when it
    was sent.
    """

    id: int
    state: AnnouncementState
    briefing: str
    edition: int
    citations: tuple[Citation, ...]
    chosen: tuple[int, ...]
    due_at: datetime | None
    delivery: int | None
    made_by: int | None
    chat_id: int | None
    message_id: int | None
    made_at: datetime
    language: Language | None = None

    @property
    def posted(self) -> tuple[Citation, ...]:
        """The citations that are posted, in the order of the text."""
        return tuple(self.citations[place] for place in sorted(self.chosen))


def make(
    connection: Connection,
    now: datetime,
    *,
    briefing: str,
    edition: int,
    citations: Sequence[Citation],
    chosen: Sequence[int],
    made_by: int | None,
    due_at: datetime | None = None,
    language: Language | None = None,
) -> Announcement:
    """Keep an announcement: a draft, or where ``due_at`` is given one that is sent by itself then."""
    state = AnnouncementState.DRAFT if due_at is None else AnnouncementState.SCHEDULED
    made = connection.execute(
        insert(announcements).values(
            state=state.value,
            briefing=briefing,
            edition=edition,
            quotes=[citation_as_json(one) for one in citations],
            chosen=list(chosen),
            due_at=due_at,
            made_by=made_by,
            made_at=now,
            language=None if language is None else language.value,
        )
    )
    announcement_id: int = next(iter(made.inserted_primary_key or ()))
    found = read(connection, announcement_id)
    if found is None:
        raise LookupError(f"announcement {announcement_id} is not there")
    return found


def read(connection: Connection, announcement_id: int) -> Announcement | None:
    """The announcement with this id, or None."""
    row = connection.execute(select(announcements).where(announcements.c.id == announcement_id)).one_or_none()
    return None if row is None else _announcement(row)


def latest_draft(
    connection: Connection, briefing: str, edition: int, made_by: int | None, since: datetime
) -> Announcement | None:
    """The newest draft for an edition that somebody made at or after ``since``, or None."""
    query = select(announcements).where(
        announcements.c.state == AnnouncementState.DRAFT.value,
        announcements.c.briefing == briefing,
        announcements.c.edition == edition,
        announcements.c.made_by == made_by,
        announcements.c.made_at >= since,
    )
    row = connection.execute(query.order_by(announcements.c.id.desc()).limit(1)).one_or_none()
    return None if row is None else _announcement(row)


def of_delivery(connection: Connection, delivery_id: int) -> Announcement | None:
    """The announcement that a delivery sends, or None."""
    row = connection.execute(select(announcements).where(announcements.c.delivery == delivery_id)).one_or_none()
    return None if row is None else _announcement(row)


def due(connection: Connection, now: datetime) -> list[Announcement]:
    """The scheduled announcements whose time has come, the earliest first."""
    query = select(announcements).where(
        announcements.c.state == AnnouncementState.SCHEDULED.value, announcements.c.due_at <= now
    )
    return [_announcement(row) for row in connection.execute(query.order_by(announcements.c.due_at))]


def scheduled(connection: Connection, most: int) -> list[Announcement]:
    """The scheduled ones, ``most`` of them at most, the earliest first."""
    query = select(announcements).where(announcements.c.state == AnnouncementState.SCHEDULED.value)
    return [_announcement(row) for row in connection.execute(query.order_by(announcements.c.due_at).limit(most))]


def is_announced(connection: Connection, briefing: str, edition: int) -> bool:
    """Whether an edition was sent, and not recalled since."""
    query = select(announcements.c.id).where(
        announcements.c.briefing == briefing,
        announcements.c.edition == edition,
        announcements.c.state == AnnouncementState.SENT.value,
        announcements.c.delivery.not_in(RECALLED),
    )
    return connection.scalar(query.limit(1)) is not None


def shown_as(connection: Connection, announcement: Announcement) -> None:
    """Remember the message, given with the announcement, by which it is controlled."""
    values = {"chat_id": announcement.chat_id, "message_id": announcement.message_id}
    connection.execute(update(announcements).where(announcements.c.id == announcement.id).values(values))


def renew(
    connection: Connection,
    announcement_id: int,
    *,
    edition: int,
    citations: Sequence[Citation],
    chosen: Sequence[int],
    due_at: datetime,
) -> bool:
    """Have another edition sent, or at another moment; False where it is no longer open."""
    values = {
        "edition": edition,
        "quotes": [citation_as_json(one) for one in citations],
        "chosen": list(chosen),
        "due_at": due_at,
    }
    return _change(connection, announcement_id, values)


def automatic(connection: Connection) -> list[Announcement]:
    """Those of the scheduled ones that nobody made."""
    query = select(announcements).where(
        announcements.c.state == AnnouncementState.SCHEDULED.value, announcements.c.made_by.is_(None)
    )
    return [_announcement(row) for row in connection.execute(query.order_by(announcements.c.id))]


def choose(connection: Connection, announcement_id: int, chosen: Iterable[int]) -> bool:
    """Choose what is posted; False where the announcement is no longer open."""
    return _change(connection, announcement_id, {"chosen": sorted(chosen)})


def schedule(connection: Connection, announcement_id: int, due_at: datetime) -> bool:
    """Have it sent at ``due_at``; False where it is no longer open."""
    return _change(connection, announcement_id, {"state": AnnouncementState.SCHEDULED.value, "due_at": due_at})


def unschedule(connection: Connection, announcement_id: int) -> bool:
    """Let it wait for a word again; False where it is no longer open."""
    return _change(connection, announcement_id, {"state": AnnouncementState.DRAFT.value, "due_at": None})


def discard(connection: Connection, announcement_id: int) -> bool:
    """Never send it; False where it is no longer open."""
    return _change(connection, announcement_id, {"state": AnnouncementState.DISCARDED.value})


def close_as_sent(connection: Connection, announcement_id: int, delivery_id: int) -> bool:
    """It is sent by this delivery; True only for whoever closes it first. To be done where the delivery is planned."""
    return _change(connection, announcement_id, {"state": AnnouncementState.SENT.value, "delivery": delivery_id})


def _change(connection: Connection, announcement_id: int, values: dict[str, object]) -> bool:
    this = announcements.c.id == announcement_id, announcements.c.state.in_([state.value for state in OPEN])
    return connection.execute(update(announcements).where(*this).values(values)).rowcount == 1


def _announcement(row: Row[tuple[object, ...]]) -> Announcement:
    return Announcement(
        id=row.id,
        state=AnnouncementState(row.state),
        briefing=row.briefing,
        edition=row.edition,
        citations=tuple(citation_of(one) for one in row.quotes),
        chosen=tuple(row.chosen),
        due_at=row.due_at,
        delivery=row.delivery,
        made_by=row.made_by,
        chat_id=row.chat_id,
        message_id=row.message_id,
        made_at=row.made_at,
        language=None if row.language is None else Language(row.language),
    )
