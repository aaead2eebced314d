from itertools import pairwise

import numpy as np
import pytest

from library import ARRIVAL, RAILWAY, Library
from verbale.speech.speakers import SpeechKind
from verbale_index.attribution import Attribution
from verbale_index.key_sentences import LONGEST_CHARACTERS, SHORTEST_CHARACTERS, KeySentences
from verbale_index.shelf import Shelf

WATER = """The delegation of Kazakhstan and the government of Tajikistan held talks on water and trade in Dushanbe.

Lunch.

The delegation of Kazakhstan and the government of Tajikistan held talks on water and on trade in Dushanbe.

The talks on water ended with an agreement on the release of water to Kazakhstan in the summer.

A tree was planted by the guests in the garden of the residence.

The government of Tajikistan and the delegation of Kazakhstan agreed to raise trade to two billion dollars."""


def _chosen(library: Library, briefing: str, most: int) -> list[str]:
    generation = library.serving().generation()
    assert generation is not None
    citations = KeySentences(Attribution(Shelf(library.briefings))).of(generation, briefing, most)
    return library.texts(one.quote for one in citations)


def test_key_sentences_are_verbatim_in_the_order_of_the_text(library: Library) -> None:
    library.add("water", WATER)
    library.add("railway", RAILWAY, language="ru")
    library.build()
    chosen = _chosen(library, "water", 3)
    places = [WATER.index(text) for text in chosen]
    assert len(chosen) == 3
    assert places == sorted(places)
    assert chosen[0] == WATER.split("\n\n", maxsplit=1)[0]
    assert set(_chosen(library, "railway", 3)) == set(RAILWAY.split("\n\n"))


def test_a_sentence_that_says_the_same_as_another_is_not_chosen_beside_it(library: Library) -> None:
    library.add("water", WATER)
    library.build()
    assert WATER.split("\n\n")[2] not in _chosen(library, "water", 3)


def test_what_is_too_short_is_not_chosen_while_there_is_anything_else(library: Library) -> None:
    library.add("water", WATER)
    library.build()
    assert len("Lunch.") < SHORTEST_CHARACTERS
    assert len(_chosen(library, "water", 20)) == 4
    assert "Lunch." not in _chosen(library, "water", 20)


def test_what_is_too_long_is_not_chosen_while_there_is_anything_else(library: Library) -> None:
    endless = "The talks on water in Dushanbe were about " + ", ".join(["water and trade"] * 40) + "."
    assert len(endless) > LONGEST_CHARACTERS
    library.add("long", f"{endless}\n\n{WATER}")
    library.add("endless", endless)
    library.build()
    assert endless not in _chosen(library, "long", 20)
    assert _chosen(library, "endless", 3) == [endless]


def test_a_briefing_of_short_lines_has_one_of_them(library: Library) -> None:
    library.add("short", "Lunch was held.\n\nTea was served.")
    library.build()
    assert len(_chosen(library, "short", 3)) == 1


def test_quotes_do_not_overlap(library: Library) -> None:
    library.add("arrival", ARRIVAL)
    library.build()
    generation = library.serving().generation()
    assert generation is not None
    citations = KeySentences(Attribution(Shelf(library.briefings))).of(generation, "arrival", 10)
    assert len(citations) >= 2
    assert all(one.quote.end <= other.quote.start for one, other in pairwise(citations))


def test_a_sentence_that_stands_alone_is_preferred_to_one_that_needs_another(library: Library) -> None:
    library.add(
        "b", "Lunch.\n\nThe road over the pass was opened by the ministers. However, it was closed.\n\n" + WATER
    )
    library.build()
    generation = library.serving().generation()
    assert generation is not None
    sentences = generation.passages.sentences
    assert np.any((sentences[:, 1] != sentences[:, 3]) | (sentences[:, 2] != sentences[:, 4]))
    assert not any("However" in text for text in _chosen(library, "b", 3))


def test_the_speaker_is_known(library: Library) -> None:
    text = "Minister of Transport Aigul Omarova said that the road over the pass would reopen in May."
    library.add("spoken", text)
    library.build()
    generation = library.serving().generation()
    assert generation is not None
    (citation,) = KeySentences(Attribution(Shelf(library.briefings))).of(generation, "spoken", 3)
    assert citation.speech is SpeechKind.REPORTED
    assert citation.speaker is not None
    assert library.texts([citation.speaker]) == ["Minister of Transport Aigul Omarova"]


@pytest.mark.parametrize(("briefing", "most"), [("unknown", 3), ("", 3), ("arrival", 0), ("arrival", -1)])
def test_where_nothing_is_held_or_asked_for_nothing_is_chosen(library: Library, briefing: str, most: int) -> None:
    library.add("arrival", ARRIVAL)
    library.build()
    assert _chosen(library, briefing, most) == []


def test_the_choice_is_the_same_every_time(library: Library) -> None:
    library.add("water", WATER)
    library.build()
    assert len({tuple(_chosen(library, "water", 3)) for _ in range(5)}) == 1


def test_what_a_briefing_repeats_is_chosen_once(library: Library) -> None:
    library.add("same", "\n\n".join(["The parties agreed on trade and on water."] * 4))
    library.build()
    assert _chosen(library, "same", 2) == ["The parties agreed on trade and on water."]
