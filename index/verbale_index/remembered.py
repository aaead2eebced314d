"""Answers that were found lately: when something happens, many people ask the same."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from verbale.answer import Answer
from verbale_index.asking import Meant
from verbale_index.view import View

MOST = 512


@dataclass(frozen=True)
class _Entry:
    view: View
    answer: Answer


class Remembered:
    """The last answers, each valid for the very view of the briefings that it was found in. Safe to use from threads.

    A view ends with every change of a briefing, with an embargo, and with the generation of the index.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = Lock()
        self._entries: OrderedDict[tuple[Meant, int], _Entry] = OrderedDict()

    def answer(self, meant: Meant, top: int, view: View) -> Answer | None:
        """What was answered to the same words that meant the same, of the same briefings."""
        with self._lock:
            entry = self._entries.get((meant, top))
            if entry is None or entry.view is not view:
                return None
            self._entries.move_to_end((meant, top))
            return entry.answer

    def keep(self, meant: Meant, top: int, view: View, answer: Answer) -> None:
        """Remember an answer, and forget the one that was asked for longest ago."""
        with self._lock:
            self._entries[meant, top] = _Entry(view, answer)
            self._entries.move_to_end((meant, top))
            while len(self._entries) > self._most:
                self._entries.popitem(last=False)

    def forget(self) -> None:
        """Forget all answers."""
        with self._lock:
            self._entries.clear()
