"""Which messages quoted what has changed since: the ledger compared with the current editions.

A message that was corrected already is compared with the edition that it was corrected to: it is corrected once more
only if its passage has changed since then.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import NamedTuple

from sqlalchemy import Connection, Row, select

from verbale.alignment import changed_span
from verbale.briefing import Briefing
from verbale.edition import Edition
from verbale.quote import Quote
from verbale.sentences import sentence_spans
from verbale.store.briefings import BriefingStore
from verbale.store.delivery import RowState
from verbale.store.ledger import Said, all_that_quotes, recorded
from verbale.store.schema import deliveries, ledger, outbox

CORRECTION = "correction"
"""Kind of a delivery that corrects messages, and of the replies that correct some."""
ANNOUNCEMENT = "announcement"
"""Kind of a delivery that announces a briefing, and of its posts."""
PREVIEW = "preview"
"""Kind of a message that shows an administrator what will be posted."""
DIGEST = "digest"
"""Kind of a delivery of digests, and of its posts."""
EDIT = "edit"
"""Mode of a delivery that marks the messages themselves."""
REPLY = "reply"
"""Mode of one that replies to them."""
LEAVE = "leave"
"""Mode of one that leaves them as they are."""
CHECK = "check"
"""Kind of a message that tells how a quotation stood when it was sent, in whatever edition."""


@dataclass(frozen=True)
class Change:
    """What became of a quote.

    ``was`` is what was last told of it: the quote itself, or what stood in its place in an edition that a correction
    told of. ``now`` is what stands there in the current edition. Both in order; none where nothing stands there.
    """

    quote: Quote
    was: tuple[Quote, ...]
    now: tuple[Quote, ...]


@dataclass(frozen=True)
class Affected:
    """A recorded message, and those of its quotes that changed. Of a withdrawn briefing, all; ``now`` is empty then.

    There are none where the message announced a briefing that was corrected in other places, or where it tells that a
    briefing was withdrawn that is back as it was.
    """

    ledger_id: int
    said: Said
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Due:
    """What there is to correct of one briefing: for its edition number ``edition``, None where it was withdrawn."""

    briefing: Briefing
    edition: int | None
    messages: tuple[Affected, ...]
    is_back: bool
    """Whether some of the messages tell that it was withdrawn, which it is not any more."""

    @property
    def chats(self) -> int:
        """How many chats the messages are in."""
        return len({one.said.chat_id for one in self.messages})


class Step(NamedTuple):
    """A message was dealt with on account of an edition, or with None of a withdrawal. ``row`` grows with time."""

    row: int
    edition: int | None


@dataclass(frozen=True)
class Dealt:
    """What was done about one message and one briefing.

    ``latest``: what it was corrected to, left alone for or given up for last. ``told``: what the chat was told last.
    ``last``: the newest edition that the chat knows of, or was not to know of. ``marked``: what is, or is about to be,
    marked in the message itself.
    """

    latest: Step | None = None
    told: Step | None = None
    last: int | None = None
    marked: tuple["Mark", ...] = ()

    def __or__(self, other: "Dealt") -> "Dealt":
        """What was done on account of either."""
        last = max((one.last for one in (self, other) if one.last is not None), default=None)
        return Dealt(
            _later(self.latest, other.latest), _later(self.told, other.told), last, (*self.marked, *other.marked)
        )

    def is_done_for(self, target: int | None) -> bool:
        """Whether nothing is left to be done on account of an edition, or with None of the withdrawal."""
        return self.latest is not None and self.latest.edition == target

    def tells_wrongly_of_withdrawal(self, briefing: Briefing) -> bool:
        """Whether the chat was told that ``briefing`` was withdrawn, and not that it is back."""
        return self.told is not None and self.told.edition is None and briefing.withdrawn_at is None


def _later(one: Step | None, other: Step | None) -> Step | None:
    return max((step for step in (one, other) if step is not None), key=lambda step: step.row, default=None)


@dataclass(frozen=True)
class Mark:
    """A message was marked at ``moment`` with what ``edition`` has, or with None as withdrawn."""

    edition: int | None
    moment: datetime


def corrections_due(connection: Connection, store: BriefingStore) -> list[Due]:
    """What there is to correct, by briefing. Messages that a delivery for the same edition has are not due again."""
    store = store.within(connection)
    briefings = store.all()
    dealt = dealt_with(connection)
    wanted = {one.id for one in briefings.values() if one.withdrawn_at is not None or one.current_edition > 1}
    wanted |= {name for (_, name), done in dealt.items() if done.tells_wrongly_of_withdrawal(briefings[name])}
    if not wanted:
        return []
    comparing = Comparing(store, briefings)
    found: dict[str, list[Affected]] = defaultdict(list)
    back: set[str] = set()
    for ledger_id, said in all_that_quotes(connection):
        for name in sorted({quote.briefing for quote in said.quotes} & wanted):
            done = dealt.get((ledger_id, name), Dealt())
            if done.is_done_for(_target(briefings[name])):
                continue
            changes = comparing.changes(name, said, done.last)
            is_wrong = done.tells_wrongly_of_withdrawal(briefings[name])
            if changes or is_wrong or comparing.is_announced_before(name, said, done.last):
                found[name].append(Affected(ledger_id, said, changes))
                if is_wrong:
                    back.add(name)
    return [Due(briefings[name], _target(briefings[name]), tuple(found[name]), name in back) for name in sorted(found)]


class Comparing:
    """Compares quotes with the current editions; each is compared once."""

    def __init__(self, store: BriefingStore, briefings: Mapping[str, Briefing]) -> None:
        self._store = store
        self._briefings = briefings
        self._edition = cache(self._read)
        self._counterparts = cache(self._find)

    def changes(self, briefing: str, said: Said, corrected_to: int | None) -> tuple[Change, ...]:
        """What changed of what ``said`` quotes from ``briefing`` since edition ``corrected_to``, or since its own."""
        of_this = [quote for quote in self.originals(said) if quote.briefing == briefing]
        if self._briefings[briefing].withdrawn_at is not None:
            return tuple(Change(quote, (quote,), ()) for quote in of_this)
        told = max(corrected_to or 0, self._current_at(briefing, said.sent_at) if said.kind == CHECK else 0)
        found = []
        for quote in of_this:
            was, now = self._counterparts(quote, max(told, quote.edition)), self._now(quote)
            if self._words(was) != self._words(now):
                found.append(Change(quote, was, now))
        return tuple(found)

    def is_announced_before(self, briefing: str, said: Said, corrected_to: int | None) -> bool:
        """Whether a message announced a briefing of which there is a newer edition than it, or its correction, told."""
        known = self._briefings[briefing]
        told = [quote.edition for quote in said.quotes if quote.briefing == briefing]
        is_post = said.kind == ANNOUNCEMENT and known.withdrawn_at is None
        return is_post and known.current_edition > max(corrected_to or 0, *told)

    def originals(self, said: Said) -> tuple[Quote, ...]:
        """What a message quoted when it was sent, without what corrections have put into it."""
        found: list[Quote] = []
        for quote in said.quotes:
            if not any(self._replaces(quote, earlier) for earlier in found):
                found.append(quote)
        return tuple(found)

    def stands_unchanged(self, quote: Quote, edition: int | None = None) -> bool:
        """Whether the current edition has the words of ``quote``, or those that ``edition`` has in its place."""
        was = self._counterparts(quote, max(edition or 0, quote.edition))
        return self._briefings[quote.briefing].withdrawn_at is None and self._words(was) == self._words(
            self._now(quote)
        )

    def by_sentence(self, change: Change) -> tuple[Change, ...]:
        """Those of the sentences of what was told that changed; of what was withdrawn, the whole."""
        if self._briefings[change.quote.briefing].withdrawn_at is not None:
            return (change,)
        pieces = (piece for quote in change.was for piece in self._sentences(quote))
        return tuple(Change(piece, (piece,), self._now(piece)) for piece in pieces if not self.stands_unchanged(piece))

    def _replaces(self, quote: Quote, earlier: Quote) -> bool:
        """Whether ``quote`` is, or is a part of, what stands in a newer edition in place of ``earlier``."""
        if quote.briefing != earlier.briefing or quote.edition <= earlier.edition:
            return False
        places = self._counterparts(earlier, quote.edition)
        return any(place.start <= quote.start and quote.end <= place.end for place in places)

    def _sentences(self, quote: Quote) -> Iterator[Quote]:
        edition, language = self._edition(quote.briefing, quote.edition), self._briefings[quote.briefing].language
        for paragraph in edition.paragraphs:
            for sentence in sentence_spans(paragraph.of(edition.text), language):
                start = max(quote.start, paragraph.start + sentence.start)
                end = min(quote.end, paragraph.start + sentence.end)
                if start < end:
                    yield Quote(quote.briefing, quote.edition, start, end)

    def _current_at(self, briefing: str, moment: datetime) -> int:
        """The number of the edition that was the newest at ``moment``; 0 where there was none."""
        numbers = range(self._briefings[briefing].current_edition, 0, -1)
        return next((one for one in numbers if self._edition(briefing, one).taken_in_at <= moment), 0)

    def _read(self, briefing: str, number: int) -> Edition:
        return self._store.editions([(briefing, number)])[briefing, number]

    def _now(self, quote: Quote) -> tuple[Quote, ...]:
        return self._counterparts(quote, self._briefings[quote.briefing].current_edition)

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


def dealt_with(connection: Connection) -> dict[tuple[int, str], Dealt]:
    """What was done so far, by the message's id in the ledger and the briefing.

    A reply that corrects a message tells what the message says from then on: what is done about the message is done
    about the reply.
    """
    rows = {row.id: row for row in connection.execute(_ROWS)}
    found: defaultdict[tuple[int, str], Dealt] = defaultdict(Dealt)
    for row in rows.values():
        found[row.ledger_id, row.briefing] |= _done_by(row)
    replies = select(ledger.c.id, ledger.c.update_id).where(ledger.c.kind == CORRECTION).order_by(ledger.c.id)
    for reply in connection.execute(replies):
        sent_for = rows.get(-reply.update_id)
        if sent_for is not None:
            original = found[sent_for.ledger_id, sent_for.briefing]
            found[reply.id, sent_for.briefing] |= original | _done_by(sent_for)
    return dict(found)


def dealt_about(connection: Connection, ledger_id: int, but_for: int) -> dict[str, Dealt]:
    """What was done about one message, by the briefing, without the delivery ``but_for``."""
    found: defaultdict[str, Dealt] = defaultdict(Dealt)
    for row in connection.execute(_ROWS.where(outbox.c.ledger_id == ledger_id)):
        if row.delivery != but_for:
            found[row.briefing] |= _done_by(row)
    said = recorded(connection, ledger_id)
    if said is not None and said.kind == CORRECTION:
        for row in connection.execute(_ROWS.where(outbox.c.id == -said.update_id)):
            original = dealt_about(connection, row.ledger_id, but_for).get(row.briefing, Dealt())
            it_tells = replace(_done_by(row), marked=(Mark(row.edition, row.made_at),))
            found[row.briefing] = it_tells | replace(original, marked=()) | found[row.briefing]
    return dict(found)


def corrected_by(connection: Connection, ledger_id: int) -> int | None:
    """The id of the newest message that was sent to correct a recorded one, or None."""
    rows = connection.scalars(_ROWS.with_only_columns(outbox.c.id).where(outbox.c.ledger_id == ledger_id)).all()
    sent = ledger.c.kind == CORRECTION, ledger.c.update_id.in_([-row_id for row_id in rows])
    return connection.scalar(select(ledger.c.message_id).where(*sent).order_by(ledger.c.id.desc()).limit(1))


_ROWS = (
    select(outbox.c.id, outbox.c.delivery, outbox.c.ledger_id, outbox.c.state)
    .add_columns(deliveries.c.briefing, deliveries.c.edition, deliveries.c.mode, deliveries.c.made_at)
    .join(deliveries, deliveries.c.id == outbox.c.delivery)
    .where(deliveries.c.kind == CORRECTION, outbox.c.ledger_id.is_not(None))
    .order_by(outbox.c.id)
)


def _done_by(row: Row[tuple[object, ...]]) -> Dealt:
    is_failed, step = row.state == RowState.FAILED.value, Step(row.id, row.edition)
    return Dealt(
        step,
        None if is_failed or row.mode == LEAVE else step,
        None if is_failed else row.edition,
        (Mark(row.edition, row.made_at),) if row.mode == EDIT and not is_failed else (),
    )


def _target(briefing: Briefing) -> int | None:
    return None if briefing.withdrawn_at is not None else briefing.current_edition
