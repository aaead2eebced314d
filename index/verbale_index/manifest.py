"""The manifest of a generation: what it is made of and how to tell that it is whole."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from verbale.errors import Damaged
from verbale.store.briefings import EditionKey

FORMAT_VERSION = 2
"""Raised with every change of the files of a generation or of their meaning; another one means a rebuild."""


class GenerationDamaged(Damaged):
    """Files of a generation are missing, cut, altered, or of another format."""


@dataclass(frozen=True)
class FileSeal:
    """Size and SHA-256 of one file."""

    size_bytes: int
    sha256: str

    @classmethod
    def of(cls, file: Path) -> "FileSeal":
        """The seal of a file as it is now."""
        with file.open("rb") as stream:
            return cls(file.stat().st_size, hashlib.file_digest(stream, "sha256").hexdigest())

    def fits(self, file: Path) -> bool:
        """Whether ``file`` exists and is what was sealed."""
        try:
            # The size first: a file that was cut is not read to its end.
            return file.stat().st_size == self.size_bytes and FileSeal.of(file) == self
        except FileNotFoundError:
            return False


@dataclass(frozen=True)
class Manifest:
    """Describes a generation; written as JSON beside its files, and sealed itself in the pointer."""

    number: int
    created_at: datetime
    model: str  # the setting that the encoder was made from
    encoder: str  # its fingerprint
    dimension: int
    segmentation: int  # version of the rules that cut sentences
    paragraphs: int
    sentences: int
    editions: tuple[EditionKey, ...]
    files: dict[str, FileSeal] = field(default_factory=dict)  # sealed when they are written

    def to_bytes(self) -> bytes:
        """The manifest as JSON, equal for equal manifests."""
        fields = asdict(self) | {"format": FORMAT_VERSION, "created_at": self.created_at.isoformat()}
        return json.dumps(fields, ensure_ascii=False, sort_keys=True, indent=1).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Manifest":
        """Read a manifest.

        Raises:
            GenerationDamaged: it is not one, or is of another format.
        """
        try:
            fields = json.loads(data)
            if fields.pop("format") != FORMAT_VERSION:
                raise GenerationDamaged("The index is of another format.")
            fields["created_at"] = datetime.fromisoformat(fields["created_at"])
            fields["editions"] = tuple(EditionKey(**edition) for edition in fields["editions"])
            fields["files"] = {name: FileSeal(**seal) for name, seal in fields["files"].items()}
            return cls(**fields)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise GenerationDamaged(f"The manifest of the index cannot be read: {error}.") from error
