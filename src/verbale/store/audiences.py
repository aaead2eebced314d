"""Audiences and their members: who may see a briefing that is not for everybody.

No change here raises the revision: it tells of the briefings' details, which stay as they are. What a viewer may see is
found by the viewer's audiences, and those are read anew for every message.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from verbale.briefing import PUBLIC
from verbale.errors import Refused
from verbale.store import audit
from verbale.store.audit import Act
from verbale.store.drafts import DraftState
from verbale.store.schema import audience_members, audiences, briefings, drafts, feeds

NAME_FORM = re.compile(r"[a-z0-9-]{1,64}")
USERS_NAMED = 3
"""How many of those that still use an audience are named to whoever wants it removed."""


@dataclass(frozen=True)
class Member:
    """A chat (id below 0) or a person; ``name`` is what it was called then."""

    member_id: int
    name: str
    added_at: datetime


@dataclass(frozen=True)
class Audience:
    """A named group of chats and persons; members in the order in which they were added."""

    name: str
    members: tuple[Member, ...]


def make(connection: Connection, now: datetime, actor: str, name: str) -> bool:
    """Make an audience without members; False where it is there already.

    Raises:
        Refused: ``name`` is not one that an audience can have.
    """
    if name == PUBLIC:
        raise Refused(f"The audience {PUBLIC} is everybody and cannot be made.", "Choose another name.")
    if NAME_FORM.fullmatch(name) is None:
        raise Refused(
            f"An audience cannot be called {name!r}.",
            "Use 1 to 64 small Latin letters, digits and hyphens, such as press-pool.",
        )
    if _exists(connection, name):
        return False
    connection.execute(insert(audiences).values(name=name, made_at=now))
    audit.append(connection, now, actor, Act.AUDIENCE_MADE, name)
    return True


def drop(connection: Connection, now: datetime, actor: str, name: str) -> bool:
    """Remove an audience with its members; False where there is none.

    Raises:
        Refused: a briefing, withdrawn or not, an open draft or a feed is for it; some are named. An audience of the
            same name that is made later may have other members, who must not see what was meant for these.
    """
    if not _exists(connection, name):
        return False
    using = list(_using(connection, name))
    if using:
        more = f" and {len(using) - USERS_NAMED} more" if len(using) > USERS_NAMED else ""
        raise Refused(
            f"The audience {name} is still in use: {', '.join(using[:USERS_NAMED])}{more}.",
            "Give them another audience first.",
        )
    of_this = audience_members.c.audience == name
    ids = select(audience_members.c.member_id).where(of_this).order_by(audience_members.c.member_id)
    members = [str(member_id) for member_id in connection.scalars(ids)]
    connection.execute(delete(audience_members).where(of_this))
    connection.execute(delete(audiences).where(audiences.c.name == name))
    audit.append(connection, now, actor, Act.AUDIENCE_REMOVED, name, {"members": members})
    return True


def add_member(
    connection: Connection, now: datetime, actor: str, audience: str, member_id: int, member_name: str
) -> bool:
    """Add a chat or a person to an audience; False where it is a member. Another name is kept, but is no change.

    Raises:
        Refused: there is no such audience.
    """
    if not _exists(connection, audience):
        raise Refused(f"There is no audience {audience}.", "Make it first.")
    this = _member(audience, member_id)
    if connection.execute(update(audience_members).where(*this).values(name=member_name)).rowcount == 1:
        return False
    connection.execute(
        insert(audience_members).values(audience=audience, member_id=member_id, name=member_name, added_at=now)
    )
    audit.append(connection, now, actor, Act.MEMBER_ADDED, audience, {"member": member_id})
    return True


def remove_member(connection: Connection, now: datetime, actor: str, audience: str, member_id: int) -> bool:
    """Take a chat or a person out of an audience; False where it is no member, or there is no such audience."""
    removed = connection.execute(delete(audience_members).where(*_member(audience, member_id)))
    if removed.rowcount == 0:
        return False
    audit.append(connection, now, actor, Act.MEMBER_REMOVED, audience, {"member": member_id})
    return True


def all_audiences(connection: Connection) -> list[Audience]:
    """All audiences with their members, by name."""
    members: dict[str, list[Member]] = {name: [] for name in connection.scalars(select(audiences.c.name))}
    query = select(audience_members).order_by(audience_members.c.added_at, audience_members.c.member_id)
    for row in connection.execute(query):
        members[row.audience].append(Member(row.member_id, row.name, row.added_at))
    return [Audience(name, tuple(members[name])) for name in sorted(members)]


def audiences_of(connection: Connection, member_id: int) -> frozenset[str]:
    """The names of the audiences that a chat or a person belongs to, beside ``PUBLIC``, which is not among them."""
    query = select(audience_members.c.audience).where(audience_members.c.member_id == member_id)
    return frozenset(connection.scalars(query))


def member_moved(connection: Connection, now: datetime, old_id: int, new_id: int) -> None:
    """Give the place of a group in its audiences to the supergroup that it became. Doing it again changes nothing."""
    if old_id == new_id:
        return
    has = audiences_of(connection, new_id)
    for audience in sorted(audiences_of(connection, old_id)):
        this = _member(audience, old_id)
        if audience in has:
            connection.execute(delete(audience_members).where(*this))
            act, moved = Act.MEMBER_REMOVED, {"member": old_id, "moved_to": new_id}
        else:
            connection.execute(update(audience_members).where(*this).values(member_id=new_id))
            act, moved = Act.MEMBER_ADDED, {"member": new_id, "moved_from": old_id}
        audit.append(connection, now, audit.PROGRAM, act, audience, moved)


def _exists(connection: Connection, name: str) -> bool:
    return connection.scalar(select(audiences.c.name).where(audiences.c.name == name)) is not None


def _member(audience: str, member_id: int) -> tuple[ColumnElement[bool], ...]:
    return audience_members.c.audience == audience, audience_members.c.member_id == member_id


def _using(connection: Connection, name: str) -> Iterator[str]:
    """What is for an audience. The lists are compared here: not every database can search in JSON."""
    for row in connection.execute(select(briefings.c.id, briefings.c.audience).order_by(briefings.c.id)):
        if name in row.audience:
            yield row.id
    of_drafts = select(drafts.c.briefing, drafts.c.audience).where(drafts.c.state == DraftState.OPEN.value)
    for row in connection.execute(of_drafts.order_by(drafts.c.id)):
        if name in row.audience:
            yield f"the draft {row.briefing}"
    for row in connection.execute(select(feeds.c.address, feeds.c.audience).order_by(feeds.c.id)):
        if name in row.audience:
            yield f"the feed {row.address}"
