"""Front matter: what is understood, and how the rest is refused."""

import datetime as dt

import pytest

from verbale.intake.document import RefusedDocument
from verbale.intake.front_matter import FrontMatter, split_front_matter
from verbale.language import Language


def test_every_key_is_understood() -> None:
    """With the types that the rest of the program relies on."""
    text = """---
title: "Visit: Dushanbe"
date: 2024-01-25
language: kk
source_url: https://example.org/news/1
visit: Dushanbe 2024
audience: [ministers, press]
embargo_until: 2024-01-26T09:00:00+05:00
---
Text.
"""
    front_matter, rest = split_front_matter("a.md", text)
    assert front_matter == FrontMatter(
        title="Visit: Dushanbe",
        date=dt.date(2024, 1, 25),
        language=Language.KAZAKH,
        source_url="https://example.org/news/1",
        visit="Dushanbe 2024",
        audience=("ministers", "press"),
        embargo_until=dt.datetime(2024, 1, 26, 9, tzinfo=dt.timezone(dt.timedelta(hours=5))),
    )
    assert rest == "Text.\n"


def test_a_text_without_front_matter_is_all_text() -> None:
    """Also one with a line of hyphens further down."""
    assert split_front_matter("a.txt", "Text.\n---\nMore.") == (FrontMatter(), "Text.\n---\nMore.")


def test_one_audience_and_quoted_dates() -> None:
    """A single name is a list of one, a date may be in quotes, an empty value is none."""
    front_matter, _ = split_front_matter("a.md", '---\naudience: press\ndate: "2024-01-25"\nvisit:\n---\n')
    assert (front_matter.audience, front_matter.date, front_matter.visit) == (("press",), dt.date(2024, 1, 25), None)


@pytest.mark.parametrize(
    ("block", "reason", "remedy"),
    [
        ("title: a: b: c", "not YAML (line 2)", "key: value"),
        ("date: 2024-01-25\nvisit: [a", "not YAML (line 4)", "key: value"),
        ("just words", "not a list of keys and values", "key: value"),
        ("tittle: A", "unknown key tittle", "Did you mean title?"),
        ("embargo: 2024", "unknown key embargo", "Did you mean embargo_until?"),
        ("zzz: 1", "unknown key zzz", "The keys are title, date"),
        ("title: [a]", "title in its front matter is not a text", "quotes"),
        ("title: 2024", "title in its front matter is not a text", "quotes"),
        ("date: yesterday", "date in its front matter is not a date: yesterday", "2024-05-31"),
        ("date: 2024-13-45", "not YAML", "2024-05-31"),
        ("date: 2024-01-25 10:00:00", "date in its front matter is not a date", "2024-05-31"),
        ("language: de", "language in its front matter is not one of the five", "en, ru, kk, uz, tg"),
        ("language: no", "language in its front matter is not one of the five", "en, ru, kk, uz, tg"),
        ("source_url: example.org", "source_url in its front matter is not a web address", "https://"),
        ("source_url: javascript:alert(1)", "source_url in its front matter is not a web address", "https://"),
        ("audience: {a: b}", "audience in its front matter is not a name", "press"),
        ("audience: [a, 1]", "audience in its front matter is not a name", "press"),
        ("audience: []", "audience in its front matter is not a name", "press"),
        (
            "embargo_until: 2024-01-26T09:00:00",
            "embargo_until in its front matter is not a moment with its UTC",
            "+05:00",
        ),
        ("embargo_until: 2024-01-26", "embargo_until in its front matter is not a moment with its UTC", "+05:00"),
        ("title: a\ntitle: b", "title is given twice", "key: value"),
        ("title: &a x\nvisit: *a", "anchors and aliases", "key: value"),
        ("title: !!python/object/apply:os.system [ls]", "not YAML", "key: value"),
        ("title: [[[[[[a]]]]]]", "nested too deeply", "key: value"),
        ("title: " + "9" * 10_000, "not YAML", "key: value"),
        ("title: " + "a" * 20_000, "not closed within 16384 characters", "---"),
    ],
)
def test_what_means_nothing_is_refused(block: str, reason: str, remedy: str) -> None:
    """With the name of the file, the reason and the remedy."""
    with pytest.raises(RefusedDocument) as refused:
        split_front_matter("visit.md", f"---\n{block}\n---\nText.\n")
    assert refused.value.file_name == "visit.md"
    assert reason in refused.value.reason
    assert remedy in refused.value.remedy
    assert "\n" not in str(refused.value)


def test_front_matter_that_is_not_closed_is_refused() -> None:
    """Else the text would be taken for keys."""
    with pytest.raises(RefusedDocument, match="not closed"):
        split_front_matter("a.md", "---\ntitle: A\n\nText.\n")
