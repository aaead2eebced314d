"""The world of a test: makes people and chats, and plays tricks with updates."""

import json
from collections.abc import Callable, Iterable

from botapi.model import FIRST_SUPERGROUP, Account, BotProfile, Chat, Member
from botapi.people import Person
from botapi.rooms import ALL_RIGHTS, Room
from botapi.state import ChatRef, State, id_of
from botapi.updates import QueuedUpdate

Order = Callable[[list[QueuedUpdate]], Iterable[QueuedUpdate]]


class World:
    """Everybody and everything outside the bot."""

    def __init__(self, state: State) -> None:
        self._state = state

    @property
    def bot(self) -> BotProfile:
        """What @BotFather has set: privacy mode, inline mode; and what the bot has set of itself."""
        return self._state.profile

    @property
    def bot_mention(self) -> str:
        """@name of the bot."""
        return f"@{self._state.bot.username}"

    def commands_of(self, chat: ChatRef, language_code: str = "") -> tuple[str, ...]:
        """The commands that the bot has set for this chat alone."""
        with self._state.changed:
            scope = json.dumps({"type": "chat", "chat_id": id_of(chat)}, sort_keys=True)
            commands = self._state.profile.commands.get((scope, language_code), [])
            return tuple(command["command"] for command in commands)

    def user(
        self,
        user_id: int,
        first_name: str,
        *,
        language_code: str | None = "en",
        username: str | None = None,
        last_name: str | None = None,
        started: bool = False,
        is_bot: bool = False,
    ) -> Person:
        """A new person, or (``is_bot``) another bot; ``started``: they have pressed Start long ago."""
        with self._state.changed:
            if user_id in self._state.accounts:
                raise ValueError(f"there is an account {user_id} already")
            account = Account(user_id, first_name, last_name, username, language_code, is_bot, started=started)
            self._state.accounts[user_id] = account
            self._state.chats[user_id] = Chat(user_id, "private")
            return Person(self._state, account)

    def group(self, title: str, *members: Person, chat_id: int | None = None, owner: Person | None = None,
              with_bot: bool = True) -> Room:  # fmt: skip
        """A basic group; ``with_bot``: the bot has been in it for long."""
        return self._room("group", title, members, chat_id=chat_id, owner=owner, with_bot=with_bot)

    def supergroup(
        self,
        title: str,
        *members: Person,
        chat_id: int | None = None,
        owner: Person | None = None,
        with_bot: bool = True,
        forum: bool = False,
        username: str | None = None,
    ) -> Room:
        """A supergroup, with topics if ``forum``."""
        room = self._room("supergroup", title, members, chat_id=chat_id, owner=owner, with_bot=with_bot)
        room.chat.username = username
        if forum:
            room.becomes_forum()
        return room

    def channel(
        self,
        title: str,
        *,
        chat_id: int | None = None,
        owner: Person | None = None,
        with_bot: bool = True,
        username: str | None = None,
    ) -> Room:
        """A channel; ``with_bot``: the bot is an administrator with all rights."""
        room = self._room("channel", title, (), chat_id=chat_id, owner=owner, with_bot=with_bot)
        room.chat.username = username
        return room

    def _room(
        self,
        kind: str,
        title: str,
        members: Iterable[Person],
        *,
        chat_id: int | None,
        owner: Person | None,
        with_bot: bool,
    ) -> Room:
        with self._state.changed:
            number = self._state.number()
            default_id = -4_000_000 - number if kind == "group" else FIRST_SUPERGROUP - 2_000_000 - number
            chat = Chat(default_id if chat_id is None else chat_id, kind, title)
            self._state.chats[chat.id] = chat
            room = Room(self._state, chat)
            room.adds(*members)
            if owner is not None:
                room.promotes(owner, owner=True)
            if with_bot:
                bot = self._state.bot.id
                is_channel = kind == "channel"
                chat.members[bot] = Member(bot, "administrator", ALL_RIGHTS) if is_channel else Member(bot)
            return room

    def holds_updates(self) -> None:
        """Keep updates back until they are released."""
        with self._state.changed:
            self._state.updates.hold()

    def releases_updates(self, order: Order = list) -> None:
        """Give the updates kept back, in any order: ``list``, ``reversed``, a shuffle."""
        with self._state.changed:
            self._state.updates.release(order)

    def repeats_update(self, update_id: int | None) -> None:
        """Give an update twice, under one number."""
        if update_id is None:
            raise ValueError("the bot was not given this: there is no update to repeat")
        with self._state.changed:
            self._state.updates.repeat(update_id)
