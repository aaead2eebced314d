from datetime import date

import pytest

from library import ARRIVAL, RAILWAY, Library
from verbale.speech.speakers import SpeechKind
from verbale_index import attribution as attribution_module
from verbale_index.attribution import Attribution
from verbale_index.catalogue import Catalogue
from verbale_index.reading import read_text
from verbale_index.reading_ahead import reading_ahead
from verbale_index.shelf import Shelf


def _read_ahead(library: Library, most: int, attribution: Attribution | None = None) -> list[int]:
    generation = library.serving().generation()
    assert generation is not None
    shelf = Shelf(library.briefings)
    attribution = attribution or Attribution(shelf)
    return list(reading_ahead(generation, Catalogue(library.briefings, library.clock), shelf, attribution, most))


def test_the_sentences_of_the_latest_briefing_are_read_first_and_no_more_than_wanted(library: Library) -> None:
    library.add("arrival", ARRIVAL, day=date(2025, 3, 4))
    library.add("railway", RAILWAY, language="ru", day=date(2025, 6, 1))
    library.build()
    read_text.cache_clear()
    assert _read_ahead(library, most=2) == [1, 2]
    for sentence in RAILWAY.split("\n\n"):
        read_text(sentence)
    assert (read_text.cache_info().hits, read_text.cache_info().misses) == (2, 2)


def test_every_sentence_is_read_where_there_is_room(library: Library) -> None:
    library.add("arrival", ARRIVAL)
    library.build()
    read_text.cache_clear()
    assert _read_ahead(library, most=1000) == [1, 2, 3, 4, 5]
    assert read_text.cache_info().misses == 5


def test_who_speaks_in_a_briefing_is_found_before_anybody_asks(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.add("arrival", ARRIVAL)
    library.build()
    attribution = Attribution(Shelf(library.briefings))
    assert _read_ahead(library, 1000, attribution) == [1, 2, 3, 4, 5]
    monkeypatch.setattr(attribution_module, "Speakers", None)  # none can be made from here on
    passages = library.view().generation.passages
    kinds = [attribution.citation(passages, row, ()).speech for row in range(len(passages.sentences))]
    assert [kind for kind in kinds if kind is not None] == [SpeechKind.REPORTED]
