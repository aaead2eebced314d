"""The root of the errors that a person is told about."""


class VerbaleError(Exception):
    """Something that a person must hear of, in words, with what to do about it.

    Subclasses are divided by what the caller does next. ``message`` says what is wrong and where; ``remedy`` says what
    to do, and may be empty where the message already does.
    """

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        """One line: the message, then the remedy."""
        return f"{self.message} {self.remedy}".strip()


class Damaged(VerbaleError):
    """Stored bytes are not what was stored: nothing may be read from them."""


class Refused(VerbaleError):
    """A request that cannot be carried out as it stands; nothing was changed."""
