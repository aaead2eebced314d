"""/export: everything as CSV files in one archive, for owners."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

from telegram.constants import FileSizeLimit

from verbale.errors import Refused
from verbale.store import audit
from verbale.store.audit import Act
from verbale.store.database import Database
from verbale.store.export import export
from verbale_bot.telegram.exchange import Exchange
from verbale_bot.telegram.files import FileTooLarge
from verbale_bot.telegram.office.rights import actor_of

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Archive:
    """The bytes of an archive, and their SHA-256."""

    data: bytes
    sha256: str


async def export_command(exchange: Exchange) -> None:
    """/export."""
    actor, now, database = actor_of(exchange), exchange.now(), exchange.desk.service.program.database
    largest_bytes = int(FileSizeLimit.FILESIZE_UPLOAD)
    try:
        archive = await exchange.desk.office.run(lambda: archive_of(database, largest_bytes))
    except FileTooLarge as error:
        await exchange.say(exchange.words("export-too-large", megabytes=error.largest_bytes // MEGABYTE))
        return
    except Refused as error:
        await exchange.say(exchange.words("office-refused", reason=str(error)))
        return
    name = f"verbale-export-{now:%Y-%m-%d}.zip"
    details: dict[str, audit.Detail] = {"bytes": len(archive.data), "sha256": archive.sha256}
    # Before anything leaves: what is not in the log was not exported.
    await exchange.desk.state.write(
        lambda connection: audit.append(connection, now, actor, Act.EXPORTED, name, details)
    )
    await exchange.desk.office.files.send_document(exchange.chat_id, name, archive.data, exchange.words("export-done"))


def archive_of(database: Database, largest_bytes: int) -> Archive:
    """The store's export as a ZIP archive; on the disk it is only while it is made, where others cannot read it.

    Raises:
        FileTooLarge: the archive has more than ``largest_bytes``.
        Refused: it cannot be written.
    """
    try:
        with TemporaryDirectory(prefix="verbale-export-") as name:
            file = Path(name, "export.zip")
            with database.reading() as connection:
                tables = export(connection, Path(name, "tables"))
            with ZipFile(file, "w", ZIP_DEFLATED) as archive:
                for table in tables:
                    archive.write(table, table.name)
            if file.stat().st_size > largest_bytes:
                raise FileTooLarge(largest_bytes)
            data = file.read_bytes()
    except OSError as error:
        raise Refused(f"The export cannot be written: {error}.", "Check the disk and the folder TMPDIR.") from error
    return Archive(data, hashlib.sha256(data).hexdigest())
