from collections.abc import Callable, Sequence

import numpy as np
import pytest

from fakes import TrigramEncoder
from library import ARRIVAL, RAILWAY, Library
from verbale.errors import Damaged, Refused
from verbale_index.encoder import Vectors
from verbale_index.manifest import GenerationDamaged


def test_adding_an_article_embeds_only_its_own_texts(library: Library) -> None:
    library.add("arrival", ARRIVAL)
    library.build()
    library.add("railway", RAILWAY, language="ru")
    encoder = TrigramEncoder()
    built = library.build(encoder)
    # Both paragraphs are one sentence each, and a text is embedded once.
    assert sorted(encoder.encoded) == sorted(RAILWAY.split("\n\n"))
    assert built.embedded == 2


def test_a_new_edition_embeds_only_what_changed(library: Library) -> None:
    library.add("arrival", ARRIVAL)
    library.build()
    library.add("arrival", ARRIVAL.replace("$1.1 billion", "$1.2 billion"))
    encoder = TrigramEncoder()
    library.build(encoder)
    assert sorted(encoder.encoded) == [
        "Last year it stood at $1.2 billion.",
        "The parties agreed to raise mutual trade to $2 billion by 2030. Last year it stood at $1.2 billion.",
    ]


def test_another_model_means_a_full_rebuild(library: Library) -> None:
    library.add("arrival", ARRIVAL)
    library.build()
    other = TrigramEncoder(dimension=32, fingerprint="trigrams-small")
    built = library.build(other)
    # Three paragraphs and what is quoted for five sentences; two of these are the whole of a paragraph.
    assert (built.is_new, built.manifest.dimension, len(other.encoded)) == (True, 32, 6)
    with pytest.raises(GenerationDamaged, match="another embedding model"):
        library.serving().generation()


def test_coming_back_to_a_model_embeds_nothing_again(library: Library) -> None:
    library.add("arrival", ARRIVAL)
    library.build()
    library.build(TrigramEncoder(dimension=32, fingerprint="trigrams-small"))
    back = TrigramEncoder()
    assert library.build(back).embedded == 0
    assert back.encoded == []


def test_work_is_told_as_it_goes_on(library: Library) -> None:
    library.add("arrival", ARRIVAL)
    told: list[tuple[str, int, int]] = []
    encoder = TrigramEncoder()
    library.build(encoder, progress=lambda *step: told.append(step))
    assert [stage for stage, _, _ in told] == ["reading", "embedding", "embedding", "writing", "proving"]
    assert told[0] == ("reading", 1, 1)
    assert told[1][1] == 0
    assert told[2][1] == told[1][2] == told[2][2] == sum(len(text) for text in set(encoder.encoded))


def test_one_process_builds_at_a_time(library: Library) -> None:
    with (
        library.reindexing.alone(),
        pytest.raises(Refused, match="being rebuilt by another process"),
        library.reindexing.alone(),
    ):
        pass


class _Forgetful(TrigramEncoder):
    """Gives vectors that are not of length one: what a broken model would do."""

    def encode_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        return np.zeros((len(texts), self.dimension), np.float32)


def test_an_index_that_cannot_find_its_own_paragraphs_never_serves(library: Library) -> None:
    library.add("arrival", ARRIVAL)
    before = library.build()
    library.add("railway", RAILWAY)
    with pytest.raises(Damaged, match="does not find its own paragraph"):
        library.build(_Forgetful(fingerprint="broken"))
    assert library.serving().generation().manifest == before.manifest  # type: ignore[union-attr]


def test_withdrawn_to_nothing_is_an_empty_index(library: Library) -> None:
    built = library.build()
    assert (built.manifest.paragraphs, built.manifest.sentences) == (0, 0)
    assert library.serving().generation() is not None
