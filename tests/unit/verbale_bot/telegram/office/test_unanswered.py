from datetime import UTC, datetime

import numpy as np
import pytest
from telegram import MessageEntity

from verbale.answer import Outcome
from verbale.language import Language
from verbale.store.statistics import Unanswered
from verbale_bot.telegram.formatted import Formatted
from verbale_bot.telegram.office.reporting import Period
from verbale_bot.telegram.office.unanswered import Alike, Wording, groups_of, page_of, wordings_of
from verbale_index.question_ruler import QuestionRuler

NOW = datetime(2025, 3, 10, 9, 30, tzinfo=UTC)
PERIOD = Period.of_days(30, NOW)
HEAD = "Not answered from February 9, 2025 to March 10, 2025: {}. Those that ask for the same stand together."
RULER = QuestionRuler({language: np.zeros(2, np.float32) for language in Language}, dict.fromkeys(Language, 0.15))
"""In one language, what has a cosine of 0.9 asks for the same; across two, 0.525 is enough."""


def _asked(text: str, outcome: Outcome = Outcome.NOT_SAID) -> Unanswered:
    return Unanswered(text, Language.ENGLISH, outcome, NOW)


def _codes(page: Formatted) -> list[str]:
    units = page.text.encode("utf-16-le")
    assert {entity.type for entity in page.entities} <= {MessageEntity.CODE}
    return [
        units[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le") for entity in page.entities
    ]


def test_equal_words_are_one_wording_whatever_their_capitals() -> None:
    questions = [
        _asked("Gas price?", Outcome.NEAR),
        _asked("Who came?"),
        _asked("gas price?"),
        _asked(" GAS\u00a0 price?", Outcome.NEAR),
    ]
    assert wordings_of(questions) == [Wording("Gas price?", times=3, near=2), Wording("Who came?", times=1, near=0)]


def test_wordings_of_one_meaning_are_counted_together_and_the_most_central_comes_first() -> None:
    wordings = [
        Wording("Who came to Astana?", 4, 0),
        Wording("What is the price of gas?", 3, 1),
        Wording("Какова цена на газ?", 1, 1),
        Wording("How much does gas cost?", 2, 0),
    ]
    vectors = np.array([[0, 1], [1, 0], [0.8, -0.6], [0.96, -0.28]], np.float32)
    assert groups_of(wordings, vectors, RULER) == [
        Alike(6, 2, ("How much does gas cost?", "What is the price of gas?", "Какова цена на газ?")),
        Alike(4, 0, ("Who came to Astana?",)),
    ]


def test_what_was_asked_most_often_comes_first_even_in_few_words() -> None:
    wordings = [Wording("gas", 1, 0), Wording("gas price", 1, 0), Wording("Who came?", 5, 0)]
    vectors = np.array([[1, 0], [1, 0], [0, 1]], np.float32)
    assert [alike.count for alike in groups_of(wordings, vectors, RULER)] == [5, 2]


def test_a_page_quotes_the_words_as_code_and_tells_how_often_and_how_near() -> None:
    groups = [
        Alike(7, 2, ("Цена на газ?", "gas price", "газ бағасы", "gaz narxi", "нархи газ")),
        Alike(1, 0, ("/start @admin https://evil.example 🎉",)),
    ]
    page = page_of(groups, PERIOD, Language.ENGLISH, is_cut=False)
    assert page.text.split("\n") == [
        HEAD.format("8 questions"),
        "",
        "Asked 7 ×, something near was shown 2 ×",
        "Цена на газ?",
        "• gas price",
        "• газ бағасы",
        "• gaz narxi",
        "",
        "Asked 1 ×",
        "/start @admin https://evil.example 🎉",
    ]
    assert _codes(page) == ["Цена на газ?", "gas price", "газ бағасы", "gaz narxi", groups[1].texts[0]]


def test_the_head_tells_when_only_the_newest_are_shown() -> None:
    page = page_of([Alike(300, 0, ("gas",))], PERIOD, Language.ENGLISH, is_cut=True)
    assert page.text.startswith("Not answered from February 9, 2025 to March 10, 2025, the newest 300. ")


@pytest.mark.parametrize(
    "texts", [("a" * 5000,), ("тал",), ("b" * 200, "c" * 200, "d" * 900, "e" * 900), ("🎉" * 90, "f", "g", "h")]
)
@pytest.mark.parametrize("language", list(Language))
def test_as_many_groups_as_fit_into_one_message(texts: tuple[str, ...], language: Language) -> None:
    """What is left is counted, and one group more would not have fitted."""
    groups = [Alike(2, 1, texts)] * 280
    page = page_of(groups, PERIOD, language, is_cut=False)
    *shown, rest = page.text.split("\n\n")[1:]
    assert page.length <= 4096
    assert len(page.entities) <= 100
    assert rest.startswith("…")
    assert str(280 - len(shown)) in rest
    block_entities = min(4, len(texts))
    one_more = page.length + Formatted("\n\n" + shown[0]).length > 4096 - 2
    assert one_more or len(page.entities) + block_entities > 100


def test_all_groups_are_shown_where_they_fit_without_the_line_that_counts_the_rest() -> None:
    page = page_of([Alike(1, 0, ("gas",))] * 3, PERIOD, Language.ENGLISH, is_cut=False)
    assert _codes(page) == ["gas"] * 3
    assert page.text.endswith("gas")


def test_a_long_question_is_cut_and_those_beside_it_more() -> None:
    page = page_of([Alike(2, 0, ("a" * 400, "b" * 400))], PERIOD, Language.ENGLISH, is_cut=False)
    assert [len(code) for code in _codes(page)] == [300, 150]
