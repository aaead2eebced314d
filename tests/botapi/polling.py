"""getUpdates: one poller at a time, long polls that end when something comes."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from botapi.errors import ApiError
from botapi.state import State

LONGEST_POLL_SECONDS = 50
TERMINATED_BY_POLL = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
TERMINATED_BY_WEBHOOK = "Conflict: terminated by setWebhook request"
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


# Each is itself: two that wait alike are two.
@dataclass(eq=False)
class Poll:
    """One getUpdates request that waits."""

    wake: asyncio.Event = field(default_factory=asyncio.Event)
    terminated: str | None = None
    # The client went away, or the server stops.
    abandoned: bool = False

    def terminate(self, description: str) -> None:
        """Answer it with 409."""
        self.terminated = description
        self.wake.set()

    def abandon(self) -> None:
        """Let it end; nobody reads the answer."""
        self.abandoned = True
        self.wake.set()


class Polling:
    """Answers getUpdates, on the server's own event loop."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._current: Poll | None = None

    def wake(self) -> None:
        """Something came."""
        if self._current is not None:
            self._current.wake.set()

    def terminate(self, description: str) -> None:
        """End the request that waits, if one does."""
        if self._current is not None:
            self._current.terminate(description)

    def abandon(self) -> None:
        """The server stops: end the request that waits without a word."""
        if self._current is not None:
            self._current.abandon()

    async def get_updates(self, parameters: dict[str, Any], poll: Poll) -> list[dict[str, Any]]:
        """Confirm what is below the offset and return what waits, at the latest when the timeout is over."""
        state = self._state
        if state.webhook.url:
            raise ApiError(409, WEBHOOK_ACTIVE)
        # The one that came first is sent away; two pollers take turns at that and both see it.
        self.terminate(TERMINATED_BY_POLL)
        self._current = poll
        try:
            with state.changed:
                state.updates.allow(parameters.get("allowed_updates"))
                if parameters.get("offset", 0) != 0:
                    state.updates.confirm(parameters["offset"])
                state.changed.notify_all()
            return await self._wait(parameters, poll)
        finally:
            if self._current is poll:
                self._current = None

    async def _wait(self, parameters: dict[str, Any], poll: Poll) -> list[dict[str, Any]]:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + min(parameters.get("timeout", 0), LONGEST_POLL_SECONDS)
        while True:
            if poll.terminated is not None:
                raise ApiError(409, poll.terminated)
            if poll.abandoned:
                return []
            with self._state.changed:
                batch = self._state.updates.take(parameters.get("limit", 100))
                if batch:
                    self._state.changed.notify_all()
                    return [update.to_json() for update in batch]
            if loop.time() >= deadline:
                return []
            poll.wake.clear()
            try:
                await asyncio.wait_for(poll.wake.wait(), deadline - loop.time())
            except TimeoutError:
                continue
