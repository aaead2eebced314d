from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Connection, delete, insert, select, update

from library import ARRIVAL, RAILWAY, Library
from verbale.edition import text_sha256
from verbale.errors import Damaged
from verbale.intake.document import Document, SourceFile
from verbale.language import Language
from verbale.store import audit
from verbale.store.audit import FIRST_LINK, PROGRAM, Act, Checked, Entry, append, begin, check, count, entries
from verbale.store.publishing import take_in
from verbale.store.schema import audit as log
from verbale.store.schema import editions

NOW = datetime(2025, 3, 4, 12, 30, 15, 123456, tzinfo=UTC)
EDITOR = audit.user(42)


@pytest.fixture
def connection(library: Library) -> Iterator[Connection]:
    """A log of six entries: its beginning, three editions of two briefings, and two other acts."""
    library.add("arrival", ARRIVAL)
    library.add("arrival", ARRIVAL.replace("3 March", "4 March"))
    library.add("railway", RAILWAY, language="ru")
    with library.database.writing() as opened:
        append(opened, NOW, EDITOR, Act.AUDIENCE_MADE, "press")
        append(opened, NOW, EDITOR, Act.MEMBER_ADDED, "press", {"member": -100, "name": "Матбуот 🗞"})
        yield opened


def test_a_log_that_nobody_touched_is_whole(connection: Connection) -> None:
    last = connection.scalar(select(log.c.sha256).where(log.c.number == 6))
    assert last is not None
    assert check(connection) == Checked(6, last)
    assert count(connection) == 6


def test_the_first_entry_follows_the_link_before_all(connection: Connection) -> None:
    assert connection.scalar(select(log.c.previous_sha256).where(log.c.number == 1)) == FIRST_LINK


def test_each_entry_holds_the_seal_of_the_one_before(connection: Connection) -> None:
    rows = connection.execute(select(log).order_by(log.c.number)).all()
    assert [row.number for row in rows] == [1, 2, 3, 4, 5, 6]
    assert [row.previous_sha256 for row in rows[1:]] == [row.sha256 for row in rows[:-1]]
    assert len({row.sha256 for row in rows}) == 6


def test_appending_returns_the_seal_that_closes_the_log(connection: Connection) -> None:
    sha256 = append(connection, NOW, PROGRAM, Act.REINDEXED, "", {"editions": 2})
    assert check(connection) == Checked(7, sha256)


def test_entries_come_back_as_they_were_given_newest_first(connection: Connection) -> None:
    newest, before = entries(connection, 2)
    sha256 = connection.scalar(select(log.c.sha256).where(log.c.number == 6))
    assert sha256 is not None
    assert newest == Entry(6, NOW, "user 42", Act.MEMBER_ADDED, "press", {"member": -100, "name": "Матбуот 🗞"}, sha256)
    assert (before.number, before.act, before.details) == (5, Act.AUDIENCE_MADE, {})


def test_entries_before_a_number_are_the_next_page(connection: Connection) -> None:
    assert [entry.number for entry in entries(connection, 3, before=5)] == [4, 3, 2]
    assert [entry.number for entry in entries(connection, 9, before=2)] == [1]
    assert entries(connection, 9, before=1) == []


def test_an_entry_names_its_edition_by_number_and_sha256(connection: Connection) -> None:
    by_number = {entry.number: entry for entry in entries(connection, 10)}
    assert [by_number[number].act for number in (1, 2, 3, 4)] == [
        Act.BEGUN,
        Act.PUBLISHED,
        Act.CORRECTED,
        Act.PUBLISHED,
    ]
    second = connection.scalar(
        select(editions.c.sha256).where(editions.c.briefing == "arrival", editions.c.number == 2)
    )
    assert (by_number[3].subject, by_number[3].details["edition"]) == ("arrival", 2)
    assert by_number[3].details["sha256"] == second


def test_the_time_zone_that_an_act_is_given_in_is_no_alteration(connection: Connection) -> None:
    append(connection, NOW.astimezone(timezone(timedelta(hours=5))), PROGRAM, Act.REINDEXED, "")
    assert check(connection).entries == 7
    assert entries(connection, 1)[0].at == NOW


