from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pydantic import SecretStr
from telegram import InlineKeyboardMarkup

from verbale.language import Language
from verbale.store.subscriptions import ChatKind, Subscription
from verbale_bot.telegram.formatted import utf16_length
from verbale_bot.telegram.seal import MOST_BYTES, Action, Seal, short_name
from verbale_bot.telegram.subscription_card import (
    OWN,
    PAGE,
    PAGE_OF_COUNTRIES,
    TIME_ZONES,
    SubscriptionKeyboards,
    View,
    by_name,
    settings_text,
    target_of,
)

SEAL = Seal(SecretStr("123:made-up"))
PERSON = 2**52
CHANNEL = -(10**12) - 2**40
"""Ids as long as Telegram's can become."""
MOST_BUTTONS = 100
MOST_UNITS = 4096
SUBSCRIPTION = Subscription(
    chat_id=CHANNEL,
    kind=ChatKind.CHANNEL,
    thread_id=None,
    title="Newsroom",
    visits=(),
    countries=(),
    language=None,
    digest_hour=None,
    time_zone="Asia/Almaty",
    digested_at=None,
    made_by=PERSON,
    made_at=datetime(2025, 3, 4, tzinfo=UTC),
)
OF_PERSON = replace(SUBSCRIPTION, chat_id=PERSON, kind=ChatKind.PRIVATE, title="")


def keyboards(language: Language = Language.ENGLISH, target: str = target_of(SUBSCRIPTION)) -> SubscriptionKeyboards:
    return SubscriptionKeyboards(SEAL, PERSON, language, target)


def pressed(markup: InlineKeyboardMarkup) -> list[tuple[str, Action, tuple[str, ...]]]:
    """Label, action and fields of each button."""
    found = []
    for button in (button for row in markup.inline_keyboard for button in row):
        assert isinstance(button.callback_data, str)
        read = SEAL.read(PERSON, button.callback_data)
        assert read is not None
        found.append((button.text, read.action, read.fields))
    return found


@pytest.mark.parametrize("language", list(Language))
def test_every_keyboard_fits_into_what_telegram_takes(language: Language) -> None:
    made = keyboards(language)
    visits = [f"Visit {number} " + "у" * 100 for number in range(1000)]
    countries = ["KZ", "KG", "TJ", "UZ", "TM", "EU", "UN", "US", "GB", "CN", "RU", "TR", "DE", "FR", "IT", "JP", "KR"]
    shown = [
        made.settings(SUBSCRIPTION),
        made.visits(visits, visits, 500),
        made.countries([*countries, "IR", "PK", "AF", "IN", "ID"], countries, 0),
        made.hours(23),
        made.zones("Asia/Tashkent"),
        made.languages(None),
        made.list_of(OF_PERSON, [SUBSCRIPTION] * 20),
    ]
    for markup in shown:
        buttons = [button for row in markup.inline_keyboard for button in row]
        assert len(buttons) <= MOST_BUTTONS
        assert max(len(str(button.callback_data).encode()) for button in buttons) <= MOST_BYTES
        assert all(1 <= utf16_length(button.text) <= 62 for button in buttons)


def test_a_channel_is_named_by_its_id_and_every_other_chat_by_where_the_button_is() -> None:
    assert -int(target_of(SUBSCRIPTION), 36) == CHANNEL
    assert target_of(OF_PERSON) == target_of(replace(OF_PERSON, chat_id=-500, kind=ChatKind.GROUP)) == OWN


def test_a_button_of_a_choice_says_what_is_to_be() -> None:
    markup = keyboards(target=OWN).visits(["Astana", "Tashkent"], ["Tashkent"], 0)
    astana, tashkent, back = pressed(markup)
    assert astana == ("Astana", Action.SUBSCRIPTION_CHOICE, (OWN, "v", short_name("Astana"), "1", "0"))
    assert tashkent == ("✓ Tashkent", Action.SUBSCRIPTION_CHOICE, (OWN, "v", short_name("Tashkent"), "0", "0"))
    assert back == ("◀ Back", Action.SUBSCRIPTION, (OWN, "s"))


def test_long_lists_have_pages() -> None:
    names = [f"Visit {number}" for number in range(2 * PAGE + 1)]
    first, middle, last = (pressed(keyboards(target=OWN).visits(names, (), offset)) for offset in (0, PAGE, 2 * PAGE))
    view = View.VISITS.value
    assert [button[0] for button in first] == [*names[:PAGE], "▶", "◀ Back"]
    assert [button[0] for button in middle] == [*names[PAGE : 2 * PAGE], "◀", "▶", "◀ Back"]
    assert [button[0] for button in last] == [names[-1], "◀", "◀ Back"]
    assert first[-2][2] == (OWN, view, "a")
    assert [button[2] for button in middle[-3:-1]] == [(OWN, view, "0"), (OWN, view, "k")]
    assert last[-2][2] == (OWN, view, "a")


def test_countries_stand_in_the_readers_alphabet() -> None:
    assert list(by_name({"US", "KZ", "KG"}, Language.ENGLISH).items()) == [
        ("Kazakhstan", "KZ"),
        ("Kyrgyzstan", "KG"),
        ("United States", "US"),
    ]
    assert list(by_name({"US", "KZ", "KG"}, Language.RUSSIAN)) == ["Казахстан", "Кыргызстан", "Соединенные Штаты"]
    assert list(by_name({"UZ", "ZZZ"}, Language.UZBEK)) == ["O‘zbekiston", "ZZZ"]
    codes = [f"{letter}{other}" for letter in "ABCDE" for other in "BCDEFGH"]
    shown = pressed(keyboards(target=OWN).countries(codes, (), PAGE_OF_COUNTRIES))
    assert len(shown) == len(codes) - PAGE_OF_COUNTRIES + 2


def test_only_from_the_settings_of_a_channel_a_button_leads_back_to_the_list() -> None:
    assert pressed(keyboards().settings(SUBSCRIPTION))[-1][2] == (target_of(SUBSCRIPTION), View.LIST.value)
    own = pressed(keyboards(target=OWN).settings(OF_PERSON))
    assert own[-1][:2] == ("Unsubscribe", Action.UNSUBSCRIBE)
    assert View.LIST.value not in {fields[-1] for _, _, fields in own}


def test_zones_and_hours_are_marked_where_they_are_chosen() -> None:
    assert [label for label, _, _ in pressed(keyboards().zones("UTC")) if label.startswith("✓")] == ["✓ UTC"]
    assert [label for label, _, _ in pressed(keyboards().zones("Europe/Berlin"))][:-1] == list(TIME_ZONES)
    assert [one for one in pressed(keyboards().hours(10)) if one[0].startswith("✓")] == [
        ("✓ 10:00", Action.SUBSCRIPTION_CHOICE, (target_of(SUBSCRIPTION), "h", "a"))
    ]


@pytest.mark.parametrize("language", list(Language))
def test_a_card_with_everything_that_can_be_chosen_fits_into_a_message(language: Language) -> None:
    chosen = replace(
        SUBSCRIPTION,
        title="N" * 255,
        visits=tuple(f"Visit {number} " + "у" * 100 for number in range(300)),
        countries=("KZ", "KG", "TJ", "UZ", "TM", "EU", "UN") * 30,
        digest_hour=7,
        language=Language.UZBEK,
    )
    assert settings_text(chosen, language).length <= MOST_UNITS // 2
    assert "07:00 (Asia/Almaty)" in settings_text(chosen, language).text
