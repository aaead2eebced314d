from datetime import UTC, date, datetime, timedelta

import pytest

from library import ARRIVAL, RAILWAY, Library
from verbale.answer import Outcome, Question, Reason, Turn
from verbale.briefing import Viewer
from verbale.language import Language
from verbale_index.retrieval import SAME_LANGUAGE_WEIGHT

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
    # "He said …" is quoted with the sentence that says who.
    assert texts[0] == ARRIVAL.split("\n\n")[1]
    assert len(texts) == 2


def test_the_language_is_the_questions(stocked_library: Library) -> None:
    answer = stocked_library.answerer().answer(Question("Сколько стоит поставка?"), EVERYBODY, 1)
    assert answer.language == Language.RUSSIAN


def test_below_the_threshold_nothing_is_quoted(stocked_library: Library) -> None:
    answer = stocked_library.answerer(answered=0.9999, near=0.9999).answer(ROAD, EVERYBODY, 3)
    assert (answer.answered, answer.quotes, answer.reason) == (False, (), Reason.NOT_SAID)
    assert 0 < answer.confidence < 0.9999


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


def test_search_gives_paragraphs_best_first(stocked_library: Library) -> None:
    hits = stocked_library.answerer().search(Question(ARRIVAL.split("\n\n")[1]), EVERYBODY, 5)
    texts = stocked_library.texts(hit.quote for hit in hits)
    assert texts[0] == ARRIVAL.split("\n\n")[1]
    assert sorted(texts) == sorted([*ARRIVAL.split("\n\n"), *RAILWAY.split("\n\n")])
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    # Best by meaning, by keywords and by its sentences: nothing can be ahead of it.
    assert scores[0] == pytest.approx(1 + SAME_LANGUAGE_WEIGHT, abs=1e-3)
    assert scores[1] < 0.5


def test_search_gives_no_more_than_asked_and_the_same_ones(stocked_library: Library) -> None:
    answerer = stocked_library.answerer()
    every = answerer.search(ROAD, EVERYBODY, 100)
    assert len(every) == 5
    assert answerer.search(ROAD, EVERYBODY, 2) == every[:2]
    assert answerer.search(Question(ROAD.text, briefing="railway"), EVERYBODY, 100) != every
    limited = answerer.search(Question(ROAD.text, briefing="railway"), EVERYBODY, 100)
    assert {hit.quote.briefing for hit in limited} == {"railway"}
    assert answerer.search(Question("   "), EVERYBODY, 3) == []


@pytest.mark.parametrize(
    ("text", "language", "reason"),
    [
        ("Hello!", "en", Reason.GREETING),
        ("Thank you very much!", "en", Reason.THANKS),
        ("Goodbye", "en", Reason.FAREWELL),
        ("Who are you?", "en", Reason.ABOUT_BOT),
        ("Great!", "en", Reason.ACKNOWLEDGED),
        ("test", "en", Reason.TEST),
        ("Здравствуйте!", "ru", Reason.GREETING),
        ("Спасибо большое", "ru", Reason.THANKS),
        ("Что ты умеешь?", "ru", Reason.ABOUT_BOT),
        ("Сәлеметсіз бе!", "kk", Reason.GREETING),
        ("Көп рахмет", "kk", Reason.THANKS),
        ("Assalomu alaykum", "uz", Reason.GREETING),
        ("Katta rahmat", "uz", Reason.THANKS),
        ("Ассалому алейкум", "tg", Reason.GREETING),
        ("Ташаккур", "tg", Reason.THANKS),
    ],
)
def test_small_talk_is_never_answered_with_a_quotation(
    stocked_library: Library, text: str, language: str, reason: Reason
) -> None:
    stocked_library.add("talk", f"{text} {text} {text}", language=language)
    stocked_library.build()
    answer = stocked_library.answerer().answer(Question(text), EVERYBODY, 3)
    assert (answer.reason, answer.citations, answer.answered) == (reason, (), False)
    assert answer.outcome is Outcome.NO_QUESTION


def test_small_talk_is_told_without_an_index(library: Library) -> None:
    assert library.answerer().answer(Question("Hello!"), EVERYBODY, 3).reason is Reason.GREETING


def test_a_question_after_a_greeting_is_a_question(stocked_library: Library) -> None:
    plain = stocked_library.answerer().answer(ROAD, EVERYBODY, 3)
    greeted = stocked_library.answerer().answer(Question(f"Hello! {ROAD.text}"), EVERYBODY, 3)
    assert greeted.citations == plain.citations
    assert greeted.confidence == plain.confidence


