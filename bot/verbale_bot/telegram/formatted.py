"""Text with entities, built piece by piece; Telegram counts offsets in UTF-16 code units."""

from dataclasses import dataclass

from telegram import MessageEntity


def utf16_length(text: str) -> int:
    """Length of ``text`` in UTF-16 code units, as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


@dataclass(frozen=True)
class Formatted:
    """A text and its entities; offsets and lengths in UTF-16 code units."""

    text: str = ""
    entities: tuple[MessageEntity, ...] = ()

    @property
    def length(self) -> int:
        """Length in UTF-16 code units."""
        return utf16_length(self.text)

    def __add__(self, other: "Formatted | str") -> "Formatted":
        """This text followed by the other, whose entities move along."""
        if isinstance(other, str):
            return Formatted(self.text + other, self.entities)
        moved = (_moved(entity, self.length) for entity in other.entities)
        return Formatted(self.text + other.text, (*self.entities, *moved))

    def wrapped(self, kind: str, url: str | None = None) -> "Formatted":
        """This text as one entity of ``kind``, with the entities inside it."""
        return Formatted(self.text, (MessageEntity(kind, 0, self.length, url=url), *self.entities))


def joined(parts: list[Formatted], separator: str) -> Formatted:
    """The parts, one after the other, with ``separator`` between them."""
    whole = Formatted()
    for part in parts:
        whole = whole + separator + part if whole.text else part
    return whole


def _moved(entity: MessageEntity, by: int) -> MessageEntity:
    return MessageEntity(entity.type, entity.offset + by, entity.length, url=entity.url, language=entity.language)
