"""The briefings folder: one wrong file never stops the others."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from verbale.intake.document import RefusedDocument, SourceFile
from verbale.intake.folder import BriefingsFolder, Intake, Known, SourceFiles, take_in


@dataclass(frozen=True)
class FilesInMemory:
    """Files that are nowhere on a disk."""

    found: tuple[SourceFile, ...]

    def files(self) -> Iterator[SourceFile]:
        yield from self.found


def taken(source: SourceFiles) -> dict[str, str]:
    """By file name: the id of the briefing, or the reason of the refusal."""
    return dict(
        (found.file_name, found.reason) if isinstance(found, RefusedDocument) else (found.file.name, found.briefing)
        for found in take_in(source.files())
    )


def test_a_file_that_is_known_is_not_read_again() -> None:
    """Even one that could not be read: whoever says that it is known has read it."""
    files = (SourceFile("a.txt", b"The ministers met."), SourceFile("b.txt", b"\x00"))
    asked: list[tuple[str, str]] = []

    def is_known(briefing: str, file: SourceFile) -> bool:
        asked.append((briefing, file.name))
        return briefing == "b"

    first, second = take_in(files, is_known=is_known)
    assert isinstance(first, Intake)
    assert second == Known("b", files[1])
    assert asked == [("a", "a.txt"), ("b", "b.txt")]


def test_each_file_is_taken_in_or_refused() -> None:
    """In the order of their names, whatever order they came in."""
    files = FilesInMemory(
        (
            SourceFile("c.txt", b"The ministers met."),
            SourceFile("b.md", b"---\ntittle: A\n---\nText."),
            SourceFile("a.txt", b"The presidents met."),
            SourceFile("d.doc", b"text"),
        )
    )
    found = taken(files)
    assert list(found) == ["a.txt", "b.md", "c.txt", "d.doc"]
    assert (found["a.txt"], found["c.txt"]) == ("a", "c")
    assert "unknown key tittle" in found["b.md"]
    assert "its format is none of" in found["d.doc"]


def test_two_files_of_one_id_are_both_refused() -> None:
    """Each names the other; a file that is refused anyway claims nothing."""
    files = FilesInMemory(
        (
            SourceFile("Визит.txt", b"The ministers met."),
            SourceFile("2024/vizit.md", b"The ministers met."),
            SourceFile("vizit.doc", b"text"),
            SourceFile("other.txt", b"The ministers met."),
        )
    )
    found = taken(files)
    assert found["Визит.txt"] == "its id vizit is also that of 2024/vizit.md"
    assert found["2024/vizit.md"] == "its id vizit is also that of Визит.txt"
    assert "its format" in found["vizit.doc"]
    assert found["other.txt"] == "other"


def test_the_original_bytes_are_kept() -> None:
    """They are stored beside the text."""
    (found,) = take_in([SourceFile("a.txt", b"\xef\xbb\xbfThe  ministers met.\r\n")])
    assert isinstance(found, Intake)
    assert found.file.data == b"\xef\xbb\xbfThe  ministers met.\r\n"
    assert found.document.text == "The ministers met."


def test_a_folder_on_disk(tmp_path: Path) -> None:
    """Folders below count, hidden files and what editors leave do not, links out of the folder are refused."""
    folder = tmp_path / "briefings"
    (folder / "2024").mkdir(parents=True)
    (folder / ".git").mkdir()
    (folder / ".git" / "config.txt").write_text("hidden")
    (folder / ".hidden.txt").write_text("hidden")
    (folder / "~$a.docx").write_text("lock")
    (folder / "a.txt~").write_text("backup")
    (folder / "a.txt").write_text("The ministers met.")
    (folder / "2024" / "b.txt").write_text("The presidents met.")
    (folder / "large.txt").write_text("a" * 1001)
    secret = tmp_path / "secret.txt"
    secret.write_text("Not for the public.")
    (folder / "link.txt").symlink_to(secret)
    (folder / "broken.txt").symlink_to(folder / "nowhere.txt")
    (folder / "out").symlink_to(tmp_path)
    (folder / "within.txt").symlink_to(folder / "a.txt")
    os.mkfifo(folder / "pipe.txt")
    found = taken(BriefingsFolder(folder, largest_bytes=1000))
    assert found == {
        "2024/b.txt": "b",
        "a.txt": "a",
        "broken.txt": "it is a link that leads out of the folder",
        "large.txt": "it is too large: 1,001 bytes, where 1,000 are accepted",
        "link.txt": "it is a link that leads out of the folder",
        "out": "it is a link that leads out of the folder",
        "pipe.txt": "it is not a regular file",
        "within.txt": "within",
    }


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    """It is not the same as an empty one: all briefings would be gone."""
    with pytest.raises(FileNotFoundError):
        list(BriefingsFolder(tmp_path / "nowhere").files())


def test_refusals_carry_what_a_person_needs() -> None:
    """One line: file, reason, remedy."""
    (refusal,) = take_in([SourceFile("a.txt", b"")])
    assert isinstance(refusal, RefusedDocument)
    assert str(refusal) == "a.txt: it is empty. Put the text of the briefing into it, or delete it."
