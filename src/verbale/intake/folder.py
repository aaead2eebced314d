"""The briefings folder: its files, each one understood or refused, so that one wrong file never stops the others."""

import os
import stat
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from verbale.intake.document import Document, Reader, RefusedDocument, SourceFile
from verbale.intake.reading import LARGEST_FILE_BYTES, briefing_id, is_accepted, read_document


class SourceFiles(Protocol):
    """Where the files of briefings are kept."""

    def files(self) -> Iterator[SourceFile | RefusedDocument]:
        """Each file, or why it cannot be read, ordered by name; hidden files are left out."""
        ...


@dataclass(frozen=True)
class Intake:
    """A file that was understood: the briefing's id, the original bytes, and the document in them."""

    briefing: str
    file: SourceFile
    document: Document


@dataclass(frozen=True)
class Known:
    """A file that was taken in before and is the same since; it is not read again."""

    briefing: str
    file: SourceFile


def take_in(
    files: Iterable[SourceFile | RefusedDocument],
    read: Reader = read_document,
    is_known: Callable[[str, SourceFile], bool] = lambda _briefing, _file: False,
) -> Iterator[Intake | Known | RefusedDocument]:
    """Each file as a document or as a refusal, ordered by name. Files that claim one id are all refused.

    ``read`` reads a file. ``is_known`` is asked, by the briefing's id and the file, whether there is anything to read.

    It holds all files at once, since whether an id is claimed twice is known only when all names are.
    """
    found = sorted(files, key=lambda file: file.name if isinstance(file, SourceFile) else file.file_name)
    claims = _claims(file.name for file in found if isinstance(file, SourceFile))
    for file in found:
        if isinstance(file, RefusedDocument):
            yield file
            continue
        try:
            yield _taken_in(file, claims, read, is_known)
        except RefusedDocument as refusal:
            yield refusal


def _claims(names: Iterable[str]) -> dict[str, list[str]]:
    """Names of the files by the id that each would give its briefing; files that are refused anyway claim none."""
    claims: dict[str, list[str]] = defaultdict(list)
    for name in names:
        if is_accepted(name):
            try:
                claims[briefing_id(name)].append(name)
            except RefusedDocument:
                continue  # it is refused again, and reported, when its turn comes
    return claims


def _taken_in(
    file: SourceFile, claims: dict[str, list[str]], read: Reader, is_known: Callable[[str, SourceFile], bool]
) -> Intake | Known:
    document_id = briefing_id(file.name) if is_accepted(file.name) else ""
    others = [name for name in claims.get(document_id, []) if name != file.name]
    if others:
        reason = f"its id {document_id} is also that of {', '.join(others)}"
        raise RefusedDocument(file.name, reason, "One file is one briefing: rename one of them, or delete it.")
    if document_id and is_known(document_id, file):
        return Known(document_id, file)
    return Intake(document_id, file, read(file.name, file.data))


@dataclass(frozen=True)
class BriefingsFolder:
    """The files in a folder and the folders below it. No link that leads out of it is followed."""

    folder: Path
    largest_bytes: int = LARGEST_FILE_BYTES

    def files(self) -> Iterator[SourceFile | RefusedDocument]:
        """Each file, or why it cannot be read, ordered by name; hidden files are left out.

        Raises:
            FileNotFoundError: There is no such folder.
            NotADirectoryError: It is a file.
        """
        self.folder.stat()
        root = self.folder.resolve(strict=True)
        for path in sorted(self._paths(root)):
            yield self._file(root, path)

    def _paths(self, root: Path) -> Iterator[Path]:
        """Files, and links to folders, which are not followed; an unreadable folder is an error, not an empty one."""
        for name, folders, files in os.walk(root, onerror=_raise, followlinks=False):
            folder = Path(name)
            folders[:] = [folder_name for folder_name in folders if not _is_hidden(folder_name)]
            yield from (folder / linked for linked in folders if (folder / linked).is_symlink())
            yield from (folder / file_name for file_name in files if not _is_hidden(file_name))

    def _file(self, root: Path, path: Path) -> SourceFile | RefusedDocument:
        # Bytes of a name that are no UTF-8 come as lone surrogates, which no database takes.
        name = path.relative_to(root).as_posix().encode("utf-8", "replace").decode()
        if path.is_symlink() and not _is_within(path, root):
            return RefusedDocument(
                name, "it is a link that leads out of the folder", "Put the file itself into the folder."
            )
        try:
            state = path.stat()
            if not stat.S_ISREG(state.st_mode):
                return RefusedDocument(name, "it is not a regular file", "Take it out of the folder.")
            if state.st_size > self.largest_bytes:
                reason = f"it is too large: {state.st_size:,} bytes, where {self.largest_bytes:,} are accepted"
                return RefusedDocument(name, reason, "Divide it, or save its text alone as a .txt file.")
            with path.open("rb") as file:
                # One more than may be: a file that grows meanwhile is refused when it is read.
                return SourceFile(name, file.read(self.largest_bytes + 1))
        except OSError as error:
            return RefusedDocument(
                name, f"it cannot be read ({error.strerror})", "Check that it exists and may be read."
            )


def _raise(error: OSError) -> None:
    raise error


def _is_hidden(name: str) -> bool:
    """Whether a file is nobody's briefing: hidden, or what an editor or office program leaves while a file is open."""
    return name.startswith((".", "~$")) or name.endswith("~")


def _is_within(path: Path, root: Path) -> bool:
    try:
        return path.resolve(strict=True).is_relative_to(root)
    except (OSError, RuntimeError):  # a broken link, or one that leads to itself
        return False
