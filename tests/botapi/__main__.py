"""A chat with a bot in a terminal: ``python -m botapi`` prints the address, then each line typed is a message."""

import argparse
import sys

from botapi.server import TEST_TOKEN, BotApiServer


def main() -> None:
    """Serve one person's private chat until the input ends."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--token", default=TEST_TOKEN)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--language", default="en")
    options = parser.parse_args()
    with BotApiServer(options.token, port=options.port) as server:
        print(f"VERBALE_TELEGRAM_API_URL={server.url} VERBALE_TELEGRAM_TOKEN={server.token}", flush=True)
        person = server.world.user(1001, "Aigerim", language_code=options.language)
        for line in sys.stdin:
            question = person.asks(line.strip())
            answer = server.wait_for_message(person, after=question, timeout_seconds=60)
            print(answer.text, flush=True)
        server.assert_valid()


if __name__ == "__main__":
    main()
