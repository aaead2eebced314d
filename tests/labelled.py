"""Labelled sets as tests make them."""

import json
from collections.abc import Sequence
from pathlib import Path

Row = dict[str, object]


def article(name: str, *paragraphs: str, lang: str = "en", **more: object) -> Row:
    """A line of ``articles.jsonl``."""
    return {"id": name, "title": f"Title of {name}", "lang": lang, "source": None, "paragraphs": paragraphs, **more}


def question(
    name: str,
    text: str,
    article_id: str | None,
    paragraphs: Sequence[int] = (),
    answers: Sequence[str] = (),
    *,
    lang: str = "en",
    answerable: bool | None = True,
    **more: object,
) -> Row:
    """A line of ``questions.jsonl``."""
    return {
        "id": name,
        "lang": lang,
        "question": text,
        "article_id": article_id,
        "paragraph_index": list(paragraphs),
        "answer_texts": list(answers),
        "answerable": answerable,
        **more,
    }


def write_set(folder: Path, articles: Sequence[Row], questions: Sequence[Row]) -> Path:
    """Write a labelled set into ``folder``, and give the folder back."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in (("articles", articles), ("questions", questions)):
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(lines, "utf-8")
    return folder
