import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from heapq import heappop, heappush
from itertools import pairwise

import pytest

from verbale_bot.telegram.pace import CHAT_SECONDS, GROUP_SECONDS, LeftAlone, Pace, Priority

GROUP = -1001


class Clock:
    """Time that passes only when a test says so; who sleeps is woken at exactly their time."""

    def __init__(self) -> None:
        self.now = 1000.0
        self._sleeping: list[tuple[float, int, asyncio.Future[None]]] = []
        self._number = 0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self._number += 1
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heappush(self._sleeping, (self.now + seconds, self._number, future))
        await future

    @property
    def sleepers(self) -> int:
        return sum(not future.done() for _, _, future in self._sleeping)

    async def advance(self, seconds: float) -> None:
        end = self.now + seconds
        await settle()
        while self._sleeping and self._sleeping[0][0] <= end:
            at, _, future = heappop(self._sleeping)
            if not future.done():
                self.now = at
                future.set_result(None)
                await settle()
        self.now = end


async def settle() -> None:
    """Let everybody do what they can do now."""
    for _ in range(12):
        await asyncio.sleep(0)


class Post:
    """Sends messages at a pace, and remembers what went when, in seconds since the start."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.pace = Pace(self.clock, self.clock.sleep)
        self.sent: list[tuple[float, str]] = []
        self.tasks: dict[str, asyncio.Task[None]] = {}

    def send(self, chat_id: int, name: str, priority: Priority = Priority.ANSWER, takes_seconds: float = 0.0) -> None:
        self.tasks[name] = asyncio.create_task(self._send(chat_id, name, priority, takes_seconds))

    async def _send(self, chat_id: int, name: str, priority: Priority, takes_seconds: float) -> None:
        async with self.pace.turn(chat_id, priority=priority):
            self.sent.append((round(self.clock.now - 1000.0, 3), name))
            if takes_seconds:
                await self.clock.sleep(takes_seconds)

    @property
    def names(self) -> list[str]:
        return [name for _, name in self.sent]

    @property
    def times(self) -> list[float]:
        return [at for at, _ in self.sent]


@asynccontextmanager
async def all_cancelled(post: Post) -> AsyncIterator[None]:
    yield
    for task in post.tasks.values():
        task.cancel()
    await asyncio.gather(*post.tasks.values(), return_exceptions=True)


@pytest.fixture
async def post() -> AsyncIterator[Post]:
    made = Post()
    async with all_cancelled(made):
        yield made
    await settle()
    assert made.clock.sleepers == 0


async def test_a_first_message_goes_at_once_without_giving_way_to_others(post: Post) -> None:
    async with post.pace.turn(1):
        assert post.clock.now == 1000.0
    assert post.clock.sleepers == 0


async def test_messages_of_one_chat_go_in_order_a_little_more_than_a_second_apart(post: Post) -> None:
    for name in "abcd":
        post.send(7, name)
    await post.clock.advance(10)
    assert post.sent == [(0, "a"), (1.05, "b"), (2.1, "c"), (3.15, "d")]


async def test_a_chat_that_was_quiet_for_long_enough_is_not_held_up(post: Post) -> None:
    post.send(7, "a")
    await post.clock.advance(CHAT_SECONDS)
    post.send(7, "b")
    await settle()
    assert post.sent == [(0, "a"), (1.05, "b")]


async def test_the_second_is_counted_from_when_telegram_had_the_message_for_certain(post: Post) -> None:
    post.send(7, "a", takes_seconds=0.4)
    post.send(7, "b")
    await post.clock.advance(10)
    assert post.sent == [(0, "a"), (1.45, "b")]


async def test_a_message_whose_answer_never_comes_does_not_hold_up_the_chat(post: Post) -> None:
    post.send(7, "a", takes_seconds=3600)
    post.send(7, "b")
    await post.clock.advance(10)
    assert post.sent == [(0, "a"), (1.05, "b")]


async def test_a_burst_of_answers_to_many_people_goes_at_once(post: Post) -> None:
    for number in range(1000):
        post.send(number, f"{number}")
    await settle()
    assert post.sent == [(0, f"{number}") for number in range(1000)]


async def test_a_group_gets_twenty_messages_a_minute(post: Post) -> None:
    for number in range(45):
        post.send(GROUP, f"{number}")
    await post.clock.advance(300)
    assert post.names == [f"{number}" for number in range(45)]
    assert post.times[:20] == [round(CHAT_SECONDS * number, 3) for number in range(20)]
    assert post.times[20] == GROUP_SECONDS
    assert post.times[40] == 2 * GROUP_SECONDS
    assert all(later - earlier >= 60.5 for earlier, later in zip(post.times, post.times[20:], strict=False))


async def test_a_person_gets_more_than_twenty_messages_a_minute(post: Post) -> None:
    for number in range(30):
        post.send(7, f"{number}")
    await post.clock.advance(60)
    assert post.times[-1] == round(29 * CHAT_SECONDS, 3)


async def test_announcements_go_twenty_seven_a_second_two_at_once(post: Post) -> None:
    for number in range(101):
        post.send(number, f"{number}", Priority.ANNOUNCEMENT)
    await post.clock.advance(10)
    assert post.names == [f"{number}" for number in range(101)]
    assert post.times == [round(number // 2 * 2 / 27, 3) for number in range(101)]


async def test_announcements_leave_what_answers_take_of_a_second(post: Post) -> None:
    for number in range(29):
        post.send(500 + number, f"answer {number}")
    for number in range(4):
        post.send(number, f"{number}", Priority.ANNOUNCEMENT)
    await post.clock.advance(3)
    assert post.sent[28:] == [(0, "answer 28"), (0, "0"), (1.0, "1"), (1.0, "2"), (1.074, "3")]


async def test_an_answer_passes_announcements_that_wait(post: Post) -> None:
    for number in range(50):
        post.send(number, f"{number}", Priority.ANNOUNCEMENT)
    await post.clock.advance(0.1)
    post.send(500, "answer")
    await post.clock.advance(0.1)
    assert post.sent[:5] == [(0, "0"), (0, "1"), (0.074, "2"), (0.074, "3"), (0.1, "answer")]


async def test_an_answer_passes_an_announcement_to_the_same_chat(post: Post) -> None:
    post.send(7, "first")
    post.send(7, "announcement", Priority.ANNOUNCEMENT)
    await settle()
    post.send(7, "answer")
    await post.clock.advance(5)
    assert post.sent == [(0, "first"), (1.05, "answer"), (2.1, "announcement")]


async def test_a_refused_chat_waits_and_others_go_on(post: Post) -> None:
    post.pace.refused(7, 5)
    assert post.pace.refusal_seconds(7) == 5
    post.send(7, "refused")
    post.send(8, "other")
    await post.clock.advance(4)
    assert post.sent == [(0, "other")]
    assert post.pace.refusal_seconds(7) == 1
    await post.clock.advance(4)
    assert post.sent == [(0, "other"), (5, "refused")]
    assert post.pace.refusal_seconds(7) == 0


async def test_a_shorter_refusal_does_not_shorten_a_longer_one(post: Post) -> None:
    post.pace.refused(7, 50)
    post.pace.refused(7, 1)
    assert post.pace.refusal_seconds(7) == 50


async def test_after_a_refusal_everything_is_paced_at_thirty_a_second_for_a_minute(post: Post) -> None:
    post.pace.refused(7, 1)
    for number in range(100, 2000):
        post.send(number, f"{number}")
    await post.clock.advance(59.99)
    assert len(post.sent) == 1800
    assert post.times[:4] == [0, 0.033, 0.067, 0.1]
    assert post.times[300] == 10
    await post.clock.advance(0.02)
    assert post.times[1800:] == [60.0] * 100


async def test_what_went_out_before_the_refusal_counts_too(post: Post) -> None:
    for number in range(100, 200):
        post.send(number, f"{number}")
    await post.clock.advance(0.25)
    post.pace.refused(199, 1)
    post.send(300, "next")
    post.send(301, "after")
    await post.clock.advance(2)
    assert post.sent[100:] == [(1.0, "next"), (1.033, "after")]


async def test_when_everything_is_paced_answers_go_before_announcements_and_in_order(post: Post) -> None:
    post.pace.refused(7, 1)
    for number in range(3):
        post.send(100 + number, f"announcement {number}", Priority.ANNOUNCEMENT)
    await settle()
    for number in range(3):
        post.send(200 + number, f"answer {number}")
    await post.clock.advance(1)
    assert post.names == [
        "announcement 0", "answer 0", "answer 1", "answer 2", "announcement 1", "announcement 2",
    ]  # fmt: skip


async def test_a_chat_that_has_to_wait_does_not_hold_up_the_others_when_everything_is_paced(post: Post) -> None:
    post.pace.refused(7, 2)
    post.send(7, "refused answer")
    post.send(8, "announcement", Priority.ANNOUNCEMENT)
    await post.clock.advance(5)
    assert post.sent == [(0, "announcement"), (2, "refused answer")]


async def test_a_cancelled_waiter_lets_the_next_one_have_its_turn(post: Post) -> None:
    for name in "abc":
        post.send(7, name)
    await settle()
    post.tasks["b"].cancel()
    await post.clock.advance(5)
    assert post.sent == [(0, "a"), (1.05, "c")]


async def test_a_turn_that_was_given_to_somebody_cancelled_at_that_moment_goes_to_the_next(post: Post) -> None:
    post.send(7, "a")
    await settle()
    post.send(7, "b")
    post.send(7, "c")
    await settle()

    assert post.pace._alarm is not None
    # The alarm gives "b" its turn; this comes right after it, before "b" runs.
    post.pace._alarm.add_done_callback(lambda _: post.tasks["b"].cancel())
    await post.clock.advance(5)
    assert post.sent == [(0, "a"), (1.05, "c")]


async def test_cancelled_announcements_do_not_use_up_the_rate(post: Post) -> None:
    for number in range(10):
        post.send(number, f"{number}", Priority.ANNOUNCEMENT)
    await settle()
    for number in range(2, 9):
        post.tasks[f"{number}"].cancel()
    await post.clock.advance(5)
    assert post.sent == [(0, "0"), (0, "1"), (0.074, "9")]


async def test_when_the_program_cancels_all_tasks_that_it_finds_who_waits_afterwards_still_gets_a_turn(
    post: Post,
) -> None:
    post.send(7, "a")
    post.send(7, "b")
    await settle()
    (alarm,) = asyncio.all_tasks() - {asyncio.current_task(), *post.tasks.values()}
    alarm.cancel()
    await post.clock.advance(5)
    assert post.sent == [(0, "a"), (1.05, "b")]


async def test_everybody_cancelled_leaves_nothing_behind(post: Post) -> None:
    for number in range(50):
        post.send(7, f"{number}")
    await settle()
    for task in post.tasks.values():
        task.cancel()
    await settle()
    assert post.clock.sleepers == 0
    assert post.pace._chats[7].waiting == []


async def test_an_error_while_sending_ends_the_turn(post: Post) -> None:
    with pytest.raises(ValueError, match="no"):
        async with post.pace.turn(7):
            raise ValueError("no")
    post.send(7, "next")
    await post.clock.advance(2)
    assert post.sent == [(1.05, "next")]


async def test_nobody_waits_for_a_chat_that_telegram_wants_left_alone_for_long(post: Post) -> None:
    for name in "abc":
        post.send(7, name)
    await settle()
    post.pace.refused(7, 3600)
    await settle()
    for name in "bc":
        with pytest.raises(LeftAlone, match="chat 7 left alone for 3600 s"):
            await post.tasks[name]
    with pytest.raises(LeftAlone) as caught:
        async with post.pace.turn(7):
            pass
    assert (caught.value.chat_id, caught.value.wait_seconds) == (7, 3600)
    with pytest.raises(LeftAlone):
        await post.pace.rest(7)
    await post.clock.advance(3600)
    post.send(7, "after an hour")
    await settle()
    assert post.sent == [(0, "a"), (3600, "after an hour")]


async def test_resting_lasts_as_long_as_the_refusal_and_counts_nothing(post: Post) -> None:
    post.pace.refused(7, 3)
    ended: list[float] = []

    async def rest() -> None:
        await post.pace.rest(7)
        ended.append(post.clock.now - 1000)

    resting = asyncio.create_task(rest())
    await post.clock.advance(1)
    post.pace.refused(7, 4)
    await post.clock.advance(10)
    await resting
    assert ended == [5]
    await post.pace.rest(8)


async def test_quiet_chats_are_forgotten_and_others_are_not(post: Post) -> None:
    for number in range(1000):
        post.send(number, f"{number}")
        post.send(-1 - number, f"group {number}")
    await settle()
    post.pace.refused(5000, 100)
    await post.clock.advance(61.5)
    post.send(6000, "sweeps")
    await settle()
    assert set(post.pace._chats) == {5000, 6000}
    await post.clock.advance(30)
    post.send(-6000, "group")
    await post.clock.advance(40)
    post.send(6001, "sweeps again")
    await settle()
    assert set(post.pace._chats) == {-6000, 6001}


async def test_asking_for_refusals_remembers_no_chat(post: Post) -> None:
    assert post.pace.refusal_seconds(7) == 0
    assert post.pace._chats == {}


@pytest.mark.parametrize("seed", range(5))
async def test_in_any_mixture_every_message_goes_once_and_no_limit_is_overrun(post: Post, seed: int) -> None:
    rng = random.Random(seed)
    expected: set[str] = set()
    chat_of: dict[str, int] = {}
    for number in range(400):
        chat_id = rng.choice([*range(1, 30), *range(-3, 0)])
        priority = rng.choice(list(Priority))
        name = f"{number} {priority.name}"
        post.send(chat_id, name, priority, takes_seconds=rng.choice([0, 0, 0.2]))
        expected.add(name)
        chat_of[name] = chat_id
        if rng.random() < 0.02:
            post.pace.refused(rng.randrange(1, 30), rng.randrange(1, 4))
        if rng.random() < 0.1:
            cancelled = rng.choice(sorted(expected))
            post.tasks[cancelled].cancel()
        await post.clock.advance(rng.choice([0, 0, 0.01, 0.3]))
    await post.clock.advance(600)
    finished = {name for name, task in post.tasks.items() if not task.cancelled()}
    assert finished <= set(post.names)
    assert len(post.names) == len(set(post.names))
    announced = [at for at, name in post.sent if name.endswith("ANNOUNCEMENT")]
    assert all(later - earlier >= 0.073 for earlier, later in zip(announced, announced[2:], strict=False))
    for chat_id in {*chat_of.values()}:
        times = [at for at, name in post.sent if chat_of[name] == chat_id]
        assert all(later - earlier >= 1.049 for earlier, later in pairwise(times))
        if chat_id < 0:
            assert all(later - earlier >= 60.9 for earlier, later in zip(times, times[20:], strict=False))


async def test_ten_thousand_waiting_announcements_take_little_time() -> None:
    """The work for a turn grows with the logarithm of those who wait: otherwise this would take minutes."""
    post = Post()
    for number in range(10_000):
        post.send(number, f"{number}", Priority.ANNOUNCEMENT)
    async with all_cancelled(post):
        await post.clock.advance(2)
        assert len(post.sent) == 56


async def test_the_real_clock_and_sleep_are_the_default() -> None:
    pace = Pace()
    started = asyncio.get_running_loop().time()

    async def take() -> None:
        async with pace.turn(7):
            pass

    await asyncio.gather(take(), take())
    assert 1.04 <= asyncio.get_running_loop().time() - started < 2
