"""Inline mode: a question typed after the bot's name in any chat; each result is a quotation to be sent there."""

import hashlib
from dataclasses import dataclass

from telegram import (
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
)

from verbale.answer import Outcome, Question
from verbale.canonical import canonical_line
from verbale.cited import Cited
from verbale.language import Language
from verbale.quote import Quote
from verbale_bot.browsing import briefings_seen, headline
from verbale_bot.compose import Program
from verbale_bot.engine import Engine
from verbale_bot.messages import date_in_words
from verbale_bot.messages import message as words
from verbale_bot.telegram.exchange import Exchange
from verbale_bot.telegram.formatted import Formatted
from verbale_bot.telegram.handlers.informing import question_payload
from verbale_bot.telegram.keyboards import Keyboards
from verbale_bot.telegram.rendering import render_one, shortened

MOST_RESULTS = 10
CACHE_SECONDS = 10
"""Long enough for a person who types on and takes back; short enough that a new briefing is found."""
LONGEST_DESCRIPTION_UNITS = 200
ASK_IN_PRIVATE = "inline"
"""The start parameter of the button where the question does not fit into one."""


@dataclass(frozen=True)
class _Offer:
    """What is offered for a query."""

    citations: tuple[Cited, ...]
    language: Language
    outcome: Outcome


async def offer_quotations(exchange: Exchange) -> None:
    """Answer an inline query: the quotes that answer it, or the latest briefings where nothing is typed yet."""
    query = exchange.update.inline_query
    if query is None:
        return
    text = canonical_line(query.query)
    offer = await (_found(exchange, text) if text else _latest(exchange))
    results = [_result(one, offer, exchange) for one in offer.citations]
    button = _button(text, exchange) if text and offer.outcome is not Outcome.ANSWERED else None
    await exchange.desk.sender.answer_inline(
        query.id, results, cache_seconds=CACHE_SECONDS, is_personal=True, button=button
    )


async def _found(exchange: Exchange, text: str) -> _Offer:
    question = Question(text, (), None)
    shown = await exchange.desk.service.answer(question, exchange.viewer, MOST_RESULTS)
    language = exchange.language_for(Language(shown.answer.language))
    return _Offer(shown.citations, language, shown.answer.outcome)


async def _latest(exchange: Exchange) -> _Offer:
    """The sentence that says most about each of the latest briefings."""
    service = exchange.desk.service

    def leads(engine: Engine) -> tuple[Cited, ...]:
        program: Program = service.program
        seen = briefings_seen(program, engine, exchange.viewer)[:MOST_RESULTS]
        return tuple(one.sentences[0] for one in (headline(engine, each) for each in seen) if one.sentences)

    return _Offer(await service.run(leads), exchange.language, Outcome.ANSWERED)


def _result(one: Cited, offer: _Offer, exchange: Exchange) -> InlineQueryResultArticle:
    quotation, language = one.quotation, offer.language
    content = render_one(one, language)
    details = [] if quotation.date is None else [date_in_words(quotation.date, language)]
    if offer.outcome is Outcome.NEAR:
        details.insert(0, words("inline-near", language))
    keyboards = Keyboards(exchange.desk.seal, 0, language)
    source = keyboards.source(one)
    return InlineQueryResultArticle(
        id=result_id(quotation.quote),
        title=shortened(quotation.title),
        description=shortened(" · ".join([*details, quotation.text]), LONGEST_DESCRIPTION_UNITS),
        input_message_content=_content(content),
        reply_markup=InlineKeyboardMarkup([source]) if source else None,
    )


def result_id(quote: Quote) -> str:
    """Names a quote in at most 64 bytes."""
    place = f"{quote.briefing} {quote.edition} {quote.start} {quote.end}"
    return hashlib.sha256(place.encode()).hexdigest()[:32]


def _content(content: Formatted) -> InputTextMessageContent:
    return InputTextMessageContent(
        content.text,
        entities=content.entities or None,
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )


def _button(text: str, exchange: Exchange) -> InlineQueryResultsButton:
    """Leads into the private chat, with the question where it fits into a link."""
    return InlineQueryResultsButton(
        words("inline-not-said", exchange.language), start_parameter=question_payload(text) or ASK_IN_PRIVATE
    )
