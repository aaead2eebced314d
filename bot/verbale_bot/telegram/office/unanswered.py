"""/unanswered: the questions that found no answer, those that ask for the same together."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from telegram import MessageEntity
from telegram.constants import MessageLimit

from verbale.answer import Outcome
from verbale.asking.small_talk import without_greeting
from verbale.canonical import canonical_line
from verbale.language import Language, detect_language
from verbale.store.statistics import Unanswered, unanswered
from verbale_bot.engine import Engine
from verbale_bot.messages import message
from verbale_bot.telegram.exchange import Exchange
from verbale_bot.telegram.formatted import Formatted
from verbale_bot.telegram.office.reporting import Period, period_asked_for
from verbale_bot.telegram.rendering import shortened
from verbale_index.encoder import Vectors
from verbale_index.grouping import by_centrality, group
from verbale_index.question_ruler import QuestionRuler, ruler_questions

MOST_QUESTIONS = 300
"""The newest ones."""
PORTION = 16
"""Questions that are encoded at once: so many keep somebody who asks waiting for a tenth of a second."""
LONGEST_READ_CHARACTERS = 300
"""What is longer is hardly a question, and encoding it would keep others waiting."""
LONGEST_QUESTION_UNITS, LONGEST_OTHER_UNITS = 300, 150
MOST_OTHERS = 3


@dataclass(frozen=True)
class Wording:
    """A question in just these words: how often it was asked, and how often something near was shown."""

    text: str
    times: int
    near: int


@dataclass(frozen=True)
class Alike:
    """Questions that ask for the same: how many, how many were shown something near, the most central words first."""

    count: int
    near: int
    texts: tuple[str, ...]


async def unanswered_command(exchange: Exchange) -> None:
    """/unanswered, with a number of days."""
    period = period_asked_for(exchange)
    if period is None:
        await exchange.say(exchange.words("report-how", command="unanswered"))
        return
    program, office = exchange.desk.service.program, exchange.desk.office

    def read() -> list[Unanswered]:
        with program.database.reading() as connection:
            return unanswered(connection, period.since, MOST_QUESTIONS + 1)

    found = await office.run(read)
    if not found:
        await exchange.say(exchange.words("unanswered-none", **period.in_words(exchange.language)))
        return
    wordings = wordings_of(found[:MOST_QUESTIONS])
    ruler = await _encoded(exchange, [question.text for question in ruler_questions()])
    vectors = await _encoded(exchange, [without_greeting(one.text)[:LONGEST_READ_CHARACTERS] for one in wordings])
    groups = await office.run(lambda: groups_of(wordings, vectors, QuestionRuler.of(ruler)))
    await exchange.say(page_of(groups, period, exchange.language, is_cut=len(found) > MOST_QUESTIONS))


async def _encoded(exchange: Exchange, texts: Sequence[str]) -> Vectors:
    """The vectors of questions, computed in portions, between which people's own questions have their turn."""
    engine = await exchange.desk.service.run(_itself)
    portions = [list(texts[start : start + PORTION]) for start in range(0, len(texts), PORTION)]
    encode = engine.encoder.encode_questions
    return np.concatenate([await exchange.desk.office.run(partial(encode, portion)) for portion in portions])


def _itself(engine: Engine) -> Engine:
    return engine


def wordings_of(questions: Sequence[Unanswered]) -> list[Wording]:
    """The questions in the order in which they come, equal ones once; capitals do not count."""
    texts: dict[str, str] = {}
    times: Counter[str] = Counter()
    near: Counter[str] = Counter()
    for one in questions:
        text = canonical_line(one.question)
        key = text.casefold()
        texts.setdefault(key, text)
        times[key] += 1
        near[key] += one.outcome is Outcome.NEAR
    return [Wording(text, times[key], near[key]) for key, text in texts.items()]


def groups_of(wordings: Sequence[Wording], vectors: Vectors, ruler: QuestionRuler) -> list[Alike]:
    """The wordings by what they ask for, what was asked most often first.

    ``vectors``: of the n wordings, float32 (n, dimension), L2-normalised.
    """
    languages = [detect_language(one.text) for one in wordings]
    levelled = ruler.levelled(vectors, languages)
    found = []
    for rows in group(levelled, ruler.thresholds(languages)):
        ordered = [wordings[row] for row in by_centrality(levelled, rows)]
        count, near = sum(one.times for one in ordered), sum(one.near for one in ordered)
        found.append(Alike(count, near, tuple(one.text for one in ordered)))
    return sorted(found, key=lambda alike: -alike.count)


def page_of(groups: Sequence[Alike], period: Period, language: Language, *, is_cut: bool) -> Formatted:
    """As many groups as one message holds, and how many more there are."""
    name, count = "unanswered-newest" if is_cut else "unanswered-title", sum(one.count for one in groups)
    whole = Formatted(message(name, language, count=count, **period.in_words(language)))
    for place, one in enumerate(groups):
        longer, left = whole + "\n\n" + _shown(one, language), len(groups) - place - 1
        if not _fits(_with_rest(longer, left, language)):
            return _with_rest(whole, left + 1, language)
        whole = longer
    return whole


def _shown(alike: Alike, language: Language) -> Formatted:
    """How often it was asked, the most central words, and a few others.

    As code: in what people write, Telegram would make links of addresses, names and commands.
    """
    name = "unanswered-group-near" if alike.near else "unanswered-group"
    arguments = {"count": alike.count} | ({"near": alike.near} if alike.near else {})
    shown = Formatted(message(name, language, **arguments)) + "\n"
    shown = shown + Formatted(shortened(alike.texts[0], LONGEST_QUESTION_UNITS)).wrapped(MessageEntity.CODE)
    for other in alike.texts[1 : MOST_OTHERS + 1]:
        shown = shown + "\n• " + Formatted(shortened(other, LONGEST_OTHER_UNITS)).wrapped(MessageEntity.CODE)
    return shown


def _with_rest(whole: Formatted, left: int, language: Language) -> Formatted:
    return whole + "\n\n" + message("index-more", language, count=left) if left else whole


def _fits(content: Formatted) -> bool:
    is_short = content.length <= MessageLimit.MAX_TEXT_LENGTH
    return is_short and len(content.entities) <= MessageLimit.MESSAGE_ENTITIES
