"""The running bot: from the start to SIGTERM."""

import asyncio
import logging
import signal
from itertools import count
from typing import Any

from pydantic import SecretStr
from telegram.error import InvalidToken, NetworkError, RetryAfter
from telegram.ext import Application, ApplicationBuilder

from verbale.errors import VerbaleError
from verbale.language import Language
from verbale.settings import Settings
from verbale_bot.compose import Program
from verbale_bot.service import Service
from verbale_bot.telegram.handlers.conversation import Conversation
from verbale_bot.telegram.polling import Polling
from verbale_bot.telegram.sending import SLACK_SECONDS, Sender, seconds
from verbale_bot.telegram.updates import InOrderPerChat
from verbale_bot.telegram.webhook import Webhook

logger = logging.getLogger(__name__)

FINISHING_SECONDS = 7.0
"""How long running answers may take after SIGTERM; the program ends within ten."""
LONGEST_PAUSE_SECONDS = 30.0
APOLOGY_SECONDS = 1.5

ALLOWED_UPDATES = ["message"]

AnyApplication = Application[Any, Any, Any, Any, Any, Any]


class TokenRefused(VerbaleError):
    """Telegram does not know the token."""


async def run_bot(program: Program, token: SecretStr) -> None:
    """Answer questions until SIGTERM or SIGINT; running answers are finished first.

    Raises:
        TokenRefused: Telegram does not know the token.
        VerbaleError: the model or the index cannot be opened.
    """
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    url = program.settings.telegram_api_url
    application = (
        ApplicationBuilder()
        .token(token.get_secret_value())
        .base_url(f"{url}/bot")
        .base_file_url(f"{url}/file/bot")
        .updater(None)
        .concurrent_updates(InOrderPerChat())
        .build()
    )
    service = Service(program)
    conversation = Conversation(service, Sender(application.bot), Language(program.settings.default_language))
    conversation.add_to(application)
    receiver = _receiver(program.settings, application)
    receiving = asyncio.create_task(_receive(application, receiver))
    stop = asyncio.create_task(stopping.wait())
    try:
        await _until_first_ends(receiving, service, stop)
    except InvalidToken:
        raise TokenRefused(
            "Telegram refuses the token (401 Unauthorized).", "Copy it from @BotFather into VERBALE_TELEGRAM_TOKEN."
        ) from None  # the exception's text holds the token
    finally:
        stop.cancel()
        receiving.cancel()
        await asyncio.wait([receiving])
        if application.running:
            await _finish(application)
            await receiver.acknowledge()
        await application.shutdown()
        service.close()


def _receiver(settings: Settings, application: AnyApplication) -> Polling | Webhook:
    if settings.webhook_url is None or settings.webhook_secret is None:
        return Polling(application.bot, application.update_queue.put, ALLOWED_UPDATES)
    return Webhook(
        application.bot,
        application.update_queue,
        url=settings.webhook_url,
        secret=settings.webhook_secret,
        listen=settings.webhook_listen,
        allowed_updates=ALLOWED_UPDATES,
    )


async def _receive(application: AnyApplication, receiver: Polling | Webhook) -> None:
    """Get in touch with Telegram, however long it takes, and receive for as long as the task lives."""
    for attempt in count():
        try:
            await application.initialize()
            if isinstance(receiver, Polling):
                # A webhook of an earlier time would keep getUpdates from working; what waits there is kept.
                await application.bot.delete_webhook(drop_pending_updates=False)
            break
        except RetryAfter as error:
            pause = seconds(error.retry_after) + SLACK_SECONDS
        except NetworkError as error:
            pause = min(2.0 ** min(attempt, 10), LONGEST_PAUSE_SECONDS)
            logger.warning("Telegram cannot be reached, next attempt in %.0f s: %s", pause, error)
        await asyncio.sleep(pause)
    await application.start()
    logger.info("receiving as @%s", application.bot.username)
    await receiver.run()


async def _until_first_ends(receiving: asyncio.Task[None], service: Service, stop: asyncio.Task[bool]) -> None:
    """Wait for the signal to stop; raise what keeps the bot from receiving or from answering."""
    waiting: set[asyncio.Future[Any]] = {receiving, stop, service.loading}
    while stop in waiting:
        ended, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        for future in ended:
            future.result()


async def _finish(application: AnyApplication) -> None:
    """Let running answers finish; those that take too long are broken off, and their askers are told."""
    logger.info("stopping: running answers are finished first")
    others = asyncio.all_tasks() - {asyncio.current_task()}
    try:
        await asyncio.wait_for(application.stop(), FINISHING_SECONDS)
    except TimeoutError:
        late = {task for task in others if not task.done()}
        logger.warning("%d tasks did not finish in time", len(late))
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late, timeout=APOLOGY_SECONDS)
