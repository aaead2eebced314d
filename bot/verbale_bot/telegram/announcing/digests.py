"""The daily digest: one line and one quotation for each briefing that was announced since the last one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from sqlalchemy import Connection, select

from verbale.answer import Citation
from verbale.briefing import PUBLIC, Briefing, Viewer
from verbale.cited import cited
from verbale.corrections import ANNOUNCEMENT, DIGEST
from verbale.language import Language
from verbale.store import announcements, outbox, subscriptions
from verbale.store.announcements import Announcement
from verbale.store.audiences import audiences_of
from verbale.store.outbox import Delivery, DeliveryState, OutboxRow, Why
from verbale.store.schema import announcements as announced_table
from verbale.store.schema import deliveries
from verbale.store.subscriptions import Subscription
from verbale.wanted import countries_of, digest_due, is_wanted
from verbale_bot.compose import Program
from verbale_bot.messages import message as words
from verbale_bot.telegram.announcing.offering import offer
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
    """Whom a digest is for, and what was announced since the last one: of a briefing the last announcement."""

    subscription: Subscription
    viewer: Viewer
    language: Language | None
    announced: tuple[Announcement, ...]


def plan_digests(connection: Connection, now: datetime) -> Delivery | None:
    """A row for each chat whose hour has come and for which there may be news; None where there is none."""
    rows, since = [], {}
    for one in subscriptions.with_digests(connection):
        if not digest_due(one, now):
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


def _announced_since(connection: Connection, since: datetime, until: datetime) -> tuple[Announcement, ...]:
    """What was announced within this time and neither stopped nor recalled; of each briefing the last, in order."""
    query = (
        select(announced_table.c.id, announced_table.c.delivery)
        .join(deliveries, deliveries.c.id == announced_table.c.delivery)
        .where(
            deliveries.c.kind == ANNOUNCEMENT,
            deliveries.c.state != DeliveryState.STOPPED.value,
            deliveries.c.made_at > since,
            deliveries.c.made_at <= until,
        )
        .order_by(deliveries.c.made_at)
    )
    found: dict[str, Announcement] = {}
    for row in connection.execute(query).all():
        one = None if outbox.is_recalled(connection, row.delivery) else announcements.read(connection, row.id)
        if one is not None:
            found.pop(one.briefing, None)
            found[one.briefing] = one
    return tuple(found.values())


async def _deliver(desk: Desk, delivery: Delivery, row: OutboxRow, claim: Claim) -> Delivered:
    """Post a digest to one chat."""

    def read(connection: Connection) -> _For | None:
        subscription = subscriptions.read(connection, row.chat_id)
        if subscription is None or row.since is None:
            return None
        return _For(
            subscription,
            Viewer(audiences_of(connection, row.chat_id) | {PUBLIC}),
            language_of(connection, row.chat_id),
            _announced_since(connection, row.since, delivery.made_at),
        )

    found = await desk.state.read(read)
    if found is None:
        raise Failed(Why.NOT_WANTED)
    language, program = found.language or desk.default_language, desk.service.program
    wanted = await desk.office.run(partial(_wanted, program, found))
    first = {one.briefing: await _first_of(desk, one, briefing) for one, briefing in wanted}
    page = await desk.office.run(partial(_page, program, {k: v for k, v in first.items() if v is not None}, language))
    if page is None:
        raise Failed(Why.EMPTY)
    markup = unsubscribing(desk.seal, row.chat_id, language)
    quotes = [quotation.quote for quotation in page.quotations]
    return await deliver_post(desk, row, claim, Post(DIGEST, page.content, quotes, markup))


def _check(connection: Connection, delivery: Delivery, row: OutboxRow, now: datetime) -> Why | None:
    del delivery, now
    return None if is_subscribed(connection, outbox.chat_of(connection, row)) else Why.NOT_WANTED


def _wanted(program: Program, found: _For) -> list[tuple[Announcement, Briefing]]:
    """What of it the chat wants and may see."""
    briefings, now, chosen = program.briefings.all(), program.clock.now(), []
    for one in found.announced:
        briefing = briefings.get(one.briefing)
        if briefing is None or not found.viewer.may_see(briefing, now):
            continue
        key = briefing.id, briefing.current_edition
        edition = program.briefings.editions([key])[key]
        countries = countries_of(briefing.title, briefing.visit, edition.paragraphs[0].of(edition.text))
        if is_wanted(found.subscription, briefing, countries):
            chosen.append((one, briefing))
    return chosen


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


DIGESTING = Way(_deliver, report_delivery, _check)
