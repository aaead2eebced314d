"""The catalogue has the briefings' details as they are now, or, where that was asked for, as they were at one moment."""

from threading import Thread

import pytest
from sqlalchemy import update

from library import ARRIVAL, RAILWAY, Library
from verbale.errors import Damaged
from verbale.store import publishing
from verbale.store.schema import editions
from verbale_index.catalogue import Catalogue
from verbale_index.shelf import Shelf


def withdraw(library: Library, briefing: str) -> None:
    with library.database.writing() as connection:
        publishing.withdraw(connection, briefing, library.clock.now(), "test")


def withdrawn(catalogue: Catalogue) -> list[str]:
    return [one.id for one in catalogue.briefings().values() if one.withdrawn_at is not None]


def test_a_change_is_seen_at_once(library: Library) -> None:
    library.add("arrival", ARRIVAL)
    catalogue = Catalogue(library.briefings, library.clock)
    assert withdrawn(catalogue) == []
    withdraw(library, "arrival")
    assert withdrawn(catalogue) == ["arrival"]


def test_within_the_block_everything_is_of_one_moment_and_after_it_of_now(library: Library) -> None:
    library.add("arrival", ARRIVAL)
    library.add("railway", RAILWAY, language="ru")
    catalogue = Catalogue(library.briefings, library.clock)
    with catalogue.pinned():
        assert withdrawn(catalogue) == []
        withdraw(library, "arrival")
        assert withdrawn(catalogue) == []
    assert withdrawn(catalogue) == ["arrival"]


def test_a_block_of_one_thread_is_none_of_another(library: Library) -> None:
    library.add("arrival", ARRIVAL)
    catalogue = Catalogue(library.briefings, library.clock)
    seen: list[list[str]] = []
    with catalogue.pinned():
        catalogue.briefings()
        withdraw(library, "arrival")
        other = Thread(target=lambda: seen.append(withdrawn(catalogue)))
        other.start()
        other.join()
        # What another thread has read is newer, and no reason to read the older again.
        assert withdrawn(catalogue) == ["arrival"]
    assert seen == [["arrival"]]


def test_after_a_failure_in_the_block_it_is_of_now_again(library: Library) -> None:
    library.add("arrival", ARRIVAL)
    catalogue = Catalogue(library.briefings, library.clock)
    with pytest.raises(RuntimeError, match="in between"), catalogue.pinned():
        raise RuntimeError("in between")
    withdraw(library, "arrival")
    assert withdrawn(catalogue) == ["arrival"]


def test_an_edition_that_was_read_is_kept_and_can_be_checked_again(library: Library) -> None:
    library.add("arrival", ARRIVAL)
    shelf = Shelf(library.briefings)
    kept = shelf.at([("arrival", 1)])["arrival", 1]
    with library.database.writing() as connection:
        connection.execute(update(editions).values(text=ARRIVAL.replace("$2 billion", "$3 billion")))
    assert shelf.at([("arrival", 1)])["arrival", 1] is kept
    kept.check()
    assert kept.text == ARRIVAL
    object.__setattr__(kept, "text", ARRIVAL.replace("$2 billion", "$3 billion"))
    with pytest.raises(Damaged, match="edition 1 of arrival does not fit its SHA-256"):
        kept.check()
    with pytest.raises(Damaged, match="edition 1 of arrival does not fit its SHA-256"):
        Shelf(library.briefings).at([("arrival", 1)])
