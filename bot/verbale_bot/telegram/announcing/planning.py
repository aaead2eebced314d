"""Who gets an announcement: planned in one transaction, a row a chat, before anything is sent."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from verbale.briefing import PUBLIC, Briefing
from verbale.corrections import ANNOUNCEMENT
from verbale.store import announcements, audit, outbox, subscriptions
from verbale.store.announcements import Announcement
from verbale.store.audit import Act
from verbale.store.briefings import BriefingStore, read_briefing
from verbale.store.delivery import Delivery
from verbale.store.schema import audience_members
from verbale.store.subscriptions import Subscription
from verbale.wanted import countries_of, is_wanted


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


def subject_in(store: BriefingStore, briefing: Briefing) -> Subject:
    """A briefing with the countries that its present edition names."""
    key = briefing.id, briefing.current_edition
    return Subject(briefing, countries_of(briefing.title, briefing.visit, store.editions([key])[key].text))


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


def not_told_yet(connection: Connection, subject: Subject) -> list[Subscription]:
    """Those of them who are told at once, and not by a digest, and have not been told of this edition."""
    briefing = subject.briefing
    told = outbox.told_of(connection, ANNOUNCEMENT, briefing.id, briefing.current_edition)
    return [one for one in recipients(connection, subject) if one.digest_hour is None and one.chat_id not in told]


def check_announceable(announcement: Announcement, briefing: Briefing, now: datetime) -> None:
    """Check that a briefing still is what an announcement says of it.

    Raises:
        CannotAnnounce: it has changed, or may not be seen yet.
    """
    if briefing.withdrawn_at is not None or briefing.current_edition != announcement.edition:
        raise CannotAnnounce("announce-changed")
    if briefing.embargo_until is not None and now < briefing.embargo_until:
        raise CannotAnnounce("announce-embargo")


def plan_announcement(
    connection: Connection, announcement: Announcement, subject: Subject, now: datetime, actor: str
) -> Delivery:
    """Close the announcement and write its delivery with a row for each chat; all of it, or nothing.

    Whoever was told of this edition before is not told again.

    Raises:
        CannotAnnounce: it was sent or discarded meanwhile, everybody has been told, or as ``check_announceable``.
    """
    briefing = read_briefing(connection, announcement.briefing)  # it may have changed a moment ago
    if briefing is None:
        raise CannotAnnounce("announce-changed")
    check_announceable(announcement, briefing, now)
    subject = Subject(briefing, subject.countries)
    rows = [(one.chat_id, one.thread_id, None) for one in not_told_yet(connection, subject)]
    if not rows and announcements.is_announced(connection, briefing.id, announcement.edition):
        raise CannotAnnounce("announce-told")
    delivery = outbox.plan(
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
        language=announcement.language,
    )
    if not announcements.close_as_sent(connection, announcement.id, delivery.id):
        raise CannotAnnounce("announce-gone")
    audit.append(
        connection, now, actor, Act.ANNOUNCED, briefing.id, {"edition": announcement.edition, "chats": len(rows)}
    )
    return delivery
