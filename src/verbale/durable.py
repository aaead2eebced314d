"""Writing files so that a crash at any moment leaves either the old or the new, whole."""

import os
import secrets
from pathlib import Path


def write_synced(file: Path, data: bytes) -> None:
    """Write a new file and wait until it is on the disk."""
    with file.open("wb") as stream:
        stream.write(data)
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
        write_synced(temporary, data)
        temporary.replace(file)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(file.parent)
