"""Which handler gets which update."""

from collections.abc import Mapping
from typing import Any

from telegram import Bot, Message
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from verbale_bot.telegram.addressing import command_of, is_addressed, is_from_machine, is_in_group
from verbale_bot.telegram.desk import Desk
from verbale_bot.telegram.edges import Edges, Handler
from verbale_bot.telegram.handlers.browsing import briefings_command, latest_command, more_command
from verbale_bot.telegram.handlers.buttons import press_button
from verbale_bot.telegram.handlers.choosing import language_command, visit_command
from verbale_bot.telegram.handlers.forgetting import delete_command, forget_command, privacy_command
from verbale_bot.telegram.handlers.groups import membership_changed, migrated
from verbale_bot.telegram.handlers.hearing import ask_command, hear, hear_edit
from verbale_bot.telegram.handlers.informing import about_command, help_command, start, unknown_command
from verbale_bot.telegram.handlers.inline import offer_quotations
from verbale_bot.telegram.handlers.verifying import verify_command

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


class _UnknownCommand(_FromPeople):
    """A command that is none of the bot's; in a group only if it names the bot."""

    def filter(self, message: Message) -> bool:
        command = command_of(message, self._bot)
        if command is None or command[0] in COMMANDS or not super().filter(message):
            return False
        return not is_in_group(message) or f"@{self._bot.username}".lower() in (message.text or "").split()[0].lower()


class _AnyCommand(filters.MessageFilter):
    """Begins with a command, whosever it is."""

    def filter(self, message: Message) -> bool:
        return any(entity.type == "bot_command" and entity.offset == 0 for entity in message.entities)


def add_routes(application: "Application[Any, Any, Any, Any, Any, Any]", desk: Desk) -> None:
    """Let ``application`` hand updates to the handlers."""
    bot, edges = desk.bot, Edges(desk)
    people, for_bot = _FromPeople(bot), _ForBot(bot)
    new, edited = filters.UpdateType.MESSAGE, filters.UpdateType.EDITED_MESSAGE
    for name, handle in COMMANDS.items():
        application.add_handler(CommandHandler(name, edges.visible(handle), filters=new & people))
    application.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, edges.silent(migrated)))
    application.add_handler(MessageHandler(new & _UnknownCommand(bot), edges.visible(unknown_command)))
    # What Telegram itself notes in a chat is addressed to nobody.
    spoken = ~filters.StatusUpdate.ALL & ~_AnyCommand()
    application.add_handler(MessageHandler(new & spoken & for_bot, edges.visible(hear)))
    application.add_handler(MessageHandler(edited & for_bot, edges.visible(hear_edit)))
    application.add_handler(CallbackQueryHandler(edges.silent(press_button)))
    application.add_handler(InlineQueryHandler(edges.silent(offer_quotations)))
    application.add_handler(ChatMemberHandler(edges.silent(membership_changed), ChatMemberHandler.MY_CHAT_MEMBER))
