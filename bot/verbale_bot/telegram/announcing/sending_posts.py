"""How an announcement is delivered to one chat: as long as it holds, is wanted, and may be seen there."""

from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from verbale.briefing import Briefing
from verbale.corrections import ANNOUNCEMENT
from verbale.language import Language
from verbale.store import announcements, subscriptions
from verbale.store.announcements import Announcement
from verbale.store.briefings import read_briefing
from verbale.store.chats import read_chat
from verbale.store.delivery import Delivery, OutboxRow, Why
from verbale.store.outbox import chat_of
from verbale_bot.telegram.announcing.post import Posting
from verbale_bot.telegram.announcing.posting import Post, deliver_post, is_subscribed, may_be_told
from verbale_bot.telegram.announcing.reporting import report_delivery
from verbale_bot.telegram.delivering import Delivered, Failed, Way
from verbale_bot.telegram.desk import Desk
from verbale_bot.telegram.rendering import Page
from verbale_bot.telegram.sending import Claim


def language_of(connection: Connection, chat_id: int) -> Language | None:
    """The language of what is announced in a chat: what was chosen for that, or for the chat, or is spoken there."""
    subscription = subscriptions.read(connection, chat_id)
    of_chat = read_chat(connection, chat_id).language
    return of_chat if subscription is None else subscription.language or of_chat or subscription.spoken


async def _deliver(desk: Desk, delivery: Delivery, row: OutboxRow, claim: Claim) -> Delivered:
    def read(connection: Connection) -> tuple[Announcement | None, Briefing | None, Language | None]:
        return (
            announcements.of_delivery(connection, delivery.id),
            read_briefing(connection, delivery.briefing),
            language_of(connection, row.chat_id),
        )

    announcement, briefing, chosen = await desk.state.read(read)
    if announcement is None or briefing is None:
        raise Failed(Why.CHANGED)
    language = chosen or desk.default_language
    posting = Posting(briefing, announcement.posted, desk.bot.username)
    page: Page = await desk.office.run(partial(posting.page, desk.service.program.briefings, language))
    markup = posting.keyboard(desk.seal, row.chat_id, language)
    quotes = [quotation.quote for quotation in page.quotations]
    return await deliver_post(desk, row, claim, Post(ANNOUNCEMENT, page.content, quotes, markup))


def _check(connection: Connection, delivery: Delivery, row: OutboxRow, now: datetime) -> Why | None:
    """What speaks against posting at this moment: whoever has not got it yet is not told what is no longer so."""
    briefing, chat_id = read_briefing(connection, delivery.briefing), chat_of(connection, row)
    if briefing is None or briefing.withdrawn_at is not None or briefing.current_edition != delivery.edition:
        return Why.CHANGED
    if not is_subscribed(connection, chat_id):
        return Why.NOT_WANTED
    return None if may_be_told(connection, chat_id, briefing, now) else Why.NOT_SEEN


ANNOUNCING = Way(_deliver, report_delivery, _check)
