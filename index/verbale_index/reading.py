"""What the text of a candidate says, whatever the question: read once, and kept."""

import re
from dataclasses import dataclass
from functools import lru_cache
from sys import intern

from verbale.asking.names import romanised
from verbale.asking.negation import denies
from verbale.standing import languages_pointing_back
from verbale_index.asked import Mentions, spelt_for_stems
from verbale_index.reason_words import REASON

TEXTS_KEPT = 4_000
"""Texts whose reading is kept: in most offices the same briefings are asked about again and again."""
LONG_TEXTS_KEPT = 2_000
_QUOTATION_MARKS = re.compile('["«“„]')

Words = tuple[str, ...]
"""Romanised words, each once, in no order: a set of them would take five times the memory."""


@dataclass(frozen=True, slots=True)
class ReadText:
    """What a text mentions and how it is worded.

    ``spelt`` is the text as stems are looked for in it. ``words`` are its words, ``frame`` those that are no figures
    and no parts of names; ``name_words`` are the words of each name. ``facts`` are the values of figures, days, places
    and names, and whether something is denied: what two texts must have in common, beside their words, to say the same.
    ``points_back``: the languages by whose rules it needs what came before it.
    """

    mentions: Mentions
    spelt: str
    words: Words
    frame: Words
    name_words: tuple[Words, ...]
    places: frozenset[tuple[str, str | None]]
    facts: tuple[object, ...]
    denies: bool
    points_back: frozenset[str]
    has_day_of_month: bool
    is_quoted: bool
    gives_reason: bool


@lru_cache(maxsize=TEXTS_KEPT)
def read_text(text: str) -> ReadText:
    """What ``text`` says."""
    mentions = Mentions.of(text)
    # Interned: the same words stand in thousands of texts.
    words = frozenset(map(intern, romanised(text).split()))
    name_words = tuple(tuple(map(intern, name.folded.split())) for name in mentions.names)
    places = frozenset((place.country, place.city) for place in mentions.places)
    denied = denies(text)
    facts = (
        frozenset(figure.value for figure in mentions.figures),
        frozenset((day.year, day.month, day.day) for day in mentions.days),
        places,
        frozenset(name.folded for name in mentions.names),
        denied,
    )
    return ReadText(
        mentions=mentions,
        spelt=spelt_for_stems(text),
        words=tuple(words),
        frame=tuple(frozenset(word for word in words if not any(map(str.isdigit, word))).difference(*name_words)),
        name_words=name_words,
        places=places,
        facts=facts,
        denies=denied,
        points_back=languages_pointing_back(text),
        has_day_of_month=any(day.month is not None for day in mentions.days),
        is_quoted=_QUOTATION_MARKS.search(text) is not None,
        gives_reason=REASON.search(text) is not None,
    )


@lru_cache(maxsize=LONG_TEXTS_KEPT)
def spelt(text: str) -> str:
    """A longer text as stems are looked for in it."""
    return spelt_for_stems(text)
