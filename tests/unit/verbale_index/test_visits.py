"""Which visit is meant: of several with parallel briefings, in which the same things are said with other figures."""

from dataclasses import dataclass, replace
from datetime import date

import pytest

from library import TRIGRAM_SCALE, Library
from verbale.answer import Question
from verbale.briefing import Briefing, Viewer
from verbale_index.asked import Mentions
from verbale_index.calibration import Scale, shipped_coefficients
from verbale_index.visits import FADED, FADING, LATEST_BONUS, NAMED_BONUS, Leaning, Visits

BODY = """The delegation was received at the airport by Minister {minister}, and the talks lasted three hours.

Mutual trade reached ${trade} billion last year, the ministry said.

The ministers signed a memorandum on {topic} in the presence of the presidents.

A new consulate opens next spring, and students receive {grants} grants for study abroad.

An exhibition of carpets and a concert of folk music closed the visit."""


@dataclass(frozen=True)
class _Visit:
    briefing: str
    title: str
    visit: str | None
    day: date | None
    minister: str
    trade: str
    topic: str
    grants: str

    @property
    def text(self) -> str:
        return BODY.format(minister=self.minister, trade=self.trade, topic=self.topic, grants=self.grants)


TASHKENT = _Visit(
    "tashkent",
    "State visit to Tashkent",
    "Uzbekistan 2022",
    date(2022, 5, 12),
    "Rustam Karimov",
    "3.1",
    "water",
    "forty",
)
ASTANA = _Visit(
    "astana",
    "Official visit to Astana",
    "Kazakhstan 2023",
    date(2023, 9, 20),
    "Askar Mamin",
    "4.4",
    "railways",
    "sixty",
)
DUSHANBE = _Visit(
    "dushanbe",
    "Working visit to Dushanbe",
    "Tajikistan 2024",
    date(2024, 3, 4),
    "Farrukh Saidov",
    "5.7",
    "energy",
    "ninety",
)
UNDATED = _Visit("undated", "Notes of a visit", None, None, "Ali Valiev", "9.9", "tourism", "seventy")
VISITS = (TASHKENT, ASTANA, DUSHANBE, UNDATED)
NUMBERS = {"dushanbe": 0, "astana": 1, "tashkent": 2, "undated": 3}
BUNDLED_SCALE = shipped_coefficients().calibration.scale
NAMING = [
    ("Who received the delegation in Astana?", "astana"),
    ("Сколько составил товарооборот во время визита в Ташкент?", "tashkent"),
    ("До какой суммы выросла взаимная торговля во время визита в Узбекистан?", "tashkent"),
    ("What memorandum was signed on 12 May 2022?", "tashkent"),
    ("Какой меморандум подписали 20 сентября 2023 года?", "astana"),
    ("What memorandum was signed in 2022?", "tashkent"),
    ("Астанада қандай меморандумға қол қойылды?", "astana"),
    ("Toshkentda qanday memorandum imzolandi?", "tashkent"),
    ("Дар Тошканд кадом ёддошт имзо шуд?", "tashkent"),
    ("Сколько грантов получат студенты Казахстана?", "astana"),
]
NOT_NAMING = [
    "How much did mutual trade reach?",
    "Who received the delegation at the airport?",
    "What memorandum did the ministers sign?",
    "How many grants do students receive?",
]


def _briefing(name: str, title: str = "A visit", visit: str | None = None, day: date | None = None) -> Briefing:
    return Briefing(name, title, day, "en", None, visit, ("public",), None, 1)


def _briefings() -> list[Briefing]:
    return [_briefing(one.briefing, one.title, one.visit, one.day) for one in VISITS]


def _leaning(question: str, briefings: list[Briefing] | None = None) -> Leaning:
    leaning = Visits(_briefings() if briefings is None else briefings).leaning(Mentions.of(question))
    assert leaning is not None
    return leaning


def _stock(library: Library, *visits: _Visit) -> Library:
    for one in visits:
        library.add(one.briefing, one.text, title=one.title, visit=one.visit, day=one.day)
    library.build()
    return library


