"""Which handler gets which update."""

from collections.abc import Mapping
from typing import Any

from telegram import Bot, Message
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from verbale_bot.telegram.addressing import (
    begins_with_command,
    command_of,
    is_addressed,
    is_from_machine,
    is_in_group,
    names_bot,
)
from verbale_bot.telegram.desk import Desk
from verbale_bot.telegram.edges import Edges, Handler
from verbale_bot.telegram.exchange import Exchange
from verbale_bot.telegram.handlers.browsing import briefings_command, latest_command, more_command
from verbale_bot.telegram.handlers.buttons import press_button
from verbale_bot.telegram.handlers.choosing import language_command, visit_command
from verbale_bot.telegram.handlers.forgetting import delete_command, forget_command, privacy_command
from verbale_bot.telegram.handlers.groups import membership_changed, migrated
from verbale_bot.telegram.handlers.hearing import ask_command, hear, hear_edit
from verbale_bot.telegram.handlers.informing import about_command, help_command, start, unknown_command
from verbale_bot.telegram.handlers.inline import offer_quotations
from verbale_bot.telegram.handlers.subscribing import (
    subscribe_command,
    subscriptions_command,
    unsubscribe_command,
)
from verbale_bot.telegram.handlers.verifying import verify_command
from verbale_bot.telegram.office.adding import document_sent
from verbale_bot.telegram.office.commands import OFFICE_COMMANDS
from verbale_bot.telegram.office.rights import EDITORS

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "inline_query", "my_chat_member"]

COMMANDS: Mapping[str, Handler] = {
    "start": start,
    "help": help_command,
    "about": about_command,
    "ask": ask_command,
    "briefings": briefings_command,
    "visit": visit_command,
    "latest": latest_command,
    "more": more_command,
    "language": language_command,
    "subscribe": subscribe_command,
    "subscriptions": subscriptions_command,
    "unsubscribe": unsubscribe_command,
    "verify": verify_command,
    "forget": forget_command,
    "privacy": privacy_command,
    "deletemydata": delete_command,
}


class _FromPeople(filters.MessageFilter):
    """Written by a person, in a private chat or a group."""

    def __init__(self, bot: Bot) -> None:
        super().__init__()
        self._bot = bot

    def filter(self, message: Message) -> bool:
        return (message.chat.type == "private" or is_in_group(message)) and not is_from_machine(message, self._bot)


class _ForBot(_FromPeople):
    """For the bot: everything in a private chat, and in a group what is addressed to it."""

    def filter(self, message: Message) -> bool:
        return super().filter(message) and (not is_in_group(message) or is_addressed(message, self._bot))


class _OwnCommand(_FromPeople):
    """A command of the bot's own, in whatever style it is written, also under a picture."""

    def filter(self, message: Message) -> bool:
        command = command_of(message, self._bot)
        return command is not None and command[0] in COMMANDS and super().filter(message)


class _OfficeCommand(_FromPeople):
    """A command of administrators; what was forwarded is nobody's command."""

    def filter(self, message: Message) -> bool:
        command = command_of(message, self._bot)
        if command is None or command[0] not in OFFICE_COMMANDS or message.forward_origin is not None:
            return False
        return super().filter(message)


class _DocumentInPrivate(_FromPeople):
    """A file in a private chat."""

    def filter(self, message: Message) -> bool:
        return message.document is not None and message.chat.type == "private" and super().filter(message)


class _UnknownCommand(_FromPeople):
    """Any other command; in a group only if it names the bot."""

    def filter(self, message: Message) -> bool:
        if not begins_with_command(message) or not super().filter(message):
            return False
        return not is_in_group(message) or names_bot(message, self._bot)


def add_routes(application: "Application[Any, Any, Any, Any, Any, Any]", desk: Desk) -> None:
    """Let ``application`` hand updates to the handlers; the first route that fits is taken."""
    bot, edges = desk.bot, Edges(desk)
    for_bot = _ForBot(bot)
    new, edited = filters.UpdateType.MESSAGE, filters.UpdateType.EDITED_MESSAGE
    # What Telegram itself notes in a chat is addressed to nobody.
    noted = filters.StatusUpdate.ALL
    application.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, edges.unnoticed(migrated)))
    application.add_handler(MessageHandler(new & _OwnCommand(bot), edges.visible(run_command)))
    application.add_handler(MessageHandler(new & _OfficeCommand(bot), edges.visible(run_office_command)))
    application.add_handler(MessageHandler(new & _UnknownCommand(bot), edges.visible(unknown_command)))
    application.add_handler(MessageHandler(new & _DocumentInPrivate(bot), edges.visible(take_document)))
    application.add_handler(MessageHandler(new & ~noted & for_bot, edges.visible(hear)))
    # Most edits change nothing that was asked: typing would announce an answer that does not come.
    application.add_handler(MessageHandler(edited & for_bot, edges.silent(hear_edit)))
    application.add_handler(CallbackQueryHandler(edges.silent(press_button)))
    application.add_handler(InlineQueryHandler(edges.silent(offer_quotations)))
    application.add_handler(ChatMemberHandler(edges.silent(membership_changed), ChatMemberHandler.MY_CHAT_MEMBER))


async def run_command(exchange: Exchange) -> None:
    """Do what the command says that the message begins with."""
    command = command_of(exchange.message, exchange.desk.bot)
    if command is not None:
        await COMMANDS[command[0]](exchange)


async def run_office_command(exchange: Exchange) -> None:
    """Do what an administrator's command says; whoever is none is told so."""
    command = command_of(exchange.message, exchange.desk.bot)
    if command is not None:
        await OFFICE_COMMANDS[command[0]](exchange)


async def take_document(exchange: Exchange) -> None:
    """A file in a private chat: an administrator's is read as a briefing, of another's the words beside it."""
    await (document_sent if exchange.role in EDITORS else hear)(exchange)
