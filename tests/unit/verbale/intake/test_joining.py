"""Hyphens at the ends of lines."""

import pytest

from verbale.intake.joining import joined, words_of


@pytest.mark.parametrize(
    ("line", "following", "written", "typeset"),
    [
        ("перегово-", "ры", "перегово-ры", "переговоры"),
        ("торгово-", "экономические", "торгово-экономические", "торгово-экономические"),
        ("юго-", "западной", "юго-западной", "юго-западной"),
        ("про-", "мышленной", "про-мышленной", "промышленной"),
        ("человече-", "ского", "человече-ского", "человеческого"),
        ("сотрудни-", "чество", "сотрудничество", "сотрудничество"),
        ("multi-", "lateral", "multi-lateral", "multilateral"),
        ("eco-", "nomic", "eco-nomic", "economic"),
        ("non-", "proliferation", "non-proliferation", "non-proliferation"),
        ("Kazakhstan-", "Tajikistan", "Kazakhstan-Tajikistan", "Kazakhstan-Tajikistan"),
        ("memo\u00ad", "randum", "memorandum", "memorandum"),
        ("the minister", "said", "the minister said", "the minister said"),
        ("he said -", "and left", "he said - and left", "he said - and left"),
    ],
)
def test_a_line_and_the_next(line: str, following: str, written: str, typeset: str) -> None:
    """A person divides words differently from a program that sets type."""
    assert joined([line, following], frozenset()) == written
    assert joined([line, following], frozenset(), is_typeset=True) == typeset


def test_the_same_word_elsewhere_tells() -> None:
    """Whether it has a hyphen or not."""
    for is_typeset in (False, True):
        assert (
            joined(["non-", "proliferation"], words_of("Nonproliferation"), is_typeset=is_typeset) == "nonproliferation"
        )
        assert joined(["trans-", "boundary"], words_of("trans-boundary"), is_typeset=is_typeset) == "trans-boundary"
