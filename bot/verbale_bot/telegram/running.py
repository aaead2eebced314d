"""The running bot: from the start to SIGTERM."""

import asyncio
import gc
import logging
import signal
import sys
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import SecretStr
from telegram.error import InvalidToken, NetworkError, RetryAfter
from telegram.ext import Application, ApplicationBuilder

from verbale.corrections import ANNOUNCEMENT, CORRECTION, DIGEST
from verbale.errors import VerbaleError
from verbale.intake.isolated import IsolatedReader
from verbale.language import Language
from verbale.store.admins import all_admins
from verbale_bot.background_indexing import Indexing
from verbale_bot.compose import Program
from verbale_bot.fetching.web import WebFetching
from verbale_bot.indexing import BYTES_OF_A_MEGABYTE
from verbale_bot.logs import LastErrors
from verbale_bot.service import Service
from verbale_bot.state import State
from verbale_bot.telegram.announcing.digests import DIGESTING
from verbale_bot.telegram.announcing.recalling import RECALL, RECALLING
from verbale_bot.telegram.announcing.scheduling import Scheduling
from verbale_bot.telegram.announcing.sending_posts import ANNOUNCING
from verbale_bot.telegram.delivering import Deliveries
from verbale_bot.telegram.desk import Desk
from verbale_bot.telegram.files import Files
from verbale_bot.telegram.housekeeping import keep_house
from verbale_bot.telegram.http import HttpRequest
from verbale_bot.telegram.office.correcting import CORRECTING
from verbale_bot.telegram.office.equipment import Office
from verbale_bot.telegram.office.watching import Watching
from verbale_bot.telegram.pace import Pace
from verbale_bot.telegram.polling import Polling
from verbale_bot.telegram.profile import set_profile
from verbale_bot.telegram.raw_bot import RawBot
from verbale_bot.telegram.receipts import Receipts
from verbale_bot.telegram.reception import Reception
from verbale_bot.telegram.routes import ALLOWED_UPDATES, add_routes
from verbale_bot.telegram.seal import Seal
from verbale_bot.telegram.sending import SLACK_SECONDS, Sender, seconds
from verbale_bot.telegram.throttle import Throttle
from verbale_bot.telegram.webhook import Webhook

logger = logging.getLogger(__name__)

FINISHING_SECONDS = 7.0
"""How long running answers may take after SIGTERM; the program ends within ten."""
LONGEST_PAUSE_SECONDS = 30.0
CONNECTIONS = 64
PROFILE_AFTER_SECONDS = 2.0
SWITCH_SECONDS = 0.001
"""Threads that answer hand over to the event loop after so long, not five times that: its work is short and plenty."""
WAYS = {CORRECTION: CORRECTING, ANNOUNCEMENT: ANNOUNCING, RECALL: RECALLING, DIGEST: DIGESTING}
"""How each kind of delivery is delivered."""
COLLECT_AFTER = (5_000, 10, 20)
"""Objects and rounds: a collection of everything stops all threads for a tenth of a second and more, so it is rare."""

AnyApplication = Application[Any, Any, Any, Any, Any, Any]


class TokenRefused(VerbaleError):
    """Telegram does not know the token."""


async def run_bot(program: Program, token: SecretStr) -> None:
    """Answer questions until SIGTERM or SIGINT; running answers are finished first.

    Raises:
        TokenRefused: Telegram does not know the token.
        VerbaleError: the model or the index cannot be opened.
    """
    sys.setswitchinterval(SWITCH_SECONDS)
    gc.set_threshold(*COLLECT_AFTER)
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    running = _Running(program, token)
    receiving = asyncio.create_task(running.receive())
    stop = asyncio.create_task(stopping.wait())
    try:
        await _until_first_ends(receiving, running.service, stop)
    except InvalidToken:
        raise TokenRefused(
            "Telegram refuses the token (401 Unauthorized).", "Copy it from @BotFather into VERBALE_TELEGRAM_TOKEN."
        ) from None  # the exception's text holds the token
    finally:
        stop.cancel()
        receiving.cancel()
        await asyncio.wait([receiving])
        await running.finish()


