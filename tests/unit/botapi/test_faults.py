"""What goes wrong on request, and the limits on sending."""

import threading
from itertools import count

import httpx
import pytest

from botapi import faults
from botapi.clock import SimulatedClock
from botapi.people import Person
from botapi.raw_client import RawClient
from botapi.server import BotApiServer


def test_a_flood_names_its_wait(server: BotApiServer, client: RawClient, aigerim: Person) -> None:
    """429 with retry_after, so many times, only for that chat."""
    server.world.user(1002, "Timur", started=True)
    server.faults.add("sendMessage", faults.flood(7), times=2, chat=1001)
    client.result("sendMessage", chat_id=1002, text="a")
    for _ in range(2):
        answer = client.json("sendMessage", chat_id=1001, text="a").json()
        assert (answer["error_code"], answer["parameters"]) == (429, {"retry_after": 7})
    client.result("sendMessage", chat_id=1001, text="a")
    assert [call.fault for call in server.calls("sendMessage")] == [None, "flood", "flood", None]
    assert server.violations == []


def test_an_error_of_the_machine_in_front_is_a_page(server: BotApiServer, client: RawClient, aigerim: Person) -> None:
    """502 with HTML; accepted or not."""
    server.faults.add("sendMessage", faults.server_error())
    server.faults.add("sendMessage", faults.server_error(500, accepted=True))
    for status, stored in ((502, 0), (500, 1)):
        response = client.form("sendMessage", chat_id="1001", text="a")
        assert (response.status_code, response.headers["Content-Type"]) == (status, "text/html")
        assert "<html>" in response.text
        assert len(server.messages(aigerim)) == stored


@pytest.mark.parametrize(("accepted", "stored"), [(False, 0), (True, 1)])
def test_the_connection_is_reset(
    server: BotApiServer, client: RawClient, aigerim: Person, accepted: bool, stored: int
) -> None:
    """Before the request was looked at, or after the message was in the chat."""
    server.faults.add("sendMessage", faults.reset(accepted=accepted))
    with pytest.raises(httpx.TransportError):
        client.json("sendMessage", chat_id=1001, text="a")
    assert len(server.messages(aigerim)) == stored
    assert server.calls("sendMessage")[0].status is None
    client.result("sendMessage", chat_id=1001, text="b")


@pytest.mark.parametrize(("accepted", "stored"), [(False, 0), (True, 1)])
def test_an_answer_never_comes(
    server: BotApiServer, client: RawClient, aigerim: Person, accepted: bool, stored: int
) -> None:
    """The client gives up by its own timeout."""
    server.faults.add("sendMessage", faults.hang(accepted=accepted))
    with pytest.raises(httpx.ReadTimeout):
        client.http.post(f"{client.base}/sendMessage", data={"chat_id": "1001", "text": "a"}, timeout=0.3)
    assert len(server.messages(aigerim)) == stored


def test_a_revoked_token_is_refused_everywhere(server: BotApiServer, client: RawClient) -> None:
    """401 until it is cleared."""
    server.faults.add(faults.ANY_METHOD, faults.unauthorized(), times=None)
    assert client.refusal("getMe") == (401, "Unauthorized")
    assert client.refusal("getUpdates") == (401, "Unauthorized")
    server.faults.clear()
    client.result("getMe")


def test_a_fault_may_come_later(server: BotApiServer, client: RawClient) -> None:
    """After so many calls that pass."""
    server.faults.add("getMe", faults.conflict(), skip=2)
    assert [client.json("getMe").status_code for _ in range(4)] == [200, 200, 409, 200]


def test_limits_by_a_simulated_clock() -> None:
    """One a second in a chat, twenty a minute in a group, thirty a second in all."""
    clock = SimulatedClock()
    with BotApiServer(clock=clock) as server, RawClient(server) as client:
        people = [server.world.user(user_id, "Somebody", started=True) for user_id in range(1, 41)]
        group = server.world.group("Press", people[0])
        server.limits.enabled = True
        assert client.json("sendMessage", chat_id=1, text="a").status_code == 200
        answer = client.json("sendMessage", chat_id=1, text="b").json()
        assert answer["parameters"] == {"retry_after": 1}
        clock.advance(1)
        statuses = [client.json("sendMessage", chat_id=person.id, text="a").status_code for person in people]
        assert statuses == [200] * 30 + [429] * 10
        minute = []
        for _ in range(21):
            clock.advance(1)
            minute.append(client.json("sendMessage", chat_id=group.id, text="a"))
        assert [response.status_code for response in minute] == [200] * 20 + [429]
        assert minute[-1].json()["parameters"] == {"retry_after": 40}
        assert server.limits.refused == 12


def test_a_waiting_test_is_told_what_happened_instead(server: BotApiServer, client: RawClient, aigerim: Person) -> None:
    """The deadline's message shows the last words and the refusals."""
    aigerim.asks("How much?")
    client.refusal("sendMessage", chat_id=99, text="a")
    with pytest.raises(AssertionError) as caught:
        server.wait_for_message(aigerim, containing="$2.8mn", timeout_seconds=0.05)
    text = str(caught.value)
    assert "containing '$2.8mn'" in text
    assert "How much?" in text
    assert "chat not found" in text


def test_many_call_at_once(server: BotApiServer, aigerim: Person) -> None:
    """Each call gets its own number and its own message."""
    numbers = count()

    def work() -> None:
        with RawClient(server) as client:
            for _ in range(20):
                client.result("sendMessage", chat_id=1001, text=f"message {next(numbers)}")

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(server.bot_messages(aigerim)) == 160
    assert sorted(call.number for call in server.calls("sendMessage")) == list(range(1, 161))
