"""An optional cross-encoder that has the last word on the order of the best sentences."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from verbale_index.encoder import EncoderUnavailable

Scores = npt.NDArray[np.float32]


class Reranker(Protocol):
    """Judges a question and a sentence together, which is slower and better than comparing their vectors."""

    def scores(self, question: str, sentences: Sequence[str]) -> Scores:
        """float32 (n_sentences,), higher is better; comparable only within one call."""
        ...


class CrossEncoderReranker:
    """Any sentence-transformers cross-encoder, by name or folder."""

    def __init__(self, name_or_folder: str, threads: int) -> None:
        """Load the model.

        Raises:
            EncoderUnavailable: it cannot be found or loaded.
        """
        # Imported here for start-up time: seconds and hundreds of megabytes, which only a reranker needs.
        import torch
        from sentence_transformers import CrossEncoder
        from transformers.utils.logging import disable_progress_bar

        torch.set_num_threads(threads)
        disable_progress_bar()  # a bar of its own, on stderr, in the middle of ours
        try:
            self._model = CrossEncoder(name_or_folder, device="cpu")
        except (OSError, ValueError, RuntimeError) as error:
            reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            raise EncoderUnavailable(
                name_or_folder, reason, "Check VERBALE_RERANKER_MODEL: a folder, or a model that is on this machine."
            ) from error

    def scores(self, question: str, sentences: Sequence[str]) -> Scores:
        """float32 (n_sentences,), higher is better."""
        pairs = [(question, sentence) for sentence in sentences]
        scores: Scores = np.asarray(self._model.predict(pairs, show_progress_bar=False), np.float32).reshape(-1)
        return scores
