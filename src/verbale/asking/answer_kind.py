"""The kind of answer that a question asks for, told by its question words in any place of the sentence."""

from enum import StrEnum

from verbale.asking.answer_kind_words import (
    ENGLISH_AUXILIARIES,
    ENGLISH_FILLERS,
    ENGLISH_LINKS,
    ENGLISH_LISTING,
    ENGLISH_MEASURES,
    ENGLISH_NOUNS,
    ENGLISH_PARTICIPLES,
    ENGLISH_SIMPLE,
    ENGLISH_WH,
    WORDS,
    QuestionWords,
)
from verbale.asking.words import word_set, words_of
from verbale.language import Language


class AnswerKind(StrEnum):
    """What would answer a question. OTHER also stands for headlines, statements and what has no question word."""

    PERSON = "person"
    PLACE = "place"
    DATE = "date"
    NUMBER = "number"
    REASON = "reason"
    LIST = "list"
    MANNER = "manner"
    YES_NO = "yes_no"
    DEFINITION = "definition"
    THING = "thing"
    OTHER = "other"


_WHICH = "which"
_LONGEST_PHRASE = 3
_NOUN_WITHIN = 4
_NEAR_THE_BEGINNING = 4
_WORDS_OF_A_DEFINED = 5
_WORDS_OF_AN_UNMARKED_DEFINITION = 3
_UZBEK_VERBS = ("di", "gan", "adi", "lgan", "moqda", "ди", "ган", "ади")
_UZBEK_QUESTION = ("mi", "ми", "midi", "миди", "mikan", "микан", "misiz")
_UZBEK_QUESTION_AFTER_VERB = ("dimi", "ganmi", "bormi", "emasmi", "kerakmi", "mumkinmi", "дими", "ганми", "борми")
_UZBEK_NOUNS_IN_MI = word_set(
    "iqlimi tizimi qismi bayrami hajmi ismi rasmi jismi ҳажми қисми тизими исми расми олими olimi"
)
_SINGULAR_ENDINGS = ("ss", "us", "is", "ous")
_IRREGULAR_PLURALS = frozenset(["people", "men", "women", "children", "media", "criteria", "countries", "cities"])
_NO_NOUNS = frozenset(["is", "was", "does", "has", "'s", "s", "this", "its", "his", "theirs"])


def answer_kind(question: str, language: Language) -> AnswerKind:
    """The kind of answer that ``question``, written in ``language``, asks for."""
    words = words_of(question)
    if not words:
        return AnswerKind.OTHER
    is_marked = question.rstrip(" \"'»”)").endswith("?")
    if language is Language.ENGLISH:
        return _in_english(question, words, is_marked=is_marked)
    return _by_phrases(words, WORDS[language.value], is_marked=is_marked, is_uzbek=language is Language.UZBEK)


def _in_english(question: str, words: tuple[str, ...], *, is_marked: bool) -> AnswerKind:
    """The kind by English grammar, where the word order tells a question from a statement."""
    if words[0] in ENGLISH_LISTING:
        return AnswerKind.LIST
    asks_politely = words[1:2] == ("you",) and words[2:3] != ("have",)
    if words[0] in ENGLISH_AUXILIARIES and not (asks_politely and not ENGLISH_WH.isdisjoint(words)):
        return AnswerKind.YES_NO if is_marked or len(words) > 2 else AnswerKind.OTHER  # noqa: PLR2004  "Will Smith"
    index = _asking_word(question, words, is_marked=is_marked)
    if index is None:
        is_tagged = is_marked and not ENGLISH_AUXILIARIES.isdisjoint(words[1:3]) and "," in question
        return AnswerKind.YES_NO if is_tagged and words[1] in ENGLISH_AUXILIARIES else AnswerKind.OTHER
    word = words[index].removesuffix("'s")
    rest = words[index + 1 :]
    if word == "how":
        return _of_how(rest)
    return AnswerKind(ENGLISH_SIMPLE[word]) if word in ENGLISH_SIMPLE else _of_what(words[index], rest)


def _asking_word(question: str, words: tuple[str, ...], *, is_marked: bool) -> int | None:
    """Number of the word that asks: the last one, or the first that is no relative pronoun."""
    places = [index for index, word in enumerate(words) if word in ENGLISH_WH]
    if not places:
        return None
    first = places[0]
    opens = all(word in ENGLISH_FILLERS for word in words[:first])
    if not is_marked and question.rstrip().endswith((".", "!")) and words[first] not in {"who", "how"}:
        return None
    if opens:
        return first
    last = places[-1]
    if last == len(words) - 1:
        return last
    # Searches are typed without marks: "treaty of paris who signed".
    is_search = not is_marked and question == question.lower() and (first <= 2 or last >= len(words) - 2)  # noqa: PLR2004
    if not is_marked:
        return first if is_search else None
    after_preposition = (index for index in places if words[index - 1] in ENGLISH_FILLERS and words[index] != "who")
    return next(after_preposition, first)


def _of_how(rest: tuple[str, ...]) -> AnswerKind:
    if rest[:1] == ("come",):
        return AnswerKind.REASON
    return AnswerKind.NUMBER if rest and rest[0] in ENGLISH_MEASURES else AnswerKind.MANNER


def _of_what(word: str, rest: tuple[str, ...]) -> AnswerKind:
    """The kind that "what" or "which" asks for, by its noun or by what is said to be it."""
    if word in {"what's", "whats"}:
        rest = ("is", *rest)
    if not rest:
        return AnswerKind.THING
    if rest[0] in ENGLISH_LINKS:
        return _of_what_is(rest)
    if (rest[0] in {"does", "do", "did"} and rest[-1] in {"mean", "means", "signify"}) or "mean" in rest[2:4]:
        return AnswerKind.DEFINITION
    if rest[0] in ENGLISH_AUXILIARIES:
        return AnswerKind.REASON if rest[-1] == "for" else AnswerKind.THING
    return _of_noun(rest)


