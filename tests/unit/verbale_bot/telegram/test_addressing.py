"""Whether a message is for the bot, and what it asks."""

from typing import Any

import pytest
from telegram import Bot, Message, User

from botapi.formatted import detected
from botapi.utf16 import utf16_length
from verbale_bot.telegram.addressing import (
    ANONYMOUS_ADMINISTRATOR,
    CHANNEL,
    LONGEST_QUOTED_UNITS,
    Asked,
    asked_in,
    begins_with_command,
    command_of,
    is_addressed,
    is_from_machine,
    names_bot,
    replied_to,
    thread_of,
)

BOT_ID = 710
NAME = "@verbale_test_bot"
ROAD = "When will the road reopen?"
ANNA = {"id": 1, "is_bot": False, "first_name": "Anna"}
OURSELVES = {"id": BOT_ID, "is_bot": True, "first_name": "Verbale", "username": "verbale_test_bot"}


class NamedBot(Bot):
    """A bot that knows its name without asking for it."""

    @property
    def bot(self) -> User:
        return User(BOT_ID, "Verbale", is_bot=True, username="verbale_test_bot")


@pytest.fixture(scope="module")
def bot() -> Bot:
    return NamedBot(f"{BOT_ID}:TEST")


def payload(text: str = "", **fields: Any) -> dict[str, Any]:
    chat = {"id": -5, "type": "supergroup", "title": "Press"}
    found = [{"type": one.type, "offset": one.offset, "length": one.length} for one in detected(text)]
    made = {"message_id": 7, "date": 1741597200, "chat": chat, "from": ANNA}
    return made | ({"text": text, "entities": found} if text else {}) | fields


def message(bot: Bot, text: str = "", **fields: Any) -> Message:
    return Message.de_json(payload(text, **fields), bot)


def private(bot: Bot, text: str, **fields: Any) -> Message:
    return message(bot, text, chat={"id": 1, "type": "private", "first_name": "Anna"}, **fields)


def caption(bot: Bot, text: str) -> Message:
    made = payload(text)
    moved = {"caption": made.pop("text"), "caption_entities": made.pop("entities")}
    return Message.de_json(made | moved, bot)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{NAME} {ROAD}", True),
        (f"{ROAD} {NAME.upper()}", True),
        (f"well, {NAME}, tell us", True),
        (f"🇰🇿🙂{NAME}", True),
        (f"/ask {ROAD}", True),
        (f"/ASK{NAME.upper()} {ROAD}", True),
        ("/ask", True),
        (f"/weather {NAME}", True),
        (f"/weather@another_bot and {NAME}", True),
        (ROAD, False),
        (f"{NAME}any {ROAD}", False),
        (f"{NAME}_2 {ROAD}", False),
        (f"x{NAME} {ROAD}", False),
        ("/weather", False),
        ("/asking", False),
        (f"/ask@another_bot {ROAD}", False),
        (f"so /ask {ROAD}", False),
        (f"so /ask{NAME} {ROAD}", False),
        ("", False),
    ],
)
def test_what_is_for_the_bot_in_a_group(bot: Bot, text: str, *, expected: bool) -> None:
    assert is_addressed(message(bot, text), bot) is expected
    if text:
        assert is_addressed(caption(bot, text), bot) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("why?", True), ("👍", True), ("/weather", False), ("/ask@another_bot x", False), ("", False)],
)
def test_a_reply_to_the_bot_is_for_it_if_it_has_words_that_are_no_command(
    bot: Bot, text: str, *, expected: bool
) -> None:
    answer = payload("“…”", **{"from": OURSELVES})
    assert is_addressed(message(bot, text, reply_to_message=answer), bot) is expected
    assert is_addressed(message(bot, text, reply_to_message=payload("x")), bot) is False


def test_in_a_topic_the_message_that_opened_it_is_not_replied_to(bot: Bot) -> None:
    opening = payload("", **{"from": OURSELVES}, forum_topic_created={"name": "Water", "icon_color": 7322096})
    in_topic = message(bot, ROAD, reply_to_message=opening, message_thread_id=3, is_topic_message=True)
    assert replied_to(in_topic) is None
    assert is_addressed(in_topic, bot) is False
    assert thread_of(in_topic) == 3
    assert thread_of(message(bot, ROAD, message_thread_id=3)) is None


def test_text_mentions_count_only_if_they_are_of_the_bot(bot: Bot) -> None:
    def mentioning(user: dict[str, Any]) -> Message:
        entities = [{"type": "text_mention", "offset": 0, "length": 7, "user": user}]
        return message(bot, f"Verbale {ROAD}", entities=entities)

    assert is_addressed(mentioning(OURSELVES), bot) is True
    assert asked_in(mentioning(OURSELVES), bot) == Asked(ROAD)
    assert is_addressed(mentioning(ANNA), bot) is False


def test_who_is_no_person(bot: Bot) -> None:
    def account(number: int) -> dict[str, Any]:
        return {"from": {"id": number, "is_bot": True, "first_name": "X"}}

    news = {"id": -9, "type": "channel", "title": "News"}
    assert is_from_machine(message(bot, "x"), bot) is False
    assert is_from_machine(message(bot, "x", **account(5)), bot) is True
    assert is_from_machine(message(bot, "x", **account(ANONYMOUS_ADMINISTRATOR)), bot) is False
    assert is_from_machine(message(bot, "x", **account(CHANNEL), sender_chat=news), bot) is False
    assert is_from_machine(message(bot, "x", sender_chat=news, is_automatic_forward=True), bot) is True
    assert is_from_machine(message(bot, "x", via_bot=OURSELVES), bot) is True
    assert is_from_machine(message(bot, "x", via_bot=OURSELVES | {"id": 5}), bot) is False


