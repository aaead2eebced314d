"""A briefing as a message: its headline and key sentences; and a quotation in its context."""

from telegram import MessageEntity

from verbale.cited import Cited
from verbale.language import Language
from verbale.quote import Quotation, Quote
from verbale.span import Span
from verbale_bot.browsing import Headline
from verbale_bot.messages import date_in_words, language_name
from verbale_bot.telegram.formatted import Formatted, joined, utf16_length
from verbale_bot.telegram.rendering import BETWEEN, Page, block, shortened, source_line, spoken

LARGEST_CONTEXT_UNITS = 3500
"""What is left of a message of 4096 units when the source has its line."""


def render_headline(of: Headline, language: Language) -> Page:
    """Title, day, and the key sentences word for word, as many of them as fit into one message."""
    briefing = of.briefing
    details = [] if briefing.date is None else [date_in_words(briefing.date, language)]
    if briefing.language != language:
        details.append(language_name(briefing.language, language))
    title = Formatted(shortened(briefing.title)).wrapped(MessageEntity.BOLD)
    parts = [joined([title, *map(Formatted, filter(None, [" · ".join(details)]))], "\n")]
    room, quotations = LARGEST_CONTEXT_UNITS - parts[0].length, []
    for one in of.sentences:
        sentence = joined(spoken(one, language), "\n")
        if sentence.length > room:
            break
        parts.append(sentence)
        quotations.append(one.quotation)
        room -= sentence.length + utf16_length(BETWEEN)
    return Page(joined(parts, BETWEEN), tuple(quotations))


def context_of(quotation: Quotation) -> Quotation:
    """The paragraphs that a quotation stands in with those before and after, or as much as fits into a message."""
    paragraphs, span = quotation.edition.paragraphs, quotation.quote.span
    first = quotation.paragraph - 1
    last = quotation.edition.paragraph_at(span.end - 1) - 1
    for beside in (1, 0):
        around = Span(paragraphs[max(0, first - beside)].start, paragraphs[min(len(paragraphs) - 1, last + beside)].end)
        wider = _at(quotation, around)
        if utf16_length(wider.text) <= LARGEST_CONTEXT_UNITS:
            return wider
    return _at(quotation, _as_much_as_fits(quotation))


def render_context(one: Cited, language: Language) -> Formatted:
    """The context of a quotation as a block, the quotation in bold, and the source."""
    context = context_of(one.quotation)
    start = one.quotation.quote.start - context.quote.start
    before, after = context.text[:start], context.text[start + len(one.quotation.text) :]
    marked = Formatted(before) + Formatted(one.quotation.text).wrapped(MessageEntity.BOLD) + after
    return joined([block(marked), source_line(one.quotation, language)], "\n")


def _at(quotation: Quotation, span: Span) -> Quotation:
    quote = Quote(quotation.quote.briefing, quotation.quote.edition, span.start, span.end)
    return Quotation(quote, quotation.briefing, quotation.edition)


def _as_much_as_fits(quotation: Quotation) -> Span:
    """The quotation with whole words before and after it, as many on either side as half of the room holds."""
    text, span = quotation.edition.text, quotation.quote.span
    # Half as many code points fit in any case: none takes more than two units.
    room = max(0, LARGEST_CONTEXT_UNITS // 2 - (span.end - span.start)) // 2
    start, end = max(0, span.start - room), min(len(text), span.end + room)
    if start > 0:
        blank = text.find(" ", start, span.start)
        start = blank + 1 if blank >= 0 else span.start
    if end < len(text):
        blank = text.rfind(" ", span.end, end)
        end = blank if blank >= 0 else span.end
    return Span(start, end)
