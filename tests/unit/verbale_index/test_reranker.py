from pathlib import Path

import pytest
import torch
from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

from library import ARRIVAL, Library
from verbale.answer import Question
from verbale.briefing import Viewer
from verbale_index.encoder import EncoderUnavailable
from verbale_index.reranker import CrossEncoderReranker

WORDS = [
    "the",
    "delegation",
    "road",
    "pass",
    "reopen",
    "in",
    "may",
    "trade",
    "billion",
    "parties",
    "agreed",
    "said",
    "he",
    "minister",
    "when",
    "does",
]


@pytest.fixture(scope="module")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real, very small cross-encoder with weights of chance, as a folder."""
    folder = tmp_path_factory.mktemp("cross-encoder")
    vocabulary = folder / "vocab.txt"
    vocabulary.write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]))
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=5 + len(WORDS),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        initializer_range=1.0,
        id2label={0: "answers"},
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    BertTokenizer(vocab_file=str(vocabulary)).save_pretrained(folder)
    return folder


def test_answers_come_in_the_order_of_the_cross_encoder(library: Library, model_folder: Path) -> None:
    library.add("arrival", ARRIVAL)
    library.build()
    reranker = CrossEncoderReranker(str(model_folder), threads=1)
    question = "when does the road over the pass reopen"
    plain = library.answerer().answer(Question(question), Viewer(), 5)
    reranked = library.answerer(reranker=reranker).answer(Question(question), Viewer(), 5)
    texts = library.texts(reranked.quotes)
    scores = reranker.scores(question, texts).tolist()
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > scores[-1]
    assert reranked.quotes != plain.quotes
    # Of quotes that overlap, whichever the cross-encoder puts first is shown: these are the two with the road.
    met = ARRIVAL.split("\n\n")[1]
    shown = {text for text in texts if not met.startswith(text)}
    assert shown == {text for text in library.texts(plain.quotes) if not met.startswith(text)}
    assert len(texts) == len(plain.quotes) == 4


def test_the_confidence_is_that_of_the_quote_that_comes_first(library: Library, model_folder: Path) -> None:
    library.add("arrival", ARRIVAL)
    library.build()
    reranker = CrossEncoderReranker(str(model_folder), threads=1)
    question = Question("when does the road over the pass reopen")
    plain = library.answerer().answer(question, Viewer(), 1)
    reranked = library.answerer(reranker=reranker).answer(question, Viewer(), 1)
    assert reranked.quotes != plain.quotes
    assert reranked.confidence < plain.confidence


def test_a_model_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(EncoderUnavailable, match="nowhere cannot be used"):
        CrossEncoderReranker(str(tmp_path / "nowhere"), threads=1)
