"""How a delivery stands: the message that controls it says so, with the buttons for what can be done."""

from sqlalchemy import Connection
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from verbale.corrections import ANNOUNCEMENT
from verbale.language import Language
from verbale.store.briefings import read_briefing
from verbale.store.chats import read_chat
from verbale.store.delivery import Counts, Delivery, DeliveryState, RowState, Why
from verbale.store.delivery_problems import Problem, Unreached, problems
from verbale_bot.messages import message as words
from verbale_bot.telegram.desk import Desk
from verbale_bot.telegram.formatted import Formatted
from verbale_bot.telegram.rendering import shortened
from verbale_bot.telegram.seal import Action

NAMED = 20
"""So many chats are named for each reason."""
MOST_UNITS = 3800
ENDED = (DeliveryState.DONE, DeliveryState.STOPPED)


async def report_delivery(desk: Desk, delivery: Delivery, state: DeliveryState, counts: Counts) -> None:
    """Show it, if anybody asked to be shown.

    Raises:
        NotSent: it cannot be shown.
    """
    chat_id, message_id = delivery.report_chat_id, delivery.report_message_id
    if chat_id is None or message_id is None:
        return

    def read(connection: Connection) -> tuple[Language | None, list[Problem], str]:
        found = problems(connection, delivery.id, NAMED) if state in ENDED else []
        briefing = read_briefing(connection, delivery.briefing)
        return read_chat(connection, chat_id).language, found, "" if briefing is None else briefing.title

    chosen, found, title = await desk.state.read(read)
    language = chosen or delivery.language or desk.default_language
    figures = {
        "sent": counts.sent,
        "failed": counts.failed,
        "uncertain": counts.uncertain,
        "total": counts.total,
    }
    lines = [words(f"news-{delivery.kind}-{state.value}", language, **figures)]
    if title and delivery.made_by is None:  # other reports stand under the preview
        lines.append(words("news-about", language, title=shortened(title)))
    lines += problem_lines(found, language)
    if any(one.state is RowState.UNCERTAIN for one in found):
        lines.append(words("news-uncertain-hint", language))
    markup = _keyboard(desk, delivery, state, counts, chat_id, language)
    await desk.sender.edit(chat_id, message_id, Formatted(shortened("\n".join(lines), MOST_UNITS)), markup)


def problem_lines(found: list[Problem], language: Language) -> list[str]:
    """A line for each reason, with the chats by name or id."""
    known = {why.value for why in Why}
    lines = []
    for one in found:
        reason = words(f"news-why-{one.reason}", language) if one.reason in known else one.reason
        chats = ", ".join(map(_named, one.first)) + (" …" if one.count > len(one.first) else "")
        lines.append(words("news-problem", language, reason=reason, count=one.count, chats=chats))
    return lines


def _named(chat: Unreached) -> str:
    return f"{shortened(chat.title)} ({chat.chat_id})" if chat.title else str(chat.chat_id)


def _keyboard(
    desk: Desk, delivery: Delivery, state: DeliveryState, counts: Counts, chat_id: int, language: Language
) -> InlineKeyboardMarkup | None:
    """What can be done with a delivery in this state."""

    def button(name: str, action: Action) -> InlineKeyboardButton:
        return InlineKeyboardButton(
            words(name, language), callback_data=desk.seal.payload(chat_id, action, delivery.id)
        )

    rows = []
    if state is DeliveryState.RUNNING and delivery.kind == ANNOUNCEMENT:
        rows.append([button("news-pause", Action.PAUSE), button("news-stop", Action.STOP)])
    if state is DeliveryState.PAUSED:
        rows.append([button("news-resume", Action.RESUME), button("news-stop", Action.STOP)])
    if state in ENDED:
        if counts.uncertain and state is DeliveryState.DONE:
            rows.append([button("news-uncertain-again", Action.UNCERTAIN_AGAIN)])
        if counts.sent and delivery.kind == ANNOUNCEMENT:
            rows.append([button("news-recall", Action.RECALL)])
    return InlineKeyboardMarkup(rows) if rows else None
