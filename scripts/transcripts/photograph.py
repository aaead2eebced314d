"""Pages to pictures, with a browser that shows nothing on the screen."""

import asyncio
import os
import shutil
from asyncio.subprocess import PIPE
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from PIL import Image, ImageChops

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SCALE = 1.5
"""Pixels of the picture for one of the page, so that letters are sharp on any screen."""
TALLEST = 2400
"""Pixels of the page: higher than any conversation, because the picture is cut to what is there."""
WIDEST = 960
TIMEOUT_SECONDS = 60.0
COLOURS = 256
"""Of a picture: flat areas and letters need no more, and the file is a third as large."""
EXACT_COLOURS = 160


class NoPictureError(Exception):
    """There is no browser to draw the pages with, or it fails."""


def find_browser() -> str:
    """The path of Chromium: that of $CHROMIUM, or the first that is installed.

    Raises:
        NoPictureError: there is none.
    """
    named = os.environ.get("CHROMIUM")
    for name in (named,) if named else BROWSERS:
        found = shutil.which(name)
        if found is not None:
            return found
    raise NoPictureError(
        f"$CHROMIUM names no program: {named}"
        if named
        else f"Chromium is needed to draw the pictures, and there is none of {', '.join(BROWSERS)}. "
        "Install it, or set CHROMIUM to the path of one."
    )


def photograph(browser: str, page: str, to: Path) -> int:
    """Draw ``page`` and write it to ``to`` as a PNG; return its size in bytes.

    Raises:
        NoPictureError: the browser failed.
    """
    # The browser's own helpers may still write into its profile when it has ended.
    with TemporaryDirectory(prefix="verbale-pictures-", ignore_cleanup_errors=True) as folder:
        source, raw = Path(folder, "page.html"), Path(folder, "page.png")
        source.write_text(page, encoding="utf-8")
        asyncio.run(_run(browser, *_options(folder), f"--screenshot={raw}", source.as_uri()))
        if not raw.exists():
            raise NoPictureError(f"{browser} ended well but drew nothing.")
        with Image.open(raw) as image:
            data = small_png(cut_to_content(image.convert("RGB")))
    to.write_bytes(data)
    return len(data)


def _options(folder: str) -> tuple[str, ...]:
    return (
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        f"--user-data-dir={folder}/profile",
        f"--force-device-scale-factor={SCALE}",
        f"--window-size={WIDEST},{TALLEST}",
    )


async def _run(*command: str) -> None:
    process = await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=PIPE)
    try:
        _, said = await asyncio.wait_for(process.communicate(), TIMEOUT_SECONDS)
    except TimeoutError as error:
        process.kill()
        await process.wait()
        raise NoPictureError(f"{command[0]} took longer than {TIMEOUT_SECONDS:.0f} s.") from error
    if process.returncode != 0:
        raise NoPictureError(f"{command[0]} failed: {said.decode(errors='replace').strip()}")


def cut_to_content(image: Image.Image) -> Image.Image:
    """What of an RGB image differs from its last pixel, with the same margin all around as it has at its left."""
    width, height = image.size
    ground = Image.new("RGB", image.size, image.getpixel((width - 1, height - 1)))
    box = ImageChops.difference(image, ground).getbbox()
    if box is None:
        raise ValueError("the page is empty")
    left, top, right, bottom = box
    margin = left
    return image.crop((0, max(0, top - margin), min(width, right + margin), min(height, bottom + margin)))


def small_png(image: Image.Image) -> bytes:
    """A PNG of an RGB image with a palette: its most frequent colours as they are, the others nearly so.

    Pillow's own choice of a palette shifts the large areas, and each picture would have another ground.
    """
    pixels = np.asarray(image, dtype=np.int32)
    packed, places, counts = np.unique(
        (pixels[..., 0] << 16 | pixels[..., 1] << 8 | pixels[..., 2]).ravel(), return_inverse=True, return_counts=True
    )
    # int32 (n_colours, 3), the most frequent first
    colours = np.stack([packed >> 16, packed >> 8 & 255, packed & 255], axis=1)
    order = np.argsort(-counts, kind="stable")
    palette = colours[order[:EXACT_COLOURS]]
    rest = colours[order[EXACT_COLOURS:]]
    if len(rest) > 0:
        row = Image.frombytes("RGB", (len(rest), 1), rest.astype(np.uint8).tobytes())
        mixed = row.quantize(COLOURS - EXACT_COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        palette = np.concatenate([palette, np.reshape(mixed.getpalette() or [], (-1, 3))])
    nearest = ((colours[:, None, :] - palette[None, :, :]) ** 2).sum(axis=2).argmin(axis=1).astype(np.uint8)
    small = Image.frombytes("P", image.size, nearest[places].tobytes())
    small.putpalette(palette.astype(np.uint8).tobytes())
    written = BytesIO()
    small.save(written, "PNG", optimize=True)
    return written.getvalue()
