"""Reading sentences before anybody asks: what a candidate's text holds is the same for every question.

Otherwise the first question to a briefing has its sentences read while a person waits, which takes longer than finding
them.
"""

from collections.abc import Iterator
from datetime import date

import numpy as np

from verbale.briefing import Briefing
from verbale.span import Span
from verbale_index.catalogue import Catalogue
from verbale_index.features import READ_KEPT, read_candidate
from verbale_index.generation import Generation
from verbale_index.shelf import Shelf


def reading_ahead(generation: Generation, catalogue: Catalogue, shelf: Shelf, most: int = READ_KEPT) -> Iterator[int]:
    """Read up to ``most`` sentences, those of the latest briefings first; yields after each how many were read.

    Whoever iterates decides about the pace, and when to stop.
    """
    passages, briefings = generation.passages, catalogue.briefings()
    latest_first = sorted(
        range(len(passages.editions)),
        key=lambda row: _day_of(briefings.get(passages.editions[row].briefing)),
        reverse=True,
    )
    count = 0
    for row in latest_first:
        key = passages.editions[row]
        text = shelf.editions([key])[key.briefing, key.number].text
        rows, _ = passages.sentences_of(np.array(passages.edition_paragraphs(row)))
        for start, end in dict.fromkeys(map(tuple, passages.sentences[rows, 3:5].tolist())):
            if count >= most:
                return
            read_candidate(Span(start, end).of(text))
            count += 1
            yield count


def _day_of(briefing: Briefing | None) -> date:
    return date.min if briefing is None or briefing.date is None else briefing.date
