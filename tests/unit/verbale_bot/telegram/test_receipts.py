"""The file of what Telegram has confirmed."""

from pathlib import Path

import pytest

from verbale_bot.telegram import receipts as receipts_module
from verbale_bot.telegram.receipts import Receipts


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "var" / "receipts"


def test_what_was_noted_is_found_by_the_next_process_though_this_one_never_closed_it(file: Path) -> None:
    first = Receipts(file)
    first.note(710, 0, 41)
    first.note(710, 1, 42)
    first.note(711, -1, 43)
    second = Receipts(file)
    assert second.found(710) == {0: 41, 1: 42}
    assert second.found(711) == {-1: 43}
    assert second.found(712) == {}
    assert first.found(710) == {}
    first.close()
    second.close()


def test_nobody_else_may_read_the_file(file: Path) -> None:
    Receipts(file).close()
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("torn", [b"711 0 4", b"711 0", b"71", b"\x00\x00\x00\x00", b"711 0 \xd0\x96", b"711 0 4 "])
def test_half_a_line_is_no_receipt_and_spoils_none_that_follows(file: Path, torn: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(b"710 0 41\n" + torn)
    receipts = Receipts(file)
    assert receipts.found(710) == {0: 41}
    assert receipts.found(711) == {}
    receipts.note(712, 0, 44)
    receipts.close()
    again = Receipts(file)
    assert (again.found(710), again.found(712)) == ({0: 41}, {0: 44})
    again.close()


@pytest.mark.parametrize("line", ["", "a b c", "1 2", "1 2 3 4", "1  2", "--1 0 2", "1.5 0 2", "- - -", "1 0 ٣"])
def test_a_line_that_is_no_receipt_is_passed_over(file: Path, line: str) -> None:
    file.parent.mkdir()
    file.write_text(f"{line}\n5 0 6\n", "utf-8")
    receipts = Receipts(file)
    assert receipts.found(5) == {0: 6}
    assert receipts.found(1) == {}
    receipts.close()


def test_a_file_that_has_grown_begins_anew_once_the_database_has_everything(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receipts_module, "LARGEST_BYTES", 20)
    receipts = Receipts(file)
    receipts.note(1_000_000_000, 0, 1)
    receipts.note(1_000_000_001, 0, 2)
    receipts.stored(1_000_000_000, 0)
    assert file.read_text() == "1000000000 0 1\n1000000001 0 2\n"
    receipts.stored(1_000_000_001, 0)
    assert file.read_text() == ""
    receipts.note(1_000_000_002, 0, 3)
    assert file.read_text() == "1000000002 0 3\n"
    receipts.stored(5, 5)  # never noted: said by an earlier process
    receipts.close()
