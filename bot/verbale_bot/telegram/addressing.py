"""Whether a message is for the bot, and what it asks: a group talks about many things."""

import re
from dataclasses import dataclass

from telegram import Bot, Message, MessageEntity
from telegram.constants import ChatType

from verbale.canonical import canonical_line
from verbale.language import detect_language
from verbale.sentences import sentence_spans

GROUPS = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})
ANONYMOUS_ADMINISTRATOR = 1087968824
"""The account that Telegram lends to administrators who speak as their group."""
CHANNEL = 136817688
"""The account that Telegram lends to channels that speak in groups."""
LENT_ACCOUNTS = frozenset({ANONYMOUS_ADMINISTRATOR, CHANNEL})
ASK = "ask"
LONGEST_QUOTED_UNITS = 1024
"""How much of a message a reply may quote."""

STYLES = frozenset(
    {
        MessageEntity.BOLD,
        MessageEntity.ITALIC,
        MessageEntity.UNDERLINE,
        MessageEntity.STRIKETHROUGH,
        MessageEntity.SPOILER,
        MessageEntity.CUSTOM_EMOJI,
    }
)
"""Telegram finds a quoted part only if these are quoted, too: https://core.telegram.org/bots/api#replyparameters"""

_ASK_WITHIN = re.compile(rf"^/{ASK}\b")
"""After a mention the command is a habit, and no part of the question."""
_AROUND_MENTION = " \t\n,:;—–-"


@dataclass(frozen=True)
class Asked:
    """A question to the bot: its words, and what of the message it is, where the message says more than that."""

    text: str
    quoted: str | None = None


def is_in_group(message: Message) -> bool:
    """Whether several people talk in the message's chat."""
    return message.chat.type in GROUPS


def is_from_machine(message: Message, bot: Bot) -> bool:
    """Whether no person wrote it: another bot, a channel's post that Telegram copied here, or a quotation of ours."""
    is_ours = message.via_bot is not None and message.via_bot.id == bot.id and message.forward_origin is None
    if message.is_automatic_forward or is_ours:
        return True
    sender = message.from_user
    return sender is not None and sender.is_bot and sender.id not in LENT_ACCOUNTS


def thread_of(message: Message) -> int | None:
    """The topic that a message is in; threads of replies in other groups are no topics."""
    return message.message_thread_id if message.is_topic_message else None


def replied_to(message: Message) -> Message | None:
    """The message that this one answers; in a topic Telegram also names the line that opened it, which is none."""
    replied = message.reply_to_message
    return None if replied is None or replied.forum_topic_created is not None else replied


def text_of(message: Message) -> str:
    """What is written: the text, or the caption of what was sent."""
    return message.text or message.caption or ""


def begins_with_command(message: Message) -> bool:
    """Whether a message begins with a command, whosever it is."""
    return _leading_command(message) is not None


def command_of(message: Message, bot: Bot) -> tuple[str, str] | None:
    """The command that a message begins with, in lower case, and what follows it; None where it is another bot's."""
    first = _leading_command(message)
    if first is None:
        return None
    text = text_of(message)
    # A command is ASCII, so that units and characters are the same.
    name, _, of = text[1 : first.length].partition("@")
    if of and of.lower() != bot.username.lower():
        return None
    return name.lower(), text[first.length :].strip()


def names_bot(message: Message, bot: Bot) -> bool:
    """Whether the command that a message begins with names the bot, so that it can be no other's."""
    first = _leading_command(message)
    return first is not None and text_of(message)[: first.length].lower().endswith(f"@{bot.username}".lower())


def is_addressed(message: Message, bot: Bot) -> bool:
    """Whether words in a group are for the bot: /ask, a mention anywhere, or a reply to one of its messages.

    What begins with another command is for whoever knows that, also as a reply; what has no words asks nothing.
    """
    if _mentions(message, bot):
        return True
    if begins_with_command(message):
        command = command_of(message, bot)
        return command is not None and command[0] == ASK
    return bool(text_of(message)) and _is_by(replied_to(message), bot)


def asked_in(message: Message, bot: Bot) -> Asked:
    """What a message asks: its words without the command and without mentions of the bot.

    Of a longer message with one question among other sentences, it is that one, to be quoted in the reply. A bare
    mention or command under somebody's message asks what that message asks, or the part of it that was quoted.
    """
    own = canonical_line(_own_words(message, bot))
    if not any(character.isalnum() for character in own):  # nothing, or a mere question mark
        return Asked(canonical_line(_words_replied_to(message, bot)) or own)
    if is_in_group(message) and not begins_with_command(message):
        text = text_of(message)
        questions = _questions_in(text)
        if len(questions) == 1 and len(questions[0]) < len(text.strip()):
            (question,) = questions
            words = canonical_line(_without_names(question, bot))
            if len(words.split()) > 1:
                return Asked(words, question if _can_be_quoted(question, message) else None)
    return Asked(own)


def _leading_command(message: Message) -> MessageEntity | None:
    # A style that covers the command as well stands before it in the list.
    entities = message.entities or message.caption_entities
    return next((one for one in entities if one.type == MessageEntity.BOT_COMMAND and one.offset == 0), None)


def _is_by(message: Message | None, bot: Bot) -> bool:
    return message is not None and message.from_user is not None and message.from_user.id == bot.id


def _words_replied_to(message: Message, bot: Bot) -> str:
    replied, quote = replied_to(message), message.quote
    if _is_by(replied, bot):
        return ""
    if quote is not None and (quote.is_manual or replied is None):
        return _without_names(quote.text, bot)
    return "" if replied is None else _own_words(replied, bot)


def _questions_in(text: str) -> list[str]:
    language = detect_language(text)
    lines = text.split("\n")
    sentences = [line[span.start : span.end] for line in lines for span in sentence_spans(line, language)]
    return [sentence for sentence in sentences if sentence.endswith("?")]


def _can_be_quoted(part: str, message: Message) -> bool:
    text = text_of(message)
    start, units = _units(text[: text.index(part)]), _units(part)
    return units <= LONGEST_QUOTED_UNITS and not any(
        entity.type in STYLES and entity.offset < start + units and start < entity.offset + entity.length
        for entity in (*message.entities, *message.caption_entities)
    )


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _mentions(message: Message, bot: Bot) -> list[MessageEntity]:
    entities = message.parse_entities() or message.parse_caption_entities()
    name = f"@{bot.username}".lower()
    return [
        entity
        for entity, covered in entities.items()
        if (entity.type == MessageEntity.MENTION and covered.lower() == name)
        or (entity.type == MessageEntity.TEXT_MENTION and entity.user is not None and entity.user.id == bot.id)
    ]


def _own_words(message: Message, bot: Bot) -> str:
    """A message's text without the command that it begins with and without mentions of the bot."""
    units = text_of(message).encode("utf-16-le")
    command = _leading_command(message)
    left_out = [*_mentions(message, bot), *([] if command is None else [command])]
    for entity in sorted(left_out, key=lambda entity: -entity.offset):
        units = units[: entity.offset * 2] + " ".encode("utf-16-le") + units[(entity.offset + entity.length) * 2 :]
    words = units.decode("utf-16-le").strip(_AROUND_MENTION)
    return words if command is not None else _ASK_WITHIN.sub("", words)


def _without_names(text: str, bot: Bot) -> str:
    # A longer name that begins alike is somebody else's.
    return re.sub(rf"@{re.escape(bot.username)}(?!\w)", " ", text, flags=re.IGNORECASE).strip(_AROUND_MENTION)
