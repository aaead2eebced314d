import hashlib
import io
import tempfile
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from library import ARRIVAL, Library
from verbale.errors import Refused
from verbale_bot.telegram.files import FileTooLarge
from verbale_bot.telegram.office.exporting import archive_of

TABLES = ["ledger.csv", "questions.csv", "feedback.csv", "audit.csv"]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder for temporary ones, which is empty again afterwards."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


def test_the_archive_holds_the_tables_of_the_export(library: Library, temporary: Path) -> None:
    library.add("arrival", ARRIVAL)
    archive = archive_of(library.database, 1_000_000)
    assert archive.sha256 == hashlib.sha256(archive.data).hexdigest()
    with ZipFile(io.BytesIO(archive.data)) as opened:
        assert opened.testzip() is None
        assert [entry.filename for entry in opened.infolist()] == TABLES
        assert {entry.compress_type for entry in opened.infolist()} == {ZIP_DEFLATED}
        heads = {name: opened.read(name).decode("utf-8-sig").split("\r\n")[0] for name in TABLES}
        acts = opened.read("audit.csv").decode("utf-8-sig").split("\r\n")
    assert heads["questions.csv"] == "asked_at,chat,user,question,language,outcome,reason,confidence,quotes"
    assert len(acts) == 4  # the columns, the beginning, the briefing, and what follows the last line
    assert ",published,arrival," in acts[2]


def test_an_archive_that_is_too_large_is_not_read(library: Library, temporary: Path) -> None:
    whole = len(archive_of(library.database, 1_000_000).data)
    assert len(archive_of(library.database, whole).data) == whole
    with pytest.raises(FileTooLarge) as raised:
        archive_of(library.database, whole - 1)
    assert raised.value.largest_bytes == whole - 1


def test_a_disk_that_takes_nothing_is_told(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    with pytest.raises(Refused, match=r"^The export cannot be written: .*missing.* Check the disk"):
        archive_of(library.database, 1_000_000)
