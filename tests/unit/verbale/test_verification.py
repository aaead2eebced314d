import random
import time

import pytest

from library import ARRIVAL, RAILWAY, edition
from verbale.edition import Edition
from verbale.quote import Quote
from verbale.verification import Likeness, Since, Verified, verify

ROAD = "He said that the road over the Anzob pass would reopen in May."
TRADE = "The parties agreed to raise mutual trade to $2 billion by 2030."
JUNE = ARRIVAL.replace("in May", "in June")


def _corrected(new: str) -> list[tuple[Edition, bool]]:
    """A briefing in two editions, the newer one first."""
    return [(edition(new, number=2), True), (edition(ARRIVAL), False)]


def _place(words: str, of: Edition) -> Quote:
    start = of.text.index(words)
    return Quote(of.briefing, of.number, start, start + len(words))


def _now(found: Verified | None, current: Edition) -> tuple[str, ...]:
    assert found is not None
    assert all((quote.briefing, quote.edition) == (current.briefing, current.number) for quote in found.now)
    return tuple(quote.span.of(current.text) for quote in found.now)


def test_a_verbatim_text_of_the_current_edition_is_told_with_its_place() -> None:
    arrival, railway = edition(), edition(RAILWAY, "railway")
    found = verify(ROAD, [(railway, True), (arrival, True)])
    assert found == Verified(_place(ROAD, arrival), Likeness.EXACT, 1.0, Since.CURRENT)
    assert (found.is_exact, found.is_verbatim, found.edition_is_current) == (True, True, True)


def test_several_paragraphs_are_verified_as_one_text() -> None:
    arrival = edition()
    found = verify(arrival.text, [(arrival, True)])
    assert found == Verified(Quote("arrival", 1, 0, len(arrival.text)), Likeness.EXACT, 1.0, Since.CURRENT)


def test_a_text_that_was_corrected_is_told_with_what_stands_there_now() -> None:
    editions = _corrected(JUNE)
    found = verify(ROAD, editions)
    assert found is not None
    assert (found.quote, found.likeness, found.since) == (_place(ROAD, editions[1][0]), Likeness.EXACT, Since.CHANGED)
    assert _now(found, editions[0][0]) == (ROAD.replace("May", "June"),)
    assert not found.edition_is_current


def test_a_text_that_was_taken_out_is_gone() -> None:
    found = verify(ROAD, _corrected(ARRIVAL.replace(f" {ROAD}", "")))
    assert found is not None
    assert (found.likeness, found.since, found.now) == (Likeness.EXACT, Since.GONE, ())


def test_a_text_that_stands_in_both_editions_is_quoted_from_the_current_one() -> None:
    editions = _corrected(JUNE)
    found = verify(TRADE, editions)
    assert found == Verified(_place(TRADE, editions[0][0]), Likeness.EXACT, 1.0, Since.CURRENT)


def test_a_text_over_paragraphs_that_were_joined_since_is_unchanged() -> None:
    editions = _corrected(ARRIVAL.replace("\n\n", " "))
    whole = editions[1][0].text
    found = verify(whole, editions)
    assert found is not None
    assert (found.quote.edition, found.likeness, found.since) == (1, Likeness.EXACT, Since.UNCHANGED)
    assert _now(found, editions[0][0]) == (whole.replace("\n\n", " "),)


def test_a_current_edition_of_another_briefing_is_preferred_to_an_older_one() -> None:
    other = edition(f"Another report. {ROAD}", "other")
    editions = [*_corrected(JUNE), (other, True)]
    found = verify(ROAD, editions)
    assert found == Verified(
        _place(ROAD, other), Likeness.EXACT, 1.0, Since.CURRENT, also=(_place(ROAD, editions[1][0]),)
    )


def test_each_other_briefing_that_says_the_same_is_named_once() -> None:
    editions = [(edition(f"Report. {ROAD} {ROAD}", name, number), number == 2) for name in "abc" for number in (2, 1)]
    found = verify(ROAD, editions)
    assert found is not None
    assert found.quote == _place(ROAD, editions[0][0])
    assert found.also == (_place(ROAD, editions[2][0]), _place(ROAD, editions[4][0]))


