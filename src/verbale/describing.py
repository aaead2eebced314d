"""Details of a briefing as people write them in a message: a date, an address, a moment with or without its zone."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum
from zoneinfo import ZoneInfo

from verbale.asking.days import days_in
from verbale.briefing import PUBLIC
from verbale.canonical import canonical_line
from verbale.errors import Refused
from verbale.intake.document import Document
from verbale.intake.front_matter import is_web_address
from verbale.language import Language

NOTHING = frozenset({"-", "–", "—"})
"""Stands for no value, where there may be none."""
LONGEST_TITLE_CHARACTERS = 300
LONGEST_VALUE_CHARACTERS = 500
_SHORT_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_CLOCK = re.compile(r"^(.*?)[ T,]+(?:в |at |соат )?(\d{1,2})[:.](\d{2})$")


class Field(StrEnum):
    """What can be said about a briefing."""

    TITLE = "title"
    DATE = "date"
    LANGUAGE = "language"
    SOURCE = "source"
    VISIT = "visit"
    AUDIENCE = "audience"
    EMBARGO = "embargo"


class NotUnderstood(Refused):
    """What was written is no value of the field."""

    def __init__(self, field: Field) -> None:
        super().__init__(f"This is no {field.value} that can be understood.")
        self.field = field


def described(
    document: Document, field: Field, written: str, zone: ZoneInfo, known_audiences: frozenset[str]
) -> Document:
    """``document`` with ``field`` as somebody wrote it; a hyphen takes away what need not be there.

    A moment without a zone is one of ``zone``. Audiences are named, with commas between them.

    Raises:
        NotUnderstood: it is no value of that field.
    """
    text = canonical_line(written)
    if not text or len(text) > LONGEST_VALUE_CHARACTERS:
        raise NotUnderstood(field)
    if text in NOTHING:
        return _without(document, field)
    if field is Field.AUDIENCE:
        return replace(document, audience=_audience(text, known_audiences))
    if field is Field.EMBARGO:
        return replace(document, embargo_until=moment_of(text, zone))
    return _READERS[field](document, text)


def day_of(text: str) -> dt.date | None:
    """A day: 2025-03-04, 4.3.2025, or in words in one of the five languages; None where it is none."""
    short = _SHORT_DAY.fullmatch(text)
    try:
        if short is not None:
            return dt.date(int(short[3]), int(short[2]), int(short[1]))
        return dt.date.fromisoformat(text)
    except ValueError:
        pass
    found = days_in(text)
    if len(found) != 1 or found[0].year is None or found[0].month is None or found[0].day is None:
        return None
    try:
        return dt.date(found[0].year, found[0].month, found[0].day)
    except ValueError:  # no month has such a day
        return None


def moment_of(text: str, zone: ZoneInfo) -> dt.datetime:
    """A moment: a day and a time of day, in ``zone`` where no offset is named.

    Raises:
        NotUnderstood: it is none.
    """
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        parts = _CLOCK.fullmatch(text)
        day = None if parts is None else day_of(parts[1].strip())
        if parts is None or day is None:
            raise NotUnderstood(Field.EMBARGO) from None
        try:
            moment = dt.datetime.combine(day, dt.time(int(parts[2]), int(parts[3])))
        except ValueError:
            raise NotUnderstood(Field.EMBARGO) from None
    else:
        if re.fullmatch(r"\d{4}-?\d\d-?\d\d", text):
            raise NotUnderstood(Field.EMBARGO)  # a day alone tells no moment
    if not dt.MINYEAR < moment.year < dt.MAXYEAR:
        raise NotUnderstood(Field.EMBARGO)  # in another time zone it may be no moment that there is
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)


def _without(document: Document, field: Field) -> Document:
    empty: Mapping[Field, Document] = {
        Field.DATE: replace(document, date=None),
        Field.SOURCE: replace(document, source_url=None),
        Field.VISIT: replace(document, visit=None),
        Field.AUDIENCE: replace(document, audience=(PUBLIC,)),
        Field.EMBARGO: replace(document, embargo_until=None),
    }
    if field not in empty:
        raise NotUnderstood(field)
    return empty[field]


def _audience(text: str, known: frozenset[str]) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip().casefold() for name in text.split(",") if name.strip()))
    if not names or not set(names) <= known | {PUBLIC}:
        raise NotUnderstood(Field.AUDIENCE)
    return names


def _title(document: Document, text: str) -> Document:
    if len(text) > LONGEST_TITLE_CHARACTERS:
        raise NotUnderstood(Field.TITLE)
    return replace(document, title=text)


def _date(document: Document, text: str) -> Document:
    day = day_of(text)
    if day is None:
        raise NotUnderstood(Field.DATE)
    return replace(document, date=day)


def _language(document: Document, text: str) -> Document:
    if text.lower() not in set(Language):
        raise NotUnderstood(Field.LANGUAGE)
    return replace(document, language=Language(text.lower()))


def _source(document: Document, text: str) -> Document:
    if not is_web_address(text):
        raise NotUnderstood(Field.SOURCE)
    return replace(document, source_url=text)


def _visit(document: Document, text: str) -> Document:
    return replace(document, visit=text)


_READERS: Mapping[Field, Callable[[Document, str], Document]] = {
    Field.TITLE: _title,
    Field.DATE: _date,
    Field.LANGUAGE: _language,
    Field.SOURCE: _source,
    Field.VISIT: _visit,
}
