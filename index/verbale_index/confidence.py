"""How sure it is that the best sentence answers: a probability from what a search found.

A raw cosine cannot tell: e5's lie between .75 and .95, whether they mean anything or not, and the same question scores
higher in one language than in another. So the best sentence is also compared with the other candidates.
"""

import math
from dataclasses import dataclass

from verbale.settings import BUNDLED_MODEL


@dataclass(frozen=True)
class Evidence:
    """Cosines of a search; those of candidates are of the sentences of the paragraphs that were found."""

    sentence: float  # of the best sentence
    paragraph: float  # of the best paragraph
    mean_candidate: float
    mean_paragraph: float
    candidates: int


@dataclass(frozen=True)
class Confidence:
    """A logistic regression; below ``threshold`` the briefings do not say."""

    threshold: float
    intercept: float
    sentence: float
    paragraph: float = 0.0
    sentence_lead: float = 0.0
    paragraph_lead: float = 0.0
    candidates: float = 0.0

    def of(self, evidence: Evidence) -> float:
        """The probability, 0 to 1, that the best sentence answers."""
        logit = (
            self.intercept
            + self.sentence * evidence.sentence
            + self.paragraph * evidence.paragraph
            + self.sentence_lead * (evidence.sentence - evidence.mean_candidate)
            + self.paragraph_lead * (evidence.paragraph - evidence.mean_paragraph)
            + self.candidates * math.log(evidence.candidates)
        )
        return 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, logit))))


# Fitted on questions and headlines in the five languages, each asked with its article in the index and without it, in
# indexes of 1, 4 and all articles of a set; sets weigh the same. Area under the ROC curve, two folds by question: squad
# .977 and xquad (Russian) .990 with the whole set as the index, above .99 with one to four articles.
_BUNDLED = Confidence(
    threshold=0.5,
    intercept=-37.5,
    sentence=31.5,
    paragraph=16.1,
    sentence_lead=11.5,
    paragraph_lead=37.3,
    candidates=-1.09,
)
# Nothing is known of another model but that its scores are cosines: few are above this where nothing answers.
_OTHER = Confidence(threshold=0.5, intercept=-5.4, sentence=12.0)


def confidence_for(model: str) -> Confidence:
    """The calibration for an embedding model, as ``VERBALE_EMBEDDING_MODEL`` names it."""
    return _BUNDLED if model == BUNDLED_MODEL else _OTHER
