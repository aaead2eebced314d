from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from verbale.errors import Refused
from verbale.intake.document import Document
from verbale.language import Language
from verbale_bot.cli.describing import with_details
from verbale_bot.cli.options import Details

ZONE = ZoneInfo("Asia/Almaty")
KNOWN = frozenset({"press", "ministers"})
DOCUMENT = Document(
    text="The talks began.",
    title="The talks began",
    date=date(2025, 3, 4),
    language=Language.ENGLISH,
    source_url="https://press.example/talks",
    visit="Visit to Dushanbe",
    audience=("press",),
    embargo_until=datetime(2025, 3, 5, 9, 0, tzinfo=ZONE),
    furniture=(),
)


def test_what_was_not_written_stays() -> None:
    assert with_details(DOCUMENT, Details(), ZONE, KNOWN) == DOCUMENT


def test_what_was_written_wins() -> None:
    details = Details(
        title="Talks",
        date="21 May 2026",
        language="RU",
        source_url="https://press.example/other",
        visit="Another",
        audience=("ministers", "public"),
        embargo_until="2026-05-21 18:00",
    )
    assert with_details(DOCUMENT, details, ZONE, KNOWN) == replace(
        DOCUMENT,
        title="Talks",
        date=date(2026, 5, 21),
        language=Language.RUSSIAN,
        source_url="https://press.example/other",
        visit="Another",
        audience=("ministers", "public"),
        embargo_until=datetime(2026, 5, 21, 18, 0, tzinfo=ZONE),
    )


def test_a_hyphen_takes_away_what_need_not_be_there() -> None:
    details = Details(date="-", source_url="-", visit="-", audience=("-",), embargo_until="-")
    assert with_details(DOCUMENT, details, ZONE, KNOWN) == replace(
        DOCUMENT, date=None, source_url=None, visit=None, audience=("public",), embargo_until=None
    )


@pytest.mark.parametrize(
    ("details", "refusal"),
    [
        (Details(title="-"), "“-” is no title that can be understood. Write 1 to 300 characters."),
        (Details(language="-"), "“-” is no language that can be understood. Write en, ru, kk, uz or tg."),
        (Details(date="soon"), "“soon” is no date that can be understood. Write it as 2026-05-21, or - for none."),
        (
            Details(embargo_until="2026-05-21"),
            "“2026-05-21” is no embargo that can be understood. Write it as 2026-05-21T18:00+05:00, or - for none.",
        ),
        (Details(audience=("press", "minsters")), "There is no audience minsters. The nearest is ministers."),
        (
            Details(audience=("press", "-")),
            "“press,-” is no audience that can be understood. Write public, or names that verbale audiences lists.",
        ),
    ],
)
def test_what_cannot_be_understood_is_refused_with_what_to_write(details: Details, refusal: str) -> None:
    with pytest.raises(Refused) as refused:
        with_details(DOCUMENT, details, ZONE, KNOWN)
    assert str(refused.value) == refusal


def test_without_audiences_the_way_to_make_one_is_named() -> None:
    with pytest.raises(Refused) as refused:
        with_details(DOCUMENT, Details(audience=("press",)), ZONE, frozenset())
    assert str(refused.value) == "There is no audience press. Make it first: verbale audiences make press."


def test_details_are_given_where_any_is() -> None:
    assert not Details().are_given
    assert Details(visit="-").are_given
