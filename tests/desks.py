"""A desk as the running bot has one, for tests of what works at it; Telegram is asked only where ``bot`` is asked."""

from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import SecretStr
from telegram import Bot

from verbale.intake.isolated import IsolatedReader
from verbale.language import Language
from verbale_bot.background_indexing import Indexing
from verbale_bot.compose import Program
from verbale_bot.logs import LastErrors
from verbale_bot.service import Service
from verbale_bot.state import State
from verbale_bot.telegram.desk import Desk
from verbale_bot.telegram.files import Files
from verbale_bot.telegram.http import HttpRequest
from verbale_bot.telegram.office.equipment import Office
from verbale_bot.telegram.pace import Pace
from verbale_bot.telegram.receipts import Receipts
from verbale_bot.telegram.seal import Seal
from verbale_bot.telegram.sending import Sender
from verbale_bot.telegram.throttle import Throttle


def made_desk(folder: Path, program: Program, bot: Bot, service: Service, state: State, keep_days: int = 30) -> Desk:
    """A desk without owners, in English; what it holds is to be closed by whoever asked for it."""
    token = SecretStr(bot.token)
    sender = Sender(bot, Pace())
    office = Office(
        reader=IsolatedReader(),
        fetching=None,
        indexing=Indexing(program, service),
        files=Files(bot, HttpRequest(1), sender.insisting),
        errors=LastErrors(token),
        zone=ZoneInfo("UTC"),
        largest_bytes=1_000_000,
    )
    return Desk(
        bot=bot,
        sender=sender,
        service=service,
        state=state,
        seal=Seal(token),
        receipts=Receipts(folder / "receipts"),
        throttle=Throttle(1, 1),
        clock=program.clock,
        default_language=Language.ENGLISH,
        keep_days=keep_days,
        owners=frozenset(),
        office=office,
    )
