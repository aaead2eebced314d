from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import update

from library import ARRIVAL, RAILWAY, Library
from verbale.edition import text_sha256
from verbale.errors import Damaged, Refused
from verbale.quote import Quote
from verbale.store.publishing import Taken
from verbale.store.schema import editions, originals


def test_the_same_text_twice_changes_nothing(library: Library) -> None:
    assert library.add("arrival", ARRIVAL) is Taken.NEW
    before = library.briefings.revision()
    assert library.add("arrival", ARRIVAL) is Taken.UNCHANGED
    assert library.briefings.revision() == before
    assert library.briefings.count_editions() == 1


def test_a_changed_text_is_the_next_edition_and_the_first_stays(library: Library) -> None:
    library.add("arrival", ARRIVAL)
    library.clock.advance(timedelta(hours=1))
    corrected = ARRIVAL.replace("3 March", "4 March")
    assert library.add("arrival", corrected) is Taken.NEW_EDITION
    found = library.briefings.editions([("arrival", 1), ("arrival", 2)])
    assert "on 3 March 2025" in found["arrival", 1].text
    assert "on 4 March 2025" in found["arrival", 2].text
    assert found["arrival", 2].taken_in_at - found["arrival", 1].taken_in_at == timedelta(hours=1)
    assert [(key.briefing, key.number) for key in library.briefings.current_editions()] == [("arrival", 2)]


def test_an_earlier_text_that_comes_back_is_a_further_edition(library: Library) -> None:
    library.add("arrival", ARRIVAL)
    library.add("arrival", ARRIVAL.replace("3 March", "4 March"))
    assert library.add("arrival", ARRIVAL) is Taken.NEW_EDITION
    assert library.briefings.current_editions()[0].number == 3


def test_changed_details_are_kept_without_a_new_edition(library: Library) -> None:
    library.add("arrival", ARRIVAL, title="Arrival")
    assert library.add("arrival", ARRIVAL, title="Arrival in Dushanbe") is Taken.DETAILS
    assert library.briefings.all()["arrival"].title == "Arrival in Dushanbe"
    assert library.briefings.count_editions() == 1


def test_details_come_back_as_they_were_given(library: Library) -> None:
    embargo = datetime(2025, 3, 20, 9, 30, tzinfo=timezone(timedelta(hours=5)))
    library.add(
        "railway",
        RAILWAY,
        title="Локомотивы",
        language="ru",
        day=date(2025, 3, 5),
        source_url="https://press.example/railway",
        audience=("press", "embassy"),
        embargo_until=embargo,
    )
    briefing = library.briefings.all()["railway"]
    assert (briefing.title, briefing.language, briefing.date) == ("Локомотивы", "ru", date(2025, 3, 5))
    assert briefing.audience == ("press", "embassy")
    assert briefing.embargo_until == embargo
    assert briefing.embargo_until.tzinfo is UTC
    assert briefing.source_url == "https://press.example/railway"
    assert briefing.withdrawn_at is None


def test_a_quotation_is_what_stands_in_the_edition(library: Library) -> None:
    library.add("arrival", ARRIVAL)
    text = library.briefings.editions([("arrival", 1)])["arrival", 1].text
    start = text.index("Last year")
    (quotation,) = library.briefings.quotations([Quote("arrival", 1, start, len(text))])
    assert quotation.text == "Last year it stood at $1.1 billion."
    assert quotation.paragraph == 3
    assert quotation.edition.sha256 == text_sha256(text)


def test_an_altered_text_is_never_quoted(library: Library) -> None:
    library.add("arrival", ARRIVAL)
    with library.database.writing() as connection:
        connection.execute(update(editions).values(text=ARRIVAL.replace("$2 billion", "$3 billion")))
    with pytest.raises(Damaged, match="edition 1 of arrival does not fit its SHA-256"):
        library.briefings.quotations([Quote("arrival", 1, 0, 10)])


def test_an_altered_original_is_noticed(library: Library) -> None:
    library.add("arrival", ARRIVAL)
    assert library.briefings.check_originals() == 1
    with library.database.writing() as connection:
        connection.execute(update(originals).values(data=b"other"))
    with pytest.raises(Damaged, match="is not what was stored"):
        library.briefings.check_originals()


@pytest.mark.parametrize("quote", [Quote("arrival", 2, 0, 5), Quote("departure", 1, 0, 5)])
def test_an_edition_that_is_not_there_is_refused(library: Library, quote: Quote) -> None:
    library.add("arrival", ARRIVAL)
    with pytest.raises(Refused, match="There is no edition"):
        library.briefings.quotations([quote])


@pytest.mark.parametrize(("start", "end"), [(-1, 5), (5, 5), (7, 3), (0, 10_000)])
def test_a_place_outside_the_text_is_never_quoted(library: Library, start: int, end: int) -> None:
    library.add("arrival", ARRIVAL)
    with pytest.raises(Damaged, match="outside the text"):
        library.briefings.quotations([Quote("arrival", 1, start, end)])


def test_many_editions_are_read_in_portions(library: Library) -> None:
    for number in range(450):
        library.add(f"briefing-{number:03d}", f"The delegation met for the talk number {number}.")
    found = list(library.briefings.each_edition())
    assert len(found) == 450
    assert found[449][0].text == "The delegation met for the talk number 449."


def test_the_database_keeps_everything_over_a_restart(library: Library, tmp_path: Path) -> None:
    library.add("arrival", ARRIVAL)
    library.close()
    again = Library(tmp_path)
    assert list(again.briefings.all()) == ["arrival"]
    again.close()
