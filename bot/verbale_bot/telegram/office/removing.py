"""/remove and /restore a briefing, and /rollback of the index: each is asked about before it is done."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from sqlalchemy import Connection
from telegram import InlineKeyboardMarkup

from verbale.briefing import Briefing
from verbale.errors import VerbaleError
from verbale.store import audit, publishing
from verbale.store.audit import Act
from verbale.store.briefings import EditionKey
from verbale_bot.compose import Program
from verbale_bot.telegram.addressing import command_of
from verbale_bot.telegram.exchange import Exchange
from verbale_bot.telegram.formatted import Formatted
from verbale_bot.telegram.handlers.pressing import Press
from verbale_bot.telegram.office.correcting import offer_corrections
from verbale_bot.telegram.office.reindexing import work_on_index
from verbale_bot.telegram.office.rights import actor_of
from verbale_bot.telegram.rendering import shortened
from verbale_bot.telegram.seal import Action, short_name
from verbale_index.generations import GenerationName
from verbale_index.manifest import Manifest

MOST_LISTED = 10
MOST_CHANGES = 12
LABEL_UNITS = 50
SEAL_CHARACTERS = 16


async def remove_command(exchange: Exchange) -> None:
    """/remove ID, or a part of the title; alone it lists the latest."""
    await _choose(exchange, Action.REMOVE, lambda one: one.withdrawn_at is None, "remove")


async def restore_command(exchange: Exchange) -> None:
    """/restore ID, or a part of the title; alone it lists what was withdrawn."""
    await _choose(exchange, Action.RESTORE, lambda one: one.withdrawn_at is not None, "restore")


async def press_remove(press: Press) -> None:
    """Withdraw it, at once and without a rebuild."""
    if await _do(press, publishing.withdraw, "removed", "remove-gone"):
        await offer_corrections(press.exchange)


async def press_restore(press: Press) -> None:
    """Let it be answered from again."""
    if await _do(press, publishing.restore, "restored", "restore-gone"):
        # An index that was built meanwhile does not hold it. What told of the withdrawal is asked about after that.
        await work_on_index(press.exchange, reads_folder=False)


async def press_nothing(press: Press) -> None:
    """Leave it as it is."""
    await press.toast()
    await press.exchange.change(press.message.message_id, press.exchange.words("office-left"))


async def rollback_command(exchange: Exchange) -> None:
    """/rollback: what would change, and whether to do it."""
    program = exchange.desk.service.program
    try:
        found = await exchange.desk.office.run(lambda: _last_two(program))
    except VerbaleError as error:
        await exchange.tell("rollback-failed", reason=str(error))
        return
    if found is None:
        await exchange.tell("rollback-none")
        return
    now, before, seal = found
    briefings = await exchange.desk.office.run(program.briefings.all)
    lines = [
        exchange.words(
            "rollback-ask", number=before.number, made=f"{before.created_at:%Y-%m-%d %H:%M} UTC", now=now.number
        ).text,
        *_changes(exchange, now.editions, before.editions, briefings),
    ]
    rows = [
        [exchange.button(exchange.words("rollback-do").text, Action.ROLL_BACK, now.number, seal)],
        [exchange.button(exchange.words("office-leave").text, Action.NOTHING)],
    ]
    await exchange.say(Formatted("\n".join(lines)), markup=InlineKeyboardMarkup(rows))


async def press_roll_back(press: Press) -> None:
    """Let the generation before serve, if the one that was asked about serves still."""
    exchange, program = press.exchange, press.exchange.desk.service.program
    number, seal = press.pressed.number(0), press.pressed.fields[1]
    await press.toast()
    actor, is_again = actor_of(exchange), exchange.is_again
    try:
        manifest = await exchange.desk.office.run(lambda: _roll_back(program, number, seal, actor, is_again=is_again))
    except VerbaleError as error:
        ended = exchange.words("rollback-failed", reason=str(error))
    else:
        ended = exchange.words(
            "rollback-late" if manifest is None else "rollback-done", number=0 if manifest is None else manifest.number
        )
    await exchange.change(press.message.message_id, ended)


def _last_two(program: Program) -> tuple[Manifest, Manifest, str] | None:
    """What answers, what did before, and the seal of the former."""
    pointer = program.generations.pointer()
    if pointer is None or not pointer.earlier:
        return None
    now, before = program.generations.manifest(pointer.current), program.generations.manifest(pointer.earlier[0])
    return now, before, _seal(pointer.current)


def _seal(name: GenerationName) -> str:
    """Tells a generation from all others: after one was gone back from, the next one may have its number."""
    return name.manifest_sha256[:SEAL_CHARACTERS]


def _roll_back(program: Program, number: int, seal: str, actor: str, *, is_again: bool) -> Manifest | None:
    """Go back from generation ``number``, which has this seal; None where another serves, as when pressed again.

    With ``is_again`` an earlier process may have gone back and have been killed before it wrote so into the log.
    """
    with program.reindexing.alone():
        pointer = program.generations.pointer()
        current = None if pointer is None else program.generations.manifest(pointer.current)
        if pointer is None or current is None:
            return None
        is_asked_about = _seal(pointer.current) == seal
        if not is_asked_about and not (is_again and current.number < number):
            return None
        manifest = program.generations.roll_back() if is_asked_about else current
    subject = f"generation {manifest.number}"
    with program.database.writing() as connection:
        if manifest is not current or not audit.was_rolled_back_to(connection, subject):
            audit.append(connection, program.clock.now(), actor, Act.ROLLED_BACK, subject, {"from": number})
    return manifest


def _changes(
    exchange: Exchange, now: Sequence[EditionKey], before: Sequence[EditionKey], briefings: dict[str, Briefing]
) -> list[str]:
    """What people would be answered from instead, a line a briefing."""
    numbers_now = {key.briefing: key.number for key in now}
    numbers_before = {key.briefing: key.number for key in before}
    lines = []
    for name in sorted(numbers_now.keys() | numbers_before.keys()):
        one, other = numbers_now.get(name), numbers_before.get(name)
        is_withdrawn = name in briefings and briefings[name].withdrawn_at is not None
        if one == other or is_withdrawn:  # nobody is answered from what was withdrawn, whatever the index holds
            continue
        title = shortened(briefings[name].title if name in briefings else name, LABEL_UNITS)
        if other is None:
            lines.append(exchange.words("rollback-gone", title=title).text)
        elif one is None:
            lines.append(exchange.words("rollback-back", title=title).text)
        else:
            lines.append(exchange.words("rollback-edition", title=title, now=one, before=other).text)
    rest = len(lines) - MOST_CHANGES
    if rest > 0:
        lines = [*lines[:MOST_CHANGES], exchange.words("index-more", count=rest).text]
    return lines or [exchange.words("rollback-same").text]


async def _choose(exchange: Exchange, action: Action, fits: Callable[[Briefing], bool], name: str) -> None:
    command = command_of(exchange.message, exchange.desk.bot)
    wanted = ("" if command is None else command[1]).strip().casefold()
    program = exchange.desk.service.program
    all_of_them = [one for one in (await exchange.desk.office.run(program.briefings.all)).values() if fits(one)]
    exact = [one for one in all_of_them if one.id == wanted]
    found = exact or [one for one in all_of_them if wanted in one.id or wanted in one.title.casefold()]
    if not found:
        await exchange.tell(f"{name}-none")
        return
    latest = sorted(found, key=lambda one: one.date or date.min, reverse=True)
    rows = [
        [exchange.button(shortened(one.title, LABEL_UNITS), action, short_name(one.id))] for one in latest[:MOST_LISTED]
    ]
    rows.append([exchange.button(exchange.words("office-leave").text, Action.NOTHING)])
    await exchange.say(exchange.words(f"{name}-ask", count=len(found)), markup=InlineKeyboardMarkup(rows))


async def _do(press: Press, act: Callable[[Connection, str, datetime, str], bool], done: str, gone: str) -> bool:
    """Do it and say so, or say why not; whether it was done."""
    exchange, name = press.exchange, press.pressed.fields[0]
    program = exchange.desk.service.program
    briefings = await exchange.desk.office.run(program.briefings.all)
    briefing = next((one for one in briefings.values() if short_name(one.id) == name), None)
    if briefing is None:
        await press.toast("briefing-gone", alert=True)
        return False
    actor, now = actor_of(exchange), exchange.now()
    changed = await exchange.desk.state.write(lambda connection: act(connection, briefing.id, now, actor))
    await press.toast()
    is_done = changed or exchange.is_again
    word = done if is_done else gone
    await exchange.change(press.message.message_id, exchange.words(word, title=shortened(briefing.title)))
    return is_done
