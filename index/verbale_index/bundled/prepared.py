"""The prepared model: a graph and a tokenizer on disk, made once from the installed weights, checked at each load.

A prepared folder is named by the fingerprint of what it was made from, written beside its final name and renamed, so
that it is whole or absent. Processes that prepare at once do the work twice and keep the first result.
"""

import hashlib
import json
import logging
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from verbale_index.bundled.weights import BUNDLED, Weights, sha256_of_file
from verbale_index.encoder import EncoderUnavailable

# What is done to the weights and to a text before there is a vector. The number goes up with anything that changes
# the vectors (prompts, windows, pooling, quantisation), and so changes the fingerprint.
RECIPE = "multilingual-e5-small int8 2"

GRAPH_FILE = "encoder.onnx"
MATRICES_FILE = "encoder.matrices"
PIECES_FILE = "pieces.model"
_FILES = (GRAPH_FILE, MATRICES_FILE, PIECES_FILE)
_MANIFEST_FILE = "manifest.json"
_MANIFEST_VERSION = 1
_ABANDONED_AFTER_SECONDS = 3600.0  # preparing takes seconds; a temporary folder of this age has no owner

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class FileSeal:
    """What a file must be like to be read."""

    name: str
    sha256: str
    size_bytes: int

    @classmethod
    def of(cls, path: Path) -> Self:
        """The seal of a file as it is now."""
        return cls(path.name, sha256_of_file(path), path.stat().st_size)


@dataclass(frozen=True)
class Manifest:
    """What a prepared folder holds."""

    fingerprint: str
    files: tuple[FileSeal, ...]

    def to_json(self) -> str:
        """Read back by `from_json`."""
        return json.dumps({"version": _MANIFEST_VERSION, **asdict(self)}, indent=1)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Raises ValueError, KeyError or TypeError when the text is not a manifest of this version."""
        data = json.loads(text)
        if data["version"] != _MANIFEST_VERSION:
            raise ValueError(f"manifest version {data['version']}, not {_MANIFEST_VERSION}")
        return cls(str(data["fingerprint"]), tuple(FileSeal(**file) for file in data["files"]))


def fingerprint_of(weights_file: Path) -> str:
    """Identifies the vectors: SHA-256, in hexadecimal, over the weights and the recipe."""
    return hashlib.sha256(f"{RECIPE}\n{sha256_of_file(weights_file)}".encode()).hexdigest()


def prepared_folder(
    cache: Path, weights: Weights, fingerprint: str, announce: Callable[[str], None] | None = None
) -> Path:
    """The folder with a sound prepared model, which is made now if it is missing or damaged.

    ``announce`` is told, in a sentence each, that the preparation begins and how long it took; without it, the log is.
    Raises EncoderUnavailable when it cannot be written.
    """
    folder = cache / f"{BUNDLED}-{fingerprint[:16]}"
    fault = _fault_of(folder, fingerprint)
    if fault is None:
        return folder
    say = announce or logger.info
    say(f"Preparing the bundled model, once ({fault}) …")
    started = time.monotonic()
    try:
        _prepare(folder, weights, fingerprint)
    except OSError as error:
        raise EncoderUnavailable(
            BUNDLED,
            f"it cannot be prepared in {cache}: {error}",
            "Make the folder writable, free 30 MB there, or set another data folder.",
        ) from error
    say(f"The bundled model was prepared in {time.monotonic() - started:.1f} s.")
    return folder


def _fault_of(folder: Path, fingerprint: str) -> str | None:
    """Why the folder cannot be used, or None if each of its files is what the manifest says."""
    try:
        manifest = Manifest.from_json((folder / _MANIFEST_FILE).read_text("utf-8"))
        if manifest.fingerprint != fingerprint or {file.name for file in manifest.files} != set(_FILES):
            return "the prepared one is of another kind"
        damaged = [file.name for file in manifest.files if FileSeal.of(folder / file.name) != file]
    except FileNotFoundError:
        return "some of it is missing" if folder.exists() else "there is none yet"
    except (OSError, ValueError, KeyError, TypeError):
        return "the prepared one cannot be read"
    return f"{' and '.join(damaged)} damaged" if damaged else None


def _prepare(folder: Path, weights: Weights, fingerprint: str) -> None:
    # Imported here for start-up time: the onnx package and the writers are needed only when a model is prepared.
    from verbale_index.bundled.graph import write_graph
    from verbale_index.bundled.tokenizer import sentencepiece_model

    folder.parent.mkdir(parents=True, exist_ok=True)
    _remove_abandoned(folder)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as temporary:
        new = Path(temporary) / "new"
        new.mkdir()
        graph = write_graph(weights, MATRICES_FILE)
        _write_through(new / GRAPH_FILE, graph.model)
        _write_through(new / MATRICES_FILE, graph.matrices)
        _write_through(new / PIECES_FILE, sentencepiece_model(weights.vocabulary()))
        files = tuple(FileSeal.of(new / name) for name in _FILES)
        _write_through(new / _MANIFEST_FILE, Manifest(fingerprint, files).to_json().encode())
        _sync_folder(new)
        # Asked again, for meanwhile another process may have prepared it: what is sound stays, with whoever reads it.
        if _fault_of(folder, fingerprint) is None:
            return
        try:
            if folder.exists():
                folder.rename(Path(temporary) / "damaged")
            new.rename(folder)
        except OSError:
            # Lost the race for the name by a moment. The winner's folder is as good, if it is sound.
            if _fault_of(folder, fingerprint) is not None:
                raise
        _sync_folder(folder.parent)


def _remove_abandoned(folder: Path) -> None:
    """Temporary folders that a killed preparation left behind."""
    for left in folder.parent.glob(f".{folder.name}.*"):
        try:
            age_seconds = time.time() - left.stat().st_mtime
        except FileNotFoundError:
            continue  # its owner has just finished
        if age_seconds > _ABANDONED_AFTER_SECONDS:
            shutil.rmtree(left, ignore_errors=True)


def _write_through(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Makes names durable. Windows cannot open folders and needs none of this."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
