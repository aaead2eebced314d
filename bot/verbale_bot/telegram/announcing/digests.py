"""The daily digest: one line and one quotation for each briefing that was announced since the last one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from verbale.answer import Citation
from verbale.briefing import Briefing
from verbale.cited import cited
from verbale.corrections import DIGEST
from verbale.language import Language
from verbale.store import outbox, subscriptions
from verbale.store.announcements import Announcement
from verbale.store.briefings import BriefingStore
from verbale.store.delivery import Counts, Delivery, DeliveryState, OutboxRow, Why
from verbale.wanted import digest_due
from verbale_bot.compose import Program
from verbale_bot.messages import message as words
from verbale_bot.telegram.announcing.news_of_the_day import News
from verbale_bot.telegram.announcing.offering import offer
from verbale_bot.telegram.announcing.owners import tell_an_owner
from verbale_bot.telegram.announcing.post import unsubscribing
from verbale_bot.telegram.announcing.posting import Post, deliver_post, is_subscribed
from verbale_bot.telegram.announcing.reporting import report_delivery
from verbale_bot.telegram.announcing.sending_posts import language_of
from verbale_bot.telegram.delivering import Delivered, Failed, Way
from verbale_bot.telegram.desk import Desk
from verbale_bot.telegram.formatted import Formatted
from verbale_bot.telegram.rendering import Page, packed, render_one
from verbale_bot.telegram.sending import Claim


@dataclass(frozen=True)
class _For:
    """What a chat is to be told, and in which language."""

    wanted: Sequence[tuple[Announcement, Briefing]]
    language: Language | None


def plan_digests(connection: Connection, store: BriefingStore, now: datetime) -> Delivery | None:
    """A row for each chat whose hour has come and for which there is news; None where there is none."""
    rows, since = [], {}
    news = News(connection, store, until=now, now=now)
    for one in subscriptions.with_digests(connection):
        if not digest_due(one, now):
            continue
        last = one.digested_at or one.made_at
        if news.wanted_by(one, last):
            rows.append((one.chat_id, one.thread_id, None))
            since[one.chat_id] = last
        # The row remembers since when there is news; the hour comes again tomorrow.
        subscriptions.digested(connection, one.chat_id, now)
    if not rows:
        return None
    return outbox.plan(
        connection, now, kind=DIGEST, mode="post", briefing="", edition=None, made_by=None, rows=rows, since=since
    )


async def _deliver(desk: Desk, delivery: Delivery, row: OutboxRow, claim: Claim) -> Delivered:
    """Post a digest to one chat."""
    program = desk.service.program

    def read(connection: Connection) -> _For | None:
        subscription = subscriptions.read(connection, row.chat_id)
        if subscription is None or row.since is None:
            return None
        news = News(connection, program.briefings, until=delivery.made_at, now=program.clock.now())
        return _For(news.wanted_by(subscription, row.since), language_of(connection, row.chat_id))

    found = await desk.state.read(read)
    if found is None:
        raise Failed(Why.NOT_WANTED)
    language = found.language or desk.default_language
    firsts = {briefing.id: await _first_of(desk, one, briefing) for one, briefing in found.wanted}
    quoted = {name: first for name, first in firsts.items() if first is not None}
    page = await desk.office.run(partial(_page, program, quoted, language))
    if page is None:
        raise Failed(Why.EMPTY)
    markup = unsubscribing(desk.seal, row.chat_id, language)
    quotes = [quotation.quote for quotation in page.quotations]
    return await deliver_post(desk, row, claim, Post(DIGEST, page.content, quotes, markup))


def _check(connection: Connection, delivery: Delivery, row: OutboxRow, now: datetime) -> Why | None:
    del delivery, now
    return None if is_subscribed(connection, outbox.chat_of(connection, row)) else Why.NOT_WANTED


async def _report(desk: Desk, delivery: Delivery, state: DeliveryState, counts: Counts) -> None:
    """Nobody waits for a digest's report; where it is not known whether some arrived, an owner gets it and decides."""
    if state is DeliveryState.DONE and counts.uncertain and delivery.report_chat_id is None:
        figures = {"sent": counts.sent, "total": counts.ended}
        sent = await tell_an_owner(desk, lambda language: words("news-digest-running", language, **figures))
        if sent is not None:
            delivery = replace(delivery, report_chat_id=sent.chat.id, report_message_id=sent.message_id)
            await desk.state.write(partial(outbox.reported_in, delivery=delivery))
    await report_delivery(desk, delivery, state, counts)


async def _first_of(desk: Desk, announcement: Announcement, briefing: Briefing) -> Citation | None:
    """What is quoted of a briefing: the first that was posted, or of the edition that replaced it since."""
    posted: Sequence[Citation] = announcement.posted
    if announcement.edition != briefing.current_edition:
        offered = await offer(desk.service, briefing)
        posted = () if offered is None else [offered.citations[place] for place in offered.chosen]
    return replace(posted[0], also=()) if posted else None


def _page(program: Program, first: Mapping[str, Citation], language: Language) -> Page | None:
    """A title, and for each briefing its quotation with the source, as many as one message holds."""
    shown = cited(first.values(), program.briefings.quotations)
    parts = [Page(render_one(one, language), (one.quotation,)) for one in shown]
    for count in range(len(parts), 0, -1):
        title = Page(Formatted(words("news-digest-title", language, count=len(parts))))
        left = len(parts) - count
        more = [Page(Formatted(words("news-digest-more", language, count=left)))] if left else []
        # One message: a digest of which the end arrives alone would be two.
        pages = packed([title, *parts[:count], *more])
        if len(pages) == 1:
            return pages[0]
    return None


DIGESTING = Way(_deliver, _report, _check)
