"""What was found about a quoted text, as a message: whether it is verbatim, where it stands, and what changed since."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from telegram import MessageEntity

from verbale.alignment import word_changes
from verbale.language import Language
from verbale.quote import Quotation
from verbale.span import Span
from verbale.verification import Likeness, Since, Verified
from verbale_bot.finding import finding_in_words
from verbale_bot.messages import message
from verbale_bot.telegram.formatted import Formatted, joined
from verbale_bot.telegram.rendering import block, source_line

LONGEST_SHOWN_UNITS = 3300
"""Of the passages in one finding together; the verdict and the source stand beside them in a message of 4096 units."""
MOST_MARKS = 20
"""In one passage: a message has a hundred entities at most, and nobody looks at so many places."""
MOST_NOW = 3
"""Passages that stand in the place of one; more of them are only hinted at."""
SHOWN_BEFORE_MARK = 200
"""Characters before the first change, where a passage is too long to be shown whole."""
LEFT_OUT = "[…]"


@dataclass(frozen=True)
class Checked:
    """A quoted text, what was found about it (None where nothing was), and the quotations that that names."""

    text: str
    verified: Verified | None
    quotation: Quotation | None
    now: tuple[Quotation, ...]


def render_checked(checked: Checked, language: Language) -> Formatted:
    """The finding about one quoted text."""
    verified, quotation = checked.verified, checked.quotation
    if verified is None or quotation is None:
        return Formatted(message("verify-not", language))
    if verified.likeness is Likeness.NEAREST:
        _, other = word_changes(checked.text, quotation.text)
        nearest = _passage(quotation.text, other, MessageEntity.UNDERLINE, LONGEST_SHOWN_UNITS)
        said = finding_in_words(verified, quotation, language)
        return joined([Formatted(said), *nearest, source_line(quotation, language)], "\n")
    lines = [Formatted(finding_in_words(verified, quotation, language))]
    if verified.since is Since.CHANGED:
        lines += _changed(quotation, checked.now, language)
    else:
        shown = _passage(quotation.text, [], MessageEntity.UNDERLINE, LONGEST_SHOWN_UNITS)
        lines += [*shown, source_line(quotation, language)]
    return joined(lines, "\n")


def _changed(old: Quotation, now: Sequence[Quotation], language: Language) -> list[Formatted]:
    """The old words with those struck through that are gone, the new ones with those underlined that came."""
    new_text = " ".join(one.text for one in now)
    removed, _ = word_changes(old.text, new_text)
    lines = _passage(old.text, removed, MessageEntity.STRIKETHROUGH, LONGEST_SHOWN_UNITS // 2)
    lines.append(Formatted(message("verify-changed", language, edition=old.briefing.current_edition)))
    shown = now[:MOST_NOW]
    for one in shown:
        _, added = word_changes(old.text, one.text)
        lines += _passage(one.text, added, MessageEntity.UNDERLINE, LONGEST_SHOWN_UNITS // 2 // len(shown))
    if len(now) > len(shown) and lines[-1].text != LEFT_OUT:
        lines.append(Formatted(LEFT_OUT))
    lines.append(source_line(now[0], language))
    return lines


def _passage(text: str, spans: Sequence[Span], kind: str, units: int) -> list[Formatted]:
    """``text`` as a block with ``spans`` marked as ``kind``; a long one is cut, and there is a sign where it is."""
    # Half as many code points fit in any case: none takes more than two units.
    shown = _shown(text, spans[0].start if spans else 0, units // 2)
    marked = block(_marked(text, list(_fewer(text, spans, shown)), kind, shown))
    before = [Formatted(LEFT_OUT)] if shown.start > 0 else []
    after = [Formatted(LEFT_OUT)] if shown.end < len(text) else []
    return [*before, marked, *after]


def _shown(text: str, mark: int, room: int) -> Span:
    """The whole text if it has at most ``room`` code points, else a stretch of whole words in which ``mark`` lies."""
    if len(text) <= room:
        return Span(0, len(text))
    start = max(0, min(mark - SHOWN_BEFORE_MARK, len(text) - room))
    end = start + room
    blank_after_start = text.find(" ", start, mark) if start > 0 else -1
    blank_before_end = text.rfind(" ", mark + 1, end) if end < len(text) else -1
    return Span(
        blank_after_start + 1 if blank_after_start >= 0 else start,
        blank_before_end if blank_before_end > 0 else end,
    )


def _fewer(text: str, spans: Sequence[Span], shown: Span) -> Iterator[Span]:
    """What is to be marked of ``spans`` within ``shown``: no blanks alone, and what is closest together as one."""
    met = (one for one in spans if one.start < shown.end and shown.start < one.end)
    within = (Span(max(one.start, shown.start), min(one.end, shown.end)) for one in met)
    worthwhile = [one for one in within if one.of(text).strip()]  # Telegram marks no blanks alone
    gaps = range(1, len(worthwhile))
    by_width = sorted(gaps, key=lambda place: worthwhile[place - 1].end - worthwhile[place].start)
    firsts = [0, *sorted(by_width[: MOST_MARKS - 1])]
    for first, following in zip(firsts, [*firsts[1:], len(worthwhile)], strict=True):
        if first < following:
            yield Span(worthwhile[first].start, worthwhile[following - 1].end)


def _marked(text: str, spans: Sequence[Span], kind: str, shown: Span) -> Formatted:
    """The stretch ``shown`` of ``text`` with each of ``spans`` (code points, in order) as an entity of ``kind``."""
    whole, at = Formatted(), shown.start
    for span in spans:
        whole = whole + text[at : span.start] + Formatted(text[span.start : span.end]).wrapped(kind)
        at = span.end
    return whole + text[at : shown.end]
