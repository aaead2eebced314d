import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from verbale_index.grams import gram_counts
from verbale_index.keywords import (
    BELIEVED,
    FREQUENT_SHARE,
    LENGTH_SHARE,
    RARE_SHARE,
    SATURATION,
    KeywordIndex,
    KeywordScores,
    rarity,
    usual_occurrences,
)

WORDS = st.sampled_from(["road", "trade", "Anzob", "Анзоб", "дорога", "2.8", "5", "talks", "a"])
PARAGRAPHS = st.lists(st.lists(WORDS, max_size=12).map(" ".join), min_size=1, max_size=12)
QUESTIONS = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
WITH_MASK = PARAGRAPHS.flatmap(
    lambda texts: st.tuples(st.just(texts), st.lists(st.booleans(), min_size=len(texts), max_size=len(texts)))
)


def _index(texts: list[str]) -> KeywordIndex:
    return KeywordIndex.build(gram_counts(texts), len(texts))


def _counts(text: str) -> Counter[int]:
    counted = gram_counts([text])
    return Counter(dict(zip(counted.grams.tolist(), counted.counts.tolist(), strict=True)))


def _idf(n_with: float, n_all: int) -> float:
    return math.log(1 + (n_all - n_with + 0.5) / (n_with + 0.5))


def _usual(gram: int) -> float:
    """What is believed of a gram before anything was counted."""
    (usual,) = usual_occurrences(np.array([gram], np.uint32)).tolist()
    return float(usual)


def _reference(texts: list[str], question: str) -> list[float]:
    """BM25 as it is written in the paper, text by text, with the paragraphs that are believed in beside them."""
    counted = [_counts(text) for text in texts]
    lengths = [sum(counts.values()) for counts in counted]
    mean = max(sum(lengths) / len(lengths), 1.0)
    scores = []
    for counts, length in zip(counted, lengths, strict=True):
        score = 0.0
        for gram in _counts(question):
            times = counts[gram]
            with_gram = sum(gram in other for other in counted) + _usual(gram)
            weight = _idf(with_gram, len(texts) + BELIEVED)
            norm = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length / mean)
            score += weight * times * (SATURATION + 1) / (times + norm) if times else 0.0
        scores.append(score)
    return scores


@given(PARAGRAPHS, QUESTIONS)
def test_scores_are_those_of_bm25(texts: list[str], question: str) -> None:
    scores = _index(texts).scores(gram_counts([question]).grams)
    assert scores.paragraphs.tolist() == pytest.approx(_reference(texts, question), rel=1e-4, abs=1e-5)


def test_a_score_in_figures() -> None:
    """Two of three texts hold the one gram of the question; both have the mean length."""
    scores = _index(["a b", "a c", "b c"]).scores(gram_counts(["a"]).grams)
    weight = _idf(2 + BELIEVED * FREQUENT_SHARE, 3 + BELIEVED)  # "a" is a frequent word
    assert scores.paragraphs.tolist() == pytest.approx([weight, weight, 0.0], rel=1e-6)
    assert scores.weights.tolist() == pytest.approx([weight], rel=1e-6)
    assert scores.share == 1.0


@given(WITH_MASK, QUESTIONS)
def test_what_may_not_be_seen_shows_in_no_score(case: tuple[list[str], list[bool]], question: str) -> None:
    """Scores under a mask equal, to the last bit, those of an index that holds only the visible paragraphs."""
    texts, visible = case
    grams = gram_counts([question]).grams
    masked = _index(texts).scores(grams, np.array(visible))
    alone = _index([text for text, seen in zip(texts, visible, strict=True) if seen]).scores(grams)
    assert masked.paragraphs[np.array(visible)].tolist() == alone.paragraphs.tolist()
    assert not masked.paragraphs[~np.array(visible)].any()
    assert masked.weights.tolist() == alone.weights.tolist()
    assert masked.share == alone.share


@given(PARAGRAPHS, QUESTIONS)
def test_a_mask_that_hides_nothing_changes_nothing(texts: list[str], question: str) -> None:
    grams, index = gram_counts([question]).grams, _index(texts)
    masked, plain = index.scores(grams, np.ones(len(texts), np.bool_)), index.scores(grams)
    assert masked.paragraphs.tolist() == plain.paragraphs.tolist()


