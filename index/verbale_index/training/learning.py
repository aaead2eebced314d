"""Learning the coefficients from examples, and judging them on articles that they were not learned from."""

import math
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from verbale_index.calibration import Calibration, Coefficients, Scale
from verbale_index.choosing import distinct, ordered
from verbale_index.encoder import Vectors
from verbale_index.evaluation.metrics import auroc
from verbale_index.evidence import evidence_of
from verbale_index.features import Features
from verbale_index.linear import LinearModel
from verbale_index.training.examples import Example
from verbale_index.training.fitting import fit_logistic, fit_probability, fit_ranker

FOLDS = 5
QUOTES = 3
QUESTIONS_OF_A_SET = 600.0
"""What all questions of a set and language weigh together, at most: none is to drown the others."""
SMALL_SHARE = 0.4
DIGITS = 5
ANSWERED, NEAR = 0.5, 0.1

GROUPS = {
    "dense sentence": ("dense", "dense lead", "dense range"),
    "dense paragraph": ("paragraph dense", "paragraph lead", "paragraph rank"),
    "neighbours": ("dense before", "dense after", "cover before", "cover after", "points back"),
    "keywords": ("cover", "cover lead", "paragraph cover", "paragraph keywords"),
    "answer kind": (
        "date:", "number:", "person:", "place:", "reason:", "thing:", "list:", "definition:", "other:", "manner:",
    ),
    "names": ("names said", "names said near", "new names", "new places", "places said"),
    "figures and days": ("figures", "days", "new year", "new day", "new amount", "new ordinal"),
    "shape": ("length", "short", "sentences", "first", "position", "quotation marks"),
}  # fmt: skip
"""Groups of features by how their names begin, for the ablation."""


Judged = tuple[Example, list[bool], float]
"""An example, whether each of its first quotes answers, and the confidence."""


@dataclass(frozen=True)
class Learned:
    """The coefficients, and the ranker's scores of each example's candidates."""

    coefficients: Coefficients
    scores: list[Vectors]


def learn(examples: Sequence[Example], scale: Scale, seed: int) -> Learned:
    """Fit the ranker, then on its scores the evidence, then the probability."""
    ranker = _ranker(examples)
    scores = [_scores(ranker, example) for example in examples]
    rows, hits = _evidence(examples, scores, scale)
    names, values = tuple(rows[0]), np.array([list(row.values()) for row in rows], np.float64)
    is_answerable = np.array([example.is_answerable for example in examples])
    has_article = np.array([example.has_article for example in examples])
    clear = is_answerable | ~has_article
    presence = fit_logistic(names, values[clear], is_answerable[clear], _presence_weights(examples)[clear])
    exact = has_article & np.array(
        [not example.is_small and example.set_name in _adversarial(examples) for example in examples]
    )
    exactness = fit_logistic(names, values[exact], is_answerable[exact], np.ones(int(exact.sum())))
    said = exactness.scores(names, values[exact & is_answerable].astype(np.float32)).astype(np.float64)
    usual = round(float(-np.logaddexp(0.0, -said).mean()), DIGITS)
    learned = Coefficients(ranker, presence, exactness, usual, Calibration(scale, 1.0, 0.0, ANSWERED, NEAR), {})
    evidence_scores = np.array([learned.evidence_score(row) for row in rows])
    slope, offset = fit_probability(evidence_scores, hits, _probability_weights(examples))
    calibration = replace(learned.calibration, slope=round(slope, DIGITS), offset=round(offset, DIGITS))
    return Learned(replace(learned, calibration=calibration, conditions=_conditions(examples, seed)), scores)


def _adversarial(examples: Sequence[Example]) -> frozenset[str]:
    """The sets with questions that nothing answers though there is something near: only they teach what is exact."""
    return frozenset(example.set_name for example in examples if example.has_article and not example.is_answerable)


