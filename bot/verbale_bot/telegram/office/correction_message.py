"""A message that quoted what has changed: the same message with the correction marked, or a reply that tells it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from telegram import MessageEntity
from telegram.constants import MessageLimit

from verbale.answer import Citation
from verbale.briefing import Briefing
from verbale.cited import cited
from verbale.corrections import Affected
from verbale.language import Language
from verbale.quote import Quotation, Quote
from verbale.store.briefings import BriefingStore
from verbale.store.ledger import KeptAnswer
from verbale_bot.messages import date_in_words
from verbale_bot.messages import message as words
from verbale_bot.telegram.formatted import Formatted, joined
from verbale_bot.telegram.rendering import BETWEEN, block, render_one, source_line


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


@dataclass(frozen=True)
class Correcting:
    """How to correct: of which briefing, on what day, and whether the reader may see it now (its new words, too)."""

    store: BriefingStore
    briefing: Briefing
    day: date
    may_see: Callable[[str], bool]


def edited(correcting: Correcting, affected: Affected, answer: KeptAnswer | None, language: Language) -> Corrected:
    """The whole message again: what stands is shown as before, what changed is struck out and followed by the new."""
    changed = {change.quote: change.now for change in affected.changes}
    citations = _citations(affected, answer)
    parts: list[Formatted] = []
    quotes: list[Quote] = []
    for one in cited(citations, correcting.store.quotations):
        quote = one.quotation.quote
        quotes.append(quote)
        if quote not in changed:
            parts.append(render_one(one, language))
        elif changed[quote] and set(changed[quote]) <= set(quotes):
            # What a message was corrected to before has changed once more; the new words stand in it already.
            parts.append(joined(_struck(one.quotation, language), "\n"))
        else:
            part, new = _change(correcting, one.quotation, changed[quote], language)
            parts.append(part)
            quotes += new
    return Corrected(joined(parts, BETWEEN), tuple(quotes))


def reply(correcting: Correcting, affected: Affected, language: Language) -> Corrected:
    """The changes alone, as many as fit."""
    name = "correction-reply" if correcting.briefing.withdrawn_at is None else "withdrawal-reply"
    whole = Corrected(Formatted(words(name, language)), ())
    olds = correcting.store.quotations(change.quote for change in affected.changes)
    for change, old in zip(affected.changes, olds, strict=True):
        part, new = _change(correcting, old, change.now, language)
        longer = Corrected(whole.content + BETWEEN + part, (*whole.quotes, change.quote, *new))
        if not longer.fits:
            break
        whole = longer
    return whole


def _change(
    correcting: Correcting, old: Quotation, now: Sequence[Quote], language: Language
) -> tuple[Formatted, tuple[Quote, ...]]:
    """The old words struck out, and under them what holds now, as far as the reader may see it."""
    day = date_in_words(correcting.day, language)
    lines = _struck(old, language)
    if correcting.briefing.withdrawn_at is not None:
        return joined([*lines, Formatted(words("withdrawn-on", language, date=day))], "\n"), ()
    if not correcting.may_see(correcting.briefing.id):
        return joined([*lines, Formatted(words("corrected-unseen", language, date=day))], "\n"), ()
    if not now:
        return joined([*lines, Formatted(words("corrected-gone", language, date=day))], "\n"), ()
    new = correcting.store.quotations(now)
    lines.append(Formatted(words("corrected-on", language, date=day)))
    lines += [block(Formatted(one.text)) for one in new]
    lines.append(source_line(new[0], language))
    return joined(lines, "\n"), tuple(now)


def _struck(old: Quotation, language: Language) -> list[Formatted]:
    return [block(Formatted(old.text).wrapped(MessageEntity.STRIKETHROUGH)), source_line(old, language)]


def _citations(affected: Affected, answer: KeptAnswer | None) -> list[Citation]:
    """What the message cites, with speakers where its answer is still known; other places of the same are left out."""
    known: Mapping[Quote, Citation] = {} if answer is None else {one.quote: one for one in answer.citations}
    return [replace(known.get(quote, Citation(quote)), also=()) for quote in affected.said.quotes]
