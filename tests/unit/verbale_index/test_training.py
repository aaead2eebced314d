from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from fakes import FixedClock
from labelled import article, question, write_set
from library import TRIGRAM_SCALE, Library
from verbale_index.evaluation.corpus import Corpus
from verbale_index.evaluation.labelled_set import LabelledSet, read_labelled_set
from verbale_index.shelf import Shelf
from verbale_index.training.examples import SMALL, Example, Ground, examples_of
from verbale_index.training.fitting import NEVER_POSITIVE, fit_logistic, fit_probability, fit_ranker
from verbale_index.training.learning import judge, learn

ROAD = "The road over the Anzob pass reopens in May. It had been closed for repairs since the winter storms."
TOPICS = ("wheat", "cotton", "silk", "grapes", "carpets", "copper", "horses", "melons")


def _lists(n: int, seed: int = 7) -> tuple[list[npt.NDArray[np.float32]], list[npt.NDArray[np.bool_]]]:
    """Questions with five candidates of three features: the first feature marks the one that answers."""
    random = np.random.default_rng(seed)
    lists, hits = [], []
    for _ in range(n):
        values = random.normal(size=(5, 3)).astype(np.float32)
        answering = int(random.integers(5))
        values[answering, 0] += 6.0
        lists.append(values)
        hits.append(np.arange(5) == answering)
    return lists, hits


def test_a_ranker_learns_what_marks_the_answer() -> None:
    names = ("marks", "noise", "more noise")
    lists, hits = _lists(200)
    ranker = fit_ranker(names, lists, hits, [1.0] * len(lists))
    assert ranker.names == names
    assert ranker.weights[0] > 5 * np.abs(ranker.weights[1:]).max()
    unseen, answers = _lists(100, seed=8)
    found = [int(np.argmax(ranker.scores(names, values))) for values in unseen]
    right = np.mean([bool(hit[place]) for hit, place in zip(answers, found, strict=True)])
    assert right >= 0.95


@pytest.mark.parametrize("name", sorted(NEVER_POSITIVE))
def test_what_speaks_against_a_question_never_speaks_for_a_candidate(name: str) -> None:
    lists, hits = _lists(100)
    plain = fit_ranker(("marks", "noise", "more noise"), lists, hits, [1.0] * 100)
    bounded = fit_ranker((name, "noise", "more noise"), lists, hits, [1.0] * 100)
    assert plain.weights[0] > 0.5
    assert bounded.weights[0] == 0.0
    against = fit_ranker((name, "noise", "more noise"), [-values for values in lists], hits, [1.0] * 100)
    assert against.weights[0] == pytest.approx(-plain.weights[0], abs=1e-2)


def test_the_same_examples_give_the_same_coefficients() -> None:
    lists, hits = _lists(50)
    one, other = (fit_ranker(("a", "b", "c"), lists, hits, [1.0] * 50) for _ in range(2))
    assert one.to_json() == other.to_json()


def test_a_question_without_a_hit_teaches_nothing() -> None:
    lists, hits = _lists(50)
    more = [*lists, np.full((4, 3), 9.0, np.float32), np.full((2, 3), -9.0, np.float32)]
    more_hits = [*hits, np.zeros(4, np.bool_), np.ones(2, np.bool_)]
    one = fit_ranker(("a", "b", "c"), lists, hits, [1.0] * 50)
    other = fit_ranker(("a", "b", "c"), more, more_hits, [1.0] * 52)
    assert one.to_json() == other.to_json()


def test_a_question_that_weighs_nothing_teaches_nothing() -> None:
    lists, hits = _lists(100)
    wrong = [*hits[:50], *(np.roll(hit, 1) for hit in hits[50:])]
    ranker = fit_ranker(("a", "b", "c"), lists, wrong, [1.0] * 50 + [0.0] * 50)
    assert ranker.weights[0] > 5 * np.abs(ranker.weights[1:]).max()


def test_a_logistic_regression_tells_the_sides_apart() -> None:
    random = np.random.default_rng(5)
    labels = np.arange(400) % 2 == 0
    values = random.normal(size=(400, 2)) + np.outer(labels, [4.0, 0.0])
    model = fit_logistic(("marks", "noise"), values, labels, np.ones(400))
    scores = model.scores(model.names, values.astype(np.float32))
    assert np.mean((scores > 0) == labels) >= 0.95
    assert model.weights[0] > 5 * abs(model.weights[1])