ALTERED = {
    "at": NOW + timedelta(microseconds=1),
    "actor": "user 43",
    "act": Act.ROLLED_BACK.value,
    "subject": "другая",
    "details": '{"edition":1}',
    "previous_sha256": "f" * 64,
    "sha256": "e" * 64,
}


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 6])
@pytest.mark.parametrize("field", sorted(ALTERED))
def test_every_alteration_of_a_field_is_found_at_its_entry(connection: Connection, number: int, field: str) -> None:
    connection.execute(update(log).where(log.c.number == number).values({field: ALTERED[field]}))
    with pytest.raises(Damaged, match=rf"^Entry {number} of the audit log \(.+\) is not what was written\.$"):
        check(connection)


def test_the_altered_fields_are_all_there_are() -> None:
    assert set(ALTERED) | {"number"} == set(log.c.keys())


def test_an_altered_number_leaves_a_gap(connection: Connection) -> None:
    connection.execute(update(log).where(log.c.number == 6).values(number=60))
    with pytest.raises(Damaged, match=r"no entry 6: entry 60 follows entry 5\."):
        check(connection)


@pytest.mark.parametrize("space", [" ", "\n"])
def test_details_are_sealed_to_the_byte(connection: Connection, space: str) -> None:
    same_json = log.c.details + space
    connection.execute(update(log).where(log.c.number == 3).values(details=same_json))
    with pytest.raises(Damaged, match=r"^Entry 3 of the audit log \(corrected\)"):
        check(connection)


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_an_entry_that_is_taken_out_leaves_a_gap(connection: Connection, number: int) -> None:
    connection.execute(delete(log).where(log.c.number == number))
    with pytest.raises(Damaged, match=rf"no entry {number}: entry {number + 1} follows entry {number - 1}\."):
        check(connection)


@pytest.mark.parametrize("number", [2, 3, 4, 5])
def test_closing_the_gap_does_not_mend_the_chain(connection: Connection, number: int) -> None:
    connection.execute(delete(log).where(log.c.number == number))
    for later in range(number + 1, 7):
        connection.execute(update(log).where(log.c.number == later).values(number=later - 1))
    with pytest.raises(Damaged, match=rf"^Entry {number} of the audit log \(.+\) is not what was written"):
        check(connection)


@pytest.mark.parametrize("first", [1, 2, 3, 4, 5])
def test_two_entries_that_change_places_are_found(connection: Connection, first: int) -> None:
    for before, after in ((first, 100), (first + 1, first), (100, first + 1)):
        connection.execute(update(log).where(log.c.number == before).values(number=after))
    with pytest.raises(Damaged, match=rf"^Entry {first} of the audit log \(.+\) is not what was written"):
        check(connection)


def test_an_entry_that_is_put_in_between_is_found(connection: Connection) -> None:
    for later in (6, 5, 4):
        connection.execute(update(log).where(log.c.number == later).values(number=later + 1))
    fourth = {
        column.name: value
        for column, value in zip(log.c, connection.execute(select(log).where(log.c.number == 5)).one(), strict=True)
    }
    connection.execute(insert(log).values({**fourth, "number": 4, "subject": "made-up"}))
    with pytest.raises(Damaged, match=r"^Entry 4 of the audit log"):
        check(connection)


def test_an_emptied_log_has_no_beginning(connection: Connection) -> None:
    connection.execute(delete(log))
    with pytest.raises(Damaged, match="no beginning"):
        check(connection)


def test_a_last_entry_that_is_cut_off_shows_by_the_seal_noted_elsewhere(connection: Connection) -> None:
    noted = check(connection)
    connection.execute(delete(log).where(log.c.number == 6))
    left = check(connection)
    assert (left.entries, noted.entries) == (5, 6)
    assert left.last_sha256 != noted.last_sha256


