"""What the handlers work with, in one place."""

import asyncio
from dataclasses import dataclass, field

from sqlalchemy import Connection
from telegram import Bot

from verbale.language import Language
from verbale.ports import Clock
from verbale.store.audiences import member_moved
from verbale.store.delivery import Delivery
from verbale.store.outbox import of_chat_moved
from verbale.store.personal_data import migrate_chat
from verbale.store.subscriptions import chat_moved
from verbale_bot.service import Service
from verbale_bot.state import State
from verbale_bot.telegram.office.equipment import Office
from verbale_bot.telegram.receipts import Receipts
from verbale_bot.telegram.seal import Seal
from verbale_bot.telegram.sending import Sender
from verbale_bot.telegram.throttle import Throttle


@dataclass(frozen=True)
class Desk:
    """The parts that the bot's handlers share."""

    bot: Bot
    sender: Sender
    service: Service
    state: State
    seal: Seal
    receipts: Receipts
    throttle: Throttle
    clock: Clock
    default_language: Language
    keep_days: int
    owners: frozenset[int]
    """Ids of those whom the settings name; they need no entry in the database, and lose their role with the setting."""
    office: Office
    deliveries: asyncio.Queue[Delivery] = field(default_factory=asyncio.Queue)
    """Deliveries that were planned and are to begin."""
    feeds_wanted: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when what is watched is to be looked at now."""
    again: set[int] = field(default_factory=set)
    """Ids of updates that may have been replied to before: those of an earlier process, and postponed ones."""
    moved: dict[int, int] = field(default_factory=dict)
    """Chats that have become others in this process: the new id by the old one."""
    postponed: set[int] = field(default_factory=set)
    """Ids of updates whose reply could not be delivered now, and is tried again later."""

    async def move(self, old_id: int, new_id: int) -> None:
        """A group has become a supergroup: what is kept of it moves along, and what still waits goes there."""
        self.moved[old_id] = new_id
        now = self.clock.now()

        def move(connection: Connection) -> None:
            migrate_chat(connection, old_id, new_id)
            member_moved(connection, now, old_id, new_id)
            of_chat_moved(connection, old_id, new_id)
            chat_moved(connection, old_id, new_id)

        await self.state.write(move)
