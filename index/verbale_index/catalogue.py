"""Which rows of a generation a viewer may see."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock

import numpy as np

from verbale.briefing import Briefing, Viewer
from verbale.ports import Clock
from verbale.store.briefings import BriefingStore
from verbale_index.passages import Passages
from verbale_index.vectors import Mask

MASKS_KEPT = 64
"""Chats of the same audiences share a mask; one of 100,000 paragraphs takes 100 KB."""
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class _MaskKey:
    passages: int  # identity of the generation's passages, which the mask keeps alive
    revision: int
    viewer: Viewer
    only: str | None


@dataclass(frozen=True)
class _KeptMask:
    mask: Mask
    passages: Passages
    made_at: datetime
    ends_at: datetime  # when the next embargo ends


class Catalogue:
    """A copy of the briefings' details, read again when one of them has changed. Safe to use from several threads."""

    def __init__(self, store: BriefingStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._lock = Lock()
        self._revision = -1
        self._briefings: dict[str, Briefing] = {}
        self._masks: OrderedDict[_MaskKey, _KeptMask] = OrderedDict()

    def briefings(self) -> dict[str, Briefing]:
        """Every briefing by its id, as the store has it now."""
        revision = self._store.revision()
        with self._lock:
            return self._current(revision)

    def visible_paragraphs(self, passages: Passages, viewer: Viewer, only: str | None = None) -> Mask:
        """For each row of ``passages.paragraphs`` whether it exists for ``viewer`` now; ``only`` names one briefing.

        What a viewer may not see is left out here, before the search, so that nothing of it shows in ranks or counts.
        """
        revision, now = self._store.revision(), self._clock.now()
        key = _MaskKey(id(passages), revision, viewer, only)
        with self._lock:
            kept = self._masks.get(key)
            if kept is None or not kept.made_at <= now < kept.ends_at:
                kept = _mask(passages, self._current(revision), viewer, only, now)
                self._masks[key] = kept
                if len(self._masks) > MASKS_KEPT:
                    self._masks.popitem(last=False)
            self._masks.move_to_end(key)
            return kept.mask

    def _current(self, revision: int) -> dict[str, Briefing]:
        if revision != self._revision:
            self._briefings, self._revision = self._store.all(), revision
            self._masks.clear()
        return self._briefings


def _mask(
    passages: Passages, briefings: dict[str, Briefing], viewer: Viewer, only: str | None, now: datetime
) -> _KeptMask:
    visible = np.zeros(len(passages.editions), dtype=np.bool_)
    ends_at = NEVER
    for row, key in enumerate(passages.editions):
        briefing = briefings.get(key.briefing)
        if briefing is None or (only is not None and key.briefing != only):
            continue
        visible[row] = viewer.may_see(briefing, now)
        if briefing.embargo_until is not None and briefing.embargo_until > now:
            ends_at = min(ends_at, briefing.embargo_until)
    return _KeptMask(visible[passages.paragraphs[:, 0]], passages, now, ends_at)
