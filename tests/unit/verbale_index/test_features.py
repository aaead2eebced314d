import numpy as np
import pytest

from library import ARRIVAL, RAILWAY, TRIGRAM_SCALE, Library
from verbale_index.calibration import shipped_coefficients
from verbale_index.candidates import Candidates, candidates_of
from verbale_index.evidence import evidence_of
from verbale_index.features import Features, features_of
from verbale_index.retrieval import find
from verbale_index.shelf import Shelf

QUESTIONS = [
    "When will the road over the Anzob pass reopen?",
    "Who met the delegation?",
    "To how many billions is trade to be raised by 2030?",
    "Почему перенесли поставку?",
    "Сколько локомотивов передаст Казахстан 3 марта 2025 года?",
    "Тараптар не туралы келісті?",
    "Where?",
    "5 %",
]
DUTIES = "Customs duties on fruit fall by 5 % from 1 July 2025, the two parties agreed in Tashkent."


@pytest.fixture
def stocked(library: Library) -> Library:
    library.add("arrival", ARRIVAL)
    library.add("railway", RAILWAY, language="ru")
    library.build()
    return library


def _features(library: Library, question: str) -> tuple[Candidates, Features]:
    asked = library.asked(question)
    candidates = candidates_of(asked, find(asked, library.view()), Shelf(library.briefings))
    return candidates, features_of(asked, candidates, TRIGRAM_SCALE)


def _of(library: Library, question: str, text: str) -> dict[str, float]:
    """The features of the candidate with these words."""
    candidates, features = _features(library, question)
    values = features.values[candidates.texts.index(text)].tolist()
    return dict(zip(features.names, values, strict=True))


def _duties(library: Library, question: str) -> dict[str, float]:
    library.add("duties", DUTIES)
    library.build()
    return _of(library, question, DUTIES)


def _evidence(library: Library, question: str) -> dict[str, float]:
    asked = library.asked(question)
    candidates, features = _features(library, question)
    scores = shipped_coefficients().ranker.scores(features.names, features.values)
    return evidence_of(asked, candidates, features, int(np.argmax(scores)), TRIGRAM_SCALE)


def test_whatever_is_asked_the_features_have_the_same_names(stocked: Library) -> None:
    names = [_features(stocked, question)[1].names for question in QUESTIONS]
    assert len(set(names)) == 1
    assert len(set(names[0])) == len(names[0])


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_candidate_has_a_finite_number_for_each_feature(stocked: Library, question: str) -> None:
    candidates, features = _features(stocked, question)
    assert features.values.shape == (len(candidates.texts), len(features.names))
    assert features.values.dtype == np.float32
    assert np.isfinite(features.values).all()
    assert len(features.read) == len(candidates.texts)


def test_what_is_shipped_was_learned_from_these_features(stocked: Library) -> None:
    coefficients = shipped_coefficients()
    _, features = _features(stocked, QUESTIONS[0])
    assert features.names == coefficients.ranker.names
    for model in (coefficients.presence, coefficients.exactness):
        assert tuple(_evidence(stocked, QUESTIONS[0])) == model.names


def test_whatever_is_asked_the_evidence_has_the_same_names(stocked: Library) -> None:
    rows = [_evidence(stocked, question) for question in QUESTIONS]
    assert len({tuple(row) for row in rows}) == 1
    assert all(np.isfinite(list(row.values())).all() for row in rows)


def test_cosines_are_counted_in_units_of_the_encoder(stocked: Library) -> None:
    candidates, features = _features(stocked, QUESTIONS[0])
    lead = (candidates.cosines - candidates.cosines.max()) / TRIGRAM_SCALE.deviation
    assert features.values[:, features.names.index("dense lead")].tolist() == pytest.approx(lead.tolist(), abs=1e-4)
    dense = features.values[:, features.names.index("dense")]
    assert (dense - dense.max()).tolist() == pytest.approx(lead.tolist(), abs=1e-4)


