"""What somebody quotes: the parts of a pasted text without what stands around them, and where words stand whole."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from verbale.canonical import canonical_line
from verbale.enclosures import enclosures
from verbale.span import Span

_OPENING = "“„«»”\"‘‚'"
_CLOSING = "”“»«\"’‘'"
# Apostrophes look the same, and are no brackets: what they enclose is found by their being the only ones.
_APOSTROPHES = "‘’‚'"
_MOST_MARKS = 8
_ELLIPSIS = r"(?:\[(?:…|\.\.\.)\]|\((?:…|\.\.\.)\)|…|\.\.\.)"
_ELLIPSES = re.compile(rf"^{_ELLIPSIS}\s*|\s*{_ELLIPSIS}$")
_STOPS = ".,;"

_LINE_BREAKS = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028]")
_EMAIL_PREFIX = re.compile(r"^(?:> ?)+")
_BULLETS = "-–—−•‣◦⁃∙●▪■*·"
_EMOJI_STYLE = "\ufe0f"
_SOURCE = re.compile(r"(?:^|: )— .*· ¶ \d+(?: · .*)?$")
"""The source of a quotation as a chat shows it, with or without words before it ("Also in: — Talks · ¶ 2")."""
_SIGNATURE = re.compile(r"[—–]\s+\S")
_SENTENCE_END = re.compile(r"""[.!?…,;:]["»”“’'*)\]]{0,4}$""")
_LONGEST_LABEL = 40
_LABEL = re.compile(r"[^\W\d_][^.:!?]{0,24}: ")

_NUMBER_BEFORE = re.compile(r"(?:\d[.,:/]|[-−–+])$")
_THOUSANDS_BEFORE = re.compile(r"(?<!\d)\d{1,3}(?: \d{3})* $")
_NUMBER_AFTER = re.compile(r"[.,:/−–-]\d| ?%")
_THOUSANDS_AFTER = re.compile(r" \d{3}(?!\d)")
_SHORT_NUMBER = re.compile(r"(?<!\d)\d{1,3}$")
_GROUP = re.compile(r"\d{3}(?!\d)")
_LONGEST_NUMBER = 24


def quoted_parts(text: str) -> list[str]:
    """The paragraphs of a pasted text in canonical form, as they may stand in an edition.

    Gone is what people and programs put around a quotation: marks that enclose it, "> " of e-mail, the bullets of a
    list, an ellipsis at either end, and the lines under it that name the source. Each item of a list is a part of its
    own; what holds no letter and no digit is none.
    """
    lines = [_EMAIL_PREFIX.sub("", canonical_line(line)) for line in _LINE_BREAKS.split(text.replace("\u2029", "\n\n"))]
    parts = (_without_marks(canonical_line(" ".join(block))) for block in _blocks(_without_sources(lines)))
    return [part for part in parts if any(map(str.isalnum, part))]


def places_of(words: str, text: str) -> Iterator[Span]:
    """Where ``words`` stand in ``text`` as a whole: cut out of no longer word and no longer number."""
    start = text.find(words) if words else -1
    while start >= 0:
        span = Span(start, start + len(words))
        if stands_whole(span, text):
            yield span
        start = text.find(words, start + 1)


def stands_whole(span: Span, text: str) -> bool:
    """Whether neither end of ``span`` cuts a word or a number of ``text``.

    "6 percent" does not stand in "16 percent", "1.6 percent", "-6 percent" or "5–6 percent", nor "500" in "1 500".
    """
    if not span:
        return False
    first, last = text[span.start], text[span.end - 1]
    before, after = text[max(span.start - _LONGEST_NUMBER, 0) : span.start], text[span.end : span.end + 5]
    if (first.isalnum() and before[-1:].isalnum()) or (last.isalnum() and after[:1].isalnum()):
        return False
    if after and unicodedata.combining(after[0]):
        return False
    if first.isdigit() and (
        _NUMBER_BEFORE.search(before) or (_THOUSANDS_BEFORE.search(before) and _GROUP.match(text, span.start))
    ):
        return False
    ends_in_group = _SHORT_NUMBER.search(text[max(span.end - _LONGEST_NUMBER, 0) : span.end])
    return not (last.isdigit() and (_NUMBER_AFTER.match(after) or (ends_in_group and _THOUSANDS_AFTER.match(after))))


