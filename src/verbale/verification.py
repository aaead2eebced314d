"""Whether a quoted text stands in the briefings, word for word, and what became of it since."""

import heapq
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from verbale.alignment import changed_span
from verbale.edition import Edition
from verbale.language import Language, detect_language
from verbale.quote import Quote
from verbale.quoted_text import places_of, stands_whole
from verbale.sentences import sentence_spans
from verbale.span import Span

NEAREST_SIMILARITY = 0.6
"""A passage that shares less of its words with the text, in their order, is another one."""
_FEWEST_WORDS = 4  # of fewer, one or two common ones would be most
_EDITIONS_COMPARED = 12
_PASSAGES_COMPARED = 3  # of each edition
_LONGEST_COMPARED_CHARACTERS = 4096
_WORDS_LOOKED_UP = 48
_LEAST_LENGTH = 0.8
_ENDS_TRIED = 3
_WORD = re.compile(r"\w+(?:[.,]\d+)*")
# What typing, copying and e-mail make of each other's signs. Each stands for one character, or for several alike.
_ALIKE = (
    ('["“”„‟«»]', '"“”„‟«»'),
    ("['’‘‚‛ʻʼ`´′]", "'’‘‚‛ʻʼ`´′"),
    ("[-‐‑‒–—―−]", "-‐‑‒–—―−"),
    (r"\s+", " \n"),
)
_FORMS = {character: form for form, characters in _ALIKE for character in characters}
_ELLIPSIS = r"(?:…|\.\.\.)"


class Likeness(StrEnum):
    """How a text stands in an edition."""

    EXACT = "word for word"
    TYPOGRAPHY = "word for word, with other quotation marks, dashes or line breaks"
    NEAREST = "not word for word; this comes nearest"


class Since(StrEnum):
    """What became of a passage since its edition."""

    CURRENT = "the edition is the current one"
    UNCHANGED = "there is a newer edition, which says the same"
    CHANGED = "a newer edition says something else in its place"
    GONE = "a newer edition has nothing in its place"


@dataclass(frozen=True)
class Verified:
    """A passage, how much it is what was quoted, and what became of it.

    ``quote`` is the passage; ``similarity`` is the share of the words that it has in common with the text, in order: 1
    where it is verbatim. ``now`` is what stands in the current edition in its place: with ``UNCHANGED`` the same words,
    with ``CHANGED`` others, empty otherwise. ``also`` are the same words in other briefings, one place in each.
    """

    quote: Quote
    likeness: Likeness
    similarity: float
    since: Since
    now: tuple[Quote, ...] = ()
    also: tuple[Quote, ...] = ()

    @property
    def is_verbatim(self) -> bool:
        """Whether the text stands in the briefing, typography aside."""
        return self.likeness is not Likeness.NEAREST

    @property
    def is_exact(self) -> bool:
        """Whether the text stands in the briefing to the character."""
        return self.likeness is Likeness.EXACT

    @property
    def edition_is_current(self) -> bool:
        """Whether there is no newer edition."""
        return self.since is Since.CURRENT


@dataclass(frozen=True)
class _Passage:
    """A span of an edition, and how much of its words are those of the text: 0 to 1."""

    edition: Edition
    is_current: bool
    span: Span
    similarity: float = 1.0

    @property
    def quote(self) -> Quote:
        return Quote(self.edition.briefing, self.edition.number, self.span.start, self.span.end)


def verify(text: str, editions: Iterable[tuple[Edition, bool]]) -> Verified | None:
    """Where ``text``, in canonical form, stands; failing that, what comes nearest; None where nothing is near.

    ``editions`` are those that the viewer may see, each with whether it is its briefing's current one, newest first
    within a briefing; all of a briefing or none. All are held at a time. A current edition is preferred to an older
    one, and the exact words to other typography.
    """
    known = list(editions)
    if not any(map(str.isalnum, text)):
        return None
    for likeness, found in (
        (Likeness.EXACT, _exact(text, known)),
        (Likeness.TYPOGRAPHY, _but_for_typography(text, known)),
        (Likeness.NEAREST, _nearest(text, known)),
    ):
        passages = sorted(found, key=lambda one: (-one.similarity, not one.is_current, len(one.span)))
        if passages:
            return _verified(likeness, passages, known)
    return None


def _verified(likeness: Likeness, passages: Sequence[_Passage], known: Iterable[tuple[Edition, bool]]) -> Verified:
    best = passages[0]
    one_each = {passage.edition.briefing: passage.quote for passage in reversed(passages)}
    also = (one_each[name] for name in dict.fromkeys(one.edition.briefing for one in passages))
    since, now = _since(best, known)
    return Verified(
        best.quote,
        likeness,
        best.similarity,
        since,
        now,
        () if likeness is Likeness.NEAREST else tuple(also)[1:],
    )


