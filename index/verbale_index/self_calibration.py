"""Calibration from the briefings themselves, for an encoder that was not calibrated on questions with known answers.

Each stand-in for a question is asked twice: of all briefings, where its own sentence is the answer, and of the
briefings without its own, where nothing is. From the scores of the evidence of both, slope and offset are fitted.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from verbale.asking.names import romanised
from verbale.canonical import canonical_line
from verbale.errors import Refused
from verbale.ports import Progress
from verbale_index.asked import Asked
from verbale_index.asking import asked_of
from verbale_index.calibration import Calibration, Coefficients, Scale
from verbale_index.candidates import Candidates, candidates_of
from verbale_index.encoder import Encoder
from verbale_index.evidence import evidence_of
from verbale_index.features import features_of
from verbale_index.retrieval import find
from verbale_index.stand_ins import Library, StandIn, stand_ins
from verbale_index.training.fitting import fit_probability
from verbale_index.view import View

MOST_STAND_INS = 300
LEAST_STAND_INS = 20
"""Fewer say too little to fit two numbers on."""
SEED = 20_261_125
BELIEVED = 0.8
"""A first quote that is right counts as right for four fifths.

A stand-in has nothing but words of its sentence, a person's question has others: of these, four in five get a right
first quote where the answer is there, of stand-ins nearly all. It also keeps the slope finite where the scores of the
two ways of asking do not overlap.
"""
PASSAGES = 256
"""With how many paragraphs, spread evenly over the index, each stand-in is compared for the scale."""
SMALLEST_DEVIATION = 0.01
_BETWEEN_WORDS = re.compile(r"[^\w'’ʻʼ-]+")

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Tally:
    """How many of the stand-ins a calibration would answer.

    ``answered``: of all briefings; ``right``: of these, with their own sentence; ``answered_without``: of the briefings
    without their own.
    """

    answered: int
    right: int
    answered_without: int


@dataclass(frozen=True)
class SelfCalibrated:
    """A calibration made from ``asked`` stand-ins of ``briefings`` briefings, and what it changes for them.

    ``asked_without``: how many of them were asked without their briefing; not those that another briefing answers.
    """

    calibration: Calibration
    asked: int
    asked_without: int
    briefings: int
    before: Tally
    after: Tally


@dataclass(frozen=True)
class Scores:
    """The evidence scores of n stand-ins: minus infinity where nothing was found.

    ``found``: float64 (n,), of all briefings; ``hits``: bool (n,), whether the first quote overlaps the sentence.
    ``without``: float64 (at most n,), of the briefings without their own, where these do not say the same.
    """

    found: Floats
    hits: Flags
    without: Floats


def self_calibrated(
    library: Library,
    encoder: Encoder,
    coefficients: Coefficients,
    in_use: Calibration,
    progress: Progress,
    seed: int = SEED,
) -> SelfCalibrated:
    """Make a calibration for ``encoder`` from the briefings; what is answered is compared with the one ``in_use``.

    The thresholds are those of the shipped calibration.

    Raises:
        Refused: the briefings give too few stand-ins, or the encoder cannot tell the two kinds of asking apart.
    """
    made = stand_ins(library, MOST_STAND_INS, seed)
    if len(made) < LEAST_STAND_INS:
        raise Refused(
            f"The briefings give {len(made)} sentences to ask about, and {LEAST_STAND_INS} are needed.",
            "Add briefings of other visits or days, run verbale reindex, then verbale calibrate again.",
        )
    asked = []
    for one in made:
        asked.append(asked_of(canonical_line(one.text), (), one.language, encoder))
        progress("reading", len(asked), len(made))
    scale = scale_of(asked, made, library)
    old, new = scores_of(asked, made, library, coefficients, (in_use.scale, scale), progress)
    calibration = replace(coefficients.calibration, scale=scale)
    slope, offset = fit(new)
    if slope <= 0:
        raise Refused(
            "With this embedding model, questions that are answered cannot be told from those that are not.",
            "Set VERBALE_EMBEDDING_MODEL to a model that is made for search in the languages of the briefings.",
        )
    calibration = replace(calibration, slope=slope, offset=offset)
    return SelfCalibrated(
        calibration=calibration,
        asked=len(made),
        asked_without=len(new.without),
        briefings=len({one.edition for one in made}),
        before=tally(old, in_use),
        after=tally(new, calibration),
    )


def scale_of(asked: Sequence[Asked], made: Sequence[StandIn], library: Library) -> Scale:
    """The scale of an encoder, from the stand-ins and paragraphs of other briefings than their own."""
    generation = library.generation
    paragraphs = generation.passages.paragraphs
    rows = np.unique(np.linspace(0, len(paragraphs) - 1, PASSAGES).astype(np.int64))
    cosines = np.stack([one.vector for one in asked]) @ generation.paragraph_vectors.vectors()[rows].T
    own = np.array([one.edition for one in made])
    unrelated = cosines[own[:, np.newaxis] != paragraphs[rows, 0]]
    return Scale(float(unrelated.mean()), max(float(unrelated.std()), SMALLEST_DEVIATION))


def scores_of(
    asked: Sequence[Asked],
    made: Sequence[StandIn],
    library: Library,
    coefficients: Coefficients,
    scales: Sequence[Scale],
    progress: Progress,
) -> list[Scores]:
    """Ask every stand-in both ways; the scores in each of ``scales``."""
    found: list[list[tuple[float, bool]]] = [[] for _ in scales]
    without: list[list[float]] = [[] for _ in scales]
    for number, (question, one) in enumerate(zip(asked, made, strict=True), start=1):
        everything = _candidates(question, library.everything, library)
        others = _candidates(question, library.without(one.edition), library)
        for place, scale in enumerate(scales):
            score, best = _scored(question, everything, coefficients, scale)
            found[place].append((score, everything is not None and _is_its_sentence(everything, best, one)))
            score, best = _scored(question, others, coefficients, scale)
            if others is None or not _says_as_much(others.texts[best], one):
                without[place].append(score)
        progress("asking", number, len(made))
    return [
        Scores(
            np.array([score for score, _ in own], np.float64),
            np.array([is_hit for _, is_hit in own], np.bool_),
            np.array(missed, np.float64),
        )
        for own, missed in zip(found, without, strict=True)
    ]


def fit(scores: Scores) -> tuple[float, float]:
    """Slope and offset; both ways of asking weigh the same, and a hit counts as one for the share ``BELIEVED``."""
    right, wrong = scores.found[scores.hits], scores.found[~scores.hits]
    without = scores.without[np.isfinite(scores.without)]
    parts = [
        (right, True, BELIEVED / len(scores.found)),
        (right, False, (1 - BELIEVED) / len(scores.found)),
        (wrong[np.isfinite(wrong)], False, 1 / len(scores.found)),
        (without, False, 1 / max(len(without), 1)),
    ]
    values = np.concatenate([own for own, _, _ in parts])
    labels = np.concatenate([np.full(len(own), label) for own, label, _ in parts])
    weights = np.concatenate([np.full(len(own), weight * len(scores.found)) for own, _, weight in parts])
    if labels.all() or not labels.any():
        return 0.0, 0.0
    return fit_probability(values, labels, weights)


def tally(scores: Scores, calibration: Calibration) -> Tally:
    """What a calibration would answer."""
    answered = np.array([calibration.probability(score) >= calibration.answered for score in scores.found], np.bool_)
    without = [calibration.probability(score) >= calibration.answered for score in scores.without]
    return Tally(int(answered.sum()), int((answered & scores.hits).sum()), sum(without))


def _candidates(asked: Asked, view: View | None, library: Library) -> Candidates | None:
    """What may be quoted; None where there is nothing."""
    if view is None:
        return None
    candidates = candidates_of(asked, find(asked, view), library.shelf)
    return candidates if candidates.texts else None


def _scored(asked: Asked, candidates: Candidates | None, coefficients: Coefficients, scale: Scale) -> tuple[float, int]:
    """The score of the evidence, and the place of the best candidate."""
    if candidates is None:
        return -np.inf, 0
    features = features_of(asked, candidates, scale)
    scores = coefficients.ranker.scores(features.names, features.values)
    best = int(np.argmax(scores))
    return coefficients.evidence_score(evidence_of(asked, candidates, features, best, scale)), best


def _is_its_sentence(candidates: Candidates, best: int, made: StandIn) -> bool:
    found, span = candidates.found, candidates.spans[best]
    edition = int(found.view.generation.passages.paragraphs[found.rows[candidates.places[best]], 0])
    return edition == made.edition and span.start < made.sentence.end and made.sentence.start < span.end


def _says_as_much(text: str, made: StandIn) -> bool:
    """Whether all words of the stand-in stand in ``text``, too: another briefing says the same."""
    return set(romanised(made.text).split()).issubset(romanised(_BETWEEN_WORDS.sub(" ", text)).split())
