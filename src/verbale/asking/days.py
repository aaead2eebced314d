"""Days, months and years that a text names, in five languages.

A month counts by itself where its name can be nothing else. "May" and "March" need a number beside them, or a capital
letter after "in", "of", "last" and the like; Kazakh «қазан» and «наурыз» a number or a small letter and an ending. Two
days that share a month (14–16 April, с 25 по 27 января) are two days.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from verbale.asking.words import lowered, placed_words, word_set, words_of
from verbale.span import Span


@dataclass(frozen=True, slots=True)
class Day:
    """A day, or as much of it as the text says: at least one of ``year``, ``month`` and ``day`` is known."""

    span: Span
    year: int | None = None
    month: int | None = None
    day: int | None = None


class _Alone(Enum):
    """Whether the word is the month without a number beside it."""

    ALWAYS = auto()
    IN_SMALL_LETTERS = auto()
    AFTER_CUE = auto()
    NEVER = auto()


_LATEST_DAY = 31
_LATEST_MONTH = 12
_DAYS_OF_A_LIST = 8
_LOOK_BEHIND = 30
_ENDINGS_RU_SOFT = ("ь", "я", "е", "ю", "ем", "ём")
_ENDINGS_UZ = ("", "da", "dan", "ga", "ning", "ni", "i", "ida", "idan", "iga", "ining", "dagi", "idagi", "gacha")
_ENDINGS_UZ_CYRILLIC = ("да", "дан", "га", "нинг", "ни", "и", "ида", "идан", "ига", "даги", "идаги", "гача")
_ENDINGS_TG = ("", "и", "ро", "у")
_ENDINGS_KK = (
    "да", "де", "та", "те", "дан", "ден", "тан", "тен", "нан", "нен", "ға", "ге", "қа", "ке", "ның", "нің", "дың",
    "дің", "тың", "тің", "ын", "ін", "ы", "і", "ында", "інде", "ынан", "інен", "ына", "іне", "ының", "інің", "дағы",
    "дегі", "тағы", "тегі", "нда", "нде", "сі", "сінде", "сы", "сында", "ындағы", "індегі", "сіндегі", "сындағы",
)  # fmt: skip
_ENGLISH = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_SHORT = {
    1: "jan yan янв қаң", 2: "feb fev фев февр ақп", 3: "mar нау", 4: "apr апр сәу", 6: "jun", 7: "jul шіл",
    8: "aug avg авг там", 9: "sep sept sen sent сен сент қыр", 10: "oct okt окт", 11: "nov noy нояб ноя",
    12: "dec dek дек жел",
}  # fmt: skip
_UZBEK = (
    "yanvar", "fevral", "mart", "aprel", "may", "iyun", "iyul", "avgust", "sentabr sentyabr", "oktabr oktyabr",
    "noyabr", "dekabr",
)  # fmt: skip
_CYRILLIC = (
    "январ", "феврал", "март", "апрел", "май", "июн", "июл", "август", "сентябр", "октябр", "ноябр", "декабр",
)  # fmt: skip
_KAZAKH = (
    "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша",
    "желтоқсан",
)  # fmt: skip
# наурыз is also the feast, маусым a season, қазан a cauldron and, with a capital letter, the city of Kazan.
_INFLECTED_KAZAKH = {"наурыз": _Alone.IN_SMALL_LETTERS, "қазан": _Alone.IN_SMALL_LETTERS, "маусым": _Alone.NEVER}
_MARCH, _MAY, _AUGUST = 3, 5, 8


def _month_words() -> dict[str, tuple[int, _Alone]]:
    known: dict[str, tuple[int, _Alone]] = {}
    for month in range(1, _LATEST_MONTH + 1):
        stem = _CYRILLIC[month - 1]
        for ending in (*_ENDINGS_TG, *_ENDINGS_UZ_CYRILLIC):
            known[stem + ending] = (month, _Alone.ALWAYS)
        russian = ("", "а", "е", "у", "ом") if month in {_MARCH, _AUGUST} else _ENDINGS_RU_SOFT
        for ending in russian:
            known[stem + ending] = (month, _Alone.ALWAYS)
        for name in _UZBEK[month - 1].split():
            for ending in _ENDINGS_UZ:
                known[name + ending] = (month, _Alone.ALWAYS)
        name = _KAZAKH[month - 1]
        known[name] = (month, _Alone.NEVER if name in _INFLECTED_KAZAKH else _Alone.ALWAYS)
        for ending in _ENDINGS_KK:
            known[name + ending] = (month, _INFLECTED_KAZAKH.get(name, _Alone.ALWAYS))
        known[_ENGLISH[month - 1]] = (month, _Alone.ALWAYS)
        for name in _SHORT.get(month, "").split():
            known[name] = (month, _Alone.NEVER)
    for name in ("мая", "мае"):
        known[name] = (_MAY, _Alone.ALWAYS)
    # май is butter and oil in the Turkic languages; the others are English words or names.
    for name in ("march", "may", "august", "май", "mayi"):
        known[name] = (known[name][0], _Alone.AFTER_CUE)
    return known


_MONTHS = _month_words()
_DAY_BEFORE_MONTH = frozenset(_ENGLISH) | word_set("jan feb mar apr jun jul aug sep sept oct nov dec")
_CUES = word_set(
    """
    in of last next this since by until till early late mid from during through before after
    в с до по к на весь весь конце начале моҳи oy oyi oyida ай айы айында моҳ месяц месяца месяце прошлом следующем
    """
)
_MONTH_NOUN = re.compile(
    r"\s(?:oyi?(?:da|dan|ning|ga|gacha)?|айы?(?:нда|нан|ның|на|да)?|ойи?(?:да|дан|нинг|га|гача)?)\b"
)
_ORDINAL = r"(?:st|nd|rd|th|-[^\W\d_]{1,5})?"
_AND = r"(?:\s?[-–—]\s?|,\s?|,?\s(?:and|to|и|по|до|мен|пен|бен|ва|va|то)\s|\s?&\s?)"
_DAY_BEFORE = re.compile(rf"(?<![\w.,:/$€£])(\d{{1,2}}){_ORDINAL}(?:\sof\s|\s|\s?[-–]\s?)(?:the\s)?$")
_MORE_BEFORE = re.compile(rf"(?<![\w.:/$€£])(\d{{1,2}}){_ORDINAL}{_AND}(?:(?:с|с\s)|the\s)?$")
_NOT_A_DAY = r"(?![\w%]|[.,:/]\d|\s?(?:%|per|mn|bn|mln|million|billion|thousand|dollar|people|countr|compan|year|day))"
_DAY_AFTER = re.compile(rf"\.?\s(?:the\s)?(\d{{1,2}})(?:st|nd|rd|th)?{_NOT_A_DAY}")
_MORE_AFTER = re.compile(rf"{_AND}(?:the\s)?(\d{{1,2}})(?:st|nd|rd|th)?{_NOT_A_DAY}")
_DAY_AFTER_GENITIVE = re.compile(r"(?:\s(?:oyining|айының|ойининг))?\s(\d{1,2})(?:-[^\W\d_]+|\s(?:kuni|күні|куни))")
_GENITIVE = ("ning", "нинг", "ның", "нің", "дың", "дің", "тың", "тің")
_YEAR_AFTER = re.compile(r"[.,]?\s(?:of\s|in\s|соли\s)?(1\d{3}|20\d\d)(?![\d_]|[.,]\d|\s?%)")
_YEAR_BEFORE = re.compile(
    r"(?<![\w.,:/$€£])(1\d{3}|20\d\d)[\s-]?"
    r"(?:жылғы|жылы|жылдың|ж\.|yil|yilning|yilgi|yili|y\.|йил|йилнинг|йилги|йили|й\.|год[ау]?|г\.|сол)[\s,]+"
    r"(?:(?:в|моҳи)\s)?$"
)
_ISO = re.compile(r"(?<![\w.:/-])(\d{4})-(\d{2})-(\d{2})(?![\w-])")
_DOTTED = re.compile(r"(?<![\w.:/-])(\d{1,2})([./])(\d{1,2})\2(\d{4})(?![\w/]|\.\d)")
_YEAR = re.compile(r"[12][09][0-9]{2}(?<![\w.,:/$€£₽₸№#+]....)(?<=19..|20..)(?!\w|[.,:]\d|\s?[%$€£₽₸+])")
_DATED_LIKE = re.compile("[0-9][-./][0-9]")
_DIGIT = re.compile("[0-9]")
_BEFORE_YEAR = re.compile(r"([^\W\d_]+)[.\s]\s?$")
_AFTER_YEAR = re.compile(r"(\s?-?)([^\W\d_]+(?:'[^\W\d_]+)*)(?:\s([^\W\d_]+))?")
_SURE_YEAR_BEFORE = word_set("in since during year years в соли сол год году года йили yili жылы")
_AMOUNT_BEFORE = word_set(
    """
    about around over nearly almost than least approximately some roughly exceed exceeds exceeded more fewer
    более около свыше почти больше менее примерно порядка
    шамамен қариб тақрибан беш наздики бештар деярлі жуық
    qariyb taxminan qarib қарийб тахминан
    """
)
_YEAR_NOUNS = ("год", "жыл", "yil", "йил", "year")
_AMOUNT_AFTER = (
    "million", "milli", "mln", "mlrd", "billion", "bn", "mn", "thousand", "percent", "dollar", "euro", "tenge", "so'm",
    "rubl", "roubl", "tonn", "tons", "km", "kg", "mw", "people", "person", "student", "specialist", "compan", "kishi",
    "nafar", "mutaxassis", "metr", "metre", "meter", "hectare", "kilomet", "foiz", "troops", "soldiers", "participant",
    "delegate", "ortiq", "ta", "gektar", "mile",
    "млн", "млрд", "милли", "тыс", "мың", "минг", "ҳазор", "процент", "пайыз", "фоиз", "дарсад", "доллар", "евро",
    "еуро", "тенге", "теңге", "сум", "сўм", "сомон", "рубл", "тонн", "км", "кг", "мвт", "человек", "адам", "нафар",
    "киши", "маман", "мутахассис", "специалист", "студент", "компан", "метр", "гектар", "километр", "астам", "ортиқ",
    "зиёд", "участник", "мест", "шақырым",
)  # fmt: skip
_NOT_AFTER_YEAR = word_set("е ые ых х")
_PREFIXES_OF_YEARS = word_set("mid pre post early late")


@lru_cache(maxsize=64)
def days_in(text: str) -> tuple[Day, ...]:
    """The days, months and years named in ``text``, in its order. A part of a date is not named again by itself."""
    lower = lowered(text)
    found: list[Day] = []
    has_digits = _DIGIT.search(lower) is not None
    if has_digits and _DATED_LIKE.search(lower):
        found.extend(_in_figures(lower))
    if not _MONTHS.keys().isdisjoint(words_of(text)):
        for start, end, word in placed_words(text):
            if word in _MONTHS:
                found.extend(_around_month(text, lower, Span(start, end)))
    found.sort(key=_start)
    if not has_digits:
        return tuple(found)
    starts = [day.span.start for day in found]
    for match in _YEAR.finditer(lower):
        start, end = match.span()
        index = bisect_right(starts, start) - 1
        is_taken = index >= 0 and start < found[index].span.end
        if not is_taken and _is_year(lower, start, end):
            found.append(Day(Span(start, end), year=int(match[0])))
    found.sort(key=_start)
    return tuple(found)


def agree(asked: Day, said: Day) -> bool | None:
    """Whether two days can be the same one: None if they have no field in common, False if one they have differs."""
    pairs = ((asked.year, said.year), (asked.month, said.month), (asked.day, said.day))
    shared = [left == right for left, right in pairs if left is not None and right is not None]
    return all(shared) if shared else None


def _start(day: Day) -> int:
    return day.span.start


def _in_figures(lower: str) -> Iterator[Day]:
    """Dates like 2024-01-25 and 25.01.2024. Of 03/04/2024 only the year is sure."""
    for match in _ISO.finditer(lower):
        year, month, day = (int(part) for part in match.groups())
        if 1 <= month <= _LATEST_MONTH and 1 <= day <= _LATEST_DAY:
            yield Day(Span(*match.span()), year, month, day)
    for match in _DOTTED.finditer(lower):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        span = Span(*match.span())
        if match[2] == "/" and first <= _LATEST_MONTH and second <= _LATEST_MONTH and first != second:
            yield Day(span, year)
        elif 1 <= second <= _LATEST_MONTH and 1 <= first <= _LATEST_DAY:
            yield Day(span, year, second, first)
        elif 1 <= first <= _LATEST_MONTH and 1 <= second <= _LATEST_DAY and match[2] == "/":
            yield Day(span, year, first, second)


def _around_month(text: str, lower: str, name: Span) -> Iterator[Day]:
    """The days, or the month, that the month's name at ``name`` is part of."""
    month, alone = _MONTHS[name.of(lower)]
    before = _days_before(lower, name.start)
    after = [] if before else _days_after(lower, name)
    days = before or after
    start = before[0].start if before else name.start
    end = after[-1].end if after else name.end
    number = None
    if year := _YEAR_AFTER.match(lower, end):
        number, end = int(year[1]), year.end()
    elif year := _YEAR_BEFORE.search(lower[max(0, start - _LOOK_BEHIND) : start]):
        number, start = int(year[1]), start - len(year.string) + year.start()
    if not days and (number is not None or _stands_alone(text, lower, name, alone)):
        yield Day(Span(start, end), number, month)
    # The first day of a list reaches back to what stands before it, the last one to the end; none overlaps another.
    for index, day in enumerate(days):
        first = start if index == 0 else day.start
        last = end if index == len(days) - 1 else day.end
        yield Day(Span(first, last), number, month, int(day.of(lower)))


