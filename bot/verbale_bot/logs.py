"""The log: to standard error, with the token out of it whatever happens."""

import logging
import sys
from collections import deque

from pydantic import SecretStr

SERVICE_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
COMMAND_FORMAT = "verbale: %(message)s"
"""Somebody at a terminal reads it, who knows what the time is."""
REDACTED = "<token>"
MOST_KEPT = 20
LONGEST_LINE_CHARACTERS = 300
TALKATIVE = ("httpx", "httpcore", "huggingface_hub", "telegram", "transformers")
"""At INFO, httpx logs every request with its URL, which holds the token."""


class RedactingFormatter(logging.Formatter):
    """Replaces the token in whole records, tracebacks included: libraries put it in messages of their exceptions."""

    def __init__(self, line_format: str, token: SecretStr | None) -> None:
        super().__init__(line_format)
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line (or several), without the token."""
        line = super().format(record)
        return line if self._token is None else line.replace(self._token.get_secret_value(), REDACTED)


def start_logging(level: str, line_format: str, token: SecretStr | None) -> None:
    """Log to standard error from ``level`` on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(RedactingFormatter(line_format, token))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, logging.getLevelName(level)))


class LastErrors(logging.Handler):
    """Keeps the last warnings and errors, for the administrators to look at; without tracebacks, one line each."""

    def __init__(self, token: SecretStr | None, most: int = MOST_KEPT) -> None:
        super().__init__(logging.WARNING)
        self.setFormatter(RedactingFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s", token))
        self._lines: deque[str] = deque(maxlen=most)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record's first line."""
        self._lines.append(self.format(record).split("\n", 1)[0][:LONGEST_LINE_CHARACTERS])

    def lines(self) -> list[str]:
        """The lines, oldest first."""
        return list(self._lines)
