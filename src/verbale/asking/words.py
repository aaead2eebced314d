"""The words of a text in lower case, at the offsets they have in the text itself.

Several readers look at the same question or sentence one after the other, so the last texts are remembered.
"""

import re
from functools import lru_cache

# Twice as fast as all that Unicode calls letters; these are the alphabets of the five languages.
_LETTERS = "[a-z\u00df-\u024f\u0430-\u052f]"
_WORD = re.compile(rf"{_LETTERS}++(?:'{_LETTERS}++)*+")
_APOSTROPHES = "ʻʼ‘’`´′ˈ＇"
_REMEMBERED_TEXTS = 64


def plain_apostrophes(text: str) -> str:
    """``text`` with ' for every sign that is typed as an apostrophe; its length stays."""
    if not text.isascii():
        for sign in _APOSTROPHES:
            text = text.replace(sign, "'")
        return text
    return text.replace("`", "'")


@lru_cache(maxsize=_REMEMBERED_TEXTS)
def lowered(text: str) -> str:
    """``text`` in lower case with plain apostrophes; offsets into it are offsets into ``text``."""
    plain = plain_apostrophes(text)
    lower = plain.lower()
    if len(lower) != len(text):  # İ becomes two code points
        lower = "".join(sign.lower() if len(sign.lower()) == 1 else "i" for sign in plain)
    return lower


@lru_cache(maxsize=_REMEMBERED_TEXTS)
def words_of(text: str) -> tuple[str, ...]:
    """The words of ``text`` in lower case. Digits, hyphens and marks separate words, apostrophes do not."""
    return tuple(_WORD.findall(lowered(text)))


@lru_cache(maxsize=_REMEMBERED_TEXTS)
def placed_words(text: str) -> tuple[tuple[int, int, str], ...]:
    """The words of ``text`` as of ``words_of``, each after its start and end in code points."""
    lower = lowered(text)
    placed = []
    end = 0
    for word in words_of(text):
        # Between two words there are no letters, so the first place where the word is found is its own.
        start = lower.index(word, end)
        end = start + len(word)
        placed.append((start, end, word))
    return tuple(placed)


def word_set(listed: str) -> frozenset[str]:
    """The words of a list that is written as one text."""
    return frozenset(listed.split())
