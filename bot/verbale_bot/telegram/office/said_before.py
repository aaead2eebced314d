"""What a recorded message said, so that it can be said again with a correction in it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from verbale.answer import Citation, Outcome
from verbale.briefing import Briefing
from verbale.cited import Cited, cited
from verbale.corrections import (
    ANNOUNCEMENT,
    CORRECTION,
    DIGEST,
    PREVIEW,
    Change,
    Comparing,
    Dealt,
    Mark,
)
from verbale.quote import Quote
from verbale.speech.speakers import Speakers
from verbale.store.delivery import Delivery
from verbale.store.ledger import KeptAnswer, Said
from verbale_bot.browsing import Headline, briefings_seen, title_of_scope
from verbale_bot.compose import Program
from verbale_bot.engine import Engine
from verbale_bot.messages import message as words
from verbale_bot.messages import reason_in_words
from verbale_bot.showing import seen
from verbale_bot.telegram.announcing.post import AS_A_GROUP, Posting, unsubscribing
from verbale_bot.telegram.answers import ANSWER, MORE
from verbale_bot.telegram.cards import render_headline
from verbale_bot.telegram.desk import Desk
from verbale_bot.telegram.formatted import Formatted, joined
from verbale_bot.telegram.handlers.answer_buttons import CONTEXT
from verbale_bot.telegram.handlers.browsing import HEADLINE
from verbale_bot.telegram.keyboards import Keyboards, shown_from
from verbale_bot.telegram.office.before import Before
from verbale_bot.telegram.office.correction_message import (
    BACK,
    ELSEWHERE,
    Corrected,
    Correcting,
    edited_context,
    edited_list,
    line_of,
    reply,
    reply_head,
    reply_with_line,
)
from verbale_bot.telegram.rendering import render_one, shortened, spoken
from verbale_bot.telegram.seal import Action
from verbale_index.passages import laid_text

HEADLINES = frozenset({HEADLINE, ANNOUNCEMENT, PREVIEW})
"""Kinds of messages that have a briefing's title and its key sentences."""


