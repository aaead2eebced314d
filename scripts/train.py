"""Learn the coefficients of the ranker and of the confidence from labelled sets, and write them with their conditions.

    python scripts/train.py FOLDER… --out index/verbale_index/coefficients.json

Each folder is a set as ``verbale eval`` reads it. Printed are figures of models that never saw the articles they are
judged on (five folds by article) and, with ``--ablate``, what each group of features brings. The same folders give the
same coefficients.
"""

import argparse
import json
from pathlib import Path

from verbale.settings import Settings
from verbale_bot.installed_corpora import installed_corpora
from verbale_bot.models import encoder_of
from verbale_index.calibration import Scale
from verbale_index.evaluation.labelled_set import read_labelled_set
from verbale_index.shelf import Shelf
from verbale_index.training.examples import Example, Ground, examples_of
from verbale_index.training.learning import Learned, ablation, cross_validated, learn, transferred

SEED = 20_261_124
BUNDLED_SCALE = Scale(mean=0.78, deviation=0.025)
"""Of the bundled model, between questions and passages of other articles, over the five languages."""


def main() -> None:
    """Read the arguments, learn, and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument(
        "--confidence",
        nargs="*",
        type=Path,
        default=[],
        metavar="FOLDER",
        help="sets that the confidence learns from, but not the ranker: their questions are not as people ask",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FILE.json")
    parser.add_argument(
        "--judge", nargs="*", type=Path, default=[], metavar="FOLDER", help="sets to judge on, not learned"
    )
    parser.add_argument("--ablate", action="store_true", help="fit again without each group of features")
    arguments = parser.parse_args()
    settings = Settings(_env_file=None)
    examples = [example for folder in arguments.folders for example in _examples(folder, settings)]
    for folder in arguments.confidence:
        examples += _examples(folder, settings, teaches_ranker=False)
    print(json.dumps(cross_validated(examples, BUNDLED_SCALE), indent=1))
    if arguments.ablate:
        for row in ablation(examples):
            print(json.dumps(row))
    learned: Learned = learn(examples, BUNDLED_SCALE, SEED)
    arguments.out.write_bytes(learned.coefficients.to_bytes())
    for folder in arguments.judge:
        print(json.dumps(transferred(_examples(folder, settings), learned.coefficients), indent=1))


def _examples(folder: Path, settings: Settings, *, teaches_ranker: bool = True) -> list[Example]:
    encoder = encoder_of(settings, print)
    found: list[Example] = []
    labelled_set = read_labelled_set(folder)
    for installed in installed_corpora(labelled_set, settings, encoder, lambda *_: None):
        program = installed.program
        pointer = program.generations.pointer()
        if pointer is None:
            continue
        generation = program.generations.read(pointer.current)
        ground = Ground(
            set_name=labelled_set.name,
            corpus=installed.corpus,
            briefings=program.briefings.all(),
            generation=generation,
            shelf=Shelf(program.briefings),
            encoder=encoder,
            scale=BUNDLED_SCALE,
            teaches_ranker=teaches_ranker,
        )
        found += examples_of(installed.questions, ground, SEED)
        print(f"{labelled_set.name} {installed.corpus.language}: {len(found)} examples so far")
    return found


if __name__ == "__main__":
    main()
