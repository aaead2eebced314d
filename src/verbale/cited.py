"""A citation with the words of its quotes: what can be shown to a person, and written as JSON."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from verbale.answer import Answer, Citation
from verbale.quote import Quotation, Quote
from verbale.speech.speakers import SpeechKind

Quotations = Callable[[Iterable[Quote]], tuple[Quotation, ...]]
"""Resolves quotes, in order; the editions are read and checked."""


@dataclass(frozen=True)
class Cited:
    """A quotation, who speaks in it in the text's own words, and the other places that say the same."""

    quotation: Quotation
    speech: SpeechKind | None = None
    speaker: Quotation | None = None
    also: tuple[Quotation, ...] = ()


def cited(citations: Iterable[Citation], resolve: Quotations) -> tuple[Cited, ...]:
    """Resolve citations, in order, with one reading of the store.

    Raises:
        Damaged: a stored text does not fit its SHA-256.
        Refused: an edition is not in the store.
    """
    citations = tuple(citations)
    quotes = [quote for citation in citations for quote in _quotes_of(citation)]
    found = dict(zip(quotes, resolve(quotes), strict=True))
    return tuple(
        Cited(
            found[citation.quote],
            citation.speech,
            found[citation.speaker] if citation.speaker else None,
            tuple(found[quote] for quote in citation.also),
        )
        for citation in citations
    )


def cited_as_json(one: Cited) -> dict[str, object]:
    """One citation in the form that ``verbale ask --json`` writes; ``sha256`` is that of the edition's text."""
    return {
        "text": one.quotation.text,
        **_place_as_json(one.quotation),
        "sha256": one.quotation.edition.sha256,
        "speaker": one.speaker.text if one.speaker else None,
        "speech": one.speech.value if one.speech else None,
        "also": [_place_as_json(other) for other in one.also],
    }


def answer_as_json(answer: Answer, citations: tuple[Cited, ...], row_id: str | int | None) -> dict[str, object]:
    """An answer in the form that ``verbale ask --json`` writes; ``citations`` are the answer's, in order."""
    return {
        "id": row_id,
        "question": answer.question,
        "language": answer.language,
        "answered": answer.answered,
        "outcome": answer.outcome.value,
        "confidence": round(answer.confidence, 4),
        "reason": answer.reason.value if answer.reason else None,
        "quotes": [cited_as_json(one) for one in citations],
    }


def _quotes_of(citation: Citation) -> list[Quote]:
    return [citation.quote, *([citation.speaker] if citation.speaker else []), *citation.also]


def _place_as_json(quotation: Quotation) -> dict[str, object]:
    quote, briefing = quotation.quote, quotation.briefing
    return {
        "briefing": briefing.id,
        "edition": quotation.edition.number,
        "title": briefing.title,
        "date": briefing.date.isoformat() if briefing.date else None,
        "source_url": briefing.source_url,
        "paragraph": quotation.paragraph,
        "start": quote.start,
        "end": quote.end,
    }
