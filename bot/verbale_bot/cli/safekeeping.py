"""``verbale backup``, ``verbale export`` and ``verbale audit``."""

import json
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection

from verbale.errors import Refused
from verbale.ports import SystemClock
from verbale.settings import Settings
from verbale.store import audit
from verbale.store.audit import COMMAND_LINE, Act, Entry
from verbale.store.backup import backup as make_backup
from verbale.store.export import export as write_export
from verbale_bot.cli.opening import opened
from verbale_bot.cli.terminal import print_json, print_line

ENTRIES_AT_ONCE = 1_000


def backup(settings: Settings, file: Path) -> None:
    """Copy the whole database into a new file.

    Raises:
        Refused: the file exists or cannot be written, or there is no database.
        Damaged: the copy does not pass its checks; there is no file.
    """
    # Before the program is opened: that would make the database where there is none.
    made = make_backup(settings.effective_database_url, file, SystemClock().now())
    details: dict[str, audit.Detail] = {
        "size_bytes": made.size_bytes,
        "sha256": made.sha256,
        "entries": made.audit_entries,
        "last_sha256": made.last_sha256,
    }
    with opened(settings) as program, program.database.writing() as connection:
        audit.append(connection, program.clock.now(), COMMAND_LINE, Act.BACKED_UP, made.file.name, details)
    print_line(
        f"{made.file}: {made.size_bytes:,} bytes, SHA-256 {made.sha256}. The audit log in it has {made.audit_entries} "
        f"entries; the SHA-256 of the last is {made.last_sha256}. To restore it, stop the bot, put the file "
        "in place as verbale.db in the data folder, and run verbale reindex."
    )


def export(settings: Settings, folder: Path) -> None:
    """Write what was said, asked and done into a folder, as CSV files.

    Raises:
        Refused: the folder holds something already, or cannot be written.
    """
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise Refused(f"{folder} is there already, and is no empty folder.", "Name another; it is made.")
    with opened(settings) as program:
        with program.database.reading() as connection:
            files = write_export(connection, folder)
        with program.database.writing() as connection:
            names: dict[str, audit.Detail] = {"files": [file.name for file in files]}
            audit.append(connection, program.clock.now(), COMMAND_LINE, Act.EXPORTED, folder.name, names)
    for file in files:
        print_line(f"{file}: {file.stat().st_size:,} bytes")


def list_entries(settings: Settings, last: int | None, as_json: bool) -> None:
    """The audit log, oldest entry first, or the ``last`` entries of it; in JSON one a line."""
    with opened(settings) as program, program.database.reading() as connection:
        for entry in _entries(connection, last):
            if as_json:
                print_json(_as_json(entry))
            else:
                details = json.dumps(dict(entry.details), ensure_ascii=False) if entry.details else ""
                parts = [f"{entry.at:%Y-%m-%d %H:%M:%S} UTC", entry.actor, entry.act.value, entry.subject, details]
                print_line(f"{entry.number} · " + " · ".join(part for part in parts if part))


def _entries(connection: Connection, last: int | None) -> Iterator[Entry]:
    """From the oldest on; a portion is held at a time."""
    count = audit.count(connection)
    begin = 0 if last is None else max(0, count - last)
    for at in range(begin, count, ENTRIES_AT_ONCE):
        end = min(at + ENTRIES_AT_ONCE, count)
        yield from reversed(audit.entries(connection, end - at, before=end + 1))


def _as_json(entry: Entry) -> dict[str, object]:
    return {
        "number": entry.number,
        "at": entry.at.isoformat(),
        "actor": entry.actor,
        "act": entry.act.value,
        "subject": entry.subject,
        "details": dict(entry.details),
        "sha256": entry.sha256,
    }
