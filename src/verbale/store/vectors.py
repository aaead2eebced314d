"""Vectors of texts that were embedded before, by the encoder's fingerprint and the text's SHA-256."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import insert, select

from verbale.store.database import Database
from verbale.store.schema import vectors

ROWS_A_QUERY = 900
"""SQLite before 3.32 takes 999 values in a statement."""


def text_key(text: str) -> bytes:
    """The 32 bytes under which the vector of ``text`` is kept."""
    return hashlib.sha256(text.encode()).digest()


class VectorStore:
    """Keeps vectors as bytes; what they mean is known to the index alone."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def read(self, fingerprint: str, keys: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
        """Keys and vectors of those that are kept, among those asked for, in no order."""
        wanted = sorted(set(keys))
        with self._database.reading() as connection:
            for at in range(0, len(wanted), ROWS_A_QUERY):
                query = select(vectors.c.text_sha256, vectors.c.vector).where(
                    vectors.c.fingerprint == fingerprint, vectors.c.text_sha256.in_(wanted[at : at + ROWS_A_QUERY])
                )
                for row in connection.execute(query):
                    yield row.text_sha256, row.vector

    def keep(self, fingerprint: str, new: Mapping[bytes, bytes]) -> None:
        """Keep vectors under their keys; one that is kept already stays."""
        rows = [{"fingerprint": fingerprint, "text_sha256": key, "vector": new[key]} for key in sorted(new)]
        with self._database.writing() as connection:
            known: set[bytes] = set()
            for at in range(0, len(rows), ROWS_A_QUERY):
                keys = [row["text_sha256"] for row in rows[at : at + ROWS_A_QUERY]]
                query = select(vectors.c.text_sha256).where(
                    vectors.c.fingerprint == fingerprint, vectors.c.text_sha256.in_(keys)
                )
                known.update(connection.scalars(query))
            rows = [row for row in rows if row["text_sha256"] not in known]
            if rows:
                connection.execute(insert(vectors), rows)
