"""The bundled encoder: multilingual-e5-small on ONNX Runtime, without torch, transformers or sentence-transformers."""

import ctypes
import platform
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime as ort

from verbale_index.bundled.prepared import GRAPH_FILE, PIECES_FILE, fingerprint_of, prepared_folder
from verbale_index.bundled.tokenizer import Tokenizer
from verbale_index.bundled.weights import BUNDLED, Weights, locate_weights
from verbale_index.encoder import EncoderUnavailable, Vectors

# The model was trained with these in front of every text.
QUESTION_PROMPT = "query: "
PASSAGE_PROMPT = "passage: "

# Tokens in one run of the graph, padding included. Fewer leave the processor waiting for weights, more fall out of its
# caches and take more memory.
_BATCH_TOKENS = 1024
# Attention compares every token of a text with every other, in float32 and for each head: 12 MB at this many pairs.
_BATCH_PAIRS = 262_144
# Texts whose tokens are held at a time. Enough that texts of like length meet in a batch; all at once would take more
# memory than the model for a large collection.
_SORTED_TEXTS = 2048
_FRAME_TOKENS = 2  # the begin and end tokens around every window


@dataclass(frozen=True)
class _Window:
    """A part of a text that fits the model: which text, its token ids with begin and end."""

    text: int
    token_ids: list[int]

    @property
    def weight(self) -> int:
        """How much the window counts in the mean of its text: its tokens without begin and end."""
        return max(len(self.token_ids) - _FRAME_TOKENS, 1)


class BundledEncoder:
    """Serves the encoder port. One session and one tokenizer; threads may share it.

    A passage of more tokens than the model has positions is read in windows, whose vectors are averaged by their
    length, so that no part of it goes unread. A question is cut to one window, so that its time is bounded.
    """

    def __init__(
        self,
        cache: Path,
        *,
        threads: int = 2,
        weights_file: Path | None = None,
        announce: Callable[[str], None] | None = None,
    ) -> None:
        """Loads the prepared model from the folder ``cache``, where it is prepared first if it is not there.

        ``threads`` is how many one run of the graph uses. ``announce`` is told, in a sentence, when preparing begins
        and when it is done. Raises EncoderUnavailable when the weights are missing or nothing can be written.
        """
        self._weights = Weights(weights_file or locate_weights())
        self._fingerprint = fingerprint_of(self._weights.path)
        folder = prepared_folder(cache, self._weights, self._fingerprint, announce)
        try:
            # Both load without holding Python's lock, and each takes a good part of the start.
            with ThreadPoolExecutor(max_workers=1) as aside:
                session = aside.submit(_session, folder / GRAPH_FILE, threads)
                self.tokenizer = self._load_tokenizer(folder / PIECES_FILE)
                self._session = session.result()
        except (OSError, RuntimeError) as error:
            raise EncoderUnavailable(
                BUNDLED,
                f"{folder} cannot be loaded: {error}",
                "Check that onnxruntime and sentencepiece are installed.",
            ) from error
        self._window_tokens = self._weights.architecture.positions - _FRAME_TOKENS
        _give_back_freed_memory()

    @property
    def fingerprint(self) -> str:
        """SHA-256, in hexadecimal, over the weights and the recipe."""
        return self._fingerprint

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return self._weights.architecture.hidden

    @property
    def positions(self) -> int:
        """How many tokens the model reads at once, begin and end among them."""
        return self._weights.architecture.positions

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """float32 (n_texts, dimension), L2-normalised. ``progress`` is told how many texts were newly done."""
        out = np.empty((len(texts), self.dimension), np.float32)
        for start in range(0, len(texts), _SORTED_TEXTS):
            contents = [self.tokenizer.content(PASSAGE_PROMPT + text) for text in texts[start : start + _SORTED_TEXTS]]
            out[start : start + len(contents)] = self.encode_contents(contents, progress)
        return out

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """float32 (n_texts, dimension), L2-normalised. A text is cut to as many tokens as the model reads at once."""
        return self.encode_contents([self.question_content(text) for text in texts])

    def question_content(self, text: str) -> list[int]:
        """The token ids that are read of a question: prompt included, without begin and end, cut to one window."""
        return self.tokenizer.content_start(QUESTION_PROMPT + text, self._window_tokens)

    def encode_contents(
        self, contents: Sequence[Sequence[int]], progress: Callable[[int], None] | None = None
    ) -> Vectors:
        """Token ids of texts (with prompt, without begin and end) to float32 (n_texts, dimension), L2-normalised."""
        sums = np.zeros((len(contents), self.dimension), np.float32)
        windows = [window for text, content in enumerate(contents) for window in self._windows(text, content)]
        # A text is done with its last window.
        left = np.bincount([window.text for window in windows], minlength=len(contents))
        for batch in _batches(windows):
            means = self._means([window.token_ids for window in batch])
            done = 0
            for window, mean in zip(batch, means, strict=True):
                sums[window.text] += window.weight * mean
                left[window.text] -= 1
                done += int(left[window.text] == 0)
            if progress is not None and done:
                progress(done)
        self._weights.release_pages()
        sums /= np.linalg.norm(sums, axis=1, keepdims=True)
        return sums

    def _load_tokenizer(self, model_file: Path) -> Tokenizer:
        special = self._weights.special_tokens()
        return Tokenizer(model_file, self._weights.code_points(), special.begin, special.end)

    def _windows(self, text: int, content: Sequence[int]) -> Iterator[_Window]:
        for start in range(0, len(content), self._window_tokens):
            yield _Window(text, self.tokenizer.framed(content[start : start + self._window_tokens]))

    def _means(self, rows: Sequence[Sequence[int]]) -> npt.NDArray[np.float32]:
        """Token ids to the means of their states: float32 (n_rows, dimension), not normalised."""
        (means,) = self._session.run(["mean"], self._inputs(rows))
        return np.asarray(means, np.float32)

    def _inputs(self, rows: Sequence[Sequence[int]]) -> dict[str, npt.NDArray[np.generic]]:
        lengths = np.array([len(row) for row in rows])
        mask = np.arange(lengths.max()) < lengths[:, None]
        words = np.zeros((*mask.shape, self.dimension), np.float32)
        # Both sides go row by row through the tokens that are there.
        words[mask] = self._weights.word_embeddings(np.concatenate([np.asarray(row, np.int64) for row in rows]))
        return {"words": words, "mask": mask.astype(np.int32)}


