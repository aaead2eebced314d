"""The real bot against a strict Bot API server."""

import re
import signal
import time
from collections.abc import Iterator

import httpx
import pytest

from botapi.faults import conflict, flood, hang, reset, server_error, unauthorized
from botapi.model import Message
from botapi.people import Person
from botapi.server import BotApiServer
from botapi.utf16 import utf16_slice
from library import ARRIVAL
from program import Installation, RunningBot, other_model_folder, running_bot


@pytest.fixture
def server() -> Iterator[BotApiServer]:
    with BotApiServer() as running:
        yield running
        running.assert_valid()


def _settings(server: BotApiServer) -> dict[str, str]:
    return {"VERBALE_TELEGRAM_TOKEN": server.token, "VERBALE_TELEGRAM_API_URL": server.url}


@pytest.fixture
def bot(stocked: Installation, server: BotApiServer) -> Iterator[RunningBot]:
    with running_bot(stocked, _settings(server)) as running:
        yield running


@pytest.fixture
def anna(server: BotApiServer) -> Person:
    return server.world.user(101, "Anna", language_code="en", started=True)


def _quoted(message: Message) -> list[str]:
    return [utf16_slice(message.text, e.offset, e.length) for e in message.entities if "blockquote" in e.type]


@pytest.mark.usefixtures("bot")
def test_a_question_is_answered_with_a_quotation_and_its_source(server: BotApiServer, anna: Person) -> None:
    asked = anna.sends(anna, "🙂 When will the road over the Anzob pass reopen?")
    answer = server.wait_for_message(anna)
    assert _quoted(answer)[0] == ARRIVAL.split("\n\n")[1]
    assert answer.text.split("\n")[1:3] == ["Reported speech", "— Talks in Dushanbe · March 4, 2025 · ¶ 2"]
    link = next(entity for entity in answer.entities if entity.type == "text_link")
    assert utf16_slice(answer.text, link.offset, link.length) == "Talks in Dushanbe"
    assert link.url is not None
    assert link.url.startswith("https://press.example/talks#:~:text=It%20was%20met")
    assert answer.reply_to == asked.message_id
    assert server.calls("sendChatAction")[0].received_at <= server.calls("sendMessage")[0].received_at


@pytest.mark.usefixtures("bot")
def test_a_russian_question_finds_a_russian_text(server: BotApiServer) -> None:
    boris = server.world.user(102, "Борис", language_code="ru-RU", started=True)
    boris.sends(boris, "Сколько будет стоить поставка локомотивов?")
    answer = server.wait_for_message(boris)
    assert _quoted(answer)[0] == "Стоимость поставки составит 48 млн долларов, сообщил министр транспорта К. Бекенов."


@pytest.mark.usefixtures("bot")
def test_what_the_briefings_do_not_say_is_said_in_the_askers_language(server: BotApiServer) -> None:
    boris = server.world.user(102, "Борис", language_code="ru", started=True)
    boris.sends(boris, "Кто выиграл футбольный матч?")
    assert server.wait_for_message(boris).text == "В сообщениях об этом не говорится."


@pytest.mark.usefixtures("bot")
def test_start_says_what_it_is_with_two_questions_that_it_can_answer(server: BotApiServer, anna: Person) -> None:
    anna.sends(anna, "/start")
    greeting = server.wait_for_message(anna)
    assert greeting.text.startswith("I answer questions about diplomatic visits with verbatim quotations")
    examples = [utf16_slice(greeting.text, e.offset, e.length) for e in greeting.entities if e.type == "code"]
    assert len(examples) == 2
    assert examples[0] == "What is said about “Talks in Dushanbe”?"
    anna.sends(anna, examples[0])
    assert "Talks in Dushanbe" in server.wait_for_message(anna, after=greeting).text


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("/help", "Write your question as you would ask a person"),
        ("/about", "2 briefings, 5 paragraphs."),
        ("/nonsense", "I do not know this command."),
        ("?!", "I see no question in this message."),
    ],
)
def test_everything_gets_an_answer(server: BotApiServer, anna: Person, text: str, answer: str) -> None:
    anna.sends(anna, text)
    assert answer in server.wait_for_message(anna).text


