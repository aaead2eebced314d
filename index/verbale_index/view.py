"""A view: the part of a generation that exists for a viewer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from verbale.briefing import Briefing
from verbale_index.encoder import Vectors
from verbale_index.generation import Generation
from verbale_index.vectors import Mask
from verbale_index.visits import Visits

BACKGROUND_ROWS = 256
"""What is usual is seen in so many visible paragraphs, spread evenly over the index."""


@dataclass(frozen=True)
class Background:
    """What most passages are like: float32 (n, dimension), of some visible paragraphs and of their first sentences."""

    paragraphs: Vectors
    sentences: Vectors


@dataclass(frozen=True)
class View:
    """What exists of ``generation``: the rows of ``mask`` (None: all), how many they are, and their visits.

    ``labels``: title and visit of each visible briefing, by its id: what its sentences need not say again.
    """

    generation: Generation
    mask: Mask | None
    n_paragraphs: int
    n_briefings: int
    background: Background
    visits: Visits
    labels: Mapping[str, str]

    def mask_of(self, briefings: Iterable[str]) -> Mask:
        """The visible rows of these briefings: bool (n_paragraphs,), over all paragraphs of the generation."""
        passages = self.generation.passages
        chosen = np.zeros(len(passages.paragraphs), np.bool_)
        for briefing in briefings:
            rows = passages.edition_paragraphs(passages.edition_row(briefing))
            chosen[rows.start : rows.stop] = True
        return chosen if self.mask is None else chosen & self.mask


def label_of(briefing: Briefing) -> str:
    """Title and visit of a briefing."""
    return f"{briefing.title} {briefing.visit or ''}".rstrip()


def view_of(generation: Generation, visible: npt.NDArray[np.bool_], briefings: Sequence[Briefing]) -> View:
    """A view of the editions for which ``visible``, bool (n_editions,), is true; ``briefings`` are theirs."""
    mask = visible[generation.passages.paragraphs[:, 0]]
    rows = np.flatnonzero(mask)
    places = np.unique(np.linspace(0, len(rows) - 1, BACKGROUND_ROWS).astype(np.int64)) if len(rows) else rows
    chosen = rows[places]
    sentences = np.asarray(generation.sentence_vectors[generation.passages.paragraphs[chosen, 4]], np.float32)
    return View(
        generation,
        None if len(rows) == len(mask) else mask,
        len(rows),
        int(visible.sum()),
        Background(generation.paragraph_vectors.vectors()[chosen], sentences),
        Visits(briefings),
        {briefing.id: label_of(briefing) for briefing in briefings},
    )
