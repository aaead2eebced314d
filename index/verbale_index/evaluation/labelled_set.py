"""A labelled set: articles, questions, and where in the articles the answers stand.

A set is a folder with ``articles.jsonl`` and ``questions.jsonl``, one JSON object a line; docs/evaluation.md describes
the keys. Keys that are not named here are left alone.
"""

import datetime as dt
import hashlib
import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, Protocol, TypeVar

from pydantic import BaseModel, Field, ValidationError

from verbale.answer import Question, Turn
from verbale.errors import VerbaleError

ARTICLES = "articles.jsonl"
QUESTIONS = "questions.jsonl"
ENGLISH = "en"


class SetRefused(VerbaleError):
    """A folder is not a labelled set, or nothing can be measured on it."""


class ArticleRow(BaseModel):
    """A line of ``articles.jsonl``; articles with one ``parallel_id`` are translations of each other."""

    id: str
    title: str = ""
    lang: str
    source: str | None = None
    date: str | None = None
    paragraphs: list[str]
    parallel_id: str | None = None


class PlaceRow(BaseModel):
    """One of several gold paragraphs."""

    article_id: str
    paragraph_index: int = Field(ge=0)


class TurnRow(BaseModel):
    """An earlier message."""

    speaker: Literal["user", "agent"]
    text: str


class QuestionRow(BaseModel):
    """A line of ``questions.jsonl``."""

    id: str
    lang: str
    question: str
    article_id: str | None = None
    paragraph_index: list[int] = Field(default_factory=list)
    gold: list[PlaceRow] = Field(default_factory=list)
    answer_texts: list[str] = Field(default_factory=list)
    answer_start: list[int] | None = None
    evidence_sentence: str | None = None
    evidence_start: int | None = None
    answerable: bool | None = None
    context: list[TurnRow] = Field(default_factory=list)


@dataclass(frozen=True)
class Article:
    """An article of a set. ``cluster`` is shared by its translations: they are not independent of each other."""

    id: str
    title: str
    language: str
    source: str | None
    date: dt.date | None
    paragraphs: tuple[str, ...]
    cluster: str


@dataclass(frozen=True)
class Place:
    """A paragraph of an article, counted from 0; None is the whole article."""

    article: str
    paragraph: int | None


@dataclass(frozen=True)
class Wording:
    """Words that stand in a paragraph, and where they start there, in code points, if that is known."""

    text: str
    start: int | None = None


@dataclass(frozen=True)
class LabelledQuestion:
    """A question and what is known of its answer; ``answerable`` is None where nobody said whether there is one.

    ``places`` are the gold paragraphs, ``answers`` the words in them that answer, ``evidence`` the sentence to quote.
    """

    id: str
    language: str
    question: Question
    answerable: bool | None
    places: tuple[Place, ...]
    answers: tuple[Wording, ...]
    evidence: Wording | None


@dataclass(frozen=True)
class LabelledSet:
    """``name`` is that of the folder, ``sha256`` that of the two files."""

    name: str
    sha256: str
    articles: tuple[Article, ...]
    questions: tuple[LabelledQuestion, ...]

    def sampled(self, count: int | None, seed: int) -> "LabelledSet":
        """The same articles with ``count`` of the questions, drawn with ``seed``, in their order."""
        if count is None or count >= len(self.questions):
            return self
        chosen = sorted(random.Random(seed).sample(range(len(self.questions)), count))
        return replace(self, questions=tuple(self.questions[row] for row in chosen))

    def by_corpus(self) -> dict[str, list[LabelledQuestion]]:
        """The questions by the language of the articles that they are asked of.

        That is the language of the gold article. A question without one is asked in its own language, where there are
        articles in it, else of the English or the only articles.
        """
        languages = {article.id: article.language for article in self.articles}
        spoken = sorted(set(languages.values()))
        otherwise = ENGLISH if ENGLISH in spoken else spoken[0]
        corpora: dict[str, list[LabelledQuestion]] = {}
        for question in self.questions:
            golden = [languages[place.article] for place in question.places if place.article in languages]
            own = question.language if question.language in spoken else otherwise
            corpora.setdefault(golden[0] if golden else own, []).append(question)
        return corpora


