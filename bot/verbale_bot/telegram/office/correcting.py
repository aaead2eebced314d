"""Corrections reach what was already said: the messages are counted, an administrator decides, and they are marked."""

from dataclasses import replace
from functools import partial

from sqlalchemy import Connection
from telegram import InlineKeyboardMarkup

from verbale.corrections import CORRECTION, EDIT, LEAVE, REPLY, Due, corrections_due
from verbale.language import Language
from verbale.store import audit, outbox
from verbale.store.audit import Act
from verbale.store.chats import read_chat
from verbale.store.delivery import Counts, Delivery, DeliveryState, OutboxRow, Why
from verbale.store.delivery_problems import Problem, problems
from verbale.store.ledger import Said, record_once, rewrite
from verbale_bot.messages import message as words
from verbale_bot.telegram.announcing.reporting import problem_lines
from verbale_bot.telegram.delivering import Delivered, Failed, Way
from verbale_bot.telegram.desk import Desk
from verbale_bot.telegram.exchange import Exchange
from verbale_bot.telegram.formatted import Formatted
from verbale_bot.telegram.handlers.pressing import Press
from verbale_bot.telegram.office.before import read_before
from verbale_bot.telegram.office.correction_message import Corrected
from verbale_bot.telegram.office.rights import actor_of
from verbale_bot.telegram.office.said_before import Again
from verbale_bot.telegram.pace import Priority
from verbale_bot.telegram.rendering import shortened
from verbale_bot.telegram.seal import Action, short_name
from verbale_bot.telegram.sending import Claim, NotSent, Outgoing, OutOfReach

MODES = (EDIT, REPLY, LEAVE)
MOST_OFFERED = 5
"""Briefings whose corrections are offered at once; the others after the next reindexing."""
MOST_NAMED = 8
"""So many chats are named for each reason why messages could not be corrected."""


async def offer_corrections(exchange: Exchange) -> None:
    """Say how many messages quoted what has changed, one message a briefing, and ask what is to be done."""
    for due in (await _due(exchange.desk))[:MOST_OFFERED]:
        what = "withdrawn" if due.edition is None else "back" if due.is_back else "changed"
        labels = {EDIT: "correct-update" if due.is_back else "correct-edit"}
        text = exchange.words(
            f"correct-{what}",
            title=shortened(due.briefing.title),
            messages=len(due.messages),
            chats=due.chats,
        )
        rows = [
            [
                exchange.button(
                    exchange.words(labels.get(mode, f"correct-{mode}")).text,
                    Action.CORRECT,
                    mode[0],
                    due.edition or 0,
                    short_name(due.briefing.id),
                )
            ]
            for mode in MODES
        ]
        await exchange.say(text, markup=InlineKeyboardMarkup(rows))


async def press_correct(press: Press) -> None:
    """What is to be done was chosen: the messages are planned in one transaction, and dealt with in the background."""
    exchange = press.exchange
    mode = next(one for one in MODES if one[0] == press.pressed.fields[0])
    edition, name = press.pressed.number(1) or None, press.pressed.fields[2]
    due = next(
        (one for one in await _due(exchange.desk) if short_name(one.briefing.id) == name and one.edition == edition),
        None,
    )
    if due is None:
        await press.toast("correct-done-already", alert=not exchange.is_again)
        return
    delivery = await _plan(exchange, due, mode, press.message.message_id)
    await press.toast()
    if mode == LEAVE:
        await exchange.change(press.message.message_id, exchange.words("correct-left"))
    else:
        await exchange.change(
            press.message.message_id, exchange.words("correct-running", done=0, total=len(due.messages))
        )
        exchange.desk.deliveries.put_nowait(delivery)


async def _due(desk: Desk) -> list[Due]:
    program = desk.service.program

    def find() -> list[Due]:
        with program.database.reading() as connection:
            return corrections_due(connection, program.briefings)

    return await desk.office.run(find)


