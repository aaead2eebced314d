"""Questions that ask for the same: groups of vectors that are all near to each other."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from verbale_index.encoder import Vectors

UNLIKE = -np.inf
"""Nearness of what is not compared any more."""

Threshold = float | npt.NDArray[np.float64]
"""A cosine; or one for each pair, float64 (n, n), symmetric."""


def group(vectors: Vectors, threshold: Threshold) -> list[list[int]]:
    """Rows that belong together: in a group, every two have a cosine of ``threshold`` or more (complete linkage).

    The pair that exceeds its threshold most is joined first. Time grows with the third power of the number of rows;
    300 take a few hundredths of a second.

    Args:
        vectors: float32 (n, dimension), L2-normalised.
        threshold: for all pairs, or for each.

    Returns:
        Each row in just one group, in ascending order; the largest groups first, of equal ones that with the first row.
    """
    # If the average decided instead of the farthest pair, questions of one subject would join one after another.
    margins = vectors.astype(np.float64) @ vectors.T.astype(np.float64) - threshold
    np.fill_diagonal(margins, UNLIKE)
    groups = {row: [row] for row in range(len(vectors))}
    while len(groups) > 1:
        pair = np.unravel_index(np.argmax(margins), margins.shape)
        kept, joined = sorted(int(row) for row in pair)
        if margins[kept, joined] < 0:
            break
        groups[kept] += groups.pop(joined)
        farther = np.minimum(margins[kept], margins[joined])
        margins[kept], margins[:, kept] = farther, farther
        margins[joined], margins[:, joined] = UNLIKE, UNLIKE
    return sorted((sorted(rows) for rows in groups.values()), key=lambda rows: (-len(rows), rows[0]))


def by_centrality(vectors: Vectors, rows: Sequence[int]) -> list[int]:
    """The rows of a group, the most central first: that with the highest mean cosine to all of them.

    ``vectors``: float32 (n, dimension), L2-normalised. Of equal ones the order stays.
    """
    chosen = vectors[list(rows)].astype(np.float64)
    cosines = (chosen @ chosen.sum(axis=0)).round(6)  # equal vectors may differ in the last digits
    return [rows[place] for place in np.argsort(-cosines, kind="stable")]