def _batches(windows: Iterable[_Window]) -> Iterator[list[_Window]]:
    """Windows of like length together, so that next to nothing is padded. The longest first: memory peaks at once."""
    batch: list[_Window] = []
    for window in sorted(windows, key=lambda window: len(window.token_ids), reverse=True):
        longest = len(batch[0].token_ids) if batch else 0
        tokens = (len(batch) + 1) * longest
        if tokens > _BATCH_TOKENS or tokens * longest > _BATCH_PAIRS:
            yield batch
            batch = []
        batch.append(window)
    if batch:
        yield batch


def _session(graph: Path, threads: int) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors; warnings are about the graph, which is ours, and would go to stderr
    if not _adds_products_exactly():
        # A way of multiplying that is half as fast, and exact.
        options.add_session_config_entry("session.x64quantprecision", "1")
    # Threads may wait actively within a run, where microseconds count, but not after it, where they would burn a core.
    options.add_session_config_entry("session.force_spinning_stop", "1")
    return ort.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])


def _adds_products_exactly() -> bool:
    """Whether the processor's fast way of multiplying bytes is exact.

    Processors of the x86 family without VNNI add pairs of products in 16 bits, which saturates: a text would get a
    different vector there. Where the processor's abilities cannot be read, it counts as one of those.
    """
    if platform.machine().lower() not in {"x86_64", "amd64"}:
        return True
    try:
        return "vnni" in Path("/proc/cpuinfo").read_text("ascii", "replace")
    except OSError:
        return False


def _give_back_freed_memory() -> None:
    """Loading leaves a third of the process's memory freed but held by the C library. glibc gives it back if asked."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # other C libraries have no such function
        if trim is not None:
            trim(0)
