import asyncio
import threading
from pathlib import Path

import pytest

from fakes import TrigramEncoder
from library import ARRIVAL, Library
from stored import until
from verbale.answer import Question
from verbale.briefing import Viewer
from verbale.settings import Settings
from verbale_bot.compose import Program, open_program
from verbale_bot.engine import Engine
from verbale_bot.models import Announce
from verbale_bot.service import Service, Shown
from verbale_index.encoder import Encoder, EncoderUnavailable
from verbale_index.reading import read_text
from verbale_index.reindexing import Reindexing

ROAD = Question("The road over the Anzob pass would reopen in May")
QUOTED = ARRIVAL.split("\n\n")[1]


class Models:
    """Makes encoders by name; the one named ``new`` is loaded only when the test lets it."""

    def __init__(self) -> None:
        self.may_load_new = threading.Event()

    def make(self, settings: Settings, announce: Announce) -> Encoder:
        if settings.embedding_model == "new":
            assert self.may_load_new.wait(30)
            return TrigramEncoder(dimension=64, fingerprint="new-1")
        if settings.embedding_model == "trigrams":
            return TrigramEncoder()
        raise EncoderUnavailable(settings.embedding_model, "there is no such model", "")


@pytest.fixture
def models() -> Models:
    return Models()


@pytest.fixture
def opened(library: Library) -> Library:
    library.add("arrival", ARRIVAL)
    library.build()
    return library


def _program(folder: Path, model: str, models: Models) -> Program:
    settings = Settings(
        data_dir=folder, database_url=f"sqlite:///{folder / 'verbale.db'}", embedding_model=model, _env_file=None
    )
    program = open_program(settings, make_encoder=models.make)
    assert isinstance(program.reindexing, Reindexing)
    return program


def _first_text(shown: Shown) -> str:
    return shown.citations[0].quotation.text


async def test_the_old_index_answers_while_the_one_of_a_new_model_is_built(
    opened: Library, tmp_path: Path, models: Models
) -> None:
    program = _program(tmp_path, "new", models)
    service = Service(program)
    assert _first_text(await service.answer(ROAD, Viewer())) == QUOTED
    assert not service.loading.done()
    models.may_load_new.set()
    await service.loading
    pointer = program.generations.pointer()
    assert pointer is not None
    manifest = program.generations.manifest(pointer.current)
    assert (manifest.number, manifest.model, manifest.encoder) == (2, "new", "new-1")
    assert _first_text(await service.answer(ROAD, Viewer())) == QUOTED
    service.close()
    program.close()


async def test_where_the_old_model_is_gone_questions_wait_for_the_new_one(
    opened: Library, tmp_path: Path, models: Models
) -> None:
    with opened.reindexing.alone():
        opened.reindexing.build(TrigramEncoder(fingerprint="gone-1"), "gone", lambda *_: None)
    models.may_load_new.set()
    program = _program(tmp_path, "new", models)
    service = Service(program)
    assert _first_text(await service.answer(ROAD, Viewer())) == QUOTED
    assert service.loading.done()
    service.close()
    program.close()


async def test_a_model_that_cannot_be_loaded_ends_the_loading_with_its_reason(
    opened: Library, tmp_path: Path, models: Models
) -> None:
    program = _program(tmp_path, "missing", models)
    service = Service(program)
    with pytest.raises(EncoderUnavailable, match="The embedding model missing cannot be used: there is no such model"):
        await service.loading
    service.close()
    program.close()


async def test_reading_ahead_waits_while_a_question_is_being_answered(
    opened: Library, tmp_path: Path, models: Models
) -> None:
    sentences = [f"The road number {number} over the pass reopens in May." for number in range(1000)]
    opened.add("roads", " ".join(sentences))
    opened.build()
    program = _program(tmp_path, "trigrams", models)
    asked, may_answer = threading.Event(), threading.Event()

    def work(engine: Engine) -> None:
        asked.set()
        assert may_answer.wait(30)

    read_text.cache_clear()
    service = Service(program)
    answering = asyncio.create_task(service.run(work))
    await asyncio.to_thread(asked.wait, 30)
    await asyncio.sleep(0.1)  # whoever reads a sentence just now ends with it
    read = read_text.cache_info().misses
    assert read < len(sentences)
    await asyncio.sleep(0.3)
    assert read_text.cache_info().misses == read
    may_answer.set()
    await answering
    await asyncio.to_thread(until, lambda: read_text.cache_info().misses >= len(sentences), "the end of reading ahead")
    service.close()
    program.close()
