"""Play the conversations with the real bot on the sample briefings, and write a picture of each."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.transcripts.conversations import Stage, all_pictures
from scripts.transcripts.page import page
from scripts.transcripts.photograph import NoPictureError, find_browser, photograph
from scripts.transcripts.picture import Picture

from botapi.clock import SimulatedClock
from botapi.server import BotApiServer
from program import Installation, running_bot
from verbale.intake.folder import BriefingsFolder
from verbale.intake.reading import read_document
from verbale.settings import Settings
from verbale.taking_in import take_in_files
from verbale_bot.compose import open_program

SAMPLES = Path(__file__).resolve().parents[2] / "bot" / "verbale_bot" / "samples"
TAKEN_IN_AT = datetime(2026, 5, 22, 8, 0, tzinfo=UTC)
"""The day of every edition on the pictures, which must not change with the day on which they are made."""
TALK_BEGINS_AT = datetime(2026, 5, 22, 9, 41, tzinfo=UTC)
LARGEST_PICTURE_BYTES = 250_000


@dataclass(frozen=True)
class FixedClock:
    """A clock that stands."""

    moment: datetime

    def now(self) -> datetime:
        """Always the same moment."""
        return self.moment


def main() -> int:
    """Read the arguments, play, draw; 1 if there is nothing to draw with."""
    parser = argparse.ArgumentParser(prog="transcripts", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--pages", type=Path, help="where the pages that they are drawn from are kept, if anywhere")
    arguments = parser.parse_args()
    try:
        browser = find_browser()
        with stage() as here:
            pictures = all_pictures(here)
            here.server.assert_valid()
        for picture in pictures:
            draw(picture, browser, arguments.folder, arguments.pages)
    except NoPictureError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def draw(picture: Picture, browser: str, folder: Path, pages: Path | None) -> None:
    """Write one picture and, if they are kept, its page."""
    drawn = page(picture)
    if pages is not None:
        pages.mkdir(parents=True, exist_ok=True)
        (pages / f"{picture.name}.html").write_text(drawn, encoding="utf-8")
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{picture.name}.png"
    size = photograph(browser, drawn, file)
    note = f", larger than {LARGEST_PICTURE_BYTES // 1000} kB" if size > LARGEST_PICTURE_BYTES else ""
    print(f"{file}: {size / 1000:.0f} kB{note}")


@contextmanager
def stage() -> Iterator[Stage]:
    """A server and the bot, with the sample briefings indexed."""
    clock = SimulatedClock(TALK_BEGINS_AT.timestamp())
    with (
        TemporaryDirectory(prefix="verbale-talk-") as name,
        BotApiServer(username="verbale_bot", clock=clock) as server,
    ):
        installation = Installation(Path(name), Path(name, "model"))
        for file in sorted(SAMPLES.glob("*.md")):
            installation.write(file.name, file.read_bytes())
        index(installation)
        settings = {"VERBALE_TELEGRAM_TOKEN": server.token, "VERBALE_TELEGRAM_API_URL": server.url}
        with running_bot(installation, settings):
            yield Stage(server, clock)


def index(installation: Installation) -> None:
    """Take the briefings in and build an index, as ``verbale reindex`` does, on a day that never changes."""
    settings = Settings(
        _env_file=None,
        briefings_dir=installation.briefings,
        data_dir=installation.data,
        cache_dir=installation.model_cache,
        # What the environment says is for the person's own bot, and the one that is started here does not see it.
        database_url=None,
        embedding_model=Settings.model_fields["embedding_model"].default,
    )
    program = open_program(settings, clock=FixedClock(TAKEN_IN_AT), announce=print)
    try:
        largest_bytes = settings.max_document_mb * 1_000_000
        folder = BriefingsFolder(settings.briefings_dir, largest_bytes)
        take_in_files(folder, read_document, program.briefings, program.clock, lambda *_: None)
        program.reindexing.build(program.encoder(), settings.embedding_model, lambda *_: None)
    finally:
        program.close()


if __name__ == "__main__":
    sys.exit(main())
