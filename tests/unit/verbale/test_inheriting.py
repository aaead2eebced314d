from dataclasses import replace
from datetime import UTC, date, datetime

from verbale.briefing import Briefing
from verbale.inheriting import inheriting
from verbale.intake.document import Document
from verbale.language import Language

UNTIL = datetime(2025, 3, 5, 9, 0, tzinfo=UTC)
KNOWN = Briefing(
    id="talks",
    title="Talks",
    date=date(2025, 3, 4),
    language="ru",
    source_url="https://press.example/talks",
    visit="Visit to Dushanbe",
    audience=("press",),
    embargo_until=UNTIL,
    current_edition=2,
)
SILENT = Document(
    text="The talks began.",
    title="The talks began",
    date=None,
    language=Language.ENGLISH,
    source_url=None,
    visit=None,
    audience=("public",),
    embargo_until=None,
    furniture=("Share",),
)


def test_a_text_that_says_nothing_of_itself_takes_over_all_but_title_and_language() -> None:
    assert inheriting(SILENT, KNOWN) == replace(
        SILENT,
        date=date(2025, 3, 4),
        source_url="https://press.example/talks",
        visit="Visit to Dushanbe",
        audience=("press",),
        embargo_until=UNTIL,
    )


def test_what_a_text_says_of_itself_stays() -> None:
    own = replace(
        SILENT,
        date=date(2025, 3, 6),
        source_url="https://press.example/other",
        visit="Another visit",
        audience=("ministers",),
        embargo_until=datetime(2025, 3, 7, tzinfo=UTC),
    )
    assert inheriting(own, KNOWN) == own
