from datetime import UTC, datetime, timedelta

import pytest

from library import ARRIVAL, RAILWAY, Library
from verbale.answer import Question, Reason
from verbale.briefing import Viewer
from verbale.language import Language

ROAD = Question("When will the road over the Anzob pass reopen?")
SECRET = "The road over the Anzob pass would reopen in May only if the embassy pays for the tunnel."
EMBARGO_ENDS = datetime(2025, 3, 20, 9, 0, tzinfo=UTC)
EVERYBODY = Viewer()


def _texts(library: Library, question: Question, viewer: Viewer = EVERYBODY, top: int = 3) -> list[str]:
    answer = library.answerer().answer(question, viewer, top)
    return [quotation.text for quotation in library.briefings.quotations(answer.quotes)]


@pytest.fixture
def stocked_library(library: Library) -> Library:
    library.add("arrival", ARRIVAL)
    library.add("railway", RAILWAY, language="ru")
    library.build()
    return library


def test_the_best_sentence_is_first_and_no_more_are_given_than_asked(stocked_library: Library) -> None:
    texts = _texts(stocked_library, ROAD, top=2)
    assert texts[0] == "He said that the road over the Anzob pass would reopen in May."
    assert len(texts) == 2


def test_the_language_is_the_questions(stocked_library: Library) -> None:
    answer = stocked_library.answerer().answer(Question("Сколько стоит поставка?"), EVERYBODY, 1)
    assert answer.language == Language.RUSSIAN


def test_below_the_threshold_nothing_is_quoted(stocked_library: Library) -> None:
    answer = stocked_library.answerer(threshold=0.99).answer(ROAD, EVERYBODY, 3)
    assert (answer.answered, answer.quotes, answer.reason) == (False, (), Reason.NOT_SAID)
    assert 0 < answer.confidence < 0.99


@pytest.mark.parametrize("text", ["", "   ", "?!", "🙂🙂", "\u202e\u200b"])
def test_a_question_without_words_is_no_question(stocked_library: Library, text: str) -> None:
    assert stocked_library.answerer().answer(Question(text), EVERYBODY, 3).reason is Reason.NO_QUESTION


def test_without_an_index_there_is_nothing_to_answer_from(library: Library) -> None:
    assert library.answerer().answer(ROAD, EVERYBODY, 3).reason is Reason.NO_BRIEFINGS
    assert library.answerer().search(ROAD, EVERYBODY, 3) == []


def test_a_question_can_be_limited_to_one_briefing(stocked_library: Library) -> None:
    answer = stocked_library.answerer().answer(Question(ROAD.text, briefing="railway"), EVERYBODY, 3)
    assert {quote.briefing for quote in answer.quotes} == {"railway"}
    nowhere = stocked_library.answerer().answer(Question(ROAD.text, briefing="nowhere"), EVERYBODY, 3)
    assert nowhere.reason is Reason.NO_BRIEFINGS


def test_the_same_sentence_in_two_briefings_is_quoted_once(library: Library) -> None:
    library.add("one", ARRIVAL)
    library.add("two", ARRIVAL)
    library.build()
    texts = _texts(library, ROAD, top=5)
    assert len(texts) == len(set(texts)) == 5


def test_headings_and_remnants_are_not_quoted(library: Library) -> None:
    library.add("short", "The road.\n\nThe road over the pass is going to be open in the summer of this year.")
    library.build()
    assert _texts(library, Question("The road"), top=5) == [
        "The road over the pass is going to be open in the summer of this year."
    ]


def test_a_briefing_for_an_audience_is_absent_from_the_search_of_others(library: Library) -> None:
    library.add("arrival", ARRIVAL)
    before = library.build() and library.answerer().answer(ROAD, EVERYBODY, 3)
    library.add("secret", SECRET, audience=("embassy",))
    library.build()
    after = library.answerer().answer(ROAD, EVERYBODY, 3)
    # Not only the quotes are the same: nothing of what may not be seen shows in the confidence.
    assert after == before
    assert [hit.quote.briefing for hit in library.answerer().search(ROAD, EVERYBODY, 10)] == ["arrival"] * 3
    assert SECRET in _texts(library, ROAD, Viewer(frozenset({"embassy"})))


def test_an_embargo_ends_to_the_second(library: Library) -> None:
    library.add("arrival", ARRIVAL)
    library.add("secret", SECRET, embargo_until=EMBARGO_ENDS)
    library.build()
    library.clock.advance(EMBARGO_ENDS - library.clock.now() - timedelta(seconds=1))
    assert SECRET not in _texts(library, ROAD, top=5)
    assert SECRET in _texts(library, ROAD, Viewer(is_editor=True), top=5)
    library.clock.advance(timedelta(seconds=1))
    assert SECRET in _texts(library, ROAD, top=5)


def test_a_new_generation_is_noticed_by_an_answerer_that_runs(stocked_library: Library) -> None:
    answerer = stocked_library.answerer()
    answerer.answer(ROAD, EVERYBODY, 1)
    stocked_library.add("arrival", ARRIVAL.replace("in May", "in June"))
    stocked_library.build()
    (quote,) = answerer.answer(ROAD, EVERYBODY, 1).quotes
    assert quote.edition == 2


def test_a_damaged_new_generation_does_not_stop_one_that_runs(stocked_library: Library) -> None:
    answerer = stocked_library.answerer()
    answerer.answer(ROAD, EVERYBODY, 1)
    stocked_library.add("arrival", ARRIVAL.replace("in May", "in June"))
    stocked_library.build()
    (file,) = (stocked_library.folder / "index").glob("000002-*/sentences.npy")
    file.write_bytes(b"cut")
    (quote,) = answerer.answer(ROAD, EVERYBODY, 1).quotes
    assert quote.edition == 1


def test_search_gives_paragraphs_with_their_cosine(stocked_library: Library) -> None:
    hits = stocked_library.answerer().search(Question(ARRIVAL.split("\n\n")[1]), EVERYBODY, 2)
    (quotation, _) = stocked_library.briefings.quotations(hit.quote for hit in hits)
    assert quotation.text == ARRIVAL.split("\n\n")[1]
    assert hits[0].score == pytest.approx(1.0, abs=1e-3)
    assert hits[1].score < hits[0].score
