"""Updates from Telegram: kept before they are acknowledged, so that none is lost and none is dealt with twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from verbale.store.schema import inbox

IDS_A_QUERY = 900
"""SQLite before 3.32 takes 999 values in a statement."""
_FINISH = (
    update(inbox)
    .where(
        inbox.c.bot_id == bindparam("of_bot"), inbox.c.update_id == bindparam("of_update"), inbox.c.done_at.is_(None)
    )
    .values(payload=None, done_at=bindparam("now"))
)


@dataclass(frozen=True)
class Waiting:
    """An update that has not been dealt with; ``payload`` is JSON, as Telegram wrote it."""

    update_id: int
    payload: str
    received_at: datetime


class Inbox:
    """The updates of one bot. Each function works in the transaction of the connection that it is given."""

    def __init__(self, bot_id: int) -> None:
        self._bot_id = bot_id
        self._mine = inbox.c.bot_id == bot_id

    def accept(self, connection: Connection, updates: Sequence[tuple[int, str]], now: datetime) -> list[int]:
        """Keep those of ``updates`` (id and JSON) that were never seen, and return their ids in the given order.

        An update that is there already is known by its id, also when it was dealt with since; of two with the same id
        the first is kept.
        """
        payloads: dict[int, str] = {}
        for update_id, payload in updates:
            payloads.setdefault(update_id, payload)
        known = self._known(connection, list(payloads))
        new = [update_id for update_id in payloads if update_id not in known]
        if new:
            rows = [
                {"bot_id": self._bot_id, "update_id": update_id, "payload": payloads[update_id], "received_at": now}
                for update_id in new
            ]
            connection.execute(insert(inbox), rows)
        return new

    def waiting(self, connection: Connection, after: int | None = None, most: int = 1000) -> list[Waiting]:
        """Up to ``most`` updates that have not been dealt with, by ascending id, all above ``after`` if it is given."""
        query = select(inbox.c.update_id, inbox.c.payload, inbox.c.received_at).where(
            self._mine, inbox.c.done_at.is_(None)
        )
        if after is not None:
            query = query.where(inbox.c.update_id > after)
        return [Waiting(*row) for row in connection.execute(query.order_by(inbox.c.update_id).limit(most))]

    def finish(self, connection: Connection, update_id: int, now: datetime) -> None:
        """An update has been dealt with: its payload is emptied, its id stays. One that is not waiting is let be."""
        connection.execute(_FINISH, {"of_bot": self._bot_id, "of_update": update_id, "now": now})

    def count_waiting(self, connection: Connection) -> int:
        """How many updates have not been dealt with."""
        query = select(func.count()).select_from(inbox).where(self._mine, inbox.c.done_at.is_(None))
        count: int = connection.execute(query).scalar_one()
        return count

    def prune(self, connection: Connection, before: datetime) -> int:
        """Forget the ids of updates that were dealt with before ``before``, and return how many."""
        return connection.execute(delete(inbox).where(self._mine, inbox.c.done_at < before)).rowcount

    def _known(self, connection: Connection, ids: Sequence[int]) -> set[int]:
        known: set[int] = set()
        for at in range(0, len(ids), IDS_A_QUERY):
            among = inbox.c.update_id.in_(ids[at : at + IDS_A_QUERY])
            known.update(connection.scalars(select(inbox.c.update_id).where(self._mine, among)))
        return known
