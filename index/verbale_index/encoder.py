"""The port of encoders: texts to vectors whose inner product is the cosine of their meanings."""

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from verbale.errors import VerbaleError

Vectors = npt.NDArray[np.float32]
"""float32 (n_texts, dimension), rows L2-normalised."""


class EncoderUnavailable(VerbaleError):
    """An encoder cannot be loaded: the settings or the installation must change first. Trying again does not help."""

    def __init__(self, name: str, reason: str, remedy: str) -> None:
        super().__init__(f"The embedding model {name} cannot be used: {reason}.", remedy)
        self.name = name
        self.reason = reason


class Encoder(Protocol):
    """Turns paragraphs and questions into vectors of one space. Implementations may be shared between threads."""

    @property
    def fingerprint(self) -> str:
        """Identifies weights and recipe: vectors of equal fingerprints can be compared, others cannot."""
        ...

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        ...

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        """float32 (n_texts, dimension), L2-normalised, in the order of the texts.

        ``progress`` is told from time to time how many texts were done since it was last told; the numbers add up to
        n_texts.
        """
        ...

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        """float32 (n_texts, dimension), L2-normalised, in the order of the texts. A text takes a bounded time."""
        ...
