"""Receipts: what Telegram has confirmed, noted at once, before the database has it.

Between Telegram's answer and the end of a transaction lie milliseconds in which the process may be killed; the answer
would then be sent again. A line appended to a file survives the process the moment it is written, without waiting for
the disk. At the next start what the database lacks is taken from here.
"""

import os
from pathlib import Path

LARGEST_BYTES = 1_000_000


class Receipts:
    """Appends to a file; used from the event loop, as a write of one line takes microseconds."""

    def __init__(self, file: Path) -> None:
        self._file = file
        file.parent.mkdir(parents=True, exist_ok=True)
        self._found = _read(file)
        self._descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._open: set[tuple[int, int]] = set()
        if not _ends_with_line(file):
            os.write(self._descriptor, b"\n")  # what is noted next must not be added to half a line

    def note(self, update_id: int, part: int, message_id: int) -> None:
        """Telegram has confirmed message ``part`` for an update."""
        os.write(self._descriptor, f"{update_id} {part} {message_id}\n".encode())
        self._open.add((update_id, part))

    def stored(self, update_id: int, part: int) -> None:
        """The database has it now; once it has everything, a file that has grown begins anew."""
        self._open.discard((update_id, part))
        if not self._open and os.fstat(self._descriptor).st_size > LARGEST_BYTES:
            os.ftruncate(self._descriptor, 0)

    def found(self, update_id: int) -> dict[int, int]:
        """Message ids by part that an earlier process had confirmed for an update."""
        return self._found.get(update_id, {})

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._descriptor)


def _read(file: Path) -> dict[int, dict[int, int]]:
    found: dict[int, dict[int, int]] = {}
    if not file.exists():
        return found
    # The last line of a machine that lost its power may be half a line, or zeros.
    for line in file.read_text("ascii", errors="replace").split("\n")[:-1]:
        numbers = line.split(" ")
        if len(numbers) == len(("update", "part", "message")) and all(_is_number(number) for number in numbers):
            update_id, part, message_id = map(int, numbers)
            found.setdefault(update_id, {})[part] = message_id
    return found


def _ends_with_line(file: Path) -> bool:
    return file.read_bytes()[-1:] in {b"", b"\n"}


def _is_number(text: str) -> bool:
    return text.removeprefix("-").isdecimal()
