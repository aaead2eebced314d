"""The figures of a text: percentages, sums of money, years, ordinals and counts, in five languages.

The form decides what a comma or a point in a number is. With exactly three digits after it a comma separates thousands
(1,234), in Russian too, unless the whole part is 0; otherwise it is decimal (1,8). A point is decimal, unless there are
several (1.000.000), or three zeros after it (1.000). Days of the month and times are not figures, nor are the digits of
identifiers (C5+1, G20, COVID-19); decades (1990s) are not years. Roman numerals are not read.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from verbale.asking.days import Day, days_in
from verbale.asking.number_words import (
    CARDINALS,
    CARDINALS_AFTER_ANOTHER,
    CURRENCY_SIGNS,
    CURRENCY_STEMS,
    CURRENCY_WORDS,
    HUNDREDS,
    NATIONS_BEFORE_CURRENCY,
    PERCENT_STEMS,
    SCALE_ENDINGS,
    SCALE_STEMS,
    SCALES,
    SUM_CUES,
)
from verbale.asking.words import lowered, placed_words, word_set, words_of
from verbale.span import Span


class FigureKind(StrEnum):
    """What a figure counts."""

    PERCENT = "percent"
    MONEY = "money"
    YEAR = "year"
    ORDINAL = "ordinal"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its scale applied; ``unit`` is the ISO 4217 code of a currency in lower case, where it is named."""

    span: Span
    value: Decimal
    kind: FigureKind
    unit: str | None = None


_LONGEST_NUMBER = 24
_YEAR_DIGITS = 4
_LOOK_BEHIND = 40
_LONGEST_CURRENCY = 5
_SHORTENED = frozenset(["тыс", "млн", "млрд", "трлн", "mln", "mlrd", "ҳаз"])
_NUMBER = re.compile(
    r"[0-9](?<![\w.,:/№#+].)"
    r"(?:[0-9]{0,2}(?:[ \u00a0\u202f][0-9]{3}){1,4}(?:,[0-9]{1,2})?(?![\w:/]|[.,][0-9])|[0-9]*+(?:[.,][0-9]++)*+)"
    r"(?![:/][0-9]|\+)"
)
_DIGIT = re.compile("[0-9]")
_RANGE = re.compile(r"\s?[-–—]\s?")
_ATTACHED = re.compile(r"[^\W\d_]+")
_ORDINAL_LETTERS = word_set("st nd rd th")
_ORDINAL_ENDINGS = word_set(
    "й я е х го му м ый ая ое ой ом ые ых ым ші шы інші ыншы нші ншы чи нчи инчи inchi nchi ум юм ӯм уми"
)
_DECADE_ENDINGS = word_set("е х ые ых")
_UNITS_OF_MEASURE = word_set("km kg m cm mm t ha mw kw gw км кг м см мм т г га мвт квт гвт ч л")
_NEXT_WORD = re.compile(r"[ \u00a0\u202f-]?([^\W\d_]+(?:['.][^\W\d_]+)*)\.?")
_SIGN_AFTER = re.compile(r"[ \u00a0\u202f]?([%$€£₽₸¥])")
_TIME_AFTER = re.compile(r"\s?(?:[ap]\.m\.|[ap]m\b|o'clock|(?:час\w*\s)?(?:утра|вечера)\b)")
_PER_CENT = re.compile(r"[ \u00a0\u202f-]?per cent")
_CURRENCY_BEFORE = re.compile(r"(?:([$€£₽₸¥])|(?<![^\W_])(usd|eur|gbp|rub|kzt|uzs|tjs|cny))\s?$")
_LAST_WORDS = re.compile(r"[^\W\d_]+")
_BLANKS = re.compile("[ \u00a0\u202f]")
_DIGITS_OF_A_GROUP = 3
_LONGEST_SCALELESS = 4


