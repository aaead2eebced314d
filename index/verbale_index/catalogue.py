"""Which rows of a generation a viewer may see."""

from threading import Lock

import numpy as np

from verbale.briefing import Briefing, Viewer
from verbale.ports import Clock
from verbale.store.briefings import BriefingStore
from verbale_index.passages import Passages
from verbale_index.vectors import Mask


class Catalogue:
    """A copy of the briefings' details, read again when one of them has changed. Safe to use from several threads."""

    def __init__(self, store: BriefingStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._lock = Lock()
        self._revision = -1
        self._briefings: dict[str, Briefing] = {}

    def briefings(self) -> dict[str, Briefing]:
        """Every briefing by its id, as the store has it now."""
        revision = self._store.revision()
        with self._lock:
            if revision != self._revision:
                self._briefings = self._store.all()
                self._revision = revision
            return self._briefings

    def visible_paragraphs(self, passages: Passages, viewer: Viewer, only: str | None = None) -> Mask:
        """For each row of ``passages.paragraphs`` whether it exists for ``viewer`` now; ``only`` names one briefing.

        What a viewer may not see is left out here, before the search, so that nothing of it shows in ranks or counts.
        """
        now, briefings = self._clock.now(), self.briefings()
        visible = np.zeros(len(passages.editions), dtype=np.bool_)
        for row, key in enumerate(passages.editions):
            briefing = briefings.get(key.briefing)
            is_wanted = only is None or key.briefing == only
            visible[row] = is_wanted and briefing is not None and viewer.may_see(briefing, now)
        mask: Mask = visible[passages.paragraphs[:, 0]]
        return mask
