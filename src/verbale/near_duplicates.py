"""Briefings that say much the same as a new text: the same one sent again, or a correction of it."""

import heapq
import re
from collections.abc import Iterable
from dataclasses import dataclass

from verbale.edition import Edition

SHINGLE_WORDS = 5
"""Runs of so many words are compared: shorter ones are common to all communiqués."""
LEAST_SHARE = 0.3
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Alike:
    """An edition, and the share of the runs of words of the shorter text that stand in the other, 0 to 1."""

    briefing: str
    edition: int
    share: float


def near_duplicates(text: str, editions: Iterable[Edition], most: int = 3) -> list[Alike]:
    """Those of ``editions`` that share much with ``text``, most first; one edition is held at a time."""
    wanted = _shingles(text)
    found = []
    for edition in editions:
        others = _shingles(edition.text)
        share = len(wanted & others) / max(1, min(len(wanted), len(others)))
        if share >= LEAST_SHARE:
            found.append(Alike(edition.briefing, edition.number, share))
    return heapq.nsmallest(most, found, key=lambda one: (-one.share, one.briefing))


def _shingles(text: str) -> set[int]:
    words = _WORD.findall(text.casefold())
    size = min(SHINGLE_WORDS, len(words))
    return {hash(tuple(words[at : at + size])) for at in range(len(words) - size + 1)} if words else set()
