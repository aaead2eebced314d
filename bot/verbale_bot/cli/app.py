"""``verbale``: runs a command; whatever goes wrong reaches a person as one line."""

import logging
import os
import sys
from typing import NoReturn

import typer

from verbale.errors import VerbaleError
from verbale_bot.cli.commands import app

logger = logging.getLogger(__name__)


def run_and_leave() -> NoReturn:
    """Run a command and end the process at once.

    Python would take the model and the index apart piece by piece first, for a fifth of a second, and wait for a
    model that is still being loaded. Files and the database are closed by then, and what a thread still writes is
    written so that it may be broken off at any moment.
    """
    code: int | str | None = 0
    try:
        main()
    except SystemExit as end:
        code = end.code
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else int(code is not None))


def main() -> None:
    """Run a command; whatever goes wrong is one line on standard error."""
    # What a model's library would say about parallelism is not for whoever reads an answer.
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    try:
        app()
    except VerbaleError as error:
        _fail(str(error))
    except BrokenPipeError:
        # Whoever read the output has gone; Python would complain once more while closing it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        _fail(f"{error}. Check the disk, the rights and VERBALE_DATA_DIR.")
    except Exception as error:
        logger.debug("a fault of the program", exc_info=True)
        _fail(f"A fault of the program itself ({type(error).__name__}: {error}). VERBALE_LOG_LEVEL=DEBUG shows where.")


def _fail(line: str) -> None:
    one_line = " ".join(line.split())
    typer.echo(f"verbale: {one_line}", err=True)
    sys.exit(1)
