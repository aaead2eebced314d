"""What every benchmark is given: the library that is measured, and a tenth of it as the baseline."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from benchmarks.corpus import Corpus, corpus_of
from benchmarks.libraries import Library, kept_library

BASELINE_SHARE = 10
FEWEST = 20


@dataclass(frozen=True)
class Workbench:
    """Libraries are indexed, or found indexed, when they are first asked for."""

    paragraphs: int
    threads: int
    folder: Path | None = None

    @cached_property
    def corpus(self) -> Corpus:
        """The briefings and questions that are measured."""
        return corpus_of(self.paragraphs, self.folder)

    @cached_property
    def small_corpus(self) -> Corpus:
        """Those of the baseline."""
        return corpus_of(max(self.corpus.paragraphs // BASELINE_SHARE, FEWEST), self.folder)

    @cached_property
    def library(self) -> Library:
        """The library that is measured, indexed."""
        return kept_library(self.corpus, self.threads)

    @cached_property
    def small_library(self) -> Library:
        """The baseline, indexed."""
        return kept_library(self.small_corpus, self.threads)
