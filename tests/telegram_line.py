"""Between the bot and Telegram: time that passes as it is wanted, and a network that fails as planned."""

import asyncio

from aiohttp import ClientTimeout, FormData

from botapi.clock import SimulatedClock
from verbale_bot.telegram.http import HttpRequest


class Time(SimulatedClock):
    """Time that passes when somebody sleeps, and at once."""

    def __init__(self) -> None:
        super().__init__()
        self.slept: list[float] = []
        self.paced: list[float] = []

    async def sleep(self, duration_seconds: float) -> None:
        """What the sender waits."""
        self.slept.append(round(duration_seconds, 3))
        self.advance(duration_seconds)
        await asyncio.sleep(0)

    async def keep_pace(self, duration_seconds: float) -> None:
        """What the pace waits."""
        self.paced.append(round(duration_seconds, 3))
        self.advance(duration_seconds)
        await asyncio.sleep(0)


class Line(HttpRequest):
    """The network: fails as planned, before or after the request was carried out, or else works."""

    def __init__(self) -> None:
        super().__init__(8)
        self.before: list[Exception] = []
        self.after: list[Exception] = []

    async def exchange(
        self, method: str, url: str, body: dict[str, str] | FormData | None, within: ClientTimeout
    ) -> tuple[int, bytes]:
        if self.before:
            raise self.before.pop(0)
        answer = await super().exchange(method, url, body, within)
        if self.after:
            raise self.after.pop(0)
        return answer
