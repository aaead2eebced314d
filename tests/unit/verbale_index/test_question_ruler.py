from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest

from fakes import TrigramEncoder
from verbale.language import Language
from verbale_index.bundled.encoder import BundledEncoder
from verbale_index.encoder import Vectors
from verbale_index.grouping import group
from verbale_index.question_ruler import QuestionRuler, ruler_questions

EN, RU, KK, UZ = Language.ENGLISH, Language.RUSSIAN, Language.KAZAKH, Language.UZBEK
ASKED = [
    (EN, "When does the visa-free regime begin?"),
    (EN, "How long can one stay without a visa?"),
    (RU, "Когда начнёт действовать безвизовый режим?"),
    (EN, "What is the price of gas?"),
    (KK, "визасыз режим қашан басталады"),
    (RU, "Сколько можно находиться без визы?"),
    (EN, "What is the price of electricity?"),
    (UZ, "Vizasiz rejim qachon boshlanadi?"),
    (RU, "Какова цена на газ?"),
    (RU, "Какова цена на электричество?"),
]
RULER_TEXTS = [question.text for question in ruler_questions()]


class LopsidedEncoder(TrigramEncoder):
    """Its vectors all lie to one side, as those of real encoders do."""

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        moved = super().encode_questions(texts)
        moved[:, 0] += 2.5
        normalised: Vectors = moved / np.linalg.norm(moved, axis=1, keepdims=True)
        return normalised


def test_there_are_equally_many_different_questions_in_each_language() -> None:
    assert Counter(question.language for question in ruler_questions()) == dict.fromkeys(Language, 24)
    assert len(set(ruler_questions())) == 120
    assert all(text == text.strip() and text for text in RULER_TEXTS)


def test_questions_are_grouped_by_what_they_ask_for_across_languages(bundled: BundledEncoder) -> None:
    """Another question on the same subject stays apart from them."""
    ruler = QuestionRuler.of(bundled.encode_questions(RULER_TEXTS))
    languages = [language for language, _ in ASKED]
    levelled = ruler.levelled(bundled.encode_questions([text for _, text in ASKED]), languages)
    assert group(levelled, ruler.thresholds(languages)) == [[0, 2, 4, 7], [1, 5], [3, 8], [6, 9]]


def test_an_encoder_whose_vectors_lie_to_one_side_groups_like_one_whose_do_not() -> None:
    texts = [
        "Who visited Dushanbe?",
        "Who visited Dushanbe in May?",
        "What is the price of gas?",
        "What is the gas price?",
    ]
    grouped = []
    for encoder in (TrigramEncoder(dimension=2048), LopsidedEncoder(dimension=2048)):
        vectors = encoder.encode_questions(texts)
        ruler = QuestionRuler.of(encoder.encode_questions(RULER_TEXTS))
        grouped.append(group(ruler.levelled(vectors, [EN] * 4), ruler.thresholds([EN] * 4)))
    raw = LopsidedEncoder(dimension=2048).encode_questions(texts)
    assert raw[0] @ raw[2] > 0.8
    assert grouped == [[[0, 1], [2, 3]]] * 2


def test_the_unrelated_questions_of_the_ruler_lie_around_zero() -> None:
    vectors = LopsidedEncoder(dimension=2048).encode_questions(RULER_TEXTS)
    ruler = QuestionRuler.of(vectors)
    languages = [question.language for question in ruler_questions()]
    levelled = ruler.levelled(vectors, languages)
    cosines = (levelled @ levelled.T)[np.triu_indices(len(levelled), k=1)]
    assert abs(float(cosines.mean())) < 0.02
    assert np.linalg.norm(levelled, axis=1) == pytest.approx(1, abs=1e-5)


def test_in_one_language_questions_have_to_be_nearer_than_across_two() -> None:
    zero = np.zeros(4, np.float32)
    ruler = QuestionRuler({EN: zero, RU: zero, KK: zero}, {EN: 0.1, RU: 0.12, KK: 0.5})
    expected = [
        [0.6, 0.6, 0.42, 0.9],
        [0.6, 0.6, 0.42, 0.9],
        [0.42, 0.42, 0.72, 0.9],
        [0.9, 0.9, 0.9, 0.9],
    ]
    assert ruler.thresholds([EN, EN, RU, KK]) == pytest.approx(np.array(expected))


def test_a_question_that_is_just_the_mean_is_near_to_nothing() -> None:
    mean = np.array([1.0, 0.0], np.float32)
    ruler = QuestionRuler({EN: mean}, {EN: 0.1})
    levelled = ruler.levelled(np.array([[1.0, 0.0], [0.6, 0.8]], np.float32), [EN, EN])
    assert levelled[0].tolist() == [0.0, 0.0]
    assert group(levelled, ruler.thresholds([EN, EN])) == [[0], [1]]


def test_no_questions_have_no_vectors() -> None:
    ruler = QuestionRuler({EN: np.zeros(4, np.float32)}, {EN: 0.1})
    assert ruler.levelled(np.zeros((0, 4), np.float32), []).shape == (0, 4)
    assert ruler.thresholds([]).shape == (0, 0)
