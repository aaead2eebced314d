from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr
from telegram import InlineKeyboardMarkup

from library import edition
from verbale.answer import Citation, Outcome
from verbale.briefing import Briefing
from verbale.cited import Cited
from verbale.language import Language
from verbale.quote import Quotation, Quote
from verbale.store.ledger import KeptAnswer
from verbale_bot.messages import message
from verbale_bot.telegram.formatted import utf16_length
from verbale_bot.telegram.keyboards import LONGEST_LABEL_UNITS, PAGE, Keyboards, shown_from
from verbale_bot.telegram.seal import Action, Seal

CHAT = 42
SEAL = Seal(SecretStr("123:made-up"))
KEYBOARDS = Keyboards(SEAL, CHAT, Language.ENGLISH)
EDITION = edition("One. Two. Three. Four. Five. Six. Seven. Eight. Nine.")
QUOTES = tuple(Quote("arrival", 1, start, start + 4) for start in (0, 5, 10, 17, 23))
BRIEFING = Briefing(
    id="arrival",
    title="Talks in Dushanbe",
    date=date(2025, 3, 4),
    language="en",
    source_url="https://press.example/talks",
    visit=None,
    audience=("public",),
    embargo_until=None,
    current_edition=1,
)
ANSWER = KeptAnswer(
    id=2**63 - 1,
    chat_id=CHAT,
    thread_id=None,
    question_message_id=1,
    user_id=CHAT,
    question="When?",
    language=Language.ENGLISH,
    outcome=Outcome.ANSWERED,
    reason=None,
    confidence=0.9,
    citations=tuple(Citation(quote) for quote in QUOTES),
    scope=None,
    follows=None,
    asked_at=datetime(2025, 3, 10, tzinfo=UTC),
)


def cited(*places: int, briefing: Briefing = BRIEFING) -> list[Cited]:
    return [Cited(Quotation(QUOTES[place], briefing, EDITION)) for place in places]


def labels(markup: InlineKeyboardMarkup | None) -> list[list[str]]:
    return [] if markup is None else [[button.text for button in row] for row in markup.inline_keyboard]


def pressed(markup: InlineKeyboardMarkup | None, label: str) -> tuple[Action, list[int]]:
    """What the button with this label says."""
    assert markup is not None
    (data,) = (button.callback_data for row in markup.inline_keyboard for button in row if button.text == label)
    read = SEAL.read(CHAT, str(data))
    assert read is not None
    return read.action, [read.number(place) for place in range(len(read.fields))]


def test_an_answer_has_more_context_source_and_verdicts() -> None:
    markup = KEYBOARDS.under_answer(ANSWER, 0, cited(0, 1, 2))
    assert labels(markup) == [["More quotes", "Context", "Source"], ["👍", "👎"]]
    assert pressed(markup, "More quotes") == (Action.MORE, [ANSWER.id, 3])
    assert pressed(markup, "Context") == (Action.CONTEXT, [ANSWER.id, 0, 0, 0])


def test_the_last_quotes_have_nothing_more_and_no_verdict() -> None:
    assert labels(KEYBOARDS.under_answer(ANSWER, 3, cited(3, 4))) == [["Context", "Source"]]


def test_of_what_is_only_near_one_is_shown_first_and_three_after_it() -> None:
    near = replace(ANSWER, outcome=Outcome.NEAR)
    assert (shown_from(near, 0), shown_from(near, 1)) == (range(1), range(1, 4))
    assert pressed(KEYBOARDS.under_answer(near, 0, cited(0)), "More quotes") == (Action.MORE, [ANSWER.id, 1])


def test_where_the_first_quotes_were_withdrawn_the_context_is_that_of_the_first_that_is_left() -> None:
    markup = KEYBOARDS.under_answer(ANSWER, 0, cited(2))
    assert pressed(markup, "Context") == (Action.CONTEXT, [ANSWER.id, 0, 2, 0])


def test_without_anything_to_show_there_is_no_keyboard() -> None:
    assert KEYBOARDS.under_answer(replace(ANSWER, outcome=Outcome.NOT_SAID, citations=()), 0, ()) is None


