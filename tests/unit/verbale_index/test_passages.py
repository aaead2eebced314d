import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from library import ARRIVAL, RAILWAY, edition
from verbale.span import Span
from verbale.store.briefings import EditionKey
from verbale_index.blocks import Block, block_of, joined, split
from verbale_index.grams import gram_counts
from verbale_index.passages import LONGEST_QUOTE_CHARACTERS, bounded, cut_edition


def test_rows_lead_back_to_the_words() -> None:
    editions = edition(ARRIVAL, "arrival"), edition(RAILWAY, "railway", number=4)
    keys = [EditionKey(e.briefing, e.number, e.sha256, "en") for e in editions]
    cuts = [cut_edition(editions[0], "en"), cut_edition(editions[1], "ru")]
    assert cuts[0].paragraph_texts == ARRIVAL.split("\n\n")
    assert len(cuts[0].quoted_texts) == 5
    vectors = [np.full((len(c.paragraph_texts) + len(c.quoted_texts), 2), 0.5, np.float16) for c in cuts]
    passages = joined(keys, [block_of(c, v) for c, v in zip(cuts, vectors, strict=True)], dimension=2).passages
    quote = passages.sentence_quote(6)
    assert (quote.briefing, quote.edition) == ("railway", 4)
    assert editions[1].text[quote.start : quote.end] == RAILWAY.split("\n\n")[1]
    assert list(passages.sentence_rows(1)) == [1, 2]
    assert list(passages.sentence_rows(4)) == [6]
    assert passages.paragraphs[:, 1].tolist() == [1, 2, 3, 1, 2]
    rows, owners = passages.sentences_of(np.array([4, 1, 2]))
    assert (rows.tolist(), owners.tolist()) == ([6, 1, 2, 3, 4], [0, 1, 1, 2, 2])
    assert [list(passages.edition_paragraphs(passages.edition_row(key.briefing))) for key in keys] == [
        [0, 1, 2],
        [3, 4],
    ]


def test_a_sentence_that_points_back_is_quoted_with_the_one_before_it() -> None:
    of = edition(ARRIVAL)
    cut = cut_edition(of, "en")
    arrived, met, agreed = ARRIVAL.split("\n\n")
    first, said = met.split(" He said")
    raised, stood = agreed.split(" Last year")
    assert cut.quoted_texts == [arrived, first, met, raised, f"Last year{stood}"]
    sentences = [of.text[start:end] for start, end in cut.sentences[:, 1:3].tolist()]
    assert sentences == [arrived, first, f"He said{said}", raised, f"Last year{stood}"]
    assert [of.text[start:end] for start, end in cut.sentences[:, 3:5].tolist()] == cut.quoted_texts


PARTS = st.sampled_from(
    ["He said so.", "The road reopens in May.", "They met.", "Trade grew by 5 %.", "\n\n", "Он прибыл."]
)


@given(st.lists(PARTS, min_size=1, max_size=12).map(" ".join))
def test_what_is_quoted_holds_the_whole_sentence(text: str) -> None:
    of = edition(text)
    cut = cut_edition(of, "en")
    for (_, start, end, first, last), quoted in zip(cut.sentences.tolist(), cut.quoted_texts, strict=True):
        assert 0 <= first <= start < end <= last <= len(of.text)
        assert last - first <= LONGEST_QUOTE_CHARACTERS
        assert of.text[first:last] == quoted


@given(st.lists(st.lists(st.integers(1, 4), max_size=4), max_size=5))
def test_blocks_come_apart_as_they_were_put_together(shapes: list[list[int]]) -> None:
    """Each list is an edition, each number a paragraph with so many sentences."""
    random = np.random.default_rng(5)
    blocks = []
    for sentences_of_paragraphs in shapes:
        firsts = np.cumsum([0, *sentences_of_paragraphs])[:-1]
        paragraphs = np.column_stack([random.integers(0, 99, (len(firsts), 2)), firsts]).astype(np.int32)
        owners = np.repeat(np.arange(len(firsts)), sentences_of_paragraphs)
        sentences = np.column_stack([owners, random.integers(0, 99, (len(owners), 4))]).astype(np.int32)
        wide = random.normal(size=(len(paragraphs), 3)).astype(np.float32)
        half = random.normal(size=(len(sentences), 3)).astype(np.float16)
        words = ["road", "trade", "Анзоб", "2.8", ""]
        texts = [" ".join(random.choice(words, random.integers(0, 6))) for _ in sentences_of_paragraphs]
        blocks.append(Block(paragraphs, sentences, wide, half, gram_counts(texts)))
    keys = [EditionKey(str(number), 1, "", "en") for number in range(len(blocks))]
    again = split(joined(keys, blocks, dimension=3))
    assert list(again) == keys
    for block, key in zip(blocks, keys, strict=True):
        for name in ("paragraphs", "sentences", "paragraph_vectors", "sentence_vectors"):
            assert np.array_equal(getattr(again[key], name), getattr(block, name)), name
        for name in ("texts", "grams", "counts"):
            assert np.array_equal(getattr(again[key].grams, name), getattr(block.grams, name)), name


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
