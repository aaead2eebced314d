"""What reads much on one connection does not wait for a writer that waits for it."""

import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

from sqlalchemy import select, update

from library import ARRIVAL, Library
from verbale.corrections import corrections_due
from verbale.store.schema import revision

LONGEST_SECONDS = 10.0
"""A lock is waited for three times as long."""


def _is_read_by_nobody_new(file: Path) -> bool:
    """Whether a writer is about to commit, and waits for those who read to be done."""
    with closing(sqlite3.connect(file, timeout=0.0)) as connection:
        try:
            connection.execute("SELECT number FROM revision").fetchall()
        except sqlite3.OperationalError:
            return True
        return False


def test_what_is_to_be_corrected_is_found_while_a_writer_waits_for_that(library: Library) -> None:
    library.add("arrival", ARRIVAL)
    library.add("arrival", ARRIVAL.replace("in May", "in June"))
    written = threading.Event()

    def write() -> None:
        with library.database.writing() as connection:
            connection.execute(update(revision).values(number=revision.c.number + 1))
        written.set()

    writer = threading.Thread(target=write)
    began = time.monotonic()
    with library.database.reading() as connection:
        before = connection.scalar(select(revision.c.number))
        writer.start()
        while not (written.is_set() or _is_read_by_nobody_new(library.folder / "verbale.db")):
            assert time.monotonic() - began < LONGEST_SECONDS
        assert corrections_due(connection, library.briefings) == []
        assert library.briefings.within(connection).revision() == before
    writer.join(LONGEST_SECONDS)
    assert written.is_set()
    assert time.monotonic() - began < LONGEST_SECONDS
    assert library.briefings.revision() == (before or 0) + 1
