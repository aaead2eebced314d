import logging
import sys

from pydantic import SecretStr

from verbale_bot.logs import SERVICE_FORMAT, RedactingFormatter

TOKEN = "123456:AAsecret-token"


def test_the_token_is_in_no_line_not_even_in_a_traceback() -> None:
    formatter = RedactingFormatter(SERVICE_FORMAT, SecretStr(TOKEN))
    try:
        raise ValueError(f"The token `{TOKEN}` was rejected")
    except ValueError:
        record = logging.LogRecord("bot", logging.ERROR, "f", 1, "POST /bot%s/getMe", (TOKEN,), sys.exc_info())
    line = formatter.format(record)
    assert TOKEN not in line
    assert "POST /bot<token>/getMe" in line
    assert "The token `<token>` was rejected" in line
