"""Markdown: the words without the marks."""

from verbale.intake.markdown import read_markdown


def test_blocks_become_paragraphs() -> None:
    """Marks, pictures and link addresses go; the words, in order, stay."""
    text = """# Visit to *Dushanbe*

The ministers **met** in [Dushanbe](https://example.org/d "title") on
Thursday.  ![photo](p.jpg)

## On `water`

- one *item*
- two
  - nested

1. first

> "We are glad," he said.

| Year | Sum |
|------|-----|
| 2023 | $1bn |

    an indented line

---

Caf&eacute; \\*not emphasised\\* <b>bold</b> <!-- hidden -->

<div>in a <i>division</i></div>

<script>alert("no")</script>
"""
    content = read_markdown(text)
    assert content.title == "Visit to Dushanbe"
    assert [paragraph.strip() for paragraph in content.paragraphs] == [
        "The ministers met in Dushanbe on Thursday.",
        "On water",
        "one item",
        "two",
        "nested",
        "first",
        '"We are glad," he said.',
        "Year | Sum",
        "2023 | $1bn",
        "an indented line",
        "Café *not emphasised* bold",
        "in a  division",
    ]


def test_a_lower_heading_after_text_is_no_title() -> None:
    """It names a part of the text, and stays in it."""
    content = read_markdown("The ministers met.\n\n## On water\n\nThey agreed.")
    assert content.title is None
    assert content.paragraphs == ("The ministers met.", "On water", "They agreed.")
