import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale_index.linear import LinearModel

NUMBERS = st.floats(-100, 100, width=32)


def _model(names: tuple[str, ...] = ("length", "cover")) -> LinearModel:
    columns = np.array([1.0, 0.5], np.float32), np.array([2.0, 0.25], np.float32), np.array([3.0, -1.0], np.float32)
    return LinearModel(names, *columns, intercept=0.5)


def test_a_score_is_the_weighted_sum_of_what_is_unusual() -> None:
    values = np.array([[1.0, 0.5], [5.0, 0.5], [1.0, 1.0]], np.float32)
    # 0.5; 0.5 + 3 × (5 − 1) / 2; 0.5 − 1 × (1 − 0.5) / 0.25
    assert _model().scores(("length", "cover"), values).tolist() == [0.5, 6.5, -1.5]


@pytest.mark.parametrize(
    "names", [("length",), ("cover", "length"), ("length", "reach"), ("length", "cover", "reach"), ()]
)
def test_other_features_than_those_it_was_fitted_on_are_refused(names: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="the model knows other features"):
        _model().scores(names, np.zeros((1, len(names)), np.float32))


@given(st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), min_size=1, max_size=8), NUMBERS)
def test_a_model_comes_back_from_json_but_for_the_last_decimals(
    rows: list[tuple[float, float, float]], intercept: float
) -> None:
    means, deviations, weights = (np.array(column, np.float32) for column in zip(*rows, strict=True))
    model = LinearModel(tuple(f"feature {n}" for n in range(len(rows))), means, deviations, weights, intercept)
    again = LinearModel.from_json(json.loads(json.dumps(model.to_json())))
    assert again.names == model.names
    for name in ("means", "deviations", "weights", "intercept"):
        assert np.allclose(getattr(again, name), getattr(model, name), rtol=0, atol=1e-4), name
    assert again.to_json() == LinearModel.from_json(again.to_json()).to_json()


def test_in_json_there_is_a_line_for_each_feature() -> None:
    assert _model().to_json() == {
        "intercept": 0.5,
        "features": {
            "length": {"mean": 1.0, "deviation": 2.0, "weight": 3.0},
            "cover": {"mean": 0.5, "deviation": 0.25, "weight": -1.0},
        },
    }
