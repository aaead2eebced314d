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
from verbale_index.blocks import Block, block_of, joined
from verbale_index.embedding import embed
from verbale_index.encoder import Encoder, Vectors
from verbale_index.generation import Generation, generation_files
from verbale_index.generations import Generations
from verbale_index.manifest import GenerationDamaged, Manifest
from verbale_index.passages import SEGMENTATION_VERSION, cut_edition

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
                self._generations.sweep()  # whoever held it before may have been killed
                yield
        except Timeout as error:
            raise Refused("The index is being rebuilt by another process.", "Wait until it is done.") from error

    def build(self, encoder: Encoder, model: str, progress: Progress) -> Built:
        """Build a generation of the current editions and make it current, unless the current one is just that.

        Editions that the current generation holds are taken over from it; only new ones are cut and embedded. ``model``
        is the setting that ``encoder`` was made from. Call it inside ``alone``. The old generation serves until the new
        one has been read back and proven.

        Raises:
            Damaged: an edition does not fit its SHA-256, or the new generation did not stand its proof.
        """
        keys = self._briefings.current_editions()
        current = self._usable_generation(encoder)
        if current is not None and current.manifest.editions == tuple(keys):
            self._generations.drop_damaged()
            return Built(current.manifest, is_new=False, embedded=0)
        blocks = {} if current is None else current.blocks()
        embedded = self._add_blocks(blocks, [key for key in keys if key not in blocks], encoder, progress)
        content = joined(keys, [blocks[key] for key in keys], encoder.dimension)
        manifest = Manifest(
            number=self._generations.next_number(),
            created_at=self._clock.now(),
            model=model,
            encoder=encoder.fingerprint,
            dimension=encoder.dimension,
            segmentation=SEGMENTATION_VERSION,
            paragraphs=len(content.passages.paragraphs),
            sentences=len(content.passages.sentences),
            editions=content.passages.editions,
        )
        progress("writing", 0, 1)
        name = self._generations.write(manifest, generation_files(content))
        progress("proving", 0, 1)
        generation = self._generations.read(name)
        _prove(generation, content.paragraph_vectors)
        self._generations.make_current(name)
        return Built(generation.manifest, is_new=True, embedded=embedded)

    def _usable_generation(self, encoder: Encoder) -> Generation | None:
        """The current generation, if every byte of it is whole and it was built with this encoder by today's rules."""
        try:
            pointer = self._generations.pointer()
            generation = None if pointer is None else self._generations.read(pointer.current)
        except GenerationDamaged:
            return None
        if generation is None:
            return None
        built_with = generation.manifest.encoder, generation.manifest.dimension, generation.manifest.segmentation
        return generation if built_with == (encoder.fingerprint, encoder.dimension, SEGMENTATION_VERSION) else None

    def _add_blocks(
        self, blocks: dict[EditionKey, Block], keys: list[EditionKey], encoder: Encoder, progress: Progress
    ) -> int:
        """Cut and embed the editions ``keys`` into ``blocks``; say how many texts were embedded."""
        cuts = [cut_edition(edition, key.language) for key, edition in self._read_editions(keys, progress)]
        texts = [text for cut in cuts for text in (*cut.paragraph_texts, *cut.quoted_texts)]
        embedded = embed(texts, encoder, self._vectors, lambda done, total: progress("embedding", done, total))
        at = 0
        for key, cut in zip(keys, cuts, strict=True):
            end = at + len(cut.paragraph_texts) + len(cut.quoted_texts)
            blocks[key] = block_of(cut, embedded.vectors[at:end])
            at = end
        return embedded.new

    def _read_editions(self, keys: list[EditionKey], progress: Progress) -> Iterator[tuple[EditionKey, Edition]]:
        for at in range(0, len(keys), EDITIONS_AT_ONCE):
            portion = keys[at : at + EDITIONS_AT_ONCE]
            found = self._briefings.editions((key.briefing, key.number) for key in portion)
            for key in portion:
                yield key, found[key.briefing, key.number]
            progress("reading", at + len(portion), len(keys))


def _prove(generation: Generation, vectors: Vectors) -> None:
    """Ask a generation that was read back for paragraphs spread over it: each must be found at a cosine of 1.

    Raises:
        Damaged: one is not found.
    """
    for row in np.unique(np.linspace(0, len(vectors) - 1, num=min(PROBES, len(vectors)), dtype=np.int64)):
        _, scores = generation.paragraph_vectors.search(vectors[row], top=1)
        if not abs(float(scores[0]) - 1.0) < PROBE_TOLERANCE:
            raise Damaged(f"The new index does not find its own paragraph {row}: best score {scores[0]}.")
