"""What is sent by itself when its moment has come: scheduled announcements, and digests."""

import asyncio
import logging
from dataclasses import replace
from datetime import datetime
from functools import partial

from verbale.briefing import Briefing
from verbale.errors import VerbaleError
from verbale.store import announcements, audit
from verbale.store.announcements import Announcement
from verbale.store.briefings import read_briefing
from verbale.store.chats import read_chat
from verbale_bot.messages import message as words
from verbale_bot.telegram.announcing.automatic import Automatic
from verbale_bot.telegram.announcing.digests import plan_digests
from verbale_bot.telegram.announcing.offering import subject_of
from verbale_bot.telegram.announcing.owners import tell_an_owner
from verbale_bot.telegram.announcing.planning import CannotAnnounce, check_announceable, plan_announcement
from verbale_bot.telegram.desk import Desk
from verbale_bot.telegram.formatted import Formatted
from verbale_bot.telegram.rendering import shortened
from verbale_bot.telegram.sending import NotSent, Outgoing

logger = logging.getLogger(__name__)

LOOKED_EVERY_SECONDS = 2.0


class Scheduling:
    """Looks every two seconds for what is due; what came due while no process ran is sent at the start."""

    def __init__(self, desk: Desk, sources: frozenset[str]) -> None:
        """``sources`` are those whose new briefings are announced by themselves: folder, chat, feeds."""
        self._desk = desk
        self._automatic = Automatic(desk, sources) if sources else None
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
        if self._automatic is not None:
            await self._automatic.look()
        now = self._desk.clock.now()
        for announcement in await self._desk.state.read(lambda connection: announcements.due(connection, now)):
            await self._send(announcement)
        minute = now.replace(second=0, microsecond=0)
        if minute != self._digests_at:
            # Hours begin with a minute in all time zones.
            store = self._desk.service.program.briefings
            digests = await self._desk.state.write(lambda connection: plan_digests(connection, store, now))
            if digests is not None:
                self._desk.deliveries.put_nowait(digests)
            self._digests_at = minute

    async def _send(self, announcement: Announcement) -> None:
        name, now = announcement.briefing, self._desk.clock.now()
        briefing = await self._desk.state.read(lambda connection: read_briefing(connection, name))
        if briefing is None:
            logger.error("announcement %d is of %s, which is not there", announcement.id, name)
            return
        try:
            check_announceable(announcement, briefing, now)
            subject, controlled = await subject_of(self._desk, briefing), await self._controlled(announcement, briefing)
            actor = audit.PROGRAM if announcement.made_by is None else audit.user(announcement.made_by)
            delivery = await self._desk.state.write(
                lambda connection: plan_announcement(connection, controlled, subject, now, actor)
            )
        except CannotAnnounce as error:
            await self._give_up(announcement, briefing, error)
        else:
            self._desk.deliveries.put_nowait(delivery)

    async def _controlled(self, announcement: Announcement, briefing: Briefing) -> Announcement:
        """The announcement with a message that controls it: one that nobody made has none yet, and an owner gets it."""
        if announcement.message_id is not None:
            return announcement
        title = shortened(briefing.title)
        sent = await tell_an_owner(self._desk, lambda language: words("announce-by-itself", language, title=title))
        if sent is None:
            return announcement
        shown = replace(announcement, chat_id=sent.chat.id, message_id=sent.message_id)
        await self._desk.state.write(partial(announcements.shown_as, announcement=shown))
        return shown

    async def _give_up(self, announcement: Announcement, briefing: Briefing, error: CannotAnnounce) -> None:
        """What cannot be sent now waits for a word; whoever scheduled it is told why, rather twice than never.

        What nobody scheduled waits for the end of the embargo, or until it is brought up to date with its briefing; for
        ever if that was withdrawn.
        """
        maker, end = announcement.made_by, briefing.embargo_until
        if maker is None:
            if end is not None and end > self._desk.clock.now():
                await self._desk.state.write(
                    partial(announcements.schedule, announcement_id=announcement.id, due_at=end)
                )
            return
        logger.warning("announcement %d of %s is not sent: %s", announcement.id, announcement.briefing, error)
        chosen = await self._desk.state.read(lambda connection: read_chat(connection, maker).language)
        language = chosen or announcement.language or self._desk.default_language
        reason = words(error.name, language)
        text = words("announce-not-sent", language, briefing=announcement.briefing, reason=reason)
        try:
            await self._desk.sender.send(Outgoing(maker, Formatted(text)))
        except NotSent:
            logger.info("whoever scheduled announcement %d cannot be told", announcement.id)
        await self._desk.state.write(lambda connection: announcements.unschedule(connection, announcement.id))
