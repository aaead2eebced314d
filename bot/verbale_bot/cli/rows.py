"""Questions from a file: JSON lines, as ``--from`` takes them."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, Field, ValidationError

from verbale.answer import Question, Turn
from verbale.errors import VerbaleError


class RowRefused(VerbaleError):
    """A line of the file is not a question."""


class TurnRow(BaseModel):
    """An earlier message."""

    speaker: Literal["user", "agent"]
    text: str


class QuestionRow(BaseModel):
    """A line of the file; keys that are not named here are left alone."""

    id: str | int | None = None
    question: str
    context: list[TurnRow] = Field(default_factory=list)
    briefing: str | None = None

    def as_question(self) -> Question:
        """The question in the core's own form."""
        return Question(self.question, tuple(Turn(turn.speaker, turn.text) for turn in self.context), self.briefing)


def read_rows(file: Path) -> list[QuestionRow]:
    """Read all questions of a file, before the first is answered.

    Raises:
        RowRefused: a line is not JSON or holds no question; the message says which.
    """
    rows = []
    try:
        lines = file.read_text("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise RowRefused(f"{file} is not UTF-8 text (byte {error.start}).", "Save it as UTF-8.") from error
    except OSError as error:
        raise RowRefused(f"{file} cannot be read: {error.strerror}.") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            rows.append(QuestionRow.model_validate_json(line))
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            where = ".".join(map(str, first["loc"]))
            raise RowRefused(
                f"{file}, line {number}: {where + ': ' if where else ''}{first['msg']}.",
                'A line is a JSON object such as {"id": "1", "question": "Who took part?"}.',
            ) from error
    return rows
