"""The models that the settings name.

Their modules are imported where a model is made: they load ONNX Runtime or torch, which most commands never need.
"""

import math
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from verbale.settings import BUNDLED_MODEL, Settings

if TYPE_CHECKING:
    from verbale_index.encoder import Encoder
    from verbale_index.reranker import Reranker

QUICK_TURNS_SECONDS = 0.0005

Announce = Callable[[str], None]
EncoderMaker = Callable[[Settings, Announce], "Encoder"]


class EarlyEncoder:
    """Begins to load the encoder in another thread as soon as the settings are known.

    Most of that time Python's lock is free, so that everything else is imported meanwhile.
    """

    def __init__(self, settings: Settings, announce: Announce) -> None:
        self._settings = settings
        loader = ThreadPoolExecutor(1, thread_name_prefix="loading")
        self._encoder = loader.submit(_load_in_quick_turns, settings, announce)
        loader.shutdown(wait=False)

    def make(self, settings: Settings, announce: Announce) -> "Encoder":
        """Serve as ``EncoderMaker``: the encoder that was begun early, or another one for other settings.

        Raises:
            EncoderUnavailable: the model cannot be found or loaded.
        """
        return self._encoder.result() if settings is self._settings else encoder_of(settings, announce)


def _load_in_quick_turns(settings: Settings, announce: Announce) -> "Encoder":
    """Load beside a thread that imports: by default, each waits 5 ms for Python's lock whenever the other holds it."""
    interval_seconds = sys.getswitchinterval()
    sys.setswitchinterval(QUICK_TURNS_SECONDS)
    try:
        return encoder_of(settings, announce)
    finally:
        # The bot has set another one meanwhile, which is to stay.
        if math.isclose(sys.getswitchinterval(), QUICK_TURNS_SECONDS):
            sys.setswitchinterval(interval_seconds)


def cache_dir(settings: Settings) -> Path:
    """Folder for what can be made again: the prepared model."""
    return settings.cache_dir or platformdirs.user_cache_path("verbale")


def encoder_of(settings: Settings, announce: Announce) -> "Encoder":
    """The encoder that ``VERBALE_EMBEDDING_MODEL`` names.

    Raises:
        EncoderUnavailable: the model cannot be found or loaded.
    """
    if settings.embedding_model == BUNDLED_MODEL:
        from verbale_index.bundled.encoder import BundledEncoder

        return BundledEncoder(cache_dir(settings), threads=settings.threads, announce=announce)
    from verbale_index.sentence_transformer_encoder import SentenceTransformerEncoder

    return SentenceTransformerEncoder(settings.embedding_model, threads=settings.threads)


def reranker_of(settings: Settings) -> "Reranker | None":
    """The cross-encoder that ``VERBALE_RERANKER_MODEL`` names, if it names one.

    Raises:
        EncoderUnavailable: the model cannot be found or loaded.
    """
    if settings.reranker_model is None:
        return None
    from verbale_index.reranker import CrossEncoderReranker

    return CrossEncoderReranker(settings.reranker_model, settings.threads)
