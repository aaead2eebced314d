"""How an announcement is delivered to one chat, what its failures mean, and how it is reported and recalled."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Connection
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden

from verbale.briefing import Briefing
from verbale.language import Language
from verbale.store import announcements, outbox, subscriptions
from verbale.store.announcements import Announcement
from verbale.store.chats import read_chat
from verbale.store.ledger import Said, record_once, recorded, rewrite
from verbale.store.outbox import Counts, Delivery, DeliveryState, OutboxRow, RowState
from verbale_bot.messages import message as words
from verbale_bot.telegram.announcing.planning import ANNOUNCEMENT
from verbale_bot.telegram.announcing.post import Posting
from verbale_bot.telegram.delivering import Way
from verbale_bot.telegram.desk import Desk
from verbale_bot.telegram.formatted import Formatted
from verbale_bot.telegram.pace import Priority
from verbale_bot.telegram.rendering import Page, shortened
from verbale_bot.telegram.seal import Action
from verbale_bot.telegram.sending import NotSent, Outgoing

logger = logging.getLogger(__name__)

RECALL = "recall"
"""Kind of a delivery that takes posts back."""
MOST_PROBLEMS = 10
MOST_UNITS = 3800
GONE_FOR_GOOD = ("chat not found", "user is deactivated", "bot was kicked", "bot was blocked", "group chat was deleted")
"""How Telegram says, in lower case, that a chat can never be reached again under this id."""


@dataclass(frozen=True)
class _Known:
    """What a post is made of, and whom it is for."""

    announcement: Announcement
    language: Language | None


async def _deliver(desk: Desk, delivery: Delivery, row: OutboxRow) -> int:
    """Post to one chat."""

    def read(connection: Connection) -> _Known | None:
        announcement = announcements.of_delivery(connection, delivery.id)
        subscription = subscriptions.read(connection, row.chat_id)
        chosen = read_chat(connection, row.chat_id).language
        language = chosen if subscription is None else subscription.language or chosen
        return None if announcement is None else _Known(announcement, language)

    known = await desk.state.read(read)
    briefing = (await desk.office.run(desk.service.program.briefings.all)).get(delivery.briefing)
    if known is None or briefing is None or not _is_current(delivery, briefing):
        # Whoever has not got it yet is not told what is no longer so; the new edition is announced by itself.
        raise NotSent("the briefing has changed or was withdrawn meanwhile")
    language = known.language or desk.default_language
    posting = Posting(briefing, known.announcement.posted, desk.bot.username)
    page: Page = await desk.office.run(partial(posting.page, desk.service.program.briefings, language))
    outgoing = Outgoing(
        row.chat_id,
        page.content,
        thread=row.thread_id,
        markup=posting.keyboard(desk.seal, row.chat_id, language),
        priority=Priority.ANNOUNCEMENT,
    )
    try:
        sent = await desk.sender.send(outgoing)
    except NotSent as error:
        await _consequence(desk, row, error)
        raise
    entry = Said(
        bot_id=desk.bot.id,
        update_id=-row.id,  # below what updates may be called
        part=0,
        kind=ANNOUNCEMENT,
        chat_id=sent.chat.id,
        thread_id=row.thread_id,
        message_id=sent.message_id,
        inline_message_id=None,
        answer_id=None,
        first=0,
        quotes=tuple(quotation.quote for quotation in page.quotations),
        sent_at=desk.clock.now(),
    )
    await desk.state.write(lambda connection: record_once(connection, entry))
    return sent.message_id


def _is_current(delivery: Delivery, briefing: Briefing) -> bool:
    return briefing.withdrawn_at is None and briefing.current_edition == delivery.edition


async def _consequence(desk: Desk, row: OutboxRow, error: NotSent) -> None:
    """Whoever blocked the bot, or has gone, is no longer subscribed; rights and closed topics are for the report."""
    cause = error.__cause__
    if not isinstance(cause, (Forbidden, BadRequest)):
        return
    said = cause.message.lower()
    if any(words in said for words in GONE_FOR_GOOD) or isinstance(cause, Forbidden):
        now = desk.clock.now()
        await desk.state.write(lambda connection: subscriptions.end(connection, row.chat_id, now, cause.message))
        logger.info("the subscription of chat %d has ended: %s", row.chat_id, cause.message)


async def report_delivery(desk: Desk, delivery: Delivery, counts: Counts) -> None:
    """How it stands, in the message that controls it."""
    if delivery.report_chat_id is None or delivery.report_message_id is None:
        return
    chat_id = delivery.report_chat_id

    def read(connection: Connection) -> tuple[Delivery | None, Language | None, Sequence[OutboxRow]]:
        return (
            outbox.read_delivery(connection, delivery.id),
            read_chat(connection, chat_id).language,
            outbox.problems(connection, delivery.id, MOST_PROBLEMS),
        )

    now, chosen, problems = await desk.state.read(read)
    state = delivery.state if now is None else now.state
    language = chosen or desk.default_language
    left = counts.pending + counts.sending
    figures = {
        "sent": counts.sent,
        "failed": counts.failed,
        "uncertain": counts.uncertain,
        "total": left + counts.sent + counts.failed + counts.uncertain,
    }
    lines = [words(f"news-{delivery.kind}-{state.value}", language, **figures)]
    if state in {DeliveryState.DONE, DeliveryState.STOPPED}:
        lines += [f"• {row.chat_id}: {_why(row)}" for row in problems]
    markup = report_keyboard(desk, delivery, state, counts, chat_id, language)
    text = shortened("\n".join(lines), MOST_UNITS)
    await desk.sender.edit(chat_id, delivery.report_message_id, Formatted(text), markup)


def report_keyboard(
    desk: Desk, delivery: Delivery, state: DeliveryState, counts: Counts, chat_id: int, language: Language
) -> InlineKeyboardMarkup | None:
    """What can be done with a delivery in this state."""

    def button(name: str, action: Action) -> InlineKeyboardButton:
        return InlineKeyboardButton(
            words(name, language), callback_data=desk.seal.payload(chat_id, action, delivery.id)
        )

    rows = []
    if state is DeliveryState.RUNNING and delivery.kind == ANNOUNCEMENT:
        rows.append([button("news-pause", Action.PAUSE), button("news-stop", Action.STOP)])
    if state is DeliveryState.PAUSED:
        rows.append([button("news-resume", Action.RESUME), button("news-stop", Action.STOP)])
    if state in {DeliveryState.DONE, DeliveryState.STOPPED}:
        if counts.uncertain and state is DeliveryState.DONE:
            rows.append([button("news-uncertain-again", Action.UNCERTAIN_AGAIN)])
        if counts.sent and delivery.kind == ANNOUNCEMENT:
            rows.append([button("news-recall", Action.RECALL)])
    return InlineKeyboardMarkup(rows) if rows else None


def _why(row: OutboxRow) -> str:
    return f"{row.reason or ''} (?)" if row.state is RowState.UNCERTAIN else row.reason or ""


async def _take_back(desk: Desk, delivery: Delivery, row: OutboxRow) -> int:
    """Delete a post; where Telegram no longer lets it be deleted, say in its place that it was recalled."""
    del delivery
    ledger_id = row.ledger_id
    said = None if ledger_id is None else await desk.state.read(lambda connection: recorded(connection, ledger_id))
    if said is None or said.chat_id is None or said.message_id is None:
        raise NotSent("it is not known where it was posted")
    chat_id, message_id = said.chat_id, said.message_id
    try:
        await desk.sender.delete(chat_id, message_id)
    except NotSent:
        text = words("news-recalled-post", desk.default_language)
        await desk.sender.edit(chat_id, message_id, Formatted(text))
    # What is gone quotes nothing any more, and is corrected no more.
    await desk.state.write(lambda connection: rewrite(connection, chat_id, message_id, None, 0, ()))
    return message_id


ANNOUNCING = Way(_deliver, report_delivery, is_repeatable=lambda _: False)
RECALLING = Way(_take_back, report_delivery, is_repeatable=lambda _: True)
