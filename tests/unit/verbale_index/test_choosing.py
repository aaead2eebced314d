from itertools import pairwise

import numpy as np
import pytest

from library import ARRIVAL, TRIGRAM_SCALE, Library
from verbale.answer import Answer, Question, Reason
from verbale.briefing import Viewer
from verbale_index.asked import Asked
from verbale_index.candidates import MOST, SHORTEST_QUOTE_CHARACTERS, Candidates, candidates_of
from verbale_index.choosing import contradicted, distinct, levelled, ordered
from verbale_index.features import Features, features_of
from verbale_index.retrieval import find
from verbale_index.shelf import Shelf

AGREED = "The parties agreed that customs duties on fruit should fall by 5 % from July."
AGREED_OTHERWISE = AGREED.replace("5 %", "6 %")


def _candidates(library: Library, question: str) -> tuple[Asked, Candidates, Features]:
    asked = library.asked(question)
    candidates = candidates_of(asked, find(asked, library.view()), Shelf(library.briefings))
    return asked, candidates, features_of(asked, candidates, TRIGRAM_SCALE)


def _answer(library: Library, question: str, top: int = 5) -> Answer:
    return library.answerer().answer(Question(question), Viewer(), top)


def test_candidates_are_what_is_quoted_from_the_best_paragraphs(library: Library) -> None:
    library.add("arrival", ARRIVAL)
    library.build()
    _, candidates, _ = _candidates(library, "When does the road reopen?")
    passages = candidates.found.view.generation.passages
    assert candidates.texts == tuple(library.texts(passages.sentence_quote(row) for row in candidates.rows.tolist()))
    assert len(candidates.texts) == 5
    assert [len(span) for span in candidates.spans] == [len(text) for text in candidates.texts]
    for place, row in enumerate(candidates.rows.tolist()):
        paragraph = candidates.found.rows[candidates.places[place]]
        assert row in passages.sentence_rows(int(paragraph))
        assert candidates.texts[place] in candidates.paragraph_texts[candidates.owners[place]]


def test_the_sentences_beside_a_candidate_are_those_of_its_paragraph(library: Library) -> None:
    library.add("arrival", ARRIVAL)
    library.build()
    _, candidates, _ = _candidates(library, "When does the road reopen?")
    neighbours = {
        text: (before >= 0, after >= 0)
        for text, before, after in zip(
            candidates.texts, candidates.before.tolist(), candidates.after.tolist(), strict=True
        )
    }
    alone, met, raised = ARRIVAL.split("\n\n")
    assert neighbours[alone] == (False, False)
    assert neighbours[met] == (True, False)
    assert neighbours[met.split(" He said")[0]] == (False, True)
    assert neighbours[raised.split(" Last")[0]] == (False, True)


def test_a_cover_is_the_share_of_the_question_that_is_repeated(library: Library) -> None:
    library.add("arrival", ARRIVAL)
    library.build()
    _, candidates, _ = _candidates(
        library, "The delegation of Kazakhstan arrived in Dushanbe on 3 March 2025 for talks"
    )
    covers = dict(zip(candidates.texts, candidates.covers.tolist(), strict=True))
    assert covers[ARRIVAL.split("\n\n")[0]] == pytest.approx(1.0, abs=1e-5)
    assert sorted(covers.values())[-2] < 0.5


def test_no_more_candidates_are_looked_at_than_is_quick_and_none_is_a_remnant(library: Library) -> None:
    for n in range(8):
        sentences = " ".join(f"The road number {n}{m} over the pass reopens in May." for m in range(9))
        library.add(f"b{n}", f"Yes. No. {sentences}")
    library.build()
    _, candidates, _ = _candidates(library, "When does the road over the pass reopen?")
    assert len(candidates.texts) == MOST
    assert min(map(len, candidates.texts)) >= SHORTEST_QUOTE_CHARACTERS


def test_quotes_that_overlap_are_not_both_chosen(library: Library) -> None:
    library.add("arrival", ARRIVAL)
    library.build()
    _, candidates, features = _candidates(library, "When does the road reopen?")
    met = candidates.texts.index(ARRIVAL.split("\n\n")[1])
    order = [met, *(place for place in range(len(candidates.texts)) if place != met)]
    chosen = distinct(order, candidates, features, 10)
    assert chosen[0].place == met
    spans = sorted(candidates.spans[one.place] for one in chosen)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert len(chosen) == 4


def test_what_two_briefings_say_is_one_citation_with_the_other_beside_it(library: Library) -> None:
    library.add("one", AGREED)
    library.add("two", f"Something else was said. {AGREED}")
    library.build()
    first = _answer(library, "By how much should customs duties on fruit fall?").citations[0]
    assert {first.quote.briefing, *(quote.briefing for quote in first.also)} == {"one", "two"}
    assert library.texts([first.quote, *first.also]) == [AGREED, AGREED]


