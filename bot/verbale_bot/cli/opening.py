"""What each command works with: the program made of the settings."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from verbale.settings import Settings
from verbale_bot.cli.announcing import announce
from verbale_bot.cli.terminal import progress_bar
from verbale_bot.compose import Program, open_program
from verbale_bot.logs import COMMAND_FORMAT, start_logging
from verbale_bot.models import EncoderMaker, encoder_of

if TYPE_CHECKING:
    from verbale_bot.engine import Engine


@contextmanager
def opened(settings: Settings, make_encoder: EncoderMaker = encoder_of) -> Iterator[Program]:
    """The program, without a model."""
    # At a terminal, what is worth a line is said by the command itself.
    level = "WARNING" if settings.log_level == "INFO" else settings.log_level
    start_logging(level, COMMAND_FORMAT, settings.telegram_token)
    program = open_program(settings, announce=announce, make_encoder=make_encoder)
    try:
        yield program
    finally:
        program.close()


def engine_of(program: Program) -> "Engine":
    """The model and the index, with a bar where one of them has to be made first."""
    # Imported here for start-up time: most commands answer no question.
    from verbale_bot.engine import open_engine  # noqa: PLC0415

    with progress_bar() as progress:
        return open_engine(program, progress)
