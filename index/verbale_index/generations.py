"""The generations on the disk, and the pointer that says which one serves.

Each generation has a folder of its own that is never changed. The pointer is a small file, replaced in one move; it
holds the SHA-256 of the manifest, the manifest those of the files, so that no damage goes unnoticed.
"""

import hashlib
import json
import re
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from verbale.durable import replace_file, sync_folder, write_synced
from verbale.errors import Refused
from verbale_index.generation import FileWriter, Generation, read_generation
from verbale_index.manifest import FileSeal, GenerationDamaged, Manifest

MANIFEST = "manifest.json"
POINTER = "current.json"
UNFINISHED = ".unfinished-"


@dataclass(frozen=True)
class GenerationName:
    """Folder of a generation and the SHA-256 of its manifest."""

    folder: str
    manifest_sha256: str


@dataclass(frozen=True)
class Pointer:
    """Which generation serves, and the earlier ones that are kept, newest first."""

    current: GenerationName
    earlier: tuple[GenerationName, ...]
    highest: int = 0  # number that a generation ever had, that it may not come again after it was dropped

    def to_bytes(self) -> bytes:
        """The pointer as JSON."""
        return json.dumps(asdict(self), indent=1).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Pointer":
        """Read a pointer.

        Raises:
            GenerationDamaged: it is not one.
        """
        try:
            fields = json.loads(data)
            earlier = tuple(GenerationName(**name) for name in fields["earlier"])
            return cls(GenerationName(**fields["current"]), earlier, int(fields.get("highest", 0)))
        except (ValueError, TypeError, KeyError) as error:
            raise GenerationDamaged(f"The file {POINTER} of the index cannot be read: {error}.") from error


class Generations:
    """The folder of generations. Whoever writes holds the lock of the index; reading needs none."""

    def __init__(self, folder: Path, keep: int) -> None:
        self._folder = folder
        self._keep = keep

    def stamp(self) -> tuple[int, int] | None:
        """Something that changes when another generation is made current; None while there is none."""
        try:
            status = (self._folder / POINTER).stat()
        except FileNotFoundError:
            return None
        return status.st_ino, status.st_mtime_ns

    def pointer(self) -> Pointer | None:
        """What the pointer says; None while no generation was ever made current.

        Raises:
            GenerationDamaged: the pointer cannot be read.
        """
        try:
            data = (self._folder / POINTER).read_bytes()
        except FileNotFoundError:
            return None
        return Pointer.from_bytes(data)

    def manifest(self, name: GenerationName) -> Manifest:
        """The manifest of a generation.

        Raises:
            GenerationDamaged: it is missing or not what was written.
        """
        try:
            data = (self._folder / name.folder / MANIFEST).read_bytes()
        except (FileNotFoundError, NotADirectoryError, ValueError) as error:
            raise GenerationDamaged(f"Generation {name.folder} of the index has no manifest.") from error
        if hashlib.sha256(data).hexdigest() != name.manifest_sha256:
            raise GenerationDamaged(f"The manifest of generation {name.folder} is not what was written.")
        return Manifest.from_bytes(data)

    def read(self, name: GenerationName) -> Generation:
        """Read a generation, every byte of it checked.

        Raises:
            GenerationDamaged: something is missing or altered.
        """
        return read_generation(self.manifest(name), self._folder / name.folder)

    def next_number(self) -> int:
        """A number that no generation here has had."""
        try:
            pointer = self.pointer()
        except GenerationDamaged:
            pointer = None  # the folders tell
        return max(0 if pointer is None else pointer.highest, *map(_number, self._folders()), 0) + 1

    def write(self, manifest: Manifest, files: Mapping[str, FileWriter]) -> GenerationName:
        """Write a generation to a folder of its own and wait until it is on the disk; its files are sealed."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self.sweep()
        unfinished = self._folder / f"{UNFINISHED}{secrets.token_hex(6)}"
        unfinished.mkdir()
        for file_name, write in files.items():
            write_synced(unfinished / file_name, write)
        seals = {file_name: FileSeal.of(unfinished / file_name) for file_name in files}
        sealed = replace(manifest, files=seals).to_bytes()
        write_synced(unfinished / MANIFEST, lambda stream: stream.write(sealed))
        sync_folder(unfinished)
        manifest_sha256 = hashlib.sha256(sealed).hexdigest()
        name = GenerationName(f"{manifest.number:06d}-{manifest_sha256[:12]}", manifest_sha256)
        unfinished.rename(self._folder / name.folder)
        sync_folder(self._folder)
        return name

    def make_current(self, name: GenerationName) -> None:
        """Let the generation ``name`` serve from now on; those before are kept, but not the oldest and the damaged."""
        try:
            pointer = self.pointer()
        except GenerationDamaged:
            pointer = None  # what it pointed to cannot be known any more
        before = () if pointer is None else (pointer.current, *pointer.earlier)
        kept = [other for other in before if other != name][: self._keep - 1]
        highest = max(0 if pointer is None else pointer.highest, *map(_number, self._folders()), 0)
        wanted = Pointer(name, tuple(other for other in kept if self._is_whole(other)), highest)
        if wanted != pointer:
            replace_file(self._folder / POINTER, wanted.to_bytes())
        self.sweep()

    def drop_damaged(self) -> None:
        """Let go of earlier generations that are not whole any more: nobody could go back to them.

        Raises:
            GenerationDamaged: the pointer cannot be read.
        """
        pointer = self.pointer()
        if pointer is not None:
            self.make_current(pointer.current)

    def roll_back(self) -> Manifest:
        """Let the generation before the current one serve again; the current one is dropped.

        Raises:
            Refused: there is no earlier generation.
            GenerationDamaged: the earlier one is not whole; the current one goes on serving.
        """
        pointer = self.pointer()
        if pointer is None or not pointer.earlier:
            raise Refused("There is no earlier generation to go back to.", "Nothing was changed.")
        name, *earlier = pointer.earlier
        generation = self.read(name)
        highest = max(pointer.highest, *map(_number, self._folders()), 0)
        replace_file(self._folder / POINTER, Pointer(name, tuple(earlier), highest).to_bytes())
        self.sweep()
        return generation.manifest

    def sweep(self) -> None:
        """Remove what no pointer names: generations that are too old, and what a killed process left unfinished."""
        try:
            pointer = self.pointer()
        except GenerationDamaged:
            return
        named = set() if pointer is None else {name.folder for name in (pointer.current, *pointer.earlier)}
        for folder in self._folders():
            if folder.name not in named:
                shutil.rmtree(folder)

    def _is_whole(self, name: GenerationName) -> bool:
        try:
            self.read(name)
        except GenerationDamaged:
            return False
        return True

    def _folders(self) -> list[Path]:
        return [entry for entry in self._folder.iterdir() if entry.is_dir()] if self._folder.is_dir() else []


def _number(folder: Path) -> int:
    """The number of the generation in a folder; 0 for what is none."""
    match = re.match(r"(\d{6,12})-", folder.name)
    return 0 if match is None else int(match[1])
