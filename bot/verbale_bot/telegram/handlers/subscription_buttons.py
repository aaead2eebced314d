"""The buttons under a subscription: each view of it in the same message, and what is chosen there."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection
from telegram import InlineKeyboardMarkup

from verbale.briefing import PUBLIC, Briefing, Viewer
from verbale.language import Language
from verbale.store import subscriptions
from verbale.store.audiences import audiences_of
from verbale.store.subscriptions import Subscription
from verbale.wanted import countries_of
from verbale_bot.browsing import briefings_seen, visits_of
from verbale_bot.telegram.exchange import Exchange
from verbale_bot.telegram.formatted import Formatted
from verbale_bot.telegram.handlers.pressing import Press
from verbale_bot.telegram.handlers.subscribing import chat_of, keyboards_of, may_change, overview, settings_of
from verbale_bot.telegram.keyboards import ALL
from verbale_bot.telegram.seal import DIGITS, short_name
from verbale_bot.telegram.subscription_card import ON, TIME_ZONES, View, target_of

VALUE, STATE, OFFSET = 2, 3, 4
"""Places of fields in the payload of a choice, behind whose subscription and what of it."""


@dataclass(frozen=True)
class Choices:
    """What a chat can choose from: what it may see, and what it has chosen though it is no longer to be seen."""

    visits: tuple[str, ...]
    countries: frozenset[str]


async def press_view(press: Press) -> None:
    """Another view of a subscription, or the list of all."""
    exchange, fields = press.exchange, press.pressed.fields
    if View(fields[1]) is View.LIST:
        await press.toast()
        content, markup = await overview(exchange)
        await exchange.change(press.message.message_id, content, markup=markup)
        return
    subscription = await _subscription_pressed(press)
    if subscription is not None:
        offset = press.pressed.number(2) if len(fields) > 2 else 0  # noqa: PLR2004  the third field
        await _show(press, subscription, View(fields[1]), offset)


async def press_choice(press: Press) -> None:
    """Something was chosen, or taken back."""
    fields = press.pressed.fields
    subscription = await _subscription_pressed(press)
    if subscription is None:
        return
    view, value = View(fields[1]), fields[VALUE]
    if view in {View.VISITS, View.COUNTRIES}:
        is_on, offset = press.pressed.number(STATE) == ON, press.pressed.number(OFFSET)
        changed = await _toggle(press.exchange, subscription, view, value, is_on=is_on)
    else:
        changed, view, offset = await _set(press.exchange, subscription, view, value), View.SETTINGS, 0
    if changed is None or not changed.is_active:
        await press.toast("subscription-over", alert=True)
    else:
        await _show(press, changed, view, offset)


async def _subscription_pressed(press: Press) -> Subscription | None:
    """The subscription that a press is about, if the person may change it now; else the press has been answered."""
    chat_id = chat_of(press.exchange, press.pressed.fields[0])
    if not await may_change(press, chat_id):
        return None
    found = await press.exchange.desk.state.read(lambda connection: subscriptions.read(connection, chat_id))
    if found is None or not found.is_active:
        await press.toast("subscription-over", alert=True)
        return None
    return found


async def _show(press: Press, subscription: Subscription, view: View, offset: int) -> None:
    content, markup = await _content(press.exchange, subscription, view, offset)
    await press.toast()
    await press.exchange.change(press.message.message_id, content, markup=markup)


async def _content(
    exchange: Exchange, subscription: Subscription, view: View, offset: int
) -> tuple[Formatted, InlineKeyboardMarkup]:
    keyboards, zone = keyboards_of(exchange, target_of(subscription)), subscription.time_zone
    match view:
        case View.VISITS:
            names = (await _choices(exchange, subscription)).visits
            text = "subscription-choose-visits" if names else "visit-none"
            return exchange.words(text), keyboards.visits(names, subscription.visits, offset)
        case View.COUNTRIES:
            codes = (await _choices(exchange, subscription)).countries
            text = "subscription-choose-countries" if codes else "subscription-no-countries"
            return exchange.words(text), keyboards.countries(codes, subscription.countries, offset)
        case View.HOUR:
            return exchange.words("subscription-choose-hour", zone=zone), keyboards.hours(subscription.digest_hour)
        case View.ZONE:
            return exchange.words("subscription-choose-zone", zone=zone), keyboards.zones(zone)
        case View.LANGUAGE:
            return exchange.words("subscription-choose-language"), keyboards.languages(subscription.language)
        case View.SETTINGS | View.LIST:
            return settings_of(exchange, subscription)


async def _choices(exchange: Exchange, subscription: Subscription) -> Choices:
    chat_id, service = subscription.chat_id, exchange.desk.service
    # Announcements go by the chat's audiences, also to an administrator, who may see more than is announced.
    audiences = await exchange.desk.state.read(lambda connection: audiences_of(connection, chat_id))
    viewer = Viewer(audiences | {PUBLIC})
    return await service.run(
        lambda engine: _choices_among(briefings_seen(service.program, engine, viewer), subscription)
    )


def _choices_among(seen: Sequence[Briefing], subscription: Subscription) -> Choices:
    named = (countries_of(briefing.title, briefing.visit, "") for briefing in seen)
    return Choices(
        tuple(dict.fromkeys([*visits_of(seen), *subscription.visits])),
        frozenset().union(*named, subscription.countries),
    )


async def _toggle(
    exchange: Exchange, subscription: Subscription, view: View, value: str, *, is_on: bool
) -> Subscription | None:
    """Choose a visit or a country, or take it back; what no longer can be chosen is left."""
    choices = await _choices(exchange, subscription)
    if view is View.VISITS:
        chosen = next((name for name in choices.visits if short_name(name) == value), None)
    else:
        chosen = value if value in choices.countries else None

    def write(connection: Connection) -> Subscription | None:
        # Read anew: of two presses that come together neither may undo the other.
        now = subscriptions.read(connection, subscription.chat_id)
        if now is None or chosen is None:
            return now
        before = now.visits if view is View.VISITS else now.countries
        after = [one for one in before if one != chosen] + ([chosen] if is_on else [])
        if view is View.VISITS:
            subscriptions.change(connection, now.chat_id, visits=after)
        else:
            subscriptions.change(connection, now.chat_id, countries=after)
        return subscriptions.read(connection, now.chat_id)

    return await exchange.desk.state.write(write)


async def _set(exchange: Exchange, subscription: Subscription, view: View, value: str) -> Subscription | None:
    """Choose everything, an hour, a time zone or a language."""
    chat_id, now = subscription.chat_id, exchange.now()

    def write(connection: Connection) -> Subscription | None:
        if view is View.SETTINGS:
            subscriptions.change(connection, chat_id, visits=(), countries=())
        elif view is View.HOUR:
            hour = None if value == ALL else int(value, len(DIGITS))
            subscriptions.set_digest(connection, chat_id, hour, now)
        elif view is View.ZONE and value in TIME_ZONES:
            subscriptions.change(connection, chat_id, time_zone=value)
        elif view is View.LANGUAGE:
            subscriptions.change(connection, chat_id, language=None if value == ALL else Language(value))
        return subscriptions.read(connection, chat_id)

    return await exchange.desk.state.write(write)
