"""``verbale reindex``."""

import time
from typing import TYPE_CHECKING, Annotated

import typer

from verbale.store.briefings import Taken
from verbale_bot.cli.opening import opened
from verbale_bot.cli.terminal import print_json, print_line, print_problem, progress_bar
from verbale_index.reindexing import Built

if TYPE_CHECKING:
    from verbale.taking_in import TakenIn

BYTES_OF_A_MEGABYTE = 1_000_000


def reindex(as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False) -> None:
    """Take in what is new or changed in the briefings folder, build an index of it, and let that serve.

    The old index serves until the new one is whole. Files that cannot be read are named, with the reason and what to
    do, and the others are taken in; the exit code is then 1.
    """
    # Imported here: reading documents takes libraries that no other command needs, and each would start later.
    from verbale.intake.folder import BriefingsFolder
    from verbale.taking_in import take_in_files

    started = time.monotonic()
    with opened() as program, program.reindexing.alone(), progress_bar() as progress:
        settings = program.settings
        largest_bytes = settings.max_document_mb * BYTES_OF_A_MEGABYTE
        folder = BriefingsFolder(settings.briefings_dir, largest_bytes)
        taken_in = take_in_files(folder, largest_bytes, program.briefings, program.clock, progress)
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
    if taken_in.refused:
        raise typer.Exit(1)


def _print(taken_in: "TakenIn", built: Built | None, seconds: float) -> None:
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


def _as_json(taken_in: "TakenIn", built: Built | None, seconds: float) -> dict[str, object]:
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
