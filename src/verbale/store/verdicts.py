"""What people think of an answer."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from verbale.store.schema import verdicts


@dataclass(frozen=True)
class Verdict:
    """Whether an answer was of use, and the word that was chosen for what is wrong with it, if one was."""

    is_good: bool
    reason: str | None


def give(connection: Connection, answer_id: int, user_id: int, verdict: Verdict, now: datetime) -> None:
    """Keep what a person thinks of an answer, in place of what they thought before."""
    this = verdicts.c.answer_id == answer_id, verdicts.c.user_id == user_id
    values = {"is_good": int(verdict.is_good), "reason": verdict.reason, "given_at": now}
    changed = connection.execute(update(verdicts).where(*this).values(values))
    if changed.rowcount == 0:
        connection.execute(insert(verdicts).values(answer_id=answer_id, user_id=user_id, **values))


def verdict_of(connection: Connection, answer_id: int, user_id: int) -> Verdict | None:
    """What a person thinks of an answer, or None where they have not said, or it is no longer known who did."""
    query = select(verdicts.c.is_good, verdicts.c.reason).where(
        verdicts.c.answer_id == answer_id, verdicts.c.user_id == user_id
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else Verdict(bool(row.is_good), row.reason)


def tally(connection: Connection, answer_id: int) -> tuple[int, int]:
    """How many found an answer good, and how many bad."""
    query = select(func.count(), func.sum(verdicts.c.is_good)).where(verdicts.c.answer_id == answer_id)
    given, good = connection.execute(query).one()
    return good or 0, given - (good or 0)
