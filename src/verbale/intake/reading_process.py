"""The child process that reads documents, from the side of its parent: its start, one exchange, its end."""

import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass

from verbale.intake.reading_exchange import LENGTHS

_PIECE_BYTES = 262_144
# How soon it is noticed that the reader is being closed.
_LOOK_UP_SECONDS = 0.25
# Isolated from the environment and from the folder it starts in; the paths are those of this process, so that it is
# the same program in a checkout as in an installation.
_START = "import runpy, sys; sys.path[:] = sys.argv.pop().split('\\n'); runpy.run_module({!r}, run_name='__main__')"
_CHILD = "verbale.intake.reading_child"
_ENVIRONMENT = {
    "PATH": os.defpath,
    "LANG": "C.UTF-8",
    # Threads of numerical libraries reserve memory, and there is one document at a time.
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}


@dataclass(frozen=True)
class Ending:
    """How a child ended: by which signal, or by itself."""

    signal: int | None

    def is_of_cpu_limit(self) -> bool:
        """Whether it computed for longer than it may."""
        return self.signal == signal.SIGXCPU

    def is_of_memory(self) -> bool:
        """Whether it most likely got no more memory: PDFium and the library of C++ abort without a word then."""
        return self.signal == signal.SIGABRT


class ChildEnded(Exception):
    """The child is gone, and no answer came; ``ending`` says how."""

    def __init__(self, ending: Ending) -> None:
        super().__init__(f"the reading process ended: {ending}")
        self.ending = ending


class TookTooLong(Exception):
    """The child did not answer in time; it was killed."""


class Closing(Exception):
    """The reader was closed meanwhile; the child was killed."""


class ReadingProcess:
    """A child that answers one request after another. Not to be used by two threads at a time."""

    def __init__(self, memory_bytes: int, cpu_seconds: int, closing: threading.Event) -> None:
        paths = "\n".join(os.path.abspath(path) for path in sys.path if path)  # noqa: PTH100  as sys.path has them
        arguments = [
            sys.executable,
            "-I",
            "-B",
            "-c",
            _START.format(_CHILD),
            str(memory_bytes),
            str(cpu_seconds),
            paths,
        ]
        self._closing = closing
        self._process = subprocess.Popen(  # noqa: S603  this program itself
            arguments,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            cwd="/",
            env=_ENVIRONMENT,
            # An interrupt at the terminal is for the parent, which ends the child.
            start_new_session=True,
        )
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("a process was started without the pipes that were asked for")
        self._requests, self._answers = self._process.stdin, self._process.stdout
        os.set_blocking(self._requests.fileno(), False)
        os.set_blocking(self._answers.fileno(), False)

    def exchange(self, message: bytes, timeout_seconds: float, largest_answer_bytes: int) -> bytes:
        """Send a message, unless it is empty, and wait for an answer, of which the JSON is returned.

        Raises:
            ChildEnded: It ended before it answered.
            TookTooLong: It took longer than ``timeout_seconds``.
            ValueError: The answer is too large, or has no proper form.
            Closing: The reader is being closed.
        """
        try:
            return self._exchanged(message, time.monotonic() + timeout_seconds, largest_answer_bytes)
        except BaseException:
            # Whatever happened, what the child says next would be taken for the answer to another request.
            self.end()
            raise

    def _exchanged(self, message: bytes, deadline: float, largest_answer_bytes: int) -> bytes:
        unsent, answer, expected = memoryview(message), bytearray(), LENGTHS.size
        with selectors.DefaultSelector() as selector:
            selector.register(self._answers, selectors.EVENT_READ)
            if unsent:
                selector.register(self._requests, selectors.EVENT_WRITE)
            while len(answer) < expected:
                for key, _ in selector.select(self._patience(deadline)):
                    if key.fileobj is self._requests:
                        unsent = unsent[self._sent(unsent) :]
                        if not unsent:
                            selector.unregister(self._requests)
                        continue
                    piece = os.read(self._answers.fileno(), _PIECE_BYTES)
                    if not piece:
                        raise ChildEnded(self.end())
                    answer += piece
                    if expected == LENGTHS.size and len(answer) >= expected:
                        expected += _answer_bytes(bytes(answer[:expected]), largest_answer_bytes)
        if len(answer) > expected:
            raise ValueError("more was answered than announced")
        return bytes(answer[LENGTHS.size :])

    def _patience(self, deadline: float) -> float:
        if self._closing.is_set():
            raise Closing
        left = deadline - time.monotonic()
        if left <= 0:
            raise TookTooLong
        return min(left, _LOOK_UP_SECONDS)

    def _sent(self, unsent: memoryview) -> int:
        try:
            return os.write(self._requests.fileno(), unsent[:_PIECE_BYTES])
        except BlockingIOError:
            return 0
        except BrokenPipeError as error:
            raise ChildEnded(self.end()) from error

    def end(self) -> Ending:
        """Kill the child if it is alive, and say how it ended."""
        self._requests.close()
        self._answers.close()
        self._process.kill()
        status = self._process.wait()
        return Ending(signal=-status if status < 0 else None)


def _answer_bytes(lengths: bytes, largest_answer_bytes: int) -> int:
    head_bytes, data_bytes = LENGTHS.unpack(lengths)
    if head_bytes > largest_answer_bytes or data_bytes:
        raise ValueError("the answer is longer than it may be")
    return int(head_bytes)
