"""The bundled model as a `SentenceTransformer`, to be evaluated and compared with the tools of that library.

The program itself uses `BundledEncoder` directly; only this module needs torch. Prompts belong to the
`SentenceTransformer` around the module, which hands the right one to `preprocess`; the module adds none of its own.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modality_types import PairInput, SingleInput
from sentence_transformers.base.modules import InputModule

from verbale_index.bundled.encoder import PASSAGE_PROMPT, QUESTION_PROMPT, BundledEncoder


class BundledModule(InputModule):
    """The whole of the bundled model as one module: from texts to normalised sentence embeddings."""

    config_keys: list[str] = ["cache", "threads"]  # noqa: RUF012 - the base class has it as a list

    def __init__(self, cache: str, threads: int = 2) -> None:
        """``cache`` is the folder in which the prepared model is, or will be made. Raises EncoderUnavailable."""
        super().__init__()  # type: ignore[no-untyped-call]  # the base class is not annotated
        self.cache = cache
        self.threads = threads
        self.encoder = BundledEncoder(Path(cache), threads=threads)

    @property
    def max_seq_length(self) -> int:
        """Tokens that are read at once. Longer texts are read in several windows, not cut."""
        return self.encoder.positions

    def get_embedding_dimension(self) -> int:
        """The length of a sentence embedding."""
        return self.encoder.dimension

    def preprocess(
        self, inputs: Sequence[SingleInput | PairInput], prompt: str | None = None, **_: object
    ) -> dict[str, Any]:
        """Token ids without begin and end, padded: int64 (n_texts, longest), and the mask of what is not padding.

        With the prompt of questions, texts are cut as `BundledEncoder.encode_questions` cuts them.
        """
        contents = [self._content(str(text), prompt or "") for text in inputs]
        lengths = np.array([len(content) for content in contents])
        mask = np.arange(lengths.max()) < lengths[:, None]
        token_ids = np.zeros(mask.shape, np.int64)
        token_ids[mask] = np.concatenate(contents)
        return {"input_ids": torch.from_numpy(token_ids), "attention_mask": torch.from_numpy(mask.astype(np.int64))}

    def _content(self, text: str, prompt: str) -> list[int]:
        if prompt == QUESTION_PROMPT:
            return self.encoder.question_content(text)
        return self.encoder.tokenizer.content(prompt + text)

    def forward(self, features: dict[str, Any], **_: object) -> dict[str, Any]:
        """Adds `sentence_embedding`, float32 (n_texts, dimension), L2-normalised."""
        token_ids, lengths = features["input_ids"].cpu().numpy(), features["attention_mask"].sum(1).tolist()
        contents = [row[:length].tolist() for row, length in zip(token_ids, lengths, strict=True)]
        vectors = torch.from_numpy(self.encoder.encode_contents(contents))
        features["sentence_embedding"] = vectors.to(features["input_ids"].device)
        return features

    def save(self, output_path: str, *_: object, **__: object) -> None:
        """Writes the settings alone: the weights are those of the installed package wherever it is loaded.

        To load it, the library wants `trust_remote_code=True`, as for every module that is not its own.
        """
        self.save_config(output_path)


def bundled_sentence_transformer(cache: Path, threads: int = 2) -> SentenceTransformer:
    """The bundled model as a SentenceTransformer, with its prompts for `encode_query` and `encode_document`."""
    return SentenceTransformer(
        modules=[BundledModule(str(cache), threads)],
        prompts={"query": QUESTION_PROMPT, "passage": PASSAGE_PROMPT, "document": PASSAGE_PROMPT},
        device="cpu",
    )
