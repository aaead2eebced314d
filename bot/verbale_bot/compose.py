"""The one place where everything is wired."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from verbale.language import Language
from verbale.ports import Clock, Progress, SystemClock
from verbale.settings import BUNDLED_MODEL, Settings
from verbale.store.briefings import BriefingStore
from verbale.store.database import Database, open_database
from verbale.store.vectors import VectorStore
from verbale_index.answering import Answerer
from verbale_index.batching import BatchingEncoder
from verbale_index.catalogue import Catalogue
from verbale_index.confidence import confidence_for
from verbale_index.encoder import Encoder
from verbale_index.generations import Generations
from verbale_index.manifest import GenerationDamaged
from verbale_index.reindexing import Reindexing
from verbale_index.reranker import CrossEncoderReranker, Reranker
from verbale_index.serving import Serving

logger = logging.getLogger(__name__)

REBUILD_WAIT_SECONDS = 3600.0
"""How long a start waits for another process that is building the index already."""

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


@dataclass(frozen=True)
class Engine:
    """What answers questions: the model is loaded and the index is whole."""

    answerer: Answerer
    catalogue: Catalogue
    serving: Serving
    encoder: Encoder


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


def open_engine(program: Program, progress: Progress) -> Engine:
    """Load the model, and make sure that there is an index: one that is missing, damaged or foreign is built anew.

    Raises:
        EncoderUnavailable: the model cannot be loaded.
        Damaged: the database is damaged, so that no index can be built from it.
    """
    encoder = BatchingEncoder(program.encoder())
    serving = Serving(program.generations, encoder.fingerprint)
    if not _is_served(program, serving):
        with program.reindexing.alone(wait_seconds=REBUILD_WAIT_SECONDS):
            if not _is_served(program, serving):  # whoever held the lock may have built it
                program.reindexing.build(encoder, program.settings.embedding_model, progress)
    catalogue = Catalogue(program.briefings, program.clock)
    answerer = Answerer(
        encoder=encoder,
        serving=serving,
        catalogue=catalogue,
        confidence=confidence_for(program.settings.embedding_model),
        default_language=Language(program.settings.default_language),
        briefings=program.briefings,
        reranker=reranker_of(program.settings),
    )
    return Engine(answerer, catalogue, serving, encoder)


def _is_served(program: Program, serving: Serving) -> bool:
    """Whether there is a whole index, or nothing that one could be built from."""
    try:
        if serving.generation() is not None:
            return True
    except GenerationDamaged as error:
        logger.warning("%s It is built again from the database.", error)
        return False
    if not program.briefings.current_editions():
        return True
    logger.warning("There is no index. It is built from the database.")
    return False
