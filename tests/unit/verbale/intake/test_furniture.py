"""Page furniture against what only looks like it."""

from pathlib import Path

import pytest

from verbale.intake.furniture import sort_out_furniture

DATA = Path(__file__).parents[3] / "data" / "furniture"


def lines(name: str) -> list[str]:
    return [
        line for line in (DATA / name).read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
    ]


@pytest.mark.parametrize("paragraph", lines("furniture.txt"))
def test_furniture_is_recognised(paragraph: str) -> None:
    """Buttons, counters, invitations and notices of the five languages are kept out."""
    assert sort_out_furniture((paragraph,)).furniture == (paragraph,)


@pytest.mark.parametrize("paragraph", lines("own.txt"))
def test_a_briefing_keeps_its_own_paragraphs(paragraph: str) -> None:
    """Even where a button would stand, nothing that an article says is taken for one."""
    assert sort_out_furniture((paragraph,)).own == (paragraph,)


def test_a_caption_in_the_middle_of_an_article_is_kept() -> None:
    """What might be the article's own counts as furniture at the ends of the page only."""
    text = tuple(f"The parties discussed question {number} of the agenda." for number in range(1, 21))
    page = (*text[:10], "Photo: signing of the treaty", *text[10:], "Photo: Akorda")
    assert sort_out_furniture(page).furniture == ("Photo: Akorda",)
    assert len(sort_out_furniture(page).own) == 21


def test_the_order_is_kept() -> None:
    """What is left is the article as it was."""
    page = ("Home > News", "First.", "Share", "Second.", "Comments (0)")
    found = sort_out_furniture(page)
    assert found.own == ("First.", "Second.")
    assert found.furniture == ("Home > News", "Share", "Comments (0)")