def _days_before(lower: str, start: int) -> list[Span]:
    """Days of the month whose name begins at ``start``."""
    days: list[Span] = []
    pattern = _DAY_BEFORE
    while len(days) < _DAYS_OF_A_LIST:
        window = max(0, start - _LOOK_BEHIND)
        match = pattern.search(lower[window:start])
        if match is None or not 1 <= int(match[1]) <= _LATEST_DAY:
            break
        days.append(Span(window + match.start(1), window + match.end(1)))
        start = window + match.start(1)
        pattern = _MORE_BEFORE
    return days[::-1]


def _days_after(lower: str, name: Span) -> list[Span]:
    """Days after the month's name, as in English (January 25) and after a genitive (yanvarning 25-kuni)."""
    word = name.of(lower)
    if word.endswith(_GENITIVE):
        match = _DAY_AFTER_GENITIVE.match(lower, name.end)
        return [Span(*match.span(1))] if match and 1 <= int(match[1]) <= _LATEST_DAY else []
    days: list[Span] = []
    position = name.end
    pattern = _DAY_AFTER
    while word in _DAY_BEFORE_MONTH and len(days) < _DAYS_OF_A_LIST:
        match = pattern.match(lower, position)
        if match is None or not 1 <= int(match[1]) <= _LATEST_DAY:
            break
        days.append(Span(*match.span(1)))
        position = match.end()
        pattern = _MORE_AFTER
    return days


