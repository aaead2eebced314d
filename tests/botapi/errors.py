"""What the server answers when it does not do what it was asked."""

from collections.abc import Mapping
from typing import Any


class ApiError(Exception):
    """An answer with ``ok: false``.

    Attributes:
        code: HTTP status and ``error_code``.
        description: Telegram's own wording.
        parameters: ``retry_after`` or ``migrate_to_chat_id``.
        violation: why no correct client would have made this call; None where the world, not the client, is the cause.
    """

    def __init__(
        self,
        code: int,
        description: str,
        *,
        parameters: Mapping[str, Any] | None = None,
        violation: str | None = None,
    ) -> None:
        super().__init__(f"{code} {description}" + (f" [{violation}]" if violation else ""))
        self.code = code
        self.description = description
        self.parameters = dict(parameters or {})
        self.violation = violation


def bad_request(description: str) -> ApiError:
    """The world is not as the client thought."""
    return ApiError(400, f"Bad Request: {description}")


def forbidden(description: str) -> ApiError:
    """The chat does not want the bot."""
    return ApiError(403, f"Forbidden: {description}")


def violation(reason: str, description: str) -> ApiError:
    """The client could have known better: remembered among the server's violations."""
    return ApiError(400, f"Bad Request: {description}", violation=reason)


def too_many_requests(retry_after_seconds: int) -> ApiError:
    """A limit of Telegram's was overrun."""
    return ApiError(
        429,
        f"Too Many Requests: retry after {retry_after_seconds}",
        parameters={"retry_after": retry_after_seconds},
    )
