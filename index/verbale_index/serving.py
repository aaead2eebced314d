"""The generation that serves: read once, and read again when another one is made current."""

import logging
from threading import Lock

from verbale_index.generation import Generation
from verbale_index.generations import Generations
from verbale_index.manifest import GenerationDamaged

logger = logging.getLogger(__name__)


class Serving:
    """Gives the current generation to whoever answers; safe to call from several threads."""

    def __init__(self, generations: Generations, fingerprint: str) -> None:
        """Serve generations built with the encoder ``fingerprint``."""
        self._generations = generations
        self._fingerprint = fingerprint
        self._stamp: tuple[int, int] | None = None
        self._generation: Generation | None = None
        self._lock = Lock()

    def generation(self) -> Generation | None:
        """The generation that serves now, or None while there is none.

        A new one that is damaged, or was built with another encoder, is not taken: the one in memory goes on serving.

        Raises:
            GenerationDamaged: the current generation cannot be used and there is none in memory.
        """
        with self._lock:
            stamp = self._generations.stamp()
            while stamp != self._stamp:
                try:
                    self._generation = self._read()
                except GenerationDamaged as error:
                    newer = self._generations.stamp()
                    if newer != stamp:  # it was replaced while it was being read
                        stamp = newer
                        continue
                    if self._generation is None:
                        raise
                    logger.warning("The new index is not used, the one in memory goes on serving: %s", error)
                self._stamp = stamp
            return self._generation

    def _read(self) -> Generation | None:
        pointer = self._generations.pointer()
        if pointer is None:
            return None
        generation = self._generations.read(pointer.current)
        if generation.manifest.encoder != self._fingerprint:
            raise GenerationDamaged("The index was built with another embedding model.")
        return generation
