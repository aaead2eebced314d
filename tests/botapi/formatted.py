"""Texts as Telegram takes them: cleaned, trimmed, measured, and their own entities found."""

import re
from collections.abc import Sequence
from typing import Any

from telegram.constants import MessageLimit

from botapi.entities import Entity, check_entities, cut
from botapi.errors import violation
from botapi.utf16 import utf16_length

TRIMMED = " \n\0"
# Telegram takes these out of every text, and every offset behind them shifts: a quotation would not be verbatim.
REMOVED = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
BLANKED = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f]")
# A text of nothing but these shows nothing, and is refused as empty.
INVISIBLE = re.compile("[\\s\u00ad\u034f\u061c\u180e\u200b-\u200f\u2060-\u2064\u3164\ufeff]*")
DETECTED = (
    ("url", re.compile(r"(?<![\w@])https?://[^\s<>\"]+[^\s<>\".,;:!?)\]»”]")),
    ("email", re.compile(r"(?<![\w.])[\w.+-]+@[\w-]+\.[a-zA-Z]{2,}")),
    ("bot_command", re.compile(r"(?<![\w/<>@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z][A-Za-z0-9_]{2,31})?(?![\w/])")),
    ("mention", re.compile(r"(?<![\w/@])@[A-Za-z][A-Za-z0-9_]{2,31}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#])#\w*[^\W\d_]\w*")),
)


def formatted(
    text: str, entities: Sequence[dict[str, Any]], *, limit: int = int(MessageLimit.MAX_TEXT_LENGTH)
) -> tuple[str, tuple[Entity, ...]]:
    """What Telegram stores of a text and its entities; raise ApiError with a violation if it would refuse or alter it.

    Args:
        text: as the bot sent it.
        entities: as the bot sent them, their shapes checked.
        limit: UTF-16 units allowed after trimming; an empty text is allowed only for captions, whose limit is 1,024.
    """
    caption = limit == int(MessageLimit.CAPTION_LENGTH)
    if (removed := REMOVED.search(text)) is not None:
        raise violation(
            f"text: U+{ord(removed.group()):04X} at {removed.start()} would be removed by Telegram",
            "text must not hold control characters",
        )
    checked = check_entities(entities, text)
    text = BLANKED.sub(" ", text)
    start = len(text) - len(text.lstrip(TRIMMED))
    # An entity at the start keeps the blanks that it covers.
    start = min([start, *(entity.offset for entity in checked)])
    kept = text[start:].rstrip(TRIMMED)
    length = utf16_length(kept)
    checked = cut(checked, start, start + length)
    if INVISIBLE.fullmatch(kept) is not None:
        if caption and not text:
            return "", ()
        raise violation("text: empty, or nothing but blanks", "message text is empty")
    if length > limit:
        says = "message caption is too long" if caption else "message is too long"
        raise violation(f"text: {length} UTF-16 units, at most {limit} allowed", says)
    return kept, checked


def detected(text: str, taken: Sequence[Entity] = ()) -> tuple[Entity, ...]:
    """Entities that Telegram finds by itself, outside those already ``taken``."""
    found = list(taken)
    for kind, pattern in DETECTED:
        for match in pattern.finditer(text):
            offset = utf16_length(text[: match.start()])
            entity = Entity(kind, offset, utf16_length(match.group()))
            if not any(_clash(entity, other) for other in found):
                found.append(entity)
    return tuple(sorted(found[len(taken) :], key=lambda entity: entity.offset))


def _clash(found: Entity, other: Entity) -> bool:
    """Quotes and styles may hold a link; a link or code may not."""
    apart = found.end <= other.offset or other.end <= found.offset
    contained = other.offset <= found.offset and found.end <= other.end
    holds = other.type in {"blockquote", "expandable_blockquote", "bold", "italic", "underline", "strikethrough"}
    return not apart and not (contained and holds)
