"""Fitting the linear models. Deterministic: the same examples give the same coefficients."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from verbale_index.linear import LinearModel

Floats = npt.NDArray[np.float64]
Labels = npt.NDArray[np.bool_]

RANKER_PENALTY = 10.0
LOGISTIC_PENALTY = 200.0
SMALLEST_DEVIATION = 1e-3
ITERATIONS = 500
NEVER_POSITIVE = frozenset(["figures denied", "days denied"])
"""What speaks against the question never speaks for a candidate, whatever the sets say."""


def fit_ranker(
    names: tuple[str, ...], lists: Sequence[npt.NDArray[np.float32]], hits: Sequence[Labels], weights: Sequence[float]
) -> LinearModel:
    """A model whose softmax over the candidates of a question puts as much as possible on those that answer.

    Args:
        names: the features.
        lists: for each question, float32 (n_candidates, n_features).
        hits: for each question, bool (n_candidates,); a question without a hit, or with hits alone, teaches nothing.
        weights: how much each question counts.
    """
    from scipy.optimize import minimize  # takes a second to import; only training needs it

    used = [number for number, own in enumerate(hits) if 0 < own.sum() < len(own)]
    values = np.concatenate([lists[number] for number in used]).astype(np.float64)
    targets = np.concatenate([hits[number] for number in used]).astype(np.float64)
    sizes = np.array([len(hits[number]) for number in used])
    starts, owners = np.cumsum(sizes) - sizes, np.repeat(np.arange(len(used)), sizes)
    own_weights = np.array([weights[number] for number in used])
    means, deviations = values.mean(axis=0), values.std(axis=0) + SMALLEST_DEVIATION
    standardised = (values - means) / deviations

    def loss(coefficients: Floats) -> tuple[float, Floats]:
        scores = standardised @ coefficients
        exponents = np.exp(scores - np.maximum.reduceat(scores, starts)[owners])
        totals = np.add.reduceat(exponents, starts)
        rights = np.add.reduceat(exponents * targets, starts)
        value = -(own_weights * np.log(rights / totals)).sum() + RANKER_PENALTY / 2 * coefficients @ coefficients
        pulls = own_weights[owners] * (exponents / totals[owners] - exponents * targets / rights[owners])
        return float(value), standardised.T @ pulls + RANKER_PENALTY * coefficients

    bounds = [(None, 0.0) if name in NEVER_POSITIVE else (None, None) for name in names]
    found = minimize(
        loss,
        np.zeros(len(names)),
        jac=True,
        method="L-BFGS-B",
        bounds=bounds,
        options={"maxiter": ITERATIONS},
    )
    return LinearModel(names, _as_float32(means), _as_float32(deviations), _as_float32(found.x), 0.0)


def fit_logistic(names: tuple[str, ...], values: Floats, labels: Labels, weights: Floats) -> LinearModel:
    """A logistic regression of ``labels`` on ``values``, (n, n_features), each row with its weight."""
    from sklearn.linear_model import LogisticRegression  # as above

    means, deviations = values.mean(axis=0), values.std(axis=0) + SMALLEST_DEVIATION
    model = LogisticRegression(C=1 / LOGISTIC_PENALTY, max_iter=5 * ITERATIONS)
    model.fit((values - means) / deviations, labels, sample_weight=weights)
    coefficients = _as_float32(model.coef_[0])
    return LinearModel(names, _as_float32(means), _as_float32(deviations), coefficients, float(model.intercept_[0]))


def fit_probability(scores: Floats, hits: Labels, weights: Floats) -> tuple[float, float]:
    """Slope and offset of the logistic that turns scores into the probability of a hit (J. Platt, 1999)."""
    from sklearn.linear_model import LogisticRegression  # as above

    model = LogisticRegression(C=1e6).fit(scores[:, np.newaxis], hits, sample_weight=weights)
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def _as_float32(values: Floats) -> npt.NDArray[np.float32]:
    return np.asarray(values, np.float32)
