"""What the world is made of: accounts, chats, members, topics and messages; all of it changes under one lock."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from botapi.entities import Entity

GROUP_ANONYMOUS_BOT = 1087968824
CHANNEL_BOT = 136817688
SERVICE_NOTIFICATIONS = 777000
GENERAL_TOPIC = 1
FIRST_SUPERGROUP = -1_000_000_000_000

ADMINISTRATOR_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_post_messages",
    "can_edit_messages",
    "can_pin_messages",
    "can_manage_topics",
)
PRESENT = frozenset({"creator", "administrator", "member", "restricted"})


@dataclass
class Account:
    """A person or a bot."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False
    deactivated: bool = False
    # Both are about this person and the bot under test.
    started: bool = False
    blocked: bool = False


@dataclass
class BotProfile:
    """What @BotFather knows of the bot, and what it has said of itself per language."""

    can_join_groups: bool = True
    # False is privacy mode, as every new bot has it.
    can_read_all_group_messages: bool = False
    supports_inline_queries: bool = True
    # Whether @BotFather's inline feedback is on: chosen_inline_result comes only then.
    inline_feedback: bool = True
    # Telegram's present documentation does not list mentions among what privacy mode lets through; bots do get them.
    mentions_pass_privacy: bool = True
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    menu_buttons: dict[int | None, dict[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Member:
    """Somebody's place in a chat."""

    user_id: int
    status: str = "member"
    rights: frozenset[str] = frozenset()
    is_anonymous: bool = False
    # Only for restricted members.
    can_send: bool = True

    @property
    def is_present(self) -> bool:
        """Whether they are in the chat."""
        return self.status in PRESENT

    @property
    def is_admin(self) -> bool:
        """Whether they run the chat."""
        return self.status in {"creator", "administrator"}

    def may(self, right: str) -> bool:
        """Whether they have a right of administrators."""
        return self.status == "creator" or (self.status == "administrator" and right in self.rights)


@dataclass
class Topic:
    """A thread of a forum."""

    thread_id: int
    name: str
    closed: bool = False
    deleted: bool = False


@dataclass(frozen=True)
class Button:
    """A button under a message; ``row`` counts from 0."""

    text: str
    row: int
    callback_data: str | None = None
    url: str | None = None
    switch_inline_query: str | None = None
    switch_inline_query_current_chat: str | None = None
    copy_text: str | None = None


@dataclass(frozen=True)
class StoredFile:
    """A file that Telegram keeps."""

    file_id: str
    # document or photo
    kind: str
    name: str
    mime_type: str
    content: bytes
    number: int = 0
    # What Telegram says of its size where that is not the truth.
    declared_bytes: int | None = None

    @property
    def size_bytes(self) -> int:
        """What Telegram says of its size."""
        return len(self.content) if self.declared_bytes is None else self.declared_bytes

    @property
    def path(self) -> str:
        """Where it can be fetched: Telegram keeps nothing of the name but the ending."""
        ending = ".jpg" if self.kind == "photo" else PurePosixPath(self.name).suffix
        return f"{self.kind}s/file_{self.number}{ending}"


@dataclass
class Message:
    """A message in a chat; the same object through all its edits."""

    chat_id: int
    message_id: int
    # Seconds since the epoch by the server's clock, and by time.monotonic().
    date: float
    stored_at_monotonic: float
    sender_id: int | None
    text: str = ""
    # As sent; what Telegram finds by itself is in ``detected``.
    entities: tuple[Entity, ...] = ()
    detected: tuple[Entity, ...] = ()
    sender_chat_id: int | None = None
    thread_id: int | None = None
    reply_to: int | None = None
    quote: str | None = None
    quote_position: int | None = None
    markup: dict[str, Any] | None = None
    link_preview_options: dict[str, Any] | None = None
    file: StoredFile | None = None
    # A Contact that was shared.
    contact: dict[str, Any] | None = None
    forward_origin: dict[str, Any] | None = None
    via_bot: bool = False
    # Sent by a method of the Bot API; a channel's posts do not show it otherwise.
    by_bot: bool = False
    inline_message_id: str | None = None
    # Fields of a service message: new_chat_members, migrate_to_chat_id, ...
    service: dict[str, Any] = field(default_factory=dict)
    edit_date: float | None = None
    deleted: bool = False
    pinned: bool = False
    # Every text that it had, the present one last.
    versions: list[str] = field(default_factory=list)
    # The bot's reaction.
    reaction: str | None = None
    disable_notification: bool = False
    update_id: int | None = None

    @property
    def buttons(self) -> tuple[Button, ...]:
        """The buttons under it, row by row."""
        return tuple(self._buttons())

    def _buttons(self) -> Iterator[Button]:
        for row, buttons in enumerate((self.markup or {}).get("inline_keyboard", [])):
            for button in buttons:
                yield Button(
                    text=button["text"],
                    row=row,
                    callback_data=button.get("callback_data"),
                    url=button.get("url"),
                    switch_inline_query=button.get("switch_inline_query"),
                    switch_inline_query_current_chat=button.get("switch_inline_query_current_chat"),
                    copy_text=button.get("copy_text", {}).get("text"),
                )

    @property
    def quotations(self) -> tuple[str, ...]:
        """The texts of its blockquotes, folded ones included."""
        kinds = {"blockquote", "expandable_blockquote"}
        return tuple(entity.of(self.text) for entity in self.entities if entity.type in kinds)

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        """The text and the URL of each text link."""
        return tuple((entity.of(self.text), entity.url or "") for entity in self.entities if entity.type == "text_link")

    def button(self, label: str) -> Button:
        """The button whose text is or holds ``label``; raise LookupError if there is none."""
        for wanted in (re.escape(label), f".*{re.escape(label)}.*"):
            for button in self.buttons:
                if re.fullmatch(wanted, button.text, re.DOTALL):
                    return button
        names = ", ".join(repr(button.text) for button in self.buttons) or "none"
        raise LookupError(f"no button {label!r} under message {self.message_id}; its buttons: {names}")


@dataclass
class Chat:
    """A private chat, a group, a supergroup or a channel; ids as the Bot API writes them."""

    id: int
    type: str
    title: str | None = None
    username: str | None = None
    description: str | None = None
    is_forum: bool = False
    members: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    migrated_to: int | None = None
    # Which bot spoke last decides whether a bare /command reaches a bot in privacy mode.
    last_bot_id: int | None = None
    # In supergroups and channels messages are numbered by chat, elsewhere by account; 1 would be the General topic's.
    last_message_id: int = 100

    @property
    def is_group(self) -> bool:
        """Whether several people talk in it."""
        return self.type in {"group", "supergroup"}
