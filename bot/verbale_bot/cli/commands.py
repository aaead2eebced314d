"""The commands: names, options and help. What they do is done by the other modules of this package.

Those are imported when a command is called: a command is started anew for every question, so each imports only what it
needs, and begins to load the model before that.
"""

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from verbale.errors import VerbaleError
from verbale_bot.cli import office_commands, people_commands
from verbale_bot.cli.announcing import announce
from verbale_bot.cli.options import JsonOption

if TYPE_CHECKING:
    from verbale.settings import Settings
    from verbale_bot.models import EarlyEncoder

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

QuestionArgument = Annotated[str | None, typer.Argument(help="The question, in any of the five languages.")]
FromOption = Annotated[
    Path | None,
    typer.Option(
        "--from",
        metavar="FILE.jsonl",
        help="Answer the questions of a file, one JSON object a line (id, question, optional context and briefing), "
        "with one JSON answer a line, in order.",
    ),
]
AudienceOption = Annotated[
    list[str] | None, typer.Option("--audience", help="Ask as this audience, too; may be given several times.")
]
BriefingOption = Annotated[
    str | None,
    typer.Option("--briefing", help="Look only in the briefing with this id, or in the visit with this name."),
]


class TokenMissing(VerbaleError):
    """There is no token to run with."""


def _settings() -> "Settings":
    """The settings, which pydantic reads: that takes a tenth of a second to import, and a page of help needs none."""
    from verbale.settings import read_settings

    return read_settings()


def _begin() -> "tuple[Settings, EarlyEncoder]":
    """The settings, and the model that they name, on its way."""
    settings = _settings()
    from verbale_bot.models import EarlyEncoder

    return settings, EarlyEncoder(settings, announce)


def _check_one(question: str | None, file: Path | None) -> None:
    if (question is None) == (file is None):
        raise typer.BadParameter("give either a question or --from FILE.jsonl")


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(version("verbale"))
        raise typer.Exit


@app.callback()
def _root(
    _: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    pass


@app.command()
def reindex(as_json: JsonOption = False) -> None:
    """Take in what is new or changed in the briefings folder, build an index of it, and let that serve.

    The old index serves until the new one is whole. Files that cannot be read are named, with the reason and what to
    do, and the others are taken in; the exit code is then 1.
    """
    settings, early = _begin()
    from verbale_bot.cli import reindexing

    if not reindexing.reindex(settings, early.make, as_json):
        raise typer.Exit(1)


@app.command()
def ask(
    question: QuestionArgument = None,
    file: FromOption = None,
    top: Annotated[int, typer.Option(min=1, max=20, help="How many quotations at most.")] = 3,
    as_json: JsonOption = False,
    audience: AudienceOption = None,
    briefing: BriefingOption = None,
) -> None:
    """Answer a question with verbatim quotations, or say that the briefings do not say."""
    _check_one(question, file)
    settings, early = _begin()
    from verbale_bot.cli import asking

    asking.ask(asking.asked(question, file, top, as_json, audience, briefing), settings, early.make)


@app.command()
def search(
    question: QuestionArgument = None,
    file: FromOption = None,
    top: Annotated[int, typer.Option(min=1, max=1000, help="How many paragraphs at most.")] = 10,
    as_json: JsonOption = False,
    audience: AudienceOption = None,
    briefing: BriefingOption = None,
) -> None:
    """Show the paragraphs nearest to a question, with their scores (cosine similarity, higher is nearer)."""
    _check_one(question, file)
    settings, early = _begin()
    from verbale_bot.cli import asking

    asking.search(asking.asked(question, file, top, as_json, audience, briefing), settings, early.make)


@app.command()
def chat() -> None:
    """Ask and be answered in the terminal, as in Telegram. Ctrl-D or /quit ends it."""
    settings, early = _begin()
    from verbale_bot.cli import chatting

    chatting.chat(settings, early.make)


@app.command()
def run() -> None:
    """Run the bot until it is told to stop (SIGTERM or Ctrl-C); running answers are finished first."""
    settings = _settings()
    token = settings.telegram_token
    if token is None:
        raise TokenMissing("There is no token.", "Get one from @BotFather and set VERBALE_TELEGRAM_TOKEN.")
    from verbale_bot.logs import SERVICE_FORMAT, start_logging

    start_logging(settings.log_level, SERVICE_FORMAT, token)
    if "threads" not in settings.model_fields_set:
        # A question alone is hardly quicker with two, and many at once are slower: the others need the processors, too.
        settings = settings.model_copy(update={"threads": 1})
    from verbale_bot.models import EarlyEncoder

    early = EarlyEncoder(settings, logger.info)
    from verbale_bot.cli import running

    running.run(settings, token, early.make)


@app.command()
def status(as_json: JsonOption = False) -> None:
    """Show what is stored and what serves, and whether it is whole."""
    from verbale_bot.cli import keeping

    keeping.status(_settings(), as_json)


@app.command()
def rollback() -> None:
    """Let the generation before the current one serve again."""
    from verbale_bot.cli import keeping

    keeping.rollback(_settings())


@app.command()
def verify(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="A quoted text, or answers as verbale ask --json wrote them."),
    ] = None,
) -> None:
    """Check the whole store; or check that a quoted text stands in an edition, word for word.

    The whole store: the editions, the files as they came, the index, the audit log, and that all that was said can
    still be quoted.
    """
    from verbale_bot.cli import keeping

    keeping.verify(_settings(), file)