@pytest.mark.parametrize(
    ("question", "said", "denied"),
    [
        ("Do duties fall by 5 %?", 1.0, 0.0),
        ("Do duties fall by 5,0 %?", 1.0, 0.0),
        ("Do duties fall by 6 %?", 0.0, 1.0),
        ("By how much do duties fall?", 0.0, 0.0),
    ],
)
def test_figures_are_said_or_denied(library: Library, question: str, said: float, denied: float) -> None:
    found = _duties(library, question)
    assert (found["figures said"], found["figures denied"]) == (said, denied)


@pytest.mark.parametrize(
    ("question", "said", "denied"),
    [
        ("What falls on 1 July 2025?", 1.0, 0.0),
        ("Что снизится 1 июля 2025 года?", 1.0, 0.0),
        ("What falls on 2 July 2025?", 0.0, 1.0),
        ("What falls?", 0.0, 0.0),
    ],
)
def test_days_are_said_or_denied(library: Library, question: str, said: float, denied: float) -> None:
    found = _duties(library, question)
    assert (found["days said"], found["days denied"]) == (said, denied)


@pytest.mark.parametrize(
    ("question", "said", "new"),
    [
        ("What was agreed in Tashkent?", 1.0, 0.0),
        ("О чём договорились в Ташкенте?", 1.0, 0.0),
        ("What was agreed in Astana?", 0.0, 1.0),
        ("What was agreed?", 0.0, 1.0),
    ],
)
def test_places_are_said_in_whatever_language(library: Library, question: str, said: float, new: float) -> None:
    found = _duties(library, question)
    assert (found["places said"], found["new places"]) == (said, new)


@pytest.mark.parametrize(
    ("question", "said"),
    [("Who is Farrukh Saidov?", 1.0), ("Кто такой Фаррух Саидов?", 1.0), ("Who is Boris Petrov?", 0.0), ("Who?", 1.0)],
)
def test_names_are_said_in_whatever_alphabet(stocked: Library, question: str, said: float) -> None:
    assert _of(stocked, question, ARRIVAL.split("\n\n")[1])["names said"] == said


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("When do duties fall?", "date"),
        ("By how many percent do duties fall?", "number"),
        ("Who agreed?", "person"),
        ("Where was it agreed?", "place"),
    ],
)
def test_what_an_answer_of_a_kind_holds_counts_only_where_that_kind_is_asked_for(
    library: Library, question: str, kind: str
) -> None:
    found = _duties(library, question)
    products = {name: value for name, value in found.items() if ": " in name and not name.startswith("points back")}
    assert {name.split(": ")[0] for name, value in products.items() if value} <= {kind}
    for name, value in products.items():
        own, feature = name.split(": ")
        assert value == (found[feature] if own == kind else 0.0), name


def test_evidence_tells_who_asks_in_which_language_and_what_for(stocked: Library) -> None:
    found = _evidence(stocked, "Кто встретил делегацию?")
    assert {name for name, value in found.items() if name.startswith("asked in ") and value} == {"asked in ru"}
    assert {name for name, value in found.items() if name.startswith("asks for ") and value} == {"asks for person"}


def test_evidence_tells_when_question_and_quote_are_in_different_languages(stocked: Library) -> None:
    same, other = (
        _evidence(stocked, QUESTIONS[0]),
        _evidence(stocked, "Кто такой Саидов Фаррух Farrukh Saidov airport?"),
    )
    assert same["other language"] == 0.0
    assert all(value == 0.0 for name, value in same.items() if name.startswith("other language"))
    for name in ("cosine", "cover", "share"):
        assert other[f"other language: {name}"] == other["other language"] * other[name]


def test_evidence_tells_a_denial_that_is_not_matched(library: Library) -> None:
    library.add("one", "The parties did not agree on customs duties for fruit this year.")
    library.build()
    asked_for = _evidence(library, "What did the parties not agree on?")
    assert (asked_for["denial unmatched"], asked_for["denial unasked"]) == (0.0, 0.0)
    unasked = _evidence(library, "What did the parties agree on?")
    assert (unasked["denial unmatched"], unasked["denial unasked"]) == (0.0, 1.0)
