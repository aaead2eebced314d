"""``verbale chat``: the conversation of the bot, in a terminal."""

import sys
from collections.abc import Iterator

from rich.console import Console

from verbale.answer import Question
from verbale.briefing import Viewer
from verbale.language import Language
from verbale.settings import Settings
from verbale_bot.cli.opening import engine_of, opened
from verbale_bot.cli.terminal import print_line, print_quotations
from verbale_bot.compose import Program
from verbale_bot.engine import Engine
from verbale_bot.introduction import about, greeting
from verbale_bot.messages import message, reason_in_words
from verbale_bot.models import EncoderMaker

QUOTES = 3
EVERYBODY = Viewer()
PROMPT = "[bold cyan]›[/] "


def chat(settings: Settings, make_encoder: EncoderMaker) -> None:
    """Greet, and answer line by line."""
    with opened(settings, make_encoder) as program:
        engine = engine_of(program)
        _reply(program, engine, "/start")
        for text in _lines():
            if text == "/quit":
                break
            _reply(program, engine, text)


def _lines() -> Iterator[str]:
    """What the person types; lines of a pipe are read without a prompt."""
    if not sys.stdin.isatty():
        yield from (line.strip() for line in sys.stdin if line.strip())
        return
    console = Console()
    while True:
        try:
            line = console.input(PROMPT)
        except (EOFError, KeyboardInterrupt):
            console.print()
            return
        if line.strip():
            yield line.strip()


def _reply(program: Program, engine: Engine, text: str) -> None:
    language = Language(program.settings.default_language)
    if text == "/start":
        opening = greeting(engine, program.clock, EVERYBODY, language)
        print_line("\n".join((opening.text, *opening.examples)) + "\n")
    elif text == "/help":
        print_line(message("help", language))
    elif text == "/about":
        print_line(about(engine, EVERYBODY, language))
    elif text.startswith("/"):
        print_line(message("unknown-command", language))
    else:
        answer = engine.answerer.answer(Question(text), EVERYBODY, QUOTES)
        language = Language(answer.language)
        if answer.reason is not None:
            print_line(reason_in_words(answer.reason, language))
        else:
            print_quotations(program.briefings.quotations(answer.quotes), language)
