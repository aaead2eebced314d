import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale_index.encoder import Vectors
from verbale_index.grouping import by_centrality, group

WITHIN_15_DEGREES = float(np.cos(np.radians(15)))


def _at(*degrees: float) -> Vectors:
    """Vectors of length 1 that point in these directions."""
    angles = np.radians(np.array(degrees))
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


def test_what_is_near_is_together_and_the_largest_group_comes_first() -> None:
    assert group(_at(200, 0, 90, 10, 95, 99), WITHIN_15_DEGREES) == [[2, 4, 5], [1, 3], [0]]


def test_of_equal_groups_that_with_the_first_row_comes_first() -> None:
    assert group(_at(90, 0, 95, 3), WITHIN_15_DEGREES) == [[0, 2], [1, 3]]


def test_a_chain_is_no_group() -> None:
    """Each is near to the next, but the ends are far apart: the nearest pairs are joined, and stay two."""
    assert group(_at(0, 9, 19, 29.5), WITHIN_15_DEGREES) == [[0, 1], [2, 3]]


def test_a_row_joins_the_group_whose_farthest_row_is_nearest() -> None:
    """The third is 14 degrees from the first at most; the fourth, 7 degrees from the third, is nearer than that."""
    assert group(_at(0, 4, 14, 40), WITHIN_15_DEGREES) == [[0, 1, 2], [3]]
    assert group(_at(0, 4, 14, 21), WITHIN_15_DEGREES) == [[0, 1], [2, 3]]


def test_each_pair_may_have_a_threshold_of_its_own() -> None:
    """The first two have to be nearer to each other than they are."""
    thresholds = np.full((3, 3), WITHIN_15_DEGREES)
    thresholds[0, 1] = thresholds[1, 0] = np.cos(np.radians(4))
    assert group(_at(0, 5, 12), thresholds) == [[1, 2], [0]]


def test_what_excels_its_own_threshold_most_is_joined_first() -> None:
    """10 degrees where 40 are enough come before 9 where no more than 15 are."""
    thresholds = np.full((3, 3), WITHIN_15_DEGREES)
    thresholds[1, 2] = thresholds[2, 1] = np.cos(np.radians(40))
    assert group(_at(0, 9, 19), thresholds) == [[1, 2], [0]]


@pytest.mark.parametrize(("rows", "expected"), [(0, []), (1, [[0]])])
def test_nothing_and_one_row(rows: int, expected: list[list[int]]) -> None:
    assert group(_at(*[7.0] * rows).reshape(rows, 2), 0.5) == expected


def test_rows_that_exceed_no_threshold_stay_alone() -> None:
    assert group(_at(0, 0, 90), 1.1) == [[0], [1], [2]]


@given(st.lists(st.floats(0, 360), min_size=1, max_size=25), st.floats(-1, 1))
def test_every_row_is_in_one_group_and_every_two_of_a_group_are_near_enough(
    degrees: list[float], threshold: float
) -> None:
    vectors = _at(*degrees)
    groups = group(vectors, threshold)
    assert sorted(row for rows in groups for row in rows) == list(range(len(degrees)))
    assert groups == sorted((sorted(rows) for rows in groups), key=lambda rows: (-len(rows), rows[0]))
    for rows in groups:
        cosines = vectors[rows].astype(np.float64) @ vectors[rows].T.astype(np.float64)
        assert len(rows) == 1 or cosines[~np.eye(len(rows), dtype=np.bool_)].min() >= threshold


def test_the_most_central_row_has_the_highest_mean_cosine() -> None:
    assert by_centrality(_at(0, 50, 12, 10, 300), [0, 1, 2, 3]) == [2, 3, 0, 1]


def test_equally_central_rows_keep_their_order() -> None:
    assert by_centrality(_at(10, 0, 10, 10), [3, 0, 2]) == [3, 0, 2]
