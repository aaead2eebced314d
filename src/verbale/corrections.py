"""Which messages quoted what has changed since: the ledger compared with the current editions.

A message that was corrected already is compared with the edition that it was corrected to: it is corrected once more
only if its passage has changed since then.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Connection, select

from verbale.alignment import changed_span
from verbale.briefing import Briefing
from verbale.edition import Edition
from verbale.quote import Quote
from verbale.store.briefings import BriefingStore
from verbale.store.ledger import Said, all_that_quotes
from verbale.store.schema import deliveries, outbox

CORRECTION = "correction"
"""Kind of a delivery that corrects messages."""


@dataclass(frozen=True)
class Change:
    """What became of a quote: ``now`` is what stands in its place in the current edition, in order; none if nothing."""

    quote: Quote
    now: tuple[Quote, ...]


@dataclass(frozen=True)
class Affected:
    """A recorded message, and those of its quotes that changed. Of a withdrawn briefing, all; ``now`` is empty then."""

    ledger_id: int
    said: Said
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Due:
    """What there is to correct of one briefing: for its edition number ``edition``, None where it was withdrawn."""

    briefing: Briefing
    edition: int | None
    messages: tuple[Affected, ...]

    @property
    def chats(self) -> int:
        """How many chats the messages are in."""
        return len({one.said.chat_id for one in self.messages})


def corrections_due(connection: Connection, store: BriefingStore) -> list[Due]:
    """What there is to correct, by briefing. Messages that a delivery for the same edition has are not due again."""
    briefings = store.all()
    wanted = {one.id for one in briefings.values() if one.withdrawn_at is not None or one.current_edition > 1}
    if not wanted:
        return []
    dealt = _dealt_with(connection)
    comparing = Comparing(store, briefings)
    found: dict[str, list[Affected]] = defaultdict(list)
    for ledger_id, said in all_that_quotes(connection):
        for name in sorted({quote.briefing for quote in said.quotes} & wanted):
            due_for = _target(briefings[name])
            corrected_to = dealt.get((ledger_id, name), ())
            if due_for in corrected_to:
                continue
            changes = comparing.changes(name, said.quotes, _last_number(corrected_to))
            if changes:
                found[name].append(Affected(ledger_id, said, changes))
    return [Due(briefings[name], _target(briefings[name]), tuple(found[name])) for name in sorted(found)]


class Comparing:
    """Compares quotes with the current editions; each is compared once."""

    def __init__(self, store: BriefingStore, briefings: Mapping[str, Briefing]) -> None:
        self._store = store
        self._briefings = briefings
        self._edition = cache(self._read)
        self._counterparts = cache(self._find)

    def changes(self, briefing: str, quotes: Iterable[Quote], corrected_to: int | None) -> tuple[Change, ...]:
        """Those of ``quotes`` from ``briefing`` that changed since edition ``corrected_to``, or since their own."""
        of_this = [quote for quote in quotes if quote.briefing == briefing]
        if self._briefings[briefing].withdrawn_at is not None:
            return tuple(Change(quote, ()) for quote in of_this)
        current = self._briefings[briefing].current_edition
        found = []
        for quote in of_this:
            since = quote.edition if corrected_to is None else max(corrected_to, quote.edition)
            before, now = self._counterparts(quote, since), self._counterparts(quote, current)
            if self._words(before) != self._words(now):
                found.append(Change(quote, now))
        return tuple(found)

    def _read(self, briefing: str, number: int) -> Edition:
        return self._store.editions([(briefing, number)])[briefing, number]

    def _find(self, quote: Quote, number: int) -> tuple[Quote, ...]:
        """What stands in edition ``number`` in place of a quote of an earlier one."""
        if number == quote.edition:
            return (quote,)
        old, new = self._edition(quote.briefing, quote.edition), self._edition(quote.briefing, number)
        language = self._briefings[quote.briefing].language
        spans = changed_span(old, new, quote.span, language).spans
        return tuple(Quote(quote.briefing, number, span.start, span.end) for span in spans)

    def _words(self, quotes: tuple[Quote, ...]) -> list[str]:
        texts = (quote.span.of(self._edition(quote.briefing, quote.edition).text) for quote in quotes)
        return [word for text in texts for word in text.split()]


def _target(briefing: Briefing) -> int | None:
    return None if briefing.withdrawn_at is not None else briefing.current_edition


def _last_number(corrected_to: Iterable[int | None]) -> int | None:
    return max((number for number in corrected_to if number is not None), default=None)


def _dealt_with(connection: Connection) -> dict[tuple[int, str], tuple[int | None, ...]]:
    """For recorded messages and briefings, the editions that they were corrected to, or were left alone for."""
    query = (
        select(outbox.c.ledger_id, deliveries.c.briefing, deliveries.c.edition)
        .join(deliveries, deliveries.c.id == outbox.c.delivery)
        .where(deliveries.c.kind == CORRECTION, outbox.c.ledger_id.is_not(None))
    )
    found: dict[tuple[int, str], tuple[int | None, ...]] = {}
    for row in connection.execute(query):
        key = row.ledger_id, row.briefing
        found[key] = (*found.get(key, ()), row.edition)
    return found
