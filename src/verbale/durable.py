"""Writing files so that a crash at any moment leaves either the old or the new, whole."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO


def write_synced(file: Path, write: Callable[[BinaryIO], object]) -> None:
    """Let ``write`` fill a new file, and wait until it is on the disk."""
    with file.open("wb") as stream:
        write(stream)
        stream.flush()
        os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the names in ``folder`` are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace_file(file: Path, data: bytes) -> None:
    """Put ``data`` in place of ``file`` in one move; a reader sees the old or the new."""
    temporary = file.with_name(f".{file.name}.{secrets.token_hex(6)}")
    try:
        write_synced(temporary, lambda stream: stream.write(data))
        temporary.replace(file)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(file.parent)
