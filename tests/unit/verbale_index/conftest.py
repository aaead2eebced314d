from collections.abc import Iterator
from pathlib import Path

import pytest

from library import Library
from verbale_index.bundled.encoder import BundledEncoder


@pytest.fixture(scope="session")
def bundled(model_cache: Path) -> BundledEncoder:
    """The model that comes with the program."""
    return BundledEncoder(model_cache)


@pytest.fixture
def bundled_library(tmp_path: Path, bundled: BundledEncoder) -> Iterator[Library]:
    """An empty library that understands what is said, in every language of the bundled model."""
    made = Library(tmp_path, encoder=bundled)
    yield made
    made.close()
