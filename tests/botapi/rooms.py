"""Groups, supergroups with topics, and channels: who is in them, who runs them, what becomes of them."""

from collections.abc import Iterable
from dataclasses import replace

from botapi.arrivals import arrive, change_bot_member, service_message
from botapi.formatted import detected
from botapi.model import ADMINISTRATOR_RIGHTS, FIRST_SUPERGROUP, GENERAL_TOPIC, Chat, Member, Message, Topic
from botapi.people import Person
from botapi.state import State
from botapi.wire import user_json

ALL_RIGHTS = frozenset(ADMINISTRATOR_RIGHTS)


class Room:
    """A chat of several."""

    def __init__(self, state: State, chat: Chat) -> None:
        self._state = state
        self.chat = chat

    @property
    def id(self) -> int:
        """The chat id."""
        return self.chat.id

    def adds(self, *people: Person) -> None:
        """Let people in, without a word."""
        with self._state.changed:
            for person in people:
                self.chat.members[person.id] = Member(person.id)

    def promotes(
        self, person: Person, *, rights: Iterable[str] = ALL_RIGHTS, owner: bool = False, anonymous: bool = False
    ) -> None:
        """Make somebody an administrator, or the owner; ``anonymous`` ones speak as the group."""
        with self._state.changed:
            status = "creator" if owner else "administrator"
            self.chat.members[person.id] = Member(person.id, status, frozenset(rights), is_anonymous=anonymous)

    def demotes(self, person: Person) -> None:
        """Make an administrator an ordinary member."""
        with self._state.changed:
            self.chat.members[person.id] = Member(person.id)

    def removes(self, person: Person) -> None:
        """Somebody leaves; the group is told."""
        with self._state.changed:
            self.chat.members[person.id] = Member(person.id, "left")
            if self.chat.is_group:
                service_message(self._state, self.chat, person.id, left_chat_member=user_json(person.account))

    def adds_bot(self, by: Person, *, rights: Iterable[str] | None = None) -> None:
        """Add the bot, as a member or (with ``rights``) an administrator; it gets my_chat_member and the message."""
        with self._state.changed:
            bot = self._state.bot
            status = "member" if rights is None else "administrator"
            change_bot_member(self._state, self.chat, by.id, Member(bot.id, status, frozenset(rights or ())))
            if self.chat.is_group:
                service_message(self._state, self.chat, by.id, new_chat_members=[user_json(bot)])

    def promotes_bot(self, by: Person, *, rights: Iterable[str] = ALL_RIGHTS) -> None:
        """Make the bot an administrator."""
        with self._state.changed:
            new = Member(self._state.bot.id, "administrator", frozenset(rights))
            change_bot_member(self._state, self.chat, by.id, new)

    def demotes_bot(self, by: Person) -> None:
        """Make the bot an ordinary member."""
        with self._state.changed:
            change_bot_member(self._state, self.chat, by.id, Member(self._state.bot.id))

    def restricts_bot(self, by: Person, *, can_send: bool = False) -> None:
        """Take the bot's right to write."""
        with self._state.changed:
            new = Member(self._state.bot.id, "restricted", can_send=can_send)
            change_bot_member(self._state, self.chat, by.id, new)

    def removes_bot(self, by: Person, *, kicked: bool = True) -> None:
        """Throw the bot out; it is told, and gets nothing more from here."""
        with self._state.changed:
            if self.chat.is_group:
                service_message(self._state, self.chat, by.id, left_chat_member=user_json(self._state.bot))
            new = Member(self._state.bot.id, "kicked" if kicked else "left")
            change_bot_member(self._state, self.chat, by.id, new)

    def posts(self, text: str) -> Message:
        """A post of the channel by one of its administrators."""
        with self._state.changed:
            message = self._state.new_message(self.chat, sender_id=None, text=text)
            message.sender_chat_id = self.chat.id
            message.detected = detected(text)
            arrive(self._state, self.chat, message)
            return message

    def opens_topic(self, name: str, by: Person) -> Topic:
        """Open a topic in a forum; its number is that of the message that tells so."""
        with self._state.changed:
            message = self._state.new_message(self.chat, sender_id=by.id)
            message.service = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
            message.thread_id = message.message_id
            topic = Topic(message.message_id, name)
            self.chat.topics[topic.thread_id] = topic
            arrive(self._state, self.chat, message)
            return topic

    def closes_topic(self, topic: Topic, *, closed: bool = True) -> None:
        """Close a topic to all but administrators, or open it again."""
        with self._state.changed:
            topic.closed = closed

    def deletes_topic(self, topic: Topic) -> None:
        """Take a topic away."""
        with self._state.changed:
            topic.deleted = True

    def migrates(self, by: Person, *, new_id: int | None = None) -> "Room":
        """The group becomes a supergroup with another id; both chats tell the bot."""
        state = self._state
        with state.changed:
            target = FIRST_SUPERGROUP - 9_000_000 - state.number() if new_id is None else new_id
            members = {member.user_id: replace(member) for member in self.chat.members.values()}
            new = Chat(target, "supergroup", self.chat.title, members=members)
            state.chats[new.id] = new
            service_message(state, self.chat, by.id, migrate_to_chat_id=new.id)
            self.chat.migrated_to = new.id
            # The first message of the new chat speaks for the group itself.
            service_message(state, new, by.id, migrate_from_chat_id=self.chat.id)
            return Room(state, new)

    def becomes_forum(self) -> None:
        """Switch topics on."""
        with self._state.changed:
            self.chat.is_forum = True
            self.chat.topics.setdefault(GENERAL_TOPIC, Topic(GENERAL_TOPIC, "General"))
