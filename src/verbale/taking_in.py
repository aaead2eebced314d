"""Taking the files of the briefings folder into the store."""

import hashlib
from dataclasses import dataclass

from verbale.errors import VerbaleError
from verbale.intake.document import Reader, RefusedDocument, SourceFile
from verbale.intake.folder import Known, SourceFiles, take_in
from verbale.ports import Clock, Progress
from verbale.store.audit import COMMAND_LINE
from verbale.store.briefings import BriefingStore
from verbale.store.publishing import Taken


class FolderMissing(VerbaleError):
    """There is no folder of briefings."""


@dataclass(frozen=True)
class TakenIn:
    """What became of the files of a folder, in the order of their names: file and outcome, and those refused."""

    taken: tuple[tuple[str, Taken], ...]
    refused: tuple[RefusedDocument, ...]

    def count(self, what: Taken) -> int:
        """How many files had this outcome."""
        return sum(taken is what for _, taken in self.taken)


def take_in_files(
    files: SourceFiles,
    read: Reader,
    store: BriefingStore,
    clock: Clock,
    progress: Progress,
    actor: str = COMMAND_LINE,
) -> TakenIn:
    """Take in what is new or changed, by ``read``; a file that was read before, by the same rules, is not read again.

    ``actor`` is who has it done, for the audit.

    Raises:
        FolderMissing: there is no such folder.
    """
    try:
        found = list(files.files())
    except (FileNotFoundError, NotADirectoryError) as error:
        raise FolderMissing(
            f"There is no folder {error.filename}.", "Make it and put briefings into it, or set VERBALE_BRIEFINGS_DIR."
        ) from error
    known = store.known_files()
    taken: list[tuple[str, Taken]] = []
    refused: list[RefusedDocument] = []

    def is_known(briefing: str, file: SourceFile) -> bool:
        return known.get(briefing) == hashlib.sha256(file.data).hexdigest()

    for done, intake in enumerate(take_in(found, read, is_known), start=1):
        if isinstance(intake, RefusedDocument):
            refused.append(intake)
        elif isinstance(intake, Known):
            taken.append((intake.file.name, Taken.UNCHANGED))
        else:
            outcome = store.take_in(intake.briefing, intake.document, intake.file, clock.now(), actor)
            taken.append((intake.file.name, outcome))
        progress("reading files", done, len(found))
    return TakenIn(tuple(taken), tuple(refused))
