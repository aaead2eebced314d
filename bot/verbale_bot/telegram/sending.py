"""Sending to Telegram, at Telegram's pace and through everything that Telegram answers."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

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
from telegram.error import BadRequest, ChatMigrated, RetryAfter, TelegramError

from verbale_bot.telegram.claiming import Claim, NotClaimed
from verbale_bot.telegram.formatted import Formatted, utf16_length
from verbale_bot.telegram.insisting import (
    SLACK_SECONDS,
    Call,
    Insisting,
    NotSent,
    OnMigrated,
    OutOfReach,
    Sleep,
    Uncertain,
    refusal,
    says,
    seconds,
)
from verbale_bot.telegram.pace import Pace, Priority

__all__ = [
    "SLACK_SECONDS",
    "Claim",
    "NotClaimed",
    "NotSent",
    "OutOfReach",
    "Outgoing",
    "Sender",
    "Sleep",
    "Uncertain",
    "seconds",
]

logger = logging.getLogger(__name__)

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
# How Telegram says it, in lower case: python-telegram-bot changes capitals.
QUOTE_IS_GONE = "quote_text_invalid"
UNCHANGED = "message is not modified"
DELETED_ALREADY = "message to delete not found"
QUERY_IS_OLD = "query is too old"


@dataclass(frozen=True)
class Outgoing:
    """One message to one chat.

    ``reply_quote`` is the part of the message ``reply_to`` that it answers, word for word. ``thread`` is the topic of
    a forum. ``silent`` messages make no sound. ``claim`` is taken for each attempt, in its turn of the pace.
    """

    chat_id: int
    content: Formatted
    reply_to: int | None = None
    reply_quote: str | None = None
    thread: int | None = None
    markup: InlineKeyboardMarkup | ForceReply | None = None
    priority: Priority = Priority.ANSWER
    silent: bool = False
    claim: Claim | None = None


class Sender:
    """The one way to Telegram's chats. An answer that may have been lost is sent again: better twice than never."""

    def __init__(
        self, bot: Bot, pace: Pace, sleep: Sleep = asyncio.sleep, on_migrated: OnMigrated | None = None
    ) -> None:
        self._bot = bot
        self._pace = pace
        self.insisting = Insisting(pace, sleep, on_migrated)

    @property
    def on_migrated(self) -> OnMigrated | None:
        """What is told the old and the new id of a group that became a supergroup."""
        return self.insisting.on_migrated

    @on_migrated.setter
    def on_migrated(self, told: OnMigrated | None) -> None:
        self.insisting.on_migrated = told

    async def send(self, outgoing: Outgoing) -> Message:
        """Send one message; a group that became a supergroup gets it there.

        Raises:
            NotSent: it cannot be delivered; why is in the log.
            OutOfReach: it cannot be delivered now.
            Uncertain: an announcement may or may not have been posted.
            NotClaimed: it is not to be posted any more.
        """

        async def deliver(chat_id: int) -> Message:
            if chat_id == outgoing.chat_id:
                return await self._deliver(outgoing)
            # Messages of the old group have no numbers in the new one.
            return await self._deliver(replace(outgoing, chat_id=chat_id, reply_to=None, reply_quote=None, thread=None))

        return await self.insisting.wherever("sendMessage", outgoing.chat_id, deliver)

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
            member = await self.insisting.insist(
                Call(f"getChatMember in {chat_id}"), lambda: self._bot.get_chat_member(chat_id, user_id)
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
            try:
                return await self._claim_and_post(outgoing)
            except BadRequest as error:
                # Its author has edited the question since; a refused message does not count at Telegram's limits.
                if outgoing.reply_quote is None or not says(error, QUOTE_IS_GONE):
                    raise
                return await self._claim_and_post(replace(outgoing, reply_quote=None))

        return await self.insisting.post(f"sendMessage to {where}", outgoing.chat_id, attempt, outgoing.priority)

    async def _claim_and_post(self, outgoing: Outgoing) -> Message:
        if outgoing.claim is None:
            return await self._post(outgoing)
        return await outgoing.claim.post(lambda: self._post(outgoing))

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
                if not says(error, done_already):
                    raise

        try:
            await self.insisting.insist(Call(what, chat_id), attempt)
        except ChatMigrated as error:
            raise refusal(what, error) from error

    async def _answer_query(self, method: str, answer: Callable[[], Awaitable[object]]) -> None:
        async def attempt() -> None:
            try:
                await answer()
            except BadRequest as error:
                if not says(error, QUERY_IS_OLD):
                    raise
                logger.info("%s came too late", method)

        await self.insisting.insist(Call(method), attempt)

    async def _try_once(self, chat_id: int, call: Callable[[], Awaitable[object]]) -> None:
        if self._pace.refusal_seconds(chat_id) > 0:
            return
        try:
            await call()
        except RetryAfter as error:
            self._pace.refused(chat_id, seconds(error.retry_after) + SLACK_SECONDS)
        except TelegramError as error:
            logger.debug("nothing shown in %d: %s", chat_id, type(error).__name__)


def _cut(text: str, units: int) -> str:
    """At most so many UTF-16 code units of a text, with an ellipsis where the rest was."""
    if utf16_length(text) <= units:
        return text
    # Half of a character at the end is ignored.
    return text.encode("utf-16-le")[: 2 * (units - 1)].decode("utf-16-le", "ignore") + "…"