def figures_in(text: str) -> tuple[Figure, ...]:
    """The figures of ``text`` in its order; both ends of a range are figures, and share what stands after the range."""
    lower = lowered(text)
    found = [*_in_digits(text, lower)] if _DIGIT.search(lower) else []
    if not CARDINALS.keys().isdisjoint(words_of(text)):
        found += _in_words(text, lower)
        found.sort(key=lambda figure: figure.span.start)
    return tuple(found)


def contradicts(asked: Sequence[Figure], said: Sequence[Figure]) -> bool:
    """Whether something exact was asked about and only other figures of its kind are said.

    Percentages and sums of money are judged, sums only against those of the same or of an unknown currency. Counts are
    not: it takes more than the number to know that two of them count the same things.
    """
    return any(_is_contradicted(figure, said) for figure in asked)


def confirms(asked: Sequence[Figure], said: Sequence[Figure]) -> int:
    """How many of the figures ``asked`` about are said with the same value and a kind that does not exclude it."""
    return sum(any(figure.value == other.value and _are_alike(figure, other) for other in said) for figure in asked)


def _is_contradicted(asked: Figure, said: Sequence[Figure]) -> bool:
    if asked.kind not in {FigureKind.PERCENT, FigureKind.MONEY}:
        return False
    rivals = [figure for figure in said if figure.kind is asked.kind and _share_unit(asked, figure)]
    return bool(rivals) and all(figure.value != asked.value for figure in rivals)


def _are_alike(asked: Figure, said: Figure) -> bool:
    """Whether the kinds can be one: a bare number may have been meant as a sum, a percentage or a place in a row."""
    if asked.kind is said.kind:
        return _share_unit(asked, said)
    return FigureKind.COUNT in {asked.kind, said.kind} and FigureKind.YEAR not in {asked.kind, said.kind}


def _share_unit(one: Figure, other: Figure) -> bool:
    return one.unit is None or other.unit is None or one.unit == other.unit


def _in_digits(text: str, lower: str) -> Iterator[Figure]:
    """Figures written in digits."""
    days = days_in(text)
    starts = [day.span.start for day in days]
    pending: Figure | None = None
    for match in _NUMBER.finditer(lower):
        index = bisect_right(starts, match.start()) - 1
        is_dated = index >= 0 and match.start() < days[index].span.end
        figure = _year_of(lower, days[index], match) if is_dated else _figure(lower, match)
        if figure is None:
            continue
        if pending is not None:
            gap = lower[pending.span.end : figure.span.start]
            if gap == " " and _adds_up(lower, pending, figure):
                span = Span(pending.span.start, figure.span.end)
                pending = Figure(span, pending.value + figure.value, figure.kind, figure.unit)
                continue
            if _RANGE.fullmatch(gap):
                pending, figure = _as_range(pending, figure)
            yield pending
        pending = figure
    if pending is not None:
        yield pending


def _as_range(first: Figure, second: Figure) -> tuple[Figure, Figure]:
    """Both ends of a range, each with what is written only beside the other: $5–6 million, 5–6 %."""
    plain = {FigureKind.COUNT, FigureKind.MONEY}
    if first.kind in plain and second.kind in plain:
        kind = FigureKind.MONEY if FigureKind.MONEY in {first.kind, second.kind} else FigureKind.COUNT
        unit = first.unit or second.unit
        value = first.value
        while len(first.span) <= _LONGEST_SCALELESS and 0 < value * 1000 <= second.value:
            value *= 1000
        return Figure(first.span, value, kind, unit), Figure(second.span, second.value, kind, unit)
    if first.kind is FigureKind.COUNT and second.kind in {FigureKind.PERCENT, FigureKind.ORDINAL}:
        return Figure(first.span, first.value, second.kind), second
    return first, second


