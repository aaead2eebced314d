"""``verbale describe``, and details of a briefing as they are written on the command line."""

from collections.abc import Collection, Mapping
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from verbale.briefing import PUBLIC
from verbale.describing import NOTHING, Field, NotUnderstood, described
from verbale.errors import Refused
from verbale.intake.document import Document
from verbale.settings import Settings
from verbale.store import publishing
from verbale.store.audiences import all_audiences
from verbale.store.audit import COMMAND_LINE
from verbale_bot.cli.briefings import briefing_called
from verbale_bot.cli.not_there import not_there
from verbale_bot.cli.opening import opened
from verbale_bot.cli.options import Details
from verbale_bot.cli.terminal import print_line

REMEDIES: Mapping[Field, str] = {
    Field.TITLE: "Write 1 to 300 characters.",
    Field.DATE: "Write it as 2026-05-21, or - for none.",
    Field.LANGUAGE: "Write en, ru, kk, uz or tg.",
    Field.SOURCE: "Write it with https:// or http://, or - for none.",
    Field.VISIT: "Write 1 to 500 characters, or - for none.",
    Field.AUDIENCE: "Write public, or names that verbale audiences lists.",
    Field.EMBARGO: "Write it as 2026-05-21T18:00+05:00, or - for none.",
}


def describe(settings: Settings, briefing_id: str, details: Details) -> None:
    """Change details of a published briefing; its text stays.

    Raises:
        Refused: there is no such briefing, or a detail cannot be understood.
    """
    with opened(settings) as program:
        briefing = briefing_called(program, briefing_id)
        document, _ = program.briefings.document(briefing)
        with program.database.writing() as connection:
            document = with_details(document, details, ZoneInfo(settings.time_zone), names_of_audiences(connection))
            changed = publishing.describe(connection, briefing.id, document, program.clock.now(), COMMAND_LINE)
    print_line(f"{briefing.id}: {'details changed' if changed else 'these are the details that it has'}.")


def with_details(document: Document, details: Details, zone: ZoneInfo, known_audiences: frozenset[str]) -> Document:
    """``document`` with the details that were written; a hyphen takes away what need not be there.

    Raises:
        Refused: one of them cannot be understood; it is named, with what to write.
    """
    written = {
        Field.TITLE: details.title,
        Field.DATE: details.date,
        Field.LANGUAGE: details.language,
        Field.SOURCE: details.source_url,
        Field.VISIT: details.visit,
        Field.AUDIENCE: None if details.audience is None else ",".join(details.audience),
        Field.EMBARGO: details.embargo_until,
    }
    if details.audience is not None:
        check_audiences([name for name in details.audience if name not in NOTHING], known_audiences)
    for field, value in written.items():
        if value is None:
            continue
        try:
            document = described(document, field, value, zone, known_audiences)
        except NotUnderstood as error:
            raise Refused(f"“{value}” is no {field.value} that can be understood.", REMEDIES[field]) from error
    return document


def check_audiences(names: Collection[str], known: frozenset[str]) -> None:
    """Refuse an audience that nobody has made.

    Raises:
        Refused: there is none of that name; the nearest is named.
    """
    for name in names:
        if name.casefold() not in known | {PUBLIC}:
            raise not_there("audience", name, known, f"Make it first: verbale audiences make {name}.")


def names_of_audiences(connection: Connection) -> frozenset[str]:
    """The names of all audiences but the public."""
    return frozenset(one.name for one in all_audiences(connection))
