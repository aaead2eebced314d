"""Calibration: what an encoder's cosines, and the scores made of them, mean as a probability."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from verbale.durable import replace_file
from verbale.errors import Damaged
from verbale_index.encoder import Vectors
from verbale_index.linear import LinearModel

COEFFICIENTS = "coefficients.json"
SAMPLE = 256
USUAL_DEVIATION = 0.05
LARGEST_LOGIT = 50.0
EXACT_IN = ("en", "ru")
"""Exactness was learned from English questions and holds for Russian ones, as measured; of other languages nothing is
known."""
CAUTIOUS_SLOPE, CAUTION = 0.8, 1.2
"""An unknown encoder's scores are believed a little less, and its answers cost more than a logit."""


@dataclass(frozen=True)
class Scale:
    """How an encoder's cosines lie: the mean and the standard deviation between questions and unrelated passages."""

    mean: float
    deviation: float

    @classmethod
    def of(cls, vectors: Vectors) -> "Scale":
        """The scale of an unknown encoder, from passages: float32 (n, dimension), L2-normalised."""
        if not len(vectors):
            return cls(0.0, USUAL_DEVIATION)
        chosen = vectors[np.unique(np.linspace(0, len(vectors) - 1, SAMPLE).astype(np.int64))]
        cosines = (chosen @ chosen.T)[np.triu_indices(len(chosen), k=1)]
        if len(cosines) < SAMPLE:
            return cls(float(cosines.mean()) if len(cosines) else 0.0, USUAL_DEVIATION)
        return cls(float(cosines.mean()), max(float(cosines.std()), USUAL_DEVIATION / 5))


@dataclass(frozen=True)
class Calibration:
    """Turns the score of the evidence into the probability that the first quote answers, a logistic.

    From the probability ``answered`` on, the first quote is taken for an answer; from ``near`` on, it is shown as what
    comes nearest; below, the briefings do not say.
    """

    scale: Scale
    slope: float
    offset: float
    answered: float
    near: float

    def probability(self, score: float) -> float:
        """0 to 1."""
        logit = self.slope * score + self.offset
        return float(1.0 / (1.0 + np.exp(-max(-LARGEST_LOGIT, min(LARGEST_LOGIT, logit)))))

    @classmethod
    def from_json(cls, fields: Mapping[str, Any]) -> "Calibration":
        """The calibration whose fields these are."""
        return cls(**{**fields, "scale": Scale(**fields["scale"])})


@dataclass(frozen=True)
class Coefficients:
    """What was learned.

    ``ranker``: which candidate answers. ``presence``: whether what is asked about is in the briefings at all.
    ``exactness``: whether the best candidate says just that, or only something near; it is asked where question and
    passage are both in one of ``EXACT_IN``, elsewhere ``usual_exactness``, a logarithm, stands for it. ``calibration``
    is that of the bundled encoder; ``conditions`` tell what was learned from.
    """

    ranker: LinearModel
    presence: LinearModel
    exactness: LinearModel
    usual_exactness: float
    calibration: Calibration
    conditions: Mapping[str, Any]

    def evidence_score(self, evidence: Mapping[str, float]) -> float:
        """The logarithm of how likely it is that the briefings say it, and just that; not calibrated yet."""
        names, values = tuple(evidence), np.array([list(evidence.values())], np.float32)
        present = _log_likelihood(float(self.presence.scores(names, values)[0]))
        is_known = any(evidence[f"asked in {language}"] for language in EXACT_IN)
        if evidence["other language"] or not is_known:
            return present + self.usual_exactness
        return present + _log_likelihood(float(self.exactness.scores(names, values)[0]))

    def to_bytes(self) -> bytes:
        """The coefficients as JSON that a person can read."""
        fields = {
            "conditions": dict(self.conditions),
            "calibration": asdict(self.calibration),
            "ranker": self.ranker.to_json(),
            "presence": self.presence.to_json(),
            "exactness": self.exactness.to_json(),
            "usual exactness": self.usual_exactness,
        }
        return (json.dumps(fields, ensure_ascii=False, indent=1) + "\n").encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Coefficients":
        """The coefficients that ``to_bytes`` wrote."""
        fields = json.loads(data)
        return cls(
            LinearModel.from_json(fields["ranker"]),
            LinearModel.from_json(fields["presence"]),
            LinearModel.from_json(fields["exactness"]),
            fields["usual exactness"],
            Calibration.from_json(fields["calibration"]),
            fields["conditions"],
        )


def conservative(shipped: Calibration, scale: Scale) -> Calibration:
    """For an encoder about which nothing is known but its scale: it must be surer than the bundled one to answer."""
    return replace(shipped, scale=scale, slope=shipped.slope * CAUTIOUS_SLOPE, offset=shipped.offset - CAUTION)


def _log_likelihood(logit: float) -> float:
    """The logarithm of the logistic of ``logit``."""
    return -float(np.logaddexp(0.0, -logit))


@cache
def shipped_coefficients() -> Coefficients:
    """The coefficients that come with the program."""
    return Coefficients.from_bytes(files(__package__).joinpath(COEFFICIENTS).read_bytes())


class Calibrations:
    """Calibrations that were made here, in a file: one for each encoder, by its fingerprint."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @property
    def file(self) -> Path:
        """Where they are kept."""
        return self._file

    def read(self, fingerprint: str) -> Calibration | None:
        """The calibration for an encoder, or None where none was made.

        Raises:
            Damaged: the file cannot be read.
        """
        return self._all().get(fingerprint)

    def keep(self, fingerprint: str, calibration: Calibration) -> None:
        """Keep a calibration; it takes the place of an earlier one."""
        everything = self._all() | {fingerprint: calibration}
        self._file.parent.mkdir(parents=True, exist_ok=True)
        fields = {name: asdict(made) for name, made in everything.items()}
        replace_file(self._file, json.dumps(fields, indent=1, sort_keys=True).encode())

    def _all(self) -> dict[str, Calibration]:
        try:
            found = json.loads(self._file.read_bytes())
            return {name: Calibration.from_json(fields) for name, fields in found.items()}
        except FileNotFoundError:
            return {}
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise Damaged(
                f"The file {self._file} cannot be read: {error}.", "Delete it; then verbale calibrate makes a new one."
            ) from error
