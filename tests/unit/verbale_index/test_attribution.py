import pytest

from library import ARRIVAL, Library
from verbale.answer import Citation, Question
from verbale.briefing import Viewer
from verbale.speech.speakers import SpeechKind
from verbale_index.attribution import EDITIONS_KEPT, Attribution
from verbale_index.shelf import Shelf

SPOKEN = """The Minister of Energy of Tajikistan, Farrukh Saidov, opened the talks.

“We shall finish the Anzob tunnel by the spring of next year,” said the Minister of Energy of Tajikistan, Farrukh Saidov.

Minister of Transport Aigul Omarova said that the road over the pass would reopen in May.

The delegation visited the museum of antiquities and planted a tree."""


def _citations(library: Library, text: str, language: str = "en") -> dict[str, Citation]:
    """The citation of each sentence of ``text``, by what is quoted."""
    library.add("spoken", text, language=language)
    library.build()
    attribution = Attribution(Shelf(library.briefings))
    passages = library.view().generation.passages
    citations = [attribution.citation(passages, row, ()) for row in range(len(passages.sentences))]
    return dict(zip(library.texts(one.quote for one in citations), citations, strict=True))


def _speaker(library: Library, citation: Citation) -> str | None:
    return None if citation.speaker is None else library.texts([citation.speaker])[0]


def test_whoever_says_something_is_quoted_with_the_post(library: Library) -> None:
    citations = _citations(library, SPOKEN)
    opened, direct, reported, visited = SPOKEN.split("\n\n")
    assert citations[direct].speech is SpeechKind.DIRECT
    assert _speaker(library, citations[direct]) == "Minister of Energy of Tajikistan, Farrukh Saidov"
    assert citations[reported].speech is SpeechKind.REPORTED
    assert _speaker(library, citations[reported]) == "Minister of Transport Aigul Omarova"
    assert (citations[opened].speech, citations[opened].speaker) == (None, None)
    assert (citations[visited].speech, citations[visited].speaker) == (None, None)


def test_a_speaker_is_a_place_in_the_same_edition(library: Library) -> None:
    library.add("spoken", "Nothing was said in the first edition of this text.")
    for citation in _citations(library, SPOKEN).values():
        assert (citation.quote.briefing, citation.quote.edition) == ("spoken", 2)
        if citation.speaker is not None:
            assert (citation.speaker.briefing, citation.speaker.edition) == ("spoken", 2)


def test_a_pronoun_is_led_back_to_the_name_in_the_sentence_before(library: Library) -> None:
    citation = _citations(library, ARRIVAL)[ARRIVAL.split("\n\n")[1]]
    assert citation.speech is SpeechKind.REPORTED
    assert _speaker(library, citation) == "Deputy Minister of Transport, Farrukh Saidov"


@pytest.mark.parametrize(
    ("language", "text", "speaker", "speech"),
    [
        (
            "ru",
            "Стоимость поставки составит 48 млн долларов, сообщил министр транспорта К. Бекенов.",
            "министр транспорта К. Бекенов",
            SpeechKind.REPORTED,
        ),
        (
            "ru",
            "«Мы откроем дорогу в мае», — заявил министр транспорта Фаррух Саидов.",
            "министр транспорта Фаррух Саидов",
            SpeechKind.DIRECT,
        ),
    ],
)
def test_it_reads_the_language_of_the_edition(
    library: Library, language: str, text: str, speaker: str, speech: SpeechKind
) -> None:
    (citation,) = _citations(library, text, language).values()
    assert (_speaker(library, citation), citation.speech) == (speaker, speech)


def test_answers_carry_the_speaker(library: Library) -> None:
    library.add("spoken", SPOKEN)
    library.build()
    question = Question("What did Aigul Omarova say of the road over the pass?")
    first = library.answerer().answer(question, Viewer(), 1).citations[0]
    assert library.texts([first.quote]) == [SPOKEN.split("\n\n")[2]]
    assert (_speaker(library, first), first.speech) == ("Minister of Transport Aigul Omarova", SpeechKind.REPORTED)


def test_more_editions_than_are_kept_are_attributed_all_the_same(library: Library) -> None:
    for n in range(EDITIONS_KEPT + 3):
        library.add(f"b{n:03}", f"Minister of Transport Aigul Omarova said that road {n} would reopen in May.")
    library.build()
    attribution = Attribution(Shelf(library.briefings))
    passages = library.view().generation.passages
    rows = [*range(len(passages.sentences)), 0]
    speakers = [_speaker(library, attribution.citation(passages, row, ())) for row in rows]
    assert speakers == ["Minister of Transport Aigul Omarova"] * (EDITIONS_KEPT + 4)
