"""When an announcement is to be sent by itself: asked for, read, and checked."""

import re

from sqlalchemy import Connection

from verbale.describing import NotUnderstood, moment_of
from verbale.store import announcements
from verbale.store.announcements import Announcement, AnnouncementState
from verbale.store.briefings import read_briefing
from verbale_bot.telegram.addressing import text_of
from verbale_bot.telegram.announcing.control_card import control_card, opened
from verbale_bot.telegram.exchange import Cites, Exchange
from verbale_bot.telegram.handlers.pressing import Press
from verbale_bot.telegram.keyboards import prompt
from verbale_bot.telegram.office.draft_card import moment_in_words

_ASKED_FOR = re.compile(r"n(\d+)")


async def press_schedule(press: Press) -> None:
    """When? The reply says it."""
    found = await opened(press)
    if found is not None:
        await press.toast()
        text = press.exchange.words("announce-ask-moment", zone=press.exchange.desk.office.zone.key)
        await press.exchange.say(text, cites=Cites(f"n{found[0].id}", ()), markup=prompt())


def announcement_asked_about(kind: str) -> int | None:
    """The announcement whose moment a message of this kind asks for."""
    found = _ASKED_FOR.fullmatch(kind)
    return None if found is None else int(found[1])


async def moment_given(exchange: Exchange, announcement_id: int) -> None:
    """The reply to the question when."""
    zone = exchange.desk.office.zone
    try:
        due_at = moment_of(text_of(exchange.message).strip(), zone)
    except NotUnderstood:
        await exchange.tell("announce-bad-moment")
        return
    announcement = await exchange.desk.state.read(lambda connection: announcements.read(connection, announcement_id))
    # An earlier run of this very update has perhaps done it, and what was due meanwhile was sent.
    is_done = exchange.is_again and announcement is not None and announcement.due_at == due_at
    if due_at <= exchange.now() and not is_done:
        await exchange.tell("announce-past")
        return

    def schedule(connection: Connection) -> Announcement | None:
        scheduled = announcements.schedule(connection, announcement_id, due_at)
        return announcements.read(connection, announcement_id) if scheduled else None

    name = "" if announcement is None else announcement.briefing
    briefing = await exchange.desk.state.read(lambda connection: read_briefing(connection, name))
    if briefing is not None and briefing.embargo_until is not None and due_at < briefing.embargo_until:
        moment = moment_in_words(briefing.embargo_until, zone, exchange.language)
        await exchange.tell("announce-before-embargo", moment=moment)
        return
    scheduled = announcement if is_done else await exchange.desk.state.write(schedule)
    if scheduled is None or briefing is None:
        await exchange.tell("announce-gone")
        return
    await exchange.tell("announce-scheduled", moment=moment_in_words(due_at, zone, exchange.language))
    is_waiting = scheduled.state is AnnouncementState.SCHEDULED
    if is_waiting and scheduled.message_id is not None and scheduled.chat_id == exchange.chat_id:
        card = await control_card(exchange, scheduled, briefing)
        await exchange.desk.sender.edit(exchange.chat_id, scheduled.message_id, card.content, card.markup)
