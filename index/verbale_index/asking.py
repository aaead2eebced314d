"""From the words of a question to what is searched for."""

from collections.abc import Sequence

import numpy as np

from verbale.answer import Turn
from verbale.asking.answer_kind import answer_kind
from verbale.asking.follow_up import Dependence, understood
from verbale.asking.small_talk import without_greeting
from verbale.canonical import canonical_line
from verbale.language import Language
from verbale_index.asked import Asked, Mentions
from verbale_index.encoder import Encoder, Vectors
from verbale_index.grams import gram_counts


def asked_of(text: str, context: Sequence[Turn], language: Language, encoder: Encoder) -> Asked:
    """What ``text`` (canonical, not empty) asks for, given the turns before it, oldest first."""
    text = without_greeting(text)
    meant = understood(text, context, language)
    # A new topic is to be found as if nothing had been said before it.
    stands = meant.dependence is Dependence.STANDS
    beside, carried = ("", "") if stands else (meant.beside, meant.carried)
    vectors = encoder.encode_questions([meant.text, *([beside] if beside else [])])
    return Asked(
        text=meant.text,
        language=language,
        kind=answer_kind(meant.answer_kind_question, language),
        vector=_mixed(vectors, meant.beside_share),
        grams=gram_counts([text]).grams,
        carried=gram_counts([carried]).grams if carried else np.empty(0, np.uint32),
        carried_weight=meant.carried_weight,
        mentions=Mentions.of(canonical_line(meant.text)),
    )


def _mixed(vectors: Vectors, share: float) -> Vectors:
    """The first vector, with ``share`` of the second where there are two, of length 1."""
    first: Vectors = vectors[0]
    if len(vectors) == 1:
        return first
    mixed = (1 - np.float32(share)) * first + np.float32(share) * vectors[1]
    normalised: Vectors = mixed / np.linalg.norm(mixed)
    return normalised
