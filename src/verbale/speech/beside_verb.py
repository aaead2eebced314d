"""The speaker beside a verb of saying: before it or after it, as the language has it."""

import re

from verbale.speech.candidates import Candidates, NamedSpeaker, SpeakerKind
from verbale.speech.mentions import Mention
from verbale.speech.posts import LONGEST_POST
from verbale.speech.tokens import Token, TokenKind
from verbale.speech.vocabulary import AND

_WORDS_SKIPPED = 8
# Adverbs and the like between the speaker and the verb.
_LONGEST_BRIDGE = 16
_LONGEST_PARENTHESIS = 14
# A subject farther from the beginning of its sentence is none that can be told.
_LONGEST_WAY_TO_SUBJECT = 120
_RUSSIAN_ADJECTIVE = re.compile(r"\w+(?:ый|ий|ой|ая|ого|его|ым|им|ых)")
_TAJIK_PREPOSITIONS = ("ба", "бо", "аз", "дар", "барои")
_PASSIVE = ("was", "were", "been", "be", "is", "are", "being")


class BesideVerb:
    """Looks for the speaker beside one verb of saying, or beside "according to"."""

    def __init__(self, candidates: Candidates) -> None:
        self._candidates = candidates
        self._edition = candidates.edition
        self._tokens = candidates.edition.tokens
        self._words = candidates.edition.words
        self._low, self._high = candidates.low, candidates.high
        self._verb_start, self._verb_end = candidates.verb_start, candidates.verb_end

    def of_words(self) -> NamedSpeaker | None:
        """The speaker beside "according to" or its like, in any case."""
        if self._words.head_is_last:
            return self._ending(self._verb_start - 1, subject=False)
        return self._starting(self._verb_end, subject=False)

    def of_verb(self) -> NamedSpeaker | None:
        """The subject of the verb."""
        before = self._tokens[self._verb_start - 1] if self._verb_start > self._low else None
        language = self._edition.language
        if before is not None and before.lower in AND and language in ("en", "ru"):
            found = self._starting(self._low, subject=True)
            is_certain = found is None or found.mention is None or self._candidates.persons.is_known(found.mention)
            return found if is_certain else self._candidates.group()
        if language == "en":
            return self._of_english_verb(before)
        if language == "ru":
            return self._of_russian_verb(before)
        return self._starting(self._verb_end, subject=True) or self._first_subject()

    def _of_english_verb(self, before: Token | None) -> NamedSpeaker | None:
        if before is not None and before.lower in _PASSIVE:
            is_by = self._verb_end < self._high and self._tokens[self._verb_end].word == "by"
            return self._starting(self._verb_end + 1, subject=True) if is_by else None
        found = self._ending(self._verb_start - 1, subject=True)
        is_inverted = before is None or before.kind == TokenKind.MARK
        return found or (self._starting(self._verb_end, subject=True) if is_inverted else None)

    def _of_russian_verb(self, before: Token | None) -> NamedSpeaker | None:
        if before is None or before.kind == TokenKind.MARK or before.lower in ("как", "этом"):
            return self._starting(self._verb_end, subject=True) or self._ending(self._verb_start - 1, subject=True)
        return self._ending(self._verb_start - 1, subject=True) or self._starting(self._verb_end, subject=True)

    def _starting(self, number: int, *, subject: bool) -> NamedSpeaker | None:
        """The speaker whose name begins at token ``number`` or after words that may stand before it."""
        for at in range(number, min(number + _WORDS_SKIPPED, self._high)):
            token = self._tokens[at]
            if token.kind == TokenKind.MARK:
                return None
            mention = self._edition.mention_at(at)
            if mention is not None and not self._candidates.is_part_of_other(mention):
                return self._candidates.named(mention, subject=subject)
            single = self._candidates.single(at, subject=subject)
            if single is not None:
                return single
            headed = self._candidates.headed(at, self._high, subject=subject)
            if headed is not None and not self._candidates.is_inside_longer(at):
                return self._candidates.with_name_after_comma(headed, subject=subject)
            if mention is None and not self._may_come_before(token):
                return None
        return None

    def _may_come_before(self, token: Token) -> bool:
        """Whether a token may stand between the verb and the speaker after it."""
        if token.kind == TokenKind.ORGANISATION_OBLIQUE:
            return self._words.head_is_last  # «рассказал газете»: it was told, it did not tell
        if token.kind in (
            TokenKind.MODIFIER, TokenKind.NO_NAME, TokenKind.TITLE, TokenKind.POST, TokenKind.POST_OBLIQUE,
        ):  # fmt: skip
            return True
        if token.lower in self._words.bridge or token.lower in ("the", "a", "в", "во"):
            return True
        if self._words.head_is_last:
            return token.kind == TokenKind.LOWER and not self._words.dependent.fullmatch(token.lower)
        return _RUSSIAN_ADJECTIVE.fullmatch(token.lower) is not None

    def _ending(self, number: int, *, subject: bool) -> NamedSpeaker | None:
        """The speaker whose name ends at token ``number``, or before words or a parenthesis that may follow it."""
        has_comma = False
        for _ in range(_LONGEST_BRIDGE):
            if number < self._low:
                break
            token = self._tokens[number]
            mention = self._edition.mention_at(number)
            if mention is not None and number in (mention.end - 1, mention.name_end - 1):
                return self._named_before(mention, subject=subject)
            if token.word == "," and not has_comma:
                has_comma = True
                mention = self._edition.mention_at(number - 1)
                if mention is not None and number == mention.end and mention.end != mention.name_end:
                    return self._candidates.named(mention, subject=subject)
                number = self._before_parenthesis(number)
                continue
            single = self._candidates.single(number, subject=subject)
            if single is not None:
                return single
            if token.lower not in self._words.bridge or has_comma:
                return self._headed_before(number, subject=subject)
            number -= 1
        return None

    def _named_before(self, mention: Mention, *, subject: bool) -> NamedSpeaker | None:
        persons = self._candidates.persons
        if subject and persons.is_object(mention) and not persons.is_known(mention):
            return None  # "the partner at Mother commented"
        return self._candidates.named(mention, subject=subject)

    def _before_parenthesis(self, comma: int) -> int:
        """Number of the token before the comma that opens what the one at ``comma`` closes; -1 without one."""
        for number in range(comma - 1, max(self._low, comma - _LONGEST_PARENTHESIS) - 1, -1):
            if self._tokens[number].word == ",":
                return number - 1
        return -1

    def _headed_before(self, last: int, *, subject: bool) -> NamedSpeaker | None:
        """The post or organisation that ends at token ``last``; or a country."""
        found = None
        for head in range(last, max(self._low, last - LONGEST_POST) - 1, -1):
            token = self._tokens[head]
            if token.kind == TokenKind.MARK:
                return found
            if token.kind == TokenKind.POSTS and self._edition.posts.end(head, last + 1) == last + 1:
                return found or NamedSpeaker(SpeakerKind.GROUP, head, last + 1)
            headed = self._candidates.headed(head, last + 1, subject=subject)
            if headed is not None and headed.end == last + 1:
                found = headed
            elif self._words.verbs.fullmatch(token.word):
                break
        if found is None:
            return self._candidates.country(last)
        if "of" in [token.lower for token in self._tokens[max(found.start - 2, self._low) : found.start]]:
            return NamedSpeaker(SpeakerKind.GROUP, found.start, found.end)  # "members of parliament"
        return found

    def _first_subject(self) -> NamedSpeaker | None:
        """The first name, post or pronoun before the verb that is in the case of a subject; else somebody."""
        number = self._low
        while number < min(self._verb_start, self._low + _LONGEST_WAY_TO_SUBJECT):
            is_subject = not self._is_after_preposition(number)
            mention = self._edition.mention_at(number)
            if mention is not None:
                is_known = self._candidates.persons.is_known(mention) and not self._candidates.is_possessor(mention)
                named = self._candidates.named(mention, subject=True) if is_known else None
                if named is not None and is_subject:
                    return named
                number = max(mention.end, number + 1)
                continue
            headed = self._candidates.headed(number, self._verb_start, subject=True)
            if headed is not None and not self._candidates.is_inside_longer(number):
                if is_subject:
                    return self._candidates.with_name_after_comma(headed, subject=True)
                number = headed.end
                continue
            single = self._candidates.single(number, subject=True)
            if single is not None and is_subject:
                return single
            number += 1
        return self._candidates.group()

    def _is_after_preposition(self, number: int) -> bool:
        return number > self._low and self._tokens[number - 1].lower in _TAJIK_PREPOSITIONS
