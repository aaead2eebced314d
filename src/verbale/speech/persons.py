"""The persons of an edition: who is meant by a name, and who holds an office."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from verbale.span import Span
from verbale.speech.edition_words import EditionWords, stem
from verbale.speech.mentions import Mention
from verbale.speech.offices import Office, office_of, single_offices
from verbale.speech.tokens import HEADS_OF_POSTS, TokenKind
from verbale.speech.vocabulary import PREPOSITIONS

_LONGEST_STEM_COMPARED = 4
_SHORTEST_STEM_COMPARED = 3
# More persons of one name, or in one office, are no text; judging all of them would take quadratic time.
_COMPARED = 100


@dataclass
class _Offices:
    """The offices that stand beside a person's name, and all words of them."""

    offices: set[Office] = field(default_factory=set)
    words: set[str] = field(default_factory=set)


class Persons:
    """The persons whom an edition mentions by full name, or with a post; each is their first such mention."""

    def __init__(self, edition: EditionWords) -> None:
        self._edition = edition
        self._endings = edition.words.endings
        self._surnames = {mention.names[-1] for mention in edition.mentions if len(mention.names) > 1}
        self._by_stem = self._first_full_mentions()
        self._by_stem_of_any_name = _by_stem_of_any_name(self._by_stem)
        self._offices = self._offices_by_person()
        self._by_rank, self._by_word = self._indexes_of_offices()
        # Answers that are given once: the same names come again and again.
        self._person_by_surname: dict[str, bool] = {}
        self._known_by_name: dict[str, bool] = {}
        self._holders: dict[Office, frozenset[Span] | None] = {}

    def span_of(self, mention: Mention) -> Span:
        """Where a name stands, with its post; without it if the beginning of the post is not known."""
        post = mention.post
        is_cut = post is not None and post[0] == mention.start and self._edition.posts.is_cut(post[0])
        return self._edition.span(post[1] if post is not None and is_cut else mention.start, mention.end)

    def named(self, mention: Mention) -> Span | None:
        """The first full mention of whom ``mention`` names; None if it fits several persons, itself if it fits none."""
        if self._is_of_two_persons(mention):
            return None
        fitting = [person for person in self._of_stem(mention.names[-1]) if self._is_same(person, mention)]
        if not fitting and len(mention.names) == 1:  # "President Xi" is Xi Jinping
            candidates = self._by_stem_of_any_name.get(stem(mention.names[0]), ())
            if len(candidates) > _COMPARED:
                return None
            fitting = [one for one in candidates if self._is_any_name(one, mention.names[0])]
        if len(fitting) > 1 and mention.post:
            wanted = self.office(*mention.post)
            fitting = [person for person in fitting if self._holds(person, wanted)]
            if not fitting:
                return None
        if len(fitting) > 1:
            return None
        return self.span_of(fitting[0] if fitting else mention)

    def holding(self, office: Office) -> frozenset[Span] | None:
        """The persons beside whose names the text puts ``office``; None if they are too many to compare."""
        if office not in self._holders:
            indexed = [self._by_rank.get((office.head, office.ranks), ())]
            indexed += [self._by_word.get(word, ()) for word in office.words]
            candidates = min(indexed, key=len)
            holders = frozenset(
                self.span_of(person) for person in candidates[:_COMPARED] if self._holds(person, office)
            )
            self._holders[office] = holders if len(candidates) <= _COMPARED else None
        return self._holders[office]

    def office(self, start: int, end: int) -> Office:
        """The office that the tokens from ``start`` to before ``end`` name."""
        return office_of(self._edition.tokens[start:end], self._edition.words, self._edition.language)

    def is_person(self, mention: Mention) -> bool:
        """Whether something beside the capital letters tells that the name is a person's."""
        if mention.has_post_or_title:
            return True
        surname = mention.names[-1]
        if surname not in self._person_by_surname:
            alike = [one for one in self._mentions_like(surname) if self._is_same_name(one.names[-1], surname)]
            self._person_by_surname[surname] = any(one.has_post_or_title for one in alike) or (
                any(len(one.names) > 1 for one in alike) and any(len(one.names) == 1 for one in alike)
            )
        return self._person_by_surname[surname]

    def is_known(self, mention: Mention) -> bool:
        """Whether the name is surely a person's, and not that of a place or a newspaper."""
        if len(mention.names) > 1 or mention.has_post_or_title:
            return self.is_person(mention)
        name = mention.names[0]
        if name not in self._known_by_name:
            self._known_by_name[name] = any(
                self._is_same(person, mention) and self.is_person(person) for person in self._of_stem(name)
            )
        return self._known_by_name[name]

    def is_object(self, mention: Mention) -> bool:
        """Whether a preposition before it, or its case, tells that the person is not the subject of the sentence."""
        tokens, words = self._edition.tokens, self._edition.words
        if mention.start > 0 and tokens[mention.start - 1].lower in PREPOSITIONS:
            return True
        if mention.post:
            kinds = [token.kind for token in tokens[mention.post[0] : mention.post[1]]]
            heads = [kind for kind in kinds if kind in HEADS_OF_POSTS]
            if heads and heads[-1 if words.head_is_last else 0] == TokenKind.POST_OBLIQUE:
                return True
        return any(words.oblique_name.fullmatch(name) for name in mention.names)

    def is_inflected(self, mention: Mention) -> bool:
        """Whether a Russian surname in -а or -у is known without it, too: then it is not a subject in this form."""
        surname = mention.names[-1]
        if not surname.endswith(("а", "я", "у", "ю")):
            return False
        others = {surname[:-1], surname[:-1] + "й", surname[:-1] + "ь", surname[:-1] + "а"} - {surname}
        return any(one.names[-1] in others for one in self._mentions_like(surname))

    def _is_of_two_persons(self, mention: Mention) -> bool:
        """Whether two names stand side by side, as where the object follows the subject: «Tramp Kimni maqtadi»."""
        is_possible = self._edition.words.head_is_last and len(mention.names) > 1
        return is_possible and mention.names[0] in self._surnames

    def _first_full_mentions(self) -> dict[str, list[Mention]]:
        """The first mention by full name of each person, or the first with a post if there is none, by stem."""
        persons: dict[str, list[Mention]] = {}
        known = [mention for mention in self._edition.mentions if len(mention.names) > 1]
        known += [mention for mention in self._edition.mentions if len(mention.names) == 1 and mention.post]
        for mention in known:
            alike = persons.setdefault(stem(mention.names[-1]), [])
            if len(alike) < _COMPARED and not any(self._is_same(person, mention) for person in alike):
                alike.append(mention)
        return persons

    def _of_stem(self, surname: str) -> Sequence[Mention]:
        return self._by_stem.get(stem(surname), ())

    def _mentions_like(self, surname: str) -> Sequence[Mention]:
        """Mentions whose last name begins as ``surname`` does: as many as are worth comparing."""
        return self._edition.mentions_by_stem.get(stem(surname), ())[:_COMPARED]

    def _is_same(self, person: Mention, mention: Mention) -> bool:
        """Whether a mention may be of ``person``: its surname, or all of its names, are among the person's."""
        same = self._is_same_name
        if len(mention.names) == 1:
            return same(person.names[-1], mention.names[0])
        return same(person.names[-1], mention.names[-1]) and (
            same(person.names[0], mention.names[0]) or person.names[0][0] == mention.names[0].rstrip(".")
        )

    def _is_any_name(self, person: Mention, name: str) -> bool:
        return any(self._is_same_name(one, name) for one in person.names)

    def _is_same_name(self, one: str, other: str) -> bool:
        """Whether two forms are of the same name: they differ in endings of cases only."""
        shorter = min(len(one), len(other))
        needed = max(min(_LONGEST_STEM_COMPARED, shorter), _SHORTEST_STEM_COMPARED)
        if one == other:
            return True
        if shorter < needed or one[:needed] != other[:needed]:
            return False
        length = next((at for at in range(needed, shorter) if one[at] != other[at]), shorter)
        return bool(self._endings.fullmatch(one[length:]) and self._endings.fullmatch(other[length:]))

    def _holds(self, person: Mention, wanted: Office) -> bool:
        """Whether one of the posts beside the person's name is the one that is ``wanted``."""
        held = self._offices.get(person.start)
        return (
            person.post is not None
            and held is not None
            and wanted.words <= held.words
            and any(office.head == wanted.head and office.ranks == wanted.ranks for office in held.offices)
        )

    def _all(self) -> Iterable[Mention]:
        return (person for alike in self._by_stem.values() for person in alike)

    def _offices_by_person(self) -> dict[int, _Offices]:
        """The offices beside each person's full name anywhere in the edition, by the first token of the person."""
        found: dict[int, _Offices] = {}
        owners: dict[tuple[str, ...], list[Mention]] = {}
        for mention in self._edition.mentions:
            if mention.post is None:
                continue
            if mention.names not in owners:
                alike = self._of_stem(mention.names[-1])
                owners[mention.names] = [one for one in alike if self._is_same(one, mention)]
            if len(owners[mention.names]) == 1:
                held = found.setdefault(owners[mention.names][0].start, _Offices())
                tokens = self._edition.tokens[mention.post[0] : mention.post[1]]
                for office in single_offices(tokens, self._edition.words, self._edition.language):
                    held.offices.add(office)
                    held.words |= office.words
        return found

    def _indexes_of_offices(
        self,
    ) -> tuple[Mapping[tuple[str, frozenset[str]], Sequence[Mention]], Mapping[str, Sequence[Mention]]]:
        """The persons by head noun and ranks of their offices, and by each word of them."""
        by_rank: dict[tuple[str, frozenset[str]], list[Mention]] = {}
        by_word: dict[str, list[Mention]] = {}
        for person in self._all():
            held = self._offices.get(person.start)
            if held is not None and person.post is not None:
                for key in {(office.head, office.ranks) for office in held.offices}:
                    by_rank.setdefault(key, []).append(person)
                for word in held.words:
                    by_word.setdefault(word, []).append(person)
        return by_rank, by_word


def _by_stem_of_any_name(persons: Mapping[str, Sequence[Mention]]) -> dict[str, list[Mention]]:
    found: dict[str, list[Mention]] = {}
    for alike in persons.values():
        for person in alike:
            for beginning in {stem(name) for name in person.names}:
                found.setdefault(beginning, []).append(person)
    return found
