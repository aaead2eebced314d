"""Quotations as messages: the words as a block quotation, under them the source."""

import re
from dataclasses import dataclass

from telegram import MessageEntity
from telegram.constants import MessageLimit

from verbale.answer import Reason
from verbale.briefing import Briefing
from verbale.cited import Cited
from verbale.language import Language
from verbale.quote import Quotation
from verbale.speech.speakers import SpeechKind
from verbale_bot.messages import date_in_words, language_name, message, reason_in_words
from verbale_bot.telegram.formatted import Formatted, joined, utf16_length
from verbale_bot.text_fragment import link_to_text

FOLDED_FROM_UNITS = 400
"""A quotation longer than this (about eight lines on a telephone) is folded until it is tapped."""
LONGEST_TITLE_UNITS = 200
MOST_ALSO = 3
"""Other places that say the same: more of them are no news."""
BETWEEN = "\n\n"
LONGEST_LINK_UNITS = 2048
"""Longer than this, no address is taken for a link's or a button's."""

_OPENED_BY_TELEGRAM = re.compile(r"https?://[^\s/?#.]+\.\S+")
"""A host without a dot, of an organisation's own network, is refused with the whole message."""


@dataclass(frozen=True)
class Page:
    """One message, or a part of one that must not be split: its text, and the quotations that stand in it."""

    content: Formatted
    quotations: tuple[Quotation, ...] = ()


def render(reason: Reason | None, citations: tuple[Cited, ...], language: Language, note: str = "") -> list[Page]:
    """Messages that show citations, none longer than Telegram allows, no quotation split between two.

    ``reason``, why they are no answer, comes first in words, with ``note`` before it. ``language`` is the reader's:
    dates are written in it, and the language of a quotation is named where it is another.
    """
    parts = [Page(render_one(one, language), (one.quotation,)) for one in citations]
    if reason is not None:
        said = " ".join(filter(None, (note, reason_in_words(reason, language))))
        parts = [Page(Formatted(said)), *parts]
    return packed(parts)


def packed(parts: list[Page]) -> list[Page]:
    """As few messages as hold all parts, in order; each part must fit into one."""
    pages: list[list[Page]] = []
    room = entities = 0
    for part in parts:
        length = part.content.length
        if not pages or length > room or len(part.content.entities) > entities:
            pages.append([])
            room, entities = int(MessageLimit.MAX_TEXT_LENGTH), int(MessageLimit.MESSAGE_ENTITIES)
        pages[-1].append(part)
        room -= length + utf16_length(BETWEEN)
        entities -= len(part.content.entities)
    return [
        Page(joined([part.content for part in page], BETWEEN), tuple(one for part in page for one in part.quotations))
        for page in pages
    ]


def render_one(one: Cited, language: Language) -> Formatted:
    """One quotation, who speaks in it, its source, and, as far as there is room, where else the same is said."""
    shown = joined([*spoken(one, language), source_line(one.quotation, language)], "\n")
    for other in one.also[:MOST_ALSO]:
        longer = shown + f"\n{message('also-in', language)}: " + source_line(other, language)
        if longer.length > MessageLimit.MAX_TEXT_LENGTH:
            break
        shown = longer
    return shown


def spoken(one: Cited, language: Language) -> list[Formatted]:
    """The quotation as a block, and under it who speaks."""
    speech = _speech_line(one, language)
    return [block(Formatted(one.quotation.text)), *([] if speech is None else [speech])]


def block(words: Formatted) -> Formatted:
    """Words of a briefing as a block quotation; a long one is folded."""
    folded = words.length > FOLDED_FROM_UNITS
    return words.wrapped(MessageEntity.EXPANDABLE_BLOCKQUOTE if folded else MessageEntity.BLOCKQUOTE)


def _speech_line(one: Cited, language: Language) -> Formatted | None:
    """Who speaks, in the briefing's own words, unless the quotation says so itself; and that speech is reported."""
    parts = []
    if one.speaker is not None and one.speaker.text not in one.quotation.text:
        name = Formatted(one.speaker.text).wrapped(MessageEntity.ITALIC)
        parts.append(Formatted(f"{message('speaker', language)}: ") + name)
    if one.speech is SpeechKind.REPORTED:
        parts.append(Formatted(message("reported-speech", language)))
    return joined(parts, " · ") if parts else None


def source_line(quotation: Quotation, language: Language) -> Formatted:
    """Title (a link to the very place, if the source has an address), date, paragraph, and the language if another."""
    title = Formatted(shortened(quotation.title))
    url = link_to(quotation.briefing, quotation)
    if url is not None:
        title = title.wrapped(MessageEntity.TEXT_LINK, url)
    details = [f"¶ {quotation.paragraph}"]
    if quotation.date is not None:
        details.insert(0, date_in_words(quotation.date, language))
    if quotation.briefing.language != language:
        details.append(language_name(quotation.briefing.language, language))
    return Formatted("— ") + title + "".join(f" · {detail}" for detail in details)


def link_to(briefing: Briefing, quotation: Quotation | None) -> str | None:
    """The address of a briefing's source, at the very place of ``quotation``; None where Telegram would open none."""
    url = briefing.source_url
    if url is None or not _OPENED_BY_TELEGRAM.fullmatch(url):
        return None
    exact = url if quotation is None else link_to_text(url, quotation.text)
    return next((one for one in (exact, url) if utf16_length(one) <= LONGEST_LINK_UNITS), None)


def shortened(title: str, units: int = LONGEST_TITLE_UNITS) -> str:
    """A title that leaves room for the quotation: at most so many UTF-16 code units, cut after a word if it can be."""
    if utf16_length(title) <= units:
        return title
    # A character that takes two units and is cut in the middle is left out.
    kept = title.encode("utf-16-le")[: (units - 1) * 2].decode("utf-16-le", errors="ignore")
    last_blank = kept.rfind(" ")
    return (kept[:last_blank] if last_blank * 2 > len(kept) else kept) + "…"
