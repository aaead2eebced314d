"""What is posted: headline, date, key sentences word for word, and the ways on from there."""

from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from verbale.answer import Citation
from verbale.briefing import Briefing
from verbale.cited import cited
from verbale.language import Language
from verbale.store.briefings import BriefingStore
from verbale_bot.browsing import Headline
from verbale_bot.messages import message as words
from verbale_bot.telegram.cards import render_headline
from verbale_bot.telegram.deep_links import link_to_briefing
from verbale_bot.telegram.rendering import Page, link_to
from verbale_bot.telegram.seal import Action, Seal

AS_A_GROUP = -1
"""Stands for the chat of a preview: it has the buttons that groups and channels see."""


@dataclass(frozen=True)
class Posting:
    """What posts are made of: the briefing, what is cited from it, and the bot that asks lead to."""

    briefing: Briefing
    citations: tuple[Citation, ...]
    bot_name: str

    def page(self, store: BriefingStore, language: Language) -> Page:
        """The post in a reader's language, sliced from the stored edition and checked now."""
        return render_headline(Headline(self.briefing, cited(self.citations, store.quotations)), language)

    def keyboard(
        self, seal: Seal, chat_id: int, language: Language, *, ask: bool = True
    ) -> InlineKeyboardMarkup | None:
        """Ask about this, open the source; in a private chat one tap ends the subscription.

        ``ask``: whether the briefing may still be asked about and read; it was perhaps withdrawn.
        """
        row = []
        if ask:
            link = link_to_briefing(self.bot_name, self.briefing.id)
            row.append(InlineKeyboardButton(words("news-ask", language), url=link))
            source = link_to(self.briefing, None)
            if source is not None:
                row.append(InlineKeyboardButton(words("news-full-text", language), url=source))
        end = unsubscribing(seal, chat_id, language)
        rows = [one for one in (row, *([] if end is None else end.inline_keyboard)) if one]
        return InlineKeyboardMarkup(rows) if rows else None


def unsubscribing(seal: Seal, chat_id: int, language: Language) -> InlineKeyboardMarkup | None:
    """In a private chat one tap ends the subscription."""
    if chat_id < 0:
        return None
    data = seal.payload(chat_id, Action.UNSUBSCRIBE)
    return InlineKeyboardMarkup([[InlineKeyboardButton(words("news-unsubscribe", language), callback_data=data)]])
