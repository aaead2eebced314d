import json
from pathlib import Path

import pytest

from fakes import TrigramEncoder
from library import ARRIVAL, RAILWAY, Library
from verbale.errors import Refused
from verbale_index.generations import POINTER
from verbale_index.manifest import GenerationDamaged


@pytest.fixture
def two_generations(library: Library) -> Library:
    library.add("arrival", ARRIVAL)
    library.build()
    library.add("railway", RAILWAY, language="ru")
    library.build()
    return library


def _folder_of(library: Library, number: int) -> Path:
    (folder,) = (library.folder / "index").glob(f"{number:06d}-*")
    return folder


def test_a_generation_is_read_back_as_it_was_built(library: Library) -> None:
    library.add("arrival", ARRIVAL)
    built = library.build()
    pointer = library.generations.pointer()
    assert pointer is not None
    generation = library.generations.read(pointer.current)
    assert generation.manifest == built.manifest
    assert (built.manifest.paragraphs, built.manifest.sentences) == (3, 5)
    text = library.briefings.editions([("arrival", 1)])["arrival", 1].text
    cut = [text[q.start : q.end] for q in map(generation.passages.sentence_quote, range(5))]
    assert cut[1] == "It was met at the airport by the Deputy Minister of Transport, Farrukh Saidov."
    assert cut[4] == "Last year it stood at $1.1 billion."


def test_nothing_is_built_where_nothing_changed(two_generations: Library) -> None:
    again = two_generations.build()
    assert (again.is_new, again.embedded, again.manifest.number) == (False, 0, 2)


def test_rollback_lets_the_earlier_generation_serve(two_generations: Library) -> None:
    manifest = two_generations.generations.roll_back()
    assert [key.briefing for key in manifest.editions] == ["arrival"]
    assert two_generations.serving().generation().manifest.number == 1  # type: ignore[union-attr]
    with pytest.raises(Refused, match="no earlier generation"):
        two_generations.generations.roll_back()


def test_after_a_rollback_the_next_build_has_a_number_of_its_own(two_generations: Library) -> None:
    """Also one that no generation had that was dropped since: a button may still speak of it."""
    two_generations.generations.roll_back()
    assert two_generations.build().manifest.number == 3
    two_generations.add("arrival", ARRIVAL + "\n\nThe talks ended on 5 March.")
    assert two_generations.build().manifest.number == 4


def test_only_as_many_generations_are_kept_as_wanted(library: Library) -> None:
    for day in range(6):
        library.add("arrival", f"{ARRIVAL}\n\nDay {day} of the talks is over.")
        library.build()
    names = sorted(entry.name[:6] for entry in (library.folder / "index").iterdir() if entry.is_dir())
    assert names == ["000004", "000005", "000006"]


@pytest.mark.parametrize("file", ["paragraphs.faiss", "paragraphs.npy", "sentence_vectors.npy", "sentences.npy"])
def test_every_flipped_bit_is_noticed(two_generations: Library, file: str) -> None:
    damaged = _folder_of(two_generations, 2) / file
    data = damaged.read_bytes()
    for at in range(0, len(data), max(1, len(data) // 20)):
        damaged.write_bytes(data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1 :])
        with pytest.raises(GenerationDamaged, match=file):
            two_generations.serving().generation()


def test_every_truncation_is_noticed(two_generations: Library) -> None:
    for file in _folder_of(two_generations, 2).iterdir():
        data = file.read_bytes()
        for length in range(0, len(data), max(1, len(data) // 10)):
            file.write_bytes(data[:length])
            with pytest.raises(GenerationDamaged):
                two_generations.serving().generation()
        file.write_bytes(data)


def test_a_missing_file_is_noticed(two_generations: Library) -> None:
    (_folder_of(two_generations, 2) / "sentences.npy").unlink()
    with pytest.raises(GenerationDamaged, match=r"sentences\.npy of generation 2"):
        two_generations.serving().generation()


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"current": 1, "earlier": []}'])
def test_a_pointer_that_cannot_be_read_is_noticed(two_generations: Library, text: str) -> None:
    (two_generations.folder / "index" / POINTER).write_text(text)
    with pytest.raises(GenerationDamaged, match=POINTER):
        two_generations.serving().generation()


def test_a_pointer_to_another_manifest_is_noticed(two_generations: Library) -> None:
    file = two_generations.folder / "index" / POINTER
    pointer = json.loads(file.read_text())
    pointer["current"]["manifest_sha256"] = "0" * 64
    file.write_text(json.dumps(pointer))
    with pytest.raises(GenerationDamaged, match="is not what was written"):
        two_generations.serving().generation()


def test_a_damaged_generation_is_built_anew_without_embedding_anything(two_generations: Library) -> None:
    (_folder_of(two_generations, 2) / "paragraphs.faiss").write_bytes(b"")
    encoder = TrigramEncoder()
    built = two_generations.build(encoder)
    assert (built.is_new, built.embedded, encoder.encoded) == (True, 0, [])
    assert two_generations.serving().generation().manifest.paragraphs == 5  # type: ignore[union-attr]


def test_what_a_killed_process_left_is_swept_away(two_generations: Library) -> None:
    left = two_generations.folder / "index" / ".unfinished-abc"
    left.mkdir()
    (left / "paragraphs.npy").write_bytes(b"half")
    two_generations.add("third", "The third briefing says that the bridge is open.")
    two_generations.build()
    assert not left.exists()
