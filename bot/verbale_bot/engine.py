"""What answers questions: a loaded model, and an index that is whole."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from verbale.language import Language
from verbale.ports import Progress
from verbale.quote import Quotation, Quote
from verbale.settings import BUNDLED_MODEL
from verbale_bot.compose import Program
from verbale_bot.models import reranker_of
from verbale_index.answering import Answerer
from verbale_index.attribution import Attribution
from verbale_index.batching import BatchingEncoder
from verbale_index.calibration import Calibration, Scale, conservative, shipped_coefficients
from verbale_index.catalogue import Catalogue
from verbale_index.encoder import Encoder, EncoderUnavailable
from verbale_index.generation import Generation
from verbale_index.key_sentences import KeySentences
from verbale_index.manifest import GenerationDamaged, Manifest
from verbale_index.reading_ahead import reading_ahead
from verbale_index.serving import Serving
from verbale_index.shelf import Shelf

logger = logging.getLogger(__name__)

REBUILD_WAIT_SECONDS = 3600.0
"""How long a start waits for another process that is building the index already."""


@dataclass(frozen=True)
class Engine:
    """The parts that handlers and commands ask."""

    answerer: Answerer
    catalogue: Catalogue
    serving: Serving
    key_sentences: KeySentences
    shelf: Shelf
    attribution: Attribution
    encoder: Encoder

    def quotations(self, quotes: Iterable[Quote]) -> tuple[Quotation, ...]:
        """Resolve quotes into what can be shown, in order; each text is checked against its edition's SHA-256 now.

        Editions never change, so that those that were read lately need not be read again.

        Raises:
            Damaged: a stored text does not fit its SHA-256.
            Refused: an edition is not in the store.
        """
        quotes = tuple(quotes)
        editions = self.shelf.at((quote.briefing, quote.edition) for quote in quotes)
        details = self.catalogue.briefings()
        for edition in editions.values():
            edition.check()
        return tuple(
            Quotation(quote, details[quote.briefing], editions[quote.briefing, quote.edition]) for quote in quotes
        )

    def reading_ahead(self) -> Iterator[int]:
        """Reads what answers are made of before anybody asks, a sentence a step."""
        generation = self.serving.generation()
        if generation is None:
            return iter(())
        return reading_ahead(generation, self.catalogue, self.shelf, self.attribution)


def open_engine(program: Program, progress: Progress) -> Engine:
    """Load the model, and make sure that there is an index: one that is missing, damaged or foreign is built anew.

    Raises:
        EncoderUnavailable: the model cannot be loaded.
        Damaged: the database is damaged, so that no index can be built from it.
    """
    encoder, model = BatchingEncoder(program.encoder()), program.settings.embedding_model
    serving = Serving(program.generations, encoder.fingerprint)
    missing = _what_is_missing(program, serving)
    if missing is not None:
        logger.warning("%s It is built again from the database.", missing)
        with program.reindexing.alone(wait_seconds=REBUILD_WAIT_SECONDS):
            if _what_is_missing(program, serving) is not None:  # whoever held the lock may have built it
                program.reindexing.build(encoder, model, progress)
    return _engine(program, encoder, serving, model)


def standing_engine(program: Program) -> Engine | None:
    """An engine for the index as it stands, where that is whole but of another model than the settings name.

    It answers while the new index is being built. None where there is nothing to bridge, or no way to.
    """
    manifest = _current_manifest(program)
    if manifest is None:
        return None
    is_same_model = manifest.model == program.settings.embedding_model
    if is_same_model and manifest.model != BUNDLED_MODEL:
        return None
    try:
        encoder = BatchingEncoder(program.encoder() if is_same_model else _encoder_of(program, manifest.model))
        if is_same_model and encoder.fingerprint == manifest.encoder:
            return None
        # The bundled model stays the same when its recipe changes: vectors of two recipes can be compared for a while.
        is_near_enough = encoder.fingerprint == manifest.encoder or manifest.model == BUNDLED_MODEL
        if not is_near_enough or encoder.dimension != manifest.dimension:
            return None
        serving = Serving(program.generations, manifest.encoder)
        serving.generation()
    except (EncoderUnavailable, GenerationDamaged) as error:
        logger.warning("The index as it stands cannot be used: %s", error)
        return None
    return _engine(program, encoder, serving, manifest.model)


def _engine(program: Program, encoder: Encoder, serving: Serving, model: str) -> Engine:
    catalogue, shelf = Catalogue(program.briefings, program.clock), Shelf(program.briefings)
    attribution = Attribution(shelf)
    answerer = Answerer(
        encoder=encoder,
        serving=serving,
        catalogue=catalogue,
        shelf=shelf,
        attribution=attribution,
        coefficients=shipped_coefficients(),
        calibration=calibration_in_use(program, encoder, serving.generation(), model),
        default_language=Language(program.settings.default_language),
        reranker=reranker_of(program.settings),
    )
    return Engine(answerer, catalogue, serving, KeySentences(attribution), shelf, attribution, encoder)


def calibration_in_use(program: Program, encoder: Encoder, generation: Generation | None, model: str) -> Calibration:
    """That which was made here, else the shipped one for the bundled model, else a conservative one.

    Raises:
        Damaged: the file of those that were made here cannot be read.
    """
    made = program.calibrations.read(encoder.fingerprint)
    if made is not None:
        return made
    shipped = shipped_coefficients().calibration
    if model == BUNDLED_MODEL:
        return shipped
    scale = shipped.scale if generation is None else Scale.of(generation.paragraph_vectors.vectors())
    return conservative(shipped, scale)


def _current_manifest(program: Program) -> Manifest | None:
    try:
        pointer = program.generations.pointer()
        return None if pointer is None else program.generations.manifest(pointer.current)
    except GenerationDamaged:
        return None  # it is named where it is built again


def _encoder_of(program: Program, model: str) -> Encoder:
    settings = program.settings.model_copy(update={"embedding_model": model})
    return program.make_encoder(settings, program.announce)


def _what_is_missing(program: Program, serving: Serving) -> str | None:
    """Why an index must be built; None where there is a whole one, or nothing that one could be built from."""
    try:
        if serving.generation() is not None:
            return None
    except GenerationDamaged as error:
        return error.message
    return "There is no index." if program.briefings.current_editions() else None
