"""Private chats: commands about the bot, and questions."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from telegram import Message, MessageEntity, Update
from telegram.ext import Application, CommandHandler, ContextTypes, MessageHandler, filters

from verbale.answer import Question
from verbale.briefing import Viewer
from verbale.language import Language
from verbale_bot.messages import message
from verbale_bot.service import Service
from verbale_bot.telegram.formatted import Formatted
from verbale_bot.telegram.rendering import render
from verbale_bot.telegram.sending import NotSent, Sender

logger = logging.getLogger(__name__)

TYPING_EVERY_SECONDS = 4.5
"""Telegram shows it for five."""
EVERYBODY = Viewer()

Reply = Callable[[Message, Language], Awaitable[None]]


class Conversation:
    """Answers people in private chats."""

    def __init__(self, service: Service, sender: Sender, default_language: Language) -> None:
        self._service = service
        self._sender = sender
        self._default_language = default_language

    def add_to(self, application: Application[Any, Any, Any, Any, Any, Any]) -> None:
        """Let ``application`` hand private messages to this conversation."""
        private = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
        for name, reply in (("start", self._start), ("help", self._help), ("about", self._about)):
            application.add_handler(CommandHandler(name, self._handler(reply), filters=private))
        application.add_handler(MessageHandler(private & filters.COMMAND, self._handler(self._unknown_command)))
        application.add_handler(MessageHandler(private & filters.TEXT, self._handler(self._question)))
        # Pictures, voice and the like; what Telegram itself notes in a chat is addressed to nobody.
        application.add_handler(MessageHandler(private & ~filters.StatusUpdate.ALL, self._handler(self._not_text)))

    def _handler(self, reply: Reply) -> Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]:
        """Give a reply its edges: whatever goes wrong is logged, and the person is told in words."""

        async def handle(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
            del context
            asked = update.message
            if asked is None:
                return
            language = self._language_of(asked)
            try:
                async with self._typing(asked.chat_id):
                    await reply(asked, language)
            except NotSent:
                logger.info("no answer could be delivered to chat %s", asked.chat_id)
            except asyncio.CancelledError:
                await self._apologise(asked, language)
                raise
            except Exception:
                logger.exception("update %s was not answered", update.update_id)
                await self._apologise(asked, language)

        return handle

    async def _apologise(self, asked: Message, language: Language) -> None:
        try:
            await self._sender.send(asked.chat_id, Formatted(message("failed", language)), asked.message_id)
        except NotSent:
            logger.info("no apology could be delivered to chat %s", asked.chat_id)

    async def _start(self, asked: Message, language: Language) -> None:
        greeting = await self._service.greeting(EVERYBODY, language)
        text = Formatted(greeting.text)
        for example in greeting.examples:
            text = text + "\n" + Formatted(example).wrapped(MessageEntity.CODE)  # a touch copies it
        await self._sender.send(asked.chat_id, text, None)

    async def _help(self, asked: Message, language: Language) -> None:
        await self._sender.send(asked.chat_id, Formatted(message("help", language)), None)

    async def _about(self, asked: Message, language: Language) -> None:
        text = await self._service.about(EVERYBODY, language)
        await self._sender.send(asked.chat_id, Formatted(text), None)

    async def _unknown_command(self, asked: Message, language: Language) -> None:
        await self._sender.send(asked.chat_id, Formatted(message("unknown-command", language)), asked.message_id)

    async def _not_text(self, asked: Message, language: Language) -> None:
        await self._sender.send(asked.chat_id, Formatted(message("text-only", language)), asked.message_id)

    async def _question(self, asked: Message, language: Language) -> None:
        shown = await self._service.answer(Question(asked.text or ""), EVERYBODY)
        if _telegram_language(asked) is None:
            language = Language(shown.answer.language)
        for text in render(shown.answer, shown.citations, language):
            await self._sender.send(asked.chat_id, text, asked.message_id)

    def _language_of(self, asked: Message) -> Language:
        return _telegram_language(asked) or self._default_language

    @asynccontextmanager
    async def _typing(self, chat_id: int) -> AsyncIterator[None]:
        """Show typing for as long as the block runs."""

        async def keep_showing() -> None:
            while True:
                await self._sender.show_typing(chat_id)
                await asyncio.sleep(TYPING_EVERY_SECONDS)

        showing = asyncio.create_task(keep_showing())
        try:
            yield
        finally:
            showing.cancel()


def _telegram_language(asked: Message) -> Language | None:
    """The language that the person uses Telegram in, if the bot speaks it; Telegram's codes may name a region."""
    code = (asked.from_user.language_code or "").split("-")[0] if asked.from_user else ""
    return Language(code) if code in set(Language) else None