class _Running:
    """The parts of a running bot, from the first contact with Telegram to the last answer."""

    def __init__(self, program: Program, token: SecretStr) -> None:
        self._program = program
        self._token = token
        settings = program.settings
        self.service = Service(program)
        self._state = State(program.database)
        self._receipts = Receipts(settings.data_dir / f"receipts-{token.get_secret_value().partition(':')[0]}")
        self._http = HttpRequest(CONNECTIONS)
        self._bot = RawBot(
            token.get_secret_value(),
            base_url=f"{settings.telegram_api_url}/bot",
            base_file_url=f"{settings.telegram_api_url}/file/bot",
            request=self._http,
            get_updates_request=HttpRequest(1),
        )
        self._sender = Sender(self._bot, Pace())
        self._office = self._opened_office()
        self._application: AnyApplication = ApplicationBuilder().bot(self._bot).updater(None).build()
        self._receiver: Polling | Webhook | None = None
        self._reception: Reception | None = None
        self._beside: list[asyncio.Task[None]] = []

    async def receive(self) -> None:
        """Get in touch with Telegram, take up what was left undone, and receive for as long as the task lives."""
        await self._get_in_touch()
        settings, bot = self._program.settings, self._application.bot
        desk = self._desk()
        add_routes(self._application, desk)
        reception = self._reception = Reception(self._application, desk, settings.queue_limit)
        receiver = self._receiver = self._receiver_for(reception)
        self._beside.append(asyncio.create_task(keep_house(desk)))
        self._beside.append(asyncio.create_task(Deliveries(desk, WAYS).run()))
        self._beside.append(asyncio.create_task(Scheduling(desk, frozenset(settings.announce)).run()))
        self._beside.append(asyncio.create_task(Watching(desk, settings.feeds_minutes * 60.0).run()))
        # The model, the index and all modules stay: the collector need not look at them again and again.
        self.service.loading.add_done_callback(lambda _: gc.freeze())
        if settings.set_profile:
            self._beside.append(asyncio.create_task(_set_profile_later(desk)))
        await reception.take_up()
        logger.info("receiving as @%s", bot.username)
        await receiver.run()

    async def finish(self) -> None:
        """Let running answers finish, and let go of everything."""
        for task in self._beside:
            task.cancel()
        ending = asyncio.gather(*self._beside, return_exceptions=True)
        if self._reception is not None and self._receiver is not None:
            logger.info("stopping: running answers are finished first")
            await self._reception.finish(FINISHING_SECONDS)
            await self._receiver.acknowledge()
        await ending
        await self._application.shutdown()
        self._office.close()
        self.service.close()
        self._state.close()
        self._receipts.close()

    def _desk(self) -> Desk:
        settings, bot = self._program.settings, self._application.bot
        desk = Desk(
            bot=bot,
            sender=self._sender,
            service=self.service,
            state=self._state,
            seal=Seal(self._token),
            receipts=self._receipts,
            throttle=Throttle(settings.questions_per_minute, settings.chat_questions_per_minute),
            clock=self._program.clock,
            default_language=Language(settings.default_language),
            keep_days=settings.keep_questions_days,
            owners=frozenset(settings.admins),
            office=self._office,
        )
        desk.sender.on_migrated = desk.move
        return desk

    def _opened_office(self) -> Office:
        settings = self._program.settings
        errors = LastErrors(self._token)
        logging.getLogger().addHandler(errors)
        largest_bytes = settings.max_document_mb * BYTES_OF_A_MEGABYTE
        return Office(
            reader=IsolatedReader(largest_bytes=largest_bytes),
            fetching=WebFetching(allow_private=settings.fetch_private) if settings.fetch_urls else None,
            indexing=Indexing(self._program, self.service),
            files=Files(self._bot, self._http, self._sender.insisting),
            errors=errors,
            zone=ZoneInfo(settings.time_zone),
            largest_bytes=largest_bytes,
        )

    async def _get_in_touch(self) -> None:
        for attempt in count():
            try:
                await self._application.initialize()
                if self._program.settings.webhook_url is None:
                    # A webhook of an earlier time would keep getUpdates from working; what waits there is kept.
                    await self._application.bot.delete_webhook(drop_pending_updates=False)
                break
            except RetryAfter as error:
                pause = seconds(error.retry_after) + SLACK_SECONDS
            except NetworkError as error:
                pause = min(2.0 ** min(attempt, 10), LONGEST_PAUSE_SECONDS)
                logger.warning("Telegram cannot be reached, next attempt in %.0f s: %s", pause, error)
            await asyncio.sleep(pause)

    def _receiver_for(self, reception: Reception) -> Polling | Webhook:
        settings, bot = self._program.settings, self._bot
        if settings.webhook_url is None or settings.webhook_secret is None:
            return Polling(bot, reception.receive, ALLOWED_UPDATES, reception.until_there_is_room)
        return Webhook(
            bot,
            reception.receive,
            url=settings.webhook_url,
            secret=settings.webhook_secret,
            listen=settings.webhook_listen,
            allowed_updates=ALLOWED_UPDATES,
            is_full=reception.is_full,
        )


async def _set_profile_later(desk: Desk) -> None:
    """Dozens of calls that nobody waits for are not to delay those who asked while the bot was away."""
    await asyncio.sleep(PROFILE_AFTER_SECONDS)
    known = await desk.state.read(all_admins)
    office = desk.owners | {one.user_id for one in known}
    await set_profile(desk.bot, desk.default_language, office=office)


async def _until_first_ends(receiving: asyncio.Task[None], service: Service, stop: asyncio.Task[bool]) -> None:
    """Wait for the signal to stop; raise what keeps the bot from receiving or from answering."""
    waiting: set[asyncio.Future[Any]] = {receiving, stop, service.loading}
    while stop in waiting:
        ended, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        for future in ended:
            future.result()