def test_probabilities_are_as_frequent_as_they_say() -> None:
    """Hits are drawn with the probability of a known logistic, which is found again."""
    random = np.random.default_rng(6)
    scores = random.normal(size=20_000) * 2
    hits = random.random(20_000) < 1 / (1 + np.exp(-(1.5 * scores - 0.7)))
    slope, offset = fit_probability(scores, hits, np.ones(20_000))
    assert [slope, offset] == pytest.approx([1.5, -0.7], abs=0.1)


def _set(folder: Path, n: int = 8) -> LabelledSet:
    articles = [article("road", ROAD, "Snow fell in the north."), article("empty", "Nothing was said of anything.")]
    rows = [
        question("1", "When does the road over the Anzob pass reopen?", "road", [0], ["in May"]),
        question("2", "Who won the football match?", None, answerable=False),
        question("3", "Why does the road over the Anzob pass reopen in June?", "road", [0], answerable=False),
        question("4", "What of it?", "road", [0], answerable=None),
    ]
    for number, topic in enumerate(TOPICS[:n]):
        articles.append(article(topic, f"The fair of {topic} opened in hall {number}. Many came.", "Tea was served."))
        rows.append(question(topic, f"Where did the fair of {topic} open?", topic, [0], [f"hall {number}"]))
    return read_labelled_set(write_set(folder, articles, rows))


def _ground(library: Library, found: LabelledSet) -> Ground:
    corpus = Corpus("en", found.articles)
    corpus.take_in(library.briefings, FixedClock(), lambda *_: None)
    library.build()
    generation = library.serving().generation()
    assert generation is not None
    return Ground(
        "toy",
        corpus,
        library.briefings.all(),
        generation,
        Shelf(library.briefings),
        library.encoder,
        TRIGRAM_SCALE,
    )


def _examples(library: Library, folder: Path, seed: int = 1) -> list[Example]:
    found = _set(folder)
    return list(examples_of(found.questions, _ground(library, found), seed))


def test_each_question_is_asked_with_its_article_and_without(library: Library, tmp_path: Path) -> None:
    examples = _examples(library, tmp_path / "set")
    shapes = [
        (one.is_answerable, one.has_article, one.is_small)
        for one in examples
        if one.asked.text == "When does the road over the Anzob pass reopen?"
    ]
    with_and_without = [(True, True, False), (False, False, False)]
    assert shapes == with_and_without + [(True, True, True), (False, False, True)] * len(SMALL)
    nothing_exact = [one for one in examples if one.asked.text.startswith("Why does")]
    assert [(one.is_answerable, one.has_article, one.cluster) for one in nothing_exact] == [(False, True, "road")]
    assert not any(one.asked.text == "What of it?" for one in examples)


def test_what_answers_is_marked_and_nothing_else(library: Library, tmp_path: Path) -> None:
    examples = _examples(library, tmp_path / "set")
    for one in examples:
        marked = {text for text, hit in zip(one.candidates.texts, one.hits.tolist(), strict=True) if hit}
        if not one.is_answerable:
            assert marked == set()
    (first, *_) = examples
    # The second sentence points back, and is quoted with the first, in which the answer stands.
    assert {text for text, hit in zip(first.candidates.texts, first.hits.tolist(), strict=True) if hit} == {
        ROAD.partition(" It had")[0],
        ROAD,
    }


def test_without_its_article_nothing_of_it_is_a_candidate(library: Library, tmp_path: Path) -> None:
    for one in _examples(library, tmp_path / "set"):
        passages = one.candidates.found.view.generation.passages
        briefings = {passages.sentence_quote(row).briefing for row in one.candidates.rows.tolist()}
        if not one.has_article:
            assert one.cluster not in briefings


def test_the_same_set_gives_the_same_examples(library: Library, tmp_path: Path) -> None:
    found = _set(tmp_path / "set")
    ground = _ground(library, found)
    one, other = (list(examples_of(found.questions, ground, 1)) for _ in range(2))
    assert [example.candidates.texts for example in one] == [example.candidates.texts for example in other]
    assert all(np.array_equal(a.features.values, b.features.values) for a, b in zip(one, other, strict=True))


def test_learning_finds_the_answers_that_it_was_shown_and_always_the_same(library: Library, tmp_path: Path) -> None:
    examples = _examples(library, tmp_path / "set")
    learned, again = learn(examples, TRIGRAM_SCALE, 1), learn(examples, TRIGRAM_SCALE, 1)
    assert learned.coefficients.to_bytes() == again.coefficients.to_bytes()
    answerable = [one for one in examples if one.is_answerable]
    first_is_right = [judge(one, learned.coefficients)[0][0] for one in answerable]
    assert np.mean(first_is_right) >= 0.9
    assert learned.coefficients.calibration.scale == TRIGRAM_SCALE
