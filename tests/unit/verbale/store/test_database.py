import sqlite3
import threading
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from verbale.store.database import DatabaseUnavailable, open_database
from verbale.store.schema import SCHEMA_VERSION, briefings, revision, schema_info


def test_two_programs_that_open_a_new_database_at_once_both_get_it(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    failures: list[BaseException] = []

    def open_it() -> None:
        try:
            open_database(url).close()
        except BaseException as error:  # noqa: BLE001 - handed to the test's own thread
            failures.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    database = open_database(url)
    with database.reading() as connection:
        assert connection.scalars(select(schema_info.c.version)).all() == [SCHEMA_VERSION]
    database.close()


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'newer.db'}"
    database = open_database(url)
    with database.writing() as connection:
        connection.execute(update(schema_info).values(version=SCHEMA_VERSION + 1))
    database.close()
    with pytest.raises(DatabaseUnavailable, match=f"has schema {SCHEMA_VERSION + 1}"):
        open_database(url)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("this is not a database, whatever its name says " * 50)
    with pytest.raises(DatabaseUnavailable, match="file is not a database"):
        open_database(f"sqlite:///{tmp_path / 'text.db'}")


@pytest.mark.parametrize("url", ["nonsense", "nosuchengine://host/db", "sqlite+nosuchdriver:///x"])
def test_an_unusable_url_is_refused_without_being_repeated(url: str) -> None:
    with pytest.raises(DatabaseUnavailable, match="VERBALE_DATABASE_URL is not a usable"):
        open_database(url)


def test_a_failed_transaction_leaves_nothing(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'v.db'}")
    with pytest.raises(RuntimeError, match="in the middle"), database.writing() as connection:
        connection.execute(update(revision).values(number=99))
        raise RuntimeError("in the middle")
    with database.reading() as connection:
        assert connection.scalar(select(revision.c.number)) == 0
    database.close()


def test_foreign_keys_are_enforced(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'v.db'}")
    with pytest.raises(Exception, match="NOT NULL"), database.writing() as connection:
        connection.execute(insert(briefings).values(id="x"))
    database.close()


def test_commits_reach_the_disk_before_they_are_confirmed(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'v.db'}")
    with database.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        journal = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
    assert journal == ("wal" if sqlite3.sqlite_version_info >= (3, 51, 3) else "truncate")
    database.close()
