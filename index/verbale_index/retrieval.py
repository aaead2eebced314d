"""Finding paragraphs: dense vectors of paragraphs and of what is quoted from them, and keywords, fused.

Each side finds its best paragraphs; those of either are judged by both. A side's scores are brought to 0 for what is
usual among the visible paragraphs and 1 for the best one, and added. The keyword side weighs less where the passage is
in another language than the question, since only names and figures can agree there.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from verbale_index.asked import Asked
from verbale_index.encoder import Vectors
from verbale_index.generation import Generation
from verbale_index.keywords import KeywordScores
from verbale_index.passages import Gathered
from verbale_index.vectors import Mask
from verbale_index.view import View

DEPTH = 64
"""How many paragraphs each side finds; those of both are judged together."""
FAVOURED_DEPTH = 12
SAME_LANGUAGE_WEIGHT = 0.4
OTHER_LANGUAGE_WEIGHT = 0.2
"""How much the keyword side counts beside the dense one. Chosen on public sets in the five languages."""
_LEAST = 1e-6

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Found:
    """Paragraphs, best first: arrays of equal length.

    ``rows`` of paragraphs; ``scores``, fused, higher is better, at most 1 plus the keyword weight; ``cosines`` of the
    paragraphs; ``keywords``, the share of the greatest keyword score that the question could have, about 0 to 1.
    ``usual_paragraph`` and ``usual_sentence`` are the mean cosines of the background. ``favoured``: bool, whether the
    paragraph is one of those that were searched by themselves, too.
    """

    view: View
    rows: Gathered
    scores: Floats
    cosines: Floats
    keywords: Floats
    keyword_scores: KeywordScores
    usual_paragraph: float
    usual_sentence: float
    favoured: Mask

    def best(self, most: int, favoured: int) -> Gathered:
        """Places of the best ``most`` paragraphs and of the best ``favoured`` ones of those that are favoured."""
        return np.union1d(np.arange(min(most, len(self.rows))), np.flatnonzero(self.favoured)[:favoured])


def find(asked: Asked, view: View, favoured: Mask | None = None, depth: int = DEPTH) -> Found:
    """The paragraphs that either side ranks among its best ``depth``, ordered by the fused score.

    Of the rows of ``favoured`` each side finds its best ones as well, however many others are better.
    """
    generation = view.generation
    keyword_scores = _keyword_scores(asked, view)
    dense, _ = generation.paragraph_vectors.search(asked.vector, depth, view.mask)
    found = [dense, _best(keyword_scores.paragraphs, depth)]
    if favoured is not None:
        own = np.flatnonzero(favoured)  # few, so that a look at each is quicker than a search with a mask
        found.append(own[_best(generation.paragraph_vectors.vectors()[own] @ asked.vector, FAVOURED_DEPTH)])
        found.append(own[_best(keyword_scores.paragraphs[own], FAVOURED_DEPTH)])
    rows = np.unique(np.concatenate(found))
    cosines = generation.paragraph_vectors.vectors()[rows] @ asked.vector
    usual_paragraph = float((view.background.paragraphs @ asked.vector).mean())
    usual_sentence = float((view.background.sentences @ asked.vector).mean())
    best_sentences = _best_sentences(generation, rows, asked.vector)
    keywords = keyword_scores.paragraphs[rows] / max(float(keyword_scores.weights.sum()), _LEAST)
    dense_scores = _raised(_raised(cosines, usual_paragraph) + _raised(best_sentences, usual_sentence), 0.0)
    scores = dense_scores + _keyword_weights(asked, generation, rows) * _raised(keywords, 0.0)
    order = np.argsort(-scores, kind="stable")
    return Found(
        view,
        rows[order],
        scores[order],
        cosines[order],
        keywords[order],
        keyword_scores,
        usual_paragraph,
        usual_sentence,
        np.zeros(len(rows), np.bool_) if favoured is None else favoured[rows[order]],
    )


def _keyword_scores(asked: Asked, view: View) -> KeywordScores:
    own = view.generation.keywords.scores(asked.grams, view.mask)
    if not len(asked.carried):
        return own
    carried = view.generation.keywords.scores(asked.carried, view.mask)
    return own.joined(carried, asked.carried_weight)


def _best(scores: Floats, depth: int) -> Gathered:
    """Rows of the best scores above 0; of equal ones the first, so that rows without a score do not decide."""
    least = np.float32(0) if len(scores) <= depth else max(np.partition(scores, -depth)[-depth], np.float32(0))
    better = np.flatnonzero(scores > least)
    equal = np.flatnonzero(scores == least)[: depth - len(better)] if least > 0 else better[:0]
    return np.concatenate([better, equal])


def _best_sentences(generation: Generation, rows: Gathered, vector: Vectors) -> Floats:
    """For each paragraph the best cosine of what is quoted from it."""
    sentences, owners = generation.passages.sentences_of(rows)
    cosines = np.asarray(generation.sentence_vectors[sentences], np.float32) @ vector
    best = np.full(len(rows), -1.0, np.float32)
    np.maximum.at(best, owners, cosines)
    return best


def _raised(values: Floats, usual: float) -> Floats:
    """0 for what is usual, 1 for the best."""
    best = float(values.max(initial=usual))
    return (values - np.float32(usual)) / np.float32(max(best - usual, _LEAST))


def _keyword_weights(asked: Asked, generation: Generation, rows: Gathered) -> Floats:
    editions = generation.passages.editions
    return np.fromiter(
        (
            SAME_LANGUAGE_WEIGHT if editions[row].language == asked.language else OTHER_LANGUAGE_WEIGHT
            for row in generation.passages.paragraphs[rows, 0].tolist()
        ),
        np.float32,
        len(rows),
    )
