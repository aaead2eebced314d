"""The articles of one language as briefings: what the questions of a set are asked of."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from slugify import slugify

from verbale.briefing import Viewer
from verbale.canonical import PARAGRAPH_BREAK, canonical_line
from verbale.intake.document import Document, SourceFile
from verbale.intake.recipe import READING_VERSION
from verbale.language import Language
from verbale.ports import Clock, Progress
from verbale.quote import Quote
from verbale.span import Span
from verbale.store.briefings import BriefingStore
from verbale_index.evaluation.labelled_set import Article
from verbale_index.passages import SEGMENTATION_VERSION

LONGEST_SLUG_CHARACTERS = 80
READ_AS_OTHERWISE = Language.ENGLISH
"""By whose rules articles are cut whose language the program does not know."""


@dataclass(frozen=True)
class CorpusArticle:
    """An article as a briefing with one edition.

    ``spans`` has a place for each paragraph of the article: where it stands in ``text``, or None where nothing of it is
    left in canonical form.
    """

    article: Article
    briefing: str
    text: str
    spans: tuple[Span | None, ...]


class Corpus:
    """Articles as briefings, each with an audience of its own, so that any of them can be kept from a viewer."""

    def __init__(self, language: str, articles: Sequence[Article]) -> None:
        """``articles`` are those of ``language``; one without text is left out."""
        self.language = language
        self.articles: dict[str, CorpusArticle] = {}
        taken: set[str] = set()
        for article in articles:
            made = _as_briefing(article, taken)
            if made.text:
                taken.add(made.briefing)
                self.articles[article.id] = made
        self._by_briefing = {made.briefing: made for made in self.articles.values()}

    @cached_property
    def viewer(self) -> Viewer:
        """Somebody who sees every article."""
        return Viewer(frozenset(self._by_briefing))

    def viewer_without(self, article_ids: Iterable[str]) -> Viewer:
        """Somebody for whom these articles do not exist."""
        hidden = {self.articles[article].briefing for article in article_ids if article in self.articles}
        return Viewer(self.viewer.audiences - hidden)

    def words_of(self, quote: Quote) -> str:
        """The words at ``quote``."""
        return quote.span.of(self._by_briefing[quote.briefing].text)

    def digest(self, encoder_fingerprint: str) -> str:
        """Names an installation of this corpus: 16 hexadecimal digits over all that decides what its index holds."""
        rows = [
            (made.briefing, made.article.title, made.article.language, str(made.article.date), made.text)
            for made in self.articles.values()
        ]
        recipe = encoder_fingerprint, SEGMENTATION_VERSION, READING_VERSION, self.language
        return hashlib.sha256(json.dumps([*recipe, rows]).encode()).hexdigest()[:16]

    def take_in(self, store: BriefingStore, clock: Clock, progress: Progress) -> None:
        """Put the articles into ``store``; those that are there were put there by an earlier, broken-off run."""
        known = store.all()
        for done, made in enumerate(self.articles.values(), start=1):
            if made.briefing not in known:
                source = SourceFile(f"{made.briefing}.txt", made.text.encode())
                store.take_in(made.briefing, _document(made), source, clock.now())
            progress("taking in", done, len(self.articles))


def _as_briefing(article: Article, taken: set[str]) -> CorpusArticle:
    lines = [canonical_line(paragraph) for paragraph in article.paragraphs]
    spans: list[Span | None] = []
    at = 0
    for line in lines:
        spans.append(Span(at, at + len(line)) if line else None)
        at += len(line) + len(PARAGRAPH_BREAK) if line else 0
    text = PARAGRAPH_BREAK.join(line for line in lines if line)
    return CorpusArticle(article, _unique_slug(article.id, taken), text, tuple(spans))


def _unique_slug(article_id: str, taken: set[str]) -> str:
    slug = slugify(article_id, max_length=LONGEST_SLUG_CHARACTERS) or "article"
    # Not a counter: the slug of an article must not depend on how many came before it.
    return slug if slug not in taken else f"{slug}-{hashlib.sha256(article_id.encode()).hexdigest()[:8]}"


def _document(made: CorpusArticle) -> Document:
    article = made.article
    is_known = article.language in set(Language)
    return Document(
        text=made.text,
        title=canonical_line(article.title) or article.id,
        date=article.date,
        language=Language(article.language) if is_known else READ_AS_OTHERWISE,
        source_url=article.source,
        visit=None,
        audience=(made.briefing,),
        embargo_until=None,
        furniture=(),
    )
