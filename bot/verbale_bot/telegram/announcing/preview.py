"""/announce: the post exactly as it will look, to whom it goes, and what is to be done with it."""

import re
from dataclasses import dataclass, replace

from sqlalchemy import Connection
from telegram import InlineKeyboardMarkup

from verbale.answer import Citation
from verbale.briefing import PUBLIC, Briefing
from verbale.describing import NotUnderstood, moment_of
from verbale.errors import VerbaleError
from verbale.store import announcements
from verbale.store.announcements import Announcement, AnnouncementState
from verbale.wanted import countries_of
from verbale_bot.engine import Engine
from verbale_bot.service import Service
from verbale_bot.telegram.addressing import command_of, text_of
from verbale_bot.telegram.announcing.planning import Subject, at_once, plan_announcement, recipients
from verbale_bot.telegram.announcing.post import Posting
from verbale_bot.telegram.desk import Desk
from verbale_bot.telegram.exchange import Cites, Exchange
from verbale_bot.telegram.formatted import Formatted
from verbale_bot.telegram.handlers.pressing import Press
from verbale_bot.telegram.keyboards import prompt
from verbale_bot.telegram.office.draft_card import moment_in_words
from verbale_bot.telegram.office.rights import actor_of
from verbale_bot.telegram.rendering import shortened
from verbale_bot.telegram.seal import Action, short_name

OFFERED = 8
"""So many sentences may be chosen from."""
CHOSEN = 4
"""So many are chosen at first; three to five are posted."""
FEWEST, MOST = 1, 5
LISTED = 8
LABEL_UNITS = 40
_ASKED_FOR = re.compile(r"n(\d+)")
PREVIEW = "preview"
"""Kind of a message that shows what will be posted."""


async def announce_command(exchange: Exchange) -> None:
    """/announce ID; alone it lists the latest briefings."""
    command = command_of(exchange.message, exchange.desk.bot)
    name = ("" if command is None else command[1]).strip().casefold()
    program = exchange.desk.service.program
    briefings = await exchange.desk.office.run(program.briefings.all)
    if name:
        if name in briefings and briefings[name].withdrawn_at is None:
            await _begin(exchange, briefings[name])
        else:
            await exchange.say(exchange.words("announce-unknown"))
        return
    latest = sorted(
        (one for one in briefings.values() if one.withdrawn_at is None),
        key=lambda one: (one.date is not None, one.date and one.date.toordinal(), one.id),
        reverse=True,
    )[:LISTED]
    if not latest:
        await exchange.say(exchange.words("no-briefings"))
        return
    rows = [[exchange.button(shortened(one.title, LABEL_UNITS), Action.ANNOUNCE, short_name(one.id))] for one in latest]
    await exchange.say(exchange.words("announce-which"), markup=InlineKeyboardMarkup(rows))


async def press_announce(press: Press) -> None:
    """A briefing was chosen from the list."""
    exchange = press.exchange
    briefings = await exchange.desk.office.run(exchange.desk.service.program.briefings.all)
    briefing = next((one for one in briefings.values() if short_name(one.id) == press.pressed.fields[0]), None)
    await press.toast(None if briefing is not None else "briefing-gone")
    if briefing is not None:
        await _begin(exchange, briefing)


async def _begin(exchange: Exchange, briefing: Briefing) -> None:
    offered = await offer(exchange.desk.service, briefing)
    if offered is None:
        await exchange.say(exchange.words("announce-not-indexed"))
        return

    def make(connection: Connection) -> Announcement:
        return announcements.make(
            connection,
            exchange.now(),
            briefing=briefing.id,
            edition=briefing.current_edition,
            citations=offered.citations,
            chosen=offered.chosen,
            made_by=exchange.user_id,
        )

    announcement = await exchange.desk.state.write(make)
    posting = Posting(briefing, announcement.posted, exchange.desk.bot.username)
    page = await exchange.desk.office.run(
        lambda: posting.page(exchange.desk.service.program.briefings, exchange.language)
    )
    shown = await exchange.say(
        page.content,
        cites=Cites(PREVIEW, tuple(quotation.quote for quotation in page.quotations)),
        # Negative: without the button for one's own subscription, as groups and channels see it.
        markup=posting.keyboard(exchange.desk.seal, -1, exchange.language),
    )
    content = await _control(exchange, briefing)
    message_id = await exchange.say(content, markup=_controls(exchange, announcement), reply_to=shown)
    if message_id is not None:
        await exchange.desk.state.write(
            lambda connection: announcements.shown_as(connection, announcement.id, exchange.chat_id, message_id)
        )


