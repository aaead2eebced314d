import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from verbale_bot.telegram.seal import MOST_BYTES, Action, Pressed, Seal, in_base36, short_name

TOKEN = "123:made-up"
SEAL = Seal(SecretStr(TOKEN))
LARGEST_ID = 2**63 - 1


@given(st.integers(-(2**52), 2**52), st.sampled_from(Action), st.lists(st.integers(0, LARGEST_ID), max_size=2))
def test_what_was_sealed_for_a_chat_is_read_there_and_nowhere_else(
    chat: int, action: Action, numbers: list[int]
) -> None:
    data = SEAL.payload(chat, action, *numbers)
    pressed = SEAL.read(chat, data)
    assert pressed is not None
    assert pressed.action is action
    assert [pressed.number(place) for place in range(len(numbers))] == numbers
    assert SEAL.read(chat + 1, data) is None
    assert Seal(SecretStr("124:another")).read(chat, data) is None


@given(st.text(max_size=64))
def test_what_was_not_sealed_is_read_as_nothing(data: str) -> None:
    assert SEAL.read(1, data) is None


@pytest.mark.parametrize("data", ["", ".", "1", "1m", "1m.1.\ud800", "\udfff.\ud800", "1m.5.é", "1x.1.AAAAAAAAAAA"])
def test_halves_of_characters_and_cut_payloads_are_read_as_nothing(data: str) -> None:
    assert SEAL.read(1, data) is None


@given(st.integers(0, 60), st.characters(codec="ascii"))
def test_a_payload_with_one_character_changed_is_read_as_nothing(place: int, character: str) -> None:
    data = SEAL.payload(-100123, Action.CONTEXT, LARGEST_ID, 3, 4, 1)
    place %= len(data)
    changed = data[:place] + character + data[place + 1 :]
    assert SEAL.read(-100123, changed) == (SEAL.read(-100123, data) if changed == data else None)


def test_the_longest_payload_of_an_answer_fits() -> None:
    data = SEAL.payload(-(2**52), Action.CONTEXT, LARGEST_ID, 8, 8, 1)
    assert len(data.encode()) == len("1c.1y2p0ij32e8e7.8.8.1.") + 11 <= MOST_BYTES


def test_a_payload_that_does_not_fit_is_refused_when_it_is_made() -> None:
    with pytest.raises(ValueError, match="longer than 64 bytes"):
        SEAL.payload(1, Action.VISIT, "x" * 50)


def test_a_text_field_comes_back_as_it_was() -> None:
    assert SEAL.read(7, SEAL.payload(7, Action.VISIT, "-")) == Pressed(Action.VISIT, ("-",))


def test_the_seal_is_the_same_after_a_restart_and_shows_nothing_of_its_key() -> None:
    again = Seal(SecretStr(TOKEN))
    assert again.payload(5, Action.MORE, 77, 3) == SEAL.payload(5, Action.MORE, 77, 3)
    assert again.answer_id(123, 9) == SEAL.answer_id(123, 9)
    assert repr(again) == "Seal()"


def test_answers_to_different_updates_and_bots_have_different_ids_of_63_bits() -> None:
    ids = {SEAL.answer_id(bot, update) for bot in (1, 2) for update in range(200)}
    assert len(ids) == 400
    assert all(0 <= one <= LARGEST_ID for one in ids)


@given(st.integers(0, 2**70))
def test_base_36_is_what_int_reads(number: int) -> None:
    assert int(in_base36(number), 36) == number


def test_a_short_name_holds_nothing_that_separates_fields() -> None:
    names = [short_name(name) for name in ("a", "Визит 🤝", "x" * 500)]
    assert [len(name) for name in names] == [12, 12, 12]
    assert not any("." in name for name in names)


@given(st.integers(-(2**52), -1))
def test_a_link_names_the_chat_that_it_was_made_for(chat: int) -> None:
    payload = SEAL.start_payload(chat)
    assert SEAL.read_start(payload) == chat
    assert len(payload) <= 30
    assert re.fullmatch("[A-Za-z0-9_-]+", payload)
    assert Seal(SecretStr("124:another")).read_start(payload) is None


@given(st.text(max_size=64))
def test_a_link_that_was_made_up_names_nothing(payload: str) -> None:
    assert SEAL.read_start(payload) is None


def test_a_link_in_another_spelling_or_with_another_number_names_nothing() -> None:
    payload = SEAL.start_payload(-1001234567890)
    number, signature = payload[:-11], payload[-11:]
    made_up = [
        f"{number.upper()}{signature}",
        f"0{payload}",
        f"+{payload}",
        f" {payload}",
        f"{number[:3]}_{number[3:]}{signature}",
        f"{in_base36(1001234567891)}{signature}",
        f"{number}{signature[:-1]}",
        f"{number}{signature}A",
        f"{signature}",
        f"0{signature}",
        f"-{payload}",
    ]
    assert [SEAL.read_start(one) for one in made_up] == [None] * len(made_up)


def test_every_action_has_a_letter_of_its_own() -> None:
    assert len(Action.__members__) == len(set(Action))
    assert {len(action.value) for action in Action} == {1}
