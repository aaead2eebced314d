"""A draft as it is shown before it is published: what was understood of a document."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from telegram import MessageEntity
from telegram.constants import MessageLimit

from verbale.canonical import paragraph_spans
from verbale.edition import text_sha256
from verbale.intake.document import Document
from verbale.language import Language
from verbale_bot.messages import date_in_words, language_name
from verbale_bot.messages import message as words
from verbale_bot.telegram.formatted import Formatted, joined, utf16_length
from verbale_bot.telegram.rendering import block, shortened

SHORTEST_BEGINNING_UNITS = 40
LONGEST_BEGINNING_UNITS = 400
MOST_PARAGRAPHS = 60
FURNITURE_UNITS = 600
ROOM_UNITS = 300
"""Kept free for what is said below a card when it is dealt with."""


@dataclass(frozen=True)
class Twin:
    """A briefing that says much the same: its title, and the share of the words in common, in per cent."""

    briefing: str
    title: str
    percent: int


@dataclass(frozen=True)
class Card:
    """What is shown: the document, the briefing whose next edition it will be, if any, and near duplicates.

    ``edition`` is the number that it will have; ``is_known`` whether the text is that of the current edition already.
    """

    document: Document
    briefing: str
    edition: int
    is_known: bool
    twins: tuple[Twin, ...]


def render_card(card: Card, language: Language, zone: ZoneInfo) -> Formatted:
    """The card as a message that fits into one."""
    head = joined([_heading(card, language), *_details(card, language, zone)], "\n")
    below = [*_furniture(card.document, language), *_twins(card, language)]
    room = int(MessageLimit.MAX_TEXT_LENGTH) - ROOM_UNITS - head.length - sum(one.length + 2 for one in below)
    return joined([head, _paragraphs(card.document, language, room), *below], "\n\n")


def moment_in_words(moment: datetime, zone: ZoneInfo, language: Language) -> str:
    """A moment in the office's time zone."""
    local = moment.astimezone(zone)
    return f"{date_in_words(local.date(), language)}, {local:%H:%M} ({zone.key})"


def _heading(card: Card, language: Language) -> Formatted:
    if card.is_known:
        text = words("draft-known", language, edition=card.edition)
    elif card.edition > 1:
        text = words("draft-edition", language, edition=card.edition, id=card.briefing)
    else:
        text = words("draft-new", language, id=card.briefing)
    return Formatted(text).wrapped(MessageEntity.BOLD)


def _details(card: Card, language: Language, zone: ZoneInfo) -> list[Formatted]:
    document = card.document
    none = words("draft-none", language)
    embargo = none if document.embargo_until is None else moment_in_words(document.embargo_until, zone, language)
    values = {
        "title": shortened(document.title),
        "date": none if document.date is None else date_in_words(document.date, language),
        "language": language_name(document.language, language),
        "source": none if document.source_url is None else shortened(document.source_url),
        "visit": none if document.visit is None else shortened(document.visit),
        "audience": shortened(", ".join(document.audience)),
        "embargo": embargo,
    }
    return [
        Formatted(words(f"draft-field-{name}", language)).wrapped(MessageEntity.ITALIC) + f": {value}"
        for name, value in values.items()
    ]


def _paragraphs(document: Document, language: Language, room: int) -> Formatted:
    spans = paragraph_spans(document.text)
    title = Formatted(words("draft-paragraphs", language, count=len(spans)))
    shown = spans[:MOST_PARAGRAPHS]
    rest = "" if len(shown) == len(spans) else words("draft-more-paragraphs", language, count=len(spans) - len(shown))
    room -= title.length + utf16_length(rest) + 2
    each = max(SHORTEST_BEGINNING_UNITS, min(LONGEST_BEGINNING_UNITS, room // max(1, len(shown)) - 8))
    lines: list[str] = []
    for number, span in enumerate(shown, start=1):
        line = f"{number}. {shortened(span.of(document.text), each)}"
        if utf16_length("\n".join([*lines, line])) > room:
            rest = words("draft-more-paragraphs", language, count=len(spans) - len(lines))
            break
        lines.append(line)
    listed = Formatted("\n".join([*lines, *([rest] if rest else [])]))
    return title + "\n" + block(listed)


def _furniture(document: Document, language: Language) -> list[Formatted]:
    if not document.furniture:
        return []
    title = words("draft-furniture", language, count=len(document.furniture))
    listed = shortened(" · ".join(document.furniture), FURNITURE_UNITS)
    return [Formatted(title + "\n") + block(Formatted(listed))]


def _twins(card: Card, language: Language) -> list[Formatted]:
    lines = [
        words("draft-twin", language, percent=twin.percent, title=shortened(twin.title, 120)) for twin in card.twins
    ]
    return [Formatted("\n".join(lines))] if lines else []


def same_text(document: Document, sha256: str) -> bool:
    """Whether a document's text is that of an edition with this SHA-256."""
    return text_sha256(document.text) == sha256
