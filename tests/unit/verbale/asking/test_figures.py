"""Figures in the five languages."""

import time
from decimal import Decimal

import pytest

from verbale.asking.figures import FigureKind, confirms, contradicts, figures_in

PERCENT, MONEY, YEAR, ORDINAL, COUNT = "percent", "money", "year", "ordinal", "count"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("grew by 5 %", [(5, PERCENT, None)]),
        ("5 per cent", [(5, PERCENT, None)]),
        ("a 5-percent tariff", [(5, PERCENT, None)]),
        ("12.4%", [("12.4", PERCENT, None)]),
        ("$2.8mn", [(2_800_000, MONEY, "usd")]),
        ("€5 million", [(5_000_000, MONEY, "eur")]),
        ("100 million US dollars", [(100_000_000, MONEY, "usd")]),
        ("USD 5 million", [(5_000_000, MONEY, "usd")]),
        ("worth 3 billion", [(3_000_000_000, MONEY, None)]),
        ("$5m and 5m of pipe", [(5_000_000, MONEY, "usd"), (5, COUNT, None)]),
        ("$5–6 million", [(5_000_000, MONEY, "usd"), (6_000_000, MONEY, "usd")]),
        ("0–3 million", [(0, COUNT, None), (3_000_000, COUNT, None)]),
        ("5–6%", [(5, PERCENT, None), (6, PERCENT, None)]),
        ("5–6 people", [(5, COUNT, None), (6, COUNT, None)]),
        ("7.9 million tonnes", [(7_900_000, COUNT, None)]),
        ("1,200 vehicles", [(1200, COUNT, None)]),
        ("1.000.000", [(1_000_000, COUNT, None)]),
        ("1,234.5", [("1234.5", COUNT, None)]),
        ("the 15th session", [(15, ORDINAL, None)]),
        ("in 2024", [(2024, YEAR, None)]),
        ("2024 people", [(2024, COUNT, None)]),
        ("twenty-five people", [(25, COUNT, None)]),
        ("two hundred cars", [(200, COUNT, None)]),
        ("two million dollars", [(2_000_000, MONEY, "usd")]),
        ("no one of them", []),
        ("C5+1, G20, eGov2, A-380, COVID-19, 5G, No. x1", []),
        ("on January 25 at 14:30", []),
        ("at 7 a.m.", []),
        ("version 1.2.3", []),
        ("the 1990s", []),
        ("5 процентов", [(5, PERCENT, None)]),
        ("10-процентный рост", [(10, PERCENT, None)]),
        ("1,8 млн долларов", [(1_800_000, MONEY, "usd")]),
        ("10 млрд тенге", [(10_000_000_000, MONEY, "kzt")]),
        ("500 000 долларов", [(500_000, MONEY, "usd")]),
        ("2 тыс. человек", [(2000, COUNT, None)]),
        ("около 2 300 лет", [(2300, COUNT, None)]),
        ("15-й съезд", [(15, ORDINAL, None)]),
        ("двадцать пять министров", [(25, COUNT, None)]),
        ("0,125", [("0.125", COUNT, None)]),
        ("1,234", [(1234, COUNT, None)]),
        ("25 января 2024 года", [(2024, YEAR, None)]),
        ("в 1990-х", []),
        ("один из них", []),
        ("5 пайыз", [(5, PERCENT, None)]),
        ("60%-ға", [(60, PERCENT, None)]),
        ("3,2 млн доллар", [(3_200_000, MONEY, "usd")]),
        ("10 млн АҚШ доллары", [(10_000_000, MONEY, "usd")]),
        ("2,5 мың маман", [(2500, COUNT, None)]),
        ("жиырма бес маман", [(25, COUNT, None)]),
        ("5-ші отырыс", [(5, ORDINAL, None)]),
        ("40 000 адам", [(40_000, COUNT, None)]),
        ("2024 жылғы 25 қаңтар", [(2024, YEAR, None)]),
        ("үш министр", [(3, COUNT, None)]),
        ("бір министр", []),
        ("5 foiz", [(5, PERCENT, None)]),
        ("40 foizdan ziyod", [(40, PERCENT, None)]),
        ("500 mln dollar", [(500_000_000, MONEY, "usd")]),
        ("1 milliard 200 million dollar", [(1_200_000_000, MONEY, "usd")]),
        ("50 mln AQSH dollari", [(50_000_000, MONEY, "usd")]),
        ("3 mlrd so‘m", [(3_000_000_000, MONEY, "uzs")]),
        ("yigirma besh kishi", [(25, COUNT, None)]),
        ("toʻrt vazir", [(4, COUNT, None)]),
        ("260 000 dan ortiq", [(260_000, COUNT, None)]),
        ("25-yanvar", []),
        ("bir vazir", []),
        ("5 фоиз", [(5, PERCENT, None)]),
        ("5 дарсад", [(5, PERCENT, None)]),
        ("ду миллион доллар", [(2_000_000, MONEY, "usd")]),
        ("3 миллион сомонӣ", [(3_000_000, MONEY, "tjs")]),
        ("бисту панҷ нафар", [(25, COUNT, None)]),
        ("20 ҳазор нафар", [(20_000, COUNT, None)]),
        ("соли 2024", [(2024, YEAR, None)]),
        ("25 январи соли 2024", [(2024, YEAR, None)]),
        ("чаҳор вазир", [(4, COUNT, None)]),
        ("як вазир", []),
    ],
)
def test_what_a_text_counts(text: str, expected: list[tuple[int | str, str, str | None]]) -> None:
    """Scales are applied; days, times, identifiers and the ambiguous "one" are no figures."""
    found = [(figure.value, figure.kind, figure.unit) for figure in figures_in(text)]
    assert found == [(Decimal(value), FigureKind(kind), unit) for value, kind, unit in expected]


