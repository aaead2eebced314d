"""The one place where everything is wired."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from verbale.ports import Clock, SystemClock
from verbale.settings import BUNDLED_MODEL, Settings
from verbale.store.briefings import BriefingStore
from verbale.store.database import Database, open_database
from verbale.store.vectors import VectorStore
from verbale_index.encoder import Encoder
from verbale_index.generations import Generations
from verbale_index.reindexing import Reindexing
from verbale_index.reranker import CrossEncoderReranker, Reranker

logger = logging.getLogger(__name__)

Announce = Callable[[str], None]
EncoderMaker = Callable[[Settings, Announce], Encoder]


@dataclass(frozen=True)
class Program:
    """What every command works with; opening it loads no model."""

    settings: Settings
    clock: Clock
    database: Database
    briefings: BriefingStore
    generations: Generations
    reindexing: Reindexing
    make_encoder: EncoderMaker
    announce: Announce

    def encoder(self) -> Encoder:
        """Load the encoder that the settings name; the first time, the bundled one is prepared, which is announced.

        Raises:
            EncoderUnavailable: the model cannot be found or loaded.
        """
        return self.make_encoder(self.settings, self.announce)

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()


def cache_dir(settings: Settings) -> Path:
    """Folder for what can be made again: the prepared model."""
    return settings.cache_dir or platformdirs.user_cache_path("verbale")


def encoder_of(settings: Settings, announce: Announce) -> Encoder:
    """The encoder that ``VERBALE_EMBEDDING_MODEL`` names.

    The modules are imported here because they load ONNX Runtime or torch, which most commands never need.

    Raises:
        EncoderUnavailable: the model cannot be found or loaded.
    """
    if settings.embedding_model == BUNDLED_MODEL:
        from verbale_index.bundled.encoder import BundledEncoder

        return BundledEncoder(cache_dir(settings), threads=settings.threads, announce=announce)
    from verbale_index.sentence_transformer_encoder import SentenceTransformerEncoder

    return SentenceTransformerEncoder(settings.embedding_model, threads=settings.threads)


def bundled_fingerprint() -> str:
    """Fingerprint of the bundled encoder, without loading it."""
    from verbale_index.bundled.prepared import fingerprint_of
    from verbale_index.bundled.weights import locate_weights

    return fingerprint_of(locate_weights())


def reranker_of(settings: Settings) -> Reranker | None:
    """The cross-encoder that ``VERBALE_RERANKER_MODEL`` names, if it names one.

    Raises:
        EncoderUnavailable: the model cannot be found or loaded.
    """
    return CrossEncoderReranker(settings.reranker_model, settings.threads) if settings.reranker_model else None


def open_program(
    settings: Settings,
    clock: Clock | None = None,
    announce: Announce = logger.info,
    make_encoder: EncoderMaker = encoder_of,
) -> Program:
    """Open the database and the folder of the index.

    Raises:
        DatabaseUnavailable: the database cannot be opened.
    """
    clock = clock or SystemClock()
    database = open_database(settings.effective_database_url)
    briefings, vectors = BriefingStore(database), VectorStore(database)
    generations = Generations(settings.data_dir / "index", keep=settings.keep_generations)
    reindexing = Reindexing(
        briefings=briefings, vectors=vectors, generations=generations, data_dir=settings.data_dir, clock=clock
    )
    return Program(settings, clock, database, briefings, generations, reindexing, make_encoder, announce)
