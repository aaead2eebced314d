"""The connection to the database, and the tables made in a new one."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, make_url, select
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry

from verbale.errors import VerbaleError
from verbale.store import audit
from verbale.store.schema import SCHEMA_VERSION, metadata, revision, schema_info
from verbale.store.upgrading import upgrade

WAL_IS_SOUND_SINCE = (3, 51, 3)
"""Before this version of SQLite, several connections that reset a write-ahead log at once can damage the file."""
BUSY_TIMEOUT_SECONDS = 30.0
WRITES = "verbale_writes"
"""Name of the execution option that marks a connection for writing."""


class DatabaseUnavailable(VerbaleError):
    """The database cannot be opened, or was written by a newer version of the program."""


class Database:
    """An open database. Readers are many; writers take turns within the process, and wait for those of others."""

    def __init__(self, engine: Engine, view: Connection | None = None) -> None:
        self._readers = engine
        self._view = view
        self._writer = engine.execution_options(**{WRITES: True})
        self._writing = Lock()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection for reading: one consistent view while it lasts.

        Raises:
            DatabaseUnavailable: it cannot be read; the disk or the server has failed, or it is locked for too long.
        """
        if self._view is not None:
            yield self._view
            return
        with _named_failures(), self._readers.connect() as connection:
            yield connection

    def within(self, connection: Connection) -> "Database":
        """This database, but all that is read in it is read on ``connection``, which is open for reading.

        A second connection could wait for a writer that waits, for its part, for the first one to be done.
        """
        return Database(self._readers, connection)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection in a transaction: committed at the end, rolled back by an exception.

        Raises:
            DatabaseUnavailable: it cannot be written; the disk is full, or it is locked for too long.
        """
        with self._writing, _named_failures(), self._writer.begin() as connection:
            yield connection

    def close(self) -> None:
        """Let go of all connections."""
        self._readers.dispose()


@contextmanager
def _named_failures() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        raise DatabaseUnavailable(
            f"The database does not work: {error.orig}.", "Check the disk, its rights and VERBALE_DATABASE_URL."
        ) from error


def open_database(url: str) -> Database:
    """Open the database at ``url`` (an SQLAlchemy URL); make its tables, or bring older ones up to date.

    Raises:
        DatabaseUnavailable: the URL cannot be used, the file is no database, or its schema is newer than this program.
    """
    try:
        engine = _engine(url)
        database = Database(engine)
        version = upgrade(database, _schema_version(database) or _make_tables(database))
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        # The URL may hold a password: only its form is spoken of.
        raise DatabaseUnavailable(
            "VERBALE_DATABASE_URL is not a usable SQLAlchemy URL.", "See .env.example."
        ) from error
    except (DatabaseError, OSError) as error:
        reason = getattr(error, "orig", None) or error
        raise DatabaseUnavailable(
            f"The database cannot be opened: {reason}.",
            "Check VERBALE_DATABASE_URL, VERBALE_DATA_DIR and their rights.",
        ) from error
    if version != SCHEMA_VERSION:
        database.close()
        raise DatabaseUnavailable(
            f"The database has schema {version}; this program knows {SCHEMA_VERSION}.", "Install the version that fits."
        )
    return database


def _engine(url: str) -> Engine:
    # Parameters are what people wrote: they must not stand in messages of errors, which are logged.
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_pre_ping=True, hide_parameters=True)
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, connect_args={"timeout": BUSY_TIMEOUT_SECONDS}, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _schema_version(database: Database) -> int | None:
    with database.reading() as connection:
        if not inspect(connection).has_table(schema_info.name):
            return None
        return connection.scalar(select(schema_info.c.version))


def _make_tables(database: Database) -> int:
    with database.writing() as connection:
        metadata.create_all(connection)
        version = connection.scalar(select(schema_info.c.version))
        if version is None:  # another process may have been first
            connection.execute(insert(schema_info).values(id=1, version=SCHEMA_VERSION))
            connection.execute(insert(revision).values(id=1, number=0))
            audit.begin(connection, datetime.now(UTC))
            version = SCHEMA_VERSION
        return version


def _prepare_sqlite(connection: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
    del record
    connection.isolation_level = None  # transactions begin where SQLAlchemy says, not where the driver guesses
    is_sound = sqlite3.sqlite_version_info >= WAL_IS_SOUND_SINCE
    connection.execute(f"PRAGMA journal_mode = {'WAL' if is_sound else 'TRUNCATE'}")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes its lock at once: one that read first could find another writer there and have to give up.
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
