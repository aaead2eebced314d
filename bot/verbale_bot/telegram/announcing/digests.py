"""The daily digest: one line and one quotation for each briefing that was announced since the last one."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from sqlalchemy import Connection, select
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from verbale.answer import Citation
from verbale.briefing import PUBLIC, Viewer
from verbale.cited import cited
from verbale.language import Language
from verbale.store import announcements, outbox, subscriptions
from verbale.store.announcements import Announcement
from verbale.store.audiences import audiences_of
from verbale.store.chats import read_chat
from verbale.store.ledger import Said, record_once
from verbale.store.outbox import Delivery, OutboxRow
from verbale.store.schema import announcements as announced_table
from verbale.store.schema import deliveries
from verbale.store.subscriptions import Subscription
from verbale.wanted import countries_of, digest_due, is_wanted
from verbale_bot.compose import Program
from verbale_bot.messages import message as words
from verbale_bot.telegram.announcing.planning import ANNOUNCEMENT
from verbale_bot.telegram.announcing.sending_posts import report_delivery
from verbale_bot.telegram.delivering import Way
from verbale_bot.telegram.desk import Desk
from verbale_bot.telegram.formatted import Formatted
from verbale_bot.telegram.pace import Priority
from verbale_bot.telegram.rendering import Page, packed, render_one
from verbale_bot.telegram.seal import Action
from verbale_bot.telegram.sending import NotSent, Outgoing

DIGEST = "digest"
"""Kind of a delivery, and of the messages that it posts."""
MOST_BRIEFINGS = 20


@dataclass(frozen=True)
class _For:
    """Whom a digest is for, and what was announced since the last one."""

    subscription: Subscription
    viewer: Viewer
    language: Language | None
    announced: tuple[Announcement, ...]


def plan_digests(connection: Connection, now: datetime) -> Delivery | None:
    """A row for each chat whose hour has come and for which there may be news; None where there is none."""
    rows, since = [], {}
    for one in list(subscriptions.all_active(connection)):
        if one.digest_hour is None or not digest_due(one, now):
            continue
        last = one.digested_at or one.made_at
        if _announced_since(connection, last, now):
            rows.append((one.chat_id, one.thread_id, None))
            since[one.chat_id] = last
        # The row remembers since when there is news; the hour comes again tomorrow.
        subscriptions.digested(connection, one.chat_id, now)
    if not rows:
        return None
    delivery_id = outbox.plan(
        connection, now, kind=DIGEST, mode="post", briefing="", edition=None, made_by=None, rows=rows, since=since
    )
    return outbox.read_delivery(connection, delivery_id)


def _announced_since(connection: Connection, since: datetime, until: datetime) -> list[Announcement]:
    """What was announced within this time, in order."""
    query = (
        select(announced_table.c.id)
        .join(deliveries, deliveries.c.id == announced_table.c.delivery)
        .where(deliveries.c.kind == ANNOUNCEMENT, deliveries.c.made_at > since, deliveries.c.made_at <= until)
        .order_by(deliveries.c.made_at)
    )
    found = (announcements.read(connection, announcement_id) for announcement_id in connection.scalars(query).all())
    return [one for one in found if one is not None]


async def _deliver(desk: Desk, delivery: Delivery, row: OutboxRow) -> int:
    """Post a digest to one chat."""

    def read(connection: Connection) -> _For | None:
        subscription = subscriptions.read(connection, row.chat_id)
        if subscription is None or row.since is None:
            return None
        return _For(
            subscription,
            Viewer(audiences_of(connection, row.chat_id) | {PUBLIC}),
            subscription.language or read_chat(connection, row.chat_id).language,
            tuple(_announced_since(connection, row.since, delivery.made_at)),
        )

    found = await desk.state.read(read)
    if found is None:
        raise NotSent("the chat is no longer subscribed")
    language = found.language or desk.default_language
    page = await desk.office.run(partial(_page, desk.service.program, found, language))
    if page is None:
        raise NotSent("there is nothing for this chat")
    data = desk.seal.payload(row.chat_id, Action.UNSUBSCRIBE)
    button = InlineKeyboardButton(words("news-unsubscribe", language), callback_data=data)
    outgoing = Outgoing(
        row.chat_id,
        page.content,
        thread=row.thread_id,
        markup=InlineKeyboardMarkup([[button]]) if row.chat_id > 0 else None,
        priority=Priority.ANNOUNCEMENT,
    )
    sent = await desk.sender.send(outgoing)
    entry = Said(
        bot_id=desk.bot.id,
        update_id=-row.id,
        part=0,
        kind=DIGEST,
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


def _page(program: Program, found: _For, language: Language) -> Page | None:
    """A title, and for each briefing that is wanted and may be seen one quotation with its source."""
    briefings, now = program.briefings.all(), program.clock.now()
    chosen: list[Citation] = []
    for one in found.announced[-MOST_BRIEFINGS:]:
        briefing = briefings.get(one.briefing)
        if briefing is None or not found.viewer.may_see(briefing, now) or briefing.current_edition != one.edition:
            continue
        edition = program.briefings.editions([(briefing.id, one.edition)])[briefing.id, one.edition]
        countries = countries_of(briefing.title, briefing.visit, edition.paragraphs[0].of(edition.text))
        if one.posted and is_wanted(found.subscription, briefing, countries):
            chosen.append(replace(one.posted[0], also=()))
    if not chosen:
        return None
    shown = cited(chosen, program.briefings.quotations)
    title = Page(Formatted(words("news-digest-title", language, count=len(shown))))
    parts = [Page(render_one(one, language), (one.quotation,)) for one in shown]
    # One message: a digest of which the end arrives alone would be two.
    return packed([title, *parts])[0]


DIGESTING = Way(_deliver, report_delivery, is_repeatable=lambda _: False)
