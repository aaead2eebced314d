"""/status: what serves, what is stored, what waits, and what went wrong lately."""

import os
import resource
import shutil
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, func, select

from verbale.errors import VerbaleError
from verbale.store import audit, drafts
from verbale.store.delivery import DeliveryState
from verbale.store.inbox import Inbox
from verbale.store.schema import deliveries, outbox
from verbale_bot.compose import Program
from verbale_bot.telegram.exchange import Exchange
from verbale_bot.telegram.formatted import Formatted
from verbale_bot.telegram.rendering import shortened
from verbale_index.manifest import Manifest

MOST_ERRORS = 5
MOST_UNITS = 3800
MEGABYTE = 1_000_000
MOST_DRAFTS = 100


@dataclass(frozen=True)
class _Stored:
    """What the database tells."""

    waiting: int
    open_drafts: int
    unsent: dict[str, int]
    audit_entries: int


@dataclass(frozen=True)
class _Serving:
    """What the disk tells: the generation that serves, or why none can be named."""

    manifest: Manifest | None
    damage: str
    briefings: int
    withdrawn: int
    editions: int
    is_up_to_date: bool
    disk_free_mb: int
    data_mb: int


async def status_command(exchange: Exchange) -> None:
    """/status."""
    program, bot_id = exchange.desk.service.program, exchange.desk.bot.id
    serving = await exchange.desk.office.run(lambda: _serving(program))
    stored = await exchange.desk.state.read(lambda connection: _stored(connection, bot_id))
    words = exchange.words
    manifest = serving.manifest
    lines = [
        words("status-no-index").text
        if manifest is None
        else words(
            "status-serving",
            number=manifest.number,
            made=f"{manifest.created_at:%Y-%m-%d %H:%M} UTC",
            briefings=len(manifest.editions),
            paragraphs=manifest.paragraphs,
            model=manifest.model,
        ).text,
        words("status-up-to-date" if serving.is_up_to_date else "status-behind").text,
        words(
            "status-stored", briefings=serving.briefings, withdrawn=serving.withdrawn, editions=serving.editions
        ).text,
        words("status-queue", waiting=max(0, stored.waiting - 1), drafts=stored.open_drafts).text,
        words(
            "status-outbox", **{name: stored.unsent.get(name, 0) for name in ("pending", "failed", "uncertain")}
        ).text,
        words("status-machine", memory=_memory_mb(), data=serving.data_mb, free=serving.disk_free_mb).text,
        words("status-audit", entries=stored.audit_entries).text,
    ]
    if serving.damage:
        lines.append(words("status-damage", reason=serving.damage).text)
    errors = exchange.desk.office.errors.lines()[-MOST_ERRORS:]
    lines.append(words("status-errors" if errors else "status-no-errors").text)
    lines += [f"• {line}" for line in errors]
    await exchange.say(Formatted(shortened("\n".join(lines), MOST_UNITS)))


def _stored(connection: Connection, bot_id: int) -> _Stored:
    # What was left alone on purpose, or stopped, waits for nothing.
    going_on = [DeliveryState.RUNNING.value, DeliveryState.PAUSED.value, DeliveryState.DONE.value]
    states = connection.execute(
        select(outbox.c.state, func.count())
        .join(deliveries, deliveries.c.id == outbox.c.delivery)
        .where(deliveries.c.state.in_(going_on))
        .group_by(outbox.c.state)
    ).tuples()
    return _Stored(
        Inbox(bot_id).count_waiting(connection),
        len(drafts.open_drafts(connection, MOST_DRAFTS)),
        dict(states.all()),
        audit.count(connection),
    )


def _serving(program: Program) -> _Serving:
    manifest, damage = None, ""
    try:
        pointer = program.generations.pointer()
        if pointer is not None:
            manifest = program.generations.manifest(pointer.current)
    except VerbaleError as error:
        damage = str(error)
    briefings = program.briefings.all()
    current = program.briefings.current_editions()
    folder = program.settings.data_dir
    return _Serving(
        manifest=manifest,
        damage=damage,
        briefings=len(briefings),
        withdrawn=sum(one.withdrawn_at is not None for one in briefings.values()),
        editions=program.briefings.count_editions(),
        is_up_to_date=manifest is not None and list(manifest.editions) == current,
        disk_free_mb=shutil.disk_usage(folder).free // MEGABYTE,
        data_mb=_size_bytes(folder) // MEGABYTE,
    )


def _size_bytes(folder: Path) -> int:
    """What the files in a folder take; some of them come and go meanwhile."""
    total = 0
    for path, _, names in os.walk(folder):
        for name in names:
            with suppress(FileNotFoundError):
                total += Path(path, name).lstat().st_size
    return total


def _memory_mb() -> int:
    """The most memory that the process has had so far."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // MEGABYTE if sys.platform == "darwin" else most * 1024 // MEGABYTE
