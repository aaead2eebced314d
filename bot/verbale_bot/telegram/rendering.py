"""Quotations as messages: the words as a block quotation, under them the source."""

from telegram import MessageEntity
from telegram.constants import MessageLimit

from verbale.answer import Answer
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


def render(answer: Answer, citations: tuple[Cited, ...], language: Language) -> list[Formatted]:
    """Messages that show an answer, none longer than Telegram allows, no quotation split between two.

    Without an answer that is the reason in words; what is only near follows it, one quotation. ``language`` is the
    reader's: dates are written in it, and the language of a quotation is named where it is another.
    """
    parts = [render_one(one, language) for one in citations]
    if answer.reason is not None:
        parts = [Formatted(reason_in_words(answer.reason, language)), *parts[:1]]
    messages: list[list[Formatted]] = []
    room = 0
    for part in parts:
        needed = part.length + utf16_length(BETWEEN)
        if not messages or needed > room:
            messages.append([])
            room = int(MessageLimit.MAX_TEXT_LENGTH)
        messages[-1].append(part)
        room -= needed
    return [joined(parts, BETWEEN) for parts in messages]


def render_one(one: Cited, language: Language) -> Formatted:
    """One quotation, who speaks in it, its source, and where else the same is said."""
    quotation = one.quotation
    folded = utf16_length(quotation.text) > FOLDED_FROM_UNITS
    kind = MessageEntity.EXPANDABLE_BLOCKQUOTE if folded else MessageEntity.BLOCKQUOTE
    lines = [Formatted(quotation.text).wrapped(kind)]
    speech = _speech_line(one, language)
    if speech is not None:
        lines.append(speech)
    lines.append(_source_line(quotation, language))
    lines += [
        Formatted(f"{message('also-in', language)}: ") + _source_line(other, language) for other in one.also[:MOST_ALSO]
    ]
    return joined(lines, "\n")


def _speech_line(one: Cited, language: Language) -> Formatted | None:
    """Who speaks, in the briefing's own words, unless the quotation says so itself; and that speech is reported."""
    parts = []
    if one.speaker is not None and one.speaker.text not in one.quotation.text:
        name = Formatted(one.speaker.text).wrapped(MessageEntity.ITALIC)
        parts.append(Formatted(f"{message('speaker', language)}: ") + name)
    if one.speech is SpeechKind.REPORTED:
        parts.append(Formatted(message("reported-speech", language)))
    return joined(parts, " · ") if parts else None


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
