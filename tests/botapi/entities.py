"""Message entities: their value, and the rules that those sent by a bot must keep."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from botapi.errors import ApiError, violation
from botapi.utf16 import splits_surrogate_pair, utf16_length, utf16_slice

QUOTES = frozenset({"blockquote", "expandable_blockquote"})
MONOSPACE = frozenset({"pre", "code"})
# These may contain each other and be part of any other entity but pre and code.
STYLES = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
# What an entity of a type must carry, and may not carry if it is of another type.
OWN_FIELDS = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id", "date_time": "unix_time"}


@dataclass(frozen=True)
class Entity:
    """A stretch of a text, in UTF-16 units, that is more than plain letters."""

    type: str
    offset: int
    length: int
    url: str | None = None
    user_id: int | None = None
    language: str | None = None
    custom_emoji_id: str | None = None

    @property
    def end(self) -> int:
        """The first UTF-16 unit after it."""
        return self.offset + self.length

    def of(self, text: str) -> str:
        """The stretch of ``text`` that it covers."""
        return utf16_slice(text, self.offset, self.length)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Entity":
        """Read a MessageEntity."""
        return cls(
            data["type"],
            data["offset"],
            data["length"],
            url=data.get("url"),
            user_id=data["user"]["id"] if "user" in data else None,
            language=data.get("language"),
            custom_emoji_id=data.get("custom_emoji_id"),
        )


def _wrong(reason: str, says: str = "can't parse entities: wrong entity") -> ApiError:
    return violation(f"entities: {reason}", says)


def _check_alone(entity: dict[str, Any], text: str, length: int) -> None:
    kind, offset, end = entity["type"], entity["offset"], entity["offset"] + entity["length"]
    if end > length:
        raise _wrong(f"{kind} ends at {end}, the text at {length}", "ENTITY_BOUNDS_INVALID")
    if splits_surrogate_pair(text, offset) or splits_surrogate_pair(text, end):
        raise _wrong(f"{kind} at {offset}..{end} splits a surrogate pair", "ENTITY_BOUNDS_INVALID")
    if not utf16_slice(text, offset, end - offset).strip():
        raise _wrong(f"{kind} at {offset}..{end} covers only blanks: Telegram drops it")
    if kind == "custom_emoji":
        raise _wrong("custom_emoji is for bots that bought a username")
    for owner, field in OWN_FIELDS.items():
        if (kind == owner) != (field in entity):
            raise _wrong(f"{kind} {'without' if kind == owner else 'with'} {field}")


def _check_together(outer: Entity, inner: Entity) -> None:
    if outer.end <= inner.offset:
        return
    pair = f"{outer.type} {outer.offset}..{outer.end} and {inner.type} {inner.offset}..{inner.end}"
    if outer.end < inner.end:
        raise _wrong(f"{pair} overlap without nesting")
    kinds = {outer.type, inner.type}
    if kinds <= QUOTES:
        raise _wrong(f"{pair}: quotes are not nested")
    if outer.type in MONOSPACE or (inner.type in MONOSPACE and outer.type not in QUOTES):
        raise _wrong(f"{pair}: pre and code stand alone")
    if outer.type == inner.type:
        raise _wrong(f"{pair}: one inside the same")
    if not kinds & (STYLES | QUOTES):
        raise _wrong(f"{pair}: neither can contain the other")
    if inner.type in QUOTES and outer.type not in STYLES:
        raise _wrong(f"{pair}: a quote inside a {outer.type}")


def check_entities(entities: Sequence[dict[str, Any]], text: str) -> tuple[Entity, ...]:
    """Entities of ``text`` in order, outer ones first; raise ApiError with a violation if they break a rule.

    The rules: https://core.telegram.org/bots/api#formatting-options
    """
    length = utf16_length(text)
    for entity in entities:
        _check_alone(entity, text, length)
    checked = sorted((Entity.from_json(entity) for entity in entities), key=lambda e: (e.offset, -e.length))
    enclosing: list[Entity] = []
    for inner in checked:
        enclosing = [outer for outer in enclosing if outer.end > inner.offset]
        for outer in enclosing:
            _check_together(outer, inner)
        enclosing.append(inner)
    for first, second in pairwise(checked):
        if first == second:
            raise _wrong(f"{first.type} {first.offset}..{first.end} twice")
    return tuple(checked)


def cut(entities: Iterable[Entity], start: int, end: int) -> tuple[Entity, ...]:
    """Entities of the text that remains when only ``start``..``end`` (UTF-16 units) of it is kept."""
    kept = []
    for entity in entities:
        first, last = max(entity.offset, start), min(entity.end, end)
        if first < last:
            kept.append(replace(entity, offset=first - start, length=last - first))
    return tuple(kept)
