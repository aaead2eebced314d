"""``python -m botapi``: a server in a process of its own, talked to line by line."""

import re
import subprocess
import sys
import threading
from pathlib import Path

import httpx
import pytest

from botapi.server import BotApiServer

TESTS = Path(__file__).parents[2]


def test_a_line_is_a_question_and_the_answer_is_printed() -> None:
    """The first line names the address and the token."""
    process = subprocess.Popen(
        [sys.executable, "-m", "botapi"],
        cwd=TESTS,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    with process, httpx.Client(trust_env=False) as http:
        assert process.stdin is not None
        assert process.stdout is not None
        found = re.fullmatch(
            r"VERBALE_TELEGRAM_API_URL=(\S+) VERBALE_TELEGRAM_TOKEN=(\S+)\n", process.stdout.readline()
        )
        assert found is not None
        base = f"{found[1]}/bot{found[2]}"
        process.stdin.write("Қанша тұрады?\n")
        process.stdin.flush()
        (update,) = http.post(f"{base}/getUpdates", data={"timeout": "5"}).json()["result"]
        assert update["message"]["text"] == "Қанша тұрады?"
        http.post(f"{base}/sendMessage", data={"chat_id": update["message"]["chat"]["id"], "text": "$2.8mn"})
        assert process.stdout.readline() == "$2.8mn\n"
        process.stdin.close()
        assert process.wait(10) == 0


def test_a_stopped_server_leaves_no_thread_and_no_poll() -> None:
    """Stopping cuts a long poll off instead of answering it."""
    server = BotApiServer().start()
    running = {thread.name for thread in threading.enumerate()}
    assert "bot-api-server" in running

    def stop() -> None:
        server.wait_for(server.calls, what="the poll")
        server.stop()

    stopper = threading.Thread(target=stop)
    stopper.start()
    with httpx.Client(trust_env=False, timeout=10) as http, pytest.raises(httpx.TransportError):
        http.post(f"{server.url}/bot{server.token}/getUpdates", data={"timeout": "30"})
    stopper.join(10)
    assert "bot-api-server" not in {thread.name for thread in threading.enumerate()}
