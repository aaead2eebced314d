"""A subscription as it is shown to those who may change it: what it says, and the buttons that change it."""

from collections.abc import Collection, Sequence
from enum import StrEnum

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity

from verbale.language import Language
from verbale.store.subscriptions import ChatKind, Subscription
from verbale_bot.messages import country_name, language_name
from verbale_bot.messages import message as words
from verbale_bot.telegram.formatted import Formatted, joined
from verbale_bot.telegram.keyboards import ALL, LONGEST_LABEL_UNITS, NAMES_OF_LANGUAGES
from verbale_bot.telegram.rendering import shortened
from verbale_bot.telegram.seal import Action, Seal, in_base36, short_name

OWN = "-"
"""Stands in a payload for the chat that the button is in; a channel is named by its id."""
ON, OFF = 1, 0
PAGE = 10
"""How many visits are shown together."""
PAGE_OF_COUNTRIES = 20
HOURS_IN_ROW = 6
LONGEST_NAMES_UNITS = 800
TIME_ZONES = (
    "Asia/Almaty",
    "Asia/Bishkek",
    "Asia/Dushanbe",
    "Asia/Tashkent",
    "Asia/Ashgabat",
    "Europe/Moscow",
    "UTC",
)
"""Those of the five capitals, and what else is chosen by a touch; the others are written."""


class View(StrEnum):
    """What of a subscription is shown, by its letter in payloads."""

    LIST = "o"
    SETTINGS = "s"
    VISITS = "v"
    COUNTRIES = "c"
    HOUR = "h"
    ZONE = "z"
    LANGUAGE = "l"


def target_of(subscription: Subscription) -> str:
    """How payloads name the chat whose subscription it is."""
    return in_base36(-subscription.chat_id) if subscription.kind is ChatKind.CHANNEL else OWN


def settings_text(subscription: Subscription, language: Language) -> Formatted:
    """What is announced, when, and in which language."""
    if subscription.kind is ChatKind.CHANNEL:
        title = words("subscription-in-channel", language, channel=shortened(subscription.title))
    else:
        title = words("subscription-here", language)
    lines = [*_what(subscription, language), _when(subscription, language)]
    if subscription.language is None:
        lines.append(words("subscription-language-automatic", language))
    else:
        chosen = language_name(subscription.language.value, language)
        lines.append(words("subscription-language", language, chosen=chosen))
    return joined([Formatted(title).wrapped(MessageEntity.BOLD), *map(Formatted, lines)], "\n")


def _what(subscription: Subscription, language: Language) -> list[str]:
    lines = []
    if subscription.visits:
        names = shortened("; ".join(subscription.visits), LONGEST_NAMES_UNITS)
        lines.append(words("subscription-visits", language, names=names))
    if subscription.countries:
        names = ", ".join(by_name(subscription.countries, language))
        lines.append(words("subscription-countries", language, names=shortened(names, LONGEST_NAMES_UNITS)))
    return lines or [words("subscription-everything", language)]


def _when(subscription: Subscription, language: Language) -> str:
    if subscription.digest_hour is None:
        return words("subscription-at-once", language)
    hour = _hour_label(subscription.digest_hour)
    return words("subscription-digest", language, hour=hour, zone=subscription.time_zone)


def by_name(codes: Collection[str], language: Language) -> dict[str, str]:
    """Countries in alphabetical order: the code by the name."""
    names = {country_name(code, language): code for code in codes}
    return {name: names[name] for name in sorted(names, key=str.casefold)}


