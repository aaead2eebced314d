"""Lanes: order within one, none held up by another."""

import asyncio
import logging
from datetime import UTC, datetime

import pytest
from telegram import CallbackQuery, Chat, ChatMemberMember, ChatMemberUpdated, InlineQuery, Message, Update, User

from verbale_bot.telegram import lanes as lanes_module
from verbale_bot.telegram.lanes import MOST_COUNTED, Lanes, lane_of

ANNA, BORIS = User(1, "Anna", is_bot=False), User(2, "Boris", is_bot=False)
NOW = datetime(2025, 3, 10, 9, 0, tzinfo=UTC)


def message_in(chat_id: int, message_id: int = 1) -> Message:
    chat = Chat(chat_id, Chat.PRIVATE if chat_id > 0 else Chat.GROUP)
    return Message(message_id, NOW, chat, from_user=ANNA, text="?")


def update_in(chat_id: int, update_id: int) -> Update:
    return Update(update_id, message=message_in(chat_id))


def press_of(chat_id: int, message_id: int) -> Update:
    return Update(9, callback_query=CallbackQuery("9", ANNA, "9", message=message_in(chat_id, message_id), data="x"))


class Handler:
    """Handles updates when it is told to, and remembers which, in which order."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.done: list[int] = []
        self.held: dict[int, asyncio.Event] = {}
        self.fails: set[int] = set()

    def holds(self, update_id: int) -> asyncio.Event:
        return self.held.setdefault(update_id, asyncio.Event())

    async def __call__(self, update: Update) -> None:
        self.begun.append(update.update_id)
        if update.update_id in self.held:
            await self.held[update.update_id].wait()
        if update.update_id in self.fails:
            raise RuntimeError("no such thing")
        self.done.append(update.update_id)


@pytest.fixture
def handler() -> Handler:
    return Handler()


def test_a_chat_is_a_lane_and_each_message_with_buttons_and_each_persons_inline_queries_are_others() -> None:
    edited = Update(1, edited_message=message_in(-5))
    membership = ChatMemberUpdated(Chat(-5, "group"), ANNA, NOW, ChatMemberMember(BORIS), ChatMemberMember(BORIS))
    assert lane_of(update_in(-5, 1)) == lane_of(edited) == lane_of(Update(1, my_chat_member=membership))
    assert lane_of(press_of(-5, 7)) != lane_of(update_in(-5, 1))
    assert lane_of(press_of(-5, 7)) != lane_of(press_of(-5, 8))
    assert lane_of(press_of(-5, 7)) != lane_of(press_of(-57, 7))
    inline = [Update(1, inline_query=InlineQuery("1", person, "when", "")) for person in (ANNA, BORIS)]
    assert lane_of(inline[0]) != lane_of(inline[1])
    pressed = [Update(1, callback_query=CallbackQuery("1", ANNA, "1", inline_message_id=name)) for name in "ab"]
    assert lane_of(pressed[0]) != lane_of(pressed[1])
    assert lane_of(Update(1)) == "others"


async def test_a_lane_keeps_its_order_and_a_slow_one_holds_no_other_up(handler: Handler) -> None:
    slow = handler.holds(1)
    lanes = Lanes(handler)
    for update_id in (1, 2, 3):
        lanes.put(update_in(10, update_id))
    for update_id in (4, 5):
        lanes.put(update_in(20, update_id))
    await asyncio.sleep(0.01)
    assert (handler.begun, handler.done) == ([1, 4, 5], [4, 5])
    assert lanes.waiting == 3
    slow.set()
    assert await lanes.drain(5) == 0
    assert handler.done == [4, 5, 1, 2, 3]
    assert lanes.waiting == 0


async def test_an_update_that_fails_unexpectedly_stops_nobody_behind_it(
    handler: Handler, caplog: pytest.LogCaptureFixture
) -> None:
    handler.fails = {1, 3}
    lanes = Lanes(handler)
    for update_id in (1, 2, 3, 4):
        lanes.put(update_in(10, update_id))
    with caplog.at_level(logging.ERROR):
        assert await lanes.drain(5) == 0
    assert handler.done == [2, 4]
    assert [record.getMessage() for record in caplog.records] == [
        "update 1 has left its lane unfinished",
        "update 3 has left its lane unfinished",
    ]
    lanes.put(update_in(10, 5))
    assert await lanes.drain(5) == 0
    assert handler.done == [2, 4, 5]


async def test_of_a_single_lane_only_so_many_are_counted_as_waiting_unless_memory_runs_out(
    handler: Handler, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes_module, "MOST_HELD", 40)
    slow = handler.holds(0)
    lanes = Lanes(handler)
    for update_id in range(38):
        lanes.put(update_in(10, update_id))
    assert lanes.waiting == MOST_COUNTED
    lanes.put(update_in(20, 100))
    assert lanes.waiting == MOST_COUNTED + 1
    lanes.put(update_in(30, 101))
    assert lanes.waiting == 40
    slow.set()
    assert await lanes.drain(5) == 0
    assert lanes.waiting == 0
    assert sorted(handler.done) == [*range(38), 100, 101]
    assert [one for one in handler.done if one < 100] == [*range(38)]


async def test_whoever_waits_for_room_gets_it_also_when_the_last_ones_end_together(handler: Handler) -> None:
    held = [handler.holds(number) for number in range(4)]
    lanes = Lanes(handler)
    for number in range(4):
        lanes.put(update_in(10 + number, number))
    waiter = asyncio.create_task(lanes.until_fewer_wait_than(2))
    await asyncio.sleep(0.01)
    assert not waiter.done()
    for one in held:
        one.set()
    await asyncio.wait_for(waiter, 5)
    assert lanes.waiting < 2
    await lanes.until_fewer_wait_than(1)


async def test_draining_breaks_off_what_takes_too_long_and_says_how_much_was_left(handler: Handler) -> None:
    handler.holds(1)
    lanes = Lanes(handler)
    for update_id in range(1, 16):
        lanes.put(update_in(10, update_id))
    lanes.put(update_in(20, 16))
    assert await lanes.drain(0.05) == 15
    assert handler.done == [16]
    assert handler.begun == [1, 16]


async def test_draining_without_anything_to_do_is_done_at_once(handler: Handler) -> None:
    assert await Lanes(handler).drain(100) == 0
