"""What a post means, however it is worded: "the Foreign Minister" is the Minister of Foreign Affairs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from verbale.speech.tokens import Token, TokenKind
from verbale.speech.vocabulary import AND, HEADS
from verbale.speech.words import SpeechWords

_SAME_STEM = 5
_LONGEST_BETWEEN_POSTS = 5
_MINISTRY = re.compile(r"minist|минист|мид$|мида$|сім$|vazirlik|vazirlig|вазирли|вазорат", re.IGNORECASE)
_MINISTRY_OF_FOREIGN_AFFAIRS = ("мид", "мида", "сім")
_MINISTERS = {"en": "minister", "ru": "министр", "kk": "министр", "uz": "vazir", "tg": "вазир"}
_FOREIGN_AFFAIRS = {"ru": ("иностранных", "дел"), "kk": ("сыртқы", "істер")}
_RANKS = re.compile(
    r"deputy|vice|first|prime|former|acting|перв|бывш|вице|премьер|экс|зам|бірінші|бұрынғы|bosh|sobiq|birinchi"
)


@dataclass(frozen=True)
class Office:
    """A post by the stems of its words: the head noun, the words that tell its rank, and all others."""

    head: str
    ranks: frozenset[str]
    words: frozenset[str]


def office_of(tokens: Sequence[Token], words: SpeechWords, language: str) -> Office:
    """The office that a post names; the head of a ministry is its minister."""
    listed = [token.lower for token in tokens]
    parts = [part for word in listed for part in word.removesuffix("'s").split("-")]
    heads = [part for part in parts if words.posts.fullmatch(part)]
    head = (heads[-1] if words.head_is_last else heads[0]) if heads else ""
    if head in HEADS and any(_MINISTRY.match(part) for part in parts):
        parts = [part for part in parts if part != head and not _MINISTRY.match(part)]
        if any(word in _MINISTRY_OF_FOREIGN_AFFAIRS for word in listed):
            parts.extend(_FOREIGN_AFFAIRS.get(language, ()))
        head = _MINISTERS[language]
    if "foreign" in parts:  # the Foreign Minister is the Minister of Foreign Affairs
        parts = [part for part in parts if part != "affairs"]
    ranks = frozenset(part[:_SAME_STEM] for part in parts if _RANKS.match(part) and part != head)
    rest = (part[:_SAME_STEM] for part in parts if part != head and part not in words.joining and part.isalnum())
    return Office(head[:_SAME_STEM], ranks, frozenset(rest) - ranks)


def single_offices(tokens: Sequence[Token], words: SpeechWords, language: str) -> Iterator[Office]:
    """Each office of "Deputy Prime Minister and Minister of Foreign Affairs"."""
    first = 0
    for number, token in enumerate(tokens):
        following = {one.kind for one in tokens[number + 1 : number + _LONGEST_BETWEEN_POSTS]}
        if (token.word in "—–-," or token.lower in AND) and TokenKind.POST in following:
            yield office_of(tokens[first:number], words, language)
            first = number + 1
    yield office_of(tokens[first:], words, language)