def cross_validated(examples: Sequence[Example], scale: Scale) -> dict[str, Any]:
    """Figures by set and language, each example judged by a model that has not seen its article, whatever the set."""
    folds = _folds(examples)
    judged: list[Judged] = []
    for fold in range(FOLDS):
        seen = [example for example, own in zip(examples, folds, strict=True) if own != fold]
        unseen = [example for example, own in zip(examples, folds, strict=True) if own == fold]
        judged += _judged(unseen, learn(seen, scale, 0).coefficients)
    return _by_set(judged)


def transferred(examples: Sequence[Example], learned: Coefficients) -> dict[str, Any]:
    """Figures by set and language of examples that ``learned`` was not learned from."""
    return _by_set(_judged(examples, learned))


def _judged(examples: Iterable[Example], learned: Coefficients) -> "list[Judged]":
    return [(example, *judge(example, learned)) for example in examples]


def _by_set(judged: "Sequence[Judged]") -> dict[str, Any]:
    figures: dict[str, Any] = {}
    for key in dict.fromkeys((example.set_name, example.language) for example, _, _ in judged):
        own_rows = [row for row in judged if (row[0].set_name, row[0].language) == key]
        figures[" ".join(key)] = _figures(own_rows)
    return figures


def ablation(examples: Sequence[Example]) -> Iterator[dict[str, Any]]:
    """Quote hits in cross-validation with all features of the ranker, then without each group."""
    folds = _folds(examples)
    wanted = [number for number, example in enumerate(examples) if example.is_answerable and not example.is_small]
    for group, prefixes in [("nothing", ()), *GROUPS.items()]:
        kept = [not name.startswith(prefixes) if prefixes else True for name in examples[0].features.names]
        reduced = [_without(examples[number], kept) for number in wanted]
        hits: defaultdict[str, list[tuple[bool, bool]]] = defaultdict(list)
        for fold in range(FOLDS):
            ranker = _ranker([one for one, number in zip(reduced, wanted, strict=True) if folds[number] != fold])
            for one, number in zip(reduced, wanted, strict=True):
                if folds[number] == fold:
                    found = _hits(one, _scores(ranker, one))
                    hits[f"{one.set_name} {one.language}"].append((found[0], any(found)))
        yield {"without": group} | {
            key: [round(float(np.mean(column)), 4) for column in zip(*rows, strict=True)] for key, rows in hits.items()
        }


def judge(example: Example, learned: Coefficients) -> tuple[list[bool], float]:
    """Whether each of the first quotes answers, and the confidence."""
    scores = _scores(learned.ranker, example)
    evidence = evidence_of(
        example.asked,
        example.candidates,
        example.features,
        int(np.argmax(scores)),
        learned.calibration.scale,
    )
    return _hits(example, scores), learned.calibration.probability(learned.evidence_score(evidence))


def _hits(example: Example, scores: Vectors) -> list[bool]:
    order = ordered(scores, np.zeros(len(scores), np.bool_))
    chosen = distinct(order, example.candidates, example.features, QUOTES)
    return [bool(example.hits[one.place]) for one in chosen]


def _ranker(examples: Sequence[Example]) -> LinearModel:
    used = [one for one in examples if one.teaches_ranker and one.is_answerable and not one.is_small]
    return fit_ranker(
        used[0].features.names,
        [example.features.values for example in used],
        [example.hits for example in used],
        _weights(used),
    )


def _scores(ranker: LinearModel, example: Example) -> Vectors:
    return ranker.scores(example.features.names, example.features.values)


def _evidence(
    examples: Sequence[Example], scores: Sequence[Vectors], scale: Scale
) -> tuple[list[dict[str, float]], npt.NDArray[np.bool_]]:
    """The evidence of each example, and whether its first quote answers."""
    rows = [
        evidence_of(example.asked, example.candidates, example.features, int(np.argmax(own)), scale)
        for example, own in zip(examples, scores, strict=True)
    ]
    hits = [bool(example.hits[int(np.argmax(own))]) for example, own in zip(examples, scores, strict=True)]
    return rows, np.array(hits, np.bool_)


