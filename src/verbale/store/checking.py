"""Checking what the database tells of the past: the audit log, and that what was said can still be quoted."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, select

from verbale.errors import Damaged
from verbale.store import audit
from verbale.store.schema import answers, editions, ledger

ROWS_AT_ONCE = 1_000

Places = Callable[[Any], Iterator[Mapping[str, Any]]]
"""The places of quotes in a value as it is kept in JSON."""


@dataclass(frozen=True)
class CheckedRecords:
    """How much was found whole: entries of the audit log with the SHA-256 of the last, messages, answers, and quotes.

    ``quotes`` counts those of the messages and those of the answers, speakers included.
    """

    entries: int
    last_sha256: str
    messages: int
    answers: int
    quotes: int


def check_records(connection: Connection) -> CheckedRecords:
    """Check the chain of the audit log, and that every quote of the ledger and of the answers lies in its edition.

    The editions' texts are taken as they are; whoever wants them compared with their SHA-256 reads them.

    Raises:
        Damaged: the first damage, named.
    """
    chain = audit.check(connection)
    # Every database that is supported counts characters here, as Python does, and no text holds a NUL.
    lengths = select(editions.c.briefing, editions.c.number, func.length(editions.c.text).label("length"))
    known = {(row.briefing, row.number): row.length for row in connection.execute(lengths)}
    said = select(ledger.c.id, ledger.c.quotes).order_by(ledger.c.id)
    messages, shown = _check(connection, said, _places_of_message, "Message {} of the ledger", known)
    kept = select(answers.c.id, answers.c.citations).order_by(answers.c.asked_at, answers.c.id)
    of_answers, cited = _check(connection, kept, _places_of_answer, "The kept answer {}", known)
    return CheckedRecords(chain.entries, chain.last_sha256, messages, of_answers, shown + cited)


def _check(
    connection: Connection,
    query: Select[tuple[int, Any]],
    places_of: Places,
    name: str,
    lengths: Mapping[tuple[str, int], int],
) -> tuple[int, int]:
    """How many rows there are, and how many places in them; each row is an id and what it keeps in JSON."""
    rows = places = 0
    last = "none"
    found = iter(connection.execute(query.execution_options(yield_per=ROWS_AT_ONCE)))
    while True:
        try:
            row = next(found, None)
        except ValueError as error:  # read in portions: it is one of the rows that follow
            raise Damaged(f"{name.format(f'after number {last}')} does not hold JSON.") from error
        if row is None:
            return rows, places
        row_id, kept = row
        try:
            for place in places_of(kept):
                _check_place(place, name.format(row_id), lengths)
                places += 1
        except (KeyError, TypeError, AttributeError) as error:
            raise Damaged(f"{name.format(row_id)} does not hold places of quotes.") from error
        rows, last = rows + 1, str(row_id)


def _check_place(place: Mapping[str, Any], where: str, lengths: Mapping[tuple[str, int], int]) -> None:
    briefing, number, start, end = place["briefing"], place["edition"], place["start"], place["end"]
    length = lengths.get((briefing, number))
    if length is None:
        raise Damaged(f"{where} quotes edition {number} of {briefing}, which is not in the store.")
    if not 0 <= start < end <= length:
        raise Damaged(
            f"{where} quotes characters {start} to {end} of edition {number} of {briefing}, which has {length}."
        )


def _places_of_message(quotes: Any) -> Iterator[Mapping[str, Any]]:
    yield from quotes


def _places_of_answer(citations: Any) -> Iterator[Mapping[str, Any]]:
    for citation in citations:
        yield citation["quote"]
        if citation["speaker"] is not None:
            yield citation["speaker"]
        yield from citation["also"]
