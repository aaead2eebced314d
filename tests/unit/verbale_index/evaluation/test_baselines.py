import math

import numpy as np
import pytest

from library import Library
from verbale_index.evaluation.baselines import Baselines, Bm25

TEXTS = ["Water flows.", "Water and trade, trade!", "The road is long."]


def test_bm25_by_hand() -> None:
    """k1 is 1.2 and b .75; the mean length is ten words of three texts."""
    scores = Bm25(TEXTS).scores("TRADE water")
    water, trade = math.log(1 + 1.5 / 2.5), math.log(1 + 2.5 / 1.5)
    damped = [1.2 * (0.25 + 0.75 * length / (10 / 3)) for length in (2, 4)]
    first = water * 2.2 / (1 + damped[0])
    second = trade * 2 * 2.2 / (2 + damped[1]) + water * 2.2 / (1 + damped[1])
    assert scores == pytest.approx([first, second, 0.0], rel=1e-6)


def test_words_that_stand_nowhere_score_nothing() -> None:
    assert Bm25(TEXTS).scores("Where?").tolist() == [0.0, 0.0, 0.0]


def test_baselines_quote_the_nearest_sentences_of_all(library: Library) -> None:
    library.add("one", "Water flows to the south. The road is long.\n\nTrade has grown by a tenth.")
    library.build()
    generation = library.serving().generation()
    assert generation is not None
    quotes = [generation.passages.sentence_quote(row) for row in range(3)]
    texts = [quotation.text for quotation in library.briefings.quotations(quotes)]
    baselines = Baselines(generation, library.encoder, texts)
    question = "How long is the road?"
    vectors = generation.sentence_vectors.astype(np.float32)
    nearest = np.argsort(-(vectors @ library.encoder.encode_questions([question])[0]))
    assert baselines.dense(question, 2) == [quotes[row] for row in nearest[:2]]
    assert baselines.bm25(question, 3) == [quotes[1], quotes[0]]
    assert baselines.bm25("Whither?", 3) == []
