"""The bot's name, descriptions and menus, set by the library's own client at a strict server."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from telegram import (
    Bot,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)
from telegram.request import HTTPXRequest

from botapi import faults
from botapi.journal import Call
from botapi.server import BotApiServer
from verbale.language import Language
from verbale_bot.messages import message
from verbale_bot.telegram.profile import set_profile

PRIVATE = BotCommandScopeAllPrivateChats()
GROUPS = BotCommandScopeAllGroupChats()
ADMINISTRATORS = BotCommandScopeAllChatAdministrators()
SCOPES = (PRIVATE, GROUPS, ADMINISTRATORS)
CODES = ("", "en", "ru", "kk", "uz", "tg")
MENUS_SET = len(SCOPES) * len(CODES)


class Pauses:
    """Stands for asyncio.sleep and remembers for how long it was asked to sleep."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


@pytest.fixture
def server() -> Iterator[BotApiServer]:
    """A server whose bot still has the name that it was given at @BotFather."""
    with BotApiServer(first_name="New bot") as running:
        yield running
        assert running.state.journal.crashes == []
        running.assert_valid()


@pytest.fixture
async def bot(server: BotApiServer) -> AsyncIterator[Bot]:
    """The library's own client."""
    request = HTTPXRequest(read_timeout=5, httpx_kwargs={"trust_env": False})
    made = Bot(server.token, base_url=f"{server.url}/bot", base_file_url=f"{server.url}/file/bot", request=request)
    async with made:
        yield made


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


def setting_calls(server: BotApiServer, since: int = 0) -> list[Call]:
    """The calls that changed something or should have, those before number ``since`` left out."""
    return [call for call in server.calls()[since:] if call.method.startswith("set")]


