"""Labelled sets as installations: a database and an index for each of their corpora, kept in the cache."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass

from verbale.ports import Progress
from verbale.settings import Settings
from verbale_bot.compose import Program, open_program
from verbale_bot.engine import REBUILD_WAIT_SECONDS
from verbale_bot.models import cache_dir
from verbale_index.encoder import Encoder
from verbale_index.evaluation.corpus import Corpus
from verbale_index.evaluation.labelled_set import LabelledQuestion, LabelledSet

logger = logging.getLogger(__name__)

FOLDER = "eval"


@dataclass(frozen=True)
class InstalledCorpus:
    """The articles of one language, an installation that holds just them, and the questions asked of them."""

    corpus: Corpus
    program: Program
    questions: list[LabelledQuestion]


def installed_corpora(
    labelled_set: LabelledSet, settings: Settings, encoder: Encoder, progress: Progress
) -> Iterator[InstalledCorpus]:
    """Each corpus of the set, indexed; the program is closed when the next one is asked for."""
    for language, questions in labelled_set.by_corpus().items():
        corpus = Corpus(language, [article for article in labelled_set.articles if article.language == language])
        program = _installation(corpus, settings, encoder)
        try:
            # A run that was killed left briefings without an index, or part of the vectors; the rest is made now.
            with program.reindexing.alone(REBUILD_WAIT_SECONDS):
                corpus.take_in(program.briefings, program.clock, progress)
                program.reindexing.build(program.encoder(), program.settings.embedding_model, progress)
            yield InstalledCorpus(corpus, program, questions)
        finally:
            program.close()


def _installation(corpus: Corpus, settings: Settings, encoder: Encoder) -> Program:
    """A database and an index of the corpus alone, in the cache, whatever the settings say of the briefings' own."""
    folder = cache_dir(settings) / FOLDER / corpus.digest(encoder.fingerprint)
    folder.mkdir(parents=True, exist_ok=True)
    own = settings.model_copy(update={"data_dir": folder, "database_url": None})
    return open_program(own, announce=logger.info, make_encoder=lambda *_: encoder)
