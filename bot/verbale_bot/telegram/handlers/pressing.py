"""A press of a button: what it says, and the word back that stops the button from turning."""

from telegram import Message

from verbale_bot.messages import message as words
from verbale_bot.telegram.exchange import Exchange
from verbale_bot.telegram.seal import Pressed


class Press:
    """A button of one of the bot's messages was pressed."""

    def __init__(self, exchange: Exchange, query_id: str, message: Message, pressed: Pressed) -> None:
        self.exchange = exchange
        self.message = message
        self.pressed = pressed
        self._query_id = query_id
        self._is_answered = False

    async def toast(self, name: str | None = None, *, alert: bool = False) -> None:
        """Answer the press, with a short message of the bot's own or without words; only the first time counts."""
        if self._is_answered:
            return
        self._is_answered = True
        text = None if name is None else words(name, self.exchange.language)
        await self.exchange.desk.sender.answer_button(self._query_id, text, alert=alert)
