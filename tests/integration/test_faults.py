"""Telegram and the network at their worst: what is given twice, in the wrong order, to two bots, or not at all."""

import json
import random
import shutil
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from botapi.faults import Fault, conflict, flood, reset, server_error
from botapi.journal import Call
from botapi.model import Message
from botapi.people import Person
from botapi.raw_client import RawClient
from botapi.server import BotApiServer
from botapi.updates import QueuedUpdate
from library import ARRIVAL
from program import Installation, RunningBot, running_bot
from stored import is_verbatim, rows

ROAD = "When will the road over the Anzob pass reopen?"
TRADE = "How far did the parties agree to raise mutual trade by 2030?"
ANZOB = ARRIVAL.split("\n\n")[1]
SECRET = "a-secret"
PROOF_HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST_UPDATE_BYTES = 1_000_000
CONFLICT = "Another program polls with the same token: stop one of the two."
GONE_SECONDS = 5.0
FLOOD_SECONDS = 5
DELIVERY_SECONDS = 30.0

Order = Callable[[list[QueuedUpdate]], list[QueuedUpdate]]
_ids = iter(range(2000, 9000))


@pytest.fixture(scope="module")
def copies(stock: Path, tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Callable[[], Installation]:
    """Installations with the two briefings, each in a folder of its own."""

    def copied() -> Installation:
        folder = tmp_path_factory.mktemp("faults")
        shutil.copytree(stock, folder, dirs_exist_ok=True)
        return Installation(folder, model_cache)

    return copied


@pytest.fixture(scope="module")
def polled(copies: Callable[[], Installation]) -> Iterator[tuple[BotApiServer, Installation]]:
    """A server and what the bot that polls there answers from."""
    with BotApiServer() as server:
        installation = copies()
        with running_bot(installation, _settings(server)) as bot:
            yield server, installation
            finished = bot.stop()
            assert finished.code == 0
            assert "was not dealt with" not in finished.err, finished.err
        server.assert_valid()


@pytest.fixture
def server(polled: tuple[BotApiServer, Installation]) -> Iterator[BotApiServer]:
    yield polled[0]
    polled[0].faults.clear()


@pytest.fixture
def installation(polled: tuple[BotApiServer, Installation]) -> Installation:
    return polled[1]


@pytest.fixture
def another_server() -> Iterator[BotApiServer]:
    """A server for those who need bots of their own."""
    with BotApiServer() as running:
        yield running
        running.assert_valid()


@dataclass(frozen=True)
class Hook:
    """A server that posts to a bot, and where that listens."""

    server: BotApiServer
    url: str

    def post(self, content: bytes, secret: str | None = SECRET) -> int:
        """Post as anybody could; the status of the answer."""
        headers = {} if secret is None else {PROOF_HEADER: secret}
        return httpx.post(self.url, content=content, headers=headers, timeout=20).status_code


@pytest.fixture(scope="module")
def hook(copies: Callable[[], Installation], unused_tcp_port_factory: Callable[[], int]) -> Iterator[Hook]:
    """A bot that is posted to, and has enough with four waiting updates."""
    with BotApiServer() as server:
        settings = _hook_settings(unused_tcp_port_factory())
        with running_bot(copies(), _settings(server) | settings | {"VERBALE_QUEUE_LIMIT": "1"}) as bot:
            server.wait_for(lambda: server.state.webhook.url, what="setWebhook")
            yield Hook(server, settings["VERBALE_WEBHOOK_URL"])
            assert bot.stop().code == 0
        server.assert_valid()


def _settings(server: BotApiServer) -> dict[str, str]:
    return {
        "VERBALE_TELEGRAM_TOKEN": server.token,
        "VERBALE_TELEGRAM_API_URL": server.url,
        "VERBALE_QUESTIONS_PER_MINUTE": "1000",
        "VERBALE_SET_PROFILE": "false",
    }


def _hook_settings(port: int) -> dict[str, str]:
    return {
        "VERBALE_WEBHOOK_URL": f"http://127.0.0.1:{port}/hook",
        "VERBALE_WEBHOOK_SECRET": SECRET,
        "VERBALE_WEBHOOK_LISTEN": f"127.0.0.1:{port}",
    }


def _somebody(server: BotApiServer) -> Person:
    number = next(_ids)
    return server.world.user(number, f"P{number}", started=True)


def _crowd(server: BotApiServer, people: int) -> list[Person]:
    return [_somebody(server) for _ in range(people)]


def _answers(server: BotApiServer, question: Message) -> list[Message]:
    """Replies that quote something: not that a question waits."""
    replies = [one for one in server.bot_messages(question.chat_id) if one.reply_to == question.message_id]
    return [one for one in replies if one.quotations]


def _wait_for_answers(server: BotApiServer, questions: Sequence[Message], timeout_seconds: float = 40.0) -> list[int]:
    """Wait until each question has an answer; how many each has."""
    server.wait_for(
        lambda: all(_answers(server, question) for question in questions),
        what=f"answers to {len(questions)} questions",
        timeout_seconds=timeout_seconds,
    )
    return [len(_answers(server, question)) for question in questions]


def _wait_until_dealt_with(server: BotApiServer, installation: Installation) -> None:
    """Wait until nothing is under way any more: what has not been said by now is not said."""
    server.wait_until_confirmed()
    end = time.monotonic() + 30
    while rows(installation, "SELECT update_id FROM inbox WHERE done_at IS NULL"):
        assert time.monotonic() < end
        time.sleep(0.05)


def _shuffled(updates: list[QueuedUpdate]) -> list[QueuedUpdate]:
    return random.Random(20250304).sample(updates, len(updates))


def _reversed(updates: list[QueuedUpdate]) -> list[QueuedUpdate]:
    return updates[::-1]


def test_updates_that_are_given_again_later_are_dealt_with_once(
    server: BotApiServer, installation: Installation
) -> None:
    anna = _somebody(server)
    question = anna.asks(ROAD)
    answer = server.wait_for_message(anna)
    press = anna.presses(answer, "Context")
    server.wait_for_answer(press)
    context = server.wait_for_message(anna, after=answer)
    inline = anna.asks_inline(ROAD)
    server.wait_for_answer(inline)
    anna.edits(question, TRADE)
    server.wait_for_edit(answer)
    mine = [one for one in server.updates.log if str(anna.id) in str(one.payload)]
    assert [one.kind for one in mine] == ["message", "callback_query", "inline_query", "edited_message"]
    calls_before = len([call for call in server.calls() if call.method != "getUpdates"])
    for update in (*mine, *reversed(mine)):
        server.world.repeats_update(update.update_id)
    _wait_until_dealt_with(server, installation)
    assert len([call for call in server.calls() if call.method != "getUpdates"]) == calls_before
    assert server.bot_messages(anna) == [answer, context]


def test_an_update_that_is_given_twice_at_once_is_answered_once(
    server: BotApiServer, installation: Installation
) -> None:
    anna = _somebody(server)
    server.world.holds_updates()
    question = anna.asks(ROAD)
    server.world.releases_updates(lambda held: [*held, *held, *held])
    assert _wait_for_answers(server, [question]) == [1]
    _wait_until_dealt_with(server, installation)
    assert len(_answers(server, question)) == 1


@pytest.mark.parametrize("order", [_reversed, _shuffled], ids=["reversed", "shuffled"])
def test_updates_in_the_wrong_order_are_each_answered_once(
    server: BotApiServer, installation: Installation, order: Order
) -> None:
    server.world.holds_updates()
    people = _crowd(server, 10)
    questions = [person.asks(text) for text in (ROAD, TRADE) for person in people]
    server.world.releases_updates(order)
    assert _wait_for_answers(server, questions) == [1] * len(questions)
    _wait_until_dealt_with(server, installation)
    for person in people:
        assert len(server.bot_messages(person)) == 2
        assert all(is_verbatim(installation, message) for message in server.bot_messages(person))


def test_somebody_who_reads_the_updates_along_takes_none_away(server: BotApiServer, installation: Installation) -> None:
    people = _crowd(server, 5)
    with RawClient(server) as poller:
        poller.result("getUpdates", timeout=0)
        questions = [person.asks(ROAD) for person in people]
        poller.result("getUpdates", timeout=0)
    assert _wait_for_answers(server, questions) == [1] * 5
    _wait_until_dealt_with(server, installation)
    assert [len(_answers(server, question)) for question in questions] == [1] * 5


@pytest.mark.parametrize(
    ("fault", "most"),
    [(reset(), 1), (server_error(502), 1), (reset(accepted=True), 2), (server_error(502, accepted=True), 2)],
    ids=["reset", "502", "reset after acceptance", "502 after acceptance"],
)
def test_whatever_happens_to_sending_everybody_has_the_answer(
    server: BotApiServer, installation: Installation, fault: Fault, most: int
) -> None:
    people = _crowd(server, 6)
    for person in people[:4]:
        server.faults.add("sendMessage", fault, chat=person.id)
    questions = [person.asks(ROAD) for person in people]
    server.wait_for(
        lambda: sum(call.ok for person in people for call in server.calls("sendMessage", chat=person)) == len(people),
        what="a confirmation for each",
    )
    _wait_until_dealt_with(server, installation)
    # What Telegram has accepted and did not say so is sent again: better twice than never.
    assert [len(_answers(server, question)) for question in questions] == [most] * 4 + [1, 1]
    assert {_answers(server, question)[0].quotations[0] for question in questions} == {ANZOB}


def test_a_chat_that_telegram_wants_left_alone_holds_up_nobody_else(server: BotApiServer) -> None:
    anna, others = _somebody(server), _crowd(server, 5)
    server.faults.add("sendMessage", flood(FLOOD_SECONDS), chat=anna.id)
    hers = anna.asks(ROAD)
    server.wait_for(lambda: server.calls("sendMessage", chat=anna), what="a refusal")
    questions = [person.asks(ROAD) for person in others]
    _wait_for_answers(server, questions)
    waited = [_answers(server, one)[0].stored_at_monotonic - one.stored_at_monotonic for one in questions]
    assert statistics.median(waited) < 1.0
    assert max(waited) < FLOOD_SECONDS / 2
    assert _wait_for_answers(server, [hers]) == [1]
    refused, accepted = server.calls("sendMessage", chat=anna)
    assert refused.finished_at is not None
    assert accepted.received_at - refused.finished_at >= FLOOD_SECONDS


def test_after_seconds_without_a_network_everything_goes_on(server: BotApiServer, installation: Installation) -> None:
    anna, *people = _crowd(server, 6)
    anna.asks(ROAD)
    answer = server.wait_for_message(anna)
    server.faults.add("*", reset(), times=None)
    gone_at = time.monotonic()
    press = anna.presses(answer, "👍")
    questions = [person.asks(ROAD) for person in people]
    time.sleep(GONE_SECONDS)
    assert [_answers(server, question) for question in questions] == [[]] * 5
    server.faults.clear()
    assert _wait_for_answers(server, questions) == [1] * 5
    server.wait_for_answer(press)
    # Its pauses grow, but not beyond what it has been gone for.
    assert time.monotonic() - gone_at < 3 * GONE_SECONDS
    _wait_until_dealt_with(server, installation)
    assert [len(_answers(server, question)) for question in questions] == [1] * 5


def test_two_bots_with_one_token_name_each_other_and_lose_nothing(
    copies: Callable[[], Installation], another_server: BotApiServer
) -> None:
    server, questions = another_server, []
    server.faults.add("getUpdates", conflict())
    with running_bot(copies(), _settings(server)) as one:
        server.wait_for_call("getUpdates")
        with running_bot(copies(), _settings(server)) as two:
            questions += [person.asks(ROAD) for person in _crowd(server, 3)]
            _wait_for_answers(server, questions)
            server.wait_for(lambda: len(_conflicts(server)) == 2, what="one sends the other away")
            questions += [person.asks(ROAD) for person in _crowd(server, 3)]
            _wait_for_answers(server, questions)
            logs = [one.stop(), two.stop()]
    assert [log.code for log in logs] == [0, 0]
    assert [CONFLICT in log.err for log in logs] == [True, True]
    assert server.token not in "".join(log.err for log in logs)


def _conflicts(server: BotApiServer) -> list[str]:
    polls = server.state.journal.finished["getUpdates"]
    return [call.method for call in polls if call.status == 409]


def test_posted_updates_are_answered_once_however_often_they_are_posted(hook: Hook) -> None:
    server, people = hook.server, _crowd(hook.server, 3)
    questions = []
    for person in people:
        questions.append(person.asks(ROAD))
        server.wait_for_message(person)
    for question in [*questions, *questions]:
        server.world.repeats_update(question.update_id)
    server.wait_until_confirmed()
    barrier = people[0].asks(TRADE)
    _wait_for_answers(server, [barrier])
    assert [len(_answers(server, question)) for question in questions] == [1, 1, 1]


def test_one_update_posted_over_many_connections_at_once_is_answered_once(hook: Hook) -> None:
    server, anna = hook.server, _somebody(hook.server)
    server.world.holds_updates()
    question = anna.asks(ROAD)
    body = json.dumps(server.updates.log[-1].to_json()).encode()
    with ThreadPoolExecutor(20) as pool:
        statuses = list(pool.map(hook.post, [body] * 20))
    assert set(statuses) <= {200, 503}
    assert 200 in statuses
    server.world.releases_updates()
    server.wait_until_confirmed()
    _wait_for_answers(server, [question])
    _wait_for_answers(server, [anna.asks(TRADE)])
    assert len(_answers(server, question)) == 1


@pytest.mark.parametrize(
    ("content", "secret", "status"),
    [
        (b'{"update_id": 1}', "another", 403),
        (b'{"update_id": 1}', None, 403),
        (b'{"update_id": 1}', SECRET.upper(), 403),
        (b"\xff\xfe{", SECRET, 400),
        (b"[" * 100_000, SECRET, 400),
        (b'{"update_id": "1"}', SECRET, 400),
        (b'{"update_id": 1, "text": "' + b"a" * LARGEST_UPDATE_BYTES + b'"}', SECRET, 413),
    ],
    ids=["secret", "no secret", "capitals", "no UTF-8", "nested", "no number", "large"],
)
def test_what_telegram_would_never_post_is_refused_and_disturbs_nobody(
    hook: Hook, content: bytes, secret: str | None, status: int
) -> None:
    assert hook.post(content, secret) == status
    question = _somebody(hook.server).asks(ROAD)
    assert _wait_for_answers(hook.server, [question]) == [1]


def test_a_bot_that_has_enough_says_so_to_telegram_and_loses_nothing(hook: Hook) -> None:
    server, people = hook.server, _crowd(hook.server, 12)
    for person in people:
        server.faults.add("sendMessage", server_error(502), chat=person.id)
    questions = [person.asks(ROAD) for person in people]
    assert _wait_for_answers(server, questions) == [1] * 12
    problem = server.state.webhook.last_error_message
    assert problem == "Wrong response from the webhook: 503"
    server.wait_until_confirmed()


def test_posted_questions_survive_kills(
    copies: Callable[[], Installation], another_server: BotApiServer, unused_tcp_port: int
) -> None:
    server, installation, people = another_server, copies(), _crowd(another_server, 10)
    settings = _settings(server) | _hook_settings(unused_tcp_port)
    hook, questions = Hook(server, settings["VERBALE_WEBHOOK_URL"]), list[Message]()
    server.world.holds_updates()  # they are posted from here
    with ThreadPoolExecutor(1) as postman:
        for enough in (1, 3):
            with running_bot(installation, settings) as bot:
                questions += [person.asks(ROAD) for person in people]
                postman.submit(_deliver, hook, server.updates.log[-len(people) :])
                server.wait_for_call("sendMessage", count=len(_answered_so_far(server)) + enough)
                _kill(bot)
        questions += [person.asks(TRADE) for person in people]  # nobody listens at this moment
        delivered = postman.submit(_deliver, hook, server.updates.log[-len(people) :])
        with running_bot(installation, settings) as bot:
            delivered.result(DELIVERY_SECONDS)
            counts = _wait_for_answers(server, questions)
            _wait_until_dealt_with(server, installation)
            assert bot.stop().code == 0
    assert max(counts) <= 3  # each kill may come between Telegram's confirmation and the note of it
    for person in people:
        assert _first_answered_in_order(server, [one for one in questions if one.chat_id == person.id])
    assert server.calls("getUpdates") == []


def _deliver(hook: Hook, updates: Sequence[QueuedUpdate]) -> None:
    """Post updates in their order, each until it is taken, as Telegram does while a bot is killed and started."""
    end = time.monotonic() + DELIVERY_SECONDS
    with httpx.Client(headers={PROOF_HEADER: SECRET}, trust_env=False) as client:
        for update in updates:
            while not _is_taken(client, hook.url, update):
                assert time.monotonic() < end
                time.sleep(0.02)


def _is_taken(client: httpx.Client, url: str, update: QueuedUpdate) -> bool:
    try:
        return client.post(url, json=update.to_json()).status_code == 200
    except httpx.HTTPError:
        return False


def _answered_so_far(server: BotApiServer) -> list[Call]:
    return server.state.journal.finished["sendMessage"]


def _first_answered_in_order(server: BotApiServer, questions: Sequence[Message]) -> bool:
    first = [min(one.message_id for one in _answers(server, question)) for question in questions]
    return first == sorted(first)


def _kill(bot: RunningBot) -> None:
    bot.process.kill()
    bot.process.communicate()
