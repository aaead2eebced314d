"""Reading documents in a process of its own, so that a file that was made to harm, harms only the reading of itself."""

import logging
import threading
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import TracebackType
from typing import Self

from verbale.errors import VerbaleError
from verbale.intake.document import Document, Reader, RefusedDocument
from verbale.intake.feed import FeedItem
from verbale.intake.reading import LARGEST_FILE_BYTES, check_file, is_plain, read_document
from verbale.intake.reading_exchange import (
    Answer,
    DocumentRead,
    Failed,
    FeedRead,
    NotRead,
    Ready,
    Request,
    RequestKind,
    parsed_answer,
)
from verbale.intake.reading_process import ChildEnded, Closing, Ending, ReadingProcess, TookTooLong

logger = logging.getLogger(__name__)

_SAVE_AS_TEXT = "Save its text alone as a .txt file, or paste the text with /add."
_READY_BYTES = 100
_CHECK_ADDRESS = "Check that its address is that of an RSS or Atom feed."


@dataclass(frozen=True)
class ReadingLimits:
    """What reading one document may take.

    ``memory_bytes`` is the address space of the process, ``cpu_seconds`` its time of computing, ``wall_seconds`` the
    time until it answers; ``largest_answer_bytes`` bounds what it may answer.
    """

    memory_bytes: int = 1_000_000_000
    cpu_seconds: int = 30
    wall_seconds: float = 60
    largest_answer_bytes: int = 40_000_000


class ReaderUnavailable(VerbaleError):
    """The process that reads documents does not start, or the reader was closed: no document is to blame."""


class IsolatedReader:
    """Reads documents and feeds in a child process, which is started when there is something to read.

    One child reads one document after another; after one that broke off, the next gets a new child. Threads may share
    a reader: there is one document at a time.
    """

    def __init__(self, limits: ReadingLimits | None = None, largest_bytes: int = LARGEST_FILE_BYTES) -> None:
        self._limits = limits or ReadingLimits()
        self._largest_bytes = largest_bytes
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._process: ReadingProcess | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child; what another thread is reading is broken off within a second."""
        self._closing.set()
        with self._lock:
            self._end()

    def read(self, file_name: str, data: bytes) -> Document:
        """The document in a file, as ``read_document`` reads it.

        Raises:
            RefusedDocument: As there, and if reading it takes more time or memory than is allowed or breaks off.
            ReaderUnavailable: The child cannot be started, or the reader is closed.
        """
        check_file(file_name, data, self._largest_bytes)
        suffix = PurePosixPath(file_name).suffix.lower()
        answer = self._answer(file_name, RequestKind.DOCUMENT, suffix, data, _SAVE_AS_TEXT)
        if not isinstance(answer, DocumentRead):
            raise _broken_off(file_name, f"it answered {answer.kind}", _SAVE_AS_TEXT)
        return answer.document()

    def read_feed(self, name: str, data: bytes) -> tuple[FeedItem, ...]:
        """The items of a feed, as ``verbale.intake.feed.read_feed`` reads it.

        Raises:
            RefusedDocument: As there, and if it is too large, or takes more time or memory than is allowed.
            ReaderUnavailable: The child cannot be started, or the reader is closed.
        """
        if len(data) > self._largest_bytes:
            reason = f"it is too large: {len(data):,} bytes, where {self._largest_bytes:,} are accepted"
            raise RefusedDocument(name, reason, _CHECK_ADDRESS)
        answer = self._answer(name, RequestKind.FEED, "", data, _CHECK_ADDRESS)
        if not isinstance(answer, FeedRead):
            raise _broken_off(name, f"it answered {answer.kind}", _CHECK_ADDRESS)
        return answer.feed_items()

    def _answer(self, name: str, kind: RequestKind, suffix: str, data: bytes, remedy: str) -> Answer:
        """A child's answer that is neither a refusal nor a failure."""
        request = Request(kind, suffix, self._largest_bytes, data)
        with self._lock:
            answer = self._exchanged(name, request, remedy)
            if isinstance(answer, Failed):
                self._end()
        if isinstance(answer, NotRead):
            raise RefusedDocument(name, answer.reason, answer.remedy)
        if isinstance(answer, Failed) and answer.is_out_of_memory:
            raise _too_large(name, remedy)
        if isinstance(answer, Failed):
            raise _broken_off(name, answer.error, remedy)
        return answer

    def _exchanged(self, name: str, request: Request, remedy: str) -> Answer:
        limits = self._limits
        try:
            process = self._started()
            return parsed_answer(process.exchange(request.packed(), limits.wall_seconds, limits.largest_answer_bytes))
        except ChildEnded as error:
            self._end()
            raise self._refusal_after(error.ending, name, remedy) from error
        except TookTooLong as error:
            self._end()
            raise _too_slow(name, f"{limits.wall_seconds:g} seconds", remedy) from error
        except ValueError as error:
            self._end()
            raise _broken_off(name, "its answer has no proper form", remedy) from error
        except Closing as error:
            self._end()
            raise _closed() from error

    def _refusal_after(self, ending: Ending, name: str, remedy: str) -> RefusedDocument:
        if ending.is_of_cpu_limit():
            return _too_slow(name, f"{self._limits.cpu_seconds} seconds of computing", remedy)
        if ending.is_of_memory():
            return _too_large(name, remedy)
        return _broken_off(name, f"signal {ending.signal}", remedy)

    def _started(self) -> ReadingProcess:
        if self._closing.is_set():
            raise Closing
        if self._process is not None:
            return self._process
        process = ReadingProcess(self._limits.memory_bytes, self._limits.cpu_seconds, self._closing)
        try:
            is_ready = parsed_answer(process.exchange(b"", self._limits.wall_seconds, _READY_BYTES)) == Ready()
        except (ChildEnded, TookTooLong, ValueError) as error:
            raise _not_started() from error
        if not is_ready:
            process.end()
            raise _not_started()
        self._process = process
        return process

    def _end(self) -> None:
        if self._process is not None:
            self._process.end()
            self._process = None


def _not_started() -> ReaderUnavailable:
    return ReaderUnavailable(
        "The process that reads documents does not start.",
        "Look for the reason with: python -c 'import verbale.intake.reading_child'.",
    )


def _closed() -> ReaderUnavailable:
    return ReaderUnavailable("The reader of documents is closed.", "Start the program again.")


def _too_slow(name: str, than: str, remedy: str) -> RefusedDocument:
    return RefusedDocument(name, f"reading it took more than {than}", remedy)


def _too_large(name: str, remedy: str) -> RefusedDocument:
    return RefusedDocument(name, "reading it needs more memory than is allowed", remedy)


def _broken_off(name: str, why: str, remedy: str) -> RefusedDocument:
    logger.warning("The reader of %r broke off: %s", name, why)
    return RefusedDocument(name, "its reader broke off", remedy)


def reader_with_care(isolated: IsolatedReader, largest_bytes: int) -> Reader:
    """A reader of plain texts in this process and of everything else in the isolated one.

    Plain text is read by this project's own code, Markdown by a parser in Python, both up to a size that bounds their
    time and memory; so a folder of texts is read without the start of a process.
    """

    def read(file_name: str, data: bytes) -> Document:
        if is_plain(file_name):
            return read_document(file_name, data, largest_bytes)
        return isolated.read(file_name, data)

    return read
