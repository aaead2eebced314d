"""Lines that were broken at a width, as one line again: where the hyphen at an end goes, and where it stays."""

import re
from collections.abc import Sequence
from itertools import pairwise

_LONGEST_WORD = 60
_HYPHENATED = re.compile(r"([^\W\d_]{2,})-$")
_WORD_AT_START = re.compile(r"[^\W\d_]{2,}")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# торгово-экономический, социально-гуманитарный: the first halves of compounds keep their hyphens.
_COMPOUNDING_ENDS = ("о", "е", "self", "non", "well", "long", "short", "co", "anti", "multi", "high", "mid")
# Programs that set type divide words by syllables, many of which end in these vowels (перегово-ры) or are such words
# (multi-lateral, be-long-ing): there, more is asked of a compound.
_COMPOUNDING_VOWELS = ("о", "е")
_COMPOUNDING_WORDS = frozenset(("self", "non", "well", "long", "short", "anti", "high", "mid", "юго"))
# Shorter ones are prefixes: про-мышленный, до-полнительный.
_SHORTEST_FIRST_HALF = 5
_ADJECTIVE = re.compile(r"[а-яё]{4,}(?:[иыо]й|ая|яя|[оие]е|ые|[ое]го|[ое]му|[иы]м|[ое]м|[иы]х|[иы]ми|ую|юю)")
# человечес-кого, исполни-тельного: all of the second half is suffixes, so it is no word.
_SUFFIXES = re.compile(r"(?:и?ческ|еск|ск|ственн|енн|онн|нн|тельн|ельн|льн|альн|ивн|арн|орн|ованн|ировк|н|ов|ев).{2,3}")


def words_of(text: str) -> frozenset[str]:
    """The words of a text, in lower case; compounds with hyphens are one word."""
    return frozenset(match[0].lower() for match in _WORD.finditer(text))


def joined(lines: Sequence[str], words: frozenset[str], *, is_typeset: bool = False) -> str:
    """The lines as one; ``words`` are those of the whole text, in lower case.

    In text that is typeset, hyphens at the ends of lines are mostly a program's; elsewhere they are mostly a person's.
    """
    stripped = [line.strip() for line in lines]
    pieces = [_before(line, following, words, is_typeset=is_typeset) for line, following in pairwise(stripped)]
    return "".join(pieces) + stripped[-1]


def _before(line: str, following: str, words: frozenset[str], *, is_typeset: bool) -> str:
    """``line`` as it stands before ``following`` in one line: with a blank, or with the word between them whole again.

    A hyphen at the end belongs to the word (торгово-экономический) or divides it (сотрудни-чество); the same word
    elsewhere in the text tells which, otherwise its first half does.
    """
    if line.endswith("\u00ad"):
        return line[:-1]
    head, tail = _HYPHENATED.search(line[-_LONGEST_WORD:]), _WORD_AT_START.match(following[:_LONGEST_WORD])
    if head is None or tail is None:
        return f"{line} "
    if f"{head[1]}{tail[0]}".lower() in words:
        return line[:-1]
    is_compound = _is_compound_in_type if is_typeset else _is_compound
    is_kept = tail[0][0].isupper() or is_compound(head[1].lower(), tail[0].lower())
    return line if is_kept or f"{head[1]}-{tail[0]}".lower() in words else line[:-1]


def _is_compound(head: str, _tail: str) -> bool:
    return head.endswith(_COMPOUNDING_ENDS)


def _is_compound_in_type(head: str, tail: str) -> bool:
    if head in _COMPOUNDING_WORDS:
        return True
    is_adjective = _ADJECTIVE.fullmatch(tail) is not None and not _SUFFIXES.fullmatch(tail)
    return len(head) >= _SHORTEST_FIRST_HALF and head.endswith(_COMPOUNDING_VOWELS) and is_adjective
