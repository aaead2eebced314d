"""/reindex: the work, its progress in one message, its end in words."""

import asyncio
import logging
import time
from contextlib import suppress

from telegram import InlineKeyboardMarkup

from verbale.errors import Refused, VerbaleError
from verbale.store.publishing import Taken
from verbale_bot.background_indexing import Cancelled, Indexing, Step
from verbale_bot.indexing import Indexed
from verbale_bot.telegram.exchange import Exchange
from verbale_bot.telegram.formatted import Formatted
from verbale_bot.telegram.handlers.pressing import Press
from verbale_bot.telegram.office.correcting import offer_corrections
from verbale_bot.telegram.office.rights import actor_of
from verbale_bot.telegram.rendering import shortened
from verbale_bot.telegram.seal import Action
from verbale_bot.telegram.sending import NotSent, OutOfReach

logger = logging.getLogger(__name__)

SHOWN_EVERY_SECONDS = 2.0
"""Telegram lets a message be edited about so often."""
BAR = 12
MOST_FILES = 15
MOST_UNITS = 3500
STAGES = ("reading files", "reading", "embedding", "writing", "proving")
AGAIN_SECONDS = 1.0
LONGEST_WAIT_SECONDS = 600.0
"""What was published meanwhile is not in the index that is being built; it waits so long for its turn."""
LEAST_DONE = 0.05
"""Of less than this share no time can be told."""


async def reindex_command(exchange: Exchange) -> None:
    """/reindex: take in what is new in the folder, and build an index of everything."""
    folder = exchange.desk.service.program.settings.briefings_dir
    # After a restart the program itself may be at it: what was taken in is news. The rest of the folder is not lost.
    wait_seconds = LONGEST_WAIT_SECONDS if exchange.is_again else 0.0
    await work_on_index(exchange, reads_folder=folder.is_dir(), wait_seconds=wait_seconds)


async def work_on_index(exchange: Exchange, *, reads_folder: bool, wait_seconds: float = LONGEST_WAIT_SECONDS) -> None:
    """Build the index, with the progress in one message; at the end, messages that quoted what changed are offered."""
    indexing, actor = exchange.desk.office.indexing, actor_of(exchange)
    message_id = await exchange.say(exchange.words("index-begun"), markup=_stop_button(exchange))
    work = asyncio.create_task(index_in_turn(indexing, actor, reads_folder=reads_folder, wait_seconds=wait_seconds))
    showing = asyncio.create_task(_show_progress(exchange, message_id))
    try:
        indexed = await work
        ended = _ended(exchange, indexed)
    except Cancelled:
        ended = exchange.words("index-cancelled")
    except VerbaleError as error:
        ended = exchange.words("index-failed", reason=str(error))
    finally:
        work.cancel()
        showing.cancel()
        await asyncio.wait([showing])
    await _say_end(exchange, message_id, ended)
    await offer_corrections(exchange)


async def index_in_turn(
    indexing: Indexing, actor: str, *, reads_folder: bool, wait_seconds: float = LONGEST_WAIT_SECONDS
) -> Indexed:
    """Build the index, after whoever is building it now has done so, if that is within ``wait_seconds``.

    Raises:
        Refused, Cancelled, VerbaleError: as ``Indexing.run``.
    """
    until = time.monotonic() + wait_seconds
    while True:
        try:
            return await indexing.run(actor, reads_folder=reads_folder)
        except Refused:
            if time.monotonic() >= until:
                raise
        await asyncio.sleep(AGAIN_SECONDS)


async def _say_end(exchange: Exchange, message_id: int | None, ended: Formatted) -> None:
    """Put the end in place of the progress; where that was deleted, say it anew."""
    if message_id is None:
        await exchange.say(ended)
        return
    try:
        await exchange.change(message_id, ended)
    except OutOfReach:
        raise
    except NotSent:
        await exchange.say(ended)


async def press_stop(press: Press) -> None:
    """Stop the work."""
    await press.toast("index-stopping" if press.exchange.desk.office.indexing.cancel() else "index-not-running")


async def _show_progress(exchange: Exchange, message_id: int | None) -> None:
    """Edit the message again and again, until cancelled."""
    indexing, shown = exchange.desk.office.indexing, ""
    while message_id is not None:
        await asyncio.sleep(SHOWN_EVERY_SECONDS)
        step = indexing.step
        if step is None:
            continue
        text = _progress(exchange, step)
        if text != shown:
            shown = text
            with suppress(NotSent):  # the message was deleted; the work goes on
                markup = _stop_button(exchange)
                await exchange.desk.sender.edit(exchange.chat_id, message_id, Formatted(text), markup)


def _progress(exchange: Exchange, step: Step) -> str:
    share = min(1.0, step.done / step.total) if step.total else 0.0
    full = round(share * BAR)
    place = STAGES.index(step.stage) + 1 if step.stage in STAGES else 1
    stage = exchange.words(f"index-stage-{place}", done=step.done, total=step.total).text
    lines = [exchange.words("index-begun").text, f"{'▓' * full}{'░' * (BAR - full)} {place}/{len(STAGES)} · {stage}"]
    if share >= LEAST_DONE and step.total > 1:
        left = (time.monotonic() - step.began_at) * (1 - share) / share
        lines.append(exchange.words("index-left", seconds=round(left)).text)
    return "\n".join(lines)


def _ended(exchange: Exchange, indexed: Indexed) -> Formatted:
    built, taken_in = indexed.built, indexed.taken_in
    if built is None:
        lines = [exchange.words("index-nothing").text]
    else:
        manifest = built.manifest
        lines = [
            exchange.words(
                "index-done" if built.is_new else "index-same",
                number=manifest.number,
                briefings=len(manifest.editions),
                paragraphs=manifest.paragraphs,
                embedded=built.embedded,
                seconds=round(indexed.seconds),
            ).text
        ]
    news = [(file, taken) for file, taken in taken_in.taken if taken is not Taken.UNCHANGED]
    names = {Taken.NEW: "taken-new", Taken.NEW_EDITION: "taken-edition", Taken.DETAILS: "taken-details"}
    lines += [f"• {file}: {exchange.words(names[taken]).text}" for file, taken in news[:MOST_FILES]]
    lines += [f"✗ {refusal}" for refusal in taken_in.refused[:MOST_FILES]]
    left = len(news[MOST_FILES:]) + len(taken_in.refused[MOST_FILES:])
    if left:
        lines.append(exchange.words("index-more", count=left).text)
    return Formatted(shortened("\n".join(lines), MOST_UNITS))


def _stop_button(exchange: Exchange) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[exchange.button(exchange.words("index-stop").text, Action.STOP_INDEXING)]])