def _adds_up(lower: str, first: Figure, second: Figure) -> bool:
    """Whether two figures are one sum: 1 milliard 200 million dollar."""
    return (
        first.kind is FigureKind.COUNT
        and second.kind in {FigureKind.COUNT, FigureKind.MONEY}
        and not lower[first.span.end - 1].isdigit()
        and not lower[second.span.end - 1].isdigit()
        and SCALES["thousand"] <= second.value < first.value
    )


def _year_of(lower: str, day: Day, match: re.Match[str]) -> Figure | None:
    """The year, if it is in the digits at ``match``, which are a part of ``day``."""
    at = lower.find(str(day.year), *match.span()) if day.year is not None else -1
    if at < 0:
        return None
    return Figure(Span(at, at + _YEAR_DIGITS), Decimal(day.year or 0), FigureKind.YEAR)


def _figure(lower: str, match: re.Match[str]) -> Figure | None:
    """The figure at ``match``, or None if the digits are part of a name."""
    start, end = match.span()
    value = _value(match[0]) if end - start <= _LONGEST_NUMBER else None
    if value is None or _is_joined(lower, start) or _TIME_AFTER.match(lower, end):
        return None
    hyphen = lower[end : end + 1] == "-"
    attached = _ATTACHED.match(lower, end + hyphen)
    word = attached[0] if attached else ""
    if attached and word in (_ORDINAL_ENDINGS if hyphen else _ORDINAL_LETTERS):
        is_decade = hyphen and word in _DECADE_ENDINGS and end - start == _YEAR_DIGITS
        return None if is_decade else Figure(Span(start, attached.end()), value, FigureKind.ORDINAL)
    if word and not hyphen and word not in _UNITS_OF_MEASURE and not _is_unit(word):
        return None
    return _with_unit(lower, start, end, value)


def _is_joined(lower: str, start: int) -> bool:
    """Whether a hyphen ties the digits to a word before them (COVID-19)."""
    return lower[start - 1 : start] in {"-", "–"} and start > 1 and lower[start - 2].isalpha()


def _is_unit(word: str) -> bool:
    return word in SCALES or _scale(word) is not None or _currency(word) is not None or word.startswith(PERCENT_STEMS)


def _value(written: str) -> Decimal | None:
    """The value of digits with separators, or None if they are grouped as in no number (1.2.3)."""
    written = _BLANKS.sub("", written)
    commas, points = written.count(","), written.count(".")
    if commas + points == 0:
        return Decimal(written)
    last = max(written.rfind(","), written.rfind("."))
    if commas + points == 1:
        whole, rest = written[:last], written[last + 1 :]
        is_grouped = len(rest) == _DIGITS_OF_A_GROUP and len(whole) <= _DIGITS_OF_A_GROUP and int(whole) > 0
        return Decimal(whole + rest) if is_grouped and (commas or rest == "000") else Decimal(f"{whole}.{rest}")
    if commas and points:
        whole, rest = written[:last], written[last + 1 :]
    else:
        whole, rest = written, ""
    first, *groups = re.split("[.,]", whole)
    if len(first) > _DIGITS_OF_A_GROUP or any(len(group) != _DIGITS_OF_A_GROUP for group in groups):
        return None
    return Decimal("".join((first, *groups)) + (f".{rest}" if rest else ""))


def _with_unit(lower: str, start: int, end: int, value: Decimal) -> Figure:
    """The number at ``start`` with what is written before and after it: scale, percent, currency."""
    unit = None
    first = start
    before = _CURRENCY_BEFORE.search(lower[max(0, start - _LONGEST_CURRENCY) : start])
    if before is not None:
        unit = CURRENCY_SIGNS[before[1]] if before[1] else before[2]
        first = start - len(before[0])
    number_end = end
    while scale := _scale_after(lower, end, is_money=unit is not None):
        end = scale[0]
        value *= scale[1]
    kind, after, end = _kind_after(lower, end)
    unit = unit or after
    if kind is FigureKind.COUNT:
        is_sum = unit is not None or (end > number_end and _speaks_of_a_sum(lower, start))
        kind = FigureKind.MONEY if is_sum else kind
    return Figure(Span(first, end), value, kind, unit)


