"""``verbale run``: the bot."""

import asyncio

from pydantic import SecretStr

from verbale.settings import Settings
from verbale_bot.compose import open_program
from verbale_bot.models import EncoderMaker
from verbale_bot.only_one import only_one
from verbale_bot.telegram.running import run_bot


def run(settings: Settings, token: SecretStr, make_encoder: EncoderMaker) -> None:
    """Run the bot until it is told to stop.

    Raises:
        AnotherBot: another process answers from the same data folder.
        TokenRefused: Telegram does not know the token.
    """
    program = open_program(settings, make_encoder=make_encoder)
    try:
        with only_one(settings.data_dir):
            asyncio.run(run_bot(program, token))
    finally:
        program.close()
