"""Examples: labelled questions, each with its candidates and which of them answer."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from verbale.briefing import Briefing
from verbale.canonical import canonical_line
from verbale.language import detect_language
from verbale_index.asked import Asked
from verbale_index.asking import asked_of
from verbale_index.calibration import Scale
from verbale_index.candidates import Candidates, candidates_of
from verbale_index.encoder import Encoder
from verbale_index.evaluation.corpus import Corpus
from verbale_index.evaluation.gold import Gold, gold_of
from verbale_index.evaluation.labelled_set import LabelledQuestion
from verbale_index.features import Features, features_of
from verbale_index.generation import Generation
from verbale_index.retrieval import find
from verbale_index.shelf import Shelf
from verbale_index.view import View, view_of

SMALL = (1, 4)
"""Sizes, in articles, of the small indexes in which some questions are asked once more: most offices begin so."""
SMALL_EVERY = 3
"""Every third question is asked in small indexes."""


@dataclass(frozen=True)
class Example:
    """A question in one index.

    ``hits``: bool (n_candidates,), whether a candidate answers; all False in an index without the gold article, and
    for a question that nothing answers. ``cluster`` is that of its article. ``teaches_ranker``: whether the ranker
    learns from it, or the confidence alone.
    """

    set_name: str
    language: str
    cluster: str
    is_answerable: bool
    has_article: bool
    is_small: bool
    teaches_ranker: bool
    asked: Asked
    candidates: Candidates
    features: Features
    hits: npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Ground:
    """Where the questions of one corpus are asked."""

    set_name: str
    corpus: Corpus
    briefings: Mapping[str, Briefing]
    generation: Generation
    shelf: Shelf
    encoder: Encoder
    scale: Scale
    teaches_ranker: bool = True


def examples_of(questions: Sequence[LabelledQuestion], ground: Ground, seed: int) -> Iterator[Example]:
    """Ask each labelled question: with all articles, without its own, and some in small indexes with and without it."""
    chance = random.Random(seed)
    everything = _view_of(ground, None)
    without: dict[str, View] = {}
    for number, question in enumerate(questions):
        if question.answerable is None:
            continue
        text = canonical_line(question.question.text)
        asked = asked_of(text, (), detect_language(text), ground.encoder)
        gold = gold_of(question, ground.corpus)
        own = [place.article for place in question.places if place.article in ground.corpus.articles]
        yield from _example(question, asked, gold, own, everything, ground, is_small=False, is_in=True)
        if not own:
            continue
        if question.answerable:
            key = own[0]
            if key not in without:
                without[key] = _view_of(ground, [one for one in ground.corpus.articles if one not in own])
            yield from _example(question, asked, gold, own, without[key], ground, is_small=False, is_in=False)
        if number % SMALL_EVERY == 0 and question.answerable:
            yield from _in_small_indexes(question, asked, gold, own, ground, chance)


def _in_small_indexes(
    question: LabelledQuestion, asked: Asked, gold: Gold, own: list[str], ground: Ground, chance: random.Random
) -> Iterator[Example]:
    others = [article for article in ground.corpus.articles if article not in own]
    for size in SMALL:
        if len(others) < size:
            continue
        drawn = chance.sample(others, size)
        view = _view_of(ground, [*own, *drawn[1:]])
        yield from _example(question, asked, gold, own, view, ground, is_small=True, is_in=True)
        yield from _example(question, asked, gold, own, _view_of(ground, drawn), ground, is_small=True, is_in=False)


def _example(
    question: LabelledQuestion,
    asked: Asked,
    gold: Gold,
    own: list[str],
    view: View,
    ground: Ground,
    *,
    is_small: bool,
    is_in: bool,
) -> Iterator[Example]:
    if not view.n_paragraphs:
        return
    candidates = candidates_of(asked, find(asked, view), ground.shelf)
    if not candidates.texts:
        return
    is_answerable = question.answerable is True and is_in
    passages = ground.generation.passages
    hits = [is_answerable and gold.is_quoted_by(passages.sentence_quote(row)) for row in candidates.rows.tolist()]
    yield Example(
        ground.set_name,
        question.language,
        ground.corpus.articles[own[0]].article.cluster if own else question.id,
        is_answerable,
        is_in,
        is_small,
        ground.teaches_ranker,
        asked,
        candidates,
        features_of(asked, candidates, ground.scale),
        np.array(hits, np.bool_),
    )


def _view_of(ground: Ground, articles: Sequence[str] | None) -> View:
    """The index as if it held these articles alone; None: all."""
    editions = ground.generation.passages.editions
    chosen = None if articles is None else {ground.corpus.articles[article].briefing for article in articles}
    visible = [chosen is None or key.briefing in chosen for key in editions]
    seen = [ground.briefings[key.briefing] for key, own in zip(editions, visible, strict=True) if own]
    return view_of(ground.generation, np.array(visible, np.bool_), seen)
