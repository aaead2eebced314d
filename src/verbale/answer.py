"""An answer: quotes with a confidence, or the reason why there are none."""

from dataclasses import dataclass
from enum import StrEnum

from verbale.quote import Quotation, Quote


class Reason(StrEnum):
    """Why a question was not answered."""

    NOT_SAID = "the briefings do not say"
    NO_BRIEFINGS = "there are no briefings to answer from"
    NO_QUESTION = "the question holds no words"


@dataclass(frozen=True)
class Turn:
    """One earlier message of a conversation; ``speaker`` is ``user`` or ``agent``."""

    speaker: str
    text: str


@dataclass(frozen=True)
class Question:
    """What somebody asks: the words, what was said before, oldest first, and the briefing it is limited to, if any."""

    text: str
    context: tuple[Turn, ...] = ()
    briefing: str | None = None


@dataclass(frozen=True)
class Answer:
    """Quotes, best first, with the probability (0 to 1) that the first one answers; or none, and the reason."""

    question: str
    language: str
    confidence: float
    quotes: tuple[Quote, ...]
    reason: Reason | None

    @property
    def answered(self) -> bool:
        """Whether anything is quoted."""
        return self.reason is None


@dataclass(frozen=True)
class Hit:
    """A paragraph found for a question; ``score`` is a cosine similarity, higher is nearer."""

    quote: Quote
    score: float


def quotation_as_json(quotation: Quotation) -> dict[str, object]:
    """One quotation in the form that ``verbale ask --json`` writes; ``sha256`` is that of the edition's text."""
    quote, briefing, edition = quotation.quote, quotation.briefing, quotation.edition
    return {
        "text": quotation.text,
        "briefing": briefing.id,
        "edition": edition.number,
        "title": briefing.title,
        "date": briefing.date.isoformat() if briefing.date else None,
        "source_url": briefing.source_url,
        "paragraph": quotation.paragraph,
        "start": quote.start,
        "end": quote.end,
        "sha256": edition.sha256,
        "speaker": None,
    }


def answer_as_json(answer: Answer, quotations: tuple[Quotation, ...], row_id: str | int | None) -> dict[str, object]:
    """An answer in the form that ``verbale ask --json`` writes; ``quotations`` are the answer's quotes, in order."""
    return {
        "id": row_id,
        "question": answer.question,
        "language": answer.language,
        "answered": answer.answered,
        "confidence": round(answer.confidence, 4),
        "reason": answer.reason.value if answer.reason else None,
        "quotes": [quotation_as_json(quotation) for quotation in quotations],
    }
