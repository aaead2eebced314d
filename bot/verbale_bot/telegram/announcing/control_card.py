"""An announcement before it is sent: the post as it will look, to whom it goes, and what can be done with it."""

from dataclasses import dataclass

from sqlalchemy import Connection
from telegram import InlineKeyboardMarkup

from verbale.briefing import PUBLIC, Briefing
from verbale.corrections import PREVIEW
from verbale.store import announcements
from verbale.store.announcements import Announcement, AnnouncementState
from verbale_bot.telegram.announcing.offering import subject_of
from verbale_bot.telegram.announcing.planning import not_told_yet, recipients
from verbale_bot.telegram.announcing.post import AS_A_GROUP, Posting
from verbale_bot.telegram.exchange import Cites, Exchange
from verbale_bot.telegram.formatted import Formatted
from verbale_bot.telegram.handlers.pressing import Press
from verbale_bot.telegram.office.draft_card import moment_in_words
from verbale_bot.telegram.rendering import shortened
from verbale_bot.telegram.seal import Action

LABEL_UNITS = 40


@dataclass(frozen=True)
class Card:
    """A message of the bot's own, with its buttons."""

    content: Formatted
    markup: InlineKeyboardMarkup


@dataclass(frozen=True)
class Preview:
    """The post as groups and channels will see it, and what it quotes."""

    content: Formatted
    cites: Cites
    markup: InlineKeyboardMarkup | None


async def preview_of(exchange: Exchange, announcement: Announcement, briefing: Briefing) -> Preview:
    """The post with the sentences that are chosen now."""
    posting = Posting(briefing, announcement.posted, exchange.desk.bot.username)
    page = await exchange.desk.office.run(
        lambda: posting.page(exchange.desk.service.program.briefings, exchange.language)
    )
    cites = Cites(PREVIEW, tuple(quotation.quote for quotation in page.quotations))
    return Preview(page.content, cites, posting.keyboard(exchange.desk.seal, AS_A_GROUP, exchange.language))


async def control_card(exchange: Exchange, announcement: Announcement, briefing: Briefing) -> Card:
    """What stands under the preview of a draft, or of an announcement that is scheduled."""
    words, number, due_at = exchange.words, announcement.id, announcement.due_at
    discard = exchange.button(words("draft-discard").text, Action.ANNOUNCE_DISCARD, number)
    if announcement.state is AnnouncementState.SCHEDULED and due_at is not None:
        moment = moment_in_words(due_at, exchange.desk.office.zone, exchange.language)
        back = exchange.button(words("announce-unschedule").text, Action.ANNOUNCE_BACK, number)
        return Card(words("announce-scheduled", moment=moment), InlineKeyboardMarkup([[back], [discard]]))
    markup = InlineKeyboardMarkup(
        [
            [exchange.button(words("announce-send").text, Action.ANNOUNCE_SEND, number)],
            [
                exchange.button(words("announce-schedule").text, Action.ANNOUNCE_SCHEDULE, number),
                exchange.button(words("announce-sentences").text, Action.ANNOUNCE_SENTENCES, number),
            ],
            [discard],
        ]
    )
    return Card(await _to_whom(exchange, briefing), markup)


async def _to_whom(exchange: Exchange, briefing: Briefing) -> Formatted:
    subject = await subject_of(exchange.desk, briefing)

    def count(connection: Connection) -> tuple[int, int]:
        digests = sum(1 for one in recipients(connection, subject) if one.digest_hour is not None)
        return len(not_told_yet(connection, subject)), digests

    now, digests = await exchange.desk.state.read(count)
    is_public = PUBLIC in briefing.audience
    audience = exchange.words("announce-public").text if is_public else ", ".join(briefing.audience)
    return exchange.words("announce-preview", chats=now, digests=digests, audience=audience)


async def ticks(exchange: Exchange, announcement: Announcement) -> InlineKeyboardMarkup:
    """A button for each sentence that may be posted, with a tick where it is; a press turns it round."""
    store = exchange.desk.service.program.briefings
    quotations = await exchange.desk.office.run(lambda: store.quotations(one.quote for one in announcement.citations))
    rows = []
    for place, quotation in enumerate(quotations):
        is_chosen = place in announcement.chosen
        label = ("✓ " if is_chosen else "   ") + shortened(quotation.text, LABEL_UNITS)
        rows.append([exchange.button(label, Action.ANNOUNCE_TICK, announcement.id, place, 0 if is_chosen else 1)])
    rows.append([exchange.button(exchange.words("draft-back").text, Action.ANNOUNCE_BACK, announcement.id)])
    return InlineKeyboardMarkup(rows)


async def opened(press: Press) -> tuple[Announcement, Briefing] | None:
    """The announcement that the button belongs to, with its briefing; where it is dealt with, the person is told."""
    announcement_id = press.pressed.number(0)
    announcement = await press.exchange.desk.state.read(
        lambda connection: announcements.read(connection, announcement_id)
    )
    briefings = await press.exchange.desk.office.run(press.exchange.desk.service.program.briefings.all)
    if announcement is None or announcement.state not in announcements.OPEN or announcement.briefing not in briefings:
        await gone(press)
        return None
    return announcement, briefings[announcement.briefing]


async def gone(press: Press) -> None:
    """There is nothing to do any more; a press that is handled again has perhaps done it itself."""
    await press.toast(None if press.exchange.is_again else "announce-gone", alert=not press.exchange.is_again)