def _first(library: Library, question: str, scale: Scale = TRIGRAM_SCALE, top: int = 3) -> list[str]:
    """The briefings that are quoted, in order."""
    answer = library.answerer(scale=scale).answer(Question(question), Viewer(), top)
    return [quote.briefing for quote in answer.quotes]


def test_visits_are_numbered_from_the_latest_and_those_without_a_date_come_last() -> None:
    visits = Visits(_briefings())
    assert {name: visits.number_of(name) for name in NUMBERS} == NUMBERS
    assert len(visits) == 4


def test_briefings_with_the_name_of_a_visit_are_one_visit_as_late_as_its_latest() -> None:
    visits = Visits(
        [
            _briefing("one", visit="Tashkent 2022", day=date(2022, 5, 12)),
            _briefing("two", visit=" tashkent 2022", day=date(2022, 5, 15)),
            _briefing("three", day=date(2022, 5, 14)),
        ]
    )
    assert len(visits) == 2
    assert [visits.number_of(name) for name in ("one", "two", "three")] == [0, 0, 1]


@pytest.mark.parametrize(
    "question", [*NOT_NAMING, "Что подписали?", "Will the road reopen in August?", "Who is Boris?"]
)
def test_where_no_visit_is_named_the_latest_is_ahead_and_earlier_ones_less(question: str) -> None:
    leaning = _leaning(question)
    assert leaning.is_named is False
    assert leaning.favoured == {"dushanbe"}
    assert leaning.bonuses == pytest.approx({n: LATEST_BONUS * FADING**n for n in range(3)})


@pytest.mark.parametrize(("question", "briefing"), NAMING)
def test_a_place_or_a_day_names_the_visit_in_whatever_language(question: str, briefing: str) -> None:
    leaning = _leaning(question)
    assert (leaning.is_named, leaning.favoured) == (True, frozenset([briefing]))
    assert leaning.bonuses == {NUMBERS[briefing]: NAMED_BONUS}


@pytest.mark.parametrize(
    "question", ["Whom did Karimov receive?", "Кого принял Каримов?", "Каримов кимни қабул қилди?"]
)
def test_a_person_in_the_title_names_the_visit_in_whatever_alphabet(question: str) -> None:
    briefings = [_briefing("karimov", "Karimov receives guests", day=date(2020, 1, 2)), *_briefings()]
    assert _leaning(question, briefings).favoured == {"karimov"}


def test_of_several_names_whoever_has_most_is_ahead_and_the_others_partly() -> None:
    briefings = [replace(one, visit=None) for one in _briefings()[:2]]
    briefings.append(_briefing("later", "Talks in Tashkent", day=date(2024, 1, 1)))
    leaning = _leaning("What was signed in Tashkent on 12 May 2022?", [*briefings, *_briefings()[2:]])
    assert leaning.favoured == {"tashkent"}
    assert sorted(leaning.bonuses.values()) == pytest.approx(
        [NAMED_BONUS * 2 / 3, NAMED_BONUS]
    )  # the place and its name, and the day


def test_what_most_visits_share_tells_nothing() -> None:
    """Every visit is to Tashkent, so that its name chooses none of them; the year does."""
    briefings = [_briefing(f"b{year}", "Visit to Tashkent", day=date(year, 6, 1)) for year in range(2018, 2024)]
    assert _leaning("What was signed in Tashkent?", briefings).is_named is False
    assert _leaning("What was signed in Tashkent?", briefings).favoured == {"b2023"}
    assert _leaning("What was signed in Tashkent in 2019?", briefings).favoured == {"b2019"}


def test_where_there_is_no_choice_nothing_leans() -> None:
    assert Visits([]).leaning(Mentions.of("Who came?")) is None
    assert Visits([_briefing("one")]).leaning(Mentions.of("Who came?")) is None
    same = [_briefing(name, visit="Tashkent") for name in "ab"]
    assert Visits(same).leaning(Mentions.of("Who came?")) is None


