"""Watched feeds and folders: what is new in them becomes a draft that is asked about, or a briefing at once."""

import asyncio
import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from slugify import slugify
from sqlalchemy import Connection

from verbale.briefing import PUBLIC
from verbale.errors import Refused, VerbaleError
from verbale.inheriting import inheriting
from verbale.intake.document import Document, SourceFile
from verbale.intake.folder import BriefingsFolder
from verbale.intake.reading import briefing_id
from verbale.language import Language
from verbale.store import admins, audit, drafts, feeds
from verbale.store.chats import read_chat
from verbale.store.drafts import Draft, Origin
from verbale.store.feeds import Feed, FeedKind, Rule
from verbale_bot.telegram.desk import Desk
from verbale_bot.telegram.office.adding import LONGEST_ID_CHARACTERS
from verbale_bot.telegram.office.draft_card import render_card
from verbale_bot.telegram.office.draft_keyboards import DraftKeyboards
from verbale_bot.telegram.office.drafting import card_of, publish
from verbale_bot.telegram.office.reindexing import index_in_turn
from verbale_bot.telegram.sending import NotSent, Outgoing

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 10
"""So many new items of a feed are taken at a time; the rest when it is looked at again."""
THE_FEED_ITSELF = ""
"""Stands among the items of a feed that were seen: it was read once. No item has this key."""


@dataclass(frozen=True)
class New:
    """Something new: what names it in its feed, and the document in it."""

    key: str
    briefing: str
    source: SourceFile
    document: Document


