"""What a follow-up question means, told from the turns before it, without generating anything.

What is missing is taken from the user's earlier questions and, where a pronoun may mean somebody whom the last answer
named, from that answer. A place, a day or a name of the question takes the place of one of the same kind from before
("And with Uzbekistan?"). How much of what came before counts depends on how much the question says by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from verbale.answer import Turn
from verbale.asking.answer_kind import AnswerKind, answer_kind
from verbale.asking.days import Day, days_in
from verbale.asking.follow_up_words import (
    ADDITIVES,
    CLOSING_PHRASES,
    ELLIPTIC,
    SMALL_WORDS,
    THIN_WORDS,
    VERB_ENDINGS,
    is_thin,
    opener_of,
    points_to,
    says_nothing,
)
from verbale.asking.names import Name, names_in
from verbale.asking.places import Place, places_in
from verbale.asking.small_talk import small_talk, without_greeting
from verbale.asking.words import placed_words, words_of
from verbale.language import Language
from verbale.span import Span


class Dependence(StrEnum):
    """How much a question needs the turns before it."""

    STANDS = "stands"
    """It says by itself what it is about."""
    LEANS = "leans"
    """It has a subject of its own, but says little ("Which documents were signed?")."""
    DEPENDS = "depends"
    """It cannot be understood by itself."""


@dataclass(frozen=True)
class Understood:
    """What is searched for in place of a question's own words.

    The question's vector is that of ``text``; where ``beside`` is not empty, it is
    ``(1 - beside_share) * vector(text) + beside_share * vector(beside)``, or the scores of the two are mixed so.
    """

    text: str
    """The question's own words, followed or replaced by what was missing if it depends on what came before."""
    carried: str
    """Keywords from before, empty if there is nothing before: they count with ``carried_weight``."""
    carried_weight: float
    """0 to 1, the share of a carried keyword's score; the question's own words count fully."""
    answer_kind_question: str
    """The text whose question words tell the kind of the answer: the question, or the one before if it has none."""
    beside: str
    """A second text to embed, or empty."""
    beside_share: float
    """0 to 1, the share of ``beside``."""
    dependence: Dependence


@dataclass(frozen=True)
class _Reading:
    """What one question holds by itself; spans are offsets into ``text``, which has no greeting."""

    text: str
    places: tuple[Place, ...]
    days: tuple[Day, ...]
    names: tuple[Name, ...]
    subjects: int
    """How many words name what it is about, beside places, days and names."""
    points_at: str
    """"person", "place", "thing" or nothing: what kind of thing said before it speaks of."""
    asks: bool
    dependence: Dependence


@dataclass(frozen=True)
class _Topic:
    """What the questions so far are about."""

    text: str
    asking: str
    last_question: str


_TURNS = 12
_CARRIED_WORDS = 24
_READ_OF_ANSWER = 240
_NAMES_OF_ANSWER = 2
_READ_OF_QUESTION = 600
_REMEMBERED_QUESTIONS = 256
# Up to this many subjects, without a place or a name, a question leans on what came before.
_FEW_SUBJECTS = 2
_SHORTEST = 3
_SIGNS_AROUND = '?!.,;:()[]"«»“”„…-–—'
# Chosen on conversations in English that keep to one subject, against the same questions after another conversation:
# what is carried helps a question that stands by itself, as long as its own words weigh clearly more.
_WEIGHT = {Dependence.STANDS: 0.2, Dependence.LEANS: 0.25, Dependence.DEPENDS: 0.5}
_SHARE = {Dependence.STANDS: 0.25, Dependence.LEANS: 1 / 3, Dependence.DEPENDS: 1 / 3}
_ELLIPTIC = {tuple(opener.split()) for opener in ELLIPTIC}
_SAME_WORD_BEFORE, _SAME_WORD_AFTER = 20, 10


def understood(question: str, context: Sequence[Turn], language: Language) -> Understood:
    """What ``question`` means after ``context``, whose turns are in order, the oldest first."""
    topic: _Topic | None = None
    for turn, answer_before in _since_last_standing(context[-_TURNS:], language):
        meant = _after(turn.text, topic, answer_before, language)
        # A question that leans on the one before is joined to it, so that the next "When?" is about both.
        text = meant.beside if meant.dependence is Dependence.LEANS and meant.beside else meant.text
        topic = _Topic(text[:_READ_OF_QUESTION], meant.answer_kind_question, turn.text[:_READ_OF_QUESTION])
    return _after(question, topic, _last_answer(context, language), language)