def test_without_a_current_edition_nothing_stands_in_the_place() -> None:
    found = verify(ROAD, [(edition(), False)])
    assert found is not None
    assert (found.since, found.now) == (Since.GONE, ())


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ('"We shall finish," he said - "by spring..."', "“We shall finish,” he said — “by spring…”"),
        ("«Жол» — деді", '"Жол" - деді'),
        ("O'zbekiston va Qozog'iston", "Oʻzbekiston va Qozogʻiston"),
        ("first part. second part", "first part.\n\nsecond part"),
        ("3-5 May (all)", "3–5 May (all)"),
    ],
)
def test_other_typography_is_verbatim_but_not_exact(text: str, stored: str) -> None:
    one = edition(f"Before this. {stored} and after it.")
    found = verify(text, [(one, True)])
    assert found == Verified(_place(stored, one), Likeness.TYPOGRAPHY, 1.0, Since.CURRENT)
    assert (found.is_exact, found.is_verbatim) == (False, True)


def test_exact_words_of_an_older_edition_come_before_other_typography_of_the_current_one() -> None:
    editions = [(edition("He said “May” again and again.", number=2), True), (edition('He said "May" again.'), False)]
    found = verify('said "May" again', editions)
    assert found is not None
    assert (found.quote.edition, found.likeness, found.since) == (1, Likeness.EXACT, Since.CHANGED)


@pytest.mark.parametrize("text", ["6 percent growth", "1 billion in trade"])
def test_a_cut_number_is_not_verbatim(text: str) -> None:
    one = edition("There was 16 percent growth. It was $2.1 billion in trade.")
    found = verify(text, [(one, True)])
    assert found is None or not found.is_verbatim


def test_a_misquotation_is_told_with_the_nearest_sentence() -> None:
    arrival = edition()
    found = verify(ROAD.replace("May", "June"), [(edition(RAILWAY, "railway"), True), (arrival, True)])
    assert found is not None
    assert (found.quote, found.likeness, found.since) == (_place(ROAD, arrival), Likeness.NEAREST, Since.CURRENT)
    assert found.similarity == pytest.approx(12 / 13)
    assert not found.is_verbatim


def test_a_misquoted_part_of_a_sentence_is_told_with_the_whole_one() -> None:
    arrival = edition()
    found = verify("raise mutual trade to $5 billion by 2030", [(arrival, True)])
    assert found is not None
    assert (found.quote, found.likeness) == (_place(TRADE, arrival), Likeness.NEAREST)
    assert found.similarity == pytest.approx(7 / 8)


def test_a_misquotation_of_several_sentences_is_told_with_all_of_them() -> None:
    arrival = edition()
    whole = arrival.text[arrival.text.index("It was met") : arrival.text.index("\n\nThe parties")]
    found = verify(whole.replace("Farrukh", "Faridun").replace("May", "June"), [(arrival, True)])
    assert found is not None
    assert (found.quote, found.likeness) == (_place(whole, arrival), Likeness.NEAREST)


def test_other_capitals_are_another_text() -> None:
    found = verify(ROAD.upper(), [(edition(), True)])
    assert found is not None
    assert (found.likeness, found.similarity) == (Likeness.NEAREST, 1.0)


def test_a_misquotation_of_what_was_corrected_is_told_with_both() -> None:
    editions = _corrected(ARRIVAL.replace(ROAD, "He said that the road over the pass stays closed all summer."))
    found = verify(ROAD.replace("Anzob", "Shahriston"), editions)
    assert found is not None
    assert (found.quote.edition, found.likeness, found.since) == (1, Likeness.NEAREST, Since.CHANGED)
    assert _now(found, editions[0][0]) == ("He said that the road over the pass stays closed all summer.",)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "«»",
        "…",
        "zebra",
        "in the of to",
        "The committee on fisheries adopted its annual report on herring quotas.",
        "Комитет по рыболовству принял годовой доклад о квотах на сельдь.",
    ],
)
def test_what_nothing_comes_near_is_not_found(text: str) -> None:
    assert verify(text, [(edition(), True), (edition(RAILWAY, "railway"), True)]) is None


def test_among_no_editions_nothing_is_found() -> None:
    assert verify(ROAD, []) is None


def test_a_thousand_editions_are_looked_through_in_under_a_second() -> None:
    words = [f"word{number}" for number in range(4000)]
    drawn = random.Random(5)

    def sentence() -> str:
        return " ".join(drawn.choices(words, k=12)).capitalize() + "."

    editions = [(edition(" ".join(sentence() for _ in range(30)), f"b{number}"), True) for number in range(1000)]
    (wanted, _), misquoted = editions[700], editions[700][0].text.split(". ")[7].split()
    misquoted[4] = "otherwise"
    started = time.process_time()
    found = verify(" ".join(misquoted), editions)
    assert time.process_time() - started < 1
    assert found is not None
    assert (found.quote.briefing, found.likeness) == (wanted.briefing, Likeness.NEAREST)
    assert found.similarity == pytest.approx(11 / 12)
