"""What there is: the list of briefings, one of them, the latest, and more quotations for the last question."""

from datetime import timedelta

from sqlalchemy import Connection

from verbale.briefing import Briefing
from verbale.cited import Cited
from verbale.store.chats import set_scope
from verbale.store.ledger import KeptAnswer, Said, latest_answer, messages_of
from verbale_bot.browsing import Headline, briefings_seen, headline
from verbale_bot.telegram.answers import ANSWER, MORE, pages, show_pages, valid_scope
from verbale_bot.telegram.cards import render_headline
from verbale_bot.telegram.exchange import Cites, Exchange
from verbale_bot.telegram.handlers.pressing import Press
from verbale_bot.telegram.keyboards import Keyboards, shown_from
from verbale_bot.telegram.rendering import shortened
from verbale_bot.telegram.seal import short_name

HEADLINE = "headline"
"""Kind of a message that shows a briefing."""
REMEMBERED_FOR = timedelta(days=1)
"""How long after a question /more goes on with it."""


async def briefings_command(exchange: Exchange) -> None:
    """/briefings: the newest, with ways to the others."""
    seen = await _seen(exchange)
    if not seen:
        await exchange.tell("no-briefings")
        return
    markup = _keyboards(exchange).briefings(seen, 0)
    await exchange.say(exchange.words("briefings-title", total=len(seen)), markup=markup)


async def latest_command(exchange: Exchange) -> None:
    """/latest: the newest briefing of what this chat's questions are about."""
    seen = await _seen(exchange, await valid_scope(exchange, exchange.scope))
    if seen:
        await _show_briefing(exchange, seen[0])
    else:
        await exchange.tell("no-briefings")


async def open_briefing(exchange: Exchange, briefing_id: str) -> None:
    """A deep link to a briefing: it is shown, and this chat's questions are about it from now on."""
    found = [one for one in await _seen(exchange) if one.id == briefing_id] or [
        # A link's payload has 64 characters; a long id is cut.
        one
        for one in await _seen(exchange)
        if briefing_id and one.id.startswith(briefing_id)
    ]
    if len(found) != 1:
        await exchange.tell("briefing-gone")
        return
    (briefing,) = found
    await _show_briefing(exchange, briefing)
    if await exchange.may_change_settings():
        await _choose(exchange, briefing)
        await exchange.say(exchange.words("visit-chosen", scope=shortened(briefing.title)))


async def more_command(exchange: Exchange) -> None:
    """/more: the next quotations for the chat's last question."""

    def read(connection: Connection) -> tuple[KeptAnswer, list[Said]] | None:
        since = exchange.now() - REMEMBERED_FOR
        user_id = None if exchange.is_group else exchange.user_id
        last = latest_answer(connection, exchange.chat_id, exchange.thread, user_id, since)
        return None if last is None else (last, messages_of(connection, last.id))

    found = await exchange.desk.state.read(read)
    if found is None:
        await exchange.tell("nothing-to-continue")
        return
    answer, said = found
    # What an earlier run of this very update has shown is not "shown before".
    before = [one for one in said if one.kind in {ANSWER, MORE} and one.update_id != exchange.update.update_id]
    following = max((shown_from(answer, one.first).stop for one in before if one.quotes), default=0)
    more = [] if following >= len(answer.citations) else await pages(exchange, answer, following)
    if more:
        await show_pages(exchange, more, exchange.message.message_id)
    else:
        await exchange.tell("no-more")


async def turn_page(press: Press) -> None:
    """Another page of the list, in the same message."""
    exchange = press.exchange
    seen = await _seen(exchange)
    offset = press.pressed.number(0)
    markup = _keyboards(exchange).briefings(seen, offset if offset < len(seen) else 0)
    await press.toast()
    text = exchange.words("briefings-title", total=len(seen))
    await exchange.change(press.message.message_id, text, markup=markup)


async def choose_from_list(press: Press) -> None:
    """A briefing of the list was touched: show it."""
    briefing = await _briefing_pressed(press)
    if briefing is None:
        await press.toast("briefing-gone", alert=True)
        return
    await press.toast()
    await _show_briefing(press.exchange, briefing)


async def ask_about_briefing(press: Press) -> None:
    """From now on this chat's questions are about one briefing."""
    briefing = await _briefing_pressed(press)
    if briefing is None:
        await press.toast("briefing-gone", alert=True)
    elif not await press.exchange.may_change_settings():
        await press.toast("admins-only", alert=True)
    else:
        await press.toast()
        await _choose(press.exchange, briefing)
        await press.exchange.say(press.exchange.words("visit-chosen", scope=shortened(briefing.title)))


async def _briefing_pressed(press: Press) -> Briefing | None:
    name = press.pressed.fields[0]
    return next((one for one in await _seen(press.exchange) if short_name(one.id) == name), None)


async def _show_briefing(exchange: Exchange, briefing: Briefing) -> None:
    service = exchange.desk.service
    found: Headline = await service.run(lambda engine: headline(engine, briefing))
    first: Cited | None = found.sentences[0] if found.sentences else None
    page = render_headline(found, exchange.language)
    await exchange.say(
        page.content,
        cites=Cites(HEADLINE, tuple(quotation.quote for quotation in page.quotations)),
        markup=_keyboards(exchange).under_briefing(briefing, first),
    )


async def _choose(exchange: Exchange, briefing: Briefing) -> None:
    await exchange.desk.state.write(lambda connection: set_scope(connection, exchange.chat_id, briefing.id))


async def _seen(exchange: Exchange, scope: str | None = None) -> list[Briefing]:
    service = exchange.desk.service
    return await service.run(lambda engine: briefings_seen(service.program, engine, exchange.viewer, scope))


def _keyboards(exchange: Exchange) -> Keyboards:
    return Keyboards(exchange.desk.seal, exchange.chat_id, exchange.language)