def _scale_after(lower: str, position: int, *, is_money: bool) -> tuple[int, Decimal] | None:
    """Where the scale at ``position`` ends, and by how much it multiplies."""
    word = _NEXT_WORD.match(lower, position)
    if word is None:
        return None
    scale = _scale(word[1])
    # 5 m and 5m are metres, $5m are millions; 10k is ten thousand, 10 k is nothing known.
    if scale is None or (word[1] == "m" and not is_money) or (word[1] == "k" and word.start(1) > position):
        return None
    return (word.end() if word[1] in _SHORTENED and lower[word.end() :].strip() else word.end(1)), scale


def _kind_after(lower: str, position: int) -> tuple[FigureKind, str | None, int]:
    """What stands after a number and its scale: the kind it gives, the currency, and where that ends."""
    sign = _SIGN_AFTER.match(lower, position)
    if sign is not None:
        is_percent = sign[1] == "%"
        kind = FigureKind.PERCENT if is_percent else FigureKind.COUNT
        return kind, CURRENCY_SIGNS.get(sign[1]), sign.end()
    word = _NEXT_WORD.match(lower, position)
    if word is None:
        return FigureKind.COUNT, None, position
    per_cent = _PER_CENT.match(lower, position) if word[1] == "per" else None
    if per_cent is not None or word[1].startswith(PERCENT_STEMS):
        return FigureKind.PERCENT, None, (per_cent or word).end(0 if per_cent else 1)
    if word[1] in NATIONS_BEFORE_CURRENCY:
        word = _NEXT_WORD.match(lower, word.end()) or word
    currency = _currency(word[1])
    return FigureKind.COUNT, currency, word.end(1) if currency else position


def _speaks_of_a_sum(lower: str, start: int) -> bool:
    return not SUM_CUES.isdisjoint(_LAST_WORDS.findall(lower[max(0, start - _LOOK_BEHIND) : start])[-3:])


def _scale(word: str) -> Decimal | None:
    known = SCALES.get(word)
    if known is not None:
        return known
    for stem, value in SCALE_STEMS:
        if word.startswith(stem) and (word == stem or word[len(stem) :] in SCALE_ENDINGS):
            return value
    return None


def _currency(word: str) -> str | None:
    if word in CURRENCY_WORDS:
        return CURRENCY_WORDS[word]
    return next((code for stem, code in CURRENCY_STEMS.get(word[:3], ()) if word.startswith(stem)), None)


def _in_words(text: str, lower: str) -> Iterator[Figure]:
    """Figures written in words: twenty-five, two hundred, три миллиона."""
    words = placed_words(text)
    index = 0
    while index < len(words):
        start, end, word = words[index]
        index += 1
        if word not in CARDINALS or lower[end : end + 1] == "'":
            continue
        value = Decimal(CARDINALS[word])
        while index < len(words) and lower[end : words[index][0]] in {" ", "-"}:
            grown = _grown(value, words[index][2])
            if grown is None:
                break
            value, end = grown, words[index][1]
            index += 1
        figure = _with_unit(lower, start, end, value)
        yield figure
        while index < len(words) and words[index][0] < figure.span.end:
            index += 1


def _grown(value: Decimal, word: str) -> Decimal | None:
    """The number that ``word`` makes of ``value`` before it: twenty and five, two and hundred."""
    if word in HUNDREDS:
        return value * 100 if value < SCALES["hundred"] else None
    addend = CARDINALS.get(word) or CARDINALS_AFTER_ANOTHER.get(word)
    if addend is None:
        return None
    if 20 <= value % 100 < 100 and value % 10 == 0 and addend < 10:  # noqa: PLR2004  tens and units
        return value + addend
    if value >= 100 and value % 100 == 0 and addend < 100:  # noqa: PLR2004  hundreds and what is below them
        return value + addend
    return None