def _since(passage: _Passage, known: Iterable[tuple[Edition, bool]]) -> tuple[Since, tuple[Quote, ...]]:
    """What became of a passage, and what stands in its place."""
    if passage.is_current:
        return Since.CURRENT, ()
    old = passage.edition
    current = next((edition for edition, is_current in known if is_current and edition.briefing == old.briefing), None)
    if current is None:
        return Since.GONE, ()
    found = changed_span(old, current, passage.span, detect_language(old.text, Language.ENGLISH))
    now = tuple(Quote(current.briefing, current.number, span.start, span.end) for span in found.spans)
    if found.is_gone:
        return Since.GONE, ()
    return Since.UNCHANGED if found.is_unchanged else Since.CHANGED, now


def _exact(text: str, known: Iterable[tuple[Edition, bool]]) -> Iterator[_Passage]:
    for edition, is_current in known:
        place = next(places_of(text, edition.text), None)
        if place is not None:
            yield _Passage(edition, is_current, place)


def _but_for_typography(text: str, known: Iterable[tuple[Edition, bool]]) -> Iterator[_Passage]:
    form = re.compile("".join(_form(sign) for sign in re.findall(r"\.\.\.|\s+|\S", text)))
    for edition, is_current in known:
        for match in form.finditer(edition.text):
            span = Span(match.start(), match.end())
            if stands_whole(span, edition.text):
                yield _Passage(edition, is_current, span)
                break


def _form(sign: str) -> str:
    """A regular expression for ``sign`` and what is typed in its place."""
    return _ELLIPSIS if sign in ("…", "...") else _FORMS.get(sign[0], re.escape(sign))


def _nearest(text: str, known: Sequence[tuple[Edition, bool]]) -> Iterator[_Passage]:
    """The passages that come near: one or several whole sentences, a part of which says nearly what the text says."""
    text = text[:_LONGEST_COMPARED_CHARACTERS]
    words = _words(text)
    if len(words) < _FEWEST_WORDS:
        return
    for edition, is_current in _with_rare_words(words, known):
        for span in _passages_alike(words, len(text), edition):
            similarity = _similarity(words, _words(span.of(edition.text)))
            if similarity >= NEAREST_SIMILARITY:
                yield _Passage(edition, is_current, span, similarity)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _with_rare_words(words: Iterable[str], known: Sequence[tuple[Edition, bool]]) -> list[tuple[Edition, bool]]:
    """The editions that share most with a text, a word counting the more the fewer editions have it."""
    looked_up = sorted(set(words), key=lambda word: (len(word), word))[-_WORDS_LOOKED_UP:]
    weights = [0.0] * len(known)
    folded = [edition.text.casefold() for edition, _ in known]
    for word in looked_up:
        holders = [number for number, other in enumerate(folded) if word in other]
        for number in holders:
            weights[number] += math.log(1 + len(known) / len(holders))
    best = heapq.nlargest(_EDITIONS_COMPARED, range(len(known)), key=lambda one: (weights[one], known[one][1]))
    return [known[number] for number in best]


def _passages_alike(words: Sequence[str], length: int, edition: Edition) -> list[Span]:
    """The runs of sentences, about as long as the text, that share most words with it, the order aside."""
    language = detect_language(edition.text, Language.ENGLISH)
    sentences = [
        Span(paragraph.start + one.start, paragraph.start + one.end)
        for paragraph in edition.paragraphs
        for one in sentence_spans(paragraph.of(edition.text), language)
    ]
    counts = [Counter(_words(one.of(edition.text))) for one in sentences]
    wanted = Counter(words)
    shares = {
        Span(sentences[first].start, sentences[last].end): (wanted & sum(counts[first : last + 1], Counter())).total()
        for first, last in _runs(sentences, length)
    }
    enough = (span for span, share in shares.items() if share >= NEAREST_SIMILARITY * len(words))
    return heapq.nlargest(_PASSAGES_COMPARED, enough, key=lambda span: (shares[span], -len(span)))


def _runs(sentences: Sequence[Span], length: int) -> Iterator[tuple[int, int]]:
    """First and last of the shortest runs of sentences that hold ``length`` characters, or nearly, from each on."""
    last = 0
    for first, sentence in enumerate(sentences):
        last = max(last, first)
        while last + 1 < len(sentences) and sentences[last].end - sentence.start < _LEAST_LENGTH * length:
            last += 1
        for end in range(last, min(last + _ENDS_TRIED, len(sentences))):
            yield first, end


def _similarity(words: Sequence[str], others: Sequence[str]) -> float:
    """The greatest share that words in common, in order, have in the text and in any one part of ``others``, 0 to 1."""
    blocks = SequenceMatcher(None, words, others, autojunk=False).get_matching_blocks()[:-1]
    best = 0.0
    for number, first in enumerate(blocks):
        shared = 0
        for last in blocks[number:]:
            shared += last.size
            best = max(best, shared / max(len(words), last.b + last.size - first.b))
    return best
