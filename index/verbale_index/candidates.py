"""Candidates: what may be quoted in answer to a question, from the best paragraphs that were found."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from verbale.span import Span
from verbale_index.asked import Asked
from verbale_index.grams import gram_counts
from verbale_index.keywords import KeywordScores
from verbale_index.lookup import look_up
from verbale_index.passages import Gathered
from verbale_index.retrieval import Floats, Found
from verbale_index.shelf import Shelf
from verbale_index.vectors import Mask

PARAGRAPHS = 10
"""The sentence that answers is in one of the best paragraphs; more of them bring more that only look alike."""
FAVOURED_PARAGRAPHS = 4
"""And so many of the visit that the question is most likely about, however they compare with the others."""
MOST = 36
"""So many candidates are looked at closely: each costs a tenth of a millisecond."""
SHORTEST_QUOTE_CHARACTERS = 12
"""A heading or a remnant of one or two words answers nothing."""
COVER_WEIGHT = 0.5


@dataclass(frozen=True)
class Candidates:
    """Sentences of the best paragraphs, with what is quoted for each; arrays of equal length.

    ``paragraphs``: places in ``found`` of the best paragraphs, whose ``paragraph_texts``, ``paragraph_covers`` and
    ``labels`` (title and visit of the briefing) are in that order. ``rows`` of sentences; ``owners``, places of their
    paragraphs in ``paragraphs``; ``texts``, what is quoted; ``cosines`` of what is quoted to the question; ``covers``,
    the share of the question's weighted grams in it or in its briefing's label, 0 to 1. ``before`` and ``after`` are
    places, among all ``neighbours`` (the sentences of the best paragraphs), of the sentence before and after; -1 where
    there is none in the paragraph.
    """

    found: Found
    paragraphs: Gathered
    rows: Gathered
    owners: Gathered
    spans: tuple[Span, ...]
    texts: tuple[str, ...]
    cosines: Floats
    covers: Floats
    before: Gathered
    after: Gathered
    neighbours: "Neighbours"
    paragraph_texts: tuple[str, ...]
    paragraph_covers: Floats
    labels: tuple[str, ...]

    @property
    def places(self) -> Gathered:
        """For each candidate the place of its paragraph in ``found``."""
        return self.paragraphs[self.owners]

    @property
    def editions(self) -> list[int]:
        """For each candidate the row of its edition."""
        rows: list[int] = self.found.view.generation.passages.paragraphs[self.found.rows[self.places], 0].tolist()
        return rows


@dataclass(frozen=True)
class Neighbours:
    """Of every sentence of the best paragraphs: cosine and cover of what is quoted for it."""

    cosines: Floats
    covers: Floats


def candidates_of(asked: Asked, found: Found, shelf: Shelf) -> Candidates:
    """The candidates of the best paragraphs; an answer that is quoted for several sentences is among them once."""
    generation = found.view.generation
    passages = generation.passages
    best_places = found.best(PARAGRAPHS, FAVOURED_PARAGRAPHS)
    best = found.rows[best_places]
    rows, owners = passages.sentences_of(best)
    keys = [passages.editions[edition] for edition in passages.paragraphs[best, 0].tolist()]
    editions = shelf.editions(keys)
    whole = [editions[key.briefing, key.number].text for key in keys]
    spans = [Span(start, end) for start, end in passages.sentences[rows, 3:5].tolist()]
    texts = [span.of(whole[owner]) for span, owner in zip(spans, owners.tolist(), strict=True)]
    bounds = passages.paragraphs[best, 2:4].tolist()
    paragraph_texts = [text[start:end] for text, (start, end) in zip(whole, bounds, strict=True)]
    cosines = np.asarray(generation.sentence_vectors[rows], np.float32) @ asked.vector
    labels = [found.view.labels.get(key.briefing, "") for key in keys]
    held = _held([*texts, *labels], found.keyword_scores)
    # What the label says counts as said in each of its sentences: they need not repeat it.
    by_label = held[len(texts) :]
    covers = _covers(held[: len(texts)] | by_label[owners], found.keyword_scores)
    by_paragraph = generation.keywords.held(best, found.keyword_scores.grams)
    paragraph_covers = _covers(by_paragraph | by_label, found.keyword_scores)
    kept = _kept(found, best_places[owners], spans, cosines, covers)
    places = np.arange(len(rows))
    is_first = np.concatenate([[True], owners[1:] != owners[:-1]]) if len(owners) else np.empty(0, np.bool_)
    is_last = np.concatenate([is_first[1:], [True]]) if len(owners) else np.empty(0, np.bool_)
    return Candidates(
        found,
        best_places,
        rows[kept],
        owners[kept],
        tuple(spans[place] for place in kept.tolist()),
        tuple(texts[place] for place in kept.tolist()),
        cosines[kept],
        covers[kept],
        np.where(is_first, -1, places - 1)[kept],
        np.where(is_last, -1, places + 1)[kept],
        Neighbours(cosines, covers),
        tuple(paragraph_texts),
        paragraph_covers,
        tuple(labels),
    )


def _kept(found: Found, places_found: Gathered, spans: list[Span], cosines: Floats, covers: Floats) -> Gathered:
    """Places of the candidates that are worth a closer look, in their order."""
    distinct: dict[tuple[int, int, int], int] = {}
    editions = found.view.generation.passages.paragraphs[found.rows[places_found], 0].tolist()
    for place, (edition, span) in enumerate(zip(editions, spans, strict=True)):
        if len(span) >= SHORTEST_QUOTE_CHARACTERS:
            distinct.setdefault((edition, span.start, span.end), place)
    places = np.fromiter(distinct.values(), np.int64, len(distinct))
    if len(places) <= MOST:
        return places
    own = cosines[places]
    spread = max(float(own.max() - own.min()), 1e-6)
    first_look = (own - own.min()) / spread + found.scores[places_found[places]] + COVER_WEIGHT * covers[places]
    return np.sort(places[np.argsort(-first_look, kind="stable")[:MOST]])


def _held(texts: Sequence[str], question: KeywordScores) -> Mask:
    """Which texts hold which of the question's grams: bool (n_texts, n_grams)."""
    held = np.zeros((len(texts), len(question.grams)), np.bool_)
    counted = gram_counts(texts)
    places, hits = look_up(question.grams, counted.grams)
    held[counted.texts[hits], places[hits]] = True
    return held


def _covers(held: Mask, question: KeywordScores) -> Floats:
    """For each row the share, 0 to 1, of the question's grams that are held, each weighted by how rare it is."""
    covers: Floats = (held @ question.weights) / np.float32(max(float(question.weights.sum()), 1e-6))
    return covers
