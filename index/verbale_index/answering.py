"""From a question to quotes, or to the reason why there are none."""

from dataclasses import dataclass
from statistics import fmean

import numpy as np

from verbale.answer import Answer, Hit, Question, Reason
from verbale.briefing import Viewer
from verbale.canonical import canonical_line
from verbale.language import Language, detect_language
from verbale.quote import Quote
from verbale.store.briefings import BriefingStore
from verbale_index.catalogue import Catalogue
from verbale_index.confidence import Confidence, Evidence
from verbale_index.encoder import Encoder, Vectors
from verbale_index.generation import Generation
from verbale_index.reranker import Reranker
from verbale_index.serving import Serving
from verbale_index.vectors import Mask

CANDIDATE_PARAGRAPHS = 16
"""The sentence that answers is in one of the best paragraphs; more of them bring more that only look alike."""
SHORTEST_QUOTE_CHARACTERS = 12
"""A heading or a remnant of one or two words answers nothing."""
RERANKED = 10
"""How many of the best sentences a reranker judges: each costs tens of milliseconds."""
LONGEST_QUESTION_CHARACTERS = 4096
"""As long as a message of Telegram; what comes after is not read."""


@dataclass(frozen=True)
class Candidate:
    """A sentence that may answer: its row, its cosine to the question, and its score, higher is better."""

    sentence: int
    cosine: float
    score: float


@dataclass(frozen=True)
class Found:
    """What a search found: rows of paragraphs, best first, with their cosines to the question, and its vector."""

    generation: Generation
    vector: Vectors
    visible: Mask
    rows: list[int]
    cosines: list[float]


class Answerer:
    """Answers questions from the generation that serves. Safe to call from several threads."""

    def __init__(
        self,
        *,
        encoder: Encoder,
        serving: Serving,
        catalogue: Catalogue,
        confidence: Confidence,
        default_language: Language,
        briefings: BriefingStore,
        reranker: Reranker | None = None,
    ) -> None:
        self._briefings = briefings
        self._reranker = reranker
        self._encoder = encoder
        self._serving = serving
        self._catalogue = catalogue
        self._confidence = confidence
        self._default_language = default_language

    def answer(self, question: Question, viewer: Viewer, top: int) -> Answer:
        """At most ``top`` sentences that answer, best first, or the reason why there are none."""
        text = _words_of(question)
        language = detect_language(text, self._default_language)
        if not any(character.isalnum() for character in text):
            return Answer(question.text, language, 0.0, (), Reason.NO_QUESTION)
        found = self._find(text, question.briefing, viewer, CANDIDATE_PARAGRAPHS)
        if found is None:
            return Answer(question.text, language, 1.0, (), Reason.NO_BRIEFINGS)
        candidates = _candidates(found)
        if not candidates:
            return Answer(question.text, language, 0.0, (), Reason.NOT_SAID)
        confidence = self._confidence.of(_evidence(found, candidates))
        if confidence < self._confidence.threshold:
            return Answer(question.text, language, confidence, (), Reason.NOT_SAID)
        passages = found.generation.passages
        best = candidates[: max(top, RERANKED)] if self._reranker else candidates[:top]
        quotes = self._reranked(text, [passages.sentence_quote(candidate.sentence) for candidate in best])[:top]
        return Answer(question.text, language, confidence, quotes, None)

    def search(self, question: Question, viewer: Viewer, top: int) -> list[Hit]:
        """The ``top`` paragraphs nearest to the question, best first; the score is a cosine similarity."""
        text = _words_of(question)
        found = self._find(text, question.briefing, viewer, top) if text else None
        if found is None:
            return []
        passages = found.generation.passages
        return [Hit(passages.paragraph_quote(row), cos) for row, cos in zip(found.rows, found.cosines, strict=True)]

    def _reranked(self, text: str, quotes: list[Quote]) -> tuple[Quote, ...]:
        """The quotes in the order that the reranker gives them, if there is one."""
        if self._reranker is None:
            return tuple(quotes)
        sentences = [quotation.text for quotation in self._briefings.quotations(quotes)]
        order = np.argsort(-self._reranker.scores(text, sentences), kind="stable")
        return tuple(quotes[place] for place in order)

    def _find(self, text: str, briefing: str | None, viewer: Viewer, top: int) -> Found | None:
        """Search among what the viewer may see; None where that is nothing."""
        generation = self._serving.generation()
        if generation is None:
            return None
        visible = self._catalogue.visible_paragraphs(generation.passages, viewer, briefing)
        if not visible.any():
            return None
        vector = self._encoder.encode_questions([text])[0]
        rows, cosines = generation.paragraph_vectors.search(vector, top, None if visible.all() else visible)
        return Found(generation, vector, visible, rows.tolist(), cosines.tolist())


def _candidates(found: Found) -> list[Candidate]:
    """The sentences of the paragraphs found that are long enough to say something, best first; each text once."""
    passages = found.generation.passages
    rows: list[int] = []
    around: list[float] = []
    for paragraph, cosine in zip(found.rows, found.cosines, strict=True):
        sentences = passages.sentence_rows(paragraph)
        rows.extend(sentences)
        around.extend([cosine] * len(sentences))
    lengths = passages.sentences[rows, 2] - passages.sentences[rows, 1]
    own = found.generation.sentence_vectors[rows].astype(np.float32) @ found.vector
    candidates: dict[tuple[int, float], Candidate] = {}
    for row, length, cosine, paragraph_cosine in zip(rows, lengths.tolist(), own.tolist(), around, strict=True):
        if length >= SHORTEST_QUOTE_CHARACTERS:
            # A sentence is judged together with what stands around it. The same words have the same vector; of a
            # sentence that stands in several places, the one in the best paragraph comes first and is kept.
            candidates.setdefault((length, cosine), Candidate(row, cosine, cosine + paragraph_cosine))
    return sorted(candidates.values(), key=lambda candidate: (-candidate.score, candidate.sentence))


def _evidence(found: Found, candidates: list[Candidate]) -> Evidence:
    return Evidence(
        sentence=candidates[0].cosine,
        paragraph=found.cosines[0],
        mean_candidate=fmean(candidate.cosine for candidate in candidates),
        mean_paragraph=fmean(found.cosines),
        candidates=len(candidates),
    )


def _words_of(question: Question) -> str:
    return canonical_line(question.text[:LONGEST_QUESTION_CHARACTERS])
