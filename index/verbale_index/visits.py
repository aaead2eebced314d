"""Which visit a question is about: the one that it names, otherwise the latest one.

A visit is the set of briefings that share the name of a visit; a briefing without one is a visit by itself. What names
a visit are the places, names and days in its name, in its briefings' titles and in their dates.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from verbale.asking.days import Day, agree, days_in
from verbale.asking.names import romanised
from verbale.asking.places import places_in
from verbale.briefing import Briefing
from verbale.span import Span
from verbale_index.asked import Mentions, spelt_for_stems

MOST_NAMED = 0.5
"""What names more than this share of the visits tells none of them from the others."""
NAMED_BONUS = 2.0
"""What a visit that the question names has ahead of the others, in units of the ranker's scores."""
LATEST_BONUS = 1.5
"""What the latest visit has ahead where the question names none. On public sets, a paragraph at random among the ten
best that has so much ahead costs less than one first quote in a hundred."""
FADING = 0.4
"""Each earlier visit has this share of what the next later one has."""


FADED = 8
"""Visits before the last so many have nothing ahead of each other."""


@dataclass(frozen=True)
class Leaning:
    """How much ahead the briefings of some visits are, by the visit's number; the others have nothing.

    ``favoured`` are the briefings that are searched by themselves, too. ``is_named`` tells that the question itself
    says which visit it means.
    """

    bonuses: Mapping[int, float]
    favoured: frozenset[str]
    is_named: bool


class Visits:
    """The visits that some briefings belong to, numbered from the latest; those without a date come last."""

    def __init__(self, briefings: Iterable[Briefing]) -> None:
        groups: defaultdict[str, list[Briefing]] = defaultdict(list)
        for briefing in briefings:
            key = f"visit {romanised(briefing.visit).strip()}" if briefing.visit else f"briefing {briefing.id}"
            groups[key].append(briefing)
        ordered = sorted(groups.values(), key=_latest_first)
        self._briefings = tuple(frozenset(briefing.id for briefing in group) for group in ordered)
        self._number = {briefing: number for number, group in enumerate(self._briefings) for briefing in group}
        self._n_dated = sum(_latest(group) is not None for group in ordered)
        words: defaultdict[str, set[int]] = defaultdict(set)
        places: defaultdict[tuple[str, str | None], set[int]] = defaultdict(set)
        days: defaultdict[tuple[int | None, int | None, int | None], set[int]] = defaultdict(set)
        for number, group in enumerate(ordered):
            for label in {*(briefing.visit or "" for briefing in group), *(briefing.title for briefing in group)}:
                named = _named_by(label)
                for word in named.words:
                    words[word].add(number)
                for place in named.places:
                    places[place].add(number)
                for day in named.days:
                    days[day.year, day.month, day.day].add(number)
            for briefing in group:
                days[_parts(briefing.date)].add(number)
        self._words = {word: frozenset(numbers) for word, numbers in words.items()}
        self._sorted_words = sorted(words)
        self._places = {place: frozenset(numbers) for place, numbers in places.items()}
        self._days = [(Day(Span(0, 0), *parts), frozenset(numbers)) for parts, numbers in days.items() if any(parts)]

    def __len__(self) -> int:
        """How many visits there are."""
        return len(self._briefings)

    def number_of(self, briefing: str) -> int:
        """The number of the visit that the briefing with this id belongs to."""
        return self._number[briefing]

    def leaning(self, about: Mentions) -> Leaning | None:
        """What a question that mentions ``about`` says of which visit it is about; None where there is no choice."""
        if len(self) <= 1:
            return None
        shares: defaultdict[int, int] = defaultdict(int)
        for numbers in self._having_each(about):
            if 0 < len(numbers) <= max(1.0, MOST_NAMED * len(self)):
                for number in numbers:
                    shares[number] += 1
        if shares:
            most = max(shares.values())
            bonuses = {number: NAMED_BONUS * share / most for number, share in shares.items()}
            favoured = [number for number, share in shares.items() if share == most]
            return Leaning(bonuses, self._of(favoured), is_named=True)
        latest = {number: LATEST_BONUS * FADING**number for number in range(min(self._n_dated, FADED))}
        return Leaning(latest, self._of([0] if latest else []), is_named=False)

    def _having_each(self, about: Mentions) -> Iterator[frozenset[int]]:
        """For each place, name and day that is mentioned, the numbers of the visits that have it."""
        for place in about.places:
            yield self._places.get((place.country, place.city), frozenset())
        for stem in about.name_stems:
            yield frozenset().union(*(self._words[word] for word in self._words_from(stem)))
        for day in about.days:
            yield frozenset().union(*(numbers for own, numbers in self._days if agree(day, own)))

    def _words_from(self, stem: str) -> Iterator[str]:
        at = bisect_left(self._sorted_words, stem)
        while at < len(self._sorted_words) and self._sorted_words[at].startswith(stem):
            yield self._sorted_words[at]
            at += 1

    def _of(self, numbers: Iterable[int]) -> frozenset[str]:
        return frozenset().union(*(self._briefings[number] for number in numbers))


@dataclass(frozen=True)
class _Named:
    words: tuple[str, ...]
    places: tuple[tuple[str, str | None], ...]
    days: tuple[Day, ...]


@lru_cache(maxsize=20_000)  # read again for every viewer, from the same titles
def _named_by(label: str) -> _Named:
    """What a title, or the name of a visit, names; a city names its country, too."""
    found = places_in(label)
    places = {*((one.country, one.city) for one in found), *((one.country, None) for one in found)}
    return _Named(tuple(spelt_for_stems(label).split()), tuple(places), days_in(label))


def _latest(briefings: list[Briefing]) -> date | None:
    return max((briefing.date for briefing in briefings if briefing.date is not None), default=None)


def _latest_first(briefings: list[Briefing]) -> tuple[int, str]:
    return -(_latest(briefings) or date.min).toordinal(), min(briefing.id for briefing in briefings)


def _parts(day: date | None) -> tuple[int | None, int | None, int | None]:
    return (day.year, day.month, day.day) if day else (None, None, None)