def test_a_span_covers_sign_number_scale_and_currency() -> None:
    text = "The cost of $38.5mn, or 5 млн. долларов"
    assert [figure.span.of(text) for figure in figures_in(text)] == ["$38.5mn", "5 млн. долларов"]


@pytest.mark.parametrize(
    ("asked", "said", "expected"),
    [
        ("Did it grow by 5%?", "It grew by 6%.", True),
        ("Did it grow by 5%?", "It grew by 6%, after 5% in 2023.", False),
        ("Did it grow by 5%?", "It grew in 2024.", False),
        ("Was $2.8mn given?", "It gave $2.8 million.", False),
        ("Was $2.8mn given?", "It gave $3 million.", True),
        ("Was $2.8mn given?", "It gave €3 million.", False),
        ("Came 5 ministers?", "There were 6 ministers.", False),
        ("5 пайызға өсті ме?", "Сауда 6 пайызға өсті.", True),
    ],
)
def test_other_percentages_and_sums_contradict_the_one_asked_about(asked: str, said: str, expected: bool) -> None:
    assert contradicts(figures_in(asked), figures_in(said)) is expected


@pytest.mark.parametrize(
    ("asked", "said", "expected"),
    [
        ("5% in 2024", "In 2024 it was 5 процентов", 2),
        ("1.8 billion", "$1.8bn", 1),
        ("$5", "€5", 0),
        ("in 2024", "2024 people", 0),
        ("three ministers", "3 министра", 1),
    ],
)
def test_equal_figures_of_kinds_that_can_be_one_confirm(asked: str, said: str, expected: int) -> None:
    assert confirms(figures_in(asked), figures_in(said)) == expected


@pytest.mark.parametrize(
    "hostile", ["1 " * 100_000, "1." * 100_000, "1" * 200_000, "two " * 50_000, "1 million " * 20_000, "1–" * 50_000]
)
def test_hostile_texts_take_linear_time(hostile: str) -> None:
    started = time.perf_counter()
    figures_in(hostile)
    assert time.perf_counter() - started < 10
