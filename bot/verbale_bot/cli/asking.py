"""``verbale ask`` and ``verbale search``."""

from pathlib import Path
from typing import Annotated

import typer

from verbale.answer import Answer, Hit, answer_as_json
from verbale.briefing import PUBLIC, Viewer
from verbale.language import Language
from verbale_bot.cli.opening import engine_of, opened
from verbale_bot.cli.rows import QuestionRow, read_rows
from verbale_bot.cli.terminal import print_json, print_line, print_problem, print_quotations
from verbale_bot.compose import Program
from verbale_bot.engine import Engine
from verbale_bot.messages import reason_in_words

QuestionArgument = Annotated[str | None, typer.Argument(help="The question, in any of the five languages.")]
FromOption = Annotated[
    Path | None,
    typer.Option(
        "--from",
        metavar="FILE.jsonl",
        help="Answer the questions of a file, one JSON object a line (id, question, optional context and briefing), "
        "with one JSON answer a line, in order.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Write JSON.")]
AudienceOption = Annotated[
    list[str] | None, typer.Option("--audience", help="Ask as this audience, too; may be given several times.")
]
BriefingOption = Annotated[str | None, typer.Option("--briefing", help="Look only in the briefing with this id.")]


def ask(
    question: QuestionArgument = None,
    file: FromOption = None,
    top: Annotated[int, typer.Option(min=1, max=20, help="How many quotations at most.")] = 3,
    as_json: JsonOption = False,
    audience: AudienceOption = None,
    briefing: BriefingOption = None,
) -> None:
    """Answer a question with verbatim quotations, or say that the briefings do not say."""
    rows, viewer = _rows(question, file, briefing), _viewer(audience)
    with opened() as program:
        engine = _engine(program)
        for row in rows:
            answer = engine.answerer.answer(row.as_question(), viewer, top)
            if as_json or file:
                quotations = program.briefings.quotations(answer.quotes)
                print_json(answer_as_json(answer, quotations, row.id))
            else:
                _show(program, answer)


def search(
    question: QuestionArgument = None,
    file: FromOption = None,
    top: Annotated[int, typer.Option(min=1, max=1000, help="How many paragraphs at most.")] = 10,
    as_json: JsonOption = False,
    audience: AudienceOption = None,
    briefing: BriefingOption = None,
) -> None:
    """Show the paragraphs nearest to a question, with their scores (cosine similarity, higher is nearer)."""
    rows, viewer = _rows(question, file, briefing), _viewer(audience)
    with opened() as program:
        engine = _engine(program)
        for row in rows:
            hits = engine.answerer.search(row.as_question(), viewer, top)
            found = [_hit_as_json(program, hit) for hit in hits]
            if as_json or file:
                print_json({"id": row.id, "hits": found})
            else:
                for hit in found:
                    place = f"{hit['briefing']} · edition {hit['edition']} · ¶ {hit['paragraph']}"
                    print_line(f"{hit['score']:.4f}  {place}\n        {hit['text']}")


def _rows(question: str | None, file: Path | None, briefing: str | None) -> list[QuestionRow]:
    if (question is None) == (file is None):
        raise typer.BadParameter("give either a question or --from FILE.jsonl")
    if file is not None:
        rows = read_rows(file)
        return [row if row.briefing else row.model_copy(update={"briefing": briefing}) for row in rows]
    return [QuestionRow(question=question or "", briefing=briefing)]


def _viewer(audiences: list[str] | None) -> Viewer:
    return Viewer(frozenset({PUBLIC, *(audiences or ())}))


def _engine(program: Program) -> Engine:
    engine = engine_of(program)
    if not program.briefings.current_editions():
        folder = program.settings.briefings_dir
        print_problem(f"verbale: there are no briefings yet. Put articles into {folder} and run verbale reindex.")
    return engine


def _show(program: Program, answer: Answer) -> None:
    language = Language(answer.language)
    if answer.reason is not None:
        print_line(reason_in_words(answer.reason, language))
    else:
        print_quotations(program.briefings.quotations(answer.quotes), language)


def _hit_as_json(program: Program, hit: Hit) -> dict[str, object]:
    (quotation,) = program.briefings.quotations([hit.quote])
    return {
        "briefing": hit.quote.briefing,
        "edition": hit.quote.edition,
        "paragraph": quotation.paragraph,
        "score": round(hit.score, 6),
        "text": quotation.text,
    }
