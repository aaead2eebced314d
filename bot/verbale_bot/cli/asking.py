"""``verbale ask`` and ``verbale search``."""

from dataclasses import dataclass
from pathlib import Path

from verbale.answer import Answer, Hit
from verbale.briefing import PUBLIC, Viewer
from verbale.cited import answer_as_json, cited
from verbale.settings import Settings
from verbale_bot.cli.opening import engine_of, opened
from verbale_bot.cli.rows import QuestionRow, read_rows
from verbale_bot.cli.terminal import print_answer, print_json, print_line, print_problem
from verbale_bot.compose import Program
from verbale_bot.engine import Engine
from verbale_bot.models import EncoderMaker


@dataclass(frozen=True)
class Asked:
    """What was asked on the command line, and how it is to be answered."""

    rows: list[QuestionRow]
    viewer: Viewer
    top: int
    as_json: bool


def asked(
    question: str | None, file: Path | None, top: int, as_json: bool, audiences: list[str] | None, briefing: str | None
) -> Asked:
    """Read the questions: the one that was given, or those of a file.

    Raises:
        RowRefused: a line of the file is not a question.
    """
    rows = [QuestionRow(question=question or "")] if file is None else read_rows(file)
    rows = [row if row.briefing else row.model_copy(update={"briefing": briefing}) for row in rows]
    return Asked(rows, Viewer(frozenset({PUBLIC, *(audiences or ())})), top, as_json or file is not None)


def ask(asked: Asked, settings: Settings, make_encoder: EncoderMaker) -> None:
    """Answer each question."""
    with opened(settings, make_encoder) as program:
        engine = _engine(program)
        for row in asked.rows:
            answer = engine.answerer.answer(row.as_question(), asked.viewer, asked.top)
            if asked.as_json:
                print_json(answer_as_json(answer, cited(answer.citations, program.briefings.quotations), row.id))
            else:
                _show(program, answer)


def search(asked: Asked, settings: Settings, make_encoder: EncoderMaker) -> None:
    """Show the paragraphs nearest to each question."""
    with opened(settings, make_encoder) as program:
        engine = _engine(program)
        for row in asked.rows:
            hits = engine.answerer.search(row.as_question(), asked.viewer, asked.top)
            found = [_hit_as_json(program, hit) for hit in hits]
            if asked.as_json:
                print_json({"id": row.id, "hits": found})
            else:
                for hit in found:
                    place = f"{hit['briefing']} · edition {hit['edition']} · ¶ {hit['paragraph']}"
                    print_line(f"{hit['score']:.4f}  {place}\n        {hit['text']}")


def _engine(program: Program) -> Engine:
    engine = engine_of(program)
    if not program.briefings.current_editions():
        folder = program.settings.briefings_dir
        print_problem(f"verbale: there are no briefings yet. Put articles into {folder} and run verbale reindex.")
    return engine


def _show(program: Program, answer: Answer) -> None:
    print_answer(answer, cited(answer.citations, program.briefings.quotations))


def _hit_as_json(program: Program, hit: Hit) -> dict[str, object]:
    (quotation,) = program.briefings.quotations([hit.quote])
    return {
        "briefing": hit.quote.briefing,
        "edition": hit.quote.edition,
        "paragraph": quotation.paragraph,
        "score": round(hit.score, 6),
        "text": quotation.text,
    }
