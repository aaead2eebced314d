"""What a picture shows: screens of a chat program, as plain values."""

from dataclasses import dataclass

from botapi.entities import Entity


@dataclass(frozen=True)
class Label:
    """A button under a message; one that ``opens`` leads to a page, one that is ``pressed`` was touched."""

    text: str
    opens: bool = False
    pressed: bool = False


@dataclass(frozen=True)
class Replied:
    """What a message answers, as the line above its text."""

    who: str
    text: str


@dataclass(frozen=True)
class Bubble:
    """One message; ``own`` ones are by whoever looks at the screen, ``entities`` count in UTF-16 units."""

    who: str
    text: str
    time: str
    own: bool = False
    entities: tuple[Entity, ...] = ()
    rows: tuple[tuple[Label, ...], ...] = ()
    replied: Replied | None = None
    via: str | None = None


@dataclass(frozen=True)
class Offered:
    """A row of the list over the field, while somebody types after the bot's name."""

    title: str
    description: str
    chosen: bool = False


@dataclass(frozen=True)
class Screen:
    """A chat as one person sees it; ``typed`` stands in the field, ``offered`` above it."""

    title: str
    subtitle: str
    bubbles: tuple[Bubble, ...]
    shows_names: bool = False
    typed: str = ""
    offered: tuple[Offered, ...] = ()


@dataclass(frozen=True)
class Picture:
    """Screens side by side; ``name`` becomes the file's."""

    name: str
    screens: tuple[Screen, ...]
    language: str = "en"
