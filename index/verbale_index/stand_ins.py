"""Stand-ins for questions, made of the briefings' own sentences: what is asked where nobody has written questions.

What a question would ask for (figures, days, a name) is left out of a sentence, and of its other words the commoner
half.
"""

import math
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from verbale.asking.days import days_in
from verbale.asking.figures import figures_in
from verbale.asking.names import names_in
from verbale.briefing import Briefing
from verbale.language import Language
from verbale.language_words import FREQUENT_WORDS
from verbale.span import Span
from verbale_index.generation import Generation
from verbale_index.grams import gram_counts
from verbale_index.keywords import KeywordIndex
from verbale_index.lookup import look_up
from verbale_index.shelf import Shelf
from verbale_index.view import View, view_of

FEWEST_WORDS = 6
"""A sentence with fewer words of its own is not recognised by half of them."""
SHORTEST_WORD = 2
_WORD = re.compile(r"[^\W_]++(?:['’ʻʼ-][^\W_]++)*+")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class StandIn:
    """A question's stand-in, and the sentence that it was made of: a span in the edition of row ``edition``."""

    text: str
    language: Language
    edition: int
    sentence: Span


@dataclass(frozen=True)
class Library:
    """The briefings of a generation, as stand-ins are made of them and asked of them.

    ``details``: those of each briefing, by its id.
    """

    generation: Generation
    shelf: Shelf
    details: Mapping[str, Briefing]

    @cached_property
    def briefings(self) -> tuple[Briefing, ...]:
        """The briefing of each edition of the generation, in the order of its rows."""
        return tuple(self.details[key.briefing] for key in self.generation.passages.editions)

    @cached_property
    def rarity(self) -> "Rarity":
        """How rare words are here."""
        return Rarity(self.generation.keywords)

    @cached_property
    def everything(self) -> View:
        """All briefings."""
        return view_of(self.generation, np.ones(len(self.briefings), np.bool_), self.briefings)

    def without(self, edition: int) -> View | None:
        """All but the briefing in row ``edition`` and its likely translations; None where nothing else is left.

        Likely translations are the briefings in another language of the same visit or the same day.
        """
        own = self.briefings[edition]
        visible = np.array([not _may_translate(other, own) for other in self.briefings], np.bool_)
        visible[edition] = False
        seen = [briefing for briefing, is_visible in zip(self.briefings, visible, strict=True) if is_visible]
        view = view_of(self.generation, visible, seen)
        return view if view.n_paragraphs else None


class Rarity:
    """How rare words are in an index, by the rarest of their grams."""

    def __init__(self, keywords: KeywordIndex) -> None:
        self._grams = keywords.grams
        self._occurrences = np.diff(keywords.starts)

    def of(self, word: str) -> int:
        """Minus the number of paragraphs that hold the rarest gram of ``word``: higher is rarer."""
        grams = gram_counts([word]).grams
        if not len(grams) or not len(self._grams):
            return 0
        places, known = look_up(self._grams, grams)
        return -int(np.where(known, self._occurrences[places], 0).min())


def stand_ins(library: Library, most: int, seed: int) -> list[StandIn]:
    """At most ``most`` stand-ins, spread over the briefings: the same ones whenever the index is the same.

    None is made of a briefing without which nothing is left.
    """
    chance = random.Random(seed)
    order = list(range(len(library.briefings)))
    chance.shuffle(order)
    sources = [_of_edition(library, edition, chance.random()) for edition in order]
    made: list[StandIn] = []
    while sources:
        still_giving = []
        for source in sources:
            stand_in = next(source, None)
            if stand_in is None:
                continue
            made.append(stand_in)
            if len(made) == most:
                return made
            still_giving.append(source)
        sources = still_giving
    return made


def words_kept(sentence: str, language: Language, rarity: Rarity) -> str | None:
    """The rarer half of the words of a sentence, in their order, without what a question would ask for.

    That is every figure and day, and the last name where there are several. None where too few words are left.
    """
    names = names_in(sentence)
    left_out = [*(figure.span for figure in figures_in(sentence)), *(day.span for day in days_in(sentence))]
    left_out += [name.span for name in names[-1:] if len(names) > 1]
    words = [
        match
        for match in _WORD.finditer(sentence)
        if _is_content(match[0], language)
        and not any(match.start() < span.end and span.start < match.end() for span in left_out)
    ]
    if len(words) < FEWEST_WORDS:
        return None
    rarest_first = sorted(words, key=lambda match: -rarity.of(match[0]))
    kept = rarest_first[: math.ceil(len(words) / 2)]
    return " ".join(match[0] for match in sorted(kept, key=lambda match: match.start()))


def _is_content(word: str, language: Language) -> bool:
    is_frequent = word.lower() in FREQUENT_WORDS[language]
    return len(word) >= SHORTEST_WORD and not is_frequent and not _DIGIT.search(word)


def _of_edition(library: Library, edition: int, seed: float) -> Iterator[StandIn]:
    """The stand-ins of an edition's sentences, in an order of chance."""
    if library.without(edition) is None:
        return
    passages = library.generation.passages
    rows = [row for paragraph in passages.edition_paragraphs(edition) for row in passages.sentence_rows(paragraph)]
    random.Random(seed).shuffle(rows)
    key = passages.editions[edition]
    language = Language(key.language)
    for row in rows:
        text = library.shelf.editions([key])[key.briefing, key.number].text
        sentence = Span(*passages.sentences[row, 1:3].tolist())
        kept = words_kept(sentence.of(text), language, library.rarity)
        if kept is not None:
            yield StandIn(kept, language, edition, sentence)


def _may_translate(one: Briefing, other: Briefing) -> bool:
    is_same_visit = one.visit is not None and one.visit == other.visit
    is_same_day = one.date is not None and one.date == other.date
    return one.language != other.language and (is_same_visit or is_same_day)
