"""A document from an administrator: a file, an address, or a text; it becomes a draft, and nothing else yet."""

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from slugify import slugify
from sqlalchemy import Connection

from verbale.canonical import canonical_line
from verbale.errors import VerbaleError
from verbale.inheriting import inheriting
from verbale.intake.document import Document, SourceFile
from verbale.intake.fetching import NotFetched
from verbale.intake.reading import briefing_id
from verbale.store import drafts
from verbale.store.drafts import Draft, Origin
from verbale_bot.telegram.addressing import command_of
from verbale_bot.telegram.exchange import Cites, Exchange
from verbale_bot.telegram.files import FileTooLarge, FileUnavailable
from verbale_bot.telegram.keyboards import prompt
from verbale_bot.telegram.office.draft_card import Card, render_card
from verbale_bot.telegram.office.draft_keyboards import DraftKeyboards
from verbale_bot.telegram.office.drafting import card_of
from verbale_bot.telegram.rendering import shortened
from verbale_bot.telegram.sending import NotSent

ADD_PROMPT = "add"
"""Kind of the message that asks for a text or an address."""
DRAFT = "draft"
"""Kind of a card."""
LONGEST_ID_CHARACTERS = 80
LONGEST_NAME_CHARACTERS = 200
LONGEST_SUFFIX_CHARACTERS = 10
LONGEST_REASON_UNITS = 900
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


@dataclass(frozen=True)
class Arrived:
    """What came: the bytes of a document, what to call it, and how it came."""

    file_name: str
    data: bytes
    origin: Origin
    source_url: str | None = None


async def add_command(exchange: Exchange) -> None:
    """/add with an address or a text after it, or under a file; alone it asks for one."""
    if exchange.message.document is not None:
        await document_sent(exchange)
        return
    command = command_of(exchange.message, exchange.desk.bot)
    written = "" if command is None else command[1]
    if written:
        await text_given(exchange, written)
        return
    await exchange.say(exchange.words("add-ask"), cites=Cites(ADD_PROMPT, ()), markup=prompt())


async def text_given(exchange: Exchange, written: str) -> None:
    """An address to fetch, or the text of a briefing."""
    address = written.strip()
    if _ADDRESS.fullmatch(address):
        await _add_address(exchange, address)
        return
    # A text has no name yet; it is named for its title, once that is known.
    await _understand(exchange, Arrived("text.txt", written.encode(), Origin.TEXT))


async def document_sent(exchange: Exchange) -> None:
    """A file, sent or forwarded."""
    document = exchange.message.document
    if document is None:
        return
    office = exchange.desk.office
    try:
        data = await office.files.download(document, office.largest_bytes)
    except FileTooLarge:
        await exchange.tell("add-too-large", megabytes=office.largest_bytes // 1_000_000)
        return
    except FileUnavailable:
        await exchange.tell("add-unavailable")
        return
    await _understand(exchange, Arrived(safe_name(document.file_name or ""), data, Origin.FILE))


def safe_name(name: str) -> str:
    """The last part of a file's name, on one line; it names the file to people, and is no path to anything."""
    last = canonical_line(re.split(r"[\\/]", name)[-1])
    if len(last) > LONGEST_NAME_CHARACTERS:
        # The format is told by the ending.
        ending = PurePosixPath(last).suffix[:LONGEST_SUFFIX_CHARACTERS]
        last = last[: LONGEST_NAME_CHARACTERS - len(ending)] + ending
    return last or "document"


async def _add_address(exchange: Exchange, address: str) -> None:
    office = exchange.desk.office
    if office.fetching is None:
        await exchange.tell("add-no-fetching")
        return
    try:
        fetched = await office.fetching.fetch(address, largest_bytes=office.largest_bytes)
    except NotFetched as error:
        await exchange.tell("add-refused", reason=shortened(str(error), LONGEST_REASON_UNITS))
        return
    if fetched is not None:
        await _understand(exchange, Arrived(fetched.file_name, fetched.data, Origin.ADDRESS, fetched.url))


async def _understand(exchange: Exchange, arrived: Arrived) -> None:
    office = exchange.desk.office
    try:
        document = await office.run(lambda: office.reader.read(arrived.file_name, arrived.data))
        named = _named(arrived, document)
    except VerbaleError as error:
        await exchange.tell("add-refused", reason=shortened(str(error), LONGEST_REASON_UNITS))
        return
    if document.source_url is None and arrived.source_url is not None:
        document = replace(document, source_url=arrived.source_url)
    draft = await keep_draft(exchange, named, document, arrived)
    await show_card(exchange, draft)


def _named(arrived: Arrived, document: Document) -> str:
    """The id of the briefing: by the file's name, or by the title where there was no file."""
    if arrived.origin is Origin.FILE:
        return briefing_id(arrived.file_name)
    return slugify(document.title, max_length=LONGEST_ID_CHARACTERS, word_boundary=True) or briefing_id(
        arrived.file_name
    )


async def keep_draft(exchange: Exchange, briefing: str, document: Document, arrived: Arrived) -> Draft:
    """Keep a draft; what the document does not say of itself is taken from the briefing that it is to be, if known."""
    program = exchange.desk.service.program
    known = (await exchange.desk.office.run(program.briefings.all)).get(briefing)
    if known is not None:
        document = inheriting(document, known)
    file_name = arrived.file_name if arrived.origin is Origin.FILE else f"{briefing}{_suffix(arrived.file_name)}"

    def make(connection: Connection) -> Draft:
        return drafts.make(
            connection,
            exchange.now(),
            origin=arrived.origin,
            briefing=briefing,
            source=SourceFile(file_name, arrived.data),
            document=document,
            made_by=exchange.user_id,
        )

    return await exchange.desk.state.write(make)


async def show_card(exchange: Exchange, draft: Draft) -> None:
    """Show a draft below all else; the buttons of a card that showed it before are taken away."""
    program, office = exchange.desk.service.program, exchange.desk.office
    card: Card = await office.run(lambda: card_of(program, draft))
    message_id = await exchange.say(
        render_card(card, exchange.language, office.zone),
        cites=Cites(DRAFT, ()),
        markup=DraftKeyboards(exchange.desk.seal, exchange.chat_id, exchange.language).under_card(draft, card),
    )
    if message_id is None:
        return
    if draft.message_id is not None and draft.chat_id == exchange.chat_id and draft.message_id != message_id:
        with suppress(NotSent):  # the earlier card was deleted
            await exchange.desk.sender.edit_markup(exchange.chat_id, draft.message_id)
    await exchange.desk.state.write(
        lambda connection: drafts.shown_as(connection, draft.id, exchange.chat_id, message_id)
    )


def _suffix(file_name: str) -> str:
    return "." + file_name.rpartition(".")[2]


async def edit_command(exchange: Exchange) -> None:
    """/edit ID: the current edition as a draft, so that its details can be changed and published."""
    command = command_of(exchange.message, exchange.desk.bot)
    name = ("" if command is None else command[1]).strip().casefold()
    store = exchange.desk.service.program.briefings
    briefing = (await exchange.desk.office.run(store.all)).get(name)
    if briefing is None:
        await exchange.say(exchange.words("edit-how"))
        return
    document, source = await exchange.desk.office.run(lambda: store.document(briefing))

    def make(connection: Connection) -> Draft:
        return drafts.make(
            connection,
            exchange.now(),
            origin=Origin.FILE,
            briefing=briefing.id,
            source=source,
            document=document,
            made_by=exchange.user_id,
        )

    await show_card(exchange, await exchange.desk.state.write(make))
