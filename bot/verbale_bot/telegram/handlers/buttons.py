"""Pressed buttons: read, checked, and handed to what they are for."""

from collections.abc import Awaitable, Callable, Mapping

from telegram import Message

from verbale_bot.messages import message as words
from verbale_bot.telegram.exchange import Exchange
from verbale_bot.telegram.handlers.answer_buttons import (
    press_bad,
    press_context,
    press_everywhere,
    press_good,
    press_more,
    press_reason,
)
from verbale_bot.telegram.handlers.browsing import ask_about_briefing, choose_from_list, turn_page
from verbale_bot.telegram.handlers.choosing import press_language, press_visit
from verbale_bot.telegram.handlers.pressing import Press
from verbale_bot.telegram.handlers.subscribing import press_subscribe, press_unsubscribe
from verbale_bot.telegram.handlers.subscription_buttons import press_choice, press_view
from verbale_bot.telegram.office.presses import OFFICE_PRESSES
from verbale_bot.telegram.seal import Action
from verbale_bot.telegram.sending import NotSent, OutOfReach

WHAT_IT_DOES: Mapping[Action, Callable[[Press], Awaitable[None]]] = {
    Action.MORE: press_more,
    Action.CONTEXT: press_context,
    Action.GOOD: press_good,
    Action.BAD: press_bad,
    Action.REASON: press_reason,
    Action.EVERYWHERE: press_everywhere,
    Action.PAGE: turn_page,
    Action.BRIEFING: choose_from_list,
    Action.ABOUT_BRIEFING: ask_about_briefing,
    Action.VISIT: press_visit,
    Action.LANGUAGE: press_language,
    Action.SUBSCRIBE: press_subscribe,
    Action.UNSUBSCRIBE: press_unsubscribe,
    Action.SUBSCRIPTION: press_view,
    Action.SUBSCRIPTION_CHOICE: press_choice,
    **OFFICE_PRESSES,
}
INACCESSIBLE = 0
"""Date of a message that Telegram does not show; python-telegram-bot makes an ordinary message of it all the same."""


async def press_button(exchange: Exchange) -> None:
    """Do what a pressed button says, if it is one of the bot's own, made for this chat."""
    query = exchange.update.callback_query
    if query is None:
        return
    if not isinstance(query.message, Message) or query.message.date.timestamp() == INACCESSIBLE:
        # Telegram shows no message that is too old, was deleted, or was sent in inline mode.
        await _refuse(exchange, query.id, "button-too-old")
        return
    pressed = exchange.desk.seal.read(query.message.chat.id, query.data or "")
    if pressed is None:
        await _refuse(exchange, query.id, "button-broken")
        return
    press = Press(exchange, query.id, query.message, pressed)
    try:
        await WHAT_IT_DOES[pressed.action](press)
    except OutOfReach:
        raise  # the press is dealt with later
    except NotSent:
        await press.toast("button-too-old", alert=True)
        raise
    await press.toast()


async def _refuse(exchange: Exchange, query_id: str, name: str) -> None:
    await exchange.desk.sender.answer_button(query_id, words(name, exchange.language), alert=True)