@given(st.lists(st.text("ab й1.", max_size=40), max_size=8))
def test_an_index_gives_back_what_it_was_built_from(texts: list[str]) -> None:
    counted, again = gram_counts(texts), _index(texts).by_paragraph()
    for name in ("texts", "grams", "counts"):
        assert np.array_equal(getattr(again, name), getattr(counted, name)), name
        assert getattr(again, name).dtype == getattr(counted, name).dtype, name


@given(PARAGRAPHS)
def test_an_index_is_its_arrays(texts: list[str]) -> None:
    index = _index(texts)
    again = KeywordIndex.from_arrays(index.arrays())
    for name, array in index.arrays().items():
        assert np.array_equal(getattr(again, name), array)
    assert index.lengths.tolist() == [sum(_counts(text).values()) for text in texts]
    assert np.diff(index.starts).min(initial=1) >= 1
    assert np.array_equal(index.grams, np.unique(index.grams))


def test_grams_that_nobody_has_count_in_the_share_alone() -> None:
    scores = _index(["a b", "c"]).scores(gram_counts(["a x y z"]).grams)
    assert scores.share == 0.25
    assert (scores.paragraphs > 0).tolist() == [True, False]


def test_an_empty_question_and_an_empty_index_score_nothing() -> None:
    assert _index(["a"]).scores(gram_counts([""]).grams).paragraphs.tolist() == [0.0]
    assert _index(["a"]).scores(gram_counts([""]).grams).share == 0.0
    empty = _index([]).scores(gram_counts(["a"]).grams)
    assert (empty.paragraphs.tolist(), empty.share) == ([], 0.0)
    hidden = _index(["a"]).scores(gram_counts(["a"]).grams, np.zeros(1, np.bool_))
    assert (hidden.paragraphs.tolist(), hidden.share) == ([0.0], 0.0)


def test_what_is_rare_weighs_more_and_never_nothing() -> None:
    weights = rarity(np.arange(11), 10, usual=0.5).tolist()
    assert weights == pytest.approx([_idf(times + 0.5, 10 + BELIEVED) for times in range(11)], rel=1e-6)
    assert weights == sorted(weights, reverse=True)
    assert weights[-1] > 0


def test_in_a_few_paragraphs_a_frequent_word_weighs_less_than_a_rare_one_though_neither_occurs() -> None:
    """The grams of "what" and of "zinc", none of which stands in the one paragraph."""
    question = gram_counts(["what zinc"]).grams
    usual = usual_occurrences(question).tolist()
    assert sorted(usual) == pytest.approx([BELIEVED * RARE_SHARE] * 3 + [BELIEVED * FREQUENT_SHARE] * 3)
    weights = _index(["Road open"]).scores(question).weights
    frequent, rare = (weights[np.array(usual) > 1], weights[np.array(usual) < 1])
    assert frequent.tolist() == pytest.approx([_idf(BELIEVED * FREQUENT_SHARE, 1 + BELIEVED)] * 3)
    assert rare.tolist() == pytest.approx([_idf(BELIEVED * RARE_SHARE, 1 + BELIEVED)] * 3)


@given(PARAGRAPHS, QUESTIONS, QUESTIONS)
def test_joined_scores_are_sums_with_a_weight(texts: list[str], own: str, carried: str) -> None:
    index = _index(texts)
    one, other = index.scores(gram_counts([own]).grams), index.scores(gram_counts([carried]).grams)
    both = one.joined(other, 0.5)
    assert np.allclose(both.paragraphs, one.paragraphs + 0.5 * other.paragraphs)
    assert both.share == one.share
    assert both.grams.tolist() == sorted({*one.grams.tolist(), *other.grams.tolist()})
    weight_of = dict(zip(other.grams.tolist(), (0.5 * other.weights).tolist(), strict=True))
    weight_of |= dict(zip(one.grams.tolist(), one.weights.tolist(), strict=True))
    assert both.weights.tolist() == pytest.approx([weight_of[gram] for gram in both.grams.tolist()])


@given(PARAGRAPHS, QUESTIONS)
def test_words_carried_with_weight_0_change_no_order(texts: list[str], question: str) -> None:
    assume(question != "talks")
    index = _index(texts)
    one = index.scores(gram_counts([question]).grams)
    joined: KeywordScores = one.joined(index.scores(gram_counts(["talks"]).grams), 0.0)
    assert joined.paragraphs.tolist() == one.paragraphs.tolist()