@pytest.mark.usefixtures("bot")
def test_what_is_no_text_is_answered_in_words(server: BotApiServer, anna: Person) -> None:
    anna.sends_document("photo.jpg", b"\xff\xd8")
    assert server.wait_for_message(anna).text.startswith("I can read text only.")


@pytest.mark.usefixtures("bot")
def test_groups_hear_nothing_from_it(server: BotApiServer, anna: Person) -> None:
    room = server.world.group("Press", anna)
    anna.sends(room, f"{server.world.bot_mention} when does the road reopen?")
    anna.sends(anna, "/help")
    server.wait_for_message(anna)
    assert server.bot_messages(room) == []


def test_answers_of_one_chat_stay_in_order(server: BotApiServer, bot: RunningBot, anna: Person) -> None:
    asked = [anna.sends(anna, f"When does the road reopen? {number}") for number in range(8)]
    answers = server.wait_for_messages(anna, 8)
    assert [answer.reply_to for answer in answers] == [message.message_id for message in asked]
    assert bot.stop().code == 0


@pytest.mark.parametrize(
    "fault", [flood(1), server_error(502), reset(), reset(accepted=True)], ids=["429", "502", "reset", "reset later"]
)
@pytest.mark.usefixtures("bot")
def test_an_answer_survives_a_fault_of_telegram(server: BotApiServer, anna: Person, fault: object) -> None:
    server.faults.add("sendMessage", fault, times=2)  # type: ignore[arg-type]
    anna.sends(anna, "When does the road reopen?")
    server.wait_for(lambda: any(call.ok for call in server.calls("sendMessage")), what="a message accepted")
    assert "Anzob" in server.wait_for_message(anna).text


@pytest.mark.usefixtures("bot")
def test_the_wait_that_telegram_asks_for_is_kept(server: BotApiServer, anna: Person) -> None:
    server.faults.add("sendMessage", flood(2))
    anna.sends(anna, "When does the road reopen?")
    server.wait_for_message(anna)
    first, second = server.calls("sendMessage")
    assert first.finished_at is not None
    assert second.received_at - first.finished_at >= 2.0


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize(
    "fault", [server_error(500), conflict(), reset(), flood(1)], ids=["500", "409", "reset", "429"]
)
def test_polling_survives_faults(server: BotApiServer, anna: Person, fault: object) -> None:
    server.faults.add("getUpdates", fault, times=2)  # type: ignore[arg-type]
    anna.sends(anna, "When does the road reopen?")
    assert "Anzob" in server.wait_for_message(anna, timeout_seconds=30).text


def test_somebody_who_blocked_the_bot_disturbs_nobody(server: BotApiServer, bot: RunningBot, anna: Person) -> None:
    server.faults.add("sendMessage", hang(1.0), times=1, chat=anna.id)
    anna.sends(anna, "When does the road reopen?")
    anna.blocks_bot()
    boris = server.world.user(102, "Boris", started=True)
    boris.sends(boris, "When does the road reopen?")
    server.wait_for_message(boris)
    finished = bot.stop()
    assert finished.code == 0
    assert "bot was blocked by the user" in finished.err


def test_a_token_that_telegram_refuses_ends_the_program(stocked: Installation, server: BotApiServer) -> None:
    server.faults.add("*", unauthorized(), times=None)
    with running_bot(stocked, _settings(server)) as bot:
        finished = bot.wait()
    assert finished.code == 1
    assert "verbale: Telegram refuses the token (401 Unauthorized)." in finished.err
    assert server.token not in finished.err


