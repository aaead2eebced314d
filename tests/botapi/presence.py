"""Somebody's place in a chat: whether they may write there, as whom, and in which thread."""

from botapi.model import CHANNEL_BOT, GENERAL_TOPIC, GROUP_ANONYMOUS_BOT, Account, Chat, Message, Topic
from botapi.state import ChatRef, State, id_of


class Presence:
    """An account among the chats of the world."""

    def __init__(self, state: State, account: Account) -> None:
        self._state = state
        self.account = account

    @property
    def id(self) -> int:
        """The user id, which is the private chat's id too."""
        return self.account.id

    def _enter(self, chat: ChatRef) -> Chat:
        place = self._state.chats[id_of(chat)]
        if place.type == "private":
            if place.id != self.id:
                raise ValueError(f"{self.account.first_name} is not in the private chat {place.id}")
            if self.account.blocked:
                raise ValueError(f"{self.account.first_name} has blocked the bot and cannot write to it")
            self.account.started = True
            return place
        member = place.members.get(self.id)
        if member is None or not member.is_present:
            raise ValueError(f"{self.account.first_name} is not in {place.title}")
        if place.migrated_to is not None:
            raise ValueError(f"{place.title} became a supergroup: nobody can write into the old group")
        return place

    def _disguise(self, place: Chat, message: Message, *, anonymous: bool, as_channel: ChatRef | None) -> None:
        if place.type == "channel":
            message.sender_id, message.sender_chat_id = None, place.id
        elif as_channel is not None:
            message.sender_id, message.sender_chat_id = CHANNEL_BOT, id_of(as_channel)
        elif anonymous:
            member = place.members[self.id]
            if not (member.is_admin and member.is_anonymous):
                raise ValueError(f"{self.account.first_name} is no anonymous administrator of {place.title}")
            message.sender_id, message.sender_chat_id = GROUP_ANONYMOUS_BOT, place.id

    def _thread(self, place: Chat, message: Message, reply_to: Message | None, thread: Topic | int | None) -> None:
        thread_id = thread.thread_id if isinstance(thread, Topic) else thread
        if reply_to is not None:
            message.reply_to = reply_to.message_id
            if place.is_forum:
                thread_id = reply_to.thread_id
            elif place.type == "supergroup":
                # Telegram numbers the threads of replies by their first message.
                thread_id = reply_to.thread_id or reply_to.message_id
        elif thread_id is not None and thread_id != GENERAL_TOPIC:
            # In a topic even a message that answers nothing "replies" to the one that opened the topic.
            message.reply_to = thread_id
        message.thread_id = thread_id
