"""/feeds: what is watched for new briefings, and what becomes of them."""

from sqlalchemy import Connection

from verbale.briefing import PUBLIC
from verbale.errors import Refused
from verbale.intake.front_matter import is_web_address
from verbale.store import audit, feeds
from verbale.store.audit import Act
from verbale.store.feeds import Feed, FeedKind, Rule
from verbale_bot.messages import date_in_words
from verbale_bot.telegram.addressing import command_of
from verbale_bot.telegram.exchange import Exchange
from verbale_bot.telegram.formatted import Formatted
from verbale_bot.telegram.office.rights import actor_of
from verbale_bot.telegram.rendering import shortened

MOST_UNITS = 3800
LONGEST_ADDRESS_UNITS = 500
LARGEST_ID = 2**31 - 1
"""No feed has it; larger numbers are none of a database."""


async def feeds_command(exchange: Exchange) -> None:
    """/feeds; /feeds add ADDRESS [publish]; /feeds remove NUMBER; /feeds check."""
    command = command_of(exchange.message, exchange.desk.bot)
    word, *arguments = ("" if command is None else command[1]).split() or ["list"]
    word = word.casefold()
    if word == "list":
        await _list(exchange)
    elif word == "check":
        exchange.desk.feeds_wanted.set()
        await exchange.say(exchange.words("feeds-checking"))
    elif word == "add" and arguments and is_web_address(arguments[0]):
        await _add(exchange, arguments[0], Rule.PUBLISH if Rule.PUBLISH in arguments[1:] else Rule.ASK)
    elif word == "remove" and arguments and arguments[0].isascii() and arguments[0].isdigit():
        await _remove(exchange, min(int(arguments[0]), LARGEST_ID))
    else:
        await exchange.say(exchange.words("feeds-how"))


async def _list(exchange: Exchange) -> None:
    known = await exchange.desk.state.read(feeds.all_feeds)
    lines = [exchange.words("feeds-title" if known else "feeds-none").text]
    lines += [_line(exchange, one) for one in known]
    await exchange.say(Formatted(shortened("\n".join([*lines, "", exchange.words("feeds-how").text]), MOST_UNITS)))


def _line(exchange: Exchange, feed: Feed) -> str:
    line = f"{feed.id}. {feed.address} · {exchange.words(f'feeds-rule-{feed.rule.value}').text}"
    if feed.checked_at is not None:
        line += f" · {date_in_words(feed.checked_at.date(), exchange.language)}"
    return line if feed.failure is None else f"{line}\n   ✗ {feed.failure}"


async def _add(exchange: Exchange, address: str, rule: Rule) -> None:
    if exchange.desk.office.fetching is None:
        await exchange.say(exchange.words("add-no-fetching"))
        return
    now, actor = exchange.now(), actor_of(exchange)

    def add(connection: Connection) -> None:
        known = next((one for one in feeds.all_feeds(connection) if one.address == address), None)
        if known is not None and exchange.is_again:
            return
        feed = feeds.add(
            connection,
            now,
            kind=FeedKind.WEB,
            address=address,
            rule=rule,
            visit=None,
            audience=[PUBLIC],
            added_by=exchange.user_id,
        )
        audit.append(connection, now, actor, Act.FEED_ADDED, address, {"feed": feed.id, "rule": rule.value})

    try:
        await exchange.desk.state.write(add)
    except Refused as error:
        await exchange.say(exchange.words("office-refused", reason=shortened(str(error), LONGEST_ADDRESS_UNITS)))
        return
    exchange.desk.feeds_wanted.set()
    shown = shortened(address, LONGEST_ADDRESS_UNITS)
    await exchange.say(exchange.words(f"feeds-added-{rule.value}", address=shown))


async def _remove(exchange: Exchange, feed_id: int) -> None:
    now, actor = exchange.now(), actor_of(exchange)

    def remove(connection: Connection) -> Feed | None:
        feed = feeds.read(connection, feed_id)
        if feed is not None:
            feeds.remove(connection, feed_id)
            audit.append(connection, now, actor, Act.FEED_REMOVED, feed.address, {"feed": feed_id})
        return feed

    removed = await exchange.desk.state.write(remove)
    if removed is None and not exchange.is_again:
        await exchange.say(exchange.words("feeds-unknown"))
    else:
        shown = str(feed_id) if removed is None else shortened(removed.address, LONGEST_ADDRESS_UNITS)
        await exchange.say(exchange.words("feeds-removed", address=shown))
