"""Whether the bot may speak in a chat, and what Telegram says if it may not."""

from botapi.errors import ApiError, bad_request, forbidden
from botapi.model import GENERAL_TOPIC, Chat, Topic
from botapi.state import State


def find_chat(state: State, ref: int | str) -> Chat:
    """The chat of an id or an @name; raise ApiError if the bot never saw it."""
    if isinstance(ref, str):
        named = (chat for chat in state.chats.values() if chat.username and f"@{chat.username.lower()}" == ref.lower())
        chat = next(named, None)
    else:
        chat = state.chats.get(ref)
    if chat is None:
        raise bad_request("chat not found")
    if chat.migrated_to is not None:
        raise ApiError(
            400,
            "Bad Request: group chat was upgraded to a supergroup chat",
            parameters={"migrate_to_chat_id": chat.migrated_to},
        )
    return chat


def find_reachable(state: State, ref: int | str) -> Chat:
    """The chat, if the bot is in it and it wants the bot."""
    chat = find_chat(state, ref)
    if chat.type == "private":
        _check_person(state, chat)
        return chat
    member = state.bot_member(chat)
    if member is None:
        raise bad_request("chat not found")
    if member.status == "kicked":
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    if not member.is_present:
        raise forbidden(f"bot is not a member of the {chat.type} chat")
    return chat


def find_writable(state: State, ref: int | str, thread_id: int | None, *, what: str = "text messages") -> Chat:
    """The chat, if the bot may also write into it (and into that topic)."""
    chat = find_reachable(state, ref)
    member = state.bot_member(chat)
    if chat.type == "channel" and (member is None or not member.may("can_post_messages")):
        raise bad_request("need administrator rights in the channel chat")
    if member is not None and member.status == "restricted" and not member.can_send:
        raise bad_request(f"not enough rights to send {what} to the chat")
    if thread_id is not None:
        _check_topic(state, chat, thread_id)
    elif chat.is_forum:
        _check_open(state, chat, chat.topics.get(GENERAL_TOPIC))
    return chat


def _check_person(state: State, chat: Chat) -> None:
    person = state.accounts[chat.id]
    if person.deactivated:
        raise forbidden("user is deactivated")
    if person.is_bot:
        raise forbidden("bot can't send messages to bots")
    if person.blocked:
        raise forbidden("bot was blocked by the user")
    if not person.started:
        raise forbidden("bot can't initiate conversation with a user")


def _check_topic(state: State, chat: Chat, thread_id: int) -> None:
    topic = chat.topics.get(thread_id)
    # The General topic is addressed by leaving the number out.
    if topic is None or topic.deleted or thread_id == GENERAL_TOPIC:
        raise bad_request("message thread not found")
    _check_open(state, chat, topic)


def _check_open(state: State, chat: Chat, topic: Topic | None) -> None:
    member = state.bot_member(chat)
    if topic is not None and topic.closed and not (member is not None and member.may("can_manage_topics")):
        raise bad_request("TOPIC_CLOSED")
