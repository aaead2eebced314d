"""``verbale audiences``: who may see a briefing that is not for everybody."""

from collections.abc import Iterable

from sqlalchemy import Connection

from verbale.canonical import canonical_line
from verbale.errors import Refused
from verbale.settings import Settings
from verbale.store import audiences
from verbale.store.audit import COMMAND_LINE
from verbale_bot.cli.not_there import not_there
from verbale_bot.cli.opening import opened
from verbale_bot.cli.terminal import print_json, print_line

MAKE_FIRST = "Make it first: verbale audiences make NAME."


def list_audiences(settings: Settings, as_json: bool) -> None:
    """All audiences with their members."""
    with opened(settings) as program, program.database.reading() as connection:
        known = audiences.all_audiences(connection)
    if as_json:
        print_json({"audiences": [_as_json(one) for one in known]})
        return
    if not known:
        print_line("There are no audiences but the public. verbale audiences make NAME makes one.")
    for one in known:
        members = ", ".join(f"{member.name} ({member.member_id})" for member in one.members)
        print_line(f"{one.name}: {members or 'nobody'}")


def make(settings: Settings, name: str, as_json: bool) -> None:
    """Make an audience without members.

    Raises:
        Refused: it is no name of an audience.
    """
    with opened(settings) as program, program.database.writing() as connection:
        is_new = audiences.make(connection, program.clock.now(), COMMAND_LINE, name)
    _tell(as_json, name, f"{name} {'is made' if is_new else 'is there already'}.", is_changed=is_new)


def drop(settings: Settings, name: str, as_json: bool) -> None:
    """Remove an audience with its members.

    Raises:
        Refused: there is none of that name, or something is still for it.
    """
    with opened(settings) as program, program.database.writing() as connection:
        if not audiences.drop(connection, program.clock.now(), COMMAND_LINE, name):
            raise not_there("audience", name, _names(connection), "There are none but the public.")
    _tell(as_json, name, f"{name} is dropped.", is_changed=True)


def add(settings: Settings, name: str, member_id: int, member_name: str | None, as_json: bool) -> None:
    """Add a chat or a person to an audience; without a new name, a member keeps the one that it has.

    Raises:
        Refused: there is no such audience.
    """
    with opened(settings) as program, program.database.writing() as connection:
        known = {one.name: one.members for one in audiences.all_audiences(connection)}
        if name not in known:
            raise not_there("audience", name, known, MAKE_FIRST)
        has = next((one.name for one in known[name] if one.member_id == member_id), str(member_id))
        called = canonical_line(member_name or "") or has
        is_new = audiences.add_member(connection, program.clock.now(), COMMAND_LINE, name, member_id, called)
    _tell(as_json, name, f"{called} {'is added to' if is_new else 'is already a member of'} {name}.", is_changed=is_new)


def remove(settings: Settings, name: str, member_id: int, as_json: bool) -> None:
    """Take a chat or a person out of an audience.

    Raises:
        Refused: there is no such audience, or it is no member of it.
    """
    with opened(settings) as program, program.database.writing() as connection:
        known = _names(connection)
        if name not in known:
            raise not_there("audience", name, known, MAKE_FIRST)
        if not audiences.remove_member(connection, program.clock.now(), COMMAND_LINE, name, member_id):
            raise Refused(f"{member_id} is no member of {name}.", "verbale audiences lists the members.")
    _tell(as_json, name, f"{member_id} is no longer a member of {name}.", is_changed=True)


def _names(connection: Connection) -> list[str]:
    return [one.name for one in audiences.all_audiences(connection)]


def _tell(as_json: bool, name: str, sentence: str, *, is_changed: bool) -> None:
    if as_json:
        print_json({"audience": name, "changed": is_changed})
    else:
        print_line(sentence)


def _as_json(audience: audiences.Audience) -> dict[str, object]:
    return {"name": audience.name, "members": list(_members(audience.members))}


def _members(members: Iterable[audiences.Member]) -> Iterable[dict[str, object]]:
    for one in members:
        yield {"id": one.member_id, "name": one.name, "added_at": one.added_at.isoformat()}
