"""``verbale``: the commands, and how their errors reach a person."""

import logging
import os
import sys
from importlib.metadata import version
from typing import Annotated

import typer
from sqlalchemy.exc import SQLAlchemyError

from verbale.errors import VerbaleError
from verbale_bot.cli import asking, chatting, keeping, reindexing, running

logger = logging.getLogger(__name__)

app = typer.Typer(
    name="verbale",
    help="Answers questions about diplomatic visits with verbatim quotations from briefings.",
    epilog="Settings are variables named VERBALE_…, in the environment or in a file .env; see .env.example. "
    "Exit codes: 0 done, 1 refused or failed (one line on standard error says why), 2 wrong usage.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("reindex")(reindexing.reindex)
app.command("ask")(asking.ask)
app.command("search")(asking.search)
app.command("chat")(chatting.chat)
app.command("run")(running.run)
app.command("status")(keeping.status)
app.command("rollback")(keeping.rollback)
app.command("verify")(keeping.verify)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(version("verbale"))
        raise typer.Exit


@app.callback()
def _root(
    _: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run a command; whatever goes wrong is one line on standard error."""
    # What a model's library would say about hubs and progress is not for whoever reads an answer.
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    try:
        app()
    except VerbaleError as error:
        _fail(str(error))
    except BrokenPipeError:
        # Whoever read the output has gone; Python would complain once more while closing it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except (OSError, SQLAlchemyError) as error:
        reason = getattr(error, "orig", None) or error
        _fail(f"{reason}. Check the disk, the rights and VERBALE_DATA_DIR.")
    except Exception as error:
        logger.debug("a fault of the program", exc_info=True)
        _fail(f"A fault of the program itself ({type(error).__name__}: {error}). VERBALE_LOG_LEVEL=DEBUG shows where.")


def _fail(line: str) -> None:
    one_line = " ".join(line.split())
    typer.echo(f"verbale: {one_line}", err=True)
    sys.exit(1)
