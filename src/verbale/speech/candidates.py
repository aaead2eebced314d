"""What may be a speaker at one place in a sentence: a person, a post, an organisation, a pronoun, a group."""

from dataclasses import dataclass
from enum import StrEnum

from verbale.speech.edition_words import EditionWords
from verbale.speech.mentions import Mention
from verbale.speech.persons import Persons
from verbale.speech.tokens import HEADS_OF_POSTS, ORGANISATIONS, TokenKind
from verbale.speech.vocabulary import AND, GENITIVE_PRONOUNS

_SHORTEST_COUNTRY = 3
_FULL_NAME = 2
_NAMES_AFTER_AND = 3


class SpeakerKind(StrEnum):
    """What names the speaker. A group is anything that does not name one speaker."""

    PERSON = "person"
    POST = "post"
    ORGANISATION = "organisation"
    PRONOUN = "pronoun"
    GROUP = "group"


@dataclass(frozen=True)
class NamedSpeaker:
    """What an attribution names, by the numbers of its first token and of the one after its last."""

    kind: SpeakerKind
    start: int
    end: int
    mention: Mention | None = None


@dataclass(frozen=True, eq=False)
class Candidates:
    """Speakers among the tokens from ``low`` to before ``high``, for a verb with tokens of its own in between."""

    edition: EditionWords
    persons: Persons
    low: int
    high: int
    verb_start: int
    verb_end: int

    def group(self) -> NamedSpeaker:
        """Somebody speaks, but who is not certain."""
        return NamedSpeaker(SpeakerKind.GROUP, self.verb_start, self.verb_end)

    def named(self, mention: Mention, *, subject: bool) -> NamedSpeaker | None:
        """The person, if the mention may be the subject (where a ``subject`` is wanted) and is not one of several."""
        if self._is_one_of_several(mention) or self._is_foreign(mention):
            return NamedSpeaker(SpeakerKind.GROUP, mention.start, mention.end)
        if subject and self.edition.words.oblique_name.fullmatch(mention.names[-1]):
            return None
        if subject and self.edition.language == "ru":
            is_feminine = self.edition.tokens[self.verb_start].lower.endswith(("ла", "лась"))
            if not is_feminine and self.persons.is_inflected(mention):
                return None
        return NamedSpeaker(SpeakerKind.PERSON, mention.start, mention.end, mention)

    def single(self, number: int, *, subject: bool) -> NamedSpeaker | None:
        """A pronoun, or a word for several speakers."""
        token, words = self.edition.tokens[number], self.edition.words
        if token.lower in words.masculine or token.lower in words.feminine:
            if subject and token.lower in GENITIVE_PRONOUNS:
                return None
            return NamedSpeaker(SpeakerKind.PRONOUN, number, number + 1)
        if token.lower in words.groups or token.kind == TokenKind.POSTS:
            return NamedSpeaker(SpeakerKind.GROUP, number, number + 1)
        return None

    def headed(self, head: int, limit: int, *, subject: bool) -> NamedSpeaker | None:
        """The post or the organisation with its head noun at ``head``, before ``limit``."""
        kind, posts = self.edition.tokens[head].kind, self.edition.posts
        if kind == TokenKind.ORGANISATION_OBLIQUE and self._is_place_that_said(head):
            return NamedSpeaker(SpeakerKind.ORGANISATION, head, posts.end(head, limit))
        is_fitting = kind in (TokenKind.POST, TokenKind.ORGANISATION) or (
            not subject and kind in (TokenKind.POST_OBLIQUE, TokenKind.ORGANISATION_OBLIQUE)
        )
        if not is_fitting:
            return None
        speaker_kind = SpeakerKind.POST if kind in HEADS_OF_POSTS else SpeakerKind.ORGANISATION
        start, end = posts.start(head, self.low), posts.end(head, limit)
        is_part = kind in ORGANISATIONS and self._is_part_of_name(start, end)
        is_whole = not (is_part or posts.is_cut(start) or posts.is_unfinished(end))
        return NamedSpeaker(speaker_kind if is_whole else SpeakerKind.GROUP, start, end)

    def with_name_after_comma(self, headed: NamedSpeaker, *, subject: bool) -> NamedSpeaker | None:
        """The person, if a name in commas follows the post; none, if the organisation only describes a thing."""
        following = self.edition.tokens[headed.end] if headed.end < self.high else None
        if following is not None and following.word == ",":
            mention = self.edition.mention_at(headed.end + 1)
            if mention is not None and len(mention.names) >= _FULL_NAME and headed.kind == SpeakerKind.POST:
                return self.named(mention, subject=subject)
        is_english = "of" in self.edition.words.joining
        if following is not None and following.kind == TokenKind.LOWER and is_english and not subject:
            return None  # "according to court documents"
        return headed

    def is_part_of_other(self, mention: Mention) -> bool:
        """Whether a lone name only describes what follows: «Белый дом», "Jakarta's agency", «Алтын доптың иесі»."""
        if len(mention.names) > 1 or mention.end >= self.high:
            return False
        if self.is_possessor(mention):
            return True
        if self.persons.is_known(mention):
            return False
        following = self.edition.tokens[mention.end]
        if self.edition.language in ("kk", "uz", "tg"):
            return following.kind != TokenKind.MARK
        if following.kind in (TokenKind.NO_NAME, TokenKind.NAME, *ORGANISATIONS, TokenKind.POST):
            return True
        word = mention.names[0]
        return self.edition.tokens[mention.end - 1].word.endswith("'s") or (
            following.kind == TokenKind.LOWER and word.endswith(("ый", "ий", "ая", "ого", "ской"))
        )

    def is_possessor(self, mention: Mention) -> bool:
        """Whether a lone name only tells whose the next noun is: «Кромвель қоғамының төрағасы»."""
        is_lone = len(mention.names) == 1 and not mention.has_post_or_title and mention.end < self.verb_start
        return self.edition.words.head_is_last and is_lone and self.edition.posts.is_possessed(mention.end)

    def is_inside_longer(self, number: int) -> bool:
        """Where the head is last: whether another post, or a name, follows and is the head."""
        if not self.edition.words.head_is_last or number + 1 >= self.high:
            return False
        return self.edition.tokens[number + 1].kind in (TokenKind.POST, TokenKind.NAME)

    def country(self, last: int) -> NamedSpeaker | None:
        """The country at token ``last``, which speaks as an organisation does; not that in a longer phrase."""
        token = self.edition.tokens[last]
        before = self.edition.tokens[last - 1] if last > self.low else None
        is_country = token.kind == TokenKind.NO_NAME and len(token.word) >= _SHORTEST_COUNTRY
        if not is_country or token.lower in self.edition.posts.starters:
            return None
        first = last
        if before is not None and before.kind == TokenKind.NO_NAME:  # "the United States"
            first = last - 1
            before = self.edition.tokens[last - 2] if last - 2 >= self.low else None
        if before is None or before.kind == TokenKind.MARK or before.lower == "the":
            return NamedSpeaker(SpeakerKind.ORGANISATION, first, last + 1)
        return None

    def _is_foreign(self, mention: Mention) -> bool:
        """Whether a name in Latin letters stands in Cyrillic text: newspapers and brands do, and it shows no case."""
        is_cyrillic = self.edition.language in ("ru", "kk", "tg")
        return is_cyrillic and mention.names[-1].isascii() and not mention.has_post_or_title

    def _is_one_of_several(self, mention: Mention) -> bool:
        """Whether "and" joins the person to another: "Ms Varshalidze and Mr Rahmonzod asked"."""
        tokens, mention_at = self.edition.tokens, self.edition.mention_at
        before, after = mention.start - 1, mention.end
        if before > self.low and tokens[before].lower in AND:
            return mention_at(before - 1) is not None
        if after + 1 < self.high and tokens[after].lower in AND:
            following = range(after + 1, min(after + 1 + _NAMES_AFTER_AND, self.high))
            return any(mention_at(number) is not None for number in following)
        return False

    def _is_part_of_name(self, start: int, end: int) -> bool:
        """Whether an organisation is only one word of a longer name, or of whom it employs: «Politsiya xodimi»."""
        starts = self.edition.posts.starts
        # The first word of a sentence has its capital from there: "The agency".
        before = None if start <= self.low or {start, start - 1} & starts else self.edition.tokens[start - 1]
        if before is not None and before.kind in (TokenKind.NAME, TokenKind.NO_NAME) and end == start + 1:
            return before.lower != "the"
        if not self.edition.words.head_is_last or end >= self.high or end == self.verb_start:
            return False
        following = self.edition.tokens[end]
        return following.kind == TokenKind.LOWER and self.edition.posts.is_cut(end)

    def _is_place_that_said(self, head: int) -> bool:
        """«Сообщили в министерстве»: they said it in the ministry, which means that the ministry said it."""
        tokens = self.edition.tokens
        is_plural = tokens[self.verb_start].lower.endswith(("ли", "ют", "ят"))
        return self.edition.language == "ru" and is_plural and tokens[head - 1].word in ("в", "во")