class Watching:
    """Looks at all that is watched, again and again."""

    def __init__(self, desk: Desk, every_seconds: float) -> None:
        self._desk = desk
        self._every_seconds = every_seconds

    async def run(self) -> None:
        """Look now, and then every so often or when somebody asks for it, until cancelled."""
        while True:
            # What is asked for while it looks is asked for anew: a feed may have been added meanwhile.
            self._desk.feeds_wanted.clear()
            try:
                await self.look()
            except Exception:
                # Whatever it was, what is watched is looked at again.
                logger.exception("what is watched could not be looked at")
            try:
                await asyncio.wait_for(self._desk.feeds_wanted.wait(), self._every_seconds)
            except TimeoutError:
                continue

    async def look(self) -> None:
        """Look at everything once; then show drafts that nobody was shown yet, and index what was published."""
        for feed in await self._desk.state.read(feeds.all_feeds):
            try:
                await self._look_at(feed)
            except VerbaleError as error:
                logger.warning("%s: %s", feed.address, error)
                await self._note(feed, failure=str(error))
            except Exception:
                # One feed must not keep the others from being looked at.
                logger.exception("%s could not be looked at", feed.address)
                await self._note(feed, failure="An error of this program; it stands in the log.")
        for draft in await self._desk.state.read(partial(drafts.open_drafts, most=100)):
            if draft.origin is Origin.FEED and draft.message_id is None:
                await self._show(draft)
        if await self._desk.state.read(audit.has_news_for_the_index):
            await self._index()

    async def _look_at(self, feed: Feed) -> None:
        if feed.kind is FeedKind.FOLDER:
            await self._look_into_folder(feed)
        else:
            await self._look_at_web(feed)

    async def _look_at_web(self, feed: Feed) -> None:
        office = self._desk.office
        if office.fetching is None:
            raise Refused("Fetching from the web is switched off.", "Set VERBALE_FETCH_URLS.")
        fetched = await office.fetching.fetch(
            feed.address, largest_bytes=office.largest_bytes, etag=feed.etag, last_modified=feed.last_modified
        )
        if fetched is None:
            await self._note(feed, etag=feed.etag, last_modified=feed.last_modified)
            return
        items = await office.run(lambda: office.reader.read_feed(feed.address, fetched.data))
        keys = [item.key for item in items]
        await self._begin(feed, keys)
        wanted = await self._new(feed, keys)
        links = {item.key: item.link for item in items}
        # The newest stand first in a feed; they are published in the order in which they came.
        passed_over = ""
        for key in list(reversed(wanted))[:MOST_AT_ONCE]:
            passed_over = await self._take(feed, key, await self._fetched(key, links[key])) or passed_over
        if passed_over:
            await self._note(feed, failure=passed_over)
        elif len(wanted) <= MOST_AT_ONCE:
            await self._note(feed, etag=fetched.etag, last_modified=fetched.last_modified)

    async def _fetched(self, key: str, link: str | None) -> New | VerbaleError:
        office = self._desk.office
        if link is None or office.fetching is None:
            return Refused(f"The item {key} has no address.")
        try:
            page = await office.fetching.fetch(link, largest_bytes=office.largest_bytes)
            if page is None:
                return Refused(f"{link} gives nothing.")
            document = await office.run(lambda: office.reader.read(page.file_name, page.data))
        except VerbaleError as error:
            return error
        name = slugify(document.title, max_length=LONGEST_ID_CHARACTERS, word_boundary=True)
        briefing = name or briefing_id(page.file_name)
        source = SourceFile(f"{briefing}.{page.file_name.rpartition('.')[2]}", page.data)
        return New(key, briefing, source, replace(document, source_url=document.source_url or page.url))

    async def _look_into_folder(self, feed: Feed) -> None:
        office = self._desk.office
        folder = BriefingsFolder(Path(feed.address), office.largest_bytes)
        try:
            found = await office.run(lambda: list(folder.files()))
        except OSError as error:
            raise Refused(f"{feed.address} cannot be read: {error.strerror}.", "Check it and its rights.") from error
        files = {
            f"{one.name} {hashlib.sha256(one.data).hexdigest()}": one for one in found if isinstance(one, SourceFile)
        }
        await self._begin(feed, list(files))
        passed_over = ""
        for key in (await self._new(feed, list(files)))[:MOST_AT_ONCE]:
            read = await office.run(partial(self._read_file, key, files[key]))
            passed_over = await self._take(feed, key, read) or passed_over
        await self._note(feed, failure=passed_over or None)

    def _read_file(self, key: str, file: SourceFile) -> New | VerbaleError:
        try:
            document = self._desk.office.reader.read(file.name, file.data)
            return New(key, briefing_id(file.name), file, document)
        except VerbaleError as error:
            return error

    async def _take(self, feed: Feed, key: str, new: New | VerbaleError) -> str:
        """Make a draft of an item and mark it as seen in one transaction; by rule it is published in the same one.

        What cannot be read is passed over; why is returned, for /feeds to show.
        """
        now, clock = self._desk.clock.now(), self._desk.clock
        briefings = await self._desk.office.run(self._desk.service.program.briefings.all)

        def take(connection: Connection) -> None:
            feeds.mark_seen(connection, feed.id, [key], now)
            if isinstance(new, VerbaleError):
                return
            document = replace(new.document, visit=new.document.visit or feed.visit)
            if feed.audience and new.document.audience == (PUBLIC,):
                document = replace(document, audience=feed.audience)
            if new.briefing in briefings:
                document = inheriting(document, briefings[new.briefing])
            draft = drafts.make(
                connection,
                now,
                origin=Origin.FEED,
                briefing=new.briefing,
                source=new.source,
                document=document,
                feed=feed.id,
                made_by=feed.added_by,
            )
            if feed.rule is Rule.PUBLISH:
                publish(connection, draft.id, clock, f"feed {feed.id}")

        await self._desk.state.write(take)
        if not isinstance(new, VerbaleError):
            return ""
        logger.warning("an item of %s was passed over: %s", feed.address, new)
        return str(new)

    async def _show(self, draft: Draft) -> None:
        """Show a draft to whoever added the feed, or where that is no administrator any more, to the owners."""

        def recipients(connection: Connection) -> list[int]:
            known = {one.user_id for one in admins.all_admins(connection)} | self._desk.owners
            return [one for one in (draft.made_by,) if one is not None and one in known] or sorted(self._desk.owners)

        card = await self._desk.office.run(lambda: card_of(self._desk.service.program, draft))
        for chat_id in await self._desk.state.read(recipients):
            chosen = await self._desk.state.read(partial(_language_of, chat_id=chat_id))
            language = chosen or self._desk.default_language
            content = render_card(card, language, self._desk.office.zone)
            markup = DraftKeyboards(self._desk.seal, chat_id, language).under_card(draft, card)
            try:
                sent = await self._desk.sender.send(Outgoing(chat_id, content, markup=markup))
            except NotSent:
                continue
            shown_as = partial(drafts.shown_as, draft_id=draft.id, chat_id=chat_id, message_id=sent.message_id)
            await self._desk.state.write(shown_as)

    async def _index(self) -> None:
        try:
            await index_in_turn(self._desk.office.indexing, audit.PROGRAM, reads_folder=False)
        except Refused as error:
            logger.info("what was published is indexed later: %s", error)

    async def _new(self, feed: Feed, keys: Sequence[str]) -> list[str]:
        if not keys:
            return []  # a job that asks the database nothing is none
        return await self._desk.state.read(lambda connection: feeds.new_items(connection, feed.id, keys))

    async def _begin(self, feed: Feed, keys: Sequence[str]) -> None:
        """What stands in a feed when it is read for the first time is not news, though it was tried before."""
        was_read = feed.checked_at is not None and feed.failure is None
        if was_read or not await self._new(feed, [THE_FEED_ITSELF]):
            return
        now = self._desk.clock.now()
        seen = [THE_FEED_ITSELF, *keys]
        await self._desk.state.write(lambda connection: feeds.mark_seen(connection, feed.id, seen, now))

    async def _note(
        self, feed: Feed, *, etag: str | None = None, last_modified: str | None = None, failure: str | None = None
    ) -> None:
        now = self._desk.clock.now()
        await self._desk.state.write(
            lambda connection: feeds.checked(
                connection, feed.id, now, etag=etag, last_modified=last_modified, failure=failure
            )
        )


def _language_of(connection: Connection, chat_id: int) -> Language | None:
    return read_chat(connection, chat_id).language