@app.command()
def calibrate(as_json: JsonOption = False) -> None:
    """Fit the confidence to the embedding model in use, with sentences of the briefings in place of questions.

    Worth doing after VERBALE_EMBEDDING_MODEL was changed: until then, another model than the bundled one must be surer
    to answer. docs/evaluation.md says what it can and cannot tell.
    """
    settings, early = _begin()
    from verbale_bot.cli import calibrating

    calibrating.calibrate(settings, early.make, as_json)


@app.command("eval")
def evaluate(
    folder: Annotated[
        Path | None, typer.Argument(metavar="FOLDER", help="A labelled set: articles.jsonl and questions.jsonl.")
    ] = None,
    compare: Annotated[
        tuple[Path, Path] | None,
        typer.Option("--compare", metavar="A.json B.json", help="Compare two results of --json, instead of measuring."),
    ] = None,
    as_json: JsonOption = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="REPORT.html", help="Write a report with plots to open in a browser."),
    ] = None,
    rows: Annotated[
        Path | None,
        typer.Option("--rows", metavar="FILE.jsonl", help="Write what came of each question here, not into the JSON."),
    ] = None,
    sample: Annotated[
        int | None, typer.Option("--sample", min=1, help="Ask only so many questions, always the same ones.")
    ] = None,
    baselines: Annotated[
        bool, typer.Option("--baselines", help="Measure the nearest sentence and plain keywords, too.")
    ] = False,
    skip_left_out: Annotated[
        bool, typer.Option("--skip-left-out", help="Do not ask again with the article left out; twice as fast.")
    ] = False,
    last_turn: Annotated[
        bool, typer.Option("--last-turn", help="Ask without what was said before in the conversation.")
    ] = False,
) -> None:
    """Measure how well questions of a labelled set are answered, or compare two such measurements.

    The index of the set's articles is kept in the cache, apart from the briefings; docs/evaluation.md describes the
    form of a set and what each figure means.
    """
    if (folder is None) == (compare is None):
        raise typer.BadParameter("give either a FOLDER to measure on or --compare A.json B.json")
    if compare is not None:
        from verbale_bot.cli import evaluating

        evaluating.compare_files(*compare, as_json=as_json)
        return
    settings, early = _begin()
    from verbale_bot.cli import evaluating

    plan = evaluating.Plan(
        sample=sample, with_context=not last_turn, leave_out=not skip_left_out, with_baselines=baselines
    )
    results = evaluating.measure(folder or Path(), plan, settings, early.make)
    if out is not None:
        # Imported here for start-up time: it loads matplotlib, which nothing else needs.
        from verbale_bot.evaluation_report.page import write_page

        write_page(results, out)
    evaluating.show(results, rows, as_json=as_json)


office_commands.register(app)
people_commands.register(app)
