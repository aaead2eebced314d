from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection

from library import Library
from verbale.store import audit
from verbale.store.admins import Admin, add, all_admins, remove, role_of
from verbale.store.audit import Act
from verbale.store.rights import Role

NOW = datetime(2025, 3, 4, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
AMINA, BEK = 42, 9_007_199_254_740_991
OWNER = audit.user(1)


@pytest.fixture
def connection(library: Library) -> Iterator[Connection]:
    with library.database.writing() as opened:
        yield opened


def log(connection: Connection) -> list[tuple[str, Act, str, object]]:
    """The log without its beginning, oldest first."""
    written = reversed(audit.entries(connection, 50))
    return [(entry.actor, entry.act, entry.subject, entry.details) for entry in written if entry.act is not Act.BEGUN]


def test_who_was_never_added_has_no_role(connection: Connection) -> None:
    assert role_of(connection, AMINA) is None
    assert all_admins(connection) == []


def test_administrators_come_back_in_the_order_of_their_adding(connection: Connection) -> None:
    assert add(connection, NOW, OWNER, BEK, Role.EDITOR, "Бек 🖋")
    assert add(connection, LATER, audit.user(BEK), AMINA, Role.OWNER, "Amina")
    assert role_of(connection, BEK) is Role.EDITOR
    assert role_of(connection, AMINA) is Role.OWNER
    assert all_admins(connection) == [
        Admin(BEK, Role.EDITOR, "Бек 🖋", "user 1", NOW),
        Admin(AMINA, Role.OWNER, "Amina", f"user {BEK}", LATER),
    ]


def test_adding_and_removing_stand_in_the_log(connection: Connection) -> None:
    add(connection, NOW, OWNER, AMINA, Role.EDITOR, "Amina")
    add(connection, NOW, OWNER, AMINA, Role.OWNER, "Amina")
    remove(connection, NOW, OWNER, AMINA)
    assert log(connection) == [
        ("user 1", Act.ADMIN_ADDED, "user 42", {"role": "editor"}),
        ("user 1", Act.ADMIN_ADDED, "user 42", {"role": "owner"}),
        ("user 1", Act.ADMIN_REMOVED, "user 42", {"role": "owner"}),
    ]
    assert audit.check(connection).entries == 4


def test_the_same_role_again_is_no_change_though_the_name_is_kept(connection: Connection) -> None:
    add(connection, NOW, OWNER, AMINA, Role.EDITOR, "Amina")
    assert not add(connection, LATER, audit.user(BEK), AMINA, Role.EDITOR, "Amina S.")
    assert all_admins(connection) == [Admin(AMINA, Role.EDITOR, "Amina S.", "user 1", NOW)]
    assert len(log(connection)) == 1


def test_another_role_is_a_change_by_whoever_gave_it(connection: Connection) -> None:
    add(connection, NOW, OWNER, AMINA, Role.EDITOR, "Amina")
    assert add(connection, LATER, audit.user(BEK), AMINA, Role.OWNER, "Amina")
    assert all_admins(connection) == [Admin(AMINA, Role.OWNER, "Amina", f"user {BEK}", LATER)]


def test_a_removed_administrator_has_no_role_and_the_others_keep_theirs(connection: Connection) -> None:
    add(connection, NOW, OWNER, AMINA, Role.EDITOR, "Amina")
    add(connection, NOW, OWNER, BEK, Role.OWNER, "Бек")
    assert remove(connection, NOW, OWNER, AMINA)
    assert role_of(connection, AMINA) is None
    assert role_of(connection, BEK) is Role.OWNER


def test_removing_who_is_no_administrator_changes_nothing(connection: Connection) -> None:
    assert not remove(connection, NOW, OWNER, AMINA)
    assert log(connection) == []


def test_a_name_gives_no_rights(connection: Connection) -> None:
    """Two persons of the same name are told apart by their ids."""
    add(connection, NOW, OWNER, AMINA, Role.OWNER, "Amina")
    assert role_of(connection, AMINA + 1) is None


def test_what_is_rolled_back_leaves_neither_role_nor_entry(library: Library) -> None:
    with pytest.raises(RuntimeError, match="after all not"), library.database.writing() as opened:
        add(opened, NOW, OWNER, AMINA, Role.OWNER, "Amina")
        raise RuntimeError("after all not")
    with library.database.reading() as opened:
        assert role_of(opened, AMINA) is None
        assert log(opened) == []
