"""How things look: colour, bars and boxes on a terminal, plain lines in a pipe."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from verbale.language import Language
from verbale.ports import Progress as ProgressPort
from verbale.quote import Quotation
from verbale_bot.messages import date_in_words, language_name
from verbale_bot.text_fragment import link_to_text

QUOTED_WIDTH = 100


def print_json(value: object) -> None:
    """One line of JSON on standard output, at once."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def print_line(text: str) -> None:
    """A plain line on standard output."""
    Console(highlight=False, soft_wrap=True, markup=False).print(text)


def print_problem(text: str) -> None:
    """A plain line on standard error."""
    Console(stderr=True, highlight=False, soft_wrap=True, markup=False).print(text)


def print_quotations(quotations: tuple[Quotation, ...], language: Language) -> None:
    """Quotations with their sources; ``language`` is the reader's."""
    console = Console(highlight=False, markup=False)
    for quotation in quotations:
        source = _source_line(quotation, language)
        if console.is_terminal:
            body = Text(quotation.text, style="bold")
            console.print(Padding(body, (0, 2)), width=min(console.width, QUOTED_WIDTH))
            url = quotation.briefing.source_url
            link = f"link {link_to_text(url, quotation.text)}" if url else ""
            console.print(Padding(Text(source, style=f"dim {link}".strip()), (0, 2, 1, 2)))
        else:
            console.print(quotation.text, soft_wrap=True)
            console.print(source, soft_wrap=True)


def _source_line(quotation: Quotation, language: Language) -> str:
    parts = [quotation.title]
    if quotation.date is not None:
        parts.append(date_in_words(quotation.date, language))
    parts.append(f"¶ {quotation.paragraph}")
    if quotation.briefing.language != language:
        parts.append(language_name(quotation.briefing.language, language))
    if quotation.briefing.source_url:
        parts.append(quotation.briefing.source_url)
    return "— " + " · ".join(parts)


@contextmanager
def progress_bar() -> Iterator[ProgressPort]:
    """A bar on standard error where that is a terminal; it comes with the first work and goes with the last."""
    console = Console(stderr=True)
    columns = TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn()
    bar = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
    task = bar.add_task("")

    def show(stage: str, done: int, total: int) -> None:
        bar.start()
        bar.update(task, description=stage, completed=done, total=max(total, 1))

    try:
        yield show
    finally:
        bar.stop()
