"""The buttons under a draft, and the replies that they ask for."""

import re
from contextlib import suppress
from dataclasses import replace

from sqlalchemy import Connection

from verbale.describing import Field, NotUnderstood, described
from verbale.inheriting import inheriting
from verbale.intake.document import Document
from verbale.language import Language
from verbale.store import audiences, drafts
from verbale.store.drafts import Draft, DraftState
from verbale.store.publishing import Taken
from verbale_bot.telegram.addressing import text_of
from verbale_bot.telegram.exchange import Cites, Exchange
from verbale_bot.telegram.formatted import Formatted
from verbale_bot.telegram.handlers.pressing import Press
from verbale_bot.telegram.keyboards import prompt
from verbale_bot.telegram.office.adding import show_card
from verbale_bot.telegram.office.draft_card import moment_in_words
from verbale_bot.telegram.office.draft_keyboards import FIELDS, LETTERS, DraftKeyboards
from verbale_bot.telegram.office.drafting import Published, card_of, publish
from verbale_bot.telegram.office.reindexing import work_on_index
from verbale_bot.telegram.office.rights import actor_of
from verbale_bot.telegram.rendering import shortened
from verbale_bot.telegram.seal import short_name
from verbale_bot.telegram.sending import NotSent

_ASKED_FOR = re.compile(r"d(\d+)\.([a-z])")


async def press_publish(press: Press) -> None:
    """Publish: the briefing is there from now on, and is found as soon as the index has been built."""
    exchange, draft_id = press.exchange, press.pressed.number(0)
    clock, actor = exchange.desk.clock, actor_of(exchange)
    published: Published | None = await exchange.desk.state.write(
        lambda connection: publish(connection, draft_id, clock, actor)
    )
    # A press that a restart has broken off is handled again: what it has published still wants an index.
    goes_on = published is not None and exchange.is_again and published.draft.state is DraftState.PUBLISHED
    if published is None or (published.taken is None and not goes_on):
        await press.toast("draft-gone", alert=True)
        return
    await press.toast()
    with suppress(NotSent):
        await exchange.desk.sender.edit_markup(exchange.chat_id, press.message.message_id)
    await exchange.say(_said_of(exchange, published))
    await work_on_index(exchange, reads_folder=False)


def _said_of(exchange: Exchange, published: Published) -> Formatted:
    draft = published.draft
    until = draft.document.embargo_until
    if published.taken is Taken.UNCHANGED:
        return exchange.words("draft-unchanged", id=draft.briefing)
    text = exchange.words("draft-published", id=draft.briefing, title=shortened(draft.document.title))
    if until is not None and until > exchange.now():
        moment = moment_in_words(until, exchange.desk.office.zone, exchange.language)
        text = text + " " + exchange.words("draft-under-embargo", moment=moment)
    return text


async def press_discard(press: Press) -> None:
    """Discard."""
    draft_id = press.pressed.number(0)
    closed = await press.exchange.desk.state.write(
        lambda connection: drafts.close(connection, draft_id, DraftState.DISCARDED)
    )
    if not closed and not press.exchange.is_again:
        await press.toast("draft-gone", alert=True)
        return
    await press.toast()
    await press.exchange.change(press.message.message_id, press.exchange.words("draft-discarded"))


async def press_edit(press: Press) -> None:
    """Which of the details?"""
    if await _open_draft(press) is not None:
        await press.toast()
        markup = _keyboards(press.exchange).fields(press.pressed.number(0))
        await press.exchange.desk.sender.edit_markup(press.exchange.chat_id, press.message.message_id, markup)


async def press_back(press: Press) -> None:
    """Back to publishing and discarding."""
    draft = await _open_draft(press)
    if draft is not None:
        await press.toast()
        exchange = press.exchange
        card = await exchange.desk.office.run(lambda: card_of(exchange.desk.service.program, draft))
        markup = _keyboards(exchange).under_card(draft, card)
        await exchange.desk.sender.edit_markup(exchange.chat_id, press.message.message_id, markup)


