from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from fakes import TrigramEncoder
from library import ARRIVAL, RAILWAY, Library
from verbale.answer import Question, Turn
from verbale.briefing import Viewer
from verbale_index.answering import Answerer
from verbale_index.encoder import Vectors

ROAD = Question("When does the road over the Anzob pass reopen?")
TOP = 9


class CountingEncoder(TrigramEncoder):
    """Counts the texts that it encoded."""

    count = 0

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        self.count += len(texts)
        return super().encode_questions(texts)


@pytest.fixture
def encoder() -> CountingEncoder:
    return CountingEncoder()


@pytest.fixture
def library(tmp_path: Path, encoder: CountingEncoder) -> Iterator[Library]:
    made = Library(tmp_path, encoder=encoder)
    yield made
    made.close()


@pytest.fixture
def answerer(library: Library) -> Answerer:
    """One that is asked about the road; more briefings may come."""
    library.add("arrival", ARRIVAL)
    library.build()
    return library.answerer()


def _encoded(encoder: CountingEncoder, answerer: Answerer, question: Question) -> int:
    """How many texts an answer needed to be encoded."""
    before = encoder.count
    answerer.answer(question, Viewer(), TOP)
    return encoder.count - before


def test_the_same_question_is_answered_once(encoder: CountingEncoder, answerer: Answerer) -> None:
    first = answerer.answer(ROAD, Viewer(), TOP)
    assert _encoded(encoder, answerer, ROAD) == 0
    again = answerer.answer(replace(ROAD, text=f" {ROAD.text} "), Viewer(), TOP)
    assert again == replace(first, question=f" {ROAD.text} ")


def test_what_stands_by_itself_is_the_same_question_after_any_other(
    encoder: CountingEncoder, answerer: Answerer
) -> None:
    answerer.answer(ROAD, Viewer(), TOP)
    after = replace(ROAD, context=(Turn("user", "Who met the delegation at the airport?"),))
    assert _encoded(encoder, answerer, after) == 0


def test_a_follow_up_is_another_question_after_another_one(encoder: CountingEncoder, answerer: Answerer) -> None:
    for before in ("Does the road over the Anzob pass reopen?", "Was an agreement on locomotives signed?"):
        assert _encoded(encoder, answerer, Question("And when?", (Turn("user", before),))) > 0


def test_a_changed_briefing_is_asked_anew(encoder: CountingEncoder, answerer: Answerer, library: Library) -> None:
    answerer.answer(ROAD, Viewer(), TOP)
    library.add("railway", RAILWAY)
    library.build()
    assert _encoded(encoder, answerer, ROAD) == 1


def test_the_end_of_an_embargo_is_not_slept_through(library: Library) -> None:
    library.add("arrival", ARRIVAL, embargo_until=library.clock.now() + timedelta(hours=1))
    library.add("railway", RAILWAY)
    library.build()
    answerer = library.answerer()
    assert {quote.briefing for quote in answerer.answer(ROAD, Viewer(), TOP).quotes} == {"railway"}
    library.clock.advance(timedelta(hours=2))
    assert answerer.answer(ROAD, Viewer(), TOP).quotes[0].briefing == "arrival"


def test_another_audience_has_answers_of_its_own(library: Library) -> None:
    library.add("arrival", ARRIVAL, audience=("press",))
    library.add("railway", RAILWAY)
    library.build()
    answerer = library.answerer()
    assert answerer.answer(ROAD, Viewer(frozenset({"press"})), TOP).quotes[0].briefing == "arrival"
    assert {quote.briefing for quote in answerer.answer(ROAD, Viewer(), TOP).quotes} == {"railway"}
