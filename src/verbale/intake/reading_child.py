"""The process that reads documents: it limits itself, then reads one file after another for its parent.

It is started by ``reading_process``. It gives up what it could do harm with before it reads anything: memory, time,
files. It knows neither the names of the files nor the settings of the program.
"""

import logging
import os
import resource
import sys
from typing import BinaryIO

from verbale.canonical import canonical_line
from verbale.intake.document import RefusedDocument
from verbale.intake.feed import read_feed
from verbale.intake.reading import read_document
from verbale.intake.reading_exchange import (
    LONGEST_TEXT_CHARACTERS,
    Answer,
    DocumentRead,
    Failed,
    FeedRead,
    NotRead,
    Ready,
    Request,
    RequestKind,
)

_STEM = "document"
_MOST_OPEN_FILES = 64
_LONGEST_REASON_CHARACTERS = 1_000


def main(memory_bytes: int, cpu_seconds: int) -> None:
    """Read files until there are no more requests, or until one breaks off."""
    logging.disable(logging.CRITICAL)
    requests, answers = _own_streams()
    _limit(resource.RLIMIT_AS, memory_bytes)
    _limit(resource.RLIMIT_NOFILE, _MOST_OPEN_FILES)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    _say(answers, Ready())
    while request := Request.read(requests):
        _renew_cpu_seconds(cpu_seconds)
        answer = _answered(request)
        del request
        _say(answers, answer)
        if isinstance(answer, Failed):
            return


def _own_streams() -> tuple[BinaryIO, BinaryIO]:
    """The pipes from and to the parent, in the place of which any library reads nothing and writes nowhere."""
    requests, answers = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return os.fdopen(requests, "rb"), os.fdopen(answers, "wb")


def _limit(what: int, most: int) -> None:
    hard = resource.getrlimit(what)[1]
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (most, most))


def _renew_cpu_seconds(cpu_seconds: int) -> None:
    """Allow so many seconds more than were used; the limit counts those of the process from its start."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    soft = int(usage.ru_utime + usage.ru_stime) + 1 + cpu_seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def _say(answers: BinaryIO, answer: Answer) -> None:
    answers.write(answer.packed())
    answers.flush()


def _answered(request: Request) -> Answer:
    """The answer to a request; whatever a library raises becomes a failure, since the parent has to hear of it."""
    name = f"{_STEM}{request.suffix}"
    try:
        if request.kind is RequestKind.FEED:
            return FeedRead.of(read_feed(name, request.data))
        document = read_document(name, request.data, request.largest_bytes)
        if len(document.text) > LONGEST_TEXT_CHARACTERS:
            return NotRead(
                reason=f"its text has more than {LONGEST_TEXT_CHARACTERS:,} characters",
                remedy="Divide it into several briefings.",
            )
        return DocumentRead.of(document)
    except RefusedDocument as refusal:
        reason = canonical_line(refusal.reason)[:_LONGEST_REASON_CHARACTERS].strip()
        return NotRead(reason=reason, remedy=canonical_line(refusal.remedy))
    except Exception as error:  # noqa: BLE001  the edge of the process: the parent is told, and the process ends
        return Failed(error=type(error).__name__, is_out_of_memory=isinstance(error, MemoryError))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