async def _plan(exchange: Exchange, due: Due, mode: str, message_id: int) -> Delivery:
    now, actor = exchange.now(), actor_of(exchange)

    def plan(connection: Connection) -> Delivery:
        # A reply that corrected a message is marked with it, but needs no reply of its own beside that to the message.
        messages = [one for one in due.messages if mode != REPLY or one.said.kind != CORRECTION]
        rows = [(one.said.chat_id or 0, one.said.thread_id, one.ledger_id) for one in messages]
        delivery = outbox.plan(
            connection,
            now,
            kind=CORRECTION,
            mode=mode,
            briefing=due.briefing.id,
            edition=due.edition,
            made_by=exchange.user_id,
            rows=rows,
            report_chat_id=exchange.chat_id,
            report_message_id=message_id,
            language=exchange.language,
        )
        if mode == LEAVE:
            outbox.set_state(connection, delivery.id, DeliveryState.STOPPED, now)
        details: dict[str, audit.Detail] = {"mode": mode, "edition": due.edition, "messages": len(rows)}
        audit.append(connection, now, actor, Act.MESSAGES_CORRECTED, due.briefing.id, details)
        return delivery

    return await exchange.desk.state.write(plan)


async def _deliver(desk: Desk, delivery: Delivery, row: OutboxRow, claim: Claim) -> Delivered:
    """Correct one message: by an edit of it, or where that is not possible or not wanted, by a reply to it.

    An edit may be repeated, and needs no claim; what is said new does.
    """
    before = await desk.state.read(lambda connection: read_before(connection, desk, delivery, row))
    if before is None or row.chat_id == 0:
        raise Failed(Why.NOT_KNOWN)
    program, message_id = desk.service.program, before.said.message_id
    again = await desk.service.run(lambda engine: Again(program, engine, delivery, before))
    if delivery.mode == EDIT and message_id is not None:
        whole = await desk.office.run(again.edited)
        if whole is not None and whole.fits:
            markup = await desk.office.run(lambda: again.buttons(desk))
            edited = await _edit(desk, before.said, whole, markup)
            if edited is not None:
                return edited
        if before.reply_id is not None:
            return Delivered(before.reply_id)  # what was told there is edited
    told = await desk.office.run(again.told)
    if told is None:  # the same was told meanwhile on account of another edition
        return Delivered(message_id or 0)
    return await _reply(desk, row, claim, before.said, told)


async def _edit(desk: Desk, said: Said, whole: Corrected, markup: InlineKeyboardMarkup | None) -> Delivered | None:
    """Put the corrected text into the message; None where it can no longer be edited."""
    chat_id, message_id = said.chat_id, said.message_id
    if chat_id is None or message_id is None:
        return None
    try:
        await desk.sender.edit(chat_id, message_id, whole.content, markup)
    except OutOfReach:
        raise  # it can be edited later
    except NotSent:
        return None
    shown = partial(
        rewrite,
        chat_id=chat_id,
        message_id=message_id,
        answer_id=said.answer_id,
        first=said.first,
        quotes=whole.quotes,
    )
    return Delivered(message_id, shown)


async def _reply(desk: Desk, row: OutboxRow, claim: Claim, said: Said, told: Corrected) -> Delivered:
    outgoing = Outgoing(
        row.chat_id,
        told.content,
        reply_to=said.message_id,
        thread=said.thread_id,
        priority=Priority.ANNOUNCEMENT,
        claim=claim,
    )
    sent = await desk.sender.send(outgoing)
    now = desk.clock.now()
    # Its place in the ledger is named by the row of the outbox, below what updates may be called.
    entry = replace(
        said,
        update_id=-row.id,
        part=0,
        kind=CORRECTION,
        chat_id=sent.chat.id,
        message_id=sent.message_id,
        answer_id=None,
        first=0,
        quotes=told.quotes,
        sent_at=now,
    )
    return Delivered(sent.message_id, partial(record_once, said=entry))


async def _report(desk: Desk, delivery: Delivery, state: DeliveryState, counts: Counts) -> None:
    """Show how it stands in the message of whoever chose it; at the end, what could not be reached."""
    if delivery.report_chat_id is None or delivery.report_message_id is None:
        return
    chat_id = delivery.report_chat_id

    def read(connection: Connection) -> tuple[Language | None, list[Problem]]:
        return read_chat(connection, chat_id).language, problems(connection, delivery.id, MOST_NAMED)

    chosen, found = await desk.state.read(read)
    language = chosen or delivery.language or desk.default_language
    if state is DeliveryState.RUNNING:
        text = words("correct-running", language, done=counts.ended, total=counts.total)
    else:
        text = words("correct-ended", language, sent=counts.sent, failed=counts.failed, uncertain=counts.uncertain)
        text = "\n".join([text, *problem_lines(found, language)])
    await desk.sender.edit(chat_id, delivery.report_message_id, Formatted(shortened(text, 3800)))


CORRECTING = Way(_deliver, _report)
