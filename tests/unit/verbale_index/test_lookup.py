"""Looking numbers up in ascending arrays, against Python's own sets and lists."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from verbale_index.lookup import among, look_up

NUMBERS = st.lists(st.integers(0, 60), max_size=30, unique=True).map(sorted)


@given(listed=NUMBERS, wanted=st.lists(st.integers(0, 60), max_size=20))
def test_each_number_is_found_at_its_position_or_told_to_be_missing(listed: list[int], wanted: list[int]) -> None:
    positions, present = look_up(np.array(listed, np.uint32), np.array(wanted, np.uint32))
    assert present.tolist() == [one in listed for one in wanted]
    found = zip(positions.tolist(), present.tolist(), wanted, strict=True)
    assert all(listed[position] == one for position, is_there, one in found if is_there)


@given(stretches=st.lists(NUMBERS, max_size=8), wanted=st.lists(st.integers(0, 60), max_size=12))
def test_it_is_told_which_stretches_hold_a_number(stretches: list[list[int]], wanted: list[int]) -> None:
    ends = np.cumsum([0, *map(len, stretches)])
    ascending = np.array([one for stretch in stretches for one in stretch], np.int32)
    present = among(ascending, ends[:-1], ends[1:], np.array(wanted, np.int64))
    assert present.shape == (len(wanted), len(stretches))
    assert present.tolist() == [[one in stretch for stretch in stretches] for one in wanted]