def test_a_last_entry_that_is_cut_off_is_missed_where_it_named_an_edition(library: Library) -> None:
    library.add("arrival", ARRIVAL)
    with library.database.writing() as opened:
        opened.execute(delete(log).where(log.c.number == 2))
        with pytest.raises(Damaged, match="other editions than the audit log"):
            check(opened)


def test_an_edition_that_is_deleted_is_missed(connection: Connection) -> None:
    connection.execute(delete(editions).where(editions.c.briefing == "arrival", editions.c.number == 1))
    with pytest.raises(Damaged, match=r"^Edition 1 of arrival stands in the audit log, but not in the store\.$"):
        check(connection)


def test_an_edition_with_another_text_and_its_sha256_is_not_the_one_that_is_named(connection: Connection) -> None:
    forged = "Стоимость поставки составит 480 млн долларов."
    connection.execute(
        update(editions).where(editions.c.briefing == "railway").values(text=forged, sha256=text_sha256(forged))
    )
    with pytest.raises(Damaged, match=r"^Edition 1 of railway is not the one that the audit log names\.$"):
        check(connection)


def test_an_edition_with_another_number_is_missed(connection: Connection) -> None:
    connection.execute(update(editions).where(editions.c.briefing == "railway").values(number=2))
    with pytest.raises(Damaged, match=r"^Edition 1 of railway stands in the audit log"):
        check(connection)


def test_an_edition_without_an_entry_is_found(connection: Connection) -> None:
    row = connection.execute(select(editions).where(editions.c.briefing == "railway")).one()._asdict()
    connection.execute(insert(editions).values({**row, "number": 2}))
    with pytest.raises(Damaged, match="other editions than the audit log"):
        check(connection)


@pytest.fixture
def begun_late(library: Library) -> Iterator[Connection]:
    """A log that was begun when there were two editions already, as in an upgraded database."""
    library.add("arrival", ARRIVAL)
    library.add("railway", RAILWAY, language="ru")
    with library.database.writing() as opened:
        opened.execute(delete(log))
        begin(opened, NOW)
        yield opened


def test_a_log_seals_the_editions_that_were_there_before_it(begun_late: Connection) -> None:
    (entry,) = entries(begun_late, 5)
    assert (entry.act, entry.actor, entry.subject, entry.details["editions"]) == (Act.BEGUN, PROGRAM, "", 2)
    assert check(begun_late) == Checked(1, entry.sha256)


CHANGES: dict[str, Callable[[Connection], object]] = {
    "deleted": lambda connection: connection.execute(delete(editions).where(editions.c.briefing == "railway")),
    "altered": lambda connection: connection.execute(
        update(editions).where(editions.c.briefing == "railway").values(sha256=text_sha256("другое"))
    ),
    "numbered anew": lambda connection: connection.execute(
        update(editions).where(editions.c.briefing == "railway").values(number=7)
    ),
}


@pytest.mark.parametrize("change", sorted(CHANGES))
def test_editions_from_before_the_log_are_guarded_as_well(begun_late: Connection, change: str) -> None:
    CHANGES[change](begun_late)
    with pytest.raises(Damaged, match="other editions than the audit log"):
        check(begun_late)


def test_later_editions_add_to_those_from_before_the_log(begun_late: Connection) -> None:
    document = Document("Мост откроют.", "Мост", None, Language.RUSSIAN, None, None, ("public",), None, ())
    for briefing in ("arrival", "bridge"):
        take_in(begun_late, briefing, document, SourceFile("bridge.txt", b"bridge"), NOW, EDITOR)
    assert check(begun_late).entries == 3
    assert [entry.act for entry in entries(begun_late, 2)] == [Act.PUBLISHED, Act.CORRECTED]


def test_an_act_that_is_rolled_back_leaves_no_entry(library: Library) -> None:
    with pytest.raises(RuntimeError, match="after all not"), library.database.writing() as opened:
        append(opened, NOW, EDITOR, Act.WITHDRAWN, "arrival")
        raise RuntimeError("after all not")
    with library.database.reading() as opened:
        assert count(opened) == 1
        assert check(opened).entries == 1
