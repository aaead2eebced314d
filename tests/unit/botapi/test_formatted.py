"""What Telegram makes of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from botapi.entities import Entity
from botapi.errors import ApiError
from botapi.formatted import detected, formatted

FOUND = {
    "/ask@verbale_test_bot 👍 /start": [("bot_command", "/ask@verbale_test_bot"), ("bot_command", "/start")],
    "👍 @verbale_test_bot, how?": [("mention", "@verbale_test_bot")],
    "and/or 5/6 a@b": [],
    "mail press@press.example now": [("email", "press@press.example")],
    "see https://press.example/@verbale_test_bot?a=/ask.": [("url", "https://press.example/@verbale_test_bot?a=/ask")],
    "#Ташкент #2026": [("hashtag", "#Ташкент")],
}


@pytest.mark.parametrize(("text", "expected"), FOUND.items())
def test_entities_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    """Commands, mentions, addresses and hashtags, each with exact offsets."""
    assert [(entity.type, entity.of(text)) for entity in detected(text)] == expected


def test_nothing_is_found_inside_code_or_a_link() -> None:
    """A quote may hold a mention, code may not."""
    text = "@verbale_test_bot"
    assert detected(text, (Entity("code", 0, 17),)) == ()
    assert detected(text, (Entity("text_link", 0, 17, url="https://press.example/"),)) == ()
    assert [entity.type for entity in detected(text, (Entity("blockquote", 0, 17),))] == ["mention"]


@given(st.text(alphabet="a \n👍я", min_size=1), st.text(alphabet="ab👍я", min_size=1), st.text(alphabet="a \n👍я"))
def test_trimming_never_moves_an_entity_off_its_words(before: str, words: str, after: str) -> None:
    """Whatever blanks stand around, the entity still covers the same words."""
    offset, length = (len(part.encode("utf-16-le")) // 2 for part in (before, words))
    text, (entity,) = formatted(before + words + after, [{"type": "blockquote", "offset": offset, "length": length}])
    assert entity.of(text) == words
    assert text == text.strip(" \n")


def test_an_empty_caption_is_none_and_an_empty_text_is_refused() -> None:
    """A file needs no words; a message does."""
    assert formatted("", [], limit=1024) == ("", ())
    with pytest.raises(ApiError, match="message text is empty"):
        formatted("", [])
