"""Calibration from the briefings themselves."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from library import TRIGRAM_SCALE
from library import Library as Office
from verbale.errors import Refused
from verbale_index.calibration import Calibration, shipped_coefficients
from verbale_index.self_calibration import MOST_STAND_INS, SEED, Scores, Tally, fit, self_calibrated, tally
from verbale_index.shelf import Shelf
from verbale_index.stand_ins import Library, stand_ins

SUBJECTS = (
    "the mountain highway", "the cotton exchange", "river gauges", "student exchanges", "the power line",
    "museum loans", "border clinics", "railway tariffs", "seed laboratories", "the weather service",
    "glacier research", "fishing quotas",
)  # fmt: skip
DEEDS = (
    "Engineers of both ministries inspected {} and described unexpected delays caused by flooding near the bridge.",
    "Journalists heard that {} would receive additional funding after parliament approved the revised national budget.",
    "A joint commission on {} begins regular consultations between regional authorities, companies and universities.",
)
UNUSED = Calibration(TRIGRAM_SCALE, slope=0.0, offset=-1.0, answered=0.5, near=0.1)


def _library(office: Office, n_briefings: int) -> Library:
    for number, subject in enumerate(SUBJECTS[:n_briefings]):
        text = "\n\n".join(deed.format(subject) for deed in DEEDS)
        office.add(f"briefing-{number}", text, day=date(2025, 3, 1) + timedelta(days=number))
    office.build()
    generation = office.serving().generation()
    assert generation is not None
    return Library(generation, Shelf(office.briefings), office.briefings.all())


def _scores(found: list[float], hits: list[bool], without: list[float]) -> Scores:
    return Scores(np.array(found), np.array(hits, np.bool_), np.array(without))


def test_what_is_fitted_gives_a_right_stand_in_four_fifths_and_tells_both_ways_of_asking_apart() -> None:
    """Though the scores do not overlap, the slope is finite."""
    slope, offset = fit(_scores([-0.1, -0.2, -0.1, -0.2], [True] * 4, [-3.0, -4.0, -3.5, -2.5]))
    calibration = replace(UNUSED, slope=slope, offset=offset)
    assert calibration.probability(-0.15) == pytest.approx(0.8, abs=0.02)
    assert calibration.probability(-3.0) < 0.02
    assert 1.0 < slope < 10.0


def test_a_wrong_first_quote_counts_like_one_without_the_briefing() -> None:
    surer = fit(_scores([-0.1, -0.2, -0.1, -0.2], [True] * 4, [-3.0, -4.0]))
    less_sure = fit(_scores([-0.1, -0.2, -0.1, -0.2], [True, True, False, False], [-3.0, -4.0]))
    probabilities = [replace(UNUSED, slope=s, offset=o).probability(-0.1) for s, o in (surer, less_sure)]
    assert probabilities == [pytest.approx(0.8, abs=0.03), pytest.approx(0.4, abs=0.04)]


def test_where_nothing_was_found_nothing_is_fitted_but_it_is_counted() -> None:
    nothing = float("-inf")
    with_nothing = _scores([-0.1, -0.2, nothing], [True, True, False], [-3.0, -4.0, nothing])
    slope, offset = fit(with_nothing)
    assert np.isfinite([slope, offset]).all()
    counted = tally(with_nothing, replace(UNUSED, slope=slope, offset=offset))
    assert counted == Tally(answered=2, right=2, answered_without=0)


def test_scores_of_one_kind_alone_give_no_slope() -> None:
    assert fit(_scores([-0.1, -0.2], [False, False], [-3.0])) == (0.0, 0.0)


def test_a_tally_counts_what_is_answered_and_what_of_it_is_right() -> None:
    calibration = Calibration(TRIGRAM_SCALE, slope=1.0, offset=1.0, answered=0.5, near=0.1)
    scores = _scores([-0.5, -0.9, -1.1, -0.2], [True, False, True, True], [-0.8, -1.5, -2.0])
    assert tally(scores, calibration) == Tally(answered=3, right=2, answered_without=1)


def test_a_calibration_is_made_from_the_briefings(library: Office) -> None:
    indexed = _library(library, 12)
    stages: list[tuple[str, int, int]] = []
    made = self_calibrated(
        indexed, library.encoder, shipped_coefficients(), UNUSED, lambda *stage: stages.append(stage)
    )
    shipped = shipped_coefficients().calibration
    assert (made.asked, made.briefings) == (36, 12)
    assert (made.calibration.answered, made.calibration.near) == (shipped.answered, shipped.near)
    assert made.calibration.slope > 0
    assert made.before == Tally(0, 0, 0)
    assert made.after.right >= 0.8 * made.asked
    assert made.after.answered_without <= 0.2 * made.asked_without
    assert stages[0] == ("reading", 1, 36)
    assert stages[-1] == ("asking", 36, 36)
    again = self_calibrated(indexed, library.encoder, shipped_coefficients(), made.calibration, lambda *_: None)
    assert (again.before, again.after) == (made.after, made.after)
    assert again.calibration == made.calibration


def test_the_scale_is_that_of_cosines_between_stand_ins_and_paragraphs_of_other_briefings(library: Office) -> None:
    indexed = _library(library, 8)
    made = self_calibrated(indexed, library.encoder, shipped_coefficients(), UNUSED, lambda *_: None)
    cosines = []
    for one in stand_ins(indexed, MOST_STAND_INS, SEED):
        (vector,) = library.encoder.encode_questions([one.text])
        for row, paragraph in enumerate(indexed.generation.passages.paragraphs.tolist()):
            if paragraph[0] != one.edition:
                cosines.append(float(vector @ indexed.generation.paragraph_vectors.vectors()[row]))
    assert len(cosines) == 24 * 21
    assert made.calibration.scale.mean == pytest.approx(np.mean(cosines), abs=1e-5)
    assert made.calibration.scale.deviation == pytest.approx(np.std(cosines), abs=1e-5)


def test_a_sentence_that_another_briefing_has_too_is_not_asked_without_its_own(library: Office) -> None:
    indexed = _library(library, 11)
    library.add("copy", DEEDS[0].format(SUBJECTS[0]), day=date(2025, 5, 1))
    library.build()
    generation = library.serving().generation()
    assert generation is not None
    indexed = Library(generation, Shelf(library.briefings), library.briefings.all())
    made = self_calibrated(indexed, library.encoder, shipped_coefficients(), UNUSED, lambda *_: None)
    assert (made.asked, made.asked_without) == (34, 32)


def test_too_few_sentences_are_refused_with_their_number(library: Office) -> None:
    indexed = _library(library, 6)
    with pytest.raises(Refused) as refused:
        self_calibrated(indexed, library.encoder, shipped_coefficients(), UNUSED, lambda *_: None)
    assert str(refused.value) == (
        "The briefings give 18 sentences to ask about, and 20 are needed. Add briefings of other visits or days, "
        "run verbale reindex, then verbale calibrate again."
    )
