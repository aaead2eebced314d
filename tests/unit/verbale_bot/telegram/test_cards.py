from dataclasses import replace

import pytest

from library import edition
from verbale.briefing import Briefing
from verbale.cited import Cited
from verbale.language import Language
from verbale.quote import Quotation, Quote
from verbale_bot.browsing import Headline
from verbale_bot.telegram.cards import LARGEST_CONTEXT_UNITS, context_of, render_context, render_headline
from verbale_bot.telegram.formatted import Formatted, utf16_length

BRIEFING = Briefing(
    id="arrival",
    title="Talks 🤝",
    date=None,
    language="ru",
    source_url=None,
    visit=None,
    audience=("public",),
    embargo_until=None,
    current_edition=1,
)


def quotation(text: str, words: str) -> Quotation:
    of = edition(text)
    start = of.text.index(words)
    return Quotation(Quote("arrival", 1, start, start + len(words)), BRIEFING, of)


def covered(content: Formatted, kind: str) -> list[str]:
    units = content.text.encode("utf-16-le")
    return [
        units[e.offset * 2 : (e.offset + e.length) * 2].decode("utf-16-le") for e in content.entities if e.type == kind
    ]


def test_the_context_is_the_paragraph_with_its_neighbours_and_marks_the_quotation() -> None:
    one = quotation("Zero.\n\nFirst 🙂.\n\nBefore. The 🚧 words. After.\n\nLast.\n\nFar.", "The 🚧 words.")
    shown = render_context(Cited(one), Language.ENGLISH)
    assert covered(shown, "blockquote") == ["First 🙂.\n\nBefore. The 🚧 words. After.\n\nLast."]
    assert covered(shown, "bold") == ["The 🚧 words."]
    assert shown.text.endswith("\n— Talks 🤝 · ¶ 3 · Russian")


@pytest.mark.parametrize("words", ["First.", "Last."])
def test_at_the_edges_there_is_one_neighbour(words: str) -> None:
    assert context_of(quotation("First.\n\nLast.", words)).text == "First.\n\nLast."


def test_neighbours_that_do_not_fit_are_left_out() -> None:
    long = "word " * 500
    one = quotation(f"{long}\n\nThe paragraph itself. More.\n\n{long}", "More.")
    assert context_of(one).text == "The paragraph itself. More."


@pytest.mark.parametrize("filler", ["слово ", "🙂 ", "x"], ids=["words", "emoji", "endless"])
def test_of_a_paragraph_that_does_not_fit_whole_words_around_the_quotation_are_shown(filler: str) -> None:
    text = f"{filler * 4000} The quoted words. {filler * 4000}"
    one = quotation(text, "The quoted words.")
    context = context_of(one)
    assert utf16_length(context.text) <= LARGEST_CONTEXT_UNITS
    assert context.text in one.edition.text
    assert "The quoted words." in context.text
    assert set(context.text.replace("The quoted words.", "").split()) <= {filler.strip()}
    assert utf16_length(render_context(Cited(one), Language.KAZAKH).text) <= 4096


def test_the_longest_quotation_of_emoji_is_its_own_context() -> None:
    one = quotation("🙂" * 5000, "🙂" * 1500)
    assert utf16_length(context_of(one).text) <= LARGEST_CONTEXT_UNITS
    assert covered(render_context(Cited(one), Language.ENGLISH), "bold") == ["🙂" * 1500]


def test_a_headline_with_a_title_without_measure_fits_and_keeps_whole_sentences() -> None:
    sentences = [f"{chr(0x410 + number) * 1400}." for number in range(4)]
    text = " ".join(sentences)
    cited = tuple(Cited(quotation(text, sentence)) for sentence in sentences)
    shown = render_headline(Headline(replace(BRIEFING, title="Title " * 900), cited), Language.ENGLISH).content
    assert shown.length <= 4096
    assert covered(shown, "expandable_blockquote") == sentences[:2]
    assert len(covered(shown, "bold")[0]) <= 200


def test_a_headline_without_sentences_is_the_title_and_its_language() -> None:
    assert render_headline(Headline(BRIEFING, ()), Language.ENGLISH).content.text == "Talks 🤝\nRussian"
