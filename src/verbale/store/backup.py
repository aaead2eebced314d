"""A copy of the whole database while the program goes on writing."""

import hashlib
import os
import secrets
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from errno import ENOSYS, ENOTSUP, EOPNOTSUPP, EPERM
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, NullPool, create_engine, inspect, make_url, select
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from verbale.durable import sync_folder
from verbale.errors import Damaged, Refused
from verbale.store import audit
from verbale.store.database import BUSY_TIMEOUT_SECONDS
from verbale.store.schema import SCHEMA_VERSION, schema_info

NO_HARD_LINKS = frozenset({EPERM, ENOTSUP, EOPNOTSUPP, ENOSYS})
"""What file systems say that know none, such as those of sticks and memory cards."""


@dataclass(frozen=True)
class Backup:
    """A copy that was checked: its SHA-256 and size, and the entries of its audit log with the SHA-256 of the last.

    ``made_at`` is when it was asked for. To restore it, put ``file`` in place as ``verbale.db`` in the data folder.
    """

    file: Path
    size_bytes: int
    sha256: str
    audit_entries: int
    last_sha256: str
    made_at: datetime


def backup(database_url: str, file: Path, now: datetime) -> Backup:
    """Copy the database at ``database_url`` as it is at one moment into ``file``, which is there only when it is whole.

    Readers are not disturbed. Writers wait while it is copied where the journal is no write-ahead log. The copy is
    checked before it is moved into place: the file, and the audit log with the editions that it names.

    Raises:
        Refused: ``file`` exists or cannot be written, the database cannot be read or is of another version, or it is no
            SQLite file.
        Damaged: the copy does not pass its checks; no file is left.
    """
    source = _database_file(database_url)
    if file.exists():
        raise _exists(file)
    temporary = file.with_name(f".{file.name}.{secrets.token_hex(6)}")
    try:
        _copy(source, temporary)
        checked = _check(temporary)
        size_bytes, sha256 = _sync(temporary)
        _move_into_place(temporary, file)
    except (sqlite3.OperationalError, OperationalError, OSError) as error:
        reason = getattr(error, "orig", None) or error
        raise Refused(f"The backup cannot be made: {reason}.", "Check the disk, its rights and its room.") from error
    except (sqlite3.DatabaseError, DatabaseError) as error:
        raise _damaged(str(getattr(error, "orig", None) or error)) from error
    finally:
        for left in (temporary, temporary.with_name(f"{temporary.name}-journal")):
            left.unlink(missing_ok=True)
    return Backup(file, size_bytes, sha256, checked.entries, checked.last_sha256, now)


def _database_file(database_url: str) -> Path:
    try:
        url = make_url(database_url)
    except ArgumentError as error:
        # The URL may hold a password: only its form is spoken of.
        raise Refused("VERBALE_DATABASE_URL is not a usable SQLAlchemy URL.", "See .env.example.") from error
    if url.get_backend_name() != "sqlite":
        raise Refused(
            f"A database of {url.get_backend_name()} is not copied here.",
            "Use the server's own tool; for PostgreSQL, pg_dump.",
        )
    if not url.database or url.database == ":memory:" or "uri" in url.query:
        raise Refused("This database is not a plain file.", "Name the file itself: sqlite:///folder/verbale.db.")
    file = Path(url.database)
    if not file.is_file():
        raise Refused(f"There is no database {file}.", "Check VERBALE_DATABASE_URL and VERBALE_DATA_DIR.")
    return file


def _copy(source: Path, copy: Path) -> None:
    # All that the program knows is in it, also what is not for everybody.
    os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with closing(_opened(source, "rw")) as reading, closing(_opened(copy, "rw")) as writing:
        # Writers may have to wait for this: the disk is waited for afterwards, and all at once.
        writing.execute("PRAGMA synchronous = OFF")
        # One moment, held to the end. Without it a copy would begin anew, or wait for ever, whenever somebody writes.
        reading.execute("BEGIN")
        reading.execute("SELECT count(*) FROM sqlite_master").fetchone()
        reading.backup(writing)
        reading.execute("ROLLBACK")
        # A write-ahead log would be a second file; the program chooses its journal when it opens the copy.
        writing.execute("PRAGMA journal_mode = DELETE")


def _opened(file: Path, mode: str) -> sqlite3.Connection:
    uri = f"{file.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(uri, uri=True, timeout=BUSY_TIMEOUT_SECONDS, isolation_level=None)


def _check(copy: Path) -> audit.Checked:
    engine = create_engine("sqlite://", creator=partial(_opened, copy, "ro"), poolclass=NullPool)
    with engine.connect() as connection:
        found = str(connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar_one())
        if found != "ok":
            raise _damaged(found)
        version = _schema_version(connection)
        if version != SCHEMA_VERSION:
            raise Refused(
                f"The database has schema {version}; this program knows {SCHEMA_VERSION}.",
                "Back it up with the version that wrote it, or start this one once before.",
            )
        return audit.check(connection)


def _schema_version(connection: Connection) -> int | None:
    if not inspect(connection).has_table(schema_info.name):
        return None
    return connection.scalar(select(schema_info.c.version))


def _sync(file: Path) -> tuple[int, str]:
    """Wait until a file is on the disk, and return its size in bytes and its SHA-256."""
    with file.open("r+b") as stream:
        os.fsync(stream.fileno())
        return os.fstat(stream.fileno()).st_size, hashlib.file_digest(stream, "sha256").hexdigest()


def _move_into_place(temporary: Path, file: Path) -> None:
    try:
        # Unlike a move, a link never takes the place of a file that came meanwhile.
        file.hardlink_to(temporary)
    except FileExistsError:
        raise _exists(file) from None
    except OSError as error:
        if error.errno not in NO_HARD_LINKS:
            raise
        if file.exists():
            raise _exists(file) from None
        temporary.rename(file)
    sync_folder(file.parent)


def _exists(file: Path) -> Refused:
    return Refused(f"{file} exists already; a backup never takes the place of a file.", "Choose another name.")


def _damaged(found: str) -> Damaged:
    return Damaged(f"The database is damaged ({found}); no backup was made.", "Keep the earlier ones, and restore one.")