def _since_last_standing(context: Sequence[Turn], language: Language) -> list[tuple[Turn, str]]:
    """The user's questions from the last one on that stands by itself, each with the answer given before it."""
    found: list[tuple[Turn, str]] = []
    for index in range(len(context) - 1, -1, -1):
        turn = context[index]
        if _is_question(turn, language):
            found.append((turn, _last_answer(context[:index], language)))
            if _read(turn.text[:_READ_OF_QUESTION], language).dependence is Dependence.STANDS:
                break
    return found[::-1]


def _last_answer(context: Sequence[Turn], language: Language) -> str:
    """What was answered last; the reply to small talk is no answer."""
    for index in range(len(context) - 1, -1, -1):
        if context[index].speaker != "user" and (index == 0 or _is_question(context[index - 1], language)):
            return context[index].text
        if _is_question(context[index], language):
            return ""
    return ""


def _is_question(turn: Turn, language: Language) -> bool:
    return turn.speaker == "user" and bool(turn.text.strip()) and small_talk(turn.text, language) is None


@lru_cache(maxsize=_REMEMBERED_QUESTIONS)
def _after(question: str, topic: _Topic | None, answer: str, language: Language) -> Understood:
    """What ``question`` means after what was asked and answered before."""
    reading = _read(question[:_READ_OF_QUESTION], language)
    dependence = reading.dependence
    weight, share = _WEIGHT[dependence], _SHARE[dependence]
    if topic is None or small_talk(question, language) is not None:
        return Understood(question, "", 0.0, question, "", 0.0, Dependence.STANDS)
    if dependence is Dependence.STANDS:
        carried = " ".join(_keywords(topic.last_question, question))
        beside = f"{question} {topic.last_question}"
        return Understood(question, carried, weight, question, beside, share, dependence)
    replaced = _replaced(topic.text, reading)
    carried = " ".join((*_keywords(replaced, question), *_from_answer(answer, reading)))
    asking = question if reading.asks else topic.asking
    joined = f"{reading.text} {carried}".rstrip()
    if dependence is Dependence.LEANS:
        return Understood(question, carried, weight, asking, joined, share, dependence)
    if replaced != topic.text and not reading.subjects and not reading.asks:
        return Understood(replaced, carried, weight, asking, "", 0.0, dependence)
    if reading.subjects >= _FEW_SUBJECTS:
        return Understood(joined, carried, weight, asking, question, share, dependence)
    return Understood(joined, carried, weight, asking, "", 0.0, dependence)


@lru_cache(maxsize=_REMEMBERED_QUESTIONS)
def _read(question: str, language: Language) -> _Reading:
    """What ``question`` holds by itself."""
    text = without_greeting(question)
    words = placed_words(text)
    lower = tuple(word for _, _, word in words)
    opener = opener_of(lower)
    is_elliptic = opener in _ELLIPTIC or any(
        lower[-len(closing) :] == closing for closing in CLOSING_PHRASES if len(lower) > len(closing)
    )
    places, days = places_in(text), days_in(text)
    taken = [place.span for place in places] + [day.span for day in days]
    names = tuple(
        name
        for name in names_in(text)
        if not any(_overlap(name.span, span) for span in taken) and not says_nothing(name.span.of(text))
    )
    taken += [name.span for name in names]
    subjects = sum(
        word not in SMALL_WORDS and not is_thin(word) and not any(_overlap(Span(start, end), span) for span in taken)
        for start, end, word in words
    )
    kind = AnswerKind.OTHER if is_elliptic else answer_kind(text, language)
    first_name = min([*(place.span.start for place in places), *(name.span.start for name in names), len(text)])
    points_at = points_to(lower, sum(start < first_name for start, _, _ in words), language)
    anchors = len(places) + len(names)
    if points_at or (not subjects and not anchors and (words or days)):
        dependence = Dependence.DEPENDS
    elif is_elliptic or (opener and kind is AnswerKind.OTHER):
        dependence = Dependence.DEPENDS if subjects <= _FEW_SUBJECTS else Dependence.STANDS
    elif not subjects:
        dependence = _of_bare_names(kind, has_places=bool(places), is_opened=bool(opener))
    else:
        dependence = _of_subjects(lower[len(opener) :], subjects, anchors, kind, language)
    return _Reading(text, places, days, names, subjects, points_at, kind is not AnswerKind.OTHER, dependence)


def _of_bare_names(kind: AnswerKind, *, has_places: bool, is_opened: bool) -> Dependence:
    """The dependence of a question that has names, but says nothing about them."""
    if kind is AnswerKind.OTHER:
        return Dependence.LEANS
    asks_who = not has_places and kind in {AnswerKind.DEFINITION, AnswerKind.PERSON}
    return Dependence.DEPENDS if is_opened and not asks_who else Dependence.STANDS


