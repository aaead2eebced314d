from datetime import date

from library import ARRIVAL, RAILWAY, Library
from verbale_index.catalogue import Catalogue
from verbale_index.features import _read
from verbale_index.reading_ahead import reading_ahead
from verbale_index.shelf import Shelf


def _read_ahead(library: Library, most: int) -> list[int]:
    generation = library.serving().generation()
    assert generation is not None
    return list(reading_ahead(generation, Catalogue(library.briefings, library.clock), Shelf(library.briefings), most))


def test_the_sentences_of_the_latest_briefing_are_read_first_and_no_more_than_wanted(library: Library) -> None:
    library.add("arrival", ARRIVAL, day=date(2025, 3, 4))
    library.add("railway", RAILWAY, language="ru", day=date(2025, 6, 1))
    library.build()
    _read.cache_clear()
    assert _read_ahead(library, most=2) == [1, 2]
    for sentence in RAILWAY.split("\n\n"):
        _read(sentence)
    assert (_read.cache_info().hits, _read.cache_info().misses) == (2, 2)


def test_every_sentence_is_read_where_there_is_room(library: Library) -> None:
    library.add("arrival", ARRIVAL)
    library.build()
    _read.cache_clear()
    assert _read_ahead(library, most=1000) == [1, 2, 3, 4, 5]
    assert _read.cache_info().misses == 5
