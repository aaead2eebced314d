"""Looking numbers up in an ascending array."""

from typing import Any

import numpy as np
import numpy.typing as npt

Positions = npt.NDArray[np.int64]
Present = npt.NDArray[np.bool_]


def look_up(ascending: npt.NDArray[Any], wanted: npt.NDArray[Any]) -> tuple[Positions, Present]:
    """For each of ``wanted`` its position in ``ascending``, and whether it is there; else the position is any."""
    if not len(ascending):
        return np.zeros(len(wanted), np.int64), np.zeros(len(wanted), np.bool_)
    positions = np.minimum(np.searchsorted(ascending, wanted), len(ascending) - 1)
    return positions, ascending[positions] == wanted


def among(ascending: npt.NDArray[Any], starts: Positions, ends: Positions, wanted: npt.NDArray[Any]) -> Present:
    """Whether each of ``wanted`` is in each of several stretches: bool (n_wanted, n_stretches).

    ``ascending`` has one stretch after the other, each ascending in itself, from one of ``starts`` to one of ``ends``.
    A binary search for all pairs at once: its time grows with the logarithm of the longest stretch.
    """
    if not len(ascending):
        return np.zeros((len(wanted), len(starts)), np.bool_)
    last, sought = len(ascending) - 1, wanted[:, np.newaxis]
    low = np.repeat(starts[np.newaxis], len(wanted), axis=0)
    high = np.repeat(ends[np.newaxis], len(wanted), axis=0)
    for _ in range(int((ends - starts).max(initial=0)).bit_length()):
        middle = (low + high) >> 1
        is_less = (ascending[np.minimum(middle, last)] < sought) & (low < high)
        low, high = np.where(is_less, middle + 1, low), np.where(is_less, high, middle)
    present: Present = (low < ends) & (ascending[np.minimum(low, last)] == sought)
    return present
