"""Questions that ask for the same: groups of vectors that are all near to each other."""

from collections.abc import Sequence

import numpy as np

from verbale_index.encoder import Vectors

UNLIKE = -np.inf
"""Nearness of what is not compared any more."""


def group(vectors: Vectors, threshold: float) -> list[list[int]]:
    """Rows that belong together: in a group, every two have a cosine of ``threshold`` or more (complete linkage).

    Time grows with the third power of the number of rows: a hundredth of a second for a hundred, a quarter for 500.

    Args:
        vectors: float32 (n, dimension), L2-normalised.
        threshold: a cosine.

    Returns:
        Each row in just one group, in ascending order; the largest groups first, of equal ones that with the first row.
    """
    # By the average instead of the farthest pair, one question after another of the same subject joins in.
    nearness = vectors.astype(np.float64) @ vectors.T.astype(np.float64)
    np.fill_diagonal(nearness, UNLIKE)
    groups = {row: [row] for row in range(len(vectors))}
    while len(groups) > 1:
        pair = np.unravel_index(np.argmax(nearness), nearness.shape)
        kept, joined = sorted(int(row) for row in pair)
        if nearness[kept, joined] < threshold:
            break
        groups[kept] += groups.pop(joined)
        farther = np.minimum(nearness[kept], nearness[joined])
        nearness[kept], nearness[:, kept] = farther, farther
        nearness[joined], nearness[:, joined] = UNLIKE, UNLIKE
    return sorted((sorted(rows) for rows in groups.values()), key=lambda rows: (-len(rows), rows[0]))


def by_centrality(vectors: Vectors, rows: Sequence[int]) -> list[int]:
    """The rows of a group, the most central first: that with the highest mean cosine to all of them.

    ``vectors``: float32 (n, dimension), L2-normalised. Of equal ones the order stays.
    """
    chosen = vectors[list(rows)].astype(np.float64)
    cosines = (chosen @ chosen.sum(axis=0)).round(6)  # equal vectors may differ in the last digits
    return [rows[place] for place in np.argsort(-cosines, kind="stable")]
