"""``verbale status``, ``verbale rollback`` and ``verbale verify``."""

import json
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import make_url

from verbale.canonical import canonical_text
from verbale.errors import Damaged, Refused, VerbaleError
from verbale.quote import Quote
from verbale.quoted_text import quoted_parts
from verbale.settings import Settings
from verbale.store import audit
from verbale.store.audit import COMMAND_LINE, Act
from verbale.store.checking import check_records
from verbale.verbatim import Found, find_verbatim
from verbale_bot.cli.opening import opened
from verbale_bot.cli.terminal import print_json, print_line
from verbale_bot.compose import Program
from verbale_index.checking import check_store
from verbale_index.manifest import GenerationDamaged, Manifest

SHOWN_CHARACTERS = 60


class NotVerbatim(VerbaleError):
    """A text does not stand in any edition."""


def status(settings: Settings, as_json: bool) -> None:
    """Show what is stored and what serves.

    Raises:
        Damaged: the index is not whole.
    """
    with opened(settings) as program:
        report = _status(program)
    if as_json:
        print_json(report)
    else:
        for name, value in report.items():
            if isinstance(value, dict):
                print_line(f"{name}:")
                for inner, inner_value in value.items():
                    print_line(f"  {inner}: {inner_value}")
            else:
                print_line(f"{name}: {value}")
    if report["damage"] is not None:
        raise Damaged(str(report["damage"]), "Run verbale reindex: it builds the index again from the database.")


def rollback(settings: Settings) -> None:
    """Let the generation before the current one serve again."""
    with opened(settings) as program, program.reindexing.alone():
        before = _current_number(program)
        manifest = program.generations.roll_back()
        with program.database.writing() as connection:
            subject, now = f"generation {manifest.number}", program.clock.now()
            audit.append(connection, now, COMMAND_LINE, Act.ROLLED_BACK, subject, {"from": before})
    print_line(
        f"Generation {manifest.number} of {manifest.created_at:%Y-%m-%d %H:%M} UTC serves again: "
        f"{len(manifest.editions)} briefings, {manifest.paragraphs} paragraphs."
    )


def _current_number(program: Program) -> int | None:
    """The number of the generation that serves; None where it is damaged, which is a reason to go back."""
    try:
        pointer = program.generations.pointer()
        return None if pointer is None else program.generations.manifest(pointer.current).number
    except GenerationDamaged:
        return None


def verify(settings: Settings, file: Path | None) -> None:
    """Check the whole store, or what a file quotes from it.

    Raises:
        Damaged: the first damage of the store, named.
        NotVerbatim: the file quotes what does not stand in any edition.
    """
    with opened(settings) as program:
        if file is None:
            checked = check_store(program.briefings, program.generations)
            with program.database.reading() as connection:
                records = check_records(connection)
            print_line(
                f"Whole: {checked.editions} editions, {checked.originals} files as they came, "
                f"{checked.generations} generations of the index, {records.entries} entries of the audit log, "
                f"{records.quotes} quotes in {records.messages} messages and {records.answers} answers. "
                f"The SHA-256 of the audit log's last entry is {records.last_sha256}."
            )
            return
        for line in _verified(program, file):
            print_line(line)


def _status(program: Program) -> dict[str, object]:
    damage = None
    manifests: list[Manifest] = []
    try:
        pointer = program.generations.pointer()
        if pointer is not None:
            manifests.append(program.generations.manifest(pointer.current))
            program.generations.read(pointer.current)
            manifests += [program.generations.manifest(name) for name in pointer.earlier]
    except GenerationDamaged as error:
        damage = error.message
    current = manifests[0] if manifests else None
    stored = program.briefings.current_editions()
    return {
        "generation": None if current is None else _manifest_as_json(current),
        "earlier_generations": [manifest.number for manifest in manifests[1:]],
        "up_to_date": current is not None and list(current.editions) == stored,
        "briefings": len(program.briefings.all()),
        "editions": program.briefings.count_editions(),
        "damage": damage,
        "model": program.settings.embedding_model,
        "briefings_dir": str(program.settings.briefings_dir),
        "data_dir": str(program.settings.data_dir),
        "database": make_url(program.settings.effective_database_url).render_as_string(hide_password=True),
    }


def _manifest_as_json(manifest: Manifest) -> dict[str, object]:
    return {
        "number": manifest.number,
        "created_at": manifest.created_at.isoformat(),
        "model": manifest.model,
        "encoder": manifest.encoder,
        "dimension": manifest.dimension,
        "briefings": len(manifest.editions),
        "paragraphs": manifest.paragraphs,
        "sentences": manifest.sentences,
        "size_bytes": sum(seal.size_bytes for seal in manifest.files.values()),
    }


def _verified(program: Program, file: Path) -> Iterator[str]:
    try:
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(f"{file} is not UTF-8 text (byte {error.start}).", "Save it as UTF-8.") from error
    if text.lstrip().startswith("{"):
        yield from _verify_answers(program, file, text)
        return
    if not canonical_text(text):
        raise Refused(f"{file} holds no text.")
    for part in _parts(program, text):
        places = list(find_verbatim(part, program.briefings.each_edition()))
        if not places:
            raise NotVerbatim(f"“{_start_of(part)}” does not stand in any edition, word for word.")
        for place in places:
            yield _place_in_words(program, place)


def _parts(program: Program, text: str) -> list[str]:
    """The text as a whole where it stands somewhere, otherwise its paragraphs, without what people put around them."""
    quoted = canonical_text(text)
    if next(find_verbatim(quoted, program.briefings.each_edition()), None) is not None:
        return [quoted]
    return quoted_parts(text) or [quoted]


def _verify_answers(program: Program, file: Path, text: str) -> Iterator[str]:
    """Check every quote of answers in JSON, one a line, against the edition that it names."""
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            quotes = [(Quote(q["briefing"], q["edition"], q["start"], q["end"]), q) for q in json.loads(line)["quotes"]]
        except (ValueError, TypeError, KeyError) as error:
            raise Refused(f"{file}, line {number} is not an answer as verbale ask --json writes it.") from error
        for (_, claimed), quotation in zip(quotes, program.briefings.quotations(q for q, _ in quotes), strict=True):
            if claimed["text"] != quotation.text or claimed["sha256"] != quotation.edition.sha256:
                raise NotVerbatim(f"{file}, line {number}: “{_start_of(str(claimed['text']))}” is not what is stored.")
        yield f"line {number}: {len(quotes)} quotes, verbatim"


def _start_of(text: str) -> str:
    return text if len(text) <= SHOWN_CHARACTERS else text[:SHOWN_CHARACTERS].rstrip() + "…"


def _place_in_words(program: Program, place: Found) -> str:
    (quotation,) = program.briefings.quotations([place.quote])
    edition = quotation.edition
    state = "current" if place.is_current else "there is a newer edition"
    return (
        f"Verbatim: {quotation.title} ({edition.briefing}), edition {edition.number} ({state}), "
        f"¶ {quotation.paragraph}, characters {place.quote.start} to {place.quote.end}, SHA-256 {edition.sha256}"
    )
