"""Taking in the folder and building the index: one way for the command line and the running bot."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from verbale.intake.folder import BriefingsFolder
from verbale.intake.isolated import IsolatedReader, reader_with_care
from verbale.ports import Progress
from verbale.store import audit
from verbale.store.audit import Act
from verbale.taking_in import TakenIn, take_in_files
from verbale_bot.compose import Program
from verbale_index.encoder import Encoder
from verbale_index.reindexing import Built

BYTES_OF_A_MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Indexed:
    """What became of the files of the folder, and the index built of all; None where there is nothing to index."""

    taken_in: TakenIn
    built: Built | None
    seconds: float


def index(
    program: Program, encoder: Callable[[], Encoder], progress: Progress, actor: str, *, reads_folder: bool
) -> Indexed:
    """Take in what is new in the folder, if ``reads_folder``, build a generation and let it serve.

    Raises:
        Refused: another process is building.
        FolderMissing: there is no folder.
        Damaged: an edition is damaged, or the new index did not stand its proof; the old one serves on.
    """
    started = time.monotonic()
    with program.reindexing.alone():
        taken_in = _take_in(program, progress, actor) if reads_folder else TakenIn((), ())
        built = None
        if program.briefings.current_editions() or program.generations.stamp() is not None:
            built = program.reindexing.build(encoder(), program.settings.embedding_model, progress)
    if built is not None:
        _note(program, built, actor)
    return Indexed(taken_in, built, time.monotonic() - started)


def _note(program: Program, built: Built, actor: str) -> None:
    """Write the log's entry; also of a generation that a process let serve and was killed before it wrote so."""
    manifest = built.manifest
    subject = f"generation {manifest.number}"
    details: dict[str, audit.Detail] = {"briefings": len(manifest.editions), "paragraphs": manifest.paragraphs}
    with program.database.writing() as connection:
        # What is published at this moment is news for the index, which the entry would hide.
        is_of_all = program.briefings.within(connection).current_editions() == list(manifest.editions)
        if built.is_new or (is_of_all and not audit.knows_what_serves(connection, subject)):
            audit.append(connection, program.clock.now(), actor, Act.REINDEXED, subject, details)


def _take_in(program: Program, progress: Progress, actor: str) -> TakenIn:
    largest_bytes = program.settings.max_document_mb * BYTES_OF_A_MEGABYTE
    folder = BriefingsFolder(program.settings.briefings_dir, largest_bytes)
    with IsolatedReader(largest_bytes=largest_bytes) as isolated:
        read = reader_with_care(isolated, largest_bytes)
        return take_in_files(folder, read, program.briefings, program.clock, progress, actor)
