import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.canonical import canonical_text
from verbale.quoted_text import places_of, quoted_parts, stands_whole
from verbale.span import Span


@pytest.mark.parametrize(
    ("pasted", "part"),
    [
        ("“The road reopens.”", "The road reopens."),
        ("«Мы откроем дорогу»", "Мы откроем дорогу"),
        ("«Мы откроем дорогу».", "Мы откроем дорогу"),
        ("„Жол ашылады“", "Жол ашылады"),
        ("„Жол ашылады”", "Жол ашылады"),
        ('"Yoʻl ochiladi"', "Yoʻl ochiladi"),
        ("‘It’s open’", "It’s open"),
        ("'It's open'", "It's open"),
        ("»Роҳ кушода мешавад«", "Роҳ кушода мешавад"),
        ("“‘The road’”", "The road"),
        ("“The road reopens.", "The road reopens."),
        ("The road reopens.”", "The road reopens."),
        ("…we shall finish [...]", "we shall finish"),
        ("\ufeff\u202a“The\u00a0road”\u202c", "The road"),
    ],
)
def test_marks_around_a_quotation_are_no_part_of_it(pasted: str, part: str) -> None:
    assert quoted_parts(pasted) == [part]


@pytest.mark.parametrize(
    "text",
    [
        "“A,” he said, “and B.”",
        "‘a’ and ‘b’",
        "«А» и «Б»",
        "Oʻzbekiston",
        "O‘zbekiston",
        "12. The sides agreed.",
        "a > b",
    ],
)
def test_marks_inside_a_quotation_stay(text: str) -> None:
    assert quoted_parts(text) == [text]


def test_prefixes_of_email_and_line_breaks_go_and_paragraphs_stay() -> None:
    assert quoted_parts("> > The road\r\n> > reopens.\r\n>\r\n> Trade grew.") == ["The road reopens.", "Trade grew."]


@pytest.mark.parametrize("bullet", ["•", "-", "—", "*", "▪️", "🔹"])
def test_each_item_of_a_list_is_a_part_without_its_bullet(bullet: str) -> None:
    assert quoted_parts(f"{bullet} trade,\n{bullet} water") == ["trade,", "water"]


@pytest.mark.parametrize("number", ["-5 °C at night", "−5 °C at night"])
def test_a_minus_sign_is_no_bullet(number: str) -> None:
    assert quoted_parts(number) == [number]


def test_the_lines_under_a_quotation_in_a_chat_are_no_part_of_it() -> None:
    message = (
        "The road would reopen in May.\nSpeaker: Farrukh Saidov · Reported speech\n"
        "— Talks in Dushanbe · 4 March 2025 · ¶ 2\nAlso in: — Other talks · ¶ 1 · Russian\n\n"
        "Дорога откроется в мае.\nПересказ\n— Переговоры · 4 марта 2025 г. · ¶ 3"
    )
    assert quoted_parts(message) == ["The road would reopen in May.", "Дорога откроется в мае."]


def test_a_name_after_a_dash_in_the_last_line_is_a_signature() -> None:
    assert quoted_parts("The road reopens.\n— Minister Saidov") == ["The road reopens."]


def test_a_sentence_after_a_dash_is_speech_and_stays() -> None:
    assert quoted_parts("The road reopens.\n— And so we shall.") == ["The road reopens.", "And so we shall."]
    assert quoted_parts("— Мы откроем дорогу") == ["Мы откроем дорогу"]


def test_a_line_broken_before_a_dash_is_one_paragraph() -> None:
    assert quoted_parts("«Мы откроем»,\n— заявил министр.") == ["«Мы откроем», — заявил министр."]


@pytest.mark.parametrize("text", ["", " \n\n ", "***", "“”", "> \n>", "— — —", "…"])
def test_what_holds_no_words_has_no_parts(text: str) -> None:
    assert quoted_parts(text) == []


@given(st.text(alphabet=st.one_of(st.sampled_from("“”„«»\"'‘’…-—>•· \n.,;:¶19aб"), st.characters()), max_size=60))
def test_parts_are_canonical_lines_of_the_text(text: str) -> None:
    """No part says anything that the text does not say, in another order or in other words."""
    rest = "".join(filter(str.isalnum, canonical_text(text)))
    for part in quoted_parts(text):
        assert canonical_text(part) == part
        assert "\n" not in part
        letters = "".join(filter(str.isalnum, part))
        assert letters in rest
        rest = rest[rest.index(letters) + len(letters) :]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("6%", "16%"),
        ("6%", "1.6%"),
        ("6%", "1,6%"),
        ("6%", "-6%"),
        ("6%", "−6%"),
        ("6%", "5–6%"),
        ("500 people", "12 500 people"),
        ("by 2", "by 2.5"),
        ("by 2", "by 2 %"),
        ("by 12", "by 12 500"),
        ("by 2", "by 2–3"),
        ("art", "a party"),
        ("мир", "мира"),
        ("е", "е\u0308"),
        ("", "any"),
    ],
)
def test_part_of_a_word_or_of_a_number_stands_nowhere(words: str, text: str) -> None:
    assert list(places_of(words, text)) == []


@pytest.mark.parametrize(
    ("words", "text", "start"),
    [
        ("500 people", "in 2025 500 people", 8),
        ("by 2", "by 2. In May", 0),
        ("art", "party of art", 9),
        ("2025", "2025 500", 0),
    ],
)
def test_whole_words_and_numbers_stand_where_they_stand(words: str, text: str, start: int) -> None:
    assert list(places_of(words, text)) == [Span(start, start + len(words))]


def test_every_place_is_found_in_order() -> None:
    assert [place.start for place in places_of("a a", "a a a")] == [0, 2]


def test_an_empty_span_stands_nowhere() -> None:
    assert not stands_whole(Span(1, 1), "abc")
