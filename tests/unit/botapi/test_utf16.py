"""Lengths and slices in UTF-16 units."""

from hypothesis import given
from hypothesis import strategies as st

from botapi.utf16 import has_lone_surrogate, splits_surrogate_pair, utf16_length, utf16_slice


def test_a_flag_is_four_units() -> None:
    """🇰🇿 is two characters outside the basic plane."""
    assert utf16_length("🇰🇿 Қазақстан") == 14


@given(st.text(), st.text(), st.text())
def test_a_slice_gives_back_the_part(before: str, part: str, after: str) -> None:
    """Offset and length in UTF-16 units re-slice to the same characters, in any script."""
    assert utf16_slice(before + part + after, utf16_length(before), utf16_length(part)) == part


@given(st.text(), st.text())
def test_between_characters_no_pair_is_split(before: str, after: str) -> None:
    """A cut between two characters is never inside a surrogate pair."""
    assert not splits_surrogate_pair(before + after, utf16_length(before))


def test_inside_a_character_the_pair_is_split() -> None:
    """Unit 1 of 👍 is its second half."""
    assert splits_surrogate_pair("👍", 1)
    assert not splits_surrogate_pair("👍👍", 2)


def test_half_a_character_is_seen() -> None:
    """A lone surrogate is found, a whole pair is none."""
    assert has_lone_surrogate("a\ud83d")
    assert not has_lone_surrogate("a👍")
