"""What can go wrong between a bot and Telegram, on request of a test."""

import threading
from dataclasses import dataclass, field
from typing import Any, Literal

FaultKind = Literal["answer", "hang", "reset", "slow", "unmeasured"]
ANY_METHOD = "*"
# The name under which faults of fetching a file are planned, and its calls are written down.
DOWNLOAD = "download"


@dataclass(frozen=True)
class Fault:
    """One thing that goes wrong; made by the functions below."""

    kind: FaultKind
    name: str
    # Whether the method is carried out before it goes wrong: the message is in the chat, the bot does not know. Of a
    # file half is given before.
    accepted: bool = False
    status: int = 0
    body: dict[str, Any] | str = ""
    seconds: float = 0.0
    # Where the client is sent instead.
    location: str | None = None


def flood(retry_after_seconds: int) -> Fault:
    """429 with ``retry_after``."""
    description = f"Too Many Requests: retry after {retry_after_seconds}"
    body = {
        "ok": False,
        "error_code": 429,
        "description": description,
        "parameters": {"retry_after": retry_after_seconds},
    }
    return Fault("answer", "flood", status=429, body=body)


def server_error(status: int = 502, *, accepted: bool = False) -> Fault:
    """A page of HTML from the machine in front of Telegram's, with 500, 502, 503 or 504."""
    page = f"<html><head><title>{status}</title></head><body><center><h1>{status}</h1></center></body></html>"
    return Fault("answer", "server_error", accepted=accepted, status=status, body=page)


def refusal(code: int, description: str, **parameters: int) -> Fault:
    """An answer with ``ok: false``; ``parameters`` may be migrate_to_chat_id or retry_after."""
    body: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
    if parameters:
        body["parameters"] = parameters
    return Fault("answer", "refusal", status=code, body=body)


def unauthorized() -> Fault:
    """401: the token was revoked."""
    return refusal(401, "Unauthorized")


def redirect(location: str) -> Fault:
    """302: what is asked for is at another address."""
    return Fault("answer", "redirect", status=302, location=location)


def conflict() -> Fault:
    """409: somebody else polls with the same token."""
    text = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    return refusal(409, text)


def hang(seconds: float = 3600.0, *, accepted: bool = False) -> Fault:
    """No answer for so long (or until the client or the server gives up), then the connection is cut."""
    return Fault("hang", "hang", accepted=accepted, seconds=seconds)


def reset(*, accepted: bool = False) -> Fault:
    """The connection is reset: before the request was looked at, or after it was carried out."""
    return Fault("reset", "reset", accepted=accepted)


def slow(seconds: float) -> Fault:
    """An answer takes so long and is right; a file comes in pieces meanwhile."""
    return Fault("slow", "slow", accepted=True, seconds=seconds)


def unmeasured() -> Fault:
    """A file comes without its length being said before."""
    return Fault("unmeasured", "unmeasured", accepted=True)


@dataclass
class _Planned:
    method: str
    fault: Fault
    # None: until it is cleared.
    times: int | None
    chat_id: int | None
    skip: int


@dataclass
class Faults:
    """Faults to come, looked up by method and chat, the first planned first."""

    _planned: list[_Planned] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, method: str, fault: Fault, *, times: int | None = 1, chat: int | None = None, skip: int = 0) -> None:
        """Plan a fault.

        Args:
            method: a method's name, ``DOWNLOAD`` for the files themselves, or ``*`` for everything.
            fault: what goes wrong.
            times: how often; None for always, until ``clear``.
            chat: only for calls about this chat.
            skip: how many calls still pass before it begins.
        """
        with self._lock:
            self._planned.append(_Planned(method, fault, times, chat, skip))

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        with self._lock:
            self._planned.clear()

    def take(self, method: str, parameters: dict[str, Any]) -> Fault | None:
        """The fault of this call, if it has one."""
        with self._lock:
            for planned in self._planned:
                if planned.method not in {method, ANY_METHOD}:
                    continue
                if planned.chat_id is not None and str(parameters.get("chat_id")) != str(planned.chat_id):
                    continue
                if planned.skip > 0:
                    planned.skip -= 1
                    continue
                return self._use(planned)
            return None

    def _use(self, planned: _Planned) -> Fault:
        if planned.times is not None:
            planned.times -= 1
            if planned.times <= 0:
                self._planned.remove(planned)
        return planned.fault
