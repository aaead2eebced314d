"""Asking the questions of a set, and what came of each."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from verbale.answer import Answer, Question
from verbale.ports import Answering
from verbale.quote import Quote
from verbale_index.evaluation.baselines import Baselines
from verbale_index.evaluation.corpus import Corpus
from verbale_index.evaluation.figures import SEARCH_DEPTH
from verbale_index.evaluation.gold import Gold, GoldKind, Stretch, gold_of
from verbale_index.evaluation.labelled_set import LabelledQuestion
from verbale_index.evaluation.results import Outcome, QuestionResult, Said

QUOTES = 3
CONFIDENCE_DIGITS = 6
"""As rows are written: figures are computed from what is written, so that comparing finds the same."""
WARM_UP = 3
"""Questions asked before the clock starts: the first ones touch memory that later ones find warm."""


@dataclass(frozen=True)
class Asked:
    """A question that was asked: its row, its words, what was quoted first, and what the set has for an answer."""

    row: QuestionResult
    question: str
    first_quote: str
    gold: str


@dataclass(frozen=True)
class Asking:
    """How questions are asked: with what was said before or without, and whether once more without their articles."""

    answering: Answering
    corpus: Corpus
    with_context: bool = True
    leave_out: bool = True
    baselines: Baselines | None = None


def quotes_of(answer: Answer) -> tuple[Quote, ...]:
    """The quotes that an answer carries, best first."""
    return tuple(answer.quotes)


def ask_all(questions: Sequence[LabelledQuestion], asking: Asking) -> Iterator[Asked]:
    """Ask those of ``questions`` that are labelled, one after the other."""
    for labelled in questions[:WARM_UP]:
        # One quote more makes it another question for what remembers answers, so that no measured one is remembered.
        asking.answering.answer(labelled.question, asking.corpus.viewer, QUOTES + 1)
    for labelled in questions:
        if labelled.answerable is not None:
            yield _ask(labelled, asking)


def _ask(labelled: LabelledQuestion, asking: Asking) -> Asked:
    corpus = asking.corpus
    question = labelled.question if asking.with_context else Question(labelled.question.text)
    started = time.perf_counter()
    answer = asking.answering.answer(question, corpus.viewer, QUOTES)
    milliseconds = (time.perf_counter() - started) * 1000
    quotes = quotes_of(answer)
    gold = gold_of(labelled, corpus)
    named = [place.article for place in labelled.places if place.article in corpus.articles]
    row = QuestionResult(
        id=labelled.id,
        language=labelled.language,
        cluster=corpus.articles[named[0]].article.cluster if named else labelled.id,
        answerable=labelled.answerable is True,
        said=_said(answer),
        milliseconds=round(milliseconds, 3),
    )
    if row.answerable:
        row = _judged(row, question, quotes, gold, asking)
    if row.answerable and named and asking.leave_out:
        without = asking.answering.answer(question, corpus.viewer_without(named), QUOTES)
        row = replace(row, left_out=_said(without))
    first_quote = corpus.words_of(quotes[0]) if quotes else ""
    return Asked(row, question.text, first_quote, _in_words(labelled, gold, corpus))


def _judged(
    row: QuestionResult, question: Question, quotes: Sequence[Quote], gold: Gold, asking: Asking
) -> QuestionResult:
    """The row with how near paragraphs, quotes and baselines came to the gold."""
    hits = asking.answering.search(question, asking.corpus.viewer, SEARCH_DEPTH)
    dense = bm25 = None
    if asking.baselines is not None:
        dense = gold.quote_rank(asking.baselines.dense(question.text, QUOTES))
        bm25 = gold.quote_rank(asking.baselines.bm25(question.text, QUOTES))
    return replace(
        row,
        gold_kind=gold.kind,
        n_gold=len(gold.paragraphs),
        paragraph_ranks=gold.paragraph_ranks([hit.quote for hit in hits]),
        quote_rank=gold.quote_rank(quotes),
        # Where the evidence is all there is to compare with, the quote's rank says it already.
        evidence_rank=gold.evidence_rank(quotes) if gold.kind is GoldKind.ANSWER else None,
        dense_rank=dense,
        bm25_rank=bm25,
    )


def _said(answer: Answer) -> Said:
    silent = Outcome.NEAR if quotes_of(answer) else Outcome.NOTHING
    outcome = Outcome.ANSWERED if answer.answered else silent
    return Said(outcome, round(answer.confidence, CONFIDENCE_DIGITS))


def _in_words(labelled: LabelledQuestion, gold: Gold, corpus: Corpus) -> str:
    """What the set has for an answer, for a person to read."""
    if labelled.answerable is not True:
        return ""
    if labelled.evidence is not None:
        return labelled.evidence.text
    if labelled.answers:
        return " · ".join(dict.fromkeys(wording.text for wording in labelled.answers))
    return " · ".join(_paragraph_in_words(paragraph, corpus) for paragraph in gold.paragraphs[:1])


def _paragraph_in_words(paragraph: Stretch, corpus: Corpus) -> str:
    return corpus.words_of(Quote(paragraph.briefing, 1, paragraph.span.start, paragraph.span.end))
