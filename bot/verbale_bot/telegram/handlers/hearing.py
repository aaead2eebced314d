"""Messages that are no commands: questions, quotations to be checked, and corrections of questions."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Connection

from verbale.answer import Outcome
from verbale.store.ledger import KeptAnswer, Said, answer_to, conversation, messages_of, said_in
from verbale_bot.telegram.addressing import Asked, asked_in, command_of, is_addressed, replied_to, text_of
from verbale_bot.telegram.answers import ANSWER, EXCHANGES, AnswerPage, Context, answer_question, find, first_pages
from verbale_bot.telegram.exchange import Exchange
from verbale_bot.telegram.handlers.verifying import VERIFY_PROMPT, verify_message
from verbale_bot.telegram.keyboards import prompt
from verbale_bot.telegram.office.replies import reply_given
from verbale_bot.telegram.office.rights import EDITORS
from verbale_bot.telegram.sending import NotSent

EDITED_FOR = timedelta(minutes=1)
"""A question that is edited within this time of being asked gets its answer edited."""


async def hear(exchange: Exchange) -> None:
    """A message in a private chat, or one in a group that is for the bot."""
    message = exchange.message
    kind = await _kind_replied_to(exchange)
    if _is_for_checking(exchange, kind):
        await verify_message(exchange, message)
        return
    if kind is not None and exchange.role in EDITORS and await reply_given(exchange, kind):
        return
    asked = asked_in(message, exchange.desk.bot)
    if asked.text:
        await ask(exchange, asked)
    elif not exchange.is_group:
        await exchange.tell("no-question" if text_of(message) else "text-only")
    elif text_of(message):
        await _ask_for_question(exchange)


async def ask_command(exchange: Exchange) -> None:
    """/ask, with the question after it, or under the message that asks it."""
    asked = asked_in(exchange.message, exchange.desk.bot)
    if asked.text:
        await ask(exchange, asked)
    else:
        await _ask_for_question(exchange)


async def ask(exchange: Exchange, asked: Asked) -> None:
    """Answer a question, unless too many came in a short time."""
    if await _may_ask(exchange):
        await answer_question(exchange, asked)


async def _may_ask(exchange: Exchange) -> bool:
    """Whether one more question may be answered; if not, that is said once."""
    asked_at = (exchange.message.edit_date or exchange.message.date).timestamp()
    refusal = exchange.desk.throttle.take(exchange.user_id or exchange.chat_id, exchange.chat_id, asked_at)
    if refusal is not None and refusal.is_news:
        await exchange.tell("slow-down-chat" if refusal.of_chat else "slow-down", seconds=refusal.seconds)
    return refusal is None


async def hear_edit(exchange: Exchange) -> None:
    """A message was edited: the answer to it is edited, too, if that is soon after the question."""
    message, bot = exchange.message, exchange.desk.bot
    asked = asked_in(message, bot)
    earlier = await exchange.desk.state.read(
        lambda connection: answer_to(connection, exchange.chat_id, message.message_id, exchange.answer_id)
    )
    is_soon = message.edit_date is not None and message.edit_date - message.date <= EDITED_FOR
    command = command_of(message, bot)
    is_question = bool(asked.text) and (command is None or command[0] == "ask")
    if _is_for_checking(exchange, await _kind_replied_to(exchange)):
        if is_soon:
            await verify_message(exchange, message)
    elif earlier is None:
        if is_soon and is_question and (not exchange.is_group or is_addressed(message, bot)):
            await ask(exchange, asked)
    elif not is_question or asked.text == earlier.question:
        return
    elif is_soon:
        if await _may_ask(exchange):
            await _answer_instead(exchange, asked, earlier)
    else:
        await exchange.tell("edited-late")


async def _answer_instead(exchange: Exchange, asked: Asked, earlier: KeptAnswer) -> None:
    follows = earlier.follows

    def read(connection: Connection) -> tuple[list[KeptAnswer], list[Said]]:
        before = [] if follows is None else conversation(connection, follows, EXCHANGES)
        # An edit that was broken off may have come as far as to change the messages.
        return before, [*messages_of(connection, earlier.id), *messages_of(connection, exchange.answer_id)]

    before, said = await exchange.desk.state.read(read)
    context = Context(tuple(before), exchange.message.message_id)
    found = await find(exchange, asked.text, exchange.scope, context)
    answer = found.answer
    if answer.outcome is Outcome.NO_QUESTION:
        # Small talk is not kept; what was asked before is no longer, but its message can be corrected once more.
        answer = replace(answer, id=earlier.id, question=None, asked_at=earlier.asked_at)
        found = replace(found, answer=answer)
        await exchange.keep(answer)
    shown = sorted({one.message_id for one in said if one.kind == ANSWER and one.message_id is not None})
    new = await first_pages(exchange, found)
    if answer.id == earlier.id:
        new = [replace(page, cites=replace(page.cites, answer_id=earlier.id)) for page in new]
    for page, message_id in zip(new, shown, strict=False):
        await _replace(exchange, page, message_id)
    for page in new[len(shown) :]:
        await _say(exchange, page)
    for message_id in shown[len(new) :]:
        await exchange.desk.sender.delete(exchange.chat_id, message_id)


async def _replace(exchange: Exchange, page: AnswerPage, message_id: int) -> None:
    try:
        await exchange.change(message_id, page.content, cites=page.cites, markup=page.keyboard)
    except NotSent:  # the message was deleted meanwhile
        await _say(exchange, page)


async def _say(exchange: Exchange, page: AnswerPage) -> None:
    await exchange.say(page.content, cites=page.cites, markup=page.keyboard, reply_to=exchange.message.message_id)


def _is_for_checking(exchange: Exchange, kind: str | None) -> bool:
    """A forwarded message in a private chat, or the reply to the request for a quotation."""
    if exchange.message.forward_origin is not None and not exchange.is_group:
        return bool(text_of(exchange.message))
    return kind == VERIFY_PROMPT


async def _kind_replied_to(exchange: Exchange) -> str | None:
    """The kind of the message of the bot's that this one replies to."""
    replied = replied_to(exchange.message)
    if replied is None:
        return None
    said = await exchange.desk.state.read(lambda connection: said_in(connection, exchange.chat_id, replied.message_id))
    return None if said is None else said.kind


async def _ask_for_question(exchange: Exchange) -> None:
    await exchange.say(exchange.words("ask-empty"), markup=prompt(), reply_to=exchange.message.message_id)
