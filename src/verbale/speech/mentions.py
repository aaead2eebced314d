"""Persons who are mentioned by name, with the post or the title beside the name."""

import re
from dataclasses import dataclass

from verbale.speech.posts import Posts
from verbale.speech.tokens import ORGANISATIONS, TokenKind
from verbale.speech.vocabulary import DEGREES, NAME_PARTICLES, TITLES_OF_MEN, TITLES_OF_WOMEN

_LONGEST_NAME = 5
_WORDS_BEFORE_NAME = 6
_FIRST_AND_LAST = 2
_FEMALE = re.compile(r"(?:ов|ев|ёв|ин|ын|ск)(?:а|ая|ой|ую)$|(?:ov|ev|in|yn)a$|zoda$(?!.)", re.IGNORECASE)
_MALE = re.compile(r"(?:[oeое]v|[ое]в|in|ин|ский|skiy)$")
_INSTRUMENTAL = ("ом", "ым", "ем", "им")
_ADJECTIVE_OF_PLACE = re.compile(r"(?:д[ае]|т[ае])(?:ғы|гі)$|dagi$|даги$")


@dataclass(frozen=True)
class Mention:
    """A person mentioned by name: numbers of the first token and of the one after the last, of the name and of all."""

    start: int
    end: int
    name_start: int
    name_end: int
    names: tuple[str, ...]
    post: tuple[int, int] | None
    female: bool | None

    @property
    def has_post_or_title(self) -> bool:
        """Whether a post or a title stands beside the name."""
        return self.start < self.name_start or self.end > self.name_end


class MentionFinder:
    """Finds the persons who are mentioned by name."""

    def __init__(self, posts: Posts, language: str) -> None:
        self._tokens = posts.tokens
        self._words = posts.words
        self._starts = posts.starts
        self._language = language
        self._posts = posts
        self._lower_words = {token.word for token in posts.tokens if token.kind == TokenKind.LOWER}

    def mentions(self) -> list[Mention]:
        """All mentions in order; none overlap."""
        found: list[Mention] = []
        number = floor = 0
        while number < len(self._tokens):
            if self._tokens[number].kind not in (TokenKind.NAME, TokenKind.INITIAL):
                number += 1
                continue
            run = self._run(number)
            number = run[-1] + 1
            names = self._without_others(run)
            if not names or (number < len(self._tokens) and self._tokens[number].kind in ORGANISATIONS):
                continue
            mention = self._mention(names, floor)
            while found and found[-1].end > mention.start:
                found.pop()  # a place in the post of this one
            found.append(mention)
            number = max(number, mention.end)
            if len(names) > 1 or mention.post or mention.start < mention.name_start:
                floor = mention.end
        return found

    def _run(self, number: int) -> list[int]:
        """Numbers of the tokens of consecutive names and initials from ``number`` on."""
        names = [number]
        while len(names) <= _LONGEST_NAME:
            number = names[-1] + 1
            if self._tokens[names[-1]].kind == TokenKind.INITIAL:
                number += 1  # its full stop
            if number < len(self._tokens) and self._tokens[number].word in NAME_PARTICLES:
                number += 1
            if number >= len(self._tokens) or number in self._starts:
                break
            before, token = self._tokens[number - 1], self._tokens[number]
            if (
                token.kind not in (TokenKind.NAME, TokenKind.INITIAL)
                or token.start > before.end + 1
                or before.word.endswith("'s")
            ):
                break
            if token.word.isascii() != before.word.isascii() and before.kind == TokenKind.NAME:
                break
            if self._words.head_is_last and _ADJECTIVE_OF_PLACE.search(token.word):
                break
            if self._words.head_is_last and (
                self._words.dependent.fullmatch(before.word) or self._words.oblique_name.fullmatch(before.word)
            ):
                break  # the case of another word: «Сингапурде Киммен»
            if (
                before.word.endswith(_INSTRUMENTAL)
                and not token.word.endswith(_INSTRUMENTAL)
                and self._language == "ru"
            ):
                break  # «с Мухриддином Нуртлеу обсудил»
            names.append(number)
        return names

    def _without_others(self, names: list[int]) -> list[int]:
        """The run without a word that has its capital from the sentence, and without the place of a post."""
        first = self._tokens[names[0]]
        word = first.lower
        if names[0] in self._starts and first.kind == TokenKind.NAME:
            if word in self._posts.starters or word in self._lower_words or word in self._words.bridge:
                names = names[1:]
        elif names[0] > 0 and self._tokens[names[0] - 1].lower in ("of", "the", "for"):
            if any(
                token.kind == TokenKind.POST for token in self._tokens[max(names[0] - _WORDS_BEFORE_NAME, 0) : names[0]]
            ):
                return names[1:] if len(names) > _FIRST_AND_LAST else []
        elif (
            self._language == "ru"
            and len(names) > _FIRST_AND_LAST
            and self._tokens[names[0] - 1].kind == TokenKind.POST
            and word.endswith(("а", "ы", "и"))
        ):
            names = names[1:]
        if any(self._tokens[number].kind == TokenKind.NAME for number in names):
            return names
        return []

    def _mention(self, names: list[int], floor: int) -> Mention:
        name_start, name_end = names[0], names[-1] + 1
        start, end, post, female = name_start, name_end, None, self._is_female(self._tokens[names[-1]].word)
        title = self._title(name_start, floor)
        if title is not None:
            start = title
            female = self._is_woman_by_title(title)
        if self._words.head_is_last and name_end < len(self._tokens) and self._tokens[name_end].kind == TokenKind.TITLE:
            female = self._is_woman_by_title(name_end)
            end += 1
        before = self._posts.before_name(start, floor) if start not in self._starts else None
        after = self._posts.after_name(name_start, name_end) if before is None else None
        if before is not None:
            post = (before, start)
            start = before
            end = self._country_after(end)
        elif after is not None:
            post = (name_end + 1, after)
            end = after
        words = tuple(self._tokens[number].word.removesuffix("'s") for number in names)
        return Mention(start, end, name_start, name_end, words, post, female)

    def _country_after(self, end: int) -> int:
        """Take in a country after the name: "Chancellor Olaf Scholz of Germany"."""
        if (
            end + 1 < len(self._tokens)
            and self._tokens[end].word == "of"
            and self._tokens[end + 1].kind == TokenKind.NO_NAME
        ):
            end += 2
            while end < len(self._tokens) and self._tokens[end].kind == TokenKind.NO_NAME and end not in self._starts:
                end += 1
        return end

    def _title(self, name: int, floor: int) -> int | None:
        number = name - 1
        while number > floor and (self._tokens[number].word == "." or self._tokens[number].word in DEGREES):
            number -= 1  # «д-р техн. наук», "Mr."
        return number if number >= floor and self._tokens[number].kind == TokenKind.TITLE else None

    def _is_woman_by_title(self, number: int) -> bool | None:
        word = self._tokens[number].lower
        if word in TITLES_OF_MEN:
            return False
        return True if word in TITLES_OF_WOMEN else None

    def _is_female(self, surname: str) -> bool | None:
        if _FEMALE.search(surname):
            return None if self._language == "ru" else True  # Алдиярова is also the genitive of Алдияров
        return False if _MALE.search(surname) else None
