"""What may be posted of a briefing: its key sentences, and what is chosen of them at first."""

from dataclasses import dataclass

from verbale.answer import Citation
from verbale.briefing import Briefing
from verbale_bot.engine import Engine
from verbale_bot.service import Service
from verbale_bot.telegram.announcing.planning import Subject, subject_in
from verbale_bot.telegram.desk import Desk

OFFERED = 8
"""So many sentences may be chosen from."""
CHOSEN = 4
"""So many are chosen at first; three to five are posted."""


@dataclass(frozen=True)
class Offered:
    """What may be quoted of a briefing, and what is chosen at first: places among ``citations``."""

    citations: tuple[Citation, ...]
    chosen: tuple[int, ...]


async def offer(service: Service, briefing: Briefing) -> Offered | None:
    """The key sentences of a briefing, as many as may be chosen from; None before its edition is in the index."""

    def work(engine: Engine) -> Offered | None:
        generation = engine.serving.generation()
        if generation is None or not any(
            key.briefing == briefing.id and key.number == briefing.current_edition
            for key in generation.passages.editions
        ):
            return None
        citations = engine.key_sentences.of(generation, briefing.id, OFFERED)
        best = {one.quote for one in engine.key_sentences.of(generation, briefing.id, CHOSEN)}
        chosen = tuple(place for place, one in enumerate(citations) if one.quote in best)
        return Offered(citations, chosen or tuple(range(min(CHOSEN, len(citations)))))

    return await service.run(work)


async def subject_of(desk: Desk, briefing: Briefing) -> Subject:
    """The briefing with the countries that it names."""
    return await desk.office.run(lambda: subject_in(desk.service.program.briefings, briefing))
