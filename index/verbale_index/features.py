"""Features: what tells whether a candidate answers a question, as numbers that mean the same with every encoder.

Cosines are counted from what is usual among the visible passages, in units of ``Scale.deviation``: an encoder's cosines
lie in a narrow band of its own. A feature of an answer kind is 0 for questions of another kind.
"""

from dataclasses import dataclass

import numpy as np

from verbale.asking.answer_kind import AnswerKind
from verbale.asking.days import agree
from verbale.asking.figures import FigureKind, confirms, contradicts
from verbale_index.asked import Asked, spelt_for_stems
from verbale_index.calibration import Scale
from verbale_index.candidates import Candidates
from verbale_index.encoder import Vectors
from verbale_index.reading import ReadText, read_text, spelt

MOST_NAMES = 5
BELIEVED_FROM = 50
"""With so many background passages, what is usual among them counts as much as what is usual for the encoder."""
_NO_NEIGHBOUR = 0.0
_AMOUNTS = frozenset({FigureKind.COUNT, FigureKind.MONEY, FigureKind.PERCENT})
_KINDS_WITH_LENGTH = (AnswerKind.PERSON, AnswerKind.PLACE, AnswerKind.REASON, AnswerKind.MANNER)


@dataclass(frozen=True)
class Features:
    """``values``: float32 (n_candidates, n_features), by ``names``; ``read``: what each candidate's text says."""

    names: tuple[str, ...]
    values: Vectors
    read: tuple[ReadText, ...]


def features_of(asked: Asked, candidates: Candidates, scale: Scale) -> Features:
    """The features of each candidate."""
    read = tuple(map(read_text, candidates.texts))
    columns = _dense(candidates, scale) | _keyword(candidates) | _shape(asked, candidates, read)
    columns |= _said(asked, candidates, read)
    columns |= _expected(asked, columns)
    n = len(candidates.texts)
    values = np.empty((n, len(columns)), np.float32)
    for place, column in enumerate(columns.values()):
        values[:, place] = column
    return Features(tuple(columns), values, read)


Columns = dict[str, Vectors]


def _dense(candidates: Candidates, scale: Scale) -> Columns:
    found = candidates.found
    n_background = len(found.view.background.paragraphs)
    usual_sentence = _shrunken(found.usual_sentence, n_background, scale)
    usual_paragraph = _shrunken(found.usual_paragraph, n_background, scale)
    own = (candidates.cosines - usual_sentence) / np.float32(scale.deviation)
    spread = max(float(own.max() - own.min()), 1e-6)
    paragraph = (found.cosines - usual_paragraph) / np.float32(scale.deviation)
    around = (candidates.neighbours.cosines - usual_sentence) / np.float32(scale.deviation)
    return {
        "dense": own,
        "dense lead": own - own.max(),
        "dense range": (own - own.min()) / spread,
        "paragraph dense": paragraph[candidates.places],
        "paragraph lead": found.scores[candidates.places] - found.scores[0],
        "paragraph rank": np.log1p(candidates.places).astype(np.float32),
        "dense before": _of_neighbours(around, candidates.before),
        "dense after": _of_neighbours(around, candidates.after),
    }


def _shrunken(usual: float, n_background: int, scale: Scale) -> np.float32:
    """What is usual, as far as so few passages can tell: where all of them are about one visit, all are near it."""
    return np.float32((n_background * usual + BELIEVED_FROM * scale.mean) / (n_background + BELIEVED_FROM))


def _keyword(candidates: Candidates) -> Columns:
    covers = candidates.covers
    neighbours = candidates.neighbours.covers
    return {
        "cover": covers,
        "cover lead": covers - covers.max(),
        "paragraph cover": candidates.paragraph_covers[candidates.owners],
        "paragraph keywords": candidates.found.keywords[candidates.places],
        "cover before": _of_neighbours(neighbours, candidates.before),
        "cover after": _of_neighbours(neighbours, candidates.after),
    }


def _of_neighbours(values: Vectors, places: "np.typing.NDArray[np.int64]") -> Vectors:
    return np.where(places >= 0, values[places], np.float32(_NO_NEIGHBOUR)) if len(values) else values


def _shape(asked: Asked, candidates: Candidates, read: tuple[ReadText, ...]) -> Columns:
    lengths = np.log(np.fromiter(map(len, candidates.texts), np.float32, len(candidates.texts)))
    passages = candidates.found.view.generation.passages
    counts = np.bincount(passages.sentences_of(candidates.found.rows[candidates.paragraphs])[1])
    firsts = passages.paragraphs[candidates.found.rows[candidates.places], 4]
    position = candidates.rows - firsts
    points = [asked.language in one.points_back for one in read]
    return {
        "length": lengths,
        "length squared": (lengths - 5.0) ** 2,
        "short": np.maximum(0.0, np.log(60.0) - lengths),
        "sentences": np.log1p(counts[candidates.owners]).astype(np.float32),
        "first": (position == 0).astype(np.float32),
        "position": np.log1p(position).astype(np.float32),
        "quotation marks": np.asarray([one.is_quoted for one in read], np.float32),
        "points back": np.asarray(points, np.float32),
    }


