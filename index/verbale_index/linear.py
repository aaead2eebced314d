"""Linear models over named features."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from verbale_index.encoder import Vectors

DECIMALS = 5


@dataclass(frozen=True)
class LinearModel:
    """Weights of standardised features; a score is ``intercept`` and the sum of weight × (value − mean) / deviation."""

    names: tuple[str, ...]
    means: Vectors
    deviations: Vectors
    weights: Vectors
    intercept: float

    def scores(self, names: Sequence[str], values: Vectors) -> Vectors:
        """float32 (n,) for ``values``, float32 (n, n_features), whose columns are ``names``.

        Raises:
            ValueError: the names are not those that the model was fitted on, in their order.
        """
        if tuple(names) != self.names:
            raise ValueError(f"the model knows other features: {set(names) ^ set(self.names)}")
        standardised = (values - self.means) / self.deviations
        scores: Vectors = (standardised @ self.weights + np.float32(self.intercept)).astype(np.float32)
        return scores

    def to_json(self) -> dict[str, Any]:
        """The model as an object that a person can read: a line for each feature."""
        rows = zip(self.names, self.means.tolist(), self.deviations.tolist(), self.weights.tolist(), strict=True)
        return {
            "intercept": round(self.intercept, DECIMALS),
            "features": {
                name: {
                    "mean": round(mean, DECIMALS),
                    "deviation": round(deviation, DECIMALS),
                    "weight": round(weight, DECIMALS),
                }
                for name, mean, deviation, weight in rows
            },
        }

    @classmethod
    def from_json(cls, fields: Mapping[str, Any]) -> "LinearModel":
        """The model that ``to_json`` wrote."""
        features = fields["features"]
        columns = {
            part: np.array([feature[part] for feature in features.values()], np.float32)
            for part in ("mean", "deviation", "weight")
        }
        return cls(
            tuple(features), columns["mean"], columns["deviation"], columns["weight"], float(fields["intercept"])
        )
