"""A question as the search sees it: its words, its vector, its grams, and what it asks for."""

import re
from dataclasses import dataclass

from verbale.asking.answer_kind import AnswerKind
from verbale.asking.days import Day, days_in
from verbale.asking.figures import Figure, figures_in
from verbale.asking.names import Name, names_in, romanised
from verbale.asking.places import Place, places_in
from verbale.language import Language
from verbale_index.encoder import Vectors
from verbale_index.grams import Grams

SHORTEST_STEM = 4
ENDING_CHARACTERS = 2
"""Names are compared without their last letters, which change with the case in four of the languages."""
SHORTEST_NAME = 3
_BETWEEN_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Mentions:
    """What a text names: figures, days, places and proper names."""

    figures: tuple[Figure, ...]
    days: tuple[Day, ...]
    places: tuple[Place, ...]
    names: tuple[Name, ...]

    @classmethod
    def of(cls, text: str) -> "Mentions":
        """Read a text."""
        return cls(figures_in(text), days_in(text), places_in(text), names_in(text))

    @property
    def name_stems(self) -> tuple[str, ...]:
        """The beginnings of the words of names, romanised, each once."""
        words = (word for name in self.names for word in name.folded.split())
        return tuple(dict.fromkeys(stem_of(word) for word in words if len(word) >= SHORTEST_NAME))


@dataclass(frozen=True)
class Asked:
    """What is searched for.

    ``vector``: float32 (dimension,), L2-normalised. ``grams``: those of the question's own words, ascending;
    ``carried``: those of what was taken over from earlier turns, which count ``carried_weight`` as much.
    """

    text: str
    language: Language
    kind: AnswerKind
    vector: Vectors
    grams: Grams
    carried: Grams
    carried_weight: float
    mentions: Mentions


def stem_of(word: str) -> str:
    """A romanised word without its ending."""
    return word[: max(SHORTEST_STEM, len(word) - ENDING_CHARACTERS)]


def spelt_for_stems(text: str) -> str:
    """``text`` romanised, with a space before its first word: a stem is looked for with a space before it."""
    return " " + _BETWEEN_WORDS.sub(" ", romanised(text))
