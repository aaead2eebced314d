"""How things look: colour, bars and boxes on a terminal, plain lines in a pipe."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from verbale.answer import Answer
from verbale.cited import Cited
from verbale.language import Language
from verbale.ports import Progress as ProgressPort
from verbale.quote import Quotation
from verbale.settings import Settings
from verbale.speech.speakers import SpeechKind
from verbale_bot.messages import date_in_words, language_name, message, reason_in_words
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


def moment_in_words(moment: datetime, settings: Settings) -> str:
    """A moment in the office's time zone, to the minute."""
    return f"{moment.astimezone(ZoneInfo(settings.time_zone)):%Y-%m-%d %H:%M} {settings.time_zone}"


def print_answer(answer: Answer, citations: tuple[Cited, ...]) -> None:
    """Quotations with speakers and sources, or why there are none; of near ones the first, and that it is near."""
    language = Language(answer.language)
    if answer.reason is not None:
        print_line(reason_in_words(answer.reason, language))
        citations = citations[:1]
    print_citations(citations, language)


def print_citations(citations: tuple[Cited, ...], language: Language) -> None:
    """Quotations with speakers and sources."""
    console = Console(highlight=False, markup=False)
    for one in citations:
        quotation = one.quotation
        source = "\n".join(
            [*_speech_lines(one, language), _source_line(quotation, language), *_also_lines(one, language)]
        )
        if console.is_terminal:
            body = Text(quotation.text, style="bold")
            console.print(Padding(body, (0, 2)), width=min(console.width, QUOTED_WIDTH))
            url = quotation.briefing.source_url
            link = f"link {link_to_text(url, quotation.text)}" if url else ""
            console.print(Padding(Text(source, style=f"dim {link}".strip()), (0, 2, 1, 2)))
        else:
            console.print(quotation.text, soft_wrap=True)
            console.print(source, soft_wrap=True)


def _speech_lines(one: Cited, language: Language) -> list[str]:
    """Who speaks, in the briefing's own words, unless the quotation says so itself."""
    lines = [message("reported-speech", language)] if one.speech is SpeechKind.REPORTED else []
    if one.speaker is not None and one.speaker.text not in one.quotation.text:
        lines = [f"{message('speaker', language)}: {one.speaker.text}", *lines]
    return [" · ".join(lines)] if lines else []


def _also_lines(one: Cited, language: Language) -> list[str]:
    return [f"{message('also-in', language)}: {_source_line(other, language)[2:]}" for other in one.also]


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
