"""What is true of the sentences of any paragraph."""

from hypothesis import given
from hypothesis import strategies as st

from verbale.canonical import canonical_line
from verbale.sentences import sentence_spans

LANGUAGES = st.sampled_from(["en", "ru", "kk", "uz", "tg"])
PIECES = st.lists(
    st.sampled_from([*'.!?…«»“”„"()—, 5АБвгЖ.. ', "2024 г.", "Sh.", "U.S.", "млрд.", "долл.", "said", "😀", "The"])
)
PARAGRAPHS = (st.text() | PIECES.map(" ".join) | PIECES.map("".join)).map(canonical_line)


@given(PARAGRAPHS, LANGUAGES)
def test_sentences_hold_all_that_is_not_blank(paragraph: str, language: str) -> None:
    """They are in order, do not overlap, have no blanks at their ends, and nothing but blanks lies between them."""
    position = 0
    for span in sentence_spans(paragraph, language):
        assert not paragraph[position : span.start].strip()
        sentence = span.of(paragraph)
        assert sentence
        assert sentence == sentence.strip()
        position = span.end
    assert not paragraph[position:].strip()