def test_between_the_two_thresholds_the_nearest_is_quoted_and_is_no_answer(stocked_library: Library) -> None:
    sure = stocked_library.answerer().answer(ROAD, EVERYBODY, 3)
    assert (sure.answered, sure.outcome) == (True, Outcome.ANSWERED)
    near = stocked_library.answerer(answered=0.9999).answer(ROAD, EVERYBODY, 3)
    assert (near.answered, near.reason, near.outcome) == (False, Reason.NEAR, Outcome.NEAR)
    assert (near.citations, near.confidence) == (sure.citations, sure.confidence)


@pytest.fixture
def cities(library: Library) -> Library:
    """Several cities, of which the same is said."""
    for city in ("Astana", "Tashkent", "Samarkand", "Bukhara"):
        people = {"Astana": "Askar Mamin", "Tashkent": "Rustam Karimov"}.get(city, "Ali Valiev")
        library.add(city.lower(), f"Mayor {people} showed the guests the new museum of {city}.\n\nTea was served.")
    library.build()
    return library


MUSEUM = "Who showed the guests the new museum of Astana?"
BEFORE = (Turn("user", MUSEUM), Turn("agent", "Mayor Askar Mamin showed the guests the new museum of Astana."))


def test_a_follow_up_is_understood_from_what_was_asked_before(cities: Library) -> None:
    after = cities.answerer().answer(Question("And in Tashkent?", BEFORE), EVERYBODY, 3)
    assert cities.texts(after.quotes)[0] == "Mayor Rustam Karimov showed the guests the new museum of Tashkent."
    alone = cities.answerer().search(Question("And there?"), EVERYBODY, 1)
    carried = cities.answerer().search(Question("And there?", BEFORE), EVERYBODY, 1)
    assert [hit.quote.briefing for hit in carried] == ["astana"]
    assert alone != carried


def test_a_new_topic_is_not_drawn_to_what_was_asked_before(stocked_library: Library) -> None:
    question = "How many locomotives does Kazakhstan transfer to Tajikistan until the end of 2025?"
    answerer = stocked_library.answerer()
    alone = answerer.answer(Question(question), EVERYBODY, 3)
    after = answerer.answer(Question(question, BEFORE), EVERYBODY, 3)
    assert after.citations == alone.citations
    assert (
        answerer.search(Question(question, BEFORE), EVERYBODY, 1)[0].quote
        == answerer.search(Question(question), EVERYBODY, 1)[0].quote
    )


def test_what_a_viewer_may_not_see_changes_nothing_of_answers_and_searches(library: Library) -> None:
    """Down to the last digit, with context, and where the hidden briefing fits better than anything else."""
    library.add("m-arrival", ARRIVAL)
    library.add("m-railway", RAILWAY, language="ru", visit="Almaty", day=date(2024, 5, 6))
    questions = [
        ROAD,
        Question("And in Tashkent?", BEFORE),
        Question("Сколько стоит поставка?"),
        Question(SECRET),
        Question(ROAD.text, briefing="m-arrival"),
    ]

    def shown(viewer: Viewer = EVERYBODY) -> list[object]:
        library.build()
        answerer = library.answerer()
        answers = [answerer.answer(question, viewer, 5) for question in questions]
        return [*answers, *(answerer.search(question, viewer, 10) for question in questions)]

    before = shown()
    library.add("a-secret", SECRET, audience=("embassy",), day=date(2026, 1, 1), visit="Astana")
    library.add("z-secret", f"{SECRET}\n\n{ARRIVAL}", audience=("embassy",), day=date(2026, 1, 2))
    assert shown() == before
    assert shown(Viewer(frozenset({"embassy", "public"}))) != before


def test_another_figure_is_no_answer_and_neither_is_what_fits_less_well(library: Library) -> None:
    said = "Exports of cotton from Tajikistan grew by 6 % last year."
    library.add("cotton", f"{said}\n\nExports of flour to Tajikistan were discussed by both ministers last year.")
    library.build()
    answerer = library.answerer()
    asked = "Did exports of cotton from Tajikistan grow by {} % last year?"
    wrong = answerer.answer(Question(asked.format(5)), EVERYBODY, 3)
    assert (wrong.answered, wrong.reason) == (False, Reason.NEAR)
    right = answerer.answer(Question(asked.format(6)), EVERYBODY, 3)
    assert (right.answered, library.texts(right.quotes)[0]) == (True, said)


def test_an_answer_does_not_quote_another_figure_beside_the_right_one(library: Library) -> None:
    right = "Exports of cotton from Tajikistan grew by 5 % last year, the ministry of trade reported."
    library.add("right", right, day=date(2025, 3, 4))
    library.add("wrong", "Exports of wool from Tajikistan grew by 6 %.", day=date(2024, 3, 4))
    library.build()
    asked = Question("Did exports of cotton from Tajikistan grow by 5 % last year, as the ministry reported?")
    answer = library.answerer().answer(asked, EVERYBODY, 3)
    assert (answer.answered, library.texts(answer.quotes)) == (True, [right])
