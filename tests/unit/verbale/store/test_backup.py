import hashlib
import shutil
import sqlite3
import stat
import threading
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from errno import EPERM
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, text, update

from library import ARRIVAL, RAILWAY, Library
from verbale.edition import text_sha256
from verbale.errors import Damaged, Refused
from verbale.intake.document import Document, SourceFile
from verbale.language import Language
from verbale.quote import Quote
from verbale.store import audit
from verbale.store import backup as module
from verbale.store.backup import Backup, backup
from verbale.store.briefings import BriefingStore
from verbale.store.database import Database, open_database
from verbale.store.ledger import Said, record
from verbale.store.publishing import take_in
from verbale.store.schema import audit as log
from verbale.store.schema import chats, editions, ledger, schema_info, vectors

NOW = datetime(2025, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def url(library: Library) -> str:
    """The database of a library with two briefings."""
    library.add("arrival", ARRIVAL)
    library.add("railway", RAILWAY, language="ru")
    return f"sqlite:///{library.folder / 'verbale.db'}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the backups go; nothing else is in it."""
    made = tmp_path / "backups"
    made.mkdir()
    return made


def test_a_backup_says_what_it_is(library: Library, url: str, folder: Path) -> None:
    made = backup(url, folder / "march.db", NOW)
    data = (folder / "march.db").read_bytes()
    with library.database.reading() as connection:
        checked = audit.check(connection)
    assert made == Backup(
        file=folder / "march.db",
        size_bytes=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        audit_entries=3,
        last_sha256=checked.last_sha256,
        made_at=NOW,
    )
    assert [path.name for path in folder.iterdir()] == ["march.db"]


def test_a_backup_that_is_put_in_place_is_the_library_as_it_was(library: Library, url: str, folder: Path) -> None:
    made = backup(url, folder / "march.db", NOW)
    library.add("arrival", ARRIVAL.replace("3 March", "4 March"))
    data_dir = folder / "restored"
    data_dir.mkdir()
    shutil.copy(made.file, data_dir / "verbale.db")
    restored = open_database(f"sqlite:///{data_dir / 'verbale.db'}")
    store = BriefingStore(restored)
    assert [(key.briefing, key.number) for key in store.current_editions()] == [("arrival", 1), ("railway", 1)]
    assert store.editions([("arrival", 1)])["arrival", 1].text == ARRIVAL
    assert store.check_originals() == 2
    with restored.writing() as connection:
        assert audit.check(connection).last_sha256 == made.last_sha256
        audit.append(connection, NOW, audit.COMMAND_LINE, audit.Act.BACKED_UP, "march.db")
    restored.close()


def test_only_its_owner_may_read_a_backup(url: str, folder: Path) -> None:
    made = backup(url, folder / "march.db", NOW)
    assert stat.S_IMODE(made.file.stat().st_mode) == 0o600


def test_a_backup_is_one_file_of_a_plain_journal(url: str, folder: Path) -> None:
    """Bytes 18 and 19 of an SQLite file are 1 where it needs no write-ahead log beside it."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        assert connection.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
    made = backup(url, folder / "march.db", NOW)
    assert made.file.read_bytes()[18:20] == b"\x01\x01"


def test_a_file_that_is_there_is_never_replaced(url: str, folder: Path) -> None:
    (folder / "march.db").write_bytes(b"the backup of another day")
    with pytest.raises(Refused, match=r"march\.db exists already") as refused:
        backup(url, folder / "march.db", NOW)
    assert refused.value.remedy == "Choose another name."
    assert (folder / "march.db").read_bytes() == b"the backup of another day"
    assert [path.name for path in folder.iterdir()] == ["march.db"]


def test_the_database_itself_is_never_replaced(url: str) -> None:
    file = Path(url.removeprefix("sqlite:///"))
    before = file.read_bytes()
    with pytest.raises(Refused, match="exists already"):
        backup(url, file, NOW)
    assert file.read_bytes() == before


@pytest.mark.parametrize("has_links", [True, False])
def test_a_file_that_comes_meanwhile_is_not_replaced_either(
    url: str, folder: Path, monkeypatch: pytest.MonkeyPatch, has_links: bool
) -> None:
    file, check = folder / "march.db", module._check

    def check_slowly(copy: Path) -> audit.Checked:
        file.write_bytes(b"came meanwhile")
        return check(copy)

    monkeypatch.setattr(module, "_check", check_slowly)
    if not has_links:
        monkeypatch.setattr(Path, "hardlink_to", no_links)
    with pytest.raises(Refused, match="exists already"):
        backup(url, file, NOW)
    assert file.read_bytes() == b"came meanwhile"
    assert [path.name for path in folder.iterdir()] == ["march.db"]


def no_links(self: Path, target: Path) -> None:
    raise OSError(EPERM, "Operation not permitted")


def test_a_disk_without_hard_links_takes_a_backup(url: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "hardlink_to", no_links)
    made = backup(url, folder / "march.db", NOW)
    assert hashlib.sha256(made.file.read_bytes()).hexdigest() == made.sha256
    assert [path.name for path in folder.iterdir()] == ["march.db"]


@pytest.mark.parametrize("scheme", ["postgresql+psycopg", "postgresql", "mysql"])
def test_a_server_has_its_own_tool(folder: Path, scheme: str) -> None:
    with pytest.raises(Refused) as refused:
        backup(f"{scheme}://verbale:geheim@db.example/verbale", folder / "march.db", NOW)
    assert refused.value.message == f"A database of {scheme.partition('+')[0]} is not copied here."
    assert refused.value.remedy == "Use the server's own tool; for PostgreSQL, pg_dump."


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "sqlite:///file:x.db?uri=true&mode=ro"])
def test_what_is_no_plain_file_is_refused(folder: Path, url: str) -> None:
    with pytest.raises(Refused, match="not a plain file"):
        backup(url, folder / "march.db", NOW)


def test_a_url_that_is_none_is_refused_without_being_repeated(folder: Path) -> None:
    with pytest.raises(Refused, match="not a usable SQLAlchemy URL") as refused:
        backup("geheim", folder / "march.db", NOW)
    assert "geheim" not in str(refused.value)


def test_a_database_that_there_is_not_is_not_made(folder: Path) -> None:
    with pytest.raises(Refused, match="There is no database"):
        backup(f"sqlite:///{folder / 'nothing.db'}", folder / "march.db", NOW)
    assert list(folder.iterdir()) == []


def test_a_folder_that_there_is_not_is_named(url: str, folder: Path) -> None:
    with pytest.raises(Refused, match=r"The backup cannot be made: .*No such file or directory"):
        backup(url, folder / "nowhere" / "march.db", NOW)


def test_names_with_signs_that_mean_something_in_addresses_are_names(url: str, tmp_path: Path) -> None:
    odd = tmp_path / "бэкап #1 50%?mode=memory"
    odd.mkdir()
    source = odd / "verbale.db"
    shutil.copy(url.removeprefix("sqlite:///"), source)
    made = backup(f"sqlite:///{source}".replace("%", "%25").replace("?", "%3F"), odd / "март?.db", NOW)
    assert sorted(path.name for path in odd.iterdir()) == ["verbale.db", "март?.db"]
    assert made.audit_entries == 3


def test_a_damaged_log_makes_no_backup(library: Library, url: str, folder: Path) -> None:
    with library.database.writing() as connection:
        connection.execute(update(log).where(log.c.number == 2).values(actor="user 7"))
    with pytest.raises(Damaged, match=r"Entry 2 of the audit log \(published\)"):
        backup(url, folder / "march.db", NOW)
    assert list(folder.iterdir()) == []


def test_a_damaged_file_makes_no_backup(library: Library, url: str, folder: Path) -> None:
    library.close()
    file = Path(url.removeprefix("sqlite:///"))
    data = bytearray(file.read_bytes())
    pages = len(data) // 4096
    assert pages > 10
    for page in range(2, pages):
        data[page * 4096 : page * 4096 + 200] = b"\xa5" * 200
    file.write_bytes(data)
    with pytest.raises(Damaged, match="no backup was made"):
        backup(url, folder / "march.db", NOW)
    assert list(folder.iterdir()) == []


def test_a_file_that_is_no_database_makes_no_backup(folder: Path) -> None:
    (folder / "text.db").write_text("this is not a database, whatever its name says " * 50)
    with pytest.raises(Damaged, match="file is not a database"):
        backup(f"sqlite:///{folder / 'text.db'}", folder / "march.db", NOW)
    assert [path.name for path in folder.iterdir()] == ["text.db"]


def test_a_database_of_another_version_is_refused(library: Library, url: str, folder: Path) -> None:
    with library.database.writing() as connection:
        connection.execute(update(schema_info).values(version=2))
    with pytest.raises(Refused, match="has schema 2; this program knows"):
        backup(url, folder / "march.db", NOW)
    assert list(folder.iterdir()) == []


def test_a_database_of_something_else_is_refused(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "else.db")) as connection:
        connection.execute("CREATE TABLE t (x)")
    with pytest.raises(Refused, match="has schema None"):
        backup(f"sqlite:///{folder / 'else.db'}", folder / "march.db", NOW)


def test_what_is_not_committed_is_not_in_the_copy(library: Library, url: str, folder: Path) -> None:
    with library.database.writing() as connection:
        connection.execute(insert(chats).values(id=5, scope="Душанбе"))
        made = backup(url, folder / "march.db", NOW)
    assert made.audit_entries == 3
    with closing(sqlite3.connect(made.file)) as copy:
        assert copy.execute("SELECT count(*) FROM chats").fetchone() == (0,)
    with library.database.reading() as reading:
        assert reading.scalar(select(chats.c.scope)) == "Душанбе"


def test_a_database_that_is_locked_too_long_is_refused(url: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BUSY_TIMEOUT_SECONDS", 0.2)
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as locking:
        locking.execute("BEGIN EXCLUSIVE")
        with pytest.raises(Refused, match="database is locked"):
            backup(url, folder / "march.db", NOW)
        locking.execute("ROLLBACK")
    assert list(folder.iterdir()) == []


def write(database: Database, number: int) -> None:
    """One act: a briefing, its entry in the log, and a message that quotes it, in one transaction."""
    briefing, words = f"talks-{number}", f"Мост № {number} откроют в мае."
    document = Document(words, briefing, None, Language.RUSSIAN, None, None, ("public",), None, ())
    said = Said(
        bot_id=7,
        update_id=number,
        part=0,
        kind="answer",
        chat_id=-500,
        thread_id=None,
        message_id=number,
        inline_message_id=None,
        answer_id=number,
        first=0,
        quotes=(Quote(briefing, 1, 0, len(words)),),
        sent_at=NOW + timedelta(seconds=number),
    )
    with database.writing() as connection:
        record(connection, said)
        # More than a page, so that a copy of some pages from before and some from after would show.
        source = SourceFile(f"{briefing}.txt", words.encode() * 300)
        take_in(connection, briefing, document, source, said.sent_at, audit.user(42))


@pytest.fixture(params=["wal", "truncate"])
def journalled(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """The journal, and the database in which it is used."""
    oldest = (3, 0, 0) if request.param == "wal" else (99, 0, 0)
    monkeypatch.setattr("verbale.store.database.WAL_IS_SOUND_SINCE", oldest)
    return request.param, f"sqlite:///{tmp_path / 'verbale.db'}"


def test_a_backup_while_another_thread_writes_is_one_moment(journalled: tuple[str, str], folder: Path) -> None:
    journal, url = journalled
    database = open_database(url)
    with database.reading() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == journal
    with database.writing() as connection:
        # So much that a copy takes as long as several acts.
        ballast = {"fingerprint": "f", "text_sha256": b"k" * 32, "vector": bytes(20_000_000)}
        connection.execute(insert(vectors).values(ballast))
    written, is_over = 0, threading.Event()
    failures: list[BaseException] = []

    def write_on() -> None:
        nonlocal written
        try:
            while not is_over.is_set():
                write(database, written + 1)
                written += 1
        except BaseException as error:  # noqa: BLE001 - handed to the test's own thread
            failures.append(error)
        finally:
            is_over.set()

    writer = threading.Thread(target=write_on)
    writer.start()
    made: list[tuple[int, Backup, int]] = []
    try:
        while len(made) < 6 and not is_over.is_set():
            while written < 3 * (len(made) + 1) and not is_over.is_set():
                time.sleep(0.001)
            before = written
            one = backup(url, folder / f"{len(made)}.db", NOW)
            made.append((before, one, written))
    finally:
        is_over.set()
        writer.join(60)
    database.close()
    assert failures == []
    assert len(made) == 6
    assert made[-1][0] > made[0][2], "nothing was written meanwhile"
    for before, one, after in made:
        moment = check_one_moment(one)
        # The last act may be committed before it is counted.
        assert before <= moment <= after + 1


def check_one_moment(made: Backup) -> int:
    """Open a copy as the program does, and return how many acts are in it; it has all of each or nothing."""
    restored = open_database(f"sqlite:///{made.file}")
    store = BriefingStore(restored)
    with restored.reading() as connection:
        checked = audit.check(connection)
        acts = connection.scalar(select(func.count()).select_from(editions)) or 0
        updates = connection.scalars(select(ledger.c.update_id).order_by(ledger.c.id)).all()
        quotes = [Quote(**places[0]) for places in connection.scalars(select(ledger.c.quotes).order_by(ledger.c.id))]
    assert checked == audit.Checked(acts + 1, made.last_sha256)
    assert made.audit_entries == acts + 1
    assert updates == list(range(1, acts + 1))
    assert store.check_originals() == acts
    assert [one.text for one in store.quotations(quotes)] == [f"Мост № {number} откроют в мае." for number in updates]
    assert store.revision() == acts
    restored.close()
    return acts


def test_a_copy_of_a_copy_says_the_same(url: str, folder: Path) -> None:
    first = backup(url, folder / "first.db", NOW)
    second = backup(f"sqlite:///{first.file}", folder / "second.db", NOW)
    assert replace(second, file=first.file, sha256=first.sha256, size_bytes=first.size_bytes) == first


def test_an_altered_edition_is_not_backed_up_as_if_it_were_whole(library: Library, url: str, folder: Path) -> None:
    with library.database.writing() as connection:
        forged = {"text": "forged", "sha256": text_sha256("forged")}
        connection.execute(update(editions).where(editions.c.briefing == "arrival").values(forged))
    with pytest.raises(Damaged, match="Edition 1 of arrival is not the one"):
        backup(url, folder / "march.db", NOW)
    assert list(folder.iterdir()) == []
