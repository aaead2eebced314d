"""An index that was cut, altered or taken away is noticed, and built again from the database by the next start."""

import json
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from fakes import TrigramEncoder
from library import ARRIVAL, RAILWAY, Library
from program import Installation
from verbale.answer import Question
from verbale.briefing import Viewer
from verbale.errors import Refused
from verbale.settings import Settings
from verbale_bot.compose import Program, open_program
from verbale_bot.engine import open_engine
from verbale_index.checking import check_store
from verbale_index.generation import FILES
from verbale_index.generations import MANIFEST, POINTER
from verbale_index.manifest import GenerationDamaged
from verbale_index.serving import Serving

FLIPS = 100
SEED = 20250304
KEPT = 3
QUESTIONS = (
    "The road over the Anzob pass would reopen in May",
    "Стоимость поставки составит 48 млн долларов",
    "The parties agreed to raise mutual trade",
)
ROAD = "When will the road over the Anzob pass reopen?"
WHOLE_FILES = (*FILES, MANIFEST, POINTER)
KEPT_SHARES = {"removed": None, "empty": 0.0, "a little": 0.01, "half": 0.5, "nearly all": 0.999}
"""What is left of a file, as a share of its bytes; None where it is gone."""


@dataclass
class Office:
    """The program with a small encoder; each ``start`` opens it anew, as a process would."""

    folder: Path

    def start(self) -> list[list[str]]:
        """Open an engine, which mends the index where that must be, and ask: the texts that each question is given."""
        with self.opened() as program:
            engine = open_engine(program, lambda *_: None)
            given = []
            for question in QUESTIONS:
                hits = engine.answerer.search(Question(question), Viewer(), 3)
                answer = engine.answerer.answer(Question(question), Viewer(), 3)
                quotations = program.briefings.quotations(citation.quote for citation in answer.citations)
                given.append([*(f"{hit.quote} {hit.score:.6f}" for hit in hits), *(one.text for one in quotations)])
            return given

    def is_whole(self) -> bool:
        """Whether a bot that starts would serve the index as it is."""
        with self.opened() as program:
            try:
                return Serving(program.generations, TrigramEncoder().fingerprint).generation() is not None
            except GenerationDamaged:
                return False

    def check(self) -> int:
        """Check everything that is kept, as ``verbale verify`` does; how many generations there are."""
        with self.opened() as program:
            return check_store(program.briefings, program.generations).generations

    def numbers(self) -> list[int]:
        """The generations that are named, the one that serves first."""
        with self.opened() as program:
            pointer = program.generations.pointer()
            assert pointer is not None
            return [program.generations.manifest(name).number for name in (pointer.current, *pointer.earlier)]

    def opened(self) -> "_Opened":
        return _Opened(self.folder)

    def file(self, name: str, place: int = 0) -> Path:
        """The pointer, or a file of the generation that serves; of the one ``place`` before it."""
        index = self.folder / "index"
        if name == POINTER:
            return index / POINTER
        pointer = json.loads((index / POINTER).read_text())
        names = [pointer["current"], *pointer["earlier"]]
        return index / str(names[place]["folder"]) / name


