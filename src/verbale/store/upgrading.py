"""From the schema of an older program to that of this one."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Connection, select, update

from verbale.store.schema import SCHEMA_VERSION, answers, chats, inbox, ledger, metadata, schema_info, verdicts


class Writable(Protocol):
    """The part of a database that is needed here. The database itself calls for upgrades, so it is not imported."""

    def writing(self) -> AbstractContextManager[Connection]:
        """A connection in a transaction: committed at the end, rolled back by an exception."""


def upgrade(database: Writable, version: int) -> int:
    """Bring a database with the schema ``version`` to ``SCHEMA_VERSION`` and return the version that it has then.

    All steps are one transaction: a failure leaves the schema as it was. A version that no step leads on from, and one
    that is newer than this program, is returned as it is.
    """
    if version >= SCHEMA_VERSION:
        return version
    with database.writing() as connection:
        # Another process may have been first. PostgreSQL has it wait here; on SQLite the transaction itself does.
        found: int = connection.execute(select(schema_info.c.version).with_for_update()).scalar_one()
        reached = found
        while reached < SCHEMA_VERSION and reached in _STEPS:
            _STEPS[reached](connection)
            reached += 1
        if reached != found:
            connection.execute(update(schema_info).values(version=reached))
        return reached


def _add_the_state_of_the_bot(connection: Connection) -> None:
    metadata.create_all(connection, tables=[inbox, chats, answers, ledger, verdicts])


_STEPS: Mapping[int, Callable[[Connection], None]] = {1: _add_the_state_of_the_bot}
"""What leads on from each version to the next."""
