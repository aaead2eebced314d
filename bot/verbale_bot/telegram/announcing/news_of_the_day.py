"""What was announced since a chat's last digest, as far as the chat wants it and may see it."""

from datetime import datetime
from functools import cache

from sqlalchemy import Connection, and_, exists, select

from verbale.briefing import Briefing
from verbale.corrections import ANNOUNCEMENT
from verbale.store import announcements
from verbale.store.announcements import Announcement
from verbale.store.briefings import BriefingStore, read_briefing
from verbale.store.delivery import DeliveryState
from verbale.store.outbox import RECALLED
from verbale.store.schema import announcements as announced
from verbale.store.schema import deliveries
from verbale.store.subscriptions import Subscription
from verbale.wanted import is_wanted
from verbale_bot.telegram.announcing.planning import Subject, subject_in
from verbale_bot.telegram.announcing.posting import may_be_told


class News:
    """What was announced until a moment, for one chat after the other; each briefing is read once."""

    def __init__(self, connection: Connection, store: BriefingStore, until: datetime, now: datetime) -> None:
        self._connection = connection
        self._store = store.within(connection)
        self._until = until
        self._now = now
        self._since = cache(self._read_since)
        self._subject = cache(self._read_subject)

    def wanted_by(self, subscription: Subscription, since: datetime) -> list[tuple[Announcement, Briefing]]:
        """What was announced after ``since`` that a chat wants and may see, with the briefings as they are now."""
        found = []
        for one in self._since(since):
            subject = self._subject(one.briefing)
            if subject is None or not may_be_told(self._connection, subscription.chat_id, subject.briefing, self._now):
                continue
            if is_wanted(subscription, subject.briefing, subject.countries):
                found.append((one, subject.briefing))
        return found

    def _read_since(self, since: datetime) -> tuple[Announcement, ...]:
        return announced_within(self._connection, since, self._until)

    def _read_subject(self, name: str) -> Subject | None:
        briefing = read_briefing(self._connection, name)
        return None if briefing is None else subject_in(self._store, briefing)


def announced_within(connection: Connection, since: datetime, until: datetime) -> tuple[Announcement, ...]:
    """What was announced after ``since`` and until ``until``, and neither stopped nor recalled; in order.

    Of each briefing the last. An edition that had been announced before, and is announced to others now, is no news.
    """
    earlier, earlier_delivery = announced.alias(), deliveries.alias()
    stands = and_(
        deliveries.c.kind == ANNOUNCEMENT,
        deliveries.c.state != DeliveryState.STOPPED.value,
        deliveries.c.id.not_in(RECALLED),
    )
    stood = and_(
        earlier_delivery.c.state != DeliveryState.STOPPED.value,
        earlier_delivery.c.id.not_in(RECALLED),
        earlier_delivery.c.made_at <= since,
    )
    is_known = exists().where(
        earlier.c.briefing == announced.c.briefing,
        earlier.c.edition == announced.c.edition,
        earlier.c.delivery == earlier_delivery.c.id,
        stood,
    )
    query = (
        select(announced.c.id)
        .join(deliveries, deliveries.c.id == announced.c.delivery)
        .where(stands, deliveries.c.made_at > since, deliveries.c.made_at <= until, ~is_known)
        .order_by(deliveries.c.made_at, deliveries.c.id)
    )
    found: dict[str, Announcement] = {}
    for announcement_id in connection.scalars(query).all():
        one = announcements.read(connection, announcement_id)
        if one is not None:
            found.pop(one.briefing, None)
            found[one.briefing] = one
    return tuple(found.values())
