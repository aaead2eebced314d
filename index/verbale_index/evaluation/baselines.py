"""What the pipeline is compared with: the nearest sentence alone, and the best sentence by plain keywords."""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from verbale.quote import Quote
from verbale_index.encoder import Encoder
from verbale_index.generation import Generation

Scores = npt.NDArray[np.float32]

K1 = 1.2
B = 0.75
_WORD = re.compile(r"\w+")


class Bm25:
    """BM25 (Robertson and Zaragoza 2009) over lower-cased words, with an idf that is never negative."""

    def __init__(self, texts: Sequence[str]) -> None:
        counts = [Counter(_words(text)) for text in texts]
        self._n = len(texts)
        lengths = np.array([count.total() for count in counts], np.float32)
        damping = K1 * (1 - B + B * lengths / max(float(lengths.mean()), 1.0))
        postings: dict[str, list[tuple[int, int]]] = {}
        for row, count in enumerate(counts):
            for word, times in count.items():
                postings.setdefault(word, []).append((row, times))
        self._postings: dict[str, tuple[npt.NDArray[np.int64], Scores]] = {}
        for word, found in postings.items():
            rows, times_in = np.array(found, np.int64).T
            idf = np.log(1 + (self._n - len(rows) + 0.5) / (len(rows) + 0.5))
            weights = idf * times_in * (K1 + 1) / (times_in + damping[rows])
            self._postings[word] = rows, weights.astype(np.float32)

    def scores(self, question: str) -> Scores:
        """float32 (n_texts,), higher is better, 0 where no word is shared."""
        scores = np.zeros(self._n, np.float32)
        for word, times in Counter(_words(question)).items():
            if word in self._postings:
                rows, weights = self._postings[word]
                scores[rows] += times * weights
        return scores


class Baselines:
    """Quotes sentences of a generation in the two plainest ways."""

    def __init__(self, generation: Generation, encoder: Encoder, texts: Sequence[str]) -> None:
        """``texts`` are the words of the generation's sentences, in the order of their rows."""
        self._passages = generation.passages
        self._vectors = generation.sentence_vectors.astype(np.float32)
        self._encoder = encoder
        self._bm25 = Bm25(texts)

    def dense(self, question: str, top: int) -> list[Quote]:
        """The sentences whose vectors are nearest to the question's, by cosine."""
        return self._best(self._vectors @ self._encoder.encode_questions([question])[0], top)

    def bm25(self, question: str, top: int) -> list[Quote]:
        """The sentences that share most words with the question; none where no word is shared."""
        scores = self._bm25.scores(question)
        return self._best(scores, min(top, int((scores > 0).sum())))

    def _best(self, scores: Scores, top: int) -> list[Quote]:
        best = np.argsort(-scores, kind="stable")[:top]
        return [self._passages.sentence_quote(int(row)) for row in best]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
