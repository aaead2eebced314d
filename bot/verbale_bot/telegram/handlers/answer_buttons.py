"""The buttons under an answer: more quotes, the context, what a person thinks of it, and all visits."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import Connection
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from verbale.store.ledger import KeptAnswer, answer_to, conversation, messages_of, read_answer
from verbale.store.verdicts import Verdict, give
from verbale_bot.telegram.answers import EXCHANGES, MORE, Context, find, first_pages, pages, show, show_pages
from verbale_bot.telegram.cards import context_of, render_context
from verbale_bot.telegram.exchange import Cites
from verbale_bot.telegram.handlers.pressing import Press
from verbale_bot.telegram.keyboards import REASONS, Keyboards
from verbale_bot.telegram.seal import Action

CONTEXT = "context"
"""Kind of a message that shows a quotation with what stands around it."""
VERDICTS = frozenset({Action.GOOD, Action.BAD, Action.REASON})
IMPATIENCE = timedelta(seconds=10)
"""Whoever presses again within this time has not seen yet what the first press brought."""


async def press_more(press: Press) -> None:
    """The next quotes, once."""
    exchange, answer = press.exchange, await _answer(press)
    if answer is None:
        return
    first = press.pressed.number(1)
    said = await exchange.desk.state.read(lambda connection: messages_of(connection, answer.id))
    mine = exchange.update.update_id
    if any(one.kind == MORE and one.first == first and one.update_id != mine for one in said):
        await press.toast("more-shown")
        return
    more = await pages(exchange, answer, first)
    if not more:
        await press.toast("no-more", alert=True)
        return
    await press.toast()
    await show_pages(exchange, more, press.message.message_id)
    await _take_away_pressed(press)


async def press_context(press: Press) -> None:
    """The paragraphs around a quote: a new message, or another quote's in the message that shows the one's."""
    exchange, answer = press.exchange, await _answer(press)
    if answer is None:
        return
    first, place, is_there = (press.pressed.number(field) for field in range(1, 4))
    citations = await exchange.desk.service.cited(answer.citations[place : place + 1], exchange.viewer)
    if not citations:
        await press.toast("button-too-old", alert=True)
        return
    content = render_context(citations[0], answer.language)
    cites = Cites(CONTEXT, (context_of(citations[0].quotation).quote,), answer.id, place)
    keyboards = Keyboards(exchange.desk.seal, exchange.chat_id, answer.language)
    markup = keyboards.under_context(answer, first, place, citations[0])
    if is_there:
        await press.toast()
        await exchange.change(press.message.message_id, content, cites=cites, markup=markup)
        return
    said = await exchange.desk.state.read(lambda connection: messages_of(connection, answer.id))
    since, mine = exchange.now() - IMPATIENCE, exchange.update.update_id
    alike = (one for one in said if one.kind == CONTEXT and one.first == place)
    if any(one.sent_at > since and one.update_id != mine for one in alike):
        await press.toast("more-shown")
        return
    await press.toast()
    await exchange.say(content, cites=cites, markup=markup, reply_to=press.message.message_id)


async def press_good(press: Press) -> None:
    """👍."""
    await _judge(press, Verdict(is_good=True, reason=None))


async def press_bad(press: Press) -> None:
    """👎: kept at once; why it is one may be said, too."""
    await _judge(press, Verdict(is_good=False, reason=None))


async def press_reason(press: Press) -> None:
    """Why it was a 👎."""
    await _judge(press, Verdict(is_good=False, reason=REASONS[press.pressed.number(1)]))


async def press_everywhere(press: Press) -> None:
    """The same question to all briefings."""
    exchange, answer = press.exchange, await _answer(press)
    if answer is None:
        return
    question, follows = answer.question, answer.follows
    if question is None:
        await press.toast("button-too-old", alert=True)
        return

    def read(connection: Connection) -> tuple[list[KeptAnswer], KeptAnswer | None]:
        before = [] if follows is None else conversation(connection, follows, EXCHANGES)
        asked_in = answer.question_message_id
        return before, None if asked_in is None else answer_to(connection, exchange.chat_id, asked_in)

    before, newest = await exchange.desk.state.read(read)
    if newest is not None and newest.id not in {answer.id, exchange.answer_id}:
        await press.toast("more-shown")  # an earlier press, or an edit of the question, has brought another answer
        return
    await press.toast()
    context = Context(tuple(before), answer.question_message_id)
    found = await find(exchange, question, None, context)
    await show(exchange, await first_pages(exchange, found))
    await _take_away_pressed(press)


async def _judge(press: Press, verdict: Verdict) -> None:
    exchange, answer = press.exchange, await _answer(press)
    user_id = exchange.user_id
    if answer is None or user_id is None:
        return
    await exchange.desk.state.write(lambda connection: give(connection, answer.id, user_id, verdict, exchange.now()))
    asks_why = not verdict.is_good and verdict.reason is None
    await press.toast("verdict-why" if asks_why else "verdict-thanks")
    keyboards = Keyboards(exchange.desk.seal, exchange.chat_id, answer.language)
    # What stands above stays as it is: a button that has done what it can do does not come back.
    above = [row for row in _rows(press) if not any(_is_verdict(press, button.callback_data) for button in row)]
    await _show_keyboard(press, [*above, *keyboards.verdicts(answer, asks_why=asks_why)])


async def _answer(press: Press) -> KeptAnswer | None:
    """The answer that the button belongs to; where it is no longer known, the person is told."""
    answer_id = press.pressed.number(0)
    answer = await press.exchange.desk.state.read(lambda connection: read_answer(connection, answer_id))
    if answer is None:
        await press.toast("button-too-old", alert=True)
    return answer


async def _take_away_pressed(press: Press) -> None:
    """The button has done what it can do."""
    query = press.exchange.update.callback_query
    if query is None:
        return
    rows = [[button for button in row if button.callback_data != query.data] for row in _rows(press)]
    await _show_keyboard(press, [row for row in rows if row])


def _rows(press: Press) -> Sequence[Sequence[InlineKeyboardButton]]:
    """The buttons under the message, as they were when one was pressed."""
    markup = press.message.reply_markup
    return () if markup is None else markup.inline_keyboard


def _is_verdict(press: Press, data: object) -> bool:
    pressed = press.exchange.desk.seal.read(press.exchange.chat_id, data) if isinstance(data, str) else None
    return pressed is not None and pressed.action in VERDICTS


async def _show_keyboard(press: Press, rows: Sequence[Sequence[InlineKeyboardButton]]) -> None:
    # A keyboard without buttons is none, and must not be sent as one.
    markup = InlineKeyboardMarkup(rows) if rows else None
    if markup != press.message.reply_markup:
        await press.exchange.desk.sender.edit_markup(press.exchange.chat_id, press.message.message_id, markup)
