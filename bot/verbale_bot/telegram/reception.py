"""Updates as they come: kept in the database first, then handled in order, then marked as done.

Telegram is told that an update was received only after it has been committed; whatever happens to the process, an
update that was received is either done or waits in the inbox, and is handled at the next start.
"""

import asyncio
import json
import logging
from collections.abc import Coroutine, Sequence
from functools import partial
from typing import Any

from sqlalchemy import Connection
from telegram import Bot, Message, Update
from telegram.ext import Application

from verbale.errors import VerbaleError
from verbale.store.inbox import Inbox
from verbale_bot.telegram.addressing import is_addressed, is_from_machine, is_in_group
from verbale_bot.telegram.desk import Desk
from verbale_bot.telegram.edges import failed_quietly
from verbale_bot.telegram.exchange import Exchange
from verbale_bot.telegram.lanes import Lanes

logger = logging.getLogger(__name__)

AT_A_TIME = 500
"""How many updates of an earlier process are read from the inbox at once."""
FULL = 4
"""At so many times the length of the queue from which on people are told to wait, Telegram is told to wait, too."""
AGAIN_SECONDS = 60.0
"""After so long a reply that could not be delivered is tried again."""
QUEUED_PART = -1
"""Numbers the notice that a question waits, apart from the parts of its answer."""

AnyApplication = Application[Any, Any, Any, Any, Any, Any]


class Reception:
    """Takes updates in, and sees to it that each is handled once."""

    def __init__(self, application: AnyApplication, desk: Desk, queue_limit: int) -> None:
        self._application = application
        self._desk = desk
        self._inbox = Inbox(desk.bot.id)
        self._queue_limit = queue_limit
        self._lanes = Lanes(self._handle)
        self._waiting_chats: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    def is_full(self) -> bool:
        """Whether so much waits that Telegram had better keep what is new for a while."""
        return self._lanes.waiting >= self._queue_limit * FULL

    async def until_there_is_room(self) -> None:
        """Wait while it is full."""
        await self._lanes.until_fewer_wait_than(self._queue_limit * FULL)

    async def take_up(self) -> None:
        """Handle what an earlier process received and did not finish."""
        after: int | None = None
        while True:
            await self.until_there_is_room()
            rows = await self._desk.state.read(partial(self._inbox.waiting, after=after, most=AT_A_TIME))
            for row in rows:
                self._desk.again.add(row.update_id)
                await self._put_payload(json.loads(row.payload))
                await asyncio.sleep(0)
            if len(rows) < AT_A_TIME:
                return
            after = rows[-1].update_id

    async def receive(self, updates: Sequence[dict[str, Any]]) -> None:
        """Commit updates, as Telegram writes them, to the inbox; then let those that are new be handled in order.

        Raises:
            DatabaseUnavailable: they could not be kept; Telegram must not be told that they were received.
        """
        now = self._desk.clock.now()

        def accept(connection: Connection) -> list[int]:
            # Writing them as JSON takes time, which the event loop does not have.
            rows = [(update["update_id"], json.dumps(update)) for update in updates]
            return self._inbox.accept(connection, rows, now)

        by_id = {update["update_id"]: update for update in updates}
        for update_id in await self._desk.state.write(accept):
            await self._put_payload(by_id[update_id])
            await asyncio.sleep(0)  # a hundred at once would hold the event loop

    async def finish(self, timeout_seconds: float) -> None:
        """Let what is being handled be finished; the rest waits in the inbox for the next start."""
        left = await self._lanes.drain(timeout_seconds)
        for task in self._tasks:
            task.cancel()
        if left:
            logger.warning("%d updates are left for the next start", left)

    async def _put_payload(self, payload: dict[str, Any]) -> None:
        try:
            update = Update.de_json(payload, self._desk.bot)
        except Exception:
            # A form of update that the library does not know must not keep others from being handled.
            logger.exception("update %s cannot be read, and is passed over", payload["update_id"])
            await self._finish(payload["update_id"])
            return
        self._put(update)

    def _put(self, update: Update) -> None:
        if self._lanes.waiting >= self._queue_limit:
            self._tell_that_it_waits(update)
        self._lanes.put(update)

    async def _handle(self, update: Update) -> None:
        await self._application.process_update(update)
        if update.update_id in self._desk.postponed:
            self._desk.postponed.discard(update.update_id)
            self._desk.again.add(update.update_id)
            self._beside(self._put_later(update))
            return
        self._desk.again.discard(update.update_id)
        if update.effective_chat is not None:
            self._waiting_chats.discard(update.effective_chat.id)
        await self._finish(update.update_id)

    async def _finish(self, update_id: int) -> None:
        now = self._desk.clock.now()
        try:
            await self._desk.state.write(lambda connection: self._inbox.finish(connection, update_id, now))
        except VerbaleError:
            # It will be handled again at the next start, and what was said for it is known.
            logger.exception("update %s could not be marked as done", update_id)

    def _tell_that_it_waits(self, update: Update) -> None:
        """Tell a person, once until their turn comes, that their question is kept and will be answered."""
        message = update.message
        if message is None or message.chat.id in self._waiting_chats or not _is_question(message, self._desk.bot):
            return
        self._waiting_chats.add(message.chat.id)
        self._beside(self._say_that_it_waits(update))

    async def _put_later(self, update: Update) -> None:
        await asyncio.sleep(AGAIN_SECONDS)
        self._put(update)

    def _beside(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _say_that_it_waits(self, update: Update) -> None:
        with failed_quietly(update.update_id):
            exchange = await Exchange.of(self._desk, update, first_part=QUEUED_PART)
            await exchange.tell("queued")


def _is_question(message: Message, bot: Bot) -> bool:
    if is_from_machine(message, bot) or not message.text:
        return False
    return not is_in_group(message) or is_addressed(message, bot)
