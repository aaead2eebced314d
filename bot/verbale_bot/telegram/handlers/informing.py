"""Commands about the bot itself, and links that open it."""

import base64
import re
from datetime import timedelta

from telegram import MessageEntity

from verbale.canonical import canonical_line
from verbale_bot.introduction import about, greeting
from verbale_bot.telegram.addressing import Asked, command_of
from verbale_bot.telegram.deep_links import BRIEFING, CHANNEL, MOST_PAYLOAD_CHARACTERS, QUESTION
from verbale_bot.telegram.exchange import Exchange
from verbale_bot.telegram.formatted import Formatted
from verbale_bot.telegram.handlers.browsing import open_briefing
from verbale_bot.telegram.handlers.channels import offer_what_waits, subscribe_channel
from verbale_bot.telegram.handlers.hearing import ask

JUST_NOW = timedelta(seconds=30)


async def start(exchange: Exchange) -> None:
    """/start, alone or through a deep link."""
    command = command_of(exchange.message, exchange.desk.bot)
    payload = "" if command is None else command[1]
    if payload.startswith(QUESTION) and (question := question_of(payload)):
        await ask(exchange, Asked(question))
    elif payload.startswith(BRIEFING):
        await open_briefing(exchange, payload.removeprefix(BRIEFING))
    elif payload.startswith(CHANNEL) and not exchange.is_group:
        await subscribe_channel(exchange, payload)
    elif exchange.is_group:
        # Adding the bot by a link brings this command, too, right after its introduction.
        if exchange.introduced_at is None or exchange.now() - exchange.introduced_at > JUST_NOW:
            await exchange.say(exchange.words("group-hello"))
    else:
        await _greet(exchange)
        await offer_what_waits(exchange)


async def help_command(exchange: Exchange) -> None:
    """/help, as fits the chat."""
    await exchange.say(exchange.words("help-group" if exchange.is_group else "help"))
    if exchange.role is not None and not exchange.is_group:
        await exchange.say(exchange.words("help-office"))


async def about_command(exchange: Exchange) -> None:
    """/about: how quotations are made, and how much there is."""
    text = await exchange.desk.service.run(lambda engine: about(engine, exchange.viewer, exchange.language))
    await exchange.say(Formatted(text))


async def unknown_command(exchange: Exchange) -> None:
    """A command that the bot does not know."""
    await exchange.tell("unknown-command")


def question_payload(question: str) -> str | None:
    """A deep link's payload that asks ``question`` in the private chat; None where it fits into none."""
    payload = QUESTION + base64.urlsafe_b64encode(question.encode()).decode().rstrip("=")
    return payload if len(payload) <= MOST_PAYLOAD_CHARACTERS and question_of(payload) == question else None


def question_of(payload: str) -> str:
    """The question in a deep link's payload: base64url, or words between hyphens or underscores."""
    encoded = payload.removeprefix(QUESTION)
    try:
        text = base64.b64decode(encoded + "=" * (-len(encoded) % 4), altchars=b"-_", validate=True).decode()
    except ValueError:  # no base64, no ASCII, no UTF-8
        text = ""
    # What is no text is a word that happens to be base64; a canonical text may hold the joiners of emoji.
    if text and (text.isprintable() or canonical_line(text) == text):
        return canonical_line(text)
    return canonical_line(re.sub(r"[-_]+", " ", encoded))


async def _greet(exchange: Exchange) -> None:
    service = exchange.desk.service
    made = await service.run(lambda engine: greeting(service.program, engine, exchange.viewer, exchange.language))
    text = Formatted(made.text)
    for example in made.examples:
        text = text + "\n" + Formatted(example).wrapped(MessageEntity.CODE)  # a touch copies it
    await exchange.say(text)
