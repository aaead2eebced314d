"""What there is to ask about: briefings, visits, and a briefing's key sentences, as far as the viewer may see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from verbale.briefing import Briefing, Viewer
from verbale.cited import Cited, cited
from verbale_bot.compose import Program
from verbale_bot.engine import Engine

KEY_SENTENCES = 3


@dataclass(frozen=True)
class Headline:
    """A briefing with the sentences that say most about it, in the order of its text."""

    briefing: Briefing
    sentences: tuple[Cited, ...]


def briefings_seen(program: Program, engine: Engine, viewer: Viewer, scope: str | None = None) -> list[Briefing]:
    """What the viewer may see now, newest first; ``scope`` is the name of a visit or the id of a briefing."""
    now = program.clock.now()
    seen = [
        briefing
        for briefing in engine.catalogue.briefings().values()
        if viewer.may_see(briefing, now) and (scope is None or scope in {briefing.id, briefing.visit})
    ]
    return sorted(seen, key=_newest_first)


def visits_of(briefings: Iterable[Briefing]) -> list[str]:
    """Names of the visits of ``briefings``, in their order."""
    return list(dict.fromkeys(briefing.visit for briefing in briefings if briefing.visit))


def title_of_scope(briefings: Iterable[Briefing], scope: str) -> str | None:
    """What a scope is called: the visit's name or the briefing's title; None where nothing of it can be seen."""
    for briefing in briefings:
        if briefing.id == scope:
            return briefing.title
        if briefing.visit == scope:
            return scope
    return None


def headline(engine: Engine, briefing: Briefing) -> Headline:
    """A briefing and its key sentences, resolved from the store and checked; none before it has been indexed."""
    generation = engine.serving.generation()
    found = () if generation is None else engine.key_sentences.of(generation, briefing.id, KEY_SENTENCES)
    return Headline(briefing, cited(found, engine.quotations))


def _newest_first(briefing: Briefing) -> tuple[int, str]:
    return -(briefing.date or date.min).toordinal(), briefing.id
