"""What a viewer may see of a generation."""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock, local

import numpy as np

from verbale.briefing import Briefing, Viewer
from verbale.ports import Clock
from verbale.store.briefings import BriefingStore
from verbale_index.generation import Generation
from verbale_index.view import View, view_of

VIEWS_KEPT = 64
"""Chats of the same audiences share a view; one of 100,000 paragraphs takes 1 MB."""
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class _ViewKey:
    generation: int  # its identity; the view keeps it alive
    revision: int
    viewer: Viewer
    only: str | None


@dataclass(frozen=True)
class _KeptView:
    view: View
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
        self._views: OrderedDict[_ViewKey, _KeptView] = OrderedDict()
        self._pinned = local()

    @contextmanager
    def pinned(self) -> Iterator[None]:
        """Within the block all that this thread asks for is of one moment: the store is asked once whether it changed.

        A question to the store takes little time, but gives way to all other threads.
        """
        self._pinned.revision = self._store.revision()
        try:
            yield
        finally:
            del self._pinned.revision

    def briefings(self) -> dict[str, Briefing]:
        """Every briefing by its id, as the store has it now."""
        revision = self._revision_now()
        with self._lock:
            return self._current(revision)

    def view(self, generation: Generation, viewer: Viewer, only: str | None = None) -> View:
        """What exists in ``generation`` for ``viewer`` now; ``only`` is a briefing's id or the name of a visit.

        What a viewer may not see is left out here, before the search, so that nothing of it shows in ranks or counts.
        """
        revision, now = self._revision_now(), self._clock.now()
        key = _ViewKey(id(generation), revision, viewer, only)
        with self._lock:
            kept = self._views.get(key)
            if kept is None or not kept.made_at <= now < kept.ends_at:
                kept = _view(generation, self._current(revision), viewer, only, now)
                self._views[key] = kept
                if len(self._views) > VIEWS_KEPT:
                    self._views.popitem(last=False)
            self._views.move_to_end(key)
            return kept.view

    def _revision_now(self) -> int:
        pinned: int | None = getattr(self._pinned, "revision", None)
        return self._store.revision() if pinned is None else pinned

    def _current(self, revision: int) -> dict[str, Briefing]:
        if revision > self._revision:  # an older one was read before another thread has read the newer one
            self._briefings, self._revision = self._store.all(), revision
            self._views.clear()
        return self._briefings


def _view(
    generation: Generation, briefings: dict[str, Briefing], viewer: Viewer, only: str | None, now: datetime
) -> _KeptView:
    editions = generation.passages.editions
    visible = np.zeros(len(editions), dtype=np.bool_)
    ends_at = NEVER
    seen = []
    for row, key in enumerate(editions):
        briefing = briefings.get(key.briefing)
        if briefing is None or (only is not None and only not in {briefing.id, briefing.visit}):
            continue
        if viewer.may_see(briefing, now, key.number):
            visible[row] = True
            seen.append(briefing)
        own = (one.embargo_until for one in briefing.earlier if one.edition == key.number)
        for embargo_until in (briefing.embargo_until, *own):
            if embargo_until is not None and embargo_until > now:
                ends_at = min(ends_at, embargo_until)
    return _KeptView(view_of(generation, visible, seen), now, ends_at)
