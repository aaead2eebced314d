"""A span: a stretch of a text."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """Offsets into a text in code points; ``end`` is exclusive, so ``text[start:end]`` is what it covers."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse offsets that no text has."""
        if not 0 <= self.start <= self.end:
            raise ValueError(f"Not a span: {self.start} to {self.end}.")

    def __len__(self) -> int:
        """How many code points it covers."""
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words of ``text`` that it covers."""
        return text[self.start : self.end]