def test_what_differs_in_a_figure_is_two_citations(library: Library) -> None:
    library.add("one", AGREED)
    library.add("two", AGREED_OTHERWISE)
    library.build()
    citations = _answer(library, "By how much should customs duties on fruit fall?").citations
    assert sorted(library.texts(citation.quote for citation in citations)) == [AGREED, AGREED_OTHERWISE]
    assert [citation.also for citation in citations] == [(), ()]


def test_what_differs_in_a_day_is_two_citations(library: Library) -> None:
    library.add("one", "The joint commission of both countries meets in Tashkent on 4 March.")
    library.add("two", "The joint commission of both countries meets in Tashkent on 14 March.")
    library.build()
    assert [one.also for one in _answer(library, "When does the commission meet?").citations] == [(), ()]


def test_what_denies_the_figure_of_the_question_comes_after_all_others(library: Library) -> None:
    others = ["Wheat and cotton were shown in the hall.", "Snow lay on the mountains of the north."]
    library.add("one", "\n\n".join([AGREED_OTHERWISE, *others]))
    library.build()
    question = AGREED.replace("The parties agreed", "Was it agreed")
    asked, candidates, features = _candidates(library, question)
    denied = contradicted(asked, features)
    assert [text for text, is_denied in zip(candidates.texts, denied.tolist(), strict=True) if is_denied] == [
        AGREED_OTHERWISE
    ]
    texts = library.texts(_answer(library, question).quotes)
    assert (texts[-1], set(texts[:-1])) == (AGREED_OTHERWISE, set(others))


@pytest.mark.parametrize(("asked", "said"), [("5 %", "6 %"), ("$2 million", "$3 million"), ("2,5 %", "2.6 percent")])
def test_another_figure_than_the_one_asked_about_is_never_an_answer(library: Library, asked: str, said: str) -> None:
    library.add("one", AGREED.replace("5 %", said))
    library.build()
    answer = _answer(library, f"Should customs duties on fruit fall by {asked}?")
    assert (answer.answered, answer.reason) == (False, Reason.NEAR)
    assert library.texts(answer.quotes) == [AGREED.replace("5 %", said)]


def test_the_same_figure_written_otherwise_is_an_answer(library: Library) -> None:
    library.add("one", AGREED.replace("5 %", "2.5 percent"))
    library.build()
    assert _answer(library, "Should customs duties on fruit fall by 2,5 %?").answered is True


def test_the_order_is_by_score_and_what_is_denied_is_last() -> None:
    scores, denied = np.array([1.0, 3.0, 2.0, 3.0], np.float32), np.array([False, True, False, False])
    assert ordered(scores, denied) == [3, 2, 0, 1]


def test_equal_scores_stay_in_the_order_of_their_places() -> None:
    assert ordered(np.zeros(4, np.float32), np.zeros(4, np.bool_)) == [0, 1, 2, 3]


LONG = (
    "The guests were received at the northern gate of the old citadel by {who}, and were shown the restored walls, the "
    "library with its manuscripts, the orchard, the workshops of potters and weavers, and the view over the whole valley."
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (LONG.format(who="Rustam Karimov"), LONG.format(who="Askar Mamin")),
        (LONG.format(who="the mayor of Tashkent"), LONG.format(who="the mayor of Astana")),
        (LONG.format(who="the mayor"), LONG.format(who="the mayor").replace("were shown", "were not shown")),
    ],
    ids=["a person", "a place", "a denial"],
)
def test_what_differs_in_one_word_that_matters_is_two_citations(library: Library, one: str, other: str) -> None:
    library.add("one", one)
    library.add("two", other)
    library.build()
    citations = _answer(library, "Who received the guests at the gate of the citadel?").citations
    assert sorted(library.texts(citation.quote for citation in citations)) == sorted([one, other])
    assert [citation.also for citation in citations] == [(), ()]


def test_parallel_statements_of_two_visits_are_equally_good_and_others_stay_as_they_are(library: Library) -> None:
    library.add("one", "The sides signed 12 documents in the capital. Tea was served in the garden.")
    library.add("two", "The sides signed 7 documents in the capital. A museum was shown to the guests.")
    library.build()
    _, candidates, features = _candidates(library, "How many documents did the sides sign?")
    scores = np.arange(len(candidates.texts), dtype=np.float32)
    briefings = [candidates.found.view.generation.passages.sentence_quote(row).briefing for row in candidates.rows]
    visits = np.array([0 if name == "one" else 1 for name in briefings])
    level = levelled(scores, features, visits)
    signed = ["documents" in text for text in candidates.texts]
    assert level[signed].tolist() == [scores[signed].max()] * 2
    assert level[~np.array(signed)].tolist() == scores[~np.array(signed)].tolist()
    assert levelled(scores, features, np.zeros_like(visits)).tolist() == scores.tolist()
