"""What of a delivery did not arrive, or may not have: by the reason, with the chats."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from verbale.store.delivery import RowState
from verbale.store.schema import outbox, subscriptions


@dataclass(frozen=True)
class Unreached:
    """A chat; ``title`` is what it was called when it was subscribed, and empty where that is not known."""

    chat_id: int
    title: str


@dataclass(frozen=True)
class Problem:
    """Rows of a delivery that stand alike for the same ``reason``: how many, and the first chats of them."""

    state: RowState
    reason: str
    count: int
    first: tuple[Unreached, ...]


def problems(connection: Connection, delivery_id: int, most: int) -> list[Problem]:
    """What is uncertain, then what failed, each with the commonest reason first and ``most`` chats at most."""
    return [
        Problem(state, row.reason or "", row.rows, _first(connection, delivery_id, state, row.reason, most))
        for state in (RowState.UNCERTAIN, RowState.FAILED)
        for row in connection.execute(
            select(outbox.c.reason, func.count().label("rows"))
            .where(outbox.c.delivery == delivery_id, outbox.c.state == state.value)
            .group_by(outbox.c.reason)
            .order_by(func.count().desc(), outbox.c.reason)
        ).all()
    ]


def _first(
    connection: Connection, delivery_id: int, state: RowState, reason: str | None, most: int
) -> tuple[Unreached, ...]:
    query = (
        select(outbox.c.chat_id, subscriptions.c.title)
        .outerjoin(subscriptions, subscriptions.c.chat_id == outbox.c.chat_id)
        .where(outbox.c.delivery == delivery_id, outbox.c.state == state.value, outbox.c.reason == reason)
        .order_by(outbox.c.id)
        .limit(most)
    )
    return tuple(Unreached(row.chat_id, row.title or "") for row in connection.execute(query))
