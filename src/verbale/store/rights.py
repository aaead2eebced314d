"""What a chat may see and a person may do, read at the moment when it matters."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, bindparam, literal, select, union_all

from verbale.store.schema import admins, audience_members


class Role(StrEnum):
    """What an administrator may do: an owner everything, an editor all that concerns briefings."""

    OWNER = "owner"
    EDITOR = "editor"


@dataclass(frozen=True)
class Rights:
    """The role of a person, None for most, and the audiences that a chat belongs to beside the public."""

    role: Role | None = None
    audiences: frozenset[str] = frozenset()


_ROLE, _AUDIENCE = "role", "audience"
# Put together once: every update needs it.
_RIGHTS = union_all(
    select(literal(_ROLE).label("kind"), admins.c.role.label("name")).where(admins.c.user_id == bindparam("user_id")),
    select(literal(_AUDIENCE).label("kind"), audience_members.c.audience.label("name")).where(
        audience_members.c.member_id == bindparam("chat_id")
    ),
)


def read_rights(connection: Connection, user_id: int | None, chat_id: int) -> Rights:
    """The rights of a person in a chat, in one reading."""
    found = connection.execute(_RIGHTS, {"user_id": user_id or 0, "chat_id": chat_id}).all()
    roles = [Role(row.name) for row in found if row.kind == _ROLE]
    return Rights(roles[0] if roles else None, frozenset(row.name for row in found if row.kind == _AUDIENCE))
