"""From a question in a chat to its answer there, and to what its buttons bring later."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection
from telegram import InlineKeyboardMarkup

from verbale.answer import Answer, Outcome, Question, Reason, Turn
from verbale.briefing import Viewer
from verbale.cited import Cited, cited
from verbale.language import Language
from verbale.store.ledger import KeptAnswer, conversation, latest_answer, read_answer, said_in
from verbale_bot.browsing import briefings_seen, title_of_scope
from verbale_bot.compose import Program
from verbale_bot.engine import Engine
from verbale_bot.messages import message as words
from verbale_bot.showing import seen
from verbale_bot.telegram.addressing import Asked, replied_to
from verbale_bot.telegram.exchange import Cites, Exchange
from verbale_bot.telegram.formatted import Formatted
from verbale_bot.telegram.keyboards import Keyboards, shown_from
from verbale_bot.telegram.rendering import Page, render, shortened

KEPT = 9
"""So many citations of an answer are found at once: what is shown first, and what "more" shows twice."""
FOLLOWED_FOR = timedelta(minutes=15)
"""A question that comes within this time of the one before may be a follow-up to it."""
EXCHANGES = 4
"""How many questions and answers back a follow-up may refer to."""
ANSWER = "answer"
MORE = "more"
"""Kinds of messages that quote."""


@dataclass(frozen=True)
class Context:
    """What a question belongs to: the answers before it, oldest first, and the message that asks it."""

    before: tuple[KeptAnswer, ...]
    question_message_id: int | None


@dataclass(frozen=True)
class Found:
    """An answer, and the citations that it shows first, resolved."""

    answer: KeptAnswer
    citations: tuple[Cited, ...]


async def answer_question(exchange: Exchange, asked: Asked) -> None:
    """Find the answer, keep it and show it; after a restart the answer that was kept is shown."""
    kept = await _kept_earlier(exchange)
    if kept is not None:
        await show(exchange, await pages(exchange, kept, 0), asked.quoted)
        return
    context = Context(await _conversation_before(exchange), exchange.message.message_id)
    found = await find(exchange, asked.text, exchange.scope, context)
    await show(exchange, await first_pages(exchange, found), asked.quoted)


async def _kept_earlier(exchange: Exchange) -> KeptAnswer | None:
    if not exchange.is_again:
        return None
    return await exchange.desk.state.read(lambda connection: read_answer(connection, exchange.answer_id))


async def find(exchange: Exchange, text: str, scope: str | None, context: Context) -> Found:
    """Answer ``text``, asked in this exchange; what is a question is kept, small talk is not."""
    program, viewer = exchange.desk.service.program, exchange.viewer

    def work(engine: Engine) -> Found:
        with engine.catalogue.pinned():
            turns = _turns(program, engine, context.before, viewer)
            question = Question(text, turns, _valid_scope(program, engine, viewer, scope))
            answer = engine.answerer.answer(question, viewer, KEPT)
            kept = _kept(exchange, question, answer, context)
            shown = shown_from(kept, 0)
            return Found(kept, cited(answer.citations[: shown.stop], engine.quotations))

    found = await exchange.desk.service.run(work)
    if found.answer.outcome is not Outcome.NO_QUESTION:
        await exchange.keep(found.answer)
    return found


def _kept(exchange: Exchange, question: Question, answer: Answer, context: Context) -> KeptAnswer:
    return KeptAnswer(
        id=exchange.answer_id,
        chat_id=exchange.chat_id,
        thread_id=exchange.thread,
        question_message_id=context.question_message_id,
        user_id=exchange.user_id,
        question=question.text,
        language=exchange.language_for(Language(answer.language)),
        outcome=answer.outcome,
        reason=answer.reason,
        confidence=answer.confidence,
        citations=answer.citations,
        scope=question.briefing,
        follows=context.before[-1].id if context.before else None,
        asked_at=exchange.now(),
    )


async def show(exchange: Exchange, answer_pages: Sequence["AnswerPage"], quoted: str | None = None) -> None:
    """Send an answer to where it was asked, as a reply to the question."""
    for page in answer_pages:
        await exchange.say(
            page.content,
            cites=page.cites,
            markup=page.keyboard,
            reply_to=exchange.message.message_id,
            reply_quote=quoted,
        )


async def show_pages(exchange: Exchange, more: Sequence["AnswerPage"], reply_to: int | None) -> None:
    """Send more pages of an answer, as a reply to the message that showed those before, or that asks for them."""
    for page in more:
        await exchange.say(page.content, cites=page.cites, markup=page.keyboard, reply_to=reply_to)


@dataclass(frozen=True)
class AnswerPage:
    """One message of an answer, with its keyboard, if it is the last."""

    content: Formatted
    cites: Cites
    keyboard: InlineKeyboardMarkup | None


async def pages(exchange: Exchange, answer: KeptAnswer, first: int) -> list[AnswerPage]:
    """The messages that show an answer's citations from ``first`` on, as far as this chat may see them now.

    There are none where ``first`` is not the answer's beginning and nothing can be seen from there on.
    """
    shown = shown_from(answer, first)
    citations = await exchange.desk.service.cited(answer.citations[shown.start : shown.stop], exchange.viewer)
    if first > 0:
        return _laid_out(exchange, answer, first, citations, render(None, citations, answer.language))
    return await first_pages(exchange, Found(answer, citations))


async def first_pages(exchange: Exchange, found: Found) -> list[AnswerPage]:
    """The messages that show an answer from its beginning: why it is none, where it is none, and what is quoted."""
    answer, citations = found.answer, found.citations
    is_gone = bool(shown_from(answer, 0)) and not citations  # all of it has been withdrawn since
    reason = Reason.NOT_SAID if is_gone else answer.reason
    rendered = render(reason, citations, answer.language, await _note(exchange, answer))
    return _laid_out(exchange, answer, 0, citations, rendered)


def _laid_out(
    exchange: Exchange, answer: KeptAnswer, first: int, citations: tuple[Cited, ...], rendered: Sequence[Page]
) -> list[AnswerPage]:
    is_question = answer.outcome is not Outcome.NO_QUESTION
    keyboards = Keyboards(exchange.desk.seal, exchange.chat_id, answer.language)
    keyboard = keyboards.under_answer(answer, first, citations) if is_question else None
    return [
        AnswerPage(
            page.content,
            Cites(
                ANSWER if first == 0 else MORE,
                tuple(quotation.quote for quotation in page.quotations),
                answer.id if is_question else None,
                first,
            ),
            keyboard if place == len(rendered) - 1 else None,
        )
        for place, page in enumerate(rendered)
    ]


async def valid_scope(exchange: Exchange, scope: str | None) -> str | None:
    """The chat's scope, as long as there is something of it to be seen."""
    program = exchange.desk.service.program
    return await exchange.desk.service.run(lambda engine: _valid_scope(program, engine, exchange.viewer, scope))