def _said(asked: Asked, candidates: Candidates, read: tuple[ReadText, ...]) -> Columns:
    """What a candidate names that the question does not, and what it repeats of it or denies."""
    about = asked.mentions
    asked_stems = about.name_stems
    asked_values = frozenset(figure.value for figure in about.figures)
    asked_places = frozenset((place.country, place.city) for place in about.places)
    own_words = frozenset(spelt_for_stems(asked.text).split())
    around = [words_around(candidates, owner) for owner in range(len(candidates.paragraph_texts))]
    names_around = [share_said(asked_stems, words) for words in around]
    columns: dict[str, list[float]] = {
        name: []
        for name in (
            "new year", "new day", "new amount", "new ordinal", "new names", "new places", "reason",
            "names said", "names said near", "figures said", "figures denied", "days said", "days denied",
            "places said",
        )
    }  # fmt: skip
    for one, owner in zip(read, candidates.owners.tolist(), strict=True):
        found = one.mentions
        new = {figure.kind for figure in found.figures if figure.value not in asked_values}
        agreements = [agree(mine, other) for mine in about.days for other in found.days]
        new_names = sum(not own_words.issuperset(words) for words in one.name_words)
        columns["new year"].append(FigureKind.YEAR in new)
        columns["new day"].append(one.has_day_of_month and not any(agreements))
        columns["new amount"].append(not new.isdisjoint(_AMOUNTS))
        columns["new ordinal"].append(FigureKind.ORDINAL in new)
        columns["new names"].append(min(new_names, MOST_NAMES))
        columns["new places"].append(min(len(one.places - asked_places), MOST_NAMES))
        columns["reason"].append(one.gives_reason)
        columns["names said"].append(share_said(asked_stems, one.spelt))
        columns["names said near"].append(names_around[owner])
        columns["figures said"].append(confirms(about.figures, found.figures) / max(len(about.figures), 1))
        columns["figures denied"].append(contradicts(about.figures, found.figures))
        columns["days said"].append(any(agreement is True for agreement in agreements))
        denies = bool(agreements) and all(agreement is False for agreement in agreements)
        columns["days denied"].append(denies and asked.kind is not AnswerKind.DATE)
        columns["places said"].append(len(asked_places & one.places) / max(len(asked_places), 1))
    return {name: np.asarray(values, np.float32) for name, values in columns.items()}


def words_around(candidates: Candidates, owner: int) -> str:
    """The words of the paragraph in place ``owner`` and of its briefing's label, spelt for stems."""
    return spelt(candidates.paragraph_texts[owner]) + spelt(candidates.labels[owner])


def share_said(stems: tuple[str, ...], words: str) -> float:
    """Share, 0 to 1, of the stems that begin a word of ``words``, spelt for stems; 1 where there are no stems."""
    return sum(f" {stem}" in words for stem in stems) / len(stems) if stems else 1.0


def _expected(asked: Asked, columns: Columns) -> Columns:
    """Products with the kind of answer that the question asks for."""
    wanted = {
        AnswerKind.DATE: ("new year", "new day", "new amount", "new ordinal"),
        AnswerKind.NUMBER: ("new amount", "new year", "new ordinal"),
        AnswerKind.PERSON: ("new names", "new places"),
        AnswerKind.PLACE: ("new places", "new names"),
        AnswerKind.REASON: ("reason", "dense before"),
        AnswerKind.THING: ("new names", "new amount", "quotation marks"),
        AnswerKind.LIST: ("new names", "length"),
        AnswerKind.DEFINITION: ("first", "new names"),
        AnswerKind.OTHER: ("new names", "new amount"),
    }
    found: Columns = {}
    for kind, names in wanted.items():
        for name in names:
            found[f"{kind}: {name}"] = columns[name] * np.float32(asked.kind is kind)
    for kind in _KINDS_WITH_LENGTH:
        found[f"{kind}: length"] = columns["length"] * np.float32(asked.kind is kind)
    found["dense × cover"] = columns["dense"] * columns["cover"]
    found["points back: dense before"] = columns["points back"] * columns["dense before"]
    found["points back: cover before"] = columns["points back"] * columns["cover before"]
    return found
