"""The buttons under a draft."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from verbale.describing import Field
from verbale.language import Language
from verbale.store.drafts import Draft
from verbale_bot.messages import message as words
from verbale_bot.telegram.keyboards import NAMES_OF_LANGUAGES
from verbale_bot.telegram.office.draft_card import Card
from verbale_bot.telegram.rendering import shortened
from verbale_bot.telegram.seal import Action, Seal, short_name

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


class DraftKeyboards:
    """Makes the keyboards for one chat and one language."""

    def __init__(self, seal: Seal, chat_id: int, language: Language) -> None:
        self._seal = seal
        self._chat_id = chat_id
        self._language = language

    def under_card(self, draft: Draft, card: Card) -> InlineKeyboardMarkup:
        """Publish, edit, discard; and the briefings whose next edition it may be instead."""
        rows = [
            [self._button("draft-publish", Action.PUBLISH, draft.id)],
            [
                self._button("draft-edit", Action.EDIT_DRAFT, draft.id),
                self._button("draft-discard", Action.DISCARD, draft.id),
            ],
        ]
        for twin in card.twins:
            label = words("draft-as-edition", self._language, title=shortened(twin.title, TWIN_UNITS))
            rows.append([self._plain(label, Action.EDITION_OF, draft.id, short_name(twin.briefing))])
        return InlineKeyboardMarkup(rows)

    def fields(self, draft_id: int) -> InlineKeyboardMarkup:
        """One button a field, and the way back."""
        buttons = [
            self._button(f"draft-field-{field.value}", Action.DRAFT_FIELD, draft_id, letter)
            for field, letter in LETTERS.items()
        ]
        back = self._button("draft-back", Action.SHOW_DRAFT, draft_id)
        return InlineKeyboardMarkup([buttons[:3], buttons[3:5], buttons[5:], [back]])

    def languages(self, draft_id: int) -> InlineKeyboardMarkup:
        """The five languages that a document may be in."""
        buttons = [
            self._plain(name, Action.DRAFT_LANGUAGE, draft_id, language.value)
            for language, name in NAMES_OF_LANGUAGES.items()
        ]
        return InlineKeyboardMarkup([buttons[:3], buttons[3:]])

    def _button(self, name: str, action: Action, *parts: int | str) -> InlineKeyboardButton:
        return self._plain(words(name, self._language), action, *parts)

    def _plain(self, label: str, action: Action, *parts: int | str) -> InlineKeyboardButton:
        return InlineKeyboardButton(label, callback_data=self._seal.payload(self._chat_id, action, *parts))