@dataclass(frozen=True)
class Offered:
    """What may be quoted of a briefing, and what is chosen at first."""

    citations: tuple[Citation, ...]
    chosen: tuple[int, ...]


async def offer(service: Service, briefing: Briefing) -> Offered | None:
    """The key sentences of a briefing, as many as may be chosen from; None before its edition is in the index."""

    def work(engine: Engine) -> Offered | None:
        generation = engine.serving.generation()
        if generation is None or not any(
            key.briefing == briefing.id and key.number == briefing.current_edition
            for key in generation.passages.editions
        ):
            return None
        citations = engine.key_sentences.of(generation, briefing.id, OFFERED)
        best = {one.quote for one in engine.key_sentences.of(generation, briefing.id, CHOSEN)}
        chosen = tuple(place for place, one in enumerate(citations) if one.quote in best)
        return Offered(citations, chosen or tuple(range(min(CHOSEN, len(citations)))))

    return await service.run(work)


async def press_sentences(press: Press) -> None:
    """Which sentences? A tick for each that is posted."""
    found = await _open(press)
    if found is not None:
        await press.toast()
        markup = await _ticks(press.exchange, found[0])
        await press.exchange.desk.sender.edit_markup(press.exchange.chat_id, press.message.message_id, markup)


async def press_tick(press: Press) -> None:
    """A sentence is to be posted, or no longer; the preview above changes with it."""
    exchange, found = press.exchange, await _open(press)
    if found is None:
        return
    announcement, briefing = found
    chosen = set(announcement.chosen) ^ {press.pressed.number(1)}
    if not FEWEST <= len(chosen) <= MOST or max(chosen) >= len(announcement.citations):
        await press.toast("announce-how-many", alert=True)
        return
    await press.toast()
    await exchange.desk.state.write(lambda connection: announcements.choose(connection, announcement.id, chosen))
    announcement = replace(announcement, chosen=tuple(sorted(chosen)))
    posting = Posting(briefing, announcement.posted, exchange.desk.bot.username)
    above = press.message.reply_to_message
    if above is not None:
        page = await exchange.desk.office.run(
            lambda: posting.page(exchange.desk.service.program.briefings, exchange.language)
        )
        await exchange.change(
            above.message_id,
            page.content,
            cites=Cites(PREVIEW, tuple(quotation.quote for quotation in page.quotations)),
            markup=posting.keyboard(exchange.desk.seal, -1, exchange.language),
        )
    markup = await _ticks(exchange, announcement)
    await exchange.desk.sender.edit_markup(exchange.chat_id, press.message.message_id, markup)


async def press_back_to_preview(press: Press) -> None:
    """Back to sending and discarding; also from a schedule, which is taken back."""
    exchange, found = press.exchange, await _open(press)
    if found is None:
        return
    announcement, briefing = found
    await press.toast()
    await exchange.desk.state.write(lambda connection: announcements.unschedule(connection, announcement.id))
    announcement = replace(announcement, state=AnnouncementState.DRAFT, due_at=None)
    content = await _control(exchange, briefing)
    await exchange.change(press.message.message_id, content, markup=_controls(exchange, announcement))


async def press_send(press: Press) -> None:
    """Send it now: the delivery and its rows are written in one transaction, then it begins."""
    exchange, found = press.exchange, await _open(press)
    if found is None:
        return
    announcement, briefing = found
    subject, now, actor = await subject_of(exchange.desk, briefing), exchange.now(), actor_of(exchange)
    try:
        delivery = await exchange.desk.state.write(
            lambda connection: plan_announcement(connection, announcement, subject, now, actor)
        )
    except VerbaleError as error:
        await press.toast()
        await exchange.say(exchange.words("office-refused", reason=str(error)))
        return
    await press.toast()
    exchange.desk.deliveries.put_nowait(delivery)


