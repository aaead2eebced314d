"""Small talk: greetings, thanks, farewells and questions about the bot itself, which no briefing answers.

A message is small talk only if all its words are. Whatever might ask about a visit is none: "Hello, who took part in
the talks?" is a question after a greeting, which ``without_greeting`` takes off.
"""

import re
from enum import StrEnum

from verbale.asking.small_talk_words import (
    FILLERS,
    GREETING_PICTURES,
    OPENINGS,
    PHRASES,
    PICTURES,
    TEST_FIGURES,
    THANKING_PICTURES,
)
from verbale.asking.words import lowered, placed_words, word_set, words_of
from verbale.language import Language


class SmallTalk(StrEnum):
    """What is said; each kind has a fixed reply."""

    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    ABOUT_BOT = "about"
    ACKNOWLEDGEMENT = "acknowledged"
    TEST = "test"


# In a message of several the first of these decides: "hi, thanks, who are you?" asks who the bot is.
_BY_WEIGHT = (
    SmallTalk.ABOUT_BOT,
    SmallTalk.THANKS,
    SmallTalk.FAREWELL,
    SmallTalk.GREETING,
    SmallTalk.ACKNOWLEDGEMENT,
    SmallTalk.TEST,
)
_LONGEST_SMALL_TALK = 120
_LONGEST_PHRASE = max(len(phrase.split()) for phrase in PHRASES)
_MARKS_BETWEEN = " ,.!?:;…–—-)\"'»”\n\t\u00a0"
_MARKS_AFTER_OPENING = ",.!:;…)?\n"
# "Thanks to whom was it signed?", "So far", "Say on pay", «Вопрос о транзите»: no openings without a mark.
_ONLY_BEFORE_A_MARK = word_set(
    "thanks ok okay so well say question sorry спасибо вопрос ответь рахмет rahmat раҳмат ташаккур greetings"
)
# "Tell me about water" is asked as it stands.
_KEPT_TOGETHER = word_set("about more something some anything other если о об про туралы haqida ҳақида оид")
_FIGURES = re.compile(r"\d+")
_OPENING_STARTS = frozenset(opening.split()[0] for opening in OPENINGS)
_OPENINGS = {opening: len(opening.split()) for opening in OPENINGS}
_LONGEST_OPENING = max(_OPENINGS.values())


def small_talk(text: str, language: Language) -> SmallTalk | None:
    """The kind of small talk that ``text`` is, or None if any of its words may belong to a question about a visit.

    The phrases of all languages are known; ``language`` decides for words that have a meaning in two of them.
    """
    if len(text) > _LONGEST_SMALL_TALK:
        return None
    words = words_of(text)
    if not words:
        return _without_words(text)
    if _FIGURES.search(text):
        is_test = all(PHRASES.get(word) == SmallTalk.TEST for word in words)
        return SmallTalk.TEST if is_test and set(_FIGURES.findall(text)) <= TEST_FIGURES else None
    kinds = _kinds(words)
    if not kinds:
        return None
    if language is Language.TAJIK and words == ("хайр",):
        return SmallTalk.FAREWELL
    return next(kind for kind in _BY_WEIGHT if kind in kinds)


def without_greeting(text: str) -> str:
    """``text`` without the greeting and the words of politeness that it begins with.

    A text that is nothing else stays as it is. Greetings of all five languages are known.
    """
    words = placed_words(text)
    lower = lowered(text)
    taken = 0
    while taken < len(words) and words[taken][2] in _OPENING_STARTS:
        length = _opening(lower, words, taken)
        if length == 0:
            break
        taken += length
    if taken == 0 or taken == len(words):
        return text
    return text[words[taken - 1][1] :].lstrip(_MARKS_BETWEEN) or text


def _without_words(text: str) -> SmallTalk | None:
    """The kind of a text without letters: marks, figures or pictures."""
    figures = set(_FIGURES.findall(text))
    if figures:
        return SmallTalk.TEST if figures <= TEST_FIGURES else None
    signs = set(text) - set(" \n\ufe0f")
    if not signs:
        return None
    if signs <= set(PICTURES):
        if signs <= set(THANKING_PICTURES):
            return SmallTalk.THANKS
        return SmallTalk.GREETING if signs <= set(GREETING_PICTURES) else SmallTalk.ACKNOWLEDGEMENT
    return SmallTalk.TEST


def _kinds(words: tuple[str, ...]) -> set[SmallTalk]:
    """The kinds of the phrases that ``words`` are made of; empty if a word belongs to none."""
    kinds: set[SmallTalk] = set()
    index = 0
    while index < len(words):
        for length in range(min(_LONGEST_PHRASE, len(words) - index), 0, -1):
            kind = PHRASES.get(" ".join(words[index : index + length]))
            if kind is not None:
                kinds.add(SmallTalk(kind))
                index += length
                break
        else:
            if words[index] not in FILLERS:
                return set()
            index += 1
    return kinds


def _opening(lower: str, words: tuple[tuple[int, int, str], ...], index: int) -> int:
    """How many words from ``index`` on are an opening; a hyphen or an apostrophe after it makes it another word."""
    for length in range(min(_LONGEST_OPENING, len(words) - index), 0, -1):
        phrase = words[index : index + length]
        if " ".join(word for _, _, word in phrase) not in _OPENINGS:
            continue
        end = phrase[-1][1]
        if index + length < len(words) and words[index + length][2] in _KEPT_TOGETHER:
            continue
        needs_mark = length == 1 and phrase[0][2] in _ONLY_BEFORE_A_MARK
        if lower[end : end + 1].isspace() and not needs_mark:
            return length
        if lower[end : end + 1] in _MARKS_AFTER_OPENING and lower[end : end + 1]:
            return length
    return 0
