import shlex
import sys
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from scripts.transcripts.photograph import NoPictureError, cut_to_content, find_browser, photograph, small_png

GROUND = (228, 234, 240)


def _page(size: tuple[int, int], box: tuple[int, int, int, int]) -> Image.Image:
    image = Image.new("RGB", size, GROUND)
    image.paste((255, 255, 255), box)
    return image


def _program(folder: Path, name: str, script: str) -> Path:
    """A program that is run in place of a browser."""
    code, file = folder / f"{name}.py", folder / name
    code.write_text(script, encoding="utf-8")
    file.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {shlex.quote(str(code))} "$@"\n', encoding="utf-8")
    file.chmod(0o755)
    return file


def test_a_photograph_is_cut_with_the_margin_that_it_has_at_its_left() -> None:
    cut = cut_to_content(_page((400, 900), (20, 20, 220, 520)))
    assert cut.size == (240, 540)
    assert cut.getpixel((20, 20)) == (255, 255, 255)
    assert [cut.getpixel(corner) for corner in ((19, 19), (220, 520), (239, 539))] == [GROUND] * 3


def test_a_photograph_is_cut_no_further_than_its_edges() -> None:
    assert cut_to_content(_page((100, 100), (30, 5, 95, 90))).size == (100, 100)


def test_an_empty_page_is_no_picture() -> None:
    with pytest.raises(ValueError, match="the page is empty"):
        cut_to_content(Image.new("RGB", (10, 10), GROUND))


def test_a_picture_of_few_colours_keeps_every_pixel() -> None:
    image = _page((300, 200), (20, 20, 200, 100))
    image.putpixel((50, 50), (208, 52, 44))
    with Image.open(BytesIO(small_png(image))) as read:
        assert (read.format, read.mode) == ("PNG", "P")
        assert read.convert("RGB").tobytes() == image.tobytes()


def test_of_a_picture_of_many_colours_the_large_areas_keep_theirs() -> None:
    random = np.random.default_rng(7)
    pixels = np.full((200, 300, 3), GROUND, dtype=np.uint8)
    pixels[:60, :60] = random.integers(0, 256, (60, 60, 3), dtype=np.uint8)
    with Image.open(BytesIO(small_png(Image.fromarray(pixels)))) as read:
        kept = np.asarray(read.convert("RGB"))
    assert np.array_equal(kept[60:], pixels[60:])
    assert np.array_equal(kept[:, 60:], pixels[:, 60:])
    distances = np.abs(kept[:60, :60].astype(int) - pixels[:60, :60]).max(axis=2)
    assert float(np.median(distances)) < 40


def test_the_browser_is_the_one_that_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = _program(tmp_path, "my browser", "")
    monkeypatch.setenv("CHROMIUM", str(browser))
    assert find_browser() == str(browser)


def test_a_browser_that_is_named_and_missing_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _program(tmp_path, "chromium", "")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    with pytest.raises(NoPictureError, match=r"^\$CHROMIUM names no program: /nowhere/chromium$"):
        find_browser()


def test_without_a_name_the_usual_ones_are_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoPictureError, match="Chromium is needed to draw the pictures"):
        find_browser()
    chrome = _program(tmp_path, "google-chrome", "")
    assert find_browser() == str(chrome)
    chromium = _program(tmp_path, "chromium", "")
    assert find_browser() == str(chromium)


def test_what_the_browser_draws_is_cut_and_written(tmp_path: Path) -> None:
    drawing = tmp_path / "drawn.png"
    _page((400, 900), (20, 20, 220, 520)).save(drawing)
    script = f"""
import pathlib, shutil, sys, urllib.parse, urllib.request
(shot,) = [each.removeprefix("--screenshot=") for each in sys.argv if each.startswith("--screenshot=")]
address = urllib.parse.urlsplit(sys.argv[-1])
assert address.scheme == "file"
page = pathlib.Path(urllib.request.url2pathname(address.path))
assert page.read_text(encoding="utf-8") == "<p>Қ</p>"
shutil.copy({str(drawing)!r}, shot)
"""
    file = tmp_path / "talk.png"
    size = photograph(str(_program(tmp_path, "browser", script)), "<p>Қ</p>", file)
    assert size == file.stat().st_size
    with Image.open(file) as read:
        assert read.size == (240, 540)


def test_what_the_browser_says_when_it_fails_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    browser = _program(tmp_path, "browser", "import sys\nsys.exit('no display 🙁')")
    with pytest.raises(NoPictureError, match=r"browser failed: no display 🙁$"):
        photograph(str(browser), "<p></p>", tmp_path / "talk.png")
    assert not (tmp_path / "talk.png").exists()


def test_a_browser_that_draws_nothing_is_found_out(tmp_path: Path) -> None:
    with pytest.raises(NoPictureError, match="ended well but drew nothing"):
        photograph(str(_program(tmp_path, "browser", "")), "<p></p>", tmp_path / "talk.png")