class SubscriptionKeyboards:
    """Makes keyboards for one chat and one language; they change the subscription of ``target``."""

    def __init__(self, seal: Seal, chat_id: int, language: Language, target: str = OWN) -> None:
        self._seal = seal
        self._chat_id = chat_id
        self._language = language
        self._target = target

    def settings(self, subscription: Subscription) -> InlineKeyboardMarkup:
        """All that can be changed, and the end."""
        wants_all = not subscription.visits and not subscription.countries
        everything = _ticked(words("button-everything", self._language), is_chosen=wants_all)
        rows = [
            [
                self._choice(everything, View.SETTINGS, ALL),
                self._view("button-visits", View.VISITS),
                self._view("button-countries", View.COUNTRIES),
            ],
            [
                self._view("button-hour", View.HOUR),
                self._view("button-zone", View.ZONE),
                self._view("button-language", View.LANGUAGE),
            ],
            [self._button("button-unsubscribe", Action.UNSUBSCRIBE, self._target)],
        ]
        if self._target != OWN:
            rows.append([self._view("draft-back", View.LIST)])
        return InlineKeyboardMarkup(rows)

    def visits(self, names: Sequence[str], chosen: Collection[str], offset: int) -> InlineKeyboardMarkup:
        """The page of visits from ``offset`` on; a touch chooses one, or takes it back."""
        rows = [
            [
                self._toggle(
                    shortened(name, LONGEST_LABEL_UNITS), View.VISITS, short_name(name), offset, is_on=name in chosen
                )
            ]
            for name in names[offset : offset + PAGE]
        ]
        return InlineKeyboardMarkup([*rows, *self._ways(View.VISITS, len(names), offset, PAGE)])

    def countries(self, codes: Collection[str], chosen: Collection[str], offset: int) -> InlineKeyboardMarkup:
        """The page of countries from ``offset`` on, in alphabetical order; likewise."""
        buttons = [
            self._toggle(name, View.COUNTRIES, code, offset, is_on=code in chosen)
            for name, code in list(by_name(codes, self._language).items())[offset : offset + PAGE_OF_COUNTRIES]
        ]
        ways = self._ways(View.COUNTRIES, len(codes), offset, PAGE_OF_COUNTRIES)
        return InlineKeyboardMarkup([*_rows_of(buttons, 2), *ways])

    def hours(self, chosen: int | None) -> InlineKeyboardMarkup:
        """At once, or one of the hours of a day."""
        at_once = _ticked(words("button-at-once", self._language), is_chosen=chosen is None)
        buttons = [
            self._choice(_ticked(_hour_label(hour), is_chosen=hour == chosen), View.HOUR, hour) for hour in range(24)
        ]
        rows = _rows_of(buttons, HOURS_IN_ROW)
        return InlineKeyboardMarkup([[self._choice(at_once, View.HOUR, ALL)], *rows, self._back()])

    def zones(self, chosen: str) -> InlineKeyboardMarkup:
        """The time zones that a touch chooses."""
        buttons = [self._choice(_ticked(zone, is_chosen=zone == chosen), View.ZONE, zone) for zone in TIME_ZONES]
        return InlineKeyboardMarkup([*_rows_of(buttons, 2), self._back()])

    def languages(self, chosen: Language | None) -> InlineKeyboardMarkup:
        """The five languages, and to leave it to the bot."""
        buttons = [
            self._choice(_ticked(name, is_chosen=language is chosen), View.LANGUAGE, language.value)
            for language, name in NAMES_OF_LANGUAGES.items()
        ]
        automatic = _ticked(words("language-automatic", self._language), is_chosen=chosen is None)
        buttons.append(self._choice(automatic, View.LANGUAGE, ALL))
        return InlineKeyboardMarkup([*_rows_of(buttons, 3), self._back()])

    def list_of(self, own: Subscription | None, channels: Sequence[Subscription]) -> InlineKeyboardMarkup:
        """This chat and the channels, each of which a touch opens."""
        if own is None:
            first = self._button("button-subscribe", Action.SUBSCRIBE)
        else:
            first = self._view("button-this-chat", View.SETTINGS)
        others = [
            self._plain(
                shortened(one.title, LONGEST_LABEL_UNITS), Action.SUBSCRIPTION, target_of(one), View.SETTINGS.value
            )
            for one in channels
        ]
        return InlineKeyboardMarkup([[first], *([other] for other in others)])

    def to_subscribe(self, *, again: bool) -> InlineKeyboardMarkup:
        """One tap, and the chat is subscribed."""
        name = "button-subscribe-again" if again else "button-subscribe"
        return InlineKeyboardMarkup([[self._button(name, Action.SUBSCRIBE)]])

    def _ways(self, view: View, total: int, offset: int, page: int) -> list[list[InlineKeyboardButton]]:
        """The ways to the pages before and after, and back to the settings."""
        ways = []
        if offset > 0:
            ways.append(self._plain("◀", Action.SUBSCRIPTION, self._target, view.value, max(0, offset - page)))
        if offset + page < total:
            ways.append(self._plain("▶", Action.SUBSCRIPTION, self._target, view.value, offset + page))
        return [*([ways] if ways else []), self._back()]

    def _back(self) -> list[InlineKeyboardButton]:
        return [self._view("draft-back", View.SETTINGS)]

    def _toggle(self, label: str, view: View, value: str, offset: int, *, is_on: bool) -> InlineKeyboardButton:
        # The payload says what is to be, not that it changes: pressed twice, or handled twice, it does the same.
        label = _ticked(label, is_chosen=is_on)
        return self._choice(label, view, value, OFF if is_on else ON, offset)

    def _choice(self, label: str, view: View, value: int | str, *more: int) -> InlineKeyboardButton:
        return self._plain(label, Action.SUBSCRIPTION_CHOICE, self._target, view.value, value, *more)

    def _view(self, name: str, view: View) -> InlineKeyboardButton:
        return self._button(name, Action.SUBSCRIPTION, self._target, view.value)

    def _button(self, name: str, action: Action, *fields: int | str) -> InlineKeyboardButton:
        return self._plain(words(name, self._language), action, *fields)

    def _plain(self, label: str, action: Action, *fields: int | str) -> InlineKeyboardButton:
        return InlineKeyboardButton(label, callback_data=self._seal.payload(self._chat_id, action, *fields))


def _rows_of(buttons: Sequence[InlineKeyboardButton], length: int) -> list[list[InlineKeyboardButton]]:
    return [list(buttons[start : start + length]) for start in range(0, len(buttons), length)]


def _hour_label(hour: int) -> str:
    return f"{hour:02}:00"


def _ticked(label: str, *, is_chosen: bool) -> str:
    return f"✓ {label}" if is_chosen else label
