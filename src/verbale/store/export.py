"""What was said, asked and done, as CSV files for office programs."""

import csv
import io
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Connection, Row, Select, select

from verbale.durable import sync_folder, write_synced
from verbale.errors import Refused
from verbale.store.schema import answers, audit, ledger, verdicts

ROWS_AT_ONCE = 1_000
STARTS_OF_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A cell that begins so may be run by an office program; the full-width ones where it is set to Chinese or Japanese."""

Cell = str | int | float | None


@dataclass(frozen=True)
class _Sheet:
    """One file: its name, the names of its columns, and its rows."""

    name: str
    columns: tuple[str, ...]
    query: Select[*tuple[Any, ...]]
    cells: Callable[[Row[*tuple[Any, ...]]], Iterator[Sequence[Cell]]]


def export(connection: Connection, folder: Path) -> tuple[Path, ...]:
    """Write ledger.csv, questions.csv, feedback.csv and audit.csv into ``folder``, which is made where it is missing.

    UTF-8 with a byte order mark, a line of column names, moments in UTC. Text that begins like a formula gets an
    apostrophe before it. Files of the same names are replaced, each as a whole. The rows are read and written in
    portions.

    Raises:
        Refused: a file cannot be written.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        files = tuple(_write(connection, folder, sheet) for sheet in _SHEETS)
        sync_folder(folder)
    except OSError as error:
        raise Refused(f"The export cannot be written: {error}.", "Check the folder and the disk.") from error
    return files


def _write(connection: Connection, folder: Path, sheet: _Sheet) -> Path:
    file = folder / sheet.name
    temporary = folder / f".{sheet.name}.{secrets.token_hex(6)}"
    try:
        write_synced(temporary, lambda stream: _fill(connection, sheet, stream))
        temporary.replace(file)
    finally:
        temporary.unlink(missing_ok=True)
    return file


def _fill(connection: Connection, sheet: _Sheet, stream: BinaryIO) -> None:
    # Without the mark, Excel takes UTF-8 for the machine's own 8-bit encoding.
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    writer = csv.writer(text)
    try:
        writer.writerow(sheet.columns)
        for row in connection.execute(sheet.query.execution_options(yield_per=ROWS_AT_ONCE)):
            writer.writerows([_harmless(cell) for cell in cells] for cells in sheet.cells(row))
    finally:
        text.detach()  # flushes, and leaves the stream open for its owner


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(STARTS_OF_FORMULAS) else cell


def _moment(at: datetime, timespec: str = "seconds") -> str:
    return at.astimezone(UTC).isoformat(timespec=timespec)


def _ledger_rows(row: Row[*tuple[Any, ...]]) -> Iterator[Sequence[Cell]]:
    """One for each quote of a message; a message without quotes has one, too."""
    message = (_moment(row.sent_at), row.chat_id, row.thread_id, row.message_id, row.kind)
    for quote in row.quotes:
        yield *message, quote["briefing"], quote["edition"], quote["start"], quote["end"]
    if not row.quotes:
        yield *message, None, None, None, None


def _question_rows(row: Row[*tuple[Any, ...]]) -> Iterator[Sequence[Cell]]:
    asked = _moment(row.asked_at), row.chat_id, row.user_id, row.question, row.language
    yield *asked, row.outcome, row.reason, row.confidence, len(row.citations)


def _feedback_rows(row: Row[*tuple[Any, ...]]) -> Iterator[Sequence[Cell]]:
    yield _moment(row.given_at), row.answer_id, row.is_good, row.reason


def _audit_rows(row: Row[*tuple[Any, ...]]) -> Iterator[Sequence[Cell]]:
    # To the microsecond: the seals are over it.
    act = row.number, _moment(row.at, "microseconds"), row.actor, row.act, row.subject, row.details
    yield *act, row.previous_sha256, row.sha256


_SHEETS = (
    _Sheet(
        "ledger.csv",
        ("sent_at", "chat", "thread", "message", "kind", "briefing", "edition", "start", "end"),
        select(ledger).order_by(ledger.c.id),
        _ledger_rows,
    ),
    _Sheet(
        "questions.csv",
        ("asked_at", "chat", "user", "question", "language", "outcome", "reason", "confidence", "quotes"),
        select(answers).order_by(answers.c.asked_at, answers.c.id),
        _question_rows,
    ),
    _Sheet(
        "feedback.csv",
        ("given_at", "answer", "good", "reason"),
        select(verdicts).order_by(verdicts.c.id),
        _feedback_rows,
    ),
    _Sheet(
        "audit.csv",
        ("number", "at", "actor", "act", "subject", "details", "previous_sha256", "sha256"),
        select(audit).order_by(audit.c.number),
        _audit_rows,
    ),
)
