from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection

from library import Library
from verbale.store import outbox, subscriptions
from verbale.store.delivery import RowState
from verbale.store.delivery_problems import Problem, Unreached, problems
from verbale.store.subscriptions import ChatKind, Subscription

NOW = datetime(2025, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def connection(library: Library) -> Iterator[Connection]:
    with library.database.writing() as opened:
        yield opened


def planned(connection: Connection, chats: Sequence[int]) -> dict[int, int]:
    """A delivery to these chats: its rows by chat."""
    delivery = outbox.plan(
        connection,
        NOW,
        kind="announcement",
        mode="post",
        briefing="bridge",
        edition=1,
        made_by=1,
        rows=[(chat, None, None) for chat in chats],
    ).id
    return {row.chat_id: row.id for row in outbox.next_rows(connection, delivery, len(chats))}


def lose(connection: Connection, row: int, reason: str) -> None:
    assert outbox.claim(connection, row)
    outbox.uncertain(connection, row, reason, NOW)


def subscribe(connection: Connection, chat: int, title: str) -> None:
    assert subscriptions.subscribe(
        connection,
        Subscription(chat, ChatKind.GROUP, None, title, (), (), None, None, "UTC", None, 1, NOW),
    )


def test_a_delivery_without_problems_has_none(connection: Connection) -> None:
    rows = planned(connection, [1, 2, 3])
    assert outbox.claim(connection, rows[1])
    outbox.sent(connection, rows[1], 8_001, NOW)
    assert outbox.claim(connection, rows[2])
    assert problems(connection, 1, 5) == []
    assert problems(connection, 2, 5) == []


def test_what_is_uncertain_comes_first_and_then_what_failed_by_the_commonest_reason(connection: Connection) -> None:
    rows = planned(connection, range(1, 9))
    for chat, reason in [(1, "blocked"), (2, "gone"), (3, "gone"), (4, "changed"), (5, "gone"), (6, "changed")]:
        outbox.failed(connection, rows[chat], reason, NOW)
    lose(connection, rows[7], "unanswered")
    assert problems(connection, 1, 5) == [
        Problem(RowState.UNCERTAIN, "unanswered", 1, (Unreached(7, ""),)),
        Problem(RowState.FAILED, "gone", 3, (Unreached(2, ""), Unreached(3, ""), Unreached(5, ""))),
        Problem(RowState.FAILED, "changed", 2, (Unreached(4, ""), Unreached(6, ""))),
        Problem(RowState.FAILED, "blocked", 1, (Unreached(1, ""),)),
    ]


def test_reasons_that_are_as_common_come_by_their_words(connection: Connection) -> None:
    rows = planned(connection, [1, 2, 3, 4])
    outbox.failed(connection, rows[1], "no-topic", NOW)
    outbox.failed(connection, rows[2], "Bad Request: message is too long", NOW)
    lose(connection, rows[3], "unanswered")
    lose(connection, rows[4], "killed")
    found = [(one.state, one.reason, one.count) for one in problems(connection, 1, 5)]
    assert found == [
        (RowState.UNCERTAIN, "killed", 1),
        (RowState.UNCERTAIN, "unanswered", 1),
        (RowState.FAILED, "Bad Request: message is too long", 1),
        (RowState.FAILED, "no-topic", 1),
    ]


def test_a_reason_of_both_states_is_told_of_each(connection: Connection) -> None:
    rows = planned(connection, [1, 2, 3])
    lose(connection, rows[2], "broken")
    for chat in (1, 3):
        outbox.failed(connection, rows[chat], "broken", NOW)
    assert problems(connection, 1, 5) == [
        Problem(RowState.UNCERTAIN, "broken", 1, (Unreached(2, ""),)),
        Problem(RowState.FAILED, "broken", 2, (Unreached(1, ""), Unreached(3, ""))),
    ]


def test_chats_are_called_as_they_were_when_they_subscribed(connection: Connection) -> None:
    """Also those that are no longer subscribed: that the bot is not in them any more is why the post failed."""
    rows = planned(connection, [-3, -2, -1])
    subscribe(connection, -2, "Баспасөз «Алатау»")
    subscribe(connection, -1, "News")
    subscribe(connection, -9, "Elsewhere")
    subscriptions.end(connection, -1, NOW, "kicked")
    for row in rows.values():
        outbox.failed(connection, row, "gone", NOW)
    (one,) = problems(connection, 1, 5)
    assert one.first == (Unreached(-3, ""), Unreached(-2, "Баспасөз «Алатау»"), Unreached(-1, "News"))


@pytest.mark.parametrize(("most", "named"), [(0, []), (1, [4]), (3, [4, 2, 9]), (20, [4, 2, 9, 1])])
def test_so_many_chats_are_named_in_the_order_in_which_they_were_planned_and_all_are_counted(
    connection: Connection, most: int, named: list[int]
) -> None:
    rows = planned(connection, [4, 2, 9, 1])
    for chat in (1, 9, 2, 4):
        outbox.failed(connection, rows[chat], "blocked", NOW)
    (one,) = problems(connection, 1, most)
    assert (one.count, [chat.chat_id for chat in one.first]) == (4, named)


def test_problems_are_of_one_delivery_alone(connection: Connection) -> None:
    one, other = planned(connection, [1, 2]), planned(connection, [1, 2])
    outbox.failed(connection, one[1], "blocked", NOW)
    outbox.failed(connection, other[2], "blocked", NOW)
    assert problems(connection, 1, 5) == [Problem(RowState.FAILED, "blocked", 1, (Unreached(1, ""),))]
    assert problems(connection, 2, 5) == [Problem(RowState.FAILED, "blocked", 1, (Unreached(2, ""),))]
