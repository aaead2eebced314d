"""How long an answer takes in an index of a hundred thousand paragraphs, without waiting hours for their embedding.

    python tests/benchmarks/scale.py --paragraphs 100000

Everything is real, but for the vectors of passages: they are drawn by chance around a common direction, as e5's lie.
Questions are encoded by the bundled model. What is found means nothing; how long it takes does. The index is kept in
var/bench.
"""

import argparse
import gc
import hashlib
import statistics
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

sys.path[0] = str(Path(__file__).resolve().parents[1])  # the tests' own modules, as pytest finds them

from benchmarks import answers  # noqa: E402
from benchmarks.corpus import Corpus, corpus_of  # noqa: E402
from benchmarks.figures import Figure, Target, conditions, percentile, table  # noqa: E402
from benchmarks.libraries import KEPT, MODEL, processors  # noqa: E402
from verbale.intake.folder import BriefingsFolder  # noqa: E402
from verbale.intake.reading import read_document  # noqa: E402
from verbale.settings import Settings  # noqa: E402
from verbale.taking_in import take_in_files  # noqa: E402
from verbale_bot.compose import Program, open_program  # noqa: E402
from verbale_bot.engine import open_engine  # noqa: E402
from verbale_bot.models import encoder_of  # noqa: E402
from verbale_index.encoder import Encoder, Vectors  # noqa: E402

TARGET_MS = Target(40, 100_000)
ROUNDS = 2
COMMON_SHARE = 1.9
"""Vectors of chance around a common direction of this length have a mean cosine of .78, as e5's."""
LARGEST_BYTES = 5_000_000


class ChanceEncoder:
    """Questions by the real encoder; passages by chance, the same text always alike."""

    def __init__(self, real: Encoder) -> None:
        self._real = real
        self._common = np.random.default_rng(0).standard_normal(real.dimension).astype(np.float32)
        self._common *= COMMON_SHARE / np.linalg.norm(self._common)

    @property
    def fingerprint(self) -> str:
        return "chance-1"

    @property
    def dimension(self) -> int:
        return self._real.dimension

    def encode_questions(self, texts: Sequence[str]) -> Vectors:
        return self._real.encode_questions(texts)

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        vectors = np.empty((len(texts), self.dimension), np.float32)
        for row, text in enumerate(texts):
            seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "little")
            drawn = np.random.default_rng(seed).standard_normal(self.dimension).astype(np.float32)
            vectors[row] = drawn / np.linalg.norm(drawn) + self._common
        normalised: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return normalised


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--paragraphs", type=int, default=100_000, help="how large the index is (100000)")
    parser.add_argument("--threads", type=int, default=processors(), help="VERBALE_THREADS (all processors)")
    arguments = parser.parse_args()
    corpus = corpus_of(arguments.paragraphs)
    folder = KEPT / f"scale-{corpus.digest[:16]}"
    settings = Settings(
        briefings_dir=folder / "briefings",
        data_dir=folder / "data",
        cache_dir=MODEL,
        threads=arguments.threads,
        database_url=None,
    )
    encoder = ChanceEncoder(encoder_of(settings, print))
    program = open_program(settings, make_encoder=lambda *_: encoder)
    _index(program, corpus, encoder)
    engine = open_engine(program, lambda *_: None)
    found = answers.Latencies()
    answers.ask(program, engine, corpus.questions[: answers.WARM_UP_QUESTIONS], answers.Latencies())
    gc.freeze()
    for _ in range(ROUNDS):
        answers.ask(program, engine, corpus.questions, found)
    print(
        "conditions: "
        + ", ".join(
            f"{k} {v}"
            for k, v in conditions(corpus.paragraphs, arguments.threads, "templates, vectors by chance").items()
        )
    )
    figures = [
        Figure("answer, median", statistics.median(found.whole), "ms", corpus.paragraphs, TARGET_MS),
        Figure("answer, processor time, median", statistics.median(found.processor), "ms", corpus.paragraphs),
        Figure("answer, 99 of 100 within", percentile(found.whole, 99), "ms", corpus.paragraphs),
    ]
    figures += [
        Figure(f"  of it {name}, median", statistics.median(times), "ms", corpus.paragraphs)
        for name, times in found.parts.items()
    ]
    print(table(figures))
    program.close()


def _index(program: Program, corpus: Corpus, encoder: Encoder) -> None:
    corpus.write(program.settings.briefings_dir)
    with program.reindexing.alone():
        folder = BriefingsFolder(program.settings.briefings_dir, LARGEST_BYTES)
        take_in_files(folder, read_document, program.briefings, program.clock, _show)
        program.reindexing.build(encoder, program.settings.embedding_model, _show)


def _show(stage: str, done: int, total: int) -> None:
    print(f"\r{stage} {done:,} of {total:,}   ", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
