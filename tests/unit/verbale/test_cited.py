import hashlib
import json
from collections.abc import Iterable

import pytest

from library import ARRIVAL, RAILWAY, Library
from verbale.answer import Answer, Citation, Reason
from verbale.cited import Cited, answer_as_json, cited, cited_as_json
from verbale.errors import Refused
from verbale.quote import Quotation, Quote
from verbale.speech.speakers import SpeechKind

MET = ARRIVAL.split("\n\n")[1]
SPEAKER = "Deputy Minister of Transport, Farrukh Saidov"


def _quote(words: str, text: str = ARRIVAL, briefing: str = "arrival") -> Quote:
    return Quote(briefing, 1, text.index(words), text.index(words) + len(words))


REPORTED = Citation(
    _quote(MET), SpeechKind.REPORTED, _quote(SPEAKER), (_quote(RAILWAY.split("\n\n")[0], RAILWAY, "railway"),)
)
PLAIN = Citation(_quote(ARRIVAL.split("\n\n")[0]))


@pytest.fixture
def stocked(library: Library) -> Library:
    library.add("arrival", ARRIVAL, title="Talks in Dushanbe", source_url="https://press.example/talks")
    library.add("railway", RAILWAY, language="ru", day=None)
    return library


def _cited(library: Library, *citations: Citation) -> tuple[Cited, ...]:
    return cited(citations, library.briefings.quotations)


def test_citations_are_resolved_in_their_order_with_everything_they_point_to(stocked: Library) -> None:
    plain, reported = _cited(stocked, PLAIN, REPORTED)
    assert (plain.quotation.text, plain.speech, plain.speaker, plain.also) == (
        ARRIVAL.split("\n\n")[0],
        None,
        None,
        (),
    )
    assert (reported.quotation.text, reported.speech) == (MET, SpeechKind.REPORTED)
    assert reported.speaker is not None
    assert reported.speaker.text == SPEAKER
    assert [also.text for also in reported.also] == [RAILWAY.split("\n\n")[0]]
    assert _cited(stocked) == ()


def test_the_store_is_read_once(stocked: Library) -> None:
    asked: list[list[Quote]] = []

    def resolve(quotes: Iterable[Quote]) -> tuple[Quotation, ...]:
        asked.append(list(quotes))
        return stocked.briefings.quotations(asked[-1])

    cited([PLAIN, REPORTED, PLAIN], resolve)
    assert len(asked) == 1


def test_a_place_that_is_not_in_the_store_is_refused(stocked: Library) -> None:
    with pytest.raises(Refused):
        _cited(stocked, Citation(Quote("nowhere", 1, 0, 5)))


def test_a_citation_in_json_has_the_contracts_form(stocked: Library) -> None:
    (reported,) = _cited(stocked, REPORTED)
    assert cited_as_json(reported) == {
        "text": MET,
        "briefing": "arrival",
        "edition": 1,
        "title": "Talks in Dushanbe",
        "date": "2025-03-04",
        "source_url": "https://press.example/talks",
        "paragraph": 2,
        "start": ARRIVAL.index(MET),
        "end": ARRIVAL.index(MET) + len(MET),
        "sha256": hashlib.sha256(ARRIVAL.encode()).hexdigest(),
        "speaker": SPEAKER,
        "speech": "reported",
        "also": [
            {
                "briefing": "railway",
                "edition": 1,
                "title": "Railway",
                "date": None,
                "source_url": None,
                "paragraph": 1,
                "start": 0,
                "end": len(RAILWAY.split("\n\n")[0]),
            }
        ],
    }


def test_the_keys_stand_in_the_order_of_the_contract(stocked: Library) -> None:
    (plain,) = _cited(stocked, PLAIN)
    shown = cited_as_json(plain)
    assert list(shown) == [
        "text",
        "briefing",
        "edition",
        "title",
        "date",
        "source_url",
        "paragraph",
        "start",
        "end",
        "sha256",
        "speaker",
        "speech",
        "also",
    ]
    assert (shown["speaker"], shown["speech"], shown["also"]) == (None, None, [])


@pytest.mark.parametrize(
    ("reason", "answered", "outcome"),
    [
        (None, True, "answered"),
        (Reason.NEAR, False, "near"),
        (Reason.NOT_SAID, False, "not_said"),
        (Reason.NO_BRIEFINGS, False, "not_said"),
        (Reason.NO_QUESTION, False, "no_question"),
        (Reason.GREETING, False, "no_question"),
        (Reason.THANKS, False, "no_question"),
        (Reason.FAREWELL, False, "no_question"),
        (Reason.ABOUT_BOT, False, "no_question"),
        (Reason.ACKNOWLEDGED, False, "no_question"),
        (Reason.TEST, False, "no_question"),
    ],
)
def test_an_answer_in_json_says_what_became_of_the_question(
    stocked: Library, reason: Reason | None, answered: bool, outcome: str
) -> None:
    has_quotes = reason in (None, Reason.NEAR)
    citations = (PLAIN,) if has_quotes else ()
    found = answer_as_json(Answer("Кто?", "ru", 0.123456, citations, reason), _cited(stocked, *citations), 7)
    assert found == {
        "id": 7,
        "question": "Кто?",
        "language": "ru",
        "answered": answered,
        "outcome": outcome,
        "confidence": 0.1235,
        "reason": None if reason is None else reason.value,
        "quotes": [cited_as_json(one) for one in _cited(stocked, *citations)],
    }
    assert list(found) == ["id", "question", "language", "answered", "outcome", "confidence", "reason", "quotes"]
    assert json.loads(json.dumps(found, ensure_ascii=False)) == found
