"""The commands of the office: briefings one by one, and what is kept of all that was done. See ``commands``.

What they do is imported when a command is called, for start-up time; each place is the first line of a command.
"""

# ruff: noqa: PLC0415
# For start-up time, as the docstring says.

from pathlib import Path
from typing import Annotated

import typer

from verbale_bot.cli.announcing import announce
from verbale_bot.cli.options import (
    AudiencesOption,
    BriefingIdArgument,
    DateOption,
    Details,
    EmbargoOption,
    JsonOption,
    LanguageOption,
    SourceOption,
    TitleOption,
    VisitOption,
)


def add(
    source: Annotated[
        str,
        typer.Argument(
            metavar="FILE|URL|-",
            help="A file, a web address where VERBALE_FETCH_URLS allows it, or - for a text on standard input.",
        ),
    ],
    name: Annotated[
        str | None,
        typer.Option(
            "--id", metavar="ID", help="The briefing's id; by default of the file's name, or of the title without one."
        ),
    ] = None,
    title: TitleOption = None,
    date: DateOption = None,
    language: LanguageOption = None,
    source_url: SourceOption = None,
    visit: VisitOption = None,
    audience: AudiencesOption = None,
    embargo_until: EmbargoOption = None,
    as_json: JsonOption = False,
    no_index: Annotated[
        bool, typer.Option("--no-index", help="Build no index: nobody is answered from it before verbale reindex.")
    ] = False,
) -> None:
    """Publish a document as a briefing, or as the next edition of one, and build an index of it.

    Details that are given here win over those in the document. Where the briefing is known, it keeps those that neither
    names. A briefing that was withdrawn is restored.
    """
    from verbale.settings import read_settings
    from verbale_bot.models import EarlyEncoder, encoder_of

    settings = read_settings()
    # The model is on its way while the rest is imported.
    make_encoder = encoder_of if no_index else EarlyEncoder(settings, announce).make
    from verbale_bot.cli import adding

    details = _details(title, date, language, source_url, visit, audience, embargo_until)
    adding.add(settings, make_encoder, source, name, details, as_json=as_json, indexes=not no_index)


def remove(name: BriefingIdArgument) -> None:
    """Withdraw a briefing: at once nobody is answered from it any more. Its editions are kept."""
    from verbale.settings import read_settings
    from verbale_bot.cli import briefings

    briefings.remove(read_settings(), name)


def restore(name: BriefingIdArgument) -> None:
    """Let a withdrawn briefing be answered from again."""
    from verbale.settings import read_settings
    from verbale_bot.cli import briefings

    briefings.restore(read_settings(), name)


def editions(
    name: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="The id of a briefing; without one, all briefings are listed.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """List the editions of a briefing; or all briefings, each with its current edition."""
    from verbale.settings import read_settings
    from verbale_bot.cli import briefings

    if name is None:
        briefings.list_briefings(read_settings(), as_json)
    else:
        briefings.list_editions(read_settings(), name, as_json)


def describe(
    name: BriefingIdArgument,
    title: TitleOption = None,
    date: DateOption = None,
    language: LanguageOption = None,
    source_url: SourceOption = None,
    visit: VisitOption = None,
    audience: AudiencesOption = None,
    embargo_until: EmbargoOption = None,
) -> None:
    """Change details of a published briefing. Its text stays as it is; a hyphen takes away what need not be there."""
    details = _details(title, date, language, source_url, visit, audience, embargo_until)
    if not details.are_given:
        raise typer.BadParameter("give at least one detail, such as --title TITLE")
    from verbale.settings import read_settings
    from verbale_bot.cli import describing

    describing.describe(read_settings(), name, details)


def diff(
    name: BriefingIdArgument,
    old: Annotated[int | None, typer.Argument(min=1, help="Number of an edition; by default the one before.")] = None,
    new: Annotated[int | None, typer.Argument(min=1, help="Number of another; by default the current one.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Show what changed between two editions of a briefing, paragraph by paragraph."""
    from verbale.settings import read_settings
    from verbale_bot.cli import comparing

    comparing.diff(read_settings(), name, old, new, as_json)


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The copy; it must not be there yet.")],
) -> None:
    """Copy the whole database into one file, also while the bot runs; the copy is checked."""
    from verbale.settings import read_settings
    from verbale_bot.cli import safekeeping

    safekeeping.backup(read_settings(), file)


def export(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="It is made; or it is there, and empty.")],
) -> None:
    """Write what was said, asked, judged and done into CSV files that office programs open."""
    from verbale.settings import read_settings
    from verbale_bot.cli import safekeeping

    safekeeping.export(read_settings(), folder)


def audit(
    as_json: JsonOption = False,
    last: Annotated[int | None, typer.Option("--last", min=1, metavar="N", help="Only the last N entries.")] = None,
) -> None:
    """List the audit log: what was done by whom, oldest first. With --json, one entry a line."""
    from verbale.settings import read_settings
    from verbale_bot.cli import safekeeping

    safekeeping.list_entries(read_settings(), last, as_json)


def register(app: typer.Typer) -> None:
    """Give ``app`` these commands."""
    for command in (add, remove, restore, editions, describe, diff, backup, export, audit):
        app.command()(command)


def _details(
    title: str | None,
    date: str | None,
    language: str | None,
    source_url: str | None,
    visit: str | None,
    audience: list[str] | None,
    embargo_until: str | None,
) -> Details:
    return Details(title, date, language, source_url, visit, tuple(audience) if audience else None, embargo_until)
