"""From the schema of an older program to that of this one."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any, Protocol

from sqlalchemy import Column, Connection, inspect, select, text, update

from verbale.store import audit
from verbale.store.schema import (
    SCHEMA_VERSION,
    admins,
    announcements,
    answers,
    audience_members,
    audiences,
    briefings,
    chats,
    deliveries,
    drafts,
    editions,
    feed_items,
    feeds,
    inbox,
    ledger,
    metadata,
    outbox,
    schema_info,
    subscriptions,
    verdicts,
)
from verbale.store.schema import audit as audit_log


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


def _add_the_office(connection: Connection) -> None:
    tables = [admins, audiences, audience_members, audit_log, drafts, feeds, feed_items, deliveries, outbox]
    tables += [subscriptions, announcements]
    metadata.create_all(connection, tables=tables)
    _add_column(connection, briefings.c.is_by_hand, "INTEGER NOT NULL DEFAULT 0")
    _add_column(connection, editions.c.audience, "JSON")
    _add_column(connection, editions.c.embargo_until, "TIMESTAMP")
    for row in connection.execute(select(briefings.c.id, briefings.c.audience, briefings.c.embargo_until)).all():
        # Whom earlier editions were for is not known any more: they are for those whom the briefing is for.
        values = {"audience": row.audience, "embargo_until": row.embargo_until}
        connection.execute(update(editions).where(editions.c.briefing == row.id).values(values))
    # The moment of an upgrade is the machine's: nothing is decided by it.
    audit.begin(connection, datetime.now(UTC))


def _add_column(connection: Connection, column: Column[Any], kind: str) -> None:
    known = {one["name"] for one in inspect(connection).get_columns(column.table.name)}
    if column.name not in known:
        connection.execute(text(f"ALTER TABLE {column.table.name} ADD COLUMN {column.name} {kind}"))


_STEPS: Mapping[int, Callable[[Connection], None]] = {1: _add_the_state_of_the_bot, 2: _add_the_office}
"""What leads on from each version to the next."""
