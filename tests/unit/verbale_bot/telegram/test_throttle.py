"""Token buckets of persons and chats."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale_bot.telegram import throttle as throttle_module
from verbale_bot.telegram.throttle import Refusal, Throttle

ANNA, BORIS = 1, 2
ROOM, OTHER_ROOM = -10, -20


class Watch:
    """A clock that tests set, in seconds."""

    def __init__(self, now: float = 1000.1) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


def test_a_minutes_questions_are_taken_at_once_and_the_next_is_refused_until_a_token_is_there(watch: Watch) -> None:
    throttle = Throttle(3, 100, watch)
    assert [throttle.take(ANNA, ANNA) for _ in range(3)] == [None] * 3
    assert throttle.take(ANNA, ANNA) == Refusal(20, of_chat=False, is_news=True)
    watch.now += 19.5
    assert throttle.take(ANNA, ANNA) == Refusal(1, of_chat=False, is_news=False)
    watch.now += 0.5
    assert throttle.take(ANNA, ANNA) is None
    assert throttle.take(ANNA, ANNA) == Refusal(20, of_chat=False, is_news=True)


def test_a_bucket_never_holds_more_than_a_minutes_questions(watch: Watch) -> None:
    throttle = Throttle(2, 100, watch)
    watch.now += 1e9
    assert [throttle.take(ANNA, ANNA) is None for _ in range(4)] == [True, True, False, False]


def test_a_chat_is_told_of_its_own_limit_once_whoever_asks(watch: Watch) -> None:
    throttle = Throttle(100, 2, watch)
    assert [throttle.take(person, ROOM) for person in (1, 2)] == [None, None]
    refusals = [throttle.take(person, ROOM) for person in (3, 4, 3)]
    assert refusals == [Refusal(30, of_chat=True, is_news=news) for news in (True, False, False)]
    assert throttle.take(3, OTHER_ROOM) is None


def test_a_person_is_told_once_in_each_chat(watch: Watch) -> None:
    throttle = Throttle(1, 100, watch)
    assert throttle.take(ANNA, ROOM) is None
    refusals = [throttle.take(ANNA, chat) for chat in (ROOM, ANNA, ROOM, ANNA, OTHER_ROOM)]
    assert [refusal is not None and refusal.is_news for refusal in refusals] == [True, True, False, False, True]
    assert throttle.take(BORIS, ROOM) is None


def test_a_refused_question_costs_neither_the_person_nor_the_chat_anything(watch: Watch) -> None:
    throttle = Throttle(1, 3, watch)
    assert throttle.take(ANNA, ROOM) is None
    assert all(throttle.take(ANNA, ROOM) is not None for _ in range(50))
    assert throttle.take(BORIS, ROOM) is None
    assert throttle.take(3, ROOM) is None
    chat_refuses = throttle.take(4, ROOM)
    assert chat_refuses == Refusal(20, of_chat=True, is_news=True)
    assert throttle.take(4, OTHER_ROOM) is None  # the refusal in the one room cost nothing in the other


@given(
    rate=st.integers(1, 1000),
    start=st.floats(0, 1e7, allow_nan=False),
    pauses=st.lists(st.floats(0, 90, allow_nan=False), max_size=8),
)
def test_whoever_waits_for_as_long_as_was_said_is_not_refused(rate: int, start: float, pauses: list[float]) -> None:
    watch = Watch(start)
    throttle = Throttle(rate, 10_000, watch)
    for pause in pauses:
        watch.now += pause
        throttle.take(ANNA, ANNA)
    for _ in range(rate + 1):
        refusal = throttle.take(ANNA, ANNA)
    while refusal is None:
        refusal = throttle.take(ANNA, ANNA)
    assert 1 <= refusal.seconds <= 60
    watch.now += refusal.seconds
    assert throttle.take(ANNA, ANNA) is None


def test_no_more_than_so_many_buckets_are_kept_and_those_in_use_stay(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttle_module, "MOST_REMEMBERED", 3)
    throttle = Throttle(1, 100, watch)
    assert throttle.take(ANNA, ANNA) is None
    for stranger in range(100, 120):
        assert throttle.take(stranger, stranger) is None
        assert throttle.take(ANNA, ANNA) is not None