async def press_field(press: Press) -> None:
    """One of the details: what shall it be?"""
    exchange, draft = press.exchange, await _open_draft(press)
    if draft is None:
        return
    field = FIELDS[press.pressed.fields[1]]
    await press.toast()
    if field is Field.LANGUAGE:
        await exchange.say(exchange.words("draft-ask-language"), markup=_keyboards(exchange).languages(draft.id))
        return
    asked = exchange.words(f"draft-ask-{field.value}", zone=exchange.desk.office.zone.key)
    if field is Field.AUDIENCE:
        known = await exchange.desk.state.read(_names_of_audiences)
        asked = asked + "\n" + ", ".join(["public", *sorted(known)])
    kind = f"d{draft.id}.{LETTERS[field]}"
    await exchange.say(asked, cites=Cites(kind, ()), markup=prompt())


async def press_language(press: Press) -> None:
    """The language of the document."""
    draft = await _open_draft(press)
    if draft is not None:
        await press.toast()
        document = replace(draft.document, language=Language(press.pressed.fields[1]))
        await _change(press.exchange, draft, document)


async def press_edition_of(press: Press) -> None:
    """The draft is to be the next edition of another briefing, whose details it takes over."""
    exchange, draft = press.exchange, await _open_draft(press)
    if draft is None:
        return
    briefings = await exchange.desk.office.run(exchange.desk.service.program.briefings.all)
    known = next((one for one in briefings.values() if short_name(one.id) == press.pressed.fields[1]), None)
    if known is None:
        await press.toast("briefing-gone", alert=True)
        return
    await press.toast()
    await exchange.desk.state.write(lambda connection: drafts.rename(connection, draft.id, known.id))
    await _change(exchange, replace(draft, briefing=known.id), inheriting(draft.document, known))


def field_asked_for(kind: str) -> tuple[int, Field] | None:
    """The draft and the field that a message of this kind asks for."""
    found = _ASKED_FOR.fullmatch(kind)
    return None if found is None or found[2] not in FIELDS else (int(found[1]), FIELDS[found[2]])


async def field_given(exchange: Exchange, draft_id: int, field: Field) -> None:
    """The reply to the question for one of the details."""

    def read(connection: Connection) -> tuple[Draft | None, frozenset[str]]:
        return drafts.read(connection, draft_id), _names_of_audiences(connection)

    draft, known = await exchange.desk.state.read(read)
    if draft is None or draft.state is not DraftState.OPEN:
        await exchange.tell("draft-gone")
        return
    try:
        document = described(draft.document, field, text_of(exchange.message), exchange.desk.office.zone, known)
    except NotUnderstood as error:
        await exchange.tell(f"draft-bad-{error.field.value}")
        return
    await _change(exchange, draft, document)


async def _change(exchange: Exchange, draft: Draft, document: Document) -> None:
    changed = await exchange.desk.state.write(lambda connection: drafts.change(connection, draft.id, document))
    if changed:
        await show_card(exchange, replace(draft, document=document))
    else:
        await exchange.tell("draft-gone")


async def _open_draft(press: Press) -> Draft | None:
    """The draft that the button belongs to; where it was dealt with already, the person is told."""
    draft_id = press.pressed.number(0)
    draft = await press.exchange.desk.state.read(lambda connection: drafts.read(connection, draft_id))
    if draft is None or draft.state is not DraftState.OPEN:
        await press.toast("draft-gone", alert=True)
        return None
    return draft


def _names_of_audiences(connection: Connection) -> frozenset[str]:
    return frozenset(one.name for one in audiences.all_audiences(connection))


def _keyboards(exchange: Exchange) -> DraftKeyboards:
    return DraftKeyboards(exchange.desk.seal, exchange.chat_id, exchange.language)
