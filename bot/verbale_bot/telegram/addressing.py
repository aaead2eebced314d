"""Whether a message is for the bot, and what it asks: a group talks about many things."""

import re
from dataclasses import dataclass

from telegram import Bot, Message, MessageEntity, User
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
    if message.is_automatic_forward or (message.via_bot is not None and message.via_bot.id == bot.id):
        return True
    sender = message.from_user
    return sender is not None and sender.is_bot and sender.id not in LENT_ACCOUNTS


def speaker_of(message: Message) -> User | None:
    """The person behind a message; None where somebody speaks as a group or a channel."""
    sender = message.from_user
    return None if sender is None or sender.id in LENT_ACCOUNTS or message.sender_chat is not None else sender


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


def command_of(message: Message, bot: Bot) -> tuple[str, str] | None:
    """The command that a message begins with, in lower case, and what follows it; None where it is another bot's."""
    entities = message.entities or message.caption_entities
    first = entities[0] if entities else None
    if first is None or first.type != MessageEntity.BOT_COMMAND or first.offset != 0:
        return None
    text = text_of(message)
    # A command is ASCII, so that units and characters are the same.
    name, _, of = text[1 : first.length].partition("@")
    if of and of.lower() != bot.username.lower():
        return None
    return name.lower(), text[first.length :].strip()


def is_addressed(message: Message, bot: Bot) -> bool:
    """Whether a group's message is for the bot: a command, a mention anywhere, or a reply to one of its messages."""
    replied = replied_to(message)
    is_reply = replied is not None and replied.from_user is not None and replied.from_user.id == bot.id
    return is_reply or command_of(message, bot) is not None or bool(_mentions(message, bot))


def asked_in(message: Message, bot: Bot) -> Asked:
    """What a message asks: its words without the command and without mentions of the bot.

    Of a longer message with one question among other sentences, it is that one, to be quoted in the reply. A bare
    mention under somebody's message asks what that message asks.
    """
    text = text_of(message)
    command = command_of(message, bot)
    own = _ASK_WITHIN.sub("", _without_mentions(message, bot)) if command is None else command[1]
    if not canonical_line(own):
        replied = replied_to(message)
        of_another = replied is not None and (replied.from_user is None or replied.from_user.id != bot.id)
        return Asked(canonical_line(text_of(replied))) if replied is not None and of_another else Asked("")
    if is_in_group(message) and command is None:
        questions = _questions_in(text)
        if len(questions) == 1 and len(questions[0]) < len(text.strip()):
            (question,) = questions
            words = canonical_line(_without_names(question, bot))
            if len(words.split()) > 1 and len(question.encode("utf-16-le")) // 2 <= LONGEST_QUOTED_UNITS:
                return Asked(words, question)
    return Asked(canonical_line(own))


def _questions_in(text: str) -> list[str]:
    language = detect_language(text)
    lines = text.split("\n")
    sentences = [line[span.start : span.end] for line in lines for span in sentence_spans(line, language)]
    return [sentence for sentence in sentences if sentence.endswith("?")]


def _mentions(message: Message, bot: Bot) -> list[MessageEntity]:
    entities = message.parse_entities() or message.parse_caption_entities()
    name = f"@{bot.username}".lower()
    return [
        entity
        for entity, covered in entities.items()
        if (entity.type == MessageEntity.MENTION and covered.lower() == name)
        or (entity.type == MessageEntity.TEXT_MENTION and entity.user is not None and entity.user.id == bot.id)
    ]


def _without_mentions(message: Message, bot: Bot) -> str:
    units = text_of(message).encode("utf-16-le")
    for entity in sorted(_mentions(message, bot), key=lambda entity: -entity.offset):
        units = units[: entity.offset * 2] + " ".encode("utf-16-le") + units[(entity.offset + entity.length) * 2 :]
    return units.decode("utf-16-le").strip(_AROUND_MENTION)


def _without_names(text: str, bot: Bot) -> str:
    return re.sub(re.escape(f"@{bot.username}"), " ", text, flags=re.IGNORECASE).strip(_AROUND_MENTION)
