"""``verbale reindex``."""

import time

from verbale.intake.folder import BriefingsFolder
from verbale.intake.isolated import IsolatedReader, reader_with_care
from verbale.settings import Settings
from verbale.store.publishing import Taken
from verbale.taking_in import TakenIn, take_in_files
from verbale_bot.cli.opening import opened
from verbale_bot.cli.terminal import print_json, print_line, print_problem, progress_bar
from verbale_bot.models import EncoderMaker
from verbale_index.reindexing import Built

BYTES_OF_A_MEGABYTE = 1_000_000


def reindex(settings: Settings, make_encoder: EncoderMaker, as_json: bool) -> bool:
    """Take in the folder and build an index of it; say whether every file was taken in."""
    started = time.monotonic()
    with opened(settings, make_encoder) as program, program.reindexing.alone(), progress_bar() as progress:
        largest_bytes = settings.max_document_mb * BYTES_OF_A_MEGABYTE
        folder = BriefingsFolder(settings.briefings_dir, largest_bytes)
        with IsolatedReader(largest_bytes=largest_bytes) as isolated:
            read = reader_with_care(isolated, largest_bytes)
            taken_in = take_in_files(folder, read, program.briefings, program.clock, progress)
        built = None
        if program.briefings.current_editions() or program.generations.stamp() is not None:
            built = program.reindexing.build(program.encoder(), settings.embedding_model, progress)
    seconds = time.monotonic() - started
    if as_json:
        print_json(_as_json(taken_in, built, seconds))
    else:
        _print(taken_in, built, seconds)
    for refusal in taken_in.refused:
        print_problem(f"verbale: {refusal}")
    return not taken_in.refused


def _print(taken_in: TakenIn, built: Built | None, seconds: float) -> None:
    for file, taken in taken_in.taken:
        if taken is not Taken.UNCHANGED:
            print_line(f"{file}: {taken}")
    unchanged = taken_in.count(Taken.UNCHANGED)
    counts = f"{len(taken_in.taken) - unchanged} taken in, {unchanged} unchanged, {len(taken_in.refused)} refused"
    if built is None:
        print_line(f"{counts}. There are no briefings to build an index of.")
        return
    manifest = built.manifest
    what = "built" if built.is_new else "is up to date"
    print_line(
        f"{counts}. Generation {manifest.number} {what}: {len(manifest.editions)} briefings, "
        f"{manifest.paragraphs} paragraphs, {manifest.sentences} sentences; "
        f"{built.embedded} texts embedded, {seconds:.1f} s."
    )


def _as_json(taken_in: TakenIn, built: Built | None, seconds: float) -> dict[str, object]:
    manifest = built.manifest if built else None
    return {
        "taken": [{"file": file, "outcome": taken.value} for file, taken in taken_in.taken],
        "refused": [{"file": r.file_name, "reason": r.reason, "remedy": r.remedy} for r in taken_in.refused],
        "generation": manifest.number if manifest else None,
        "built": built is not None and built.is_new,
        "briefings": len(manifest.editions) if manifest else 0,
        "paragraphs": manifest.paragraphs if manifest else 0,
        "sentences": manifest.sentences if manifest else 0,
        "embedded": built.embedded if built else 0,
        "seconds": round(seconds, 3),
    }
