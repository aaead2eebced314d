"""Where sentences end, in the five languages, in the manner of press services."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from verbale.sentences import sentence_spans
from verbale.span import Span

DATA = Path(__file__).parents[2] / "data" / "sentences"


def paragraphs() -> Iterator[tuple[str, list[str]]]:
    """The language and the sentences of each paragraph in the data files."""
    for path in sorted(DATA.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                yield path.name[:2], line.split(" | ")


@pytest.mark.parametrize(("language", "sentences"), list(paragraphs()))
def test_sentences_of_press_services(language: str, sentences: list[str]) -> None:
    """Abbreviations, initials, decimals, dates and quotations do not end a sentence."""
    paragraph = " ".join(sentences)
    assert [span.of(paragraph) for span in sentence_spans(paragraph, language)] == sentences


@pytest.mark.parametrize("language", ["en", "ru", "kk", "uz", "tg"])
def test_there_are_forty_paragraphs_a_language(language: str) -> None:
    """Half of them were written after the rules."""
    assert sum(found == language for found, _ in paragraphs()) >= 40


def test_offsets_are_code_points() -> None:
    """An emoji counts once."""
    assert sentence_spans("😀 One. Two 🇰🇿! Three", "en") == (Span(0, 6), Span(7, 14), Span(15, 20))


def test_number_is_a_word_and_an_abbreviation() -> None:
    """No. 5 is one thing, No. is an answer."""
    text = "See No. 5 of the list. Will it open? No. The road is closed."
    spans = sentence_spans(text, "en")
    assert [span.of(text) for span in spans] == [
        "See No. 5 of the list.",
        "Will it open?",
        "No.",
        "The road is closed.",
    ]


@pytest.mark.parametrize("paragraph", ["", "   "])
def test_nothing_has_no_sentences(paragraph: str) -> None:
    """There is no empty sentence."""
    assert sentence_spans(paragraph, "ru") == ()


@pytest.mark.parametrize(
    "hostile",
    ["(" * 300_000, "«" * 300_000, '"' * 300_000, ". " * 300_000, "(a. " * 100_000, "a." * 300_000, "." * 600_000],
)
def test_hostile_paragraphs_take_linear_time(hostile: str) -> None:
    """Marks without partners and endless rows of marks are judged in seconds, not in hours."""
    started = time.perf_counter()
    sentence_spans(hostile, "en")
    assert time.perf_counter() - started < 10
