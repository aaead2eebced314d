"""/announce: the post exactly as it will look, to whom it goes, and whether it is sent."""

from dataclasses import replace

from sqlalchemy import Connection
from telegram import InlineKeyboardMarkup

from verbale.briefing import Briefing
from verbale.store import announcements
from verbale.store.announcements import Announcement
from verbale_bot.telegram.addressing import command_of
from verbale_bot.telegram.announcing.control_card import LABEL_UNITS, control_card, gone, opened, preview_of
from verbale_bot.telegram.announcing.offering import offer, subject_of
from verbale_bot.telegram.announcing.planning import CannotAnnounce, plan_announcement
from verbale_bot.telegram.exchange import Exchange
from verbale_bot.telegram.handlers.pressing import Press
from verbale_bot.telegram.office.draft_card import moment_in_words
from verbale_bot.telegram.office.rights import actor_of
from verbale_bot.telegram.rendering import shortened
from verbale_bot.telegram.seal import Action, short_name

LISTED = 8


async def announce_command(exchange: Exchange) -> None:
    """/announce ID; alone it lists what is scheduled, and the latest briefings."""
    command = command_of(exchange.message, exchange.desk.bot)
    name = ("" if command is None else command[1]).strip().casefold()
    briefings = await exchange.desk.office.run(exchange.desk.service.program.briefings.all)
    if not name:
        await _list(exchange, briefings)
    elif name in briefings and briefings[name].withdrawn_at is None:
        await _begin(exchange, briefings[name])
    else:
        await exchange.say(exchange.words("announce-unknown"))


async def _list(exchange: Exchange, briefings: dict[str, Briefing]) -> None:
    latest = sorted(
        (one for one in briefings.values() if one.withdrawn_at is None),
        key=lambda one: (one.date is not None, one.date and one.date.toordinal(), one.id),
        reverse=True,
    )[:LISTED]
    if not latest:
        await exchange.say(exchange.words("no-briefings"))
        return
    scheduled = await exchange.desk.state.read(lambda connection: announcements.scheduled(connection, LISTED))
    rows = [
        [
            exchange.button(
                f"⏰ {moment_in_words(due_at, exchange.desk.office.zone, exchange.language)} · "
                + shortened(briefings[one.briefing].title, LABEL_UNITS),
                Action.ANNOUNCE_SHOW,
                one.id,
            )
        ]
        for one in scheduled
        if (due_at := one.due_at) is not None and one.briefing in briefings
    ]
    rows += [
        [exchange.button(shortened(one.title, LABEL_UNITS), Action.ANNOUNCE, short_name(one.id))] for one in latest
    ]
    await exchange.say(exchange.words("announce-which"), markup=InlineKeyboardMarkup(rows))


async def press_announce(press: Press) -> None:
    """A briefing was chosen from the list."""
    exchange = press.exchange
    briefings = await exchange.desk.office.run(exchange.desk.service.program.briefings.all)
    briefing = next((one for one in briefings.values() if short_name(one.id) == press.pressed.fields[0]), None)
    await press.toast(None if briefing is not None else "briefing-gone")
    if briefing is not None:
        await _begin(exchange, briefing)


async def press_show_announcement(press: Press) -> None:
    """An announcement that waits for its moment was chosen from the list: from now on it is controlled here."""
    found = await opened(press)
    if found is not None:
        await press.toast()
        await _show(press.exchange, *found)


async def _begin(exchange: Exchange, briefing: Briefing) -> None:
    offered = await offer(exchange.desk.service, briefing)
    if offered is None:
        await exchange.say(exchange.words("announce-not-indexed"))
        return

    began_at = exchange.update.effective_message.date if exchange.update.effective_message else exchange.now()

    def make(connection: Connection) -> Announcement:
        # An earlier run of this very update has perhaps shown its buttons.
        key = briefing.id, briefing.current_edition, exchange.user_id
        made = announcements.latest_draft(connection, *key, began_at) if exchange.is_again else None
        return made or announcements.make(
            connection,
            exchange.now(),
            briefing=briefing.id,
            edition=briefing.current_edition,
            citations=offered.citations,
            chosen=offered.chosen,
            made_by=exchange.user_id,
            language=exchange.language,
        )

    await _show(exchange, await exchange.desk.state.write(make), briefing)


async def _show(exchange: Exchange, announcement: Announcement, briefing: Briefing) -> None:
    """The post, and under it what controls it."""
    preview = await preview_of(exchange, announcement, briefing)
    shown = await exchange.say(preview.content, cites=preview.cites, markup=preview.markup)
    card = await control_card(exchange, announcement, briefing)
    message_id = await exchange.say(card.content, markup=card.markup, reply_to=shown)
    if message_id is not None:
        here = replace(announcement, chat_id=exchange.chat_id, message_id=message_id)
        await exchange.desk.state.write(lambda connection: announcements.shown_as(connection, here))


async def press_back_to_preview(press: Press) -> None:
    """Back to sending and discarding; also from a schedule, which is taken back."""
    exchange, found = press.exchange, await opened(press)
    if found is None:
        return
    announcement, briefing = found
    await press.toast()

    def unschedule(connection: Connection) -> Announcement | None:
        announcements.unschedule(connection, announcement.id)
        return announcements.read(connection, announcement.id)

    unscheduled = await exchange.desk.state.write(unschedule)
    card = await control_card(exchange, unscheduled or announcement, briefing)
    await exchange.change(press.message.message_id, card.content, markup=card.markup)


async def press_send(press: Press) -> None:
    """Send it now: the delivery and its rows are written in one transaction, then it begins."""
    exchange, found = press.exchange, await opened(press)
    if found is None:
        return
    announcement, briefing = found
    subject, now, actor = await subject_of(exchange.desk, briefing), exchange.now(), actor_of(exchange)
    try:
        delivery = await exchange.desk.state.write(
            lambda connection: plan_announcement(connection, announcement, subject, now, actor)
        )
    except CannotAnnounce as error:
        await press.toast()
        await exchange.say(exchange.words(error.name))
        return
    await press.toast()
    exchange.desk.deliveries.put_nowait(delivery)


async def press_discard_announcement(press: Press) -> None:
    """Never mind."""
    announcement_id = press.pressed.number(0)
    done = await press.exchange.desk.state.write(lambda connection: announcements.discard(connection, announcement_id))
    if not done and not press.exchange.is_again:
        await gone(press)
        return
    await press.toast()
    await press.exchange.change(press.message.message_id, press.exchange.words("draft-discarded"))
