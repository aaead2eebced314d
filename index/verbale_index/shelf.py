"""Editions that were read lately, so that the words of candidates need not be read again for every question."""

from collections import OrderedDict
from collections.abc import Iterable
from threading import Lock

from verbale.edition import Edition
from verbale.store.briefings import BriefingStore, EditionKey

MOST_CHARACTERS = 8_000_000
"""Of all editions kept, up to four bytes each."""

Place = tuple[str, int]
"""Names an edition: the briefing's id and the edition's number."""


class Shelf:
    """Reads editions from the store and keeps the last ones: they never change. Safe to use from several threads."""

    def __init__(self, store: BriefingStore, most_characters: int = MOST_CHARACTERS) -> None:
        self._store = store
        self._most_characters = most_characters
        self._lock = Lock()
        self._editions: OrderedDict[Place, Edition] = OrderedDict()
        self._characters = 0

    def editions(self, keys: Iterable[EditionKey]) -> dict[Place, Edition]:
        """The editions ``keys``, each checked against its SHA-256 when it was read.

        Raises:
            Damaged: a stored text does not fit its SHA-256.
            Refused: an edition is not in the store.
        """
        return self.at((key.briefing, key.number) for key in keys)

    def at(self, places: Iterable[Place]) -> dict[Place, Edition]:
        """The same, by the briefings' ids and the editions' numbers."""
        wanted = set(places)
        with self._lock:
            found = {place: self._editions[place] for place in wanted if place in self._editions}
            for place in found:
                self._editions.move_to_end(place)
        missing = wanted - found.keys()
        if missing:
            read = self._store.editions(missing)
            found |= read
            with self._lock:
                self._keep(read)
        return found

    def _keep(self, editions: dict[Place, Edition]) -> None:
        for place, edition in editions.items():
            if place not in self._editions:
                self._editions[place] = edition
                self._characters += len(edition.text)
        while self._characters > self._most_characters and len(self._editions) > 1:
            _, oldest = self._editions.popitem(last=False)
            self._characters -= len(oldest.text)
