"""Telegram as far as one bot can see it: the one object that handlers and the world work on, under one lock."""

import itertools
import threading
import time
from dataclasses import dataclass, field
from typing import Any, Protocol

from botapi.clock import Clock
from botapi.entities import Entity
from botapi.journal import Journal, Line
from botapi.limits import Limits
from botapi.model import CHANNEL_BOT, GROUP_ANONYMOUS_BOT, Account, BotProfile, Chat, Member, Message, StoredFile
from botapi.updates import UpdateQueue


class HasId(Protocol):
    """A chat, a person, a room: whatever has an id."""

    @property
    def id(self) -> int:
        """Telegram's number for it."""
        ...


ChatRef = int | HasId


def id_of(chat: ChatRef) -> int:
    """The number of a chat that is given as a number or as an object."""
    return chat if isinstance(chat, int) else chat.id


@dataclass
class CallbackQuery:
    """A button pressed by somebody."""

    id: str
    user_id: int
    data: str
    message: Message
    asked_at: float
    answer: dict[str, Any] | None = None


@dataclass
class InlineQuery:
    """What somebody typed after the bot's name."""

    id: str
    user_id: int
    query: str
    asked_at: float
    answer: dict[str, Any] | None = None

    @property
    def results(self) -> list[dict[str, Any]]:
        """What the bot offered; nothing before it answered."""
        return list((self.answer or {}).get("results", []))


@dataclass
class WebhookSettings:
    """Where updates are posted to; an empty URL means that they are fetched."""

    url: str = ""
    secret_token: str | None = None
    max_connections: int = 40
    last_error_date: float | None = None
    last_error_message: str | None = None


@dataclass
class State:
    """Everything that Telegram knows; take ``lock`` to look at it, ``changed`` to wait for it."""

    token: str
    clock: Clock
    bot: Account
    profile: BotProfile = field(default_factory=BotProfile)
    accounts: dict[int, Account] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    # Paths that getFile has named, and until when they are good.
    links: dict[str, tuple[StoredFile, float]] = field(default_factory=dict)
    updates: UpdateQueue = field(default_factory=UpdateQueue)
    journal: Journal = field(default_factory=Journal)
    limits: Limits = field(default_factory=Limits)
    webhook: WebhookSettings = field(default_factory=WebhookSettings)
    callbacks: dict[str, CallbackQuery] = field(default_factory=dict)
    inline_queries: dict[str, InlineQuery] = field(default_factory=dict)
    inline_messages: dict[str, Message] = field(default_factory=dict)
    chat_actions: list[tuple[int, str, int | None, float]] = field(default_factory=list)
    changed: threading.Condition = field(default_factory=lambda: threading.Condition(threading.RLock()))
    _account_message_ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(101))
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self.accounts[self.bot.id] = self.bot
        for account in (
            Account(GROUP_ANONYMOUS_BOT, "Group", username="GroupAnonymousBot", is_bot=True),
            Account(CHANNEL_BOT, "Channel", username="Channel_Bot", is_bot=True),
        ):
            self.accounts[account.id] = account

    def number(self) -> int:
        """A number that no other call gets."""
        return next(self._numbers)

    def bot_member(self, chat: Chat) -> Member | None:
        """The bot's place in a chat; None if it never had one."""
        return chat.members.get(self.bot.id)

    def new_message(
        self, chat: Chat, *, sender_id: int | None, text: str = "", entities: tuple[Entity, ...] = ()
    ) -> Message:
        """Put a message into a chat and return it, for its maker to complete."""
        if chat.type in {"supergroup", "channel"}:
            chat.last_message_id += 1
            message_id = chat.last_message_id
        else:
            message_id = next(self._account_message_ids)
        message = Message(
            chat_id=chat.id,
            message_id=message_id,
            date=self.clock.now(),
            stored_at_monotonic=time.monotonic(),
            sender_id=sender_id,
            text=text,
            entities=entities,
            versions=[text],
        )
        chat.messages[message_id] = message
        return message

    def new_file(
        self, kind: str, name: str, mime_type: str, content: bytes, *, declared_bytes: int | None = None
    ) -> StoredFile:
        """Keep a file."""
        number = self.number()
        file = StoredFile(f"BQACAgIAAxkBAAE{number:05d}", kind, name, mime_type, content, number, declared_bytes)
        self.files[file.file_id] = file
        return file

    def name_of(self, message: Message) -> str:
        """Who a message is shown to be from."""
        if message.sender_chat_id is not None:
            return self.chats[message.sender_chat_id].title or "channel"
        account = self.accounts.get(message.sender_id or 0)
        return account.first_name if account else "channel"

    def record(self, kind: str, message: Message, *, who: str | None = None, text: str | None = None) -> None:
        """Write an event about a message into the transcript and wake those who wait."""
        chat = self.chats[message.chat_id]
        rows: dict[int, list[str]] = {}
        for button in message.buttons:
            rows.setdefault(button.row, []).append(button.text)
        line = Line(
            kind=kind,
            who=who or self.name_of(message),
            is_bot=message.sender_id == self.bot.id if who is None else who == self.bot.first_name,
            chat_id=chat.id,
            chat=chat.title or self.accounts[chat.id].first_name,
            time=self.clock.now(),
            message_id=message.message_id,
            text=message.text if text is None else text,
            entities=message.entities if text is None else (),
            buttons=tuple(tuple(row) for row in rows.values()),
            reply_to=message.reply_to,
            quote=message.quote,
            thread_id=message.thread_id,
            file_name=message.file.name if message.file else None,
        )
        self.journal.lines.append(line)
        self.changed.notify_all()
