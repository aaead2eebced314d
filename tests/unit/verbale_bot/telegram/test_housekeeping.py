"""What is done once a day."""

import asyncio
import logging
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, select
from telegram import Bot, User

from desks import made_desk
from fakes import FixedClock, TrigramEncoder
from verbale.answer import Outcome
from verbale.language import Language
from verbale.settings import Settings
from verbale.store.database import DatabaseUnavailable
from verbale.store.inbox import Inbox
from verbale.store.ledger import KeptAnswer, keep_answer
from verbale.store.schema import answers, inbox
from verbale_bot.compose import open_program
from verbale_bot.service import Service
from verbale_bot.state import Job, Result, State
from verbale_bot.telegram.desk import Desk
from verbale_bot.telegram.housekeeping import EVERY_SECONDS, UPDATES_KNOWN_FOR, clean_up, keep_house

BOT_ID, OTHER_BOT_ID = 710, 711
KEEP_DAYS = 30
MINUTE = timedelta(minutes=1)


class NamedBot(Bot):
    """A bot that knows its id without asking for it."""

    @property
    def bot(self) -> User:
        return User(BOT_ID, "Verbale", is_bot=True, username="verbale_test_bot")


class FailingOnce(State):
    """A database that does not work the first time."""

    is_failing = True

    async def write(self, job: Job[Result]) -> Result:
        if self.is_failing:
            self.is_failing = False
            raise DatabaseUnavailable("The database does not work: it is full.", "Check the disk.")
        return await super().write(job)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    settings = Settings(data_dir=tmp_path, briefings_dir=tmp_path)
    clock = FixedClock()
    program = open_program(settings, clock, make_encoder=lambda _settings, _announce: TrigramEncoder())
    bot, state = NamedBot(f"{BOT_ID}:TEST"), FailingOnce(program.database)
    made = made_desk(tmp_path, program, bot, Service(program), state, KEEP_DAYS)
    yield made
    await asyncio.wait([made.service.loading])
    made.office.close()
    made.service.close()
    made.state.close()
    made.receipts.close()
    program.close()


async def works(desk: Desk) -> None:
    """Let the database work from now on."""
    with pytest.raises(DatabaseUnavailable):
        await clean_up(desk)


def keep(connection: Connection, answer_id: int, asked_at: datetime) -> None:
    keep_answer(
        connection,
        KeptAnswer(
            id=answer_id,
            chat_id=-5,
            thread_id=None,
            question_message_id=9,
            user_id=1,
            question="Қашан ашылады?",
            language=Language.KAZAKH,
            outcome=Outcome.NOT_SAID,
            reason=None,
            confidence=0.1,
            citations=(),
            scope=None,
            follows=None,
            asked_at=asked_at,
        ),
    )


async def test_old_questions_are_emptied_to_the_minute_and_answers_stay(desk: Desk) -> None:
    await works(desk)
    limit = desk.clock.now() - timedelta(days=KEEP_DAYS)

    def prepare(connection: Connection) -> None:
        keep(connection, 1, limit - MINUTE)
        keep(connection, 2, limit + MINUTE)

    await desk.state.write(prepare)
    assert await clean_up(desk) == (1, 0)
    found = select(answers.c.id, answers.c.question, answers.c.user_id).order_by(answers.c.id)
    left = await desk.state.read(lambda connection: [tuple(row) for row in connection.execute(found)])
    assert left == [(1, None, None), (2, "Қашан ашылады?", 1)]
    assert await clean_up(desk) == (0, 0)


async def test_ids_of_updates_are_forgotten_only_when_done_long_ago_and_only_this_bots(desk: Desk) -> None:
    await works(desk)
    now = desk.clock.now()
    long_ago = now - UPDATES_KNOWN_FOR - MINUTE

    def prepare(connection: Connection) -> None:
        mine, other = Inbox(BOT_ID), Inbox(OTHER_BOT_ID)
        mine.accept(connection, [(1, "{}"), (2, "{}"), (3, "{}")], long_ago)
        other.accept(connection, [(1, "{}")], long_ago)
        mine.finish(connection, 1, long_ago)
        mine.finish(connection, 2, now)
        other.finish(connection, 1, long_ago)

    await desk.state.write(prepare)
    assert await clean_up(desk) == (0, 1)
    found = select(inbox.c.bot_id, inbox.c.update_id).order_by(inbox.c.bot_id, inbox.c.update_id)
    left = await desk.state.read(lambda connection: [tuple(row) for row in connection.execute(found)])
    assert left == [(BOT_ID, 2), (BOT_ID, 3), (OTHER_BOT_ID, 1)]


async def test_it_is_done_at_once_and_every_day_though_the_database_failed_one_day(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 3:
            raise asyncio.CancelledError

    with caplog.at_level(logging.INFO), pytest.raises(asyncio.CancelledError):
        await keep_house(desk, sleep)
    assert slept == [EVERY_SECONDS] * 3
    said = [record.getMessage() for record in caplog.records if "housekeeping" in record.getMessage()]
    done = "housekeeping: 0 old questions emptied, 0 ids of updates forgotten"
    assert said == ["housekeeping was not possible", done, done]
