"""Character 4-grams: what the keyword side compares, for every language and every ending of a word alike.

A text is romanised first, so that a name shares most of its grams with the same name in another alphabet. Each word is
framed by word boundaries; the grams are the windows of four over the framed word, and a word of one character is one
gram by itself. A decimal point or comma inside a number belongs to it, and both are the same character.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from verbale.asking.names import romanised

Grams = npt.NDArray[np.uint32]
"""uint32: four characters of six bits each, the first in the lowest bits."""

_LONGEST_COUNT = 255  # counts are kept in a byte; no text says anything more clearly by repeating it more often
_BITS = 6
_SHORTEST = 3  # a word of one character between its boundaries
_BOUNDARY = 0
_DECIMAL_MARK = "\x1f"
_DECIMAL = re.compile(r"(?<=\d)[.,](?=\d)")
_FIRST_LETTER, _FIRST_DIGIT, _DECIMAL_CODE, _FIRST_OTHER = 1, 27, 37, 38
_OTHERS = (1 << _BITS) - _FIRST_OTHER
_CODE_POINTS = 0x110000
_LAST_LISTED = 0x3134F  # ideographs end here; what is above is not a letter of any word


def _codes() -> npt.NDArray[np.uint8]:
    """The six bits of each code point; 0 is the boundary of a word. Letters of other scripts share what is left."""
    table = np.zeros(_CODE_POINTS, np.uint8)
    for place in range(26):
        table[ord("a") + place] = _FIRST_LETTER + place
    for place in range(10):
        table[ord("0") + place] = _FIRST_DIGIT + place
    table[ord(_DECIMAL_MARK)] = _DECIMAL_CODE
    others = np.fromiter((code for code in range(0x80, _LAST_LISTED) if chr(code).isalnum()), np.int64)
    table[others] = _FIRST_OTHER + others % _OTHERS
    return table


_CODES = _codes()


@dataclass(frozen=True)
class GramCounts:
    """How often each gram stands in each text: three arrays of equal length, ordered by text, then by gram.

    ``texts``: int32, rows of texts; ``grams``; ``counts``: uint8, 255 for more.
    """

    texts: npt.NDArray[np.int32]
    grams: Grams
    counts: npt.NDArray[np.uint8]


def gram_counts(texts: Sequence[str]) -> GramCounts:
    """Count the grams of each text."""
    spelt = [_DECIMAL.sub(_DECIMAL_MARK, romanised(text)) for text in texts]
    # Two boundaries around each text: no window of four characters holds parts of two texts.
    characters = "\n\n".join(["", *spelt, ""])
    codes = _CODES[np.frombuffer(characters.encode("utf-32-le", "replace"), np.uint32)]
    lengths = np.fromiter((len(text) + 2 for text in spelt), np.int64, len(spelt))
    owners = np.concatenate([np.zeros(2, np.int64), np.repeat(np.arange(len(spelt)), lengths)])
    # Runs of boundaries become one, so that the first and the last gram of a word look alike everywhere.
    kept = np.concatenate([[True], (codes[1:] != _BOUNDARY) | (codes[:-1] != _BOUNDARY)])
    codes, owners = codes[kept].astype(np.uint32), owners[kept]
    if len(codes) < _SHORTEST:
        return GramCounts(np.empty(0, np.int32), np.empty(0, np.uint32), np.empty(0, np.uint8))
    codes = np.concatenate([codes, np.zeros(1, np.uint32)])
    first, second, third, fourth = codes[:-3], codes[1:-2], codes[2:-1], codes[3:]
    is_single = (first == _BOUNDARY) & (second != _BOUNDARY) & (third == _BOUNDARY)
    is_gram = ((second != _BOUNDARY) & (third != _BOUNDARY)) | is_single
    grams = first | second << _BITS | third << 2 * _BITS | np.where(is_single, 0, fourth) << 3 * _BITS
    # The second character tells whose gram it is: the first may be the boundary before the text.
    keys = owners[1 : len(grams) + 1][is_gram] << 4 * _BITS | grams[is_gram]
    distinct, counts = np.unique(keys, return_counts=True)
    return GramCounts(
        (distinct >> 4 * _BITS).astype(np.int32),
        (distinct & (1 << 4 * _BITS) - 1).astype(np.uint32),
        np.minimum(counts, _LONGEST_COUNT).astype(np.uint8),
    )
