from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library import edition
from verbale.briefing import Briefing
from verbale.language import Language
from verbale.quote import Quotation, Quote
from verbale.verification import Likeness, Since, Verified
from verbale_bot.telegram.formatted import Formatted, utf16_length
from verbale_bot.telegram.verification_message import LEFT_OUT, MOST_MARKS, Checked, render_checked

BRIEFING = Briefing(
    id="arrival",
    title="Talks",
    date=date(2025, 3, 4),
    language="en",
    source_url="https://press.example/talks",
    visit=None,
    audience=("public",),
    embargo_until=None,
    current_edition=2,
)
WORDS = st.lists(st.sampled_from(["one", "two", "🙂", "5 %", "5%", "ы" * 30, "—", "10,000"]), min_size=1, max_size=700)


def whole(text: str, number: int) -> Quotation:
    of = edition(text, number=number)
    return Quotation(Quote("arrival", number, 0, len(of.text)), BRIEFING, of)


def checked(likeness: Likeness, since: Since, old: str, now: tuple[str, ...] = (), asked: str | None = None) -> Checked:
    quotation, current = whole(old, 1), tuple(whole(text, 2) for text in now)
    verified = Verified(quotation.quote, likeness, 1.0, since, tuple(one.quote for one in current))
    return Checked(asked or old, verified, quotation, current)


def covered(content: Formatted, kind: str) -> list[str]:
    units = content.text.encode("utf-16-le")
    return [
        units[e.offset * 2 : (e.offset + e.length) * 2].decode("utf-16-le") for e in content.entities if kind in e.type
    ]


def assert_can_be_sent(shown: Formatted) -> None:
    assert shown.length <= 4096
    assert len(shown.entities) <= 100
    for entity in shown.entities:
        units = shown.text.encode("utf-16-le")[entity.offset * 2 : (entity.offset + entity.length) * 2]
        assert units.decode("utf-16-le").strip()


def test_what_was_changed_is_struck_through_and_underlined() -> None:
    one = checked(Likeness.EXACT, Since.CHANGED, "Two 🚧 bridges by 2028.", ("Three 🚧 bridges by 2031.",))
    shown = render_checked(one, Language.ENGLISH)
    assert covered(shown, "strikethrough") == ["Two", "2028"]
    assert covered(shown, "underline") == ["Three", "2031"]
    assert covered(shown, "blockquote") == ["Two 🚧 bridges by 2028.", "Three 🚧 bridges by 2031."]


def test_a_blank_alone_is_not_marked() -> None:
    one = checked(Likeness.NEAREST, Since.CURRENT, "It grew by 5 % last year.", asked="It grew by 5% last year.")
    shown = render_checked(one, Language.ENGLISH)
    assert_can_be_sent(shown)
    assert "5 % last year" in shown.text


def test_a_long_passage_is_cut_where_it_changed_and_the_cut_is_shown() -> None:
    old = " ".join(f"word{number}" for number in range(2000))
    one = checked(Likeness.EXACT, Since.CHANGED, old, (old.replace("word1500", "elsewhere"),))
    shown = render_checked(one, Language.ENGLISH)
    assert_can_be_sent(shown)
    assert covered(shown, "strikethrough") == ["word1500"]
    assert covered(shown, "underline") == ["elsewhere"]
    assert covered(shown, "blockquote")[0] in old
    assert shown.text.split("\n").count(LEFT_OUT) == 4


def test_a_passage_whose_change_is_at_its_end_shows_the_end() -> None:
    old = "word " * 2000 + "end"
    shown = render_checked(checked(Likeness.EXACT, Since.CHANGED, old, (old + "ing",)), Language.ENGLISH)
    assert covered(shown, "strikethrough") == ["end"]
    assert covered(shown, "blockquote")[0].endswith(" end")


@pytest.mark.parametrize("since", [Since.CURRENT, Since.UNCHANGED, Since.GONE])
def test_a_verbatim_passage_as_long_as_a_message_fits_with_its_verdict(since: Since) -> None:
    shown = render_checked(checked(Likeness.TYPOGRAPHY, since, "🙂" * 2048), Language.TAJIK)
    assert_can_be_sent(shown)
    assert LEFT_OUT in shown.text.split("\n")


def test_many_passages_in_the_place_of_one_are_shown_as_far_as_they_fit() -> None:
    now = tuple(f"Passage {number} " + "ы " * 900 for number in range(8))
    shown = render_checked(checked(Likeness.EXACT, Since.CHANGED, "Gone " * 800, now), Language.RUSSIAN)
    assert_can_be_sent(shown)
    assert len(covered(shown, "blockquote")) == 4


def test_very_many_changes_are_marked_together() -> None:
    old = " ".join(f"same w{number}" for number in range(150))
    new = " ".join(f"same v{number}" for number in range(150))
    shown = render_checked(checked(Likeness.EXACT, Since.CHANGED, old, (new,)), Language.ENGLISH)
    assert_can_be_sent(shown)
    assert 1 <= len(covered(shown, "strikethrough")) <= MOST_MARKS


@given(WORDS, WORDS, st.sampled_from([Likeness.EXACT, Likeness.NEAREST]), st.sampled_from(Language))
def test_any_two_passages_can_be_sent(old: list[str], new: list[str], likeness: Likeness, language: Language) -> None:
    one = checked(likeness, Since.CHANGED, " ".join(old), (" ".join(new),), asked=" ".join(new))
    one = replace(one, quotation=whole(" ".join(old), 1))
    shown = render_checked(one, language)
    assert_can_be_sent(shown)
    assert all(block in " ".join(old) or block in " ".join(new) for block in covered(shown, "blockquote"))
    assert utf16_length(shown.text) == shown.length