def read_labelled_set(folder: Path) -> LabelledSet:
    """Read a labelled set, all of it, before anything is measured.

    Raises:
        SetRefused: a file is missing or empty, or a line is not what it should be; the message says which.
    """
    if not folder.is_dir():
        raise SetRefused(f"There is no folder {folder}.", "Give the folder of a labelled set.")
    article_rows, article_bytes = _rows(folder / ARTICLES, ArticleRow, "articles")
    question_rows, question_bytes = _rows(folder / QUESTIONS, QuestionRow, "questions")
    sha256 = hashlib.sha256(hashlib.sha256(article_bytes).digest() + hashlib.sha256(question_bytes).digest())
    articles = tuple(_article(row) for row in article_rows)
    if not any(paragraph.strip() for article in articles for paragraph in article.paragraphs):
        raise SetRefused(f"The articles of {folder} hold no text.", "There is nothing to look for answers in.")
    questions = tuple(_question(row) for row in question_rows)
    if all(question.answerable is None for question in questions):
        raise SetRefused(f"No question of {folder} is labelled answerable or not.", "Nothing can be measured on it.")
    return LabelledSet(folder.resolve().name, sha256.hexdigest(), articles, questions)


class _WithId(Protocol):
    id: str


Row = TypeVar("Row", ArticleRow, QuestionRow)


def _rows(file: Path, form: type[Row], what: str) -> tuple[list[Row], bytes]:
    try:
        data = file.read_bytes()
        lines = data.decode("utf-8-sig").split("\n")
    except FileNotFoundError as error:
        raise SetRefused(f"{file} is missing.", f"A labelled set has {ARTICLES} and {QUESTIONS}.") from error
    except UnicodeDecodeError as error:
        raise SetRefused(f"{file} is not UTF-8 text (byte {error.start}).", "Save it as UTF-8.") from error
    rows: list[Row] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            rows.append(form.model_validate_json(line))
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            where = ".".join(map(str, first["loc"]))
            raise SetRefused(
                f"{file}, line {number}: {where + ': ' if where else ''}{first['msg']}.",
                "docs/evaluation.md describes the keys.",
            ) from error
    if not rows:
        raise SetRefused(f"{file} holds no {what}.", "Nothing can be measured without them.")
    _check_unique(file, rows)
    return rows, data


def _check_unique(file: Path, rows: Iterable[_WithId]) -> None:
    identifier, times = Counter(row.id for row in rows).most_common(1)[0]
    if times > 1:
        raise SetRefused(f"{file}: the id {identifier} stands there {times} times.", "Each row needs one of its own.")


def _article(row: ArticleRow) -> Article:
    return Article(
        id=row.id,
        title=row.title,
        language=row.lang,
        source=row.source,
        date=_full_date(row.date),
        paragraphs=tuple(row.paragraphs),
        cluster=row.id if row.parallel_id is None else row.parallel_id,
    )


def _full_date(text: str | None) -> dt.date | None:
    """The day, where ``text`` is one: a year alone dates no briefing."""
    try:
        return dt.date.fromisoformat(text or "")
    except ValueError:
        return None


def _question(row: QuestionRow) -> LabelledQuestion:
    places = [Place(place.article_id, place.paragraph_index) for place in row.gold]
    if row.article_id is not None and not places:
        places = [Place(row.article_id, index) for index in row.paragraph_index] or [Place(row.article_id, None)]
    starts: list[int | None] = [*(row.answer_start or ())]
    starts += [None] * (len(row.answer_texts) - len(starts))
    turns = tuple(Turn(turn.speaker, turn.text) for turn in row.context)
    return LabelledQuestion(
        id=row.id,
        language=row.lang,
        question=Question(row.question, turns),
        answerable=row.answerable,
        places=tuple(dict.fromkeys(places)),
        answers=tuple(
            Wording(text, start) for text, start in zip(row.answer_texts, starts, strict=False) if text.strip()
        ),
        evidence=Wording(row.evidence_sentence, row.evidence_start) if row.evidence_sentence else None,
    )
