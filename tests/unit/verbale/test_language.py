"""The language of short questions and of documents."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from verbale.language import Language, detect_language

DATA = Path(__file__).parents[2] / "data" / "questions_by_language.txt"
# Known misses: a Kazakh question without a Kazakh letter, an Uzbek one of three nouns, an Uzbek one in Cyrillic with ғ.
MISSES_ALLOWED = {"en": 0, "ru": 0, "kk": 1, "uz": 2, "tg": 0}


def rows() -> Iterator[tuple[str, str]]:
    for line in DATA.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            language, _, question = line.partition("\t")
            yield language, question


@pytest.mark.parametrize("language", list(Language))
def test_short_questions(language: Language) -> None:
    """At least thirty questions a language, of two to seven words, some without the letters of the language."""
    questions = [question for expected, question in rows() if expected == language]
    missed = [question for question in questions if detect_language(question) is not language]
    assert len(questions) >= 30
    assert len(missed) <= MISSES_ALLOWED[language], missed


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Чанд нафар мутахассис омӯзиш мебинад?", Language.TAJIK),
        ("Qancha mutaxassis tayyorlanadi?", Language.UZBEK),
        ("Вазир кай омад", Language.TAJIK),
        ("Oʻzbekiston va Gʻarb", Language.UZBEK),
        ("O'zbekiston va G'arb", Language.UZBEK),
        ("O‘zbekiston va G‘arb", Language.UZBEK),
        ("ВАЗИР ҚАЧОН КЕЛДИ?", Language.UZBEK),
        ("HOW MUCH DID IT COST?", Language.ENGLISH),
        ("Что такое Global Citizen Festival", Language.RUSSIAN),
        ("What does сотрудничество mean?", Language.ENGLISH),
    ],
)
def test_questions_that_a_model_of_176_languages_mistakes(question: str, language: Language) -> None:
    """Letters, small words and every apostrophe count, upper case does not."""
    assert detect_language(question) is language


@pytest.mark.parametrize(
    ("question", "language"),
    [("Хто приїхав до Душанбе?", Language.RUSSIAN), ("Ким келди Бишкекке?", Language.KAZAKH)],
)
def test_other_languages_are_taken_for_the_nearest(question: str, language: Language) -> None:
    """Ukrainian for Russian, Kyrgyz for Kazakh."""
    assert detect_language(question) is language


@pytest.mark.parametrize("text", ["", "?? 2024 😀", "谁访问了杜尚别？", "\n\n"])
def test_a_text_without_letters_of_the_five_languages_gets_the_default(text: str) -> None:
    """A question of figures and pictures is answered in the language of the house."""
    assert detect_language(text) is Language.ENGLISH
    assert detect_language(text, Language.TAJIK) is Language.TAJIK


def test_a_document_of_megabytes_is_judged_by_its_beginning() -> None:
    """The time does not grow with the text."""
    assert detect_language("Министрлер екіжақты ынтымақтастықты талқылады. " * 100_000) is Language.KAZAKH
