"""``verbale admins``: who runs the office."""

from verbale.canonical import canonical_line
from verbale.errors import Refused
from verbale.settings import Settings
from verbale.store import admins
from verbale.store.audit import COMMAND_LINE
from verbale.store.rights import Role
from verbale_bot.cli.opening import opened
from verbale_bot.cli.terminal import print_json, print_line


def list_admins(settings: Settings, as_json: bool) -> None:
    """The owners that the settings name, then all other administrators in the order in which they were added."""
    with opened(settings) as program, program.database.reading() as connection:
        known = [one for one in admins.all_admins(connection) if one.user_id not in settings.admins]
    if as_json:
        by_settings = [
            {"id": user_id, "role": Role.OWNER.value, "name": None, "added_by": "VERBALE_ADMINS", "added_at": None}
            for user_id in settings.admins
        ]
        print_json({"admins": [*by_settings, *(_as_json(one) for one in known)]})
        return
    if not settings.admins and not known:
        print_line("There are no administrators. verbale admins add USER_ID --role owner adds one.")
    for user_id in settings.admins:
        print_line(f"{user_id}: owner, by VERBALE_ADMINS")
    for one in known:
        print_line(f"{one.name} ({one.user_id}): {one.role}, added {one.added_at:%Y-%m-%d} by {one.added_by}")


def add(settings: Settings, user_id: int, role: Role, name: str | None, as_json: bool) -> None:
    """Give a person a role; without a new name, an administrator keeps the one that there is.

    Raises:
        Refused: the settings make that person an owner.
    """
    _check_not_by_settings(settings, user_id)
    with opened(settings) as program, program.database.writing() as connection:
        has = next((one.name for one in admins.all_admins(connection) if one.user_id == user_id), str(user_id))
        called = canonical_line(name or "") or has
        is_new = admins.add(connection, program.clock.now(), COMMAND_LINE, user_id, role, called)
    _tell(as_json, user_id, f"{called} is {'now' if is_new else 'already'} an {role}.", is_changed=is_new)


def remove(settings: Settings, user_id: int, as_json: bool) -> None:
    """Take a person's role away.

    Raises:
        Refused: that person is no administrator, or is one by the settings.
    """
    _check_not_by_settings(settings, user_id)
    with opened(settings) as program, program.database.writing() as connection:
        if not admins.remove(connection, program.clock.now(), COMMAND_LINE, user_id):
            raise Refused(f"{user_id} is no administrator.", "verbale admins lists them.")
    _tell(as_json, user_id, f"{user_id} is no longer an administrator.", is_changed=True)


def _check_not_by_settings(settings: Settings, user_id: int) -> None:
    if user_id in settings.admins:
        raise Refused(f"{user_id} is an owner by VERBALE_ADMINS.", "Change that setting, and start the bot again.")


def _tell(as_json: bool, user_id: int, sentence: str, *, is_changed: bool) -> None:
    if as_json:
        print_json({"id": user_id, "changed": is_changed})
    else:
        print_line(sentence)


def _as_json(admin: admins.Admin) -> dict[str, object]:
    return {
        "id": admin.user_id,
        "role": admin.role.value,
        "name": admin.name,
        "added_by": admin.added_by,
        "added_at": admin.added_at.isoformat(),
    }
