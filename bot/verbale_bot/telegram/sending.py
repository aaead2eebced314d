"""Sending to Telegram, at Telegram's pace and through everything that Telegram answers."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count
from typing import TypeVar

from telegram import (
    Bot,
    ChatMember,
    ForceReply,
    InlineKeyboardMarkup,
    InlineQueryResult,
    InlineQueryResultsButton,
    LinkPreviewOptions,
    Message,
    ReplyParameters,
)
from telegram.constants import CallbackQueryLimit, ChatAction
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from verbale_bot.telegram.formatted import Formatted, utf16_length
from verbale_bot.telegram.http import NEVER_ARRIVED
from verbale_bot.telegram.pace import LeftAlone, Pace, Priority

logger = logging.getLogger(__name__)

FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
TRYING_SECONDS = 300.0
"""All pauses of one call together; then it is given up."""
LONGEST_WAIT_SECONDS = 120.0
"""A chat that Telegram wants left alone for longer gets nothing now; the log says so."""
SLACK_SECONDS = 0.1

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
# How Telegram says it, in lower case: python-telegram-bot changes capitals.
QUOTE_IS_GONE = "quote_text_invalid"
UNCHANGED = "message is not modified"
DELETED_ALREADY = "message to delete not found"
QUERY_IS_OLD = "query is too old"
TOPIC_IS_GONE = ("message thread not found", "topic_closed", "topic_deleted")

Result = TypeVar("Result")
Sleep = Callable[[float], Awaitable[None]]
OnMigrated = Callable[[int, int], Awaitable[None]]


class NotSent(Exception):
    """Telegram does not take it: the person blocked the bot, the chat or the topic is gone, the message is too long."""


class OutOfReach(NotSent):
    """Given up for now: the network or Telegram fails, or Telegram wants the chat left alone for long.

    What was refused for this reason may be sent later; an announcement has certainly not been sent.
    """


class Uncertain(Exception):
    """Nobody knows whether an announcement was posted; it is not sent again without somebody having looked."""


@dataclass(frozen=True)
class Outgoing:
    """One message to one chat.

    ``reply_quote`` is the part of the message ``reply_to`` that it answers, word for word. ``thread`` is the topic of
    a forum. ``silent`` messages make no sound.
    """

    chat_id: int
    content: Formatted
    reply_to: int | None = None
    reply_quote: str | None = None
    thread: int | None = None
    markup: InlineKeyboardMarkup | ForceReply | None = None
    priority: Priority = Priority.ANSWER
    silent: bool = False


@dataclass(frozen=True)
class _Call:
    """A call for the log and for what is done when it fails: ``posts`` is the priority of what puts something new."""

    what: str
    chat_id: int | None = None
    posts: Priority | None = None


class Sender:
    """The one way to Telegram's chats. An answer that may have been lost is sent again: better twice than never."""

    def __init__(
        self, bot: Bot, pace: Pace, sleep: Sleep = asyncio.sleep, on_migrated: OnMigrated | None = None
    ) -> None:
        self._bot = bot
        self._pace = pace
        self._sleep = sleep
        self.on_migrated = on_migrated

    async def send(self, outgoing: Outgoing) -> Message:
        """Send one message; a group that became a supergroup gets it there.

        Raises:
            NotSent: it cannot be delivered; why is in the log.
            OutOfReach: it cannot be delivered now.
            Uncertain: an announcement may or may not have been posted.
        """
        try:
            return await self._deliver(outgoing)
        except ChatMigrated as error:
            old, new = outgoing.chat_id, error.new_chat_id
        logger.info("chat %d became %d", old, new)
        if self.on_migrated is not None:
            await self.on_migrated(old, new)
        # Messages of the old group have no numbers in the new one.
        moved = replace(outgoing, chat_id=new, reply_to=None, reply_quote=None, thread=None)
        try:
            return await self._deliver(moved)
        except ChatMigrated as error:
            raise _refusal(f"sendMessage to {new}", error) from error

    async def edit(
        self, chat_id: int, message_id: int, content: Formatted, markup: InlineKeyboardMarkup | None = None
    ) -> None:
        """Replace a message's text, and its buttons or with ``None`` take them away.

        Raises:
            NotSent: it cannot be changed; why is in the log.
        """
        await self._change(
            f"editMessageText {message_id} in {chat_id}",
            chat_id,
            lambda: self._bot.edit_message_text(
                content.text,
                chat_id,
                message_id,
                entities=content.entities or None,
                reply_markup=markup,
                link_preview_options=NO_PREVIEW,
            ),
            UNCHANGED,
        )

    async def edit_markup(self, chat_id: int, message_id: int, markup: InlineKeyboardMarkup | None = None) -> None:
        """Replace a message's buttons, or with ``None`` take them away.

        Raises:
            NotSent: they cannot be changed; why is in the log.
        """
        await self._change(
            f"editMessageReplyMarkup {message_id} in {chat_id}",
            chat_id,
            lambda: self._bot.edit_message_reply_markup(chat_id, message_id, reply_markup=markup),
            UNCHANGED,
        )

    async def delete(self, chat_id: int, message_id: int) -> None:
        """Delete a message; that it is gone already is success.

        Raises:
            NotSent: it cannot be deleted; why is in the log.
        """
        await self._change(
            f"deleteMessage {message_id} in {chat_id}",
            chat_id,
            lambda: self._bot.delete_message(chat_id, message_id),
            DELETED_ALREADY,
        )

    async def answer_button(self, query_id: str, text: str | None = None, *, alert: bool = False) -> None:
        """Let a pressed button come to rest, with a note of at most 200 UTF-16 units; longer ones are cut.

        Raises:
            NotSent: Telegram does not take it; that the button was pressed too long ago is only logged.
        """
        note = None if text is None else _cut(text, CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH)
        await self._answer_query(
            "answerCallbackQuery", lambda: self._bot.answer_callback_query(query_id, note, show_alert=alert)
        )

    async def answer_inline(
        self,
        query_id: str,
        results: Sequence[InlineQueryResult],
        *,
        cache_seconds: int,
        is_personal: bool,
        button: InlineQueryResultsButton | None = None,
    ) -> None:
        """Give somebody who types the bot's name in any chat what they may choose from.

        Raises:
            NotSent: Telegram does not take it; that the question is too old is only logged.
        """
        await self._answer_query(
            "answerInlineQuery",
            lambda: self._bot.answer_inline_query(
                query_id, results, cache_time=cache_seconds, is_personal=is_personal, button=button
            ),
        )

    async def is_administrator(self, chat_id: int, user_id: int) -> bool:
        """Whether somebody runs a chat at this moment; where Telegram does not say so, they do not.

        Raises:
            OutOfReach: Telegram cannot be asked now.
        """
        try:
            member = await self._insist(
                _Call(f"getChatMember in {chat_id}"), lambda: self._bot.get_chat_member(chat_id, user_id)
            )
        except OutOfReach:
            raise
        except (NotSent, ChatMigrated):
            return False
        return member.status in {ChatMember.OWNER, ChatMember.ADMINISTRATOR}

    async def show_typing(self, chat_id: int, thread: int | None = None) -> None:
        """Show for about five seconds that an answer is being found; that it fails is no loss."""
        await self._try_once(
            chat_id, lambda: self._bot.send_chat_action(chat_id, ChatAction.TYPING, message_thread_id=thread)
        )

    async def react(self, chat_id: int, message_id: int, emoji: str | None) -> None:
        """Put an emoji under somebody's message, or take it away; that it fails is no loss."""
        await self._try_once(chat_id, lambda: self._bot.set_message_reaction(chat_id, message_id, emoji))

    async def _deliver(self, outgoing: Outgoing) -> Message:
        where = f"{outgoing.chat_id}" + ("" if outgoing.thread is None else f", topic {outgoing.thread}")

        async def attempt() -> Message:
            async with self._pace.turn(outgoing.chat_id, priority=outgoing.priority):
                try:
                    return await self._post(outgoing)
                except BadRequest as error:
                    # Its author has edited the question since; a refused message does not count at Telegram's limits.
                    if outgoing.reply_quote is None or not _says(error, QUOTE_IS_GONE):
                        raise
                    return await self._post(replace(outgoing, reply_quote=None))

        return await self._insist(_Call(f"sendMessage to {where}", outgoing.chat_id, outgoing.priority), attempt)

    async def _post(self, outgoing: Outgoing) -> Message:
        reply = None
        if outgoing.reply_to is not None:
            # The question may have been deleted meanwhile; its answer is still an answer.
            reply = ReplyParameters(outgoing.reply_to, allow_sending_without_reply=True, quote=outgoing.reply_quote)
        return await self._bot.send_message(
            outgoing.chat_id,
            outgoing.content.text,
            entities=outgoing.content.entities or None,
            reply_parameters=reply,
            message_thread_id=outgoing.thread,
            reply_markup=outgoing.markup,
            disable_notification=outgoing.silent,
            link_preview_options=NO_PREVIEW,
        )

    async def _change(
        self, what: str, chat_id: int, change: Callable[[], Awaitable[object]], done_already: str
    ) -> None:
        async def attempt() -> None:
            await self._pace.rest(chat_id)
            try:
                await change()
            except BadRequest as error:
                if not _says(error, done_already):
                    raise

        try:
            await self._insist(_Call(what, chat_id), attempt)
        except ChatMigrated as error:
            raise _refusal(what, error) from error

    async def _answer_query(self, method: str, answer: Callable[[], Awaitable[object]]) -> None:
        async def attempt() -> None:
            try:
                await answer()
            except BadRequest as error:
                if not _says(error, QUERY_IS_OLD):
                    raise
                logger.info("%s came too late", method)

        await self._insist(_Call(method), attempt)

    async def _try_once(self, chat_id: int, call: Callable[[], Awaitable[object]]) -> None:
        if self._pace.refusal_seconds(chat_id) > 0:
            return
        try:
            await call()
        except RetryAfter as error:
            self._pace.refused(chat_id, seconds(error.retry_after) + SLACK_SECONDS)
        except TelegramError as error:
            logger.debug("nothing shown in %d: %s", chat_id, type(error).__name__)

    async def _insist(self, call: _Call, attempt: Callable[[], Awaitable[Result]]) -> Result:
        """Attempt a call until it succeeds, is refused, or has taken too long.

        Raises:
            NotSent, OutOfReach, Uncertain: as ``send`` says.
            ChatMigrated: the chat has another id.
        """
        paused_seconds = 0.0
        pauses = (min(FIRST_PAUSE_SECONDS * 2.0**power, LONGEST_PAUSE_SECONDS) for power in count())
        while True:
            try:
                return await attempt()
            except ChatMigrated:
                raise
            except LeftAlone as error:
                logger.warning("%s: %s", call.what, error)
                raise OutOfReach(call.what) from error
            except (Forbidden, BadRequest, InvalidToken) as error:
                raise _refusal(call.what, error) from error
            except RetryAfter as error:
                reason: TelegramError = error
                pause = self._wait_asked_for(call, error)
            except TelegramError as error:
                reason = error
                pause = next(pauses)
                _check_doubling(call, error)
                logger.warning("%s: %s; again in %.1f s", call.what, error, pause)
            paused_seconds += pause
            if paused_seconds > TRYING_SECONDS:
                logger.error("%s: given up after %.0f s", call.what, paused_seconds - pause)
                raise OutOfReach(call.what) from reason
            if not isinstance(reason, RetryAfter) or call.chat_id is None:
                await self._sleep(pause)

    def _wait_asked_for(self, call: _Call, error: RetryAfter) -> float:
        """For how many seconds to wait; a chat is waited for in its next turn."""
        wait = seconds(error.retry_after)
        logger.warning("%s: Telegram asks to wait %.0f s", call.what, wait)
        if call.chat_id is not None:
            self._pace.refused(call.chat_id, wait + SLACK_SECONDS)
        if wait > LONGEST_WAIT_SECONDS:
            raise OutOfReach(call.what) from error
        return wait + SLACK_SECONDS


