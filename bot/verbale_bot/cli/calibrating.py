"""``verbale calibrate``."""

from dataclasses import asdict
from pathlib import Path

from verbale.errors import Refused
from verbale.settings import Settings
from verbale_bot.cli.opening import opened
from verbale_bot.cli.terminal import print_json, print_line, progress_bar
from verbale_bot.engine import Engine, calibration_in_use, open_engine
from verbale_bot.models import EncoderMaker
from verbale_index.calibration import shipped_coefficients
from verbale_index.encoder import Encoder
from verbale_index.generation import Generation
from verbale_index.self_calibration import SelfCalibrated, Tally, self_calibrated
from verbale_index.shelf import Shelf
from verbale_index.stand_ins import Library


def calibrate(settings: Settings, make_encoder: EncoderMaker, as_json: bool) -> None:
    """Calibrate the confidence for the model in use, and keep that.

    Raises:
        Refused: there are too few briefings, or the model is of no use for them.
        EncoderUnavailable: the model cannot be loaded.
    """
    with opened(settings, make_encoder) as program:
        encoder = program.encoder()
        with progress_bar() as progress:
            engine = open_engine(program, progress)
            generation = _generation(engine, settings)
            library = Library(generation, Shelf(program.briefings), engine.catalogue.briefings())
            in_use = calibration_in_use(program, encoder, generation, settings.embedding_model)
            made = self_calibrated(library, encoder, shipped_coefficients(), in_use, progress)
        program.calibrations.keep(encoder.fingerprint, made.calibration)
        file = program.calibrations.file
    if as_json:
        print_json(_as_json(made, settings, encoder, file))
    else:
        _print(made, settings, file)


def _generation(engine: Engine, settings: Settings) -> Generation:
    generation = engine.serving.generation()
    if generation is None:
        raise Refused(
            "There are no briefings to calibrate on.",
            f"Put articles into {settings.briefings_dir} and run verbale reindex.",
        )
    return generation


def _print(made: SelfCalibrated, settings: Settings, file: Path) -> None:
    print_line(
        f"The model {settings.embedding_model} was asked {made.asked} stand-ins for questions, made of sentences of "
        f"{made.briefings} briefings: each of all briefings, and again without its own."
    )
    print_line(f"Before: {_in_words(made.before, made)}")
    print_line(f"Now:    {_in_words(made.after, made)}")
    print_line(f"Kept in {file}. A bot that is running uses it after its next start.")


def _in_words(tally: Tally, made: SelfCalibrated) -> str:
    return (
        f"{tally.answered} of {made.asked} answered, {tally.right} of them with their own sentence; "
        f"without their briefing, {tally.answered_without} of {made.asked_without} answered."
    )


def _as_json(made: SelfCalibrated, settings: Settings, encoder: Encoder, file: Path) -> dict[str, object]:
    return {
        "model": settings.embedding_model,
        "encoder": encoder.fingerprint,
        "asked": made.asked,
        "asked_without": made.asked_without,
        "briefings": made.briefings,
        "before": asdict(made.before),
        "after": asdict(made.after),
        "calibration": asdict(made.calibration),
        "file": str(file),
    }