class Again:
    """Says a message again, or tells what of it is to be corrected. Reads the store: not for the event loop."""

    def __init__(self, program: Program, engine: Engine, delivery: Delivery, before: Before) -> None:
        self._program = program
        self._engine = engine
        self._delivery = delivery
        self._before = before
        self._briefings = program.briefings.all()
        self._comparing = Comparing(program.briefings, self._briefings)
        self._correcting = Correcting(
            store=program.briefings,
            comparing=self._comparing,
            language=before.language,
            may_see=self._may_see,
            day=self._day,
        )

    def edited(self) -> Corrected | None:
        """The whole message with all that is to be marked in it; None where only a reply can correct it."""
        before, changes = self._before, self._all_changes()
        if before.said.kind == CONTEXT:
            return self._context(changes)
        lead = self._lead()
        if lead is None:
            return None

        def show(one: Cited) -> Formatted:
            return joined(spoken(one, before.language), "\n") if is_headline else render_one(one, before.language)

        is_headline = before.said.kind in HEADLINES
        whole = edited_list(self._correcting, lead, self._shown(), changes, show)
        if not changes and self._comparing.is_announced_before(self._delivery.briefing, before.said, None):
            told = line_of(self._correcting, before.said.quotes[0], ELSEWHERE)
            whole = whole.followed_by(Corrected(told, ()))
        return whole

    def told(self) -> Corrected | None:
        """A reply that tells what is new; None where nothing is."""
        name = self._delivery.briefing
        known = self._before.dealt.get(name, Dealt())
        changes = self._comparing.changes(name, self._before.said, known.last)
        if changes:
            return reply(self._correcting, changes)
        quote = next(one for one in self._before.said.quotes if one.briefing == name)
        if known.tells_wrongly_of_withdrawal(self._briefings[name]):
            return reply_with_line(self._correcting, quote, BACK)
        if self._comparing.is_announced_before(name, self._before.said, known.last):
            return reply_with_line(self._correcting, quote, ELSEWHERE)
        return None

    def buttons(self, desk: Desk) -> InlineKeyboardMarkup | None:
        """The buttons that the message has, without those that have done what they can do."""
        before = self._before
        said, answer, chat_id = before.said, before.answer, before.said.chat_id
        if chat_id is None:
            return None
        if said.kind in {ANNOUNCEMENT, DIGEST, PREVIEW}:
            return self._under_post(desk, chat_id)
        keyboards = Keyboards(desk.seal, chat_id, before.language)
        if said.kind == HEADLINE:
            shown = self._shown()
            return keyboards.under_briefing(shown[0].quotation.briefing, shown[0])
        return None if answer is None else self._under_answer(desk, keyboards, said, answer)

    def _under_answer(
        self, desk: Desk, keyboards: Keyboards, said: Said, answer: KeptAnswer
    ) -> InlineKeyboardMarkup | None:
        before = self._before
        if said.kind == CONTEXT:
            first = _page_of(answer, said.first)
            source = seen(self._program, self._engine, answer.citations[said.first : said.first + 1], before.viewer)
            return keyboards.under_context(answer, first, said.first, source[0]) if source else None
        if said.kind not in {ANSWER, MORE} or not before.is_last:
            return None
        places = shown_from(answer, said.first)
        citations = seen(self._program, self._engine, answer.citations[places.start : places.stop], before.viewer)
        return self._unpressed(desk, keyboards.under_answer(answer, said.first, citations))

    def _under_post(self, desk: Desk, chat_id: int) -> InlineKeyboardMarkup | None:
        said, language = self._before.said, self._before.language
        if said.kind == DIGEST:
            return unsubscribing(desk.seal, chat_id, language)
        briefing = self._briefings[said.quotes[0].briefing]
        may_ask = briefing.withdrawn_at is None and self._may_see(briefing)
        reader = AS_A_GROUP if said.kind == PREVIEW else chat_id
        return Posting(briefing, (), desk.bot.username).keyboard(desk.seal, reader, language, ask=may_ask)

    def _unpressed(self, desk: Desk, markup: InlineKeyboardMarkup | None) -> InlineKeyboardMarkup | None:
        before = self._before
        gone = {Action.MORE: before.is_followed, Action.EVERYWHERE: before.is_answered_anew}

        def is_left(button: InlineKeyboardButton) -> bool:
            data = button.callback_data
            pressed = desk.seal.read(before.said.chat_id or 0, data) if isinstance(data, str) else None
            return pressed is None or not gone.get(pressed.action, False)

        rows = [
            [button for button in row if is_left(button)] for row in ([] if markup is None else markup.inline_keyboard)
        ]
        left = [row for row in rows if row]
        return InlineKeyboardMarkup(left) if left else None

    def _all_changes(self) -> tuple[Change, ...]:
        """What is marked in the message now, and what is to be marked on account of this delivery."""
        marked = {name for name, dealt in self._before.dealt.items() if dealt.marked} | {self._delivery.briefing}
        said = self._before.said
        return tuple(change for name in sorted(marked) for change in self._comparing.changes(name, said, None))

    def _lead(self) -> Formatted | None:
        """What stands before the quotations; None where the message is not made of quotations."""
        before = self._before
        said, answer, language = before.said, before.answer, before.language
        if said.kind == CORRECTION:
            return self._lead_of_reply(said.quotes[0])
        if said.kind == DIGEST:
            titles = len({quote.briefing for quote in self._comparing.originals(said)})
            return Formatted(words("news-digest-title", language, count=titles))
        if said.kind in HEADLINES:
            briefing = self._briefings[said.quotes[0].briefing]
            return render_headline(Headline(briefing, ()), language).content if self._may_see(briefing) else None
        if said.kind not in {ANSWER, MORE}:
            return None
        if answer is None or answer.reason is None or said.first > 0 or not before.is_first:
            return Formatted()
        return Formatted(" ".join(filter(None, (self._note(answer), reason_in_words(answer.reason, language)))))

    def _lead_of_reply(self, quote: Quote) -> Formatted:
        """What a reply begins with that told of a correction or a withdrawal, or that what it told is no longer so."""
        briefing = self._briefings[quote.briefing]
        known = self._before.dealt.get(briefing.id, Dealt())
        if known.tells_wrongly_of_withdrawal(briefing) and not self._all_changes():
            return line_of(self._correcting, quote, BACK)
        return reply_head(briefing, self._before.language)

    def _note(self, answer: KeptAnswer) -> str:
        """That only a part of the briefings was searched."""
        if answer.scope is None or answer.outcome not in {Outcome.NOT_SAID, Outcome.NEAR}:
            return ""
        visible = briefings_seen(self._program, self._engine, self._before.viewer, answer.scope)
        title = title_of_scope(visible, answer.scope)
        return "" if title is None else words("scope-note", answer.language, scope=shortened(title))

    def _shown(self) -> tuple[Cited, ...]:
        """What the message quoted when it was sent, with speakers and other places of the same, resolved."""
        answer = self._before.answer
        known = {} if answer is None else {one.quote: one for one in answer.citations}
        citations = [
            known.get(quote) or self._attributed(quote) for quote in self._comparing.originals(self._before.said)
        ]
        stands = [replace(one, also=tuple(filter(self._stands, one.also))) for one in citations]
        return cited(stands, self._program.briefings.quotations)

    def _attributed(self, quote: Quote) -> Citation:
        """Who speaks in a quote, where no answer knows it."""
        if self._before.said.kind not in HEADLINES | {DIGEST}:
            return Citation(quote)
        edition = self._program.briefings.editions([(quote.briefing, quote.edition)])[quote.briefing, quote.edition]
        speech = Speakers(laid_text(edition, self._briefings[quote.briefing].language)).speech_in(quote.span)
        if speech is None:
            return Citation(quote)
        named = speech.speaker
        speaker = None if named is None else Quote(quote.briefing, quote.edition, named.start, named.end)
        return Citation(quote, speech.kind, speaker)

    def _stands(self, quote: Quote) -> bool:
        """Whether a place says the same still, and the reader may see it."""
        return self._may_see(self._briefings[quote.briefing]) and self._comparing.stands_unchanged(quote)

    def _context(self, changes: Sequence[Change]) -> Corrected | None:
        answer, said = self._before.answer, self._before.said
        if answer is None or not changes:
            return None
        wanted = [changes[0].quote, answer.citations[said.first].quote]
        context, quotation = self._program.briefings.quotations(wanted)
        return edited_context(self._correcting, context, quotation, changes[0])

    def _may_see(self, briefing: Briefing) -> bool:
        """Whether the reader may see a briefing, or could if it were not withdrawn."""
        return self._before.viewer.may_see(replace(briefing, withdrawn_at=None), self._program.clock.now())

    def _day(self, quote: Quote) -> date:
        """When a quote was marked with what holds now."""
        name = quote.briefing
        marks = list(self._before.dealt.get(name, Dealt()).marked)
        if name == self._delivery.briefing:
            marks.append(Mark(self._delivery.edition, self._delivery.made_at))
        day = marks[-1].moment.date()
        for mark in reversed(marks):
            if not self._is_of_today(quote, mark):
                break
            day = mark.moment.date()
        return day

    def _is_of_today(self, quote: Quote, mark: Mark) -> bool:
        """Whether a mark told what holds now."""
        if mark.edition is None or self._briefings[quote.briefing].withdrawn_at is not None:
            return mark.edition is None and self._briefings[quote.briefing].withdrawn_at is not None
        return self._comparing.stands_unchanged(quote, mark.edition)


def _page_of(answer: KeptAnswer, place: int) -> int:
    """From which citation on the one at ``place`` was shown together with others."""
    page = shown_from(answer, 0)
    while place not in page and page:
        page = shown_from(answer, page.stop)
    return page.start