def _of_noun(rest: tuple[str, ...]) -> AnswerKind:
    """The kind by the first noun after "what" or "which"."""
    for position, noun in enumerate(rest[:_NOUN_WITHIN]):
        if noun in ENGLISH_AUXILIARIES or noun in ENGLISH_FILLERS:
            break
        if noun in ENGLISH_NOUNS and not (position + 1 < len(rest) and rest[position + 1] in ENGLISH_NOUNS):
            return AnswerKind(ENGLISH_NOUNS[noun])
        if _is_plural(noun):
            return AnswerKind.LIST
    return AnswerKind.THING


def _of_what_is(rest: tuple[str, ...]) -> AnswerKind:
    """The kind that "what is …" asks for: a figure, a date or a place by its noun, or else what the thing is."""
    subject = rest[1:]
    if subject[:1] == ("the",) or "of" in subject:
        for noun in subject[1 : _NOUN_WITHIN + 1]:
            if noun in {"of", "in", "for", "that"}:
                break
            if noun in ENGLISH_NOUNS:
                return AnswerKind(ENGLISH_NOUNS[noun])
        if rest[0] in {"are", "were"}:
            return AnswerKind.LIST
        return AnswerKind.THING
    if subject[-1:] == ("for",):
        return AnswerKind.REASON
    is_short = len(subject) <= _WORDS_OF_A_DEFINED and rest[0] in {"is", "are"}
    acted = any(word.endswith(("ed", "ing")) or word in ENGLISH_PARTICIPLES for word in subject)
    if (is_short and not acted and subject) or subject[:2] == ("meant", "by"):
        return AnswerKind.DEFINITION
    return AnswerKind.THING


def _is_plural(noun: str) -> bool:
    if noun in _IRREGULAR_PLURALS:
        return True
    return noun.endswith("s") and not noun.endswith(_SINGULAR_ENDINGS) and noun not in _NO_NOUNS and len(noun) > 3  # noqa: PLR2004


def _by_phrases(words: tuple[str, ...], known: QuestionWords, *, is_marked: bool, is_uzbek: bool) -> AnswerKind:
    """The kind by the first question word, in the languages where it may stand anywhere."""
    if words[0] in known.requests:
        return AnswerKind.LIST
    if _asks_yes_or_no(words, known, is_marked=is_marked, is_uzbek=is_uzbek):
        return AnswerKind.YES_NO
    if _asks_what_it_is(words, known):
        return AnswerKind.DEFINITION
    place = _first_phrase(words, known)
    if place is None:
        return AnswerKind.OTHER
    index, length, kind = place
    if kind != _WHICH:
        return AnswerKind(kind)
    return _of_which(words, index + length, known, is_uzbek=is_uzbek)


def _asks_yes_or_no(words: tuple[str, ...], known: QuestionWords, *, is_marked: bool, is_uzbek: bool) -> bool:
    if words[0] in known.particles or words[-1] in known.particles:
        return True
    if "ли" in known.particles:
        if "ли" in words[:_NEAR_THE_BEGINNING] and _first_phrase(words[:2], known) is None:
            return True
        return is_marked and words[0].endswith(known.verbs) and _first_phrase(words, known) is None
    if is_uzbek:
        endings = _UZBEK_QUESTION if is_marked else _UZBEK_QUESTION_AFTER_VERB
        return words[-1].endswith(endings) and words[-1] not in _UZBEK_NOUNS_IN_MI and len(words) > 1
    return is_marked and words[-1].endswith(known.verbs) and _first_phrase(words, known) is None


def _asks_what_it_is(words: tuple[str, ...], known: QuestionWords) -> bool:
    """Whether the question is only a name and "what is it"."""
    line = " ".join(words)
    for ending in known.definitions:
        if line.endswith(" " + ending):
            length = len(words) - len(ending.split())
            # Uzbek "nima" alone also ends other questions.
            longest = _WORDS_OF_A_DEFINED if ending not in {"nima", "нима"} else _WORDS_OF_AN_UNMARKED_DEFINITION
            return 1 <= length <= longest and _first_phrase(words[:length], known) is None
    return False


def _first_phrase(words: tuple[str, ...], known: QuestionWords) -> tuple[int, int, str] | None:
    """Index and length of the first question word, the longest that begins there, and its kind."""
    for index in range(len(words)):
        for length in range(_LONGEST_PHRASE, 0, -1):
            kind = known.phrases.get(" ".join(words[index : index + length]))
            if kind is not None and index + length <= len(words):
                return index, length, kind
    return (0, 1, "person") if words[0] == "ки" and "кӣ" in known.phrases else None  # «ки» elsewhere means "that"


def _of_which(words: tuple[str, ...], following: int, known: QuestionWords, *, is_uzbek: bool) -> AnswerKind:
    """The kind by the noun after "which", or before it at the end of the question."""
    if is_uzbek and words[following : following + 1] and words[following].endswith(_UZBEK_VERBS):
        return AnswerKind.MANNER
    near = words[following : following + 2] or words[-4:-1]
    is_after = following < len(words)
    for noun in near if is_after else reversed(near):
        stem = next((kind for stem, kind in known.nouns if noun.startswith(stem)), None)
        is_plural = any(ending in noun[2:] for ending in known.plurals)
        if stem in {"date", "number", "reason"}:
            return AnswerKind(stem)
        if is_plural and is_after:
            return AnswerKind.LIST
        if stem is not None:
            return AnswerKind(stem)
    return AnswerKind.THING
