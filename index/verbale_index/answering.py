"""From a question to quotes, or to the reason why there are none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from verbale.answer import Answer, Citation, Hit, Question, Reason
from verbale.asking.small_talk import SmallTalk, small_talk
from verbale.briefing import Viewer
from verbale.canonical import canonical_line
from verbale.language import Language, detect_language
from verbale_index.asked import Asked
from verbale_index.asking import Meant, asked_as_meant, asked_of, meant_by
from verbale_index.attribution import Attribution
from verbale_index.calibration import Calibration, Coefficients
from verbale_index.candidates import Candidates, candidates_of
from verbale_index.catalogue import Catalogue
from verbale_index.choosing import Chosen, contradicted, distinct, levelled, ordered
from verbale_index.encoder import Encoder, Vectors
from verbale_index.evidence import evidence_of
from verbale_index.features import Features, features_of
from verbale_index.remembered import Remembered
from verbale_index.reranker import Reranker
from verbale_index.retrieval import DEPTH, find
from verbale_index.serving import Serving
from verbale_index.shelf import Shelf
from verbale_index.view import View
from verbale_index.visits import Leaning

RERANKED = 10
"""How many of the best candidates a reranker judges: each costs tens of milliseconds."""
LONGEST_QUESTION_CHARACTERS = 4096
"""As long as a message of Telegram; what comes after is not read."""
RANKER_SHARE = 0.05
"""How much the best candidate of a paragraph counts, beside the fused score, in the order of paragraphs."""
CONSIDERED = 12
"""So many quotes are looked through for one about another visit."""
AMBIGUOUS = 1.0
"""Two visits whose best candidates differ by less, in units of the ranker's scores, are equally likely meant."""

REASON_OF_SMALL_TALK = {
    SmallTalk.GREETING: Reason.GREETING,
    SmallTalk.THANKS: Reason.THANKS,
    SmallTalk.FAREWELL: Reason.FAREWELL,
    SmallTalk.ABOUT_BOT: Reason.ABOUT_BOT,
    SmallTalk.ACKNOWLEDGEMENT: Reason.ACKNOWLEDGED,
    SmallTalk.TEST: Reason.TEST,
}


@dataclass(frozen=True)
class Judged:
    """The candidates for a question, by the ranker and by which visit they are about.

    ``scores``: float32 (n_candidates,), the ranker's; ``leaning_scores`` add what the visit has ahead. ``denied``: bool
    (n_candidates,), whether a candidate has another figure where the question names an exact one.
    """

    asked: Asked
    candidates: Candidates
    features: Features
    scores: Vectors
    leaning_scores: Vectors
    denied: "np.typing.NDArray[np.bool_]"
    visits: "np.typing.NDArray[np.int64]"
    leaning: Leaning | None

    @property
    def is_denied(self) -> bool:
        """Whether what fits best has another figure: then nothing that fits less well is an answer either."""
        return bool(self.denied[int(np.argmax(self.leaning_scores))])


