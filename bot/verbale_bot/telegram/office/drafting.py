"""What a draft would be, and its publication."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from verbale.edition import Edition
from verbale.intake.document import SourceFile
from verbale.near_duplicates import near_duplicates
from verbale.ports import Clock
from verbale.store import drafts, publishing
from verbale.store.briefings import BriefingStore
from verbale.store.drafts import Draft, DraftState
from verbale.store.publishing import Taken
from verbale_bot.compose import Program
from verbale_bot.telegram.office.draft_card import Card, Twin, same_text


@dataclass(frozen=True)
class Published:
    """What became of a draft; ``taken`` is None where it had been dealt with before, and ``draft`` says how."""

    draft: Draft
    taken: Taken | None


def card_of(program: Program, draft: Draft) -> Card:
    """What a draft would be: the next edition of which briefing, and which others say much the same."""
    briefings, document = program.briefings.all(), draft.document
    keys = {key.briefing: key for key in program.briefings.current_editions()}
    known = briefings.get(draft.briefing)
    current = keys.get(draft.briefing)
    is_known = current is not None and same_text(document, current.sha256)
    edition = 1 if known is None else known.current_edition + (not is_known)
    others = (one for one in _current(program.briefings) if one.briefing != draft.briefing)
    twins = tuple(
        Twin(alike.briefing, briefings[alike.briefing].title, round(alike.share * 100))
        for alike in near_duplicates(document.text, others)
        if alike.briefing in briefings
    )
    return Card(document, draft.briefing, edition, is_known, twins)


def publish(connection: Connection, draft_id: int, clock: Clock, actor: str) -> Published | None:
    """Make a briefing, or a next edition, of an open draft; a withdrawn briefing is restored by that.

    Whoever closes the draft publishes it, so that two who press at once publish once. None where there is no draft.
    """
    draft, data = drafts.read(connection, draft_id), drafts.original(connection, draft_id)
    if draft is None:
        return None
    if data is None or not drafts.close(connection, draft_id, DraftState.PUBLISHED):
        return Published(draft, None)
    now = clock.now()
    source = SourceFile(draft.file_name, data)
    taken = publishing.take_in(connection, draft.briefing, draft.document, source, now, actor, by_hand=True)
    publishing.restore(connection, draft.briefing, now, actor)
    return Published(draft, taken)


def _current(store: BriefingStore) -> Iterator[Edition]:
    return (edition for edition, is_current in store.each_edition() if is_current)
