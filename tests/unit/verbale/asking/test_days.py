"""Days, months and years in the five languages."""

import time

import pytest

from verbale.asking.days import Day, agree, days_in
from verbale.span import Span

Fields = tuple[int | None, int | None, int | None]
WHOLE: Fields = (2024, 1, 25)
JANUARY_25: Fields = (None, 1, 25)
JANUARY: Fields = (None, 1, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on 25 January 2024", [WHOLE]),
        ("January 25, 2024", [WHOLE]),
        ("Jan. 25", [JANUARY_25]),
        ("the 25th of January", [JANUARY_25]),
        ("signed 2024-01-25", [WHOLE]),
        ("25.01.2024", [WHOLE]),
        ("25/01/2024", [WHOLE]),
        ("03/04/2024", [(2024, None, None)]),
        ("in January", [JANUARY]),
        ("in May", [(None, 5, None)]),
        ("You may come in", []),
        ("the march of the delegates", []),
        ("an august assembly", []),
        ("14–16 April 2026", [(2026, 4, 14), (2026, 4, 16)]),
        ("January 25–27, 2024", [(2024, 1, 25), (2024, 1, 27)]),
        ("25, 26 and 27 January", [(None, 1, 25), (None, 1, 26), (None, 1, 27)]),
        ("In 2023 and 2024", [(2023, None, None), (2024, None, None)]),
        ("mid-2024", [(2024, None, None)]),
        ("more than 2000 people", []),
        ("2024 specialists", []),
        ("the 1990s", []),
        ("trade in January grew 25%", [JANUARY]),
        ("Model A-2000 costs $2024", []),
        ("25 января 2024 года", [WHOLE]),
        ("25 января", [JANUARY_25]),
        ("в январе", [JANUARY]),
        ("с 25 по 27 января", [(None, 1, 25), (None, 1, 27)]),
        ("в марте 2025 года", [(2025, 3, None)]),
        ("до 31 мая", [(None, 5, 31)]),
        ("2024 человека приехали", []),
        ("в 2024 году", [(2024, None, None)]),
        ("2023–2025 годы", [(2023, None, None), (2025, None, None)]),
        ("в 1990-х", []),
        ("25.01.2024 г.", [WHOLE]),
        ("25-қаңтар", [JANUARY_25]),
        ("2024 жылғы 25 қаңтар", [WHOLE]),
        ("2024 жылдың 25-26 қаңтарында", [WHOLE, (2024, 1, 26)]),
        ("қаңтарда", [JANUARY]),
        ("5 қазан", [(None, 10, 5)]),
        ("қазанда ашылады", [(None, 10, None)]),
        ("Қазан қаласында", []),
        ("жеңістің үшінші маусымындағы ойын", []),
        ("наурыз айында", [(None, 3, None)]),
        ("2025 жылы", [(2025, None, None)]),
        ("2000-нан астам маман", []),
        ("2024 yil 25 yanvar", [WHOLE]),
        ("2024-yil 25-yanvarda", [WHOLE]),
        ("25-yanvar", [JANUARY_25]),
        ("yanvarda", [JANUARY]),
        ("yanvarning 25-kuni", [JANUARY_25]),
        ("2024 yil yanvar oyida", [(2024, 1, None)]),
        ("25-26-may kunlari", [(None, 5, 25), (None, 5, 26)]),
        ("2000 dan ortiq kishi", []),
        ("2026 yilda", [(2026, None, None)]),
        ("2024 йил 25 январ", [WHOLE]),
        ("25 январи соли 2024", [WHOLE]),
        ("25 январ", [JANUARY_25]),
        ("дар моҳи январ", [JANUARY]),
        ("моҳи январи соли 2024", [(2024, 1, None)]),
        ("аз 25 то 27 январ", [(None, 1, 25), (None, 1, 27)]),
        ("соли 2024", [(2024, None, None)]),
        ("соли 2000", [(2000, None, None)]),
        ("зиёда аз 2000 нафар", []),
        ("25 ва 26 январ", [(None, 1, 25), (None, 1, 26)]),
        ("августи соли 2025", [(2025, 8, None)]),
    ],
)
def test_what_a_text_says_of_a_day(text: str, expected: list[Fields]) -> None:
    """Numbers of days, months in any inflection and years are read; amounts and common words are not."""
    assert [(day.year, day.month, day.day) for day in days_in(text)] == expected


def test_a_span_covers_the_date_and_its_year() -> None:
    text = "Он прибыл 25 января 2024 года"
    assert [day.span.of(text) for day in days_in(text)] == ["25 января 2024"]


def test_days_of_a_list_do_not_overlap() -> None:
    text = "On 14–16 April 2026"
    assert [day.span.of(text) for day in days_in(text)] == ["14", "16 April 2026"]


@pytest.mark.parametrize(
    ("asked", "said", "expected"),
    [
        ((2024, 1, 25), (None, 1, 25), True),
        ((2024, 1, 25), (2024, None, None), True),
        ((2024, 1, None), (2024, 2, 3), False),
        ((2024, None, None), (None, 1, 25), None),
        ((None, 1, 25), (2024, 1, 26), False),
    ],
)
def test_days_agree_in_the_fields_that_both_have(asked: Fields, said: Fields, expected: bool | None) -> None:
    span = Span(0, 1)
    assert agree(Day(span, *asked), Day(span, *said)) is expected


@pytest.mark.parametrize("hostile", ["1 " * 100_000, "May " * 50_000, "2024-" * 50_000, "1, " * 50_000 + "May"])
def test_hostile_texts_take_linear_time(hostile: str) -> None:
    started = time.perf_counter()
    days_in(hostile)
    assert time.perf_counter() - started < 10
