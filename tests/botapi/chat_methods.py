"""Methods that look at chats, members and files."""

from typing import Any

from telegram.constants import FileSizeLimit

from botapi.arrivals import change_bot_member
from botapi.errors import bad_request, violation
from botapi.model import GROUP_ANONYMOUS_BOT, Member
from botapi.reach import find_chat, find_reachable
from botapi.sending import Params
from botapi.state import State
from botapi.wire import file_json, full_chat_json, member_json

# Telegram promises at least so much.
LINK_SECONDS = 3600.0


def get_chat(state: State, p: Params) -> Any:
    """getChat: what is known of it."""
    chat = find_chat(state, p["chat_id"])
    if chat.type != "private":
        chat = find_reachable(state, p["chat_id"])
    return full_chat_json(state, chat)


def get_chat_member(state: State, p: Params) -> Any:
    """getChatMember: one person's place."""
    chat = find_reachable(state, p["chat_id"])
    user_id = p["user_id"]
    if user_id not in state.accounts:
        raise bad_request("user not found")
    if chat.type == "private":
        if user_id not in {chat.id, state.bot.id}:
            raise bad_request("member not found")
        return member_json(state, Member(user_id))
    own = state.bot_member(chat)
    if chat.type == "channel" and user_id != state.bot.id and (own is None or not own.is_admin):
        raise bad_request("member list is inaccessible")
    if user_id == GROUP_ANONYMOUS_BOT:
        # Who is behind the mask is what it is for: this account is nobody's member.
        return member_json(state, Member(user_id, "left"))
    return member_json(state, chat.members.get(user_id) or Member(user_id, "left"))


def get_chat_administrators(state: State, p: Params) -> Any:
    """getChatAdministrators: those who run it; other bots only if asked for."""
    chat = find_reachable(state, p["chat_id"])
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    own = state.bot_member(chat)
    if chat.type == "channel" and (own is None or not own.is_admin):
        raise bad_request("member list is inaccessible")
    with_bots = p.get("return_bots", False)
    return [
        member_json(state, member)
        for member in chat.members.values()
        if member.is_admin
        and (with_bots or member.user_id == state.bot.id or not state.accounts[member.user_id].is_bot)
    ]


def get_chat_member_count(state: State, p: Params) -> int:
    """getChatMemberCount: how many they are."""
    chat = find_reachable(state, p["chat_id"])
    return 2 if chat.type == "private" else sum(member.is_present for member in chat.members.values())


def leave_chat(state: State, p: Params) -> bool:
    """leaveChat: the bot goes by itself."""
    chat = find_reachable(state, p["chat_id"])
    if chat.type == "private":
        raise violation("a private chat cannot be left", "chat member status can't be changed in private chats")
    change_bot_member(state, chat, state.bot.id, Member(state.bot.id, "left"))
    return True


def get_file(state: State, p: Params) -> Any:
    """getFile: where it can be fetched, for an hour."""
    file = state.files.get(p["file_id"])
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(file.content) > int(FileSizeLimit.FILESIZE_DOWNLOAD):
        raise bad_request("file is too big")
    state.links[file.path] = (file, state.clock.now() + LINK_SECONDS)
    data = file_json(file)
    return {name: data[name] for name in ("file_id", "file_unique_id", "file_size")} | {"file_path": file.path}


CHAT_HANDLERS = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatAdministrators": get_chat_administrators,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
    "getFile": get_file,
}
