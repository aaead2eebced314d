"""A bare HTTP client of the server: calls as no library would make them."""

from types import TracebackType
from typing import Any, Self

import httpx

from botapi.server import BotApiServer


class RawClient:
    """Calls methods with JSON bodies or form fields."""

    def __init__(self, server: BotApiServer) -> None:
        self.base = f"{server.url}/bot{server.token}"
        self.http = httpx.Client(timeout=10, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.http.close()

    def form(self, method: str, **fields: Any) -> httpx.Response:
        """One call with form fields; values that are not text must be given as JSON text."""
        return self.http.post(f"{self.base}/{method}", data=fields)

    def json(self, method: str, **fields: Any) -> httpx.Response:
        """One call with a JSON body."""
        return self.http.post(f"{self.base}/{method}", json=fields)

    def result(self, method: str, **fields: Any) -> Any:
        """The result of a call that must succeed."""
        answer = self.json(method, **fields).json()
        assert answer["ok"], answer
        return answer["result"]

    def refusal(self, method: str, **fields: Any) -> tuple[int, str]:
        """Status and description of a call that must fail."""
        response = self.json(method, **fields)
        answer = response.json()
        assert not answer["ok"], answer
        assert answer["error_code"] == response.status_code
        return response.status_code, answer["description"]
