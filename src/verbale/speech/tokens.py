"""Words and marks of a text, each with what its letters tell: a post, a title, a name, a number."""

import re
from dataclasses import dataclass
from enum import StrEnum

from verbale.speech.words import SpeechWords

_LONGEST_WORD = 40
_TOKEN = re.compile(r"[^\W_]+(?:['-][^\W_]+)*|[^\w\s]")
_INITIAL = re.compile(r"[A-ZА-ЯЁҚҒҲҶӮҮӘІҢӨҰ]$|(?:Sh|Ch|Ye|Yu|Ya|Дж|Ж)$")
_PARTICLE_AND_NAME = re.compile(r"(?:al|el|аль|эль|ал)-\w")
_ACRONYM = re.compile(r"[^\W\d_a-zа-я]{2,6}$")


class TokenKind(StrEnum):
    """What a word or a mark may be part of. Oblique: in a case that no subject has."""

    POST = "post"
    POST_OBLIQUE = "oblique post"
    POSTS = "posts"
    ORGANISATION = "organisation"
    ORGANISATION_OBLIQUE = "oblique organisation"
    MODIFIER = "modifier"
    TITLE = "title"
    NAME = "name"
    INITIAL = "initial"
    NO_NAME = "no name"
    """With a capital letter, but no person's name."""
    LOWER = "lower"
    NUMBER = "number"
    MARK = "mark"


ORGANISATIONS = (TokenKind.ORGANISATION, TokenKind.ORGANISATION_OBLIQUE)
HEADS_OF_POSTS = (TokenKind.POST, TokenKind.POST_OBLIQUE)


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark: its offsets in the text, itself and itself in small letters."""

    start: int
    end: int
    word: str
    lower: str
    kind: TokenKind


def tokens_of(text: str, words: SpeechWords) -> list[Token]:
    """The tokens of ``text``, which has plain apostrophes, in order."""
    known: dict[str, tuple[str, str, TokenKind, bool]] = {}
    found = []
    for match in _TOKEN.finditer(text):
        entry = known.get(match[0])
        if entry is None:
            word = match[0]
            entry = known[word] = (word, word.lower(), _kind(word, words), _INITIAL.match(word) is not None)
        word, lower, kind, may_be_initial = entry
        end = match.end()
        if may_be_initial and text[end : end + 1] == ".":
            kind = TokenKind.INITIAL
        found.append(Token(match.start(), end, word, lower, kind))
    return found


def _kind(word: str, words: SpeechWords) -> TokenKind:
    if not word[0].isalnum():
        return TokenKind.MARK
    if word[0].isdigit() or len(word) > _LONGEST_WORD:
        return TokenKind.NUMBER
    return _kind_by_list(word, words) or _kind_by_letters(word, words)


def _kind_by_list(word: str, words: SpeechWords) -> TokenKind | None:
    kind = None
    if word.lower() in words.titles:
        kind = TokenKind.TITLE
    elif post := words.posts.fullmatch(word):
        groups = post.groupdict()
        is_plural = any(groups.get(name) for name in ("plural", "plural_soft"))
        is_oblique = any(groups.values())
        kind = TokenKind.POSTS if is_plural else TokenKind.POST_OBLIQUE if is_oblique else TokenKind.POST
    elif organisation := words.organisations.fullmatch(word):
        is_oblique = any(organisation.groupdict().values())
        kind = TokenKind.ORGANISATION_OBLIQUE if is_oblique else TokenKind.ORGANISATION
    elif words.modifiers.fullmatch(word):
        kind = TokenKind.MODIFIER
    return kind


def _kind_by_letters(word: str, words: SpeechWords) -> TokenKind:
    if word[0].isupper():
        is_name = not words.no_names.fullmatch(word) and not _ACRONYM.match(word)
        return TokenKind.NAME if is_name else TokenKind.NO_NAME
    return TokenKind.NAME if _PARTICLE_AND_NAME.match(word) else TokenKind.LOWER
