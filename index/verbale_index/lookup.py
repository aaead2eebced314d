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
