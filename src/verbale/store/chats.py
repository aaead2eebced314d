"""What was chosen in a chat, or is remembered about it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from verbale.language import Language
from verbale.store.schema import chats

_CHAT = select(chats).where(chats.c.id == bindparam("chat_id"))


@dataclass(frozen=True)
class ChatSettings:
    """The settings of a chat; None is what was never chosen, or no longer is.

    ``scope`` is what questions are limited to: the name of a visit or the id of a briefing. ``introduced_at`` is when
    the bot last said what it is.
    """

    language: Language | None = None
    scope: str | None = None
    introduced_at: datetime | None = None


def read_chat(connection: Connection, chat_id: int) -> ChatSettings:
    """The settings of a chat; those of a chat that nothing is known about are all None."""
    row = connection.execute(_CHAT, {"chat_id": chat_id}).one_or_none()
    if row is None:
        return ChatSettings()
    language = None if row.language is None else Language(row.language)
    return ChatSettings(language, row.scope, row.introduced_at)


def set_language(connection: Connection, chat_id: int, language: Language | None) -> None:
    """Choose the language that the bot speaks in a chat, or leave it to the messages."""
    _set(connection, chat_id, {"language": None if language is None else language.value})


def set_scope(connection: Connection, chat_id: int, scope: str | None) -> None:
    """Limit the questions of a chat to a visit or a briefing, or lift the limit."""
    _set(connection, chat_id, {"scope": scope})


def set_introduced(connection: Connection, chat_id: int, at: datetime | None) -> None:
    """Remember when the bot said in a chat what it is; with None it will say so again."""
    _set(connection, chat_id, {"introduced_at": at})


def _set(connection: Connection, chat_id: int, values: dict[str, object]) -> None:
    changed = connection.execute(update(chats).where(chats.c.id == chat_id).values(values))
    if changed.rowcount == 0:
        connection.execute(insert(chats).values(id=chat_id, **values))
