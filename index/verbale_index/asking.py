"""From the words of a question to what is searched for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from verbale.answer import Turn
from verbale.asking.answer_kind import answer_kind
from verbale.asking.follow_up import Dependence, Understood, understood
from verbale.asking.small_talk import without_greeting
from verbale.canonical import canonical_line
from verbale.language import Language
from verbale_index.asked import Asked, Mentions
from verbale_index.encoder import Encoder, Vectors
from verbale_index.grams import gram_counts


def asked_of(text: str, context: Sequence[Turn], language: Language, encoder: Encoder) -> Asked:
    """What ``text`` (canonical, not empty) asks for, given the turns before it, oldest first."""
    return asked_as_meant(meant_by(text, context, language), encoder)


@dataclass(frozen=True)
class Meant:
    """A question's own words, and what they mean after what was said before."""

    text: str
    understood: Understood
    language: Language


def meant_by(text: str, context: Sequence[Turn], language: Language) -> Meant:
    """What ``text`` means after ``context``; one that stands by itself means the same whatever was said before."""
    text = without_greeting(text)
    found = understood(text, context, language)
    if found.dependence is Dependence.STANDS:
        # A new topic is to be found as if nothing had been said before it.
        found = replace(found, carried="", carried_weight=0.0, beside="", beside_share=0.0)
    return Meant(text, found, language)


def asked_as_meant(meant: Meant, encoder: Encoder) -> Asked:
    """What is searched for."""
    found = meant.understood
    vectors = encoder.encode_questions([found.text, *([found.beside] if found.beside else [])])
    return Asked(
        text=found.text,
        language=meant.language,
        kind=answer_kind(found.answer_kind_question, meant.language),
        vector=_mixed(vectors, found.beside_share),
        grams=gram_counts([meant.text]).grams,
        carried=gram_counts([found.carried]).grams if found.carried else np.empty(0, np.uint32),
        carried_weight=found.carried_weight,
        mentions=Mentions.of(canonical_line(found.text)),
    )


def _mixed(vectors: Vectors, share: float) -> Vectors:
    """The first vector, with ``share`` of the second where there are two, of length 1."""
    first: Vectors = vectors[0]
    if len(vectors) == 1:
        return first
    mixed = (1 - np.float32(share)) * first + np.float32(share) * vectors[1]
    normalised: Vectors = mixed / np.linalg.norm(mixed)
    return normalised
