"""/subscribe, /subscriptions and /unsubscribe: what is announced in a chat, chosen by whoever may choose for it."""

import asyncio

from sqlalchemy import Connection
from telegram import InlineKeyboardMarkup, Message

from verbale.canonical import canonical_line
from verbale.store import subscriptions
from verbale.store.subscriptions import ChatKind, Subscription
from verbale.time_zones import time_zone_named
from verbale_bot.telegram.addressing import command_of, replied_to
from verbale_bot.telegram.channel_rights import may_post
from verbale_bot.telegram.exchange import Exchange
from verbale_bot.telegram.formatted import Formatted, joined
from verbale_bot.telegram.handlers.pressing import Press
from verbale_bot.telegram.rendering import BETWEEN, shortened
from verbale_bot.telegram.seal import DIGITS, Action
from verbale_bot.telegram.subscription_card import OWN, SubscriptionKeyboards, settings_text, target_of

UNSUBSCRIBED = "it was ended in Telegram"
ZONE = "zone"
"""The word behind /subscriptions before the name of a time zone."""


async def subscribe_command(exchange: Exchange) -> None:
    """/subscribe: everything new is announced here from now on, in a group by the word of its administrators."""
    if await exchange.may_change_settings():
        content, markup = await _subscribe(exchange)
        await exchange.say(content, markup=markup)
    else:
        await exchange.tell("admins-only")


async def unsubscribe_command(exchange: Exchange) -> None:
    """/unsubscribe: nothing is announced here any more."""
    if not await exchange.may_change_settings():
        await exchange.tell("admins-only")
        return
    is_ended = await _end(exchange, exchange.chat_id)
    markup = keyboards_of(exchange).to_subscribe(again=is_ended)
    await exchange.say(exchange.words("unsubscribed" if is_ended else "subscription-none"), markup=markup)


async def subscriptions_command(exchange: Exchange) -> None:
    """/subscriptions: what is announced here and in one's channels; with "zone" and a name, what hours mean."""
    if not await exchange.may_change_settings():
        await exchange.tell("admins-only")
        return
    command = command_of(exchange.message, exchange.desk.bot)
    word, *rest = (canonical_line(command[1]).split() if command else []) or [""]
    if word.casefold() == ZONE:
        await _choose_written_zone(exchange, " ".join(rest))
        return
    content, markup = await overview(exchange)
    await exchange.say(content, markup=markup)


async def press_subscribe(press: Press) -> None:
    """The button that subscribes this chat."""
    exchange = press.exchange
    if not await exchange.may_change_settings():
        await press.toast("admins-only", alert=True)
        return
    content, markup = await _subscribe(exchange)
    await press.toast()
    await exchange.change(press.message.message_id, content, markup=markup)


async def press_unsubscribe(press: Press) -> None:
    """The button that ends: under an announcement it ends this chat's, under settings theirs."""
    exchange, fields = press.exchange, press.pressed.fields
    chat_id = chat_of(exchange, fields[0] if fields else OWN)
    if not await may_change(press, chat_id):
        return
    before = await exchange.desk.state.read(lambda connection: subscriptions.read(connection, chat_id))
    if before is None or not await _end(exchange, chat_id):
        await press.toast("subscription-over", alert=True)
        return
    await press.toast()
    if before.kind is ChatKind.CHANNEL:
        said = exchange.words("unsubscribed-channel", channel=shortened(before.title))
        await exchange.change(press.message.message_id, said)
        return
    said, markup = exchange.words("unsubscribed"), keyboards_of(exchange).to_subscribe(again=True)
    if fields:
        await exchange.change(press.message.message_id, said, markup=markup)
    else:
        await exchange.say(said, markup=markup)  # what was announced stays to be read


async def overview(exchange: Exchange) -> tuple[Formatted, InlineKeyboardMarkup]:
    """The settings of this chat, or where a person has channels, the list of all that is theirs."""
    user_id = None if exchange.is_group else exchange.user_id

    def read(connection: Connection) -> tuple[Subscription | None, list[Subscription]]:
        channels = [] if user_id is None else subscriptions.channels_of(connection, user_id)
        return subscriptions.read(connection, exchange.chat_id), channels

    own, channels = await exchange.desk.state.read(read)
    own = own if own is not None and own.is_active else None
    keyboards = keyboards_of(exchange)
    if channels:
        return exchange.words("subscription-list"), keyboards.list_of(own, channels)
    if own is not None:
        return settings_of(exchange, own)
    parts = [exchange.words("subscription-none")]
    if not exchange.is_group:
        parts.append(exchange.words("subscription-channels"))
    return joined(parts, BETWEEN), keyboards.to_subscribe(again=False)


