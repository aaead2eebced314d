"""Exact search over vectors by inner product, through FAISS."""

from typing import BinaryIO
from weakref import finalize

import faiss
import numpy as np
import numpy.typing as npt

from verbale_index.encoder import Vectors
from verbale_index.manifest import GenerationDamaged

Mask = npt.NDArray[np.bool_]

faiss.omp_set_num_threads(1)  # a second thread makes one query slower; queries run side by side instead


class VectorIndex:
    """Holds L2-normalised vectors: float32 (n_rows, dimension). Safe to search from several threads."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    @classmethod
    def build(cls, vectors: Vectors) -> "VectorIndex":
        """An index of ``vectors``: float32 (n_rows, dimension), L2-normalised."""
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(vectors)
        return cls(index)

    @classmethod
    def from_bytes(cls, data: bytes) -> "VectorIndex":
        """Read an index that ``write`` wrote; whoever calls has checked the bytes against their SHA-256."""
        try:
            return cls(faiss.deserialize_index(np.frombuffer(data, dtype=np.uint8)))
        except RuntimeError as error:
            raise GenerationDamaged(f"FAISS cannot read the index: {error}.") from error

    def write(self, stream: BinaryIO) -> None:
        """Write the index in FAISS's own format."""
        stream.write(faiss.serialize_index(self._index).data)

    def vectors(self) -> Vectors:
        """float32 (n_rows, dimension): a view of what the index holds, which keeps the index from being freed."""
        held: Vectors = faiss.rev_swig_ptr(self._index.get_xb(), len(self) * self.dimension)
        # Nothing in the array refers to the index whose memory it shows; the finalizer does, until the array goes.
        finalize(held, _let_go, self._index).atexit = False
        return held.reshape(len(self), self.dimension)

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._index.d)

    def __len__(self) -> int:
        """Number of rows."""
        return int(self._index.ntotal)

    def search(self, vector: Vectors, top: int, visible: Mask | None = None) -> tuple[npt.NDArray[np.int64], Vectors]:
        """The nearest rows and their scores, best first.

        Args:
            vector: float32 (dimension,), L2-normalised.
            top: how many rows at most.
            visible: bool (n_rows,); rows that are not visible do not exist for this search. None: all are.

        Returns:
            Rows, int64 (n,), and cosine similarities, float32 (n,), higher is nearer; n is at most ``top`` and the
            number of visible rows.
        """
        top = min(top, len(self) if visible is None else int(visible.sum()))
        if top == 0:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        parameters = None
        if visible is not None:
            selector = faiss.IDSelectorBitmap(np.packbits(visible, bitorder="little"))
            parameters = faiss.SearchParameters(sel=selector)
        scores, rows = self._index.search(vector.reshape(1, -1), top, params=parameters)
        return rows[0], scores[0]


def _let_go(index: object) -> None:
    """The last array that showed the index's memory is gone."""
    del index
