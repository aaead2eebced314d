"""``verbale chat``: the conversation of the bot, in a terminal."""

import sys
from collections import deque
from collections.abc import Iterator

from rich.console import Console

from verbale.answer import Question, Turn
from verbale.briefing import Viewer
from verbale.cited import cited
from verbale.language import Language
from verbale.settings import Settings
from verbale_bot.cli.opening import engine_of, opened
from verbale_bot.cli.terminal import print_answer, print_line
from verbale_bot.compose import Program
from verbale_bot.engine import Engine
from verbale_bot.introduction import about, greeting
from verbale_bot.messages import message
from verbale_bot.models import EncoderMaker

QUOTES = 3
TURNS = 8
"""How much of the conversation a follow-up may refer to: questions and answers."""
EVERYBODY = Viewer()
PROMPT = "[bold cyan]›[/] "


def chat(settings: Settings, make_encoder: EncoderMaker) -> None:
    """Greet, and answer line by line."""
    with opened(settings, make_encoder) as program:
        engine = engine_of(program)
        turns: deque[Turn] = deque(maxlen=TURNS)
        _reply(program, engine, "/start", turns)
        for text in _lines():
            if text == "/quit":
                break
            _reply(program, engine, text, turns)


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


def _reply(program: Program, engine: Engine, text: str, turns: deque[Turn]) -> None:
    """Reply to ``text``; ``turns``, the last ones of the conversation, grow with it."""
    language = Language(program.settings.default_language)
    if text == "/start":
        opening = greeting(program, engine, EVERYBODY, language)
        print_line("\n".join((opening.text, *opening.examples)) + "\n")
    elif text == "/help":
        print_line(message("help", language))
    elif text == "/about":
        print_line(about(engine, EVERYBODY, language))
    elif text.startswith("/"):
        print_line(message("unknown-command", language))
    else:
        answer = engine.answerer.answer(Question(text, tuple(turns)), EVERYBODY, QUOTES)
        citations = cited(answer.citations, program.briefings.quotations)
        print_answer(answer, citations)
        turns.append(Turn("user", text))
        turns.append(Turn("agent", " ".join(one.quotation.text for one in citations)))