def _valid_scope(program: Program, engine: Engine, viewer: Viewer, scope: str | None) -> str | None:
    if scope is None or title_of_scope(briefings_seen(program, engine, viewer, scope), scope) is None:
        return None
    return scope


async def title_of(exchange: Exchange, scope: str) -> str | None:
    """What a scope is called in words, or None where nothing of it can be seen."""
    service = exchange.desk.service
    return await service.run(
        lambda engine: title_of_scope(briefings_seen(service.program, engine, exchange.viewer, scope), scope)
    )


async def _note(exchange: Exchange, answer: KeptAnswer) -> str:
    """Where only a part of the briefings was searched and nothing found, that it was."""
    if answer.scope is None or answer.outcome not in {Outcome.NOT_SAID, Outcome.NEAR}:
        return ""
    title = await title_of(exchange, answer.scope)
    return "" if title is None else words("scope-note", answer.language, scope=shortened(title))


async def _conversation_before(exchange: Exchange) -> tuple[KeptAnswer, ...]:
    """What was asked and answered before in this conversation, oldest first.

    A reply to an answer goes on from there; otherwise the person's last question here counts, if it was a moment ago.
    """
    replied = replied_to(exchange.message)

    def read(connection: Connection) -> list[KeptAnswer]:
        said = None if replied is None else said_in(connection, exchange.chat_id, replied.message_id)
        if said is not None and said.answer_id is not None:
            return conversation(connection, said.answer_id, EXCHANGES)
        if exchange.user_id is None:
            return []
        since = exchange.now() - FOLLOWED_FOR
        last = latest_answer(connection, exchange.chat_id, exchange.thread, exchange.user_id, since)
        return [] if last is None else conversation(connection, last.id, EXCHANGES)

    return tuple(one for one in await exchange.desk.state.read(read) if one.id != exchange.answer_id)


def _turns(program: Program, engine: Engine, before: Sequence[KeptAnswer], viewer: Viewer) -> tuple[Turn, ...]:
    """What was asked and quoted before, as far as it may still be seen; one reading of the store for all of it."""
    shown = [earlier.citations[: shown_from(earlier, 0).stop] for earlier in before]
    visible = seen(program, engine, (citation for citations in shown for citation in citations), viewer)
    texts = {one.quotation.quote: one.quotation.text for one in visible}
    turns: list[Turn] = []
    for earlier, citations in zip(before, shown, strict=True):
        turns.append(Turn("user", earlier.question or ""))
        turns.append(Turn("agent", " ".join(texts.get(citation.quote, "") for citation in citations)))
    return tuple(turns)
