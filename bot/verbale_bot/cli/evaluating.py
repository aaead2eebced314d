"""``verbale eval``."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from verbale.ports import Clock, Progress, SystemClock
from verbale.settings import Settings
from verbale_bot.cli.announcing import announce
from verbale_bot.cli.terminal import print_json, progress_bar
from verbale_bot.compose import Program
from verbale_bot.engine import Engine, open_engine
from verbale_bot.evaluation_report.summary import print_comparison, print_results
from verbale_bot.installed_corpora import installed_corpora
from verbale_bot.logs import COMMAND_FORMAT, start_logging
from verbale_bot.models import EncoderMaker
from verbale_index.encoder import Encoder
from verbale_index.evaluation.baselines import Baselines
from verbale_index.evaluation.comparing import compare
from verbale_index.evaluation.labelled_set import LabelledSet, read_labelled_set
from verbale_index.evaluation.measuring import Asked, Asking, ask_all
from verbale_index.evaluation.resampling import RESAMPLES
from verbale_index.evaluation.results import Conditions, Results, read_results
from verbale_index.evaluation.summing_up import sum_up

SEED = 20_261_123


@dataclass(frozen=True)
class Plan:
    """What is measured: on how many questions, drawn with ``seed``, and what is asked beyond each of them."""

    sample: int | None = None
    with_context: bool = True
    leave_out: bool = True
    with_baselines: bool = False
    resamples: int = RESAMPLES
    seed: int = SEED


def measure(folder: Path, plan: Plan, settings: Settings, make_encoder: EncoderMaker) -> Results:
    """Ask the questions of the labelled set in ``folder`` and sum up what came of them.

    Raises:
        SetRefused: it is not a labelled set, or nothing can be measured on it.
        EncoderUnavailable: the model cannot be loaded.
    """
    level = "WARNING" if settings.log_level == "INFO" else settings.log_level
    start_logging(level, COMMAND_FORMAT, settings.telegram_token)
    labelled_set = read_labelled_set(folder).sampled(plan.sample, plan.seed)
    labelled = [question for question in labelled_set.questions if question.answerable is not None]
    encoder, clock = make_encoder(settings, announce), SystemClock()
    asked: list[Asked] = []
    with progress_bar() as progress:
        for one in _ask_everywhere(labelled_set, plan, settings, encoder, progress):
            asked.append(one)
            progress("asking", len(asked), len(labelled))
        progress("summing up", 0, 1)
        conditions = _conditions(labelled_set, plan, settings, encoder, clock)
        return sum_up(asked, conditions, len(labelled_set.questions) - len(labelled))


def show(results: Results, rows: Path | None, *, as_json: bool) -> None:
    """Show what was measured, with the rows in the file ``rows`` if one is given."""
    if rows is not None:
        results = results.with_rows_in(rows)
    if as_json:
        print_json(results.to_json())
    else:
        print_results(results)


def compare_files(a: Path, b: Path, *, as_json: bool) -> None:
    """Show how two measurements differ.

    Raises:
        ResultsUnreadable: a file does not hold results.
        NotComparable: they have no questions in common.
    """
    comparison = compare(read_results(a), read_results(b))
    if as_json:
        print_json(comparison.to_json())
    else:
        print_comparison(comparison, str(a), str(b))


def _ask_everywhere(
    labelled_set: LabelledSet, plan: Plan, settings: Settings, encoder: Encoder, progress: Progress
) -> Iterator[Asked]:
    """Ask the questions in the corpora that they belong to, one corpus after the other."""
    for installed in installed_corpora(labelled_set, settings, encoder, progress):
        engine = open_engine(installed.program, progress)
        baselines = _baselines(installed.program, engine) if plan.with_baselines else None
        asking = Asking(engine.answerer, installed.corpus, plan.with_context, plan.leave_out, baselines)
        yield from ask_all(installed.questions, asking)


def _baselines(program: Program, engine: Engine) -> Baselines | None:
    generation = engine.serving.generation()
    if generation is None:
        return None
    passages = generation.passages
    quotes = [passages.sentence_quote(row) for row in range(len(passages.sentences))]
    texts = [quotation.text for quotation in program.briefings.quotations(quotes)]
    return Baselines(generation, program.encoder(), texts)


def _conditions(
    labelled_set: LabelledSet, plan: Plan, settings: Settings, encoder: Encoder, clock: Clock
) -> Conditions:
    used = set(labelled_set.by_corpus())
    articles = [article for article in labelled_set.articles if article.language in used]
    return Conditions(
        set_name=labelled_set.name,
        set_sha256=labelled_set.sha256,
        articles=len(articles),
        paragraphs=_count(article.paragraphs for article in articles),
        questions=len(labelled_set.questions),
        sample=plan.sample,
        with_context=plan.with_context,
        model=settings.embedding_model,
        encoder=encoder.fingerprint,
        reranker=settings.reranker_model,
        program_version=version("verbale"),
        threads=settings.threads,
        measured_at=clock.now().isoformat(timespec="seconds"),
        resamples=plan.resamples,
        seed=plan.seed,
    )


def _count(paragraphs: Iterable[tuple[str, ...]]) -> int:
    return sum(map(len, paragraphs))