def test_a_token_revoked_while_polling_ends_the_program(bot: RunningBot, server: BotApiServer, anna: Person) -> None:
    anna.sends(anna, "/help")
    server.wait_for_message(anna)
    server.faults.add("*", unauthorized(), times=None)
    anna.sends(anna, "/help")
    finished = bot.wait(timeout_seconds=40)
    assert finished.code == 1
    assert "VERBALE_TELEGRAM_TOKEN" in finished.err


def test_sigterm_lets_running_answers_finish(bot: RunningBot, server: BotApiServer, anna: Person) -> None:
    anna.sends(anna, "/help")
    server.wait_for_message(anna)
    server.faults.add("sendMessage", flood(2))
    anna.sends(anna, "When does the road reopen?")
    server.wait_for(lambda: len(server.calls("sendMessage")) == 2, what="the answer on its way")
    started = time.monotonic()
    finished = bot.stop(signal.SIGTERM)
    assert finished.code == 0
    assert time.monotonic() - started < 10
    assert "Anzob" in server.bot_messages(anna)[-1].text
    assert not server.updates.pending


def test_a_question_asked_while_the_model_loads_is_answered(stocked: Installation, server: BotApiServer) -> None:
    anna = server.world.user(101, "Anna", started=True)
    anna.sends(anna, "When does the road reopen?")
    with running_bot(stocked, _settings(server)):
        assert "Anzob" in server.wait_for_message(anna, timeout_seconds=40).text


def test_whoever_waits_for_the_model_is_told_when_the_bot_stops(stocked: Installation, server: BotApiServer) -> None:
    anna = server.world.user(101, "Anna", started=True)
    anna.sends(anna, "When does the road reopen?")
    slow = {"VERBALE_EMBEDDING_MODEL": other_model_folder()}  # torch alone takes seconds
    with running_bot(stocked, _settings(server) | slow) as bot:
        server.wait_for_call("sendChatAction")
        started = time.monotonic()
        finished = bot.stop()
        assert time.monotonic() - started < 10
    assert finished.code == 0
    (message,) = server.bot_messages(anna)
    assert "Anzob" in message.text or message.text.startswith("Something went wrong on my side")


def test_the_token_is_in_no_log(stocked: Installation, server: BotApiServer, anna: Person) -> None:
    server.faults.add("getUpdates", server_error(500), times=1)
    with running_bot(stocked, _settings(server) | {"VERBALE_LOG_LEVEL": "DEBUG"}) as bot:
        anna.sends(anna, "When does the road reopen?")
        server.wait_for_message(anna, timeout_seconds=40)
        finished = bot.stop()
    assert len(finished.err) > 1000
    assert server.token not in finished.err
    assert server.token.split(":")[1] not in finished.err


def test_without_a_token_it_says_what_to_do(installation: Installation) -> None:
    finished = installation.run("run")
    assert (finished.code, finished.out) == (1, "")
    assert re.fullmatch(r"verbale: There is no token\. .*VERBALE_TELEGRAM_TOKEN\.\n", finished.err)


def test_a_webhook_answers_what_telegram_posts_and_nothing_else(
    stocked: Installation, server: BotApiServer, anna: Person, unused_tcp_port: int
) -> None:
    url = f"http://127.0.0.1:{unused_tcp_port}/hook"
    settings = {
        "VERBALE_WEBHOOK_URL": url,
        "VERBALE_WEBHOOK_SECRET": "a-secret",
        "VERBALE_WEBHOOK_LISTEN": f"127.0.0.1:{unused_tcp_port}",
    }
    anna.sends(anna, "When does the road reopen?")
    with running_bot(stocked, _settings(server) | settings) as bot:
        answer = server.wait_for_message(anna)
        assert "Anzob" in answer.text
        forged = httpx.post(url, json={"update_id": 1}, headers={"X-Telegram-Bot-Api-Secret-Token": "another"})
        assert forged.status_code == 403
        assert bot.stop().code == 0
    assert server.calls("getUpdates") == []
