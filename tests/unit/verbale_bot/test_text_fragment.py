from urllib.parse import unquote

import pytest

from verbale_bot.text_fragment import link_to_text


def test_a_short_sentence_is_given_whole() -> None:
    link = link_to_text("https://press.example/1", "Trade stood at $1.1 billion.")
    assert link == "https://press.example/1#:~:text=Trade%20stood%20at%20%241.1%20billion."


def test_a_long_sentence_is_given_by_its_first_and_last_words() -> None:
    text = "one two three four five six seven eight nine ten eleven twelve"
    link = link_to_text("https://press.example/1", text)
    assert (
        link == "https://press.example/1#:~:text=one%20two%20three%20four%20five,eight%20nine%20ten%20eleven%20twelve"
    )


def test_what_has_a_meaning_in_the_directive_is_encoded() -> None:
    link = link_to_text("https://press.example/", "C5+1, Kazakh-Tajik & others")
    assert link.endswith(":~:text=C5%2B1%2C%20Kazakh%2DTajik%20%26%20others")


def test_a_fragment_of_the_page_itself_stays() -> None:
    assert link_to_text("https://press.example/1#news", "Да.") == "https://press.example/1#news:~:text=%D0%94%D0%B0."


@pytest.mark.parametrize("text", ["Қазақстан мен Тәжікстан «серіктес»", "O‘zbekiston — 5 %", "Тоҷикистон 🇹🇯"])
def test_the_words_can_be_read_back(text: str) -> None:
    assert unquote(link_to_text("https://press.example/", text).split("text=")[1]) == text
