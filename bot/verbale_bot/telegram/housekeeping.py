"""What is done once a day: old questions are emptied, and ids of updates that cannot come again are forgotten."""

import asyncio
import logging
from datetime import timedelta

from sqlalchemy import Connection

from verbale.errors import VerbaleError
from verbale.store.drafts import drop_old
from verbale.store.inbox import Inbox
from verbale.store.personal_data import empty_old
from verbale_bot.telegram.desk import Desk
from verbale_bot.telegram.sending import Sleep

logger = logging.getLogger(__name__)

EVERY_SECONDS = 24 * 3600.0
UPDATES_KNOWN_FOR = timedelta(days=3)
"""Telegram keeps an update for one day; one that comes again later is new."""


async def keep_house(desk: Desk, sleep: Sleep = asyncio.sleep) -> None:
    """Clean up now and once a day, until cancelled."""
    while True:
        try:
            emptied, forgotten = await clean_up(desk)
            logger.info("housekeeping: %d old questions emptied, %d ids of updates forgotten", emptied, forgotten)
        except VerbaleError:
            logger.exception("housekeeping was not possible")
        await sleep(EVERY_SECONDS)


async def clean_up(desk: Desk) -> tuple[int, int]:
    """Empty what is older than the settings allow; how many questions, and how many ids of updates are forgotten."""
    now = desk.clock.now()

    def clean(connection: Connection) -> tuple[int, int]:
        emptied = empty_old(connection, now - timedelta(days=desk.keep_days))
        drop_old(connection, now - timedelta(days=desk.keep_days))
        return emptied, Inbox(desk.bot.id).prune(connection, now - UPDATES_KNOWN_FOR)

    return await desk.state.write(clean)
