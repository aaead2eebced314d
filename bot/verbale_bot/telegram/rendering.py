"""Quotations as messages: the words as a block quotation, under them the source."""

from telegram import MessageEntity
from telegram.constants import MessageLimit

from verbale.language import Language
from verbale.quote import Quotation
from verbale_bot.messages import date_in_words, language_name
from verbale_bot.telegram.formatted import Formatted, joined, utf16_length
from verbale_bot.text_fragment import link_to_text

FOLDED_FROM_UNITS = 400
"""A quotation longer than this (about eight lines on a telephone) is folded until it is tapped."""
LONGEST_TITLE_UNITS = 200
BETWEEN = "\n\n"


def render(quotations: tuple[Quotation, ...], language: Language) -> list[Formatted]:
    """Messages that show ``quotations`` in order, none longer than Telegram allows, no quotation split between two.

    ``language`` is the reader's: dates are written in it, and the language of a quotation is named where it is another.
    """
    messages: list[list[Formatted]] = []
    room = 0
    for quotation in quotations:
        shown = render_one(quotation, language)
        needed = shown.length + utf16_length(BETWEEN)
        if not messages or needed > room:
            messages.append([])
            room = int(MessageLimit.MAX_TEXT_LENGTH)
        messages[-1].append(shown)
        room -= needed
    return [joined(parts, BETWEEN) for parts in messages]


def render_one(quotation: Quotation, language: Language) -> Formatted:
    """One quotation and its source line."""
    folded = utf16_length(quotation.text) > FOLDED_FROM_UNITS
    kind = MessageEntity.EXPANDABLE_BLOCKQUOTE if folded else MessageEntity.BLOCKQUOTE
    return Formatted(quotation.text).wrapped(kind) + "\n" + _source_line(quotation, language)


def _source_line(quotation: Quotation, language: Language) -> Formatted:
    """Title (a link to the very place, if the source has an address), date, paragraph, and the language if another."""
    title = Formatted(_shortened(quotation.title))
    url = quotation.briefing.source_url
    if url is not None:
        title = title.wrapped(MessageEntity.TEXT_LINK, link_to_text(url, quotation.text))
    details = [f"¶ {quotation.paragraph}"]
    if quotation.date is not None:
        details.insert(0, date_in_words(quotation.date, language))
    if quotation.briefing.language != language:
        details.append(language_name(quotation.briefing.language, language))
    return Formatted("— ") + title + "".join(f" · {detail}" for detail in details)


def _shortened(title: str) -> str:
    if utf16_length(title) <= LONGEST_TITLE_UNITS:
        return title
    # Half as many code points fit in any case: none takes more than two units.
    return title[: LONGEST_TITLE_UNITS // 2].rsplit(" ", 1)[0] + "…"
