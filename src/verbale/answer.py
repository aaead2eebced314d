"""An answer: quotes with a confidence, or the reason why there are none."""

from dataclasses import dataclass
from enum import StrEnum

from verbale.quote import Quote
from verbale.speech.speakers import SpeechKind


class Reason(StrEnum):
    """Why a question was not answered."""

    NEAR = "the briefings do not say exactly this; the nearest is quoted"
    NOT_SAID = "the briefings do not say"
    NO_BRIEFINGS = "there are no briefings to answer from"
    NO_QUESTION = "the question holds no words"
    GREETING = "a greeting"
    THANKS = "thanks"
    FAREWELL = "a farewell"
    ABOUT_BOT = "a question about the bot itself"
    ACKNOWLEDGED = "an acknowledgement"
    TEST = "a test"


SMALL_TALK = frozenset(
    [Reason.GREETING, Reason.THANKS, Reason.FAREWELL, Reason.ABOUT_BOT, Reason.ACKNOWLEDGED, Reason.TEST]
)
"""Reasons that are no failure: what was said is no question about a visit."""


class Outcome(StrEnum):
    """What became of a question, as a person sees it."""

    ANSWERED = "answered"
    NEAR = "near"
    NOT_SAID = "not_said"
    NO_QUESTION = "no_question"


@dataclass(frozen=True)
class Turn:
    """One earlier message of a conversation; ``speaker`` is ``user`` or ``agent``."""

    speaker: str
    text: str


@dataclass(frozen=True)
class Question:
    """What somebody asks: the words, what was said before, oldest first, and what it is limited to, if to anything.

    ``briefing`` is the id of a briefing, or the name of a visit.
    """

    text: str
    context: tuple[Turn, ...] = ()
    briefing: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote as it is shown: with who speaks in it, and where else the briefings say the same.

    ``speaker`` is the place where the text itself names the speaker; None where it does not, or nobody speaks.
    """

    quote: Quote
    speech: SpeechKind | None = None
    speaker: Quote | None = None
    also: tuple[Quote, ...] = ()


@dataclass(frozen=True)
class Answer:
    """Citations, best first, with the probability (0 to 1) that the first one answers; or the reason why it does not.

    With the reason ``NEAR`` there are citations: what comes nearest, which is to be shown as no answer.
    """

    question: str
    language: str
    confidence: float
    citations: tuple[Citation, ...]
    reason: Reason | None

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The quotes alone, best first."""
        return tuple(citation.quote for citation in self.citations)

    @property
    def answered(self) -> bool:
        """Whether the first quote is taken for an answer."""
        return self.reason is None

    @property
    def outcome(self) -> Outcome:
        """What became of the question."""
        if self.reason is None:
            return Outcome.ANSWERED
        if self.reason is Reason.NEAR:
            return Outcome.NEAR
        is_question = self.reason in {Reason.NOT_SAID, Reason.NO_BRIEFINGS}
        return Outcome.NOT_SAID if is_question else Outcome.NO_QUESTION


@dataclass(frozen=True)
class Hit:
    """A paragraph found for a question; ``score`` has no unit, higher is nearer, comparable for one question only."""

    quote: Quote
    score: float
