"""What Telegram shows of the bot before anybody has asked: its name, its descriptions and the menus of commands."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import RetryAfter, TelegramError

from verbale.language import Language
from verbale_bot.messages import message
from verbale_bot.telegram.sending import SLACK_SECONDS, Sleep, seconds

logger = logging.getLogger(__name__)

LONGEST_WAIT_SECONDS = 60.0
"""What Telegram wants left alone for longer waits for the next start: after a few new names it asks for hours."""
COMMANDS_IN_PRIVATE = (
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
)
COMMANDS_IN_GROUPS = ("ask", "briefings", "latest", "more", "verify", "help", "privacy")
COMMANDS_OF_ADMINISTRATORS = (
    "ask",
    "briefings",
    "latest",
    "visit",
    "more",
    "verify",
    "subscriptions",
    "language",
    "help",
    "privacy",
)
MENUS: tuple[tuple[BotCommandScope, tuple[str, ...]], ...] = (
    (BotCommandScopeAllPrivateChats(), COMMANDS_IN_PRIVATE),
    (BotCommandScopeAllGroupChats(), COMMANDS_IN_GROUPS),
    (BotCommandScopeAllChatAdministrators(), COMMANDS_OF_ADMINISTRATORS),
)
COMMANDS_OF_THE_OFFICE = (
    "add",
    "announce",
    "reindex",
    "status",
    "stats",
    "unanswered",
    "edit",
    "remove",
    "restore",
    "diff",
    "rollback",
    "audience",
    "feeds",
    "admins",
    "export",
)
"""In the menus of those who run the office, below what everybody has."""
EVERYBODY_ELSE = ""
"""Telegram's language code for those whose language has nothing of its own."""


@dataclass(frozen=True)
class _Part:
    """One thing that is shown. ``bring`` sets it where Telegram has another, and tells whether it had."""

    what: str
    bring: Callable[[], Awaitable[bool]]


async def set_profile(
    bot: Bot, default: Language, pause: Sleep = asyncio.sleep, *, office: Collection[int] = ()
) -> None:
    """Bring name, descriptions and menus in all languages up to date at Telegram; set only what differs there.

    What fails is logged and left for the next start; nothing of it is raised, and the rest is set all the same.

    Args:
        bot: initialised.
        default: the language of all that is shown to people with a language other than the five.
        pause: waits for so many seconds.
        office: ids of the administrators, whose private chats have a menu of their own.
    """
    # Without a text of its own a language shows that of everybody else. Setting this one first spares what equals it.
    codes = {EVERYBODY_ELSE: default} | {language.value: language for language in Language}
    for part in (*_parts(bot, codes), *_office_menus(bot, codes, office)):
        await _attempt(part, pause)


async def set_office_menu(bot: Bot, default: Language, user_id: int, *, is_there: bool) -> None:
    """Give the private chat of somebody who has just become an administrator their menu, or take it away."""
    codes = {EVERYBODY_ELSE: default} | {language.value: language for language in Language}
    if is_there:
        for part in _office_menus(bot, codes, [user_id]):
            await _attempt(part, asyncio.sleep)
        return
    for code in codes:
        try:
            await bot.delete_my_commands(BotCommandScopeChat(user_id), code)
        except TelegramError as error:
            logger.info("the menu of administrator %d stays: %s", user_id, error)


def _parts(bot: Bot, codes: dict[str, Language]) -> Iterator[_Part]:
    """All that is shown; what is most useful first, the name, which Telegram delays the most, last."""
    for code, language in codes.items():
        for scope, names in MENUS:
            yield _menu(bot, code, scope, _commands(names, language))
    for code, language in codes.items():
        yield _description(bot, code, message("bot-description", language))
        yield _short_description(bot, code, message("bot-short-description", language))
    for code, language in codes.items():
        yield _name(bot, code, message("bot-name", language))


def _office_menus(bot: Bot, codes: dict[str, Language], office: Iterable[int]) -> Iterator[_Part]:
    for user_id in sorted(office):
        for code, language in codes.items():
            names = (*COMMANDS_OF_THE_OFFICE, *COMMANDS_IN_PRIVATE)
            yield _menu(bot, code, BotCommandScopeChat(user_id), _commands(names, language))


def _commands(names: tuple[str, ...], language: Language) -> tuple[BotCommand, ...]:
    return tuple(BotCommand(name, message(f"command-{name}", language)) for name in names)


def _menu(bot: Bot, code: str, scope: BotCommandScope, commands: tuple[BotCommand, ...]) -> _Part:
    async def bring() -> bool:
        if await bot.get_my_commands(scope, code) == commands:
            return False
        return await bot.set_my_commands(commands, scope, code)

    return _Part(f"menu of {scope.type}{_for(code)}", bring)


def _description(bot: Bot, code: str, text: str) -> _Part:
    async def bring() -> bool:
        if (await bot.get_my_description(code)).description == text:
            return False
        return await bot.set_my_description(text, code)

    return _Part(f"description{_for(code)}", bring)


def _short_description(bot: Bot, code: str, text: str) -> _Part:
    async def bring() -> bool:
        if (await bot.get_my_short_description(code)).short_description == text:
            return False
        return await bot.set_my_short_description(text, code)

    return _Part(f"short description{_for(code)}", bring)


def _name(bot: Bot, code: str, text: str) -> _Part:
    async def bring() -> bool:
        if (await bot.get_my_name(code)).name == text:
            return False
        return await bot.set_my_name(text, code)

    return _Part(f"name{_for(code)}", bring)


def _for(code: str) -> str:
    return f" for {code}" if code else " for every other language"


async def _attempt(part: _Part, pause: Sleep) -> None:
    """Bring one part up to date, twice at most."""
    try:
        try:
            changed = await part.bring()
        except RetryAfter as error:
            wait_seconds = seconds(error.retry_after)
            if wait_seconds > LONGEST_WAIT_SECONDS:
                raise
            logger.info("the bot's %s: Telegram asks to wait %.0f s", part.what, wait_seconds)
            await pause(wait_seconds + SLACK_SECONDS)
            changed = await part.bring()
    except TelegramError as error:
        logger.warning("the bot's %s is left for the next start: %s", part.what, error)
    else:
        if changed:
            logger.info("the bot's %s is set", part.what)
