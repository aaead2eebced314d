from datetime import date
from importlib.resources import files

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from verbale.answer import Reason
from verbale.language import Language
from verbale_bot.messages import date_in_words, message, reason_in_words


class _Placeholders(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 - named by the library
        self.names.add(node.id.name)


def _messages(language: Language) -> dict[str, set[str]]:
    """Names of a language's messages, each with its placeholders."""
    resource = FluentParser().parse(files("verbale_bot.messages").joinpath(f"{language.value}.ftl").read_text("utf-8"))
    found: dict[str, set[str]] = {}
    for entry in resource.body:
        assert not isinstance(entry, ast.Junk), f"{language.value}: {entry.content}"
        if isinstance(entry, ast.Message):
            placeholders = _Placeholders()
            placeholders.visit(entry)
            found[entry.id.name] = placeholders.names
    return found


@pytest.mark.parametrize("language", list(Language))
def test_each_language_is_complete_and_its_placeholders_agree(language: Language) -> None:
    assert _messages(language) == _messages(Language.ENGLISH)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_words(reason: Reason, language: Language) -> None:
    endings = ":" if reason is Reason.NEAR else (".", "!")  # after the colon comes the quotation
    assert reason_in_words(reason, language).endswith(endings)


def test_plurals_follow_the_language() -> None:
    one = message("about", Language.ENGLISH, version="1", briefings=1, paragraphs=14)
    many = message("about", Language.ENGLISH, version="1", briefings=3, paragraphs=40)
    assert one.endswith("1 briefing, 14 paragraphs.")
    assert many.endswith("3 briefings, 40 paragraphs.")


def test_a_missing_argument_is_an_error_and_not_a_hole() -> None:
    with pytest.raises(ValueError, match="example-question in ru"):
        message("example-question", Language.RUSSIAN)


def test_placeholders_bring_no_invisible_characters() -> None:
    text = message("example-question", Language.KAZAKH, title="Сапар")
    assert text == "«Сапар» туралы не айтылған?"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (Language.ENGLISH, "January 25, 2024"),
        (Language.RUSSIAN, "25 января 2024\N{NARROW NO-BREAK SPACE}г."),
        (Language.KAZAKH, "2024\N{NARROW NO-BREAK SPACE}ж. 25 қаңтар"),
        (Language.UZBEK, "25-yanvar, 2024"),
        (Language.TAJIK, "25 Январ 2024"),
    ],
)
def test_dates_are_written_as_the_language_writes_them(language: Language, expected: str) -> None:
    assert date_in_words(date(2024, 1, 25), language) == expected
