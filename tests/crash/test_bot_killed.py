"""A bot that is killed at any moment loses no question, and says nothing again that it knows to have said."""

import json
import sqlite3
from contextlib import closing

import pytest

from botapi.faults import hang
from botapi.model import Message
from botapi.people import Person
from botapi.server import BotApiServer
from crash.killing import Killing, started_crowd
from library import ARRIVAL
from program import Installation, RunningBot, running_bot
from stored import is_verbatim, rows, until

KILLS = 5
PEOPLE = 20
SEED = 20250304
WINDOW_MS = 1000.0
"""So long at most before a kill may Telegram's confirmation have been written that the killed bot did not note."""
ROAD = "When will the road over the Anzob pass reopen?"
TRADE = "How far did the parties agree to raise mutual trade by 2030?"
ANZOB = ARRIVAL.split("\n\n")[1]
TWO_BILLION = "The parties agreed to raise mutual trade to $2 billion by 2030."
QUESTIONS = (ROAD, TRADE, "Сколько будет стоить поставка локомотивов?", "Who won the football match?")


@pytest.fixture
def anna(server: BotApiServer) -> Person:
    return server.world.user(101, "Anna", started=True)


def _settings(server: BotApiServer) -> dict[str, str]:
    return {
        "VERBALE_TELEGRAM_TOKEN": server.token,
        "VERBALE_TELEGRAM_API_URL": server.url,
        "VERBALE_SET_PROFILE": "false",
    }


def _kill(bot: RunningBot) -> None:
    bot.process.kill()
    bot.process.communicate()


def _take_back_what_was_committed(server: BotApiServer, installation: Installation, question: Message) -> None:
    """As if the kill had come between the line of the receipts and the database's commit."""
    update = next(one for one in server.updates.log if one.update_id == question.update_id)
    with closing(sqlite3.connect(installation.data / "verbale.db")) as connection, connection:
        connection.execute("DELETE FROM ledger")
        connection.execute("UPDATE inbox SET done_at = NULL, payload = ?", (json.dumps(update.to_json()),))


def test_through_kills_under_load_nothing_is_lost_and_nothing_known_is_said_again(
    stocked: Installation, server: BotApiServer
) -> None:
    killing = Killing(stocked, server, started_crowd(server, PEOPLE, QUESTIONS, SEED))
    finished = killing.run(KILLS)
    assert finished.code == 0, finished.err
    assert killing.problems() == []
    assert "was not dealt with" not in finished.err
    late = [one for one in killing.doubled() if one.confirmed_before_kill_ms >= WINDOW_MS]
    assert late == []
    assert len(killing.crowd.asked) > PEOPLE
    assert min(len(killing.crowd.commands), killing.crowd.presses) >= 1


def test_an_edited_question_that_a_kill_interrupts_is_answered_after_the_restart(
    stocked: Installation, server: BotApiServer, anna: Person
) -> None:
    def newest_first_quotation() -> str:
        return server.bot_messages(anna)[-1].quotations[0]

    with running_bot(stocked, _settings(server)) as bot:
        question = anna.asks(ROAD)
        server.wait_for_message(anna)
        server.faults.add("editMessageText", hang())
        anna.edits(question, TRADE)
        until(lambda: bool(server.calls("editMessageText")), "an edit")
        _kill(bot)
    assert newest_first_quotation() == ANZOB
    with running_bot(stocked, _settings(server)) as bot:
        until(lambda: TWO_BILLION in newest_first_quotation(), "the edited answer")
        assert bot.stop().code == 0
    assert len(server.bot_messages(anna)) == 1
    assert all(is_verbatim(stocked, message) for message in server.bot_messages(anna))


def test_a_question_of_a_group_that_a_kill_interrupts_is_answered_there_once(
    stocked: Installation, server: BotApiServer, anna: Person
) -> None:
    room = server.world.supergroup("Press", anna)
    with running_bot(stocked, _settings(server)) as bot:
        server.faults.add("sendMessage", hang())
        question = anna.sends(room, f"{server.world.bot_mention} {ROAD}")
        until(lambda: bool(server.calls("sendMessage")), "an answer")
        _kill(bot)
    with running_bot(stocked, _settings(server)) as bot:
        answer = server.wait_for_message(room)
        assert bot.stop().code == 0
    assert (answer.reply_to, answer.quotations[0]) == (question.message_id, ANZOB)
    assert server.bot_messages(room) == [answer]


def test_an_inline_query_that_a_kill_interrupts_disturbs_nothing(
    stocked: Installation, server: BotApiServer, anna: Person
) -> None:
    with running_bot(stocked, _settings(server)) as bot:
        server.faults.add("answerInlineQuery", hang())
        query = anna.asks_inline(ROAD)
        until(lambda: bool(server.calls("answerInlineQuery")), "results")
        _kill(bot)
    with running_bot(stocked, _settings(server)) as bot:
        anna.asks(ROAD)
        assert server.wait_for_message(anna).quotations[0] == ANZOB
        again = anna.asks_inline(TRADE)
        server.wait_for_answer(again)
        server.wait_for_answer(query)
        assert bot.stop().code == 0
    assert TWO_BILLION in again.results[0]["input_message_content"]["message_text"]


def test_a_press_that_a_kill_interrupts_is_answered_after_the_restart_and_brings_its_message_once(
    stocked: Installation, server: BotApiServer, anna: Person
) -> None:
    with running_bot(stocked, _settings(server)) as bot:
        anna.asks(ROAD)
        answer = server.wait_for_message(anna)
        server.faults.add("sendMessage", hang())
        press = anna.presses(answer, "Context")
        until(lambda: len(server.calls("sendMessage")) == 2, "what the button brings")
        _kill(bot)
    with running_bot(stocked, _settings(server)) as bot:
        shown = server.wait_for_message(anna, after=answer)
        server.wait_for_answer(press)
        assert bot.stop().code == 0
    assert is_verbatim(stocked, shown)
    assert server.bot_messages(anna) == [answer, shown]


def test_an_answer_that_was_noted_but_not_recorded_when_the_kill_came_is_recorded_and_not_sent_again(
    stocked: Installation, server: BotApiServer, anna: Person
) -> None:
    with running_bot(stocked, _settings(server)) as bot:
        question = anna.asks(ROAD)
        answer = server.wait_for_message(anna)
        assert bot.stop().code == 0
    _take_back_what_was_committed(server, stocked, question)
    with running_bot(stocked, _settings(server)) as bot:
        anna.asks("/help")
        server.wait_for_message(anna, after=answer, containing="Write your question")
        assert bot.stop().code == 0
    said = rows(stocked, "SELECT message_id FROM ledger WHERE update_id = ?", question.update_id)
    assert said == [(answer.message_id,)]
    assert [one.reply_to for one in server.bot_messages(anna)].count(question.message_id) == 1
