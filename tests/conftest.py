import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from library import ARRIVAL, RAILWAY, Library
from program import Installation


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library."""
    made = Library(tmp_path)
    yield made
    made.close()


@pytest.fixture(scope="session")
def model_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the bundled model is prepared once for all tests, also for those that run in other processes."""
    base = tmp_path_factory.getbasetemp()
    return (base.parent if base.name.startswith("popen-") else base) / "model"


@pytest.fixture
def installation(tmp_path: Path, model_cache: Path) -> Installation:
    """A new installation without briefings."""
    return Installation(tmp_path, model_cache)


@pytest.fixture(scope="session")
def stock(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Path:
    """Two briefings, taken in and indexed: a folder to copy."""
    installation = Installation(tmp_path_factory.mktemp("stock"), model_cache)
    details = "title: Talks in Dushanbe\ndate: 2025-03-04\nsource_url: https://press.example/talks"
    installation.write("arrival.md", f"---\n{details}\n---\n{ARRIVAL}")
    installation.write("railway.txt", RAILWAY)
    finished = installation.run("reindex")
    assert finished.code == 0, finished
    return installation.folder


@pytest.fixture
def stocked(stock: Path, installation: Installation) -> Installation:
    """An installation with two briefings, indexed."""
    shutil.copytree(stock, installation.folder, dirs_exist_ok=True)
    return installation
