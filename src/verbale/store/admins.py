"""The administrators. Rights hang on a person's id alone; names are there to be read."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from verbale.store import audit
from verbale.store.audit import Act
from verbale.store.rights import Role
from verbale.store.schema import admins


@dataclass(frozen=True)
class Admin:
    """An administrator. ``name`` is what the person was called then, ``added_by`` the actor as in the audit log."""

    user_id: int
    role: Role
    name: str
    added_by: str
    added_at: datetime


def role_of(connection: Connection, user_id: int) -> Role | None:
    """The role of a person, or None."""
    role = connection.scalar(select(admins.c.role).where(admins.c.user_id == user_id))
    return None if role is None else Role(role)


def all_admins(connection: Connection) -> list[Admin]:
    """All administrators, in the order in which they were added."""
    query = select(admins).order_by(admins.c.added_at, admins.c.user_id)
    return [
        Admin(row.user_id, Role(row.role), row.name, row.added_by, row.added_at) for row in connection.execute(query)
    ]


def add(connection: Connection, now: datetime, actor: str, user_id: int, role: Role, name: str) -> bool:
    """Give a person a role; False where they have it already. Another name is kept, but is no change."""
    this = admins.c.user_id == user_id
    before = role_of(connection, user_id)
    if before is role:
        connection.execute(update(admins).where(this).values(name=name))
        return False
    values = {"role": role.value, "name": name, "added_by": actor, "added_at": now}
    if before is None:
        connection.execute(insert(admins).values(user_id=user_id, **values))
    else:
        connection.execute(update(admins).where(this).values(values))
    audit.append(connection, now, actor, Act.ADMIN_ADDED, audit.user(user_id), {"role": role.value})
    return True


def remove(connection: Connection, now: datetime, actor: str, user_id: int) -> bool:
    """Take a person's role away; False where they have none."""
    role = role_of(connection, user_id)
    if role is None:
        return False
    connection.execute(delete(admins).where(admins.c.user_id == user_id))
    audit.append(connection, now, actor, Act.ADMIN_REMOVED, audit.user(user_id), {"role": role.value})
    return True
