"""What is found once in an edition and asked for by everything that looks for its speakers."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from verbale.span import Span
from verbale.speech.mentions import Mention, MentionFinder
from verbale.speech.posts import Posts
from verbale.speech.quotations import EditionQuotations
from verbale.speech.tokens import Token, tokens_of
from verbale.speech.vocabulary import SPEECH
from verbale.speech.words import SpeechWords
from verbale.standing import LaidText
from verbale.standing_words import PLAIN_APOSTROPHES

_SHORTEST_STEM = 3
# Longer than any quotation: a sentence that goes on beyond this is no sentence, and its rest is not judged.
_LONGEST_SENTENCE = 6000


@dataclass(frozen=True, eq=False)
class EditionWords:
    """An edition in tokens: ``text`` has plain apostrophes, numbers of tokens and mentions are in the text's order."""

    laid: LaidText
    paragraphs: Sequence[int]
    """The paragraph, from 0, of each sentence."""
    words: SpeechWords
    text: str
    quotations: EditionQuotations
    tokens: Sequence[Token]
    token_starts: Sequence[int]
    posts: Posts
    mentions: Sequence[Mention]
    mention_starts: Sequence[int]
    mentions_by_stem: Mapping[str, Sequence[Mention]]
    """Mentions by the ``stem`` of their last name."""

    @property
    def language(self) -> str:
        """The code of the edition's language."""
        return self.laid.language

    def judged(self, number: int) -> Span:
        """As much of a sentence, by its number in the edition, as is searched for speech."""
        sentence = self.laid.flat_sentences[number]
        return Span(sentence.start, min(sentence.end, sentence.start + _LONGEST_SENTENCE))

    def paragraph_of(self, sentence: int) -> int:
        """The paragraph, from 0, of a sentence by its number in the edition."""
        return self.paragraphs[sentence]

    def token_at(self, offset: int) -> int:
        """Number of the first token that does not start before ``offset``."""
        return bisect_left(self.token_starts, offset)

    def mention_at(self, token: int) -> Mention | None:
        """The mention that covers a token."""
        at = bisect_right(self.mention_starts, token) - 1
        if at >= 0 and token < self.mentions[at].end:
            return self.mentions[at]
        return None

    def mentions_in(self, span: Span) -> Sequence[Mention]:
        """Mentions that start in ``span``."""
        first = bisect_left(self.mention_starts, self.token_at(span.start))
        last = bisect_left(self.mention_starts, self.token_at(span.end))
        return self.mentions[first:last]

    def span(self, start: int, end: int) -> Span:
        """Where the tokens from ``start`` to before ``end`` stand."""
        return Span(self.tokens[start].start, self.tokens[end - 1].end)


def stem(name: str) -> str:
    """As much of a name as all its forms share."""
    return name[:_SHORTEST_STEM]


def words_of(laid: LaidText) -> EditionWords:
    """Read an edition; the time is linear in its length."""
    words = SPEECH[laid.language]
    text = laid.text.translate(PLAIN_APOSTROPHES)
    quotations = EditionQuotations(laid)
    tokens = tokens_of(text, words)
    token_starts = [token.start for token in tokens]
    beginnings = [*laid.starts, *(one.start + 1 for one in quotations.all)]
    posts = Posts(tokens, words, frozenset(bisect_left(token_starts, at) for at in beginnings), laid.language)
    mentions = MentionFinder(posts, laid.language).mentions()
    by_stem: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_stem.setdefault(stem(mention.names[-1]), []).append(mention)
    return EditionWords(
        laid=laid,
        paragraphs=[paragraph for paragraph, _ in laid.places],
        words=words,
        text=text,
        quotations=quotations,
        tokens=tokens,
        token_starts=token_starts,
        posts=posts,
        mentions=mentions,
        mention_starts=[mention.start for mention in mentions],
        mentions_by_stem=by_stem,
    )
