import sqlite3
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, insert, inspect, select, update

from verbale.edition import text_sha256
from verbale.store import upgrading
from verbale.store.briefings import BriefingStore
from verbale.store.database import Database, DatabaseUnavailable, open_database
from verbale.store.schema import (
    SCHEMA_VERSION,
    briefings,
    chats,
    editions,
    metadata,
    originals,
    revision,
    schema_info,
    vectors,
)
from verbale.store.upgrading import upgrade

TEXT = "Стороны договорились об открытии моста.\n\nМост откроют в мае."
OF_VERSION_1 = [schema_info, briefings, originals, editions, vectors, revision]
NEW_IN_VERSION_2 = {"inbox", "chats", "answers", "ledger", "verdicts"}


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A database as the first version of the schema has it, with one briefing."""
    made = f"sqlite:///{tmp_path / 'old.db'}"
    engine = create_engine(made)
    sha256 = text_sha256(TEXT)
    with engine.begin() as connection:
        metadata.create_all(connection, tables=OF_VERSION_1)
        connection.execute(insert(schema_info).values(id=1, version=1))
        connection.execute(insert(revision).values(id=1, number=7))
        connection.execute(insert(originals).values(sha256=sha256, data=TEXT.encode()))
        connection.execute(
            insert(briefings).values(
                id="bridge",
                title="Мост",
                date=date(2025, 3, 4),
                language="ru",
                audience=["public"],
                current_edition=1,
                file_sha256=sha256,
                reading_version=1,
            )
        )
        connection.execute(
            insert(editions).values(
                briefing="bridge",
                number=1,
                text=TEXT,
                sha256=sha256,
                taken_in_at=datetime(2025, 3, 4, tzinfo=UTC),
                furniture=[],
                file_name="bridge.txt",
                original_sha256=sha256,
            )
        )
        connection.execute(insert(vectors).values(fingerprint="f", text_sha256=b"k" * 32, vector=b"v"))
    engine.dispose()
    return made


def versions(database: Database) -> list[int]:
    with database.reading() as connection:
        return list(connection.scalars(select(schema_info.c.version)))


def tables(database: Database) -> set[str]:
    with database.reading() as connection:
        return set(inspect(connection).get_table_names())


def test_an_older_database_is_brought_up_to_date_and_keeps_its_briefings(url: str) -> None:
    database = open_database(url)
    store = BriefingStore(database)
    assert versions(database) == [SCHEMA_VERSION]
    assert store.all()["bridge"].title == "Мост"
    assert store.editions([("bridge", 1)])["bridge", 1].text == TEXT
    assert store.revision() == 7
    assert store.check_originals() == 1
    with database.reading() as connection:
        assert connection.scalar(select(vectors.c.vector)) == b"v"
    database.close()


def test_what_is_new_is_there_after_the_upgrade_as_in_a_new_database(url: str, tmp_path: Path) -> None:
    upgraded, new = open_database(url), open_database(f"sqlite:///{tmp_path / 'new.db'}")
    shapes = []
    for database in (upgraded, new):
        with database.reading() as connection:
            query = "SELECT type, name, sql FROM sqlite_master ORDER BY type, name"
            shapes.append([tuple(row) for row in connection.exec_driver_sql(query)])
        database.close()
    assert shapes[0] == shapes[1]
    assert {name for kind, name, _ in shapes[0] if kind == "table"} >= NEW_IN_VERSION_2


def test_an_upgraded_database_is_opened_again_without_a_change(url: str) -> None:
    database = open_database(url)
    with database.writing() as connection:
        connection.execute(insert(chats).values(id=5, scope="Душанбе"))
    database.close()
    again = open_database(url)
    with again.reading() as connection:
        assert connection.scalar(select(chats.c.scope)) == "Душанбе"
    assert versions(again) == [SCHEMA_VERSION]
    again.close()


def test_programs_that_upgrade_at_once_all_get_the_same_database(url: str) -> None:
    failures: list[BaseException] = []
    start = threading.Barrier(6)

    def open_it() -> None:
        start.wait(20)
        try:
            open_database(url).close()
        except DatabaseUnavailable as error:
            failures.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert failures == []
    database = open_database(url)
    assert versions(database) == [SCHEMA_VERSION]
    database.close()


def test_who_read_an_old_version_and_comes_second_finds_nothing_to_do(url: str) -> None:
    database = open_database(url)
    with database.writing() as connection:
        connection.execute(insert(chats).values(id=5))
    assert upgrade(database, 1) == SCHEMA_VERSION
    with database.reading() as connection:
        assert connection.scalars(select(chats.c.id)).all() == [5]
    database.close()


def test_a_step_that_fails_leaves_the_old_schema(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail_after_the_tables(connection: Connection) -> None:
        metadata.create_all(connection, tables=[chats])
        raise sqlite3.DatabaseError("the disk is gone")

    steps: Mapping[int, Callable[[Connection], None]] = {1: fail_after_the_tables}
    with monkeypatch.context() as patch, pytest.raises(sqlite3.DatabaseError, match="the disk is gone"):
        patch.setattr(upgrading, "_STEPS", steps)
        open_database(url)
    left = sqlite3.connect(url.removeprefix("sqlite:///"))
    assert left.execute("SELECT version FROM schema_info").fetchall() == [(1,)]
    assert left.execute("SELECT name FROM sqlite_master WHERE name = 'chats'").fetchall() == []
    left.close()
    database = open_database(url)
    assert tables(database) >= NEW_IN_VERSION_2
    database.close()


@pytest.mark.parametrize("version", [SCHEMA_VERSION + 1, SCHEMA_VERSION + 100, -3])
def test_a_schema_that_no_step_leads_on_from_is_refused_and_left_alone(url: str, version: int) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(update(schema_info).values(version=version))
    with pytest.raises(DatabaseUnavailable, match=f"has schema {version}; this program knows {SCHEMA_VERSION}"):
        open_database(url)
    with engine.connect() as connection:
        assert connection.scalar(select(schema_info.c.version)) == version
        assert set(inspect(connection).get_table_names()) == {table.name for table in OF_VERSION_1}
    engine.dispose()