class _Opened:
    """A program, open while the block runs."""

    def __init__(self, folder: Path) -> None:
        settings = Settings(
            data_dir=folder,
            database_url=f"sqlite:///{folder / 'verbale.db'}",
            embedding_model="trigrams",
            keep_generations=KEPT,
            _env_file=None,
        )
        self._program = open_program(settings, make_encoder=lambda *_: TrigramEncoder())

    def __enter__(self) -> Program:
        return self._program

    def __exit__(self, *_: object) -> None:
        self._program.close()


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Two briefings and two generations."""
    library = Library(tmp_path)
    library.add("arrival", ARRIVAL)
    library.build()
    library.add("railway", RAILWAY, language="ru")
    library.build()
    library.close()
    return Office(tmp_path)


def _cut(file: Path, share: float | None) -> None:
    if share is None:
        file.unlink()
    else:
        data = file.read_bytes()
        file.write_bytes(data[: int(len(data) * share)])


def _flip(file: Path, at: int, bit: int) -> None:
    data = bytearray(file.read_bytes())
    data[at] ^= 1 << bit
    file.write_bytes(data)


def _folders(office: Office) -> set[str]:
    return {entry.name for entry in (office.folder / "index").iterdir() if entry.is_dir()}


@pytest.mark.parametrize("left", KEPT_SHARES)
@pytest.mark.parametrize("name", WHOLE_FILES)
def test_a_file_that_was_cut_or_removed_is_noticed_and_the_next_start_answers_as_before(
    office: Office, name: str, left: str
) -> None:
    before = office.start()
    assert all(before)
    _cut(office.file(name), KEPT_SHARES[left])
    assert not office.is_whole()
    assert office.start() == before
    assert office.is_whole()
    # What was damaged is not kept as something to go back to.
    assert office.check() == len(office.numbers()) == len(_folders(office))


def test_every_flipped_bit_is_noticed_and_the_next_start_answers_as_before(office: Office) -> None:
    before, chance = office.start(), random.Random(SEED)
    for _ in range(FLIPS):
        file = office.file(chance.choice((*FILES, MANIFEST)))
        _flip(file, chance.randrange(file.stat().st_size), chance.randrange(8))
        assert not office.is_whole(), file
        assert office.start() == before, file
        assert office.check() == len(office.numbers()) == len(_folders(office))


def test_a_flipped_bit_of_the_pointer_never_lets_anything_else_serve(office: Office) -> None:
    before, pointer = office.start(), office.file(POINTER)
    whole = pointer.read_bytes()
    served_on = 0
    for at in range(0, len(whole), 3):
        kept = office.folder.with_name("kept")
        shutil.copytree(office.folder, kept)
        _flip(pointer, at, at % 8)
        served_on += office.is_whole()
        assert office.start() == before, at
        shutil.rmtree(office.folder)
        kept.rename(office.folder)
    # Where the bit is in the name of the generation before, the one that serves is found as ever.
    assert 0 < served_on < len(whole) // 3 / 2


def test_a_generation_whose_folder_is_gone_is_built_again(office: Office) -> None:
    before = office.start()
    shutil.rmtree(office.file(MANIFEST).parent)
    assert not office.is_whole()
    assert office.start() == before


def test_the_whole_index_may_be_deleted(office: Office) -> None:
    before = office.start()
    shutil.rmtree(office.folder / "index")
    assert office.start() == before
    assert office.numbers() == [1]


def test_mending_embeds_nothing_anew(office: Office) -> None:
    encoder = TrigramEncoder()
    _cut(office.file("paragraphs.faiss"), 0.0)
    with office.opened() as program, program.reindexing.alone():
        built = program.reindexing.build(encoder, "trigrams", lambda *_: None)
    assert (built.is_new, built.embedded, encoder.encoded) == (True, 0, [])


def test_nobody_goes_back_to_a_damaged_generation_and_the_one_that_serves_stays(office: Office) -> None:
    before = office.start()
    _flip(office.file("sentences.npy", place=1), 200, 3)
    folders = _folders(office)
    with office.opened() as program, pytest.raises(GenerationDamaged, match=r"sentences\.npy of generation 1 is not"):
        program.generations.roll_back()
    assert office.start() == before
    assert (office.numbers(), _folders(office)) == ([2, 1], folders)


def test_the_next_build_lets_go_of_an_earlier_generation_that_is_damaged(office: Office) -> None:
    before = office.start()
    _flip(office.file("sentences.npy", place=1), 200, 3)
    with office.opened() as program:
        with program.reindexing.alone():
            built = program.reindexing.build(TrigramEncoder(), "trigrams", lambda *_: None)
        assert not built.is_new
        with pytest.raises(Refused, match="no earlier generation"):
            program.generations.roll_back()
    assert office.start() == before
    assert (office.numbers(), office.check(), len(_folders(office))) == ([2], 1, 1)


def test_what_a_killed_process_left_goes_although_nothing_is_built(office: Office) -> None:
    before, folders = office.start(), _folders(office)
    for left in (".unfinished-abc", "000003-abcdefabcdef"):
        shutil.copytree(office.file(MANIFEST).parent, office.folder / "index" / left)
    with office.opened() as program, program.reindexing.alone():
        assert not program.reindexing.build(TrigramEncoder(), "trigrams", lambda *_: None).is_new
    assert (office.start(), office.numbers(), _folders(office)) == (before, [2, 1], folders)


@pytest.fixture
def answered(stocked: Installation) -> Iterator[Installation]:
    """An installation whose first quotation about the road is known, damaged by the test and asked again at its end."""
    before = stocked.json("ask", "--json", ROAD)["quotes"]
    assert "reopen in May" in before[0]["text"]
    yield stocked
    assert stocked.json("ask", "--json", ROAD)["quotes"] == before
    assert stocked.run("verify").code == 0


@pytest.mark.parametrize("name", ["paragraphs.faiss", POINTER])
def test_the_program_names_the_damage_and_mends_it_when_it_is_asked_next(answered: Installation, name: str) -> None:
    file = Office(answered.data).file(name)
    _flip(file, file.stat().st_size // 3, 5)
    status = answered.run("status", "--json")
    assert (status.code, json.loads(status.out)["damage"] is not None) == (1, True)
    assert "verbale reindex" in status.err
    verified = answered.run("verify")
    assert (verified.code, verified.err.startswith("verbale: ")) == (1, True)
    asked = answered.run("ask", "--json", ROAD)
    assert asked.code == 0
    assert answered.json("status", "--json")["damage"] is None


@pytest.mark.parametrize("name", [MANIFEST])
def test_the_program_says_that_an_earlier_generation_is_damaged_and_answers_on(
    answered: Installation, name: str
) -> None:
    (answered.briefings / "railway.txt").write_text(RAILWAY + "\n\nПереговоры завершены.", "utf-8")
    assert answered.run("reindex").code == 0
    _flip(Office(answered.data).file(name, place=1), 150, 3)
    for command in ("rollback", "verify"):
        refused = answered.run(command)
        assert (refused.code, refused.out) == (1, "")
        assert "generation 1 " in refused.err or "generation 000001-" in refused.err
    assert answered.run("reindex").code == 0
    status = answered.json("status", "--json")
    assert (status["damage"], status["generation"]["number"], status["earlier_generations"]) == (None, 2, [])


def test_status_shows_what_serves_although_an_earlier_manifest_is_damaged(answered: Installation) -> None:
    (answered.briefings / "railway.txt").write_text(RAILWAY + "\n\nПереговоры завершены.", "utf-8")
    assert answered.run("reindex").code == 0
    _flip(Office(answered.data).file(MANIFEST, place=1), 150, 3)
    status = answered.run("status", "--json")
    report = json.loads(status.out)
    assert (status.code, report["generation"]["number"], report["up_to_date"]) == (1, 2, True)
    assert "The manifest of generation 000001-" in report["damage"]
    # The remedy that it names is one.
    assert "Run verbale reindex" in status.err
    assert answered.run("reindex").code == 0
    assert answered.json("status", "--json")["damage"] is None
