from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.errors import Damaged
from verbale_index.calibration import Calibration, Calibrations, Coefficients, Scale, conservative, shipped_coefficients

MADE = Calibration(Scale(0.5, 0.1), slope=2.0, offset=-1.0, answered=0.6, near=0.2)
SCORES = st.floats(-1e6, 1e6)


def test_a_probability_is_the_logistic_of_slope_and_offset() -> None:
    assert MADE.probability(0.5) == 0.5
    assert MADE.probability(1.0) == pytest.approx(1 / (1 + np.exp(-1)))
    assert MADE.probability(0.0) == pytest.approx(1 / (1 + np.exp(1)))


@given(SCORES, SCORES)
def test_a_higher_score_is_never_a_lower_probability(one: float, other: float) -> None:
    low, high = sorted([one, other])
    assert 0 <= MADE.probability(low) <= MADE.probability(high) <= 1


def test_about_an_unknown_encoder_fewer_questions_are_answered() -> None:
    """Whatever is answered, or shown as near, with the conservative calibration is so with the shipped one."""
    shipped = shipped_coefficients().calibration
    careful = conservative(shipped, Scale(0.1, 0.3))
    assert (careful.scale, careful.answered, careful.near) == (Scale(0.1, 0.3), shipped.answered, shipped.near)
    fewer = 0
    for score in np.linspace(-20, 0, 4001).tolist():  # logarithms of probabilities
        for threshold in (shipped.answered, shipped.near):
            is_careful, is_shipped = careful.probability(score) >= threshold, shipped.probability(score) >= threshold
            assert is_shipped or not is_careful, (score, threshold)
            fewer += is_shipped and not is_careful
    assert fewer > 0


def test_the_scale_of_an_encoder_is_seen_in_its_own_passages() -> None:
    random = np.random.default_rng(3)
    vectors = random.normal(size=(2000, 16)) + 2.0
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    cosines = (vectors @ vectors.T)[np.triu_indices(2000, k=1)]
    found = Scale.of(vectors.astype(np.float32))
    assert found.mean == pytest.approx(cosines.mean(), abs=0.01)
    assert found.deviation == pytest.approx(cosines.std(), rel=0.1)


@pytest.mark.parametrize(("n", "mean"), [(0, 0.0), (1, 0.0), (2, 1.0), (22, 1.0)])
def test_from_a_few_passages_only_the_mean_is_taken(n: int, mean: float) -> None:
    vectors = np.tile(np.array([[0.6, 0.8]], np.float32), (n, 1))
    assert Scale.of(vectors).mean == pytest.approx(mean)
    assert Scale.of(vectors).deviation == 0.05


def test_calibrations_are_kept_in_a_file_one_for_each_encoder(tmp_path: Path) -> None:
    file = tmp_path / "data" / "calibrations.json"
    kept = Calibrations(file)
    assert kept.read("one") is None
    other = Calibration(Scale(0.1, 0.2), 1.0, 0.0, 0.7, 0.3)
    kept.keep("one", MADE)
    kept.keep("other", other)
    again = Calibrations(file)
    assert (again.read("one"), again.read("other"), again.read("third")) == (MADE, other, None)
    kept.keep("one", other)
    assert Calibrations(file).read("one") == other


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe", b"not json", b'{"one": '])
def test_a_file_that_cannot_be_read_is_damage(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "calibrations.json"
    file.write_bytes(data)
    with pytest.raises(Damaged, match=r"calibrations\.json cannot be read"):
        Calibrations(file).read("one")
    with pytest.raises(Damaged, match=r"calibrations\.json cannot be read"):
        Calibrations(file).keep("one", MADE)
    assert file.read_bytes() == data


@pytest.mark.parametrize("data", [b"[]", b"null", b'{"one": {}}', b'{"one": {"scale": 1}}'])
def test_json_that_holds_no_calibrations_is_damage(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "calibrations.json"
    file.write_bytes(data)
    with pytest.raises(Damaged, match=r"calibrations\.json cannot be read"):
        Calibrations(file).read("one")


def test_coefficients_come_back_from_their_bytes() -> None:
    shipped = shipped_coefficients()
    again = Coefficients.from_bytes(shipped.to_bytes())
    assert again.to_bytes() == shipped.to_bytes()
    assert (again.calibration, again.usual_exactness) == (shipped.calibration, shipped.usual_exactness)
    for name in ("ranker", "presence", "exactness"):
        assert getattr(again, name).names == getattr(shipped, name).names
        assert np.array_equal(getattr(again, name).weights, getattr(shipped, name).weights), name


def test_what_is_shipped_says_near_before_it_answers() -> None:
    calibration = shipped_coefficients().calibration
    assert 0 < calibration.near < calibration.answered < 1
    assert calibration.slope > 0
    # Scores of evidence are logarithms of probabilities, 0 at most: what is certain must be answered.
    assert calibration.probability(0.0) > calibration.answered
    assert calibration.scale.deviation > 0


@pytest.mark.parametrize(
    ("language", "is_asked"), [("en", True), ("ru", True), ("kk", False), ("uz", False), ("tg", False)]
)
def test_exactness_is_asked_in_the_languages_that_it_was_measured_in(language: str, is_asked: bool) -> None:
    coefficients = shipped_coefficients()
    evidence = dict.fromkeys(coefficients.presence.names, 0.0) | {f"asked in {language}": 1.0}
    others = [dict(evidence, **{"denial unmatched": value}) for value in (0.0, 1.0)]
    without = replace(coefficients, presence=replace(coefficients.presence, weights=0 * coefficients.presence.weights))
    scores = [without.evidence_score(one) for one in others]
    assert (scores[0] > scores[1]) is is_asked
    assert (scores[0] == scores[1]) is not is_asked
