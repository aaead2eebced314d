"""Announcements that nobody makes: those of what chosen sources publish, kept true until they are sent."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from verbale.briefing import Briefing
from verbale.store import announcements
from verbale.store.announcements import Announcement
from verbale.store.audit import Act
from verbale.store.schema import announcements as announced_table
from verbale.store.schema import audit as audit_log
from verbale_bot.telegram.announcing.offering import Offered, offer
from verbale_bot.telegram.desk import Desk

NEWS_FOR = timedelta(days=1)
"""A briefing that was published longer ago is not announced by itself any more."""


@dataclass(frozen=True)
class _Wanted:
    """A briefing that is to be announced by itself, with the announcement of it that waits, if there is one."""

    briefing: Briefing
    waiting: Announcement | None


class Automatic:
    """Schedules what was published by ``sources`` (folder, chat, feeds), once it is in the index."""

    def __init__(self, desk: Desk, sources: frozenset[str]) -> None:
        self._desk = desk
        self._sources = sources
        self._looked_at: tuple[int, int] | None = None

    async def look(self) -> None:
        """Schedule what is new, at once or for the end of its embargo, and bring what waits up to date."""
        revision = await self._desk.office.run(self._desk.service.program.briefings.revision)
        generation = await self._desk.service.run(lambda engine: id(engine.serving.generation()))
        if (revision, generation) == self._looked_at:
            return
        for wanted in await self._wanted():
            offered = await offer(self._desk.service, wanted.briefing)
            if offered is not None:
                await self._schedule(wanted, offered)
        self._looked_at = (revision, generation)

    async def _wanted(self) -> list[_Wanted]:
        now = self._desk.clock.now()
        briefings = await self._desk.office.run(self._desk.service.program.briefings.all)

        def read(connection: Connection) -> tuple[list[str], list[Announcement]]:
            return _published(connection, self._sources, now - NEWS_FOR), announcements.automatic(connection)

        published, waiting = await self._desk.state.read(read)
        found = [_Wanted(briefings[name], None) for name in published if name in briefings]
        found += [
            _Wanted(briefings[one.briefing], one)
            for one in waiting
            if one.briefing in briefings and not _is_up_to_date(one, briefings[one.briefing], now)
        ]
        return [one for one in found if one.briefing.withdrawn_at is None]

    async def _schedule(self, wanted: _Wanted, offered: Offered) -> None:
        now, briefing, waiting = self._desk.clock.now(), wanted.briefing, wanted.waiting
        due_at = max(now, briefing.embargo_until or now)

        def schedule(connection: Connection) -> None:
            if waiting is not None:
                announcements.renew(
                    connection,
                    waiting.id,
                    edition=briefing.current_edition,
                    citations=offered.citations,
                    chosen=offered.chosen,
                    due_at=due_at,
                )
            elif not _was_announced(connection, briefing.id):
                announcements.make(
                    connection,
                    now,
                    briefing=briefing.id,
                    edition=briefing.current_edition,
                    citations=offered.citations,
                    chosen=offered.chosen,
                    made_by=None,
                    due_at=due_at,
                )

        await self._desk.state.write(schedule)


def source_of(actor: str, details: str) -> str:
    """Which source an entry of the audit log tells of: a feed, an administrator's chat, or the folder."""
    if actor.startswith("feed "):
        return "feeds"
    # An administrator who says /reindex takes in the folder.
    is_by_hand = json.loads(details).get("by_hand", False)
    return "chat" if actor.startswith("user ") and is_by_hand else "folder"


def _published(connection: Connection, sources: frozenset[str], since: datetime) -> list[str]:
    query = select(audit_log.c.subject, audit_log.c.actor, audit_log.c.details).where(
        audit_log.c.act == Act.PUBLISHED.value, audit_log.c.at >= since
    )
    entries = connection.execute(query.order_by(audit_log.c.number)).all()
    published = [entry.subject for entry in entries if source_of(entry.actor, entry.details) in sources]
    return [name for name in published if not _was_announced(connection, name)]


def _was_announced(connection: Connection, briefing: str) -> bool:
    """Whether there is an announcement of a briefing, in whatever state: one that was discarded is not made again."""
    query = select(announced_table.c.id).where(announced_table.c.briefing == briefing)
    return connection.scalar(query.limit(1)) is not None


def _is_up_to_date(waiting: Announcement, briefing: Briefing, now: datetime) -> bool:
    """Whether what waits is of the present edition, and due when that may be seen."""
    if waiting.edition != briefing.current_edition or waiting.due_at is None:
        return False
    is_free = briefing.embargo_until is None or briefing.embargo_until <= now
    return waiting.due_at <= now if is_free else waiting.due_at == briefing.embargo_until
