"""Who gets an announcement: planned in one transaction, a row a chat, before anything is sent."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from verbale.briefing import PUBLIC, Briefing
from verbale.corrections import ANNOUNCEMENT
from verbale.store import announcements, audit, outbox, subscriptions
from verbale.store.announcements import Announcement
from verbale.store.audit import Act
from verbale.store.outbox import Delivery
from verbale.store.schema import audience_members
from verbale.store.subscriptions import Subscription
from verbale.wanted import is_wanted


class CannotAnnounce(Exception):
    """It is not to be announced as it stands; the bot's message with this ``name`` says why and what to do."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True)
class Subject:
    """A briefing that is announced, with the countries that it names by ISO code."""

    briefing: Briefing
    countries: frozenset[str]


def recipients(connection: Connection, subject: Subject) -> Iterator[Subscription]:
    """The subscriptions that want the briefing and may see it."""
    audience = set(subject.briefing.audience)
    members: frozenset[int] | None = None
    if PUBLIC not in audience:
        query = select(audience_members.c.member_id).where(audience_members.c.audience.in_(sorted(audience)))
        members = frozenset(connection.scalars(query))
    for one in subscriptions.all_active(connection):
        may_see = members is None or one.chat_id in members
        if may_see and is_wanted(one, subject.briefing, subject.countries):
            yield one


def at_once(chats: Iterable[Subscription]) -> list[Subscription]:
    """Those who are told at once, and not by a digest."""
    return [one for one in chats if one.digest_hour is None]


def plan_announcement(
    connection: Connection, announcement: Announcement, subject: Subject, now: datetime, actor: str
) -> Delivery:
    """Close the announcement and write its delivery with a row for each chat; all of it, or nothing.

    Raises:
        CannotAnnounce: it was sent or discarded meanwhile, or the briefing has changed or may not be seen.
    """
    briefing = subject.briefing
    if briefing.withdrawn_at is not None or briefing.current_edition != announcement.edition:
        raise CannotAnnounce("announce-changed")
    if briefing.embargo_until is not None and now < briefing.embargo_until:
        raise CannotAnnounce("announce-embargo")
    rows = [(one.chat_id, one.thread_id, None) for one in at_once(recipients(connection, subject))]
    delivery_id = outbox.plan(
        connection,
        now,
        kind=ANNOUNCEMENT,
        mode="post",
        briefing=briefing.id,
        edition=announcement.edition,
        made_by=announcement.made_by,
        rows=rows,
        report_chat_id=announcement.chat_id,
        report_message_id=announcement.message_id,
    )
    if not announcements.close_as_sent(connection, announcement.id, delivery_id):
        raise CannotAnnounce("announce-gone")
    audit.append(
        connection, now, actor, Act.ANNOUNCED, briefing.id, {"edition": announcement.edition, "chats": len(rows)}
    )
    delivery = outbox.read_delivery(connection, delivery_id)
    if delivery is None:
        raise LookupError(f"delivery {delivery_id} is not there")
    return delivery
