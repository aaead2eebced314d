"""Checking the whole store: editions, originals, and the index cut from them."""

from dataclasses import dataclass

import numpy as np

from verbale.edition import Edition
from verbale.errors import Damaged
from verbale.store.briefings import BriefingStore
from verbale_index.generation import Generation
from verbale_index.generations import Generations


@dataclass(frozen=True)
class Checked:
    """How much was found whole."""

    editions: int
    originals: int
    generations: int


def check_store(briefings: BriefingStore, generations: Generations) -> Checked:
    """Read everything and compare it with what was written.

    Raises:
        Damaged: the first damage, named.
    """
    editions = sum(1 for _ in briefings.each_edition())
    originals = briefings.check_originals()
    pointer = generations.pointer()
    names = () if pointer is None else (pointer.current, *pointer.earlier)
    for name in names:
        _check_places(briefings, generations.read(name))
    return Checked(editions, originals, len(names))


def _check_places(briefings: BriefingStore, generation: Generation) -> None:
    """Every paragraph and sentence of a generation must lie in its edition.

    Raises:
        Damaged: an edition is not the one that was indexed, or a row points outside of it.
    """
    passages = generation.passages
    found = briefings.editions((key.briefing, key.number) for key in passages.editions)
    lengths = np.zeros(len(passages.editions), dtype=np.int64)
    for row, key in enumerate(passages.editions):
        edition: Edition = found[key.briefing, key.number]
        if edition.sha256 != key.sha256:
            raise Damaged(f"Edition {key.number} of {key.briefing} is not the one that the index was built from.")
        lengths[row] = len(edition.text)
    paragraph_edition = passages.paragraphs[:, 0]
    for rows, edition_rows in (
        (passages.paragraphs[:, 2:4], paragraph_edition),
        (passages.sentences[:, 1:3], paragraph_edition[passages.sentences[:, 0]]),
        (passages.sentences[:, 3:5], paragraph_edition[passages.sentences[:, 0]]),
    ):
        starts, ends = rows[:, 0], rows[:, 1]
        if not np.all((starts >= 0) & (starts < ends) & (ends <= lengths[edition_rows])):
            raise Damaged(f"Generation {generation.manifest.number} points outside of its editions.")
