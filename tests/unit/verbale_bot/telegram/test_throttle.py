"""Token buckets of persons and chats."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale_bot.telegram import throttle as throttle_module
from verbale_bot.telegram.throttle import Refusal, Throttle

ANNA, BORIS = 1, 2
ROOM, OTHER_ROOM = -10, -20
NOW = 1_772_000_000.0


def test_a_minutes_questions_are_taken_at_once_and_the_next_is_refused_until_a_token_is_there() -> None:
    throttle = Throttle(3, 100)
    assert [throttle.take(ANNA, ROOM, NOW) for _ in range(3)] == [None] * 3
    assert throttle.take(ANNA, ROOM, NOW) == Refusal(20, of_chat=False, is_news=True)
    assert throttle.take(ANNA, ROOM, NOW + 19.5) == Refusal(1, of_chat=False, is_news=False)
    assert throttle.take(ANNA, ROOM, NOW + 20) is None
    assert throttle.take(ANNA, ROOM, NOW + 20) == Refusal(20, of_chat=False, is_news=True)


def test_what_was_asked_over_an_hour_is_no_flood_though_it_comes_at_once() -> None:
    throttle = Throttle(2, 100)
    asked = [NOW, NOW + 1, NOW + 1000, NOW + 1001, NOW + 3600]
    assert [throttle.take(ANNA, ANNA, at) for at in asked] == [None] * 5


def test_what_was_sent_before_the_refusal_was_read_takes_no_turn_from_what_is_asked_after_the_wait() -> None:
    throttle = Throttle(1, 100)
    refusals = [throttle.take(ANNA, ANNA, NOW) for _ in range(100)]
    assert refusals[0] is None
    assert refusals[1:] == [Refusal(60, of_chat=False, is_news=not number) for number in range(99)]
    assert throttle.take(ANNA, ANNA, NOW + 60) is None


def test_a_message_of_an_earlier_time_than_the_last_fills_no_bucket_and_empties_none() -> None:
    throttle = Throttle(2, 100)
    assert throttle.take(ANNA, ROOM, NOW) is None
    assert throttle.take(ANNA, OTHER_ROOM, NOW - 600) is None
    assert throttle.take(ANNA, ROOM, NOW) == Refusal(30, of_chat=False, is_news=True)


def test_in_private_each_refusal_after_an_answer_is_told_and_in_a_group_one_in_ten_seconds() -> None:
    throttle = Throttle(60, 1000)
    for chat, news in ((ANNA, [True] * 3), (ROOM, [True, False, False])):
        start = NOW + 1000 * (chat == ROOM)
        assert [throttle.take(ANNA, chat, start) for _ in range(60)] == [None] * 60
        refusals = []
        for second in range(3):
            refusals.append(throttle.take(ANNA, chat, start + second))
            assert throttle.take(ANNA, chat, start + second + 1) is None
        assert refusals == [Refusal(1, of_chat=False, is_news=one) for one in news]


def test_a_bucket_never_holds_more_than_a_minutes_questions() -> None:
    throttle = Throttle(2, 100)
    assert throttle.take(ANNA, ANNA, NOW) is None
    taken = [throttle.take(ANNA, ANNA, NOW + 1e9) for _ in range(4)]
    assert [refusal is None for refusal in taken] == [True, True, False, False]


def test_a_chat_is_told_of_its_own_limit_once_whoever_asks() -> None:
    throttle = Throttle(100, 2)
    assert [throttle.take(person, ROOM, NOW) for person in (1, 2)] == [None, None]
    refusals = [throttle.take(person, ROOM, NOW) for person in (3, 4, 3)]
    assert refusals == [Refusal(30, of_chat=True, is_news=news) for news in (True, False, False)]
    assert throttle.take(3, OTHER_ROOM, NOW) is None


def test_a_person_is_told_once_in_each_chat() -> None:
    throttle = Throttle(1, 100)
    assert throttle.take(ANNA, ROOM, NOW) is None
    refusals = [throttle.take(ANNA, chat, NOW) for chat in (ROOM, ANNA, ROOM, ANNA, OTHER_ROOM)]
    assert [refusal is not None and refusal.is_news for refusal in refusals] == [True, True, False, False, True]
    assert throttle.take(BORIS, ROOM, NOW) is None


def test_a_refused_question_costs_neither_the_person_nor_the_chat_anything() -> None:
    throttle = Throttle(1, 3)
    assert throttle.take(ANNA, ROOM, NOW) is None
    assert all(throttle.take(ANNA, ROOM, NOW) is not None for _ in range(50))
    assert throttle.take(BORIS, ROOM, NOW) is None
    assert throttle.take(3, ROOM, NOW) is None
    chat_refuses = throttle.take(4, ROOM, NOW)
    assert chat_refuses == Refusal(20, of_chat=True, is_news=True)
    assert throttle.take(4, OTHER_ROOM, NOW) is None  # the refusal in the one room cost nothing in the other


@given(
    rate=st.integers(1, 1000),
    start=st.floats(0, 1e7, allow_nan=False),
    pauses=st.lists(st.floats(0, 90, allow_nan=False), max_size=8),
)
def test_whoever_waits_for_as_long_as_was_said_is_not_refused(rate: int, start: float, pauses: list[float]) -> None:
    now = start
    throttle = Throttle(rate, 10_000)
    for pause in pauses:
        now += pause
        throttle.take(ANNA, ANNA, now)
    for _ in range(rate + 1):
        refusal = throttle.take(ANNA, ANNA, now)
    while refusal is None:
        refusal = throttle.take(ANNA, ANNA, now)
    assert 1 <= refusal.seconds <= 60
    assert throttle.take(ANNA, ANNA, now + refusal.seconds) is None


def test_no_more_than_so_many_buckets_are_kept_and_those_in_use_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle_module, "MOST_REMEMBERED", 3)
    throttle = Throttle(1, 100)
    assert throttle.take(ANNA, ANNA, NOW) is None
    for stranger in range(100, 120):
        assert throttle.take(stranger, stranger, NOW) is None
        assert throttle.take(ANNA, ANNA, NOW) is not None
