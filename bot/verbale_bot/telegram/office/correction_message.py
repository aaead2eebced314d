"""A message that quoted what has changed: the same message with the correction marked, or a reply that tells it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from telegram import MessageEntity
from telegram.constants import MessageLimit

from verbale.briefing import Briefing
from verbale.cited import Cited
from verbale.corrections import Change, Comparing
from verbale.language import Language
from verbale.quote import Quotation, Quote
from verbale.span import Span
from verbale.store.briefings import BriefingStore
from verbale_bot.messages import date_in_words
from verbale_bot.messages import message as words
from verbale_bot.telegram.formatted import Formatted, joined
from verbale_bot.telegram.rendering import BETWEEN, block, source_line

ELSEWHERE = "corrected-elsewhere"
"""It was corrected in other places than those that are quoted."""
BACK = "back-on"
"""It was withdrawn, and is back."""
Show = Callable[[Cited], Formatted]
"""How one quotation stands in a message."""


@dataclass(frozen=True)
class Corrected:
    """What a message says from now on, and all that it quotes."""

    content: Formatted
    quotes: tuple[Quote, ...]

    @property
    def fits(self) -> bool:
        """Whether it can be one message."""
        is_short = self.content.length <= MessageLimit.MAX_TEXT_LENGTH
        return is_short and len(self.content.entities) <= MessageLimit.MESSAGE_ENTITIES

    def followed_by(self, other: "Corrected", separator: str = BETWEEN) -> "Corrected":
        """This, and under it the other."""
        return Corrected(joined([self.content, other.content], separator), (*self.quotes, *other.quotes))


NOTHING = Corrected(Formatted(), ())


@dataclass(frozen=True)
class Correcting:
    """How to correct, and for whom.

    ``may_see`` says whether the reader may see a briefing now, its new words and its present title, or could if it were
    not withdrawn. ``day`` is when a quote was corrected to what holds now.
    """

    store: BriefingStore
    comparing: Comparing
    language: Language
    may_see: Callable[[Briefing], bool]
    day: Callable[[Quote], date]


def edited_list(
    correcting: Correcting, lead: Formatted, shown: Sequence[Cited], changes: Sequence[Change], show: Show
) -> Corrected:
    """A message of quotations again: what stands is shown as before, what changed is struck out, the new follows."""
    changed = {change.quote: change for change in changes}
    whole = Corrected(lead, ())
    for one in shown:
        quotation = one.quotation
        if quotation.quote in changed:
            part = _changed(correcting, changed[quotation.quote])
        elif correcting.may_see(quotation.briefing):
            part = Corrected(show(one), (quotation.quote,))
        else:
            part = Corrected(block(Formatted(quotation.text)), (quotation.quote,))
        whole = whole.followed_by(part)
    return whole


def edited_context(correcting: Correcting, context: Quotation, quotation: Quotation, change: Change) -> Corrected:
    """A quotation in its context again, with the sentences struck out that have changed; those that hold now follow."""
    pieces = correcting.comparing.by_sentence(change)
    struck = [piece.quote.span for piece in pieces]
    body = [block(_marked(context, quotation.quote.span, struck))]
    if correcting.may_see(context.briefing):
        body.append(source_line(quotation, correcting.language))
    now = tuple(dict.fromkeys(quote for piece in pieces for quote in piece.now))
    after = _what_holds(correcting, context, now)
    return Corrected(joined(body, "\n"), (context.quote,)).followed_by(after, "\n")


def reply(correcting: Correcting, changes: Sequence[Change]) -> Corrected:
    """The changes of one briefing alone, as many as fit; of a long passage the sentences that changed.

    Whoever may not see the briefing any more is not shown its old words again, either.
    """
    (quotation,) = correcting.store.quotations([changes[0].quote])
    whole = Corrected(reply_head(quotation.briefing, correcting.language), ())
    if not correcting.may_see(quotation.briefing):
        return whole.followed_by(_what_holds(correcting, quotation, ()))
    for change in changes:
        longer = whole.followed_by(_changed(correcting, change))
        whole = longer if longer.fits else _sentences(correcting, whole, change)
    if not whole.quotes:
        told = joined(
            [_dated(correcting, quotation, "corrected-unseen"), source_line(quotation, correcting.language)], "\n"
        )
        whole = whole.followed_by(Corrected(told, (quotation.quote,)))
    return whole


def reply_head(briefing: Briefing, language: Language) -> Formatted:
    """What a reply begins with."""
    return Formatted(words("correction-reply" if briefing.withdrawn_at is None else "withdrawal-reply", language))


def line_of(correcting: Correcting, quote: Quote, what: str) -> Formatted:
    """A line that tells ``what`` became of the briefing of a quotation, ``ELSEWHERE`` or ``BACK``, and when."""
    (quotation,) = correcting.store.quotations([quote])
    return _dated(correcting, quotation, what)


def reply_with_line(correcting: Correcting, quote: Quote, what: str) -> Corrected:
    """The same as a reply; whoever may see the briefing is led to it."""
    (quotation,) = correcting.store.quotations([quote])
    lines = [_dated(correcting, quotation, what)]
    if correcting.may_see(quotation.briefing):
        lines.append(source_line(quotation, correcting.language))
    return Corrected(joined(lines, "\n"), (quote,))


def _sentences(correcting: Correcting, whole: Corrected, change: Change) -> Corrected:
    for piece in correcting.comparing.by_sentence(change):
        longer = whole.followed_by(_changed(correcting, piece))
        if longer.fits:
            whole = longer
    return whole


def _changed(correcting: Correcting, change: Change) -> Corrected:
    """What was told struck out, and under it what holds now, as far as the reader may see it."""
    quotation, *was = correcting.store.quotations([change.quote, *change.was])
    lines = [block(Formatted(one.text).wrapped(MessageEntity.STRIKETHROUGH)) for one in was]
    if was and correcting.may_see(quotation.briefing):
        lines.append(source_line(was[0], correcting.language))
    after = _what_holds(correcting, quotation, change.now)
    return Corrected(joined(lines, "\n"), change.was or (change.quote,)).followed_by(after, "\n")


def _what_holds(correcting: Correcting, quotation: Quotation, now: tuple[Quote, ...]) -> Corrected:
    """When a quotation was corrected or withdrawn, and what stands in its place."""
    if quotation.briefing.withdrawn_at is not None:
        return Corrected(_dated(correcting, quotation, "withdrawn-on"), ())
    if not correcting.may_see(quotation.briefing):
        return Corrected(_dated(correcting, quotation, "corrected-unseen"), ())
    if not now:
        return Corrected(_dated(correcting, quotation, "corrected-gone"), ())
    new = correcting.store.quotations(now)
    lines = [_dated(correcting, quotation, "corrected-on"), *(block(Formatted(one.text)) for one in new)]
    return Corrected(joined([*lines, source_line(new[0], correcting.language)], "\n"), now)


def _dated(correcting: Correcting, quotation: Quotation, name: str) -> Formatted:
    day = date_in_words(correcting.day(quotation.quote), correcting.language)
    return Formatted(words(name, correcting.language, date=day))


def _marked(context: Quotation, bold: Span, struck: Sequence[Span]) -> Formatted:
    """The context with the quotation in bold, and with lines through what does not hold any more."""
    text, span = context.edition.text, context.quote.span
    edges = {place for one in (bold, *struck) for place in (one.start, one.end) if span.start < place < span.end}
    places = [span.start, *sorted(edges), span.end]
    whole = Formatted()
    for start, end in pairwise(places):
        part = Formatted(text[start:end])
        if part.text.strip():
            if any(one.start <= start and end <= one.end for one in struck):
                part = part.wrapped(MessageEntity.STRIKETHROUGH)
            if bold.start <= start and end <= bold.end:
                part = part.wrapped(MessageEntity.BOLD)
        whole = whole + part
    return whole
