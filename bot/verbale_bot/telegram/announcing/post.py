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


@dataclass(frozen=True)
class Posting:
    """What posts are made of: the briefing, what is cited from it, and the bot that asks lead to."""

    briefing: Briefing
    citations: tuple[Citation, ...]
    bot_name: str

    def page(self, store: BriefingStore, language: Language) -> Page:
        """The post in a reader's language, sliced from the stored edition and checked now."""
        return render_headline(Headline(self.briefing, cited(self.citations, store.quotations)), language)

    def keyboard(self, seal: Seal, chat_id: int, language: Language) -> InlineKeyboardMarkup:
        """Ask about this, open the source; in a private chat one tap ends the subscription."""
        link = link_to_briefing(self.bot_name, self.briefing.id)
        row = [InlineKeyboardButton(words("news-ask", language), url=link)]
        source = link_to(self.briefing, None)
        if source is not None:
            row.append(InlineKeyboardButton(words("news-full-text", language), url=source))
        rows = [row]
        if chat_id > 0:
            data = seal.payload(chat_id, Action.UNSUBSCRIBE)
            rows.append([InlineKeyboardButton(words("news-unsubscribe", language), callback_data=data)])
        return InlineKeyboardMarkup(rows)
