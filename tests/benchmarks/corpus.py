"""The library that is measured: briefings of N paragraphs, and questions that are asked of them.

Made from templates, the same on every machine, or cut from a folder with ``articles.jsonl`` (rows with title, lang,
paragraphs) and ``questions.jsonl`` (rows with lang, question).
"""

import hashlib
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from benchmarks.templates import PEOPLE, TEMPLATES, UNANSWERED, Templates

PARAGRAPHS_A_FILE = 20
FEWEST_WORDS, MOST_WORDS = 60, 110
LONGEST_SENTENCE_WORDS = 40
ADDED = 3
QUESTIONS = 200
SEED = 20260414


@dataclass(frozen=True)
class BriefingFile:
    """A file for the briefings folder."""

    name: str
    text: str


@dataclass(frozen=True)
class Corpus:
    """Briefings and questions; ``added`` are articles that come later, one by one."""

    source: str
    paragraphs: int
    files: tuple[BriefingFile, ...]
    questions: tuple[str, ...]
    added: tuple[BriefingFile, ...]

    @property
    def digest(self) -> str:
        """Names the contents: SHA-256, in hexadecimal, over the names and texts of all files."""
        contents = json.dumps([[file.name, file.text] for file in self.files])
        return hashlib.sha256(contents.encode()).hexdigest()

    def write(self, folder: Path) -> None:
        """Put the files into a briefings folder."""
        folder.mkdir(parents=True, exist_ok=True)
        for file in self.files:
            (folder / file.name).write_text(file.text, "utf-8")


@dataclass(frozen=True)
class _Article:
    title: str
    language: str
    paragraphs: list[str]


def corpus_of(paragraphs: int, folder: Path | None = None) -> Corpus:
    """A library of so many paragraphs, in whole files; of fewer, where ``folder`` holds fewer.

    Raises:
        ValueError: ``folder`` holds too few articles, or no questions, in the five languages.
    """
    chance = random.Random(SEED)
    if folder is None:
        made: list[str] = []
        articles = list(_made_articles(paragraphs + ADDED * PARAGRAPHS_A_FILE, chance, made))
        questions, source = chance.sample(made[:paragraphs], min(QUESTIONS - len(UNANSWERED), paragraphs)), "templates"
        questions += UNANSWERED.values()
    else:
        articles = list(_read_articles(folder, paragraphs))
        rows = [row["question"] for row in _rows(folder / "questions.jsonl") if row["lang"] in TEMPLATES]
        questions, source = chance.sample(rows, min(QUESTIONS, len(rows))), folder.name
    chance.shuffle(questions)
    if len(articles) <= ADDED or not questions:
        raise ValueError(
            f"{folder} holds {len(articles)} articles and {len(questions)} questions in the five languages"
        )
    kept, last = articles[:-ADDED], articles[-ADDED:]
    return Corpus(
        source=source,
        paragraphs=sum(len(article.paragraphs) for article in kept),
        files=tuple(_file(number, article) for number, article in enumerate(kept)),
        questions=tuple(questions),
        added=tuple(_file(number, article) for number, article in enumerate(last, start=len(kept))),
    )


def _made_articles(paragraphs: int, chance: random.Random, questions: list[str]) -> Iterator[_Article]:
    """Articles in the five languages in turn; a question to each paragraph goes to ``questions``."""
    languages = list(TEMPLATES)
    number = 0
    for first in range(0, paragraphs, PARAGRAPHS_A_FILE):
        language = languages[first // PARAGRAPHS_A_FILE % len(languages)]
        templates, texts = TEMPLATES[language], []
        for _ in range(min(PARAGRAPHS_A_FILE, paragraphs - first)):
            sentences: list[str] = []
            wanted_words = chance.randint(FEWEST_WORDS, MOST_WORDS - LONGEST_SENTENCE_WORDS)
            while sum(len(sentence.split()) for sentence in sentences) < wanted_words:
                number += 1
                which, filled = chance.randrange(len(templates.sentences)), _fillings(templates, number, chance)
                sentences.append(templates.sentences[which].format(**filled))
            questions.append(templates.questions[which].format(**filled))
            texts.append(" ".join(sentences))
        title = templates.titles.format(**_fillings(templates, first // PARAGRAPHS_A_FILE, chance))
        yield _Article(title, language, texts)


def _fillings(templates: Templates, number: int, chance: random.Random) -> dict[str, object]:
    return {
        "number": number,
        "money": chance.randint(2, 990),
        "count": chance.randint(12, 4_000),
        "percent": chance.randint(2, 98),
        "year": chance.randint(2024, 2032),
        "person": chance.choice(PEOPLE),
        "subject": chance.choice(templates.subjects),
        "place": chance.choice(templates.places),
    }


def _read_articles(folder: Path, paragraphs: int) -> Iterator[_Article]:
    """Articles of a folder up to so many paragraphs, and those that are added later."""
    rows = [row for row in _rows(folder / "articles.jsonl") if row["lang"] in TEMPLATES]
    left, extra = paragraphs, ADDED
    for place, row in enumerate(rows):
        is_extra = left <= 0 or len(rows) - place <= ADDED
        texts = [" ".join(text.split()) for text in row["paragraphs"]]
        yield _Article(" ".join(row["title"].split()), row["lang"], texts if is_extra else texts[:left])
        left, extra = left - len(texts), extra - is_extra
        if extra == 0:
            return


def _rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").split("\n") if line.strip()]


def _file(number: int, article: _Article) -> BriefingFile:
    details = {
        "title": article.title,
        "date": f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}",
        "language": article.language,
        "source_url": f"https://press.example/{number}",
    }
    front_matter = yaml.safe_dump(details, allow_unicode=True, sort_keys=False, width=1000)
    body = "\n\n".join(article.paragraphs)
    return BriefingFile(f"briefing-{number:05}.md", f"---\n{front_matter}---\n\n{body}\n")