def settings_of(exchange: Exchange, subscription: Subscription) -> tuple[Formatted, InlineKeyboardMarkup]:
    """A subscription and the buttons that change it."""
    keyboards = keyboards_of(exchange, target_of(subscription))
    return settings_text(subscription, exchange.language), keyboards.settings(subscription)


def keyboards_of(exchange: Exchange, target: str = OWN) -> SubscriptionKeyboards:
    """What makes the keyboards for the reader."""
    return SubscriptionKeyboards(exchange.desk.seal, exchange.chat_id, exchange.language, target)


def chat_of(exchange: Exchange, target: str) -> int:
    """The chat that a payload names."""
    return exchange.chat_id if target == OWN else -int(target, len(DIGITS))


async def may_change(press: Press, chat_id: int) -> bool:
    """Whether the person may choose for the chat at this moment; if not, the press has been answered."""
    exchange = press.exchange
    if chat_id == exchange.chat_id:
        is_allowed, refusal = await exchange.may_change_settings(), "admins-only"
    else:
        is_allowed, refusal = await _may_change_channel(exchange, chat_id), "subscription-not-administrator"
    if not is_allowed:
        await press.toast(refusal, alert=True)
    return is_allowed


async def _may_change_channel(exchange: Exchange, channel_id: int) -> bool:
    user_id = exchange.user_id
    return user_id is not None and await may_post(exchange.desk, channel_id, user_id)


async def _subscribe(exchange: Exchange) -> tuple[Formatted, InlineKeyboardMarkup]:
    """Subscribe this chat to everything; one that is subscribed keeps its choices, and takes this topic."""
    chat = exchange.update.effective_chat
    made = Subscription(
        chat_id=exchange.chat_id,
        kind=ChatKind.GROUP if exchange.is_group else ChatKind.PRIVATE,
        thread_id=exchange.thread,
        # Of persons no names are kept.
        title=(chat.title or "") if chat is not None and exchange.is_group else "",
        visits=(),
        countries=(),
        language=None,
        digest_hour=None,
        time_zone=exchange.desk.office.zone.key,
        digested_at=None,
        made_by=exchange.user_id,
        made_at=exchange.now(),
        spoken=exchange.language,
    )

    def write(connection: Connection) -> tuple[str, Subscription]:
        if subscriptions.subscribe(connection, made):
            return "subscribed", made
        before = subscriptions.read(connection, made.chat_id) or made
        if before.thread_id != made.thread_id:
            subscriptions.change(connection, made.chat_id, thread_id=made.thread_id)
            return "subscribed-topic", before
        # What an earlier run of this very update has done is not "already".
        return "subscribed" if exchange.is_again else "subscribed-already", before

    name, subscription = await exchange.desk.state.write(write)
    text, markup = settings_of(exchange, subscription)
    return joined([exchange.words(name), text], BETWEEN), markup


async def _end(exchange: Exchange, chat_id: int) -> bool:
    """End a subscription; also True where an earlier run of this very update has ended it."""
    now = exchange.now()
    is_ended = await exchange.desk.state.write(
        lambda connection: subscriptions.end(connection, chat_id, now, UNSUBSCRIBED)
    )
    return is_ended or exchange.is_again


async def _choose_written_zone(exchange: Exchange, written: str) -> None:
    """A time zone that no button has: for this chat, or for the channel whose settings are replied to."""
    chat_id = chat_of(exchange, _target_replied_to(exchange) or OWN)
    zone = await asyncio.to_thread(time_zone_named, written)
    if chat_id != exchange.chat_id and not await _may_change_channel(exchange, chat_id):
        await exchange.tell("subscription-not-administrator")
        return

    def write(connection: Connection) -> Subscription | None:
        found = subscriptions.read(connection, chat_id)
        if found is None or not found.is_active or zone is None:
            return found
        subscriptions.change(connection, chat_id, time_zone=zone)
        return subscriptions.read(connection, chat_id)

    subscription = await exchange.desk.state.write(write)
    if subscription is None or not subscription.is_active:
        await exchange.tell("subscription-none")
    elif zone is None:
        await exchange.tell("subscription-bad-zone")
    else:
        content, markup = settings_of(exchange, subscription)
        await exchange.say(content, markup=markup)


def _target_replied_to(exchange: Exchange) -> str | None:
    """Whose settings the message shows that is replied to: its buttons say so, and nobody else can make such."""
    replied: Message | None = replied_to(exchange.message)
    if replied is None or replied.reply_markup is None:
        return None
    for button in (button for row in replied.reply_markup.inline_keyboard for button in row):
        if isinstance(button.callback_data, str):
            pressed = exchange.desk.seal.read(exchange.chat_id, button.callback_data)
            if pressed is not None and pressed.action is Action.SUBSCRIPTION_CHOICE:
                return pressed.fields[0]
    return None
