"""Key sentences: the few quotes that say most of a briefing, in the order of its text."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from verbale.answer import Citation
from verbale_index.attribution import Attribution
from verbale_index.encoder import Vectors
from verbale_index.generation import Generation

SHORTEST_CHARACTERS = 25
"""What is shorter is a dateline, a caption or a greeting."""
LONGEST_CHARACTERS = 500
"""What is longer is no summary, and is folded in a chat."""
LEAD_SHARE = 1.5
"""What the first sentence has ahead of the last, where the most and the least central differ by 1. A briefing begins
with who met whom and what came of it."""
LEAD_FALLS_TO_HALF = 2.0
"""Sentences after which half of the lead is left."""
LEAD_CENTRALITY = 0.4
"""From here on the lead counts in full: a place and a greeting come first as well, and have to do with nothing else."""
LIKENESS_SHARE = 1.0
"""What a sentence loses that means the same as one that is quoted already."""
TWIN_COSINE = 0.97
"""Sentences this close say the same in nearly the same words: one of them is enough."""
GROWN_SHARE = 0.25
"""What a sentence loses that has to be quoted with others so as not to mislead."""
_LEAST_NORM = 1e-6


@dataclass(frozen=True)
class _Quoted:
    """What is quoted for each sentence of a briefing, in the order of the text.

    ``rows``: of the sentences. ``starts`` and ``ends``: int64 (n_sentences,), offsets in code points into the edition's
    text. ``grown``: bool (n_sentences,), whether the quote is more than the sentence. ``vectors``: float32
    (n_sentences, dimension), L2-normalised.
    """

    rows: range
    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]
    grown: npt.NDArray[np.bool_]
    vectors: Vectors


class KeySentences:
    """Chooses and cites the key sentences of briefings. Safe to use from several threads."""

    def __init__(self, attribution: Attribution) -> None:
        self._attribution = attribution

    def of(self, generation: Generation, briefing: str, most: int) -> tuple[Citation, ...]:
        """At most ``most`` citations, none overlapping another, in the order of the text.

        There are none where the generation does not hold the briefing.

        Raises:
            Damaged: the stored text does not fit its SHA-256.
        """
        quoted = _quoted(generation, briefing)
        if quoted is None:
            return ()
        chosen = sorted(_chosen(quoted, most), key=lambda place: int(quoted.starts[place]))
        return tuple(self._attribution.citation(generation.passages, quoted.rows[place], ()) for place in chosen)


def _quoted(generation: Generation, briefing: str) -> _Quoted | None:
    passages = generation.passages
    if briefing not in {key.briefing for key in passages.editions}:
        return None
    paragraphs = passages.edition_paragraphs(passages.edition_row(briefing))
    if not paragraphs:
        return None
    rows = range(passages.sentence_rows(paragraphs[0]).start, passages.sentence_rows(paragraphs[-1]).stop)
    if not rows:
        return None
    sentences = passages.sentences[rows.start : rows.stop].astype(np.int64)
    return _Quoted(
        rows,
        starts=sentences[:, 3],
        ends=sentences[:, 4],
        grown=(sentences[:, 1] != sentences[:, 3]) | (sentences[:, 2] != sentences[:, 4]),
        vectors=_normalised(np.asarray(generation.sentence_vectors[rows.start : rows.stop], np.float32)),
    )


def _chosen(quoted: _Quoted, most: int) -> list[int]:
    """Places of the sentences to quote, the weightiest first: each is the best beside those before it."""
    worth = _worth(quoted)
    lengths = quoted.ends - quoted.starts
    is_fit = (lengths >= SHORTEST_CHARACTERS) & (lengths <= LONGEST_CHARACTERS)
    # What all sentences have in common is no likeness of two of them: models put even strangers close together.
    own = _normalised(quoted.vectors - quoted.vectors.mean(axis=0))
    likeness = np.zeros(len(worth), np.float32)
    is_free = np.ones(len(worth), np.bool_)
    chosen: list[int] = []
    while len(chosen) < most and is_free.any():
        eligible = is_free & is_fit
        # What is too short or too long is better than nothing, but never better than another sentence.
        if not eligible.any():
            if chosen:
                break
            eligible = is_free
        place = int(np.argmax(np.where(eligible, worth - LIKENESS_SHARE * likeness, -np.inf)))
        chosen.append(place)
        likeness = np.maximum(likeness, own @ own[place])
        is_free &= (quoted.ends <= quoted.starts[place]) | (quoted.starts >= quoted.ends[place])
        is_free &= quoted.vectors @ quoted.vectors[place] < TWIN_COSINE
    return chosen


def _worth(quoted: _Quoted) -> Vectors:
    """How much each sentence says of the briefing by itself: float32 (n_sentences,), higher is more."""
    centrality = quoted.vectors @ quoted.vectors.mean(axis=0)
    spread = float(np.ptp(centrality))
    # In the units of this briefing: how far apart cosines lie is the encoder's habit.
    centrality = (centrality - centrality.min()) / max(spread, _LEAST_NORM)
    lead = 0.5 ** (np.arange(len(centrality), dtype=np.float32) / LEAD_FALLS_TO_HALF)
    lead *= np.minimum(centrality / LEAD_CENTRALITY, 1)
    worth: Vectors = centrality + LEAD_SHARE * lead - GROWN_SHARE * quoted.grown
    return worth


def _normalised(vectors: Vectors) -> Vectors:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    normalised: Vectors = vectors / np.maximum(norms, _LEAST_NORM)
    return normalised
