"""The one place where everything is wired."""

import logging
from dataclasses import dataclass

from verbale.ports import Clock, SystemClock
from verbale.settings import Settings
from verbale.store.briefings import BriefingStore
from verbale.store.database import Database, open_database
from verbale.store.vectors import VectorStore
from verbale_bot.models import Announce, EncoderMaker, encoder_of
from verbale_index.calibration import Calibrations
from verbale_index.encoder import Encoder
from verbale_index.generations import Generations
from verbale_index.reindexing import Reindexing

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Program:
    """What every command works with; opening it loads no model."""

    settings: Settings
    clock: Clock
    database: Database
    briefings: BriefingStore
    generations: Generations
    reindexing: Reindexing
    calibrations: Calibrations
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
    calibrations = Calibrations(settings.data_dir / "calibrations.json")
    return Program(settings, clock, database, briefings, generations, reindexing, calibrations, make_encoder, announce)
