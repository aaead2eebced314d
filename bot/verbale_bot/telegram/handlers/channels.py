"""Channels: the bot may post in one, and is asked to announce there; it no longer may, and stops."""

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

REMOVED = "the bot was removed from the channel"
NO_RIGHT = "the bot lost the right to post in the channel"


async def channel_changed(exchange: Exchange, changed: ChatMemberUpdated) -> None:
    """The bot was made administrator of a channel, given other rights, or removed."""
    member, now = changed.new_chat_member, exchange.now()
    if not may_post_as(member):
        because = NO_RIGHT if member.status == ChatMember.ADMINISTRATOR else REMOVED
        await exchange.desk.state.write(
            lambda connection: subscriptions.end(connection, exchange.chat_id, now, because)
        )
    elif not may_post_as(changed.old_chat_member) and exchange.user_id is not None:
        await _offer(exchange.in_private(), changed)


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


async def _offer(exchange: Exchange, changed: ChatMemberUpdated) -> None:
    """Ask whoever gave the bot its rights, if they let it write to them, whether it shall announce there."""
    channel = changed.chat
    link = link_to_channel(exchange.desk.bot.username, exchange.desk.seal.start_payload(channel.id))
    button = InlineKeyboardButton(words("button-announce-there", exchange.language), url=link)
    offer = exchange.words("subscription-offer", channel=shortened(channel.title or ""))
    await exchange.say(offer, markup=InlineKeyboardMarkup([[button]]))


async def _subscribe(exchange: Exchange, channel_id: int, title: str, user_id: int) -> None:
    made = Subscription(
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

    def write(connection: Connection) -> Subscription:
        if not subscriptions.subscribe(connection, made):
            # Whoever confirms last has it in their list.
            subscriptions.change(connection, channel_id, title=title, made_by=user_id)
        return subscriptions.read(connection, channel_id) or made

    subscription = await exchange.desk.state.write(write)
    text, markup = settings_of(exchange, subscription)
    done = exchange.words("subscribed-channel", channel=shortened(title))
    await exchange.say(joined([done, text], BETWEEN), markup=markup)