class Answerer:
    """Answers questions from the generation that serves. Safe to call from several threads."""

    def __init__(
        self,
        *,
        encoder: Encoder,
        serving: Serving,
        catalogue: Catalogue,
        shelf: Shelf,
        attribution: Attribution,
        coefficients: Coefficients,
        calibration: Calibration,
        default_language: Language,
        reranker: Reranker | None = None,
    ) -> None:
        self._encoder = encoder
        self._serving = serving
        self._catalogue = catalogue
        self._shelf = shelf
        self._attribution = attribution
        self._coefficients = coefficients
        self._calibration = calibration
        self._default_language = default_language
        self._reranker = reranker
        self._remembered = Remembered()

    def answer(self, question: Question, viewer: Viewer, top: int) -> Answer:
        """At most ``top`` citations that answer, best first, or the reason why there are none."""
        text = _words_of(question)
        language = detect_language(text, self._default_language)
        if not any(character.isalnum() for character in text):
            return Answer(question.text, language, 0.0, (), Reason.NO_QUESTION)
        talk = small_talk(text, language)
        if talk is not None:
            return Answer(question.text, language, 0.0, (), REASON_OF_SMALL_TALK[talk])
        view = self._view(question, viewer)
        if view is None:
            return Answer(question.text, language, 1.0, (), Reason.NO_BRIEFINGS)
        meant = meant_by(text, question.context, language)
        answer = self._remembered.answer(meant, top, view)
        if answer is None:
            answer = self._found(meant, view, top)
            self._remembered.keep(meant, top, view, answer)
        return replace(answer, question=question.text)

    def _found(self, meant: Meant, view: View, top: int) -> Answer:
        text, language = meant.text, meant.language
        asked = asked_as_meant(meant, self._encoder)
        leaning = view.visits.leaning(asked.mentions)
        candidates = self._candidates(asked, view, leaning)
        if not candidates.texts:
            return Answer(text, language, 0.0, (), Reason.NOT_SAID)
        judged = self._judge(asked, candidates, leaning)
        order = self._order(text, judged)
        confidence = self._confidence(judged, order[0])
        reason = self._reason(confidence, is_denied=judged.is_denied)
        if reason is Reason.NOT_SAID:
            return Answer(text, language, confidence, (), reason)
        if reason is None:
            order = [place for place in order if not judged.denied[place]]
        chosen = distinct(order, judged.candidates, judged.features, max(top, CONSIDERED))
        citations = [self._citation(judged.candidates, one) for one in _of_two_visits(judged, chosen)[:top]]
        return Answer(text, language, confidence, tuple(citations), reason)

    def forget(self) -> None:
        """Forget the answers that were given, so that the next ones are found anew: for whoever measures."""
        self._remembered.forget()

    def search(self, question: Question, viewer: Viewer, top: int) -> list[Hit]:
        """The ``top`` paragraphs that fit best, best first."""
        text = _words_of(question)
        view = self._view(question, viewer) if any(map(str.isalnum, text)) else None
        if view is None:
            return []
        language = detect_language(text, self._default_language)
        asked = asked_of(text, question.context, language, self._encoder)
        leaning = view.visits.leaning(asked.mentions)
        candidates = self._candidates(asked, view, leaning, max(top, DEPTH))
        found = candidates.found
        scores = found.scores.copy()
        if candidates.texts:
            own = self._judge(asked, candidates, leaning).leaning_scores
            best = np.full(len(scores), float(own.min()), np.float32)
            np.maximum.at(best, candidates.places, own)
            scores += np.float32(RANKER_SHARE) * (best - best.max())
        order = np.argsort(-scores, kind="stable")[:top]
        passages = view.generation.passages
        return [Hit(passages.paragraph_quote(int(found.rows[place])), float(scores[place])) for place in order.tolist()]

    def _view(self, question: Question, viewer: Viewer) -> View | None:
        """What the viewer may see; None where that is nothing."""
        generation = self._serving.generation()
        if generation is None:
            return None
        view = self._catalogue.view(generation, viewer, question.briefing)
        return view if view.n_paragraphs else None

    def _candidates(self, asked: Asked, view: View, leaning: Leaning | None, depth: int = DEPTH) -> Candidates:
        favoured = None if leaning is None or not leaning.favoured else view.mask_of(leaning.favoured)
        candidates = candidates_of(asked, find(asked, view, favoured, depth), self._shelf)
        view.generation.release_pages()
        return candidates

    def _judge(self, asked: Asked, candidates: Candidates, leaning: Leaning | None) -> Judged:
        """Score the candidates, of which there is at least one."""
        features = features_of(asked, candidates, self._calibration.scale)
        scores = self._coefficients.ranker.scores(features.names, features.values)
        bonuses, visits = _bonuses(candidates, leaning)
        if leaning is not None:
            scores = levelled(scores, features, visits)
        denied = contradicted(asked, features)
        return Judged(asked, candidates, features, scores, scores + bonuses, denied, visits, leaning)

    def _order(self, text: str, judged: Judged) -> list[int]:
        """Places of the candidates, best first; the reranker, if there is one, orders the best anew."""
        order = ordered(judged.leaning_scores, judged.denied)
        if self._reranker is None:
            return order
        first, others = order[:RERANKED], order[RERANKED:]
        scores = self._reranker.scores(text, [judged.candidates.texts[place] for place in first])
        again = np.lexsort((-scores, judged.denied[first]))
        return [*(first[place] for place in again.tolist()), *others]

    def _confidence(self, judged: Judged, best: int) -> float:
        evidence = evidence_of(judged.asked, judged.candidates, judged.features, best, self._calibration.scale)
        return self._calibration.probability(self._coefficients.evidence_score(evidence))

    def _reason(self, confidence: float, *, is_denied: bool) -> Reason | None:
        """Why the best candidate is no answer; None where it is one. One that denies the question's figure never is."""
        if confidence < self._calibration.near:
            return Reason.NOT_SAID
        return Reason.NEAR if confidence < self._calibration.answered or is_denied else None

    def _citation(self, candidates: Candidates, chosen: Chosen) -> Citation:
        passages = candidates.found.view.generation.passages
        also = tuple(passages.sentence_quote(int(candidates.rows[place])) for place in chosen.also)
        return self._attribution.citation(passages, int(candidates.rows[chosen.place]), also)


def _bonuses(candidates: Candidates, leaning: Leaning | None) -> tuple[Vectors, "np.typing.NDArray[np.int64]"]:
    """For each candidate what its visit has ahead of others, float32, and the visit's number."""
    view = candidates.found.view
    keys = view.generation.passages.editions
    visits = [view.visits.number_of(keys[edition].briefing) for edition in candidates.editions]
    ahead = {} if leaning is None else leaning.bonuses
    return np.array([ahead.get(visit, 0.0) for visit in visits], np.float32), np.array(visits, np.int64)


def _of_two_visits(judged: Judged, chosen: Sequence[Chosen]) -> list[Chosen]:
    """``chosen``, with the best of another visit in second place where the question may as well be about that one."""
    if judged.leaning is None or judged.leaning.is_named or not chosen:
        return list(chosen)
    first, *others = chosen
    best = float(judged.scores[first.place])
    rivals = [
        one
        for one in others
        if judged.visits[one.place] != judged.visits[first.place] and judged.scores[one.place] > best - AMBIGUOUS
    ]
    if not rivals:
        return list(chosen)
    rival = max(rivals, key=lambda one: float(judged.scores[one.place]))
    return [first, rival, *(one for one in others if one is not rival)]


def _words_of(question: Question) -> str:
    return canonical_line(question.text[:LONGEST_QUESTION_CHARACTERS])
