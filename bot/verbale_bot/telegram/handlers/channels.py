"""Channels: the bot may post in one, and is asked to announce there; it no longer may, and stops."""

from functools import partial

from sqlalchemy import Connection
from telegram import ChatMember, ChatMemberUpdated, InlineKeyboardButton, InlineKeyboardMarkup

from verbale.store import subscriptions
from verbale.store.subscriptions import ChatKind, Subscription
from verbale_bot.messages import message as words
from verbale_bot.telegram.channel_rights import channel_of, may_post, may_post_as
from verbale_bot.telegram.deep_links import CHANNEL, link_to_channel
from verbale_bot.telegram.exchange import Exchange
from verbale_bot.telegram.formatted import joined
from verbale_bot.telegram.handlers.subscribing import settings_of
from verbale_bot.telegram.rendering import BETWEEN, shortened
from verbale_bot.telegram.sending import NotSent, OutOfReach

REMOVED = "the bot was removed from the channel"
NO_RIGHT = "the bot lost the right to post in the channel"


async def channel_changed(exchange: Exchange, changed: ChatMemberUpdated) -> None:
    """The bot was made administrator of a channel, given other rights, or removed."""
    member, now = changed.new_chat_member, exchange.now()
    if not may_post_as(member):
        because = NO_RIGHT if member.status == ChatMember.ADMINISTRATOR else REMOVED

        def end(connection: Connection) -> None:
            subscriptions.end(connection, exchange.chat_id, now, because)
            subscriptions.withdraw_offer(connection, exchange.chat_id)

        await exchange.desk.state.write(end)
    elif not may_post_as(changed.old_chat_member) and exchange.user_id is not None:
        offered = _subscription(exchange, exchange.chat_id, changed.chat.title or "", exchange.user_id)
        try:
            await _offer(exchange.in_private(), offered)
        except OutOfReach:
            raise
        except NotSent:
            # Whoever has not started the bot cannot be written to; they are asked when they do.
            await exchange.desk.state.write(lambda connection: subscriptions.offer(connection, offered))


async def subscribe_channel(exchange: Exchange, payload: str) -> None:
    """/start by the link of a channel: it is subscribed if the person and the bot may post there at this moment."""
    desk, user_id = exchange.desk, exchange.user_id
    channel_id = desk.seal.read_start(payload.removeprefix(CHANNEL))
    if channel_id is None:
        await exchange.tell("subscription-link-broken")
        return
    channel = await channel_of(desk, channel_id) if await may_post(desk, channel_id, desk.bot.id) else None
    if channel is None:
        await exchange.tell("subscription-may-not-post")
    elif user_id is None or not await may_post(desk, channel_id, user_id):
        await exchange.tell("subscription-not-administrator")
    else:
        await _subscribe(exchange, channel_id, channel.title or "", user_id)


async def offer_what_waits(exchange: Exchange) -> None:
    """Ask a person who has started the bot only now about the channels in which it may post by then."""
    user_id = exchange.user_id
    if user_id is None:
        return
    waiting = await exchange.desk.state.read(lambda connection: subscriptions.offers_to(connection, user_id))
    for offered in waiting:
        await _offer(exchange, offered)
        chat_id = offered.chat_id
        await exchange.desk.state.write(partial(subscriptions.withdraw_offer, chat_id=chat_id))


async def _offer(exchange: Exchange, offered: Subscription) -> None:
    """Ask whoever gave the bot its rights whether it shall announce there."""
    link = link_to_channel(exchange.desk.bot.username, exchange.desk.seal.start_payload(offered.chat_id))
    button = InlineKeyboardButton(words("button-announce-there", exchange.language), url=link)
    offer = exchange.words("subscription-offer", channel=shortened(offered.title))
    await exchange.say(offer, markup=InlineKeyboardMarkup([[button]]))


async def _subscribe(exchange: Exchange, channel_id: int, title: str, user_id: int) -> None:
    made = _subscription(exchange, channel_id, title, user_id)

    def write(connection: Connection) -> Subscription:
        if not subscriptions.subscribe(connection, made):
            # Whoever confirms last has it in their list.
            subscriptions.change(connection, channel_id, title=title, made_by=user_id)
        return subscriptions.read(connection, channel_id) or made

    subscription = await exchange.desk.state.write(write)
    text, markup = settings_of(exchange, subscription)
    done = exchange.words("subscribed-channel", channel=shortened(title))
    await exchange.say(joined([done, text], BETWEEN), markup=markup)


def _subscription(exchange: Exchange, channel_id: int, title: str, user_id: int) -> Subscription:
    return Subscription(
        chat_id=channel_id,
        kind=ChatKind.CHANNEL,
        thread_id=None,
        title=title,
        visits=(),
        countries=(),
        # A channel has no language of its own in Telegram; that of whoever looks after it is the likeliest.
        language=exchange.language,
        digest_hour=None,
        time_zone=exchange.desk.office.zone.key,
        digested_at=None,
        made_by=user_id,
        made_at=exchange.now(),
    )
