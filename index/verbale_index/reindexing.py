"""From the stored editions to a generation that serves."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from verbale.edition import Edition
from verbale.errors import Damaged, Refused
from verbale.ports import Clock, Progress
from verbale.store.briefings import BriefingStore, EditionKey
from verbale.store.vectors import VectorStore
from verbale_index.embedding import embed
from verbale_index.encoder import Encoder, Vectors
from verbale_index.generation import Generation, describe, generation_files
from verbale_index.generations import Generations
from verbale_index.manifest import GenerationDamaged, Manifest
from verbale_index.passages import SEGMENTATION_VERSION, cut_passages

LOCK = "index.lock"
EDITIONS_AT_ONCE = 200
"""Editions are read in portions, so that their texts are not all in memory twice."""
PROBES = 64
"""How many paragraphs a new generation is asked for before it may serve."""
PROBE_TOLERANCE = 0.01


@dataclass(frozen=True)
class Built:
    """What building did: the manifest that serves now, whether it is new, and how many texts were embedded for it."""

    manifest: Manifest
    is_new: bool
    embedded: int


class Reindexing:
    """Builds generations from the store. One at a time over all processes: whoever builds holds a lock."""

    def __init__(
        self,
        *,
        briefings: BriefingStore,
        vectors: VectorStore,
        generations: Generations,
        data_dir: Path,
        clock: Clock,
    ) -> None:
        self._briefings = briefings
        self._vectors = vectors
        self._generations = generations
        self._data_dir = data_dir
        self._clock = clock

    @contextmanager
    def alone(self, wait_seconds: float = 0.0) -> Iterator[None]:
        """Hold the lock of the index. It is let go of when the process ends, however it ends.

        Raises:
            Refused: another process holds it, and did so for ``wait_seconds``.
        """
        self._data_dir.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(self._data_dir / LOCK, timeout=wait_seconds):
                yield
        except Timeout as error:
            raise Refused("The index is being rebuilt by another process.", "Wait until it is done.") from error

    def fits(self, manifest: Manifest, encoder: Encoder) -> bool:
        """Whether a generation was built with this encoder and by today's rules."""
        same = manifest.encoder, manifest.dimension, manifest.segmentation
        return same == (encoder.fingerprint, encoder.dimension, SEGMENTATION_VERSION)

    def build(self, encoder: Encoder, model: str, progress: Progress) -> Built:
        """Build a generation of the current editions and make it current, unless the current one is just that.

        Call it inside ``alone``. The old generation serves until the new one has been read back and proven.
        """
        keys = self._briefings.current_editions()
        current = self._current_manifest()
        if current is not None and current.editions == tuple(keys) and self.fits(current, encoder):
            return Built(current, is_new=False, embedded=0)
        languages = {briefing.id: briefing.language for briefing in self._briefings.all().values()}
        cut = cut_passages(self._read_editions(keys, progress), languages)
        n_paragraphs = len(cut.paragraph_texts)
        embedded = embed(
            cut.paragraph_texts + cut.sentence_texts,
            encoder,
            self._vectors,
            lambda done, total: progress("embedding", done, total),
        )
        progress("writing", 0, 1)
        files = generation_files(cut.passages, embedded.vectors[:n_paragraphs], embedded.vectors[n_paragraphs:])
        manifest = describe(self._generations.next_number(), self._clock.now(), model, encoder, cut.passages, files)
        name = self._generations.write(manifest, files)
        progress("proving", 0, 1)
        _prove(self._generations.read(name), embedded.vectors[:n_paragraphs])
        self._generations.make_current(name)
        return Built(manifest, is_new=True, embedded=embedded.new)

    def _read_editions(self, keys: list[EditionKey], progress: Progress) -> Iterator[tuple[EditionKey, Edition]]:
        for at in range(0, len(keys), EDITIONS_AT_ONCE):
            portion = keys[at : at + EDITIONS_AT_ONCE]
            found = self._briefings.editions((key.briefing, key.number) for key in portion)
            for key in portion:
                yield key, found[key.briefing, key.number]
            progress("reading", at + len(portion), len(keys))

    def _current_manifest(self) -> Manifest | None:
        """The manifest of the current generation if every byte of it is whole."""
        try:
            pointer = self._generations.pointer()
            return None if pointer is None else self._generations.read(pointer.current).manifest
        except GenerationDamaged:
            return None


def _prove(generation: Generation, vectors: Vectors) -> None:
    """Ask a generation that was read back for paragraphs spread over it: each must be found at a cosine of 1.

    Raises:
        Damaged: one is not found.
    """
    for row in np.unique(np.linspace(0, len(vectors) - 1, num=min(PROBES, len(vectors)), dtype=np.int64)):
        _, scores = generation.paragraph_vectors.search(vectors[row], top=1)
        if not abs(float(scores[0]) - 1.0) < PROBE_TOLERANCE:
            raise Damaged(f"The new index does not find its own paragraph {row}: best score {scores[0]}.")