@pytest.mark.parametrize(
    ("text", "command", "named"),
    [
        ("/Language  ru ", ("language", "ru"), False),
        (f"/ask{NAME}\n{ROAD}", ("ask", ROAD), True),
        ("/ask@another_bot x", None, False),
        ("so /ask x", None, False),
        ("x", None, False),
    ],
)
def test_the_command_and_what_follows_it(bot: Bot, text: str, command: tuple[str, str] | None, *, named: bool) -> None:
    assert command_of(message(bot, text), bot) == command_of(caption(bot, text), bot) == command
    assert names_bot(message(bot, text), bot) is named
    assert begins_with_command(message(bot, text)) is text.startswith("/")


def test_a_command_in_bold_is_a_command(bot: Bot) -> None:
    text = f"/ask {ROAD}"
    styled = [{"type": "bold", "offset": 0, "length": len(text)}, {"type": "bot_command", "offset": 0, "length": 4}]
    assert command_of(message(bot, text, entities=styled), bot) == ("ask", ROAD)
    assert asked_in(message(bot, text, entities=styled), bot) == Asked(ROAD)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (f"/ask {ROAD}", ROAD),
        (f"/ask {NAME}, {ROAD}", ROAD),
        (f"{NAME} /ask {ROAD}", ROAD),
        (f"{NAME}: {ROAD} —", ROAD),
        (f"When will {NAME} the road {NAME.upper()} reopen?", ROAD),
        (f"/weather@another_bot {NAME} {ROAD}", ROAD),
        (f"🙂 {NAME} 🇰🇿 \u202e{ROAD}\u0007", f"🙂 🇰🇿 {ROAD}"),
        (f"{NAME}", ""),
        (f"{NAME}, – \u200f", ""),
        (f"{NAME}?!", "?!"),
        ("/ask", ""),
        (f"/ask One. {ROAD} Two.", f"One. {ROAD} Two."),
    ],
)
def test_what_is_asked_is_free_of_commands_mentions_and_control_characters(bot: Bot, text: str, asked: str) -> None:
    assert asked_in(message(bot, text), bot) == Asked(asked)


def test_of_several_sentences_the_one_question_is_asked_and_quoted(bot: Bot) -> None:
    assert asked_in(message(bot, f"Hello {NAME}! {ROAD} Thanks."), bot) == Asked(ROAD, ROAD)
    within = f"When will {NAME} say that the road reopens?"
    assert asked_in(message(bot, f"Hello. {within}"), bot) == Asked("When will say that the road reopens?", within)
    two = f"{NAME} {ROAD} Who said so?"
    assert asked_in(message(bot, two), bot) == Asked(f"{ROAD} Who said so?")
    assert asked_in(message(bot, f"{NAME} The road is shut. Really?"), bot) == Asked("The road is shut. Really?")
    assert asked_in(private(bot, f"Hello. {ROAD}"), bot) == Asked(f"Hello. {ROAD}")


def test_somebody_elses_longer_name_stays_in_a_question(bot: Bot) -> None:
    question = f"When does {NAME}any bloom?"
    assert asked_in(message(bot, f"Hi {NAME}! {question}"), bot) == Asked(question, question)


def test_a_question_that_is_too_long_or_has_a_style_is_not_quoted(bot: Bot) -> None:
    endless = "When will " + "🙂 " * (LONGEST_QUOTED_UNITS // 3) + "end?"
    assert utf16_length(endless) > LONGEST_QUOTED_UNITS
    assert asked_in(message(bot, f"Hello {NAME}! {endless}"), bot).quoted is None
    text = f"🙂 Hello {NAME}! {ROAD} Thanks."
    start = utf16_length(text[: text.index(ROAD)])

    def styled(offset: int, length: int, kind: str = "italic") -> str | None:
        return asked_in(message(bot, text, entities=[{"type": kind, "offset": offset, "length": length}]), bot).quoted

    assert styled(start, 4) is None
    assert styled(0, start + 1) is None
    assert styled(start + len(ROAD) - 1, 5) is None
    assert styled(0, start) == ROAD
    assert styled(start + len(ROAD), 3) == ROAD
    assert styled(start, 4, "underline") is None
    assert styled(start, 4, "url") == ROAD


def test_a_bare_mention_asks_what_the_message_above_asks_but_never_what_the_bot_said(bot: Bot) -> None:
    above = payload(f"{NAME.upper()}, {ROAD}")
    for bare in (NAME, f"{NAME}?", "/ask", f"/ask{NAME} 🙂"):
        assert asked_in(message(bot, bare, reply_to_message=above), bot) == Asked(ROAD)
    assert asked_in(message(bot, f"{NAME} Who said so?", reply_to_message=above), bot) == Asked("Who said so?")
    answer = payload("The briefings do not say.", **{"from": OURSELVES})
    assert asked_in(message(bot, "/ask", reply_to_message=answer), bot) == Asked("")
    assert asked_in(message(bot, "/ask", reply_to_message=payload(photo=[])), bot) == Asked("")


def test_the_part_that_was_chosen_of_the_message_above_is_what_is_asked(bot: Bot) -> None:
    above = payload(f"It rains. {ROAD} I am cold.")
    chosen = {"text": ROAD, "position": 10, "is_manual": True}
    made_by_telegram = {"text": "It rains.", "position": 0}
    assert asked_in(message(bot, NAME, reply_to_message=above, quote=chosen), bot) == Asked(ROAD)
    whole = asked_in(message(bot, NAME, reply_to_message=above, quote=made_by_telegram), bot)
    assert whole == Asked(f"It rains. {ROAD} I am cold.")
    # The message stands in another chat: all that is known of it is the quotation.
    assert asked_in(message(bot, NAME, quote={"text": f"{NAME} {ROAD}", "position": 0}), bot) == Asked(ROAD)