def own_lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What the bot logged; the library logs some errors as well."""
    return [record.getMessage() for record in caplog.records if record.name.startswith("verbale_bot")]


async def menu(bot: Bot, scope: BotCommandScope, code: str) -> dict[str, str]:
    return {command.command: command.description for command in await bot.get_my_commands(scope, code)}


async def assert_complete(bot: Bot, default: Language) -> None:
    """Everything is shown, to each in their language."""
    for code in CODES:
        language = Language(code) if code else default
        assert (await bot.get_my_name(code)).name == "Verbale"
        assert (await bot.get_my_description(code)).description == message("bot-description", language)
        short = (await bot.get_my_short_description(code)).short_description
        assert short == message("bot-short-description", language)
        for scope in SCOPES:
            shown = await menu(bot, scope, code)
            assert len(shown) == {PRIVATE: 13, GROUPS: 7, ADMINISTRATORS: 10}[scope]
            assert shown == {name: message(f"command-{name}", language) for name in shown}


@pytest.mark.parametrize("default", [Language.ENGLISH, Language.KAZAKH])
async def test_everything_is_shown_in_every_language(
    server: BotApiServer, bot: Bot, pauses: Pauses, default: Language
) -> None:
    await set_profile(bot, default, pauses)
    await assert_complete(bot, default)
    assert pauses.seconds == []
    assert server.state.profile.descriptions[""] == message("bot-description", default)
    assert server.state.profile.short_descriptions["tg"] == message("bot-short-description", Language.TAJIK)


async def test_each_kind_of_chat_has_the_commands_that_are_of_use_in_it(bot: Bot, pauses: Pauses) -> None:
    await set_profile(bot, Language.RUSSIAN, pauses)
    private, groups, administrators = [list(await menu(bot, scope, "uz")) for scope in SCOPES]
    assert private == (
        [
            "start",
            "briefings",
            "latest",
            "visit",
            "more",
            "verify",
            "subscriptions",
            "language",
            "forget",
            "privacy",
            "deletemydata",
            "help",
            "about",
        ]
    )
    assert groups == ["ask", "briefings", "latest", "more", "verify", "help", "privacy"]
    assert [name for name in administrators if name not in {"visit", "subscriptions", "language"}] == groups
    assert set(administrators) == {*groups, "visit", "subscriptions", "language"}
    assert (await menu(bot, GROUPS, "uz"))["ask"] == "Tashrif haqida so‘rash"
    assert (await menu(bot, GROUPS, ""))["ask"] == "Спросить о визите"


async def test_the_name_is_set_once_where_it_is_the_same_for_all(
    server: BotApiServer, bot: Bot, pauses: Pauses
) -> None:
    await set_profile(bot, Language.ENGLISH, pauses)
    assert [call.parameters for call in setting_calls(server) if call.method == "setMyName"] == [
        {"name": "Verbale", "language_code": ""}
    ]


async def test_a_second_run_sets_nothing(server: BotApiServer, bot: Bot, pauses: Pauses) -> None:
    await set_profile(bot, Language.ENGLISH, pauses)
    before = len(server.calls())
    await set_profile(bot, Language.ENGLISH, pauses)
    assert setting_calls(server, since=before) == []
    assert len(server.calls()) - before == MENUS_SET + 3 * len(CODES)


async def test_only_what_differs_is_set_again(server: BotApiServer, bot: Bot, pauses: Pauses) -> None:
    """A description and a menu that somebody changed meanwhile, even if only in the order of the commands."""
    await set_profile(bot, Language.ENGLISH, pauses)
    await bot.set_my_description("Another", "kk")
    await bot.set_my_commands(list(reversed(await bot.get_my_commands(GROUPS, "ru"))), GROUPS, "ru")
    before = len(server.calls())
    await set_profile(bot, Language.ENGLISH, pauses)
    again = [(call.method, call.parameters["language_code"]) for call in setting_calls(server, since=before)]
    assert again == [("setMyCommands", "ru"), ("setMyDescription", "kk")]
    await assert_complete(bot, Language.ENGLISH)


async def test_another_default_language_leaves_each_language_its_own(bot: Bot, pauses: Pauses) -> None:
    """What English people saw because it was the default is set for them when the default is Russian."""
    await set_profile(bot, Language.ENGLISH, pauses)
    await set_profile(bot, Language.RUSSIAN, pauses)
    await assert_complete(bot, Language.RUSSIAN)


async def test_a_name_that_must_wait_for_long_keeps_nothing_else_from_being_set(
    server: BotApiServer, bot: Bot, pauses: Pauses, caplog: pytest.LogCaptureFixture
) -> None:
    server.faults.add("setMyName", faults.flood(40_000), times=None)
    with caplog.at_level(logging.WARNING):
        await set_profile(bot, Language.ENGLISH, pauses)
    assert pauses.seconds == []
    assert server.state.profile.names == {}
    server.faults.clear()
    before = len(server.calls())
    await set_profile(bot, Language.ENGLISH, pauses)
    assert [call.method for call in setting_calls(server, since=before)] == ["setMyName"]
    await assert_complete(bot, Language.ENGLISH)
    lines = own_lines(caplog)
    assert len(lines) == len(CODES)
    assert all(line.startswith("the bot's name for ") for line in lines)


@pytest.mark.parametrize(("asked_seconds", "waited_seconds"), [(1, [1.1]), (60, [60.1]), (61, [])])
async def test_a_wait_of_up_to_a_minute_is_waited_for(
    server: BotApiServer, bot: Bot, pauses: Pauses, asked_seconds: int, waited_seconds: list[float]
) -> None:
    server.faults.add("setMyCommands", faults.flood(asked_seconds))
    await set_profile(bot, Language.ENGLISH, pauses)
    assert pauses.seconds == pytest.approx(waited_seconds)
    assert len(server.state.profile.commands) == MENUS_SET - (not waited_seconds)


async def test_each_thing_is_tried_twice_and_no_more(server: BotApiServer, bot: Bot, pauses: Pauses) -> None:
    """Waiting without end would keep the rest from ever being set."""
    server.faults.add("getMyDescription", faults.flood(2), times=None)
    await set_profile(bot, Language.ENGLISH, pauses)
    assert pauses.seconds == pytest.approx([2.1] * len(CODES))
    assert len([call for call in server.calls() if call.method == "getMyDescription"]) == 2 * len(CODES)
    assert server.state.profile.descriptions == {}
    assert len(server.state.profile.commands) == MENUS_SET
    assert server.state.profile.names == {"": "Verbale"}


@pytest.mark.parametrize(
    "fault",
    [
        faults.server_error(502),
        faults.reset(),
        faults.refusal(400, "Bad Request: BOT_COMMAND_INVALID"),
        faults.refusal(403, "Forbidden"),
        faults.unauthorized(),
        faults.conflict(),
    ],
    ids=["502", "reset", "400", "403", "401", "409"],
)
async def test_a_failure_costs_only_what_failed(
    server: BotApiServer, bot: Bot, pauses: Pauses, caplog: pytest.LogCaptureFixture, fault: faults.Fault
) -> None:
    server.faults.add("setMyCommands", fault, skip=4)
    with caplog.at_level(logging.WARNING):
        await set_profile(bot, Language.ENGLISH, pauses)
    assert len(server.state.profile.commands) == MENUS_SET - 1
    assert set(server.state.profile.names) == {""}
    [line] = own_lines(caplog)
    assert line.startswith("the bot's menu of all_group_chats for en is left for the next start: ")


async def test_when_nothing_works_nothing_is_raised_and_the_token_is_not_logged(
    server: BotApiServer, bot: Bot, pauses: Pauses, caplog: pytest.LogCaptureFixture
) -> None:
    server.faults.add("*", faults.unauthorized(), times=None)
    with caplog.at_level(logging.INFO, logger="verbale_bot"):
        await set_profile(bot, Language.ENGLISH, pauses)
    own = own_lines(caplog)
    assert len(own) == MENUS_SET + 3 * len(CODES)
    assert not any(server.token in line for line in own)
    assert setting_calls(server) == []


async def test_a_stop_of_the_program_is_not_taken_for_a_failure(server: BotApiServer, bot: Bot) -> None:
    """Cancelled in a pause, it ends at once."""
    server.faults.add("getMyCommands", faults.flood(50))
    asked: asyncio.Future[float] = asyncio.get_running_loop().create_future()

    async def endless(seconds: float) -> Any:
        asked.set_result(seconds)
        await asyncio.Event().wait()

    task = asyncio.create_task(set_profile(bot, Language.ENGLISH, endless))
    assert await asked == pytest.approx(50.1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert setting_calls(server) == []
