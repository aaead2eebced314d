"""What an installation has stored, read and changed beside the running bot, and what a message quotes from it."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from botapi.model import Message
from program import Installation

WAITED_SECONDS = 30.0


def front_matter(**details: str) -> str:
    """A briefing's details, to stand above its text."""
    lines = [f"{key}: {value}" for key, value in details.items()]
    return "\n".join(["---", *lines, "---", ""])


def rows(installation: Installation, query: str, *values: object) -> list[tuple[Any, ...]]:
    """What a query of the database finds."""
    with closing(_connected(installation.data)) as connection:
        return list(connection.execute(query, values))


def withdraw(installation: Installation, briefing: str, moment: str | None = "2025-03-10 09:00:00.000000") -> None:
    """Withdraw a briefing while the bot runs, or with None for the moment take that back."""
    _change(installation, "UPDATE briefings SET withdrawn_at = ? WHERE id = ?", (moment, briefing))


def embargo(installation: Installation, briefing: str, until: str | None) -> None:
    """Put a briefing under embargo while the bot runs, or lift it."""
    _change(installation, "UPDATE briefings SET embargo_until = ? WHERE id = ?", (until, briefing))


def _change(installation: Installation, statement: str, values: tuple[str | None, ...]) -> None:
    with closing(_connected(installation.data)) as connection, connection:
        connection.execute(statement, values)
        connection.execute("UPDATE revision SET number = number + 1")


def until(find: Callable[[], object], what: str) -> None:
    """Wait for something that shows in the database, or elsewhere outside of Telegram."""
    end = time.monotonic() + WAITED_SECONDS
    while not find():
        assert time.monotonic() < end, what
        time.sleep(0.02)


def until_dealt_with(installation: Installation, update_id: int | None) -> None:
    """Wait until the bot has handled an update."""
    done = "SELECT 1 FROM inbox WHERE update_id = ? AND done_at IS NOT NULL"
    until(lambda: rows(installation, done, update_id), f"the end of update {update_id}")


def texts(installation: Installation) -> list[str]:
    """The text of every stored edition."""
    return [text for (text,) in rows(installation, "SELECT text FROM editions")]


def is_verbatim(installation: Installation, message: Message) -> bool:
    """Whether all that a message quotes is a slice of a stored edition, by Telegram's own counting of its entities."""
    stored = texts(installation)
    return all(any(quoted in text for text in stored) for quoted in message.quotations)


def _connected(data: Path) -> sqlite3.Connection:
    return sqlite3.connect(data / "verbale.db", timeout=20.0)
