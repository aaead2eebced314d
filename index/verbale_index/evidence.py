"""Evidence: what tells whether the best candidate answers at all, as numbers that mean the same with every encoder."""

import math

from verbale.asking.answer_kind import AnswerKind
from verbale.asking.names import romanised
from verbale.asking.negation import denies
from verbale.language import Language
from verbale.language_words import FREQUENT_WORDS
from verbale_index.asked import Asked, spelt_for_stems, stem_of
from verbale_index.calibration import Scale
from verbale_index.candidates import Candidates
from verbale_index.features import Features, share_said, words_around

SHORTEST_WORD = 2
FEW = 50.0
"""In an index of so few paragraphs, one that looks right is right more often than in a large one."""
_OWN = (
    "dense", "dense range", "paragraph dense", "cover", "paragraph cover", "paragraph keywords", "names said",
    "names said near", "figures said", "figures denied", "days said", "days denied", "places said", "new amount",
    "new year", "new names", "new places", "length", "points back", "quotation marks",
)  # fmt: skip
_FREQUENT = {language: frozenset(map(romanised, words)) for language, words in FREQUENT_WORDS.items()}


def evidence_of(asked: Asked, candidates: Candidates, features: Features, best: int, scale: Scale) -> dict[str, float]:
    """The evidence that the candidate in place ``best`` answers.

    How far it is ahead of the next one is none: among briefings of parallel visits several may say it as well.
    """
    own = dict(zip(features.names, features.values[best].tolist(), strict=True))
    found = candidates.found
    key = found.view.generation.passages.editions[candidates.editions[best]]
    is_same_language = key.language == asked.language
    cosine = (float(candidates.cosines[best]) - scale.mean) / scale.deviation
    words, read = _content_words(asked), features.read[best]
    stems = tuple(map(stem_of, words))
    asks_denial = denies(asked.text)
    few = FEW / (FEW + found.view.n_paragraphs)
    evidence = {
        "cosine": cosine,
        "best cosine": (float(candidates.cosines.max()) - scale.mean) / scale.deviation,
        "paragraph cosine": (float(found.cosines[candidates.places[best]]) - scale.mean) / scale.deviation,
        "best cover": float(candidates.covers.max()),
        "best paragraph cover": float(candidates.paragraph_covers.max()),
        # In few paragraphs most words of any question are missing, which tells nothing about this one.
        "share": found.keyword_scores.share + few * (1 - found.keyword_scores.share),
        "few paragraphs": few,
        "words": math.log1p(len(words)),
        "question length": math.log(len(asked.text)),
        "words said": share_said(stems, read.spelt),
        "words said near": share_said(stems, words_around(candidates, int(candidates.owners[best]))),
        "denial unmatched": float(asks_denial and not read.denies),
        "denial unasked": float(read.denies and not asks_denial),
    }
    evidence |= {name: own[name] for name in _OWN}
    evidence |= {name: value for name, value in own.items() if ": " in name}
    other = float(not is_same_language)
    evidence["other language"] = other
    for name in ("cosine", "cover", "paragraph cover", "share"):
        evidence[f"other language: {name}"] = other * evidence[name]
    evidence |= {f"asks for {kind}": float(asked.kind is kind) for kind in AnswerKind}
    evidence |= {f"asked in {language}": float(asked.language is language) for language in Language}
    return evidence


def _content_words(asked: Asked) -> tuple[str, ...]:
    """The question's words, romanised, without those that every question has."""
    frequent = _FREQUENT[asked.language]
    words = spelt_for_stems(asked.text).split()
    return tuple(word for word in dict.fromkeys(words) if len(word) >= SHORTEST_WORD and word not in frequent)