def test_nothing_found_in_one_visit_offers_all_of_them() -> None:
    nothing = replace(ANSWER, outcome=Outcome.NOT_SAID, citations=(), scope="Bishkek")
    assert labels(KEYBOARDS.under_answer(nothing, 0, ())) == [["Search all visits"]]


def test_reasons_leave_the_verdict_changeable() -> None:
    rows = KEYBOARDS.verdicts(ANSWER, asks_why=True)
    assert [[button.text for button in row] for row in rows] == [
        ["👍", "👎"],
        ["Not what I asked"],
        ["Something is missing"],
        ["Out of date"],
    ]


@pytest.mark.parametrize(
    "url",
    [None, "http://intranet/talks", "https://localhost:8080/x", "https://press.example/" + "a" * 2048, "http://[::1]/"],
)
def test_an_address_that_telegram_refuses_is_no_button(url: str | None) -> None:
    elsewhere = replace(BRIEFING, source_url=url)
    one = cited(0, briefing=elsewhere)
    assert labels(KEYBOARDS.under_answer(ANSWER, 3, one)) == [["Context"]]
    assert labels(KEYBOARDS.under_briefing(elsewhere, one[0])) == [["Ask only about this"]]
    single = replace(ANSWER, citations=ANSWER.citations[:1])
    assert KEYBOARDS.under_context(single, 0, 0, one[0]) is None


def test_an_address_that_is_too_long_with_the_place_opens_the_page() -> None:
    url = "https://press.example/" + "a" * 2020
    (button,) = KEYBOARDS.source(cited(0, briefing=replace(BRIEFING, source_url=url))[0])
    assert button.url == url


def test_the_list_has_pages_and_an_empty_one_is_no_keyboard() -> None:
    seen = [replace(BRIEFING, id=f"b{number}", title=f"Title {number}") for number in range(PAGE * 2 + 1)]
    first, second, last = (KEYBOARDS.briefings(seen, offset) for offset in (0, PAGE, 2 * PAGE))
    assert labels(first)[-1] == ["Older ▶"]
    assert labels(second)[-1] == ["◀ Newer", "Older ▶"]
    assert labels(last) == [["04.03.2025 · Title 16"], ["◀ Newer"]]
    assert pressed(last, "◀ Newer") == (Action.PAGE, [PAGE])
    assert KEYBOARDS.briefings([], 0) is None


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300))
def test_labels_of_any_title_are_short_and_not_cut_within_a_character(title: str) -> None:
    ((label,),) = labels(KEYBOARDS.briefings([replace(BRIEFING, title=title)], 0))
    assert utf16_length(label) <= LONGEST_LABEL_UNITS
    assert label.removesuffix("…") in f"04.03.2025 · {title}"


def test_a_title_of_one_endless_word_is_still_seen_beside_its_date() -> None:
    ((label,),) = labels(KEYBOARDS.briefings([replace(BRIEFING, title="Ы" * 200)], 0))
    assert label == "04.03.2025 · " + "Ы" * 46 + "…"


@pytest.mark.parametrize("language", list(Language))
def test_every_payload_fits_in_every_language(language: Language) -> None:
    keyboards = Keyboards(SEAL, -(2**52), language)
    scoped = replace(ANSWER, scope="x", outcome=Outcome.NEAR)
    markups = [
        keyboards.under_answer(scoped, 0, cited(0)),
        keyboards.under_context(ANSWER, 0, 2, cited(2)[0]),
        keyboards.briefings([BRIEFING] * 200, 96),
        keyboards.visits(["Визит " * 90] * 40, None),
        keyboards.languages(None),
        InlineKeyboardMarkup(keyboards.verdicts(ANSWER, asks_why=True)),
    ]
    buttons = [button for markup in markups if markup for row in markup.inline_keyboard for button in row]
    assert message("button-context", language) in [button.text for button in buttons]
    assert max(len(str(button.callback_data).encode()) for button in buttons if button.callback_data) <= 64
