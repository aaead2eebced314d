"""How far the name of a post, or of an organisation, reaches around its head noun."""

from collections.abc import Sequence

from verbale.abbreviations import ABBREVIATIONS
from verbale.speech.tokens import HEADS_OF_POSTS, ORGANISATIONS, Token, TokenKind
from verbale.speech.vocabulary import PREPOSITIONS, RELATIVE
from verbale.speech.words import SpeechWords

LONGEST_POST = 16
"""How many tokens of a post are looked at."""

_LONGEST_APPOSITION = 14
_WORDS_BEFORE_HEAD = 6
_POSSESSIVE = ("i", "і", "ы", "и")
_POSSESSIVE_GENITIVE = ("ining", "ининг", "ының", "інің")
_VERBAL_NOUNS = ("ish", "иш", "у", "ю")
# «hozirgi», «бұрынғы», «белгілі» are adjectives, «жәбірленушінің» has the ending of its stem.
_NOT_POSSESSED = ("gi", "ki", "ғы", "гі", "қы", "кі", "лы", "лі", "ги", "ки", "шының", "шінің", "шы", "ші")
_GENITIVE = ("ning", "нинг", "ның", "нің", "дың", "дің", "тың", "тің")
_IZAFET = ("и", "ӣ")


class Posts:
    """How far the names of posts reach among the tokens of a text; ``starts`` are tokens that begin sentences."""

    def __init__(self, tokens: Sequence[Token], words: SpeechWords, starts: frozenset[int], language: str) -> None:
        self.tokens = tokens
        self.words = words
        self.starts = starts
        self.language = language
        self.starters = ABBREVIATIONS[language].starters

    def end(self, head: int, limit: int) -> int:
        """Number after the last token of the post (or organisation) whose head noun is ``head``, before ``limit``."""
        if self.words.head_is_last:
            return head + 1
        is_organisation = self.tokens[head].kind in ORGANISATIONS
        end = number = head + 1
        while number < min(limit, head + LONGEST_POST):
            token, before = self.tokens[number], self.tokens[number - 1]
            word = token.lower
            joined = before.lower in self.words.joining
            if word in self.words.joining:
                number += 1
                continue
            if token.kind == TokenKind.LOWER and not self._goes_on(word, before.word, joined=joined or number > end):
                break
            of_organisation = is_organisation and (number == head + 1 or before.kind == TokenKind.NAME)
            if token.kind in (TokenKind.MARK, TokenKind.NUMBER, TokenKind.INITIAL, TokenKind.TITLE):
                break
            if token.kind == TokenKind.NAME and not (joined or of_organisation):
                break
            number += 1
            end = number
        return end

    def _goes_on(self, word: str, before: str, *, joined: bool) -> bool:
        if self.words.verbs.fullmatch(word) or word in self.words.bridge:
            return False
        if joined or self.language == "en":
            return joined
        if self.language == "tg":
            return before.endswith(_IZAFET)
        return not word.endswith(("е", "у", "ю", "ом", "ем", "ам", "ям", "ами", "ах", "ях"))

    def start(self, head: int, limit: int) -> int:
        """Number of the first token of the post whose head noun is ``head``, not before ``limit``."""
        start = head
        for number in range(head - 1, max(limit, head - LONGEST_POST) - 1, -1):
            token = self.tokens[number]
            is_second_post = self.words.head_is_last and token.word in ("–", "—") and number + 1 not in self.starts
            if is_second_post and number > limit and self.tokens[number - 1].kind == TokenKind.POST:
                continue  # «… орынбасары – Сыртқы істер министрі»
            if number in self.starts:
                belongs = self._is_possessor(number, head)
            else:
                belongs = token.kind == TokenKind.NAME and self.tokens[head].kind in ORGANISATIONS
            if number + 1 in self.starts or not (belongs or self._precedes(token, number)):
                break
            start = number
        return start

    def is_cut(self, start: int) -> bool:
        """Where the head is last: whether the word at ``start`` belongs to one that stands before it and was not taken.

        «shtati senatori» is somebody's: the state is missing. So is what «kamaytirish agentligi» reduces.
        """
        if not self.words.head_is_last:
            return False
        token = self.tokens[start]
        if token.kind == TokenKind.LOWER and token.lower.endswith(_VERBAL_NOUNS):
            return True
        is_after_first_word = start not in self.starts and start - 1 in self.starts
        return self.is_possessed(start) or (is_after_first_word and self._may_be_possessor(self.tokens[start - 1]))

    def is_possessed(self, number: int) -> bool:
        """Whether a noun has an ending that tells that it is somebody's."""
        token = self.tokens[number]
        if token.kind == TokenKind.LOWER and self.words.dependent.fullmatch(token.word):
            return False  # «залалды» and «осы» only look so
        return (
            token.kind in (*HEADS_OF_POSTS, *ORGANISATIONS, TokenKind.LOWER)
            and token.lower.endswith((*_POSSESSIVE, *_POSSESSIVE_GENITIVE))
            and not token.lower.endswith(_NOT_POSSESSED)
        )

    def is_unfinished(self, end: int) -> bool:
        """In Tajik: whether the last word before ``end`` is tied to a next one that was not taken: «ширкати …»."""
        return self.language == "tg" and self.tokens[end - 1].word.endswith("и")

    def _may_be_possessor(self, token: Token) -> bool:
        is_name = token.kind == TokenKind.NAME and token.lower not in self.starters
        return is_name and not self.words.dependent.fullmatch(token.word)

    def _is_possessor(self, number: int, head: int) -> bool:
        """Whether the first word of a sentence is whom the post is of: «Sardoba kompaniyasi kotibi»."""
        return (
            self.words.head_is_last
            and (
                self.tokens[number + 1].kind in (TokenKind.MODIFIER, *ORGANISATIONS)
                or self.tokens[number].lower.endswith(_GENITIVE)
            )
            and self.tokens[head].lower.endswith(_POSSESSIVE)
            and self._may_be_possessor(self.tokens[number])
        )

    def _precedes(self, token: Token, number: int) -> bool:
        """Whether a token belongs to the post that begins after it."""
        word = token.lower
        if token.kind in (TokenKind.POST, TokenKind.MODIFIER) or (token.kind == TokenKind.NAME and word.endswith("'s")):
            return True
        if token.kind == TokenKind.NO_NAME:
            if self.language in ("ru", "tg"):
                return False
            return word not in self.starters and len(word) > 1 and word not in self.words.joining
        return self.words.head_is_last and self._precedes_last_head(token, number)

    def _precedes_last_head(self, token: Token, number: int) -> bool:
        following = self.tokens[number + 1]
        if token.kind == TokenKind.NAME:
            # A word with the capital of the sentence belongs to a post in the possessive: «Көлік министрі».
            return number not in self.starts or (
                following.kind == TokenKind.POST and following.word.endswith(_POSSESSIVE)
            )
        if token.kind == TokenKind.LOWER and following.kind not in (TokenKind.NAME, TokenKind.NO_NAME):
            word = token.lower
            return not self.words.dependent.fullmatch(word) and word not in self.words.groups
        return token.kind in (TokenKind.POST_OBLIQUE, TokenKind.ORGANISATION, TokenKind.ORGANISATION_OBLIQUE)

    def before_name(self, name: int, floor: int) -> int | None:
        """Number of the first token of the post that stands before the name at ``name``, if one does."""
        if self.words.head_is_last:
            if name - 1 >= floor and name not in self.starts and self.tokens[name - 1].kind == TokenKind.POST:
                return self.start(name - 1, floor)
            return None
        number = name - 1
        with_comma = "of" in self.words.joining or self.tokens[name].kind == TokenKind.TITLE
        comma = with_comma and number > floor and self.tokens[number].word == ","
        number -= comma
        found = None
        while number >= max(floor, name - LONGEST_POST) and number + 1 not in self.starts:
            token = self.tokens[number]
            if self.language == "tg" and number < name - 1 and not self._is_in_izafet(number):
                break
            if token.kind in HEADS_OF_POSTS:
                found = number
            elif not self._may_be_inside(token, number, comma=comma):
                break
            number -= 1
        return None if found is None else self.start(found, floor)

    def _is_in_izafet(self, number: int) -> bool:
        """Whether the ending of a Tajik word, or a joining word, ties it to the next one."""
        words = [token.lower for token in self.tokens[number : number + 2]]
        return words[0].endswith(_IZAFET) or any(word in self.words.joining for word in words)

    def _may_be_inside(self, token: Token, number: int, *, comma: bool) -> bool:
        word = token.lower
        if (
            token.kind
            in (TokenKind.MODIFIER, TokenKind.NO_NAME, TokenKind.ORGANISATION, TokenKind.ORGANISATION_OBLIQUE)
            or word in self.words.joining
        ):
            return word not in self.words.bridge or word in self.words.joining
        if token.kind == TokenKind.NAME:
            before = self.tokens[number - 1] if number > 0 else token
            is_english = "of" in self.words.joining
            return before.lower in ("of", "the", "for") if is_english else before.kind in HEADS_OF_POSTS
        if token.kind == TokenKind.LOWER:
            is_english = "of" in self.words.joining
            return (comma or not is_english) and not self.words.verbs.fullmatch(word)
        return token.word in ("—", "–") and self.tokens[number - 1].kind in (
            TokenKind.POST,
            TokenKind.POST_OBLIQUE,
            TokenKind.LOWER,
            TokenKind.NO_NAME,
        )

    def after_name(self, name_start: int, name_end: int) -> int | None:
        """Number after the last token of a post between commas after a name, if there is one."""
        if name_end + 1 >= len(self.tokens) or self.tokens[name_end].word != ",":
            return None
        if self.tokens[max(name_start - 1, 0)].lower in ("in", "at", "в", "во", "на", "дар"):
            return None  # "In West Virginia, the president …"
        head = None
        for number in range(name_end + 1, min(name_end + 1 + _LONGEST_APPOSITION, len(self.tokens))):
            token = self.tokens[number]
            word = token.lower
            if token.word == "." and self.tokens[number - 1].kind == TokenKind.INITIAL:
                continue  # "the U.S. ambassador"
            following = self.tokens[number + 1].lower if number + 1 < len(self.tokens) else ""
            is_over = word in RELATIVE or (word == "в" and following in ("ходе", "интервью", "рамках", "эфире"))
            if token.kind == TokenKind.MARK or is_over:
                is_last = head == number - 1 or not self.words.head_is_last
                return number if head is not None and is_last else None
            if token.kind in HEADS_OF_POSTS:
                head = number
            elif token.kind == TokenKind.NAME and head == number - 1:
                return None  # the next person of a list, with a post before the name
            is_late = head is None and (
                word in PREPOSITIONS
                or number > name_end + _WORDS_BEFORE_HEAD
                or token.kind in (TokenKind.NUMBER, TokenKind.TITLE)
            )
            if (
                is_late
                or token.kind == TokenKind.POSTS
                or (token.kind == TokenKind.LOWER and self.words.verbs.fullmatch(word))
            ):
                return None
        return None