def test_without_any_date_no_visit_is_the_latest() -> None:
    leaning = _leaning("Who came?", [_briefing("one"), _briefing("two")])
    assert leaning == Leaning({}, frozenset(), is_named=False)


def test_long_past_visits_have_nothing_ahead_of_each_other() -> None:
    briefings = [_briefing(f"b{year}", day=date(year, 6, 1)) for year in range(1990, 2010)]
    assert sorted(_leaning("Who came?", briefings).bonuses) == list(range(FADED))


@pytest.mark.parametrize("question", NOT_NAMING)
def test_the_latest_visit_answers_first_when_the_question_names_none(library: Library, question: str) -> None:
    assert _first(_stock(library, *VISITS), question)[0] == "dushanbe"


@pytest.mark.parametrize("question", NOT_NAMING)
def test_the_latest_visit_answers_first_with_the_bundled_model(bundled_library: Library, question: str) -> None:
    assert _first(_stock(bundled_library, *VISITS), question, BUNDLED_SCALE)[0] == "dushanbe"


def test_an_earlier_visit_that_is_named_answers_first(bundled_library: Library) -> None:
    _stock(bundled_library, *VISITS)
    answered = {question: _first(bundled_library, question, BUNDLED_SCALE)[0] for question, _ in NAMING}
    assert answered == dict(NAMING)


@pytest.mark.parametrize("question", ["Whom did Rustam Karimov receive?", "Кого встречал Рустам Каримов?"])
def test_a_person_who_appears_in_one_visit_only_leads_to_it(bundled_library: Library, question: str) -> None:
    assert _first(_stock(bundled_library, *VISITS), question, BUNDLED_SCALE)[0] == "tashkent"


@pytest.mark.parametrize("question", NOT_NAMING)
def test_a_briefing_without_a_date_never_counts_as_the_latest(library: Library, question: str) -> None:
    assert _first(_stock(library, UNDATED, TASHKENT), question)[0] == "tashkent"


def test_of_two_visits_that_answer_equally_well_both_are_shown_the_latest_first(library: Library) -> None:
    _stock(library, TASHKENT, DUSHANBE)
    assert _first(library, NOT_NAMING[0], top=2) == ["dushanbe", "tashkent"]


def test_of_two_quotes_that_are_alike_but_for_the_figure_the_second_is_no_remark_on_the_first(library: Library) -> None:
    _stock(library, TASHKENT, DUSHANBE)
    answer = library.answerer().answer(Question(NOT_NAMING[0]), Viewer(), 2)
    assert [citation.also for citation in answer.citations] == [(), ()]
    assert ["$5.7 billion" in text for text in library.texts(answer.quotes)] == [True, False]


@pytest.mark.parametrize("scale", ["trigrams", "bundled"])
def test_being_the_latest_does_not_outweigh_a_clearly_better_quote(
    library: Library, bundled_library: Library, scale: str
) -> None:
    made = library if scale == "trigrams" else bundled_library
    only = "The glacier observatory in Khorog opens in August with a telescope from Japan."
    early = replace(TASHKENT, briefing="early")
    made.add("early", f"{early.text}\n\n{only}", title=early.title, visit=early.visit, day=early.day)
    _stock(made, ASTANA, DUSHANBE)
    answer = made.answerer(scale=TRIGRAM_SCALE if scale == "trigrams" else BUNDLED_SCALE).answer(
        Question("When does the glacier observatory with a telescope from Japan open?"), Viewer(), 3
    )
    assert made.texts(answer.quotes)[0] == only


def test_a_visit_that_may_not_be_seen_is_not_the_latest(library: Library) -> None:
    library.add("later", DUSHANBE.text.replace("5.7", "6.6"), day=date(2025, 1, 1), audience=("embassy",))
    _stock(library, *VISITS)
    assert _first(library, NOT_NAMING[0])[0] == "dushanbe"
    answer = library.answerer().answer(Question(NOT_NAMING[0]), Viewer(frozenset({"embassy", "public"})), 3)
    assert answer.quotes[0].briefing == "later"
