from datetime import UTC, datetime
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from verbale.briefing import Briefing
from verbale.canonical import canonical_text
from verbale.edition import Edition, text_sha256
from verbale.language import Language
from verbale.quote import Quotation, Quote
from verbale.sentences import sentence_spans

NOW = datetime(2025, 3, 4, tzinfo=UTC)
BRIEFING = Briefing("b", "B", None, "en", None, None, ("public",), None, 1)


@given(raw=st.text(min_size=1, max_size=400), data=st.data())
def test_a_quotation_equals_its_slice_for_any_text_in_any_script(raw: str, data: st.DataObject) -> None:
    text = canonical_text(raw)
    assume(text)
    edition = Edition("b", 1, text, text_sha256(text), NOW)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quotation = Quotation(Quote("b", 1, start, end), BRIEFING, edition)
    assert quotation.text == text[start:end]
    assert 1 <= quotation.paragraph <= len(edition.paragraphs)
    span = edition.paragraphs[quotation.paragraph - 1]
    assert span.start <= start


@given(raw=st.text(max_size=400), language=st.sampled_from(list(Language)))
def test_paragraphs_and_sentences_cover_all_words_in_order(raw: str, language: Language) -> None:
    text = canonical_text(raw)
    edition = Edition("b", 1, text, text_sha256(text), NOW)
    cut: list[str] = []
    for paragraph in edition.paragraphs:
        words = text[paragraph.start : paragraph.end]
        spans = sentence_spans(words, language)
        assert all(a.end <= b.start for a, b in pairwise(spans))
        cut.extend(words[span.start : span.end] for span in spans)
    assert "".join("".join(cut).split()) == "".join(text.split())