def _of_subjects(
    words: tuple[str, ...], subjects: int, anchors: int, kind: AnswerKind, language: Language
) -> Dependence:
    """The dependence of a question that has subjects of its own, and no pronoun; ``words`` are without the opener."""
    if subjects > _FEW_SUBJECTS or anchors or kind is AnswerKind.DEFINITION:
        return Dependence.STANDS
    if not ADDITIVES.isdisjoint(words):
        return Dependence.DEPENDS
    lacks_subject = subjects == 1 and len(words) <= _SHORTEST and kind is not AnswerKind.OTHER
    if lacks_subject and words[-1].endswith(VERB_ENDINGS[language.value]):
        return Dependence.DEPENDS
    return Dependence.LEANS


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _keywords(text: str, question: str) -> list[str]:
    """The words of ``text`` that name something, each once, without those of ``question``."""
    own = set(words_of(question))
    kept: dict[str, None] = {}
    for token in text.split():
        words = words_of(token)
        if any(sign.isdigit() for sign in token) or any(
            word not in SMALL_WORDS and word not in THIN_WORDS and word not in own for word in words
        ):
            kept[token.strip(_SIGNS_AROUND)] = None
    # What was asked last is at the end.
    return list(kept)[-_CARRIED_WORDS:]


def _from_answer(answer: str, reading: _Reading) -> list[str]:
    """What the last answer names that the question's pronoun can stand for."""
    if not reading.points_at or not answer:
        return []
    read = answer[:_READ_OF_ANSWER]
    places = places_in(read)
    if reading.points_at == "place":
        return [place.span.of(read) for place in places[-1:]]
    names = [name.span for name in names_in(read)]
    return [span.of(read) for span in names if not any(_overlap(span, p.span) for p in places)][:_NAMES_OF_ANSWER]


def _replaced(topic: str, reading: _Reading) -> str:
    """``topic`` with the places, days and names of the question instead of its own of the same kind."""
    edits: dict[Span, str] = {}
    places = places_in(topic)
    known = {(place.country, place.city) for place in places}
    for new in reading.places:
        same = [old for old in places if (old.city is None) == (new.city is None) and old.span not in edits]
        same = same or [
            old
            for old in places
            if old.span not in edits and _alike(reading.text, new.span, topic, old.span) >= _SAME_WORD_BEFORE
        ]
        if same and (new.country, new.city) not in known:
            old = max(same, key=lambda old: (_alike(reading.text, new.span, topic, old.span), old.span.start))
            edits[old.span] = new.span.of(reading.text)
    days = days_in(topic)
    if reading.days and days:
        edits |= {day.span: "" for day in days[1:]}
        edits[days[0].span] = " ".join(_dated(day, days[0], reading.text) for day in reading.days)
    if reading.names and not reading.subjects:
        taken = [place.span for place in places] + [day.span for day in days]
        old_names = [name for name in names_in(topic) if not any(_overlap(name.span, span) for span in taken)]
        new_name = reading.names[0]
        is_known = any(name.folded == new_name.folded for name in old_names)
        same_look = [n for n in old_names if n.span.of(topic).isupper() == new_name.span.of(reading.text).isupper()]
        if same_look and not is_known:
            edits[same_look[0].span] = new_name.span.of(reading.text)
    for span in sorted(edits, reverse=True):
        topic = topic[: span.start] + edits[span] + topic[span.end :]
    return " ".join(topic.split()) if edits else topic


def _dated(new: Day, old: Day, text: str) -> str:
    """The words of the day ``new`` of ``text``, with the year of the day it replaces if it has none."""
    keeps_year = new.year is None and old.year is not None
    return f"{new.span.of(text)} {old.year}" if keeps_year else new.span.of(text)


def _alike(text: str, span: Span, other_text: str, other: Span) -> int:
    """How alike two places stand in their sentences: the words around them and their endings."""
    before, other_before = (t[: s.start].split()[-1:] for t, s in ((text, span), (other_text, other)))
    after, other_after = (words_of(t[s.end :])[:1] for t, s in ((text, span), (other_text, other)))
    same_ending = 0
    for one, two in zip(reversed(span.of(text).lower()), reversed(other.of(other_text).lower()), strict=False):
        if one != two:
            break
        same_ending += 1
    score = same_ending
    if before and other_before and before[0].lower() == other_before[0].lower():
        score += _SAME_WORD_BEFORE
    if after and after == other_after:
        score += _SAME_WORD_AFTER
    return score
