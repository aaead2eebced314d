"""Ticks before the sentences that are posted; the preview above changes with them."""

from sqlalchemy import Connection

from verbale.store import announcements
from verbale.store.announcements import Announcement
from verbale_bot.telegram.announcing.control_card import gone, opened, preview_of, ticks
from verbale_bot.telegram.handlers.pressing import Press

FEWEST, MOST = 1, 5


async def press_sentences(press: Press) -> None:
    """Which sentences? A tick for each that is posted."""
    found = await opened(press)
    if found is not None:
        await press.toast()
        markup = await ticks(press.exchange, found[0])
        await press.exchange.desk.sender.edit_markup(press.exchange.chat_id, press.message.message_id, markup)


async def press_tick(press: Press) -> None:
    """A sentence is to be posted, or no longer."""
    exchange, found = press.exchange, await opened(press)
    if found is None:
        return
    announcement, briefing = found
    place, is_wanted = press.pressed.number(1), press.pressed.number(2) == 1
    chosen = set(announcement.chosen) | {place} if is_wanted else set(announcement.chosen) - {place}
    if not FEWEST <= len(chosen) <= MOST or max(chosen) >= len(announcement.citations):
        await press.toast("announce-how-many", alert=True)
        return

    def choose(connection: Connection) -> Announcement | None:
        has_chosen = announcements.choose(connection, announcement.id, chosen)
        return announcements.read(connection, announcement.id) if has_chosen else None

    changed = await exchange.desk.state.write(choose)
    if changed is None:
        await gone(press)
        return
    await press.toast()
    above = press.message.reply_to_message
    if above is not None:
        preview = await preview_of(exchange, changed, briefing)
        await exchange.change(above.message_id, preview.content, cites=preview.cites, markup=preview.markup)
    markup = await ticks(exchange, changed)
    await exchange.desk.sender.edit_markup(exchange.chat_id, press.message.message_id, markup)
