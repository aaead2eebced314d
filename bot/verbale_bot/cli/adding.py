"""``verbale add``: a file, a web address or a text becomes a briefing, or the next edition of one."""

import asyncio
import re
import sys
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from zoneinfo import ZoneInfo

from slugify import slugify

from verbale.canonical import paragraph_spans
from verbale.errors import Refused
from verbale.inheriting import inheriting
from verbale.intake.document import Document, SourceFile
from verbale.intake.isolated import IsolatedReader, reader_with_care
from verbale.intake.reading import briefing_id
from verbale.near_duplicates import Alike, near_duplicates
from verbale.settings import Settings
from verbale.store import publishing
from verbale.store.audit import COMMAND_LINE
from verbale.store.publishing import Taken
from verbale_bot.cli.already_said import AlreadySaid, already_said
from verbale_bot.cli.describing import names_of_audiences, with_details
from verbale_bot.cli.opening import opened
from verbale_bot.cli.options import Details
from verbale_bot.cli.terminal import moment_in_words, print_json, print_line, progress_bar
from verbale_bot.compose import Program
from verbale_bot.indexing import BYTES_OF_A_MEGABYTE, index
from verbale_bot.models import EncoderMaker
from verbale_index.reindexing import Built

STANDARD_INPUT = "-"
LONGEST_ID_CHARACTERS = 100
LONGEST_ID_OF_TITLE_CHARACTERS = 80
LONGEST_LEFT_OUT_CHARACTERS = 300
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True)
class Arrived:
    """What came: the bytes, what they are called, and the address that they came from, if from one.

    ``is_named`` says whether somebody chose that name; where nobody did, the briefing is named for its title.
    """

    file_name: str
    data: bytes
    is_named: bool
    source_url: str | None = None


@dataclass(frozen=True)
class Understood:
    """What is to be published: the document with its details, as which briefing, and what says much the same."""

    briefing: str
    document: Document
    file: SourceFile
    alike: tuple[Alike, ...]


@dataclass(frozen=True)
class Published:
    """What became of it: the number of the current edition, and whether the briefing was withdrawn before."""

    taken: Taken
    edition: int
    is_restored: bool
    said: AlreadySaid


def add(
    settings: Settings,
    make_encoder: EncoderMaker,
    source: str,
    name: str | None,
    details: Details,
    *,
    as_json: bool,
    indexes: bool,
) -> None:
    """Publish a document, as a person who has confirmed its details, and build an index if ``indexes``.

    Raises:
        Refused: there is no such file, a value cannot be understood, or another process is building the index.
        RefusedDocument: the document cannot be read.
        NotFetched: the address gave no document.
    """
    with opened(settings, make_encoder) as program:
        understood = _understood(program, source, name, details)
        if not as_json:
            _print_understood(understood, settings, program)
        published = _publish(program, understood)
        if not as_json:
            _print_published(understood, published)
        built = None
        try:
            if indexes:
                with progress_bar() as progress:
                    built = index(program, program.encoder, progress, COMMAND_LINE, reads_folder=False).built
        finally:
            # It is published even where the index cannot be built, and whoever reads the JSON must know.
            if as_json:
                print_json(_as_json(understood, published, built))
    if not as_json:
        _print_built(built, indexes=indexes)


def _understood(program: Program, source: str, name: str | None, details: Details) -> Understood:
    settings = program.settings
    arrived = _arrived(settings, source)
    document = _read(settings, arrived)
    briefing = _named(arrived, name, details.title or document.title)
    known = program.briefings.all().get(briefing)
    if known is not None:
        document = inheriting(document, known)
    with program.database.reading() as connection:
        audiences = names_of_audiences(connection)
    document = with_details(document, details, ZoneInfo(settings.time_zone), audiences)
    suffix = PurePosixPath(arrived.file_name).suffix
    file_name = arrived.file_name if arrived.is_named else f"{briefing}{suffix}"
    others = (one for one, is_current in program.briefings.each_edition() if is_current and one.briefing != briefing)
    alike = tuple(near_duplicates(document.text, others))
    return Understood(briefing, document, SourceFile(file_name, arrived.data), alike)


def _arrived(settings: Settings, source: str) -> Arrived:
    largest_bytes = settings.max_document_mb * BYTES_OF_A_MEGABYTE
    if source == STANDARD_INPUT:
        return Arrived("standard-input.txt", _no_more_than(largest_bytes, sys.stdin.buffer, source), is_named=False)
    if _ADDRESS.match(source):
        return _fetched(settings, source, largest_bytes)
    file = Path(source)
    try:
        with file.open("rb") as stream:
            return Arrived(file.name, _no_more_than(largest_bytes, stream, source), is_named=True)
    except FileNotFoundError:
        raise Refused(f"There is no file {source}.") from None
    except OSError as error:
        raise Refused(f"{source} cannot be read: {error.strerror}.") from error


def _no_more_than(largest_bytes: int, stream: BinaryIO, source: str) -> bytes:
    data = stream.read(largest_bytes + 1)
    if len(data) > largest_bytes:
        what = "The text on standard input" if source == STANDARD_INPUT else source
        raise Refused(
            f"{what} is too large: more than {largest_bytes:,} bytes.", "Divide it, or raise VERBALE_MAX_DOCUMENT_MB."
        )
    return data


