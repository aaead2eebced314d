"""getUpdates: offsets, waiting, conflicts; and updates that come twice or in disorder."""

import threading
import time
from typing import Any

from botapi.people import Person
from botapi.raw_client import RawClient
from botapi.server import BotApiServer


def in_background(client: RawClient, **fields: Any) -> tuple[threading.Thread, list[dict[str, Any]]]:
    """A long poll in a thread of its own, and the list that will hold its answer."""
    answers: list[dict[str, Any]] = []
    thread = threading.Thread(target=lambda: answers.append(client.json("getUpdates", **fields).json()))
    thread.start()
    return thread, answers


def test_an_update_stays_until_it_is_confirmed(client: RawClient, aigerim: Person) -> None:
    """The same are given again; a higher offset makes them vanish; a negative one leaves the last."""
    for text in "abcd":
        aigerim.asks(text)
    first = client.result("getUpdates", limit=2)
    assert [update["message"]["text"] for update in first] == ["a", "b"]
    assert client.result("getUpdates", limit=2) == first
    rest = client.result("getUpdates", offset=first[-1]["update_id"] + 1)
    assert [update["message"]["text"] for update in rest] == ["c", "d"]
    assert [update["message"]["text"] for update in client.result("getUpdates", offset=-1)] == ["d"]
    assert [update["message"]["text"] for update in client.result("getUpdates")] == ["d"]
    assert client.result("getUpdates", offset=rest[-1]["update_id"] + 1) == []


def test_a_long_poll_ends_when_something_comes(server: BotApiServer, client: RawClient, aigerim: Person) -> None:
    """It does not wait for its timeout."""
    started = time.monotonic()
    thread, answers = in_background(client, timeout=30)
    server.wait_for(lambda: server.calls("getUpdates"), what="the poll")
    aigerim.asks("How much?")
    thread.join(10)
    assert answers[0]["result"][0]["message"]["text"] == "How much?"
    assert time.monotonic() - started < 10
    assert server.updates.log[0].deliveries == 1


def test_of_two_pollers_the_first_is_sent_away(server: BotApiServer, client: RawClient, aigerim: Person) -> None:
    """409 with Telegram's words, which name the cause."""
    thread, answers = in_background(client, timeout=30)
    server.wait_for(lambda: server.calls("getUpdates"), what="the poll")
    with RawClient(server) as second:
        deadline = time.monotonic() + 10
        while thread.is_alive() and time.monotonic() < deadline:
            assert second.result("getUpdates") == []
            thread.join(0.05)
    assert answers[0]["error_code"] == 409
    assert answers[0]["description"] == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )


def test_only_kinds_asked_for_come(server: BotApiServer, client: RawClient, aigerim: Person) -> None:
    """The choice holds for updates to come, until it is changed."""
    client.result("getUpdates", allowed_updates=["callback_query"])
    aigerim.asks("lost")
    client.result("getUpdates", allowed_updates=[])
    question = aigerim.asks("kept")
    aigerim.reacts(question, "👍")
    assert [update["message"]["text"] for update in client.result("getUpdates")] == ["kept"]
    client.result("getUpdates", allowed_updates=["message_reaction"])
    aigerim.reacts(question, "👎")
    reaction = client.result("getUpdates")[-1]["message_reaction"]
    assert reaction["new_reaction"] == [{"type": "emoji", "emoji": "👎"}]


def test_updates_come_twice_and_in_disorder(server: BotApiServer, client: RawClient, aigerim: Person) -> None:
    """As a test wishes."""
    server.world.holds_updates()
    for text in "abc":
        aigerim.asks(text)
    assert client.result("getUpdates") == []
    server.world.releases_updates(reversed)
    updates = client.result("getUpdates")
    assert [update["message"]["text"] for update in updates] == ["c", "b", "a"]
    client.result("getUpdates", offset=updates[0]["update_id"] + 1)
    server.wait_until_confirmed()
    server.world.repeats_update(server.messages(aigerim)[0].update_id)
    assert client.result("getUpdates") == [updates[2]]