def seconds(duration: int | timedelta) -> float:
    """A duration as python-telegram-bot gives it, in seconds."""
    return duration.total_seconds() if isinstance(duration, timedelta) else float(duration)


def _check_doubling(call: _Call, error: TelegramError) -> None:
    """Raise Uncertain if an announcement may have been posted although the call failed; log it for an answer."""
    # What Telegram itself answers in its own form was not carried out; python-telegram-bot gives other errors a cause.
    # A page of the machine in front of Telegram's, or an answer that was cut off, says nothing about that.
    if call.posts is None or error.__cause__ is None or isinstance(error.__cause__, NEVER_ARRIVED):
        return
    if call.posts is Priority.ANNOUNCEMENT:
        logger.warning("%s: nobody knows whether it was posted: %s", call.what, error)
        raise Uncertain(call.what) from error
    logger.warning("%s: mayhap_doubled, for it may have arrived and is sent again", call.what)


def _refusal(what: str, error: TelegramError) -> NotSent:
    """Log what cannot be done."""
    if isinstance(error, InvalidToken):
        logger.error("%s is not possible: Telegram refuses the token", what)  # its text may hold the token
    elif any(_says(error, words) for words in TOPIC_IS_GONE):
        logger.warning("%s is not possible: the topic was closed or deleted", what)
    else:
        logger.warning("%s is not possible: %s", what, error)
    return NotSent(what)


def _says(error: TelegramError, words: str) -> bool:
    return words in error.message.lower()


def _cut(text: str, units: int) -> str:
    """At most so many UTF-16 code units of a text, with an ellipsis where the rest was."""
    if utf16_length(text) <= units:
        return text
    # Half of a character at the end is ignored.
    return text.encode("utf-16-le")[: 2 * (units - 1)].decode("utf-16-le", "ignore") + "…"
