"""Quotation marks and brackets in pairs."""

from dataclasses import dataclass

_PAIRS = {"«": "»", "“": "”", "„": "“”", "(": ")", "[": "]", '"': '"'}
_CLOSING = '»”“)]"'
# Marks further apart than this belong to different quotations, one of which was left open.
_LONGEST_ENCLOSURE = 5000


@dataclass(frozen=True)
class Enclosure:
    """A quotation or a bracket: the offsets, in code points, of its opening and its closing mark."""

    opening: int
    closing: int


def enclosures(text: str) -> tuple[Enclosure, ...]:
    """The pairs of quotation marks and brackets in ``text``, ordered by their opening marks; marks left alone are not.

    A straight mark opens where a word begins and closes where one ends. “ closes what „ opened, and opens elsewhere.
    """
    found = []
    pending: list[int] = []
    for position, mark in enumerate(text):
        if mark not in _PAIRS and mark not in _CLOSING:
            continue
        partner = _partner(text, pending, position) if mark in _CLOSING else None
        if partner is not None:
            opening = pending[partner]
            del pending[partner:]
            if position - opening <= _LONGEST_ENCLOSURE:
                found.append(Enclosure(opening, position))
        elif mark in _PAIRS and text[position + 1 : position + 2].strip():
            pending.append(position)
    return tuple(sorted(found, key=lambda enclosure: enclosure.opening))


def _partner(text: str, pending: list[int], position: int) -> int | None:
    """Index in ``pending`` of the mark that the one at ``position`` closes, if it closes any."""
    mark = text[position]
    if mark in '"“' and (position == 0 or text[position - 1].isspace() or text[position - 1] in "(["):
        return None
    # Marks left open are few in any text: looking further back than this only costs time.
    for index in range(len(pending) - 1, max(len(pending) - 17, -1), -1):
        if mark in _PAIRS[text[pending[index]]]:
            return index
    return None
