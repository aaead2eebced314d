"""What is sent by itself: scheduled announcements, those of sources that announce by themselves, and digests."""

import asyncio
import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection, select

from verbale.briefing import Briefing
from verbale.errors import VerbaleError
from verbale.language import Language
from verbale.store import announcements, audit
from verbale.store.announcements import Announcement
from verbale.store.audit import Act
from verbale.store.briefings import read_briefing
from verbale.store.chats import read_chat
from verbale.store.outbox import Delivery
from verbale.store.schema import announcements as announced_table
from verbale.store.schema import audit as audit_log
from verbale_bot.messages import message as words
from verbale_bot.telegram.announcing.digests import plan_digests
from verbale_bot.telegram.announcing.offering import Offered, offer, subject_of
from verbale_bot.telegram.announcing.planning import CannotAnnounce, Subject, plan_announcement
from verbale_bot.telegram.desk import Desk
from verbale_bot.telegram.formatted import Formatted
from verbale_bot.telegram.rendering import shortened
from verbale_bot.telegram.sending import NotSent, Outgoing

logger = logging.getLogger(__name__)

LOOKED_EVERY_SECONDS = 2.0
NEWS_FOR = timedelta(days=1)
"""A briefing that was published longer ago is not announced by itself any more."""


@dataclass(frozen=True)
class _Wanted:
    """A briefing that is to be announced by itself, and when: at once, or at the end of its embargo."""

    briefing: Briefing
    due_at: datetime


class Scheduling:
    """Looks every two seconds for what is due; what came due while no process ran is sent at the start."""

    def __init__(self, desk: Desk, sources: frozenset[str]) -> None:
        """``sources`` are those whose new briefings are announced by themselves: folder, chat, feeds."""
        self._desk = desk
        self._sources = sources
        self._looked_at: tuple[int, int] | None = None
        self._digests_at: datetime | None = None

    async def run(self) -> None:
        """Look again and again, until cancelled."""
        while True:
            try:
                await self.look()
            except VerbaleError:
                logger.exception("what is due could not be sent")
            await asyncio.sleep(LOOKED_EVERY_SECONDS)

    async def look(self) -> None:
        """Send what is due now."""
        if self._sources:
            await self._schedule_news()
        now = self._desk.clock.now()
        for announcement in await self._desk.state.read(lambda connection: announcements.due(connection, now)):
            await self._send(announcement)
        minute = now.replace(second=0, microsecond=0)
        if minute != self._digests_at:
            # Hours begin with a minute in all time zones.
            digests = await self._desk.state.write(lambda connection: plan_digests(connection, now))
            if digests is not None:
                self._desk.deliveries.put_nowait(digests)
            self._digests_at = minute

    async def _send(self, announcement: Announcement) -> None:
        name = announcement.briefing
        briefing = await self._desk.state.read(lambda connection: read_briefing(connection, name))
        if briefing is None:
            logger.error("announcement %d is of %s, which is not there", announcement.id, name)
            return
        try:
            subject = await subject_of(self._desk, briefing)
            delivery = await self._plan(await self._controlled(announcement, briefing), subject)
        except CannotAnnounce as error:
            await self._give_up(announcement, error)
            return
        self._desk.deliveries.put_nowait(delivery)

    async def _plan(self, announcement: Announcement, subject: Subject) -> Delivery:
        now = self._desk.clock.now()
        actor = audit.PROGRAM if announcement.made_by is None else audit.user(announcement.made_by)
        return await self._desk.state.write(
            lambda connection: plan_announcement(connection, announcement, subject, now, actor)
        )

    async def _controlled(self, announcement: Announcement, briefing: Briefing) -> Announcement:
        """The announcement with a message that controls it: one that nobody made has none yet, and an owner gets it."""
        if announcement.message_id is not None:
            return announcement
        for owner in sorted(self._desk.owners):
            language = await self._language(owner)
            text = words("announce-by-itself", language, title=shortened(briefing.title))
            try:
                sent = await self._desk.sender.send(Outgoing(owner, Formatted(text)))
            except NotSent:
                logger.info("owner %d cannot be told of announcement %d", owner, announcement.id)
                continue
            shown = replace(announcement, chat_id=sent.chat.id, message_id=sent.message_id)
            await self._desk.state.write(partial(announcements.shown_as, announcement=shown))
            return shown
        return announcement

    async def _give_up(self, announcement: Announcement, error: CannotAnnounce) -> None:
        """What cannot be sent any more waits for a word; whoever scheduled it is told why, rather twice than never."""
        logger.warning("announcement %d of %s is not sent: %s", announcement.id, announcement.briefing, error)
        if announcement.made_by is not None:
            language = await self._language(announcement.made_by)
            reason = words(error.name, language)
            text = words("announce-not-sent", language, briefing=announcement.briefing, reason=reason)
            try:
                await self._desk.sender.send(Outgoing(announcement.made_by, Formatted(text)))
            except NotSent:
                logger.info("whoever scheduled announcement %d cannot be told", announcement.id)
        await self._desk.state.write(lambda connection: announcements.unschedule(connection, announcement.id))

    async def _language(self, person: int) -> Language:
        chosen = await self._desk.state.read(lambda connection: read_chat(connection, person).language)
        return chosen or self._desk.default_language

    async def _schedule_news(self) -> None:
        """Schedule what sources published that announce by themselves, once it is in the index."""
        revision = await self._desk.office.run(self._desk.service.program.briefings.revision)
        generation = await self._desk.service.run(lambda engine: id(engine.serving.generation()))
        if (revision, generation) == self._looked_at:
            return
        for wanted in await self._news():
            offered = await offer(self._desk.service, wanted.briefing)
            if offered is not None:
                await self._schedule(wanted, offered)
        self._looked_at = (revision, generation)

    async def _schedule(self, wanted: _Wanted, offered: Offered) -> None:
        now, briefing = self._desk.clock.now(), wanted.briefing

        def schedule(connection: Connection) -> None:
            if _was_announced(connection, briefing.id):
                return
            announcements.make(
                connection,
                now,
                briefing=briefing.id,
                edition=briefing.current_edition,
                citations=offered.citations,
                chosen=offered.chosen,
                made_by=None,
                due_at=wanted.due_at,
            )

        await self._desk.state.write(schedule)

    async def _news(self) -> list[_Wanted]:
        now = self._desk.clock.now()
        briefings = await self._desk.office.run(self._desk.service.program.briefings.all)

        def read(connection: Connection) -> list[str]:
            query = select(audit_log.c.subject, audit_log.c.actor).where(
                audit_log.c.act == Act.PUBLISHED.value, audit_log.c.at >= now - NEWS_FOR
            )
            rows = connection.execute(query.order_by(audit_log.c.number)).all()
            published = [row.subject for row in rows if source_of(row.actor) in self._sources]
            return [name for name in published if not _was_announced(connection, name)]

        found = [briefings[name] for name in await self._desk.state.read(read) if name in briefings]
        return [_Wanted(one, max(now, one.embargo_until or now)) for one in found if one.withdrawn_at is None]


def source_of(actor: str) -> str:
    """Which source an entry of the audit log tells of: a feed, an administrator's chat, or the folder."""
    if actor.startswith("feed "):
        return "feeds"
    return "chat" if actor.startswith("user ") else "folder"


def _was_announced(connection: Connection, briefing: str) -> bool:
    """Whether there is an announcement of a briefing, in whatever state: one that was discarded is not made again."""
    query = select(announced_table.c.id).where(announced_table.c.briefing == briefing)
    return connection.scalar(query.limit(1)) is not None
