"""``verbale run``: the bot."""

import asyncio

from verbale.errors import VerbaleError
from verbale.settings import Settings
from verbale_bot.compose import open_program
from verbale_bot.logs import SERVICE_FORMAT, start_logging
from verbale_bot.models import EncoderMaker
from verbale_bot.telegram.running import run_bot


class TokenMissing(VerbaleError):
    """There is no token to run with."""


def run(settings: Settings, make_encoder: EncoderMaker) -> None:
    """Run the bot until it is told to stop.

    Raises:
        TokenMissing: no token is set.
        TokenRefused: Telegram does not know the token.
    """
    if settings.telegram_token is None:
        raise TokenMissing("There is no token.", "Get one from @BotFather and set VERBALE_TELEGRAM_TOKEN.")
    start_logging(settings.log_level, SERVICE_FORMAT, settings.telegram_token)
    program = open_program(settings, make_encoder=make_encoder)
    try:
        asyncio.run(run_bot(program, settings.telegram_token))
    finally:
        program.close()