async def press_schedule(press: Press) -> None:
    """When? The reply says it."""
    found = await _open(press)
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
    try:
        due_at = moment_of(text_of(exchange.message).strip(), exchange.desk.office.zone)
    except NotUnderstood:
        await exchange.tell("announce-bad-moment")
        return
    if due_at <= exchange.now():
        await exchange.tell("announce-past")
        return
    scheduled = await exchange.desk.state.write(
        lambda connection: announcements.schedule(connection, announcement_id, due_at)
    )
    announcement = await exchange.desk.state.read(lambda connection: announcements.read(connection, announcement_id))
    if not scheduled or announcement is None:
        await exchange.tell("announce-gone")
        return
    moment = moment_in_words(due_at, exchange.desk.office.zone, exchange.language)
    text = exchange.words("announce-scheduled", moment=moment)
    await exchange.tell("announce-scheduled", moment=moment)
    if announcement.message_id is not None and announcement.chat_id == exchange.chat_id:
        back = exchange.button(exchange.words("announce-unschedule").text, Action.ANNOUNCE_BACK, announcement_id)
        discard = exchange.button(exchange.words("draft-discard").text, Action.ANNOUNCE_DISCARD, announcement_id)
        markup = InlineKeyboardMarkup([[back], [discard]])
        await exchange.desk.sender.edit(exchange.chat_id, announcement.message_id, text, markup)


async def press_discard_announcement(press: Press) -> None:
    """Never mind."""
    announcement_id = press.pressed.number(0)
    done = await press.exchange.desk.state.write(lambda connection: announcements.discard(connection, announcement_id))
    if not done and not press.exchange.is_again:
        await press.toast("announce-gone", alert=True)
        return
    await press.toast()
    await press.exchange.change(press.message.message_id, press.exchange.words("draft-discarded"))


async def subject_of(desk: Desk, briefing: Briefing) -> Subject:
    """The briefing with the countries that it names."""
    store = desk.service.program.briefings

    def read() -> Subject:
        edition = store.editions([(briefing.id, briefing.current_edition)])[briefing.id, briefing.current_edition]
        first = edition.paragraphs[0].of(edition.text)
        return Subject(briefing, countries_of(briefing.title, briefing.visit, first))

    return await desk.office.run(read)


async def _control(exchange: Exchange, briefing: Briefing) -> Formatted:
    """To whom it goes: the audience, and how many chats."""
    subject = await subject_of(exchange.desk, briefing)

    def count(connection: Connection) -> tuple[int, int]:
        return len(at_once(connection, subject)), sum(1 for _ in recipients(connection, subject))

    now, everyone = await exchange.desk.state.read(count)
    is_public = PUBLIC in briefing.audience
    audience = exchange.words("announce-public").text if is_public else ", ".join(briefing.audience)
    return exchange.words("announce-preview", chats=now, digests=everyone - now, audience=audience)


def _controls(exchange: Exchange, announcement: Announcement) -> InlineKeyboardMarkup:
    words, number = exchange.words, announcement.id
    return InlineKeyboardMarkup(
        [
            [exchange.button(words("announce-send").text, Action.ANNOUNCE_SEND, number)],
            [
                exchange.button(words("announce-schedule").text, Action.ANNOUNCE_SCHEDULE, number),
                exchange.button(words("announce-sentences").text, Action.ANNOUNCE_SENTENCES, number),
            ],
            [exchange.button(words("draft-discard").text, Action.ANNOUNCE_DISCARD, number)],
        ]
    )


async def _ticks(exchange: Exchange, announcement: Announcement) -> InlineKeyboardMarkup:
    store = exchange.desk.service.program.briefings
    quotations = await exchange.desk.office.run(lambda: store.quotations(one.quote for one in announcement.citations))
    rows = [
        [
            exchange.button(
                ("✓ " if place in announcement.chosen else "   ") + shortened(quotation.text, LABEL_UNITS),
                Action.ANNOUNCE_TICK,
                announcement.id,
                place,
            )
        ]
        for place, quotation in enumerate(quotations)
    ]
    rows.append([exchange.button(exchange.words("draft-back").text, Action.ANNOUNCE_BACK, announcement.id)])
    return InlineKeyboardMarkup(rows)


async def _open(press: Press) -> tuple[Announcement, Briefing] | None:
    """The announcement that the button belongs to, with its briefing; where it is dealt with, the person is told."""
    announcement_id = press.pressed.number(0)
    announcement = await press.exchange.desk.state.read(
        lambda connection: announcements.read(connection, announcement_id)
    )
    briefings = await press.exchange.desk.office.run(press.exchange.desk.service.program.briefings.all)
    if announcement is None or announcement.state not in announcements.OPEN or announcement.briefing not in briefings:
        await press.toast("announce-gone", alert=True)
        return None
    return announcement, briefings[announcement.briefing]
