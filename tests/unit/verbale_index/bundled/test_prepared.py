import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from verbale_index.bundled import prepared
from verbale_index.bundled.prepared import FileSeal, Manifest, fingerprint_of, prepared_folder
from verbale_index.bundled.weights import Weights
from verbale_index.encoder import EncoderUnavailable

FILES = ["encoder.matrices", "encoder.onnx", "manifest.json", "pieces.model"]


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture(scope="module")
def fingerprint(weights: Weights) -> str:
    return fingerprint_of(weights.path)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that the tests of this module damage and mend in turns."""
    return tmp_path_factory.mktemp("cache")


def test_prepared_once(cache: Path, weights: Weights, fingerprint: str) -> None:
    """The second time nothing is written or said; nothing temporary stays."""
    said: list[str] = []
    folder = prepared_folder(cache, weights, fingerprint, said.append)
    assert folder == cache / f"bundled-{fingerprint[:16]}"
    assert names_in(folder) == FILES
    assert names_in(cache) == [folder.name]
    assert said[0] == "Preparing the bundled model, once (there is none yet) …"
    assert said[1].startswith("The bundled model was prepared in ")
    assert prepared_folder(cache, weights, fingerprint, said.append) == folder
    assert len(said) == 2


@pytest.mark.parametrize("name", FILES)
def test_a_damaged_file_is_prepared_again(cache: Path, weights: Weights, fingerprint: str, name: str) -> None:
    """One flipped bit in any of the files is noticed, and mended."""
    folder = prepared_folder(cache, weights, fingerprint)
    whole = {file: (folder / file).read_bytes() for file in FILES}
    damaged = bytearray(whole[name])
    damaged[len(damaged) // 2] ^= 1
    (folder / name).write_bytes(damaged)
    said: list[str] = []
    prepared_folder(cache, weights, fingerprint, said.append)
    assert len(said) == 2
    assert {file: (folder / file).read_bytes() for file in FILES} == whole
    assert names_in(cache) == [folder.name]


def test_a_missing_file_is_prepared_again(cache: Path, weights: Weights, fingerprint: str) -> None:
    folder = prepared_folder(cache, weights, fingerprint)
    (folder / "pieces.model").unlink()
    said: list[str] = []
    prepared_folder(cache, weights, fingerprint, said.append)
    assert "some of it is missing" in said[0]
    assert names_in(folder) == FILES


def test_only_abandoned_temporary_folders_are_removed(cache: Path, weights: Weights, fingerprint: str) -> None:
    """What a killed preparation left behind goes after an hour; what may still be in work stays."""
    folder = prepared_folder(cache, weights, fingerprint)
    abandoned, fresh = cache / f".{folder.name}.old", cache / f".{folder.name}.new"
    abandoned.mkdir()
    fresh.mkdir()
    two_hours_ago = time.time() - 7200
    os.utime(abandoned, (two_hours_ago, two_hours_ago))
    (folder / "manifest.json").unlink()
    prepared_folder(cache, weights, fingerprint)
    assert names_in(cache) == [fresh.name, folder.name]
    fresh.rmdir()


def test_processes_that_prepare_at_once(tmp_path: Path, fingerprint: str) -> None:
    """Both end well, and one sound folder is left."""
    code = f"""
from pathlib import Path
from verbale_index.bundled.prepared import prepared_folder
from verbale_index.bundled.weights import Weights, locate_weights
print(prepared_folder(Path({str(tmp_path)!r}), Weights(locate_weights()), {fingerprint!r}, lambda said: None))
"""
    environment = {"PYTHONPATH": ":".join(sys.path)}
    command = [sys.executable, "-c", code]
    both = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    folder = tmp_path / f"bundled-{fingerprint[:16]}"
    assert [process.communicate()[0] for process in both] == [f"{folder}\n"] * 2
    assert [process.returncode for process in both] == [0, 0]
    assert names_in(tmp_path) == [folder.name]
    assert prepared._fault_of(folder, fingerprint) is None


def test_a_folder_that_cannot_be_written(tmp_path: Path, weights: Weights, fingerprint: str) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(EncoderUnavailable, match="cannot be prepared in"):
        prepared_folder(tmp_path / "file", weights, fingerprint)


def test_other_weights_have_another_fingerprint(tmp_path: Path, fingerprint: str) -> None:
    other = tmp_path / "other.bin"
    other.write_bytes(b"other weights")
    assert fingerprint_of(other) != fingerprint


def test_another_recipe_has_another_fingerprint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "weights.bin"
    path.write_bytes(b"weights")
    before = fingerprint_of(path)
    monkeypatch.setattr(prepared, "RECIPE", "another")
    assert fingerprint_of(path) != before


def test_manifest_round_trip() -> None:
    manifest = Manifest("f" * 64, (FileSeal("a", "0" * 64, 1), FileSeal("b", "1" * 64, 2)))
    assert Manifest.from_json(manifest.to_json()) == manifest
    data = json.loads(manifest.to_json())
    with pytest.raises(ValueError, match="manifest version 99"):
        Manifest.from_json(json.dumps(data | {"version": 99}))