def _weights(examples: Sequence[Example]) -> list[float]:
    counts = Counter((example.set_name, example.language) for example in examples)
    return [min(1.0, QUESTIONS_OF_A_SET / counts[example.set_name, example.language]) for example in examples]


def _presence_weights(examples: Sequence[Example]) -> npt.NDArray[np.float64]:
    """Questions whose article is there and those whose is not weigh alike in each set; those in small indexes less."""
    return _group_weights(
        examples, {"there": 1.0, "small, there": SMALL_SHARE, "left out": 1.0, "small, left out": SMALL_SHARE}
    )


def _probability_weights(examples: Sequence[Example]) -> npt.NDArray[np.float64]:
    """As an office may meet them: half of the questions have an answer, some of the others something near."""
    shares = {"there": 0.4, "small, there": 0.1, "left out": 0.3, "small, left out": 0.1, "nothing exact": 0.1}
    return _group_weights(examples, shares)


def _group_weights(examples: Sequence[Example], shares: Mapping[str, float]) -> npt.NDArray[np.float64]:
    """A weight for each example, so that the groups of each set and language weigh as ``shares`` says."""
    keys = [(example.set_name, example.language, _group(example)) for example in examples]
    counts = Counter(keys)
    return np.array([QUESTIONS_OF_A_SET * shares.get(key[2], 0.0) / counts[key] for key in keys], np.float64)


def _group(example: Example) -> str:
    if example.has_article and not example.is_answerable:
        return "nothing exact"
    group = "there" if example.has_article else "left out"
    return f"small, {group}" if example.is_small else group


def _folds(examples: Sequence[Example]) -> list[int]:
    """A fold for each example; all examples of an article, in whatever set and language, are in the same one."""
    clusters = sorted({example.cluster for example in examples})
    random.Random(0).shuffle(clusters)
    fold_of = {cluster: number % FOLDS for number, cluster in enumerate(clusters)}
    return [fold_of[example.cluster] for example in examples]


def _without(example: Example, kept: Sequence[bool]) -> Example:
    names = tuple(name for name, is_kept in zip(example.features.names, kept, strict=True) if is_kept)
    values = example.features.values[:, np.array(kept)]
    return replace(example, features=Features(names, values, example.features.read))


def _figures(rows: Iterable[Judged]) -> dict[str, Any]:
    rows = list(rows)
    plain = [row for row in rows if not row[0].is_small]
    answerable = [row for row in plain if row[0].is_answerable]
    left_out = [row for row in plain if not row[0].has_article]
    labelled = [row for row in plain if not row[0].is_answerable and row[0].has_article]
    small = [row for row in rows if row[0].is_small]
    figures: dict[str, Any] = {
        "questions": len(answerable),
        "quote hit@1": _mean(hits[0] for _, hits, _ in answerable),
        "quote hit@3": _mean(any(hits) for _, hits, _ in answerable),
    }
    for name, positives, negatives in (
        ("left out", answerable, left_out),
        ("labelled", answerable, labelled),
        (
            "small index",
            [row for row in small if row[0].is_answerable],
            [row for row in small if not row[0].is_answerable],
        ),
    ):
        if positives and negatives:
            scores = np.array([row[2] for row in (*positives, *negatives)])
            is_positive = np.arange(len(scores)) < len(positives)
            figures[f"AUROC {name}"] = round(float(auroc(scores, is_positive, np.ones((1, len(scores))))[0]), 4)
            for label, threshold in (("answered", ANSWERED), ("near", NEAR)):
                figures[f"{label}, {name}"] = [
                    _mean(row[2] >= threshold for row in side) for side in (positives, negatives)
                ]
    return figures


def _mean(values: Iterable[bool]) -> float:
    listed = list(values)
    return round(sum(listed) / len(listed), 4) if listed else math.nan


def _conditions(examples: Sequence[Example], seed: int) -> dict[str, Any]:
    counts = Counter(f"{example.set_name} {example.language}" for example in examples)
    return {
        "learned by": "scripts/train.py",
        "encoder": "the bundled one",
        "seed": seed,
        "examples": dict(counts),
    }