def _without_sources(lines: Sequence[str]) -> list[str]:
    """The lines without those that name a source, and without the one above them that tells who speaks."""
    kept: list[str] = []
    last = max((number for number, line in enumerate(lines) if line), default=-1)
    for number, line in enumerate(lines):
        if _SOURCE.search(line):
            if len(kept) > 1 and kept[-1] and _is_about_speech(kept[-1], kept[-2]):
                kept.pop()
            # Another quotation may follow without a blank line between.
            kept.append("")
        elif number != last or not _is_signature(line, kept):
            kept.append(line)
    return kept


def _is_signature(line: str, before: Sequence[str]) -> bool:
    """Whether the last line is a dash and a name: no sentence, and neither speech nor an item of a list."""
    said = [other for other in before if other]
    return bool(said and _SIGNATURE.match(line) and not _SENTENCE_END.search(line) and not _SIGNATURE.match(said[-1]))


def _is_about_speech(line: str, before: str) -> bool:
    """Whether ``line``, between a quotation and its source, is one of a chat: "Speaker: …", "Reported speech"."""
    if not _SENTENCE_END.search(before):
        return False
    is_short = len(line) <= _LONGEST_LABEL and not _SENTENCE_END.search(line)
    return is_short or " · " in line or bool(_LABEL.match(line))


def _blocks(lines: Sequence[str]) -> Iterator[list[str]]:
    """The lines of each paragraph and of each item of a list, the bullet left out."""
    block: list[str] = []
    is_item = False
    for line in lines:
        bullet = _bullet_length(line)
        # A line that was broken before a dash is no item: “…”, ⏎ — said the minister.
        begins_item = bullet > 0 and not (block and not is_item and block[-1].endswith(","))
        if not line or begins_item:
            yield block
            block, is_item = [], begins_item
        if line:
            block.append(line[bullet:] if begins_item else line)
    yield block


def _bullet_length(line: str) -> int:
    """How many characters the bullet at the beginning of ``line`` takes with the blank after it; 0 where none is."""
    sign = line.split(maxsplit=1)[0] if line else ""
    is_picture = all(unicodedata.category(one) == "So" or one == _EMOJI_STYLE for one in sign)
    is_bullet = is_picture or (len(sign.rstrip(_EMOJI_STYLE)) == 1 and sign[0] in _BULLETS)
    return len(line) - len(line[len(sign) :].lstrip()) if sign and is_bullet and len(sign) < len(line) else 0


def _without_marks(part: str) -> str:
    """``part`` without the marks around it, also those that only open or only close in it, and without ellipses."""
    for _ in range(_MOST_MARKS):
        stripped = _without_pair(_ELLIPSES.sub("", part)).strip()
        if stripped == part:
            break
        part = stripped
    return part


def _without_pair(part: str) -> str:
    for closed in (part, part.rstrip(_STOPS)):
        if len(closed) > 1 and closed[0] in _OPENING and closed[-1] in _CLOSING and _is_enclosed(closed):
            return closed[1:-1]
    if part and part[0] in _OPENING and not _has_partner(part, 0):
        return part[1:]
    if part and part[-1] in _CLOSING and not _has_partner(part, len(part) - 1):
        return part[:-1]
    return part


def _is_enclosed(part: str) -> bool:
    """Whether the marks at both ends belong together, or to nothing between them."""
    last = len(part) - 1
    pairs = {one.opening: one.closing for one in enclosures(part)}
    return pairs.get(0) == last or not (_has_partner(part[:-1], 0) or _has_partner(part[1:], last - 1))


def _has_partner(part: str, place: int) -> bool:
    """Whether something in ``part`` closes, or opens, the mark at ``place``, one of its ends."""
    if part[place] in _APOSTROPHES:
        others = (other for other in range(1, len(part) - 1) if part[other] in _APOSTROPHES)
        ends_too = part[-1 if place == 0 else 0] in _APOSTROPHES and len(part) > 1
        return ends_too or any(not (part[other - 1].isalnum() and part[other + 1].isalnum()) for other in others)
    return any(place in (one.opening, one.closing) for one in enclosures(part))
