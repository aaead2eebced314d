"""The buttons under a draft."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from verbale.describing import Field
from verbale.language import Language
from verbale.store.drafts import Draft
from verbale_bot.messages import message as words
from verbale_bot.telegram.exchange import Exchange
from verbale_bot.telegram.keyboards import NAMES_OF_LANGUAGES
from verbale_bot.telegram.office.draft_card import Card
from verbale_bot.telegram.rendering import shortened
from verbale_bot.telegram.seal import Action, short_name

LETTERS = {
    Field.TITLE: "t",
    Field.DATE: "d",
    Field.LANGUAGE: "l",
    Field.SOURCE: "s",
    Field.VISIT: "v",
    Field.AUDIENCE: "a",
    Field.EMBARGO: "e",
}
"""Stand for the fields in payloads and in the kinds of messages that ask for them."""
FIELDS = {letter: field for field, letter in LETTERS.items()}
TWIN_UNITS = 30


def under_card(exchange: Exchange, draft: Draft, card: Card) -> InlineKeyboardMarkup:
    """Publish, edit, discard; and the briefings whose next edition it may be instead."""
    rows = [
        [_button(exchange, words("draft-publish", exchange.language), Action.PUBLISH, draft.id)],
        [
            _button(exchange, words("draft-edit", exchange.language), Action.EDIT_DRAFT, draft.id),
            _button(exchange, words("draft-discard", exchange.language), Action.DISCARD, draft.id),
        ],
    ]
    rows += [
        [
            _button(
                exchange,
                words("draft-as-edition", exchange.language, title=shortened(twin.title, TWIN_UNITS)),
                Action.EDITION_OF,
                draft.id,
                short_name(twin.briefing),
            )
        ]
        for twin in card.twins
    ]
    return InlineKeyboardMarkup(rows)


def fields(exchange: Exchange, draft_id: int) -> InlineKeyboardMarkup:
    """One button a field, and the way back."""
    buttons = [
        _button(
            exchange, words(f"draft-field-{field.value}", exchange.language), Action.DRAFT_FIELD, draft_id, letter
        )
        for field, letter in LETTERS.items()
    ]
    back = _button(exchange, words("draft-back", exchange.language), Action.SHOW_DRAFT, draft_id)
    return InlineKeyboardMarkup([buttons[:3], buttons[3:5], buttons[5:], [back]])


def languages(exchange: Exchange, draft_id: int) -> InlineKeyboardMarkup:
    """The five languages that a document may be in."""
    buttons = [
        _button(exchange, name, Action.DRAFT_LANGUAGE, draft_id, language.value)
        for language, name in NAMES_OF_LANGUAGES.items()
        if language in set(Language)
    ]
    return InlineKeyboardMarkup([buttons[:3], buttons[3:]])


def _button(exchange: Exchange, label: str, action: Action, *parts: int | str) -> InlineKeyboardButton:
    payload = exchange.desk.seal.payload(exchange.chat_id, action, *parts)
    return InlineKeyboardButton(label, callback_data=payload)
