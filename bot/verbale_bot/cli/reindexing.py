"""``verbale reindex``."""

from verbale.settings import Settings
from verbale.store.audit import COMMAND_LINE
from verbale.store.publishing import Taken
from verbale_bot.cli.opening import opened
from verbale_bot.cli.terminal import print_json, print_line, print_problem, progress_bar
from verbale_bot.indexing import Indexed, index
from verbale_bot.models import EncoderMaker


def reindex(settings: Settings, make_encoder: EncoderMaker, as_json: bool) -> bool:
    """Take in the folder and build an index of it; say whether every file was taken in."""
    with opened(settings, make_encoder) as program, progress_bar() as progress:
        indexed = index(program, program.encoder, progress, COMMAND_LINE, reads_folder=True)
    if as_json:
        print_json(_as_json(indexed))
    else:
        _print(indexed)
    for refusal in indexed.taken_in.refused:
        print_problem(f"verbale: {refusal}")
    return not indexed.taken_in.refused


def _print(indexed: Indexed) -> None:
    taken_in, built = indexed.taken_in, indexed.built
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
        f"{built.embedded} texts embedded, {indexed.seconds:.1f} s."
    )


def _as_json(indexed: Indexed) -> dict[str, object]:
    taken_in, built = indexed.taken_in, indexed.built
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
        "seconds": round(indexed.seconds, 3),
    }
