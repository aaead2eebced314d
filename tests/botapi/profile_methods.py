"""Methods about the bot itself: its name, descriptions, commands and menu."""

import json
from collections.abc import Callable
from typing import Any

from botapi.errors import violation
from botapi.reach import find_chat
from botapi.sending import Params
from botapi.state import State
from botapi.wire import user_json

ONLY_OF_SEVERAL = frozenset({"chat_administrators", "chat_member"})


def get_me(state: State, _p: Params) -> Any:
    """getMe: who the bot is."""
    profile = state.profile
    return user_json(state.bot) | {
        "can_join_groups": profile.can_join_groups,
        "can_read_all_group_messages": profile.can_read_all_group_messages,
        "supports_inline_queries": profile.supports_inline_queries,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def nothing_to_do(_state: State, _p: Params) -> bool:
    """Close and logOut: there is no other server to move to."""
    return True


def _key(state: State, p: Params) -> tuple[str, str]:
    scope = dict(p.get("scope", {"type": "default"}))
    if "chat_id" in scope:
        chat = find_chat(state, scope["chat_id"])
        if scope["type"] in ONLY_OF_SEVERAL and not chat.is_group:
            raise violation(f"scope: {scope['type']} is for groups", "can't change commands in the chat")
        scope["chat_id"] = chat.id
    return json.dumps(scope, sort_keys=True), p.get("language_code", "")


def set_my_commands(state: State, p: Params) -> bool:
    """setMyCommands: the menu of a scope and a language."""
    state.profile.commands[_key(state, p)] = p["commands"]
    state.changed.notify_all()
    return True


def get_my_commands(state: State, p: Params) -> Any:
    """getMyCommands: exactly that scope and language, nothing inherited."""
    return state.profile.commands.get(_key(state, p), [])


def delete_my_commands(state: State, p: Params) -> bool:
    """deleteMyCommands: none of its own for that scope and language."""
    state.profile.commands.pop(_key(state, p), None)
    state.changed.notify_all()
    return True


def set_chat_menu_button(state: State, p: Params) -> bool:
    """setChatMenuButton: the button beside the field."""
    state.profile.menu_buttons[p.get("chat_id")] = p.get("menu_button", {"type": "default"})
    return True


def _texts(state: State, field: str) -> dict[str, str]:
    return {
        "name": state.profile.names,
        "description": state.profile.descriptions,
        "short_description": state.profile.short_descriptions,
    }[field]


def _setter(field: str) -> Callable[[State, Params], bool]:
    def handle(state: State, p: Params) -> bool:
        texts, language = _texts(state, field), p.get("language_code", "")
        if p.get(field):
            texts[language] = p[field]
        else:
            texts.pop(language, None)
        state.changed.notify_all()
        return True

    return handle


def _getter(field: str) -> Callable[[State, Params], Any]:
    def handle(state: State, p: Params) -> Any:
        texts = _texts(state, field)
        default = texts.get("", state.bot.first_name if field == "name" else "")
        return {field: texts.get(p.get("language_code", ""), default)}

    return handle


PROFILE_HANDLERS: dict[str, Callable[[State, Params], Any]] = {
    "getMe": get_me,
    "close": nothing_to_do,
    "logOut": nothing_to_do,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setChatMenuButton": set_chat_menu_button,
    "setMyName": _setter("name"),
    "getMyName": _getter("name"),
    "setMyDescription": _setter("description"),
    "getMyDescription": _getter("description"),
    "setMyShortDescription": _setter("short_description"),
    "getMyShortDescription": _getter("short_description"),
}
