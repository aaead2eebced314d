"""What the bot tells about itself: facts and example questions, both from what the viewer may see."""

from dataclasses import dataclass
from importlib.metadata import version

from verbale.answer import Question
from verbale.briefing import Viewer
from verbale.language import Language
from verbale_bot.browsing import briefings_seen
from verbale_bot.compose import Program
from verbale_bot.engine import Engine
from verbale_bot.messages import message

EXAMPLES = 2
BRIEFINGS_TRIED = 6


@dataclass(frozen=True)
class Greeting:
    """What /start says: the text, and questions to begin with."""

    text: str
    examples: tuple[str, ...]


def greeting(program: Program, engine: Engine, viewer: Viewer, language: Language) -> Greeting:
    """What the bot is, and at most two questions about the latest briefings, each one answered by its briefing."""
    seen = briefings_seen(program, engine, viewer)
    examples: list[str] = []
    for briefing in seen[:BRIEFINGS_TRIED]:
        question = message("example-question", language, title=briefing.title)
        answer = engine.answerer.answer(Question(question), viewer, 1)
        if answer.quotes and answer.quotes[0].briefing == briefing.id:
            examples.append(question)
        if len(examples) == EXAMPLES:
            break
    text = message("start", language)
    if examples:
        text = f"{text}\n\n{message('start-examples', language)}"
    elif not seen:
        text = f"{text}\n\n{message('start-empty', language)}"
    return Greeting(text, tuple(examples))


def about(engine: Engine, viewer: Viewer, language: Language) -> str:
    """What /about says: how quotations are made, and how much there is to answer from."""
    generation = engine.serving.generation()
    briefings = paragraphs = 0
    if generation is not None:
        view = engine.catalogue.view(generation, viewer)
        briefings, paragraphs = view.n_briefings, view.n_paragraphs
    return message("about", language, version=version("verbale"), briefings=briefings, paragraphs=paragraphs)
