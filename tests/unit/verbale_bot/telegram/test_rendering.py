from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from telegram import MessageEntity

from library import edition
from verbale.answer import Reason
from verbale.briefing import Briefing
from verbale.cited import Cited
from verbale.language import Language
from verbale.quote import Quotation, Quote
from verbale.speech.speakers import SpeechKind
from verbale_bot.telegram.formatted import Formatted, utf16_length
from verbale_bot.telegram.rendering import render

BRIEFING = Briefing(
    id="arrival",
    title="Talks 🤝 in Dushanbe",
    date=date(2025, 3, 4),
    language="en",
    source_url="https://press.example/talks",
    visit=None,
    audience=("public",),
    embargo_until=None,
    current_edition=1,
)


def _quotation(text: str, briefing: Briefing = BRIEFING) -> Quotation:
    """A quotation of ``text`` that stands between two other paragraphs."""
    of = edition(f"Before.\n\n{text}\n\nAfter.")
    start = len("Before.\n\n")
    return Quotation(Quote("arrival", 1, start, len(of.text) - len("\n\nAfter.")), briefing, of)


def _render(quotations: tuple[Quotation, ...], language: Language) -> list[Formatted]:
    """Messages of an answer that quotes these."""
    return [page.content for page in render(None, tuple(map(Cited, quotations)), language)]


def sliced(content: Formatted, entity: MessageEntity) -> str:
    """What an entity covers, by Telegram's own counting."""
    units = content.text.encode("utf-16-le")
    return units[entity.offset * 2 : (entity.offset + entity.length) * 2].decode("utf-16-le")


def test_a_quotation_is_a_block_with_its_source_under_it() -> None:
    (shown,) = _render((_quotation("The road reopens 🚧 in May."),), Language.ENGLISH)
    assert shown.text == "The road reopens 🚧 in May.\n— Talks 🤝 in Dushanbe · March 4, 2025 · ¶ 2"
    block, link = shown.entities
    assert (block.type, sliced(shown, block)) == ("blockquote", "The road reopens 🚧 in May.")
    assert (link.type, sliced(shown, link)) == ("text_link", "Talks 🤝 in Dushanbe")
    assert link.url == "https://press.example/talks#:~:text=The%20road%20reopens%20%F0%9F%9A%A7%20in%20May."


def test_without_an_address_the_title_is_no_link_and_without_a_date_none_is_shown() -> None:
    bare = replace(BRIEFING, source_url=None, date=None)
    (shown,) = _render((_quotation("The road reopens in May.", bare),), Language.ENGLISH)
    assert shown.text.endswith("\n— Talks 🤝 in Dushanbe · ¶ 2")
    assert [entity.type for entity in shown.entities] == ["blockquote"]


def test_the_language_is_named_where_it_is_not_the_readers() -> None:
    (shown,) = _render((_quotation("The road reopens in May."),), Language.RUSSIAN)
    assert shown.text.endswith(" · ¶ 2 · английский")


def test_long_quotations_are_folded() -> None:
    (shown,) = _render((_quotation("A word and another word. " * 20),), Language.ENGLISH)
    assert shown.entities[0].type == "expandable_blockquote"


def test_an_answer_is_split_between_quotations_never_inside_one() -> None:
    texts = ["й" * 1500 + ".", "😀" * 900 + ".", "w" * 1900 + "."]
    messages = _render(tuple(map(_quotation, texts)), Language.ENGLISH)
    assert [[sliced(m, e) for e in m.entities if "blockquote" in e.type] for m in messages] == [texts[:2], texts[2:]]
    assert all(utf16_length(m.text) <= 4096 for m in messages)


def test_a_very_long_title_leaves_room_for_the_quotation() -> None:
    wordy = replace(BRIEFING, title="Слово " * 200)
    (shown,) = _render((_quotation("The road reopens in May.", wordy),), Language.ENGLISH)
    assert utf16_length(shown.text) < 300
    assert "Слово…" in shown.text


@given(
    texts=st.lists(
        st.text(st.characters(categories=["L", "N", "So"]), min_size=1, max_size=1200), min_size=1, max_size=5
    )
)
def test_entities_cut_out_exactly_the_quotations(texts: list[str]) -> None:
    quotations = tuple(map(_quotation, texts))
    messages = _render(quotations, Language.TAJIK)
    shown = [sliced(m, e) for m in messages for e in m.entities if "blockquote" in e.type]
    assert shown == [quotation.text for quotation in quotations]
    assert all(utf16_length(m.text) <= 4096 for m in messages)


def test_what_is_only_near_is_announced_as_such_and_quoted_once() -> None:
    quotations = (_quotation("The road reopens in May."), _quotation("The bridge reopens in June."))
    (page,) = render(Reason.NEAR, (Cited(quotations[0]),), Language.ENGLISH, "Only “April” was searched.")
    shown = page.content
    assert shown.text == (
        "Only “April” was searched. The briefings do not say exactly this. The nearest is:\n\n"
        "The road reopens in May.\n— Talks 🤝 in Dushanbe · March 4, 2025 · ¶ 2"
    )
    assert sliced(shown, shown.entities[0]) == "The road reopens in May."


def test_the_speaker_is_named_in_the_briefings_words_and_retold_speech_is_marked() -> None:
    one = _quotation("He said that the road reopens in May.")
    speaker = Quotation(Quote("arrival", 1, 0, len("Before.")), BRIEFING, one.edition)
    (page,) = render(None, (Cited(one, SpeechKind.REPORTED, speaker),), Language.ENGLISH)
    shown = page.content
    assert shown.text.split("\n")[1] == "Speaker: Before. · Reported speech"
    assert [sliced(shown, e) for e in shown.entities if e.type == "italic"] == ["Before."]


def test_other_places_that_say_the_same_are_named_under_the_quotation() -> None:
    one = _quotation("The road reopens in May.")
    (page,) = render(None, (Cited(one, also=(one,)),), Language.ENGLISH)
    assert page.content.text.split("\n")[2] == "Also in: — Talks 🤝 in Dushanbe · March 4, 2025 · ¶ 2"


def test_small_talk_is_answered_with_words_of_the_bot_alone() -> None:
    (page,) = render(Reason.GREETING, (), Language.ENGLISH)
    assert page.content.text.startswith("Hello! Ask me about a visit")
    assert page.content.entities == ()
