"""Any model of sentence-transformers, by name or folder, as an encoder."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from verbale_index.encoder import EncoderUnavailable, Vectors

# What is done to a text before there is a vector: the model's own prompts, normalised vectors. The number goes up with
# anything that changes the vectors, and so changes the fingerprint.
_RECIPE = "sentence-transformers 1"

# What decides a vector: weights, settings, vocabulary. Model cards and the like may change without meaning anything.
_MODEL_FILES = frozenset({".bin", ".json", ".model", ".safetensors", ".txt"})
_OTHER_FORMATS = frozenset({"onnx", "openvino"})  # folders with the same weights for other runtimes
_DEFAULT_OWNER = "sentence-transformers"  # the library completes a bare name with it
_REMEDY = (
    "Give VERBALE_EMBEDDING_MODEL the name or the folder of a sentence-transformers model; "
    "a name that was never loaded before needs the network once."
)
_BATCH_TEXTS = 32
_PROGRESS_TEXTS = 256


class SentenceTransformerEncoder:
    """Serves the encoder port with a model of sentence-transformers and the prompts that the model has."""

    def __init__(self, name_or_folder: str, *, threads: int = 2) -> None:
        """Loads the model: from a folder, or by name from the library's cache or, failing that, over the network.

        ``threads`` is how many torch uses, in the whole process. Raises EncoderUnavailable when there is no such model
        or it cannot be loaded.
        """
        # Imported here for start-up time: they take seconds and hundreds of megabytes, which only this encoder needs.
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar

        if not name_or_folder.strip():
            raise EncoderUnavailable("''", "it has no name", _REMEDY)
        torch.set_num_threads(threads)
        # A bar of its own, on stderr, in the middle of ours.
        disable_progress_bar()
        try:
            self._model = SentenceTransformer(name_or_folder, device="cpu")
            folder = _folder_of(name_or_folder)
        except (OSError, ValueError, RuntimeError, KeyError) as error:
            raise EncoderUnavailable(
                name_or_folder,
                " ".join(str(error).split()).rstrip(".") or type(error).__name__,
                _REMEDY,
            ) from error
        prompts = self._model.prompts
        self._question_prompt = prompts.get("query") or ""
        # The library itself prefers an empty "document" to a "passage" that the model does have.
        self._passage_prompt = prompts.get("document") or prompts.get("passage") or ""
        dimension = self._model.get_embedding_dimension()
        if dimension is None:
            raise EncoderUnavailable(
                name_or_folder, "it does not say how long its vectors are", "Choose another model."
            )
        self._dimension = dimension
        self._fingerprint = _fingerprint(folder, [self._question_prompt, self._passage_prompt])

    @property
    def fingerprint(self) -> str:
        """SHA-256, in hexadecimal, over the model's files, its prompts and the recipe."""
        return self._fingerprint

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return self._dimension

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """float32 (n_texts, dimension), L2-normalised. ``progress`` is told how many texts were newly done."""
        out = np.empty((len(texts), self._dimension), np.float32)
        # Longest first, as the library does within a call: what is encoded together is of like length.
        order = sorted(range(len(texts)), key=lambda row: len(texts[row]), reverse=True)
        for start in range(0, len(order), _PROGRESS_TEXTS):
            rows = order[start : start + _PROGRESS_TEXTS]
            out[rows] = self._model.encode_document(
                [_encodable(texts[row]) for row in rows],
                prompt=self._passage_prompt,
                batch_size=_BATCH_TEXTS,
                normalize_embeddings=True,
                show_progress_bar=False,
            )
            if progress is not None:
                progress(len(rows))
        return out

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """float32 (n_texts, dimension), L2-normalised. The model cuts a text to what it can read at once."""
        if not texts:
            return np.empty((0, self._dimension), np.float32)
        vectors = self._model.encode_query(
            [_encodable(text) for text in texts],
            prompt=self._question_prompt,
            normalize_embeddings=True,
            show_progress_bar=False,
        )
        return np.asarray(vectors, np.float32)


def _encodable(text: str) -> str:
    """Without lone surrogates, which tokenizers refuse."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _folder_of(name_or_folder: str) -> Path:
    """Where the files of a model that has just been loaded are. Raises OSError when they are not in the cache."""
    if Path(name_or_folder).is_dir():
        return Path(name_or_folder)
    # Imported here for start-up time, like the library that it belongs to.
    from huggingface_hub import snapshot_download

    name = name_or_folder if "/" in name_or_folder else f"{_DEFAULT_OWNER}/{name_or_folder}"
    return Path(snapshot_download(name, local_files_only=True))


def _fingerprint(folder: Path, prompts: Sequence[str]) -> str:
    digest = hashlib.sha256(repr([_RECIPE, *prompts]).encode())
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.suffix not in _MODEL_FILES or inside.parts[0] in _OTHER_FORMATS or not path.is_file():
            continue
        with path.open("rb") as file:
            digest.update(f"\n{inside.as_posix()} {hashlib.file_digest(file, 'sha256').hexdigest()}".encode())
    return digest.hexdigest()
