"""``verbale remove``, ``verbale restore`` and ``verbale editions``."""

from sqlalchemy import select

from verbale.briefing import PUBLIC, Briefing
from verbale.edition import Edition
from verbale.settings import Settings
from verbale.store import publishing
from verbale.store.audit import COMMAND_LINE
from verbale.store.schema import editions as editions_table
from verbale_bot.cli.already_said import already_said
from verbale_bot.cli.not_there import not_there
from verbale_bot.cli.opening import opened
from verbale_bot.cli.terminal import moment_in_words, print_json, print_line
from verbale_bot.compose import Program


def briefing_called(program: Program, name: str) -> Briefing:
    """The briefing with this id.

    Raises:
        Refused: there is none; the nearest id is named.
    """
    known = program.briefings.all()
    briefing = known.get(name.casefold())
    if briefing is None:
        raise not_there("briefing", name, known, "There are none yet: verbale add takes one in.")
    return briefing


def remove(settings: Settings, name: str) -> None:
    """Withdraw a briefing, at once.

    Raises:
        Refused: there is no such briefing.
    """
    with opened(settings) as program:
        briefing = briefing_called(program, name)
        with program.database.writing() as connection:
            changed = publishing.withdraw(connection, briefing.id, program.clock.now(), COMMAND_LINE)
        said = already_said(program, briefing.id)
    done = "is withdrawn" if changed else "was withdrawn before"
    print_line(f"{briefing.id} {done}: nobody is answered from it. verbale restore {briefing.id} takes that back.")
    if said.messages:
        print_line(said.in_words())


def restore(settings: Settings, name: str) -> None:
    """Let a withdrawn briefing be answered from again.

    Raises:
        Refused: there is no such briefing.
    """
    with opened(settings) as program:
        briefing = briefing_called(program, name)
        with program.database.writing() as connection:
            changed = publishing.restore(connection, briefing.id, program.clock.now(), COMMAND_LINE)
        said = already_said(program, briefing.id)
    if not changed:
        print_line(f"{briefing.id} is not withdrawn.")
        return
    print_line(f"{briefing.id} is restored. If the index was rebuilt meanwhile, run verbale reindex.")
    if said.messages:
        print_line(said.in_words())


def list_briefings(settings: Settings, as_json: bool) -> None:
    """All briefings, each with its current edition."""
    with opened(settings) as program:
        known = program.briefings.all()
        keys = [(one.id, one.current_edition) for one in known.values()]
        current = program.briefings.editions(keys)
    if as_json:
        print_json({"briefings": [_briefing_as_json(known[key[0]], current[key].sha256) for key in keys]})
        return
    if not known:
        print_line("There are no briefings yet: verbale add takes one in.")
    for one in known.values():
        day = "" if one.date is None else f" · {one.date.isoformat()}"
        audience = "" if one.audience == (PUBLIC,) else f" · for {', '.join(one.audience)}"
        withdrawn = " · withdrawn" if one.withdrawn_at is not None else ""
        embargo = (
            "" if one.embargo_until is None else f" · embargo until {moment_in_words(one.embargo_until, settings)}"
        )
        print_line(f"{one.id} · edition {one.current_edition}{day} · {one.title}{audience}{embargo}{withdrawn}")


def list_editions(settings: Settings, name: str, as_json: bool) -> None:
    """The editions of a briefing, oldest first.

    Raises:
        Refused: there is no such briefing.
        Damaged: a stored text does not fit its SHA-256.
    """
    with opened(settings) as program:
        briefing = briefing_called(program, name)
        query = select(editions_table.c.number, editions_table.c.file_name).where(
            editions_table.c.briefing == briefing.id
        )
        with program.database.reading() as connection:
            files = {row.number: row.file_name for row in connection.execute(query.order_by(editions_table.c.number))}
        found = program.briefings.editions((briefing.id, number) for number in files)
    all_of_them = [found[briefing.id, number] for number in files]
    if as_json:
        sha256 = found[briefing.id, briefing.current_edition].sha256
        rows = [_edition_as_json(one, briefing, files[one.number]) for one in all_of_them]
        print_json(_briefing_as_json(briefing, sha256) | {"editions": rows})
        return
    print_line(f"{briefing.title} ({briefing.id})" + (", withdrawn" if briefing.withdrawn_at is not None else ""))
    for one in all_of_them:
        current = " (current)" if one.number == briefing.current_edition else ""
        print_line(
            f"edition {one.number}{current} · {moment_in_words(one.taken_in_at, settings)} · "
            f"{len(one.text):,} characters in {len(one.paragraphs)} paragraphs · {files[one.number]} · "
            f"SHA-256 {one.sha256}"
        )


def _edition_as_json(edition: Edition, briefing: Briefing, file_name: str) -> dict[str, object]:
    return {
        "number": edition.number,
        "current": edition.number == briefing.current_edition,
        "taken_in_at": edition.taken_in_at.isoformat(),
        "characters": len(edition.text),
        "paragraphs": len(edition.paragraphs),
        "file": file_name,
        "sha256": edition.sha256,
    }


def _briefing_as_json(briefing: Briefing, sha256: str) -> dict[str, object]:
    """A briefing with its details; ``sha256`` is its current edition's."""
    return {
        "id": briefing.id,
        "title": briefing.title,
        "date": None if briefing.date is None else briefing.date.isoformat(),
        "language": briefing.language,
        "source_url": briefing.source_url,
        "visit": briefing.visit,
        "audience": list(briefing.audience),
        "embargo_until": None if briefing.embargo_until is None else briefing.embargo_until.isoformat(),
        "withdrawn_at": None if briefing.withdrawn_at is None else briefing.withdrawn_at.isoformat(),
        "edition": briefing.current_edition,
        "sha256": sha256,
    }
