from hypothesis import given
from hypothesis import strategies as st

from library import ARRIVAL, RAILWAY, edition
from verbale.span import Span
from verbale.store.briefings import EditionKey
from verbale_index.passages import LONGEST_QUOTE_CHARACTERS, bounded, cut_passages


def test_rows_lead_back_to_the_words() -> None:
    first, second = edition(ARRIVAL, "arrival"), edition(RAILWAY, "railway", number=4)
    keys = [EditionKey(e.briefing, e.number, e.sha256) for e in (first, second)]
    cut = cut_passages(zip(keys, (first, second), strict=True), {"arrival": "en", "railway": "ru"})
    assert cut.paragraph_texts == ARRIVAL.split("\n\n") + RAILWAY.split("\n\n")
    assert len(cut.sentence_texts) == 7
    quote = cut.passages.sentence_quote(6)
    assert (quote.briefing, quote.edition) == ("railway", 4)
    assert second.text[quote.start : quote.end] == cut.sentence_texts[6] == RAILWAY.split("\n\n")[1]
    assert list(cut.passages.sentence_rows(1)) == [1, 2]
    assert list(cut.passages.sentence_rows(4)) == [6]
    assert cut.passages.paragraphs[:, 1].tolist() == [1, 2, 3, 1, 2]


def test_a_sentence_too_long_for_a_message_is_cut_at_a_semicolon() -> None:
    text = f"{'a' * 900}; {'b' * 900}."
    assert list(bounded(text, [Span(0, len(text))])) == [Span(0, 901), Span(902, 1803)]


def test_an_endless_word_is_cut_all_the_same() -> None:
    text = "я" * 4000
    assert [len(span) for span in bounded(text, [Span(0, 4000)])] == [1500, 1500, 1000]


@given(st.text("ab ,;.", min_size=1, max_size=6000).map(lambda text: " ".join(text.split()) or "a"))
def test_no_word_is_lost_by_cutting(text: str) -> None:
    spans = list(bounded(text, [Span(0, len(text))]))
    assert all(0 < len(span) <= LONGEST_QUOTE_CHARACTERS for span in spans)
    assert "".join(span.of(text) for span in spans).replace(" ", "") == text.replace(" ", "")
