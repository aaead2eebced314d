"""The zip archive that an office document is: checked before anything in it is read, and never unpacked to a disk."""

import io
import zipfile
import zlib
from types import TracebackType
from typing import Self

from verbale.intake.document import RefusedDocument

MOST_ENTRIES = 2_000
LARGEST_UNPACKED_BYTES = 50_000_000
# XML is packed to a tenth or a thirtieth; what is packed to less than this was made to burst.
_MOST_TIMES_SMALLER = 200
_SMALL_ENOUGH_BYTES = 1_000_000
_PIECE_BYTES = 65_536
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED_FLAG = 0x1
_SAVE_ANEW = "Open it in a word processor and save it anew as .docx, or save its text alone as a .txt file."


class OfficePackage:
    """The parts of an office document by their names, which are never used as paths.

    Only what is asked for is unpacked; all that is unpacked is counted as it comes, whatever the archive says.
    """

    def __init__(self, file_name: str, data: bytes) -> None:
        """Check the directory of the archive.

        Raises:
            RefusedDocument: It is no zip archive, or one that is too large unpacked, encrypted or contradictory.
        """
        self._file_name = file_name
        self._left = LARGEST_UNPACKED_BYTES
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError) as error:
            raise self._refusal("it is damaged: it cannot be read as a zip archive") from error
        entries = self._archive.infolist()
        self._entries = {entry.filename: entry for entry in entries}
        self._check(entries)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._archive.close()

    def _refusal(self, reason: str) -> RefusedDocument:
        return RefusedDocument(self._file_name, reason, _SAVE_ANEW)

    def _check(self, entries: list[zipfile.ZipInfo]) -> None:
        if len(entries) > MOST_ENTRIES:
            raise self._refusal(f"its archive has {len(entries):,} entries, where {MOST_ENTRIES:,} are accepted")
        if len(self._entries) < len(entries):
            raise self._refusal("its archive has two entries of one name")
        if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
            raise self._refusal("it is encrypted with a password")
        if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED_BYTES:
            raise self._too_large()
        for entry in entries:
            if entry.file_size > max(_SMALL_ENOUGH_BYTES, _MOST_TIMES_SMALLER * entry.compress_size):
                raise self._refusal("its archive unpacks to hundreds of times its size")

    def _too_large(self) -> RefusedDocument:
        return self._refusal(f"it unpacks to more than {LARGEST_UNPACKED_BYTES:,} bytes")

    def has(self, name: str) -> bool:
        """Whether there is a part of this name."""
        return name in self._entries

    def names_begin_with(self, start: str) -> bool:
        """Whether any part has such a name."""
        return any(name.startswith(start) for name in self._entries)

    def part(self, name: str) -> bytes:
        """The bytes of a part.

        Raises:
            KeyError: There is none of this name.
            RefusedDocument: It is damaged, packed in an unusual way, or larger than the archive may be.
        """
        entry = self._entries[name]
        if entry.compress_type not in _METHODS:
            raise self._refusal("its archive is packed in a way that office programs do not use")
        pieces: list[bytes] = []
        try:
            with self._archive.open(entry) as file:
                while piece := file.read(_PIECE_BYTES):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise self._too_large()
                    pieces.append(piece)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
            raise self._refusal("it is damaged: a part of its archive cannot be unpacked") from error
        return b"".join(pieces)
