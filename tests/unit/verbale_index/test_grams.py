import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale_index.grams import gram_counts

TEXTS = st.lists(st.text(st.characters(codec=None), max_size=60) | st.text("ab 1.,й", max_size=30), max_size=6)


def _gram(characters: str) -> int:
    """Four characters of six bits, the first in the lowest; ``_`` is the boundary of a word, ``.`` a decimal mark."""
    codes = {"_": 0, ".": 37} | {chr(ord("a") + n): n + 1 for n in range(26)} | {str(n): n + 27 for n in range(10)}
    return sum(codes[character] << 6 * place for place, character in enumerate(characters))


def _grams(text: str) -> set[int]:
    return set(gram_counts([text]).grams.tolist())


@pytest.mark.parametrize(
    ("text", "grams"),
    [
        ("trade", ["_tra", "trad", "rade", "ade_"]),
        ("mir", ["_mir", "mir_"]),
        ("ab", ["_ab_"]),
        ("a", ["_a__"]),
        ("5", ["_5__"]),
        ("a 5", ["_a__", "_5__"]),
        ("Mir, trade!", ["_mir", "mir_", "_tra", "trad", "rade", "ade_"]),
        ("2.8", ["_2.8", "2.8_"]),
        ("v. 8", ["_v__", "_8__"]),
        ("5 %", ["_5__"]),
    ],
)
def test_a_word_is_framed_by_its_boundaries(text: str, grams: list[str]) -> None:
    assert _grams(text) == {_gram(gram) for gram in grams}


def test_a_decimal_comma_is_a_decimal_point() -> None:
    assert _grams("2,8") == _grams("2.8")
    assert _grams("28") != _grams("2.8")
    assert _grams("2, 8") == _grams("2 8")


def test_two_digits_that_differ_share_nothing() -> None:
    assert _grams("5").isdisjoint(_grams("6"))
    assert _grams("5 %").isdisjoint(_grams("6 %"))


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("Farrukh Saidov", "Фаррух Саидов"),
        ("Anzob", "Анзоб"),
        ("Akhmetzhanov", "Ахметжанов"),
        ("Sirojiddin Muhriddin", "Сироҷиддин Муҳриддин"),
        ("Kassym-Jomart Tokayev", "Қасым-Жомарт Тоқаев"),
        ("Toshkent", "Тошкент"),
    ],
)
def test_a_name_shares_most_grams_with_itself_in_another_alphabet(latin: str, cyrillic: str) -> None:
    one, other = _grams(latin), _grams(cyrillic)
    assert len(one & other) >= 0.7 * len(one | other)


def test_a_letter_of_a_script_without_romanisation_is_a_letter_all_the_same() -> None:
    assert len(_grams("会谈")) == 1
    assert _grams("会谈") != _grams("会")


def test_counts_end_at_255() -> None:
    counted = gram_counts(["a " * 255, "a " * 256, "a " * 70_000, "a b a"])
    assert counted.texts.tolist() == [0, 1, 2, 3, 3]
    assert counted.grams.tolist() == [_gram("_a__")] * 4 + [_gram("_b__")]
    assert counted.counts.tolist() == [255, 255, 255, 2, 1]
    assert [counted.texts.dtype, counted.grams.dtype, counted.counts.dtype] == ["int32", "uint32", "uint8"]


@pytest.mark.parametrize(
    "texts", [[], [""], ["", "", ""], [" \n\t"], ["?!…—"], ["🙂🇺🇿"], ["\U0010ffff\U000e0041"], ["\u202e\u200b\x00"]]
)
def test_a_text_without_letters_and_digits_has_no_grams(texts: list[str]) -> None:
    counted = gram_counts(texts)
    assert (len(counted.texts), len(counted.grams), len(counted.counts)) == (0, 0, 0)


def test_empty_texts_between_others_keep_their_rows() -> None:
    counted = gram_counts(["", "a", "", "?", "b", ""])
    assert counted.texts.tolist() == [1, 4]
    assert counted.grams.tolist() == [_gram("_a__"), _gram("_b__")]


def test_a_half_of_a_surrogate_pair_ends_a_word() -> None:
    assert _grams("mir\ud800trade") == _grams("mir trade")


@given(TEXTS)
def test_texts_together_have_the_grams_that_each_has_alone(texts: list[str]) -> None:
    together = gram_counts(texts)
    for row, text in enumerate(texts):
        alone, own = gram_counts([text]), together.texts == row
        assert together.grams[own].tolist() == alone.grams.tolist()
        assert together.counts[own].tolist() == alone.counts.tolist()
    assert set(together.texts.tolist()) <= set(range(len(texts)))
    order = list(zip(together.texts.tolist(), together.grams.tolist(), strict=True))
    assert order == sorted(set(order))


@given(st.text("abйқ 1.,-", max_size=40))
def test_the_order_of_words_does_not_matter(text: str) -> None:
    words = text.split()
    one, other = gram_counts([" ".join(words)]), gram_counts([" ".join(reversed(words))])
    assert (one.grams.tolist(), one.counts.tolist()) == (other.grams.tolist(), other.counts.tolist())
