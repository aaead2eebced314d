import io
from pathlib import Path

import numpy as np
import pytest

from library import ARRIVAL, RAILWAY, Library
from verbale.store.briefings import EditionKey
from verbale_index.blocks import Block, Joined, block_of, joined
from verbale_index.generation import FILES, KEYWORDS, Generation, generation_files
from verbale_index.grams import gram_counts
from verbale_index.manifest import GenerationDamaged
from verbale_index.passages import cut_edition


@pytest.fixture
def built(library: Library) -> Library:
    library.add("arrival", ARRIVAL)
    library.add("railway", RAILWAY, language="ru")
    library.build()
    return library


def _folder(library: Library) -> Path:
    (folder,) = (path for path in (library.folder / "index").iterdir() if path.is_dir())
    return folder


def _read(library: Library) -> Generation:
    generation = library.serving().generation()
    assert generation is not None
    return generation


def _content(library: Library) -> Joined:
    """What the generation must hold, made once more from the store."""
    keys = library.briefings.current_editions()
    editions = library.briefings.editions((key.briefing, key.number) for key in keys)
    blocks = []
    for key in keys:
        cut = cut_edition(editions[key.briefing, key.number], key.language)
        vectors = library.encoder.encode_questions([*cut.paragraph_texts, *cut.quoted_texts])
        blocks.append(block_of(cut, vectors.astype(np.float16)))
    return joined(list(keys), blocks, library.encoder.dimension)


def test_a_generation_is_read_as_it_was_written(built: Library) -> None:
    found, expected = _read(built), _content(built)
    assert found.passages.editions == expected.passages.editions
    assert np.array_equal(found.passages.paragraphs, expected.passages.paragraphs)
    assert np.array_equal(found.passages.sentences, expected.passages.sentences)
    assert np.array_equal(found.paragraph_vectors.vectors(), expected.paragraph_vectors)
    assert np.array_equal(found.sentence_vectors, expected.sentence_vectors)
    for name, array in expected.keywords.arrays().items():
        assert np.array_equal(found.keywords.arrays()[name], array), name
        assert found.keywords.arrays()[name].dtype == array.dtype, name


def test_the_keywords_are_those_of_the_paragraphs(built: Library) -> None:
    counted = gram_counts([*ARRIVAL.split("\n\n"), *RAILWAY.split("\n\n")])
    found = _read(built).keywords.by_paragraph()
    assert np.array_equal(found.texts, counted.texts)
    assert np.array_equal(found.grams, counted.grams)
    assert np.array_equal(found.counts, counted.counts)


def test_the_folder_holds_the_files_of_a_generation_and_its_manifest(built: Library) -> None:
    assert {file.name for file in _folder(built).iterdir()} == {*FILES, "manifest.json"}
    assert set(generation_files(_content(built))) == set(FILES)
    assert set(KEYWORDS.values()) < set(FILES)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("place", [0, -1])
def test_a_flipped_byte_in_any_file_is_noticed(built: Library, name: str, place: int) -> None:
    file = _folder(built) / name
    data = bytearray(file.read_bytes())
    data[place] ^= 1
    file.write_bytes(data)
    with pytest.raises(GenerationDamaged, match=f"{name} of generation 1 is not what was written"):
        built.serving().generation()


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_noticed(built: Library, name: str) -> None:
    (_folder(built) / name).unlink()
    with pytest.raises(GenerationDamaged, match=f"{name} of generation 1"):
        built.serving().generation()


def test_the_same_content_is_written_to_the_same_bytes(built: Library) -> None:
    written = []
    for _ in range(2):
        streams = {name: io.BytesIO() for name in FILES}
        for name, write in generation_files(_content(built)).items():
            write(streams[name])
        written.append({name: stream.getvalue() for name, stream in streams.items()})
    assert written[0] == written[1]
    assert written[0] == {name: (_folder(built) / name).read_bytes() for name in FILES}


def test_what_is_taken_over_is_what_was_built(built: Library) -> None:
    """The blocks of the old generation, joined, are the new one: nothing is lost by not embedding again."""
    taken_over = _read(built).blocks()
    assert [key.briefing for key in taken_over] == ["arrival", "railway"]
    keys: list[EditionKey] = list(taken_over)
    blocks: list[Block] = list(taken_over.values())
    again, expected = joined(keys, blocks, built.encoder.dimension), _content(built)
    assert np.array_equal(again.passages.sentences, expected.passages.sentences)
    for name, array in expected.keywords.arrays().items():
        assert np.array_equal(again.keywords.arrays()[name], array), name
