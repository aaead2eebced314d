"""The edge of every handler: whatever goes wrong inside is logged, and the person is told in words."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from typing import Any

from telegram import Update
from telegram.ext import ContextTypes

from verbale_bot.messages import message as words
from verbale_bot.telegram.addressing import thread_of
from verbale_bot.telegram.desk import Desk
from verbale_bot.telegram.exchange import Exchange
from verbale_bot.telegram.sending import NotSent, OutOfReach

logger = logging.getLogger(__name__)

TYPING_EVERY_SECONDS = 4.5
"""Telegram shows it for five."""

Handler = Callable[[Exchange], Awaitable[None]]
Callback = Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]


@contextmanager
def failed_quietly(update_id: int) -> Iterator[None]:
    """What cannot be delivered, or cannot even be apologised for, is logged and stops nothing else."""
    try:
        yield
    except NotSent:
        logger.info("update %s: the reply could not be delivered", update_id)
    except Exception:
        logger.exception("update %s was not dealt with, and nobody could be told", update_id)


class Edges:
    """Makes callbacks for python-telegram-bot out of handlers of exchanges."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def visible(self, handle: Handler) -> Callback:
        """A handler of messages that shows at once that it works."""
        return self._callback(handle, shows_typing=True)

    def silent(self, handle: Handler) -> Callback:
        """A handler that shows nothing before it has something to say."""
        return self._callback(handle, shows_typing=False)

    def unnoticed(self, handle: Handler) -> Callback:
        """A handler of what nobody has said: a failure is no matter of the chat's."""
        return self._callback(handle, shows_typing=False, apologises=False)

    def _callback(self, handle: Handler, *, shows_typing: bool, apologises: bool = True) -> Callback:
        async def callback(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
            del context
            with failed_quietly(update.update_id):
                try:
                    async with self._typing(update) if shows_typing else nullcontext():
                        await self._handle(handle, update, apologises=apologises)
                except OutOfReach:
                    self._desk.postponed.add(update.update_id)
                    raise

        return callback

    async def _handle(self, handle: Handler, update: Update, *, apologises: bool) -> None:
        exchange = await Exchange.of(self._desk, update)
        try:
            await handle(exchange)
        except NotSent:
            raise
        except Exception:
            logger.exception("update %s was not dealt with", update.update_id)
            if apologises:
                await self._apologise(exchange)

    async def _apologise(self, exchange: Exchange) -> None:
        update = exchange.update
        text = words("failed", exchange.language)
        if update.callback_query is not None:
            await self._desk.sender.answer_button(update.callback_query.id, text, alert=True)
        elif update.inline_query is not None:
            await self._desk.sender.answer_inline(update.inline_query.id, [], cache_seconds=0, is_personal=True)
        elif update.effective_message is not None:
            await exchange.tell("failed")

    @asynccontextmanager
    async def _typing(self, update: Update) -> AsyncIterator[None]:
        """Show typing for as long as the block runs."""
        message = update.effective_message
        if message is None:
            yield
            return

        async def keep_showing() -> None:
            while True:
                await self._desk.sender.show_typing(message.chat.id, thread_of(message))
                await asyncio.sleep(TYPING_EVERY_SECONDS)

        showing = asyncio.create_task(keep_showing())
        try:
            yield
        finally:
            showing.cancel()