def _fetched(settings: Settings, address: str, largest_bytes: int) -> Arrived:
    if not settings.fetch_urls:
        raise Refused(
            "Nothing is fetched from the web: VERBALE_FETCH_URLS is not set.",
            "Save the document and name its file, or set VERBALE_FETCH_URLS=True.",
        )
    # Imported here for start-up time: most documents are files, and need no client of the web.
    from verbale_bot.fetching.web import WebFetching  # noqa: PLC0415

    fetching = WebFetching(allow_private=settings.fetch_private)
    fetched = asyncio.run(fetching.fetch(address, largest_bytes=largest_bytes))
    if fetched is None:  # only where something was fetched before, which is asked about
        raise Refused(f"{address} gave nothing.")
    return Arrived(fetched.file_name, fetched.data, is_named=False, source_url=fetched.url)


def _read(settings: Settings, arrived: Arrived) -> Document:
    largest_bytes = settings.max_document_mb * BYTES_OF_A_MEGABYTE
    with IsolatedReader(largest_bytes=largest_bytes) as isolated:
        document = reader_with_care(isolated, largest_bytes)(arrived.file_name, arrived.data)
    if document.source_url is None and arrived.source_url is not None:
        return replace(document, source_url=arrived.source_url)
    return document


def _named(arrived: Arrived, name: str | None, title: str) -> str:
    """The id: the one that was chosen, or by the file's name, or by the title where there was no file."""
    if name is None:
        longest = LONGEST_ID_OF_TITLE_CHARACTERS
        by_title = "" if arrived.is_named else slugify(title, max_length=longest, word_boundary=True)
        return by_title or briefing_id(arrived.file_name)
    slug = slugify(name, max_length=LONGEST_ID_CHARACTERS)
    if name != slug:
        remedy = f"For instance {slug}." if slug else "For instance visit-to-dushanbe."
        raise Refused(
            f"“{name}” is no id: that is at most {LONGEST_ID_CHARACTERS} small Latin letters, figures and hyphens.",
            remedy,
        )
    return name


def _publish(program: Program, understood: Understood) -> Published:
    briefing, now = understood.briefing, program.clock.now()
    with program.database.writing() as connection:
        taken = publishing.take_in(
            connection, briefing, understood.document, understood.file, now, COMMAND_LINE, by_hand=True
        )
        is_restored = publishing.restore(connection, briefing, now, COMMAND_LINE)
    edition = program.briefings.all()[briefing].current_edition
    return Published(taken, edition, is_restored, already_said(program, briefing))


def _print_understood(understood: Understood, settings: Settings, program: Program) -> None:
    document, titles = understood.document, program.briefings.all()
    embargo = document.embargo_until
    lines = {
        "title": document.title,
        "date": "none" if document.date is None else document.date.isoformat(),
        "language": document.language.value,
        "source": document.source_url or "none",
        "visit": document.visit or "none",
        "audience": ", ".join(document.audience),
        "embargo until": "none" if embargo is None else moment_in_words(embargo, settings),
        "paragraphs": str(len(paragraph_spans(document.text))),
        "left out": _left_out(document),
    }
    for label, value in lines.items():
        print_line(f"{label}: {value}")
    for one in understood.alike:
        print_line(f"much the same: {round(one.share * 100)} % of {titles[one.briefing].title} ({one.briefing})")


def _left_out(document: Document) -> str:
    if not document.furniture:
        return "nothing"
    listed = " · ".join(document.furniture)
    if len(listed) > LONGEST_LEFT_OUT_CHARACTERS:
        listed = listed[:LONGEST_LEFT_OUT_CHARACTERS].rstrip() + "…"
    return f"{len(document.furniture)} lines that are not the briefing's own: {listed}"


def _print_published(understood: Understood, published: Published) -> None:
    restored = "; it was withdrawn, and is answered from again" if published.is_restored else ""
    print_line(f"{understood.briefing}: {published.taken}, edition {published.edition}{restored}.")
    if published.said.messages:
        print_line(published.said.in_words())


def _print_built(built: Built | None, *, indexes: bool) -> None:
    if built is None or not indexes:
        print_line("Nobody is answered from it before verbale reindex has built an index.")
        return
    manifest = built.manifest
    what = "built" if built.is_new else "is up to date"
    print_line(
        f"Generation {manifest.number} {what}: {len(manifest.editions)} briefings, {manifest.paragraphs} paragraphs."
    )


def _as_json(understood: Understood, published: Published, built: Built | None) -> dict[str, object]:
    document = understood.document
    return {
        "id": understood.briefing,
        "edition": published.edition,
        "outcome": published.taken.value,
        "restored": published.is_restored,
        "title": document.title,
        "date": None if document.date is None else document.date.isoformat(),
        "language": document.language.value,
        "source_url": document.source_url,
        "visit": document.visit,
        "audience": list(document.audience),
        "embargo_until": None if document.embargo_until is None else document.embargo_until.isoformat(),
        "paragraphs": len(paragraph_spans(document.text)),
        "furniture": list(document.furniture),
        "near_duplicates": [
            {"briefing": one.briefing, "edition": one.edition, "percent": round(one.share * 100)}
            for one in understood.alike
        ],
        "messages_to_correct": published.said.messages,
        "chats_to_correct": published.said.chats,
        "generation": None if built is None else built.manifest.number,
    }
