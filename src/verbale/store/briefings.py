"""Briefings and their editions in the database."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select, tuple_

from verbale.briefing import PUBLIC, Briefing, Earlier
from verbale.edition import Edition
from verbale.errors import Damaged, Refused
from verbale.intake.document import Document, SourceFile
from verbale.intake.recipe import READING_VERSION
from verbale.language import Language
from verbale.quote import Quotation, Quote
from verbale.store.audit import COMMAND_LINE
from verbale.store.database import Database
from verbale.store.publishing import Taken, briefing_of, take_in
from verbale.store.schema import briefings, editions, originals, revision

_REVISION = select(revision.c.number)
ROWS_A_QUERY = 400
"""SQLite before 3.32 takes 999 values in a statement; an edition's key has two."""


@dataclass(frozen=True)
class EditionKey:
    """Names one edition, with the SHA-256 of its text and the language that it is read in."""

    briefing: str
    number: int
    sha256: str
    language: str


class BriefingStore:
    """Takes briefings in and gives them back. Editions are only ever added."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def within(self, connection: Connection) -> "BriefingStore":
        """These briefings, read on ``connection`` alone: what reads on it already must read no other way."""
        return BriefingStore(self._database.within(connection))

    def take_in(
        self, briefing_id: str, document: Document, source: SourceFile, now: datetime, actor: str = COMMAND_LINE
    ) -> Taken:
        """Keep ``document`` as briefing ``briefing_id``, in a transaction of its own; see ``publishing.take_in``."""
        with self._database.writing() as connection:
            return take_in(connection, briefing_id, document, source, now, actor)

    def revision(self) -> int:
        """A number that grows with every change of any briefing."""
        with self._database.reading() as connection:
            number: int = connection.execute(_REVISION).scalar_one()
            return number

    def all(self) -> dict[str, Briefing]:
        """Every briefing by its id, withdrawn ones included."""
        with self._database.reading() as connection:
            earlier = _earlier(connection)
            rows = connection.execute(select(briefings).order_by(briefings.c.id))
            return {row.id: briefing_of(row, tuple(earlier[row.id])) for row in rows}

    def current_editions(self) -> list[EditionKey]:
        """The editions that an index is built from: the current one of each briefing that was not withdrawn, by id."""
        query = (
            select(editions.c.briefing, editions.c.number, editions.c.sha256, briefings.c.language)
            .join(briefings, briefings.c.id == editions.c.briefing)
            .where(editions.c.number == briefings.c.current_edition, briefings.c.withdrawn_at.is_(None))
            .order_by(editions.c.briefing)
        )
        with self._database.reading() as connection:
            return [EditionKey(*row) for row in connection.execute(query)]

    def count_editions(self) -> int:
        """How many editions of all briefings there are."""
        with self._database.reading() as connection:
            count: int = connection.execute(select(func.count()).select_from(editions)).scalar_one()
            return count

    def known_files(self) -> dict[str, str]:
        """SHA-256 of the file that each briefing was read from last, where the rules of reading are still the same."""
        query = select(briefings.c.id, briefings.c.file_sha256).where(briefings.c.reading_version == READING_VERSION)
        with self._database.reading() as connection:
            return {row.id: row.file_sha256 for row in connection.execute(query)}

    def editions(self, keys: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Edition]:
        """Read editions by (briefing, number), each checked against its SHA-256.

        Raises:
            Damaged: a stored text does not fit its SHA-256.
            Refused: an edition is not in the store.
        """
        with self._database.reading() as connection:
            return _editions(connection, keys)

    def each_edition(self) -> Iterator[tuple[Edition, bool]]:
        """Every edition there is, newest first within a briefing, with whether it is the current one.

        Raises:
            Damaged: a stored text does not fit its SHA-256.
        """
        query = (
            select(editions.c.briefing, editions.c.number, briefings.c.current_edition)
            .join(briefings, briefings.c.id == editions.c.briefing)
            .order_by(editions.c.briefing, editions.c.number.desc())
        )
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        for at in range(0, len(rows), ROWS_A_QUERY):
            portion = rows[at : at + ROWS_A_QUERY]
            found = self.editions((row.briefing, row.number) for row in portion)
            for row in portion:
                yield found[row.briefing, row.number], row.number == row.current_edition

    def document(self, briefing: Briefing) -> tuple[Document, SourceFile]:
        """The current edition with the details of its briefing, and the file that it was read from.

        Raises:
            Damaged: the stored text does not fit its SHA-256.
        """
        key = briefing.id, briefing.current_edition
        query = (
            select(editions.c.furniture, editions.c.file_name, originals.c.data)
            .join(originals, originals.c.sha256 == editions.c.original_sha256)
            .where(editions.c.briefing == key[0], editions.c.number == key[1])
        )
        with self._database.reading() as connection:
            row = connection.execute(query).one()
            text = _editions(connection, [key])[key].text
        document = Document(
            text=text,
            title=briefing.title,
            date=briefing.date,
            language=Language(briefing.language),
            source_url=briefing.source_url,
            visit=briefing.visit,
            audience=briefing.audience,
            embargo_until=briefing.embargo_until,
            furniture=tuple(row.furniture),
        )
        return document, SourceFile(row.file_name, row.data)

    def check_originals(self) -> int:
        """Compare every stored file with its SHA-256, and say how many there are.

        Raises:
            Damaged: one is not what was stored.
        """
        count = 0
        with self._database.reading() as connection:
            for row in connection.execute(select(originals.c.sha256, originals.c.data).execution_options(yield_per=20)):
                if hashlib.sha256(row.data).hexdigest() != row.sha256:
                    raise Damaged(f"The stored file with SHA-256 {row.sha256} is not what was stored.")
                count += 1
        return count

    def quotations(self, quotes: Iterable[Quote]) -> tuple[Quotation, ...]:
        """Resolve quotes into what can be shown, in order; the editions are read and checked now."""
        quotes = tuple(quotes)
        ids = sorted({quote.briefing for quote in quotes})
        with self._database.reading() as connection:
            found = _editions(connection, ((quote.briefing, quote.edition) for quote in quotes))
            rows = connection.execute(select(briefings).where(briefings.c.id.in_(ids)))
            by_id = {row.id: briefing_of(row) for row in rows}
        return tuple(Quotation(q, by_id[q.briefing], found[q.briefing, q.edition]) for q in quotes)


def read_briefing(connection: Connection, briefing_id: str) -> Briefing | None:
    """The briefing with this id, also where it was withdrawn; or None."""
    row = connection.execute(select(briefings).where(briefings.c.id == briefing_id)).one_or_none()
    return None if row is None else briefing_of(row, tuple(_earlier(connection, briefing_id)[briefing_id]))


def _earlier(connection: Connection, briefing_id: str | None = None) -> defaultdict[str, list[Earlier]]:
    """The earlier editions that were not for everybody, by briefing; or those of one briefing."""
    query = (
        select(editions.c.briefing, editions.c.number, editions.c.audience, editions.c.embargo_until)
        .join(briefings, briefings.c.id == editions.c.briefing)
        .where(editions.c.number != briefings.c.current_edition)
    )
    if briefing_id is not None:
        query = query.where(briefings.c.id == briefing_id)
    found: defaultdict[str, list[Earlier]] = defaultdict(list)
    for row in connection.execute(query):
        if PUBLIC not in row.audience or row.embargo_until is not None:
            found[row.briefing].append(Earlier(row.number, tuple(row.audience), row.embargo_until))
    return found


def _editions(connection: Connection, keys: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Edition]:
    wanted = sorted(set(keys))
    columns = editions.c.briefing, editions.c.number, editions.c.text, editions.c.sha256, editions.c.taken_in_at
    found: dict[tuple[str, int], Edition] = {}
    for at in range(0, len(wanted), ROWS_A_QUERY):
        query = select(*columns).where(
            tuple_(editions.c.briefing, editions.c.number).in_(wanted[at : at + ROWS_A_QUERY])
        )
        for row in connection.execute(query):
            key = row.briefing, row.number
            found[key] = Edition(row.briefing, row.number, row.text, row.sha256, row.taken_in_at)
    for briefing, number in wanted:
        if (briefing, number) not in found:
            raise Refused(f"There is no edition {number} of the briefing {briefing} in the store.")
    return found
