"""Stand-ins for questions, made of the briefings' own sentences."""

from datetime import date

import pytest

from library import Library as Office
from verbale.language import Language
from verbale_index.shelf import Shelf
from verbale_index.stand_ins import Library, StandIn, stand_ins, words_kept

ROAD = "The parties discussed reconstruction of the mountain highway near Penjikent and inspection of cargo trucks."
AGAIN = ROAD.replace("cargo", "empty")
WATER = "Engineers presented automated gauges measuring the river level at seventeen stations upstream of Khujand."
SCHOOL = (
    "Universities announced scholarships for postgraduate students of hydrology, seismology and veterinary medicine."
)


def _indexed(office: Office) -> Library:
    office.build()
    generation = office.serving().generation()
    assert generation is not None
    return Library(generation, Shelf(office.briefings), office.briefings.all())


def _by_briefing(library: Library, made: list[StandIn]) -> list[str]:
    return [library.briefings[one.edition].id for one in made]


def _left_without(library: Library, briefing: str) -> set[str]:
    view = library.without([own.id for own in library.briefings].index(briefing))
    if view is None:
        return set()
    rows = range(len(library.generation.passages.paragraphs))
    visible = [row for row in rows if view.mask is None or view.mask[row]]
    return {library.briefings[library.generation.passages.paragraphs[row, 0]].id for row in visible}


@pytest.fixture
def three(library: Office) -> Library:
    """Three briefings of different days, in English; ``water`` repeats most of what ``road`` says."""
    library.add("road", f"They met again.\n\n{ROAD}", day=date(2025, 3, 4))
    library.add("water", f"{WATER} {AGAIN}", day=date(2025, 3, 5))
    library.add("school", SCHOOL, day=date(2025, 3, 6))
    return _indexed(library)


def test_a_stand_in_has_the_rarer_half_of_a_sentences_words_in_their_order(three: Library) -> None:
    """The word "cargo" stands nowhere else; of words that are equally rare, the first ones are kept."""
    (road,) = (one for one in stand_ins(three, 300, 1) if three.briefings[one.edition].id == "road")
    assert road.text == "parties discussed reconstruction mountain cargo"
    assert road.language is Language.ENGLISH
    assert road.sentence.of(f"They met again.\n\n{ROAD}") == ROAD


@pytest.mark.parametrize(
    ("sentence", "language", "kept"),
    [
        (
            "On 3 March 2025 President Rahmon and Minister Saidov opened twelve new bridges, hospitals, schools and "
            "laboratories worth $48 million in Dushanbe.",
            Language.ENGLISH,
            "President Rahmon Minister Saidov opened new",
        ),
        (
            "Казахстан передаст Таджикистану двенадцать локомотивов и вагонов павлодарского завода до конца 2025 года.",
            Language.RUSSIAN,
            "Казахстан передаст локомотивов вагонов",
        ),
        ("He met them in Khujand.", Language.ENGLISH, None),
        ("It was 5 % in 2024, 6 % in 2025, and 7 % in 2026.", Language.ENGLISH, None),
        ("", Language.ENGLISH, None),
    ],
)
def test_figures_days_and_the_last_of_several_names_are_left_out(
    three: Library, sentence: str, language: Language, kept: str | None
) -> None:
    assert words_kept(sentence, language, three.rarity) == kept


def test_stand_ins_are_spread_over_the_briefings_and_the_same_for_the_same_seed(three: Library) -> None:
    made = stand_ins(three, 300, 1)
    assert sorted(_by_briefing(three, made)) == ["road", "school", "water", "water"]
    assert sorted(_by_briefing(three, stand_ins(three, 3, 1))) == ["road", "school", "water"]
    assert stand_ins(three, 300, 1) == made
    orders = {tuple(_by_briefing(three, stand_ins(three, 3, seed))) for seed in range(20)}
    assert len(orders) > 1


def test_likely_translations_are_left_out_together(library: Office) -> None:
    """They are the briefings in another language of the same visit or the same day."""
    library.add("talks", ROAD, day=date(2025, 3, 4), visit="Dushanbe 2025")
    library.add("peregovory", "Стороны обсудили дорогу.", language="ru", day=date(2025, 3, 9), visit="Dushanbe 2025")
    library.add("zametka", "Стороны встретились.", language="ru", day=date(2025, 3, 4))
    library.add("arrival", WATER, day=date(2025, 3, 4), visit="Dushanbe 2025")
    library.add("undated", SCHOOL, day=None)
    library.add("bez-daty", "Студенты получат стипендии.", language="ru", day=None)
    indexed = _indexed(library)
    assert _left_without(indexed, "talks") == {"arrival", "undated", "bez-daty"}
    assert _left_without(indexed, "undated") == {"talks", "peregovory", "zametka", "arrival", "bez-daty"}


def test_nothing_is_made_of_a_briefing_without_which_nothing_is_left(library: Office) -> None:
    library.add("road", ROAD)
    assert stand_ins(_indexed(library), 300, 1) == []
