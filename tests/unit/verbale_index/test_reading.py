"""What the text of a candidate says."""

import pytest

from verbale.asking.names import romanised
from verbale_index.reading import read_text

SIGNED = "Minister Aigul Omarova said on 4 March that 12 documents worth $3 million were not signed in Tashkent."


def test_a_text_is_read_once_with_all_that_it_says() -> None:
    read = read_text(SIGNED)
    assert read is read_text(SIGNED)
    assert sorted(str(figure.value) for figure in read.mentions.figures) == ["12", "3000000"]
    assert read.places == {("UZ", "Tashkent")}
    assert (read.denies, read.has_day_of_month, read.is_quoted, read.gives_reason) == (True, True, False, False)


def test_the_frame_is_what_is_neither_a_figure_nor_a_name() -> None:
    read = read_text(SIGNED)
    named = {word for words in read.name_words for word in words}
    assert {*romanised("Aigul Omarova").split()} <= named
    assert named.isdisjoint(read.frame)
    assert not any(character.isdigit() for word in read.frame for character in word)
    assert {*romanised("documents signed march").split()} <= set(read.frame) <= set(read.words)
    assert len(set(read.words)) == len(read.words)


def test_two_texts_have_the_same_facts_whatever_their_words() -> None:
    assert read_text(SIGNED).facts == read_text(SIGNED.replace("said on", "told us on")).facts
    for old, new in (
        ("12", "13"),
        ("4 March", "5 March"),
        ("not ", ""),
        ("Tashkent", "Almaty"),
        ("Omarova", "Saidova"),
    ):
        assert read_text(SIGNED).facts != read_text(SIGNED.replace(old, new)).facts


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("They agreed on it.", {"en"}),
        ("Они договорились об этом.", {"ru"}),
        ("The parties agreed on it.", set()),
    ],
)
def test_it_points_back_by_the_rules_of_some_languages(text: str, languages: set[str]) -> None:
    assert read_text(text).points_back == languages
