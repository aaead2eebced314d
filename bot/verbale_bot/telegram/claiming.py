"""Who is about to post what must not be posted twice: the claim to it is on the disk before the call is made."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from telegram.error import TelegramError

from verbale_bot.telegram.insisting import may_have_arrived

Result = TypeVar("Result")


class NotClaimed(Exception):
    """It is not to be posted now, or not any more; nothing was."""


@dataclass(frozen=True)
class Claim:
    """The right to post one message once.

    ``take`` returns when nobody else can have it any more. ``give_back`` says that nothing was posted.
    """

    take: Callable[[], Awaitable[None]]
    give_back: Callable[[], Awaitable[None]]

    async def post(self, call: Callable[[], Awaitable[Result]]) -> Result:
        """Take the claim and make the call; give it back where the call has certainly posted nothing.

        Raises:
            NotClaimed: there is no claim to be had.
            TelegramError: as ``call``.
        """
        await self.take()
        try:
            return await call()
        except TelegramError as error:
            if not may_have_arrived(error):
                await self.give_back()
            raise
