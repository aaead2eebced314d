"""What each command begins with: the settings, and the program made of them."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from verbale.settings import Settings, read_settings
from verbale_bot.cli.terminal import announce, progress_bar
from verbale_bot.compose import Program, open_program
from verbale_bot.engine import Engine, open_engine
from verbale_bot.logs import COMMAND_FORMAT, start_logging


@contextmanager
def opened(settings: Settings | None = None) -> Iterator[Program]:
    """The program, without a model."""
    settings = settings or read_settings()
    # At a terminal, what is worth a line is said by the command itself.
    level = (
        settings.log_level
        if settings.log_level == "DEBUG"
        else max(settings.log_level, "WARNING", key=logging.getLevelName)
    )
    start_logging(level, COMMAND_FORMAT, settings.telegram_token)
    program = open_program(settings, announce=announce)
    try:
        yield program
    finally:
        program.close()


def engine_of(program: Program) -> Engine:
    """The model and the index, with a bar where one of them has to be made first."""
    with progress_bar() as progress:
        return open_engine(program, progress)