def _stands_alone(text: str, lower: str, name: Span, alone: _Alone) -> bool:
    """Whether the name is a month without any number beside it."""
    if alone is _Alone.ALWAYS:
        return True
    if _MONTH_NOUN.match(lower, name.end):
        return True
    is_capital = text[name.start].isupper()
    if alone is _Alone.IN_SMALL_LETTERS:
        return not is_capital
    previous = _BEFORE_YEAR.search(lower[max(0, name.start - _LOOK_BEHIND) : name.start])
    is_cued = previous is not None and previous[1] in _CUES
    return alone is _Alone.AFTER_CUE and is_cued and (is_capital or not lower[name.start].isascii())


def _is_year(lower: str, start: int, end: int) -> bool:
    """Whether four digits between 1900 and 2099 are a year rather than an amount or a part of a name."""
    before = lower[max(0, start - _LOOK_BEHIND) : start]
    if before.endswith(("-", "–")) and before[-2:-1].isalpha():
        prefix = before.rstrip("-–").rpartition(" ")[2]
        return prefix in _PREFIXES_OF_YEARS
    previous = _BEFORE_YEAR.search(before)
    cue = previous[1] if previous else ""
    after = _AFTER_YEAR.match(lower, end)
    joint, word, second = after.groups() if after else ("", "", "")
    if word.startswith(_YEAR_NOUNS):
        return True
    if joint == "-" and word in _NOT_AFTER_YEAR:
        return False
    if cue in _SURE_YEAR_BEFORE:
        return True
    if cue in _AMOUNT_BEFORE or word.startswith(_AMOUNT_AFTER) or (second or "").startswith(_AMOUNT_AFTER):
        return False
    return not lower[start:end].endswith("00")
