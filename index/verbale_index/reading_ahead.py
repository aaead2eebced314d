"""Reading before anybody asks: what a candidate's text says, and who speaks in it, is the same for every question.

Otherwise the first question to a briefing has it read while a person waits, which takes longer than finding what
answers.
"""

from collections.abc import Iterator
from datetime import date

from verbale.briefing import Briefing
from verbale_index.attribution import EDITIONS_KEPT, Attribution
from verbale_index.catalogue import Catalogue
from verbale_index.generation import Generation
from verbale_index.reading import TEXTS_KEPT, read_text
from verbale_index.shelf import Shelf


def reading_ahead(
    generation: Generation, catalogue: Catalogue, shelf: Shelf, attribution: Attribution, most: int = TEXTS_KEPT
) -> Iterator[int]:
    """Read up to ``most`` sentences, those of the latest briefings first; yields after each how many were read.

    The speakers of as many briefings as are kept are found before their sentences are read.

    Whoever iterates decides about the pace, and when to stop.
    """
    passages, briefings = generation.passages, catalogue.briefings()
    latest_first = sorted(
        range(len(passages.editions)),
        key=lambda row: _day_of(briefings.get(passages.editions[row].briefing)),
        reverse=True,
    )
    count = 0
    for place, row in enumerate(latest_first):
        key = passages.editions[row]
        if place < EDITIONS_KEPT:
            attribution.read(passages, row)
        text = shelf.editions([key])[key.briefing, key.number].text
        for span in passages.quoted_spans(row):
            if count >= most:
                return
            read_text(span.of(text))
            count += 1
            yield count


def _day_of(briefing: Briefing | None) -> date:
    return date.min if briefing is None or briefing.date is None else briefing.date
