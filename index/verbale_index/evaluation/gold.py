"""Where the right answer of a question stands, and whether a quote or a paragraph meets it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from verbale.canonical import canonical_line
from verbale.quote import Quote
from verbale.span import Span
from verbale_index.evaluation.corpus import Corpus
from verbale_index.evaluation.labelled_set import LabelledQuestion, Place, Wording

EVIDENCE_SHARE = 0.5
"""A quote shows the evidence sentence if it covers this much of it: sets cut sentences otherwise than we do."""


class GoldKind(StrEnum):
    """What a quote is compared with."""

    ANSWER = "answer"
    EVIDENCE = "evidence"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True)
class Stretch:
    """A span of the edition of a briefing."""

    briefing: str
    span: Span

    def overlap(self, quote: Quote) -> int:
        """How many code points of it ``quote`` covers."""
        if quote.briefing != self.briefing:
            return 0
        return max(0, min(self.span.end, quote.end) - max(self.span.start, quote.start))


@dataclass(frozen=True)
class Gold:
    """The gold paragraphs of a question and what stands in them; ``kind`` is None where a quote cannot be judged."""

    paragraphs: tuple[Stretch, ...]
    answers: tuple[Stretch, ...]
    evidence: tuple[Stretch, ...]
    kind: GoldKind | None

    def is_quoted_by(self, quote: Quote) -> bool:
        """Whether ``quote`` answers: it touches an answer, or shows the evidence, or lies in a gold paragraph."""
        if self.kind is GoldKind.ANSWER:
            return any(answer.overlap(quote) > 0 for answer in self.answers)
        if self.kind is GoldKind.EVIDENCE:
            return self.shows_evidence(quote)
        return any(paragraph.overlap(quote) == len(quote.span) for paragraph in self.paragraphs)

    def shows_evidence(self, quote: Quote) -> bool:
        """Whether ``quote`` covers at least half of the evidence sentence."""
        return any(sentence.overlap(quote) >= EVIDENCE_SHARE * len(sentence.span) for sentence in self.evidence)

    def paragraph_ranks(self, quotes: Sequence[Quote]) -> tuple[int, ...]:
        """At which ranks, from 1, a gold paragraph stands among paragraphs that were found."""
        places = {(paragraph.briefing, paragraph.span) for paragraph in self.paragraphs}
        return tuple(rank for rank, quote in enumerate(quotes, start=1) if (quote.briefing, quote.span) in places)

    def quote_rank(self, quotes: Iterable[Quote]) -> int | None:
        """The rank, from 1, of the first quote that answers; 0 where none does; None where that cannot be judged."""
        return None if self.kind is None else first_rank(self.is_quoted_by(quote) for quote in quotes)

    def evidence_rank(self, quotes: Iterable[Quote]) -> int | None:
        """As ``quote_rank``, for the evidence sentence; None where the set gives none."""
        return first_rank(self.shows_evidence(quote) for quote in quotes) if self.evidence else None


def first_rank(hits: Iterable[bool]) -> int:
    """The rank, from 1, of the first hit; 0 where there is none."""
    return next((rank for rank, hit in enumerate(hits, start=1) if hit), 0)


def gold_of(question: LabelledQuestion, corpus: Corpus) -> Gold:
    """Find in the editions what the set says of a question's answer."""
    paragraphs: dict[Stretch, str] = {}
    for place in question.places:
        paragraphs.update(_paragraphs_at(place, corpus))
    answers = [stretch for wording in question.answers for stretch in _located(wording, paragraphs)]
    evidence = [] if question.evidence is None else _located(question.evidence, paragraphs)
    if answers:
        kind: GoldKind | None = GoldKind.ANSWER
    elif question.answers or not paragraphs:
        kind = None  # the set has an answer, but it does not stand where it should
    elif question.evidence is None:
        kind = GoldKind.PARAGRAPH
    else:
        kind = GoldKind.EVIDENCE if evidence else None
    return Gold(tuple(paragraphs), tuple(dict.fromkeys(answers)), tuple(dict.fromkeys(evidence)), kind)


def _paragraphs_at(place: Place, corpus: Corpus) -> dict[Stretch, str]:
    """The paragraphs of the edition, each with the set's own text of it."""
    made = corpus.articles.get(place.article)
    if made is None:
        return {}
    every = range(len(made.spans))
    wanted = every if place.paragraph is None else [place.paragraph] if place.paragraph in every else []
    spans = ((made.spans[row], made.article.paragraphs[row]) for row in wanted)
    return {Stretch(made.briefing, span): text for span, text in spans if span is not None}


def _located(wording: Wording, paragraphs: dict[Stretch, str]) -> list[Stretch]:
    """Where words stand: at the place that the set gives, if they do stand there, else everywhere."""
    words = canonical_line(wording.text)
    everywhere = []
    for paragraph, text in paragraphs.items():
        line = canonical_line(text)
        starts = _starts(line, words)
        if wording.start is not None and starts and text.startswith(wording.text, wording.start):
            # Canonical text may be shorter, so its offsets are others: the occurrence nearest to where it should be.
            expected = len(canonical_line(text[: wording.start] + "|")) - 1
            starts = [min(starts, key=lambda start: abs(start - expected))]
            return [_within(paragraph, start, len(words)) for start in starts]
        everywhere += [_within(paragraph, start, len(words)) for start in starts]
    return everywhere


def _starts(line: str, words: str) -> list[int]:
    starts = []
    at = line.find(words) if words else -1
    while at >= 0:
        starts.append(at)
        at = line.find(words, at + 1)
    return starts


def _within(paragraph: Stretch, start: int, length: int) -> Stretch:
    first = paragraph.span.start + start
    return Stretch(paragraph.briefing, Span(first, first + length))
